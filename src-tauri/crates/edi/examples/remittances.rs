//! Reads an 835 file and prints the sums of each remittance as JSON lines: `remittances IN`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(input) = std::env::args_os().nth(1) else { return ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(input) else { return ExitCode::from(3) };
    let parsed = x12::parse(&bytes);
    let incoming = edi::from_835(&parsed);
    let (mut out, mut complaints) = (std::io::stdout().lock(), std::io::stderr().lock());
    for finding in &incoming.findings {
        let _ = writeln!(complaints, "{} {:?}: {}", finding.severity, finding.segment, finding.message);
    }
    for advice in &incoming.advices {
        let written = match advice {
            Ok(advice) => {
                let totals = advice.totals();
                let cents = [
                    ("charge", totals.charge),
                    ("paid", totals.paid),
                    ("adjustment", totals.adjustment),
                    ("patient", totals.patient_responsibility),
                    ("plb", totals.provider_adjustment),
                    ("payment", advice.payment),
                ];
                let cents: Vec<String> =
                    cents.iter().map(|(name, sum)| format!("\"{name}\":{}", sum.cents())).collect();
                let counts = format!("\"n_claims\":{},\"n_lines\":{}", totals.claims, totals.service_lines);
                writeln!(
                    out,
                    "{{\"trace\":{:?},\"date\":\"{}\",{counts},{}}}",
                    advice.trace,
                    advice.date,
                    cents.join(",")
                )
            }
            Err(problem) => writeln!(complaints, "{problem}: {}", problem.finding.message),
        };
        if written.is_err() {
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}
