//! The wire: professional claims in and out (837P), remittances (835) and acknowledgments (TA1, 999, 277CA) in the
//! field's words.
//!
//! Purpose: the only place that knows both the guides and the domain. Invariants: no I/O, no clock; whatever comes in,
//! nothing panics, and what cannot be read is left out alone with a finding that names segment, position and remedy;
//! what goes out stands in the guide's order and in upper-case ASCII, and a claim that cannot be written so is refused.
//!
//! ```
//! let file = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260102*1200*^*00501*000000001*0*T*:~\
//!     TA1*000000007*260101*0900*A*000~IEA*0*000000001~";
//! let incoming = edi::from_acknowledgment(&x12::parse(file)).unwrap();
//! assert_eq!(incoming.acknowledgment.kind.name(), "TA1");
//! assert!(incoming.acknowledgment.answers[0].event.is_none());
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

mod acknowledgment;
mod advice;
mod incoming;
mod outgoing;
mod source;
#[cfg(test)]
mod testing;

pub use acknowledgment::{IncomingAcknowledgment, NotAcknowledgment, from_acknowledgment};
pub use advice::{Incoming835, SetProblem, from_835};
pub use incoming::{Incoming837, IncomingClaim, IncomingSet, from_837p, read_837p};
pub use outgoing::{
    EdiError, Folded, GUIDE_837P, Interchange837, NotWritable, SubmitterContact, TradingPartner, WritingProblem,
    Written837, WrittenClaim, WrittenSet, check_writable, line_control_number, to_837p,
};
