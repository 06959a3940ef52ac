//! 837P in and out: whatever is read as a claim can be written or is refused in words; what was written is read again.
#![no_main]

use claimkeep_fuzz::{day, enveloped};
use claims::{EntityType, Party, ProfessionalClaim};
use edi::{EdiError, Interchange837, SubmitterContact, TradingPartner};
use libfuzzer_sys::fuzz_target;

fn read(bytes: &[u8]) -> Vec<ProfessionalClaim> {
    let incoming = edi::from_837p(&x12::parse(bytes));
    incoming.sets.into_iter().flat_map(|set| set.claims).map(|incoming| incoming.claim).collect()
}

fn write(claims: &[ProfessionalClaim]) -> Result<Vec<u8>, EdiError> {
    let organization = |name: &str, id: &str| Party {
        entity: EntityType::Organization,
        last_name: name.to_owned(),
        id: id.to_owned(),
        ..Party::default()
    };
    let (submitter, receiver) = (organization("EXAMPLE CLINIC", "SENDER"), organization("RECEIVER", "RECEIVER"));
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    let interchange = Interchange837 {
        sender: partner("SENDER"),
        receiver: partner("RECEIVER"),
        submitter: &submitter,
        contact: SubmitterContact { name: "BILLING", phone: "3035550100", ..SubmitterContact::default() },
        receiver_party: &receiver,
        control_number: 1,
        date: day(),
        time: "0900",
        usage: x12::Usage::Test,
        newline: false,
        reference: "FUZZ-1",
        is_encounter: false,
        claims,
        per_set: 3,
    };
    edi::to_837p(&interchange).map(|written| written.bytes)
}

fuzz_target!(|bytes: &[u8]| {
    let file = enveloped(bytes, "837", "HC", edi::GUIDE_837P);
    let claims = read(&file);
    let writable: Vec<ProfessionalClaim> = claims.into_iter().filter(|c| edi::check_writable(c).is_ok()).collect();
    if writable.is_empty() {
        return;
    }
    let written = write(&writable).expect("claims that can be written are written");
    let again = read(&written);
    assert_eq!(again.len(), writable.len(), "a claim was lost by writing");
});
