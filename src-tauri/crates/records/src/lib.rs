//! Typed collections over the sealed store; alone knows the key layout.
//!
//! Purpose: each noun of the practice as cells, one for each confidentiality class that it has fields of; a [`Unit`] that
//! reads and writes them as one commit; lookups and search runs. Invariants: a cell's Rust type fixes its class; a class
//! that the user does not hold reads as [`Field::Sealed`], never as blank; nothing here knows what the fields mean.
//!
//! ```
//! use records::{Cell, PatientDemographics};
//! use values::{Class, ClassSet};
//! assert_eq!(PatientDemographics::CLASSES, ClassSet::one(Class::Demographics));
//! ```
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

mod attention;
mod cell;
mod claim;
mod draft;
mod encounter;
mod file;
mod folder;
mod money;
mod patient;
mod practice;
mod preference;
mod search;
mod unit;
mod work_item;

pub use attention::{ClaimNeed, ClaimNeedRow, ClaimTurn, LaterPolicy, OpenItem, QueuedClaim, WorkRun, open_item_row};
pub use cell::{Cell, Collection, Field, RecordId, RecordsError};
pub use claim::{
    BatchContent, BatchRecord, BatchSet, BatchState, ClaimClinical, ClaimCoverage, ClaimFinancial, ClaimSent,
    ScrubResult,
};
pub use draft::{BillerDraft, CoderDraft, DraftHead, FrontDeskDraft};
pub use encounter::{EncounterClinical, EncounterQueryRecord, FindingOverride, QueryAnswer};
pub use file::{FileKind, FileRecord};
pub use folder::{
    AccountDocument, AccountNote, ClinicalDocument, ClinicalNote, DocumentContent, DocumentKind, DocumentMedia,
    IdentifyingDocument, NoteContent, NoteVersion, PatientFolder,
};
pub use money::{
    Deposit, LedgerPageCell, LinePlace, MatchedBy, PaymentChoice, Placement, PlacementPage, RemittanceContent,
    RemittanceException, RemittanceRecord, RemittanceState,
};
pub use patient::{
    CoverageDemographics, CoverageIdentifiers, CoveragePolicy, EncounterAuthorization, EncounterFinancial,
    PatientAccount, PatientClinical, PatientCoverages, PatientDemographics, PatientIdentifiers,
};
pub use practice::{
    BillingProviderRecord, ExpectedAmountRecord, FacilityRecord, FeeRecord, PayerRecord, PracticeRecord,
    ProviderRecord, Receiver, Usage, practice_key,
};
pub use preference::{Language, PreferenceRecord, Theme};
pub use search::{PatientRun, RUNS, fold, search_rows};
pub use unit::{Index, Row, Unit, lookup, read, row, rows, scan};
pub use work_item::{StepTaken, WorkItemCell, WorkStep, WriteOffRequest};
