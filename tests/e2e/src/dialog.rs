//! The system's own file dialog, which no page and no driver can reach: its keys come from the X server, as a person's would.

use crate::window::Window;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Titles of the dialogs for files and for a folder.
const TITLES: &str = "^(Open File|Open Files?|Pick Folder|Select Folder)$";

const PATIENCE: Duration = Duration::from_secs(15);

/// Chooses a file or folder in the dialog that is open or about to open: `/` opens its path field, then the path and Enter.
///
/// # Errors
/// When xdotool is missing or no dialog comes.
pub fn choose_in_dialog(window: &Window, path: &Path) -> Result<()> {
    let dialog = dialog(window)?;
    let path = path.to_str().context("a path of text")?;
    let rest = path.strip_prefix('/').context("a whole path")?;
    // Without a window manager nobody gives a new window the keys.
    xdotool(window, &["windowfocus", "--sync", &dialog])?;
    xdotool(window, &["key", "slash"])?;
    std::thread::sleep(Duration::from_millis(300));
    xdotool(window, &["type", "--delay", "5", rest])?;
    std::thread::sleep(Duration::from_millis(300));
    xdotool(window, &["key", "Return"])?;
    closed(window, &dialog)
}

/// Leaves the dialog without a choice.
///
/// # Errors
/// When xdotool is missing or no dialog comes.
pub fn leave_dialog(window: &Window) -> Result<()> {
    let dialog = dialog(window)?;
    xdotool(window, &["windowfocus", "--sync", &dialog])?;
    xdotool(window, &["key", "Escape"])?;
    closed(window, &dialog)
}

fn dialog(window: &Window) -> Result<String> {
    let until = Instant::now() + PATIENCE;
    loop {
        let found = xdotool(window, &["search", "--onlyvisible", "--name", TITLES]).unwrap_or_default();
        if let Some(id) = found.lines().next() {
            // It is there before its widgets take keys.
            std::thread::sleep(Duration::from_millis(500));
            return Ok(id.to_owned());
        }
        ensure!(Instant::now() < until, "no dialog opened");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn closed(window: &Window, dialog: &str) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    while xdotool(window, &["search", "--onlyvisible", "--name", TITLES]).unwrap_or_default().contains(dialog) {
        ensure!(Instant::now() < until, "the dialog stays open");
        std::thread::sleep(Duration::from_millis(50));
    }
    // The page's window has the keys again.
    let main = xdotool(window, &["search", "--onlyvisible", "--name", "^Claimkeep$"])?;
    let main = main.lines().next().context("the window is gone")?.to_owned();
    xdotool(window, &["windowfocus", "--sync", &main])?;
    Ok(())
}

fn xdotool(window: &Window, words: &[&str]) -> Result<String> {
    let ran = Command::new("xdotool").args(words).env("DISPLAY", window.display()).output();
    let ran = ran.context("xdotool is not installed: cargo xtask setup")?;
    ensure!(ran.status.success(), "xdotool {words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
}
