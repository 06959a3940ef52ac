//! A service line out: 2400 to 2440.

use claims::{DateValue, Drug, LineAdjudication, ProfessionalClaim, ProviderRole, RawSegment, ServiceLine};
use values::Modifier;

use super::claim::{adjustments, claim_date, put_date, reference};
use super::levels::{Named, party, rest};
use super::ranks::{ADJUDICATION, DRUG, LINE};
use super::sheet::{Cell, NONE, Sheet, code, made, raw_cell};

/// The longest line control number that payers echo (guide 2.5).
const MAX_CONTROL: usize = 30;

/// The line control number (REF*6R) of a line that has none of its own: `<patient control number>-<line>`, of at most 30
/// characters; a longer patient control number loses its beginning, so that the number stays unique within the claim.
///
/// ```
/// let number = values::PatientControlNumber::parse("CK-7").unwrap();
/// assert_eq!(edi::line_control_number(&number, 2), "CK-7-2");
/// ```
#[must_use]
pub fn line_control_number(patient_control_number: &values::PatientControlNumber, line: u16) -> String {
    let suffix = format!("-{line}");
    let number = patient_control_number.as_str();
    let over = (number.chars().count() + suffix.len()).saturating_sub(MAX_CONTROL);
    number.chars().skip(over).chain(suffix.chars()).collect()
}

/// 2400 with all below it.
pub(super) fn line<'a>(sheet: &mut Sheet<'a>, claim: &'a ProfessionalClaim, line: &'a ServiceLine) {
    sheet.line(Some(line.number));
    sheet.begin("2400", LINE);
    sheet.put("LX", vec![made(line.number.to_string())]);
    service(sheet, line);
    if let Some(value) = line.date_of_service {
        put_date(sheet, "472", value);
    }
    line.dates.iter().for_each(|date| claim_date(sheet, date));
    line.references.iter().for_each(|known| reference(sheet, known));
    if line.control_number.is_empty() {
        sheet.put("REF", vec![code("6R"), made(line_control_number(&claim.patient_control_number, line.number))]);
    } else {
        sheet.put("REF", vec![code("6R"), Cell::Exact(&line.control_number)]);
    }
    for note in &line.notes {
        sheet.put("NTE", vec![Cell::Text(&note.code), Cell::Text(&note.text)]);
    }
    let kept = Kept::of(&line.extra);
    kept.own.iter().for_each(|segment| sheet.put_raw(segment));
    if let Some(drug) = &line.drug {
        put_drug(sheet, drug);
    }
    providers(sheet, line);
    rest(sheet, kept.loops);
    for other in &claim.other_payers {
        for decided in other.lines.iter().filter(|decided| decided.line == line.number) {
            adjudication(sheet, decided);
        }
    }
    rest(sheet, kept.adjudications);
    rest(sheet, kept.forms);
}

/// The kept segments of a line by where they stand.
struct Kept<'a> {
    /// In the line itself.
    own: &'a [RawSegment],
    /// Loops that the domain does not know.
    loops: &'a [RawSegment],
    /// 2430 of payers that the claim does not name.
    adjudications: &'a [RawSegment],
    /// 2440.
    forms: &'a [RawSegment],
}

impl<'a> Kept<'a> {
    fn of(extra: &'a [RawSegment]) -> Kept<'a> {
        let split = |segments: &'a [RawSegment], ids: &[&str]| {
            let at = segments.iter().position(|segment| ids.contains(&segment.id.as_str())).unwrap_or(segments.len());
            segments.split_at_checked(at).unwrap_or((segments, &[]))
        };
        let (extra, forms) = split(extra, &["LQ"]);
        let (extra, adjudications) = split(extra, &["SVD"]);
        let (own, loops) = split(extra, &["NM1", "LIN"]);
        Kept { own, loops, adjudications, forms }
    }
}

/// Components of a procedure: SV101 and SVD03.
struct Procedure<'a> {
    qualifier: &'a str,
    procedure: &'a str,
    modifiers: &'a [Modifier],
    description: &'a str,
}

fn procedure<'a>(sheet: &mut Sheet<'a>, service: Procedure<'a>, position: &str) -> Cell<'a> {
    sheet.at_most(4, service.modifiers.len(), position);
    let mut parts = vec![Cell::Text(service.qualifier), code(service.procedure)];
    parts.extend(service.modifiers.iter().take(4).map(|modifier| code(modifier.as_str())));
    parts.resize_with(6, || NONE);
    parts.push(Cell::Text(service.description));
    Cell::Parts(parts)
}

fn service<'a>(sheet: &mut Sheet<'a>, line: &'a ServiceLine) {
    sheet.at_most(4, line.diagnosis_pointers.len(), "SV107");
    let composite = Procedure {
        qualifier: &line.procedure_qualifier,
        procedure: line.procedure.as_str(),
        modifiers: &line.modifiers,
        description: &line.description,
    };
    let composite = procedure(sheet, composite, "SV101");
    let pointers = line.diagnosis_pointers.iter().take(4).map(|pointer| made(pointer.to_string())).collect();
    let mut cells = vec![
        composite,
        made(line.charge.to_x12()),
        code(line.unit_type.code()),
        made(line.units.to_string()),
        line.place_of_service.as_ref().map_or(NONE, |place| code(place.as_str())),
        NONE,
        Cell::Parts(pointers),
    ];
    cells.extend(line.service_indicators.iter().map(|element| raw_cell(element)));
    sheet.put("SV1", cells);
}

fn put_drug<'a>(sheet: &mut Sheet<'a>, drug: &'a Drug) {
    sheet.begin("2410", DRUG);
    sheet.put("LIN", vec![NONE, Cell::Text(&drug.qualifier), Cell::Text(&drug.code)]);
    let quantity = drug.quantity.map_or(NONE, |quantity| made(quantity.to_string()));
    let unit = drug.unit.map_or(NONE, |unit| code(unit.code()));
    sheet.put("CTP", vec![NONE, NONE, NONE, quantity, Cell::Parts(vec![unit])]);
    if let Some(known) = &drug.reference {
        reference(sheet, known);
    }
}

/// The loops of 2420 in their order.
const ORDER: [(&str, &[ProviderRole]); 8] = [
    ("2420A", &[ProviderRole::Rendering]),
    ("2420B", &[ProviderRole::PurchasedService]),
    ("2420C", &[ProviderRole::Facility]),
    ("2420D", &[ProviderRole::Supervising]),
    ("2420E", &[ProviderRole::Ordering]),
    ("2420F", &[ProviderRole::Referring, ProviderRole::PrimaryCare]),
    ("2420G", &[ProviderRole::AmbulancePickUp]),
    ("2420H", &[ProviderRole::AmbulanceDropOff]),
];

fn providers<'a>(sheet: &mut Sheet<'a>, line: &'a ServiceLine) {
    for (in_loop, roles) in ORDER {
        for provider in line.providers.iter().filter(|provider| roles.contains(&provider.role)) {
            party(sheet, Named { in_loop, entity: provider.role.code(), party: &provider.party });
        }
    }
}

fn adjudication<'a>(sheet: &mut Sheet<'a>, decided: &'a LineAdjudication) {
    sheet.begin("2430", ADJUDICATION);
    let composite = Procedure {
        qualifier: &decided.procedure_qualifier,
        procedure: decided.procedure.as_ref().map_or("", |procedure| procedure.as_str()),
        modifiers: &decided.modifiers,
        description: &decided.description,
    };
    let composite = procedure(sheet, composite, "SVD03");
    sheet.put(
        "SVD",
        vec![
            Cell::Text(&decided.payer_id),
            made(decided.paid_amount.to_x12()),
            composite,
            NONE,
            decided.units.map_or(NONE, |units| made(units.to_string())),
            Cell::Text(&decided.bundled_into),
        ],
    );
    adjustments(sheet, &decided.adjustments);
    if let Some(day) = decided.adjudicated_on {
        put_date(sheet, "573", DateValue::Day(day));
    }
    if let Some(amount) = decided.remaining_liability {
        sheet.put("AMT", vec![code("EAF"), made(amount.to_x12())]);
    }
}
