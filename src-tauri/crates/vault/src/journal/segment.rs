//! Segments: files of 16 MiB, zero-filled before use, so that an append never grows a file.

use super::frame::Hash;
use crate::{
    error::{Place, Result, VaultError},
    files,
};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

/// Bytes of a segment.
pub(crate) const SEGMENT: usize = 16 << 20;
/// [`SEGMENT`] as a file's length.
pub(crate) const SEGMENT_LEN: u64 = 16 << 20;
const ZEROS: [u8; 4096] = [0; 4096];

/// A byte of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) segment: u32,
    pub(crate) offset: u32,
}

impl Position {
    /// Where the first frame of a store stands.
    pub(crate) const START: Position = Position { segment: 0, offset: 0 };

    pub(crate) fn new(segment: u32, offset: usize) -> Position {
        Position { segment, offset: u32::try_from(offset).unwrap_or(u32::MAX) }
    }

    pub(crate) fn index(self) -> usize {
        usize::try_from(self.offset).unwrap_or(usize::MAX)
    }
}

/// The end of a closed commit: where the next begins, its number, the chain hash up to there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) at: Position,
    pub(crate) sequence: u64,
    pub(crate) hash: Hash,
}

impl Head {
    /// Before the first commit.
    pub(crate) fn start(practice_id: &[u8; 16]) -> Head {
        Head { at: Position::START, sequence: 0, hash: super::frame::chain_start(practice_id) }
    }
}

/// A position as a place in the store's folder.
pub(crate) fn place(at: Position) -> Place {
    Place::at(&format!("journal/{:08}.seg", at.segment), u64::from(at.offset))
}

pub(crate) fn path(dir: &Path, segment: u32) -> PathBuf {
    dir.join(format!("{segment:08}.seg"))
}

/// The highest segment number there is.
pub(crate) fn latest(dir: &Path) -> Result<Option<u32>> {
    let mut highest = None;
    for entry in fs::read_dir(dir).map_err(|e| VaultError::at("reading", dir, e))? {
        let name = entry.map_err(|e| VaultError::at("reading", dir, e))?.file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".seg")).and_then(|n| n.parse::<u32>().ok());
        highest = highest.max(number);
    }
    Ok(highest)
}

/// A segment in memory. What a cut file lacks reads as blank.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) bytes: Vec<u8>,
}

/// Reads a segment into `into`; `false` where there is none.
pub(crate) fn load(dir: &Path, segment: u32, into: &mut Loaded) -> Result<bool> {
    let path = path(dir, segment);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(VaultError::at("opening", &path, e)),
    };
    into.bytes.clear();
    file.take(SEGMENT_LEN).read_to_end(&mut into.bytes).map_err(|e| VaultError::at("reading", &path, e))?;
    Ok(true)
}

/// Whether the segment's first bytes hold something; `None` where there is no such segment.
pub(crate) fn begun(dir: &Path, segment: u32) -> Result<Option<bool>> {
    let head = files::read_limited(&path(dir, segment), 64)?;
    Ok(head.map(|head| head.iter().any(|b| *b != 0)))
}

/// Whether the journal holds anything at all (or there is none yet).
pub(crate) fn any_begun(dir: &Path) -> Result<bool> {
    Ok(dir.is_dir() && latest(dir)?.is_some() && begun(dir, 0)? != Some(false))
}

/// The end of what is not zero in `bytes`.
pub(crate) fn used(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    for chunk in bytes.rchunks(ZEROS.len()) {
        if Some(chunk) == ZEROS.get(..chunk.len()) {
            end -= chunk.len();
        } else {
            let zeros = chunk.iter().rev().take_while(|b| **b == 0).count();
            return end - zeros;
        }
    }
    end
}

/// Makes the segment ready for use: zeros on the disk under its name. Keeps what a segment holds and fills up one that
/// was cut.
pub(crate) fn prepare(dir: &Path, segment: u32) -> Result<()> {
    let path = path(dir, segment);
    match fs::metadata(&path) {
        Ok(meta) if meta.len() >= SEGMENT_LEN => return Ok(()),
        Ok(meta) => return fill(&path, meta.len()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(VaultError::at("reading", &path, e)),
    }
    let temporary = dir.join("next.new");
    files::remove(&temporary)?;
    let made = fill(&temporary, 0).and_then(|()| files::rename_synced(&temporary, &path));
    if made.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    made
}

fn fill(path: &Path, from: u64) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut file = files::private().create(true).truncate(false).write(true).open(path)?;
        zero(&mut file, from, SEGMENT_LEN)?;
        file.sync_all()
    };
    write().map_err(|e| VaultError::at("preparing", path, e))
}

/// Writes zeros over a range.
pub(crate) fn zero(file: &mut File, from: u64, to: u64) -> std::io::Result<()> {
    let block = vec![0; 1 << 20];
    file.seek(SeekFrom::Start(from))?;
    let mut left = to.saturating_sub(from);
    while left > 0 {
        let now = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        file.write_all(block.get(..now).unwrap_or_default())?;
        left -= u64::try_from(now).unwrap_or(left);
    }
    Ok(())
}
