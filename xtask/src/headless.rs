//! The day of a biller on the command line, for machines without a display: look, scrub, approve, batch, prove.

use crate::demo::Practice;
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// Runs the job and prints its figures.
///
/// # Errors
/// When a command fails, or a proof does not hold.
pub fn job(practice: &Practice) -> Result<()> {
    title("Claims by state");
    claims_by_state(practice)?;
    title("Scrub, approve, batch");
    send(practice)?;
    title("Money");
    aging(practice)?;
    denials(practice)?;
    remittances(practice)?;
    title("Work");
    work(practice)?;
    title("Proof");
    proof(practice)
}

fn title(text: &str) {
    println!("\n== {text}");
}

fn claims_by_state(practice: &Practice) -> Result<()> {
    let answer = practice.ask("biller", &["claim", "list"])?;
    let mut states: BTreeMap<String, (usize, i64, i64, i64)> = BTreeMap::new();
    for claim in items(&answer, "items") {
        let row = states.entry(text(claim, "state")).or_default();
        row.0 += 1;
        row.1 += cents(claim, "charge_cents");
        row.2 += cents(claim, "paid_cents");
        row.3 += cents(claim, "balance_cents");
    }
    println!("{:<26} {:>7} {:>15} {:>15} {:>15}", "state", "claims", "charged", "paid", "balance");
    for (state, (count, charge, paid, balance)) in &states {
        println!("{state:<26} {count:>7} {:>15} {:>15} {:>15}", money(*charge), money(*paid), money(*balance));
    }
    Ok(())
}

/// Scrubs what was not scrubbed yet, approves what is clean, and writes the batches.
fn send(practice: &Practice) -> Result<()> {
    let scrubbed = practice.ask("biller", &["claim", "scrub"])?;
    println!("scrubbed: {} clean, {} held", number(&scrubbed, "clean"), number(&scrubbed, "held"));
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    let mut clean = Vec::new();
    for claim in items(&scrubbed, "claims") {
        if text(claim, "outcome") == "clean" {
            clean.push(text(claim, "claim_id"));
        }
        for finding in items(claim, "findings").iter().filter(|finding| text(finding, "severity") == "stop") {
            *rules.entry(text(finding, "rule")).or_default() += 1;
        }
    }
    rules.iter().for_each(|(rule, count)| println!("  held by {rule}: {count}"));
    if !clean.is_empty() {
        let mut words = vec!["claim", "approve"];
        words.extend(clean.iter().map(String::as_str));
        let approved = practice.ask("biller", &words)?;
        println!("approved: {}, held: {}", items(&approved, "claims").len(), items(&approved, "held").len());
    }
    let out = practice.folder.join("outbox");
    std::fs::create_dir_all(&out)?;
    let created = practice.ask("biller", &["batch", "create", "--out", &out.to_string_lossy()])?;
    for batch in items(&created, "batches") {
        let (payer, charge) = (text(batch, "payer"), dollars(batch.get("charge_cents")));
        println!("batch: {payer:<28} {:>5} claims {charge:>15}  {}", number(batch, "claims"), text(batch, "file"));
    }
    Ok(())
}

fn aging(practice: &Practice) -> Result<()> {
    let report = practice.ask("biller", &["report", "aging"])?;
    println!("{:<26} {:>15} {:>15}", format!("days, {}", text(&report, "as_of")), "insurance", "patient");
    for bucket in items(&report, "buckets").iter().chain([&report]) {
        let label = bucket.get("label").and_then(Value::as_str).unwrap_or("total");
        let (insurance, patient) = (dollars(bucket.get("insurance_cents")), dollars(bucket.get("patient_cents")));
        println!("{label:<26} {insurance:>15} {patient:>15}");
    }
    Ok(())
}

fn denials(practice: &Practice) -> Result<()> {
    let report = practice.ask("biller", &["report", "denials"])?;
    for denial in items(&report, "items").iter().take(5) {
        let code = format!("denied {}-{}", text(denial, "group_code"), text(denial, "carc"));
        let (amount, cause) = (dollars(denial.get("amount_cents")), text(denial, "root_cause"));
        println!("{code:<20} {:>5} {amount:>15}  {cause}", number(denial, "count"));
    }
    Ok(())
}

fn remittances(practice: &Practice) -> Result<()> {
    let listed = practice.ask("biller", &["era", "list"])?;
    let remittances = items(&listed, "items");
    let paid: i64 = remittances.iter().map(|remittance| cents(remittance, "payment_cents")).sum();
    println!("remittances: {}, paid {}", remittances.len(), money(paid));
    Ok(())
}

fn work(practice: &Practice) -> Result<()> {
    let listed = practice.ask("biller", &["work", "list"])?;
    let work = items(&listed, "items");
    println!("{} items; the first:", work.len());
    for item in work.iter().take(8) {
        let (kind, due) = (text(item, "kind"), text(item, "due_on"));
        println!("{due:<12} {kind:<20} {:>13}  {}", dollars(item.get("amount_cents")), text(item, "reason"));
    }
    Ok(())
}

/// The books balance, the journal's chain holds, every cell opens.
fn proof(practice: &Practice) -> Result<()> {
    let ledger = practice.ask("biller", &["report", "ledger"])?;
    let balanced = ledger.get("balanced") == Some(&Value::Bool(true));
    let (debit, credit) = (dollars(ledger.get("debit_cents")), dollars(ledger.get("credit_cents")));
    println!("ledger: {} entries, debit {debit}, credit {credit}", number(&ledger, "entries"));
    let mut broken = if balanced { Vec::new() } else { vec!["ledger"] };
    for (name, role, words) in [("journal", "auditor", &["audit", "verify"][..]), ("store", "supervisor", &["verify"])]
    {
        let proof = practice.ask(role, words)?;
        let ok = proof.get("ok") == Some(&Value::Bool(true));
        let entries = number(&proof, "journal_entries");
        println!("{name}: {} ({entries} journal entries)", if ok { "holds" } else { "BROKEN" });
        if !ok {
            broken.push(name);
        }
    }
    if !broken.is_empty() {
        bail!("the proof failed: {}", broken.join(", "));
    }
    Ok(())
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text; what the user's keys do not open reads as sealed.
fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(fields)) if fields.contains_key("sealed") => "(sealed)".to_owned(),
        Some(Value::Object(fields)) => fields.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

fn number(value: &Value, key: &str) -> i64 {
    value.get(key).and_then(Value::as_i64).unwrap_or_default()
}

fn cents(value: &Value, key: &str) -> i64 {
    number(value, key)
}

/// An amount of an answer in dollars.
pub fn dollars(cents: Option<&Value>) -> String {
    cents.and_then(Value::as_i64).map_or_else(|| "-".to_owned(), money)
}

/// Cents as dollars, with separators.
fn money(cents: i64) -> String {
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}${grouped}.{:02}", if cents < 0 { "-" } else { "" }, cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::User;
    use serde_json::json;
    use std::path::Path;

    /// A practice whose program answers from files named after the command's first two words.
    fn practice(folder: &Path, answers: &[(&str, Value)]) -> Practice {
        let program = folder.join("program");
        let script = "#!/bin/sh\nshift 9\ncat \"$(dirname \"$0\")/$1-$2\" 2>/dev/null || echo '{}'\n";
        std::fs::write(&program, script).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        for (command, answer) in answers {
            std::fs::write(folder.join(command), answer.to_string()).unwrap();
        }
        let user = |role: &str| User { name: "someone".into(), role: role.into(), passphrase: "not used".into() };
        let users = ["biller", "auditor", "supervisor"].map(user).to_vec();
        Practice { program, folder: folder.into(), store: folder.join("practice"), users, answer: json!({}) }
    }

    #[test]
    #[cfg(unix)]
    fn the_job_runs_through_and_takes_a_broken_proof_as_failure() {
        let folder = tempfile::tempdir().unwrap();
        let claim = json!({"claim_id": "c1", "outcome": "clean", "findings": []});
        let mut answers = vec![
            ("claim-list", json!({"items": [{"state": "draft", "charge_cents": 100}]})),
            ("claim-scrub", json!({"clean": 1, "held": 0, "claims": [claim]})),
            ("report-ledger", json!({"balanced": true})),
            ("audit-verify", json!({"ok": true})),
            ("verify-", json!({"ok": true})),
        ];
        job(&practice(folder.path(), &answers)).unwrap();
        answers.push(("verify-", json!({"ok": false})));
        let error = job(&practice(folder.path(), &answers)).unwrap_err();
        assert_eq!(error.to_string(), "the proof failed: store");
    }

    #[test]
    fn an_unknown_role_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(practice(folder.path(), &[]).ask("coder", &["claim", "list"]).is_err());
    }

    #[test]
    fn money_is_grouped_and_signed() {
        assert_eq!(money(123_456_789), "$1,234,567.89");
        assert_eq!(money(-5), "-$0.05");
        assert_eq!(money(99_999), "$999.99");
    }

    #[test]
    fn sealed_and_missing_values_read_as_such() {
        let value = json!({"a": {"sealed": "clinical"}, "b": "text", "c": null, "d": {"name": "Payer"}});
        assert_eq!(["a", "b", "c", "d", "e"].map(|key| text(&value, key)), ["(sealed)", "text", "", "Payer", ""]);
        assert_eq!(dollars(value.get("a")), "-");
    }
}
