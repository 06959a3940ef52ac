//! A finding about a file that was read (cli.md "finding").

use crate::error::{BillingError, ErrorCode};
use crate::import::BadRow;
use serde::Serialize;

/// What should be known of a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFinding {
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// Code of the closed list.
    pub code: String,
    /// What.
    pub message: String,
    /// How to fix it.
    pub remedy: String,
    /// X12 segment from ISA = 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<u32>,
    /// Element (`CLM02`) or CSV column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// CSV line, the header being 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl FileFinding {
    /// A finding without a place.
    #[must_use]
    pub fn new(
        severity: &'static str,
        code: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> FileFinding {
        FileFinding {
            severity,
            code: code.to_owned(),
            message: message.into(),
            remedy: remedy.into(),
            segment: None,
            position: None,
            line: None,
        }
    }

    /// The finding of a bad CSV row.
    #[must_use]
    pub(crate) fn error(code: &str, bad: &BadRow) -> FileFinding {
        FileFinding {
            position: Some(bad.column.to_owned()),
            ..FileFinding::new("error", code, bad.message.clone(), bad.remedy.clone())
        }
    }

    /// The same finding at a CSV line.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> FileFinding {
        self.line = Some(line);
        self
    }

    /// The same finding at an X12 segment.
    #[must_use]
    pub fn at_segment(mut self, segment: u32) -> FileFinding {
        self.segment = Some(segment);
        self
    }
}

/// Characters of a message: it may quote a value of the file, which may be as long as the sender likes.
const LONGEST_MESSAGE: usize = 300;

fn short(message: &str) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
        None => message.to_owned(),
    }
}

impl From<&x12::Finding> for FileFinding {
    fn from(finding: &x12::Finding) -> Self {
        FileFinding {
            severity: match finding.severity {
                x12::Severity::Error => "error",
                x12::Severity::Warning => "warning",
                x12::Severity::Info => "info",
            },
            code: finding.code.as_str().to_owned(),
            message: short(&finding.message),
            remedy: finding.remedy.clone(),
            segment: finding.segment,
            position: finding.position.clone(),
            line: None,
        }
    }
}

/// Whether the transaction set around a segment has its counts, numbers and segments in order.
pub(crate) fn is_set_whole(parsed: &x12::Parsed<'_>, segment: u32) -> bool {
    let around = |(first, last): &(u32, u32)| *first <= segment && segment <= *last;
    let Some((first, last)) = parsed.sets().map(|set| set.positions()).find(around) else { return true };
    let within = |at: Option<u32>| at.is_some_and(|at| first <= at && at <= last);
    !parsed.findings().iter().any(|finding| finding.is_error() && within(finding.segment))
}

impl FileFinding {
    /// The error of a file that is refused for this finding.
    pub(crate) fn refusal(&self) -> BillingError {
        let code = ErrorCode::from_name(&self.code).unwrap_or(ErrorCode::BadSegment);
        let remedy = format!("{}. Nothing was changed", self.remedy.trim_end_matches('.'));
        BillingError::new(code, self.message.clone(), remedy).at(self.segment, self.position.clone())
    }
}

/// The error of a file of which nothing could be taken: its first error, else that it holds nothing of the kind.
pub(crate) fn nothing_taken(findings: &[FileFinding], missing: &str, remedy: &str) -> BillingError {
    let first = findings.iter().find(|finding| finding.severity == "error");
    first.map_or_else(
        || BillingError::new(ErrorCode::BadSegment, missing, remedy).at(Some(1), None),
        FileFinding::refusal,
    )
}
