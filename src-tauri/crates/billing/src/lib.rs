//! One function for each thing that a user does: decide, act, record, journal, in one commit.
//!
//! Purpose: the application layer that the window and the command line share. Invariants: every change goes through here,
//! takes a [`Desk`] (the person, the unlocked store, the day) and writes one journal entry in the same commit; reads of
//! patients and claims are journaled before they are shown; nothing here knows JSON keys, exit codes or screens.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod acknowledgments;
mod audit;
mod backup;
mod batch;
mod books;
mod claim;
mod coordination;
mod denial;
mod desk;
mod drafts;
mod error;
mod finding;
mod follow;
mod form;
mod import;
mod interchange;
mod merge;
mod office;
mod patient_desk;
mod patients;
mod practice;
mod practice_form;
mod preferences;
mod price;
mod queue;
mod reference;
mod remittances;
mod reports;
mod user_forms;
mod users;
mod visit;
mod work_list;
mod worklist;

pub use acknowledgments::{AcknowledgmentReport, MovedBy, import_acknowledgment};
pub use audit::{AuditRow, ProblemView, Proof, audit_entries, verify_audit, verify_store};
pub use backup::{
    BackupView, DrillView, RestoreView, begin_restore, create_backup, drill_backup, finish_restore, verify_backup,
};
pub use batch::{
    BatchFile, BatchRow, QueuedFile, create_batches, hand_over_batches, list_batches, queued_files, show_batch,
};
pub use claim::{
    AdjustmentView, ClaimFile, ClaimFilter, ClaimLineView, ClaimRow, ClaimsMoved, FindingView, HeldClaim, HistoryView,
    MovedClaim, OutcomeView, ScrubReport, ScrubbedClaim, SubmissionView, approve_claims, bill_next_payer, claim_row,
    correct_claims, export_claims, list_claims, scrub_claims, show_claim, void_claims,
};
pub use denial::{
    Acted, ActionBlock, ActionOffer, Appeal, CodeText, ComparedLine, Decided, Decision, DenialAction, DenialEvent,
    DenialFile, DenialItem, DenialPlace, DenialStanding, DeniedAmount, DeniedLine, SaidLine, SendingProof,
    WriteOffView, appeal_denial, approve_write_off, ask_write_off, bill_next_after_denial, correct_denial,
    give_to_patient, open_denial, return_write_off, wait_with_denial,
};
pub use desk::{Desk, Progress, Unwatched, Watch, sha256_hex};
pub use drafts::{DRAFT_AT_MOST, DraftKey, DraftRow, discard_draft, list_drafts, read_draft, save_draft};
pub use error::{BillingError, ErrorCode, Result};
pub use finding::FileFinding;
pub use form::{FieldProblem, Form, Problem};
pub use import::{
    CsvColumn, CsvGlance, CsvKind, CsvOptions, CsvReport, HistoryReport, PlacedCsv, bring_in_csv, glance_csv,
    import_claims, import_csv, rehearse_claims,
};
pub use merge::merge_patients;
pub use office::{
    AddressForm, BillingProviderForm, FacilityForm, PayerForm, ProviderForm, list_billing_providers, list_facilities,
    list_payers, list_providers, save_billing_provider, save_facility, save_payer, save_provider,
};
pub use patient_desk::{
    AccessRow, AttachedFile, CoverageForm, CoverageSpan, CoverageTimeline, DOCUMENT_AT_MOST, DayPatient, DocumentForm,
    DocumentView, DocumentWords, EntryKind, FallsTo, Gap, LedgerEntry, LedgerGroup, LikelyDuplicate, Likeness,
    LineWords, NoteForm, NoteKind, NoteText, NoteView, OpenedDocument, OwedBy, PatientForm, PatientLedger,
    PatientOverview, Registered, STEPS, Saved, Standing, SubscriberForm, Undo, access_history, add_note, amend_note,
    attach_document, day_of_patients, document_class, end_coverage, find_duplicates, list_documents, list_notes,
    open_document, patient_form, patient_ledger, patient_of_claim, patient_overview, remove_document, save_coverage,
    save_patient, show_coverage, timeline_of, undo,
};
pub use patients::{
    CoverageView, DemographicsView, FOUND_AT_MOST, IdentifiersView, PatientFile, PatientRow, find_patients,
    journal_searches, list_patients, patient_row, search_patients, show_patient,
};
pub use practice::{
    CheckedPractice, FeeEntry, PayerEntry, PracticeFile, ProviderEntry, check_practice, found_practice,
};
pub use practice_form::{
    FounderForm, FoundersForm, PracticeForm, check_founders, check_practice_form, enrol_founding_biller,
    is_without_patients,
};
pub use preferences::{Preferences, read_preferences, save_preferences};
pub use price::{
    Price, PriceBook, PriceFlag, PriceForm, PriceFormRow, PriceId, PriceKey, PriceKind, PriceLine, PriceList,
    PriceQuery, expected_allowed, list_prices, publish_prices, withdraw_prices,
};
pub use queue::{
    BatchProgress, BatchStep, BatchStepName, ClaimQueue, ClaimTotals, InterchangeSegment, InterchangeText, PayerTotal,
    QueueFilter, QueueIndex, QueueRow, QueueTab, ScrubSummary, TabTotal, TextPart, batch_progress, hold_claims,
    list_queue, look_at_queue, read_interchange, recent_batches, release_claims, total_claims, withdraw_approvals,
};
pub use remittances::{
    CandidateLine, ClaimCandidate, DepositEntry, ExceptionView, Hindrance, LineCompared, NextStep, OurLine, PaidClaim,
    PayerTold, PayerToldKind, PaymentGroup, PaymentLineRow, PaymentNote, PaymentRow, PaymentState, ReasonRow,
    ReceivedFile, ReceivedRemittance, Reconciliation, RemittanceFile, RemittanceFileReport, RemittanceListed,
    RemittanceRow, RemittanceSheet, RemittanceTotals, RemittanceView, Shares, UndoReport, detach_claim_payment,
    find_claim_candidates, import_remittance, list_remittances, match_claim_payment, open_remittance, post_remittance,
    queue_remittances, receive_remittances, record_deposit, rematch_claim_payment, show_remittance,
    split_claim_payment, undo_remittance,
};
pub use reports::{
    AccountView, AgingBucketView, AgingReport, DenialRow, KeyFigure, LedgerReport, Window, report_aging,
    report_denials, report_kpi, report_ledger,
};
pub use user_forms::{
    MemberState, SecondForm, UserCard, UserCards, UserForm, approve_by_form, change_own_passphrase, describe_users,
    disable_by_form, enrol_by_form, judge_passphrase,
};
pub use users::{UserRow, add_user, approve_user, change_passphrase, disable_user, list_users};
pub use visit::{
    CODES_AT_MOST, Choice, ClaimHead, CodeCheck, CodeKind, EncounterRow, EncounterState, Fix, FoundCode, LineCheck,
    LineForm, OpenEncounter, OverrideForm, PolicyCheck, PolicyChoice, QueryView, ReadOnly, SHOWN_AT_MOST, ScrubResults,
    Scrubbed, Validity, VisitCheck, VisitChoices, VisitFinding, VisitForm, VisitSaved, VisitSheet, Where, answer_query,
    apply_fix, ask_provider, check_visit, copy_last_visit, find_codes, list_encounters, list_scrub_results, mark_ready,
    open_encounter, open_encounter_visit, open_visit, override_finding, save_visit, start_visit,
};
pub use work_list::{WorkRow, assign_work, finish_work, list_work, work_kind};
pub use worklist::{
    LastEvent, QueueCount, ROWS_AT_MOST, WorkFilter, WorkOrder, WorkPerson, WorkPlace, WorkQueue, WorkReason,
    WorkScope, WorkView, Worked, Worklist, assign_items, finish_items, open_worklist, snooze_items, undo_work,
    work_people,
};
