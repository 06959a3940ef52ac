//! Judges a remittance advice: does it balance, which claims and lines does it pay, what must be posted, what is denied.
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

pub use advice::{
    AdviceTotals, ClaimPayment, LinePayment, PaidProcedure, PaymentPerson, ProviderAdjustment, RemittanceAdvice,
};
