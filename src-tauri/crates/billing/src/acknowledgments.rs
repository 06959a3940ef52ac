//! TA1, 999 and 277CA in: every answer finds its claims and moves them. A rejection is never a denial.

use crate::claim::advance;
use crate::desk::{Desk, sha256_hex, was_taken};
use crate::error::{BillingError, Result};
use crate::finding::{FileFinding, is_set_whole};
use crate::work_list::{OpenItems, open_item};
use claims::{Answer, AnswerSubject, ClaimEvent, ClaimState};
use edi::from_acknowledgment;
use privacy::Action;
use records::{
    BatchRecord, BatchState, BillingProviderRecord, ClaimClinical, ClaimFinancial, FileKind, FileRecord, Index, Unit,
};
use serde::Serialize;
use std::collections::BTreeMap;
use values::{BatchId, ClaimId, FileId};
use work::{WorkItem, WorkKind};

/// What an acknowledgment file did (cli.md `ack import`).
#[derive(Debug, Clone, Serialize)]
pub struct AcknowledgmentReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// `TA1`, `999`, `277CA`.
    pub kind: &'static str,
    /// `imported`, `partial`, `duplicate`.
    pub outcome: &'static str,
    /// Claims that moved.
    pub moved: Vec<MovedBy>,
    /// Answers that found nothing of ours.
    pub unmatched: u64,
    /// What should be known of the file.
    pub findings: Vec<FileFinding>,
}

/// One claim that moved.
#[derive(Debug, Clone, Serialize)]
pub struct MovedBy {
    /// Id.
    pub claim_id: String,
    /// Number that the answer named, as we sent it.
    pub patient_control_number: String,
    /// State before.
    pub from: &'static str,
    /// State after.
    pub to: &'static str,
    /// Why, in codes and words; empty where the answer gives none, as for what is accepted.
    pub reason: String,
}

/// Takes an acknowledgment file. One commit.
///
/// # Errors
/// `not_permitted`; `not_x12`, `bad_segment`… when the file is none; what the store refuses. Then nothing was changed.
pub fn import_acknowledgment(desk: &Desk<'_>, bytes: &[u8]) -> Result<AcknowledgmentReport> {
    desk.may(Action::Transmit)?;
    let parsed = x12::parse(bytes);
    if let Some(refusal) = parsed.refusal() {
        return Err(refused(refusal));
    }
    let incoming = from_acknowledgment(&parsed).map_err(|error| refused(&error.finding))?;
    let sha256 = sha256_hex(bytes);
    let mut report = AcknowledgmentReport {
        sha256,
        kind: incoming.acknowledgment.kind.name(),
        outcome: "imported",
        moved: Vec::new(),
        unmatched: 0,
        findings: parsed.findings().iter().chain(&incoming.findings).map(FileFinding::from).collect(),
    };
    let mut unit = desk.unit();
    let seen = was_taken(&unit, &report.sha256, FileKind::Acknowledgment)?;
    let mut reader = AnswerReader { desk, unit: &mut unit, moved: BTreeMap::new(), items: OpenItems::load(desk)? };
    let mut matched = 0_u64;
    // A set that is not whole may have lost a rejection: its answers move nothing.
    for answer in incoming.acknowledgment.answers.iter().filter(|answer| is_set_whole(&parsed, answer.segment)) {
        match reader.take(answer)? {
            true => matched += 1,
            false => report.unmatched += 1,
        }
    }
    report.moved = reader.moved.into_values().filter(|moved| moved.from != moved.to).collect();
    if matched > 0 && !seen {
        let id: FileId = unit.allocate();
        unit.put(id, &FileRecord { sha256: report.sha256.clone(), kind: FileKind::Acknowledgment, at: desk.now() })?;
        unit.refer(Index::FileHash, report.sha256.as_bytes(), id.number());
    }
    let faulty = report.findings.iter().any(|finding| finding.severity == "error");
    report.outcome = match (seen, report.unmatched > 0 || faulty) {
        (true, _) if report.moved.is_empty() => "duplicate",
        (_, true) => "partial",
        (_, false) => "imported",
    };
    desk.commit(unit, "ack.import")?;
    Ok(report)
}

/// The error of a file that is refused in whole.
pub(crate) fn refused(finding: &x12::Finding) -> BillingError {
    FileFinding::from(finding).refusal()
}

struct AnswerReader<'d, 'v, 'u> {
    desk: &'d Desk<'v>,
    unit: &'u mut Unit<'v>,
    moved: BTreeMap<ClaimId, MovedBy>,
    items: OpenItems,
}

impl AnswerReader<'_, '_, '_> {
    /// Takes one answer; whether it speaks of anything of ours.
    fn take(&mut self, answer: &Answer) -> Result<bool> {
        let found = match &answer.subject {
            AnswerSubject::Interchange { control_number } => self.interchange(control_number)?,
            AnswerSubject::TransactionSet { group_control_number, set_control_number } => {
                self.transaction_set(group_control_number, set_control_number.as_deref())?
            }
            AnswerSubject::Batch { batch_reference, billing_provider_id } => {
                self.batch(batch_reference, billing_provider_id.as_deref())?
            }
            AnswerSubject::Claim { patient_control_number, .. } => {
                return self.claim(patient_control_number, answer);
            }
        };
        let Some((batch_id, claims)) = found else { return Ok(false) };
        self.note(batch_id, answer)?;
        if let Some(event) = answer.event {
            for claim in claims {
                self.step(claim, batch_id, event, &answer.reason)?;
            }
        }
        Ok(true)
    }

    fn batch_of(&self, index: Index, key: &str) -> Result<Option<(BatchId, BatchRecord)>> {
        let found = self.unit.lookup(index, key.as_bytes())?.first().copied().map(BatchId::new);
        found.map(|id| Ok((id, self.unit.need::<BatchRecord>(id)?))).transpose()
    }

    fn interchange(&self, control_number: &str) -> Result<Option<(BatchId, Vec<ClaimId>)>> {
        let number = control_number.trim_start_matches('0');
        let found = self.batch_of(Index::BatchControlNumber, number)?;
        Ok(found.map(|(id, batch)| (id, batch.sets.into_iter().flat_map(|set| set.claims).collect())))
    }

    fn transaction_set(&self, group: &str, set: Option<&str>) -> Result<Option<(BatchId, Vec<ClaimId>)>> {
        let found = self.batch_of(Index::BatchControlNumber, group.trim_start_matches('0'))?;
        let Some((id, batch)) = found else { return Ok(None) };
        let meant =
            |control: &str| set.is_none_or(|set| set.trim_start_matches('0') == control.trim_start_matches('0'));
        let sets: Vec<_> = batch.sets.into_iter().filter(|set| meant(&set.control_number)).collect();
        Ok((!sets.is_empty()).then(|| (id, sets.into_iter().flat_map(|set| set.claims).collect())))
    }

    // BHT03 of the n-th set is the batch's reference with `-n`; the first has none.
    fn batch(&self, reference: &str, npi: Option<&str>) -> Result<Option<(BatchId, Vec<ClaimId>)>> {
        let Some((id, batch)) = self.batch_of(Index::BatchReference, reference)? else { return Ok(None) };
        let suffix = reference.strip_prefix(batch.reference.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let at = suffix.and_then(|number| number.parse::<usize>().ok()).map_or(0, |number| number.saturating_sub(1));
        let mut claims = batch.sets.into_iter().nth(at).map(|set| set.claims).unwrap_or_default();
        if let Some(npi) = npi {
            let mut kept = Vec::with_capacity(claims.len());
            for claim in claims {
                let clinical: ClaimClinical = self.unit.need(claim)?;
                let billing: BillingProviderRecord = self.unit.need(clinical.billing_provider)?;
                if billing.npi == npi {
                    kept.push(claim);
                }
            }
            claims = kept;
        }
        Ok(Some((id, claims)))
    }

    fn note(&mut self, id: BatchId, answer: &Answer) -> Result<()> {
        let mut batch: BatchRecord = self.unit.need(id)?;
        match answer.event {
            Some(ClaimEvent::FileRejected)
                if batch.sets.len() == 1 || matches!(answer.subject, AnswerSubject::Interchange { .. }) =>
            {
                batch.state = BatchState::Rejected;
            }
            Some(ClaimEvent::FileAccepted) => batch.state = BatchState::Accepted,
            _ => {}
        }
        let said =
            format!("{} {}", self.desk.today(), if answer.reason.is_empty() { "received" } else { &answer.reason });
        batch.answers.push(said);
        Ok(self.unit.put(id, &batch)?)
    }

    fn claim(&mut self, number: &str, answer: &Answer) -> Result<bool> {
        let folded = number.trim().to_uppercase();
        let ids = self.unit.lookup(Index::PatientControlNumber, folded.as_bytes())?;
        let Some(event) = answer.event else { return Ok(!ids.is_empty()) };
        for id in ids.iter().copied().map(ClaimId::new) {
            let mut claim: ClaimFinancial = self.unit.need(id)?;
            // An answer to an earlier version says nothing of the current one.
            if claim.account.patient_control_number.folded() == folded {
                self.move_claim(id, &mut claim, event, &answer.reason)?;
            }
        }
        Ok(!ids.is_empty())
    }

    fn step(&mut self, id: ClaimId, batch_id: BatchId, event: ClaimEvent, reason: &str) -> Result<()> {
        let mut claim: ClaimFinancial = self.unit.need(id)?;
        let newest = claim.account.submissions.last().map(|submission| submission.batch_id);
        if newest == Some(batch_id) {
            self.move_claim(id, &mut claim, event, reason)?;
        }
        Ok(())
    }

    fn move_claim(&mut self, id: ClaimId, claim: &mut ClaimFinancial, event: ClaimEvent, reason: &str) -> Result<()> {
        let from = claim.account.state;
        // What cannot happen in this state (a claim taken back meanwhile) moves nothing.
        if !advance(self.desk, claim, event, reason).unwrap_or(false) {
            return Ok(());
        }
        let to = claim.account.state;
        self.unit.put(id, &*claim)?;
        if to.is_rejected() {
            self.items.close(self.desk, self.unit, id, "rejected again")?;
            let item = WorkItem::new(
                WorkKind::Rejection,
                reason.to_owned(),
                claim.account.charge,
                claim.account.filing_limit_on,
            );
            open_item(self.desk, self.unit, Some(id), item)?;
        }
        let number = claim.account.patient_control_number.to_string();
        let entry = self.moved.entry(id).or_insert_with(|| moved(id, number, from));
        entry.to = to.name();
        entry.reason = reason.to_owned();
        Ok(())
    }
}

fn moved(id: ClaimId, patient_control_number: String, from: ClaimState) -> MovedBy {
    MovedBy {
        claim_id: id.to_string(),
        patient_control_number,
        from: from.name(),
        to: from.name(),
        reason: String::new(),
    }
}
