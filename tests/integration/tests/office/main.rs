//! What a user of the practice sees, from the first file to the last cent, on a real encrypted store.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::print_stdout
)]

mod always;
mod bad_files;
mod bad_stores;
mod changes;
mod common;
mod denials;
mod fates;
mod history;
mod numbers;
mod patient_ledger;
mod posting;
mod queue;
mod roles;
mod thread;
mod visits;
mod worklist;
