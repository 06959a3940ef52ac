//! Bringing in what another system has: tables with columns of their own, and 837P history. What would come is said first.

use crate::{Cents, CsvKindName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which of a file's columns is one of ours.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ColumnPlace {
    /// Our column.
    pub column: String,
    /// The file's column, counted from 0.
    pub place: u32,
}

/// Asks what a table looks like.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GlanceCsvRequest {
    /// The file.
    pub token: String,
    /// What its rows are.
    pub csv_kind: CsvKindName,
}

/// One of our columns.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CsvColumnView {
    /// Our name.
    pub name: String,
    /// Whether it must have a place.
    pub is_needed: bool,
    /// The file's column that its name tells; `null` for none.
    pub place: Option<u32>,
}

/// What a table looks like.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CsvGlanceView {
    /// Its header.
    pub header: Vec<String>,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has.
    pub count: u64,
    /// Our columns with their places.
    pub columns: Vec<CsvColumnView>,
}

/// What a table brings, or would bring.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CsvForeseen {
    /// Rows.
    pub rows: u64,
    /// Rows that are new records.
    pub rows_new: u64,
    /// Rows that change a record.
    pub rows_changed: u64,
    /// Rows that say what is there already.
    pub rows_same: u64,
    /// Rows that are left out.
    pub rows_bad: u64,
}

/// What an 837P file would bring.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryForeseen {
    /// Claims that are new.
    pub claims: u64,
    /// Claims that are on file already.
    pub claims_known: u64,
    /// Service lines of the new ones.
    pub service_lines: u64,
    /// Charges of the new ones.
    pub charge_cents: Cents,
    /// Patients that are new.
    pub patients_new: u64,
    /// Coverages that are new.
    pub coverages_new: u64,
    /// Payers that are new.
    pub payers_new: u64,
    /// Providers, billing providers and facilities that are new.
    pub providers_new: u64,
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl From<billing::CsvGlance> for CsvGlanceView {
    fn from(glance: billing::CsvGlance) -> Self {
        let column = |column: billing::CsvColumn| CsvColumnView {
            name: column.name.to_owned(),
            is_needed: column.is_needed,
            place: column.place.and_then(|place| u32::try_from(place).ok()),
        };
        CsvGlanceView {
            header: glance.header,
            rows: glance.rows,
            count: number(glance.count),
            columns: glance.columns.into_iter().map(column).collect(),
        }
    }
}

impl From<&billing::CsvReport> for CsvForeseen {
    fn from(report: &billing::CsvReport) -> Self {
        let known = report.rows_changed + report.rows_same;
        CsvForeseen {
            rows: number(report.rows),
            rows_new: number(report.rows_imported.saturating_sub(known)),
            rows_changed: number(report.rows_changed),
            rows_same: number(report.rows_same),
            rows_bad: number(report.rows_bad),
        }
    }
}

impl From<&billing::HistoryReport> for HistoryForeseen {
    fn from(report: &billing::HistoryReport) -> Self {
        HistoryForeseen {
            claims: number(report.claims),
            claims_known: number(report.claims_known),
            service_lines: number(report.service_lines),
            charge_cents: report.charge_cents.into(),
            patients_new: number(report.patients_new),
            coverages_new: number(report.coverages_new),
            payers_new: number(report.payers_new),
            providers_new: number(report.providers_new),
        }
    }
}
