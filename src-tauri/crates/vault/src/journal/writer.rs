//! Appending commits.

use super::{
    frame::{self, FRAME_MAX, HEADER, Hash, Header, Kind},
    segment::{self, Head, Loaded, Position, SEGMENT},
    tail::{self, Stop, Tail},
};
use crate::error::{Result, VaultError};
use std::{
    fs::{File, OpenOptions},
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

/// Frames are gathered up to this size before they are written.
const GATHER: usize = 1 << 20;

/// The one appender. A commit is `part`s and one `close`; what was not closed is wiped by `abandon`.
pub(crate) struct Writer {
    dir: PathBuf,
    file: File,
    /// The last closed commit.
    head: Head,
    /// Where the gathered frames go.
    at: Position,
    /// The chain up to the last gathered frame.
    hash: Hash,
    part: u32,
    gathered: Vec<u8>,
    /// Frames of the open commit were written already.
    spilled: bool,
    /// A write failed in a way that leaves the file's content unknown.
    broken: bool,
    spare: bool,
}

impl Writer {
    /// Opens the journal behind a clean end.
    pub(crate) fn open(dir: &Path, head: Head) -> Result<Writer> {
        segment::prepare(dir, head.at.segment)?;
        let file = open(dir, head.at.segment)?;
        Ok(Writer {
            dir: dir.to_owned(),
            file,
            head,
            at: head.at,
            hash: head.hash,
            part: 0,
            gathered: Vec::new(),
            spilled: false,
            broken: false,
            spare: false,
        })
    }

    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// The chain hash that the closing frame's entry signs as `prev`.
    pub(crate) fn before(&self) -> Hash {
        self.hash
    }

    /// Makes sure that the next segment exists, so that a commit that begins can end.
    ///
    /// # Errors
    /// `DiskFull` before anything is written; `ReadOnly` after a write error in this session.
    pub(crate) fn ensure_room(&mut self) -> Result<()> {
        self.check()?;
        if !self.spare {
            segment::prepare(&self.dir, self.at.segment.saturating_add(1))?;
            self.spare = true;
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        if self.broken {
            return Err(VaultError::ReadOnly { reason: "an earlier write to the journal failed".to_owned() });
        }
        Ok(())
    }

    /// Adds a part to the open commit.
    pub(crate) fn part(&mut self, body: &[u8]) -> Result<()> {
        self.check()?;
        if self.gathered.len() + body.len() + HEADER > GATHER && !self.gathered.is_empty() {
            self.spill()?;
        }
        self.push(Kind::Part, body)
    }

    fn push(&mut self, kind: Kind, body: &[u8]) -> Result<()> {
        let header = Header {
            kind,
            sequence: self.head.sequence.saturating_add(1),
            part: self.part,
            link: frame::link(&self.hash),
        };
        let too_large = VaultError::TooLarge {
            collection: 0,
            record: 0,
            bytes: u64::try_from(body.len()).unwrap_or(u64::MAX),
            limit: u64::try_from(FRAME_MAX - HEADER).unwrap_or(u64::MAX),
        };
        self.hash = frame::write(&mut self.gathered, &header, body, &self.hash).ok_or(too_large)?;
        self.part = self.part.saturating_add(1);
        Ok(())
    }

    /// Closes the commit: durable when it returns.
    ///
    /// # Errors
    /// Nothing of the commit is there after an error that leaves the journal usable; after a failed sync the journal
    /// refuses further work until it is opened again, which tells what became of it.
    pub(crate) fn close(&mut self, entry: &[u8]) -> Result<Head> {
        self.check()?;
        let kind = if self.spilled {
            self.spill()?;
            self.sync()?;
            Kind::CommitAfterSync
        } else {
            Kind::Commit
        };
        self.push(kind, entry)?;
        self.spill()?;
        self.sync()?;
        self.head = Head { at: self.at, sequence: self.head.sequence.saturating_add(1), hash: self.hash };
        self.reset();
        Ok(self.head)
    }

    fn reset(&mut self) {
        self.at = self.head.at;
        self.hash = self.head.hash;
        self.part = 0;
        self.gathered.clear();
        self.gathered.shrink_to(GATHER * 2);
        self.spilled = false;
    }

    fn sync(&mut self) -> Result<()> {
        self.file.sync_data().map_err(|e| {
            self.broken = true;
            VaultError::io("syncing the journal", e)
        })
    }

    fn spill(&mut self) -> Result<()> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        if self.at.index() + self.gathered.len() > SEGMENT {
            self.roll()?;
        }
        self.spilled = true;
        let written = self
            .file
            .seek(SeekFrom::Start(u64::from(self.at.offset)))
            .and_then(|_| self.file.write_all(&self.gathered));
        written.map_err(|e| VaultError::io("writing the journal", e))?;
        self.at = Position::new(self.at.segment, self.at.index() + self.gathered.len());
        self.gathered.clear();
        Ok(())
    }

    /// Goes on in the next segment, and prepares the one after it.
    fn roll(&mut self) -> Result<()> {
        self.ensure_room()?;
        self.sync()?;
        let next = self.at.segment.saturating_add(1);
        let mut loaded = Loaded::default();
        segment::load(&self.dir, next, &mut loaded)?;
        let used = segment::used(&loaded.bytes);
        if used > 0 {
            tail::clear(&self.dir, next, (0, used))?;
        }
        self.file = open(&self.dir, next)?;
        self.at = Position::new(next, 0);
        self.spare = false;
        self.ensure_room()
    }

    /// Drops the open commit and wipes what was written of it.
    pub(crate) fn abandon(&mut self) -> Result<()> {
        let written = self.spilled || self.at.segment != self.head.at.segment;
        self.reset();
        if written && !self.broken {
            self.broken = true;
            let tail = Tail { head: self.head, stop: Stop::Unclosed };
            tail::wipe(&self.dir, &tail)?;
            self.file = open(&self.dir, self.head.at.segment)?;
            self.spare = false;
            self.broken = false;
        }
        Ok(())
    }
}

fn open(dir: &Path, number: u32) -> Result<File> {
    let path = segment::path(dir, number);
    OpenOptions::new().write(true).open(&path).map_err(|e| VaultError::at("opening", &path, e))
}
