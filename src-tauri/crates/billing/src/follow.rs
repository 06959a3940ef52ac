//! A draft, held or rejected claim follows its patient, its coverage and its encounter (cli.md `--update`).

use crate::books::Books;
use crate::claim::{ChargeBasis, advance, choose_coverage, filing_limit, recharge, repay};
use crate::desk::Desk;
use crate::error::Result;
use crate::reference::Reference;
use claims::{ClaimEvent, Visit};
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Field, PatientAccount, Unit};
use values::{BillingProviderId, ClaimFrequency, ClaimId, Class, Money, PatientId};

/// Whether a claim still follows its records: not sent yet, or refused before adjudication. Imported history says what the
/// other system sent, until a version of our own is begun. A void says what was sent last.
pub(crate) fn follows(financial: &ClaimFinancial) -> bool {
    let account = &financial.account;
    let ours = !account.is_imported || account.version > 1;
    ours && account.frequency != ClaimFrequency::Void
        && (account.state.is_before_sending() || account.state.is_rejected())
}

/// The patient changed: unsent claims must be scrubbed again.
pub(crate) fn follow_patient(desk: &Desk<'_>, unit: &mut Unit<'_>, patient: PatientId) -> Result<()> {
    for (id, mut financial) in following(unit, patient)? {
        if advance(desk, &mut financial, ClaimEvent::Edited, "patient changed").unwrap_or(false) {
            unit.put(id, &financial)?;
        }
    }
    Ok(())
}

/// A coverage changed: unsent and rejected claims take the policy that now covers their day.
pub(crate) fn follow_coverage(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    patient: PatientId,
) -> Result<()> {
    for (id, mut financial) in following(unit, patient)? {
        rechoose(desk, unit, books, reference, (id, &mut financial))?;
        // A rejected claim stays rejected until it is corrected; the event does not apply to it.
        let _ = advance(desk, &mut financial, ClaimEvent::Edited, "coverage changed");
        unit.put(id, &financial)?;
    }
    Ok(())
}

fn following(unit: &Unit<'_>, patient: PatientId) -> Result<Vec<(ClaimId, ClaimFinancial)>> {
    let account: PatientAccount = unit.read_or_default(patient)?;
    let mut found = Vec::new();
    for id in account.claims {
        if let Field::Open(financial) = unit.read::<ClaimFinancial>(id)?
            && follows(&financial)
        {
            found.push((id, financial));
        }
    }
    Ok(found)
}

/// Lets an unsent claim take the policy that covers its day, and its charge the payer who owes it.
pub(crate) fn rechoose(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    claim: (ClaimId, &mut ClaimFinancial),
) -> Result<()> {
    let (id, financial) = claim;
    // The day of service is clinical: who lacks that class leaves the choice to the next scrub.
    if !desk.holds(Class::Clinical) {
        return Ok(());
    }
    let clinical: ClaimClinical = unit.need(id)?;
    let mut coverage: ClaimCoverage = unit.need(id)?;
    let chosen = choose_coverage(unit, coverage.patient_id, coverage.sequence, clinical.visit.date_of_service())?;
    let now = (chosen.map(|(coverage, _, _)| coverage), chosen.map(|(_, payer, _)| payer));
    if now == (coverage.coverage_id, coverage.payer_id) {
        return Ok(());
    }
    let before = coverage.payer_id;
    (coverage.coverage_id, coverage.payer_id) = now;
    financial.account.filing_limit_on = filing_limit(reference, coverage.payer_id, &clinical.visit);
    unit.put(id, &coverage)?;
    // What follows an earlier payer was handed over, not charged.
    if financial.account.previous_claim.is_some() {
        return Ok(());
    }
    let change = [
        ChargeBasis { payer: before, visit: &clinical.visit },
        ChargeBasis { payer: coverage.payer_id, visit: &clinical.visit },
    ];
    recharge(desk, unit, books, (id, coverage.patient_id, financial), change)
}

/// What an encounter now says.
pub(crate) struct EncounterContent<'a> {
    pub visit: &'a Visit,
    pub note: &'a str,
    pub billing_provider: BillingProviderId,
    pub prior_authorization: &'a str,
    pub referral_number: &'a str,
    /// What the patient paid, where the change says it.
    pub patient_paid: Option<Option<Money>>,
}

/// The encounter changed: its claim says the new content, where it still follows. Tells whether it did.
pub(crate) fn follow_encounter(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    reference: &Reference,
    (id, content): (ClaimId, &EncounterContent<'_>),
) -> Result<bool> {
    let mut financial: ClaimFinancial = unit.need(id)?;
    if !follows(&financial) {
        return Ok(false);
    }
    let mut clinical: ClaimClinical = unit.need(id)?;
    let mut coverage: ClaimCoverage = unit.need(id)?;
    let basis = |visit| ChargeBasis { payer: coverage.payer_id, visit };
    let change = [basis(&clinical.visit), basis(content.visit)];
    recharge(desk, unit, books, (id, coverage.patient_id, &mut financial), change)?;
    if let Some(paid) = content.patient_paid {
        repay(desk, unit, books, (id, coverage.patient_id, &mut financial), paid)?;
    }
    financial.account.filing_limit_on = filing_limit(reference, coverage.payer_id, content.visit);
    clinical.visit = content.visit.clone();
    clinical.note = content.note.to_owned();
    clinical.billing_provider = content.billing_provider;
    coverage.prior_authorization = content.prior_authorization.to_owned();
    coverage.referral_number = content.referral_number.to_owned();
    unit.put(id, &clinical)?;
    unit.put(id, &coverage)?;
    rechoose(desk, unit, books, reference, (id, &mut financial))?;
    let _ = advance(desk, &mut financial, ClaimEvent::Edited, "visit changed");
    unit.put(id, &financial)?;
    Ok(true)
}
