//! The books: double-entry postings, what is open on a claim, trial balance and aging.
//!
//! Purpose: every movement of money is a [`Posting`], a debit and a credit of the same amount, down to the service line;
//! balances, the trial balance and aging are sums of postings and nothing else. Invariants: amounts are integer cents and
//! above zero; postings are append-only and an undo is a reversing posting ([`reverse`]); no I/O, no clock.
//!
//! ```
//! use ledger::{ClaimBalance, Movement, PostingKind, PostingSubject, Source};
//! use values::{Date, Money};
//! let subject = PostingSubject::new(Date::new(2026, 3, 2).unwrap(), Source::Charge);
//! let charge = subject.post(PostingKind::Charge, Movement::CHARGE, Money::from_cents(12_500).unwrap()).unwrap();
//! let back = ledger::reverse(std::slice::from_ref(&charge), charge.posted_on);
//! assert_eq!(ClaimBalance::of([&charge]).total().cents(), 12_500);
//! assert_eq!(ClaimBalance::of([&charge, &back[0]]), ClaimBalance::default());
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::float_arithmetic,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod account;
mod aging;
mod balance;
mod page;
mod posting;
mod totals;

pub use account::{Account, Movement};
pub use aging::{Aging, AgingBucket, AgingItem, aging};
pub use balance::{ClaimBalance, LineBalance, OpenAmounts};
pub use page::{LedgerPage, MAX_POSTINGS, append, paged};
pub use posting::{Posting, PostingKind, PostingSubject, Source, reversal_of_remittance, reverse};
pub use totals::LedgerTotals;

#[cfg(test)]
mod tests;
