//! `cargo xtask perf`: the window's speed on a large synthetic practice, in the real webview.

use crate::project::{claimkeep, root, shell_binary, shell_package, target};
use crate::run::{cargo, run};
use crate::setup::{Purpose, packages};
use crate::{e2e, ui};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// How many patients the practice has unless told.
const PATIENTS: &str = "100000";
/// Two claims each: the list of claims is then as long as a large office's of a year.
const CLAIMS_PER_PATIENT: &str = "2";

/// Where the figures are kept.
const REPORT: &str = "docs/performance.md";

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
    let table = cargo()
        .args(["run", "--quiet", "--package", e2e::PACKAGE, "--bin", "perf"])
        .env("DISPLAY", &screen.name)
        .env("CLAIMKEEP", claimkeep("release"))
        .env("CLAIMKEEP_DESKTOP", window)
        .env("CLAIMKEEP_DEMO", &folder)
        .output(&[0])?;
    println!("{table}");
    std::fs::write(root().join(REPORT), report(patients, &table)?)?;
    if table.contains("MISSED") {
        bail!("a bar is missed: {REPORT}");
    }
    Ok(())
}

/// The page of the figures: what was measured, on what, and the sizes that count.
fn report(patients: &str, table: &str) -> Result<String> {
    let commit = run("git").args(["rev-parse", "--short=10", "HEAD"]).quiet().output(&[0])?;
    let cores = std::thread::available_parallelism()?;
    let processor = processor().unwrap_or_else(|| "an unnamed processor".to_owned());
    let script = script_bytes(&ui::folder().context("ui is not there")?.join("dist"))?;
    Ok(format!(
        "# How fast the window is\n\nWritten by `cargo xtask perf`: a release build in the real webview under Xvfb, driven by keys, on a \
         synthetic practice of {patients} patients with {CLAIMS_PER_PATIENT} claims each. Bars hold for p95.\n\nMachine: {processor}, \
         {cores} cores. Commit: {}.\n\n{table}\n*Work for a key* is what the page's only thread does until it is painted, in \
         pieces of two milliseconds and more (the page's clock has steps of one); *key to painted* ends two animation frames after the last change that the key caused, the store's answer included; a *start* is of a dropped \
         page cache where the measurer may drop it.\n\nScript of the whole desk, all areas and languages, uncompressed: {} kB. An area \
         loads its own part when it is entered; that the desk with any one area and one language stays below 400 kB is a test \
         (`ui/tests/texts.test.ts`).\n",
        commit.trim(),
        script / 1000,
    ))
}

fn processor() -> Option<String> {
    let told = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = told.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}

fn script_bytes(dist: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dist.join("assets"))? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|end| end == "js") {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
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
