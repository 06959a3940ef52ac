//! What the integration tests work with: an office at its desk, its files, and a small payer that answers them.
//!
//! Purpose: the tests in `tests/office` drive `billing` on a real encrypted store as a person would; here are the store
//! ([`Office`]), the CSV and 837P files that come in ([`data`], [`history`]), and a payer that reads what the office sends
//! and answers to the cent ([`payer`], [`remit`]). Invariants: every file is written here by format strings, not by the
//! product's writers, so that both must agree; nothing is random; only made-up people.
//!
//! ```
//! use integration::data::{Visit, encounters};
//! let visit = Visit::new("E1", "A001", 10, "I10", &[("99213", "", 12_500)]);
//! assert!(encounters(&[visit]).contains("E1,A001,2026-09-05"));
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

pub mod data;
pub mod history;
pub mod office;
pub mod payer;
pub mod remit;

pub use office::{Office, Picture, codes, template};

/// Cents as X12 and CSV write them: `12.5` is not written, `12.50` is.
#[must_use]
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    match (cents.abs() / 100, cents.abs() % 100) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, rest) => format!("{sign}{whole}.{rest:02}"),
    }
}
