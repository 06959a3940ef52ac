//! Genesis and roster entries: their bytes, their chain, their signatures. What they may say is judged in roster.rs.
//!
//! ```text
//! genesis: "ck1 genesis" | lineage 16 | kdf u8 (1 default, 2 floor) | single person u8 (0, 1)
//!        | first administrator: X25519 32, Ed25519 32 | first supervisor: the same
//!        | recovery code: X25519 32, Ed25519 32, age 32
//! practice_id = SHA-256(genesis)[..16]
//!
//! entry: sequence u32 | previous 32 | kind u8 | body (u16 + bytes) | signers u8 (1, 2) | signer u32 … | signature 64 …
//! signature: domain "ck1 roster", over practice_id ‖ all bytes before the signatures
//! link = SHA-256("ck1 roster link" ‖ entry), the next one's previous; the first one's is that of the genesis
//!
//! kind 1 enrol:      user u32 | role u8 | name (u8 + UTF-8) | X25519 32 | Ed25519 32 | slot digest 32
//!      2 approve:    user u32             3 disable: user u32
//!      4 passphrase: user u32 | slot digest 32, signed by the user
//!      5 epoch:      compartment u16 | epoch u16 | 8 × (check 16 | drop key 32): the classes in order, then K_journal
//!      6 by name:    user u32 | class u8
//! role: front desk 0, coder 1, biller 2, supervisor 3, auditor 4, administrator 5
//! check = HKDF(practice_id, K, "ck1 check" ‖ epoch u16 ‖ what u8)[..16];  drop key: public half of
//!         DeriveKeyPair(HKDF(practice_id, K, "ck1 drop"))
//! ```

use super::PracticeId;
use super::codec::{Reader, put_block};
use super::grant::{KeyId, Pen};
use crypto::{Derive, KdfSetting, Key, KeyBytes, PublicKey, Signature, Signed, VerifyKey};
use values::{Class, Role};

const DOMAIN: &str = "ck1 roster";
const GENESIS: &[u8] = b"ck1 genesis";

/// A person's public keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct PublicKeys {
    pub(super) hybrid: PublicKey,
    pub(super) verify: VerifyKey,
}

/// What a store begins with.
#[derive(Clone)]
pub(super) struct Genesis {
    pub(super) lineage: [u8; 16],
    pub(super) kdf: KdfSetting,
    pub(super) single_person: bool,
    pub(super) administrator: PublicKeys,
    pub(super) supervisor: PublicKeys,
    pub(super) recovery: PublicKeys,
    pub(super) age: PublicKey,
}

impl Genesis {
    pub(super) fn parse(bytes: &[u8]) -> Option<Genesis> {
        let mut reader = Reader::new(bytes);
        if reader.bytes(GENESIS.len())? != GENESIS {
            return None;
        }
        let lineage = reader.array()?;
        let kdf = match reader.u8()? {
            1 => KdfSetting::Default,
            2 => KdfSetting::Floor,
            _ => return None,
        };
        let single_person = match reader.u8()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let (administrator, supervisor) = (PublicKeys::read(&mut reader)?, PublicKeys::read(&mut reader)?);
        let (recovery, age) = (PublicKeys::read(&mut reader)?, reader.array()?);
        reader.end()?;
        Some(Genesis { lineage, kdf, single_person, administrator, supervisor, recovery, age })
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut out = GENESIS.to_vec();
        out.extend_from_slice(&self.lineage);
        out.push(match self.kdf {
            KdfSetting::Default => 1,
            KdfSetting::Floor => 2,
        });
        out.push(u8::from(self.single_person));
        for keys in [self.administrator, self.supervisor, self.recovery] {
            out.extend_from_slice(&keys.hybrid);
            out.extend_from_slice(&keys.verify);
        }
        out.extend_from_slice(&self.age);
        out
    }
}

impl PublicKeys {
    fn read(reader: &mut Reader<'_>) -> Option<PublicKeys> {
        Some(PublicKeys { hybrid: reader.array()?, verify: reader.array()? })
    }
}

/// The first 16 bytes of SHA-256 over the genesis.
pub(super) fn practice_id(genesis: &[u8]) -> PracticeId {
    let mut id = [0; 16];
    id.iter_mut().zip(crypto::sha256(&[genesis])).for_each(|(to, from)| *to = from);
    id
}

/// The link to this genesis or entry.
pub(super) fn link(bytes: &[u8]) -> [u8; 32] {
    crypto::sha256(&[b"ck1 roster link", bytes])
}

/// What the roster says about a key: enough to check it and to drop to it, nothing to open with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyMark {
    pub(super) check: [u8; 16],
    pub(super) drop: PublicKey,
}

impl KeyMark {
    pub(super) fn of(practice: &PracticeId, id: KeyId, key: &KeyBytes) -> KeyMark {
        let info = [b"ck1 check".as_slice(), &id.epoch.to_be_bytes(), &[id.what]].concat();
        let check = Derive { salt: practice, secret: key, info: &info }.check();
        KeyMark { check, drop: drop_pair(practice, key).1 }
    }
}

/// The pair that dropped cells are sealed to and opened with.
pub(super) fn drop_pair(practice: &PracticeId, key: &KeyBytes) -> (Key, PublicKey) {
    crypto::derive_pair(Derive { salt: practice, secret: key, info: b"ck1 drop" }.key().bytes())
}

/// One act on the roster.
#[derive(Clone)]
pub(super) enum Act {
    Enrol { user: u32, role: Role, name: String, keys: PublicKeys, slot: [u8; 32] },
    Approve { user: u32 },
    Disable { user: u32 },
    Passphrase { user: u32, slot: [u8; 32] },
    Epoch { epoch: u16, marks: Vec<KeyMark> },
    ByName { user: u32, class: Class },
}

impl Act {
    fn kind(&self) -> u8 {
        match self {
            Act::Enrol { .. } => 1,
            Act::Approve { .. } => 2,
            Act::Disable { .. } => 3,
            Act::Passphrase { .. } => 4,
            Act::Epoch { .. } => 5,
            Act::ByName { .. } => 6,
        }
    }

    fn body(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Act::Enrol { user, role, name, keys, slot } => {
                out.extend_from_slice(&user.to_be_bytes());
                out.push(role_number(*role));
                out.push(u8::try_from(name.len()).expect("names are at most 64 bytes: the rules were checked"));
                out.extend_from_slice(name.as_bytes());
                out.extend_from_slice(&keys.hybrid);
                out.extend_from_slice(&keys.verify);
                out.extend_from_slice(slot);
            }
            Act::Approve { user } | Act::Disable { user } => out.extend_from_slice(&user.to_be_bytes()),
            Act::Passphrase { user, slot } => {
                out.extend_from_slice(&user.to_be_bytes());
                out.extend_from_slice(slot);
            }
            Act::Epoch { epoch, marks } => {
                out.extend_from_slice(&[0; 2]);
                out.extend_from_slice(&epoch.to_be_bytes());
                for mark in marks {
                    out.extend_from_slice(&mark.check);
                    out.extend_from_slice(&mark.drop);
                }
            }
            Act::ByName { user, class } => {
                out.extend_from_slice(&user.to_be_bytes());
                out.push(class.number());
            }
        }
        out
    }

    fn parse(kind: u8, body: &[u8]) -> Option<Act> {
        let mut reader = Reader::new(body);
        let act = match kind {
            1 => {
                let (user, role, len) = (reader.u32()?, role_of(reader.u8()?)?, usize::from(reader.u8()?));
                let name = std::str::from_utf8(reader.bytes(len)?).ok()?.to_owned();
                Act::Enrol { user, role, name, keys: PublicKeys::read(&mut reader)?, slot: reader.array()? }
            }
            2 => Act::Approve { user: reader.u32()? },
            3 => Act::Disable { user: reader.u32()? },
            4 => Act::Passphrase { user: reader.u32()?, slot: reader.array()? },
            5 => {
                let (compartment, epoch) = (reader.u16()?, reader.u16()?);
                let mark = |_| Some(KeyMark { check: reader.array()?, drop: reader.array()? });
                let marks = KeyId::of_epoch(epoch).map(mark).collect::<Option<_>>()?;
                (compartment == 0).then_some(Act::Epoch { epoch, marks })?
            }
            6 => Act::ByName { user: reader.u32()?, class: Class::from_number(reader.u8()?)? },
            _ => return None,
        };
        reader.end()?;
        Some(act)
    }
}

/// An entry as read, not yet judged.
pub(super) struct Entry {
    pub(super) sequence: u32,
    pub(super) previous: [u8; 32],
    pub(super) act: Act,
    pub(super) signers: Vec<(u32, Signature)>,
    signed: Vec<u8>,
}

impl Entry {
    pub(super) fn parse(practice: &PracticeId, bytes: &[u8]) -> Option<Entry> {
        let mut reader = Reader::new(bytes);
        let (sequence, previous, kind) = (reader.u32()?, reader.array()?, reader.u8()?);
        let act = Act::parse(kind, reader.block()?)?;
        let count = reader.u8().filter(|count| (1..=2).contains(count))?;
        let ids: Vec<u32> = (0..count).map(|_| reader.u32()).collect::<Option<_>>()?;
        let signatures: Vec<Signature> = (0..count).map(|_| reader.array()).collect::<Option<_>>()?;
        reader.end()?;
        let signed = bytes.get(..bytes.len().checked_sub(64 * signatures.len())?)?;
        let signed = [practice.as_slice(), signed].concat();
        Some(Entry { sequence, previous, act, signers: ids.into_iter().zip(signatures).collect(), signed })
    }

    /// Whether this is the key's signature over the entry.
    pub(super) fn is_signed(&self, key: &VerifyKey, signature: &Signature) -> bool {
        crypto::verify(key, Signed { domain: DOMAIN, bytes: &self.signed, signature })
    }

    /// The bytes of a new entry.
    pub(super) fn write(practice: &PracticeId, at: (u32, &[u8; 32]), act: &Act, pens: &[Pen<'_>]) -> Vec<u8> {
        let mut bytes = at.0.to_be_bytes().to_vec();
        bytes.extend_from_slice(at.1);
        bytes.push(act.kind());
        put_block(&mut bytes, &act.body());
        bytes.push(u8::try_from(pens.len()).unwrap_or(0));
        for pen in pens {
            bytes.extend_from_slice(&pen.id.to_be_bytes());
        }
        let signed = [practice.as_slice(), &bytes].concat();
        for pen in pens {
            bytes.extend_from_slice(&crypto::sign(pen.seed, DOMAIN, &signed));
        }
        bytes
    }
}

fn role_number(role: Role) -> u8 {
    match role {
        Role::FrontDesk => 0,
        Role::Coder => 1,
        Role::Biller => 2,
        Role::Supervisor => 3,
        Role::Auditor => 4,
        Role::Administrator => 5,
    }
}

fn role_of(number: u8) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role_number(*role) == number)
}
