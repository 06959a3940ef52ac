//! What the patient's file tells beside its own fields: how much is kept, and who covers whom when.

use super::timeline::{CoverageTimeline, timeline_of};
use crate::desk::Desk;
use crate::error::Result;
use privacy::Action;
use records::{CoveragePolicy, Field, PatientCoverages, PatientDemographics, PatientFolder, read};
use values::{CoverageId, PatientId};

/// Counts for the tabs, the coverage line, and where the record went.
#[derive(Debug, Clone)]
pub struct PatientOverview {
    /// Notes.
    pub notes: usize,
    /// Documents, those that were taken out among them.
    pub documents: usize,
    /// The coverage line; `None` without a policy.
    pub timeline: Field<Option<CoverageTimeline>>,
    /// The patient that this record was merged into.
    pub merged_into: Option<PatientId>,
}

/// The overview of a patient whose file was opened: it is part of that entry.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn patient_overview(desk: &Desk<'_>, id: PatientId) -> Result<PatientOverview> {
    desk.may(Action::ReadPatient)?;
    let folder = read::<PatientFolder>(desk.vault(), id)?.open().unwrap_or_default();
    let timeline = match read::<PatientCoverages>(desk.vault(), id)? {
        Field::Open(listed) => Field::Open(timeline_of(&policies(desk, &listed.coverages)?, desk.today())),
        Field::Sealed(class) => Field::Sealed(class),
        Field::Absent => Field::Open(None),
    };
    Ok(PatientOverview {
        notes: folder.notes.len(),
        documents: folder.documents.len(),
        timeline,
        merged_into: read::<PatientDemographics>(desk.vault(), id)?.open().and_then(|patient| patient.merged_into),
    })
}

fn policies(desk: &Desk<'_>, listed: &[CoverageId]) -> Result<Vec<(CoverageId, CoveragePolicy)>> {
    let mut policies = Vec::with_capacity(listed.len());
    for id in listed {
        policies.extend(read::<CoveragePolicy>(desk.vault(), *id)?.open().map(|policy| (*id, policy)));
    }
    Ok(policies)
}
