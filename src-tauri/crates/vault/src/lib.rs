//! The encrypted store of a practice: keys, journal, state, documents.
//!
//! The append-only journal is the truth: a commit is acknowledged when it is synced. sled holds the queryable image and
//! can always be rebuilt. Invariants:
//!
//! - a commit is there whole or not at all, whatever kills the process or the machine, and once acknowledged it stays;
//! - nothing about a patient reaches a file unsealed; keys lie in [`keys::KeyRing`] alone, and are zero when the
//!   [`Vault`] is dropped;
//! - damage of the journal is refused and named, never repaired silently; damage of the state is mended from the journal;
//! - a full disk, a lock or missing rights are never taken for damage;
//! - errors carry ids, codes and positions, never content.
//!
//! This crate reads no clock: callers pass the time. It does the store's I/O.
//!
//! ```
//! use vault::{Cell, Commit, KdfSetting, NewPerson, NewPractice, Passphrase, Timestamp, UnlockOptions, Vault, Write};
//! use values::Class;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let store = folder.path().join("practice");
//! let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new("maple quartz ladder nine"));
//! let created = Vault::create(
//!     &store,
//!     NewPractice {
//!         practice_name: "Example Practice",
//!         administrator: NewPerson { name: "anna", passphrase: &anna },
//!         supervisor: NewPerson { name: "sven", passphrase: &sven },
//!         kdf: KdfSetting::Floor,
//!         single_person: false,
//!     },
//!     &UnlockOptions::new(Timestamp(1)),
//! )?;
//! let vault = created.vault;
//! let record = vault.allocate(1);
//! vault.commit(Commit {
//!     at: Timestamp(2),
//!     action: "patient.create".to_owned(),
//!     writes: vec![Write::Cell {
//!         collection: 1,
//!         record,
//!         classes: Class::Demographics.into(),
//!         schema: 1,
//!         bytes: b"a name".to_vec(),
//!     }],
//!     ..Commit::default()
//! })?;
//! let found = vault.get(1, record)?.ok_or("not there")?;
//! assert!(matches!(vault.open(&found, Class::Demographics.into()), Cell::Open { .. }));
//! # Ok(())
//! # }
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::float_arithmetic,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod backup;
mod commit;
mod documents;
mod entries;
mod entry;
mod error;
mod files;
mod group;
mod journal;
pub mod keys;
mod lock;
mod op;
mod people;
mod record;
mod runs;
mod sealing;
mod state;
mod unlock;
mod vault;
mod verify;

pub use backup::{
    BackupKey, BackupMade, BackupProgress, BackupReport, Drilled, Restored, Restoring, Watch, verify_backup,
};
pub use commit::{Commit, CommitHeader, Committed, Detail, Entry, Object, Timestamp, Write};
pub use crypto::{KdfSetting, Passphrase, RecoveryCode, Weakness};
pub use documents::DocumentKey;
pub use error::{Place, VaultError};
pub use files::harden_process;
pub use group::Group;
pub use keys::{KeyRing, Member, MemberState, NewMember, NewPerson, RosterAct, RosterChange};
pub use people::Occasion;
pub use record::{RECORD_MAX, Record};
pub use runs::RunSpec;
pub use unlock::{Created, NewPractice};
pub use vault::{Cell, Progress, USERS, UnlockOptions, Vault};
pub use verify::{AuditReport, Problem, VerifyReport};
