//! A service line (2400 to 2440) and what other payers decided on it (2430).

use claims::{ClaimDate, Drug, LineAdjudication, ProfessionalClaim, RawSegment, Reference, ServiceLine};
use values::{DrugUnit, Modifier, PlaceOfService, ProcedureCode, UnitType};
use x12::{Finding, Segment};

use super::claim::{adjustments, date_value, elements_from, note, providers, reference};
use crate::source::{ASK, At, Notes, Read, at, is, loops, raw, text};

/// Reads a block that begins with LX into the claim.
pub(super) fn line(block: &[Segment<'_>], claim: &mut ProfessionalClaim, notes: &mut Notes) -> Read<()> {
    let (rest, forms) = loops(block, &["LQ"]);
    let (rest, adjudications) = loops(rest, &["SVD"]);
    let (rest, provider_parts) = loops(rest, &["NM1"]);
    let (head, drugs) = loops(rest, &["LIN"]);
    let number = u16::try_from(claim.visit.lines.len() + 1).unwrap_or(u16::MAX);
    if let Some(lx) = head.first().filter(|lx| text(**lx, 1) != number.to_string()) {
        notes.push(at(*lx, 1).doubt(&format!("the next line number; the line is read as line {number}")));
    }
    let mut line = from_sv1(head, number, notes)?;
    for segment in head.iter().skip(1) {
        take_segment(&mut line, *segment)?;
    }
    for part in drugs {
        take_drug(&mut line, part)?;
    }
    let (providers, unknown) = providers(&provider_parts, notes);
    line.providers = providers;
    line.extra.extend(unknown);
    for part in adjudications {
        let decided = adjudication(part, number, notes)?;
        if let Err(kept) = attach(claim, decided, part) {
            line.extra.extend(kept);
        }
    }
    line.extra.extend(forms.into_iter().flatten().map(|segment| raw(*segment)));
    claim.visit.lines.push(line);
    Ok(())
}

fn from_sv1(head: &[Segment<'_>], number: u16, notes: &mut Notes) -> Read<ServiceLine> {
    let missing = || {
        let position = head.first().map_or(1, Segment::position);
        Finding::error(x12::Code::BadSegment, position, format!("line {number} has no SV1"), ASK).at("SV1")
    };
    let sv1 = head.iter().find(|segment| segment.id() == "SV1").copied().ok_or_else(missing)?;
    notes.unused(sv1, &[6]);
    let service = at(sv1, 1);
    let pointers = 1..=sv1.element(7).components().count();
    let pointer = |n: usize| at(sv1, 7).part(n).read(pointer_number, "a diagnosis pointer (1 to 12)");
    Ok(ServiceLine {
        number,
        procedure_qualifier: service.part(1).text(),
        procedure: service.part(2).needed(ProcedureCode::parse, "a procedure code")?,
        modifiers: modifiers(service)?,
        description: service.part(7).text(),
        charge: at(sv1, 2).money()?.ok_or_else(|| at(sv1, 2).fault("the line's charge"))?,
        unit_type: at(sv1, 3).needed(UnitType::parse, "UN or MJ")?,
        units: at(sv1, 4).quantity()?.ok_or_else(|| at(sv1, 4).fault("the number of units"))?,
        place_of_service: at(sv1, 5).read(PlaceOfService::parse, "a place of service code of two digits")?,
        diagnosis_pointers: pointers.map(pointer).filter_map(Read::transpose).collect::<Read<_>>()?,
        service_indicators: elements_from(sv1, 8),
        date_of_service: None,
        dates: Vec::new(),
        references: Vec::new(),
        control_number: String::new(),
        notes: Vec::new(),
        drug: None,
        providers: Vec::new(),
        extra: Vec::new(),
    })
}

fn pointer_number(text: &str) -> Result<u8, values::ValueError> {
    text.parse().map_err(|_| values::ValueError::Code)
}

/// Components 3 to 6 of a procedure.
fn modifiers(service: At<'_>) -> Read<Vec<Modifier>> {
    let modifier = |n: usize| service.part(n).read(Modifier::parse, "a modifier of two characters");
    (3..=6).map(modifier).filter_map(Read::transpose).collect()
}

fn take_segment(line: &mut ServiceLine, segment: Segment<'_>) -> Read<()> {
    match segment.id() {
        "SV1" => {}
        "DTP" => match date_value(segment)? {
            Some(value) if is(segment, 1, "472") && line.date_of_service.is_none() => {
                line.date_of_service = Some(value)
            }
            Some(value) => line.dates.push(ClaimDate { qualifier: text(segment, 1), value }),
            None => line.extra.push(raw(segment)),
        },
        "REF" => match reference(segment) {
            Some(Reference { qualifier, value, scope })
                if qualifier == "6R" && scope.is_empty() && line.control_number.is_empty() =>
            {
                line.control_number = value;
            }
            Some(reference) => line.references.push(reference),
            None => line.extra.push(raw(segment)),
        },
        "NTE" => line.notes.push(note(segment)),
        _ => line.extra.push(raw(segment)),
    }
    Ok(())
}

/// 2410: LIN, CTP, REF. A second drug, which the guide does not know, is kept segment by segment.
fn take_drug(line: &mut ServiceLine, part: &[Segment<'_>]) -> Read<()> {
    let Some(lin) = part.first().copied().filter(|_| line.drug.is_none()) else {
        line.extra.extend(part.iter().map(|segment| raw(*segment)));
        return Ok(());
    };
    let mut drug = Drug { qualifier: text(lin, 2), code: text(lin, 3), quantity: None, unit: None, reference: None };
    for segment in part.iter().skip(1) {
        match segment.id() {
            "CTP" if drug.quantity.is_none() && drug.unit.is_none() => {
                drug.quantity = at(*segment, 4).quantity()?;
                drug.unit = at(*segment, 5).part(1).read(DrugUnit::parse, "a drug unit (F2, GR, ME, ML, UN)")?;
            }
            "REF" if drug.reference.is_none() => match reference(*segment) {
                Some(reference) => drug.reference = Some(reference),
                None => line.extra.push(raw(*segment)),
            },
            _ => line.extra.push(raw(*segment)),
        }
    }
    line.drug = Some(drug);
    Ok(())
}

fn adjudication(part: &[Segment<'_>], line: u16, notes: &mut Notes) -> Read<LineAdjudication> {
    let missing = || Finding::error(x12::Code::BadSegment, 1, "SVD is missing", ASK);
    let svd = *part.first().ok_or_else(missing)?;
    notes.unused(svd, &[4]);
    let service = at(svd, 3);
    let mut decided = LineAdjudication {
        line,
        payer_id: text(svd, 1),
        paid_amount: at(svd, 2).money()?.ok_or_else(|| at(svd, 2).fault("the amount that the other payer paid"))?,
        procedure_qualifier: service.part(1).text(),
        procedure: service.part(2).read(ProcedureCode::parse, "a procedure code")?,
        modifiers: modifiers(service)?,
        description: service.part(7).text(),
        units: at(svd, 5).quantity()?,
        bundled_into: text(svd, 6),
        adjustments: Vec::new(),
        adjudicated_on: None,
        remaining_liability: None,
    };
    for segment in part.iter().skip(1) {
        match segment.id() {
            "CAS" => decided.adjustments.extend(adjustments(&segment.split(), notes)?),
            "DTP" if is(*segment, 1, "573") => {
                decided.adjudicated_on = date_value(*segment)?.map(claims::DateValue::first)
            }
            "AMT" if is(*segment, 1, "EAF") => decided.remaining_liability = at(*segment, 2).money()?,
            _ => notes.push(at(*segment, 1).doubt("of a segment that line adjudication (2430) knows; it is not kept")),
        }
    }
    Ok(decided)
}

/// Gives a decision to the other payer whose id it names, else to the only or first one. Without other payers, hands
/// back its segments to be kept in the line.
fn attach(
    claim: &mut ProfessionalClaim,
    decided: LineAdjudication,
    part: &[Segment<'_>],
) -> Result<(), Vec<RawSegment>> {
    let named = claim.other_payers.iter().position(|other| other.payer.id == decided.payer_id).unwrap_or(0);
    match claim.other_payers.get_mut(named) {
        Some(other) => {
            other.lines.push(decided);
            Ok(())
        }
        None => Err(part.iter().map(|segment| raw(*segment)).collect()),
    }
}
