//! Why the vault said no.

use crate::keys::KeyError;
use std::{io, path::Path};

/// Where damage lies: a file of the store, named relative to the store's folder, and the byte where reading stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file or folder, relative to the store.
    pub file: String,
    /// Offset in bytes, where one is known.
    pub offset: Option<u64>,
}

impl Place {
    /// A place without an offset.
    #[must_use]
    pub fn file(name: &str) -> Place {
        Place { file: name.to_owned(), offset: None }
    }

    /// A place with an offset in bytes.
    #[must_use]
    pub fn at(name: &str, offset: u64) -> Place {
        Place { file: name.to_owned(), offset: Some(offset) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.offset {
            Some(offset) => write!(f, "{} at byte {offset}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Every way in which the vault refuses. No variant carries content of a record: ids, codes and positions only.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The folder holds no store.
    #[error("there is no store in this folder")]
    NoStore,
    /// The folder already holds something, so that no store is made there.
    #[error("the folder is not empty: a new store needs a folder of its own")]
    AlreadyThere,
    /// Another process holds LOCK.
    #[error("the store is in use by another process")]
    InUse,
    /// Unknown name or wrong passphrase; the two are not told apart.
    #[error("wrong user name or passphrase")]
    WrongPassphrase,
    /// The user is enrolled but no holder has sealed the keys to him yet.
    #[error("the user is not approved yet")]
    NotApproved,
    /// The user was disabled.
    #[error("the user is disabled")]
    Disabled,
    /// The user's role or classes do not allow it.
    #[error("not permitted for this role")]
    NotPermitted,
    /// A second person must sign.
    #[error("a second person must agree")]
    SecondPersonNeeded,
    /// The passphrase breaks a rule of security.md 10.
    #[error("the passphrase is too weak: {reason}")]
    WeakPassphrase {
        /// Which rule, in words that hold nothing of the passphrase.
        reason: String,
    },
    /// The store is damaged; nothing was changed by finding out.
    #[error("the store is damaged: {what} ({place}); {remedy}")]
    Damaged {
        /// What is wrong.
        what: String,
        /// Where.
        place: Place,
        /// What to do.
        remedy: String,
    },
    /// Written by a newer program.
    #[error("the store was written by a newer version of the program")]
    NewerStore,
    /// No room: refused before anything was written.
    #[error("the disk is full: nothing was written")]
    DiskFull,
    /// The store cannot be written (read-only medium, rights, or an earlier write error in this session).
    #[error("the store cannot be written: {reason}")]
    ReadOnly {
        /// Why.
        reason: String,
    },
    /// The cells of a record, or one value, exceed the store's limit.
    #[error("record {record} of collection {collection} is too large: {bytes} bytes, {limit} allowed")]
    TooLarge {
        /// The collection's number.
        collection: u8,
        /// The record's id (0 where the value is not a record).
        record: u64,
        /// Bytes asked for.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The machine refused.
    #[error("{doing} failed: {source}")]
    Io {
        /// What was being done, with the file's name inside the store.
        doing: String,
        /// The system's answer.
        source: io::Error,
    },
    /// The caller stopped it; what was committed stays.
    #[error("stopped")]
    Cancelled,
    /// A document, a user or another named thing is not in the store.
    #[error("{0} is not in the store")]
    NotFound(&'static str),
    /// Another refusal about people or keys.
    #[error(transparent)]
    Key(KeyError),
    /// The caller broke a rule of the interface (a bug in the program, not in the store).
    #[error("misuse of the vault: {0}")]
    Misuse(&'static str),
}

/// What to do about a damaged journal or key file: it is never repaired silently.
pub(crate) const RESTORE: &str = "do not go on working in it; restore the latest backup into a new folder";
/// What to do about a damaged state: it is derived.
pub(crate) const REBUILD: &str =
    "run the command again: the state is rebuilt from the journal when the store is next opened";

impl VaultError {
    /// The code of cli.md's closed list.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            VaultError::NoStore => "no_store",
            VaultError::AlreadyThere | VaultError::Misuse(_) => "bad_usage",
            VaultError::InUse => "in_use",
            VaultError::WrongPassphrase => "wrong_passphrase",
            VaultError::NotApproved | VaultError::Disabled | VaultError::NotPermitted => "not_permitted",
            VaultError::SecondPersonNeeded => "second_person_needed",
            VaultError::WeakPassphrase { .. } | VaultError::TooLarge { .. } => "bad_value",
            VaultError::Damaged { .. } => "damaged",
            VaultError::NewerStore => "newer_store",
            VaultError::DiskFull => "disk_full",
            VaultError::ReadOnly { .. } => "read_only",
            VaultError::Io { .. } => "io",
            VaultError::Cancelled => "cancelled",
            VaultError::NotFound(_) => "not_found",
            VaultError::Key(error) => key_code(error),
        }
    }

    /// Damage of the journal, vault.ck or a document, which only a backup mends.
    pub(crate) fn damaged(what: impl Into<String>, place: Place) -> VaultError {
        VaultError::Damaged { what: what.into(), place, remedy: RESTORE.to_owned() }
    }

    /// Damage of the state, which the next open rebuilds.
    pub(crate) fn state(what: impl Into<String>) -> VaultError {
        VaultError::Damaged { what: what.into(), place: Place::file("state"), remedy: REBUILD.to_owned() }
    }

    /// An I/O error by kind: full disk and read-only media have their own answers.
    pub(crate) fn io(doing: impl Into<String>, source: io::Error) -> VaultError {
        let doing = doing.into();
        match kind_of(&source) {
            Refusal::Full => VaultError::DiskFull,
            Refusal::ReadOnly => VaultError::ReadOnly { reason: format!("{doing}: {source}") },
            Refusal::Other => VaultError::Io { doing, source },
        }
    }

    /// As [`VaultError::io`], naming the file by its last component only.
    pub(crate) fn at(doing: &str, path: &Path, source: io::Error) -> VaultError {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        VaultError::io(format!("{doing} {name}"), source)
    }
}

enum Refusal {
    Full,
    ReadOnly,
    Other,
}

fn kind_of(error: &io::Error) -> Refusal {
    use io::ErrorKind as K;
    let kind = error.kind();
    if matches!(kind, K::StorageFull | K::QuotaExceeded) {
        Refusal::Full
    } else if matches!(kind, K::ReadOnlyFilesystem | K::PermissionDenied) {
        Refusal::ReadOnly
    } else {
        Refusal::Other
    }
}

fn key_code(error: &KeyError) -> &'static str {
    match error {
        KeyError::WrongPassphrase => "wrong_passphrase",
        KeyError::NotApproved | KeyError::Disabled | KeyError::NotPermitted => "not_permitted",
        KeyError::WrongState | KeyError::LastHolder => "not_permitted",
        KeyError::SecondPersonNeeded => "second_person_needed",
        KeyError::WeakPassphrase { .. } | KeyError::BadName | KeyError::NameTaken => "bad_value",
        KeyError::NoSuchUser => "not_found",
        KeyError::Damaged { .. } | KeyError::WeakParameters => "damaged",
        KeyError::NewerStore => "newer_store",
        KeyError::Crypto(_) => "io",
    }
}

impl From<KeyError> for VaultError {
    fn from(error: KeyError) -> VaultError {
        match error {
            KeyError::WrongPassphrase => VaultError::WrongPassphrase,
            KeyError::NotApproved => VaultError::NotApproved,
            KeyError::Disabled => VaultError::Disabled,
            KeyError::NotPermitted => VaultError::NotPermitted,
            KeyError::SecondPersonNeeded => VaultError::SecondPersonNeeded,
            KeyError::WeakPassphrase { why } => VaultError::WeakPassphrase { reason: why.to_string() },
            KeyError::Damaged { what } => VaultError::damaged(format!("bad {what}"), Place::file("vault.ck")),
            KeyError::WeakParameters => {
                VaultError::damaged("key derivation outside the allowed bounds", Place::file("vault.ck"))
            }
            KeyError::NewerStore => VaultError::NewerStore,
            other @ (KeyError::BadName
            | KeyError::NameTaken
            | KeyError::NoSuchUser
            | KeyError::WrongState
            | KeyError::LastHolder
            | KeyError::Crypto(_)) => VaultError::Key(other),
        }
    }
}

/// The short form used inside the crate.
pub(crate) type Result<T> = std::result::Result<T, VaultError>;
