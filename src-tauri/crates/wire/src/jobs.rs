//! Long work: started, watched, cancelled; what came of it.

use crate::{BatchRowView, Cents, ColumnPlace, CsvForeseen, ErrorCode, HistoryForeseen, RemittanceStateName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A kind of CSV file (product.md "Import").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // Each is documented in `billing::CsvKind`.
pub enum CsvKindName {
    Patients,
    Coverages,
    Payers,
    Providers,
    Fees,
    Encounters,
}

impl From<CsvKindName> for billing::CsvKind {
    fn from(name: CsvKindName) -> Self {
        match name {
            CsvKindName::Patients => billing::CsvKind::Patients,
            CsvKindName::Coverages => billing::CsvKind::Coverages,
            CsvKindName::Payers => billing::CsvKind::Payers,
            CsvKindName::Providers => billing::CsvKind::Providers,
            CsvKindName::Fees => billing::CsvKind::Fees,
            CsvKindName::Encounters => billing::CsvKind::Encounters,
        }
    }
}

/// Work that may take long. Files are named by their tokens; a file that was taken is forgotten, a refused one is kept so
/// that it can be tried again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobWork {
    /// Another system's 837P history.
    ImportHistory {
        /// Files.
        tokens: Vec<String>,
    },
    /// A table.
    ImportCsv {
        /// File.
        token: String,
        /// What its rows are.
        csv_kind: CsvKindName,
        /// Change the records that the key columns name instead of refusing them.
        update: bool,
        /// Leave bad rows out and take the rest.
        skip_bad: bool,
    },
    /// What another system's 837P history would bring. The files are kept.
    RehearseHistory {
        /// Files.
        tokens: Vec<String>,
    },
    /// Another system's table, its columns placed by the person; bad rows are left out.
    BringIn {
        /// File.
        token: String,
        /// What its rows are.
        csv_kind: CsvKindName,
        /// Which of its columns is which of ours.
        places: Vec<ColumnPlace>,
        /// Change the records that the key columns name instead of refusing the rows.
        update: bool,
        /// First day of prices that have none of their own, as typed; may be empty.
        from: String,
        /// Only say what would come. The file is kept.
        rehearse: bool,
    },
    /// Remittances (835).
    ImportRemittances {
        /// Files.
        tokens: Vec<String>,
        /// Only say what taking them would do. The files are kept.
        rehearse: bool,
    },
    /// Remittances (835) to be looked at before they are posted.
    ReceiveRemittances {
        /// Files.
        tokens: Vec<String>,
    },
    /// TA1, 999 and 277CA.
    ImportAcknowledgments {
        /// Files.
        tokens: Vec<String>,
    },
    /// Interchanges of all approved claims.
    CreateBatches {
        /// Only of this payer.
        payer_id: Option<String>,
    },
    /// The scrubber over claims.
    ScrubClaims {
        /// Which; all that were not sent when empty.
        claim_ids: Vec<String>,
    },
}

/// Starts work.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartJobRequest {
    /// What.
    pub work: JobWork,
}

/// It runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StartJobResponse {
    /// What names it.
    pub job_id: String,
}

/// Asks how far a job has come.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DescribeJobRequest {
    /// Which.
    pub job_id: String,
}

/// Asks a job to stop at the next safe place.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CancelJobRequest {
    /// Which.
    pub job_id: String,
}

/// What the work is about now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobStepName {
    /// It waits for other work to end.
    Waiting,
    /// It reads and prepares.
    Reading,
    /// Claims are put into interchanges.
    Batch,
    /// Claims are scrubbed.
    Scrub,
    /// Claims are taken in.
    Claims,
    /// Claim payments are matched and posted.
    ClaimPayments,
    /// Remittances are taken in.
    Remittances,
    /// Patients are taken in.
    Patients,
    /// Coverages are taken in.
    Coverages,
    /// Encounters are taken in.
    Encounters,
}

impl JobStepName {
    /// The step that `billing` names; one without a name of its own is reading.
    #[must_use]
    pub fn of(step: &str) -> JobStepName {
        match step {
            "batch" => JobStepName::Batch,
            "scrub" => JobStepName::Scrub,
            "claims" => JobStepName::Claims,
            "claim payments" => JobStepName::ClaimPayments,
            "remittances" => JobStepName::Remittances,
            "patients" => JobStepName::Patients,
            "coverages" => JobStepName::Coverages,
            "encounters" => JobStepName::Encounters,
            _ => JobStepName::Reading,
        }
    }
}

/// How far a job has come, and what came of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobView {
    /// Which.
    pub job_id: String,
    /// What it is about now.
    pub step: JobStepName,
    /// Done in this step.
    pub done: u64,
    /// Of so many; 0 when it is not known.
    pub total: u64,
    /// Whole per cent, where the total is known.
    pub percent: Option<u8>,
    /// The file it is at, from 1; 0 when it is about none.
    pub file: u32,
    /// Of so many files.
    pub files: u32,
    /// Whether it goes on.
    pub status: JobStatus,
}

/// Where a job stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum JobStatus {
    /// It runs.
    Running,
    /// It is done.
    Done {
        /// What came of it.
        result: JobResult,
    },
    /// It could not be done; nothing was changed.
    Failed {
        /// What went wrong.
        code: ErrorCode,
    },
    /// The person stopped it. What was committed before stays: files that were done whole.
    Cancelled,
    /// There is no such job.
    Unknown,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFindingSeverity {
    /// Something was left out.
    Error,
    /// It should be looked at.
    Warning,
    /// Good to know.
    Info,
}

/// What should be known of a file, with its place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileFindingView {
    /// How bad.
    pub severity: FileFindingSeverity,
    /// Code of the closed list.
    pub code: String,
    /// What.
    pub message: String,
    /// How to fix it.
    pub remedy: String,
    /// X12 segment from ISA = 1.
    pub segment: Option<u32>,
    /// Element (`CLM02`) or CSV column.
    pub position: Option<String>,
    /// CSV line, the header being 1.
    pub line: Option<u64>,
}

impl From<billing::FileFinding> for FileFindingView {
    fn from(finding: billing::FileFinding) -> Self {
        FileFindingView {
            severity: match finding.severity {
                "error" => FileFindingSeverity::Error,
                "warning" => FileFindingSeverity::Warning,
                _ => FileFindingSeverity::Info,
            },
            code: finding.code,
            message: finding.message,
            remedy: finding.remedy,
            segment: finding.segment,
            position: finding.position,
            line: finding.line,
        }
    }
}

impl From<billing::BillingError> for FileFindingView {
    fn from(error: billing::BillingError) -> Self {
        FileFindingView {
            severity: FileFindingSeverity::Error,
            code: error.code.name().to_owned(),
            message: error.message,
            remedy: error.remedy,
            segment: error.segment,
            position: error.position,
            line: None,
        }
    }
}

/// What became of a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// Taken.
    Imported,
    /// Taken in part; the findings say what was left out.
    Partial,
    /// It was taken before.
    Duplicate,
    /// Its remittances are posted.
    Posted,
    /// It was only looked at.
    Rehearsed,
    /// It is on file and waits: its sums do not agree.
    Held,
    /// Nothing of it was taken; the first finding says why.
    Refused,
}

impl FileOutcome {
    /// The outcome that `billing` names.
    #[must_use]
    pub fn of(name: &str) -> FileOutcome {
        match name {
            "imported" => FileOutcome::Imported,
            "partial" => FileOutcome::Partial,
            "duplicate" => FileOutcome::Duplicate,
            "posted" => FileOutcome::Posted,
            "rehearsed" => FileOutcome::Rehearsed,
            "held" => FileOutcome::Held,
            _ => FileOutcome::Refused,
        }
    }
}

/// What came of one file of a job.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobFile<Taken> {
    /// Its token: gone where the file was taken.
    pub token: String,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// What should be known.
    pub findings: Vec<FileFindingView>,
    /// What it brought; nothing where it was refused.
    pub taken: Option<Taken>,
}

/// What an 837P file brought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryTaken {
    /// Transaction sets of professional claims.
    pub transaction_sets: u64,
    /// Claims that are new.
    pub claims: u64,
    /// Their service lines.
    pub service_lines: u64,
    /// Their charges.
    pub charge_cents: Cents,
    /// Patients that are new.
    pub patients_new: u64,
}

/// What a CSV file brought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CsvTaken {
    /// Rows.
    pub rows: u64,
    /// Rows that were taken.
    pub rows_imported: u64,
    /// Rows that were not.
    pub rows_bad: u64,
}

/// What a remittance file brought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemittancesTaken {
    /// Its remittances; none has an id when it was rehearsed.
    pub remittance_ids: Vec<String>,
    /// Remittances in it.
    pub remittances: u64,
    /// Claim payments.
    pub claims: u64,
    /// Paid.
    pub paid_cents: Cents,
    /// What the payers adjusted, patient responsibility apart.
    pub adjustment_cents: Cents,
    /// What they left to patients.
    pub patient_responsibility_cents: Cents,
    /// Exceptions that wait for a person.
    pub exceptions: u64,
}

/// What a remittance file brought to be posted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReceivedTaken {
    /// Its remittances, in the order of the file.
    pub remittances: Vec<ReceivedRemittanceView>,
    /// Transaction sets that could not be taken.
    pub left_out: u64,
}

/// One remittance of a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReceivedRemittanceView {
    /// The remittance; of one that was there already, the first.
    pub remittance_id: String,
    /// Whether it was there already.
    pub is_known: bool,
    /// Where it stands.
    pub state: RemittanceStateName,
}

/// A claim that an acknowledgment moved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AcknowledgedClaim {
    /// Id.
    pub claim_id: String,
    /// Number that the answer named, as we sent it.
    pub patient_control_number: String,
    /// State before.
    pub from: crate::ClaimStateView,
    /// State after.
    pub to: crate::ClaimStateView,
    /// Why, in codes and words.
    pub reason: String,
}

/// What an acknowledgment file said.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AcknowledgmentTaken {
    /// `TA1`, `999`, `277CA`.
    pub kind: String,
    /// Claims that moved.
    pub moved: Vec<AcknowledgedClaim>,
    /// How many of them were rejected.
    pub rejected: u64,
    /// Answers that found nothing of ours.
    pub unmatched: u64,
}

/// A claim that was held back, and why.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeldClaimView {
    /// Id.
    pub claim_id: String,
    /// Reasons with remedies.
    pub reasons: Vec<String>,
}

impl From<billing::HeldClaim> for HeldClaimView {
    fn from(held: billing::HeldClaim) -> Self {
        HeldClaimView { claim_id: held.claim_id, reasons: held.reasons }
    }
}

/// What came of a job.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JobResult {
    /// History files.
    ImportHistory {
        /// In the order they were given.
        files: Vec<JobFile<HistoryTaken>>,
    },
    /// A table.
    ImportCsv {
        /// The one file.
        files: Vec<JobFile<CsvTaken>>,
    },
    /// What history files would bring.
    RehearseHistory {
        /// In the order they were given.
        files: Vec<JobFile<HistoryForeseen>>,
    },
    /// Another system's table, or what it would bring.
    BringIn {
        /// The one file.
        files: Vec<JobFile<CsvForeseen>>,
    },
    /// Remittance files.
    ImportRemittances {
        /// In the order they were given.
        files: Vec<JobFile<RemittancesTaken>>,
    },
    /// Remittance files that wait to be posted.
    ReceiveRemittances {
        /// In the order they were given.
        files: Vec<JobFile<ReceivedTaken>>,
    },
    /// Acknowledgment files.
    ImportAcknowledgments {
        /// In the order they were given.
        files: Vec<JobFile<AcknowledgmentTaken>>,
    },
    /// Interchanges.
    CreateBatches {
        /// Those that wait to be handed over, the new ones among them.
        batches: Vec<BatchRowView>,
        /// Approved claims that were held back.
        held: Vec<HeldClaimView>,
    },
    /// Scrubbed claims.
    ScrubClaims {
        /// Without a stop.
        clean: u64,
        /// Those with one.
        held_claim_ids: Vec<String>,
    },
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl From<&billing::HistoryReport> for HistoryTaken {
    fn from(report: &billing::HistoryReport) -> Self {
        HistoryTaken {
            transaction_sets: number(report.transaction_sets),
            claims: number(report.claims),
            service_lines: number(report.service_lines),
            charge_cents: report.charge_cents.into(),
            patients_new: number(report.patients_new),
        }
    }
}

impl From<&billing::CsvReport> for CsvTaken {
    fn from(report: &billing::CsvReport) -> Self {
        CsvTaken {
            rows: number(report.rows),
            rows_imported: number(report.rows_imported),
            rows_bad: number(report.rows_bad),
        }
    }
}

impl From<&billing::RemittanceFileReport> for RemittancesTaken {
    fn from(report: &billing::RemittanceFileReport) -> Self {
        RemittancesTaken {
            remittance_ids: report.remittances.iter().filter_map(|view| view.remittance_id.clone()).collect(),
            remittances: number(report.remittances.len()),
            claims: report.totals.claims,
            paid_cents: report.totals.paid_cents.into(),
            adjustment_cents: report.totals.adjustment_cents.into(),
            patient_responsibility_cents: report.totals.patient_responsibility_cents.into(),
            exceptions: number(report.remittances.iter().map(|view| view.exceptions.len()).sum()),
        }
    }
}

impl From<&billing::ReceivedFile> for ReceivedTaken {
    fn from(file: &billing::ReceivedFile) -> Self {
        let view = |received: &billing::ReceivedRemittance| ReceivedRemittanceView {
            remittance_id: received.remittance_id.to_string(),
            is_known: received.is_known,
            state: received.state.into(),
        };
        ReceivedTaken { remittances: file.remittances.iter().map(view).collect(), left_out: file.left_out }
    }
}

impl From<&billing::AcknowledgmentReport> for AcknowledgmentTaken {
    fn from(report: &billing::AcknowledgmentReport) -> Self {
        let moved = report.moved.iter().filter_map(|moved| {
            Some(AcknowledgedClaim {
                claim_id: moved.claim_id.clone(),
                patient_control_number: moved.patient_control_number.clone(),
                from: claims::ClaimState::from_name(moved.from)?.into(),
                to: claims::ClaimState::from_name(moved.to)?.into(),
                reason: moved.reason.clone(),
            })
        });
        let rejected = report
            .moved
            .iter()
            .filter_map(|moved| claims::ClaimState::from_name(moved.to))
            .filter(|to| to.is_rejected());
        AcknowledgmentTaken {
            kind: report.kind.to_owned(),
            rejected: number(rejected.count()),
            moved: moved.collect(),
            unmatched: report.unmatched,
        }
    }
}
