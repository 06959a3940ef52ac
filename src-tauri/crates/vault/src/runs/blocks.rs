//! Blocks, fence pieces, root and delta pieces as sealed values in the state.

use super::{RunSpec, rows};
use crate::{
    keys::RunBlock,
    sealing::Sealing,
    state::{Fault, State, Tree},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Plain bytes of a block or piece at most.
pub(super) const BLOCK_MAX: usize = 32 << 10;
/// Blocks that are written whole are filled so far, leaving room for rows to come.
pub(super) const BLOCK_FILL: usize = 26 << 10;

/// The kinds of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    Block,
    Fence,
    Delta,
}

impl Kind {
    fn number(self) -> u8 {
        match self {
            Kind::Root => 0,
            Kind::Block => 1,
            Kind::Fence => 2,
            Kind::Delta => 3,
        }
    }
}

/// What a run consists of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Root {
    /// The number of the last commit that the blocks cover, by the journal's count.
    pub(super) covers: u64,
    pub(super) rows: u64,
    pub(super) next_block: u32,
    pub(super) next_piece: u32,
    /// The fence table's pieces, in order.
    pub(super) pieces: Vec<u32>,
    /// Delta pieces below this number are merged already.
    pub(super) delta_from: u32,
}

/// A block's first row (key and record) and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fence {
    pub(super) first: rows::Row,
    pub(super) block: u32,
}

/// Reads and writes the values of one run.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) spec: &'a RunSpec,
    pub(super) state: &'a State,
    pub(super) sealing: &'a Sealing,
}

pub(super) fn key(run: u8, kind: Kind, number: u32) -> [u8; 6] {
    let [a, b, c, d] = number.to_be_bytes();
    [run, kind.number(), a, b, c, d]
}

impl Cells<'_> {
    pub(super) fn key(&self, kind: Kind, number: u32) -> [u8; 6] {
        key(self.spec.run, kind, number)
    }

    fn place(&self, kind: Kind, number: u32) -> RunBlock {
        let [a, b, c, d] = number.to_be_bytes();
        let block = u64::from_be_bytes([0, 0, 0, kind.number(), a, b, c, d]);
        RunBlock { class: self.spec.class, run: self.spec.run, block }
    }

    pub(super) fn seal(&self, kind: Kind, number: u32, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(self.sealing.ring.run_seal(self.place(kind, number), bytes).map_err(crate::VaultError::from)?)
    }

    pub(super) fn open(&self, kind: Kind, number: u32, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let opened = self.sealing.ring.run_open(self.place(kind, number), sealed);
        opened.ok_or_else(|| Fault::Damaged(format!("run {} does not open", self.spec.run)))
    }

    pub(super) fn read(&self, kind: Kind, number: u32) -> Result<Option<Zeroizing<Vec<u8>>>, Fault> {
        match self.state.get(Tree::Runs, &self.key(kind, number))? {
            Some(sealed) => self.open(kind, number, &sealed).map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn write(&self, kind: Kind, number: u32, bytes: &[u8]) -> Result<(), Fault> {
        let sealed = self.seal(kind, number, bytes)?;
        self.state.insert(Tree::Runs, &self.key(kind, number), &sealed)
    }

    pub(super) fn root(&self) -> Result<Option<Root>, Fault> {
        let Some(bytes) = self.read(Kind::Root, 0)? else { return Ok(None) };
        postcard::from_bytes(&bytes).map(Some).map_err(|_| Fault::Damaged(format!("run {} has no root", self.spec.run)))
    }

    pub(super) fn block(&self, number: u32) -> Result<Zeroizing<Vec<u8>>, Fault> {
        self.read(Kind::Block, number)?
            .ok_or_else(|| Fault::Damaged(format!("block {number} of run {} is missing", self.spec.run)))
    }

    /// The whole fence table.
    pub(super) fn fences(&self, root: &Root) -> Result<Vec<Fence>, Fault> {
        let mut fences = Vec::new();
        for piece in &root.pieces {
            let bytes = self
                .read(Kind::Fence, *piece)?
                .ok_or_else(|| Fault::Damaged(format!("fence piece {piece} of run {} is missing", self.spec.run)))?;
            // a fence is a row whose key carries the first row's record before the block's number
            for (key, block) in rows::each(&bytes) {
                let Some((record, key)) = key.split_first_chunk::<8>() else { continue };
                let first = (key.to_vec(), u64::from_be_bytes(*record));
                fences.push(Fence { first, block: u32::try_from(block).unwrap_or(u32::MAX) });
            }
        }
        Ok(fences)
    }

    /// Writes a new fence table and returns its pieces.
    pub(super) fn write_fences(&self, fences: &[Fence], root: &mut Root) -> Result<(), Fault> {
        root.pieces.clear();
        let mut piece = Zeroizing::new(Vec::new());
        for fence in fences {
            let (key, record) = &fence.first;
            let mut with_record = record.to_be_bytes().to_vec();
            with_record.extend_from_slice(key);
            if piece.len() + with_record.len() + 10 > BLOCK_MAX {
                self.write_piece(&std::mem::take(&mut piece), root)?;
            }
            push_long(&mut piece, &with_record, u64::from(fence.block));
        }
        if !piece.is_empty() {
            self.write_piece(&piece, root)?;
        }
        Ok(())
    }

    fn write_piece(&self, piece: &[u8], root: &mut Root) -> Result<(), Fault> {
        self.write(Kind::Fence, root.next_piece, piece)?;
        root.pieces.push(root.next_piece);
        root.next_piece = root.next_piece.wrapping_add(1);
        Ok(())
    }

    pub(super) fn write_root(&self, root: &Root) -> Result<(), Fault> {
        let bytes = postcard::to_stdvec(root).map_err(|_| Fault::Damaged("a root cannot be written".to_owned()))?;
        self.write(Kind::Root, 0, &bytes)
    }
}

/// As [`rows::push`] for the fence's longer key (a row's key may already be of the greatest length).
fn push_long(out: &mut Vec<u8>, key: &[u8], block: u64) {
    out.extend_from_slice(&u16::try_from(key.len()).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(key);
    out.extend_from_slice(&block.to_be_bytes());
}
