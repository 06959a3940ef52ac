//! The charge form as it is typed: texts only. What they mean, [`super::read`] decides.

/// A visit as the charge form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

/// One service line as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

impl LineForm {
    /// Whether nothing but what the form fills in itself stands there.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        [&self.code, &self.modifiers, &self.charge, &self.description, &self.ndc]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// A warning that a person takes upon himself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverrideForm {
    /// Rule.
    pub rule: String,
    /// Field, as the finding names it.
    pub field: String,
    /// Why.
    pub reason: String,
}
