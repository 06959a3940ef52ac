//! A pack: one code set in one version, in one immutable file.
//!
//! Layout: `CKPACK01`, the header's length (four bytes, low first), the header, the sections (zlib) in the header's
//! order, and the SHA-256 of all before it. A header opens in microseconds; a section is unpacked at its first use.

mod build;
mod bytes;
mod index;
mod table;

pub use build::{CodePackInput, PackLabel, build_code_pack, build_small_pack};
pub(crate) use index::{Place, WordIndex};
pub(crate) use table::CodeTable;

use crate::Set;
use crate::tables::{SmallRow, SmallTable};
use flate2::read::ZlibDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Read;
use std::sync::OnceLock;
use thiserror::Error;
use values::Date;

const MAGIC: &[u8; 8] = b"CKPACK01";
const DIGEST: usize = 32;
/// No section is larger unpacked; a file that claims so is refused before memory is taken.
const LARGEST_SECTION: u32 = 64 * 1024 * 1024;

/// Why a pack file cannot be opened or built.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// The bytes are no pack file.
    #[error("this is no code pack file")]
    NotAPack,
    /// The bytes end early or were changed.
    #[error("the code pack is damaged: its checksum does not fit; fetch it again")]
    Damaged,
    /// The pack is of a set or form that this program does not know.
    #[error("the code pack is of a newer form; update the program")]
    Newer,
    /// A pack without rows, or whose rows do not go together.
    #[error("the code pack would be unusable: {0}")]
    Unusable(&'static str),
}

/// What stands at the front of a pack file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) set: String,
    pub(crate) version: String,
    pub(crate) valid_from: Date,
    pub(crate) stale_on: Date,
    pub(crate) source: String,
    pub(crate) codes: u32,
    pub(crate) headers: u32,
    sections: Vec<Section>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Section {
    /// `rows` or `words`; others are passed over.
    name: String,
    packed: u32,
    unpacked: u32,
}

/// An opened pack file.
#[derive(Debug)]
pub(crate) struct Pack {
    pub(crate) set: Set,
    pub(crate) header: Header,
    /// SHA-256 of the file, lower-case hex.
    pub(crate) sha256: String,
    bytes: Cow<'static, [u8]>,
    /// Where the sections begin.
    body: usize,
    table: OnceLock<Option<CodeTable>>,
    index: OnceLock<Option<WordIndex>>,
    small: OnceLock<Option<SmallTable>>,
}

impl Pack {
    /// Opens a file of unknown origin: checks the digest and that every section can be used.
    pub(crate) fn open(bytes: &[u8]) -> Result<Pack, PackError> {
        let digest = bytes.len().checked_sub(DIGEST).and_then(|end| bytes.split_at_checked(end));
        let (content, digest) = digest.ok_or(PackError::NotAPack)?;
        if !content.starts_with(MAGIC) {
            return Err(PackError::NotAPack);
        }
        if Sha256::digest(content).as_slice() != digest {
            return Err(PackError::Damaged);
        }
        let pack = Pack::open_trusted(Cow::Owned(bytes.to_vec()), pack_sha256(bytes))?;
        pack.try_body()?;
        Ok(pack)
    }

    /// Opens a file whose digest is known to fit: reads the header only.
    pub(crate) fn open_trusted(bytes: Cow<'static, [u8]>, sha256: String) -> Result<Pack, PackError> {
        let mut cut = bytes::Cut(&bytes);
        if cut.take(MAGIC.len()) != Some(MAGIC.as_slice()) {
            return Err(PackError::NotAPack);
        }
        let size = cut.word().map(bytes::index).ok_or(PackError::Damaged)?;
        let header = cut.take(size).ok_or(PackError::Damaged)?;
        let header: Header = postcard::from_bytes(header).map_err(|_| PackError::Newer)?;
        let set = Set::from_name(&header.set).ok_or(PackError::Newer)?;
        let body = MAGIC.len() + 4 + size;
        let (table, index, small) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Pack { set, header, sha256, bytes, body, table, index, small })
    }

    fn try_body(&self) -> Result<(), PackError> {
        let usable = if self.set.is_searchable() {
            let rows = self.table().map(CodeTable::len);
            rows.is_some() && self.index().map(WordIndex::row_count) == rows
        } else {
            self.small().is_some()
        };
        if usable { Ok(()) } else { Err(PackError::Damaged) }
    }

    /// The rows of a large set; `None` for a small one.
    pub(crate) fn table(&self) -> Option<&CodeTable> {
        self.table.get_or_init(|| self.section("rows").and_then(|bytes| CodeTable::open(&bytes))).as_ref()
    }

    /// The search index of a large set; `None` for a small one.
    pub(crate) fn index(&self) -> Option<&WordIndex> {
        self.index.get_or_init(|| self.section("words").and_then(|bytes| WordIndex::open(&bytes))).as_ref()
    }

    fn small(&self) -> Option<&SmallTable> {
        self.small.get_or_init(|| self.section("rows").and_then(|bytes| SmallTable::open(self.set, &bytes))).as_ref()
    }

    /// The row of a code in a small set.
    pub(crate) fn small_row<T: SmallRow>(&self, code: &str) -> Option<&T> {
        let rows = self.small().and_then(T::rows_of)?;
        rows.binary_search_by(|row| row.code().cmp(code)).ok().and_then(|at| rows.get(at))
    }

    /// All rows of a small set, sorted by code.
    pub(crate) fn small_rows<T: SmallRow>(&self) -> &[T] {
        self.small().and_then(T::rows_of).unwrap_or_default()
    }

    fn section(&self, name: &str) -> Option<Vec<u8>> {
        let mut cut = bytes::Cut(self.bytes.get(self.body..)?);
        for section in &self.header.sections {
            let packed = cut.take(bytes::index(section.packed))?;
            if section.name == name && section.unpacked <= LARGEST_SECTION {
                return unpack(packed, section.unpacked);
            }
        }
        None
    }
}

fn unpack(packed: &[u8], unpacked: u32) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes::index(unpacked));
    ZlibDecoder::new(packed).take(u64::from(unpacked)).read_to_end(&mut out).ok()?;
    Some(out).filter(|out| out.len() == bytes::index(unpacked))
}

/// The SHA-256 of a pack file, lower-case hex, as `SHA256SUMS` lists it.
#[must_use]
pub fn pack_sha256(file: &[u8]) -> String {
    hex(&Sha256::digest(file))
}

/// Lower-case hex.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
