//! What many tests do at the desk.

use crate::Driver;
use anyhow::Result;
use serde_json::Value;
use std::fmt::Display;

/// Calls a command around the screens and gives its answer, or the code of its error. A request is JSON.
///
/// # Errors
/// When the page is gone.
pub fn call(driver: &Driver, command: &str, request: impl Display) -> Result<Value> {
    driver.run_async(&format!(
        "const done = arguments[arguments.length - 1]; window.__TAURI_INTERNALS__.invoke('{command}', {{ request: {request} }})\
         .then(done, (error) => done(String(error.code ?? error)))"
    ))
}

/// Opens the first patient of the list, by keys.
///
/// # Errors
/// When the list or the file does not come.
pub fn open_a_patient(driver: &Driver) -> Result<()> {
    driver.press("Alt+2")?;
    driver.wait_for("return document.querySelector('[role=gridcell]') !== null")?;
    driver.press("Down")?;
    driver.press("Enter")?;
    driver.wait_text("Who owes what")
}
