//! Lossless X12 reading and writing, and checks of version 005010 files.
//!
//! Invariants:
//! - [`parse`] never fails and never panics, whatever the bytes: what is wrong is in [`Parsed::findings`].
//! - Nothing is lost: unknown segments are kept, and [`write`] puts out what was read.
//! - Segments are borrowed from the input; elements are split when they are asked for.
//! - Delimiters come from each ISA, never from habit.
//! - Segment positions count from the file's first ISA = 1, over all interchanges.
//! - Money is whole cents, read by a strict grammar.
//!
//! ```
//! let file = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260102*1200*^*00501*000000001*0*T*:~\
//!     TA1*000000007*260101*0900*A*000~IEA*0*000000001~";
//! let parsed = x12::parse(file);
//! assert!(parsed.findings().is_empty());
//! let interchange = parsed.interchanges().next().unwrap();
//! let ta1 = interchange.acknowledgments().next().unwrap();
//! assert_eq!((ta1.position(), ta1.element(4).text().as_ref()), (2, "A"));
//! assert_eq!(x12::write(&parsed, false), file);
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

mod amounts;
mod check;
mod delimiters;
mod document;
mod envelope;
mod finding;
mod hierarchy;
mod kind;
mod reader;
mod segment;
mod store;
mod writer;

pub use amounts::{format_cents, parse_cents, parse_number};
pub use check::{CheckReport, Outcome, check, check_parsed};
pub use delimiters::{Delimiters, HeaderProblem, ISA_WIDTH};
pub use document::{Group, Interchange, Parsed, Set};
pub use envelope::MAX_SETS;
pub use finding::{Code, Finding, MAX_FINDINGS, Severity};
pub use kind::SetKind;
pub use reader::{MAX_ELEMENTS, MAX_FILE_BYTES, MAX_SEGMENT_BYTES, MAX_SEGMENTS, parse};
pub use segment::{Element, Segment, SplitSegment};
pub use writer::{
    Field, GroupHeader, InterchangeHeader, InterchangeWriter, SetHeader, Usage, WriteError, WriteOptions, write,
};
