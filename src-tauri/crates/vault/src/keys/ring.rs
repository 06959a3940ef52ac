//! The keys of an unlocked user, and all that is done with them.
//!
//! ```text
//! entry:     fmt u8 (1) | epoch u16 | XChaCha20-Poly1305 under HKDF(K_journal, "ck1 journal"), padded
//!            AAD = "ck1 journal" ‖ practice_id ‖ sequence u64 ‖ the 3 bytes before
//! run block: fmt u8 (1) | epoch u16 | XChaCha20-Poly1305 under HKDF(K[class], "ck1 run"), not padded
//!            AAD = "ck1 run" ‖ practice_id ‖ class u8 ‖ run u8 ‖ block u64 ‖ the 3 bytes before
//! document:  STREAM (crypto) under the document's own key, AAD = "ck1 document" ‖ practice_id
//! lookup:    HMAC-SHA256(HKDF(K[class] of the first epoch, "ck1 lookup"), domain u8 ‖ bytes)
//! ```

use super::cell::{CellAddress, CellHeader, CellOutcome, HEADER_BYTES, cell_aad, cell_header};
use super::entry::{KeyMark, drop_pair};
use super::grant::{JOURNAL, KeyId, Pen};
use super::roster::{Member, Roster};
use super::slot::Secrets;
use super::{KeyError, PracticeId, VaultFile};
use crypto::{Arena, Bound, CryptoError, Derive, Handle, Key, KeyBytes, Signature, Sizes, Zeroizing};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use values::{Class, ClassSet};

const FORMAT: u8 = 1;
const NO_KEY: KeyError = KeyError::NotPermitted;

/// An unlocked user. Keys lie in locked memory where the machine allows it, and are zero on drop.
pub struct KeyRing {
    practice: PracticeId,
    user: Member,
    arena: Arena,
    hybrid: Handle,
    seed: Handle,
    keys: BTreeMap<KeyId, Handle>,
    marks: BTreeMap<KeyId, KeyMark>,
    epoch: u16,
}

/// Names one block of a search run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunBlock {
    /// The class of all that is in the run.
    pub class: Class,
    /// The run's number.
    pub run: u8,
    /// The block's number.
    pub block: u64,
}

/// The key of one document, used once; it is kept in the cell of the document's record.
pub struct DocumentKey(Key);

impl DocumentKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`KeyError::Crypto`].
    pub fn random() -> Result<DocumentKey, KeyError> {
        Ok(DocumentKey(Key::random()?))
    }

    /// A key out of its record; `None` unless there are 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<DocumentKey> {
        Key::from_slice(bytes).map(DocumentKey)
    }

    /// The bytes to keep in the record's cell.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

impl KeyRing {
    /// Opens a member's grants, each against the roster's mark.
    pub(super) fn open(file: &VaultFile, member: &Member, secrets: &Secrets) -> Result<KeyRing, KeyError> {
        let (roster, practice) = (file.roster(), file.practice_id());
        let mut arena = Arena::new();
        let (hybrid, seed) = (arena.add(secrets.hybrid.bytes()), arena.add(secrets.seed.bytes()));
        let mut keys = BTreeMap::new();
        for grant in file.grants(member.id) {
            let key = grant.open(&practice, secrets.hybrid.bytes()).ok_or(KeyError::Damaged { what: "grant" })?;
            if roster.marks().get(&grant.key) != Some(&KeyMark::of(&practice, grant.key, key.bytes())) {
                return Err(KeyError::Damaged { what: "key check" });
            }
            keys.insert(grant.key, arena.add(key.bytes()));
        }
        let (user, marks, epoch) = (member.clone(), roster.marks().clone(), roster.epoch());
        Ok(KeyRing { practice, user, arena, hybrid, seed, keys, marks, epoch })
    }

    /// The practice's id.
    #[must_use]
    pub fn practice_id(&self) -> PracticeId {
        self.practice
    }

    /// Who is unlocked, as of the unlock.
    #[must_use]
    pub fn user(&self) -> &Member {
        &self.user
    }

    /// The classes that this user opens.
    #[must_use]
    pub fn classes(&self) -> ClassSet {
        self.user.classes
    }

    /// Whether all keys lie in locked memory; if not they can reach swap.
    #[must_use]
    pub fn memory_locked(&self) -> bool {
        self.arena.locked()
    }

    /// Seals one class's fields of a record, or bytes that mix classes.
    ///
    /// # Errors
    /// [`KeyError::NotPermitted`] without all of the classes; [`KeyError::Crypto`].
    pub fn seal_cell(&self, at: &CellAddress, plaintext: &[u8]) -> Result<Vec<u8>, KeyError> {
        let header = CellHeader::of(at, self.epoch, false).bytes();
        let aad = cell_aad(&self.practice, (at.collection, at.record), &header);
        let message = Bound { aad: &aad, bytes: plaintext };
        let sealed = self.with_cell_key(at.classes, self.epoch, &header, |key| crypto::seal_padded(key, message));
        Ok([header.as_slice(), &sealed.ok_or(NO_KEY)??].concat())
    }

    /// Seals to the public key of one class, held or not; only a holder opens it.
    ///
    /// # Errors
    /// [`KeyError::NotPermitted`] unless the address names exactly one class; [`KeyError::Crypto`].
    pub fn drop_cell(&self, at: &CellAddress, plaintext: &[u8]) -> Result<Vec<u8>, KeyError> {
        let class = at.classes.iter().next().filter(|_| at.classes.len() == 1).ok_or(NO_KEY)?;
        let mark = self.marks.get(&KeyId { epoch: self.epoch, what: class.number() }).ok_or(NO_KEY)?;
        let header = CellHeader::of(at, self.epoch, true).bytes();
        let aad = cell_aad(&self.practice, (at.collection, at.record), &header);
        let padded = crypto::pad(plaintext)?;
        let sealed = crypto::hybrid_seal(&mark.drop, b"ck1 drop", Bound { aad: &aad, bytes: &padded })?;
        Ok([header.as_slice(), &sealed].concat())
    }

    /// Opens a cell that was found at this place, sealed or dropped.
    #[must_use]
    pub fn open_cell(&self, collection: u8, record: u64, sealed: &[u8]) -> CellOutcome {
        let Some(header) = cell_header(sealed).filter(|header| header.compartment == 0) else {
            return CellOutcome::Damaged;
        };
        let missing = header.classes.iter().filter(|class| !self.user.classes.has(*class));
        let missing = missing.fold(ClassSet::EMPTY, |set, class| set.with(class.into()));
        if !missing.is_empty() {
            return CellOutcome::Sealed(missing);
        }
        let opened = sealed.split_first_chunk::<HEADER_BYTES>().and_then(|(head, bytes)| {
            let aad = cell_aad(&self.practice, (collection, record), head);
            self.with_cell_key(header.classes, header.epoch, head, |key| {
                let message = Bound { aad: &aad, bytes };
                if header.dropped {
                    let (secret, _) = drop_pair(&self.practice, key);
                    crypto::unpad(crypto::hybrid_open(secret.bytes(), b"ck1 drop", message)?)
                } else {
                    crypto::open_padded(key, message)
                }
            })
        });
        opened.flatten().map_or(CellOutcome::Damaged, CellOutcome::Open)
    }

    /// Seals a journal entry for everybody.
    ///
    /// # Errors
    /// [`KeyError::Crypto`].
    pub fn seal_journal(&self, sequence: u64, plaintext: &[u8]) -> Result<Vec<u8>, KeyError> {
        let head = part_head(self.epoch);
        let key = self.derived(KeyId { epoch: self.epoch, what: JOURNAL }, b"ck1 journal").ok_or(NO_KEY)?;
        let aad = self.journal_aad(sequence, &head);
        Ok([head.as_slice(), &crypto::seal_padded(key.bytes(), Bound { aad: &aad, bytes: plaintext })?].concat())
    }

    /// Opens a journal entry; `None` when it is not what was sealed for this number.
    #[must_use]
    pub fn open_journal(&self, sequence: u64, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (head, bytes) = sealed.split_first_chunk()?;
        let key = self.derived(KeyId { epoch: part_epoch(head)?, what: JOURNAL }, b"ck1 journal")?;
        crypto::open_padded(key.bytes(), Bound { aad: &self.journal_aad(sequence, head), bytes })
    }

    /// Seals a block of a search run.
    ///
    /// # Errors
    /// [`KeyError::NotPermitted`] without the class; [`KeyError::Crypto`].
    pub fn run_seal(&self, at: RunBlock, plaintext: &[u8]) -> Result<Vec<u8>, KeyError> {
        let head = part_head(self.epoch);
        let key = self.derived(KeyId { epoch: self.epoch, what: at.class.number() }, b"ck1 run").ok_or(NO_KEY)?;
        let aad = self.run_aad(at, &head);
        Ok([head.as_slice(), &crypto::seal(key.bytes(), Bound { aad: &aad, bytes: plaintext })?].concat())
    }

    /// Opens a block of a search run; `None` without the class, or when it is not what was sealed for this place.
    #[must_use]
    pub fn run_open(&self, at: RunBlock, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (head, bytes) = sealed.split_first_chunk()?;
        let key = self.derived(KeyId { epoch: part_epoch(head)?, what: at.class.number() }, b"ck1 run")?;
        crypto::open(key.bytes(), Bound { aad: &self.run_aad(at, head), bytes })
    }

    /// Signs for one use; the domain must not begin with `ck1 roster` or `ck1 grant`.
    #[must_use]
    pub fn sign(&self, domain: &'static str, bytes: &[u8]) -> Signature {
        crypto::sign(self.pen().seed, domain, bytes)
    }

    /// The keyed hash by which a record is found; the same in all epochs. `None` without the class.
    #[must_use]
    pub fn lookup_hash(&self, class: Class, domain: u8, bytes: &[u8]) -> Option<[u8; 32]> {
        let key = self.derived(KeyId { epoch: 1, what: class.number() }, b"ck1 lookup")?;
        Some(crypto::keyed_hash(key.bytes(), &[&[domain], bytes]))
    }

    /// The key of the keyed sums over the state; a new one with each epoch, so that the sums are then made anew.
    ///
    /// # Errors
    /// [`KeyError::NotPermitted`] never for a ring that was unlocked: every role holds K_journal.
    pub fn fingerprint_key(&self) -> Result<Key, KeyError> {
        self.derived(KeyId { epoch: self.epoch, what: JOURNAL }, b"ck1 fingerprint").ok_or(NO_KEY)
    }

    /// Seals a document under its own key.
    ///
    /// # Errors
    /// [`KeyError::Crypto`].
    pub fn seal_document(&self, key: &DocumentKey, from: &mut dyn Read, to: &mut dyn Write) -> Result<Sizes, KeyError> {
        Ok(crypto::seal_stream(key.bytes(), &self.document_aad(), from, to)?)
    }

    /// Opens a document. What was written before an error is to be thrown away.
    ///
    /// # Errors
    /// [`KeyError::Damaged`]; [`KeyError::Crypto`] where reading or writing failed.
    pub fn open_document(&self, key: &DocumentKey, from: &mut dyn Read, to: &mut dyn Write) -> Result<Sizes, KeyError> {
        let opened = crypto::open_stream(key.bytes(), &self.document_aad(), from, to);
        if let Err(CryptoError::Damaged) = opened {
            return Err(KeyError::Damaged { what: "document" });
        }
        Ok(opened?)
    }

    /// The signing half.
    pub(super) fn pen(&self) -> Pen<'_> {
        let seed = self.arena.get(self.seed).expect("the handle is of this arena: it was made with it");
        Pen { id: self.user.id, seed }
    }

    /// The person's own secrets, to be sealed into a new slot.
    pub(super) fn secrets(&self) -> Option<Secrets> {
        let own = |handle| self.arena.get(handle).and_then(|key| Key::from_slice(key));
        Some(Secrets { hybrid: own(self.hybrid)?, seed: own(self.seed)? })
    }

    /// A key, to be sealed to somebody else.
    pub(super) fn key(&self, id: KeyId) -> Option<&KeyBytes> {
        self.arena.get(*self.keys.get(&id)?)
    }

    /// Whether this ring is of this roster, and its user still active there with these keys.
    pub(super) fn is_of(&self, roster: &Roster) -> bool {
        let same = |member: &Member| member.keys == self.user.keys && member.state == super::MemberState::Active;
        self.practice == *roster.practice() && roster.member(self.user.id).is_some_and(same)
    }

    fn derived(&self, id: KeyId, info: &[u8]) -> Option<Key> {
        Some(Derive { salt: &self.practice, secret: self.key(id)?, info }.key())
    }

    /// Runs something with the key of a set of classes; `None` when one of them is not held.
    fn with_cell_key<T>(
        &self,
        classes: ClassSet,
        epoch: u16,
        header: &[u8; HEADER_BYTES],
        run: impl FnOnce(&KeyBytes) -> T,
    ) -> Option<T> {
        let mut keys = classes.iter().map(|class| self.key(KeyId { epoch, what: class.number() }));
        let first = keys.next()??;
        if classes.len() == 1 {
            return Some(run(first));
        }
        // Room for all seven, so that the buffer never moves.
        let mut joined = Zeroizing::new(Vec::with_capacity(7 * 32));
        joined.extend_from_slice(first);
        for key in keys {
            joined.extend_from_slice(key?);
        }
        let info = [b"ck1 and".as_slice(), header].concat();
        Some(run(Derive { salt: &self.practice, secret: &joined, info: &info }.key().bytes()))
    }

    fn journal_aad(&self, sequence: u64, head: &[u8; 3]) -> Vec<u8> {
        [b"ck1 journal".as_slice(), &self.practice, &sequence.to_be_bytes(), head].concat()
    }

    fn run_aad(&self, at: RunBlock, head: &[u8; 3]) -> Vec<u8> {
        let place = [at.class.number(), at.run];
        [b"ck1 run".as_slice(), &self.practice, &place, &at.block.to_be_bytes(), head].concat()
    }

    fn document_aad(&self) -> Vec<u8> {
        [b"ck1 document".as_slice(), &self.practice].concat()
    }
}

/// Format and epoch before sealed parts that are not cells.
fn part_head(epoch: u16) -> [u8; 3] {
    let [high, low] = epoch.to_be_bytes();
    [FORMAT, high, low]
}

fn part_epoch(head: &[u8; 3]) -> Option<u16> {
    let [format, high, low] = *head;
    (format == FORMAT).then_some(u16::from_be_bytes([high, low]))
}

#[cfg(test)]
impl KeyRing {
    /// A ring of given keys, for frozen vectors.
    pub(super) fn fixed(practice: PracticeId, user: Member, given: &[(KeyId, KeyBytes)]) -> KeyRing {
        let mut arena = Arena::new();
        let (hybrid, seed) = (arena.add(&[1; 32]), arena.add(&[2; 32]));
        let keys = given.iter().map(|(id, key)| (*id, arena.add(key))).collect();
        let marks = given.iter().map(|(id, key)| (*id, KeyMark::of(&practice, *id, key))).collect();
        KeyRing { practice, user, arena, hybrid, seed, keys, marks, epoch: 1 }
    }
}
