//! remittance.
