//! A claim out: 2300, 2310, 2320 and 2330.

use claims::{
    Adjustment, ClaimDate, ClaimProvider, DateValue, DiagnosisVersion, OtherPayer, ProfessionalClaim, ProviderRole,
    RawSegment, Reference, Visit,
};

use super::levels::{Named, address, coverage, name, own_segments, party, provider_code, rest};
use super::line;
use super::ranks::{CLAIM, OTHER_PAYER, PARTY};
use super::sheet::{Cell, NONE, Sheet, code, made, raw_cell};

/// 2300 with all below it.
pub(super) fn claim<'a>(sheet: &mut Sheet<'a>, claim: &'a ProfessionalClaim) {
    let visit = &claim.visit;
    sheet.begin("2300", CLAIM);
    sheet.at_most(12, visit.diagnoses.len(), "HI");
    sheet.at_most(10, claim.other_payers.len(), "SBR");
    sheet.at_most(50, visit.lines.len(), "LX");
    clm(sheet, claim);
    visit.dates.iter().for_each(|date| claim_date(sheet, date));
    if let Some(paid) = claim.patient_paid {
        sheet.put("AMT", vec![code("F5"), made(paid.to_x12())]);
    }
    let numbers =
        [("9F", &claim.referral_number), ("G1", &claim.prior_authorization), ("F8", &claim.payer_claim_control_number)];
    for (qualifier, number) in numbers {
        if let Some(number) = number {
            sheet.put("REF", vec![code(qualifier), Cell::Exact(number)]);
        }
    }
    visit.references.iter().for_each(|known| reference(sheet, known));
    for note in &visit.notes {
        sheet.put("NTE", vec![Cell::Text(&note.code), Cell::Text(&note.text)]);
    }
    diagnoses(sheet, visit);
    let unknown = own_segments(sheet, &visit.extra);
    providers(sheet, claim);
    rest(sheet, unknown);
    claim.other_payers.iter().for_each(|other| other_payer(sheet, other));
    visit.lines.iter().for_each(|one| line::line(sheet, claim, one));
    sheet.line(None);
    sheet.end();
}

fn clm<'a>(sheet: &mut Sheet<'a>, claim: &'a ProfessionalClaim) {
    let Visit { indicators, related_causes, place_of_service, .. } = &claim.visit;
    sheet.at_most(3, related_causes.causes.len(), "CLM11");
    let mut causes: Vec<Cell<'a>> = related_causes.causes.iter().take(3).map(|cause| Cell::Text(cause)).collect();
    causes.resize_with(3, || NONE);
    causes.extend([Cell::Text(&related_causes.state), Cell::Text(&related_causes.country)]);
    let place = place_of_service.as_ref().map_or(NONE, |place| code(place.as_str()));
    let mut cells = vec![
        Cell::Exact(claim.patient_control_number.as_str()),
        made(claim.visit.charge().to_x12()),
        NONE,
        NONE,
        Cell::Parts(vec![place, Cell::Text(&indicators.facility_qualifier), code(claim.frequency.code())]),
        Cell::Text(&indicators.provider_signature),
        Cell::Text(&indicators.assignment),
        Cell::Text(&indicators.benefits_assigned),
        Cell::Text(&indicators.release_of_information),
        Cell::Text(&indicators.patient_signature_source),
        Cell::Parts(causes),
        Cell::Text(&indicators.special_program),
    ];
    cells.extend((13..20).map(|_| NONE));
    cells.push(Cell::Text(&indicators.delay_reason));
    sheet.put("CLM", cells);
}

/// DTP.
pub(super) fn claim_date<'a>(sheet: &mut Sheet<'a>, date: &'a ClaimDate) {
    put_date(sheet, &date.qualifier, date.value);
}

/// DTP with a day or a range.
pub(super) fn put_date<'a>(sheet: &mut Sheet<'a>, qualifier: &'a str, value: DateValue) {
    let (format, text) = match value {
        DateValue::Day(day) => ("D8", day.to_d8()),
        DateValue::Range(from, to) => ("RD8", format!("{}-{}", from.to_d8(), to.to_d8())),
    };
    sheet.put("DTP", vec![Cell::Text(qualifier), code(format), made(text)]);
}

/// REF.
pub(super) fn reference<'a>(sheet: &mut Sheet<'a>, reference: &'a Reference) {
    let scope = raw_cell(&reference.scope);
    sheet.put("REF", vec![Cell::Text(&reference.qualifier), Cell::Exact(&reference.value), NONE, scope]);
}

fn diagnoses<'a>(sheet: &mut Sheet<'a>, visit: &'a Visit) {
    let qualifier = |version: DiagnosisVersion, is_first: bool| match (version, is_first) {
        (DiagnosisVersion::Icd10, true) => "ABK",
        (DiagnosisVersion::Icd10, false) => "ABF",
        (DiagnosisVersion::Icd9, true) => "BK",
        (DiagnosisVersion::Icd9, false) => "BF",
    };
    let cell = |(index, diagnosis): (usize, &'a claims::Diagnosis)| {
        Cell::Parts(vec![code(qualifier(diagnosis.version, index == 0)), code(diagnosis.code.as_str())])
    };
    let cells: Vec<Cell<'a>> = visit.diagnoses.iter().take(12).enumerate().map(cell).collect();
    if !cells.is_empty() {
        sheet.put("HI", cells);
    }
}

/// The loops of 2310 in their order.
const ORDER: [(&str, &[ProviderRole]); 6] = [
    ("2310A", &[ProviderRole::Referring, ProviderRole::PrimaryCare]),
    ("2310B", &[ProviderRole::Rendering]),
    ("2310C", &[ProviderRole::Facility]),
    ("2310D", &[ProviderRole::Supervising]),
    ("2310E", &[ProviderRole::AmbulancePickUp]),
    ("2310F", &[ProviderRole::AmbulanceDropOff]),
];

fn providers<'a>(sheet: &mut Sheet<'a>, claim: &'a ProfessionalClaim) {
    for (in_loop, roles) in ORDER {
        for provider in claim.visit.providers.iter().filter(|provider| roles.contains(&provider.role)) {
            if !says_nothing_new(claim, provider) {
                party(sheet, Named { in_loop, entity: provider.role.code(), party: &provider.party });
            }
        }
    }
    for role in [ProviderRole::PurchasedService, ProviderRole::Ordering] {
        if claim.visit.provider(role).is_some() {
            sheet.at_most(0, 1, &format!("NM1 {}", role.code()));
        }
    }
}

/// The guide has no 2310B for a rendering provider who is the billing provider (guide 2.6 no. 8).
fn says_nothing_new(claim: &ProfessionalClaim, provider: &ClaimProvider) -> bool {
    let (own, billing) = (&provider.party, &claim.parties.billing.party);
    provider.role == ProviderRole::Rendering
        && !own.id.is_empty()
        && own.id == billing.id
        && own.extra.is_empty()
        && (own.taxonomy.is_empty() || own.taxonomy == billing.taxonomy)
}

fn other_payer<'a>(sheet: &mut Sheet<'a>, other: &'a OtherPayer) {
    sheet.begin("2320", OTHER_PAYER);
    coverage(sheet, &other.coverage);
    adjustments(sheet, &other.adjustments);
    if let Some(paid) = other.paid_amount {
        sheet.put("AMT", vec![code("D"), made(paid.to_x12())]);
    }
    for (qualifier, amount) in &other.other_amounts {
        sheet.put("AMT", vec![Cell::Text(qualifier), made(amount.to_x12())]);
    }
    let consent = [&other.benefits_assigned, &other.patient_signature_source, &other.release_of_information];
    let [benefits, signature, release] = consent.map(|text| Cell::Text(text));
    sheet.put("OI", vec![NONE, NONE, benefits, signature, NONE, release]);
    other.extra.iter().for_each(|segment| sheet.put_raw(segment));
    party(sheet, Named { in_loop: "2330A", entity: "IL", party: &other.subscriber });
    sheet.begin("2330B", PARTY);
    name(sheet, "PR", &other.payer);
    provider_code(sheet, &other.payer);
    address(sheet, &other.payer);
    if let Some(day) = other.adjudicated_on {
        put_date(sheet, "573", DateValue::Day(day));
    }
    other.references.iter().for_each(|known| reference(sheet, known));
    let unknown = own_segments(sheet, &other.payer.extra);
    rest(sheet, unknown);
    provider_loops(sheet, &other.provider_loops);
}

/// 2330C to 2330G in their order; a loop of another entity comes last.
fn provider_loops<'a>(sheet: &mut Sheet<'a>, segments: &'a [RawSegment]) {
    let starts: Vec<usize> =
        segments.iter().enumerate().filter(|(_, segment)| segment.id == "NM1").map(|(index, _)| index).collect();
    let ends = starts.iter().skip(1).copied().chain([segments.len()]);
    let mut loops: Vec<&'a [RawSegment]> =
        starts.iter().copied().zip(ends).filter_map(|(from, to)| segments.get(from..to)).collect();
    let place = |one: &&[RawSegment]| match one.first().map_or("", |nm1| nm1.element(1)) {
        "DN" | "P3" => 0,
        "82" => 1,
        "77" => 2,
        "DQ" => 3,
        "85" => 4,
        _ => 5,
    };
    loops.sort_by_key(place);
    for one in loops {
        sheet.begin("2330C-G", PARTY);
        one.iter().for_each(|segment| sheet.put_raw(segment));
    }
}

/// CAS: neighbours of one group share a segment, up to six.
pub(super) fn adjustments<'a>(sheet: &mut Sheet<'a>, adjustments: &'a [Adjustment]) {
    for group in adjustments.chunk_by(|one, next| one.group == next.group) {
        for six in group.chunks(6) {
            let mut cells = vec![NONE];
            for adjustment in six {
                cells.splice(..1, [code(adjustment.group.code())]);
                cells.extend([
                    code(adjustment.carc.as_str()),
                    made(adjustment.amount.to_x12()),
                    adjustment.quantity.map_or(NONE, |quantity| made(quantity.to_string())),
                ]);
            }
            sheet.put("CAS", cells);
        }
    }
}
