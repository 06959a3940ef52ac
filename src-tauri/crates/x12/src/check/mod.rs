//! Says of any file what it is, what it counts, and whether it follows its guide.

mod balance;
mod dates;
mod fields;
mod table;
mod walk;

use table::What;

use crate::finding::{Code, Finding, Findings};
use crate::{Parsed, Segment, Set, SetKind, Severity, parse};

/// The verdict on a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No error was found.
    Valid,
    /// It was read, and there are errors.
    Invalid,
    /// It is not X12, or of a version that is not read.
    Refused,
}

impl Outcome {
    /// `valid`, `invalid` or `refused`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Refused => "refused",
        }
    }
}

/// What [`check`] says of a file. Counts go over all interchanges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// What the first transaction set is: `837P`, `837I`, `837D`, `835`, `999`, `997`, `277CA`, `277`, `276`, `270`,
    /// `271`, `TA1`, another set id, or empty when there is none.
    pub kind: String,
    /// The guide or version of the first group or set, such as `005010X222A1`; empty when there is none.
    pub version: String,
    /// The verdict.
    pub outcome: Outcome,
    /// Number of ST segments.
    pub transaction_sets: usize,
    /// Number of segments, ISA and IEA included.
    pub segments: u32,
    /// Number of claims: CLM of an 837, CLP of an 835.
    pub claims: usize,
    /// Number of service lines: SV1, SV2, SV3 or SVC.
    pub service_lines: usize,
    /// Sum of CLM02 or CLP03 in cents.
    pub charge_cents: i64,
    /// Sum of CLP04 in cents.
    pub paid_cents: i64,
    /// What was found, in the order of the segments. Unless the file is valid, one of them is an error that names a
    /// segment.
    pub findings: Vec<Finding>,
}

/// Checks a file: syntax and envelope of any kind; structure and elements of 837P, 837I, 835, 999 and 277CA; balance
/// of the 835.
///
/// ```
/// let report = x12::check(b"not a claim");
/// assert_eq!(report.outcome, x12::Outcome::Refused);
/// assert_eq!(report.findings[0].segment, Some(1));
/// ```
#[must_use]
pub fn check(bytes: &[u8]) -> CheckReport {
    check_parsed(&parse(bytes))
}

/// Like [`check`], for a file that was read before.
#[must_use]
pub fn check_parsed(parsed: &Parsed<'_>) -> CheckReport {
    let mut findings = Findings::default();
    parsed.findings().iter().cloned().for_each(|finding| findings.push(finding));
    let refused = parsed.refusal().is_some();
    if !refused {
        check_control(parsed, &mut findings);
        parsed.segments().for_each(|segment| check_characters(segment, &mut findings));
        parsed.sets().for_each(|set| check_set(set, &mut findings));
    }
    let first = first_set(parsed);
    let mut findings = findings.finish();
    findings.sort_by_key(|f| f.segment.unwrap_or(u32::MAX));
    let outcome = match (refused, findings.iter().any(Finding::is_error)) {
        (true, _) => Outcome::Refused,
        (false, true) => Outcome::Invalid,
        (false, false) => Outcome::Valid,
    };
    let mut report = CheckReport {
        kind: kind(parsed, first),
        version: version(parsed, first),
        outcome,
        transaction_sets: parsed.set_count(),
        segments: parsed.segment_count(),
        claims: 0,
        service_lines: 0,
        charge_cents: 0,
        paid_cents: 0,
        findings,
    };
    count(parsed, &mut report);
    report
}

fn first_set<'p>(parsed: &'p Parsed<'_>) -> Option<Set<'p>> {
    parsed.interchanges().flat_map(|i| i.groups()).flat_map(|g| g.sets()).next()
}

fn kind(parsed: &Parsed<'_>, first: Option<Set<'_>>) -> String {
    match first {
        Some(set) if set.kind() == SetKind::Other => set.id().to_owned(),
        Some(set) => set.kind().as_str().to_owned(),
        None if parsed.interchanges().any(|i| i.acknowledgments().next().is_some()) => "TA1".to_owned(),
        None => String::new(),
    }
}

fn version(parsed: &Parsed<'_>, first: Option<Set<'_>>) -> String {
    let group = parsed.interchanges().flat_map(|i| i.groups()).next();
    let guide = first.map(|s| s.version()).filter(|v| !v.is_empty()).or(group.map(|g| g.version()));
    match (guide, parsed.interchanges().next()) {
        (Some(guide), _) => guide.to_owned(),
        (None, Some(interchange)) => format!("{}0", interchange.isa().element(12).shown()),
        (None, None) => String::new(),
    }
}

fn count(parsed: &Parsed<'_>, report: &mut CheckReport) {
    for segment in parsed.segments() {
        let (charge, paid) = match segment.id() {
            "CLM" => (segment.element(2).cents(), None),
            "CLP" => (segment.element(3).cents(), segment.element(4).cents()),
            "SV1" | "SV2" | "SV3" | "SVC" => {
                report.service_lines += 1;
                continue;
            }
            _ => continue,
        };
        report.claims += 1;
        report.charge_cents = report.charge_cents.saturating_add(charge.unwrap_or(0));
        report.paid_cents = report.paid_cents.saturating_add(paid.unwrap_or(0));
    }
}

/// The elements of ISA, TA1, GS, ST and the trailers.
fn check_control(parsed: &Parsed<'_>, findings: &mut Findings) {
    let guide = table::control();
    let rules = guide.loops.first().map(|l| l.children.as_slice()).unwrap_or_default();
    for interchange in parsed.interchanges() {
        if interchange.groups().next().is_none() && interchange.acknowledgments().next().is_none() {
            let message = "The interchange holds neither a transaction set nor a TA1";
            let position = interchange.isa().position();
            findings.push(Finding::error(Code::BadSegment, position, message, "Ask the sender what should be in it."));
        }
        for segment in interchange.segments() {
            let id = segment.id();
            let rule = rules.iter().find_map(|child| match &child.what {
                What::Segment(rule) if rule.id == id => Some(rule),
                What::Segment(_) | What::Loop(_) => None,
            });
            if let Some(fields) = rule.and_then(|rule| guide.fields(rule)) {
                fields::check(segment, fields, findings);
            }
        }
    }
}

/// Control characters and bytes outside of ASCII in the data.
fn check_characters(segment: Segment<'_>, findings: &mut Findings) {
    let odd = segment.bytes().iter().copied().find(|b| !b.is_ascii() || b.is_ascii_control());
    let delimiters = segment.delimiters();
    let Some(byte) = odd else { return };
    let mut bytes = segment.bytes().iter().copied();
    if let Some(control) = bytes.find(|b| b.is_ascii_control() && !delimiters.contains(*b)) {
        let message = format!("{} holds the control character 0x{control:02X}", segment.id());
        let remedy = "Ask the sender to leave out control characters.";
        findings.push(Finding::error(Code::BadValue, segment.position(), message, remedy).at(segment.id()));
    } else if !byte.is_ascii() {
        let message = format!("{} holds characters outside of ASCII", segment.id());
        let remedy = "They are shown as well as possible; ask the sender to fold accents.";
        findings.push(Finding::warning(Code::BadValue, segment.position(), message, remedy).at(segment.id()));
    }
}

fn check_set(set: Set<'_>, findings: &mut Findings) {
    let kind = set.kind();
    check_identity(set, findings);
    if let Some(guide) = table::guide(kind) {
        walk::check(set, guide, findings);
    }
    match kind {
        SetKind::Remittance835 => balance::remittance(set, findings),
        SetKind::Professional837 | SetKind::Institutional837 => balance::claims(set, findings),
        SetKind::Dental837 => {
            let message = "Dental 837D is not read";
            let remedy = "Process dental claims in a program for dental offices.";
            findings.push(Finding::error(Code::UnsupportedVersion, set.st().position(), message, remedy).at("ST03"));
        }
        SetKind::Acknowledgment999
        | SetKind::Acknowledgment997
        | SetKind::ClaimAcknowledgment277
        | SetKind::EligibilityInquiry270
        | SetKind::EligibilityResponse271
        | SetKind::StatusRequest276
        | SetKind::StatusResponse277
        | SetKind::Other => {}
    }
}

/// Whether ST01, ST03, GS01 and GS08 say the same.
fn check_identity(set: Set<'_>, findings: &mut Findings) {
    let st = set.st();
    let Some(gs) = set.group().gs() else { return };
    let (guide, version) = (st.element(3), gs.element(8));
    if !guide.is_empty() && guide.bytes() != version.bytes() {
        let message = format!("ST03 {:?} differs from GS08 {:?}", guide.shown(), version.shown());
        let finding = Finding::error(Code::BadValue, st.position(), message, "Name the same guide in both.").at("ST03");
        // The addendum may be told in one place only: 005010X222 and 005010X222A1 are one guide.
        let same = guide.bytes().starts_with(version.bytes()) || version.bytes().starts_with(guide.bytes());
        let severity = if same { Severity::Warning } else { finding.severity };
        findings.push(Finding { severity, ..finding });
    }
    let functional_id = match set.id() {
        "837" => "HC",
        "835" => "HP",
        "999" | "997" => "FA",
        "277" => "HN",
        "276" => "HR",
        "270" => "HS",
        "271" => "HB",
        _ => return,
    };
    if gs.element(1) != functional_id {
        let message = format!("GS01 is {:?}, but a group of {} has {functional_id}", gs.element(1).shown(), set.id());
        findings.push(Finding::error(Code::BadValue, gs.position(), message, "Correct GS01.").at("GS01"));
    }
    let known =
        ["005010X222A1", "005010X223A2", "005010X221A1", "005010X231A1", "005010X214", "005010X279A1", "005010X212"];
    let text = version.shown();
    if set.kind() != SetKind::Other && set.kind() != SetKind::Acknowledgment997 && !known.contains(&text.as_str()) {
        let message = format!("GS08 {text} is not the exact guide; it is read like the one in force");
        let remedy = "Tell the sender, if it refuses your files for the same reason.";
        findings.push(Finding::warning(Code::BadValue, gs.position(), message, remedy).at("GS08"));
    }
}
