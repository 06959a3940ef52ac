//! Files that a person chose or dropped: the window gets a name and a token, never a path or the bytes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a file is wanted for. It decides what the dialog offers and how large the file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilePurpose {
    /// An X12 file: claims, acknowledgments, remittances.
    X12,
    /// A table of another program.
    Csv,
    /// A scan or letter for a patient's file.
    Document,
}

/// Opens the system's dialog.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PickFilesRequest {
    /// What for.
    pub purpose: FilePurpose,
    /// Whether more than one may be chosen.
    pub several: bool,
}

/// A file that Rust holds until it is used, forgotten, or the desk locks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PickedFileView {
    /// What names it in other requests.
    pub token: String,
    /// Its name, without the folder.
    pub name: String,
    /// Bytes.
    pub size_bytes: u64,
}

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileRefusal {
    /// A folder, a device, or nothing at all.
    NotAFile,
    /// Larger than such a file may be.
    TooLarge,
    /// More files than are held at a time.
    TooMany,
    /// The system does not let it be read.
    Unreadable,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RefusedFileView {
    /// Its name, without the folder.
    pub name: String,
    /// Why.
    pub reason: FileRefusal,
}

/// What came of a dialog or a drop. Both lists are empty where the person chose nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct FilesView {
    /// Taken.
    pub files: Vec<PickedFileView>,
    /// Not taken.
    pub refused: Vec<RefusedFileView>,
}

/// Waits, for some seconds at most, until something happens above the window.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DroppedFilesRequest {
    /// Whether the page shows already that files are above it: then only a change is news.
    pub is_over: bool,
}

/// What happened above the window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct DroppedFilesResponse {
    /// Whether files are held above the window now.
    pub is_over: bool,
    /// What was dropped since the last answer.
    pub dropped: FilesView,
}

/// Forgets files that are not wanted after all.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ForgetFilesRequest {
    /// Tokens.
    pub tokens: Vec<String>,
}

/// They are gone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ForgetFilesResponse {}
