//! What happened at a visit, and what its coder asked about it.

use crate::cell::Cell;
use claims::Visit;
use serde::{Deserialize, Serialize};
use values::{BillingProviderId, ClaimId, Class, ClassSet, Date, EncounterId, EncounterQueryId, PatientId, Timestamp};

/// What happened at a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterClinical {
    /// Whose.
    pub patient_id: PatientId,
    /// The office's number for the visit, empty when it has none.
    pub encounter_number: String,
    /// Under which billing provider it is billed.
    pub billing_provider: BillingProviderId,
    /// Content.
    pub visit: Visit,
    /// The visit's own note, not sent on a claim.
    pub note: String,
    /// The claim made of it.
    pub claim: Option<ClaimId>,
    /// The day of the visit, where it has no service line yet that says it.
    pub day: Option<Date>,
    /// What its coder asked, oldest first.
    pub queries: Vec<EncounterQueryId>,
    /// Warnings of the scrubber that a person took upon himself before there was a claim.
    pub overrides: Vec<FindingOverride>,
}

impl EncounterClinical {
    /// The first day of its services, else the day that it was opened for.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.visit.date_of_service().or(self.day)
    }
}

/// Schema 1 knew neither visits without lines nor questions.
#[derive(Serialize, Deserialize)]
struct EncounterClinical1 {
    patient_id: PatientId,
    encounter_number: String,
    billing_provider: BillingProviderId,
    visit: Visit,
    note: String,
    claim: Option<ClaimId>,
}

impl Cell for EncounterClinical {
    type Id = EncounterId;
    const CLASSES: ClassSet = ClassSet::one(Class::Clinical);
    const SCHEMA: u16 = 2;

    fn migrate(schema: u16, bytes: &[u8]) -> Option<Self> {
        if schema != 1 {
            return (schema == Self::SCHEMA).then(|| postcard::from_bytes(bytes).ok()).flatten();
        }
        let old: EncounterClinical1 = postcard::from_bytes(bytes).ok()?;
        Some(EncounterClinical {
            patient_id: old.patient_id,
            encounter_number: old.encounter_number,
            billing_provider: old.billing_provider,
            visit: old.visit,
            note: old.note,
            claim: old.claim,
            day: None,
            queries: Vec::new(),
            overrides: Vec::new(),
        })
    }
}

/// A warning of the scrubber that a person took upon himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingOverride {
    /// Rule.
    pub rule: String,
    /// Field, as the finding names it.
    pub field: String,
    /// Why.
    pub reason: String,
    /// Who (user name).
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A coder's question to the provider of a visit. Who answers writes down what the provider said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterQueryRecord {
    /// The visit.
    pub encounter_id: EncounterId,
    /// The question.
    pub question: String,
    /// Who asked (user name).
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// The answer; `None` while it is open.
    pub answer: Option<QueryAnswer>,
}

/// What the provider said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryAnswer {
    /// The answer.
    pub text: String,
    /// Who wrote it down (user name).
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Cell for EncounterQueryRecord {
    type Id = EncounterQueryId;
    const CLASSES: ClassSet = ClassSet::one(Class::Clinical);
    const SCHEMA: u16 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encounter_of_schema_one_is_read_as_it_was() {
        let old = EncounterClinical1 {
            patient_id: PatientId::new(7),
            encounter_number: "E-1".to_owned(),
            billing_provider: BillingProviderId::new(1),
            visit: Visit::default(),
            note: "brought a letter".to_owned(),
            claim: Some(ClaimId::new(9)),
        };
        let read = EncounterClinical::migrate(1, &postcard::to_stdvec(&old).unwrap()).unwrap();
        assert_eq!((read.claim, read.note.as_str(), read.day), (old.claim, "brought a letter", None));
        assert!(read.queries.is_empty() && read.overrides.is_empty());
        let bytes = postcard::to_stdvec(&read).unwrap();
        assert_eq!(EncounterClinical::migrate(2, &bytes), Some(read));
        assert_eq!(EncounterClinical::migrate(3, &bytes), None);
    }
}
