//! Checks X12 files and prints one line of JSON for each.
//!
//! ```text
//! cargo run -p x12 --example check -- remittance.835
//! ```
#![allow(clippy::print_stdout)]

use std::fmt::Write as _;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        println!("{}", json(&path, &x12::check(&bytes)));
    }
    Ok(())
}

fn json(path: &str, report: &x12::CheckReport) -> String {
    let findings: Vec<String> = report.findings.iter().map(finding).collect();
    format!(
        "{{\"file\":{},\"kind\":{},\"version\":{},\"outcome\":{},\"transaction_sets\":{},\"segments\":{},\"claims\":{},\
         \"service_lines\":{},\"charge_cents\":{},\"paid_cents\":{},\"findings\":[{}]}}",
        quoted(path),
        quoted(&report.kind),
        quoted(&report.version),
        quoted(report.outcome.as_str()),
        report.transaction_sets,
        report.segments,
        report.claims,
        report.service_lines,
        report.charge_cents,
        report.paid_cents,
        findings.join(","),
    )
}

fn finding(finding: &x12::Finding) -> String {
    format!(
        "{{\"severity\":\"{}\",\"code\":\"{}\",\"message\":{},\"remedy\":{},\"segment\":{},\"position\":{}}}",
        finding.severity,
        finding.code,
        quoted(&finding.message),
        quoted(&finding.remedy),
        finding.segment.map_or("null".to_owned(), |n| n.to_string()),
        finding.position.as_deref().map_or("null".to_owned(), quoted),
    )
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
