//! One look at the worklist: every queue's count, and the rows of one.

use super::gather::{Entry, gather};
use super::place::WorkPlace;
use super::queue::{QueueCount, WorkQueue};
use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::Result;
use claims::{ClaimState, Said, Severity};
use privacy::Action;
use records::{ClaimClinical, ClaimFinancial, Field, RemittanceRecord, Row, WorkItemCell, read, row};
use std::cmp::Ordering;
use values::{ClaimId, Date, Money, RemittanceId};
use work::WorkKind;

/// So many rows are shown; the counts tell how many there are.
pub const ROWS_AT_MOST: usize = 500;
/// The days that the bar of days left is long.
const BAR_DAYS: i32 = 90;

/// Whose work is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkScope {
    /// One's own, and what nobody has taken.
    #[default]
    Mine,
    /// Everybody's.
    Team,
    /// What was put aside until a later day.
    Snoozed,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkOrder {
    /// What expires first.
    #[default]
    Deadline,
    /// The largest amount.
    Money,
    /// The oldest.
    Age,
}

/// What to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkFilter {
    /// The queue.
    pub queue: WorkQueue,
    /// Whose.
    pub scope: WorkScope,
    /// What comes first.
    pub order: WorkOrder,
}

/// The worklist at one look.
#[derive(Debug, Clone)]
pub struct Worklist {
    /// Every queue's count, of the scope.
    pub queues: Vec<QueueCount>,
    /// How many each scope has: mine, team, snoozed.
    pub scopes: [u64; 3],
    /// The rows, first the first; at most [`ROWS_AT_MOST`].
    pub rows: Vec<WorkView>,
    /// How many there are.
    pub total: u64,
    /// Money at risk of all of them.
    pub amount: Money,
    /// Days to the first deadline among them; below zero it has passed.
    pub first_limit_days: Option<i32>,
    /// The day on which the next thing put aside comes back.
    pub next_due_on: Option<Date>,
    /// Whether the person may decide on write-offs.
    pub may_decide: bool,
}

/// Why a row is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkReason {
    /// In codes and words, as the payer or a person said.
    Said(String),
    /// What the scrubber stops the claim for.
    Scrub(Said),
    /// No answer for so many days.
    NoAnswer(i32),
    /// It was not sent yet.
    NotSent,
    /// This payer covers the rest.
    NextPayer(Field<String>),
    /// Somebody asked for a write-off, for this reason.
    WriteOff {
        /// Who.
        asked_by: String,
        /// Why.
        why: String,
    },
}

/// What happened last on the row's claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEvent {
    /// Day.
    pub on: Date,
    /// Who.
    pub by: String,
    /// What.
    pub what: String,
}

/// One row.
#[derive(Debug, Clone)]
pub struct WorkView {
    /// What it stands for.
    pub place: WorkPlace,
    /// Why it is there.
    pub kind: WorkKind,
    /// The claim.
    pub claim: Option<ClaimRow>,
    /// The remittance of an exception.
    pub remittance_id: Option<RemittanceId>,
    /// The payer of an exception's remittance.
    pub payer: Option<String>,
    /// Where the claim stands.
    pub state: Option<ClaimState>,
    /// Why, in words.
    pub reason: WorkReason,
    /// Money at risk.
    pub amount: Money,
    /// Days since it came up.
    pub age_days: i32,
    /// Deadline.
    pub due_on: Option<Date>,
    /// Days left; below zero it has passed.
    pub days_left: Option<i32>,
    /// How much of 90 days is left, in per cent.
    pub left_percent: Option<u8>,
    /// Who has it.
    pub owner: Option<String>,
    /// Until when it is put aside, and why.
    pub snoozed: Option<(Date, String)>,
    /// What happened last.
    pub last_event: Option<LastEvent>,
    /// Whether a person may end it by saying that it is done.
    pub may_finish: bool,
    /// Whether the person may decide on it: a write-off that somebody else asked for.
    pub may_decide: bool,
}

/// Opens the worklist. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn open_worklist(desk: &Desk<'_>, filter: WorkFilter) -> Result<Worklist> {
    desk.may(Action::Work)?;
    let (today, me) = (desk.today(), desk.user_name());
    let may_decide = desk.may(Action::ApproveWriteOff).is_ok();
    let all = gather(desk)?;
    let is_mine = |entry: &Entry| {
        let free_or_mine = entry.item.owner.as_ref().is_none_or(|owner| *owner == me);
        free_or_mine && entry.item.asked_by.as_ref().is_none_or(|asker| may_decide && *asker != me)
    };
    let is_in = |entry: &Entry, scope: WorkScope| match scope {
        WorkScope::Mine => is_mine(entry) && !entry.is_snoozed(today),
        WorkScope::Team => !entry.is_snoozed(today),
        WorkScope::Snoozed => entry.is_snoozed(today),
    };
    let count = |scope| all.iter().filter(|entry| is_in(entry, scope)).count();
    let scopes = [WorkScope::Mine, WorkScope::Team, WorkScope::Snoozed].map(count).map(as_u64);
    // Asked write-offs wait for somebody else: their asker finds them in their queue alone.
    let shown = |entry: &&Entry| {
        let own_request = filter.queue == WorkQueue::WriteOffs && entry.item.asked_by.is_some();
        is_in(entry, filter.scope) || (filter.scope == WorkScope::Mine && own_request)
    };
    let of_scope: Vec<&Entry> = all.iter().filter(shown).collect();
    let queues = WorkQueue::ALL.map(|queue| QueueCount::of(queue, of_scope.iter().copied(), today)).to_vec();
    let mut rows: Vec<&Entry> = of_scope.into_iter().filter(|entry| filter.queue.has(entry, today)).collect();
    rows.sort_by(|one, other| ordered(filter.order, one, other));
    let snoozed = all.iter().filter(|entry| entry.is_snoozed(today));
    let next_due_on = snoozed.filter_map(|entry| entry.item.snoozed_until).min();
    let (total, amount) = (as_u64(rows.len()), rows.iter().map(|entry| entry.item.amount).sum());
    let first_limit_days = rows.iter().filter_map(|entry| entry.days_left(today)).min();
    rows.truncate(ROWS_AT_MOST);
    desk.journal_listing("work.list", rows.iter().map(|entry| entry.claim.map_or(0, ClaimId::number)))?;
    let mut names = Names::default();
    let rows = rows.into_iter().map(|entry| work_view(desk, &mut names, entry)).collect::<Result<_>>()?;
    Ok(Worklist { queues, scopes, rows, total, amount, first_limit_days, next_due_on, may_decide })
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn ordered(order: WorkOrder, one: &Entry, other: &Entry) -> Ordering {
    let due = |entry: &Entry| (entry.item.due_on.is_none(), entry.item.due_on);
    let by_deadline = || due(one).cmp(&due(other));
    let by_money = || other.item.amount.cmp(&one.item.amount);
    let by_age = || one.since.cmp(&other.since);
    let first = match order {
        WorkOrder::Deadline => by_deadline().then_with(by_money).then_with(by_age),
        WorkOrder::Money => by_money().then_with(by_deadline).then_with(by_age),
        WorkOrder::Age => by_age().then_with(by_deadline).then_with(by_money),
    };
    // The same order at every look, whatever the store gives first.
    first.then_with(|| (one.claim, one.item.kind).cmp(&(other.claim, other.item.kind)))
}

fn work_view(desk: &Desk<'_>, names: &mut Names, entry: &Entry) -> Result<WorkView> {
    let today = desk.today();
    let item = &entry.item;
    let stored = match entry.place {
        WorkPlace::Item(id) => read::<WorkItemCell>(desk.vault(), id)?.open(),
        WorkPlace::Claim(..) => None,
    };
    let found = entry.claim.map(|claim| row(desk.vault(), claim)).transpose()?.flatten();
    let claim = found.as_ref().map(|found| row_view(desk, names, found)).transpose()?;
    let financial = found.as_ref().map(Row::cell::<ClaimFinancial>).transpose()?.and_then(Field::open);
    let days_left = entry.days_left(today);
    let remittance_id = stored.as_ref().and_then(|cell| cell.remittance_id);
    let snooze = stored.as_ref().and_then(|cell| cell.item.snooze.as_ref());
    Ok(WorkView {
        place: entry.place,
        kind: item.kind,
        claim,
        remittance_id,
        payer: payer_of(desk, remittance_id)?,
        state: financial.as_ref().map(|cell| cell.account.state),
        reason: reason(desk, names, (entry, stored.as_ref()), found.as_ref())?,
        amount: item.amount,
        age_days: today.days_since(entry.since),
        due_on: item.due_on,
        days_left,
        left_percent: days_left.and_then(|left| u8::try_from(left.clamp(0, BAR_DAYS) * 100 / BAR_DAYS).ok()),
        owner: item.owner.clone(),
        snoozed: snooze.map(|snooze| (snooze.until, snooze.why.clone())),
        last_event: financial.as_ref().and_then(|cell| last_event(desk, cell)),
        may_finish: !item.kind.is_derived() && item.kind != WorkKind::WriteOff,
        may_decide: item.asked_by.as_ref().is_some_and(|asker| *asker != desk.user_name())
            && desk.may(Action::ApproveWriteOff).is_ok(),
    })
}

fn payer_of(desk: &Desk<'_>, remittance: Option<RemittanceId>) -> Result<Option<String>> {
    let Some(remittance) = remittance else { return Ok(None) };
    Ok(read::<RemittanceRecord>(desk.vault(), remittance)?.open().map(|record| record.payer_name))
}

fn last_event(desk: &Desk<'_>, cell: &ClaimFinancial) -> Option<LastEvent> {
    let event = cell.account.history.last()?;
    let on = event.at.date_in(&desk.practice().time_zone);
    Some(LastEvent { on, by: event.by.clone(), what: event.what.clone() })
}

fn reason(
    desk: &Desk<'_>,
    names: &mut Names,
    (entry, stored): (&Entry, Option<&WorkItemCell>),
    found: Option<&Row<'_, ClaimId>>,
) -> Result<WorkReason> {
    let said = || stored.map(|cell| cell.item.reason.clone()).unwrap_or_default();
    Ok(match entry.item.kind {
        WorkKind::WriteOff => {
            WorkReason::WriteOff { asked_by: entry.item.asked_by.clone().unwrap_or_default(), why: said() }
        }
        WorkKind::NoResponse => WorkReason::NoAnswer(desk.today().days_since(entry.since)),
        WorkKind::FilingLimit => WorkReason::NotSent,
        WorkKind::NextPayer => {
            let payer = entry.next_payer.map(|payer| names.payer(desk, payer)).transpose()?;
            WorkReason::NextPayer(payer.unwrap_or(Field::Absent))
        }
        WorkKind::ScrubFailure => {
            let clinical = found.map(Row::cell::<ClaimClinical>).transpose()?.and_then(Field::open);
            WorkReason::Scrub(clinical.as_ref().and_then(first_stop).unwrap_or_else(|| Said::told(String::new())))
        }
        WorkKind::Denial => WorkReason::Said(without_lines(&said())),
        WorkKind::Rejection | WorkKind::RemittanceException | WorkKind::FollowUp | WorkKind::Appeal => {
            WorkReason::Said(said())
        }
    })
}

/// A denial's reasons, each once: which lines they are about, the workbench tells.
fn without_lines(reasons: &str) -> String {
    let mut said: Vec<&str> = Vec::new();
    for reason in reasons.split("; ") {
        let numbered = reason.strip_prefix("line ").and_then(|rest| rest.split_once(": "));
        let reason = numbered.map_or(reason, |(_, reason)| reason);
        if !said.contains(&reason) {
            said.push(reason);
        }
    }
    said.join("; ")
}

fn first_stop(cell: &ClaimClinical) -> Option<Said> {
    let scrub = cell.scrub.as_ref()?;
    let stop = scrub.findings.iter().find(|finding| finding.severity == Severity::Stop)?;
    Some(stop.message.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_said_once_whatever_lines_it_is_about() {
        let stored = "line 1: CO-29 Filed late; line 2: CO-29 Filed late; line 3: CO-50 Not necessary (N115)";
        assert_eq!(without_lines(stored), "CO-29 Filed late; CO-50 Not necessary (N115)");
        assert_eq!(without_lines("OA-18 Exact duplicate"), "OA-18 Exact duplicate");
        assert_eq!(without_lines(""), "");
    }
}
