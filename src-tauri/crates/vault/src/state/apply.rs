//! Changes of commits, brought into the state. Applying again what was applied before changes nothing, so a commit that
//! was applied in part is simply applied anew from its start.

use super::{CHECKPOINT, Checkpoint, Chunk, Fault, KEY_FILE, LINEAGE, Lineage, NEXT, State, Tree};
use crate::{
    op::{Op, ReferenceHash},
    record,
    runs::{Pending, Runs, Touched},
};
use std::collections::BTreeMap;

/// Applies the changes of one or more commits.
pub(crate) struct Applier<'a> {
    state: &'a State,
    runs: &'a Runs,
    chunk: Chunk,
    pending: Pending,
    next: BTreeMap<u8, u64>,
    key_file: Option<[u8; 32]>,
    lineage: Option<Lineage>,
}

impl<'a> Applier<'a> {
    pub(crate) fn new(state: &'a State, runs: &'a Runs) -> Applier<'a> {
        Applier {
            state,
            runs,
            chunk: Chunk::default(),
            pending: Pending::default(),
            next: BTreeMap::new(),
            key_file: None,
            lineage: None,
        }
    }

    /// Takes one change; writes a chunk when enough have come together.
    pub(crate) fn take(&mut self, op: Op<'_>) -> Result<(), Fault> {
        match op {
            Op::Cell { collection, record, cell } => self.cell((collection, record), cell)?,
            Op::Remove { collection, record } => self.remove(collection, record)?,
            Op::Refer { hash, record } => self.reference(hash, record, true)?,
            Op::Unrefer { hash, record } => self.reference(hash, record, false)?,
            Op::KeyFile { digest } => self.key_file = Some(digest),
            Op::Document { name, digest } => self.chunk.put(Tree::Documents, name.to_vec(), digest.to_vec()),
            Op::Restored { lineage, generation, .. } => self.lineage = Some(Lineage { id: lineage, generation }),
            Op::Detail { .. } => {}
        }
        if self.chunk.is_full() {
            self.flush()?;
        }
        Ok(())
    }

    fn cell(&mut self, (collection, record): (u8, u64), cell: &[u8]) -> Result<(), Fault> {
        let key = record.to_be_bytes();
        let old = self.chunk.get(self.state, Tree::Collection(collection), &key)?.unwrap_or_default();
        if let Some(classes) = record::classes_of(cell) {
            let before = record::cells(&old).find(|(of, _)| *of == classes).map(|(_, cell)| cell);
            let touched = Touched { collection, record, classes, before, after: Some(cell) };
            self.runs.touch(self.state, &touched, (&mut self.chunk, &mut self.pending))?;
        }
        self.chunk.put(Tree::Collection(collection), key.to_vec(), record::with_cell(&old, cell));
        let next = self.next.entry(collection).or_insert(0);
        *next = (*next).max(record.saturating_add(1));
        Ok(())
    }

    fn remove(&mut self, collection: u8, record: u64) -> Result<(), Fault> {
        let key = record.to_be_bytes();
        let Some(old) = self.chunk.get(self.state, Tree::Collection(collection), &key)? else { return Ok(()) };
        for (classes, cell) in record::cells(&old) {
            let touched = Touched { collection, record, classes, before: Some(cell), after: None };
            self.runs.touch(self.state, &touched, (&mut self.chunk, &mut self.pending))?;
        }
        self.chunk.delete(Tree::Collection(collection), key.to_vec());
        Ok(())
    }

    fn reference(&mut self, hash: ReferenceHash, record: u64, add: bool) -> Result<(), Fault> {
        let mut ids = self.chunk.get(self.state, Tree::References, &hash)?.unwrap_or_default();
        let at = ids.chunks_exact(8).position(|id| id == record.to_be_bytes());
        match (at, add) {
            (Some(_), true) | (None, false) => return Ok(()),
            (None, true) => ids.extend_from_slice(&record.to_be_bytes()),
            (Some(at), false) => {
                ids.drain(at * 8..at * 8 + 8);
            }
        }
        if ids.is_empty() {
            self.chunk.delete(Tree::References, hash.to_vec());
        } else {
            self.chunk.put(Tree::References, hash.to_vec(), ids);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Fault> {
        self.runs.note(&mut self.pending, self.state, &mut self.chunk)?;
        self.chunk.write(self.state)?;
        self.runs.accept(std::mem::take(&mut self.pending));
        Ok(())
    }

    /// Writes what is left, with the checkpoint behind the last commit.
    pub(crate) fn finish(mut self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        for (collection, next) in std::mem::take(&mut self.next) {
            if next > self.state.next_id(collection)? {
                self.chunk.put(Tree::Meta, vec![NEXT, collection], next.to_be_bytes().to_vec());
            }
        }
        if let Some(digest) = self.key_file.take() {
            self.chunk.put(Tree::Meta, KEY_FILE.to_vec(), digest.to_vec());
        }
        if let Some(lineage) = self.lineage.take() {
            let bytes = postcard::to_stdvec(&lineage).map_err(|_| Fault::Damaged("no lineage".to_owned()))?;
            self.chunk.put(Tree::Meta, LINEAGE.to_vec(), bytes);
        }
        let checkpoint = Checkpoint { runs: self.runs.known(), ..*checkpoint };
        let bytes = postcard::to_stdvec(&checkpoint).map_err(|_| Fault::Damaged("no checkpoint".to_owned()))?;
        self.chunk.put(Tree::Meta, CHECKPOINT.to_vec(), bytes);
        self.flush()
    }
}
