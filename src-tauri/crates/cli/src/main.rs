//! `claimkeep`, the command-line companion.
fn main() {}
