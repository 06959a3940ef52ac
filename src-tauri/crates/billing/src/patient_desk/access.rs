//! Who opened or changed a patient's file, out of the journal.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use privacy::Action;
use records::{Collection, PatientAccount, PatientCoverages};
use std::collections::BTreeSet;
use values::{ClassSet, PatientId, Role, Timestamp};

/// One entry about the patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Number in the journal.
    pub sequence: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: Role,
    /// What, as the journal's code.
    pub action: String,
}

/// The newest entries that name the patient, his policies or his claims, newest first, with whether there are more.
/// Looking is an entry itself.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn access_history(desk: &Desk<'_>, patient: PatientId, limit: usize) -> Result<(Vec<AccessRow>, bool)> {
    desk.may(Action::ReadAudit)?;
    let unit = desk.unit();
    unit.touch(Collection::Patient, patient.number(), ClassSet::EMPTY);
    desk.commit(unit, "patient.access")?;
    let about = records_of(desk, patient)?;
    let mut rows = Vec::new();
    for entry in desk.vault().entries() {
        let entry = entry.map_err(BillingError::from)?;
        if entry.objects.iter().any(|object| about.contains(&(object.collection, object.record))) {
            rows.push(AccessRow {
                sequence: entry.sequence,
                at: Timestamp::from_millis(entry.at.0),
                actor: entry.user_name,
                role: entry.role,
                action: entry.action,
            });
        }
    }
    rows.reverse();
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    Ok((rows, has_more))
}

/// The patient and, as far as the person may see them, his policies and claims.
fn records_of(desk: &Desk<'_>, patient: PatientId) -> Result<BTreeSet<(u8, u64)>> {
    let unit = desk.unit();
    let mut about = BTreeSet::from([(Collection::Patient.number(), patient.number())]);
    if let Some(listed) = unit.read::<PatientCoverages>(patient)?.open() {
        about.extend(listed.coverages.iter().map(|id| (Collection::Coverage.number(), id.number())));
    }
    if let Some(account) = unit.read::<PatientAccount>(patient)?.open() {
        about.extend(account.claims.iter().map(|id| (Collection::Claim.number(), id.number())));
    }
    Ok(about)
}
