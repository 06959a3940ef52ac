//! What a person must do: work items with owner, reason, deadline and money at risk.
//!
//! Purpose: one kind of thing for rejections, denials, exceptions and holds, ordered by what expires first. Invariants: no
//! I/O, no clock; an item says its reason in codes and words without names; a rejection and a denial are different kinds.
//!
//! ```
//! use values::{Date, Money};
//! use work::{WorkItem, WorkKind, by_urgency};
//! let day = |text| Date::parse_iso(text).ok();
//! let item = |due| WorkItem::new(WorkKind::Denial, "CO-50".into(), Money::ZERO, day(due));
//! let mut items = [item("2026-03-01"), item("2026-02-01")];
//! items.sort_by(by_urgency);
//! assert_eq!(items[0].due_on, day("2026-02-01"));
//! ```

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use values::{Date, Money};

/// Why an item is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WorkKind {
    /// Never adjudicated: fix and send as an original.
    Rejection,
    /// Adjudicated and denied: correct, appeal, next payer, patient or write-off.
    Denial,
    /// A remittance could not be posted in whole.
    RemittanceException,
    /// The scrubber holds a claim.
    ScrubFailure,
    /// Nothing was heard of a sent claim.
    NoResponse,
    /// A person asked to be reminded.
    FollowUp,
    /// The last day to file is near and the claim was not sent.
    FilingLimit,
    /// A payer has decided, another one covers the rest and was not billed.
    NextPayer,
    /// A denial was appealed: the payer's answer is due.
    Appeal,
    /// A write-off waits for a second person.
    WriteOff,
}

impl WorkKind {
    /// Every kind.
    pub const ALL: [WorkKind; 10] = [
        WorkKind::Rejection,
        WorkKind::Denial,
        WorkKind::RemittanceException,
        WorkKind::ScrubFailure,
        WorkKind::NoResponse,
        WorkKind::FollowUp,
        WorkKind::FilingLimit,
        WorkKind::NextPayer,
        WorkKind::Appeal,
        WorkKind::WriteOff,
    ];

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            WorkKind::Rejection => "rejection",
            WorkKind::Denial => "denial",
            WorkKind::RemittanceException => "remittance_exception",
            WorkKind::ScrubFailure => "scrub_failure",
            WorkKind::NoResponse => "no_response",
            WorkKind::FollowUp => "follow_up",
            WorkKind::FilingLimit => "filing_limit",
            WorkKind::NextPayer => "next_payer",
            WorkKind::Appeal => "appeal",
            WorkKind::WriteOff => "write_off",
        }
    }

    /// Whether the claim itself says that there is this work. An item of such a kind only keeps who does it and when: it
    /// counts as long as the claim says so.
    #[must_use]
    pub const fn is_derived(self) -> bool {
        matches!(self, WorkKind::ScrubFailure | WorkKind::NoResponse | WorkKind::FilingLimit | WorkKind::NextPayer)
    }
}

/// Something a person must do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Why.
    pub kind: WorkKind,
    /// The reason in codes and words (`CO-50 Payer says not medically necessary`).
    pub reason: String,
    /// Money at risk.
    pub amount: Money,
    /// Deadline.
    pub due_on: Option<Date>,
    /// Who does it (user name), where someone was named.
    pub owner: Option<String>,
    /// When and by whom it was done.
    pub done: Option<Done>,
    /// Until when it is put aside, where it is.
    pub snooze: Option<Snooze>,
}

/// An item put aside until a day. The deadline stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snooze {
    /// The day on which it is to be done.
    pub until: Date,
    /// Why, where it was said.
    pub why: String,
    /// User name.
    pub by: String,
}

/// How an item ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Day.
    pub on: Date,
    /// User name.
    pub by: String,
    /// What was done.
    pub how: String,
}

impl WorkItem {
    /// An open item without an owner.
    #[must_use]
    pub fn new(kind: WorkKind, reason: String, amount: Money, due_on: Option<Date>) -> WorkItem {
        WorkItem { kind, reason, amount, due_on, owner: None, done: None, snooze: None }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.done.is_none()
    }

    /// Whether it is put aside on this day.
    #[must_use]
    pub fn is_snoozed(&self, today: Date) -> bool {
        self.snooze.as_ref().is_some_and(|snooze| snooze.until > today)
    }
}

/// What expires first comes first, then the larger amount; without a deadline last.
#[must_use]
pub fn by_urgency(one: &WorkItem, other: &WorkItem) -> Ordering {
    let due = |item: &WorkItem| (item.due_on.is_none(), item.due_on);
    due(one).cmp(&due(other)).then(other.amount.cmp(&one.amount)).then(one.kind.cmp(&other.kind))
}

/// The last day to file a claim: so many days after the last date of service.
#[must_use]
pub fn filing_limit(last_date_of_service: Date, timely_filing_days: u16) -> Date {
    last_date_of_service.plus_days(i32::from(timely_filing_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(due: Option<&str>, cents: i64) -> WorkItem {
        let due = due.map(|text| Date::parse_iso(text).unwrap_or_else(|_| unreachable!("a date")));
        WorkItem::new(WorkKind::Denial, String::new(), Money::from_cents(cents).unwrap_or_default(), due)
    }

    #[test]
    fn deadlines_first_then_money() {
        let mut items =
            [item(None, 900), item(Some("2026-02-02"), 5), item(Some("2026-02-02"), 50), item(Some("2026-01-01"), 1)];
        items.sort_by(by_urgency);
        assert_eq!(items.iter().map(|item| item.amount.cents()).collect::<Vec<_>>(), [1, 50, 5, 900]);
    }

    #[test]
    fn an_item_put_aside_comes_back_on_its_day() {
        let day = |text| Date::parse_iso(text).unwrap_or_else(|_| unreachable!("a date"));
        let mut item = item(None, 1);
        assert!(!item.is_snoozed(day("2026-01-01")));
        item.snooze = Some(Snooze { until: day("2026-01-03"), why: String::new(), by: "bella".into() });
        assert!(item.is_snoozed(day("2026-01-02")) && !item.is_snoozed(day("2026-01-03")));
    }

    #[test]
    fn a_filing_limit_counts_calendar_days() {
        let service = Date::new(2026, 1, 31).unwrap_or_else(|| unreachable!("a date"));
        assert_eq!(filing_limit(service, 90).to_string(), "2026-05-01");
    }
}
