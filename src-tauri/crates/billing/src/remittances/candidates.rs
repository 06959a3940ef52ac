//! Claims that an unmatched payment may be about, each with why.

use super::on_file::on_file;
use super::prepare::kept_advice;
use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::patients::{prefixed, search_patients, with_member_id};
use crate::reference::Reference;
use privacy::Action;
use records::{Field, Index, PatientAccount, PatientRun, RemittanceRecord, Unit, fold, row};
use remittance::{ClaimOnFile, ClaimPayment, Likeness, likeness};
use std::collections::BTreeSet;
use values::{ClaimId, Modifier, Money, PatientId, RemittanceId};

/// A claim that a payment may be about.
#[derive(Debug, Clone)]
pub struct ClaimCandidate {
    /// The claim.
    pub row: ClaimRow,
    /// What is alike.
    pub likeness: Likeness,
    /// Its lines.
    pub lines: Vec<CandidateLine>,
}

/// A line of a claim that a payment may be about.
#[derive(Debug, Clone)]
pub struct CandidateLine {
    /// Number.
    pub number: u16,
    /// Procedure.
    pub procedure: String,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Charge.
    pub charge: Money,
}

/// Claims that a search answers at most.
const CANDIDATES_AT_MOST: usize = 20;
/// Patients of a name that are looked at.
const PATIENTS_AT_MOST: usize = 50;

/// Claims that a payment may be about, the likeliest first: by the payer's words without `text`, else those of the claim
/// number or the patients that the text finds. Journaled before they are shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn find_claim_candidates(
    desk: &Desk<'_>,
    id: RemittanceId,
    position: u32,
    text: &str,
) -> Result<Vec<ClaimCandidate>> {
    desk.may(Action::PostRemittance)?;
    let unit = desk.unit();
    let record: RemittanceRecord = unit.need(id)?;
    let advice = kept_advice(desk, &unit, (id, &record))?;
    let at = usize::try_from(position).unwrap_or(usize::MAX);
    let payment =
        advice.claims.get(at).ok_or_else(|| BillingError::not_found(&format!("payment {position} of {id}")))?;
    let reference = Reference::load(desk.vault())?;
    let mut found = Vec::new();
    for claim in named(desk, &unit, payment, text)? {
        let claim = on_file(&unit, &reference, claim)?;
        found.push((likeness(payment, &advice.payer_ids, &claim), claim));
    }
    found.sort_by_key(|(likeness, claim)| (std::cmp::Reverse(likeness.weight()), std::cmp::Reverse(claim.claim_id)));
    found.truncate(CANDIDATES_AT_MOST);
    desk.journal_listing("era.candidates", found.iter().map(|(_, claim)| claim.claim_id.number()))?;
    let mut names = Names::default();
    let mut candidates = Vec::new();
    for (likeness, claim) in found {
        if let Some(found) = row(desk.vault(), claim.claim_id)? {
            let row = row_view(desk, &mut names, &found)?;
            candidates.push(ClaimCandidate { row, likeness, lines: lines_of(&claim) });
        }
    }
    Ok(candidates)
}

fn lines_of(claim: &ClaimOnFile) -> Vec<CandidateLine> {
    let line = |line: &remittance::LineOnFile| CandidateLine {
        number: line.number,
        procedure: line.procedure.to_string(),
        modifiers: line.modifiers.iter().map(Modifier::to_string).collect(),
        charge: line.charge,
    };
    claim.lines.iter().map(line).collect()
}

fn named(desk: &Desk<'_>, unit: &Unit<'_>, payment: &ClaimPayment, text: &str) -> Result<BTreeSet<ClaimId>> {
    let text = text.trim();
    let number = if text.is_empty() { payment.patient_control_number.trim() } else { text };
    let mut claims: BTreeSet<ClaimId> = numbered(unit, number)?.into_iter().collect();
    let patients =
        if text.is_empty() { like_the_payment(desk, payment)? } else { search_patients(desk, text, PATIENTS_AT_MOST)? };
    for patient in patients {
        if let Field::Open(account) = unit.read::<PatientAccount>(patient)? {
            claims.extend(account.claims);
        }
    }
    Ok(claims)
}

fn numbered(unit: &Unit<'_>, number: &str) -> Result<Vec<ClaimId>> {
    let folded = number.trim().to_uppercase();
    if folded.is_empty() || folded == "0" {
        return Ok(Vec::new());
    }
    Ok(unit.lookup(Index::PatientControlNumber, folded.as_bytes())?.into_iter().map(ClaimId::new).collect())
}

// By the member id and the whole name, else by the family name and the initial: payers misspell.
fn like_the_payment(desk: &Desk<'_>, payment: &ClaimPayment) -> Result<Vec<PatientId>> {
    let mut found: Vec<PatientId> = Vec::new();
    let mut members: Vec<PatientId> = Vec::new();
    for person in std::iter::once(&payment.patient).chain(&payment.corrected).chain(&payment.subscriber) {
        members.extend(with_member_id(desk, &person.id, PATIENTS_AT_MOST)?);
        let initial: String = person.first_name.chars().take(1).collect();
        for first in [person.first_name.as_str(), initial.as_str(), ""] {
            let name = fold(&format!("{} {first}", person.last_name));
            if name.trim().is_empty() || !found.is_empty() {
                continue;
            }
            let records = prefixed(desk, PatientRun::Name, name.trim_end(), PATIENTS_AT_MOST)?;
            found.extend(records.into_iter().map(PatientId::new));
        }
    }
    found.extend(members);
    Ok(found)
}
