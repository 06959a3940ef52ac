//! Runs made, merged and brought up to date.

use super::{
    Runs, Slot,
    blocks::{BLOCK_FILL, BLOCK_MAX, Cells, Fence, Kind, Root, key},
    live::{Loaded, differ, due_key, merge},
    rows::{self, Row},
};
use crate::{
    record,
    state::{Chunk, Fault, State, Tree},
};
use values::ClassSet;
use zeroize::Zeroizing;

/// Changes that are merged into the blocks at the latest (security.md 6), for small runs; for large ones a share of the
/// rows, since each merge rewrites most blocks.
const DELTA_MAX: usize = 4096;
const DELTA_SHARE: u64 = 32;
/// Records read at a time.
const PAGE: usize = 512;

/// Takes a record's id and its sealed cell.
pub(super) type EachCell<'a> = dyn FnMut(u64, &[u8]) -> Result<(), Fault> + 'a;

impl Runs {
    /// Forgets the runs that somebody did not keep up who applied commits without knowing them.
    pub(crate) fn forget_unkept(&self, state: &State) -> Result<(), Fault> {
        let Some(mut checkpoint) = state.any_checkpoint()? else { return Ok(()) };
        let known = self.known();
        if checkpoint.runs == known {
            return Ok(());
        }
        for slot in &self.live {
            let (byte, bit) = (usize::from(slot.spec.run / 8), slot.spec.run % 8);
            if checkpoint.runs.get(byte).is_none_or(|byte| byte >> bit & 1 == 0) {
                state.remove(Tree::Runs, &key(slot.spec.run, Kind::Root, 0))?;
            }
        }
        checkpoint.runs = known;
        state.put_checkpoint(&checkpoint)
    }

    /// Builds what was never built and applies what is due, for the runs whose class is held. `covers` is the last
    /// commit's number.
    pub(crate) fn catch_up(&self, state: &State, covers: u64) -> Result<(), Fault> {
        for slot in self.live.iter().filter(|slot| slot.held) {
            if state.get(Tree::Runs, &key(slot.spec.run, Kind::Root, 0))?.is_none() {
                self.build(slot, state, covers)?;
            }
            self.apply_due(slot, state)?;
        }
        self.merge_full(state, covers)
    }

    /// Builds a run from its collection.
    fn build(&self, slot: &Slot, state: &State, covers: u64) -> Result<(), Fault> {
        let cells = self.cells(slot, state);
        clear(&cells)?;
        let mut found: Vec<Row> = Vec::new();
        self.each_cell(slot, state, &mut |record, cell| {
            let keys = self.derive(slot, record, cell)?;
            found.extend(keys.into_iter().map(|key| (key, record)));
            Ok(())
        })?;
        found.sort_unstable();
        let mut root = Root { covers, rows: u64::try_from(found.len()).unwrap_or(u64::MAX), ..Root::default() };
        let mut fences = Vec::new();
        write_blocks(&cells, &found, (&mut root, &mut fences))?;
        rows::wipe(&mut found);
        cells.write_fences(&fences, &mut root)?;
        cells.write_root(&root)?;
        slot.lock().loaded = Some(Loaded::new(root, fences));
        Ok(())
    }

    /// The run's cell of each record of its collection.
    pub(super) fn each_cell(&self, slot: &Slot, state: &State, visit: &mut EachCell<'_>) -> Result<(), Fault> {
        let classes = ClassSet::one(slot.spec.class);
        let mut after: Option<Vec<u8>> = None;
        loop {
            let page = state.page(Tree::Collection(slot.spec.collection), after.as_deref(), PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            for (id, value) in &page {
                let Some(id) = id.first_chunk::<8>() else { continue };
                if let Some((_, cell)) = record::cells(value).find(|(of, _)| *of == classes) {
                    visit(u64::from_be_bytes(*id), cell)?;
                }
            }
            after = Some(last.to_vec());
        }
    }

    /// Applies the changes of those who lacked the class.
    fn apply_due(&self, slot: &Slot, state: &State) -> Result<(), Fault> {
        loop {
            let due = state.prefixed(Tree::Due, &[slot.spec.run], 32)?;
            if due.is_empty() {
                return Ok(());
            }
            let mut chunk = Chunk::default();
            let mut changes = Vec::new();
            for (id, known) in &due {
                let record = id.get(1..).and_then(<[u8]>::first_chunk::<8>).map_or(0, |id| u64::from_be_bytes(*id));
                let before = if known.is_empty() { Vec::new() } else { self.derive(slot, record, known)? };
                let value = state.get(Tree::Collection(slot.spec.collection), &record.to_be_bytes())?;
                let classes = ClassSet::one(slot.spec.class);
                let now = value.as_deref().and_then(|value| record::cells(value).find(|(of, _)| *of == classes));
                let after = now.map_or(Ok(Vec::new()), |(_, cell)| self.derive(slot, record, cell))?;
                differ(before, after, record, &mut changes);
                chunk.delete(Tree::Due, due_key(slot.spec.run, record));
            }
            let cells = self.cells(slot, state);
            let Some(mut live) = slot.load(state, self)? else { return Ok(()) };
            let Some(loaded) = live.loaded.as_mut() else { return Ok(()) };
            for piece in rows::pack(&changes, BLOCK_MAX) {
                let number = loaded.next_delta;
                chunk.put(
                    Tree::Runs,
                    cells.key(Kind::Delta, number).to_vec(),
                    cells.seal(Kind::Delta, number, &piece)?,
                );
                loaded.next_delta = number.wrapping_add(1);
            }
            chunk.write(state)?;
            loaded.delta.extend(changes.into_iter().map(|(comes, row)| (row, comes)));
        }
    }

    /// Merges the deltas that have grown too long.
    pub(crate) fn merge_full(&self, state: &State, covers: u64) -> Result<(), Fault> {
        for slot in self.live.iter().filter(|slot| slot.held) {
            let mut live = slot.lock();
            let Some(loaded) = live.loaded.as_mut() else { continue };
            let share = usize::try_from(loaded.root.rows / DELTA_SHARE).unwrap_or(usize::MAX);
            if loaded.delta.len() >= DELTA_MAX.max(share) {
                let merged = merged(&self.cells(slot, state), loaded, covers)?;
                *loaded = merged;
            }
        }
        Ok(())
    }
}

/// Removes all that a run has in the state.
fn clear(cells: &Cells<'_>) -> Result<(), Fault> {
    for tree in [Tree::Runs, Tree::Due] {
        loop {
            let page = cells.state.prefixed(tree, &[cells.spec.run], PAGE)?;
            if page.is_empty() {
                break;
            }
            for (key, _) in page {
                cells.state.remove(tree, &key)?;
            }
        }
    }
    Ok(())
}

/// Writes sorted rows as new blocks.
fn write_blocks(cells: &Cells<'_>, sorted: &[Row], (root, fences): (&mut Root, &mut Vec<Fence>)) -> Result<(), Fault> {
    let mut block = Zeroizing::new(Vec::with_capacity(BLOCK_MAX));
    let mut first: Option<&Row> = None;
    for row in sorted {
        if block.len() + rows::room(&row.0) > BLOCK_FILL {
            finish_block(cells, &std::mem::take(&mut block), (root, fences, first.take()))?;
        }
        first.get_or_insert(row);
        rows::push(&mut block, &row.0, row.1);
    }
    finish_block(cells, &block, (root, fences, first))
}

fn finish_block(
    cells: &Cells<'_>,
    block: &[u8],
    (root, fences, first): (&mut Root, &mut Vec<Fence>, Option<&Row>),
) -> Result<(), Fault> {
    if let Some(first) = first {
        cells.write(Kind::Block, root.next_block, block)?;
        fences.push(Fence { first: first.clone(), block: root.next_block });
        root.next_block = root.next_block.wrapping_add(1);
    }
    Ok(())
}

/// Writes the blocks that the delta changes anew, then fences and root, then removes what no longer counts.
fn merged(cells: &Cells<'_>, old: &Loaded, covers: u64) -> Result<Loaded, Fault> {
    let mut root = Root { covers, rows: 0, delta_from: old.next_delta, ..old.root.clone() };
    let mut fences = Vec::new();
    let mut gone = Vec::new();
    let count = old.fences.len().max(1);
    let mut changes = old.delta.iter().map(|(row, comes)| (row.clone(), *comes)).peekable();
    for at in 0..count {
        let end = old.fences.get(at + 1).map(|fence| &fence.first);
        let mut mine = Vec::new();
        while let Some(change) = changes.next_if(|(row, _)| end.is_none_or(|end| row < end)) {
            mine.push(change);
        }
        match old.fences.get(at) {
            Some(fence) if mine.is_empty() => fences.push(fence.clone()),
            fence => {
                let block = fence.map(|fence| cells.block(fence.block)).transpose()?;
                gone.extend(fence.map(|fence| fence.block));
                let held = block.iter().flat_map(|block| rows::each(block)).map(|(key, record)| (key.to_vec(), record));
                let mut all = Vec::new();
                merge(&mut all, held, mine);
                write_blocks(cells, &all, (&mut root, &mut fences))?;
                rows::wipe(&mut all);
            }
        }
    }
    let changed = old.delta.values().map(|comes| if *comes { 1i64 } else { -1 }).sum::<i64>();
    root.rows = old.root.rows.saturating_add_signed(changed);
    let pieces = old.root.pieces.clone();
    cells.write_fences(&fences, &mut root)?;
    cells.write_root(&root)?;
    for (kind, numbers) in [(Kind::Block, gone), (Kind::Fence, pieces)] {
        for number in numbers {
            cells.state.remove(Tree::Runs, &cells.key(kind, number))?;
        }
    }
    for number in old.root.delta_from..old.next_delta {
        cells.state.remove(Tree::Runs, &cells.key(Kind::Delta, number))?;
    }
    Ok(Loaded::new(root, fences))
}
