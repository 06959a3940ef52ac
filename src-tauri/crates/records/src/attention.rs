//! Runs that say, without reading any record, which claims and items need someone.
//!
//! Each is kept by the store as cells are written, so that a worklist of a practice with 100,000s of claims reads only what
//! is on it.

use crate::work_item::WorkItemCell;
use crate::{Cell, ClaimFinancial, Collection, CoveragePolicy};
use claims::ClaimState;
use values::{ClaimId, Class, Date, Money, PatientId, PayerSequence, TimeZone};
use vault::RunSpec;

/// The runs of the worklist. The numbers are the store's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkRun {
    /// Claims that may need someone: a row for each [`ClaimNeed`].
    ClaimNeeds,
    /// Policies that are not a patient's first: a row of the patient's number.
    LaterPolicies,
    /// Open items: a row of the claim's number, or of nothing.
    OpenItems,
}

impl WorkRun {
    /// The run's number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            WorkRun::ClaimNeeds => 16,
            WorkRun::LaterPolicies => 17,
            WorkRun::OpenItems => 18,
        }
    }
}

pub(crate) const CLAIM_NEEDS: RunSpec = RunSpec {
    run: WorkRun::ClaimNeeds.number(),
    class: Class::Financial,
    collection: Collection::Claim.number(),
    rows: claim_rows,
};
pub(crate) const LATER_POLICIES: RunSpec = RunSpec {
    run: WorkRun::LaterPolicies.number(),
    class: Class::Coverage,
    collection: Collection::Coverage.number(),
    rows: policy_rows,
};
pub(crate) const OPEN_ITEMS: RunSpec = RunSpec {
    run: WorkRun::OpenItems.number(),
    class: Class::Financial,
    collection: Collection::WorkItem.number(),
    rows: item_rows,
};

/// Why a claim may need someone. A row is the need's letter and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimNeed {
    /// The scrubber stops it; the day is its filing limit.
    Correction,
    /// It was not sent, or was rejected; the day is its filing limit. Claims without a limit are not listed.
    Filing,
    /// It is with the payer; the day is when it was sent.
    Answer,
    /// A payer has decided, the patient owes the rest, and no later payer was billed; the day is of the decision.
    NextPayer,
}

/// The day of a need without one: later than any other.
const NO_DAY: &str = "99999999";

impl ClaimNeed {
    const ALL: [ClaimNeed; 4] = [ClaimNeed::Correction, ClaimNeed::Filing, ClaimNeed::Answer, ClaimNeed::NextPayer];

    /// Its letter: what its rows begin with.
    #[must_use]
    pub const fn letter(self) -> u8 {
        match self {
            ClaimNeed::Correction => b'c',
            ClaimNeed::Filing => b'f',
            ClaimNeed::Answer => b'a',
            ClaimNeed::NextPayer => b'n',
        }
    }

    fn row(self, day: Option<Date>) -> Vec<u8> {
        let mut row = vec![self.letter()];
        row.extend(day.map_or_else(|| NO_DAY.to_owned(), Date::to_d8).into_bytes());
        row
    }

    /// The need and the day of a row.
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<(ClaimNeed, Option<Date>)> {
        let (letter, day) = row.split_first()?;
        let need = ClaimNeed::ALL.into_iter().find(|need| need.letter() == *letter)?;
        Some((need, std::str::from_utf8(day).ok().and_then(|day| Date::parse_d8(day).ok())))
    }

    /// What a claim needs.
    #[must_use]
    pub fn of_claim(claim: &ClaimFinancial) -> Vec<(ClaimNeed, Option<Date>)> {
        let account = &claim.account;
        let (state, limit) = (account.state, account.filing_limit_on);
        let mut needs = Vec::new();
        if state == ClaimState::NeedsCorrection {
            needs.push((ClaimNeed::Correction, limit));
        }
        if limit.is_some() && (state.is_before_sending() || state.is_rejected()) {
            needs.push((ClaimNeed::Filing, limit));
        }
        if state.is_with_payer() && state != ClaimState::Queued {
            let sent = account.submissions.last().map(|submission| submission.sent_on);
            let begun = || account.history.first().map(|event| event.at.date_in(&TimeZone::utc()));
            needs.push((ClaimNeed::Answer, sent.or_else(begun)));
        }
        if waits_for_next_payer(claim) {
            needs.push((ClaimNeed::NextPayer, account.newest_outcome().map(|outcome| outcome.adjudicated_on)));
        }
        needs
    }
}

fn waits_for_next_payer(claim: &ClaimFinancial) -> bool {
    let account = &claim.account;
    let decided = matches!(
        account.state,
        ClaimState::Paid | ClaimState::PartiallyPaid | ClaimState::PatientResponsibility | ClaimState::Denied
    );
    decided && account.next_claim.is_none() && claim.balance.open().patient > Money::ZERO
}

fn claim_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(claim) = ClaimFinancial::migrate(schema, bytes) else { return Vec::new() };
    ClaimNeed::of_claim(&claim).into_iter().map(|(need, day)| need.row(day)).collect()
}

fn policy_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(policy) = CoveragePolicy::migrate(schema, bytes) else { return Vec::new() };
    if policy.sequence == PayerSequence::Primary { Vec::new() } else { vec![number(policy.patient_id.number())] }
}

/// The patient of a row of [`WorkRun::LaterPolicies`].
#[must_use]
pub fn policy_patient(row: &[u8]) -> Option<PatientId> {
    row.try_into().ok().map(|bytes| PatientId::new(u64::from_be_bytes(bytes)))
}

fn item_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(cell) = WorkItemCell::migrate(schema, bytes) else { return Vec::new() };
    if cell.item.is_open() { vec![open_item_row(cell.claim_id)] } else { Vec::new() }
}

/// The row of an open item about this claim in [`WorkRun::OpenItems`]; items about none come first.
#[must_use]
pub fn open_item_row(claim: Option<ClaimId>) -> Vec<u8> {
    number(claim.map_or(0, ClaimId::number))
}

fn number(number: u64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written_and_sort_by_day() {
        let day = Date::new(2026, 9, 30);
        for need in ClaimNeed::ALL {
            assert_eq!(ClaimNeed::of_row(&need.row(day)), Some((need, day)));
            assert_eq!(ClaimNeed::of_row(&need.row(None)), Some((need, None)));
            assert!(need.row(day) < need.row(None));
        }
        assert_eq!(ClaimNeed::of_row(b""), None);
        assert_eq!(policy_patient(&number(77)), Some(PatientId::new(77)));
        assert!(
            claim_rows(1, b"\xff").is_empty() && policy_rows(1, b"\xff").is_empty() && item_rows(2, b"\xff").is_empty()
        );
    }
}
