//! Registration, coverage, likely duplicates, undo.

use crate::session::Session;
use crate::store::Opened;
use std::str::FromStr;
use tauri::{AppHandle, Manager};
use wire::*;

pub fn read_patient_form(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadPatientFormRequest,
) -> Result<PatientFields, WireError> {
    Ok(billing::patient_form(&opened.desk()?, id(&request.patient_id)?)?.into())
}

pub fn save_patient(app: &AppHandle, opened: &Opened, request: SavePatientRequest) -> Result<Saved, WireError> {
    let form = request.fields.form(maybe_id(request.patient_id.as_deref())?);
    Ok(remembered(app, billing::save_patient(&opened.desk()?, &form)?))
}

pub fn find_duplicates(
    _app: &AppHandle,
    opened: &Opened,
    request: FindDuplicatesRequest,
) -> Result<FindDuplicatesResponse, WireError> {
    let form = request.fields.form(maybe_id(request.patient_id.as_deref())?);
    let found = billing::find_duplicates(&opened.desk()?, &form, &request.member_id)?;
    Ok(FindDuplicatesResponse { items: found.into_iter().map(Into::into).collect() })
}

pub fn read_coverage_form(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadCoverageFormRequest,
) -> Result<CoverageFields, WireError> {
    Ok(billing::show_coverage(&opened.desk()?, id(&request.coverage_id)?)?.into())
}

pub fn save_coverage(app: &AppHandle, opened: &Opened, request: SaveCoverageRequest) -> Result<Saved, WireError> {
    let form = request.fields.form(maybe_id(request.coverage_id.as_deref())?, Some(id(&request.patient_id)?));
    Ok(remembered(app, billing::save_coverage(&opened.desk()?, &form)?))
}

pub fn end_coverage(app: &AppHandle, opened: &Opened, request: EndCoverageRequest) -> Result<Saved, WireError> {
    let ended = billing::end_coverage(&opened.desk()?, id(&request.coverage_id)?, &request.ends_on)?;
    Ok(remembered(app, ended))
}

pub fn undo_last(app: &AppHandle, opened: &Opened, _request: UndoLastRequest) -> Result<UndoLastResponse, WireError> {
    let Some(undo) = app.state::<Session>().take_undo() else { return Ok(UndoLastResponse { patient_id: None }) };
    billing::undo(&opened.desk()?, &undo)?;
    Ok(UndoLastResponse { patient_id: Some(undo.patient().to_string()) })
}

/// Keeps what takes the change back in this session, and says what was saved.
fn remembered<Id: ToString>(app: &AppHandle, form: billing::Form<billing::Saved<Id>>) -> Saved {
    match form {
        billing::Form::Saved(saved) => {
            if saved.undo.is_some() {
                app.state::<Session>().remember(saved.undo);
            }
            Saved::Saved { id: saved.id.to_string() }
        }
        billing::Form::Refused(problems) => billing::Form::<String>::Refused(problems).into(),
    }
}

/// An id as the page sent it.
///
/// # Errors
/// [`ErrorCode::BadValue`].
pub fn id<T: FromStr>(text: &str) -> Result<T, WireError> {
    text.parse().map_err(|_| ErrorCode::BadValue.into())
}

/// An id that may be missing.
///
/// # Errors
/// [`ErrorCode::BadValue`].
pub fn maybe_id<T: FromStr>(text: Option<&str>) -> Result<Option<T>, WireError> {
    text.map(id).transpose()
}
