//! privacy.
