//! Claims and the interchanges that carry them.

use crate::cell::Cell;
use claims::{ClaimAccount, ClaimParties, OtherPayer, Visit};
use ledger::ClaimBalance;
use serde::{Deserialize, Serialize};
use values::{
    BatchId, BillingProviderId, ClaimId, Class, ClassSet, CoverageId, Date, EncounterId, LedgerPageId, Money,
    PatientId, PayerId, PayerSequence, Timestamp,
};
use vault::DocumentKey;

const MIXED: ClassSet =
    ClassSet::of(&[Class::Demographics, Class::Identifiers, Class::Coverage, Class::Clinical, Class::Financial]);

/// What the claim says of the visit, and what the scrubber found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimClinical {
    /// The visit as this claim says it.
    pub visit: Visit,
    /// Under which billing provider.
    pub billing_provider: BillingProviderId,
    /// The visit's own note.
    pub note: String,
    /// Result of the last scrub.
    pub scrub: Option<ScrubResult>,
}

impl Cell for ClaimClinical {
    type Id = ClaimId;
    const CLASSES: ClassSet = ClassSet::one(Class::Clinical);
    const SCHEMA: u16 = 1;
}

/// What the scrubber found, when, under which packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScrubResult {
    /// When.
    pub at: Timestamp,
    /// Day that rules about "today" used.
    pub on: Date,
    /// Findings: severity, rule, field, message, remedy, pack.
    pub findings: Vec<claims::ScrubFinding>,
    /// Code packs that were asked.
    pub packs: Vec<String>,
}

/// Whose claim it is and under which policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimCoverage {
    /// Patient.
    pub patient_id: PatientId,
    /// The visit; `None` for imported history.
    pub encounter_id: Option<EncounterId>,
    /// The policy; `None` where the patient has none for the day.
    pub coverage_id: Option<CoverageId>,
    /// The payer; `None` with no coverage.
    pub payer_id: Option<PayerId>,
    /// The payer's turn.
    pub sequence: PayerSequence,
    /// Prior authorisation number.
    pub prior_authorization: String,
    /// Referral number.
    pub referral_number: String,
}

impl Cell for ClaimCoverage {
    type Id = ClaimId;
    const CLASSES: ClassSet = ClassSet::one(Class::Coverage);
    const SCHEMA: u16 = 1;
}

/// Where the claim stands and what is owed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFinancial {
    /// State, numbers, submissions, outcomes.
    pub account: ClaimAccount,
    /// Balance by service line and responsible party: the sum of its postings.
    pub balance: ClaimBalance,
    /// The ledger pages that have postings of this claim.
    pub pages: Vec<LedgerPageId>,
}

impl Cell for ClaimFinancial {
    type Id = ClaimId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 1;
}

/// The parties as they were on the claim that another system sent, or as the last submission said them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSent {
    /// Parties.
    pub parties: ClaimParties,
    /// Other payers and what they decided.
    pub other_payers: Vec<OtherPayer>,
}

impl Cell for ClaimSent {
    type Id = ClaimId;
    const CLASSES: ClassSet = MIXED;
    const SCHEMA: u16 = 1;
}

/// Where an interchange stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BatchState {
    /// Its control number and bytes are durable; the file is not handed over yet.
    Queued,
    /// Handed over.
    Transmitted,
    /// TA1 or 999 refused it.
    Rejected,
    /// 999 accepted at least one set.
    Accepted,
}

impl BatchState {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            BatchState::Queued => "queued",
            BatchState::Transmitted => "transmitted",
            BatchState::Rejected => "rejected",
            BatchState::Accepted => "accepted",
        }
    }
}

/// One transaction set of an interchange with its claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSet {
    /// ST02.
    pub control_number: String,
    /// Claims in file order.
    pub claims: Vec<ClaimId>,
}

/// An 837 interchange that left or is about to leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRecord {
    /// Payer.
    pub payer_id: PayerId,
    /// Payer's name when it was made.
    pub payer_name: String,
    /// ISA13, GS06.
    pub control_number: u32,
    /// BHT03.
    pub reference: String,
    /// File name.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Sets.
    pub sets: Vec<BatchSet>,
    /// Σ charges.
    pub charge: Money,
    /// Day.
    pub created_on: Date,
    /// State.
    pub state: BatchState,
    /// What the acknowledgments said, newest last.
    pub answers: Vec<String>,
}

impl Cell for BatchRecord {
    type Id = BatchId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 1;
}

/// The interchange's bytes: they mix classes.
#[derive(Serialize, Deserialize)]
pub struct BatchContent {
    /// Where they lie.
    pub document: DocumentKey,
}

impl Cell for BatchContent {
    type Id = BatchId;
    const CLASSES: ClassSet = MIXED;
    const SCHEMA: u16 = 1;
}
