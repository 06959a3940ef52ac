//! The patient's desk: registration, coverage, ledger, notes, documents, and who looked.

mod access;
mod coverage;
mod day;
mod documents;
mod duplicates;
mod image;
mod money;
mod notes;
mod overview;
mod register;
mod timeline;
mod undo;

pub use access::{AccessRow, access_history};
pub use coverage::{CoverageForm, SubscriberForm, end_coverage, save_coverage, show_coverage};
pub use day::{DayPatient, Registered, day_of_patients};
pub use documents::{
    AttachedFile, DOCUMENT_AT_MOST, DocumentForm, DocumentView, DocumentWords, OpenedDocument, attach_document,
    class_of as document_class, list_documents, open_document, remove_document,
};
pub use duplicates::{LikelyDuplicate, Likeness, find_duplicates};
pub use money::{
    EntryKind, FallsTo, LedgerEntry, LedgerGroup, LineWords, OwedBy, PatientLedger, Standing, patient_ledger,
};
pub use notes::{NoteForm, NoteKind, NoteText, NoteView, add_note, amend_note, list_notes, patient_of_claim};
pub use overview::{PatientOverview, patient_overview};
pub use register::{PatientForm, Saved, patient_form, save_patient};
pub use timeline::{CoverageSpan, CoverageTimeline, Gap, STEPS, timeline_of};
pub use undo::{Undo, undo};
