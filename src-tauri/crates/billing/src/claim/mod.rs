//! What is done with claims: made of a visit, listed, shown, scrubbed, approved, corrected, billed on, voided, exported.

mod assemble;
mod create;
mod list;
mod scrub;
mod show;
mod steps;
mod verbs;
mod void;

pub(crate) use assemble::{ClaimCells, assemble_cells};
pub(crate) use create::{ChargeBasis, NewClaim, choose_coverage, create_claim, filing_limit, recharge, repay};
pub use list::{ClaimFilter, ClaimRow, claim_row, list_claims};
pub(crate) use list::{Names, payers_named, row_view};
pub use scrub::{ScrubReport, ScrubbedClaim, scrub_claims};
pub(crate) use scrub::{Scrubber, claims_in, stops, unsent};
pub use show::{
    AdjustmentView, ClaimFile, ClaimLineView, FindingView, HistoryView, OutcomeView, SubmissionView, show_claim,
};
pub(crate) use steps::advance;
pub use verbs::{ClaimsMoved, HeldClaim, MovedClaim, approve_claims, bill_next_payer, correct_claims, export_claims};
pub(crate) use verbs::{HandsOver, next_claim, ready_to_send};
pub use void::void_claims;
pub(crate) use void::{may_void, settle_void};
