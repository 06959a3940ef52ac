//! 835 in: remittance advices (guide 4.1).

mod claim;

use remittance::{AdviceTotals, PayerContact, ProviderAdjustment, RemittanceAdvice};
use values::{Date, Money};
use x12::{Code, Finding, Parsed, Segment, Set, SetKind, SplitSegment};

use crate::source::{Notes, Read, at, is, text};
use claim::ClaimReader;

/// The remittances of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Incoming835 {
    /// One entry for each 835 transaction set, in file order.
    pub advices: Vec<Result<RemittanceAdvice, SetProblem>>,
    /// What was read with a doubt. The findings of [`x12::Parsed::findings`] are not repeated.
    pub findings: Vec<Finding>,
}

/// A transaction set that cannot be read as a whole: nothing of it may be posted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("transaction set at segment {segment}: {}", finding.code)]
pub struct SetProblem {
    /// ST02.
    pub control_number: String,
    /// Segment of its ST, counted from the file's first ISA = 1.
    pub segment: u32,
    /// Why, where, and what to do; the message may name values of the file.
    pub finding: Finding,
}

/// Reads every remittance of a file.
///
/// A set is refused alone when it is cut off (no SE), has no BPR, or when an amount, a claim status or an adjustment
/// reason in it cannot be read: its sums would be wrong. Wrong counts, dates that are no days, unknown adjustment groups
/// and codes of the wrong form are findings; the set is read. A payment date that cannot be read is replaced by the
/// production date (DTM*405), else by the day of the group or the interchange, with a finding.
#[must_use]
pub fn from_835(parsed: &Parsed<'_>) -> Incoming835 {
    let mut notes = Notes::default();
    let mut advices = Vec::new();
    for set in parsed.sets() {
        if set.kind() != SetKind::Remittance835 {
            notes.push(no_remittance(set));
            continue;
        }
        advices.push(advice(set, &mut notes).map_err(|finding| SetProblem {
            control_number: set.control_number().to_owned(),
            segment: set.st().position(),
            finding,
        }));
    }
    Incoming835 { advices, findings: notes.finish() }
}

fn no_remittance(set: Set<'_>) -> Finding {
    let kind = match set.kind().as_str() {
        "" => set.id(),
        name => name,
    };
    let message = format!("Transaction set {} is {kind}, not a remittance (835); it is left out", set.control_number());
    let remedy = "Import claims and acknowledgments with their own commands.";
    Finding::error(Code::BadSegment, set.st().position(), message, remedy).at("ST01")
}

fn advice(set: Set<'_>, notes: &mut Notes) -> Read<RemittanceAdvice> {
    let refuse = |position: u32, message: &str, place: &str| {
        let remedy = "Ask the payer to send this remittance again.";
        Finding::error(Code::BadSegment, position, message, remedy).at(place)
    };
    let (first, last) = set.positions();
    if !set.is_complete() {
        return Err(refuse(last, "The remittance is cut off: its SE is missing", "SE"));
    }
    let bpr = set
        .find("BPR")
        .ok_or_else(|| refuse(first, "The remittance has no BPR: nobody can tell what was paid", "BPR"))?;
    count(set, notes);
    let advice = blank(set, bpr, notes)?;
    let mut reader = Reader { advice, header: Header::default(), sums: AdviceTotals::default(), notes };
    for segment in set.segments() {
        reader.take(&segment.split())?;
    }
    reader.finish(set, bpr)
}

/// A wrong count is told; the sums of the set show whether something was lost.
fn count(set: Set<'_>, notes: &mut Notes) {
    let (first, last) = set.positions();
    let count = u64::from(last.saturating_sub(first).saturating_add(1));
    let Some(se) = set.segments().next_back() else { return };
    if se.element(1).number() != Some(count) {
        let message =
            format!("SE01 says {} segments, there are {count}; a part of the remittance may be missing", text(se, 1));
        let remedy = "Compare the payment with the sum of its claims before posting; ask the payer if they differ.";
        notes.push(Finding::warning(Code::BadCount, se.position(), message, remedy).at("SE01"));
    }
}

fn blank(set: Set<'_>, bpr: Segment<'_>, notes: &mut Notes) -> Read<RemittanceAdvice> {
    let paid = at(bpr, 2).money_or_zero()?;
    Ok(RemittanceAdvice {
        control_number: set.control_number().to_owned(),
        payer_name: String::new(),
        payer_ids: Vec::new(),
        payee_id: String::new(),
        trace: String::new(),
        originator: text(bpr, 10),
        date: date(set, bpr, notes)?,
        method: text(bpr, 4),
        contact: None,
        payment: if is(bpr, 3, "D") { -paid } else { paid },
        claims: Vec::new(),
        provider_adjustments: Vec::new(),
        segment: set.st().position(),
    })
}

/// BPR16, else the next best day, with a finding.
fn date(set: Set<'_>, bpr: Segment<'_>, notes: &mut Notes) -> Read<Date> {
    let expected = "the day of the payment as CCYYMMDD";
    if let Ok(Some(day)) = at(bpr, 16).date() {
        return Ok(day);
    }
    let readable = |place: crate::source::At<'_>| place.date().ok().flatten();
    let produced =
        set.segments().take_while(|segment| segment.id() != "CLP").find(|dtm| dtm.id() == "DTM" && is(*dtm, 1, "405"));
    let group = set.group().gs();
    let isa = set.interchange().isa();
    let sent = || Date::parse_d8(&format!("20{}", text(isa, 9))).ok();
    let found = produced
        .and_then(|dtm| readable(at(dtm, 2)))
        .or_else(|| group.and_then(|gs| readable(at(gs, 4))))
        .or_else(sent);
    let day = found.ok_or_else(|| at(bpr, 16).fault(expected))?;
    let mut doubt = at(bpr, 16).doubt(expected);
    doubt.message = format!("{}; {day} is taken from the file's header instead", doubt.message);
    notes.push(doubt);
    Ok(day)
}

/// Where in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Header {
    #[default]
    Top,
    Payer,
    Payee,
}

/// The desk of a PER: an extension (EX) is told with the phone before it.
fn contact(per: &SplitSegment<'_>) -> PayerContact {
    let mut contact = PayerContact { name: text(per, 2), numbers: Vec::new() };
    for element in [3, 5, 7] {
        let number = at(per, element + 1).trimmed();
        match contact.numbers.last_mut() {
            _ if number.is_empty() => {}
            Some(phone) if is(per, element, "EX") => *phone = format!("{phone} x{number}"),
            _ => contact.numbers.push(number.into_owned()),
        }
    }
    contact
}

struct Reader<'n> {
    advice: RemittanceAdvice,
    header: Header,
    /// Of the claims that were read to their end.
    sums: AdviceTotals,
    notes: &'n mut Notes,
}

impl Reader<'_> {
    fn take(&mut self, segment: &SplitSegment<'_>) -> Read<()> {
        match segment.id() {
            "CLP" => {
                let claim = ClaimReader::open(segment, self.notes)?;
                self.close_claim();
                self.advice.claims.push(claim);
                Ok(())
            }
            "PLB" => self.provider_adjustments(segment),
            _ => match self.advice.claims.last_mut() {
                Some(claim) => ClaimReader { claim, notes: self.notes }.take(segment),
                None => {
                    self.take_header(segment);
                    Ok(())
                }
            },
        }
    }

    fn close_claim(&mut self) {
        if let Some(claim) = self.advice.claims.last() {
            self.sums.add(claim);
        }
    }

    fn take_header(&mut self, segment: &SplitSegment<'_>) {
        let advice = &mut self.advice;
        match segment.id() {
            "TRN" => {
                advice.trace = text(segment, 2);
                if !at(segment, 3).is_empty() {
                    advice.originator = text(segment, 3);
                }
            }
            "N1" if is(segment, 1, "PR") => {
                self.header = Header::Payer;
                advice.payer_name = text(segment, 2);
                advice.payer_ids.push(text(segment, 4));
            }
            "N1" if is(segment, 1, "PE") => {
                self.header = Header::Payee;
                advice.payee_id = text(segment, 4);
            }
            "REF" if self.header == Header::Payer && is(segment, 1, "2U") => advice.payer_ids.push(text(segment, 2)),
            "PER" if self.header == Header::Payer && is(segment, 1, "CX") => advice.contact = Some(contact(segment)),
            "PER" if self.header == Header::Payer && is(segment, 1, "BL") && advice.contact.is_none() => {
                advice.contact = Some(contact(segment));
            }
            _ => {}
        }
    }

    fn provider_adjustments(&mut self, plb: &SplitSegment<'_>) -> Read<()> {
        for element in (3..=plb.element_count()).step_by(2) {
            let (code, amount) = (at(plb, element), at(plb, element + 1));
            if code.is_empty() && amount.is_empty() {
                continue;
            }
            self.advice.provider_adjustments.push(ProviderAdjustment {
                provider_id: text(plb, 1),
                code: code.part(1).text(),
                reference: code.part(2).text(),
                amount: amount.money_or_zero()?,
                segment: plb.position(),
            });
        }
        Ok(())
    }

    fn finish(mut self, set: Set<'_>, bpr: Segment<'_>) -> Read<RemittanceAdvice> {
        let originators = [text(bpr, 10), self.advice.originator.clone()];
        self.advice.payer_ids.extend(originators);
        let mut seen: Vec<String> = Vec::new();
        for id in std::mem::take(&mut self.advice.payer_ids) {
            if !id.is_empty() && !seen.contains(&id) {
                seen.push(id);
            }
        }
        self.advice.payer_ids = seen;
        if self.advice.trace.is_empty() {
            let message = "The remittance has no trace number (TRN02): it cannot be matched with its payment by number";
            let finding =
                Finding::warning(Code::BadSegment, set.st().position(), message, "Ask the payer for the number.");
            self.notes.push(finding.at("TRN02"));
        }
        self.close_claim();
        self.refuse_endless_sums()?;
        Ok(self.advice)
    }

    /// Sums saturate at 2^53 cents: a remittance that reaches it is no remittance.
    fn refuse_endless_sums(&self) -> Read<()> {
        let AdviceTotals { charge, paid, adjustment, patient_responsibility, .. } = self.sums;
        let bound = Money::from_cents((1 << 53) - 1).unwrap_or(Money::ZERO);
        let sums = [charge, paid, adjustment, patient_responsibility, self.advice.provider_adjustment()];
        if sums.iter().any(|sum| sum.abs() == bound) {
            let message = "The sums of the remittance are too large to be true";
            return Err(Finding::error(Code::BadValue, self.advice.segment, message, crate::source::ASK).at("BPR02"));
        }
        Ok(())
    }
}
