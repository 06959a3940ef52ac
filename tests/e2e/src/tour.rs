//! A walk through every screen there is, by keyboard.

use crate::Driver;
use crate::practice::Practice;
use crate::window::{Setting, Theme, Window};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The sizes that pictures are taken in.
const SIZES: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];

/// The other areas: their key, a text that tells that they are there, what is there once their rows are, the name of their picture.
const AREAS: [(&str, &str, &str, &str); 6] = [
    ("Alt+3", "To code", "[role=gridcell]", "04-charges"),
    ("Alt+4", "On their way", "[role=gridcell]", "06-claims"),
    ("Alt+5", "Unreconciled", "[role=gridcell]", "07-remittances"),
    ("Alt+6", "By deadline", "[role=gridcell]", "08-denials"),
    ("Alt+7", "Expected allowed", "[role=gridcell]", "14-office"),
    ("Alt+9", "Settings", "[role=radiogroup]", "17-settings"),
];

const PAINTED: Duration = Duration::from_millis(400);

/// Where pictures go: `CLAIMKEEP_E2E_OUT`, or `docs/screens`.
#[must_use]
pub fn pictures_folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::var_os("CLAIMKEEP_E2E_OUT").map_or_else(|| here.join("../../docs/screens"), PathBuf::from)
}

/// Takes the pictures of what is shown, in every size.
///
/// # Errors
/// When the page is gone or the folder cannot be written.
pub fn take_pictures(driver: &Driver, theme: Theme, name: &str) -> Result<()> {
    let folder = pictures_folder();
    std::fs::create_dir_all(&folder)?;
    for (width, height) in SIZES {
        driver.resize((width, height))?;
        // The page has its size before it is painted in it.
        std::thread::sleep(PAINTED);
        std::fs::write(folder.join(format!("{name}-{width}-{}.png", theme.name())), driver.picture()?)?;
    }
    Ok(())
}

/// Opens each screen in turn and lets `look` look at it.
///
/// # Errors
/// When a screen does not come, or what `look` says.
pub fn tour(practice: &Practice, theme: Theme, look: &mut dyn FnMut(&Driver, &str) -> Result<()>) -> Result<()> {
    let window = Window::open(&Setting { theme, ..Setting::of(practice) })?;
    let driver = window.driver();
    let biller = practice.person("biller")?;
    look(driver, "01-gate")?;
    window.try_unlock(biller, "not the passphrase at all")?;
    driver.wait_text("doesn’t open")?;
    look(driver, "01-gate-wrong")?;
    driver.wait_text("try again now")?;
    window.unlock(biller)?;
    driver.wait_text("All work")?;
    look(driver, "02-worklist")?;
    driver.press("Enter")?;
    driver.wait_text("What next")?;
    look(driver, "08-denial")?;
    driver.press("F3")?;
    driver.wait_for("return document.activeElement?.id === 'search'")?;
    look(driver, "03-patients")?;
    driver.type_text("zzzz")?;
    driver.wait_text("Nobody matches")?;
    look(driver, "03-patients-none")?;
    driver.press("Esc")?;
    open_a_patient(driver)?;
    look(driver, "03-patient-summary")?;
    look_at_dialog(driver, "Ctrl+Shift+o", "03-patient-visit", look)?;
    driver.press("Ctrl+2")?;
    driver.wait_text("Relationship")?;
    look(driver, "03-patient-coverage")?;
    driver.press("Ctrl+4")?;
    driver.wait_for("return document.querySelector('#tab-ledger')?.ariaSelected === 'true'")?;
    std::thread::sleep(PAINTED);
    look(driver, "03-patient-ledger")?;
    for (chord, text, row, name) in AREAS {
        driver.press(chord)?;
        driver.wait_text(text)?;
        driver.wait_for(&format!("return document.querySelector('main {row}') !== null"))?;
        look(driver, name)?;
    }
    window.lock()?;
    window.unlock(practice.person("coder")?)?;
    open_a_patient(driver)?;
    look(driver, "03-patient-sealed")?;
    window.lock()?;
    window.unlock(practice.person("supervisor")?)?;
    driver.press("Alt+4")?;
    driver.wait_for("return document.activeElement.getAttribute('role') === 'gridcell'")?;
    look_at_dialog(driver, "v", "06-claims-void", look)?;
    window.lock()?;
    window.unlock(practice.person("administrator")?)?;
    driver.wait_text("May unlock")?;
    look(driver, "15-users")
}

fn look_at_dialog(
    driver: &Driver,
    chord: &str,
    name: &str,
    look: &mut dyn FnMut(&Driver, &str) -> Result<()>,
) -> Result<()> {
    driver.press(chord)?;
    driver.wait_for("return document.querySelector('dialog[open]')?.contains(document.activeElement) === true")?;
    look(driver, name)?;
    driver.press("Esc")?;
    driver.wait_for("return document.querySelector('dialog[open]') === null")
}

fn open_a_patient(driver: &Driver) -> Result<()> {
    driver.press("Alt+2")?;
    driver.wait_for("return document.querySelector('[role=gridcell]') !== null")?;
    for _ in 0..2 {
        driver.press("Down")?;
    }
    driver.press("Enter")?;
    driver.wait_text("Who owes what")
}
