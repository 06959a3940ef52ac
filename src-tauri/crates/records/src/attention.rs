//! Runs that say, without reading any record, which claims and items need someone.
//!
//! Each is kept by the store as cells are written, so that a worklist of a practice with 100,000s of claims opens only the
//! records that it shows. A row begins with what it is found by; what is counted and sorted follows, so that it needs no cell.

use crate::work_item::WorkItemCell;
use crate::{Cell, ClaimCoverage, ClaimFinancial, Collection, CoveragePolicy};
use claims::ClaimState;
use serde::{Deserialize, Serialize};
use values::{ClaimId, Class, Date, Money, PatientId, PayerId, PayerSequence, TimeZone, Timestamp};
use vault::RunSpec;
use work::WorkKind;

/// The runs of the worklist. The numbers are the store's format; a new meaning takes a new one (16 to 19, 22 and 24 are spent).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkRun {
    /// Policies that are not a patient's first: a [`LaterPolicy`] each.
    LaterPolicies,
    /// Claims that may need someone: a row for each [`ClaimNeed`].
    ClaimNeeds,
    /// Open items: an [`OpenItem`] each.
    OpenItems,
    /// Every claim: a [`ClaimTurn`] each.
    ClaimTurns,
    /// Claims that no payer has decided yet: a [`QueuedClaim`] each.
    QueuedClaims,
}

impl WorkRun {
    /// The run's number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            WorkRun::ClaimNeeds => 20,
            WorkRun::OpenItems => 21,
            WorkRun::LaterPolicies => 23,
            WorkRun::QueuedClaims => 25,
            WorkRun::ClaimTurns => 26,
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
pub(crate) const CLAIM_TURNS: RunSpec = RunSpec {
    run: WorkRun::ClaimTurns.number(),
    class: Class::Coverage,
    collection: Collection::Claim.number(),
    rows: turn_rows,
};
pub(crate) const QUEUED_CLAIMS: RunSpec = RunSpec {
    run: WorkRun::QueuedClaims.number(),
    class: Class::Financial,
    collection: Collection::Claim.number(),
    rows: queued_rows,
};

/// Why a claim may need someone. A row is the need's letter, a day, and what [`ClaimNeedRow`] tells besides.
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

/// A need with what is counted and sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimNeedRow {
    /// The need.
    pub need: ClaimNeed,
    /// Its day.
    pub day: Option<Date>,
    /// Money at risk: the charge, or what the patient owes.
    pub amount: Money,
    /// Last day to file.
    pub limit: Option<Date>,
    /// When the claim came to stand so.
    pub since: Timestamp,
}

/// The day of a need without one: later than any other.
const NO_DAY: &str = "99999999";
/// Bytes of a row that it is found by: the letter and the day.
const FOUND_BY: usize = 9;

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

impl ClaimNeedRow {
    /// A claim's need as a row tells it.
    #[must_use]
    pub fn of(claim: &ClaimFinancial, need: ClaimNeed, day: Option<Date>) -> ClaimNeedRow {
        let account = &claim.account;
        let amount = if need == ClaimNeed::NextPayer { claim.balance.open().patient } else { account.charge };
        let since = account.history.last().map_or(Timestamp::from_millis(0), |event| event.at);
        ClaimNeedRow { need, day, amount, limit: account.filing_limit_on, since }
    }

    fn to_row(self) -> Vec<u8> {
        let mut row = vec![self.need.letter()];
        row.extend(self.day.map_or_else(|| NO_DAY.to_owned(), Date::to_d8).into_bytes());
        let told = postcard::to_stdvec(&(self.amount, self.limit, self.since));
        row.extend(told.unwrap_or_default());
        row
    }

    /// The need of a row.
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<ClaimNeedRow> {
        let (found_by, told) = row.split_at_checked(FOUND_BY)?;
        let (letter, day) = found_by.split_first()?;
        let need = ClaimNeed::ALL.into_iter().find(|need| need.letter() == *letter)?;
        let (amount, limit, since) = postcard::from_bytes(told).ok()?;
        let day = std::str::from_utf8(day).ok().and_then(|day| Date::parse_d8(day).ok());
        Some(ClaimNeedRow { need, day, amount, limit, since })
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
    let needs = ClaimNeed::of_claim(&claim).into_iter();
    needs.map(|(need, day)| ClaimNeedRow::of(&claim, need, day).to_row()).collect()
}

/// A policy that is not a patient's first, as its row tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaterPolicy {
    /// Whose.
    pub patient: PatientId,
    /// Whose turn its payer has.
    pub sequence: PayerSequence,
    /// The payer.
    pub payer: PayerId,
    /// First day.
    pub effective_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
}

impl LaterPolicy {
    /// Whether the policy covers a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.effective_on.is_none_or(|first| first <= day) && self.ends_on.is_none_or(|last| day <= last)
    }

    fn to_row(self) -> Vec<u8> {
        let mut row = turn_row(self.patient, self.sequence);
        row.extend(postcard::to_stdvec(&(self.payer, self.effective_on, self.ends_on)).unwrap_or_default());
        row
    }

    /// The policy of a row of [`WorkRun::LaterPolicies`].
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<LaterPolicy> {
        let (turn, told) = row.split_at_checked(TURN)?;
        let (patient, sequence) = turn_of_row(turn)?;
        let (payer, effective_on, ends_on) = postcard::from_bytes(told).ok()?;
        Some(LaterPolicy { patient, sequence, payer, effective_on, ends_on })
    }
}

/// Bytes of a patient and a payer's turn.
const TURN: usize = 9;

fn turn_row(patient: PatientId, sequence: PayerSequence) -> Vec<u8> {
    let mut row = number(patient.number());
    row.extend(sequence.code().bytes().take(1));
    row
}

fn turn_of_row(row: &[u8]) -> Option<(PatientId, PayerSequence)> {
    let (patient, sequence) = row.split_first_chunk()?;
    let sequence = std::str::from_utf8(sequence).ok().and_then(|code| PayerSequence::parse(code).ok())?;
    Some((PatientId::new(u64::from_be_bytes(*patient)), sequence))
}

fn policy_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(policy) = CoveragePolicy::migrate(schema, bytes) else { return Vec::new() };
    if policy.sequence == PayerSequence::Primary {
        return Vec::new();
    }
    let CoveragePolicy { patient_id, sequence, payer_id, effective_on, ends_on, .. } = policy;
    vec![LaterPolicy { patient: patient_id, sequence, payer: payer_id, effective_on, ends_on }.to_row()]
}

/// Whose claim, whose turn, and which payer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimTurn {
    /// The patient.
    pub patient: PatientId,
    /// Whose turn its payer has.
    pub sequence: PayerSequence,
    /// The payer; none where the claim has no policy yet.
    pub payer: Option<PayerId>,
}

impl ClaimTurn {
    fn to_row(self) -> Vec<u8> {
        let mut row = turn_row(self.patient, self.sequence);
        row.extend(number(self.payer.map_or(0, PayerId::number)));
        row
    }

    /// The claim of a row of [`WorkRun::ClaimTurns`].
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<ClaimTurn> {
        let (turn, payer) = row.split_at_checked(TURN)?;
        let (patient, sequence) = turn_of_row(turn)?;
        let payer = u64::from_be_bytes(payer.try_into().ok()?);
        Some(ClaimTurn { patient, sequence, payer: (payer != 0).then(|| PayerId::new(payer)) })
    }
}

fn turn_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let coverage = ClaimCoverage::migrate(schema, bytes);
    let turn = coverage.map(|ClaimCoverage { patient_id: patient, sequence, payer_id: payer, .. }| ClaimTurn {
        patient,
        sequence,
        payer,
    });
    turn.map(ClaimTurn::to_row).into_iter().collect()
}

/// A claim that no payer has decided yet, with what the queue counts it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedClaim {
    /// Where it stands.
    pub state: ClaimState,
    /// Its charge.
    pub charge: Money,
    /// Its number (CLM01), folded for searching.
    pub number: String,
}

impl QueuedClaim {
    /// The claim of a row of [`WorkRun::QueuedClaims`].
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<QueuedClaim> {
        postcard::from_bytes(row).ok()
    }
}

fn queued_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(ClaimFinancial { account, .. }) = ClaimFinancial::migrate(schema, bytes) else { return Vec::new() };
    if account.state.is_adjudicated() {
        return Vec::new();
    }
    let number = account.patient_control_number.folded();
    let queued = QueuedClaim { state: account.state, charge: account.charge, number };
    postcard::to_stdvec(&queued).into_iter().collect()
}

/// An open item with what is counted and sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    /// Kind.
    pub kind: WorkKind,
    /// Money at risk.
    pub amount: Money,
    /// Deadline.
    pub due_on: Option<Date>,
    /// Until when it is put aside.
    pub snoozed_until: Option<Date>,
    /// Who has it.
    pub owner: Option<String>,
    /// Who asked for the write-off, where it is one.
    pub asked_by: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl OpenItem {
    /// An item as its row tells it.
    #[must_use]
    pub fn of(cell: &WorkItemCell) -> OpenItem {
        let item = &cell.item;
        OpenItem {
            kind: item.kind,
            amount: item.amount,
            due_on: item.due_on,
            snoozed_until: item.snooze.as_ref().map(|snooze| snooze.until),
            owner: item.owner.clone(),
            asked_by: cell.request.as_ref().map(|request| request.asked_by.clone()),
            made_at: cell.made_at,
        }
    }

    /// The item of a row of [`WorkRun::OpenItems`], and its claim.
    #[must_use]
    pub fn of_row(row: &[u8]) -> Option<(Option<ClaimId>, OpenItem)> {
        let (claim, told) = row.split_first_chunk()?;
        let claim = u64::from_be_bytes(*claim);
        Some(((claim != 0).then(|| ClaimId::new(claim)), postcard::from_bytes(told).ok()?))
    }
}

fn item_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(cell) = WorkItemCell::migrate(schema, bytes).filter(|cell| cell.item.is_open()) else {
        return Vec::new();
    };
    let mut row = open_item_row(cell.claim_id);
    row.extend(postcard::to_stdvec(&OpenItem::of(&cell)).unwrap_or_default());
    vec![row]
}

/// What the rows of open items about this claim begin with in [`WorkRun::OpenItems`]; items about none come first.
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
    use work::{Snooze, WorkItem};

    #[test]
    fn needs_are_read_as_they_were_written_and_sort_by_day() {
        let (day, amount) = (Date::new(2026, 9, 30), Money::from_cents(12_500).unwrap());
        let since = Timestamp::from_millis(1_789_495_200_000);
        for need in ClaimNeed::ALL {
            let row = ClaimNeedRow { need, day, amount, limit: day, since };
            let late = ClaimNeedRow { day: None, ..row };
            assert_eq!(ClaimNeedRow::of_row(&row.to_row()), Some(row));
            assert_eq!(ClaimNeedRow::of_row(&late.to_row()), Some(late));
            assert!(row.to_row() < late.to_row());
        }
        assert_eq!(ClaimNeedRow::of_row(b""), None);
        assert_eq!(ClaimNeedRow::of_row(b"c20260930\xff"), None);
    }

    #[test]
    fn open_items_are_told_by_their_rows_and_ended_ones_are_not() {
        let item = WorkItem {
            snooze: Date::new(2026, 10, 1).map(|until| Snooze { until, why: "called".into(), by: "bella".into() }),
            owner: Some("bella".into()),
            ..WorkItem::new(WorkKind::Denial, "CO-50".into(), Money::ZERO, None)
        };
        let mut cell = WorkItemCell::new(item, Some(ClaimId::new(7)), Timestamp::from_millis(5));
        let rows = |cell: &WorkItemCell| item_rows(WorkItemCell::SCHEMA, &postcard::to_stdvec(cell).unwrap());
        let row = rows(&cell).remove(0);
        assert!(row.starts_with(&open_item_row(Some(ClaimId::new(7)))));
        assert_eq!(OpenItem::of_row(&row), Some((Some(ClaimId::new(7)), OpenItem::of(&cell))));
        cell.item.done = Date::new(2026, 9, 1).map(|on| work::Done { on, by: "bella".into(), how: "paid".into() });
        assert!(rows(&cell).is_empty());
    }

    #[test]
    fn policies_and_turns_are_read_as_they_were_written() {
        let policy = LaterPolicy {
            patient: PatientId::new(77),
            sequence: PayerSequence::Secondary,
            payer: PayerId::new(3),
            effective_on: Date::new(2026, 1, 1),
            ends_on: None,
        };
        assert_eq!(LaterPolicy::of_row(&policy.to_row()), Some(policy));
        assert!(!policy.covers(Date::new(2025, 12, 31).unwrap()) && policy.covers(Date::new(2026, 1, 1).unwrap()));
        for sequence in PayerSequence::ALL {
            for payer in [None, Some(PayerId::new(5))] {
                let turn = ClaimTurn { patient: PatientId::new(77), sequence: *sequence, payer };
                assert_eq!(ClaimTurn::of_row(&turn.to_row()), Some(turn));
            }
        }
        assert_eq!((ClaimTurn::of_row(b"short"), LaterPolicy::of_row(b"")), (None, None));
    }

    #[test]
    fn bytes_that_are_no_cell_give_no_row() {
        for rows in [claim_rows, policy_rows, item_rows, turn_rows, queued_rows] {
            assert!(rows(1, b"\xff").is_empty() && rows(9, b"\xff").is_empty());
        }
    }
}
