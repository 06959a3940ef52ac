//! Some keys that are written together.

use super::{CHUNK_KEYS, Fault, State, Tree, guard};
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional as _, TransactionalTree};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Pending values over the state: reads see them, [`Chunk::write`] puts them there at once.
#[derive(Default)]
pub(crate) struct Chunk {
    values: BTreeMap<(Tree, Vec<u8>), Option<Vec<u8>>>,
}

impl Chunk {
    /// The value as it will be.
    pub(crate) fn get(&self, state: &State, tree: Tree, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        // one lookup key is allocated: the map's keys own their bytes
        if let Some(value) = self.values.get(&(tree, key.to_vec())) {
            return Ok(value.clone());
        }
        Ok(state.get(tree, key)?.map(|value| value.to_vec()))
    }

    pub(crate) fn put(&mut self, tree: Tree, key: Vec<u8>, value: Vec<u8>) {
        self.values.insert((tree, key), Some(value));
    }

    pub(crate) fn delete(&mut self, tree: Tree, key: Vec<u8>) {
        self.values.insert((tree, key), None);
    }

    /// Whether it should be written before more is added; some room is left for counters and runs.
    pub(crate) fn is_full(&self) -> bool {
        self.values.len() + 16 >= CHUNK_KEYS
    }

    /// Writes all pending values in one transaction.
    pub(crate) fn write(&mut self, state: &State) -> Result<(), Fault> {
        let values = std::mem::take(&mut self.values);
        if values.is_empty() {
            return Ok(());
        }
        let mut trees: Vec<sled::Tree> = Vec::new();
        let mut names: Vec<Tree> = Vec::new();
        for (tree, _) in values.keys() {
            if names.last() != Some(tree) {
                names.push(*tree);
                trees.push(state.tree(*tree)?);
            }
        }
        let write = |views: &Vec<TransactionalTree>| -> Result<(), ConflictableTransactionError<()>> {
            for ((tree, key), value) in &values {
                let Some(view) = names.iter().position(|name| name == tree).and_then(|at| views.get(at)) else {
                    continue;
                };
                match value {
                    Some(value) => view.insert(key.as_slice(), value.as_slice())?,
                    None => view.remove(key.as_slice())?,
                };
            }
            Ok(())
        };
        let done = catch_unwind(AssertUnwindSafe(|| trees.as_slice().transaction(write)));
        match done {
            Ok(Ok(())) => Ok(()),
            Ok(Err(TransactionError::Storage(error))) => Err(guard::fault(error)),
            Ok(Err(TransactionError::Abort(()))) => Err(Fault::Damaged("a change was refused by the state".to_owned())),
            Err(_) => Err(Fault::Damaged("writing the state failed".to_owned())),
        }
    }
}
