//! What the tabs of a patient's file show: ledger, notes, documents, access history; and the front desk's day.

use crate::{Cents, Field, PatientRow, RoleName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use values::{TimeZone, Timestamp};

/// A moment by the practice's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MomentView {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
}

impl MomentView {
    /// A moment in a zone.
    #[must_use]
    pub fn of(at: Timestamp, zone: &TimeZone) -> MomentView {
        let clock = at.hhmm_in(zone);
        let (hour, minute) = clock.split_at_checked(2).unwrap_or((&clock, ""));
        MomentView { date: at.date_in(zone).to_string(), time: format!("{hour}:{minute}") }
    }
}

/// Asks for the ledger of a patient. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadLedgerRequest {
    /// The patient.
    pub patient_id: String,
}

/// The ledger, sealed where the role lacks the class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadLedgerResponse {
    /// The ledger.
    pub ledger: Field<LedgerView>,
}

/// A patient's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LedgerView {
    /// Service lines, the newest first.
    pub groups: Vec<LedgerGroupView>,
    /// Who owes what is open.
    pub owed: Vec<OwedView>,
    /// Charged.
    pub charge_cents: Cents,
    /// Paid, below zero.
    pub paid_cents: Cents,
    /// Adjusted, below zero.
    pub adjusted_cents: Cents,
    /// Open.
    pub balance_cents: Cents,
    /// Paid and owed by nobody.
    pub credit_cents: Cents,
}

/// Where a service line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StandingName {
    /// Its claim is not sent.
    NotSent,
    /// Its claim was refused before adjudication.
    Rejected,
    /// A payer has it.
    InAdjudication,
    /// Denied, and nobody has acted.
    Denied,
    /// What is open is the patient's.
    PatientShareDue,
    /// Nothing is open.
    PaidInFull,
    /// Too much was paid.
    Credit,
    /// What the patient paid for the claim as a whole; its lines owe at least as much.
    Applied,
}

/// What a service line says of the visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LineWordsView {
    /// Procedure with modifiers.
    pub procedure: String,
    /// Diagnoses and provider.
    pub detail: String,
}

/// One service line with its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LedgerGroupView {
    /// The claim that has it now.
    pub claim_id: String,
    /// The line; `null` is the claim as a whole.
    pub line: Option<u16>,
    /// Day of service, `YYYY-MM-DD`.
    pub service_on: Option<String>,
    /// What was done.
    pub words: Field<LineWordsView>,
    /// Charged.
    pub charge_cents: Cents,
    /// Paid, below zero.
    pub paid_cents: Cents,
    /// Adjusted, below zero.
    pub adjusted_cents: Cents,
    /// Open.
    pub balance_cents: Cents,
    /// Where it stands.
    pub standing: StandingName,
    /// What happened, oldest first.
    pub entries: Vec<LedgerEntryView>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryName {
    /// The charge was changed.
    Charge,
    /// A payer paid.
    PayerPayment,
    /// The patient paid.
    PatientPayment,
    /// A contractual adjustment.
    Contractual,
    /// An adjustment that settles itself.
    Settled,
    /// The payer denied it.
    Denied,
    /// The patient owes it now.
    ToPatient,
    /// A payer owes it again.
    ToInsurer,
    /// The next payer owes it.
    ToNextPayer,
    /// Written off.
    WriteOff,
    /// Paid back.
    Refund,
}

/// To whom an amount falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FallsToName {
    /// A payer.
    Insurer,
    /// The practice.
    Practice,
    /// The patient.
    Patient,
}

/// One entry under a service line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LedgerEntryView {
    /// The day of posting.
    pub posted_on: String,
    /// What it is.
    pub kind: EntryName,
    /// Whether it takes an earlier entry back.
    pub is_reversal: bool,
    /// To whom it falls.
    pub falls_to: FallsToName,
    /// The payer's reasons.
    pub reasons: Vec<String>,
    /// The check or EFT that it came with.
    pub trace: Option<String>,
    /// The payer.
    pub payer_name: Option<String>,
    /// Paid by it, below zero.
    pub paid_cents: Option<Cents>,
    /// Adjusted by it, below zero.
    pub adjusted_cents: Option<Cents>,
    /// What it only moves from one to another.
    pub moved_cents: Option<Cents>,
    /// The line's balance after it.
    pub balance_cents: Cents,
}

/// Who owes a part of what is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwedView {
    /// The payer; `null` is the patient, empty a payer that is not known.
    pub payer_name: Option<String>,
    /// Whether the payer denied it.
    pub is_denied: bool,
    /// How much.
    pub amount_cents: Cents,
}

/// What a note is about: it decides its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoteKindName {
    /// Health and visits (clinical).
    Clinical,
    /// The account (financial).
    Account,
}

/// Asks for the notes of a patient. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListNotesRequest {
    /// The patient.
    pub patient_id: String,
}

/// The notes of a patient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListNotesResponse {
    /// Newest first.
    pub items: Vec<NoteView>,
}

/// A note.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoteView {
    /// The note.
    pub note_id: String,
    /// What it says.
    pub content: Field<NoteTextView>,
}

/// What a note says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoteTextView {
    /// What it is about.
    pub kind: NoteKindName,
    /// About which claim.
    pub claim_id: Option<String>,
    /// What it says now.
    pub text: String,
    /// When it was written first.
    pub written_at: MomentView,
    /// By whom.
    pub written_by: String,
    /// When it was amended last.
    pub amended_at: Option<MomentView>,
    /// What it said before, newest first.
    pub earlier: Vec<NoteVersionView>,
}

/// What a note said.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoteVersionView {
    /// When.
    pub at: MomentView,
    /// By whom.
    pub by: String,
    /// What.
    pub text: String,
}

/// Asks which notes the person may write, and about whom a note from this place would be.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DescribeNoteRequest {
    /// The patient, where the place has one.
    pub patient_id: Option<String>,
    /// The claim, where the place has one.
    pub claim_id: Option<String>,
}

/// What a new note would be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DescribeNoteResponse {
    /// About whom.
    pub patient_id: String,
    /// The kinds that the person may write.
    pub kinds: Vec<NoteKindName>,
}

/// Adds a note.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddNoteRequest {
    /// About whom.
    pub patient_id: String,
    /// About which of his claims.
    pub claim_id: Option<String>,
    /// What it is about.
    pub kind: NoteKindName,
    /// What it says.
    pub text: String,
}

/// Writes a note anew; what it said stays in it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AmendNoteRequest {
    /// The note.
    pub note_id: String,
    /// What it says now.
    pub text: String,
}

/// What kind of paper a document is: it decides the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKindName {
    /// An insurance card.
    InsuranceCard,
    /// A passport, licence or other identity paper.
    IdentityPaper,
    /// A letter about the account.
    Letter,
    /// An explanation of benefits.
    ExplanationOfBenefits,
    /// A clinical paper.
    Clinical,
}

/// Asks for the documents of a patient. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListDocumentsRequest {
    /// The patient.
    pub patient_id: String,
}

/// The documents of a patient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListDocumentsResponse {
    /// Newest first, those that were taken out last.
    pub items: Vec<DocumentView>,
    /// The kinds that the person may keep.
    pub kinds: Vec<DocumentKindName>,
}

/// A document.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentView {
    /// The document.
    pub document_id: String,
    /// What it is.
    pub content: Field<DocumentWordsView>,
}

/// What is told of a document.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentWordsView {
    /// What kind of paper it is.
    pub kind: DocumentKindName,
    /// Its title.
    pub title: String,
    /// Whether it can be shown here; a PDF is kept and not shown.
    pub is_image: bool,
    /// Size in kB, rounded up.
    pub size_kb: u32,
    /// When it was kept.
    pub at: MomentView,
    /// By whom.
    pub by: String,
    /// When it was taken out of the list.
    pub removed_at: Option<MomentView>,
}

/// Keeps a file that was chosen or dropped.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachDocumentRequest {
    /// The file's token.
    pub token: String,
    /// Whose document it is.
    pub patient_id: String,
    /// What kind of paper it is.
    pub kind: DocumentKindName,
    /// Its title.
    pub title: String,
}

/// Opens a document. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenDocumentRequest {
    /// The document.
    pub document_id: String,
}

/// Where an opened document can be seen, once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OpenDocumentResponse {
    /// Its address for an image; `null` for a PDF.
    pub address: Option<String>,
}

/// Takes a document out of the list, or brings it back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RemoveDocumentRequest {
    /// The document.
    pub document_id: String,
    /// Out, or back.
    pub is_removed: bool,
}

/// It is marked so.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RemoveDocumentResponse {}

/// Asks who opened or changed a patient's file. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadAccessRequest {
    /// The patient.
    pub patient_id: String,
}

/// Who opened or changed a patient's file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadAccessResponse {
    /// Newest first.
    pub items: Vec<AccessRow>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// One entry about the patient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessRow {
    /// Number in the journal.
    pub sequence: u32,
    /// When.
    pub at: MomentView,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: RoleName,
    /// What, as the journal's code.
    pub action: String,
}

/// Asks for the patients of a day.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListDayRequest {
    /// The day, as typed; empty is today.
    pub day: String,
}

/// The patients of a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListDayResponse {
    /// The day; `null` when what was typed is none.
    pub day: Option<String>,
    /// Visits first.
    pub items: Vec<DayPatientView>,
}

/// Why a patient is on the list of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayReason {
    /// A visit.
    Visit,
    /// Registered.
    New,
    /// Changed.
    Changed,
    /// Opened.
    Opened,
}

/// A patient on the list of a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DayPatientView {
    /// As lists show him.
    pub patient: PatientRow,
    /// Why he is on it.
    pub because: DayReason,
    /// The first payer on that day; absent where nobody covers it.
    pub covered_by: Field<String>,
}
