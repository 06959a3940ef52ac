//! What is kept about a patient beside the records of billing: notes and documents.

use crate::cell::Cell;
use serde::{Deserialize, Serialize};
use values::{ClaimId, Class, ClassSet, DocumentId, NoteId, PatientId, Timestamp};
use vault::DocumentKey;

/// Which notes and documents a patient has. What they say is sealed under their own class; that they are there is not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientFolder {
    /// Notes, oldest first.
    pub notes: Vec<NoteId>,
    /// Documents, oldest first.
    pub documents: Vec<DocumentId>,
}

// Everybody who may open a patient holds both; the set as such tells the cell from the two that it is made of.
impl Cell for PatientFolder {
    type Id = PatientId;
    const CLASSES: ClassSet = ClassSet::of(&[Class::Demographics, Class::Administrative]);
    const SCHEMA: u16 = 1;
}

/// A note with all that it ever said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteContent {
    /// About whom.
    pub patient_id: PatientId,
    /// About which of his claims, where it is about one.
    pub claim_id: Option<ClaimId>,
    /// What it says, oldest version first; at least one.
    pub versions: Vec<NoteVersion>,
}

/// What a note says since a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteVersion {
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What.
    pub text: String,
}

/// What a document is, and the key that opens it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentContent {
    /// Whose.
    pub patient_id: PatientId,
    /// About which of his claims, where it is about one.
    pub claim_id: Option<ClaimId>,
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
    /// When and by whom it was taken out of the list: it is marked, never deleted.
    pub removed: Option<(Timestamp, String)>,
    /// What opens it.
    pub key: DocumentKey,
}

/// What kind of paper a document is: it decides the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// An insurance card (identifiers).
    InsuranceCard,
    /// A passport, licence, or other identity paper (identifiers).
    IdentityPaper,
    /// A letter about the account (financial).
    Letter,
    /// An explanation of benefits (financial).
    ExplanationOfBenefits,
    /// A clinical paper (clinical).
    Clinical,
}

/// What a document's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DocumentMedia {
    /// PNG: what every scan and photo becomes when it is kept.
    Png,
    /// PDF.
    Pdf,
}

macro_rules! contents {
    ($($(#[doc = $doc:literal])* $cell:ident($content:ident): $id:ty, $class:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $cell(pub $content);

        impl Cell for $cell {
            type Id = $id;
            const CLASSES: ClassSet = ClassSet::one(Class::$class);
            const SCHEMA: u16 = 1;
        }
    )*};
}

contents! {
    /// A note about health and visits.
    ClinicalNote(NoteContent): NoteId, Clinical;
    /// A note about the account: a call, a promise to pay.
    AccountNote(NoteContent): NoteId, Financial;
    /// A document with a person's numbers on it: a card, an identity paper.
    IdentifyingDocument(DocumentContent): DocumentId, Identifiers;
    /// A document about money.
    AccountDocument(DocumentContent): DocumentId, Financial;
    /// A document about health.
    ClinicalDocument(DocumentContent): DocumentId, Clinical;
}
