//! Taking a change of a patient or a coverage back: what stood before is saved again, as a change of its own.

use crate::books::Books;
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::follow::{follow_coverage, follow_patient};
use crate::reference::Reference;
use privacy::Action;
use records::{
    Cell, CoverageDemographics, CoverageIdentifiers, CoveragePolicy, Field, PatientAccount, PatientClinical,
    PatientCoverages, PatientDemographics, PatientFolder, PatientIdentifiers, Unit,
};
use values::{CoverageId, PatientId};

/// What takes a change back. Kept in memory for who made the change, and gone with the lock.
pub struct Undo {
    pub(super) patient: PatientId,
    pub(super) was: Was,
}

// What stood before is shown to nobody, also not in a log.
impl std::fmt::Debug for Undo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Undo({})", self.patient)
    }
}

/// One policy as a whole; a cell that the person lacks the class of is `None`, and stays as it is.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Policy {
    pub(super) policy: CoveragePolicy,
    pub(super) identifiers: Option<CoverageIdentifiers>,
    pub(super) held: Option<CoverageDemographics>,
}

pub(super) enum Was {
    Patient {
        before: Box<PatientDemographics>,
        after: Box<PatientDemographics>,
        ids_before: Option<PatientIdentifiers>,
        ids_after: Option<PatientIdentifiers>,
    },
    /// A patient who was registered.
    Registered { patient: Box<PatientDemographics>, ids: Option<PatientIdentifiers> },
    /// `before` is `None` for a policy that was added.
    Coverage { id: CoverageId, before: Option<Box<Policy>>, after: Box<Policy> },
}

impl Undo {
    /// The patient that it is about.
    #[must_use]
    pub fn patient(&self) -> PatientId {
        self.patient
    }
}

/// Takes a change back.
///
/// # Errors
/// `not_permitted`; `not_allowed` when somebody has changed the record since; or what the store refuses.
pub fn undo(desk: &Desk<'_>, undo: &Undo) -> Result<()> {
    desk.may(Action::WritePatient)?;
    let mut unit = desk.unit();
    match &undo.was {
        Was::Patient { before, after, ids_before, ids_after } => {
            same(&unit.need::<PatientDemographics>(undo.patient)?, after.as_ref())?;
            if let Some(ids) = ids_after {
                same(&unit.read_or_default::<PatientIdentifiers>(undo.patient)?, ids)?;
                unit.put(undo.patient, &ids_before.clone().unwrap_or_default())?;
            }
            if before != after {
                unit.put(undo.patient, before.as_ref())?;
                follow_patient(desk, &mut unit, undo.patient)?;
            }
        }
        Was::Registered { patient, ids } => {
            same(&unit.need::<PatientDemographics>(undo.patient)?, patient.as_ref())?;
            if let Some(ids) = ids {
                same(&unit.read_or_default::<PatientIdentifiers>(undo.patient)?, ids)?;
            }
            need_unused(&unit, undo.patient)?;
            unit.remove(undo.patient);
        }
        Was::Coverage { id, before, after } => {
            same(&unit.need::<CoveragePolicy>(*id)?, &after.policy)?;
            match before {
                Some(before) => put_policy(&mut unit, *id, before)?,
                None => unlist(&mut unit, undo.patient, *id)?,
            }
            follow_policies(desk, &mut unit, undo.patient)?;
        }
    }
    desk.commit(unit, "patient.undo")
}

/// Unsent claims take the policy that now covers their day.
pub(super) fn follow_policies(desk: &Desk<'_>, unit: &mut Unit<'_>, patient: PatientId) -> Result<()> {
    let reference = Reference::load(desk.vault())?;
    let mut books = Books::default();
    follow_coverage(desk, unit, &mut books, &reference, patient)?;
    books.finish(unit)?;
    Ok(())
}

pub(super) fn put_policy(unit: &mut Unit<'_>, id: CoverageId, policy: &Policy) -> Result<()> {
    unit.put(id, &policy.policy)?;
    if let Some(identifiers) = &policy.identifiers {
        unit.put(id, identifiers)?;
    }
    if let Some(held) = &policy.held {
        unit.put(id, held)?;
    }
    Ok(())
}

/// Nothing refers to the patient: no policy, visit, claim, note or document. Whether there is one is seen without its class.
fn need_unused(unit: &Unit<'_>, id: PatientId) -> Result<()> {
    let used = [
        is_there::<PatientCoverages>(unit, id)?,
        is_there::<PatientClinical>(unit, id)?,
        is_there::<PatientAccount>(unit, id)?,
        is_there::<PatientFolder>(unit, id)?,
    ];
    if used.contains(&true) {
        let remedy = "merge the patient into the right one, or change the file by hand";
        return Err(BillingError::new(ErrorCode::NotAllowed, format!("{id} has records already"), remedy));
    }
    Ok(())
}

fn is_there<C: Cell<Id = PatientId> + Default + PartialEq>(unit: &Unit<'_>, id: PatientId) -> Result<bool> {
    Ok(match unit.read::<C>(id)? {
        Field::Absent => false,
        Field::Open(cell) => cell != C::default(),
        Field::Sealed(_) => true,
    })
}

fn unlist(unit: &mut Unit<'_>, patient: PatientId, id: CoverageId) -> Result<()> {
    let mut listed: PatientCoverages = unit.read_or_default(patient)?;
    listed.coverages.retain(|other| *other != id);
    Ok(unit.put(patient, &listed)?)
}

fn same<T: PartialEq>(now: &T, then: &T) -> Result<()> {
    if now == then {
        return Ok(());
    }
    Err(BillingError::new(ErrorCode::NotAllowed, "the record was changed since", "look at it and change it by hand"))
}
