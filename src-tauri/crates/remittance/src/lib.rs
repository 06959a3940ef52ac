//! Judges a remittance advice: does it balance, which claims and lines does it pay, what must be posted, what is denied.
//!
//! Purpose: [`balance`] checks an advice at line, claim and transaction level; [`match_claim`] and [`match_lines`] find what it
//! pays; [`propose`] says what one claim payment does to a claim and to the books; [`coordination`] tells the next payer.
//! Invariants: exact cents; no I/O, no clock; nothing is stored here, an earlier outcome is never changed, a reversal adds.
//! What a claim's books say follows from its standing outcomes alone, whatever the order they came in.
//!
//! ```
//! use remittance::{Action, ReasonClass};
//! assert_eq!(ReasonClass::from_remedy("appeal"), Some(ReasonClass::Actionable(Action::Appeal)));
//! assert!(!ReasonClass::Contractual.is_actionable());
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

mod advice;
mod balance;
mod coordination;
mod denial;
mod division;
mod exception;
mod line_matching;
mod matching;
mod net;
mod outcome;
mod postings;
mod propose;
mod provider_level;
mod reasons;
mod state;
mod told;

pub use advice::{
    AdviceTotals, ClaimPayment, LinePayment, PaidProcedure, PaymentPerson, ProviderAdjustment, RemittanceAdvice,
};
pub use balance::{BalanceReport, Imbalance, balance};
pub use coordination::{PriorPayer, coordination};
pub use denial::{Denial, denials_of};
pub use division::divide;
pub use exception::{Exception, ExceptionKind};
pub use line_matching::match_lines;
pub use matching::{ClaimMatch, ClaimOnFile, Likeness, LineOnFile, fold_name, likeness, match_claim};
pub use propose::{Aside, Context, Proposal, propose, propose_lines};
pub use provider_level::{RemittanceSubject, interest_exceptions, provider_level_postings, unapplied_posting};
pub use reasons::{Action, ReasonClass, ReasonRules, Treatment};
pub use told::{PayerContact, Told};

#[cfg(test)]
mod tests;
