//! The words in which a caller says what it changes, and in which the journal tells what was done.

use serde::{Deserialize, Serialize};
use values::{Class, ClassSet, Role};

/// An instant: milliseconds since 1970-01-01 UTC, given by the caller (the vault reads no clock).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Timestamp(pub u64);

/// A record that an action touched, as the audit trail names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Object {
    /// The collection's number.
    pub collection: u8,
    /// The record's id.
    pub record: u64,
    /// The classes that were read or written.
    pub classes: ClassSet,
}

/// One change inside a commit.
#[derive(Clone, PartialEq, Eq)]
pub enum Write {
    /// A cell takes the place of the record's cell of the same class set; the record comes to be with its first cell.
    Cell {
        /// The collection's number, below 240.
        collection: u8,
        /// The record's id, from `Vault::allocate`.
        record: u64,
        /// One class, or the classes that the bytes mix.
        classes: ClassSet,
        /// The caller's schema number of the bytes.
        schema: u16,
        /// The plain bytes.
        bytes: Vec<u8>,
    },
    /// As `Cell`, sealed to the public key of one class, held or not: whoever lacks the class can leave it, only a holder
    /// opens it (security.md 3, *drop*; `sensitive` on patients and encounters is always written so).
    Drop {
        /// The collection's number, below 240.
        collection: u8,
        /// The record's id.
        record: u64,
        /// The class.
        class: Class,
        /// The caller's schema number of the bytes.
        schema: u16,
        /// The plain bytes.
        bytes: Vec<u8>,
    },
    /// The record goes away with all its cells.
    Remove {
        /// The collection's number.
        collection: u8,
        /// The record's id.
        record: u64,
    },
    /// A unique, high-entropy reference names the record (`Vault::lookup` finds it).
    Refer {
        /// The kind of reference.
        index: u8,
        /// The class under whose key the reference is hashed.
        class: Class,
        /// The reference's bytes.
        key: Vec<u8>,
        /// The record's id.
        record: u64,
    },
    /// The reference no longer names the record.
    Unrefer {
        /// The kind of reference.
        index: u8,
        /// The class under whose key the reference is hashed.
        class: Class,
        /// The reference's bytes.
        key: Vec<u8>,
        /// The record's id.
        record: u64,
    },
}

/// Bytes of a `detail` with the classes under which they are sealed.
pub type Detail = (ClassSet, Vec<u8>);

/// One user action: all its writes or none, with its journal entry.
#[derive(Default)]
pub struct Commit {
    /// When, by the caller's clock.
    pub at: Timestamp,
    /// What was done, a code such as `claim.approve`. No PHI: auditors read it.
    pub action: String,
    /// Why, a code; may be empty. No PHI.
    pub purpose: String,
    /// What it was done to.
    pub objects: Vec<Object>,
    /// Free text, names, amounts, before and after: sealed under the objects' classes.
    pub detail: Option<Detail>,
    /// The changes.
    pub writes: Vec<Write>,
}

/// The entry's part of a [`Commit`], for a commit that is built in steps (`Vault::begin`).
#[derive(Default, Clone)]
pub struct CommitHeader {
    /// When, by the caller's clock.
    pub at: Timestamp,
    /// What was done, a code. No PHI.
    pub action: String,
    /// Why, a code; may be empty. No PHI.
    pub purpose: String,
    /// What it was done to; more may be added while the commit is built.
    pub objects: Vec<Object>,
    /// As in [`Commit`].
    pub detail: Option<Detail>,
}

/// The answer to a commit: it is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The entry's number.
    pub sequence: u64,
    /// The chain hash up to and with this commit.
    pub head: [u8; 32],
    /// False where the state could not follow (a full disk): the commit stands, the store is read-only until it is
    /// opened again.
    pub applied: bool,
}

/// One entry of the journal, opened under K_journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3 … without gaps.
    pub sequence: u64,
    /// When, by the clock of who did it.
    pub at: Timestamp,
    /// The workstation's number.
    pub workstation: u16,
    /// The signer's number in the roster.
    pub user: u32,
    /// The signer's name.
    pub user_name: String,
    /// The role in which it was signed.
    pub role: Role,
    /// The code of the action.
    pub action: String,
    /// The code of the purpose, or empty.
    pub purpose: String,
    /// What it was done to.
    pub objects: Vec<Object>,
    /// How many changes the commit carries.
    pub changes: u64,
    /// SHA-256 of the sealed detail, if there is one.
    pub detail: Option<[u8; 32]>,
    /// The chain hash up to and with this entry's commit.
    pub head: [u8; 32],
}
