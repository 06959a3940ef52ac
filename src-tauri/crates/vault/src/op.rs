//! What the parts of a commit carry: changes, already sealed, in the order in which they are applied. Any program
//! without keys can replay them.

use crate::error::{Result, VaultError};
use crate::journal::{Position, place};
use serde::{Deserialize, Serialize};

/// A keyed hash that stands for a reference.
pub(crate) type ReferenceHash = [u8; 16];

/// One change. Numbers of the variants are part of the format: append only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Op<'a> {
    /// A sealed cell takes the place of the record's cell of the same class set.
    Cell { collection: u8, record: u64, cell: &'a [u8] },
    /// The record is gone.
    Remove { collection: u8, record: u64 },
    /// The reference names the record.
    Refer { hash: ReferenceHash, record: u64 },
    /// The reference no longer names the record.
    Unrefer { hash: ReferenceHash, record: u64 },
    /// SHA-256 of the vault.ck that is in force from here on.
    KeyFile { digest: [u8; 32] },
    /// A document's file that belongs to this commit, with the SHA-256 of its sealed bytes.
    Document { name: [u8; 16], digest: [u8; 32] },
    /// The sealed detail of the entry.
    Detail { cell: &'a [u8] },
    /// The store was restored from a backup, and is of a lineage of its own from here on. `second` is who agreed beside the
    /// entry's signer, with the signature over [`restore_request`](crate::backup); nobody in a store of a single person.
    Restored { lineage: [u8; 16], generation: u32, second: Option<(u32, &'a [u8])> },
}

impl Op<'_> {
    /// Appends the encoded change.
    pub(crate) fn write(&self, out: &mut Vec<u8>) -> Result<()> {
        let taken = std::mem::take(out);
        *out = postcard::to_extend(self, taken).map_err(|_| VaultError::Misuse("a change cannot be encoded"))?;
        Ok(())
    }
}

/// Reads all changes of the bodies of parts.
pub(crate) fn each<'a>(mut body: &'a [u8], at: Position, visit: &mut dyn FnMut(Op<'a>) -> Result<()>) -> Result<()> {
    while !body.is_empty() {
        let (op, rest) = postcard::take_from_bytes::<Op<'a>>(body)
            .map_err(|_| VaultError::damaged("a commit cannot be read", place(at)))?;
        visit(op)?;
        body = rest;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_back_in_order() {
        let ops = [
            Op::Cell { collection: 3, record: 9, cell: b"sealed" },
            Op::Refer { hash: [1; 16], record: 9 },
            Op::Remove { collection: 3, record: 9 },
            Op::KeyFile { digest: [2; 32] },
        ];
        let mut bytes = Vec::new();
        for op in ops {
            op.write(&mut bytes).unwrap();
        }
        let mut got = Vec::new();
        each(&bytes, Position::START, &mut |op| {
            got.push(op);
            Ok(())
        })
        .unwrap();
        assert_eq!(got, ops);
        assert!(each(&bytes[..bytes.len() - 1], Position::START, &mut |_| Ok(())).is_err());
    }
}
