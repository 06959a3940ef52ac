//! 837P in: claims of other programs and of this one (guide 1 and 2).

mod claim;
mod levels;
mod line;
mod other_payer;

use claims::ProfessionalClaim;
use x12::{Code, Finding, Parsed, Segment, Set, SetKind};

use crate::source::{Notes, Read, at, is, text};
use levels::Context;

pub(crate) use claim::adjustments;

/// An 837P file's content.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Incoming837 {
    /// Its sets that are professional claims, in file order; a set that was left out is among them with no claims.
    pub sets: Vec<IncomingSet>,
    /// What concerns the file as a whole. The findings of [`x12::Parsed::findings`] are not repeated.
    pub findings: Vec<Finding>,
}

/// One 837P transaction set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncomingSet {
    /// ST02.
    pub control: String,
    /// The guide (ST03, or GS08).
    pub version: String,
    /// BHT03: the sender's batch reference.
    pub bht03: String,
    /// BHT06 is `RP`: encounters that are reported, no claims for money.
    pub is_encounter: bool,
    /// Segment of its ST, counted from the file's first ISA = 1.
    pub segment: u32,
    /// Claims in file order; empty from [`read_837p`], which hands them over one by one.
    pub claims: Vec<IncomingClaim>,
    /// How many claims of the set could not be read; each has a finding.
    pub claims_left_out: u32,
    /// Why the set or claims of it were left out, and what was read with a doubt.
    pub findings: Vec<Finding>,
}

/// A claim that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingClaim {
    /// What it says.
    pub claim: ProfessionalClaim,
    /// Segment of its CLM, counted from the file's first ISA = 1.
    pub segment: u32,
}

/// Reads every professional claim of a file.
///
/// A set that is no 837P, is cut off, or whose SE disagrees with it is left out alone; so is a claim with a part that
/// cannot be read. Each leaves a finding with segment, position and remedy.
#[must_use]
pub fn from_837p(parsed: &Parsed<'_>) -> Incoming837 {
    let mut claims: Vec<Vec<IncomingClaim>> = Vec::new();
    let mut incoming = read_837p(parsed, &mut |set, claim| {
        if claims.len() <= set {
            claims.resize_with(set + 1, Vec::new);
        }
        if let Some(list) = claims.get_mut(set) {
            list.push(claim);
        }
    });
    for (set, list) in incoming.sets.iter_mut().zip(claims) {
        set.claims = list;
    }
    incoming
}

/// The same with little memory: hands over each claim with the index of its set in [`Incoming837::sets`], and returns
/// the sets without their claims.
pub fn read_837p(parsed: &Parsed<'_>, take: &mut dyn FnMut(usize, IncomingClaim)) -> Incoming837 {
    let mut incoming = Incoming837::default();
    let mut notes = Notes::default();
    for set in parsed.sets() {
        if set.kind() == SetKind::Professional837 {
            let index = incoming.sets.len();
            incoming.sets.push(read_set(set, &mut |claim| take(index, claim)));
        } else {
            notes.push(not_professional(set));
        }
    }
    if parsed.sets().next().is_none() && parsed.refusal().is_none() {
        let remedy = "Choose an 837P file; acknowledgments and remittances are imported on their own pages.";
        notes.push(Finding::error(Code::BadSegment, 1, "The file has no professional claim (837P)", remedy));
    }
    incoming.findings = notes.finish();
    incoming
}

fn not_professional(set: Set<'_>) -> Finding {
    let kind = match set.kind().as_str() {
        "" => set.id(),
        name => name,
    };
    let message =
        format!("Transaction set {} is {kind}, not a professional claim; it is left out", set.control_number());
    let remedy = "Only 837P claims are read here; process this set in the program for it.";
    Finding::error(Code::BadSegment, set.st().position(), message, remedy).at("ST01")
}

fn read_set(set: Set<'_>, take: &mut dyn FnMut(IncomingClaim)) -> IncomingSet {
    let mut incoming = IncomingSet {
        control: set.control_number().to_owned(),
        version: set.version().to_owned(),
        segment: set.st().position(),
        ..IncomingSet::default()
    };
    let mut notes = Notes::default();
    if let Err(finding) = check_trailer(set) {
        notes.push(finding);
        incoming.findings = notes.finish();
        return incoming;
    }
    let mut reader = SetReader { context: Context::default(), notes, left_out: 0 };
    let mut block: Vec<Segment<'_>> = Vec::with_capacity(64);
    for segment in set.segments() {
        if matches!(segment.id(), "HL" | "CLM" | "SE") {
            reader.block(&block, &mut incoming, take);
            block.clear();
        }
        block.push(segment);
    }
    incoming.claims_left_out = reader.left_out;
    incoming.findings = reader.notes.finish();
    incoming
}

/// A set whose trailer disagrees may have lost segments: nobody can tell what its claims said.
fn check_trailer(set: Set<'_>) -> Read<()> {
    let (first, last) = set.positions();
    let control = set.control_number();
    let refuse = |position: u32, what: String| {
        let message = format!("Transaction set {control} is left out: {what}");
        let remedy = "Ask the sender to send this transaction set again; the other sets were read.";
        Finding::error(Code::BadCount, position, message, remedy)
    };
    let se = set.segments().next_back().filter(|segment| segment.id() == "SE" && set.is_complete());
    let Some(se) = se else { return Err(refuse(last, "its SE is missing, it is not complete".to_owned()).at("SE")) };
    let count = u64::from(last.saturating_sub(first).saturating_add(1));
    if se.element(1).number() != Some(count) {
        let what = format!("SE01 says {} segments, there are {count}", text(se, 1));
        return Err(refuse(se.position(), what).at("SE01"));
    }
    if se.element(2).bytes() != set.st().element(2).bytes() {
        return Err(refuse(se.position(), format!("SE02 is {:?}, but ST02 is {control:?}", text(se, 2))).at("SE02"));
    }
    Ok(())
}

struct SetReader {
    context: Context,
    notes: Notes,
    left_out: u32,
}

impl SetReader {
    /// Takes the segments from one HL or CLM to the next.
    fn block(&mut self, block: &[Segment<'_>], set: &mut IncomingSet, take: &mut dyn FnMut(IncomingClaim)) {
        let Some(first) = block.first().copied() else { return };
        match first.id() {
            "HL" => self.context.level(block, &mut self.notes),
            "CLM" => match claim::claim(block, &self.context, &mut self.notes) {
                Ok(claim) => take(IncomingClaim { claim, segment: first.position() }),
                Err(finding) => self.leave_out(first, finding),
            },
            _ => {
                if let Some(bht) = block.iter().find(|segment| segment.id() == "BHT") {
                    set.bht03 = text(*bht, 3);
                    set.is_encounter = is(*bht, 6, "RP");
                }
            }
        }
    }

    fn leave_out(&mut self, clm: Segment<'_>, finding: Finding) {
        self.left_out = self.left_out.saturating_add(1);
        let message =
            format!("Claim {} (segment {}) is left out: {}", at(clm, 1).text(), clm.position(), finding.message);
        self.notes.push(Finding { message, ..finding });
    }
}
