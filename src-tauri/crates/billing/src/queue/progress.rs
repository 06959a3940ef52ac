//! How far an interchange has come: made, handed over, acknowledged, taken in by the payer, paid.

use crate::batch::{BatchRow, row_of};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use claims::{ClaimState, HistoryEvent};
use privacy::Action;
use records::{BatchRecord, ClaimFinancial, Field, read, scan};
use values::{BatchId, ClaimId, Timestamp};

/// A station on the way of an interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchStepName {
    /// The 837 was made; its control number is durable.
    Made,
    /// It was handed over.
    HandedOver,
    /// A TA1 or 999 answered.
    Acknowledged,
    /// A 277CA of the clearinghouse or payer answered.
    Accepted,
    /// An 835 adjudicated.
    Adjudicated,
}

/// How many claims of an interchange passed a station, and how many were refused there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchStep {
    /// Station.
    pub name: BatchStepName,
    /// Passed: at it or beyond.
    pub passed: usize,
    /// Refused there.
    pub refused: usize,
    /// When the newest of them came there.
    pub at: Option<Timestamp>,
}

/// An interchange and how far it has come.
#[derive(Debug, Clone)]
pub struct BatchProgress {
    /// As lists show it.
    pub row: BatchRow,
    /// Its stations, in order.
    pub steps: Vec<BatchStep>,
    /// Claims whose transfer was cut: nobody knows whether they arrived.
    pub unconfirmed: usize,
    /// Claims that were refused and not corrected since.
    pub rejected: usize,
}

/// The newest interchanges, newest first, and how many there are. Journaled before they are shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn recent_batches(desk: &Desk<'_>, limit: usize) -> Result<(usize, Vec<BatchProgress>)> {
    desk.may(Action::Transmit)?;
    let mut all = Vec::new();
    for item in scan::<BatchRecord>(desk.vault()) {
        if let (id, Field::Open(batch)) = item? {
            all.push((id, batch));
        }
    }
    let total = all.len();
    let newest: Vec<_> = all.into_iter().rev().take(limit).collect();
    desk.journal_listing("batch.list", newest.iter().map(|(id, _)| id.number()))?;
    let progress = newest.iter().map(|(id, batch)| progress_of(desk, *id, batch));
    Ok((total, progress.collect::<Result<_>>()?))
}

/// How far one interchange has come. For who opened it: the opening is journaled by `show_batch`.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn batch_progress(desk: &Desk<'_>, id: BatchId) -> Result<BatchProgress> {
    desk.may(Action::Transmit)?;
    progress_of(desk, id, &desk.unit().need::<BatchRecord>(id)?)
}

fn progress_of(desk: &Desk<'_>, id: BatchId, batch: &BatchRecord) -> Result<BatchProgress> {
    let mut count = Count::new();
    for claim in batch.sets.iter().flat_map(|set| &set.claims) {
        match read::<ClaimFinancial>(desk.vault(), *claim)? {
            Field::Open(financial) => count.claim(&financial, id),
            Field::Sealed(class) => return Err(BillingError::sealed(class)),
            Field::Absent => return Err(missing(*claim)),
        }
    }
    let Count { steps, unconfirmed, rejected } = count;
    Ok(BatchProgress { row: row_of(id, batch), steps: steps.into(), unconfirmed, rejected })
}

fn missing(claim: ClaimId) -> BillingError {
    BillingError::not_found(&claim.to_string())
}

struct Count {
    steps: [BatchStep; 5],
    unconfirmed: usize,
    rejected: usize,
}

impl Count {
    fn new() -> Count {
        let names = [
            BatchStepName::Made,
            BatchStepName::HandedOver,
            BatchStepName::Acknowledged,
            BatchStepName::Accepted,
            BatchStepName::Adjudicated,
        ];
        let steps = names.map(|name| BatchStep { name, passed: 0, refused: 0, at: None });
        Count { steps, unconfirmed: 0, rejected: 0 }
    }

    /// Counts what happened to a claim since it was put into this interchange, until it was put into a later one.
    fn claim(&mut self, claim: &ClaimFinancial, batch: BatchId) {
        let account = &claim.account;
        let is_newest = account.submissions.last().is_some_and(|submission| submission.batch_id == batch);
        if is_newest {
            self.unconfirmed += usize::from(account.state == ClaimState::Unconfirmed);
            self.rejected += usize::from(account.state.is_rejected());
        }
        let mut reached = [None; 5];
        let mut refused = [None; 5];
        for event in trip(&account.history, batch) {
            let Some((station, is_refusal)) = station(event.state) else { continue };
            let seen = if is_refusal { refused.get_mut(station) } else { reached.get_mut(station) };
            if let Some(seen) = seen {
                *seen = Some(event.at);
            }
        }
        // Who was refused at a station came as far as the one before it.
        let passed = |at: usize| {
            reached.iter().skip(at).any(Option::is_some) || refused.iter().skip(at + 1).any(Option::is_some)
        };
        for (at, step) in self.steps.iter_mut().enumerate() {
            step.passed += usize::from(passed(at));
            let refusal = refused.get(at).copied().flatten();
            step.refused += usize::from(refusal.is_some());
            step.at = step.at.max(reached.get(at).copied().flatten()).max(refusal);
        }
    }
}

/// What a claim went through from this interchange to the next.
fn trip(history: &[HistoryEvent], batch: BatchId) -> impl Iterator<Item = &HistoryEvent> {
    let put_in = format!("in {batch}");
    let begins = move |event: &HistoryEvent| event.state == ClaimState::Queued && event.what == put_in;
    let from = history.iter().position(begins).unwrap_or(history.len());
    let later = history.iter().skip(from);
    later.enumerate().take_while(|(at, event)| *at == 0 || event.state != ClaimState::Draft).map(|(_, event)| event)
}

/// The station that a state stands for, and whether it is a refusal there.
fn station(state: ClaimState) -> Option<(usize, bool)> {
    let stations: [(&[ClaimState], usize, bool); 6] = [
        (&[ClaimState::Queued], 0, false),
        (&[ClaimState::Transmitted], 1, false),
        (&[ClaimState::FileAccepted], 2, false),
        (&[ClaimState::FileRejected], 2, true),
        (&[ClaimState::ClearinghouseAccepted, ClaimState::PayerAccepted], 3, false),
        (&[ClaimState::ClearinghouseRejected, ClaimState::PayerRejected], 3, true),
    ];
    let named = stations.iter().find(|(states, ..)| states.contains(&state));
    named.map(|(_, at, is_refusal)| (*at, *is_refusal)).or_else(|| state.is_adjudicated().then_some((4, false)))
}
