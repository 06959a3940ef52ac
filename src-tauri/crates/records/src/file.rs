//! Files that were read in, by hash: the same bytes are never taken twice. Names are not kept: they may hold PHI.

use crate::cell::Cell;
use serde::{Deserialize, Serialize};
use values::{Class, ClassSet, FileId, Timestamp};

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// Another system's claims.
    Claims837,
    /// A remittance.
    Remittance835,
    /// An acknowledgment.
    Acknowledgment,
    /// CSV.
    Csv,
}

/// A file that was read in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// SHA-256, hex.
    pub sha256: String,
    /// What it was read as.
    pub kind: FileKind,
    /// When.
    pub at: Timestamp,
}

impl Cell for FileRecord {
    type Id = FileId;
    const CLASSES: ClassSet = ClassSet::one(Class::Administrative);
    const SCHEMA: u16 = 1;
}
