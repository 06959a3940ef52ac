//! The claim queue: tabs, rows, totals, and the steps that are taken there.

use crate::{BatchRowView, Cents, ClaimStateView, Field, HeldClaimView, NameView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A tab of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // Each is documented in `billing::QueueTab`.
pub enum QueueTabName {
    Ready,
    OnHold,
    Approved,
    Outbox,
    Sent,
    Rejected,
}

macro_rules! tabs {
    ($($tab:ident,)*) => {
        impl From<QueueTabName> for billing::QueueTab {
            fn from(name: QueueTabName) -> Self {
                match name {
                    $(QueueTabName::$tab => billing::QueueTab::$tab,)*
                }
            }
        }

        impl From<billing::QueueTab> for QueueTabName {
            fn from(tab: billing::QueueTab) -> Self {
                match tab {
                    $(billing::QueueTab::$tab => QueueTabName::$tab,)*
                }
            }
        }
    };
}
tabs!(Ready, OnHold, Approved, Outbox, Sent, Rejected,);

/// Asks for a tab of the queue.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListClaimQueueRequest {
    /// Tab.
    pub tab: QueueTabName,
    /// Only this payer.
    pub payer_id: Option<String>,
    /// Only claims whose number has this in it, or whose patient it finds.
    pub text: String,
}

/// What is in a tab, whatever the filter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueueTabView {
    /// Which.
    pub tab: QueueTabName,
    /// Claims.
    pub claims: u64,
    /// Σ charges.
    pub charge_cents: Cents,
}

/// Claims of a payer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PayerTotalView {
    /// Payer; `null` where a claim has no policy yet.
    pub payer_id: Option<String>,
    /// Name.
    pub name: Field<String>,
    /// Claims.
    pub claims: u64,
    /// Σ charges.
    pub charge_cents: Cents,
    /// Control number that its interchange would get now.
    pub control_number: Option<String>,
}

/// What the last scrub said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ScrubSummaryView {
    /// Whether it was scrubbed since it last changed.
    pub is_fresh: bool,
    /// Findings that stop it.
    pub stops: u64,
    /// Findings that should be looked at.
    pub warnings: u64,
}

/// A row of the queue.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueueRowView {
    /// Claim.
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
    /// Service lines.
    pub lines: Field<u64>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// What the last scrub said.
    pub scrub: Field<ScrubSummaryView>,
    /// State.
    pub state: Field<ClaimStateView>,
    /// Why it stands there, where that needs saying.
    pub reason: Field<String>,
    /// Last day to file.
    pub filing_limit_on: Field<String>,
    /// The interchange of the newest submission.
    pub batch_id: Option<String>,
}

/// A tab of the queue.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListClaimQueueResponse {
    /// All tabs, in order.
    pub tabs: Vec<QueueTabView>,
    /// Payers of the tab.
    pub payers: Vec<PayerTotalView>,
    /// Claims that match.
    pub total: u64,
    /// Σ their charges.
    pub charge_cents: Cents,
    /// The first of them.
    pub rows: Vec<QueueRowView>,
}

/// Asks what claims come to.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TotalClaimsRequest {
    /// Claims.
    pub claim_ids: Vec<String>,
}

/// What they come to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimTotalsView {
    /// Claims.
    pub claims: u64,
    /// Service lines.
    pub lines: Field<u64>,
    /// Σ charges.
    pub charge_cents: Cents,
    /// Payers.
    pub payers: Vec<PayerTotalView>,
}

/// A step that a person takes with claims.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ClaimStep {
    /// Released to be sent.
    Approve,
    /// The release is taken back.
    WithdrawApproval,
    /// Held back.
    Hold {
        /// Why, without names.
        reason: String,
    },
    /// Let go on.
    Release,
    /// A new version is begun: an original after a rejection, a replacement after adjudication.
    Correct,
    /// Taken back for good: charges are reversed.
    Void,
}

/// Takes a step with claims: those that cannot take it are held back with their reasons, the others go on.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveClaimsRequest {
    /// Claims.
    pub claim_ids: Vec<String>,
    /// Step.
    pub step: ClaimStep,
}

/// What became of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MoveClaimsResponse {
    /// Went on.
    pub moved_claim_ids: Vec<String>,
    /// Held back.
    pub held: Vec<HeldClaimView>,
}

impl From<billing::ClaimsMoved> for MoveClaimsResponse {
    fn from(moved: billing::ClaimsMoved) -> Self {
        MoveClaimsResponse {
            moved_claim_ids: moved.claims.into_iter().map(|claim| claim.claim_id).collect(),
            held: moved.held.into_iter().map(Into::into).collect(),
        }
    }
}

/// Asks for the newest interchanges.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListBatchesRequest {
    /// At most so many.
    pub limit: u32,
}

/// A station on the way of an interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // Each is documented in `billing::BatchStepName`.
pub enum BatchStepKind {
    Made,
    HandedOver,
    Acknowledged,
    Accepted,
    Adjudicated,
}

/// How far an interchange is at a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BatchStepState {
    /// Every claim passed.
    Done,
    /// Some claims passed.
    Partly,
    /// At least one claim was refused.
    Refused,
    /// The transfer was cut: nobody knows.
    Unconfirmed,
    /// Nothing yet.
    Waiting,
}

/// A station with the claims that passed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BatchStepView {
    /// Station.
    pub kind: BatchStepKind,
    /// How far.
    pub state: BatchStepState,
    /// Passed: at it or beyond.
    pub passed: u64,
    /// Refused there.
    pub refused: u64,
    /// The practice's day and time of the newest of them (`2026-07-27T16:10`).
    pub at: Option<String>,
}

/// An interchange and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BatchView {
    /// As lists show it.
    pub batch: BatchRowView,
    /// Its stations, in order.
    pub steps: Vec<BatchStepView>,
    /// Claims whose transfer was cut.
    pub unconfirmed: u64,
    /// Claims that were refused and not corrected since.
    pub rejected: u64,
}

/// The newest interchanges.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListBatchesResponse {
    /// Newest first.
    pub batches: Vec<BatchView>,
    /// How many there are.
    pub total: u64,
}

/// Opens an interchange.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ShowBatchRequest {
    /// Which.
    pub batch_id: String,
}

/// An interchange with its claims as they stand now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchFileView {
    /// How far it has come.
    pub progress: BatchView,
    /// BHT03.
    pub reference: String,
    /// Claims in file order, at most [`BATCH_CLAIMS_SHOWN`].
    pub claims: Vec<BatchClaimView>,
    /// What the acknowledgments said, newest last.
    pub answers: Vec<String>,
}

/// Claims of an interchange that cross at most.
pub const BATCH_CLAIMS_SHOWN: usize = 5000;

/// A claim of an interchange.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchClaimView {
    /// Claim.
    pub claim_id: String,
    /// Number of the current version.
    pub patient_control_number: Field<String>,
    /// Patient's name.
    pub patient_name: Field<NameView>,
    /// First date of service.
    pub date_of_service: Field<String>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// Open.
    pub balance_cents: Field<Cents>,
    /// State now.
    pub state: Field<ClaimStateView>,
    /// Why it stands there.
    pub reason: Field<String>,
}

/// Reads an interchange of ours as text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadInterchangeRequest {
    /// Which.
    pub batch_id: String,
    /// From this segment, from 0.
    pub from: u32,
    /// The claim to begin at.
    pub claim_id: Option<String>,
}

/// A segment as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SegmentView {
    /// From ISA = 1.
    pub number: u32,
    /// The loop that begins with it; empty where it goes on in the one before.
    pub loop_name: String,
    /// Without its end.
    pub text: String,
}

/// A part of an interchange.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadInterchangeResponse {
    /// Its file name.
    pub file_name: String,
    /// Segments in all.
    pub total: u64,
    /// The first that is here, from 0.
    pub from: u64,
    /// Segments.
    pub segments: Vec<SegmentView>,
}
