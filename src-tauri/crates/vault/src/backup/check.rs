//! Reading a backup without keeping any of it: is it whole, and the work of who says so?

use super::{
    BackupKey, BackupProgress, Manifest, Watch,
    archive::{Claimed, Next, Part, Reader},
    envelope,
};
use crate::{
    error::{Result, VaultError},
    journal::{self, Head, Loaded},
    keys::{CellOutcome, VaultFile},
    op::Op,
    sealing::Sealing,
    verify::{BodyVisit, Examiner, Problem, document_damaged, document_missing, lasting},
};
use sha2::{Digest as _, Sha256};
use std::{cell::Cell, collections::BTreeMap, ops::ControlFlow, path::Path};

/// `vault.ck` is never longer.
pub(super) const KEY_FILE_MAX: u64 = 65 << 20;

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Entries of the journal.
    pub journal_entries: u64,
    /// The chain hash at its end.
    pub journal_head: [u8; 32],
    /// Versions of cells that were opened with the opener's keys.
    pub cells: u64,
    /// Versions of cells of other classes; the chain covers them.
    pub sealed_cells: u64,
    /// Documents, compared with the journal.
    pub documents: u64,
    /// None, if all is well.
    pub problems: Vec<Problem>,
}

/// Reads a backup to its end and compares all in it: envelope, sums, chain, signatures, documents, and its maker's signature.
/// Nothing is written.
///
/// # Errors
/// `WrongPassphrase`, `Damaged`, `NewerStore`, `Cancelled`, `Io`.
pub fn verify_backup(path: &Path, key: &BackupKey<'_>, watch: &mut Watch<'_>) -> Result<BackupReport> {
    let mut reader = Reader::begin(envelope::open(path, key)?, path)?;
    let bytes = key_file(&mut reader)?;
    let file = VaultFile::parse(&bytes)?;
    let sealing = Sealing { ring: key.ring(&file)?, workstation: 0 };
    let mut found = Found::new(&file, &sealing);
    let total = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let mut progress = Progress { watch, done: 0, total };
    let (head, mut next) = found.journal(&mut reader, &mut progress)?;
    let claimed = loop {
        match next {
            Next::End(claimed) => break claimed,
            Next::Section(Part::Document(name), _) => {
                found.document(name, &mut reader, &mut progress)?;
            }
            Next::Section(..) => return Err(reader.damaged("its parts are out of order")),
        }
        next = reader.next()?;
    };
    let manifest = proved(claimed, &file, &reader)?;
    let ends = (manifest.sequence, manifest.head, manifest.documents) == (head.sequence, head.hash, found.documents);
    if !ends || manifest.practice_id != file.practice_id() {
        return Err(reader.damaged("it does not hold what it says"));
    }
    Ok(found.report(manifest, head))
}

/// The first section.
pub(super) fn key_file(reader: &mut Reader<'_>) -> Result<Vec<u8>> {
    match reader.next()? {
        Next::Section(Part::KeyFile, _) => reader.bytes(KEY_FILE_MAX),
        Next::Section(..) | Next::End(_) => Err(reader.damaged("it does not begin as it must")),
    }
}

/// The manifest, where an administrator of the store signed it.
pub(super) fn proved(claimed: Claimed, file: &VaultFile, reader: &Reader<'_>) -> Result<Manifest> {
    claimed.proved(file.roster()).ok_or_else(|| reader.damaged("nobody of the practice signed it"))
}

pub(super) struct Progress<'w, 'f> {
    pub(super) watch: &'w mut Watch<'f>,
    pub(super) done: u64,
    pub(super) total: u64,
}

impl Progress<'_, '_> {
    pub(super) fn tell(&mut self, bytes: usize) -> Result<()> {
        self.done = self.done.saturating_add(u64::try_from(bytes).unwrap_or(0));
        let progress = BackupProgress { done: self.done.min(self.total), total: self.total };
        if (self.watch)(progress).is_break() { Err(VaultError::Cancelled) } else { Ok(()) }
    }
}

struct Found<'a> {
    file: &'a VaultFile,
    sealing: &'a Sealing,
    cells: Cell<u64>,
    sealed_cells: Cell<u64>,
    wanted: BTreeMap<[u8; 16], [u8; 32]>,
    documents: u64,
    problems: Vec<Problem>,
}

impl<'a> Found<'a> {
    fn new(file: &'a VaultFile, sealing: &'a Sealing) -> Found<'a> {
        Found {
            file,
            sealing,
            cells: Cell::new(0),
            sealed_cells: Cell::new(0),
            wanted: BTreeMap::new(),
            documents: 0,
            problems: Vec::new(),
        }
    }

    /// Reads the segments; returns the journal's end, and what comes behind it.
    fn journal(&mut self, reader: &mut Reader<'_>, progress: &mut Progress<'_, '_>) -> Result<(Head, Next)> {
        let mut source = Sections { reader, progress, pending: None };
        let examiner = Examiner { sealing: self.sealing, roster: self.file.roster() };
        let (wanted, problems) = (&mut self.wanted, &mut self.problems);
        let (opened, sealed) = (&self.cells, &self.sealed_cells);
        let mut key_file = None;
        let head = journal::scan_whole(&mut source, Head::start(&self.file.practice_id()), &mut |closed| {
            let mut bad = Vec::new();
            let mut take = |op: &Op<'_>| match *op {
                Op::Cell { collection, record, cell } => match self.sealing.ring.open_cell(collection, record, cell) {
                    CellOutcome::Open(_) => opened.set(opened.get() + 1),
                    CellOutcome::Sealed(_) => sealed.set(sealed.get() + 1),
                    CellOutcome::Damaged => bad.push((collection, record)),
                },
                Op::KeyFile { digest } => key_file = Some(digest),
                Op::Document { name, digest } => drop(wanted.insert(name, digest)),
                Op::Remove { .. } | Op::Refer { .. } | Op::Unrefer { .. } | Op::Detail { .. } | Op::Restored { .. } => {
                }
            };
            let parts = closed.parts.as_deref().unwrap_or_default();
            let read = |visit: &mut BodyVisit<'_>| visit(parts);
            examiner.examine(&closed, &read, (&mut take, problems))?;
            problems.extend(bad.into_iter().map(|(collection, record)| {
                let place = format!("record {record} of collection {collection}");
                lasting(("cell_damaged", place, "a cell does not open"))
            }));
            Ok(ControlFlow::Continue(()))
        })?;
        if key_file != Some(self.file.digest()) {
            return Err(source.reader.damaged("its vault.ck is not the one that the journal names"));
        }
        let next = match source.pending.take() {
            Some(next) => next,
            None => source.reader.next()?,
        };
        Ok((head, next))
    }

    fn document(&mut self, name: [u8; 16], reader: &mut Reader<'_>, progress: &mut Progress<'_, '_>) -> Result<()> {
        let mut sum = Sha256::new();
        reader.body(&mut |piece| {
            sum.update(piece);
            progress.tell(piece.len())
        })?;
        self.documents = self.documents.saturating_add(1);
        let found: [u8; 32] = sum.finalize().into();
        if self.wanted.remove(&name) != Some(found) {
            self.problems.push(document_damaged(&name));
        }
        Ok(())
    }

    fn report(mut self, manifest: Manifest, head: Head) -> BackupReport {
        self.problems.extend(self.wanted.keys().map(document_missing));
        BackupReport {
            manifest,
            journal_entries: head.sequence,
            journal_head: head.hash,
            cells: self.cells.get(),
            sealed_cells: self.sealed_cells.get(),
            documents: self.documents,
            problems: self.problems,
        }
    }
}

/// The segments of an archive, one behind the other.
struct Sections<'r, 'a, 'w, 'f> {
    reader: &'r mut Reader<'a>,
    progress: &'r mut Progress<'w, 'f>,
    /// What was met that is no segment.
    pending: Option<Next>,
}

impl journal::Segments for Sections<'_, '_, '_, '_> {
    fn load(&mut self, number: u32, into: &mut Loaded) -> Result<bool> {
        self.load_next(number, into)
    }

    fn load_next(&mut self, number: u32, into: &mut Loaded) -> Result<bool> {
        if self.pending.is_some() {
            return Ok(false);
        }
        match self.reader.next()? {
            Next::Section(Part::Segment(found), length) if found == number && length <= journal::SEGMENT_LEN => {
                into.bytes.clear();
                let progress = &mut *self.progress;
                self.reader.body(&mut |piece| {
                    into.bytes.extend_from_slice(piece);
                    progress.tell(piece.len())
                })?;
                Ok(true)
            }
            Next::Section(Part::Segment(_), _) => Err(self.reader.damaged("a part of its journal is missing")),
            other @ (Next::Section(..) | Next::End(_)) => {
                self.pending = Some(other);
                Ok(false)
            }
        }
    }
}
