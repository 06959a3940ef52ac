//! Runs in use: changes noted beside the cells from which they come, rows found in order.

use super::{
    Runs, Slot,
    blocks::{BLOCK_MAX, Cells, Fence, Kind, Root, key},
    rows::{self, Change, Row},
};
use crate::state::{Chunk, Fault, State, Tree};
use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
    sync::Arc,
};
use values::ClassSet;
use zeroize::{Zeroize as _, Zeroizing};

/// Opened blocks kept per run (32 KiB each).
const KEPT_BLOCKS: usize = 32;
/// Rows handed over at a time, between which the run is not locked.
const PAGE: usize = 256;

/// What is held of a run between two uses; filled at the first.
#[derive(Default)]
pub(super) struct Live {
    pub(super) loaded: Option<Loaded>,
}

pub(super) struct Loaded {
    pub(super) root: Root,
    pub(super) fences: Vec<Fence>,
    /// Changes that are not in the blocks: whether the row is there.
    pub(super) delta: BTreeMap<Row, bool>,
    pub(super) next_delta: u32,
    cache: HashMap<u32, Arc<Zeroizing<Vec<u8>>>>,
}

impl Drop for Loaded {
    fn drop(&mut self) {
        for ((mut key, _), _) in std::mem::take(&mut self.delta) {
            key.zeroize();
        }
        for fence in &mut self.fences {
            fence.first.0.zeroize();
        }
    }
}

impl Loaded {
    pub(super) fn new(root: Root, fences: Vec<Fence>) -> Loaded {
        let next_delta = root.delta_from;
        Loaded { root, fences, delta: BTreeMap::new(), next_delta, cache: HashMap::new() }
    }

    /// Reads root, fences and delta; `None` where the run was never built.
    fn read(cells: &Cells<'_>) -> Result<Option<Loaded>, Fault> {
        let Some(root) = cells.root()? else { return Ok(None) };
        let fences = cells.fences(&root)?;
        let mut loaded = Loaded::new(root, fences);
        let mut number = loaded.root.delta_from;
        while let Some(piece) = cells.read(Kind::Delta, number)? {
            for (comes, row) in rows::unpack(&piece) {
                loaded.delta.insert(row, comes);
            }
            number = number.wrapping_add(1);
        }
        loaded.next_delta = number;
        Ok(Some(loaded))
    }

    fn block(&mut self, cells: &Cells<'_>, number: u32) -> Result<Arc<Zeroizing<Vec<u8>>>, Fault> {
        if let Some(block) = self.cache.get(&number) {
            return Ok(block.clone());
        }
        let block = Arc::new(cells.block(number)?);
        if self.cache.len() >= KEPT_BLOCKS {
            self.cache.clear();
        }
        self.cache.insert(number, block.clone());
        Ok(block)
    }

    /// At most [`PAGE`] rows from `from` on, ascending.
    fn rows_from(&mut self, cells: &Cells<'_>, from: &Row) -> Result<Vec<Row>, Fault> {
        let mut page: Vec<Row> = Vec::new();
        let start = self.fences.partition_point(|fence| fence.first <= *from).saturating_sub(1);
        let mut below: Option<Row> = None;
        let mut at = start;
        while page.len() < PAGE && at < self.fences.len() {
            let number = self.fences.get(at).map_or(0, |fence| fence.block);
            let block = self.block(cells, number)?;
            let held = rows::each(&block).map(|(key, record)| (key.to_vec(), record)).filter(|row| row >= from);
            at += 1;
            let end = self.fences.get(at).map(|fence| fence.first.clone());
            merge(&mut page, held, self.delta_between(below.as_ref().unwrap_or(from), end.as_ref()));
            below = end;
        }
        if self.fences.is_empty() {
            merge(&mut page, std::iter::empty(), self.delta_between(from, None));
        }
        page.truncate(PAGE);
        Ok(page)
    }

    fn delta_between(&self, from: &Row, to: Option<&Row>) -> Vec<(Row, bool)> {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let end = match to {
            Some(to) if to <= from => return Vec::new(),
            Some(to) => Excluded(to),
            None => Unbounded,
        };
        self.delta.range((Included(from), end)).map(|(row, comes)| (row.clone(), *comes)).collect()
    }
}

/// Ascending rows with ascending changes, into `out`.
pub(super) fn merge(out: &mut Vec<Row>, held: impl Iterator<Item = Row>, changes: Vec<(Row, bool)>) {
    let mut changes = changes.into_iter().peekable();
    for row in held {
        while let Some((new, comes)) = changes.next_if(|(new, _)| *new < row) {
            if comes {
                out.push(new);
            }
        }
        match changes.next_if(|(new, _)| *new == row) {
            Some((_, false)) => {}
            Some((_, true)) | None => out.push(row),
        }
    }
    out.extend(changes.filter(|(_, comes)| *comes).map(|(row, _)| row));
}

/// A cell that changes: what the record had of these classes, and what it gets.
pub(crate) struct Touched<'a> {
    pub(crate) collection: u8,
    pub(crate) record: u64,
    pub(crate) classes: ClassSet,
    pub(crate) before: Option<&'a [u8]>,
    pub(crate) after: Option<&'a [u8]>,
}

/// Changes of runs that belong to the chunk being built.
#[derive(Default)]
pub(crate) struct Pending {
    changes: BTreeMap<usize, Vec<Change>>,
    /// How many delta pieces each run got in this chunk.
    pieces: BTreeMap<usize, u32>,
}

impl Runs {
    /// Notes what a changed cell means for the runs.
    pub(crate) fn touch(
        &self,
        state: &State,
        touched: &Touched<'_>,
        to: (&mut Chunk, &mut Pending),
    ) -> Result<(), Fault> {
        let (chunk, pending) = to;
        for (at, slot) in self.live.iter().enumerate() {
            let spec = &slot.spec;
            if spec.collection != touched.collection || touched.classes != ClassSet::one(spec.class) {
                continue;
            }
            if !slot.held {
                note_due(spec.run, state, touched, chunk)?;
            } else if slot.load(state, self)?.is_some() {
                let before = self.rows_of(slot, touched, touched.before)?;
                let after = self.rows_of(slot, touched, touched.after)?;
                differ(before, after, touched.record, pending.changes.entry(at).or_default());
            }
        }
        Ok(())
    }

    /// The rows of a cell, sorted and without doubles.
    fn rows_of(&self, slot: &Slot, touched: &Touched<'_>, cell: Option<&[u8]>) -> Result<Vec<Vec<u8>>, Fault> {
        match cell {
            Some(cell) => self.derive(slot, touched.record, cell),
            None => Ok(Vec::new()),
        }
    }

    /// The rows that a sealed cell gives in a run.
    pub(super) fn derive(&self, slot: &Slot, record: u64, cell: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
        let place = crate::sealing::Place { collection: slot.spec.collection, record };
        let (schema, bytes) = self.sealing.open(place, cell).ok_or_else(|| {
            Fault::Damaged(format!("record {record} of collection {} does not open", place.collection))
        })?;
        let mut keys = (slot.spec.rows)(schema, &bytes);
        for key in &mut keys {
            key.truncate(rows::KEY_MAX);
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// Puts the pending changes as delta pieces into the chunk that carries their cells.
    pub(crate) fn note(&self, pending: &mut Pending, state: &State, chunk: &mut Chunk) -> Result<(), Fault> {
        for (at, changes) in &pending.changes {
            let Some(slot) = self.live.get(*at) else { continue };
            let live = slot.lock();
            let Some(loaded) = live.loaded.as_ref() else { continue };
            let cells = self.cells(slot, state);
            let mut number = loaded.next_delta;
            for piece in rows::pack(changes, BLOCK_MAX) {
                chunk.put(
                    Tree::Runs,
                    cells.key(Kind::Delta, number).to_vec(),
                    cells.seal(Kind::Delta, number, &piece)?,
                );
                number = number.wrapping_add(1);
            }
            pending.pieces.insert(*at, number.wrapping_sub(loaded.next_delta));
        }
        Ok(())
    }

    /// Takes over the changes once their chunk is written.
    pub(crate) fn accept(&self, pending: Pending) {
        for (at, changes) in pending.changes {
            let Some(slot) = self.live.get(at) else { continue };
            if let Some(loaded) = slot.lock().loaded.as_mut() {
                loaded.delta.extend(changes.into_iter().map(|(comes, row)| (row, comes)));
                let pieces = pending.pieces.get(&at).copied().unwrap_or(0);
                loaded.next_delta = loaded.next_delta.wrapping_add(pieces);
            }
        }
    }

    pub(super) fn cells<'a>(&'a self, slot: &'a Slot, state: &'a State) -> Cells<'a> {
        Cells { spec: &slot.spec, state, sealing: &self.sealing }
    }

    /// Ascending rows from `from` on; the visitor may use the store.
    pub(crate) fn find(
        &self,
        state: &State,
        (run, from): (u8, &[u8]),
        visit: &mut dyn FnMut(&[u8], u64) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let slot = self.live.iter().find(|slot| slot.spec.run == run);
        let slot = slot.ok_or(Fault::Refused(crate::VaultError::NotFound("this run")))?;
        if !slot.held {
            return Err(Fault::Refused(crate::VaultError::NotPermitted));
        }
        let mut next: Row = (from.to_vec(), 0);
        loop {
            let mut page = {
                let mut live = slot.load(state, self)?.ok_or(Fault::Damaged(format!("run {run} was not built")))?;
                let cells = self.cells(slot, state);
                match live.loaded.as_mut() {
                    Some(loaded) => loaded.rows_from(&cells, &next)?,
                    None => Vec::new(),
                }
            };
            let more = page.len() >= PAGE;
            let mut stopped = false;
            for (key, record) in &page {
                if visit(key, *record).is_break() {
                    stopped = true;
                    break;
                }
            }
            let after = page.last().cloned();
            rows::wipe(&mut page);
            match after {
                Some((key, record)) if more && !stopped => next = after_row(key, record),
                _ => return Ok(()),
            }
        }
    }
}

fn after_row(mut key: Vec<u8>, record: u64) -> Row {
    match record.checked_add(1) {
        Some(record) => (key, record),
        None => {
            key.push(0);
            (key, 0)
        }
    }
}

impl Slot {
    /// Locks the run with its contents loaded; `None` where it was never built.
    pub(super) fn load(&self, state: &State, runs: &Runs) -> Result<Option<std::sync::MutexGuard<'_, Live>>, Fault> {
        let mut live = self.lock();
        if live.loaded.is_none() {
            live.loaded = Loaded::read(&runs.cells(self, state))?;
        }
        Ok(live.loaded.is_some().then_some(live))
    }
}

/// Whoever lacks the class leaves the cell that the run knows, once, if there is a run.
fn note_due(run: u8, state: &State, touched: &Touched<'_>, chunk: &mut Chunk) -> Result<(), Fault> {
    if state.get(Tree::Runs, &key(run, Kind::Root, 0))?.is_none() {
        return Ok(());
    }
    let due = due_key(run, touched.record);
    if chunk.get(state, Tree::Due, &due)?.is_none() {
        chunk.put(Tree::Due, due, touched.before.unwrap_or_default().to_vec());
    }
    Ok(())
}

pub(super) fn due_key(run: u8, record: u64) -> Vec<u8> {
    let mut key = vec![run];
    key.extend_from_slice(&record.to_be_bytes());
    key
}

/// The changes between two sorted lists of row keys of a record.
pub(super) fn differ(before: Vec<Vec<u8>>, after: Vec<Vec<u8>>, record: u64, out: &mut Vec<Change>) {
    for key in &before {
        if after.binary_search(key).is_err() {
            out.push((false, (key.clone(), record)));
        }
    }
    for key in after {
        if before.binary_search(&key).is_err() {
            out.push((true, (key, record)));
        }
    }
}
