//! Where reading stopped: the end, a commit that was never closed, a torn tail, or damage (store.md, end of journal).
//!
//! A bad frame with nothing valid after it is a torn tail. So is one followed only by frames of its own, never
//! acknowledged commit, when what is missing looks like pages that never reached the disk (power loss writes pages in
//! any order). All else is damage, and is refused.

use super::{
    frame::{self, Kind, Read},
    segment::{self, Head, Loaded, Position, place},
};
use crate::{
    error::{Result, VaultError},
    files,
};
use std::{fs::OpenOptions, path::Path};

/// The unit in which a disk loses what was not synced.
const SECTOR: usize = 512;

/// How reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// At zeros.
    Blank,
    /// At zeros, behind parts of a commit that was never closed.
    Unclosed,
    /// At something that is no frame, or not the frame that follows. `end` is where it would end, if that is known.
    Bad { at: Position, end: Option<usize> },
}

/// The journal's end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    /// The last closed commit.
    pub(crate) head: Head,
    pub(crate) stop: Stop,
}

/// Decides between torn tail and damage; wipes and saves aside nothing yet.
pub(super) fn judge(dir: &Path, tail: Tail, loaded: &Loaded, open_parts: bool) -> Result<Tail> {
    let Stop::Bad { at, end } = tail.stop else {
        return Ok(Tail { stop: if open_parts { Stop::Unclosed } else { Stop::Blank }, ..tail });
    };
    let used = segment::used(&loaded.bytes);
    let expected = tail.head.sequence.saturating_add(1);
    let mut valid = later_frames(&loaded.bytes, at.index(), used, expected);
    let mut other = Loaded::default();
    let mut next = at.segment.saturating_add(1);
    while segment::load(dir, next, &mut other)? {
        let end = segment::used(&other.bytes);
        valid = valid.max(later_frames(&other.bytes, 0, end, expected));
        next = next.saturating_add(1);
    }
    let range = (at.index(), end.unwrap_or(used).max(at.index().saturating_add(1)));
    let torn = match valid {
        Found::Nothing if end.is_none() => true,
        Found::Nothing | Found::SameCommit => is_lost(loaded, range),
        Found::Others => false,
    };
    if torn { Ok(tail) } else { Err(VaultError::damaged("the journal holds a bad frame", place(at))) }
}

/// What whole frames stand behind a bad one, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    /// Only frames of the commit that was being written.
    SameCommit,
    /// Frames of other commits, or a commit frame whose parts had been synced before it.
    Others,
}

fn later_frames(bytes: &[u8], from: usize, to: usize, expected: u64) -> Found {
    let mut worst = Found::Nothing;
    let mut at = from;
    while at < to {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(step) = rest.iter().position(|b| *b == b'C') else { break };
        at = at.saturating_add(step);
        match frame::read(bytes.get(at..).unwrap_or_default()) {
            Read::Whole(found) => {
                let same = found.header.sequence == expected && found.header.kind != Kind::CommitAfterSync;
                worst = worst.max(if same { Found::SameCommit } else { Found::Others });
                at = at.saturating_add(found.bytes.len());
            }
            Read::Blank | Read::Bad { .. } => at = at.saturating_add(1),
        }
    }
    worst
}

/// Whether the range looks like something that was not wholly written: it ends in zeros or behind the file's end, or a
/// whole sector of it is zero.
fn is_lost(loaded: &Loaded, (from, to): (usize, usize)) -> bool {
    if to > loaded.bytes.len() || loaded.bytes.get(to.saturating_sub(1)) == Some(&0) {
        return true;
    }
    let mut at = from;
    while at < to {
        let end = (at / SECTOR).saturating_add(1).saturating_mul(SECTOR).min(to);
        if loaded.bytes.get(at..end).is_some_and(|sector| sector.iter().all(|b| *b == 0)) {
            return true;
        }
        at = end;
    }
    false
}

/// Wipes all that stands behind the last closed commit; what is not just an unclosed commit is saved aside first.
pub(crate) fn wipe(dir: &Path, tail: &Tail) -> Result<()> {
    let mut number = tail.head.at.segment;
    let mut loaded = Loaded::default();
    while segment::load(dir, number, &mut loaded)? {
        let from = if number == tail.head.at.segment { tail.head.at.index() } else { 0 };
        let to = segment::used(&loaded.bytes);
        if from < to {
            if let Stop::Bad { at, .. } = tail.stop
                && at.segment == number
            {
                save_aside(dir, at, loaded.bytes.get(at.index()..to).unwrap_or_default())?;
            }
            clear(dir, number, (from, to))?;
        }
        number = number.saturating_add(1);
    }
    Ok(())
}

fn save_aside(dir: &Path, at: Position, bytes: &[u8]) -> Result<()> {
    files::write_synced(&dir.join(format!("torn.{:08}.{:08}", at.segment, at.offset)), bytes)
}

/// Zeros over a range of a segment, synced.
pub(super) fn clear(dir: &Path, number: u32, (from, to): (usize, usize)) -> Result<()> {
    let path = segment::path(dir, number);
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&path)?;
        let end = u64::try_from(to).unwrap_or(segment::SEGMENT_LEN);
        segment::zero(&mut file, u64::try_from(from).unwrap_or(end), end)?;
        file.sync_data()
    };
    write().map_err(|e| VaultError::at("wiping", &path, e))
}
