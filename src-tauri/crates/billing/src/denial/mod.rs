//! The denial workbench: a denied or rejected claim with all that is needed to decide, and the six things that may be done.

mod actions;
mod case;
mod compare;
mod file;
mod offers;
mod write_off;

pub(crate) use actions::take_back;
pub use actions::{
    Acted, Appeal, appeal_denial, bill_next_after_denial, correct_denial, give_to_patient, wait_with_denial,
};
pub use case::DenialPlace;
pub use compare::{ComparedLine, SaidLine};
pub use file::{
    CodeText, Decision, DenialEvent, DenialFile, DenialItem, DeniedAmount, DeniedLine, SendingProof, WriteOffView,
    open_denial,
};
pub use offers::{ActionBlock, ActionOffer, DenialAction, DenialStanding};
pub use write_off::{Decided, approve_write_off, ask_write_off, return_write_off};
