//! What a claim says, where it stands, and what payers did to it.
//!
//! Purpose: the claim as a financial intent ([`ClaimAccount`]), what an 837P can say about a visit ([`ProfessionalClaim`]),
//! and the life cycle ([`transition`]). Invariants: no I/O, no clock; a rejected claim (never adjudicated) and a denied one
//! (adjudicated) never share a state; what was sent is never changed, a correction is a new version.
//!
//! ```
//! use claims::{ClaimEvent, ClaimState, transition};
//! assert_eq!(transition(ClaimState::Draft, ClaimEvent::ScrubbedClean), Ok(ClaimState::Scrubbed));
//! assert!(transition(ClaimState::Draft, ClaimEvent::Approve).is_err());
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

mod account;
mod acknowledgment;
mod finding;
mod life_cycle;
mod outcome;
mod party;
mod professional;
mod visit;

pub use account::{ClaimAccount, ClaimTotals, HistoryEvent, Submission};
pub use acknowledgment::{Acknowledgment, AcknowledgmentKind, Answer, AnswerSubject};
pub use finding::{Said, ScrubFinding, Severity};
pub use life_cycle::{ClaimEvent, ClaimState, NotAllowed, transition};
pub use outcome::{Adjustment, ClaimOutcome, LineOutcome};
pub use party::{BillingProvider, CoverageStatement, Dependent, EntityType, Party, RawSegment, Subscriber};
pub use professional::{ClaimParties, LineAdjudication, OtherPayer, ProfessionalClaim, death_elements};
pub use visit::{
    ClaimDate, ClaimProvider, DateValue, Diagnosis, DiagnosisVersion, Drug, Indicators, Note, ProviderRole, Reference,
    RelatedCauses, ServiceLine, Visit,
};
