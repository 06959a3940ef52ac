//! Reads an acknowledgment file and prints its answers: `answers IN`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(input) = std::env::args_os().nth(1) else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(input) else { return ExitCode::from(3) };
    let parsed = x12::parse(&bytes);
    let mut out = std::io::stdout().lock();
    let written = match edi::from_acknowledgment(&parsed) {
        Ok(incoming) => {
            let kind = incoming.acknowledgment.kind.name();
            let answers = incoming.acknowledgment.answers.iter();
            answers
                .map(|answer| writeln!(out, "{kind} {answer:?}"))
                .chain(incoming.findings.iter().map(|finding| {
                    writeln!(std::io::stderr(), "{} {:?}: {}", finding.severity, finding.segment, finding.message)
                }))
                .collect()
        }
        Err(error) => writeln!(out, "{error}: {}", error.finding.message),
    };
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
