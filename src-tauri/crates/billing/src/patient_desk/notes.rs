//! Notes on patients and claims: added and amended, never deleted.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::form::{Form, FormCheck, Problem};
use privacy::Action;
use records::{
    AccountNote, ClaimCoverage, ClinicalNote, Collection, Field, NoteContent, NoteVersion, PatientFolder, Unit, read,
};
use values::{ClaimId, Class, ClassSet, NoteId, PatientId, Timestamp, parse_text};

/// The longest note, in characters.
const NOTE_AT_MOST: usize = 4000;

/// More versions than this are not kept: then a new note is written.
const VERSIONS_AT_MOST: usize = 10;

/// What a note is about: it decides its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// Health and visits (clinical).
    Clinical,
    /// The account (financial).
    Account,
}

impl NoteKind {
    /// The class under which it is sealed.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            NoteKind::Clinical => Class::Clinical,
            NoteKind::Account => Class::Financial,
        }
    }
}

/// A note as a person typed it.
#[derive(Debug, Clone)]
pub struct NoteForm {
    /// About whom.
    pub patient: PatientId,
    /// About which of his claims, where it is about one.
    pub claim: Option<ClaimId>,
    /// What it is about.
    pub kind: NoteKind,
    /// What it says.
    pub text: String,
}

/// A note as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteView {
    /// The note.
    pub id: NoteId,
    /// What it is about; sealed where the person lacks the class.
    pub content: Field<NoteText>,
}

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// What it is about.
    pub kind: NoteKind,
    /// About which claim.
    pub claim: Option<ClaimId>,
    /// What it says now.
    pub text: String,
    /// When it was written first.
    pub written_at: Timestamp,
    /// By whom.
    pub written_by: String,
    /// When it was amended last, where it was.
    pub amended_at: Option<Timestamp>,
    /// What it said before, newest first, with when and by whom.
    pub earlier: Vec<NoteVersion>,
}

/// The patient that a claim is of.
///
/// # Errors
/// `not_permitted`, `not_found`, `sealed` without the class, or what the store refuses.
pub fn patient_of_claim(desk: &Desk<'_>, claim: ClaimId) -> Result<PatientId> {
    desk.may(Action::ReadPatient)?;
    let coverage: ClaimCoverage = desk.unit().need(claim)?;
    Ok(coverage.patient_id)
}

/// Adds a note.
///
/// # Errors
/// `not_permitted` also without the note's class, `not_found`, or what the store refuses; then nothing was kept.
pub fn add_note(desk: &Desk<'_>, form: &NoteForm) -> Result<Form<NoteId>> {
    desk.may(Action::ReadPatient)?;
    let mut unit = desk.unit();
    let mut folder: PatientFolder = unit.read_or_default(form.patient)?;
    if let Some(claim) = form.claim {
        let coverage: ClaimCoverage = unit.need(claim)?;
        if coverage.patient_id != form.patient {
            return Err(BillingError::not_found(&claim.to_string()));
        }
    }
    crate::patients::patient_row(desk, form.patient)?;
    let mut check = FormCheck::on(desk.today());
    let text = text_of(&mut check, &form.text);
    check.save(|| {
        let id: NoteId = unit.allocate();
        folder.notes.push(id);
        unit.put(form.patient, &folder)?;
        let versions = vec![version(desk, text)];
        let content = NoteContent { patient_id: form.patient, claim_id: form.claim, versions };
        put(&mut unit, id, form.kind, content)?;
        desk.commit(unit, "note.add")?;
        Ok(id)
    })
}

/// Writes a note anew; what it said stays in it.
///
/// # Errors
/// As [`add_note`].
pub fn amend_note(desk: &Desk<'_>, id: NoteId, text: &str) -> Result<Form<NoteId>> {
    desk.may(Action::ReadPatient)?;
    let mut unit = desk.unit();
    let (kind, mut content) = match content_of(&unit, id)? {
        Field::Open(found) => found,
        Field::Sealed(class) => return Err(BillingError::sealed(class)),
        Field::Absent => return Err(BillingError::not_found(&id.to_string())),
    };
    let mut check = FormCheck::on(desk.today());
    let text = text_of(&mut check, text);
    if content.versions.len() >= VERSIONS_AT_MOST {
        check.refuse("text", Problem::TooLong);
    }
    check.save(|| {
        content.versions.push(version(desk, text));
        put(&mut unit, id, kind, content)?;
        desk.commit(unit, "note.amend")?;
        Ok(id)
    })
}

/// The notes of a patient, newest first. Journaled before they are shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_notes(desk: &Desk<'_>, patient: PatientId) -> Result<Vec<NoteView>> {
    desk.may(Action::ReadPatient)?;
    let folder = read::<PatientFolder>(desk.vault(), patient)?.open().unwrap_or_default();
    if folder.notes.is_empty() {
        return Ok(Vec::new());
    }
    let unit = desk.unit();
    let seen: Vec<Class> = [Class::Clinical, Class::Financial].into_iter().filter(|class| desk.holds(*class)).collect();
    unit.touch(Collection::Patient, patient.number(), ClassSet::of(&seen));
    desk.commit(unit, "note.list")?;
    let unit = desk.unit();
    let mut views = Vec::with_capacity(folder.notes.len());
    for id in folder.notes.into_iter().rev() {
        views.push(NoteView { id, content: view_of(content_of(&unit, id)?) });
    }
    Ok(views)
}

fn view_of(content: Field<(NoteKind, NoteContent)>) -> Field<NoteText> {
    match content {
        Field::Open((kind, mut content)) => match content.versions.pop() {
            Some(now) => {
                let first = content.versions.first().cloned();
                let amended_at = first.is_some().then_some(now.at);
                let written = first.unwrap_or_else(|| now.clone());
                Field::Open(NoteText {
                    kind,
                    claim: content.claim_id,
                    text: now.text,
                    written_at: written.at,
                    written_by: written.by,
                    amended_at,
                    earlier: content.versions.into_iter().rev().collect(),
                })
            }
            None => Field::Absent,
        },
        Field::Sealed(class) => Field::Sealed(class),
        Field::Absent => Field::Absent,
    }
}

fn text_of(check: &mut FormCheck, typed: &str) -> String {
    check.required("text", typed);
    if typed.trim().chars().count() > NOTE_AT_MOST {
        check.refuse("text", Problem::TooLong);
        return String::new();
    }
    // Line ends are part of a note; other control characters are not.
    let lines =
        typed.trim().lines().map(|line| parse_text(line, NOTE_AT_MOST)).collect::<std::result::Result<Vec<_>, _>>();
    match lines {
        Ok(lines) => lines.join("\n"),
        Err(_) => {
            check.refuse("text", Problem::BadCharacter);
            String::new()
        }
    }
}

fn version(desk: &Desk<'_>, text: String) -> NoteVersion {
    NoteVersion { at: desk.now(), by: desk.user_name(), text }
}

fn put(unit: &mut Unit<'_>, id: NoteId, kind: NoteKind, content: NoteContent) -> Result<()> {
    match kind {
        NoteKind::Clinical => unit.put(id, &ClinicalNote(content))?,
        NoteKind::Account => unit.put(id, &AccountNote(content))?,
    }
    Ok(())
}

fn content_of(unit: &Unit<'_>, id: NoteId) -> Result<Field<(NoteKind, NoteContent)>> {
    let clinical: Field<ClinicalNote> = unit.read(id)?;
    match clinical {
        Field::Open(ClinicalNote(content)) => Ok(Field::Open((NoteKind::Clinical, content))),
        Field::Sealed(class) => Ok(Field::Sealed(class)),
        Field::Absent => Ok(unit.read::<AccountNote>(id)?.map(|AccountNote(content)| (NoteKind::Account, content))),
    }
}
