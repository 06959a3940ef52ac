//! Who may open what: the file `vault.ck`, its people, and the keys of whoever is unlocked (security.md 2 to 4, 10).
//!
//! - [`VaultFile::parse`] checks all that can be checked without a passphrase: whole file, chain, signatures, rules, grants;
//! - [`create`], [`enrol`], [`approve`], [`disable`], [`grant_sensitive`], [`rotate`], [`change_passphrase`] make a new file,
//!   which they parse again before they hand it out, so that nothing is written that the loader would refuse;
//! - [`unlock`] and [`unlock_recovery`] give a [`KeyRing`]: the only place where keys lie, in locked memory, zero on drop.
//!
//! Nothing here reads or writes a file or a clock. Key hierarchy:
//!
//! ```text
//! passphrase ─Argon2id→ HKDF "ck1 kek" → opens the slot: X25519 secret ‖ Ed25519 seed
//! X25519 secret ─HPKE "ck1 grant"→ K[class, epoch], K_journal[epoch]
//! K[class]  ─→ cells                       (directly; cell.rs)
//!           ─HKDF "ck1 and" ‖ header→ cells of several classes
//!           ─HKDF "ck1 drop" → DeriveKeyPair → cells dropped by whoever lacks the class
//!           ─HKDF "ck1 run"→ search runs     ─HKDF "ck1 lookup"→ keyed lookups
//! K_journal ─HKDF "ck1 journal"→ entries     ─HKDF "ck1 fingerprint"→ keyed sums
//! ```
//! Every salt of HKDF is the practice id, and it is in every associated data.

mod backup;
mod cell;
mod codec;
mod entry;
mod error;
mod file;
mod grant;
mod people;
mod ring;
mod roster;
mod slot;
mod throttle;

#[cfg(test)]
mod tests;

pub use backup::{BackupDoor, FILE_KEY_BYTES, backup_doors, open_backup_door};
pub use cell::{CellAddress, CellHeader, CellOutcome, CellVersion, cell_header};
pub use error::KeyError;
pub use file::VaultFile;
pub use people::{
    Created, NewMember, NewPerson, NewVault, RosterAct, RosterChange, approve, change_passphrase, create, disable,
    enrol, grant_sensitive, rotate, unlock, unlock_recovery,
};
pub use ring::{DocumentKey, KeyRing, RunBlock};
pub use roster::{Member, MemberState, Roster, SignedBy};
pub use throttle::Throttle;

/// The first 16 bytes of SHA-256 over the genesis.
pub type PracticeId = [u8; 16];
