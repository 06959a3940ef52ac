//! A claim payment (2100) with its lines (2110).

use claims::DateValue;
use remittance::{ClaimPayment, LinePayment, PaidProcedure, PaymentPerson, Told};
use values::{
    ClaimFrequency, ClaimPaymentStatus, FilingIndicator, Modifier, Money, PlaceOfService, ProcedureCode,
    ProcedureQualifier, Rarc,
};
use x12::SplitSegment;

use crate::incoming::adjustments;
use crate::source::{At, Notes, Read, at, is, text};

/// Reads the segments after a CLP into its claim.
pub(super) struct ClaimReader<'a> {
    pub(super) claim: &'a mut ClaimPayment,
    pub(super) notes: &'a mut Notes,
}

impl ClaimReader<'_> {
    /// The claim of a CLP.
    pub(super) fn open(clp: &SplitSegment<'_>, notes: &mut Notes) -> Read<ClaimPayment> {
        let statuses = "a claim status (1, 2, 3, 4, 19, 20, 21, 22, 23, 25)";
        let number = text(clp, 1);
        if number.is_empty() {
            notes.push(at(clp, 1).doubt("our claim's number"));
        }
        Ok(ClaimPayment {
            patient_control_number: number,
            status: at(clp, 2).needed(ClaimPaymentStatus::parse, statuses)?,
            charge: at(clp, 3).money_or_zero()?,
            paid: at(clp, 4).money_or_zero()?,
            patient_responsibility: at(clp, 5).money()?,
            filing_indicator: FilingIndicator::parse(&at(clp, 6).trimmed()).ok(),
            payer_claim_control_number: text(clp, 7),
            // Institutional claims have the first digits of a bill type here.
            place_of_service: PlaceOfService::parse(&at(clp, 8).trimmed()).ok(),
            frequency: ClaimFrequency::parse(&at(clp, 9).trimmed()).ok(),
            adjustments: Vec::new(),
            patient: PaymentPerson::default(),
            subscriber: None,
            corrected: None,
            rendering_provider_id: String::new(),
            forwarded_to: String::new(),
            statement_dates: None,
            received_on: None,
            interest: Money::ZERO,
            remarks: Vec::new(),
            references: Vec::new(),
            told: Vec::new(),
            lines: Vec::new(),
            segment: clp.position(),
        })
    }

    pub(super) fn take(&mut self, segment: &SplitSegment<'_>) -> Read<()> {
        match segment.id() {
            "SVC" => self.open_line(segment)?,
            "CAS" => {
                let found = adjustments(segment, self.notes)?;
                let known = match self.claim.lines.last_mut() {
                    Some(line) => &mut line.adjustments,
                    None => &mut self.claim.adjustments,
                };
                if known.is_empty() {
                    *known = found;
                } else {
                    known.extend(found);
                }
            }
            _ if self.claim.lines.is_empty() => self.take_claim(segment)?,
            _ => self.take_line(segment)?,
        }
        Ok(())
    }

    fn take_claim(&mut self, segment: &SplitSegment<'_>) -> Read<()> {
        match segment.id() {
            "NM1" => self.person(segment),
            "MOA" => self.remarks(segment, &[3, 4, 5, 6, 7]),
            "MIA" => self.remarks(segment, &[5, 20, 21, 22, 23]),
            "REF" => self.reference(segment),
            "DTM" => self.claim_date(segment),
            "PER" if is(segment, 1, "CX") => self.claim.told.push(Told::Contact(super::contact(segment))),
            "AMT" if is(segment, 1, "I") => self.claim.interest += at(segment, 2).money_or_zero()?,
            _ => {}
        }
        Ok(())
    }

    fn reference(&mut self, segment: &SplitSegment<'_>) {
        let (qualifier, value) = (text(segment, 1), text(segment, 2));
        match qualifier.as_str() {
            "1L" => self.claim.told.push(Told::GroupNumber(value.clone())),
            "CE" => self.claim.told.push(Told::ContractClass(value.clone())),
            _ => {}
        }
        self.claim.references.push((qualifier, value));
    }

    fn claim_date(&mut self, dtm: &SplitSegment<'_>) {
        let kind = at(dtm, 1).trimmed();
        if !matches!(&*kind, "232" | "233" | "036" | "050") {
            return;
        }
        let Some(day) = self.notes.ok(doubtful(at(dtm, 2).date())).flatten() else { return };
        match &*kind {
            "232" => extend(&mut self.claim.statement_dates, day, Place::From),
            "233" => extend(&mut self.claim.statement_dates, day, Place::To),
            "036" => self.claim.told.push(Told::CoverageEndedOn(day)),
            _ => self.claim.received_on = Some(day),
        }
    }

    fn person(&mut self, nm1: &SplitSegment<'_>) {
        let person = || PaymentPerson { last_name: text(nm1, 3), first_name: text(nm1, 4), id: text(nm1, 9) };
        match &*at(nm1, 1).trimmed() {
            "QC" => self.claim.patient = person(),
            "IL" => self.claim.subscriber = Some(person()),
            "74" => self.claim.corrected = Some(person()),
            "82" => self.claim.rendering_provider_id = text(nm1, 9),
            "TT" => self.claim.forwarded_to = text(nm1, 3),
            "PR" => self.claim.told.push(Told::PriorityPayer { name: text(nm1, 3), id: text(nm1, 9) }),
            _ => {}
        }
    }

    fn remarks(&mut self, segment: &SplitSegment<'_>, elements: &[usize]) {
        for element in elements {
            let remark = at(segment, *element).read(Rarc::parse, "a remark code");
            if let Some(remark) = self.notes.ok(doubtful(remark)).flatten() {
                self.claim.remarks.push(remark);
            }
        }
    }

    fn open_line(&mut self, svc: &SplitSegment<'_>) -> Read<()> {
        let adjudicated = self.procedure(at(svc, 1));
        let billed = at(svc, 6);
        let original = if billed.is_empty() { None } else { Some(Box::new(self.procedure(billed))) };
        let units = self.notes.ok(doubtful(at(svc, 5).quantity())).flatten();
        self.claim.lines.push(LinePayment {
            adjudicated,
            original,
            charge: at(svc, 2).money_or_zero()?,
            paid: at(svc, 3).money_or_zero()?,
            units,
            date_of_service: None,
            adjustments: Vec::new(),
            control_number: String::new(),
            allowed: None,
            remarks: Vec::new(),
            policies: Vec::new(),
            segment: svc.position(),
        });
        Ok(())
    }

    fn procedure(&mut self, composite: At<'_>) -> PaidProcedure {
        let (mut qualifier, mut code, mut modifiers) = (None, Ok(None), Vec::new());
        for (n, part) in (1..=6).zip(composite.parts()) {
            match n {
                1 => qualifier = ProcedureQualifier::parse(&part.trimmed()).ok(),
                2 => code = part.read(ProcedureCode::parse, "a procedure code"),
                _ => {
                    let modifier = part.read(Modifier::parse, "a modifier of two characters");
                    if let Some(modifier) = self.notes.ok(doubtful(modifier)).flatten() {
                        modifiers.push(modifier);
                    }
                }
            }
        }
        PaidProcedure { qualifier, code: self.notes.ok(doubtful(code)).flatten(), modifiers }
    }

    fn take_line(&mut self, segment: &SplitSegment<'_>) -> Read<()> {
        let Some(line) = self.claim.lines.last_mut() else { return Ok(()) };
        match segment.id() {
            "DTM" => {
                let place = match &*at(segment, 1).trimmed() {
                    "472" => Place::Only,
                    "150" => Place::From,
                    "151" => Place::To,
                    _ => return Ok(()),
                };
                if let Some(day) = self.notes.ok(doubtful(at(segment, 2).date())).flatten() {
                    extend(&mut line.date_of_service, day, place);
                }
            }
            "REF" if is(segment, 1, "6R") => line.control_number = text(segment, 2),
            "REF" if is(segment, 1, "0K") => line.policies.push(text(segment, 2)),
            "AMT" if is(segment, 1, "B6") => line.allowed = at(segment, 2).money()?,
            "LQ" if is(segment, 1, "HE") => {
                let remark = at(segment, 2).read(Rarc::parse, "a remark code");
                if let Some(remark) = self.notes.ok(doubtful(remark)).flatten() {
                    line.remarks.push(remark);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// What cannot be read here leaves the value out; the sums do not depend on it.
fn doubtful<T>(read: Read<T>) -> Read<T> {
    read.map_err(|finding| x12::Finding { severity: x12::Severity::Warning, ..finding })
}

/// What a date is to a span of days.
#[derive(Clone, Copy)]
enum Place {
    Only,
    From,
    To,
}

fn extend(dates: &mut Option<DateValue>, day: values::Date, place: Place) {
    let span = |from: values::Date, to: values::Date| {
        if from == to { DateValue::Day(from) } else { DateValue::Range(from, to) }
    };
    *dates = Some(match (*dates, place) {
        (None, _) | (Some(_), Place::Only) => DateValue::Day(day),
        (Some(known), Place::From) => span(day, known.last()),
        (Some(known), Place::To) => span(known.first(), day),
    });
}
