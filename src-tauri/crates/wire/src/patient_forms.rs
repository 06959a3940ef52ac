//! Registration and coverage: forms as people type them, likely duplicates, undo.

use crate::{Field, PatientRow, Sex};
use billing::{CoverageForm, PatientForm, SubscriberForm};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use values::{CoverageId, PatientId};

/// A patient as a form has him: what is shown is what is sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PatientFields {
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Suffix.
    pub suffix: String,
    /// Day of birth, as typed.
    pub birth_date: String,
    /// Day of death, as typed; empty while the patient lives.
    pub deceased_on: String,
    /// `F`, `M` or `U`.
    pub sex: String,
    /// Street.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub zip: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The office's number; empty to have one made.
    pub account_number: String,
    /// Social security number; `null` is sealed, and stays as it is.
    pub ssn: Option<String>,
}

impl From<PatientForm> for PatientFields {
    fn from(form: PatientForm) -> Self {
        PatientFields {
            last_name: form.last_name,
            first_name: form.first_name,
            middle_name: form.middle_name,
            suffix: form.suffix,
            birth_date: form.birth_date,
            deceased_on: form.deceased_on,
            sex: form.sex,
            line1: form.line1,
            line2: form.line2,
            city: form.city,
            state: form.state,
            zip: form.zip,
            phone: form.phone,
            email: form.email,
            account_number: form.account_number,
            ssn: form.ssn,
        }
    }
}

impl PatientFields {
    /// The form of this patient.
    #[must_use]
    pub fn form(self, id: Option<PatientId>) -> PatientForm {
        PatientForm {
            id,
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name,
            suffix: self.suffix,
            birth_date: self.birth_date,
            deceased_on: self.deceased_on,
            sex: self.sex,
            line1: self.line1,
            line2: self.line2,
            city: self.city,
            state: self.state,
            zip: self.zip,
            phone: self.phone,
            email: self.email,
            account_number: self.account_number,
            ssn: self.ssn,
        }
    }
}

/// Asks for the form of a patient.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadPatientFormRequest {
    /// The patient.
    pub patient_id: String,
}

/// Registers a patient, or changes one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SavePatientRequest {
    /// The patient that is changed; `null` for a new one.
    pub patient_id: Option<String>,
    /// What was typed.
    pub fields: PatientFields,
}

/// Asks who on file may be the patient that is being typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindDuplicatesRequest {
    /// The patient that is changed; `null` for a new one.
    pub patient_id: Option<String>,
    /// What was typed.
    pub fields: PatientFields,
    /// A member id, where one was typed with it.
    pub member_id: String,
}

/// Who may be the same person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindDuplicatesResponse {
    /// The likeliest first.
    pub items: Vec<DuplicateView>,
}

/// Somebody on file who may be the same person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DuplicateView {
    /// As lists show him.
    pub patient: PatientRow,
    /// Sex.
    pub sex: Field<Sex>,
    /// Phone.
    pub phone: Field<String>,
    /// Address in one line.
    pub address: Field<String>,
    /// In what he is alike, the weightiest first.
    pub alike: Vec<SamePersonName>,
}

/// In what two people are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SamePersonName {
    /// The same social security number.
    Ssn,
    /// The same member id.
    MemberId,
    /// The same birth date and a similar name.
    BirthDateAndName,
    /// The same phone.
    Phone,
}

impl From<billing::Likeness> for SamePersonName {
    fn from(likeness: billing::Likeness) -> Self {
        match likeness {
            billing::Likeness::Ssn => SamePersonName::Ssn,
            billing::Likeness::MemberId => SamePersonName::MemberId,
            billing::Likeness::BirthDateAndName => SamePersonName::BirthDateAndName,
            billing::Likeness::Phone => SamePersonName::Phone,
        }
    }
}

/// A policy as a form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoverageFields {
    /// The payer's record.
    pub payer: String,
    /// Turn: `P`, `S`, `T`, `A` …
    pub sequence: String,
    /// Member id; `null` is sealed, and stays as it is.
    pub member_id: Option<String>,
    /// Group or policy number.
    pub group_number: String,
    /// Plan.
    pub plan_name: String,
    /// Claim filing indicator, where it differs from the payer's.
    pub filing_indicator: String,
    /// The patient's relationship to the subscriber, as its code.
    pub relationship: String,
    /// The subscriber, where he is not the patient.
    pub subscriber: SubscriberFields,
    /// First day, as typed.
    pub effective_on: String,
    /// Last day, as typed.
    pub ends_on: String,
}

/// The subscriber as a form has him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubscriberFields {
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Day of birth, as typed.
    pub birth_date: String,
    /// `F`, `M` or `U`.
    pub sex: String,
}

impl From<CoverageForm> for CoverageFields {
    fn from(form: CoverageForm) -> Self {
        let SubscriberForm { last_name, first_name, middle_name, birth_date, sex } = form.subscriber;
        CoverageFields {
            payer: form.payer,
            sequence: form.sequence,
            member_id: form.member_id,
            group_number: form.group_number,
            plan_name: form.plan_name,
            filing_indicator: form.filing_indicator,
            relationship: form.relationship,
            subscriber: SubscriberFields { last_name, first_name, middle_name, birth_date, sex },
            effective_on: form.effective_on,
            ends_on: form.ends_on,
        }
    }
}

impl CoverageFields {
    /// The form of this policy.
    #[must_use]
    pub fn form(self, id: Option<CoverageId>, patient: Option<PatientId>) -> CoverageForm {
        let SubscriberFields { last_name, first_name, middle_name, birth_date, sex } = self.subscriber;
        CoverageForm {
            id,
            patient,
            payer: self.payer,
            sequence: self.sequence,
            member_id: self.member_id,
            group_number: self.group_number,
            plan_name: self.plan_name,
            filing_indicator: self.filing_indicator,
            relationship: self.relationship,
            subscriber: SubscriberForm { last_name, first_name, middle_name, birth_date, sex },
            effective_on: self.effective_on,
            ends_on: self.ends_on,
        }
    }
}

/// Asks for the form of a policy.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadCoverageFormRequest {
    /// The policy.
    pub coverage_id: String,
}

/// Enters a policy, or changes one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveCoverageRequest {
    /// The policy that is changed; `null` for a new one.
    pub coverage_id: Option<String>,
    /// Whose a new one is.
    pub patient_id: String,
    /// What was typed.
    pub fields: CoverageFields,
}

/// Says that a policy ends.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EndCoverageRequest {
    /// The policy.
    pub coverage_id: String,
    /// Its last day, as typed.
    pub ends_on: String,
}

/// Takes the last change of a patient or a policy back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UndoLastRequest {}

/// What was taken back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UndoLastResponse {
    /// The patient; `null` when there was nothing to take back.
    pub patient_id: Option<String>,
}
