//! The tabs of a patient's file, and the front desk's day.

use super::register::{id, maybe_id};
use crate::session::Session;
use crate::store::{Desk, Opened};
use records::DocumentMedia;
use tauri::{AppHandle, Manager};
use values::{Class, DayOf, read_typed_date};
use wire::*;

/// Entries of the access history that are shown.
const ACCESS_SHOWN: usize = 200;

pub fn read_ledger(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadLedgerRequest,
) -> Result<ReadLedgerResponse, WireError> {
    let desk = opened.desk()?;
    let patient = id(&request.patient_id)?;
    if !desk.holds(Class::Financial) && desk.may(privacy::Action::ReadPatient).is_ok() {
        return Ok(ReadLedgerResponse { ledger: Field::sealed(ClassName::Financial) });
    }
    Ok(ReadLedgerResponse { ledger: Field::Open(billing::patient_ledger(&desk, patient)?.into()) })
}

pub fn list_notes(
    _app: &AppHandle,
    opened: &Opened,
    request: ListNotesRequest,
) -> Result<ListNotesResponse, WireError> {
    let desk = opened.desk()?;
    let zone = desk.practice().time_zone.clone();
    let notes = billing::list_notes(&desk, id(&request.patient_id)?)?;
    Ok(ListNotesResponse { items: notes.into_iter().map(|note| NoteView::of(note, &zone)).collect() })
}

pub fn describe_note(
    _app: &AppHandle,
    opened: &Opened,
    request: DescribeNoteRequest,
) -> Result<DescribeNoteResponse, WireError> {
    let desk = opened.desk()?;
    let patient = maybe_id(request.patient_id.as_deref())?;
    let patient = match (patient, maybe_id(request.claim_id.as_deref())?) {
        (Some(patient), _) => patient,
        (None, Some(claim)) => billing::patient_of_claim(&desk, claim)?,
        (None, None) => return Err(ErrorCode::BadValue.into()),
    };
    let kinds = [NoteKindName::Account, NoteKindName::Clinical];
    let may = |kind: &NoteKindName| desk.holds(billing::NoteKind::from(*kind).class());
    Ok(DescribeNoteResponse { patient_id: patient.to_string(), kinds: kinds.into_iter().filter(may).collect() })
}

pub fn add_note(_app: &AppHandle, opened: &Opened, request: AddNoteRequest) -> Result<Saved, WireError> {
    let form = billing::NoteForm {
        patient: id(&request.patient_id)?,
        claim: maybe_id(request.claim_id.as_deref())?,
        kind: request.kind.into(),
        text: request.text,
    };
    Ok(billing::add_note(&opened.desk()?, &form)?.into())
}

pub fn amend_note(_app: &AppHandle, opened: &Opened, request: AmendNoteRequest) -> Result<Saved, WireError> {
    Ok(billing::amend_note(&opened.desk()?, id(&request.note_id)?, &request.text)?.into())
}

pub fn list_documents(
    _app: &AppHandle,
    opened: &Opened,
    request: ListDocumentsRequest,
) -> Result<ListDocumentsResponse, WireError> {
    let desk = opened.desk()?;
    let zone = desk.practice().time_zone.clone();
    let documents = billing::list_documents(&desk, id(&request.patient_id)?)?;
    Ok(ListDocumentsResponse {
        items: documents.into_iter().map(|document| DocumentView::of(document, &zone)).collect(),
        kinds: DocumentKindName::all().filter(|kind| may_keep(&desk, *kind)).collect(),
    })
}

fn may_keep(desk: &Desk<'_>, kind: DocumentKindName) -> bool {
    desk.holds(billing::document_class(kind.into()))
}

/// Takes the file out of the session only when it is kept: a form that is refused can be sent again.
pub fn attach_document(app: &AppHandle, opened: &Opened, request: AttachDocumentRequest) -> Result<Saved, WireError> {
    let session = app.state::<Session>();
    let file = session.files().get(&request.token).ok_or(ErrorCode::NotFound)?;
    let form =
        billing::DocumentForm { patient: id(&request.patient_id)?, kind: request.kind.into(), title: request.title };
    let kept = billing::attach_document(&opened.desk()?, &form, &billing::AttachedFile { bytes: &file.bytes })?;
    if let billing::Form::Saved(_) = kept {
        session.files().forget(&[request.token]);
    }
    Ok(kept.into())
}

pub fn open_document(
    app: &AppHandle,
    opened: &Opened,
    request: OpenDocumentRequest,
) -> Result<OpenDocumentResponse, WireError> {
    let document = billing::open_document(&opened.desk()?, id(&request.document_id)?)?;
    let address = match document.media {
        DocumentMedia::Png => Some(app.state::<Session>().papers().show(document.bytes).ok_or(ErrorCode::Io)?),
        DocumentMedia::Pdf => None,
    };
    Ok(OpenDocumentResponse { address })
}

pub fn remove_document(
    _app: &AppHandle,
    opened: &Opened,
    request: RemoveDocumentRequest,
) -> Result<RemoveDocumentResponse, WireError> {
    billing::remove_document(&opened.desk()?, id(&request.document_id)?, request.is_removed)?;
    Ok(RemoveDocumentResponse {})
}

pub fn read_access(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadAccessRequest,
) -> Result<ReadAccessResponse, WireError> {
    let desk = opened.desk()?;
    let zone = desk.practice().time_zone.clone();
    let (rows, has_more) = billing::access_history(&desk, id(&request.patient_id)?, ACCESS_SHOWN)?;
    Ok(ReadAccessResponse { items: rows.into_iter().map(|row| AccessRow::of(row, &zone)).collect(), has_more })
}

pub fn list_day(_app: &AppHandle, opened: &Opened, request: ListDayRequest) -> Result<ListDayResponse, WireError> {
    let desk = opened.desk()?;
    let typed = if request.day.trim().is_empty() { "t" } else { request.day.trim() };
    let Ok(day) = read_typed_date(typed, desk.today(), DayOf::Business) else {
        return Ok(ListDayResponse { day: None, items: Vec::new() });
    };
    let items = billing::day_of_patients(&desk, day)?;
    Ok(ListDayResponse { day: Some(day.to_string()), items: items.into_iter().map(Into::into).collect() })
}
