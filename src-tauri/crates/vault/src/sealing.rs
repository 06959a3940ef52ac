//! The unlocked user's keys as the store uses them.

use crate::{
    error::Result,
    keys::{CellAddress, CellOutcome, CellVersion, KeyRing, cell_header},
    op::ReferenceHash,
};
use values::{Class, ClassSet};
use zeroize::Zeroizing;

/// Where a cell belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) collection: u8,
    pub(crate) record: u64,
}

/// What is to be sealed.
pub(crate) struct Plain<'a> {
    pub(crate) classes: ClassSet,
    pub(crate) schema: u16,
    pub(crate) counter: u32,
    pub(crate) bytes: &'a [u8],
}

/// The keys, and the number of the workstation that writes.
pub(crate) struct Sealing {
    pub(crate) ring: KeyRing,
    pub(crate) workstation: u16,
}

impl Sealing {
    pub(crate) fn holds(&self, classes: ClassSet) -> bool {
        self.ring.classes().covers(classes)
    }

    pub(crate) fn seal(&self, place: Place, plain: &Plain<'_>) -> Result<Vec<u8>> {
        Ok(self.ring.seal_cell(&self.address(place, plain), plain.bytes)?)
    }

    /// Seals to the public key of one class, held or not.
    pub(crate) fn drop_to(&self, place: Place, plain: &Plain<'_>) -> Result<Vec<u8>> {
        Ok(self.ring.drop_cell(&self.address(place, plain), plain.bytes)?)
    }

    fn address(&self, place: Place, plain: &Plain<'_>) -> CellAddress {
        CellAddress {
            collection: place.collection,
            record: place.record,
            classes: plain.classes,
            schema: plain.schema,
            version: CellVersion { counter: plain.counter, workstation: self.workstation },
        }
    }

    /// The schema number and plain bytes of a cell; `None` where it is sealed to others or damaged.
    pub(crate) fn open(&self, place: Place, cell: &[u8]) -> Option<(u16, Zeroizing<Vec<u8>>)> {
        match self.ring.open_cell(place.collection, place.record, cell) {
            CellOutcome::Open(bytes) => Some((cell_header(cell)?.schema, bytes)),
            CellOutcome::Sealed(_) | CellOutcome::Damaged => None,
        }
    }

    /// The hash that stands for a reference.
    pub(crate) fn reference(&self, index: u8, class: Class, key: &[u8]) -> Result<ReferenceHash> {
        let hash = self.ring.lookup_hash(class, index, key).ok_or(crate::VaultError::NotPermitted)?;
        let mut short = [0; 16];
        short.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Ok(short)
    }
}
