//! Another payer of the claim (2320, 2330).

use claims::{OtherPayer, Party, RawSegment};
use x12::Segment;

use super::claim::{adjustments, date_value, reference};
use super::levels::{coverage, entity, party, whole_party};
use crate::source::{Notes, Read, at, is, loops, raw, text};

/// Reads a block that begins with the SBR of 2320.
pub(super) fn other_payer(block: &[Segment<'_>], notes: &mut Notes) -> Read<OtherPayer> {
    let (head, parties) = loops(block, &["NM1"]);
    let sbr = *head.first().ok_or_else(|| x12::Finding::error(x12::Code::BadSegment, 1, "SBR is missing", ""))?;
    let mut other = OtherPayer {
        coverage: coverage(sbr, notes)?,
        adjustments: Vec::new(),
        paid_amount: None,
        other_amounts: Vec::new(),
        benefits_assigned: String::new(),
        patient_signature_source: String::new(),
        release_of_information: String::new(),
        subscriber: Party::default(),
        payer: Party::default(),
        adjudicated_on: None,
        references: Vec::new(),
        lines: Vec::new(),
        extra: Vec::new(),
        provider_loops: Vec::new(),
    };
    for segment in head.iter().skip(1) {
        take_segment(&mut other, *segment, notes)?;
    }
    let (mut has_subscriber, mut has_payer) = (false, false);
    for part in parties {
        match entity(part).as_str() {
            "IL" if !has_subscriber => {
                has_subscriber = true;
                other.subscriber = whole_party(part, notes);
            }
            "PR" if !has_payer => {
                has_payer = true;
                payer(&mut other, part, notes)?;
            }
            _ => other.provider_loops.extend(part.iter().map(|segment| raw(*segment))),
        }
    }
    Ok(other)
}

fn take_segment(other: &mut OtherPayer, segment: Segment<'_>, notes: &mut Notes) -> Read<()> {
    match segment.id() {
        "CAS" => other.adjustments.extend(adjustments(&segment.split(), notes)?),
        "AMT" => {
            let amount = at(segment, 2).money()?.ok_or_else(|| at(segment, 2).fault("an amount"))?;
            if is(segment, 1, "D") && other.paid_amount.is_none() {
                other.paid_amount = Some(amount);
            } else {
                other.other_amounts.push((text(segment, 1), amount));
            }
        }
        "OI" => {
            notes.unused(segment, &[1, 2, 5]);
            other.benefits_assigned = text(segment, 3);
            other.patient_signature_source = text(segment, 4);
            other.release_of_information = text(segment, 6);
        }
        _ => other.extra.push(raw(segment)),
    }
    Ok(())
}

fn payer(other: &mut OtherPayer, part: &[Segment<'_>], notes: &mut Notes) -> Read<()> {
    let (party, rest) = party(part, notes);
    let mut extra: Vec<RawSegment> = Vec::new();
    for segment in rest {
        match segment.id() {
            "DTP" if is(segment, 1, "573") && is(segment, 2, "D8") && other.adjudicated_on.is_none() => {
                other.adjudicated_on = date_value(segment)?.map(claims::DateValue::first);
            }
            "REF" => match reference(segment) {
                Some(reference) => other.references.push(reference),
                None => extra.push(raw(segment)),
            },
            _ => extra.push(raw(segment)),
        }
    }
    other.payer = Party { extra, ..party };
    Ok(())
}
