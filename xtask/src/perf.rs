//! `cargo xtask perf`: the window's speed on a large synthetic practice, in the real webview.

use crate::project::{claimkeep, shell_binary, shell_package, target};
use crate::run::{cargo, run};
use crate::setup::{Purpose, packages};
use crate::{e2e, ui};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// How many patients the practice has unless told.
const PATIENTS: &str = "100000";
/// Two claims each: the list of claims is then as long as a large office's of a year.
const CLAIMS_PER_PATIENT: &str = "2";

/// The command `perf [PATIENTS]`. The practice is made once and kept under `target/perf`.
///
/// # Errors
/// When something does not build, or a bar is missed.
pub fn perf(arguments: &[String]) -> Result<()> {
    packages(&[Purpose::Build, Purpose::Test])?;
    ui::built()?;
    let shell = shell_package().context("src-tauri/Cargo.toml is not there")?;
    cargo().args(["build", "--release", "--package", &shell, "--package", "cli"]).done()?;
    let patients = arguments.first().map_or(PATIENTS, String::as_str);
    let folder = practice(patients)?;
    let window = target().join("release").join(shell_binary().context("the shell names no program")?);
    let screen = e2e::Screen::open()?;
    cargo()
        .args(["run", "--package", e2e::PACKAGE, "--bin", "perf"])
        .env("DISPLAY", &screen.name)
        .env("CLAIMKEEP", claimkeep("release"))
        .env("CLAIMKEEP_DESKTOP", window)
        .env("CLAIMKEEP_DEMO", &folder)
        .done()
}

fn practice(patients: &str) -> Result<PathBuf> {
    let folder = target().join("perf").join(patients);
    if !folder.join("demo.json").is_file() {
        make(&folder, patients)?;
    }
    Ok(folder)
}

fn make(folder: &Path, patients: &str) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    println!("a practice of {patients} patients is made; this is done once and takes some minutes");
    let made = run(claimkeep("release")).args(["--json", "--store"]).args([&folder.join("practice")]).args([
        "demo",
        "--patients",
        patients,
        "--claims-per-patient",
        CLAIMS_PER_PATIENT,
    ]);
    std::fs::write(folder.join("demo.json"), made.output(&[0])?)?;
    Ok(())
}
