//! Drafts: what a person typed into a form and has not saved survives a lock, a user switch and a kill (ux.md 2).

use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use records::{BillerDraft, CoderDraft, DraftHead, Field, FrontDeskDraft, Unit, scan};
use values::{DraftId, Role, Timestamp};

/// The longest draft, in bytes: with its head it must stay below the store's 64 KiB for a record.
pub const DRAFT_AT_MOST: usize = 56 * 1024;

/// How many drafts a person can have: more than that many forms are never open.
const DRAFTS_EACH: usize = 64;

/// Which form, about which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftKey<'a> {
    /// The form's name.
    pub form: &'a str,
    /// The record's id; empty for a new one.
    pub subject: &'a str,
}

/// One draft of the person at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The form's name.
    pub form: String,
    /// The record's id; empty for a new one.
    pub subject: String,
    /// When it was saved last.
    pub saved_at: Timestamp,
}

/// Keeps what was typed, in place of what was kept before. Durable when it returns. Sealed under all classes of the
/// person's role, and shown to nobody else.
///
/// # Errors
/// `bad_value` for a draft that is too long or a form without a name, `not_allowed` for too many drafts, or what the store
/// refuses.
pub fn save_draft(desk: &Desk<'_>, key: DraftKey<'_>, content: &str) -> Result<()> {
    let named = (1..=40).contains(&key.form.len()) && key.subject.len() <= 80;
    if !named || content.len() > DRAFT_AT_MOST {
        return Err(BillingError::new(ErrorCode::BadValue, "the draft is too long to keep", "save the form"));
    }
    let mine = own(desk)?;
    let before = mine.iter().find(|(_, head)| is_of(head, key)).map(|(id, _)| *id);
    if before.is_none() && mine.len() >= DRAFTS_EACH {
        return Err(BillingError::new(ErrorCode::NotAllowed, "too many drafts are kept", "save or discard some"));
    }
    let mut unit = desk.unit();
    let id = before.unwrap_or_else(|| unit.allocate());
    let mut head = DraftHead {
        owner: desk.vault().user().id,
        form: key.form.to_owned(),
        subject: key.subject.to_owned(),
        saved_at: desk.now(),
        content: String::new(),
    };
    match desk.role() {
        Role::FrontDesk => unit.put(id, &FrontDeskDraft(content.to_owned()))?,
        Role::Coder => unit.put(id, &CoderDraft(content.to_owned()))?,
        Role::Biller | Role::Supervisor => unit.put(id, &BillerDraft(content.to_owned()))?,
        Role::Auditor | Role::Administrator => content.clone_into(&mut head.content),
    }
    unit.put(id, &head)?;
    desk.commit(unit, "draft.save")
}

/// What was typed, where the person has a draft of this form.
///
/// # Errors
/// What the store refuses.
pub fn read_draft(desk: &Desk<'_>, key: DraftKey<'_>) -> Result<Option<String>> {
    let Some((id, head)) = own(desk)?.into_iter().find(|(_, head)| is_of(head, key)) else { return Ok(None) };
    let unit = desk.unit();
    Ok(match desk.role() {
        Role::FrontDesk => unit.read::<FrontDeskDraft>(id)?.open().map(|draft| draft.0),
        Role::Coder => unit.read::<CoderDraft>(id)?.open().map(|draft| draft.0),
        Role::Biller | Role::Supervisor => unit.read::<BillerDraft>(id)?.open().map(|draft| draft.0),
        Role::Auditor | Role::Administrator => Some(head.content),
    })
}

/// Drops a draft; one that is not there is no error.
///
/// # Errors
/// What the store refuses.
pub fn discard_draft(desk: &Desk<'_>, key: DraftKey<'_>) -> Result<()> {
    let mut unit = desk.unit();
    drop_draft(desk, &mut unit, key)?;
    if unit.is_empty() { Ok(()) } else { desk.commit(unit, "draft.discard") }
}

/// Drops a draft together with what a unit of work saves of it.
///
/// # Errors
/// What the store refuses.
pub(crate) fn drop_draft(desk: &Desk<'_>, unit: &mut Unit<'_>, key: DraftKey<'_>) -> Result<()> {
    for (id, _) in own(desk)?.into_iter().filter(|(_, head)| is_of(head, key)) {
        unit.remove::<DraftId>(id);
    }
    Ok(())
}

/// The person's drafts, newest first.
///
/// # Errors
/// What the store refuses.
pub fn list_drafts(desk: &Desk<'_>) -> Result<Vec<DraftRow>> {
    let mut rows: Vec<DraftRow> = own(desk)?
        .into_iter()
        .map(|(_, head)| DraftRow { form: head.form, subject: head.subject, saved_at: head.saved_at })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.saved_at));
    Ok(rows)
}

fn is_of(head: &DraftHead, key: DraftKey<'_>) -> bool {
    head.form == key.form && head.subject == key.subject
}

fn own(desk: &Desk<'_>) -> Result<Vec<(DraftId, DraftHead)>> {
    let me = desk.vault().user().id;
    let mut found = Vec::new();
    for item in scan::<DraftHead>(desk.vault()) {
        if let (id, Field::Open(head)) = item?
            && head.owner == me
        {
            found.push((id, head));
        }
    }
    Ok(found)
}
