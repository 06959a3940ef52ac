//! The queryable image of the journal in sled (store.md, using sled). Always rebuildable; nothing is only here.

mod apply;
mod chunk;
mod folder;
mod guard;

pub(crate) use apply::Applier;
pub(crate) use chunk::Chunk;
pub(crate) use folder::{mark_damaged, open, settle, take_away};
pub(crate) use guard::{Fault, guarded};

use crate::journal::{Hash, Head, Position};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Mutex};

/// Keys in one transaction or chunk (store.md, using sled 9).
pub(crate) const CHUNK_KEYS: usize = 64;
/// The state's own format; another number is rebuilt.
const FORMAT: u16 = 1;
const CHECKPOINT: &[u8] = b"ck";
const KEY_FILE: &[u8] = b"key file";
const LINEAGE: &[u8] = b"lineage";
const NEXT: u8 = b'n';

/// A tree of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tree {
    /// Records of a collection: id → cells.
    Collection(u8),
    /// Reference hash → record ids.
    References,
    /// Document name → digest of its file.
    Documents,
    /// Sealed runs.
    Runs,
    /// Records whose rows in a run are due, with the cell that the run knows.
    Due,
    /// Checkpoint and counters.
    Meta,
}

impl Tree {
    fn name(self) -> Vec<u8> {
        match self {
            Tree::Collection(number) => format!("c{number:03}").into_bytes(),
            Tree::References => b"references".to_vec(),
            Tree::Documents => b"documents".to_vec(),
            Tree::Runs => b"runs".to_vec(),
            Tree::Due => b"due".to_vec(),
            Tree::Meta => b"meta".to_vec(),
        }
    }
}

/// `meta/ck`: how far the state follows the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) format: u16,
    pub(crate) practice: [u8; 16],
    pub(crate) head: Head,
    /// The last commit frame, and the chain hash before it: they prove that the state belongs to this journal.
    pub(crate) commit: Position,
    pub(crate) before: Hash,
    /// The runs (bit by number) that whoever applied the commits knew: any other missed changes.
    pub(crate) runs: [u8; 32],
}

impl Checkpoint {
    pub(crate) fn new(practice: [u8; 16], head: Head, (commit, before): (Position, Hash)) -> Checkpoint {
        Checkpoint { format: FORMAT, practice, head, commit, before, runs: [0; 32] }
    }
}

/// Which signed restore this store comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lineage {
    pub(crate) id: [u8; 16],
    /// How many restores lie behind it.
    pub(crate) generation: u32,
}

/// An open state.
pub(crate) struct State {
    db: sled::Db,
    trees: Mutex<HashMap<Tree, sled::Tree>>,
}

impl State {
    fn new(db: sled::Db) -> State {
        State { db, trees: Mutex::new(HashMap::new()) }
    }

    pub(crate) fn tree(&self, tree: Tree) -> Result<sled::Tree, Fault> {
        let mut trees = self.trees.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(open) = trees.get(&tree) {
            return Ok(open.clone());
        }
        let open = guarded(|| self.db.open_tree(tree.name()))?;
        trees.insert(tree, open.clone());
        Ok(open)
    }

    pub(crate) fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<sled::IVec>, Fault> {
        let tree = self.tree(tree)?;
        guarded(|| tree.get(key))
    }

    /// The pairs whose key is above `after` (or all), ascending, a page at a time, so that no iterator is held.
    pub(crate) fn page(&self, tree: Tree, after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        use std::ops::Bound::{Excluded, Unbounded};
        let tree = self.tree(tree)?;
        guarded(|| {
            let from = after.map_or(Unbounded, Excluded);
            tree.range::<&[u8], _>((from, Unbounded)).take(limit).collect()
        })
    }

    /// The pairs whose keys begin so, at most `limit`.
    pub(crate) fn prefixed(&self, tree: Tree, prefix: &[u8], limit: usize) -> Result<Vec<Pair>, Fault> {
        let tree = self.tree(tree)?;
        guarded(|| tree.scan_prefix(prefix).take(limit).collect())
    }

    pub(crate) fn insert(&self, tree: Tree, key: &[u8], value: &[u8]) -> Result<(), Fault> {
        let tree = self.tree(tree)?;
        guarded(|| tree.insert(key, value).map(|_| ()))
    }

    pub(crate) fn remove(&self, tree: Tree, key: &[u8]) -> Result<(), Fault> {
        let tree = self.tree(tree)?;
        guarded(|| tree.remove(key).map(|_| ()))
    }

    /// The checkpoint as it is.
    pub(crate) fn any_checkpoint(&self) -> Result<Option<Checkpoint>, Fault> {
        let bytes = self.get(Tree::Meta, CHECKPOINT)?;
        bytes
            .map(|bytes| postcard::from_bytes(&bytes))
            .transpose()
            .map_err(|_| Fault::Damaged("the state's checkpoint cannot be read".to_owned()))
    }

    /// The checkpoint; `None` where the state is new, `Damaged` where it is of another format or practice.
    pub(crate) fn checkpoint(&self, practice: [u8; 16]) -> Result<Option<Checkpoint>, Fault> {
        match self.any_checkpoint()? {
            Some(ck) if ck.format == FORMAT && ck.practice == practice => Ok(Some(ck)),
            Some(_) => Err(Fault::Damaged("the state is another one's, or of another format".to_owned())),
            None if self.is_empty()? => Ok(None),
            None => Err(Fault::Damaged("the state has no checkpoint".to_owned())),
        }
    }

    fn is_empty(&self) -> Result<bool, Fault> {
        guarded(|| {
            for name in self.db.tree_names() {
                if !self.db.open_tree(name)?.is_empty() {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    pub(crate) fn put_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let bytes = postcard::to_stdvec(checkpoint).map_err(|_| Fault::Damaged("no checkpoint".to_owned()))?;
        self.insert(Tree::Meta, CHECKPOINT, &bytes)
    }

    /// SHA-256 of the vault.ck that the journal names, as far as the state follows it.
    pub(crate) fn key_file(&self) -> Result<Option<[u8; 32]>, Fault> {
        let bytes = self.get(Tree::Meta, KEY_FILE)?;
        Ok(bytes.and_then(|bytes| bytes.first_chunk::<32>().copied()))
    }

    /// The lineage of the last restore, as far as the state follows the journal; `None` in a store that was never restored.
    pub(crate) fn lineage(&self) -> Result<Option<Lineage>, Fault> {
        let bytes = self.get(Tree::Meta, LINEAGE)?;
        let read = bytes.map(|bytes| postcard::from_bytes(&bytes)).transpose();
        read.map_err(|_| Fault::Damaged("the lineage cannot be read".to_owned()))
    }

    /// The id after the highest that was ever used in a collection.
    pub(crate) fn next_id(&self, collection: u8) -> Result<u64, Fault> {
        let bytes = self.get(Tree::Meta, &[NEXT, collection])?;
        match bytes.as_deref().map(<[u8]>::first_chunk::<8>) {
            None => Ok(1),
            Some(Some(id)) => Ok(u64::from_be_bytes(*id)),
            Some(None) => Err(Fault::Damaged("a counter cannot be read".to_owned())),
        }
    }

    /// The numbers of the collections that hold something or did.
    pub(crate) fn collections(&self) -> Vec<u8> {
        let mut numbers: Vec<u8> = self
            .db
            .tree_names()
            .iter()
            .filter_map(|name| std::str::from_utf8(name).ok()?.strip_prefix('c')?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

/// A key and its value.
pub(crate) type Pair = (sled::IVec, sled::IVec);
