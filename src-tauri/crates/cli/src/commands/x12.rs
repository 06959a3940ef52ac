//! `x12`: any X12 file, without a store.

use crate::exit::Exit;
use crate::files;
use crate::grammar::X12Command;
use crate::page::{Page, Table};
use crate::session::Context;
use billing::{BillingError, ErrorCode, Result, sha256_hex};
use serde::Serialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use x12::{CheckReport, Finding, Outcome, Parsed, Segment};

const CHECKED: Page = Page::of(&[
    Table {
        path: "files",
        title: "",
        columns: &[
            "file",
            "kind",
            "version",
            "outcome",
            "transaction_sets",
            "segments",
            "claims",
            "service_lines",
            "charge_cents",
            "paid_cents",
        ],
    },
    Table {
        path: "files.findings",
        title: "Findings",
        columns: &["file", "severity", "code", "segment", "position", "message", "remedy"],
    },
]);

#[derive(Serialize)]
struct FindingView {
    severity: &'static str,
    code: &'static str,
    message: String,
    remedy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<String>,
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> FindingView {
        FindingView {
            severity: finding.severity.as_str(),
            code: finding.code.as_str(),
            message: finding.message,
            remedy: finding.remedy,
            segment: finding.segment,
            position: finding.position,
        }
    }
}

#[derive(Serialize)]
struct Checked {
    file: String,
    sha256: String,
    kind: String,
    version: String,
    outcome: &'static str,
    transaction_sets: usize,
    segments: u32,
    claims: usize,
    service_lines: usize,
    charge_cents: i64,
    paid_cents: i64,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct Files {
    files: Vec<Checked>,
}

/// Runs an `x12` command.
///
/// # Errors
/// `bad_usage` for a file that is not there, `not_x12` and its kin for one that cannot be read at all.
pub fn run(command: &X12Command, context: &Context) -> Result<Exit> {
    match command {
        X12Command::Check { files } => check(files, context),
        X12Command::Show { file } => show(file, context),
    }
}

fn check(paths: &[PathBuf], context: &Context) -> Result<Exit> {
    files::need_all(paths)?;
    let mut document = Files { files: Vec::with_capacity(paths.len()) };
    let mut refusals = Vec::new();
    for path in paths {
        let bytes = files::read(path)?;
        let report = x12::check(&bytes);
        if report.outcome == Outcome::Refused {
            refusals.extend(
                report.findings.iter().find(|finding| finding.is_error()).map(|finding| refusal(finding, path)),
            );
        }
        document.files.push(checked(files::shown(path), sha256_hex(&bytes), report));
    }
    context.output.document(&document, &CHECKED)?;
    if refusals.len() == document.files.len() {
        return Err(refusals.swap_remove(0));
    }
    Ok(Exit::no_if(document.files.iter().any(|file| file.outcome != Outcome::Valid.as_str())))
}

fn checked(file: String, sha256: String, report: CheckReport) -> Checked {
    Checked {
        file,
        sha256,
        kind: report.kind,
        version: report.version,
        outcome: report.outcome.as_str(),
        transaction_sets: report.transaction_sets,
        segments: report.segments,
        claims: report.claims,
        service_lines: report.service_lines,
        charge_cents: report.charge_cents,
        paid_cents: report.paid_cents,
        findings: report.findings.into_iter().map(FindingView::from).collect(),
    }
}

fn refusal(finding: &Finding, path: &Path) -> BillingError {
    let code = ErrorCode::from_name(finding.code.as_str()).unwrap_or(ErrorCode::NotX12);
    BillingError::new(code, finding.message.clone(), finding.remedy.clone())
        .in_file(files::shown(path))
        .at(finding.segment, finding.position.clone())
}

#[derive(Serialize)]
struct Shown {
    file: String,
    segments: Vec<SegmentView>,
}

#[derive(Serialize)]
struct SegmentView {
    position: u32,
    depth: usize,
    id: String,
    elements: Vec<String>,
}

fn show(path: &Path, context: &Context) -> Result<Exit> {
    let bytes = files::read(path)?;
    let parsed = x12::parse(&bytes);
    if let Some(finding) = parsed.refusal() {
        return Err(refusal(finding, path));
    }
    let segments = segments_of(&parsed);
    if context.output.json {
        context.output.document(&Shown { file: files::shown(path), segments }, &Page::of(&[]))?;
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    for segment in &segments {
        let (position, indent) = (segment.position, segment.depth * 2);
        // Writing to memory cannot fail.
        let _ = writeln!(text, "{position:>7}  {:indent$}{}  {}", "", segment.id, trimmed(&segment.elements));
    }
    context.output.text(&crate::page::plain(&text))?;
    Ok(Exit::Done)
}

fn trimmed(elements: &[String]) -> String {
    elements.iter().map(|element| element.trim_end()).collect::<Vec<_>>().join(" | ")
}

fn segments_of(parsed: &Parsed<'_>) -> Vec<SegmentView> {
    let mut indent = Indent::default();
    let view = |segment: Segment<'_>| SegmentView {
        position: segment.position(),
        depth: indent.of(segment),
        id: segment.id().to_owned(),
        elements: segment.elements().map(|element| element.text().into_owned()).collect(),
    };
    parsed.segments().map(view).collect()
}

/// How deep a segment lies: envelopes, HL levels by their parents, claims, lines. For reading only.
#[derive(Default)]
struct Indent {
    levels: Vec<(String, usize)>,
    level: usize,
    claim: usize,
    inner: usize,
}

const SET: usize = 3;

impl Indent {
    fn of(&mut self, segment: Segment<'_>) -> usize {
        let (depth, inner) = match segment.id() {
            "ISA" | "IEA" => (0, 1),
            "GS" | "GE" | "TA1" => (1, 2),
            "ST" | "SE" => {
                self.levels.clear();
                (self.level, self.claim) = (SET, SET);
                (2, SET)
            }
            "HL" => {
                let parent = segment.element(2).text().into_owned();
                let above = self.levels.iter().rev().find(|(id, _)| *id == parent).map(|(_, depth)| *depth);
                self.level = above.map_or(SET, |above| above + 1);
                self.levels.push((segment.element(1).text().into_owned(), self.level));
                self.claim = self.level + 1;
                (self.level, self.level + 1)
            }
            "PLB" => (SET, SET),
            "CLM" => (self.claim, self.claim + 1),
            "CLP" => (self.claim + 1, self.claim + 2),
            "LX" if self.levels.is_empty() => (self.claim, self.claim + 1),
            "LX" => (self.claim + 1, self.claim + 2),
            "SVC" if self.levels.is_empty() => (self.claim + 2, self.claim + 3),
            _ => (self.inner, self.inner),
        };
        self.inner = inner;
        depth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_indented_by_their_loop() {
        let file = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260102*1200*^*00501*000000001*0*T*:~\
            GS*HP*A*B*20260102*1200*1*X*005010X221A1~ST*835*0001~BPR*I*1~LX*1~CLP*A*1*1*1~CAS*CO*45*1~SVC*HC:99213*1*1~DTM*472*20260101~\
            PLB*1*20261231*WO*1~SE*8*0001~GE*1*1~IEA*1*000000001~";
        let depths: Vec<(String, usize)> =
            segments_of(&x12::parse(file)).into_iter().map(|view| (view.id, view.depth)).collect();
        let expected = [
            ("ISA", 0),
            ("GS", 1),
            ("ST", 2),
            ("BPR", 3),
            ("LX", 3),
            ("CLP", 4),
            ("CAS", 5),
            ("SVC", 5),
            ("DTM", 6),
            ("PLB", 3),
            ("SE", 2),
            ("GE", 1),
            ("IEA", 0),
        ];
        assert_eq!(depths, expected.map(|(id, depth)| (id.to_owned(), depth)));
    }
}
