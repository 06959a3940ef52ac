//! The queues: which rows each has, how many, how much money, how old.

use super::gather::{Entry, FILING_DAYS};
use values::{Date, Money};
use work::WorkKind;

/// A queue of the worklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkQueue {
    /// Everything that is to be done.
    All,
    /// Never adjudicated.
    Rejections,
    /// The last day to file is near and no payer has the claim.
    FilingLimit,
    /// The scrubber stops the claim.
    ScrubFailures,
    /// A remittance that could not be posted in whole.
    RemittanceExceptions,
    /// Adjudicated and denied.
    Denials,
    /// Put aside or promised for today.
    DueToday,
    /// Sent, and nothing was heard.
    NoResponse,
    /// Another payer is to be billed.
    NextPayer,
    /// Write-offs that somebody asked for.
    WriteOffs,
}

impl WorkQueue {
    /// Every queue, in the order in which they are shown.
    pub const ALL: [WorkQueue; 10] = [
        WorkQueue::All,
        WorkQueue::Rejections,
        WorkQueue::FilingLimit,
        WorkQueue::ScrubFailures,
        WorkQueue::RemittanceExceptions,
        WorkQueue::Denials,
        WorkQueue::DueToday,
        WorkQueue::NoResponse,
        WorkQueue::NextPayer,
        WorkQueue::WriteOffs,
    ];

    /// Whether the queue has an entry today.
    pub(super) fn has(self, entry: &Entry, today: Date) -> bool {
        let kind = entry.item.kind;
        match self {
            WorkQueue::All => true,
            WorkQueue::Rejections => kind == WorkKind::Rejection,
            WorkQueue::FilingLimit => {
                let unfiled = matches!(kind, WorkKind::Rejection | WorkKind::ScrubFailure | WorkKind::FilingLimit);
                unfiled && entry.days_left(today).is_some_and(|left| left <= FILING_DAYS)
            }
            WorkQueue::ScrubFailures => kind == WorkKind::ScrubFailure,
            WorkQueue::RemittanceExceptions => kind == WorkKind::RemittanceException,
            WorkQueue::Denials => matches!(kind, WorkKind::Denial | WorkKind::Appeal),
            WorkQueue::DueToday => entry.is_due(today),
            WorkQueue::NoResponse => kind == WorkKind::NoResponse,
            WorkQueue::NextPayer => kind == WorkKind::NextPayer,
            WorkQueue::WriteOffs => kind == WorkKind::WriteOff,
        }
    }
}

/// How much a queue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCount {
    /// Which.
    pub queue: WorkQueue,
    /// Rows.
    pub count: u64,
    /// Money at risk.
    pub amount: Money,
    /// Days since the oldest came up.
    pub oldest_days: Option<i32>,
}

impl QueueCount {
    pub(super) fn of<'a>(queue: WorkQueue, entries: impl Iterator<Item = &'a Entry>, today: Date) -> QueueCount {
        let mut count = QueueCount { queue, count: 0, amount: Money::ZERO, oldest_days: None };
        for entry in entries.filter(|entry| queue.has(entry, today)) {
            count.count += 1;
            count.amount += entry.item.amount;
            count.oldest_days = count.oldest_days.max(Some(today.days_since(entry.since)));
        }
        count
    }
}
