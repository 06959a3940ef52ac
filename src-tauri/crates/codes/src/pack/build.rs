//! Building pack files from rows that a reader gave.

use super::bytes::{length, put_bytes};
use super::{Header, MAGIC, PackError, Section, index, table};
use crate::Set;
use crate::read::{CodeRow, SearchTerm};
use crate::tables::SmallRow;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use values::Date;

/// What a pack file says about itself.
#[derive(Debug, Clone)]
pub struct PackLabel {
    /// The publisher's version (`2026-04`).
    pub version: String,
    /// The first day that the pack serves.
    pub valid_from: Date,
    /// The day from which a newer publication is expected.
    pub stale_on: Date,
    /// Where the rows come from.
    pub source: String,
}

/// The rows of a large set and what else people search for.
#[derive(Debug, Clone, Copy)]
pub struct CodePackInput<'a> {
    /// [`Set::Icd10cm`] or [`Set::Hcpcs`].
    pub set: Set,
    /// The rows, in any order.
    pub rows: &'a [CodeRow],
    /// Terms under which people look for a code, besides its text.
    pub terms: &'a [SearchTerm],
}

/// Builds the pack file of a large set.
///
/// # Errors
/// [`PackError::Unusable`] if there are no rows, a code occurs twice or is no code, or the set has small packs.
pub fn build_code_pack(label: &PackLabel, input: &CodePackInput<'_>) -> Result<Vec<u8>, PackError> {
    if !input.set.is_searchable() {
        return Err(PackError::Unusable("the set has no searchable rows"));
    }
    let mut rows = input.rows.to_vec();
    rows.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    check_codes(rows.iter().map(|row| row.code.as_str()))?;
    if rows.iter().any(|row| row.code.len() > 7 || !row.code.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Err(PackError::Unusable("a code is not up to seven letters and digits"));
    }
    let codes = rows.iter().filter(|row| row.billable).count();
    let sections = [("rows", table::write_table(&rows)), ("words", index::write_index(input.set, &rows, input.terms))];
    let header = Header { codes: length(codes), headers: length(rows.len() - codes), ..front(label, input.set) };
    seal(header, &sections)
}

/// Builds the pack file of a small table.
///
/// # Errors
/// [`PackError::Unusable`] if there are no rows or a code occurs twice.
pub fn build_small_pack<T: SmallRow>(label: &PackLabel, mut rows: Vec<T>) -> Result<Vec<u8>, PackError> {
    rows.sort_unstable_by(|a, b| a.code().cmp(b.code()));
    check_codes(rows.iter().map(SmallRow::code))?;
    let packed = postcard::to_stdvec(&rows).map_err(|_| PackError::Unusable("a row cannot be written"))?;
    let header = Header { codes: length(rows.len()), ..front(label, T::SET) };
    seal(header, &[("rows", packed)])
}

/// Sorted codes: there are some, and each is there once.
fn check_codes<'a>(codes: impl Iterator<Item = &'a str>) -> Result<(), PackError> {
    let mut before = "";
    for code in codes {
        if code <= before {
            return Err(PackError::Unusable("a code occurs twice or is empty"));
        }
        before = code;
    }
    if before.is_empty() { Err(PackError::Unusable("there are no rows")) } else { Ok(()) }
}

fn front(label: &PackLabel, set: Set) -> Header {
    Header {
        set: set.name().to_owned(),
        version: label.version.clone(),
        valid_from: label.valid_from,
        stale_on: label.stale_on,
        source: label.source.clone(),
        codes: 0,
        headers: 0,
        sections: Vec::new(),
    }
}

fn seal(mut header: Header, sections: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, PackError> {
    let mut body = Vec::new();
    for (name, bytes) in sections {
        let packed = pack(bytes).ok_or(PackError::Unusable("a section cannot be packed"))?;
        header.sections.push(Section {
            name: (*name).to_owned(),
            packed: length(packed.len()),
            unpacked: length(bytes.len()),
        });
        body.extend(packed);
    }
    let header = postcard::to_stdvec(&header).map_err(|_| PackError::Unusable("the header cannot be written"))?;
    let mut out = MAGIC.to_vec();
    put_bytes(&mut out, &header);
    out.extend(body);
    let digest = Sha256::digest(&out);
    out.extend(digest.as_slice());
    Ok(out)
}

fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
