//! Runs: sorted, sealed lists by which everything guessable is found (security.md 6).
//!
//! A run is a list of blocks of at most 32 KiB, a fence table (the first row of each block), and a delta of changes
//! that are merged into the blocks when there are many. Each piece is sealed under the run's class:
//!
//! ```text
//! runs/ run u8 | kind u8 | number u32     kind 0 root, 1 block, 2 fence piece, 3 delta piece
//! due/  run u8 | record u64               the cell that the run knows, while nobody with the class was there
//! ```
//! Blocks and fence pieces are never rewritten: a merge writes new ones, then the root, then removes the old. Delta
//! pieces go in the same transaction as the cells from which they come. Who applies a commit without holding the class
//! leaves the cell that the run knows in `due`; the next holder to unlock brings the run up to date.

mod blocks;
mod build;
mod compare;
mod live;
pub(crate) mod rows;

pub(crate) use live::{Pending, Touched};

use crate::sealing::Sealing;
use live::Live;
use std::sync::{Arc, Mutex};
use values::Class;

/// A run as the caller defines it. The rows of a record come from its cell of exactly the run's class.
#[derive(Clone, Copy)]
pub struct RunSpec {
    /// The run's number; a new meaning takes a new number.
    pub run: u8,
    /// The class of the cell and of the run.
    pub class: Class,
    /// The collection whose records are listed.
    pub collection: u8,
    /// Derives the row keys (at most 1,024 bytes each) from the schema number and the cell's plain bytes.
    pub rows: fn(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>>,
}

/// All runs of an open store.
pub(crate) struct Runs {
    sealing: Arc<Sealing>,
    live: Vec<Slot>,
}

struct Slot {
    spec: RunSpec,
    /// Whether the keys are there.
    held: bool,
    live: Mutex<Live>,
}

impl Runs {
    pub(crate) fn new(specs: &[RunSpec], sealing: Arc<Sealing>) -> Runs {
        let live = specs
            .iter()
            .map(|spec| Slot { spec: *spec, held: sealing.holds(spec.class.into()), live: Mutex::new(Live::default()) })
            .collect();
        Runs { sealing, live }
    }

    /// The numbers of the runs, as bits.
    pub(crate) fn known(&self) -> [u8; 32] {
        let mut bits = [0; 32];
        for slot in &self.live {
            if let Some(byte) = bits.get_mut(usize::from(slot.spec.run / 8)) {
                *byte |= 1 << (slot.spec.run % 8);
            }
        }
        bits
    }
}

impl Slot {
    fn lock(&self) -> std::sync::MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
