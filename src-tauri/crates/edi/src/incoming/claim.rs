//! A claim (2300 with all below it).

use claims::{
    Adjustment, ClaimDate, ClaimProvider, DateValue, Diagnosis, DiagnosisVersion, Indicators, Note, ProfessionalClaim,
    ProviderRole, RawSegment, Reference, RelatedCauses, Visit,
};
use values::{AdjustmentGroup, Carc, ClaimFrequency, Date, DiagnosisCode, Money, PatientControlNumber, PlaceOfService};
use x12::{Finding, Segment, SplitSegment};

use super::levels::{Context, entity, whole_party};
use super::{line, other_payer};
use crate::source::{Notes, Read, at, is, loops, raw, raw_from, raw_text, text};

/// Reads the claim of a block that begins with its CLM.
pub(super) fn claim(block: &[Segment<'_>], context: &Context, notes: &mut Notes) -> Read<ProfessionalClaim> {
    let (claim_part, line_parts) = loops(block, &["LX"]);
    let (own_part, payer_parts) = loops(claim_part, &["SBR"]);
    let (head, provider_parts) = loops(own_part, &["NM1"]);
    let clm = *head.first().ok_or_else(|| empty_block(block))?;
    let mut claim = from_clm(clm, context, notes)?;
    for segment in head.iter().skip(1) {
        take_segment(&mut claim, *segment)?;
    }
    let (providers, unknown) = providers(&provider_parts, notes);
    claim.visit.providers = providers;
    claim.visit.extra.extend(unknown);
    for part in payer_parts {
        claim.other_payers.push(other_payer::other_payer(part, notes)?);
    }
    for part in line_parts {
        line::line(part, &mut claim, notes)?;
    }
    let sum: Money = claim.visit.lines.iter().map(|line| line.charge).sum();
    claim.visit.stated_charge = claim.visit.stated_charge.filter(|stated| *stated != sum);
    Ok(claim)
}

fn empty_block(block: &[Segment<'_>]) -> Finding {
    let position = block.first().map_or(1, Segment::position);
    Finding::error(x12::Code::BadSegment, position, "CLM is missing", crate::source::ASK).at("CLM")
}

fn from_clm(clm: Segment<'_>, context: &Context, notes: &mut Notes) -> Read<ProfessionalClaim> {
    notes.unused(clm, &[3, 4, 13, 14, 15, 16, 17, 18, 19]);
    let number = at(clm, 1).needed(PatientControlNumber::parse, "a patient control number of 1 to 38 characters")?;
    let charge = at(clm, 2).money()?.ok_or_else(|| at(clm, 2).fault("the claim's total charge"))?;
    let visit = Visit {
        place_of_service: at(clm, 5).part(1).read(PlaceOfService::parse, "a place of service code of two digits")?,
        related_causes: causes(clm),
        indicators: indicators(clm),
        stated_charge: Some(charge),
        ..Visit::default()
    };
    Ok(ProfessionalClaim {
        patient_control_number: number,
        frequency: at(clm, 5).part(3).needed(ClaimFrequency::parse, "a claim frequency code (1, 7, 8)")?,
        payer_claim_control_number: None,
        patient_paid: None,
        prior_authorization: None,
        referral_number: None,
        parties: context.parties(clm)?,
        visit,
        other_payers: Vec::new(),
    })
}

fn indicators(clm: Segment<'_>) -> Indicators {
    Indicators {
        facility_qualifier: at(clm, 5).part(2).text(),
        provider_signature: text(clm, 6),
        assignment: text(clm, 7),
        benefits_assigned: text(clm, 8),
        release_of_information: text(clm, 9),
        patient_signature_source: text(clm, 10),
        special_program: text(clm, 12),
        delay_reason: text(clm, 20),
    }
}

fn causes(clm: Segment<'_>) -> RelatedCauses {
    let part = |n: usize| at(clm, 11).part(n).text();
    RelatedCauses {
        causes: [part(1), part(2), part(3)].into_iter().filter(|cause| !cause.is_empty()).collect(),
        state: part(4),
        country: part(5),
    }
}

fn take_segment(claim: &mut ProfessionalClaim, segment: Segment<'_>) -> Read<()> {
    let visit = &mut claim.visit;
    match segment.id() {
        "DTP" => match date_value(segment)? {
            Some(value) => visit.dates.push(ClaimDate { qualifier: text(segment, 1), value }),
            None => visit.extra.push(raw(segment)),
        },
        "AMT" if is(segment, 1, "F5") && claim.patient_paid.is_none() => {
            claim.patient_paid = at(segment, 2).money()?;
        }
        "REF" => match reference(segment) {
            Some(reference) => take_reference(claim, reference),
            None => visit.extra.push(raw(segment)),
        },
        "NTE" => visit.notes.push(note(segment)),
        "HI" => take_diagnoses(visit, segment)?,
        _ => visit.extra.push(raw(segment)),
    }
    Ok(())
}

fn take_reference(claim: &mut ProfessionalClaim, reference: Reference) {
    let slot = match reference.qualifier.as_str() {
        "F8" => &mut claim.payer_claim_control_number,
        "G1" => &mut claim.prior_authorization,
        "9F" => &mut claim.referral_number,
        _ => return claim.visit.references.push(reference),
    };
    if slot.is_none() && reference.scope.is_empty() {
        *slot = Some(reference.value);
    } else {
        claim.visit.references.push(reference);
    }
}

/// A REF without a description (REF03), which has no place in the domain.
pub(super) fn reference(segment: Segment<'_>) -> Option<Reference> {
    at(segment, 3).is_empty().then(|| Reference {
        qualifier: text(segment, 1),
        value: text(segment, 2),
        scope: raw_text(segment, 4),
    })
}

pub(super) fn note(segment: Segment<'_>) -> Note {
    Note { code: text(segment, 1), text: text(segment, 2) }
}

/// The day or range of a DTP; `None` where its format is another one (a time of day).
pub(super) fn date_value(dtp: Segment<'_>) -> Read<Option<DateValue>> {
    let expected = "a day (CCYYMMDD) or a range of days (CCYYMMDD-CCYYMMDD)";
    let value = text(dtp, 3);
    if !is(dtp, 2, "D8") && !is(dtp, 2, "RD8") {
        return if at(dtp, 2).is_empty() { Err(at(dtp, 2).fault("D8 or RD8")) } else { Ok(None) };
    }
    let day = |text: &str| Date::parse_d8(text).map_err(|_| at(dtp, 3).fault(expected));
    match value.split_once('-') {
        Some((from, to)) => Ok(Some(DateValue::Range(day(from.trim())?, day(to.trim())?))),
        None => Ok(Some(DateValue::Day(day(&value)?))),
    }
}

/// Diagnoses of an HI; what else it says is kept as an HI of its own.
fn take_diagnoses(visit: &mut Visit, hi: Segment<'_>) -> Read<()> {
    let mut others: Vec<String> = Vec::new();
    for (element, _) in (1..).zip(hi.elements()) {
        let version = match at(hi, element).part(1).text().as_str() {
            "ABK" | "ABF" => Some(DiagnosisVersion::Icd10),
            "BK" | "BF" => Some(DiagnosisVersion::Icd9),
            _ => None,
        };
        match version {
            Some(version) => {
                let expected = "a diagnosis code of 3 to 7 letters and digits";
                let code = at(hi, element).part(2).needed(DiagnosisCode::parse, expected)?;
                visit.diagnoses.push(Diagnosis { version, code });
            }
            None if !at(hi, element).is_empty() => others.push(raw_text(hi, element)),
            None => {}
        }
    }
    if !others.is_empty() {
        visit.extra.push(RawSegment { id: "HI".to_owned(), elements: others });
    }
    Ok(())
}

/// Providers and places of 2310 or 2420; a loop of another entity is kept segment by segment.
pub(super) fn providers(parts: &[&[Segment<'_>]], notes: &mut Notes) -> (Vec<ClaimProvider>, Vec<RawSegment>) {
    let (mut providers, mut unknown) = (Vec::new(), Vec::new());
    for part in parts {
        match ProviderRole::from_code(&entity(part)) {
            Some(role) => providers.push(ClaimProvider { role, party: whole_party(part, notes) }),
            None => unknown.extend(part.iter().map(|segment| raw(*segment))),
        }
    }
    (providers, unknown)
}

/// The adjustments of a CAS: a group and up to six of reason, amount, quantity.
pub(crate) fn adjustments(cas: &SplitSegment<'_>, notes: &mut Notes) -> Read<Vec<Adjustment>> {
    let known = at(cas, 1).read(AdjustmentGroup::parse, "an adjustment group (CO, CR, OA, PI, PR)");
    let mut group = None;
    let mut found = Vec::new();
    for first in (2..=cas.element_count()).step_by(3) {
        let (reason, amount, quantity) = (at(cas, first), at(cas, first + 1), at(cas, first + 2));
        if reason.is_empty() {
            if !amount.is_empty() {
                notes.push(reason.doubt("a reason code for the amount beside it, which is not counted"));
            }
            continue;
        }
        let group = match group {
            Some(group) => group,
            // An unknown group is nobody's share until a person looks: it must not become the patient's.
            None => *group.insert(match &known {
                Ok(Some(group)) => *group,
                Ok(None) | Err(_) => {
                    notes.push(at(cas, 1).doubt("an adjustment group (CO, CR, OA, PI, PR); it is read as OA"));
                    AdjustmentGroup::OtherAdjustment
                }
            }),
        };
        let carc = reason.needed(Carc::parse, "an adjustment reason code")?;
        let amount = amount.money_or_zero()?;
        let quantity = notes.ok(quantity.quantity()).flatten();
        found.push(Adjustment { group, carc, amount, quantity });
    }
    Ok(found)
}

/// SV1 elements from 08 on, or others of that kind.
pub(super) fn elements_from(segment: Segment<'_>, first: usize) -> Vec<String> {
    raw_from(segment, first)
}
