//! The worklist: rejections, denials, exceptions, by deadline and money.

use crate::claim::Names;
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use privacy::Action;
use records::{ClaimCoverage, Field, OpenItem, Unit, WorkItemCell, WorkRun, open_item_row, read};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::ControlFlow;
use values::{ClaimId, Date, Money, WorkItemId};
use work::{Done, WorkItem, WorkKind, by_urgency};

/// One item (cli.md `work list`).
#[derive(Debug, Clone, Serialize)]
pub struct WorkRow {
    /// Id.
    pub work_item_id: String,
    /// Kind.
    pub kind: &'static str,
    /// Claim.
    pub claim_id: Option<String>,
    /// Patient.
    pub patient_name: Field<String>,
    /// Payer.
    pub payer: Field<String>,
    /// Money at risk.
    pub amount_cents: Money,
    /// Deadline.
    pub due_on: Option<Date>,
    /// Who does it.
    pub owner: Option<String>,
    /// Why.
    pub reason: String,
}

/// Open items by claim, read once for an action that may close many.
pub(crate) struct OpenItems(HashMap<ClaimId, Vec<WorkItemId>>);

impl OpenItems {
    /// Reads the open items.
    ///
    /// # Errors
    /// What the store refuses.
    pub(crate) fn load(desk: &Desk<'_>) -> Result<OpenItems> {
        let mut by_claim: HashMap<ClaimId, Vec<WorkItemId>> = HashMap::new();
        for (claim, id) in open_items(desk, None)? {
            if let Some(claim) = claim {
                by_claim.entry(claim).or_default().push(id);
            }
        }
        Ok(OpenItems(by_claim))
    }

    /// Ends the open items of a claim.
    ///
    /// # Errors
    /// What the store refuses.
    pub(crate) fn close(&mut self, desk: &Desk<'_>, unit: &mut Unit<'_>, claim: ClaimId, how: &str) -> Result<()> {
        for id in self.0.remove(&claim).unwrap_or_default() {
            let mut cell: WorkItemCell = unit.need(id)?;
            end(desk, &mut cell, how);
            unit.put(id, &cell)?;
        }
        Ok(())
    }
}

/// Ends an item, saying how. Its last step cannot be taken back any more.
pub(crate) fn end(desk: &Desk<'_>, cell: &mut WorkItemCell, how: &str) {
    cell.item.done = Some(Done { on: desk.today(), by: desk.user_name(), how: how.to_owned() });
    cell.step = None;
}

/// The open items with their claims, of one claim or of all, as the store keeps them sorted: no item is opened.
///
/// # Errors
/// What the store refuses.
pub(crate) fn open_items(desk: &Desk<'_>, of: Option<ClaimId>) -> Result<Vec<(Option<ClaimId>, WorkItemId)>> {
    let from = of.map(|claim| open_item_row(Some(claim))).unwrap_or_default();
    let mut found = Vec::new();
    desk.vault().run_find(WorkRun::OpenItems.number(), &from, &mut |row, item| {
        if !row.starts_with(&from) {
            return ControlFlow::Break(());
        }
        found.extend(OpenItem::of_row(row).map(|(claim, _)| (claim, WorkItemId::new(item))));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Every open item as the store keeps it sorted, without opening one.
///
/// # Errors
/// What the store refuses.
pub(crate) fn each_open_item(
    desk: &Desk<'_>,
    visit: &mut dyn FnMut(Option<ClaimId>, WorkItemId, OpenItem),
) -> Result<()> {
    desk.vault().run_find(WorkRun::OpenItems.number(), &[], &mut |row, id| {
        if let Some((claim, item)) = OpenItem::of_row(row) {
            visit(claim, WorkItemId::new(id), item);
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// Open items, the most urgent first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_work(desk: &Desk<'_>, owner: Option<&str>) -> Result<Vec<WorkRow>> {
    desk.may(Action::Work)?;
    let mut open = Vec::new();
    for (_, id) in open_items(desk, None)? {
        if let Field::Open(cell) = read::<WorkItemCell>(desk.vault(), id)? {
            let wanted = owner.is_none_or(|owner| cell.item.owner.as_deref() == Some(owner));
            if cell.item.is_open() && !cell.item.kind.is_derived() && wanted {
                open.push((id, cell));
            }
        }
    }
    open.sort_by(|(_, one), (_, other)| by_urgency(&one.item, &other.item));
    desk.journal_listing("work.list", open.iter().map(|(id, _)| id.number()))?;
    let mut names = Names::default();
    open.into_iter().map(|(id, cell)| work_row(desk, &mut names, id, cell)).collect()
}

fn work_row(desk: &Desk<'_>, names: &mut Names, id: WorkItemId, cell: WorkItemCell) -> Result<WorkRow> {
    let coverage = match cell.claim_id {
        Some(claim) => read::<ClaimCoverage>(desk.vault(), claim)?,
        None => Field::Absent,
    };
    let (patient_name, payer) = match coverage {
        Field::Open(coverage) => {
            let payer = coverage.payer_id.map(|payer| names.payer(desk, payer)).transpose()?;
            (names.patient(desk, coverage.patient_id)?, payer.unwrap_or(Field::Absent))
        }
        Field::Sealed(class) => (Field::Sealed(class), Field::Sealed(class)),
        Field::Absent => (Field::Absent, Field::Absent),
    };
    Ok(WorkRow {
        work_item_id: id.to_string(),
        kind: cell.item.kind.name(),
        claim_id: cell.claim_id.map(|claim| claim.to_string()),
        patient_name,
        payer,
        amount_cents: cell.item.amount,
        due_on: cell.item.due_on,
        owner: cell.item.owner,
        reason: cell.item.reason,
    })
}

/// Gives items to a person.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn assign_work(desk: &Desk<'_>, items: &[WorkItemId], owner: &str) -> Result<usize> {
    desk.may(Action::Work)?;
    if !desk.vault().members().iter().any(|member| member.name == owner) {
        return Err(BillingError::not_found(&format!("user {owner}")));
    }
    let mut unit = desk.unit();
    for id in items {
        let mut cell: WorkItemCell = unit.need(*id)?;
        cell.item.owner = Some(owner.to_owned());
        unit.put(*id, &cell)?;
    }
    desk.commit(unit, "work.assign")?;
    Ok(items.len())
}

/// Ends items, saying how.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn finish_work(desk: &Desk<'_>, items: &[WorkItemId], how: &str) -> Result<usize> {
    desk.may(Action::Work)?;
    let mut unit = desk.unit();
    for id in items {
        let mut cell: WorkItemCell = unit.need(*id)?;
        end(desk, &mut cell, how);
        unit.put(*id, &cell)?;
    }
    desk.commit(unit, "work.done")?;
    Ok(items.len())
}

/// Makes an item, about a claim or not.
pub(crate) fn open_item(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    claim_id: Option<ClaimId>,
    item: WorkItem,
) -> Result<WorkItemId> {
    let id: WorkItemId = unit.allocate();
    unit.put(id, &WorkItemCell::new(item, claim_id, desk.now()))?;
    Ok(id)
}

/// Ends items that are still open.
pub(crate) fn close_items(desk: &Desk<'_>, unit: &mut Unit<'_>, items: &[WorkItemId], how: &str) -> Result<()> {
    for id in items {
        let mut cell: WorkItemCell = unit.need(*id)?;
        if cell.item.is_open() {
            end(desk, &mut cell, how);
            unit.put(*id, &cell)?;
        }
    }
    Ok(())
}

/// Kinds by name, for filters.
#[must_use]
pub fn work_kind(name: &str) -> Option<WorkKind> {
    WorkKind::ALL.into_iter().find(|kind| kind.name() == name)
}
