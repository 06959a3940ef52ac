//! Dated code sets: what a code means and whether it may stand on a claim of a given day, and the finder.
//!
//! Purpose: [`CodeBook`] answers for ICD-10-CM, HCPCS level II and the small tables of the field out of packs: one
//! immutable, checksummed file per set and version, shipped with the program or built from official files
//! ([`read`], [`build_code_pack`]).
//!
//! Invariants: no I/O and no clock (callers give the day); bad rows of an official file become findings with line and
//! remedy; no bytes make a reader or the pack opener panic; a pack serves from its first valid day to the day before
//! the next of its set; no CPT descriptor is shipped, and the labels of reason codes and modifiers are our own words.
//!
//! ```
//! use codes::{CodeBook, DiagnosisLookup};
//! use values::Date;
//!
//! let book = CodeBook::shipped();
//! let day = Date::new(2026, 1, 14).unwrap();
//! assert!(matches!(book.diagnosis("E11.9", day), DiagnosisLookup::Billable { .. }));
//! assert!(matches!(book.diagnosis("E11", day), DiagnosisLookup::Header { .. }));
//! assert!(book.carc("45").unwrap().closes(values::AdjustmentGroup::ContractualObligation));
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

mod book;
mod find;
mod fold;
mod lookup;
mod pack;
pub mod read;
mod set;
mod shipped;
mod tables;

pub use book::CodeBook;
pub use find::{FindOptions, Hit, Matched, OwnCode};
pub use lookup::{DiagnosisLookup, HcpcsLookup, Span, is_cpt_shape, is_hcpcs_level_two_shape};
pub use pack::{CodePackInput, PackError, PackLabel, build_code_pack, build_small_pack, pack_sha256};
pub use set::{PackStatus, PackVersion, SETS, Set};
pub use tables::{
    Carc, ClaimFilingIndicator, ClaimFrequency, ClaimStatusCategory, ClpStatus, CodeState, GroupCode, Modifier,
    PlaceOfService, Rarc, Remedy, SmallRow, Taxonomy,
};
