//! Benchmarks live in `bench/`, a workspace of their own, so that the product's build never waits for them.

use crate::project::root;
use crate::run::cargo;
use anyhow::Result;

/// The command `bench`: all benchmarks, or those whose names contain the words given.
///
/// # Errors
/// When one fails.
pub fn bench(arguments: &[String]) -> Result<()> {
    cargo()
        .dir(root().join("bench"))
        .env("CARGO_TARGET_DIR", root().join("bench/target"))
        .args(["bench"])
        .args(arguments)
        .done()
}
