//! Reading the journal forward.

use super::{
    frame::{self, Frame, HEADER, Hash, Kind, Read},
    segment::{self, Head, Loaded, Position, SEGMENT, place},
    tail::{self, Stop, Tail},
};
use crate::error::{Result, VaultError};
use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    ops::ControlFlow,
    path::Path,
};

/// Parts of a commit up to this size are handed over in memory, longer ones are read again.
const KEPT: usize = 4 << 20;

/// A commit that was closed.
pub(crate) struct Closed {
    /// Where its first frame is looked for (the end of the commit before).
    pub(crate) start: Position,
    /// Where its commit frame begins.
    pub(crate) commit: Position,
    /// The chain hash before the commit frame: `prev` of its entry.
    pub(crate) before: Hash,
    /// The chain after it.
    pub(crate) head: Head,
    /// The body of the commit frame.
    pub(crate) entry: Vec<u8>,
    /// The bodies of its parts, one behind the other, unless they are long ([`bodies`] reads those).
    pub(crate) parts: Option<Vec<u8>>,
}

/// Takes closed commits until it breaks.
pub(crate) type Visit<'a> = dyn FnMut(Closed) -> Result<ControlFlow<()>> + 'a;

/// Reads from the end of a commit to the journal's end, checking frames and chain, and hands over each closed commit.
///
/// # Errors
/// `Damaged` where the journal is (never for a torn tail), I/O errors, and those of `visit`.
pub(crate) fn scan(dir: &Path, from: Head, visit: &mut Visit<'_>) -> Result<Tail> {
    let mut folder = Folder(dir);
    let mut scanner = Scanner::open(&mut folder, from, KEPT)?;
    loop {
        match scanner.step()? {
            Step::Closed(closed) => {
                if visit(*closed)?.is_break() {
                    return Ok(Tail { head: scanner.head, stop: Stop::Blank });
                }
            }
            Step::Part => {}
            Step::Stop(stop) => {
                let tail = Tail { head: scanner.head, stop };
                return tail::judge(dir, tail, &scanner.loaded, scanner.part > 0);
            }
        }
    }
}

/// Reads a journal that ends with a closed commit and nothing behind it, as a backup's does. Parts come in memory, however
/// long they are.
///
/// # Errors
/// `Damaged` where anything is not as it was written, those of the source and of `visit`.
pub(crate) fn scan_whole(source: &mut dyn Segments, from: Head, visit: &mut Visit<'_>) -> Result<Head> {
    let mut scanner = Scanner::open(source, from, usize::MAX)?;
    loop {
        match scanner.step()? {
            Step::Closed(closed) => {
                if visit(*closed)?.is_break() {
                    return Ok(scanner.head);
                }
            }
            Step::Part => {}
            Step::Stop(Stop::Blank) if scanner.part == 0 => return Ok(scanner.head),
            Step::Stop(_) => {
                return Err(VaultError::damaged("the journal holds a bad frame", place(scanner.at)));
            }
        }
    }
}

/// Where segments are read from.
pub(crate) trait Segments {
    /// Reads the first segment that is wanted; `false` where there is none.
    fn load(&mut self, number: u32, into: &mut Loaded) -> Result<bool>;

    /// Reads the segment behind the last one that was read, if it was begun.
    fn load_next(&mut self, number: u32, into: &mut Loaded) -> Result<bool>;
}

/// The journal's folder.
pub(crate) struct Folder<'a>(pub(crate) &'a Path);

impl Segments for Folder<'_> {
    fn load(&mut self, number: u32, into: &mut Loaded) -> Result<bool> {
        segment::load(self.0, number, into)
    }

    fn load_next(&mut self, number: u32, into: &mut Loaded) -> Result<bool> {
        match segment::begun(self.0, number)? {
            Some(false) => Ok(false),
            Some(true) => segment::load(self.0, number, into),
            None if segment::latest(self.0)?.is_some_and(|latest| latest > number) => {
                Err(VaultError::damaged("a part of the journal is missing", place(Position::new(number, 0))))
            }
            None => Ok(false),
        }
    }
}

enum Step {
    Part,
    Closed(Box<Closed>),
    Stop(Stop),
}

struct Scanner<'a> {
    source: &'a mut dyn Segments,
    /// Parts of a commit are kept up to this size.
    kept: usize,
    loaded: Loaded,
    at: Position,
    /// The last closed commit.
    head: Head,
    /// The chain hash up to `at`.
    hash: Hash,
    /// The next part's index.
    part: u32,
    parts: Option<Vec<u8>>,
}

impl<'a> Scanner<'a> {
    fn open(source: &'a mut dyn Segments, from: Head, kept: usize) -> Result<Self> {
        let mut loaded = Loaded::default();
        if !source.load(from.at.segment, &mut loaded)? {
            return Err(VaultError::damaged("a part of the journal is missing", place(from.at)));
        }
        Ok(Scanner { source, kept, loaded, at: from.at, head: from, hash: from.hash, part: 0, parts: Some(Vec::new()) })
    }

    fn step(&mut self) -> Result<Step> {
        loop {
            let rest = self.loaded.bytes.get(self.at.index()..).unwrap_or_default();
            match frame::read(rest) {
                Read::Whole(found) if self.follows(&found) => {
                    let (header, body, length) = (found.header, found.body.to_vec(), found.bytes.len());
                    let after = frame::chain(&self.hash, found.bytes);
                    return Ok(self.accept(header.kind, body, (length, after)));
                }
                Read::Whole(found) => {
                    return Ok(Step::Stop(Stop::Bad {
                        at: self.at,
                        end: self.at.index().checked_add(found.bytes.len()),
                    }));
                }
                Read::Bad { end } => {
                    let end = end.and_then(|end| self.at.index().checked_add(end));
                    return Ok(Step::Stop(Stop::Bad { at: self.at, end }));
                }
                Read::Blank if segment::used(rest) > 0 => {
                    return Ok(Step::Stop(Stop::Bad { at: self.at, end: None }));
                }
                Read::Blank => {
                    if !self.next_segment()? {
                        return Ok(Step::Stop(Stop::Blank));
                    }
                }
            }
        }
    }

    fn follows(&self, found: &Frame<'_>) -> bool {
        let header = &found.header;
        header.link == frame::link(&self.hash)
            && Some(header.sequence) == self.head.sequence.checked_add(1)
            && header.part == self.part
    }

    fn accept(&mut self, kind: Kind, body: Vec<u8>, (length, after): (usize, Hash)) -> Step {
        let commit = self.at;
        let before = std::mem::replace(&mut self.hash, after);
        self.at = Position::new(commit.segment, commit.index().saturating_add(length));
        if !kind.closes() {
            self.part = self.part.saturating_add(1);
            let kept = self.kept;
            self.parts =
                self.parts.take().filter(|parts| parts.len().saturating_add(body.len()) <= kept).map(|mut parts| {
                    parts.extend_from_slice(&body);
                    parts
                });
            return Step::Part;
        }
        let start = self.head.at;
        self.head = Head { at: self.at, sequence: self.head.sequence.saturating_add(1), hash: after };
        self.part = 0;
        let parts = self.parts.replace(Vec::new());
        Step::Closed(Box::new(Closed { start, commit, before, head: self.head, entry: body, parts }))
    }

    /// Goes on in the next segment, if it was begun.
    fn next_segment(&mut self) -> Result<bool> {
        let next = self.at.segment.saturating_add(1);
        if !self.source.load_next(next, &mut self.loaded)? {
            return Ok(false);
        }
        self.at = Position::new(next, 0);
        Ok(true)
    }
}

/// Reads the bodies of the parts between two positions again, one at a time.
pub(crate) fn bodies(
    dir: &Path,
    from: Position,
    to: Position,
    visit: &mut dyn FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut at = from;
    let mut buffer = Vec::new();
    let mut file = open(dir, at.segment)?;
    while at < to {
        let damaged = || VaultError::damaged("a frame cannot be read again", place(at));
        buffer.resize(HEADER, 0);
        let blank = at.index() + HEADER > SEGMENT || {
            read_at(&mut file, at, &mut buffer)?;
            buffer.iter().all(|b| *b == 0)
        };
        if blank {
            at = Position::new(at.segment.saturating_add(1), 0);
            file = open(dir, at.segment)?;
            continue;
        }
        let length = buffer.get(4..8).and_then(|b| b.first_chunk::<4>()).map_or(0, |b| u32::from_be_bytes(*b));
        let length = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(HEADER);
        if length > frame::FRAME_MAX {
            return Err(damaged());
        }
        buffer.resize(length, 0);
        read_at(&mut file, at, &mut buffer)?;
        match frame::read(&buffer) {
            Read::Whole(found) if found.header.kind == Kind::Part => visit(found.body)?,
            Read::Whole(_) => {}
            Read::Blank | Read::Bad { .. } => return Err(damaged()),
        }
        at = Position::new(at.segment, at.index() + length);
    }
    Ok(())
}

fn open(dir: &Path, number: u32) -> Result<File> {
    let path = segment::path(dir, number);
    File::open(&path).map_err(|e| VaultError::at("opening", &path, e))
}

fn read_at(file: &mut File, at: Position, into: &mut [u8]) -> Result<()> {
    file.seek(SeekFrom::Start(u64::from(at.offset)))
        .and_then(|_| file.read_exact(into))
        .map_err(|e| VaultError::io("reading the journal", e))
}

/// Whether the commit frame at a position, with the chain hash before it, gives this head.
pub(crate) fn proves(dir: &Path, (commit, before): (Position, Hash), head: &Head) -> Result<bool> {
    let mut loaded = Loaded::default();
    if commit.segment != head.at.segment || !segment::load(dir, commit.segment, &mut loaded)? {
        return Ok(false);
    }
    Ok(match frame::read(loaded.bytes.get(commit.index()..).unwrap_or_default()) {
        Read::Whole(found) => {
            found.header.kind.closes()
                && found.header.sequence == head.sequence
                && commit.index().checked_add(found.bytes.len()) == Some(head.at.index())
                && frame::chain(&before, found.bytes) == head.hash
        }
        Read::Blank | Read::Bad { .. } => false,
    })
}
