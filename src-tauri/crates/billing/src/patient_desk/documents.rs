//! A patient's documents: scans, cards, letters, each a sealed file of its own.

use super::image::{MediaType, made_anew};
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::form::{Form, FormCheck, Problem};
use crate::office::needed;
use privacy::Action;
use records::{
    AccountDocument, ClinicalDocument, Collection, DocumentContent, DocumentKind, DocumentMedia, Field,
    IdentifyingDocument, PatientFolder, Unit, read,
};
use values::{Class, ClassSet, DocumentId, PatientId, Timestamp};
use zeroize::Zeroizing;

/// The largest file that is kept, in bytes.
pub const DOCUMENT_AT_MOST: usize = 32 << 20;

/// A file that a person chose or dropped.
pub struct AttachedFile<'a> {
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What a person says of a document.
#[derive(Debug, Clone)]
pub struct DocumentForm {
    /// Whose.
    pub patient: PatientId,
    /// What kind of paper it is; it decides the class.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
}

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentView {
    /// The document.
    pub id: DocumentId,
    /// What it is; sealed where the person lacks the class.
    pub content: Field<DocumentWords>,
}

/// What is told of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentWords {
    /// What kind of paper it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// What its bytes are.
    pub media: DocumentMedia,
    /// How many bytes.
    pub size: u64,
    /// When it was kept.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// When it was taken out of the list, where it was.
    pub removed_at: Option<Timestamp>,
}

/// A document, opened.
pub struct OpenedDocument {
    /// What its bytes are.
    pub media: DocumentMedia,
    /// The bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// The class under which a kind of paper is sealed.
#[must_use]
pub const fn class_of(kind: DocumentKind) -> Class {
    match kind {
        DocumentKind::InsuranceCard | DocumentKind::IdentityPaper => Class::Identifiers,
        DocumentKind::Letter | DocumentKind::ExplanationOfBenefits => Class::Financial,
        DocumentKind::Clinical => Class::Clinical,
    }
}

/// Keeps a document: images are made anew from their pixels, a PDF is kept as it is.
///
/// # Errors
/// `not_permitted` also without the paper's class, `not_found`, or what the store refuses; then nothing was kept. A file that is
/// no PNG, JPEG or PDF, or too large, is a problem of the field `file`.
pub fn attach_document(desk: &Desk<'_>, form: &DocumentForm, file: &AttachedFile<'_>) -> Result<Form<DocumentId>> {
    desk.may(Action::ReadPatient)?;
    let class = class_of(form.kind);
    if !desk.holds(class) {
        return Err(BillingError::sealed(class));
    }
    crate::patients::patient_row(desk, form.patient)?;
    let mut unit = desk.unit();
    let mut folder: PatientFolder = unit.read_or_default(form.patient)?;
    let mut check = FormCheck::on(desk.today());
    let title = needed(&mut check, "title", &form.title, 120);
    let kept = to_keep(&mut check, file.bytes);
    if let (true, Some((media, bytes))) = (check.is_clean(), kept) {
        let id: DocumentId = unit.allocate();
        folder.documents.push(id);
        unit.put(form.patient, &folder)?;
        let content = DocumentContent {
            patient_id: form.patient,
            claim_id: None,
            kind: form.kind,
            title,
            media,
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            at: desk.now(),
            by: desk.user_name(),
            removed: None,
            key: desk.vault().put_document(&bytes).map_err(BillingError::from)?,
        };
        put(&mut unit, id, content)?;
        desk.commit(unit, "document.add")?;
        return Ok(Form::Saved(id));
    }
    check.save(|| Err(BillingError::new(ErrorCode::BadValue, "the file cannot be kept", "choose another file")))
}

fn to_keep(check: &mut FormCheck, bytes: &[u8]) -> Option<(DocumentMedia, Zeroizing<Vec<u8>>)> {
    if bytes.len() > DOCUMENT_AT_MOST {
        check.refuse("file", Problem::TooLong);
        return None;
    }
    let kept = MediaType::of(bytes).and_then(|media| match media {
        MediaType::Png | MediaType::Jpeg => made_anew(media, bytes).map(|image| (DocumentMedia::Png, image)),
        MediaType::Pdf => Some((DocumentMedia::Pdf, bytes.to_vec())),
    });
    if kept.is_none() {
        check.refuse("file", Problem::BadShape);
    }
    kept.map(|(media, bytes)| (media, Zeroizing::new(bytes)))
}

/// The documents of a patient, newest first, those that were taken out last. Journaled before they are shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_documents(desk: &Desk<'_>, patient: PatientId) -> Result<Vec<DocumentView>> {
    desk.may(Action::ReadPatient)?;
    let folder = read::<PatientFolder>(desk.vault(), patient)?.open().unwrap_or_default();
    if folder.documents.is_empty() {
        return Ok(Vec::new());
    }
    let unit = desk.unit();
    unit.touch(Collection::Patient, patient.number(), ClassSet::one(Class::Demographics));
    desk.commit(unit, "document.list")?;
    let unit = desk.unit();
    let mut views = Vec::with_capacity(folder.documents.len());
    for id in folder.documents.into_iter().rev() {
        views.push(DocumentView { id, content: content_of(&unit, id)?.map(words) });
    }
    views.sort_by_key(|view| view.content.as_open().is_some_and(|words| words.removed_at.is_some()));
    Ok(views)
}

fn words(content: DocumentContent) -> DocumentWords {
    let DocumentContent { kind, title, media, size, at, by, removed, .. } = content;
    DocumentWords { kind, title, media, size, at, by, removed_at: removed.map(|(at, _)| at) }
}

/// Opens a document, journaled before it is shown.
///
/// # Errors
/// `not_permitted` also without the paper's class, `not_found`, or what the store refuses.
pub fn open_document(desk: &Desk<'_>, id: DocumentId) -> Result<OpenedDocument> {
    desk.may(Action::ReadPatient)?;
    let content = need(&desk.unit(), id)?;
    let unit = desk.unit();
    unit.touch(Collection::Patient, content.patient_id.number(), ClassSet::EMPTY);
    unit.touch(Collection::Document, id.number(), ClassSet::one(class_of(content.kind)));
    desk.commit(unit, "document.show")?;
    let bytes = desk.vault().get_document(&content.key).map_err(BillingError::from)?;
    Ok(OpenedDocument { media: content.media, bytes })
}

/// Takes a document out of the list, or brings it back: it is marked, never deleted.
///
/// # Errors
/// `not_permitted` also without the paper's class, `not_found`, or what the store refuses; then nothing was changed.
pub fn remove_document(desk: &Desk<'_>, id: DocumentId, is_removed: bool) -> Result<()> {
    desk.may(Action::ReadPatient)?;
    let mut unit = desk.unit();
    let mut content = need(&unit, id)?;
    if content.removed.is_some() == is_removed {
        return Ok(());
    }
    content.removed = is_removed.then(|| (desk.now(), desk.user_name()));
    unit.touch(Collection::Patient, content.patient_id.number(), ClassSet::EMPTY);
    put(&mut unit, id, content)?;
    desk.commit(unit, if is_removed { "document.remove" } else { "document.restore" })
}

fn put(unit: &mut Unit<'_>, id: DocumentId, content: DocumentContent) -> Result<()> {
    match class_of(content.kind) {
        Class::Financial => unit.put(id, &AccountDocument(content))?,
        Class::Clinical => unit.put(id, &ClinicalDocument(content))?,
        Class::Identifiers | Class::Demographics | Class::Coverage | Class::Sensitive | Class::Administrative => {
            unit.put(id, &IdentifyingDocument(content))?;
        }
    }
    Ok(())
}

fn need(unit: &Unit<'_>, id: DocumentId) -> Result<DocumentContent> {
    match content_of(unit, id)? {
        Field::Open(content) => Ok(content),
        Field::Sealed(class) => Err(BillingError::sealed(class)),
        Field::Absent => Err(BillingError::not_found(&id.to_string())),
    }
}

fn content_of(unit: &Unit<'_>, id: DocumentId) -> Result<Field<DocumentContent>> {
    match unit.read::<IdentifyingDocument>(id)?.map(|IdentifyingDocument(content)| content) {
        Field::Absent => {}
        found @ (Field::Open(_) | Field::Sealed(_)) => return Ok(found),
    }
    match unit.read::<AccountDocument>(id)?.map(|AccountDocument(content)| content) {
        Field::Absent => Ok(unit.read::<ClinicalDocument>(id)?.map(|ClinicalDocument(content)| content)),
        found @ (Field::Open(_) | Field::Sealed(_)) => Ok(found),
    }
}
