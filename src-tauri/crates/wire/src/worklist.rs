//! The worklist: queues, rows, and what is done with them without opening one.

use crate::{Cents, ClaimStateView, Field, FieldProblemView, NameView, RoleName, SaidView, Tone};
use billing::{WorkOrder, WorkQueue, WorkReason, WorkScope};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use work::WorkKind;

macro_rules! twins {
    ($($(#[doc = $doc:literal])* $name:ident = $of:ty { $($(#[doc = $each:literal])* $variant:ident,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $each])* $variant,)* }

        impl From<$of> for $name {
            fn from(of: $of) -> Self {
                match of { $(<$of>::$variant => $name::$variant,)* }
            }
        }

        impl From<$name> for $of {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => <$of>::$variant,)* }
            }
        }
    )*};
}
pub(crate) use twins;

twins! {
    /// A queue of the worklist.
    WorkQueueName = WorkQueue {
        /// Everything that is to be done.
        All,
        /// Never adjudicated.
        Rejections,
        /// The last day to file is near.
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
    /// Whose work is shown.
    WorkScopeName = WorkScope {
        /// One's own, and what nobody has taken.
        Mine,
        /// Everybody's.
        Team,
        /// What was put aside until a later day.
        Snoozed,
    }
    /// What comes first.
    WorkOrderName = WorkOrder {
        /// What expires first.
        Deadline,
        /// The largest amount.
        Money,
        /// The oldest.
        Age,
    }
    /// Why a row is there.
    WorkKindName = WorkKind {
        /// Never adjudicated: fix and send as an original.
        Rejection,
        /// Adjudicated and denied.
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
        /// Another payer covers the rest and was not billed.
        NextPayer,
        /// A denial was appealed.
        Appeal,
        /// A write-off waits for a second person.
        WriteOff,
    }
}

impl WorkKindName {
    /// How a row of the kind is to be taken.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            WorkKindName::Rejection | WorkKindName::FilingLimit => Tone::Stop,
            WorkKindName::Denial
            | WorkKindName::RemittanceException
            | WorkKindName::ScrubFailure
            | WorkKindName::WriteOff => Tone::Warn,
            WorkKindName::NoResponse | WorkKindName::FollowUp | WorkKindName::NextPayer | WorkKindName::Appeal => {
                Tone::Wait
            }
        }
    }
}

/// Opens the worklist. Journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenWorklistRequest {
    /// The queue.
    pub queue: WorkQueueName,
    /// Whose.
    pub scope: WorkScopeName,
    /// What comes first.
    pub order: WorkOrderName,
}

impl From<OpenWorklistRequest> for billing::WorkFilter {
    fn from(request: OpenWorklistRequest) -> Self {
        billing::WorkFilter { queue: request.queue.into(), scope: request.scope.into(), order: request.order.into() }
    }
}

/// How much a queue has.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkQueueView {
    /// Which.
    pub queue: WorkQueueName,
    /// Rows.
    pub count: u64,
    /// Money at risk.
    pub amount_cents: Cents,
    /// Days since the oldest came up.
    pub oldest_days: Option<i32>,
}

/// Why a row is there, in words.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WorkReasonView {
    /// As the payer or a person said.
    Said {
        /// The words.
        text: String,
    },
    /// The scrubber stops the claim.
    Scrub {
        /// For what.
        said: SaidView,
    },
    /// No answer.
    NoAnswer {
        /// For so many days.
        days: i32,
    },
    /// It was not sent yet.
    NotSent,
    /// Another payer covers the rest.
    NextPayer {
        /// Which.
        payer: Field<String>,
    },
    /// Somebody asked for a write-off.
    WriteOff {
        /// Who.
        asked_by: String,
        /// Why.
        text: String,
    },
}

impl From<WorkReason> for WorkReasonView {
    fn from(reason: WorkReason) -> Self {
        match reason {
            WorkReason::Said(text) => WorkReasonView::Said { text },
            WorkReason::Scrub(said) => WorkReasonView::Scrub { said: said.into() },
            WorkReason::NoAnswer(days) => WorkReasonView::NoAnswer { days },
            WorkReason::NotSent => WorkReasonView::NotSent,
            WorkReason::NextPayer(payer) => WorkReasonView::NextPayer { payer: payer.into() },
            WorkReason::WriteOff { asked_by, why } => WorkReasonView::WriteOff { asked_by, text: why },
        }
    }
}

/// How pressing a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyName {
    /// Passed, or within a week.
    Now,
    /// Within fifteen days.
    Soon,
    /// Later.
    Later,
}

/// A deadline with the days that are left.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeadlineView {
    /// The last day.
    pub due_on: String,
    /// Days left; below zero it has passed.
    pub days_left: i32,
    /// How much of 90 days is left, in per cent.
    pub left_percent: u8,
    /// How pressing it is.
    pub urgency: UrgencyName,
}

impl DeadlineView {
    /// The view of a deadline.
    #[must_use]
    pub fn of(due_on: values::Date, days_left: i32, left_percent: u8) -> DeadlineView {
        let urgency = match days_left {
            ..=7 => UrgencyName::Now,
            8..=15 => UrgencyName::Soon,
            _ => UrgencyName::Later,
        };
        DeadlineView { due_on: due_on.to_string(), days_left, left_percent, urgency }
    }
}

/// What happened last.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LastEventView {
    /// Day.
    pub on: String,
    /// Who.
    pub by: String,
    /// What.
    pub what: String,
}

/// One row.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkRowView {
    /// What it stands for, in requests.
    pub row_id: String,
    /// Why it is there.
    pub kind: WorkKindName,
    /// How to take it.
    pub tone: Tone,
    /// The claim.
    pub claim_id: Option<String>,
    /// Its patient.
    pub patient_id: Field<String>,
    /// The remittance of an exception.
    pub remittance_id: Option<String>,
    /// Patient.
    pub patient_name: Field<NameView>,
    /// Payer.
    pub payer_name: Field<String>,
    /// First day of service.
    pub date_of_service: Field<String>,
    /// Charge.
    pub charge_cents: Field<Cents>,
    /// Number of the claim.
    pub patient_control_number: Field<String>,
    /// Where the claim stands.
    pub state: Option<ClaimStateView>,
    /// Why, in words.
    pub reason: WorkReasonView,
    /// Money at risk.
    pub amount_cents: Cents,
    /// Days since it came up.
    pub age_days: i32,
    /// Deadline.
    pub deadline: Option<DeadlineView>,
    /// Who has it.
    pub owner: Option<String>,
    /// Until when it is put aside.
    pub snoozed_until: Option<String>,
    /// Why it is put aside; empty where nobody said.
    pub snoozed_why: String,
    /// What happened last on the claim.
    pub last_event: Option<LastEventView>,
    /// Whether a person may end it by saying that it is done.
    pub may_finish: bool,
    /// Whether the person may decide on it.
    pub may_decide: bool,
}

impl From<billing::WorkView> for WorkRowView {
    fn from(row: billing::WorkView) -> Self {
        let kind = WorkKindName::from(row.kind);
        let (snoozed_until, snoozed_why) =
            row.snoozed.map_or((None, String::new()), |(until, why)| (Some(until.to_string()), why));
        let payer = row.payer.map_or(Field::Absent, Field::Open);
        let claim = row.claim;
        let of = |field: Option<records::Field<String>>| field.map_or(Field::Absent, Field::from);
        WorkRowView {
            row_id: row.place.to_string(),
            kind,
            tone: kind.tone(),
            claim_id: claim.as_ref().map(|claim| claim.claim_id.clone()),
            patient_id: of(claim.as_ref().map(|claim| claim.patient_id.clone())),
            remittance_id: row.remittance_id.map(|id| id.to_string()),
            patient_name: of(claim.as_ref().map(|claim| claim.patient_name.clone()))
                .map(|name| NameView::of_display(&name)),
            payer_name: claim.as_ref().map_or(payer, |claim| claim.payer.clone().into()),
            date_of_service: claim
                .as_ref()
                .map_or(Field::Absent, |claim| Field::from(claim.date_of_service.clone()).map(|day| day.to_string())),
            charge_cents: claim
                .as_ref()
                .map_or(Field::Absent, |claim| Field::from(claim.charge_cents.clone()).map(Cents::from)),
            patient_control_number: of(claim.as_ref().map(|claim| claim.patient_control_number.clone())),
            state: row.state.map(ClaimStateView::from),
            reason: row.reason.into(),
            amount_cents: row.amount.into(),
            age_days: row.age_days,
            deadline: row
                .due_on
                .zip(row.days_left)
                .map(|(due_on, left)| DeadlineView::of(due_on, left, row.left_percent.unwrap_or_default())),
            owner: row.owner,
            snoozed_until,
            snoozed_why,
            last_event: row.last_event.map(|event| LastEventView {
                on: event.on.to_string(),
                by: event.by,
                what: event.what,
            }),
            may_finish: row.may_finish,
            may_decide: row.may_decide,
        }
    }
}

/// The worklist at one look.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorklistView {
    /// Every queue's count, of the scope.
    pub queues: Vec<WorkQueueView>,
    /// One's own rows and free ones.
    pub mine: u64,
    /// Everybody's.
    pub team: u64,
    /// Put aside.
    pub snoozed: u64,
    /// The rows, at most 500.
    pub rows: Vec<WorkRowView>,
    /// How many there are.
    pub total: u64,
    /// Money at risk of all of them.
    pub amount_cents: Cents,
    /// Days to the first deadline among them.
    pub first_limit_days: Option<i32>,
    /// The day on which the next thing put aside comes back.
    pub next_due_on: Option<String>,
}

impl From<billing::Worklist> for WorklistView {
    fn from(list: billing::Worklist) -> Self {
        let [mine, team, snoozed] = list.scopes;
        WorklistView {
            queues: list
                .queues
                .into_iter()
                .map(|queue| WorkQueueView {
                    queue: queue.queue.into(),
                    count: queue.count,
                    amount_cents: queue.amount.into(),
                    oldest_days: queue.oldest_days,
                })
                .collect(),
            mine,
            team,
            snoozed,
            rows: list.rows.into_iter().map(WorkRowView::from).collect(),
            total: list.total,
            amount_cents: list.amount.into(),
            first_limit_days: list.first_limit_days,
            next_due_on: list.next_due_on.map(|day| day.to_string()),
        }
    }
}

/// Asks who may have rows.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListWorkPeopleRequest {}

/// Somebody who may have rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkPersonView {
    /// User name.
    pub name: String,
    /// Role.
    pub role: RoleName,
}

/// Who may have rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListWorkPeopleResponse {
    /// In the order of the roster.
    pub people: Vec<WorkPersonView>,
}

/// Puts rows aside until a day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SnoozeWorkRequest {
    /// The rows.
    pub row_ids: Vec<String>,
    /// The day, as typed; today brings them back.
    pub until: String,
}

/// Gives rows to a person.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AssignWorkRequest {
    /// The rows.
    pub row_ids: Vec<String>,
    /// User name; empty is nobody.
    pub owner: String,
}

/// Ends rows.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FinishWorkRequest {
    /// The rows.
    pub row_ids: Vec<String>,
    /// What was done.
    pub how: String,
}

/// Takes a person's last step on rows back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UndoWorkRequest {
    /// The rows, as the step answered them.
    pub row_ids: Vec<String>,
}

/// What became of a step on rows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum WorkedView {
    /// It is done.
    Done {
        /// The rows as they are named now, to take the step back.
        row_ids: Vec<String>,
    },
    /// A field must be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

impl From<billing::Worked> for WorkedView {
    fn from(worked: billing::Worked) -> Self {
        WorkedView::Done { row_ids: worked.items.iter().map(ToString::to_string).collect() }
    }
}

impl From<billing::Form<billing::Worked>> for WorkedView {
    fn from(form: billing::Form<billing::Worked>) -> Self {
        match form {
            billing::Form::Saved(worked) => worked.into(),
            billing::Form::Refused(problems) => {
                WorkedView::Refused { problems: problems.into_iter().map(FieldProblemView::from).collect() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_and_kinds_cross_both_ways() {
        for queue in WorkQueue::ALL {
            assert_eq!(WorkQueue::from(WorkQueueName::from(queue)), queue);
        }
        for kind in WorkKind::ALL {
            let crossing = serde_json::to_value(WorkKindName::from(kind)).unwrap();
            assert_eq!(crossing, kind.name());
        }
    }

    #[test]
    fn a_deadline_presses_more_the_nearer_it_is() {
        let day = values::Date::new(2026, 9, 30).unwrap();
        let urgency = |left| DeadlineView::of(day, left, 0).urgency;
        assert_eq!([-3, 7].map(urgency), [UrgencyName::Now; 2]);
        assert_eq!([8, 15, 16].map(urgency), [UrgencyName::Soon, UrgencyName::Soon, UrgencyName::Later]);
    }
}
