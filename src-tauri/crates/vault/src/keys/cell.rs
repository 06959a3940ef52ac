//! The cell: the sealed bytes of one record's fields of one class, or of bytes that mix classes (security.md 4).
//!
//! ```text
//! header 14: fmt u8 | classes u8 | compartment u16 | epoch u16 | schema u16 | counter u32 | workstation u16
//! fmt 1: header | nonce 24 | ciphertext | tag 16           key: K[class], or of several classes
//!                                                           HKDF(practice_id, K ‖ K ‖ …, "ck1 and" ‖ header)
//! fmt 2: header | encapsulated key 32 | ciphertext | tag 16  HPKE "ck1 drop" to the class's drop key; one class
//! AAD = "ck1 cell" ‖ practice_id ‖ collection u8 ‖ record u64 ‖ header
//! ```
//! All numbers are big-endian; the plaintext is padded (`crypto::padded_len`). `compartment` is 0 in this version.

use super::PracticeId;
use super::codec::Reader;
use crypto::Zeroizing;
use values::ClassSet;

/// Sealed under the class keys.
pub(super) const SEALED: u8 = 1;
/// Dropped by somebody to the class's public key.
pub(super) const DROPPED: u8 = 2;
pub(super) const HEADER_BYTES: usize = 14;
const CELL_AAD_BYTES: usize = 8 + 16 + 1 + 8 + HEADER_BYTES;

/// Which writing of a record this is: counted by workstation, so that two of them never give the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellVersion {
    /// Counts a record's writings, from 1.
    pub counter: u32,
    /// The workstation's number.
    pub workstation: u16,
}

/// Where a cell belongs, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellAddress {
    /// The collection's number.
    pub collection: u8,
    /// The record's id in its collection.
    pub record: u64,
    /// The classes whose keys seal it.
    pub classes: ClassSet,
    /// The version of the plaintext's layout.
    pub schema: u16,
    /// The writing.
    pub version: CellVersion,
}

/// What a cell shows without a key. Only opening the cell proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellHeader {
    /// Sealed to the class's public key by somebody who could not open it.
    pub dropped: bool,
    /// The classes whose keys open it.
    pub classes: ClassSet,
    /// 0, everyone.
    pub compartment: u16,
    /// The epoch of the keys.
    pub epoch: u16,
    /// The version of the plaintext's layout.
    pub schema: u16,
    /// The writing.
    pub version: CellVersion,
}

/// What became of opening a cell; never blank.
pub enum CellOutcome {
    /// The plaintext.
    Open(Zeroizing<Vec<u8>>),
    /// The user lacks these classes.
    Sealed(ClassSet),
    /// Not what was sealed for this place, or not a cell.
    Damaged,
}

/// The header of a cell; `None` when the bytes are none.
#[must_use]
pub fn cell_header(sealed: &[u8]) -> Option<CellHeader> {
    let mut reader = Reader::new(sealed);
    let format = reader.u8()?;
    let classes = ClassSet::from_bits(reader.u8()?).filter(|classes| !classes.is_empty())?;
    let header = CellHeader {
        dropped: format == DROPPED,
        classes,
        compartment: reader.u16()?,
        epoch: reader.u16()?,
        schema: reader.u16()?,
        version: CellVersion { counter: reader.u32()?, workstation: reader.u16()? },
    };
    let known = format == SEALED || (format == DROPPED && classes.len() == 1);
    known.then_some(header)
}

impl CellHeader {
    pub(super) fn of(at: &CellAddress, epoch: u16, dropped: bool) -> CellHeader {
        CellHeader { dropped, classes: at.classes, compartment: 0, epoch, schema: at.schema, version: at.version }
    }

    pub(super) fn bytes(&self) -> [u8; HEADER_BYTES] {
        let [compartment, epoch, schema] = [self.compartment, self.epoch, self.schema].map(u16::to_be_bytes);
        let counter = self.version.counter.to_be_bytes();
        let workstation = self.version.workstation.to_be_bytes();
        let mut out = [0; HEADER_BYTES];
        let fields = [if self.dropped { DROPPED } else { SEALED }, self.classes.bits()]
            .into_iter()
            .chain(compartment)
            .chain(epoch)
            .chain(schema)
            .chain(counter)
            .chain(workstation);
        out.iter_mut().zip(fields).for_each(|(to, from)| *to = from);
        out
    }
}

/// The associated data of a cell.
pub(super) fn cell_aad(practice: &PracticeId, place: (u8, u64), header: &[u8; HEADER_BYTES]) -> Vec<u8> {
    let mut aad = Vec::with_capacity(CELL_AAD_BYTES);
    aad.extend_from_slice(b"ck1 cell");
    aad.extend_from_slice(practice);
    aad.push(place.0);
    aad.extend_from_slice(&place.1.to_be_bytes());
    aad.extend_from_slice(header);
    aad
}
