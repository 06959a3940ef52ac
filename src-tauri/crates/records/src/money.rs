//! Remittances, ledger pages, work items: class `financial`.

use crate::cell::Cell;
use ledger::LedgerPage;
use serde::{Deserialize, Serialize};
use values::{ClaimId, Class, ClassSet, Date, LedgerPageId, Money, PayerId, RemittanceId, Timestamp, WorkItemId};
use vault::DocumentKey;
use work::WorkItem;

/// A page of postings. Written once, never changed: an undo is a page of reversing entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LedgerPageCell(pub LedgerPage);

impl Cell for LedgerPageCell {
    type Id = LedgerPageId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 1;
}

/// Where a remittance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RemittanceState {
    /// Posted.
    Posted,
    /// Out of balance at transaction level: nothing of it is posted until a supervisor decides.
    Held,
    /// Undone by reversing entries; it may be posted again.
    Undone,
}

impl RemittanceState {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RemittanceState::Posted => "posted",
            RemittanceState::Held => "held",
            RemittanceState::Undone => "undone",
        }
    }
}

/// What a person must look at in a remittance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceException {
    /// Kind (cli.md `exceptions.kind`).
    pub kind: String,
    /// Segment of the file.
    pub segment: u32,
    /// Patient control number as the payer wrote it, empty when none.
    pub patient_control_number: String,
    /// What is off, where it is an amount.
    pub difference: Option<Money>,
    /// In words.
    pub message: String,
}

/// One remittance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemittanceRecord {
    /// Our payer record, where the payer is known.
    pub payer_id: Option<PayerId>,
    /// Payer's name as the file says it.
    pub payer_name: String,
    /// Trace.
    pub trace: String,
    /// Date.
    pub date: Date,
    /// Payment.
    pub payment: Money,
    /// Claim payments in the file.
    pub claims: u64,
    /// Service lines in the file.
    pub service_lines: u64,
    /// Claim payments that found their claim.
    pub matched: u64,
    /// Σ CLP04 that was posted to claims.
    pub posted: Money,
    /// Σ CLP04 that stands aside.
    pub unposted: Money,
    /// Σ PLB.
    pub provider_adjustment: Money,
    /// Whether it balances at every level.
    pub is_balanced: bool,
    /// Claims that it denies.
    pub denied_claims: u64,
    /// What a person must look at (the first ones; `exception_count` has them all).
    pub exceptions: Vec<RemittanceException>,
    /// How many exceptions there are.
    pub exception_count: u64,
    /// State.
    pub state: RemittanceState,
    /// Day it was posted.
    pub posted_on: Date,
    /// Pages with its postings.
    pub pages: Vec<LedgerPageId>,
    /// Claims that it was posted to, in order of id.
    pub paid_claims: Vec<ClaimId>,
    /// SHA-256 of the file that brought it.
    pub file_sha256: String,
}

impl Cell for RemittanceRecord {
    type Id = RemittanceId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 1;
}

/// The file as it was received: it mixes classes.
#[derive(Serialize, Deserialize)]
pub struct RemittanceContent {
    /// Where it lies.
    pub document: DocumentKey,
}

impl Cell for RemittanceContent {
    type Id = RemittanceId;
    const CLASSES: ClassSet =
        ClassSet::of(&[Class::Demographics, Class::Identifiers, Class::Coverage, Class::Clinical, Class::Financial]);
    const SCHEMA: u16 = 1;
}

/// A work item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItemCell {
    /// What must be done.
    pub item: WorkItem,
    /// About which claim.
    pub claim_id: Option<ClaimId>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl Cell for WorkItemCell {
    type Id = WorkItemId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 1;
}
