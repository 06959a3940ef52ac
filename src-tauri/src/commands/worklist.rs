//! The worklist and the denial workbench.

use crate::store::Opened;
use std::str::FromStr;
use tauri::AppHandle;
use wire::{
    ActOnDenialRequest, ActedView, AssignWorkRequest, DecideWriteOffRequest, DecidedView, DenialActRequest, DenialView,
    ErrorCode, FinishWorkRequest, ListWorkPeopleRequest, ListWorkPeopleResponse, OpenDenialRequest,
    OpenWorklistRequest, SnoozeWorkRequest, UndoWorkRequest, WireError, WorkPersonView, WorkedView, WorklistView,
};

/// Ids out of a request.
fn read<T: FromStr>(ids: &[String]) -> Result<Vec<T>, WireError> {
    ids.iter().map(|id| id.parse().map_err(|_| ErrorCode::BadValue.into())).collect()
}

fn one<T: FromStr>(id: &str) -> Result<T, WireError> {
    id.parse().map_err(|_| ErrorCode::BadValue.into())
}

pub fn open_worklist(
    _app: &AppHandle,
    opened: &Opened,
    request: OpenWorklistRequest,
) -> Result<WorklistView, WireError> {
    Ok(billing::open_worklist(&opened.desk()?, request.into())?.into())
}

pub fn list_work_people(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListWorkPeopleRequest,
) -> Result<ListWorkPeopleResponse, WireError> {
    let people = billing::work_people(&opened.desk()?)?;
    let view = |person: billing::WorkPerson| WorkPersonView { name: person.name, role: person.role.into() };
    Ok(ListWorkPeopleResponse { people: people.into_iter().map(view).collect() })
}

pub fn snooze_work(_app: &AppHandle, opened: &Opened, request: SnoozeWorkRequest) -> Result<WorkedView, WireError> {
    Ok(billing::snooze_items(&opened.desk()?, &read(&request.row_ids)?, &request.until)?.into())
}

pub fn assign_work(_app: &AppHandle, opened: &Opened, request: AssignWorkRequest) -> Result<WorkedView, WireError> {
    Ok(billing::assign_items(&opened.desk()?, &read(&request.row_ids)?, &request.owner)?.into())
}

pub fn finish_work(_app: &AppHandle, opened: &Opened, request: FinishWorkRequest) -> Result<WorkedView, WireError> {
    Ok(billing::finish_items(&opened.desk()?, &read(&request.row_ids)?, &request.how)?.into())
}

pub fn undo_work(_app: &AppHandle, opened: &Opened, request: UndoWorkRequest) -> Result<WorkedView, WireError> {
    Ok(billing::undo_work(&opened.desk()?, &read(&request.row_ids)?)?.into())
}

pub fn open_denial(app: &AppHandle, opened: &Opened, request: OpenDenialRequest) -> Result<DenialView, WireError> {
    crate::window::count_opening(app)?;
    let desk = opened.desk()?;
    let file = billing::open_denial(&desk, one(&request.id)?)?;
    Ok(wire::denial_view(file, desk.today()))
}

pub fn act_on_denial(_app: &AppHandle, opened: &Opened, request: ActOnDenialRequest) -> Result<ActedView, WireError> {
    let desk = opened.desk()?;
    let place = one(&request.id)?;
    let acted = match request.act {
        DenialActRequest::Correct => billing::correct_denial(&desk, place),
        DenialActRequest::Appeal { answer_by, note } => {
            billing::appeal_denial(&desk, place, &billing::Appeal { answer_by, note })
        }
        DenialActRequest::NextPayer => billing::bill_next_after_denial(&desk, place),
        DenialActRequest::Patient => billing::give_to_patient(&desk, place),
        DenialActRequest::WriteOff { amount, why } => billing::ask_write_off(&desk, place, &amount, &why),
        DenialActRequest::Wait { until, why } => billing::wait_with_denial(&desk, place, &until, &why),
    };
    Ok(acted?.into())
}

pub fn decide_write_off(
    _app: &AppHandle,
    opened: &Opened,
    request: DecideWriteOffRequest,
) -> Result<DecidedView, WireError> {
    let desk = opened.desk()?;
    let id = one(&request.row_id)?;
    let decided = match request.return_why {
        None => billing::approve_write_off(&desk, id),
        Some(why) => billing::return_write_off(&desk, id, &why),
    };
    Ok(decided?.into())
}
