//! The TypeScript that mirrors the Rust types.
//!
//! The crate that owns the bindings carries a test named [`TEST`]. With [`WRITE`] set to `1` it writes the files;
//! without, it fails where they differ from what the types say. So one test is both the generator and the guard.

use crate::project::root;
use crate::run::cargo;
use crate::setup::{Purpose, packages};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The name of the test that writes and compares.
pub const TEST: &str = "typescript_bindings";
/// The environment variable that makes it write.
pub const WRITE: &str = "CLAIMKEEP_CODEGEN";

/// The command `codegen`.
///
/// # Errors
/// When no crate has such a test, or it fails.
pub fn codegen(_arguments: &[String]) -> Result<()> {
    run_test(true)
}

/// Fails when the committed TypeScript is not what the types say.
///
/// # Errors
/// When it drifted.
pub fn drift() -> Result<()> {
    run_test(false)
}

fn run_test(write: bool) -> Result<()> {
    let Some(package) = owner() else { bail!("no crate has a test named `{TEST}` to write the TypeScript") };
    if crate::project::shell_package().as_deref() == Some(package.as_str()) {
        packages(&[Purpose::Build])?;
        crate::ui::built()?;
    }
    // Twice the same binary: a run that matches no test passes silently, so ask for the list first.
    let listed = cargo().quiet().args(["test", "--package", &package, TEST, "--", "--list"]).output(&[0])?;
    if !listed.contains(TEST) {
        bail!("`{package}` lists no test `{TEST}`");
    }
    let test = cargo().args(["test", "--package", &package, TEST]);
    if write { test.env(WRITE, "1").done() } else { test.done() }
}

/// The package that owns the bindings, found by the test's name in its sources.
pub fn owner() -> Option<String> {
    let mut crates = vec![root().join("src-tauri")];
    let folders = std::fs::read_dir(root().join("src-tauri").join("crates")).ok()?;
    crates.extend(folders.flatten().map(|entry| entry.path()));
    crates.into_iter().find(|folder| ["src", "tests"].iter().any(|part| mentions(&folder.join(part)))).and_then(
        |folder| {
            let manifest: toml::Table = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?.parse().ok()?;
            Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
        },
    )
}

fn mentions(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let needle = format!("fn {TEST}");
    paths.iter().any(|path| {
        path.is_dir() && mentions(path) || std::fs::read_to_string(path).is_ok_and(|text| text.contains(&needle))
    })
}
