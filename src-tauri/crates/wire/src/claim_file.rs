//! One claim: what it says, what was done with it, what came back.

use crate::{Cents, ClaimStateView, Field, NameView, SaidView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Opens a claim.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ShowClaimRequest {
    /// Which.
    pub claim_id: String,
}

/// A service line with what is open on it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimFileLine {
    /// Number.
    pub line: u16,
    /// Procedure code with its modifiers.
    pub procedure: String,
    /// Diagnosis letters (`AB`).
    pub pointers: String,
    /// Units or minutes.
    pub units: String,
    /// First day.
    pub date_of_service: Option<String>,
    /// Charge.
    pub charge_cents: Cents,
    /// Open with the payer.
    pub insurance_cents: Field<Cents>,
    /// Denied and not acted on.
    pub denied_cents: Field<Cents>,
    /// Owed by the patient.
    pub patient_cents: Field<Cents>,
}

/// How bad a finding of the scrubber is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimFindingSeverity {
    /// Stops the claim.
    Stop,
    /// Should be looked at.
    Warn,
    /// Good to know.
    Info,
}

/// A finding of the last scrub.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimFileFinding {
    /// How bad.
    pub severity: ClaimFindingSeverity,
    /// Rule.
    pub rule: String,
    /// What is wrong.
    pub message: SaidView,
    /// How to fix it.
    pub remedy: SaidView,
}

/// One attempt to send the claim.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimSubmissionView {
    /// Version.
    pub version: u16,
    /// Number that was sent.
    pub patient_control_number: String,
    /// Frequency code.
    pub frequency: String,
    /// Interchange.
    pub batch_id: String,
    /// Day.
    pub sent_on: String,
}

/// One adjudication.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimOutcomeView {
    /// Remittance.
    pub remittance_id: String,
    /// CLP02.
    pub status: String,
    /// Payer's claim control number.
    pub payer_claim_control_number: String,
    /// Day.
    pub adjudicated_on: String,
    /// Paid.
    pub paid_cents: Cents,
    /// Every adjustment.
    pub adjustments: Vec<ClaimAdjustmentView>,
    /// Whether the remittance was undone.
    pub is_undone: bool,
}

/// One adjustment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimAdjustmentView {
    /// Line; none for the claim as a whole.
    pub line: Option<u16>,
    /// Group and reason code (`CO-45`).
    pub code: String,
    /// Amount.
    pub amount_cents: Cents,
}

/// One step of the claim's life.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimHistoryView {
    /// When, on the practice's clock (`2026-07-27T16:10`).
    pub at: String,
    /// Who.
    pub by: String,
    /// State after it.
    pub state: ClaimStateView,
    /// What happened.
    pub what: String,
}

/// One claim.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimFileView {
    /// Id.
    pub claim_id: String,
    /// Number of the current version.
    pub patient_control_number: Field<String>,
    /// Patient.
    pub patient_id: Field<String>,
    /// Patient's name.
    pub patient_name: Field<NameView>,
    /// Payer.
    pub payer_name: Field<String>,
    /// First date of service.
    pub date_of_service: Field<String>,
    /// State.
    pub state: Field<ClaimStateView>,
    /// Why it stands there.
    pub reason: Field<String>,
    /// Version.
    pub version: Field<u16>,
    /// Frequency code of the current version.
    pub frequency: Field<String>,
    /// Payer's claim control number of the newest remittance.
    pub payer_claim_control_number: Field<String>,
    /// Last day to file.
    pub filing_limit_on: Field<String>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// Paid by the payer.
    pub paid_cents: Field<Cents>,
    /// Adjusted by the payer.
    pub adjustment_cents: Field<Cents>,
    /// Left to the patient.
    pub patient_responsibility_cents: Field<Cents>,
    /// Open.
    pub balance_cents: Field<Cents>,
    /// Diagnosis codes in order.
    pub diagnoses: Field<Vec<String>>,
    /// Service lines.
    pub lines: Field<Vec<ClaimFileLine>>,
    /// Findings of the last scrub.
    pub findings: Field<Vec<ClaimFileFinding>>,
    /// Attempts to send it, oldest first.
    pub submissions: Field<Vec<ClaimSubmissionView>>,
    /// What payers decided, oldest first.
    pub outcomes: Field<Vec<ClaimOutcomeView>>,
    /// What happened, oldest first.
    pub history: Field<Vec<ClaimHistoryView>>,
    /// The claim to the payer before.
    pub previous_claim_id: Option<String>,
    /// The claim to the next payer.
    pub next_claim_id: Option<String>,
    /// What may be done with it as it stands.
    pub steps: ClaimStepsView,
}

/// Which steps the claim's state allows.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ClaimStepsView {
    /// Released to be sent.
    pub may_approve: bool,
    /// The release taken back.
    pub may_withdraw: bool,
    /// Held back.
    pub may_hold: bool,
    /// Let go on.
    pub may_release: bool,
    /// Fixed and sent as an original: it was never adjudicated.
    pub may_fix: bool,
    /// Replaced (frequency 7): it was adjudicated.
    pub may_replace: bool,
    /// Taken back for good.
    pub may_void: bool,
    /// A payer has decided on it: taken back by a void version (frequency 8) that is sent to the payer.
    pub voids_at_payer: bool,
}
