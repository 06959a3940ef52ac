//! The office screen's own data: who may change it, what is refused, and how prices follow each other.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm
)]

mod bring_in;
mod prices;
mod records;
mod stage;
mod users;
