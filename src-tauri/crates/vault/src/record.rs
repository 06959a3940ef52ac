//! A record's cells as one value: `(length u32 | cell)*`, one cell a class set, in the order of the sets' bits.
//!
//! Here a cell is bytes; only its first two header bytes (format, class set) and its counter are looked at.

use std::cmp::Ordering;
use values::ClassSet;

/// A record's cells together are never longer than this (store.md: what is longer goes to `documents/`).
pub const RECORD_MAX: usize = 64 << 10;
const LENGTH: usize = 4;

/// Bytes of a sealed cell before its nonce (security.md 4).
pub(crate) const CELL_HEADER: usize = 14;

/// A record as it lies in the store: cells sealed under their classes. `Vault::open` opens one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The collection's number.
    pub collection: u8,
    /// The record's id.
    pub id: u64,
    pub(crate) value: Vec<u8>,
}

impl Record {
    /// The class sets for which the record has a cell (visible to every role).
    pub fn classes(&self) -> impl Iterator<Item = ClassSet> {
        cells(&self.value).map(|(classes, _)| classes)
    }

    pub(crate) fn cell(&self, classes: ClassSet) -> Option<&[u8]> {
        cells(&self.value).find(|(of, _)| *of == classes).map(|(_, cell)| cell)
    }

    /// Whether the value can be taken apart to its last byte.
    pub(crate) fn is_whole(&self) -> bool {
        cells(&self.value).map(|(_, cell)| cell.len() + LENGTH).sum::<usize>() == self.value.len()
    }
}

/// The class set in a sealed cell's header.
pub(crate) fn classes_of(cell: &[u8]) -> Option<ClassSet> {
    if cell.len() < CELL_HEADER {
        return None;
    }
    cell.get(1).and_then(|bits| ClassSet::from_bits(*bits)).filter(|set| !set.is_empty())
}

/// The version counter in a sealed cell's header.
pub(crate) fn counter_of(cell: &[u8]) -> u32 {
    cell.get(8..12).and_then(|b| b.first_chunk::<4>()).map_or(0, |b| u32::from_be_bytes(*b))
}

/// The cells of a value, in order; stops where the value cannot be taken apart.
pub(crate) fn cells(value: &[u8]) -> impl Iterator<Item = (ClassSet, &[u8])> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (head, tail) = rest.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u32::from_be_bytes(*head)).ok()?;
        let cell = tail.get(..length)?;
        rest = tail.get(length..)?;
        Some((classes_of(cell)?, cell))
    })
}

/// Bytes that a cell takes in its record's value.
pub(crate) fn room(cell: usize) -> usize {
    cell.saturating_add(LENGTH)
}

/// The value with this cell in the place of the one of the same classes.
pub(crate) fn with_cell(value: &[u8], cell: &[u8]) -> Vec<u8> {
    let Some(classes) = classes_of(cell) else { return value.to_vec() };
    let mut out = Vec::with_capacity(value.len() + room(cell.len()));
    let mut placed = false;
    for (other, bytes) in cells(value) {
        match other.cmp(&classes) {
            Ordering::Less => push(&mut out, bytes),
            Ordering::Equal => {}
            Ordering::Greater => {
                if !std::mem::replace(&mut placed, true) {
                    push(&mut out, cell);
                }
                push(&mut out, bytes);
            }
        }
    }
    if !placed {
        push(&mut out, cell);
    }
    out
}

fn push(out: &mut Vec<u8>, cell: &[u8]) {
    out.extend_from_slice(&u32::try_from(cell.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(cell);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn cell(bits: u8, fill: u8, length: usize) -> Vec<u8> {
        let mut cell = vec![fill; CELL_HEADER + length];
        cell[1] = bits;
        cell
    }

    proptest! {
        #[test]
        fn a_value_is_a_map_of_cells(writes in prop::collection::vec((1u8..128, any::<u8>(), 0usize..40), 0..30)) {
            let mut value = Vec::new();
            let mut model = BTreeMap::new();
            for (bits, fill, length) in writes {
                let cell = cell(bits, fill, length);
                value = with_cell(&value, &cell);
                model.insert(bits, cell);
            }
            let got: Vec<_> = cells(&value).map(|(set, cell)| (set.bits(), cell.to_vec())).collect();
            prop_assert_eq!(got, model.into_iter().collect::<Vec<_>>());
            let record = Record { collection: 1, id: 1, value };
            prop_assert!(record.is_whole());
        }

        #[test]
        fn any_bytes_are_taken_apart_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = cells(&bytes).count();
        }
    }
}
