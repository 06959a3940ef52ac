//! The tests in the real window: a virtual screen, the shell's program, and whatever harness `tests/e2e` holds.

use crate::demo::Practice;
use crate::project::{self, claimkeep, root, target};
use crate::run::{Run, Running, cargo, run};
use crate::setup::{Purpose, Tool, cargo_tool, packages, pyx12};
use crate::{steps, ui};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// The package of the tests in the real window. They need a screen, so the other tests leave it out.
pub const PACKAGE: &str = "e2e";

/// How `tests/e2e` is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Harness {
    /// `npm run e2e` in this folder.
    Npm(PathBuf),
    /// `cargo test` of the package [`PACKAGE`].
    Cargo,
}

/// The one hook: which harness there is. None before the shell and its tests exist.
pub fn harness() -> Option<Harness> {
    project::shell_package()?;
    let folder = root().join("tests").join("e2e");
    if ui::has_script(&folder, "e2e") {
        return Some(Harness::Npm(folder));
    }
    let tests = std::fs::read_dir(folder.join("tests")).ok()?;
    let any = tests.flatten().any(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    any.then_some(Harness::Cargo)
}

/// Builds the shell in the debug profile, its screens compiled in.
///
/// # Errors
/// When it does not compile.
pub fn build_shell() -> Result<PathBuf> {
    packages(&[Purpose::Build])?;
    ui::built()?;
    let package = project::shell_package().context("src-tauri/Cargo.toml is not there yet")?;
    let binary = project::shell_binary().context("src-tauri/Cargo.toml names no program")?;
    cargo().args(["build", "--package", &package, "--bin", &binary]).done()?;
    Ok(target().join("debug").join(binary))
}

/// Runs the harness. It finds in its environment: `DISPLAY`, `CLAIMKEEP` (command line), `CLAIMKEEP_DESKTOP` (the
/// window's program), `TAURI_DRIVER` (the WebDriver server to start), `CLAIMKEEP_E2E_OUT` (a folder for screenshots),
/// `CLAIMKEEP_PYX12` (a Python with pyx12, which judges what the window sends).
///
/// # Errors
/// When a test fails.
pub fn test(harness: &Harness) -> Result<()> {
    packages(&[Purpose::Build, Purpose::Test])?;
    let driver = cargo_tool(Tool::TauriDriver)?;
    let shell = build_shell()?;
    steps::build("ci")?;
    let out = target().join("e2e");
    std::fs::create_dir_all(&out)?;
    let screen = Screen::open()?;
    let command = match harness {
        Harness::Npm(folder) => {
            ui::install(folder)?;
            run(crate::setup::node()?).args(["run", "e2e", "--prefix"]).args([folder])
        }
        Harness::Cargo => cargo().args(["test", "--package", PACKAGE, "--tests", "--", "--test-threads=1"]),
    };
    let command = surroundings(command, &screen, &shell);
    let command = match judge()? {
        Some(python) => command.env("CLAIMKEEP_PYX12", python),
        None => command,
    };
    command.env("CI", "true").env("TAURI_DRIVER", driver).env("CLAIMKEEP_E2E_OUT", out).done()
}

/// The judge of X12 files. In CI there is one; elsewhere, as without a network, the tests say what they leave out.
fn judge() -> Result<Option<PathBuf>> {
    match pyx12() {
        Ok(python) => Ok(Some(python)),
        Err(error) if std::env::var_os("CI").is_some() => Err(error),
        Err(error) => {
            println!("{error:#}; going on without pyx12");
            Ok(None)
        }
    }
}

/// What every program that looks at the window finds in its environment.
fn surroundings(command: Run, screen: &Screen, shell: &Path) -> Run {
    command
        .env("DISPLAY", &screen.name)
        // A screen of ours, whatever the person's own session is.
        .env("GDK_BACKEND", "x11")
        .env("CLAIMKEEP", claimkeep("ci"))
        .env("CLAIMKEEP_DESKTOP", shell)
}

/// Pictures of the window on the synthetic practice. The harness takes them when it has a program `screenshots`
/// (it unlocks and walks through the screens; `CLAIMKEEP_DEMO` is the demo's folder with `demo.json`); otherwise
/// the window is opened and its first screen saved.
///
/// # Errors
/// When the window does not show.
pub fn screenshots(shell: &Path, practice: &Practice) -> Result<()> {
    packages(&[Purpose::Test])?;
    let out = practice.folder.join("screenshots");
    std::fs::create_dir_all(&out)?;
    let screen = Screen::open()?;
    if root().join("tests/e2e/src/bin/screenshots.rs").is_file() {
        let walk = cargo().args(["run", "--package", PACKAGE, "--bin", "screenshots"]);
        let driver = cargo_tool(Tool::TauriDriver)?;
        let walk = surroundings(walk, &screen, shell).env("TAURI_DRIVER", driver).env("CLAIMKEEP_E2E_OUT", &out);
        walk.env("CLAIMKEEP_STORE", &practice.store).env("CLAIMKEEP_DEMO", &practice.folder).done()?;
    } else {
        let window = surroundings(run(shell), &screen, shell).env("CLAIMKEEP_STORE", &practice.store);
        let _window = window.start(Stdio::null())?;
        screen.wait_for_window()?;
        screen.save(&out.join("window.png"))?;
    }
    println!("\nscreenshots in {}", out.display());
    Ok(())
}

/// A virtual screen, gone when dropped.
pub struct Screen {
    /// What `DISPLAY` is to be.
    pub name: String,
    _server: Running,
}

impl Screen {
    /// Starts one on a free number.
    ///
    /// # Errors
    /// When Xvfb does not start.
    pub fn open() -> Result<Self> {
        let mut server = run("Xvfb")
            .quiet()
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
            .start(Stdio::piped())?;
        let stdout = server.0.stdout.take().context("the screen's output is piped")?;
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number)?;
        let number: u32 = number.trim().parse().context("Xvfb did not start")?;
        Ok(Self { name: format!(":{number}"), _server: server })
    }

    /// Saves what the screen shows as a picture.
    ///
    /// # Errors
    /// When ImageMagick fails.
    pub fn save(&self, picture: &Path) -> Result<()> {
        run("import").quiet().args(["-display", &self.name, "-window", "root"]).args([picture]).done()
    }

    /// Waits until a window is shown and has had time to paint.
    ///
    /// # Errors
    /// When none is there after half a minute.
    fn wait_for_window(&self) -> Result<()> {
        for _ in 0..60 {
            std::thread::sleep(Duration::from_millis(500));
            let search = run("xdotool").quiet().env("DISPLAY", &self.name);
            let found = search.args(["search", "--onlyvisible", "--name", "."]).output(&[0, 1])?;
            if !found.trim().is_empty() {
                std::thread::sleep(Duration::from_secs(3));
                return Ok(());
            }
        }
        bail!("no window was shown in 30 seconds")
    }
}
