//! Files in: CSV with a header, and another system's 837P history.

mod coverages;
pub(crate) mod encounter_visit;
mod encounters;
mod history;
mod identity;
mod patients;
mod placed;
mod places;
mod price_rows;
mod reference_rows;
mod table;

pub(crate) use patients::account_key;

use crate::desk::{Desk, sha256_hex};
use crate::error::{BillingError, ErrorCode, Result};
use crate::finding::FileFinding;
pub use history::{HistoryReport, import_claims, rehearse_claims};
pub use placed::{CsvColumn, CsvGlance, PlacedCsv, bring_in_csv, glance_csv};
use privacy::Action;
use records::Unit;
use serde::Serialize;
pub use table::CsvTable;

/// What a CSV file brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CsvKind {
    /// Patients.
    Patients,
    /// Coverages.
    Coverages,
    /// Payers.
    Payers,
    /// Providers.
    Providers,
    /// Fees.
    Fees,
    /// Encounters, each with one draft claim.
    Encounters,
}

impl CsvKind {
    /// Every kind.
    pub const ALL: [CsvKind; 6] = [
        CsvKind::Patients,
        CsvKind::Coverages,
        CsvKind::Payers,
        CsvKind::Providers,
        CsvKind::Fees,
        CsvKind::Encounters,
    ];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CsvKind::Patients => "patients",
            CsvKind::Coverages => "coverages",
            CsvKind::Payers => "payers",
            CsvKind::Providers => "providers",
            CsvKind::Fees => "fees",
            CsvKind::Encounters => "encounters",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<CsvKind> {
        CsvKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn action(self) -> Action {
        match self {
            CsvKind::Patients | CsvKind::Coverages => Action::WritePatient,
            CsvKind::Payers | CsvKind::Providers | CsvKind::Fees => Action::ChangeReference,
            CsvKind::Encounters => Action::WriteClaim,
        }
    }

    const fn columns(self) -> Columns {
        match self {
            CsvKind::Patients => patients::COLUMNS,
            CsvKind::Coverages => coverages::COLUMNS,
            CsvKind::Payers => reference_rows::PAYER_COLUMNS,
            CsvKind::Providers => reference_rows::PROVIDER_COLUMNS,
            CsvKind::Fees => reference_rows::FEE_COLUMNS,
            CsvKind::Encounters => encounters::COLUMNS,
        }
    }
}

/// The columns of a kind: those that must be there, and those that may.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Must be in the header.
    pub needed: &'static [&'static str],
    /// May be in the header.
    pub optional: &'static [&'static str],
}

/// How to take a CSV file.
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvOptions {
    /// Change the records that the key columns name instead of refusing them.
    pub update: bool,
    /// Leave bad rows out and take the rest.
    pub skip_bad: bool,
}

/// What became of a CSV file (cli.md `import`).
#[derive(Debug, Clone, Serialize)]
pub struct CsvReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// `imported` or `partial`.
    pub outcome: &'static str,
    /// Rows.
    pub rows: usize,
    /// Rows that were taken.
    pub rows_imported: usize,
    /// Rows that were not.
    pub rows_bad: usize,
    /// Of those that were taken: rows that changed a record that was there.
    #[serde(skip)]
    pub rows_changed: usize,
    /// Of those that were taken: rows that said what was there already.
    #[serde(skip)]
    pub rows_same: usize,
    /// What is wrong with them, and what should be looked at.
    pub findings: Vec<FileFinding>,
    /// The bad rows with the header, as CSV, for whoever mends them.
    #[serde(skip)]
    pub bad_rows: Option<Vec<u8>>,
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRow {
    pub line: u64,
    pub column: &'static str,
    pub message: String,
    pub remedy: String,
}

/// The rows that one importer took or refused.
#[derive(Default)]
pub(crate) struct Taken {
    pub bad: Vec<BadRow>,
    /// Row numbers (from 0) that were refused.
    pub bad_rows: Vec<usize>,
    /// What should be looked at though it was taken.
    pub notes: Vec<FileFinding>,
    /// Rows that changed a record that was there.
    pub changed: usize,
    /// Rows that said what was there already.
    pub same: usize,
}

impl Taken {
    /// Counts a row over a record that was there.
    pub(crate) fn known(&mut self, is_same: bool) {
        if is_same { self.same += 1 } else { self.changed += 1 }
    }

    pub(crate) fn refuse(&mut self, rows: impl IntoIterator<Item = usize>, bad: BadRow) {
        self.bad_rows.extend(rows);
        self.bad.push(bad);
    }
}

/// Takes a CSV file: all rows or none, unless bad ones shall be left out. One commit.
///
/// # Errors
/// `bad_csv` naming line and column, `not_permitted`, or what the store refuses; then nothing was changed.
pub fn import_csv(desk: &Desk<'_>, kind: CsvKind, bytes: &[u8], options: CsvOptions) -> Result<CsvReport> {
    desk.may(kind.action())?;
    let (table, mut notes) = CsvTable::read(bytes, kind.columns())?;
    let mut unit = desk.unit();
    let taken = take_rows(desk, &mut unit, (kind, &table), options)?;
    if let (Some(first), false) = (taken.bad.first(), options.skip_bad) {
        return Err(refusal(first, taken.bad.len()));
    }
    let rows = table.rows().len();
    let rows_bad = taken.bad_rows.len();
    desk.commit(unit, &format!("import.{}", kind.name()))?;
    notes.extend(taken.bad.iter().map(|bad| FileFinding::error("bad_csv", bad).at_line(bad.line)));
    notes.extend(taken.notes);
    Ok(CsvReport {
        sha256: sha256_hex(bytes),
        outcome: if rows_bad == 0 { "imported" } else { "partial" },
        rows,
        rows_imported: rows - rows_bad,
        rows_bad,
        rows_changed: taken.changed,
        rows_same: taken.same,
        findings: notes,
        bad_rows: (rows_bad > 0).then(|| table.only(&taken.bad_rows)),
    })
}

fn take_rows<'v>(
    desk: &Desk<'v>,
    unit: &mut Unit<'v>,
    (kind, table): (CsvKind, &CsvTable),
    options: CsvOptions,
) -> Result<Taken> {
    match kind {
        CsvKind::Patients => patients::take(desk, unit, table, options),
        CsvKind::Coverages => coverages::take(desk, unit, table, options),
        CsvKind::Payers => reference_rows::take_payers(desk, unit, table, options),
        CsvKind::Providers => reference_rows::take_providers(desk, unit, table, options),
        CsvKind::Fees => reference_rows::take_fees(desk, unit, table, options),
        CsvKind::Encounters => encounters::take(desk, unit, table, options),
    }
}

fn refusal(first: &BadRow, count: usize) -> BillingError {
    let more = if count > 1 { format!(" ({} more rows are bad)", count - 1) } else { String::new() };
    let message = format!("line {}, column {}: {}{more}", first.line, first.column, first.message);
    let remedy = format!("{}; or leave bad rows out with --skip-bad FILE. Nothing was changed", first.remedy);
    BillingError::new(ErrorCode::BadCsv, message, remedy).at(None, Some(first.column.to_owned()))
}
