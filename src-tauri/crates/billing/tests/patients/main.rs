//! The patient's desk on a real store: registration, coverage, notes, documents, ledger, drafts.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod drafts;
mod folder;
mod office;
mod preferences;
mod register;
