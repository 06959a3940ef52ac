//! The journal's files: frames in segments, read forward, appended behind, the end told from damage. No keys here.

pub(crate) mod frame;
mod scan;
mod segment;
mod tail;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use frame::{HEADER, Hash};
pub(crate) use scan::{Closed, bodies, proves, scan};
pub(crate) use segment::{Head, Position, any_begun as begun, place};
pub(crate) use tail::{Stop, Tail, wipe};
pub(crate) use writer::Writer;
