//! Readers of the official files: bytes in, rows and findings out, never a panic.

mod hcpcs;
mod icd;
mod tables;
mod tabular;

pub use hcpcs::{read_hcpcs_codes, read_hcpcs_csv};
pub use icd::{read_icd_codes, read_icd_order, with_headers};
pub use tables::{
    read_carc, read_claim_filing_indicators, read_claim_frequencies, read_claim_status_categories, read_clp_statuses,
    read_group_codes, read_modifiers, read_places_of_service, read_rarc, read_taxonomy,
};
pub use tabular::{SearchTerm, read_search_terms};

use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;
use values::Date;

/// The largest official file that is read, unzipped: several times the largest published one.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// A row that a reader left out, with where and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line of the file, the first being 1.
    pub line: u64,
    /// What is wrong, a stable name (`short_line`, `bad_code`, `bad_flag`, `no_text`, `duplicate_code`, `bad_date`,
    /// `bad_value`, `bad_csv`, `no_column`).
    pub code: &'static str,
    /// What is wrong, for a person.
    pub message: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// What a reader made of a file: the good rows in file order, and a finding for each bad one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// The good rows.
    pub rows: Vec<T>,
    /// The bad ones.
    pub findings: Vec<Finding>,
}

/// One code of a large set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The code without point, upper case.
    pub code: String,
    /// May stand on a claim; a header may not.
    pub billable: bool,
    /// The official long text; empty where the source lists codes only.
    pub description: String,
    /// First valid day, where the file tells it for the code.
    pub added: Option<Date>,
    /// Last valid day, where the file tells it for the code.
    pub ended: Option<Date>,
}

/// The remedy that fits a damaged row of an official file.
const FETCH_AGAIN: &str = "Download the file again from its publisher and import it unchanged.";

impl Finding {
    fn new(line: u64, code: &'static str, message: impl Into<String>) -> Finding {
        Finding { line, code, message: message.into(), remedy: FETCH_AGAIN }
    }
}

impl<T> Reading<T> {
    fn empty() -> Reading<T> {
        Reading { rows: Vec::new(), findings: Vec::new() }
    }

    fn add(&mut self, row: Result<T, Finding>) {
        match row {
            Ok(row) => self.rows.push(row),
            Err(finding) => self.findings.push(finding),
        }
    }
}

/// The content of a file that may be gzipped, as some publishers' files are kept; other bytes come back as they are.
/// `None` for a damaged gzip file or one above 256 MiB.
#[must_use]
pub fn unzipped(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Some(Cow::Borrowed(bytes));
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).take(LARGEST_FILE + 1).read_to_end(&mut out).ok()?;
    u64::try_from(out.len()).is_ok_and(|length| length <= LARGEST_FILE).then_some(Cow::Owned(out))
}

/// The lines of a file with their numbers, without LF, CRLF, a byte-order mark or a trailing control-Z.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\x1a").unwrap_or(bytes);
    let mut number = 0;
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let left = rest?;
        number += 1;
        let line = match memchr::memchr(b'\n', left) {
            Some(end) => {
                rest = left.get(end + 1..);
                left.get(..end).unwrap_or_default()
            }
            None => {
                rest = None;
                left
            }
        };
        Some((number, line.strip_suffix(b"\r").unwrap_or(line)))
    })
    .filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace))
}

/// Bytes of columns as text; the official files are ASCII or Latin-1.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect::<String>().trim().to_owned()
}

/// An ICD-10-CM code: a letter, then two to six letters or digits, the second or third a digit (`E119`, `C7A1`, `QA00`).
fn is_icd_shape(code: &str) -> bool {
    let bytes = code.as_bytes();
    (3..=7).contains(&bytes.len())
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().take(3).any(u8::is_ascii_digit)
        && bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// An HCPCS level II code: a letter and four digits.
pub(crate) fn is_hcpcs_shape(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 5
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().skip(1).all(u8::is_ascii_digit)
}

/// Remembers the codes of a file and refuses the second of a kind.
struct Seen(HashSet<String>);

impl Seen {
    fn none() -> Seen {
        Seen(HashSet::new())
    }

    fn once(&mut self, line: u64, code: &str) -> Result<(), Finding> {
        if self.0.insert(code.to_owned()) {
            return Ok(());
        }
        Err(Finding::new(line, "duplicate_code", format!("code {code} stands in the file twice; the first row counts")))
    }
}
