//! Drafts of forms.

use crate::store::Opened;
use billing::DraftKey;
use tauri::AppHandle;
use wire::{
    DiscardDraftRequest, DiscardDraftResponse, ListDraftsRequest, ListDraftsResponse, ReadDraftRequest,
    ReadDraftResponse, SaveDraftRequest, SaveDraftResponse, WireError,
};

pub fn save_draft(
    _app: &AppHandle,
    opened: &Opened,
    request: SaveDraftRequest,
) -> Result<SaveDraftResponse, WireError> {
    let key = DraftKey { form: &request.form, subject: &request.subject };
    billing::save_draft(&opened.desk()?, key, &request.content)?;
    Ok(SaveDraftResponse {})
}

pub fn read_draft(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadDraftRequest,
) -> Result<ReadDraftResponse, WireError> {
    let key = DraftKey { form: &request.form, subject: &request.subject };
    Ok(ReadDraftResponse { content: billing::read_draft(&opened.desk()?, key)? })
}

pub fn discard_draft(
    _app: &AppHandle,
    opened: &Opened,
    request: DiscardDraftRequest,
) -> Result<DiscardDraftResponse, WireError> {
    let key = DraftKey { form: &request.form, subject: &request.subject };
    billing::discard_draft(&opened.desk()?, key)?;
    Ok(DiscardDraftResponse {})
}

pub fn list_drafts(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListDraftsRequest,
) -> Result<ListDraftsResponse, WireError> {
    let items = billing::list_drafts(&opened.desk()?)?.into_iter().map(Into::into).collect();
    Ok(ListDraftsResponse { items })
}
