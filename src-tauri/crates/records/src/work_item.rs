//! Work items: class `financial`.

use crate::cell::Cell;
use claims::ClaimState;
use serde::{Deserialize, Serialize};
use values::{ClaimId, Class, ClassSet, Date, LedgerPageId, Money, RemittanceId, Timestamp, WorkItemId};
use work::{Done, Snooze, WorkItem, WorkKind};

/// A work item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItemCell {
    /// What must be done.
    pub item: WorkItem,
    /// About which claim.
    pub claim_id: Option<ClaimId>,
    /// About which remittance, where it is an exception of one.
    pub remittance_id: Option<RemittanceId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who asked for a write-off, where it is one.
    pub request: Option<WriteOffRequest>,
    /// The last step that its person may take back.
    pub step: Option<WorkStep>,
}

/// Who asked for a write-off, and what it put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffRequest {
    /// User name.
    pub asked_by: String,
    /// Day.
    pub asked_on: Date,
    /// The claim's state before.
    pub state_before: ClaimState,
    /// The item that stands again when the request is returned.
    pub denial: Option<WorkItemId>,
}

/// A step that may be taken back as long as nothing else happened to the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStep {
    /// Who took it.
    pub by: String,
    /// What it did.
    pub did: StepTaken,
}

/// What a step did, with what its undo needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepTaken {
    /// The item was put aside; before, it was so.
    Snoozed(Option<Snooze>),
    /// The item got an owner; before, it was so.
    Assigned(Option<String>),
    /// The item was ended by hand.
    Finished,
    /// The denial was appealed: the item that waits for the answer.
    Appealed(WorkItemId),
    /// The amount was given to the patient.
    GivenToPatient {
        /// The page with the postings; none where the payer itself had given it to the patient.
        page: Option<LedgerPageId>,
        /// The claim's state before.
        state_before: ClaimState,
        /// The item's amount before.
        amount_before: Money,
    },
    /// A write-off was asked for: its item.
    WriteOffAsked(WorkItemId),
}

impl WorkItemCell {
    /// An item about a claim, or about none.
    #[must_use]
    pub fn new(item: WorkItem, claim_id: Option<ClaimId>, made_at: Timestamp) -> WorkItemCell {
        WorkItemCell { item, claim_id, remittance_id: None, made_at, request: None, step: None }
    }
}

impl Cell for WorkItemCell {
    type Id = WorkItemId;
    const CLASSES: ClassSet = ClassSet::one(Class::Financial);
    const SCHEMA: u16 = 2;

    fn migrate(schema: u16, bytes: &[u8]) -> Option<WorkItemCell> {
        match schema {
            1 => postcard::from_bytes::<FirstWorkItemCell>(bytes).ok().map(WorkItemCell::from),
            Self::SCHEMA => postcard::from_bytes(bytes).ok(),
            _ => None,
        }
    }
}

/// Schema 1: nothing was put aside, no remittance was named.
#[derive(Serialize, Deserialize)]
struct FirstWorkItemCell {
    item: FirstWorkItem,
    claim_id: Option<ClaimId>,
    made_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct FirstWorkItem {
    kind: WorkKind,
    reason: String,
    amount: Money,
    due_on: Option<Date>,
    owner: Option<String>,
    done: Option<Done>,
}

impl From<FirstWorkItemCell> for WorkItemCell {
    fn from(first: FirstWorkItemCell) -> Self {
        let FirstWorkItem { kind, reason, amount, due_on, owner, done } = first.item;
        let item = WorkItem { kind, reason, amount, due_on, owner, done, snooze: None };
        WorkItemCell::new(item, first.claim_id, first.made_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_the_first_schema_are_read() {
        let first = FirstWorkItemCell {
            item: FirstWorkItem {
                kind: WorkKind::Denial,
                reason: "CO-50".into(),
                amount: Money::from_cents(12_500).unwrap(),
                due_on: Date::new(2026, 9, 30),
                owner: Some("bella".into()),
                done: None,
            },
            claim_id: Some(ClaimId::new(7)),
            made_at: Timestamp::from_millis(1_789_495_200_000),
        };
        let bytes = postcard::to_stdvec(&first).unwrap();
        let cell = WorkItemCell::migrate(1, &bytes).unwrap();
        assert_eq!((cell.item.kind, cell.item.reason.as_str()), (WorkKind::Denial, "CO-50"));
        assert_eq!((cell.item.owner.as_deref(), cell.claim_id), (Some("bella"), Some(ClaimId::new(7))));
        assert_eq!((cell.item.snooze, cell.remittance_id, cell.request, cell.step), (None, None, None, None));
        assert!(WorkItemCell::migrate(3, &bytes).is_none());
    }

    #[test]
    fn bytes_that_an_earlier_program_wrote_are_read() {
        // kind 1, "CO-50", 125.00 as zigzag, no day, no owner, open; claim 7; 1000 ms.
        let bytes = [1, 5, b'C', b'O', b'-', b'5', b'0', 0xa8, 0xc3, 0x01, 0, 0, 0, 1, 7, 0xe8, 0x07];
        let cell = WorkItemCell::migrate(1, &bytes).unwrap();
        assert_eq!((cell.item.amount.cents(), cell.claim_id), (12_500, Some(ClaimId::new(7))));
        assert_eq!(cell.made_at, Timestamp::from_millis(1000));
    }
}
