//! The charge form as it crosses: texts only; what they mean, Rust decides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The charge form: texts as they are typed. The same shape goes out to be filled in and comes back to be saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VisitForm {
    /// Whose visit.
    pub patient_id: String,
    /// The encounter; empty for a new one.
    pub encounter_id: String,
    /// The claim; empty before there is one.
    pub claim_id: String,
    /// The policy; empty for the one that covers the day.
    pub coverage_id: String,
    /// The billing provider; empty for the practice's first.
    pub billing_provider: String,
    /// Rendering provider: an id, or the NPI of one that is not on file. So are the next three.
    pub rendering_provider: String,
    /// Referring provider.
    pub referring_provider: String,
    /// Ordering provider, for every line.
    pub ordering_provider: String,
    /// Supervising provider.
    pub supervising_provider: String,
    /// Service facility: an id, or what a file called it.
    pub facility: String,
    /// Place of service.
    pub place_of_service: String,
    /// Prior authorisation number.
    pub prior_authorization: String,
    /// Referral number.
    pub referral_number: String,
    /// `AA` auto accident, `EM` employment, `OA` other accident; empty for none; two with a blank between.
    pub accident: String,
    /// State of an auto accident.
    pub accident_state: String,
    /// Day of the accident.
    pub accident_date: String,
    /// Onset of the illness.
    pub onset_date: String,
    /// Admission to hospital.
    pub admission_date: String,
    /// The office's own note.
    pub note: String,
    /// Diagnosis codes, with or without point; empty ones are left out.
    pub diagnoses: Vec<String>,
    /// Service lines; untouched ones are left out.
    pub lines: Vec<LineForm>,
    /// What the patient paid.
    pub patient_paid: String,
    /// Warnings that are taken upon oneself.
    pub overrides: Vec<OverrideForm>,
}

impl From<billing::VisitForm> for VisitForm {
    fn from(form: billing::VisitForm) -> Self {
        VisitForm {
            patient_id: form.patient_id,
            encounter_id: form.encounter_id,
            claim_id: form.claim_id,
            coverage_id: form.coverage_id,
            billing_provider: form.billing_provider,
            rendering_provider: form.rendering_provider,
            referring_provider: form.referring_provider,
            ordering_provider: form.ordering_provider,
            supervising_provider: form.supervising_provider,
            facility: form.facility,
            place_of_service: form.place_of_service,
            prior_authorization: form.prior_authorization,
            referral_number: form.referral_number,
            accident: form.accident,
            accident_state: form.accident_state,
            accident_date: form.accident_date,
            onset_date: form.onset_date,
            admission_date: form.admission_date,
            note: form.note,
            diagnoses: form.diagnoses,
            lines: form.lines.into_iter().map(Into::into).collect(),
            patient_paid: form.patient_paid,
            overrides: form.overrides.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<VisitForm> for billing::VisitForm {
    fn from(form: VisitForm) -> Self {
        billing::VisitForm {
            patient_id: form.patient_id,
            encounter_id: form.encounter_id,
            claim_id: form.claim_id,
            coverage_id: form.coverage_id,
            billing_provider: form.billing_provider,
            rendering_provider: form.rendering_provider,
            referring_provider: form.referring_provider,
            ordering_provider: form.ordering_provider,
            supervising_provider: form.supervising_provider,
            facility: form.facility,
            place_of_service: form.place_of_service,
            prior_authorization: form.prior_authorization,
            referral_number: form.referral_number,
            accident: form.accident,
            accident_state: form.accident_state,
            accident_date: form.accident_date,
            onset_date: form.onset_date,
            admission_date: form.admission_date,
            note: form.note,
            diagnoses: form.diagnoses,
            lines: form.lines.into_iter().map(Into::into).collect(),
            patient_paid: form.patient_paid,
            overrides: form.overrides.into_iter().map(Into::into).collect(),
        }
    }
}

/// One service line as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineForm {
    /// The number of the stored line that this is, so that what the form does not show stays.
    pub from_line: Option<u16>,
    /// First day.
    pub date: String,
    /// Last day, where it is another.
    pub date_to: String,
    /// Place of service; empty for the claim's.
    pub place_of_service: String,
    /// Procedure code.
    pub code: String,
    /// Modifiers: `25 59`, `2559`.
    pub modifiers: String,
    /// Diagnosis pointers: `AB`, `1,2`; empty for the first diagnosis.
    pub pointers: String,
    /// Units, or minutes as `30m`; empty for 1.
    pub units: String,
    /// Charge; empty for that of the fee schedule.
    pub charge: String,
    /// Words for a code that has none.
    pub description: String,
    /// National drug code.
    pub ndc: String,
    /// Quantity of the drug.
    pub ndc_quantity: String,
    /// Unit of the quantity: `F2`, `GR`, `ME`, `ML`, `UN`.
    pub ndc_unit: String,
}

impl From<billing::LineForm> for LineForm {
    fn from(form: billing::LineForm) -> Self {
        LineForm {
            from_line: form.from_line,
            date: form.date,
            date_to: form.date_to,
            place_of_service: form.place_of_service,
            code: form.code,
            modifiers: form.modifiers,
            pointers: form.pointers,
            units: form.units,
            charge: form.charge,
            description: form.description,
            ndc: form.ndc,
            ndc_quantity: form.ndc_quantity,
            ndc_unit: form.ndc_unit,
        }
    }
}

impl From<LineForm> for billing::LineForm {
    fn from(form: LineForm) -> Self {
        billing::LineForm {
            from_line: form.from_line,
            date: form.date,
            date_to: form.date_to,
            place_of_service: form.place_of_service,
            code: form.code,
            modifiers: form.modifiers,
            pointers: form.pointers,
            units: form.units,
            charge: form.charge,
            description: form.description,
            ndc: form.ndc,
            ndc_quantity: form.ndc_quantity,
            ndc_unit: form.ndc_unit,
        }
    }
}

/// A warning that is taken upon oneself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverrideForm {
    /// Rule.
    pub rule: String,
    /// Field, as the finding names it.
    pub field: String,
    /// Why.
    pub reason: String,
}

impl From<billing::OverrideForm> for OverrideForm {
    fn from(form: billing::OverrideForm) -> Self {
        OverrideForm { rule: form.rule, field: form.field, reason: form.reason }
    }
}

impl From<OverrideForm> for billing::OverrideForm {
    fn from(form: OverrideForm) -> Self {
        billing::OverrideForm { rule: form.rule, field: form.field, reason: form.reason }
    }
}
