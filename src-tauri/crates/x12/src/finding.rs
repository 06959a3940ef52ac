//! What the reader and the checks have to say about a file.

use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing is wrong.
    Info,
    /// Unusual, but the file can be used as it is.
    Warning,
    /// The file breaks a rule of the standard or of its guide.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`, as the command line prints it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The stable code of a finding; other programs may rely on its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// No readable interchange: there is no ISA, it is not of fixed width, or its delimiters cannot be used.
    NotX12,
    /// An X12 version or guide that is not read, such as 004010.
    UnsupportedVersion,
    /// A segment is missing, misplaced, unknown, malformed, too long or repeated too often.
    BadSegment,
    /// A count or a control number of the envelope, or a sum that must balance, is wrong.
    BadCount,
    /// An element is missing, not allowed, of wrong form, or not in its code list.
    BadValue,
}

impl Code {
    /// The code as printed, for example `bad_count`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotX12 => "not_x12",
            Self::UnsupportedVersion => "unsupported_version",
            Self::BadSegment => "bad_segment",
            Self::BadCount => "bad_count",
            Self::BadValue => "bad_value",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing found in a file. The message may name values of the file: show it, never log it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// The stable code.
    pub code: Code,
    /// What is wrong, for a person.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// Where: the file's first ISA is segment 1, counted over all interchanges.
    pub segment: Option<u32>,
    /// Where in the segment, such as `CLM02` or `SV101-2`, or the bare segment id.
    pub position: Option<String>,
}

impl Finding {
    /// An error at a segment.
    pub fn error(code: Code, segment: u32, message: impl Into<String>, remedy: &str) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            remedy: remedy.to_owned(),
            segment: Some(segment),
            position: None,
        }
    }

    /// A warning at a segment.
    pub fn warning(code: Code, segment: u32, message: impl Into<String>, remedy: &str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, segment, message, remedy) }
    }

    /// The same finding with its place in the segment.
    #[must_use]
    pub fn at(mut self, position: impl Into<String>) -> Self {
        self.position = Some(position.into());
        self
    }

    /// Whether it makes the file invalid.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A bounded list of findings: a broken file of a million segments must not fill the memory with complaints.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    left_off: u32,
    left_off_errors: u32,
}

/// So many findings of one file are listed; one more tells how many were left off.
pub const MAX_FINDINGS: usize = 500;

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.list.len() < MAX_FINDINGS {
            self.list.push(finding);
            return;
        }
        self.left_off = self.left_off.saturating_add(1);
        if finding.is_error() {
            self.left_off_errors = self.left_off_errors.saturating_add(1);
        }
    }

    /// The list, with a last entry for what was left off.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        if self.left_off > 0 {
            let severity = if self.left_off_errors > 0 { Severity::Error } else { Severity::Warning };
            self.list.push(Finding {
                severity,
                code: Code::BadSegment,
                message: format!("{} further findings are not listed", self.left_off),
                remedy: "Repair the findings above and check the file again.".to_owned(),
                segment: None,
                position: None,
            });
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_bounded_and_says_so() {
        let mut findings = Findings::default();
        for n in 0..600 {
            findings.push(Finding::warning(Code::BadValue, n, "m", "r"));
        }
        let list = findings.finish();
        assert_eq!(list.len(), MAX_FINDINGS + 1);
        let last = list.last().unwrap();
        assert!(last.message.starts_with("100 further"));
        assert!(!last.is_error());
    }
}
