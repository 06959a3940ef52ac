//! TA1, 999, 997 and 277CA in: what a clearinghouse or payer answers before it adjudicates (guide 5).

mod claim_status;
mod implementation;
mod words;

use claims::{Acknowledgment, AcknowledgmentKind, Answer, AnswerSubject, ClaimEvent};
use x12::{Code, Finding, Parsed, Segment, Set, SetKind};

use crate::source::{Notes, text};

/// An acknowledgment file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingAcknowledgment {
    /// Its answers. A file of several kinds has the kind of its first set and the answers of all.
    pub acknowledgment: Acknowledgment,
    /// Sets that were left out, and why. The findings of [`x12::Parsed::findings`] are not repeated.
    pub findings: Vec<Finding>,
}

/// A file that is no acknowledgment, or one of which nothing can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no usable acknowledgment: {} at segment {}", finding.code, finding.segment.unwrap_or(0))]
pub struct NotAcknowledgment {
    /// Why, where, and what to do.
    pub finding: Finding,
}

/// Reads an acknowledgment file.
///
/// A set that is cut off or whose segment count is wrong is left out alone: it may have lost a rejection.
///
/// # Errors
/// [`NotAcknowledgment`] when the file has no TA1, 999, 997 or 277CA that can be used.
pub fn from_acknowledgment(parsed: &Parsed<'_>) -> Result<IncomingAcknowledgment, NotAcknowledgment> {
    let mut notes = Notes::default();
    let mut answers: Vec<Answer> = Vec::new();
    let mut kind = None;
    for ta1 in parsed.interchanges().filter(|interchange| interchange.is_accepted()).flat_map(|i| i.acknowledgments()) {
        answers.extend(interchange_answer(ta1));
        kind = kind.or(Some(AcknowledgmentKind::Ta1));
    }
    let mut of_sets = None;
    for set in parsed.sets() {
        let set_kind = set.kind();
        let is_claim = set_kind == SetKind::ClaimAcknowledgment277;
        if !is_claim && set_kind != SetKind::Acknowledgment999 && set_kind != SetKind::Acknowledgment997 {
            notes.push(other_set(set));
            continue;
        }
        if let Some(finding) = damage(set) {
            notes.push(finding);
            continue;
        }
        if is_claim {
            answers.extend(claim_status::answers(set));
            of_sets = of_sets.or(Some(AcknowledgmentKind::Claim277));
        } else {
            answers.extend(implementation::answers(set));
            of_sets = of_sets.or(Some(AcknowledgmentKind::Implementation999));
        }
    }
    answers.sort_by_key(|answer| answer.segment);
    let findings = notes.finish();
    match of_sets.or(kind) {
        Some(kind) => Ok(IncomingAcknowledgment { acknowledgment: Acknowledgment { kind, answers }, findings }),
        None => Err(NotAcknowledgment { finding: refusal(parsed, findings) }),
    }
}

fn refusal(parsed: &Parsed<'_>, findings: Vec<Finding>) -> Finding {
    let nothing = || {
        let remedy = "Choose a TA1, 999 or 277CA file; claims and remittances are imported with their own commands.";
        Finding::error(Code::BadSegment, 1, "The file has no TA1, 999 or 277CA", remedy)
    };
    parsed.refusal().cloned().or_else(|| findings.into_iter().next()).unwrap_or_else(nothing)
}

fn other_set(set: Set<'_>) -> Finding {
    let kind = match set.kind().as_str() {
        "" => set.id(),
        name => name,
    };
    let message = format!("Transaction set {} is {kind}, not an acknowledgment; it is left out", set.control_number());
    let remedy = "Import it with the command for its kind.";
    Finding::error(Code::BadSegment, set.st().position(), message, remedy).at("ST01")
}

fn damage(set: Set<'_>) -> Option<Finding> {
    let (first, last) = set.positions();
    let count = u64::from(last.saturating_sub(first).saturating_add(1));
    let left_out = |what: String, place: &str| {
        let message = format!("Transaction set {} is left out: {what}", set.control_number());
        let remedy = "Fetch the file again, or ask the sender to send it again.";
        Some(Finding::error(Code::BadCount, last, message, remedy).at(place))
    };
    if !set.is_complete() {
        return left_out("its SE is missing, it is not complete".to_owned(), "SE");
    }
    let said = set.segments().next_back().map(|se| se.element(1));
    match said {
        Some(said) if said.number() == Some(count) => None,
        Some(said) => left_out(format!("SE01 says {} segments, there are {count}", said.text()), "SE01"),
        None => None,
    }
}

/// The answer of a TA1; none for a code that says nothing.
fn interchange_answer(ta1: Segment<'_>) -> Option<Answer> {
    let (code, note) = (text(ta1, 4), text(ta1, 5));
    let said = format!("{code}:{note} {}", words::interchange_note(&note)).trim().to_owned();
    let (event, reason) = match code.as_str() {
        "A" => (None, String::new()),
        "E" => (None, format!("accepted with errors, {said}")),
        "R" => (Some(ClaimEvent::FileRejected), format!("the whole file was refused, {said}")),
        _ => return None,
    };
    let control_number = text(ta1, 1).trim_start_matches('0').to_owned();
    Some(Answer { subject: AnswerSubject::Interchange { control_number }, event, reason, segment: ta1.position() })
}
