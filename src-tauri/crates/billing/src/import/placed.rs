//! Another system's CSV file: which column is which is chosen by the person, and what would come is said before it does.

use super::places::place_of;
use super::table::CsvTable;
use super::{CsvKind, CsvOptions, CsvReport, price_rows, refusal, take_rows};
use crate::desk::{Desk, sha256_hex};
use crate::error::{BillingError, ErrorCode, Result};
use crate::finding::FileFinding;
use values::{DayOf, read_typed_date};

/// Rows of the file that are shown.
const SHOWN: usize = 5;

/// One of our columns, and which of the file's it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvColumn {
    /// Our name.
    pub name: &'static str,
    /// Whether it must have a place.
    pub is_needed: bool,
    /// The file's column, counted from 0, as its name tells.
    pub place: Option<usize>,
}

/// What a file looks like.
#[derive(Debug, Clone)]
pub struct CsvGlance {
    /// Its header.
    pub header: Vec<String>,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has.
    pub count: usize,
    /// Our columns with their places.
    pub columns: Vec<CsvColumn>,
}

/// A file with its columns in place.
#[derive(Debug, Clone)]
pub struct PlacedCsv<'a> {
    /// What its rows are.
    pub kind: CsvKind,
    /// The file.
    pub bytes: &'a [u8],
    /// Our column, and which of the file's it is, counted from 0.
    pub places: &'a [(String, usize)],
    /// Change the records that the key columns name instead of refusing the rows. Prices are published, whatever it says.
    pub update: bool,
    /// First day of prices that have none of their own, as typed; may be empty.
    pub from: &'a str,
}

/// Looks at a file, and guesses which column is which.
///
/// # Errors
/// `not_permitted`; `bad_csv` for what is no CSV.
pub fn glance_csv(desk: &Desk<'_>, kind: CsvKind, bytes: &[u8]) -> Result<CsvGlance> {
    desk.may(kind.action())?;
    let (header, rows, count) = CsvTable::glance(bytes, SHOWN)?;
    let mut columns = Vec::new();
    let mut taken = Vec::new();
    let all = kind.columns();
    let named = all.needed.iter().map(|name| (*name, true)).chain(all.optional.iter().map(|name| (*name, false)));
    // Cents are for programs; people's files have amounts.
    for (name, is_needed) in named.filter(|(name, _)| !name.ends_with("_cents")) {
        let place = place_of(name, &header, &taken);
        taken.extend(place);
        columns.push(CsvColumn { name, is_needed, place });
    }
    Ok(CsvGlance { header, rows, count, columns })
}

/// Takes a placed file, bad rows left out: one commit. A rehearsal says what would come and stores nothing.
///
/// # Errors
/// `bad_csv` where nothing of it can be taken, `not_permitted`, or what the store refuses; then nothing was changed.
pub fn bring_in_csv(desk: &Desk<'_>, file: &PlacedCsv<'_>, is_rehearsal: bool) -> Result<CsvReport> {
    desk.may(file.kind.action())?;
    let table = CsvTable::read_placed(file.bytes, file.kind.columns(), file.places)?;
    let mut unit = desk.unit();
    let options = CsvOptions { update: file.update, skip_bad: true };
    let taken = if file.kind == CsvKind::Fees {
        price_rows::take(desk, &mut unit, &table, first_day(desk, file.from)?)?
    } else {
        take_rows(desk, &mut unit, (file.kind, &table), options)?
    };
    let (rows, rows_bad) = (table.rows().len(), taken.bad_rows.len());
    if let Some(first) = taken.bad.first().filter(|_| rows_bad == rows && !is_rehearsal) {
        return Err(refusal(first, taken.bad.len()));
    }
    if !is_rehearsal {
        desk.commit(unit, &format!("import.{}", file.kind.name()))?;
    }
    let mut findings: Vec<FileFinding> =
        taken.bad.iter().map(|bad| FileFinding::error("bad_csv", bad).at_line(bad.line)).collect();
    findings.extend(taken.notes);
    Ok(CsvReport {
        sha256: sha256_hex(file.bytes),
        outcome: if rows_bad == 0 { "imported" } else { "partial" },
        rows,
        rows_imported: rows - rows_bad,
        rows_bad,
        rows_changed: taken.changed,
        rows_same: taken.same,
        findings,
        bad_rows: (rows_bad > 0).then(|| table.only(&taken.bad_rows)),
    })
}

fn first_day(desk: &Desk<'_>, typed: &str) -> Result<Option<values::Date>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let read = read_typed_date(typed, desk.today(), DayOf::Business);
    read.map(Some).map_err(|_| {
        let message = "the first day of the prices is no date";
        BillingError::new(ErrorCode::BadCsv, message, "type 0715, 7/15/26 or t for today")
            .at(None, Some("effective_on".to_owned()))
    })
}
