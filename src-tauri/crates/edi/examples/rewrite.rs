//! Reads an 837P file and writes its claims again: `rewrite IN OUT`. Findings go to the standard error.

use std::io::Write;
use std::process::ExitCode;

use claims::{EntityType, Party, ProfessionalClaim};
use edi::{Interchange837, SubmitterContact, TradingPartner};
use values::Date;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else { return ExitCode::from(2) };
    let mut complaints = std::io::stderr().lock();
    let Ok(bytes) = std::fs::read(input) else { return ExitCode::from(3) };
    let parsed = x12::parse(&bytes);
    let incoming = edi::from_837p(&parsed);
    let is_encounter = incoming.sets.iter().any(|set| set.is_encounter);
    for finding in incoming.findings.iter().chain(incoming.sets.iter().flat_map(|set| &set.findings)) {
        let _ = writeln!(complaints, "{} {:?}: {}", finding.severity, finding.segment, finding.message);
    }
    let claims: Vec<ProfessionalClaim> =
        incoming.sets.into_iter().flat_map(|set| set.claims).map(|incoming| incoming.claim).collect();
    let organization = |name: &str, id: &str| Party {
        entity: EntityType::Organization,
        last_name: name.to_owned(),
        id: id.to_owned(),
        ..Party::default()
    };
    let (submitter, receiver) =
        (organization("EXAMPLE CLINIC", "SENDER"), organization("EXAMPLE RECEIVER", "RECEIVER"));
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    let Some(date) = Date::new(2026, 1, 2) else { return ExitCode::from(2) };
    let written = edi::to_837p(&Interchange837 {
        sender: partner("SENDER"),
        receiver: partner("RECEIVER"),
        submitter: &submitter,
        contact: SubmitterContact { name: "BILLING", phone: "3035550100", ..SubmitterContact::default() },
        receiver_party: &receiver,
        control_number: 1,
        date,
        time: "0900",
        usage: x12::Usage::Test,
        newline: true,
        reference: "REWRITTEN-1",
        is_encounter,
        claims: &claims,
        per_set: 5000,
    });
    match written {
        Ok(written) if std::fs::write(output, &written.bytes).is_ok() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(3),
        Err(error) => {
            let _ = writeln!(complaints, "{error}: {error:?}");
            ExitCode::from(1)
        }
    }
}
