//! The journal's files: frames in segments, read forward, appended behind, the end told from damage. No keys here.

pub(crate) mod frame;
mod scan;
mod segment;
mod tail;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use frame::{HEADER, Hash};
pub(crate) use scan::{Closed, Folder, Segments, bodies, proves, scan, scan_whole};
pub(crate) use segment::{Head, Loaded, Position, SEGMENT_LEN, any_begun as begun, path as segment_path, place, used};
pub(crate) use tail::{Stop, Tail, wipe};
pub(crate) use writer::Writer;
