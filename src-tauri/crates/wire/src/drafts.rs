//! Drafts of forms: what was typed and is not saved. A person sees his own alone.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Keeps what was typed. Durable when it is answered.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveDraftRequest {
    /// The form's name.
    pub form: String,
    /// The record's id; empty for a new one.
    pub subject: String,
    /// What was typed, as the form writes it (JSON), at most 56 kB.
    pub content: String,
}

/// It is kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaveDraftResponse {}

/// Asks for the draft of a form.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadDraftRequest {
    /// The form's name.
    pub form: String,
    /// The record's id; empty for a new one.
    pub subject: String,
}

/// The draft, where there is one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadDraftResponse {
    /// What was typed; `null` is no draft.
    pub content: Option<String>,
}

/// Drops the draft of a form.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DiscardDraftRequest {
    /// The form's name.
    pub form: String,
    /// The record's id; empty for a new one.
    pub subject: String,
}

/// It is gone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DiscardDraftResponse {}

/// Asks for the person's drafts.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListDraftsRequest {}

/// The person's drafts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListDraftsResponse {
    /// Newest first.
    pub items: Vec<DraftRow>,
}

/// A draft in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftRow {
    /// The form's name.
    pub form: String,
    /// The record's id; empty for a new one.
    pub subject: String,
    /// When it was saved last (UTC).
    pub saved_at: String,
}

impl From<billing::DraftRow> for DraftRow {
    fn from(row: billing::DraftRow) -> Self {
        DraftRow { form: row.form, subject: row.subject, saved_at: row.saved_at.to_string() }
    }
}
