//! Two records of one person become one: everything of the duplicate belongs to the patient that is kept.

use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use privacy::Action;
use records::{
    ClaimCoverage, CoverageIdentifiers, CoveragePolicy, EncounterClinical, PatientAccount, PatientClinical,
    PatientCoverages, PatientDemographics, PatientFolder, Unit,
};
use values::PatientId;

/// Merges a duplicate into the patient that is kept. Postings keep the patient number that they were made with: they are
/// never changed, and reports follow the claim.
///
/// # Errors
/// `not_permitted`, `not_found`, `not_allowed` for the same patient twice or one that was merged already.
pub fn merge_patients(desk: &Desk<'_>, keep: PatientId, duplicate: PatientId) -> Result<()> {
    desk.may(Action::MergePatients)?;
    let mut unit = desk.unit();
    let kept: PatientDemographics = unit.need(keep)?;
    let mut gone: PatientDemographics = unit.need(duplicate)?;
    let refuse = |message: String| {
        Err(BillingError::new(ErrorCode::NotAllowed, message, "name two patients that are both in use"))
    };
    if keep == duplicate {
        return refuse(format!("{keep} is the same patient"));
    }
    if let Some((id, into)) = [(keep, &kept), (duplicate, &gone)]
        .into_iter()
        .find_map(|(id, patient)| patient.merged_into.map(|into| (id, into)))
    {
        return refuse(format!("{id} was merged into {into} already"));
    }
    gone.merged_into = Some(keep);
    unit.put(duplicate, &gone)?;
    move_coverages(&mut unit, keep, duplicate)?;
    move_encounters(&mut unit, keep, duplicate)?;
    move_claims(&mut unit, keep, duplicate)?;
    move_folder(&mut unit, keep, duplicate)?;
    desk.commit(unit, "patient.merge")
}

fn move_coverages(unit: &mut Unit<'_>, keep: PatientId, duplicate: PatientId) -> Result<()> {
    let moved: PatientCoverages = unit.read_or_default(duplicate)?;
    let mut listed: PatientCoverages = unit.read_or_default(keep)?;
    for id in &moved.coverages {
        let policy: CoveragePolicy = unit.need(*id)?;
        unit.put(*id, &CoveragePolicy { patient_id: keep, ..policy })?;
        let ids: CoverageIdentifiers = unit.read_or_default(*id)?;
        unit.put(*id, &CoverageIdentifiers { patient_number: keep.number(), ..ids })?;
    }
    listed.coverages.extend(moved.coverages);
    unit.put(keep, &listed)?;
    Ok(unit.put(duplicate, &PatientCoverages::default())?)
}

fn move_encounters(unit: &mut Unit<'_>, keep: PatientId, duplicate: PatientId) -> Result<()> {
    let moved: PatientClinical = unit.read_or_default(duplicate)?;
    let mut listed: PatientClinical = unit.read_or_default(keep)?;
    for id in &moved.encounters {
        let encounter: EncounterClinical = unit.need(*id)?;
        unit.put(*id, &EncounterClinical { patient_id: keep, ..encounter })?;
    }
    listed.encounters.extend(moved.encounters);
    unit.put(keep, &listed)?;
    Ok(unit.put(duplicate, &PatientClinical::default())?)
}

fn move_claims(unit: &mut Unit<'_>, keep: PatientId, duplicate: PatientId) -> Result<()> {
    let moved: PatientAccount = unit.read_or_default(duplicate)?;
    let mut listed: PatientAccount = unit.read_or_default(keep)?;
    for id in &moved.claims {
        let coverage: ClaimCoverage = unit.need(*id)?;
        unit.put(*id, &ClaimCoverage { patient_id: keep, ..coverage })?;
    }
    listed.claims.extend(moved.claims);
    listed.claims.sort();
    unit.put(keep, &listed)?;
    Ok(unit.put(duplicate, &PatientAccount::default())?)
}

// Notes and documents say of themselves whose they were: what they were written on stays true. The folder leads to them.
fn move_folder(unit: &mut Unit<'_>, keep: PatientId, duplicate: PatientId) -> Result<()> {
    let moved: PatientFolder = unit.read_or_default(duplicate)?;
    if moved == PatientFolder::default() {
        return Ok(());
    }
    let mut kept: PatientFolder = unit.read_or_default(keep)?;
    kept.notes.extend(moved.notes);
    kept.documents.extend(moved.documents);
    kept.notes.sort();
    kept.documents.sort();
    unit.put(keep, &kept)?;
    Ok(unit.put(duplicate, &PatientFolder::default())?)
}
