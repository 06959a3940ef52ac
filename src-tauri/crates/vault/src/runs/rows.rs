//! Rows as bytes: `(key length u16 | key | record u64)*`, in a delta with a leading sign each.

use zeroize::{Zeroize as _, Zeroizing};

/// A row: key, then record id. Ordered so.
pub(crate) type Row = (Vec<u8>, u64);

/// Longest key of a row, in bytes.
pub(crate) const KEY_MAX: usize = 1024;

/// Appends a row.
pub(crate) fn push(out: &mut Vec<u8>, key: &[u8], record: u64) {
    let key = key.get(..key.len().min(KEY_MAX)).unwrap_or_default();
    out.extend_from_slice(&u16::try_from(key.len()).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(key);
    out.extend_from_slice(&record.to_be_bytes());
}

/// Bytes that a row takes.
pub(crate) fn room(key: &[u8]) -> usize {
    key.len().min(KEY_MAX) + 10
}

/// The rows of a block; stops where it cannot be taken apart.
pub(crate) fn each(block: &[u8]) -> impl Iterator<Item = (&[u8], u64)> {
    let mut rest = block;
    std::iter::from_fn(move || {
        let (key, record, tail) = split(rest)?;
        rest = tail;
        Some((key, record))
    })
}

fn split(bytes: &[u8]) -> Option<(&[u8], u64, &[u8])> {
    let (length, tail) = bytes.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (key, tail) = (tail.get(..length)?, tail.get(length..)?);
    let (record, tail) = tail.split_first_chunk::<8>()?;
    Some((key, u64::from_be_bytes(*record), tail))
}

/// A change of a run: a row comes (`true`) or goes.
pub(crate) type Change = (bool, Row);

/// Changes as bytes, in pieces of at most `limit` bytes.
pub(crate) fn pack(changes: &[Change], limit: usize) -> Vec<Zeroizing<Vec<u8>>> {
    let mut pieces = Vec::new();
    let mut piece = Zeroizing::new(Vec::new());
    for (comes, (key, record)) in changes {
        if !piece.is_empty() && piece.len() + 1 + room(key) > limit {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(u8::from(*comes));
        push(&mut piece, key, *record);
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The changes of a piece, in order.
pub(crate) fn unpack(piece: &[u8]) -> impl Iterator<Item = Change> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        let (sign, tail) = rest.split_first()?;
        let (key, record, tail) = split(tail)?;
        rest = tail;
        Some((*sign != 0, (key.to_vec(), record)))
    })
}

/// Overwrites rows that are no longer needed.
pub(crate) fn wipe(rows: &mut [Row]) {
    for (key, _) in rows {
        key.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn changes_come_back(changes in prop::collection::vec(
            (any::<bool>(), (prop::collection::vec(any::<u8>(), 0..20), any::<u64>())), 0..40)) {
            let got: Vec<Change> = pack(&changes, 64).iter().flat_map(|piece| unpack(piece).collect::<Vec<_>>()).collect();
            prop_assert_eq!(got, changes);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = (each(&bytes).count(), unpack(&bytes).count());
        }
    }
}
