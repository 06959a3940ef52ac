//! The visits of the last days that nobody has coded yet: what a coder's day begins with.

use billing::{Desk, Form, OpenEncounter, Result, ask_provider, list_patients, open_encounter};

/// Why patients came, and what the coder asked about it.
const REASONS: [(&str, Option<&str>); 6] = [
    ("Follow-up: blood pressure", None),
    ("Knee pain after a fall", Some("Which knee, and was an X-ray read here?")),
    ("Yearly visit, flu shot", None),
    ("Cough for two weeks", None),
    ("Wound check", Some("How large is the wound?")),
    ("Diabetes follow-up, lab", None),
];

/// Opens them, for patients in order of their registration.
pub(crate) fn open_visits(desk: &Desk<'_>) -> Result<()> {
    let (_, patients) = list_patients(desk, REASONS.len())?;
    for (back, (patient, (reason, question))) in (1..).zip(patients.iter().zip(REASONS)) {
        let visit = OpenEncounter {
            patient_id: patient.patient_id.clone(),
            date: desk.today().plus_days(-back).to_string(),
            rendering_provider: String::new(),
            reason: reason.to_owned(),
        };
        if let (Form::Saved(id), Some(question)) = (open_encounter(desk, &visit)?, question) {
            ask_provider(desk, id, question)?;
        }
    }
    Ok(())
}
