//! Claims and the interchanges that carry them.

use crate::cell::Cell;
use crate::encounter::FindingOverride;
use claims::{ClaimAccount, ClaimParties, OtherPayer, Said, ScrubFinding, Visit};
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
    const SCHEMA: u16 = 3;

    fn migrate(schema: u16, bytes: &[u8]) -> Option<Self> {
        match schema {
            1 => postcard::from_bytes::<OldClinical<ScrubResult1>>(bytes).ok().map(OldClinical::now),
            2 => postcard::from_bytes::<OldClinical<ScrubResult2>>(bytes).ok().map(OldClinical::now),
            Self::SCHEMA => postcard::from_bytes(bytes).ok(),
            _ => None,
        }
    }
}

/// The cell of schemas 1 and 2, which differ in the scrub's result.
#[derive(Serialize, Deserialize)]
struct OldClinical<R> {
    visit: Visit,
    billing_provider: BillingProviderId,
    note: String,
    scrub: Option<R>,
}

impl<R: Into<ScrubResult>> OldClinical<R> {
    fn now(self) -> ClaimClinical {
        let OldClinical { visit, billing_provider, note, scrub } = self;
        ClaimClinical { visit, billing_provider, note, scrub: scrub.map(R::into) }
    }
}

/// Schema 1 knew no overrides.
#[derive(Serialize, Deserialize)]
struct ScrubResult1 {
    at: Timestamp,
    on: Date,
    findings: Vec<ScrubFinding2>,
    packs: Vec<String>,
}

impl From<ScrubResult1> for ScrubResult {
    fn from(ScrubResult1 { at, on, findings, packs }: ScrubResult1) -> Self {
        ScrubResult2 { at, on, findings, packs, overrides: Vec::new() }.into()
    }
}

#[derive(Serialize, Deserialize)]
struct ScrubResult2 {
    at: Timestamp,
    on: Date,
    findings: Vec<ScrubFinding2>,
    packs: Vec<String>,
    overrides: Vec<FindingOverride>,
}

impl From<ScrubResult2> for ScrubResult {
    fn from(ScrubResult2 { at, on, findings, packs, overrides }: ScrubResult2) -> Self {
        ScrubResult { at, on, findings: findings.into_iter().map(ScrubFinding2::now).collect(), packs, overrides }
    }
}

/// Schema 2 kept the sentences of a finding put together.
#[derive(Serialize, Deserialize)]
struct ScrubFinding2 {
    severity: claims::Severity,
    rule: String,
    field: String,
    message: String,
    remedy: String,
    pack: String,
}

impl ScrubFinding2 {
    fn now(self) -> ScrubFinding {
        let ScrubFinding2 { severity, rule, field, message, remedy, pack } = self;
        ScrubFinding { severity, rule, field, message: Said::told(message), remedy: Said::told(remedy), pack }
    }
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
    /// Warnings among the findings that a person took upon himself.
    pub overrides: Vec<FindingOverride>,
}

impl ScrubResult {
    /// Why a finding was overridden, where it was.
    #[must_use]
    pub fn override_of(&self, finding: &claims::ScrubFinding) -> Option<&FindingOverride> {
        self.overrides.iter().find(|one| one.rule == finding.rule && one.field == finding.field)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<R: Serialize>(scrub: R) -> Vec<u8> {
        let old = OldClinical {
            visit: Visit::default(),
            billing_provider: BillingProviderId::new(1),
            note: String::new(),
            scrub: Some(scrub),
        };
        postcard::to_stdvec(&old).unwrap()
    }

    #[test]
    fn a_claim_of_an_earlier_schema_keeps_its_findings() {
        let finding = || ScrubFinding2 {
            severity: claims::Severity::Warn,
            rule: "CON-080".to_owned(),
            field: "line 2 procedure code".to_owned(),
            message: "Line 2 repeats line 1.".to_owned(),
            remedy: String::new(),
            pack: String::new(),
        };
        let scrub = ScrubResult1 {
            at: Timestamp::from_millis(5),
            on: Date::new(2026, 3, 2).unwrap(),
            findings: vec![finding()],
            packs: vec!["icd10cm-2026".to_owned()],
        };
        let read = ClaimClinical::migrate(1, &bytes(scrub)).unwrap();
        let result = read.scrub.clone().unwrap();
        assert_eq!(result.findings, [finding().now()]);
        assert_eq!(result.findings[0].message.to_string(), "Line 2 repeats line 1.");
        assert_eq!(result.override_of(&finding().now()), None);
        let why = FindingOverride {
            rule: "CON-080".to_owned(),
            field: "line 2 procedure code".to_owned(),
            reason: "given twice".to_owned(),
            by: "bella".to_owned(),
            at: result.at,
        };
        let overrides = vec![why.clone()];
        let second =
            ScrubResult2 { at: result.at, on: result.on, findings: vec![finding()], packs: Vec::new(), overrides };
        let second = ClaimClinical::migrate(2, &bytes(second)).unwrap();
        assert_eq!(second.scrub.as_ref().unwrap().override_of(&finding().now()), Some(&why));
        assert_eq!(ClaimClinical::migrate(3, &postcard::to_stdvec(&read).unwrap()), Some(read));
    }
}
