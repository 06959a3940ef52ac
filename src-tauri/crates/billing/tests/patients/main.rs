//! The patient's desk on a real store: registration, coverage, notes, documents, ledger, drafts.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod drafts;
mod office;
mod preferences;
