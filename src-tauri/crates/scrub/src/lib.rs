//! scrub.
