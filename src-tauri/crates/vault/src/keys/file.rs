//! The file `vault.ck`.
//!
//! ```text
//! "CKVAULT1" | genesis (u16 + bytes) | entries: u32, each (u16 + bytes) | slots: u16, each 148 bytes, by user
//! | grants: u32, each 157 bytes, by grantee, epoch, what | SHA-256 over all before it
//! ```
//! Big-endian. Genesis and entries: entry.rs; slot: slot.rs; grant: grant.rs. Every version ends in that SHA-256, so damage is
//! told from a newer version. Every other bit is covered too, against somebody who makes the sum fit again: genesis by the
//! practice id that all signatures carry, entries and grants by signatures, slots by their digest in the roster; and exactly
//! the slots and grants must be there that the roster asks for.

use super::codec::{Reader, put_block};
use super::entry::Genesis;
use super::grant::{GRANT_BYTES, Grant};
use super::roster::{Member, MemberState, Roster};
use super::slot::{SLOT_BYTES, Slot};
use super::{KeyError, PracticeId};
use crypto::{KdfSetting, RecoveryCode};

const MAGIC: &[u8; 8] = b"CKVAULT1";
/// More than ten thousand users: a longer file is not read.
const MAX_BYTES: usize = 64 << 20;

/// The parts of a file, not yet judged.
#[derive(Clone)]
pub(super) struct Parts {
    pub(super) genesis: Vec<u8>,
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) slots: Vec<Slot>,
    pub(super) grants: Vec<Grant>,
}

impl Parts {
    /// The bytes of the file; slots and grants are put in order.
    pub(super) fn encode(&mut self) -> Vec<u8> {
        self.slots.sort_by_key(|slot| slot.user);
        self.grants.sort_by_key(|grant| (grant.grantee, grant.key));
        let mut out = MAGIC.to_vec();
        put_block(&mut out, &self.genesis);
        out.extend_from_slice(&u32::try_from(self.entries.len()).unwrap_or(u32::MAX).to_be_bytes());
        for entry in &self.entries {
            put_block(&mut out, entry);
        }
        out.extend_from_slice(&u16::try_from(self.slots.len()).unwrap_or(u16::MAX).to_be_bytes());
        for slot in &self.slots {
            out.extend_from_slice(slot.bytes());
        }
        out.extend_from_slice(&u32::try_from(self.grants.len()).unwrap_or(u32::MAX).to_be_bytes());
        for grant in &self.grants {
            out.extend_from_slice(grant.bytes());
        }
        let sum = crypto::sha256(&[&out]);
        out.extend_from_slice(&sum);
        out
    }

    fn read(body: &[u8]) -> Result<Parts, KeyError> {
        let damaged = |what| KeyError::Damaged { what };
        let mut reader = Reader::new(body);
        let genesis = reader.block().ok_or(damaged("genesis"))?.to_vec();
        let count = reader.u32().ok_or(damaged("roster"))?;
        // Counts are not trusted with memory: each turn must find its bytes.
        let entries = (0..count).map(|_| reader.block().map(<[u8]>::to_vec));
        let entries = entries.collect::<Option<Vec<_>>>().ok_or(damaged("roster"))?;
        let count = reader.u16().ok_or(damaged("slots"))?;
        let slots = (0..count).map(|_| Slot::parse(&reader.array::<SLOT_BYTES>().ok_or(damaged("slots"))?));
        let slots = slots.collect::<Result<_, _>>()?;
        let count = reader.u32().ok_or(damaged("grants"))?;
        let grants = (0..count).map(|_| Grant::parse(&reader.array::<GRANT_BYTES>()?));
        let grants = grants.collect::<Option<_>>().ok_or(damaged("grants"))?;
        reader.end().ok_or(damaged("length"))?;
        Ok(Parts { genesis, entries, slots, grants })
    }
}

/// A `vault.ck` in which everything was checked that needs no passphrase.
pub struct VaultFile {
    bytes: Vec<u8>,
    parts: Parts,
    genesis: Genesis,
    roster: Roster,
}

impl VaultFile {
    /// Reads and checks a whole file: its sum, then version, chain, signatures, rules, slots and grants.
    ///
    /// # Errors
    /// [`KeyError::Damaged`], [`KeyError::NewerStore`], [`KeyError::WeakParameters`]. Never a wrong passphrase.
    pub fn parse(bytes: &[u8]) -> Result<VaultFile, KeyError> {
        let parts = Parts::read(checked_body(bytes)?)?;
        let genesis = Genesis::parse(&parts.genesis).ok_or(KeyError::Damaged { what: "genesis" })?;
        let mut roster = Roster::new(&genesis, &parts.genesis);
        for entry in &parts.entries {
            roster.load(&genesis, entry)?;
        }
        if roster.epoch() == 0 {
            return Err(KeyError::Damaged { what: "roster foundation" });
        }
        check_slots(&roster, &parts.slots)?;
        check_grants(&roster, &parts.grants)?;
        Ok(VaultFile { bytes: bytes.to_vec(), parts, genesis, roster })
    }

    /// What to write to `vault.ck`.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 over the whole file: journaled before it replaces another, so that an older file put back is found.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        crypto::sha256(&[&self.bytes])
    }

    /// The practice's id.
    #[must_use]
    pub fn practice_id(&self) -> PracticeId {
        *self.roster.practice()
    }

    /// The random id that tells a store from its signed restores.
    #[must_use]
    pub fn lineage_id(&self) -> [u8; 16] {
        self.genesis.lineage
    }

    /// How the store stretches passphrases.
    #[must_use]
    pub fn kdf(&self) -> KdfSetting {
        self.genesis.kdf
    }

    /// Whether one person holds all roles.
    #[must_use]
    pub fn single_person(&self) -> bool {
        self.genesis.single_person
    }

    /// The people.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The `age1…` text of the recovery code's public half: backups are sealed to it.
    #[must_use]
    pub fn age_recipient(&self) -> String {
        RecoveryCode::age_recipient_text(&self.genesis.age)
    }

    /// Whether a member's slot is weaker than the store's setting, so that the passphrase should be set anew at unlock.
    #[must_use]
    pub fn rewrap_due(&self, member: u32) -> bool {
        self.slot(member).is_some_and(|slot| !slot.params.at_least(self.genesis.kdf.params()))
    }

    pub(super) fn slot(&self, user: u32) -> Option<&Slot> {
        self.parts.slots.iter().find(|slot| slot.user == user)
    }

    pub(super) fn grants(&self, user: u32) -> impl Iterator<Item = &Grant> {
        self.parts.grants.iter().filter(move |grant| grant.grantee == user)
    }

    pub(super) fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    pub(super) fn parts(&self) -> Parts {
        self.parts.clone()
    }
}

/// The bytes between magic and sum.
fn checked_body(bytes: &[u8]) -> Result<&[u8], KeyError> {
    let (all, sum) = bytes.split_last_chunk::<32>().ok_or(KeyError::Damaged { what: "length" })?;
    if bytes.len() > MAX_BYTES {
        return Err(KeyError::Damaged { what: "length" });
    }
    if crypto::sha256(&[all]) != *sum {
        return Err(KeyError::Damaged { what: "checksum" });
    }
    let (magic, body) = all.split_first_chunk::<8>().ok_or(KeyError::Damaged { what: "length" })?;
    match magic {
        MAGIC => Ok(body),
        [b'C', b'K', b'V', b'A', b'U', b'L', b'T', b'2'..=b'9'] => Err(KeyError::NewerStore),
        _ => Err(KeyError::Damaged { what: "magic" }),
    }
}

/// Everybody who is not disabled has the slot that the roster names, and nobody else has one.
fn check_slots(roster: &Roster, slots: &[Slot]) -> Result<(), KeyError> {
    let wanted = roster.members().filter(|member| member.state != MemberState::Disabled);
    let wanted = wanted.map(|member| (member.id, member.slot));
    if wanted.eq(slots.iter().map(|slot| (slot.user, slot.digest()))) {
        Ok(())
    } else {
        Err(KeyError::Damaged { what: "slots" })
    }
}

/// Everybody has exactly the keys of role and name, each sealed and signed by a member who holds it, or held it.
fn check_grants(roster: &Roster, grants: &[Grant]) -> Result<(), KeyError> {
    let all = (0..roster.next_id()).filter_map(|id| roster.member(id));
    let wanted = all.flat_map(|member| roster.keys_of(member).into_iter().map(|key| (member.id, key)));
    if !wanted.eq(grants.iter().map(|grant| (grant.grantee, grant.key))) {
        return Err(KeyError::Damaged { what: "grants" });
    }
    let held =
        |granter: &Member, grant: &Grant| granter.state != MemberState::Enrolled && grant.key.is_for(granter.classes);
    for grant in grants {
        let granter = roster.member(grant.granter).filter(|granter| held(granter, grant));
        if !granter.is_some_and(|granter| grant.is_signed(roster.practice(), &granter.keys.verify)) {
            return Err(KeyError::Damaged { what: "grant signature" });
        }
    }
    Ok(())
}
