//! What is done with rows without opening them: put aside, give to someone, end; and taking that back.

use super::gather::{claim_items, derived_item};
use super::place::WorkPlace;
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::form::{Form, FormCheck, Problem};
use crate::work_list::end;
use privacy::{Action, decide};
use records::{StepTaken, Unit, WorkItemCell, WorkStep};
use values::{Role, WorkItemId};
use vault::MemberState;
use work::{Snooze, WorkKind};

/// What became of rows: the items that stand for them now, to take the step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// The items.
    pub items: Vec<WorkItemId>,
}

/// Somebody who may work items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkPerson {
    /// User name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Everybody who may have items: active, and with a role that works them. Names on the roster are no secret.
///
/// # Errors
/// `not_permitted`.
pub fn work_people(desk: &Desk<'_>) -> Result<Vec<WorkPerson>> {
    desk.may(Action::Work)?;
    let members = desk.vault().members();
    let may = |role: Role| decide(role, Action::Work).is_ok();
    let working = members.iter().filter(|member| member.state == MemberState::Active && may(member.role));
    Ok(working.map(|member| WorkPerson { name: member.name.clone(), role: member.role }).collect())
}

/// Puts rows aside until a day as people type it; today brings them back. The deadline stands.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn snooze_items(desk: &Desk<'_>, places: &[WorkPlace], until: &str) -> Result<Form<Worked>> {
    desk.may(Action::Work)?;
    let mut check = FormCheck::on(desk.today());
    let until = check.coming_day("until", until);
    check.save(|| {
        let snooze = until.map(|until| Snooze { until, why: String::new(), by: desk.user_name() });
        change(desk, places, "work.snooze", &|cell| {
            StepTaken::Snoozed(std::mem::replace(&mut cell.item.snooze, snooze.clone()))
        })
    })
}

/// Gives rows to a person who may work them; to nobody with an empty name.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn assign_items(desk: &Desk<'_>, places: &[WorkPlace], owner: &str) -> Result<Form<Worked>> {
    let owner = Some(owner.trim()).filter(|owner| !owner.is_empty()).map(str::to_owned);
    let mut check = FormCheck::on(desk.today());
    let known = work_people(desk)?;
    if owner.as_ref().is_some_and(|owner| !known.iter().any(|person| person.name == *owner)) {
        check.refuse("owner", Problem::Unknown);
    }
    check.save(|| {
        change(desk, places, "work.assign", &|cell| {
            StepTaken::Assigned(std::mem::replace(&mut cell.item.owner, owner.clone()))
        })
    })
}

/// Ends items, saying how.
///
/// # Errors
/// `not_permitted`, `not_found`; `not_allowed` for what only the claim or a second person ends.
pub fn finish_items(desk: &Desk<'_>, places: &[WorkPlace], how: &str) -> Result<Form<Worked>> {
    desk.may(Action::Work)?;
    let mut check = FormCheck::on(desk.today());
    let how = check.required("how", how);
    check.save(|| {
        let mut unit = desk.unit();
        let mut items = Vec::with_capacity(places.len());
        for place in places {
            let (id, mut cell) = item_of(desk, &unit, *place)?;
            if cell.item.kind.is_derived() || cell.item.kind == WorkKind::WriteOff {
                return Err(not_allowed("it ends when the claim goes on", "open it and do what it needs"));
            }
            end(desk, &mut cell, &how);
            cell.step = Some(step(desk, StepTaken::Finished));
            unit.put(id, &cell)?;
            items.push(id);
        }
        desk.commit(unit, "work.done")?;
        Ok(Worked { items })
    })
}

pub(crate) fn not_allowed(what: &str, remedy: &str) -> BillingError {
    BillingError::new(ErrorCode::NotAllowed, what, remedy)
}

pub(crate) fn step(desk: &Desk<'_>, did: StepTaken) -> WorkStep {
    WorkStep { by: desk.user_name(), did }
}

fn change(
    desk: &Desk<'_>,
    places: &[WorkPlace],
    action: &str,
    with: &dyn Fn(&mut WorkItemCell) -> StepTaken,
) -> Result<Worked> {
    let mut unit = desk.unit();
    let mut items = Vec::with_capacity(places.len());
    for place in places {
        let (id, mut cell) = item_of(desk, &unit, *place)?;
        let did = with(&mut cell);
        cell.step = Some(step(desk, did));
        unit.put(id, &cell)?;
        items.push(id);
    }
    desk.commit(unit, action)?;
    Ok(Worked { items })
}

/// The item of a row: a claim's own need gets one when a person first does something with it.
fn item_of(desk: &Desk<'_>, unit: &Unit<'_>, place: WorkPlace) -> Result<(WorkItemId, WorkItemCell)> {
    let (claim, kind) = match place {
        WorkPlace::Item(id) => {
            let cell: WorkItemCell = unit.need(id)?;
            return if cell.item.is_open() { Ok((id, cell)) } else { Err(not_allowed("it is done already", "reload")) };
        }
        WorkPlace::Claim(claim, kind) => (claim, kind),
    };
    let kept = claim_items(desk, claim)?.into_iter().find(|(_, cell)| cell.item.kind == kind);
    match kept {
        Some(kept) => Ok(kept),
        None => {
            let cell = derived_item(desk, claim, kind)?.ok_or_else(|| BillingError::not_found(&claim.to_string()))?;
            Ok((unit.allocate(), cell))
        }
    }
}

/// Takes back the last step of items: only by who took it, and only while nothing else happened to them.
///
/// # Errors
/// `not_permitted`, `not_found`; `not_allowed` when there is no such step.
pub fn undo_work(desk: &Desk<'_>, items: &[WorkItemId]) -> Result<Worked> {
    desk.may(Action::Work)?;
    let mut unit = desk.unit();
    for id in items {
        let mut cell: WorkItemCell = unit.need(*id)?;
        let Some(step) = cell.step.take().filter(|step| step.by == desk.user_name()) else {
            return Err(not_allowed("there is no step of yours to take back", "reload the worklist"));
        };
        match step.did {
            StepTaken::Snoozed(before) => cell.item.snooze = before,
            StepTaken::Assigned(before) => cell.item.owner = before,
            StepTaken::Finished => cell.item.done = None,
            step @ (StepTaken::Appealed(_) | StepTaken::GivenToPatient { .. } | StepTaken::WriteOffAsked(_)) => {
                crate::denial::take_back(desk, &mut unit, &mut cell, step)?;
            }
        }
        unit.put(*id, &cell)?;
    }
    desk.commit(unit, "work.undo")?;
    Ok(Worked { items: items.to_vec() })
}
