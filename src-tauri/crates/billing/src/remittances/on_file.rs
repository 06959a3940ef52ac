//! Our claims as a remittance must see them to find and pay them.

use crate::desk::Desk;
use crate::error::Result;
use crate::patients::prefixed;
use crate::reference::Reference;
use edi::line_control_number;
use ledger::Source;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, ClaimSent, Field, Index, LedgerPageCell, PatientAccount,
    PatientDemographics, PatientRun, Unit, fold,
};
use remittance::{ClaimOnFile, ClaimPayment, LineOnFile};
use values::{ClaimId, Money, PatientControlNumber, PatientId};

/// The claims that a payment may be about: those that were ever sent under its number, else those of patients of its name.
pub(super) fn candidates(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    reference: &Reference,
    payment: &ClaimPayment,
) -> Result<Vec<ClaimOnFile>> {
    let folded = payment.patient_control_number.trim().to_uppercase();
    let mut ids: Vec<ClaimId> = Vec::new();
    if !folded.is_empty() && folded != "0" {
        ids = unit.lookup(Index::PatientControlNumber, folded.as_bytes())?.into_iter().map(ClaimId::new).collect();
    }
    if ids.is_empty() {
        ids = of_person(desk, unit, payment)?;
    }
    ids.into_iter().map(|id| on_file(unit, reference, id)).collect()
}

// A name leads to few patients; more than that is no match that a program should make.
const NAMESAKES_AT_MOST: usize = 200;

fn of_person(desk: &Desk<'_>, unit: &Unit<'_>, payment: &ClaimPayment) -> Result<Vec<ClaimId>> {
    let name = fold(&format!("{} {}", payment.patient.last_name, payment.patient.first_name));
    let patients = prefixed(desk, PatientRun::Name, &name, NAMESAKES_AT_MOST)?;
    let mut claims = Vec::new();
    for patient in patients {
        let account: PatientAccount = unit.read_or_default(PatientId::new(patient))?;
        for id in account.claims {
            let charge = unit.need::<ClaimFinancial>(id)?.account.charge;
            // A reversal shows the charge with the opposite sign.
            if charge == payment.charge || charge == -payment.charge {
                claims.push(id);
            }
        }
    }
    Ok(claims)
}

/// One claim with all its versions' numbers.
pub(super) fn on_file(unit: &Unit<'_>, reference: &Reference, id: ClaimId) -> Result<ClaimOnFile> {
    let financial: ClaimFinancial = unit.need(id)?;
    let clinical: ClaimClinical = unit.need(id)?;
    let coverage: ClaimCoverage = unit.need(id)?;
    let sent: Option<ClaimSent> = unit.read(id)?.open();
    let account = &financial.account;
    let mut numbers: Vec<PatientControlNumber> =
        account.submissions.iter().map(|sent| sent.patient_control_number.clone()).collect();
    if !numbers.contains(&account.patient_control_number) {
        numbers.push(account.patient_control_number.clone());
    }
    let (last, first) = match (&sent, unit.read::<PatientDemographics>(coverage.patient_id)?) {
        (Some(sent), _) => {
            let party =
                sent.parties.dependent.as_ref().map_or(&sent.parties.subscriber.party, |dependent| &dependent.party);
            (party.last_name.clone(), party.first_name.clone())
        }
        (None, Field::Open(patient)) => (patient.name.last, patient.name.first),
        (None, Field::Sealed(_) | Field::Absent) => (String::new(), String::new()),
    };
    let payer = coverage.payer_id.and_then(|payer| reference.payers.get(payer));
    let handed_over = if account.previous_claim.is_some() { Some(transfers(unit, id, &financial)?) } else { None };
    let lines = clinical.visit.lines.iter().map(|line| {
        let mut on_file = LineOnFile::from(line);
        on_file.control_numbers.extend(numbers.iter().map(|number| line_control_number(number, line.number)));
        if let Some(transfers) = &handed_over {
            on_file.in_account =
                transfers.iter().filter(|(of, _)| *of == Some(line.number)).map(|(_, amount)| *amount).sum();
        }
        on_file
    });
    let outcomes = account.outcomes.iter().map(|outcome| outcome.payer_claim_control_number.clone());
    Ok(ClaimOnFile {
        claim_id: id,
        patient_id: coverage.patient_id,
        patient_control_numbers: numbers.iter().map(ToString::to_string).collect(),
        payer_claim_control_numbers: outcomes.filter(|number| !number.is_empty()).collect(),
        patient_last_name: last,
        patient_first_name: first,
        payer_ids: payer.map(|payer| vec![payer.payer_id.clone(), payer.name.clone()]).unwrap_or_default(),
        charge: account.charge,
        lines: lines.collect(),
    })
}

/// What an earlier payer's claim handed over, by line.
fn transfers(unit: &Unit<'_>, id: ClaimId, financial: &ClaimFinancial) -> Result<Vec<(Option<u16>, Money)>> {
    let mut handed = Vec::new();
    for page in &financial.pages {
        let Field::Open(LedgerPageCell(page)) = unit.read(*page)? else { continue };
        let arrived =
            page.postings.iter().filter(|posting| posting.claim == Some(id) && posting.source == Source::Transfer);
        handed.extend(arrived.map(|posting| (posting.line, posting.effect_on(ledger::Account::InsuranceReceivable))));
    }
    Ok(handed)
}
