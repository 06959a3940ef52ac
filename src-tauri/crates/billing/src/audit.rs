//! The audit trail and the proof of the whole store.

use crate::desk::{Desk, hex};
use crate::error::{BillingError, Result};
use crate::reports::{is_ledger_balanced, unexplained_balances};
use privacy::Action;
use records::Collection;
use serde::Serialize;
use values::{Class, Timestamp};

/// One entry (cli.md `audit list`).
#[derive(Debug, Clone, Serialize)]
pub struct AuditRow {
    /// 1, 2, 3 without gaps.
    pub sequence: u64,
    /// When (UTC).
    pub at: String,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: &'static str,
    /// What.
    pub action: String,
    /// To which records; for a listing how many rows and their digest.
    pub subject: String,
    /// Where.
    pub workstation: u16,
}

/// What `verify` and `audit verify` say (cli.md).
#[derive(Debug, Clone, Serialize)]
pub struct Proof {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Cells that were opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<u64>,
    /// Cells of other classes, checked by digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sealed_cells: Option<u64>,
    /// Documents, checked by digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<u64>,
    /// Entries.
    pub journal_entries: u64,
    /// The chain's last hash.
    pub journal_head: String,
    /// What is wrong.
    pub problems: Vec<ProblemView>,
}

/// One problem.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemView {
    /// Kind.
    pub kind: String,
    /// Where.
    #[serde(rename = "where")]
    pub place: String,
    /// What.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl From<vault::Problem> for ProblemView {
    fn from(problem: vault::Problem) -> Self {
        ProblemView {
            kind: problem.kind.to_owned(),
            place: problem.place,
            message: problem.message,
            remedy: problem.remedy,
        }
    }
}

impl From<vault::VerifyReport> for Proof {
    fn from(report: vault::VerifyReport) -> Self {
        Proof {
            ok: report.ok(),
            cells: Some(report.cells),
            sealed_cells: Some(report.sealed_cells),
            documents: Some(report.documents),
            journal_entries: report.journal_entries,
            journal_head: hex(&report.journal_head),
            problems: report.problems.into_iter().map(ProblemView::from).collect(),
        }
    }
}

/// The entries from a number on, oldest first, all without a limit. The view is itself an entry, made before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn audit_entries(desk: &Desk<'_>, limit: Option<usize>) -> Result<(usize, Vec<AuditRow>)> {
    desk.may(Action::ReadAudit)?;
    desk.commit(desk.unit(), "audit.list")?;
    let mut rows = Vec::new();
    for entry in desk.vault().entries() {
        rows.push(row_of(entry.map_err(BillingError::from)?));
    }
    let total = rows.len();
    // The newest are what a limit leaves.
    let skipped = limit.map_or(0, |limit| total.saturating_sub(limit));
    Ok((total, rows.split_off(skipped)))
}

fn row_of(entry: vault::Entry) -> AuditRow {
    let name = |object: &vault::Object| match Collection::from_number(object.collection) {
        Some(collection) => collection.display(object.record),
        None if object.collection == vault::USERS => format!("user {}", object.record),
        None => format!("{}-{}", object.collection, object.record),
    };
    let mut subject: Vec<String> = entry.objects.iter().map(name).collect();
    if !entry.purpose.is_empty() {
        subject.push(entry.purpose);
    }
    AuditRow {
        sequence: entry.sequence,
        at: Timestamp::from_millis(entry.at.0).to_string(),
        actor: entry.user_name,
        role: entry.role.name(),
        action: entry.action,
        subject: subject.join(" "),
        workstation: entry.workstation,
    }
}

/// Proves the journal's chain and signatures.
///
/// # Errors
/// `not_permitted`, or what the store refuses. What is wrong is in the proof.
pub fn verify_audit(desk: &Desk<'_>) -> Result<Proof> {
    desk.may(Action::VerifyAudit)?;
    desk.commit(desk.unit(), "audit.verify")?;
    let report = desk.vault().audit_verify().map_err(BillingError::from)?;
    Ok(Proof {
        ok: report.ok(),
        cells: None,
        sealed_cells: None,
        documents: None,
        journal_entries: report.journal_entries,
        journal_head: hex(&report.journal_head),
        problems: report.problems.into_iter().map(ProblemView::from).collect(),
    })
}

/// Proves the whole store: every cell opens, chain and signatures hold, the state is the journal's, the books balance and
/// explain every claim's balance.
///
/// # Errors
/// `not_permitted`, or what the store refuses. What is wrong is in the proof.
pub fn verify_store(desk: &Desk<'_>) -> Result<Proof> {
    desk.may(Action::VerifyStore)?;
    desk.commit(desk.unit(), "store.verify")?;
    let mut proof = Proof::from(desk.vault().verify().map_err(BillingError::from)?);
    if desk.holds(Class::Financial) && proof.ok {
        proof.problems = books(desk)?;
        proof.ok = proof.problems.is_empty();
    }
    Ok(proof)
}

fn books(desk: &Desk<'_>) -> Result<Vec<ProblemView>> {
    let problem = |kind: &str, place: String, message: &str| ProblemView {
        kind: kind.to_owned(),
        place,
        message: message.to_owned(),
        remedy: "keep the store as it is and restore the newest backup into a new folder".to_owned(),
    };
    let wrong = unexplained_balances(desk)?.into_iter();
    let mut problems: Vec<ProblemView> = wrong
        .map(|id| problem("balance_unexplained", id.to_string(), "the balance is not the sum of its postings"))
        .collect();
    if !is_ledger_balanced(desk)? {
        problems.push(problem("ledger_unbalanced", "ledger".to_owned(), "debits and credits differ"));
    }
    Ok(problems)
}
