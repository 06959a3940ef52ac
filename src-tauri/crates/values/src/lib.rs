//! The field's words as validated types.
//!
//! Purpose: money, dates, ids, names and codes that cannot be wrong once they exist. Invariants: no I/O, no clock, no
//! randomness; money is integer cents; a value that was built is valid.
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

mod class;
mod codes;
mod date;
mod date_entry;
mod error;
mod ids;
mod money;
mod numbers;
mod person;
mod short;

pub use class::{Class, ClassSet, Role};
pub use codes::{
    AdjustmentGroup, Carc, ClaimFrequency, ClaimPaymentStatus, DiagnosisCode, DrugUnit, FilingIndicator, Modifier,
    PatientControlNumber, PayerSequence, PlaceOfService, ProcedureCode, ProcedureQualifier, Rarc, Relationship, Sex,
    Taxonomy, UnitType,
};
pub use date::{Date, TimeZone, Timestamp};
pub use date_entry::{DayOf, read_typed_amount, read_typed_date};
pub use error::ValueError;
pub use ids::{
    BatchId, BillingProviderId, ClaimId, CoverageId, DocumentId, DraftId, EncounterId, EncounterQueryId,
    ExpectedAmountId, FacilityId, FeeId, FileId, LedgerPageId, NoteId, PatientId, PayerId, PreferenceId, ProviderId,
    RemittanceId, RemittancePageId, WorkItemId, format_base32, parse_base32,
};
pub use money::Money;
pub use numbers::{Npi, Quantity, Tin};
pub use person::{Address, Person, PersonName, parse_text};
