//! Our 837P interchanges: who sends, who receives, and the claims between.

use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use claims::{EntityType, Party, ProfessionalClaim};
use edi::{Interchange837, SubmitterContact, TradingPartner, Written837, to_837p};

/// Most claims in a transaction set (guide 2: payers take 5,000).
pub(crate) const CLAIMS_PER_SET: usize = 5000;

/// What an interchange is called.
pub(crate) struct Envelope {
    pub control_number: u32,
    pub reference: String,
}

impl Envelope {
    /// An export is not sent, so that it uses up no control number.
    pub(crate) fn export() -> Envelope {
        Envelope { control_number: 1, reference: "EXPORT".to_owned() }
    }
}

fn organization(name: &str, id: &str) -> Party {
    Party {
        entity: EntityType::Organization,
        last_name: name.to_owned(),
        id_qualifier: "46".to_owned(),
        id: id.to_owned(),
        ..Party::default()
    }
}

/// Writes an interchange of the practice.
///
/// # Errors
/// `bad_value` naming what cannot be written.
pub(crate) fn write(desk: &Desk<'_>, envelope: &Envelope, claims: &[ProfessionalClaim]) -> Result<Written837> {
    let practice = desk.practice();
    let submitter = organization(&practice.name, &practice.submitter_id);
    let receiver = organization(&practice.receiver.name, &practice.receiver.id);
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    let phone: String = practice.phone.chars().filter(char::is_ascii_digit).collect();
    let usage = match practice.usage {
        records::Usage::Test => x12::Usage::Test,
        records::Usage::Production => x12::Usage::Production,
    };
    let time = desk.now().hhmm_in(&practice.time_zone);
    let interchange = Interchange837 {
        sender: partner(&practice.submitter_id),
        receiver: partner(&practice.receiver.id),
        submitter: &submitter,
        contact: SubmitterContact { name: &practice.contact_name, phone: &phone, ..SubmitterContact::default() },
        receiver_party: &receiver,
        control_number: envelope.control_number,
        date: desk.today(),
        time: &time,
        usage,
        newline: true,
        reference: &envelope.reference,
        is_encounter: false,
        claims,
        per_set: CLAIMS_PER_SET,
    };
    to_837p(&interchange).map_err(|error| {
        BillingError::new(
            ErrorCode::BadValue,
            error.to_string(),
            "correct the practice's settings or the claim that is named",
        )
    })
}
