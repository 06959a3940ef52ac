//! edi.
