//! An 835 file: each remittance is rehearsed, posted, held, or told to be there already.

use super::post::{Poster, Subject};
use super::view::{RemittanceView, view_of};
use crate::acknowledgments::refused;
use crate::desk::{Desk, sha256_hex};
use crate::error::{BillingError, Result};
use crate::finding::{FileFinding, is_set_whole, nothing_taken};
use crate::work_list::close_items;
use edi::from_835;
use privacy::Action;
use records::{FileKind, FileRecord, Index, RecordId, RemittanceContent, RemittanceRecord, RemittanceState, Unit};
use remittance::{AdviceTotals, RemittanceAdvice};
use serde::Serialize;
use values::{FileId, Money, RemittanceId};

/// The payer's own sums over a file (cli.md `era import`).
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct RemittanceTotals {
    /// Claim payments.
    pub claims: u64,
    /// Service lines.
    pub service_lines: u64,
    /// Σ CLP03.
    pub charge_cents: Money,
    /// Σ CLP04.
    pub paid_cents: Money,
    /// Σ CAS but PR.
    pub adjustment_cents: Money,
    /// Σ CAS PR.
    pub patient_responsibility_cents: Money,
}

impl RemittanceTotals {
    /// Adds other sums to these.
    pub fn add(&mut self, other: &RemittanceTotals) {
        self.claims += other.claims;
        self.service_lines += other.service_lines;
        self.charge_cents += other.charge_cents;
        self.paid_cents += other.paid_cents;
        self.adjustment_cents += other.adjustment_cents;
        self.patient_responsibility_cents += other.patient_responsibility_cents;
    }
}

impl From<AdviceTotals> for RemittanceTotals {
    fn from(totals: AdviceTotals) -> Self {
        RemittanceTotals {
            claims: totals.claims,
            service_lines: totals.service_lines,
            charge_cents: totals.charge,
            paid_cents: totals.paid,
            adjustment_cents: totals.adjustment,
            patient_responsibility_cents: totals.patient_responsibility,
        }
    }
}

/// What became of an 835 file (cli.md `era import`).
#[derive(Debug, Clone, Serialize)]
pub struct RemittanceFileReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// `posted`, `rehearsed`, `held`, `duplicate`, `partial`.
    pub outcome: &'static str,
    /// Its remittances.
    pub remittances: Vec<RemittanceView>,
    /// What was left out and why.
    pub findings: Vec<FileFinding>,
    /// Sums over the remittances that were taken (or rehearsed).
    #[serde(skip)]
    pub totals: RemittanceTotals,
}

/// Takes an 835 file, or only says what taking it would do. One commit for the file; a rehearsal changes nothing but the
/// journal.
///
/// # Errors
/// `not_permitted`; `not_x12`, `bad_segment`… when nothing of it can be read; what the store refuses. Then nothing was
/// changed.
pub fn import_remittance(desk: &Desk<'_>, bytes: &[u8], rehearse: bool) -> Result<RemittanceFileReport> {
    desk.may(Action::PostRemittance)?;
    let parsed = x12::parse(bytes);
    if let Some(refusal) = parsed.refusal() {
        return Err(refused(refusal));
    }
    let incoming = from_835(&parsed);
    let mut report = RemittanceFileReport {
        sha256: sha256_hex(bytes),
        outcome: "posted",
        remittances: Vec::new(),
        findings: parsed.findings().iter().chain(&incoming.findings).map(FileFinding::from).collect(),
        totals: RemittanceTotals::default(),
    };
    let mut unit = desk.unit();
    let mut poster = Poster::new(desk, &report.sha256)?;
    let mut left_out = 0_usize;
    let mut taken = Vec::new();
    for advice in &incoming.advices {
        match advice {
            // A lost denial leaves every sum right: a set that is not whole may be looked at, never posted.
            Ok(advice) if !rehearse && !is_set_whole(&parsed, advice.segment) => left_out += 1,
            Ok(advice) => take(desk, &mut unit, &mut poster, advice, (&mut report, &mut taken))?,
            Err(problem) => {
                left_out += 1;
                report.findings.push(FileFinding::from(&problem.finding));
            }
        }
    }
    if report.remittances.is_empty() {
        return Err(nothing_taken(
            &report.findings,
            "there is no remittance (835) in this file",
            "give an 835 file; 837P goes to `import 837`, 999 and 277CA to `ack import`",
        ));
    }
    report.outcome = outcome(&report, rehearse, left_out);
    if rehearse {
        report.remittances.iter_mut().filter(|view| view.state != "duplicate").for_each(|view| {
            view.remittance_id = None;
            view.state = "rehearsed";
        });
        desk.commit(desk.unit(), "era.rehearse")?;
        return Ok(report);
    }
    if !taken.is_empty() {
        keep_file(desk, &mut unit, bytes, (&report.sha256, &taken))?;
    }
    poster.finish(&mut unit)?;
    desk.commit(unit, "era.import")?;
    Ok(report)
}

fn outcome(report: &RemittanceFileReport, rehearse: bool, left_out: usize) -> &'static str {
    let all = |state: &str| report.remittances.iter().all(|view| view.state == state);
    if rehearse {
        "rehearsed"
    } else if left_out > 0 {
        "partial"
    } else if all("duplicate") {
        "duplicate"
    } else if report.remittances.iter().any(|view| view.state == "held") {
        "held"
    } else {
        "posted"
    }
}

type Outputs<'a> = (&'a mut RemittanceFileReport, &'a mut Vec<RemittanceId>);

fn take<'v>(
    desk: &Desk<'v>,
    unit: &mut Unit<'v>,
    poster: &mut Poster<'_, 'v>,
    advice: &RemittanceAdvice,
    (report, taken): Outputs<'_>,
) -> Result<()> {
    let identity = identity(advice);
    let known = earlier(unit, &identity)?;
    if let Some((id, record)) = known.iter().find(|(_, record)| record.state == RemittanceState::Posted) {
        let message = format!("this remittance was posted already as {id}");
        report.findings.push(
            FileFinding::new("warning", "bad_value", message, "nothing to do; undo the first one if it was wrong")
                .at_segment(advice.segment),
        );
        let view = RemittanceView { state: "duplicate", exceptions: Vec::new(), ..view_of(Some(*id), record) };
        report.remittances.push(view);
        return Ok(());
    }
    let waiting = known.into_iter().find(|(_, record)| is_waiting(record.state));
    let id = waiting.as_ref().map_or_else(|| unit.allocate(), |(id, _)| *id);
    let earlier = waiting.as_ref().map(|(_, record)| record);
    // What people chose names claim payments by their place in the file that they saw.
    let choices = earlier.filter(|record| record.file_sha256 == report.sha256).map(|record| record.choices.clone());
    let choices = choices.unwrap_or_default();
    let mut record = poster.post(unit, Subject { id, advice, choices: &choices })?;
    if let Some(earlier) = earlier {
        close_items(desk, unit, &earlier.work_items, "the remittance came again")?;
        record.deposit = earlier.deposit;
    }
    unit.put(id, &record)?;
    if waiting.is_none() {
        unit.refer(Index::RemittanceIdentity, &identity, id.number());
    }
    desk.step("remittances", report.remittances.len(), 0)?;
    report.totals.add(&RemittanceTotals::from(advice.totals()));
    report.remittances.push(view_of(Some(id), &record));
    taken.push(id);
    Ok(())
}

/// Whether the remittance itself is waiting to be posted: its file may come again and post it.
fn is_waiting(state: RemittanceState) -> bool {
    match state {
        RemittanceState::Held | RemittanceState::Received => true,
        RemittanceState::Posted | RemittanceState::Undone => false,
    }
}

/// An ERA's identity: payer, trace, date and amount (product.md).
pub(super) fn identity(advice: &RemittanceAdvice) -> Vec<u8> {
    let payer = if advice.originator.is_empty() { &advice.payer_name } else { &advice.originator };
    let parts = [
        payer.trim().to_uppercase(),
        advice.trace.trim().to_uppercase(),
        advice.date.to_string(),
        advice.payment.cents().to_string(),
    ];
    parts.join("\u{1f}").into_bytes()
}

pub(super) fn earlier(unit: &Unit<'_>, identity: &[u8]) -> Result<Vec<(RemittanceId, RemittanceRecord)>> {
    let ids = unit.lookup(Index::RemittanceIdentity, identity)?;
    ids.into_iter().map(RemittanceId::from_number).map(|id| Ok((id, unit.need(id)?))).collect()
}

// The file as it was received stays, sealed, with the remittances that it brought.
pub(super) fn keep_file(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    bytes: &[u8],
    (sha256, taken): (&str, &[RemittanceId]),
) -> Result<()> {
    let document = desk.vault().put_document(bytes).map_err(BillingError::from)?;
    for id in taken {
        unit.put(*id, &RemittanceContent { document: document.clone() })?;
    }
    if unit.lookup(Index::FileHash, sha256.as_bytes())?.is_empty() {
        let file: FileId = unit.allocate();
        unit.put(file, &FileRecord { sha256: sha256.to_owned(), kind: FileKind::Remittance835, at: desk.now() })?;
        unit.refer(Index::FileHash, sha256.as_bytes(), file.number());
    }
    Ok(())
}
