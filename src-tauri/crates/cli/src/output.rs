//! What is written: one JSON document (or lines of JSON) on stdout for programs, tables for people; errors on stderr.

use crate::page::Page;
use billing::{BillingError, ErrorCode, Result};
use serde::Serialize;
use std::io::{self, ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whoever read our stdout went away: the work goes on, its words are dropped.
static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// In which form to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    /// JSON instead of tables.
    pub json: bool,
    /// One JSON line for each part at once, instead of a document at the end.
    pub lines: bool,
}

/// A list as documents show it.
#[derive(Serialize)]
pub struct Listing<T> {
    /// How many there are; with a limit more than the items.
    pub total: usize,
    /// The items.
    pub items: Vec<T>,
}

impl<T> Listing<T> {
    /// A whole list.
    #[must_use]
    pub fn whole(items: Vec<T>) -> Listing<T> {
        Listing { total: items.len(), items }
    }
}

#[derive(Serialize)]
struct ErrorDocument<'a> {
    error: ErrorView<'a>,
}

#[derive(Serialize)]
struct ErrorView<'a> {
    code: &'static str,
    message: &'a str,
    remedy: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<&'a str>,
}

impl Output {
    /// The answer as a document: JSON, or the page for people. With `--json-lines` all was told before.
    ///
    /// # Errors
    /// `disk_full`, `io` where stdout cannot be written.
    pub fn document(&self, view: &impl Serialize, page: &Page) -> Result<()> {
        if self.lines {
            return Ok(());
        }
        if self.json {
            return to_stdout(&json_line(view)?);
        }
        let value = serde_json::to_value(view).map_err(|_| not_json())?;
        to_stdout(page.render(&value).as_bytes())
    }

    /// One line of JSON, flushed: whoever has read it may rely on it.
    ///
    /// # Errors
    /// `disk_full`, `io` where stdout cannot be written.
    pub fn line(&self, view: &impl Serialize) -> Result<()> {
        if self.lines { to_stdout(&json_line(view)?) } else { Ok(()) }
    }

    /// Text as it is.
    ///
    /// # Errors
    /// `disk_full`, `io` where stdout cannot be written.
    pub fn text(&self, text: &str) -> Result<()> {
        to_stdout(text.as_bytes())
    }

    /// An error on stderr: one object for programs, a sentence with its remedy for people.
    pub fn error(&self, error: &BillingError) {
        let text = if self.json { error_json(error) } else { error_text(error) };
        let mut err = io::stderr().lock();
        // Nobody is left to tell.
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// A remark for people on stderr; programs get none.
    pub fn remark(&self, text: &str) {
        if !self.json {
            let _ = writeln!(io::stderr().lock(), "{}", crate::page::plain(text));
        }
    }
}

fn not_json() -> BillingError {
    BillingError::new(
        ErrorCode::Io,
        "the answer could not be put into words",
        "report this with the command that you ran",
    )
}

fn json_line(view: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(view).map_err(|_| not_json())?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn to_stdout(bytes: &[u8]) -> Result<()> {
    if IS_CLOSED.load(Ordering::Relaxed) {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            IS_CLOSED.store(true, Ordering::Relaxed);
            Ok(())
        }
        Err(error) => {
            let code = if error.kind() == ErrorKind::StorageFull { ErrorCode::DiskFull } else { ErrorCode::Io };
            let message = format!("writing the answer failed: {}", error.kind());
            Err(BillingError::new(code, message, "what was committed stays; look at it again with a listing"))
        }
    }
}

fn error_json(error: &BillingError) -> String {
    let view = ErrorView {
        code: error.code.name(),
        message: &error.message,
        remedy: &error.remedy,
        file: error.file.as_deref(),
        segment: error.segment,
        position: error.position.as_deref(),
    };
    // Strings and a number always have a JSON form.
    serde_json::to_string(&ErrorDocument { error: view }).unwrap_or_default() + "\n"
}

fn error_text(error: &BillingError) -> String {
    let file = error.file.as_ref().filter(|file| !error.message.contains(file.as_str()));
    let mut places: Vec<String> = file.into_iter().cloned().collect();
    places.extend(error.segment.map(|segment| format!("segment {segment}")));
    places.extend(error.position.clone());
    let place = if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) };
    crate::page::plain(&format!("claimkeep: {}{place}\n  {}", error.message, error.remedy)) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_object_with_the_keys_of_the_contract() {
        let error =
            BillingError::new(ErrorCode::BadCsv, "line 2", "mend it").in_file("a.csv").at(None, Some("zip".to_owned()));
        let text = error_json(&error);
        let expected =
            r#"{"error":{"code":"bad_csv","message":"line 2","remedy":"mend it","file":"a.csv","position":"zip"}}"#;
        assert_eq!(text.trim_end(), expected);
    }

    #[test]
    fn people_read_place_and_remedy() {
        let error =
            BillingError::new(ErrorCode::BadSegment, "no ISA", "ask for it again").in_file("a.x12").at(Some(1), None);
        assert_eq!(error_text(&error), "claimkeep: no ISA (a.x12, segment 1)\n  ask for it again\n");
    }
}
