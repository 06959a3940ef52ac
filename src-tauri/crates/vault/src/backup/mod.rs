//! Backups: the whole truth of a store in one sealed file (security.md 11).
//!
//! ```text
//! file     = age v1, to the recovery code (a standard tool opens it), and to each administrator by a stanza of our own
//!            (`keys::backup_doors`), which age ignores
//! payload  = "CKBACK1\n" ‖ section* ‖ manifest
//! section  = kind u8 (1 vault.ck, 2 segment, 3 document) ‖ name 16 ‖ length u64 ‖ bytes
//!            name: zeros | the segment's number, big-endian | the document's name
//! manifest = kind 255 ‖ zeros 16 ‖ length u64 ‖ postcard of Manifest ‖ Ed25519 64
//!            domain "ck1 backup", over SHA-256 of all before the manifest's kind ‖ postcard of Manifest
//! ```
//! `vault.ck` comes first, then the segments without a gap, the last one up to the end of a commit, then the documents that the
//! journal names up to there; nothing follows the manifest. The state is not in it: it is rebuilt from the journal.
//!
//! A backup is read as a stream, and nothing of it is used before it was checked: its sums, the journal's chain and
//! signatures, every document, the signature of whoever made it. What is restored lies aside until the rebuilt store has been
//! verified, and then takes its place at once.

mod archive;
mod check;
mod create;
mod envelope;
mod restore;

pub use check::{BackupReport, verify_backup};
pub use create::BackupMade;
pub use envelope::BackupKey;
pub use restore::{Drilled, Restored, Restoring};
pub(crate) use restore::{agreed, restore_request};

use crate::error::{Place, VaultError};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Long work on a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupProgress {
    /// Bytes so far.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// Told how far the work is; `Break` stops it, and nothing is left of it.
pub type Watch<'a> = dyn FnMut(BackupProgress) -> std::ops::ControlFlow<()> + 'a;

/// What a backup says of itself; its maker's signature covers it and all before it. It names the journal's end, so it is an
/// anchor as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The practice.
    pub practice_id: [u8; 16],
    /// The store's lineage, and how many restores lie behind it.
    pub lineage: [u8; 16],
    /// Restores so far.
    pub generation: u32,
    /// When it was made, by the maker's clock.
    pub at: crate::Timestamp,
    /// Where.
    pub workstation: u16,
    /// By whom: a number in the roster.
    pub user: u32,
    /// The number of the last entry.
    pub sequence: u64,
    /// The chain hash behind it.
    pub head: [u8; 32],
    /// Documents in it.
    pub documents: u64,
}

const REMEDY: &str = "use another backup; make a new one as soon as the store opens";

/// Whether an error is the envelope's answer to a bit that differs, or to a cut file, and not the disk's.
fn is_damage(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof)
}

/// A backup that is not as it was written.
fn damaged(file: &Path, what: &str) -> VaultError {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    VaultError::Damaged { what: what.to_owned(), place: Place::file(&name), remedy: REMEDY.to_owned() }
}
