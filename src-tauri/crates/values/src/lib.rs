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

pub use class::{Class, ClassSet, Role};
