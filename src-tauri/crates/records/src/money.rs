//! Remittances, ledger pages, work items: class `financial`.

use crate::cell::Cell;
use ledger::LedgerPage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use values::{
    ClaimId, Class, ClassSet, Date, LedgerPageId, Money, PayerId, RemittanceId, RemittancePageId, WorkItemId,
};
use vault::DocumentKey;

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
    /// Read and kept, with what is proposed; a person posts it.
    Received,
}

impl RemittanceState {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RemittanceState::Posted => "posted",
            RemittanceState::Held => "held",
            RemittanceState::Undone => "undone",
            RemittanceState::Received => "received",
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

/// How a claim payment found its claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MatchedBy {
    /// Our control number.
    Number,
    /// Name, date of service and charge.
    Person,
    /// A person chose it.
    Hand,
}

/// Where a person put one line of a claim payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinePlace {
    /// The claim.
    pub claim: ClaimId,
    /// Its line; `None` for the claim as a whole.
    pub line: Option<u16>,
}

/// What a person decided about a claim payment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PaymentChoice {
    /// It is about this claim.
    Claim(ClaimId),
    /// Each of its lines, in order, is about this.
    Lines(Vec<LinePlace>),
    /// It is kept out of the posting: its money stands as unapplied.
    Detached,
}

/// A claim that a claim payment was posted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Placement {
    /// Position of the claim payment in the remittance, from 0.
    pub position: u32,
    /// The claim.
    pub claim: ClaimId,
    /// How it was found.
    pub by: MatchedBy,
}

/// The bank deposit that carried a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deposit {
    /// Day of the bank statement.
    pub on: Date,
    /// What the bank credited.
    pub amount: Money,
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
    /// Σ CLP04 that was posted to claims; of a received one, that would be.
    pub posted: Money,
    /// Σ CLP04 that stands aside, or would.
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
    /// Claims that it was posted to, in order of id, of one posted before schema 2; since then `placement_pages` tell.
    pub paid_claims: Vec<ClaimId>,
    /// SHA-256 of the file that brought it.
    pub file_sha256: String,
    /// What people decided about claim payments, by position in the remittance, from 0.
    pub choices: BTreeMap<u32, PaymentChoice>,
    /// Pages that tell where its claim payments were posted, in order of position.
    pub placement_pages: Vec<RemittancePageId>,
    /// Claim payments that will stand aside if nobody decides about them.
    pub undecided: u64,
    /// The work items about its exceptions.
    pub work_items: Vec<WorkItemId>,
    /// The bank deposit, once one was told.
    pub deposit: Option<Deposit>,
}

impl Cell for RemittanceRecord {
    type Id = RemittanceId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 2;

    fn migrate(schema: u16, bytes: &[u8]) -> Option<Self> {
        match schema {
            1 => postcard::from_bytes::<RemittanceRecord1>(bytes).ok().map(RemittanceRecord::from),
            2 => postcard::from_bytes(bytes).ok(),
            _ => None,
        }
    }
}

/// The record as schema 1 wrote it.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct RemittanceRecord1 {
    payer_id: Option<PayerId>,
    payer_name: String,
    trace: String,
    date: Date,
    payment: Money,
    claims: u64,
    service_lines: u64,
    matched: u64,
    posted: Money,
    unposted: Money,
    provider_adjustment: Money,
    is_balanced: bool,
    denied_claims: u64,
    exceptions: Vec<RemittanceException>,
    exception_count: u64,
    state: RemittanceState,
    posted_on: Date,
    pages: Vec<LedgerPageId>,
    paid_claims: Vec<ClaimId>,
    file_sha256: String,
}

impl From<RemittanceRecord1> for RemittanceRecord {
    fn from(old: RemittanceRecord1) -> Self {
        RemittanceRecord {
            payer_id: old.payer_id,
            payer_name: old.payer_name,
            trace: old.trace,
            date: old.date,
            payment: old.payment,
            claims: old.claims,
            service_lines: old.service_lines,
            matched: old.matched,
            posted: old.posted,
            unposted: old.unposted,
            provider_adjustment: old.provider_adjustment,
            is_balanced: old.is_balanced,
            denied_claims: old.denied_claims,
            exceptions: old.exceptions,
            exception_count: old.exception_count,
            state: old.state,
            posted_on: old.posted_on,
            pages: old.pages,
            paid_claims: old.paid_claims,
            file_sha256: old.file_sha256,
            choices: BTreeMap::new(),
            placement_pages: Vec::new(),
            undecided: old.claims.saturating_sub(old.matched),
            work_items: Vec::new(),
            deposit: None,
        }
    }
}

/// A page of a remittance: a remittance may pay any number of claims, and a record has its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementPage {
    /// Where claim payments were posted, in order of position.
    pub placements: Vec<Placement>,
}

impl Cell for PlacementPage {
    type Id = RemittancePageId;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written_by_schema_1() -> RemittanceRecord1 {
        RemittanceRecord1 {
            payer_id: Some(PayerId::new(3)),
            payer_name: "Larch".into(),
            trace: "T1".into(),
            date: Date::new(2026, 3, 2).unwrap(),
            payment: Money::from_cents(1_250).unwrap(),
            claims: 2,
            service_lines: 3,
            matched: 1,
            posted: Money::from_cents(1_000).unwrap(),
            unposted: Money::from_cents(250).unwrap(),
            provider_adjustment: Money::ZERO,
            is_balanced: true,
            denied_claims: 0,
            exceptions: Vec::new(),
            exception_count: 1,
            state: RemittanceState::Undone,
            posted_on: Date::new(2026, 3, 3).unwrap(),
            pages: vec![LedgerPageId::new(9)],
            paid_claims: vec![ClaimId::new(4)],
            file_sha256: "ab".into(),
        }
    }

    #[test]
    fn a_remittance_of_schema_1_is_read() {
        let bytes = postcard::to_stdvec(&written_by_schema_1()).unwrap();
        let read = RemittanceRecord::migrate(1, &bytes).unwrap();
        assert_eq!((read.trace.as_str(), read.state, read.undecided), ("T1", RemittanceState::Undone, 1));
        assert_eq!((read.paid_claims, read.pages), (vec![ClaimId::new(4)], vec![LedgerPageId::new(9)]));
        assert!(read.choices.is_empty() && read.placement_pages.is_empty() && read.deposit.is_none());
        assert!(RemittanceRecord::migrate(3, &bytes).is_none());
    }

    #[test]
    fn a_remittance_is_read_as_it_was_written() {
        let mut record = RemittanceRecord::from(written_by_schema_1());
        let place = LinePlace { claim: ClaimId::new(4), line: Some(2) };
        record.choices.insert(1, PaymentChoice::Lines(vec![place]));
        record.placement_pages.push(RemittancePageId::new(2));
        record.deposit = Some(Deposit { on: record.date, amount: record.payment });
        record.state = RemittanceState::Received;
        let bytes = postcard::to_stdvec(&record).unwrap();
        assert_eq!(RemittanceRecord::migrate(RemittanceRecord::SCHEMA, &bytes), Some(record));
    }
}
