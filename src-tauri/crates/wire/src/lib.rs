//! What crosses between the window and Rust: request and response twins, error codes, and the TypeScript made from them.
//!
//! Purpose: the window knows JSON shapes, the layers below know domain types, and this crate alone knows both. Every command
//! stands once, in the table of [`for_each_command`]; the shell's handlers and `ui/src/lib/wire/generated.ts` both come from
//! it, so a command that is missing on either side does not build.
//!
//! Invariants: cents cross as `number` in keys that end in `_cents` ([`Cents`]); a field whose class the role lacks crosses
//! as `{"sealed": "clinical"}`, never as a blank ([`Field`]); an error carries a code, never a name, a date or an amount
//! ([`WireError`]).
//!
//! ```
//! use wire::{ClassName, Field};
//! let name: Field<String> = Field::sealed(ClassName::Clinical);
//! assert_eq!(serde_json::to_string(&name).unwrap(), r#"{"sealed":"clinical"}"#);
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

#[macro_use]
mod table;
mod action;
mod batches;
mod bring_in;
mod charge_form;
mod charges;
mod claim_file;
mod claim_state;
mod code_finder;
mod convert;
mod denials;
mod drafts;
mod entry;
mod error;
mod field;
mod files;
mod form;
mod jobs;
mod office;
mod patient_convert;
mod patient_folder;
mod patient_forms;
mod patients;
mod preferences;
mod queue;
mod queue_convert;
mod remittance_convert;
mod remittances;
mod scrub_results;
mod session;
mod setup;
mod typescript;
mod users;
mod worklist;

pub use action::*;
pub use batches::*;
pub use bring_in::*;
pub use charge_form::*;
pub use charges::*;
pub use claim_file::*;
pub use claim_state::*;
pub use code_finder::*;
pub use convert::patient_file;
pub use denials::*;
pub use drafts::*;
pub use entry::*;
pub use error::*;
pub use field::*;
pub use files::*;
pub use form::*;
pub use jobs::*;
pub use office::*;
pub use patient_folder::*;
pub use patient_forms::*;
pub use patients::*;
pub use preferences::*;
pub use queue::*;
pub use queue_convert::{batch_file, batch_view, claim_file};
pub use remittances::*;
pub use scrub_results::*;
pub use session::*;
pub use setup::*;
pub use table::{COMMANDS, RAW_COMMANDS};
pub use typescript::{CAPABILITY_PATH, TYPESCRIPT_PATH, to_capability, to_typescript};
pub use users::*;
pub use worklist::*;
