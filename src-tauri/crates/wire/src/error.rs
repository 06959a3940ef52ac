//! Errors as the window sees them: a code it has words for.

use serde::Serialize;
use ts_rs::TS;

/// What went wrong, as a closed list that the window has words for. A code is added only when the window uses it; the words
/// are those of the command line (`error.code`) where both have the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The store folder has no store.
    NoStore,
    /// The passphrase does not open this user's key.
    WrongPassphrase,
    /// Too soon after a wrong passphrase.
    TooSoon,
    /// The role, or the state of the user, does not allow it.
    NotPermitted,
    /// Another process holds the store.
    InUse,
    /// The store is damaged.
    Damaged,
    /// The store was written by a newer version.
    NewerStore,
    /// The disk is full.
    DiskFull,
    /// The store cannot be written.
    ReadOnly,
    /// The machine refused (input/output).
    Io,
    /// No such record.
    NotFound,
    /// A value in the request is not one.
    BadValue,
    /// The desk is locked.
    Locked,
    /// Long work has the desk: try again when it is done.
    Busy,
}

/// An error on its way to the window: the code, and nothing about a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WireError {
    /// What went wrong.
    pub code: ErrorCode,
}

impl From<ErrorCode> for WireError {
    fn from(code: ErrorCode) -> Self {
        WireError { code }
    }
}
