//! `--batch FILE`: one query a line, answered with one line of JSON each, in order. Works on a pipe: a line is answered
//! when it is there, without waiting for the next.

use crate::files;
use crate::output::Output;
use billing::{BillingError, ErrorCode, Result};
use serde::Serialize;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// A longer query is refused: nobody types it.
const LONGEST: usize = 64 << 10;

#[derive(Serialize)]
struct Answer<'a, T> {
    query: &'a str,
    micros: u64,
    items: Vec<T>,
}

/// What a finder found, and how long it took by itself.
pub struct Found<T> {
    /// The items, best first.
    pub items: Vec<T>,
    /// The time inside the finder.
    pub took: Duration,
}

impl<T> Found<T> {
    /// Runs a finder and takes its time.
    ///
    /// # Errors
    /// The finder's.
    pub fn timed(find: impl FnOnce() -> Result<Vec<T>>) -> Result<Found<T>> {
        let start = Instant::now();
        let items = find()?;
        Ok(Found { items, took: start.elapsed() })
    }
}

/// Answers every line of a file.
///
/// # Errors
/// `bad_usage` for a file that is not there or a line that is no query, `io`, the finder's.
pub fn answer<T: Serialize>(
    file: &Path,
    output: &Output,
    mut find: impl FnMut(&str) -> Result<Found<T>>,
) -> Result<()> {
    let mut reader = BufReader::new(files::open(file)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        let count = reader.read_until(b'\n', &mut line).map_err(|error| files::refused("reading", file, &error))?;
        if count == 0 {
            return Ok(());
        }
        let text = std::str::from_utf8(&line).ok().filter(|text| text.len() <= LONGEST);
        let query = text.ok_or_else(|| {
            let message = format!("{} has a line that is too long or not UTF-8", files::shown(file));
            BillingError::new(ErrorCode::BadUsage, message, "write one query a line").in_file(files::shown(file))
        })?;
        let query = query.trim_end_matches(['\n', '\r']);
        let found = find(query)?;
        let micros = u64::try_from(found.took.as_micros()).unwrap_or(u64::MAX);
        output.line(&Answer { query, micros, items: found.items })?;
    }
}
