//! The claim queue, interchanges and a claim's file, out of the views of `billing`.

use crate::convert::{cents, known, state_named, turned};
use crate::*;
use ::claims::ClaimState;
use billing::{BatchProgress, BatchStep, Desk};

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn name(field: records::Field<String>) -> Field<NameView> {
    turned(field, |name| NameView::of_display(&name))
}

fn state(field: records::Field<&'static str>) -> Field<ClaimStateView> {
    known(field.map(state_named), ClaimStateView::from)
}

/// A text that says nothing when it is empty.
fn said(field: records::Field<String>) -> Field<String> {
    known(field.map(|text| Some(text).filter(|text| !text.is_empty())), |text| text)
}

/// Why a claim stands where it does: for states that wait for somebody here. What moved it on needs no words.
fn reason(state: Option<&&'static str>, why: records::Field<String>) -> Field<String> {
    let waits = state.and_then(|name| state_named(name)).is_none_or(|state| {
        state.is_rejected()
            || state.is_adjudicated()
            || matches!(
                state,
                ClaimState::Draft | ClaimState::NeedsCorrection | ClaimState::OnHold | ClaimState::Unconfirmed
            )
    });
    if waits { said(why) } else { Field::Absent }
}

fn day(field: records::Field<values::Date>) -> Field<String> {
    turned(field, |day| day.to_string())
}

impl From<billing::PayerTotal> for PayerTotalView {
    fn from(total: billing::PayerTotal) -> Self {
        PayerTotalView {
            payer_id: total.payer_id.map(|id| id.to_string()),
            name: total.name.into(),
            claims: number(total.claims),
            charge_cents: total.charge.into(),
            control_number: total.control_number.map(|number| format!("{number:09}")),
        }
    }
}

impl From<billing::QueueRow> for QueueRowView {
    fn from(row: billing::QueueRow) -> Self {
        let claim = row.claim;
        QueueRowView {
            claim_id: claim.claim_id,
            patient_control_number: claim.patient_control_number.into(),
            patient_id: claim.patient_id.into(),
            patient_name: name(claim.patient_name),
            payer_name: claim.payer.into(),
            date_of_service: day(claim.date_of_service),
            lines: turned(row.lines, number),
            charge_cents: cents(claim.charge_cents),
            scrub: turned(row.scrub, |scrub| ScrubSummaryView {
                is_fresh: scrub.is_fresh,
                stops: number(scrub.stops),
                warnings: number(scrub.warnings),
            }),
            reason: reason(claim.state.as_open(), claim.state_reason),
            state: state(claim.state),
            filing_limit_on: day(claim.filing_limit_on),
            batch_id: row.batch_id,
        }
    }
}

impl From<billing::ClaimQueue> for ListClaimQueueResponse {
    fn from(queue: billing::ClaimQueue) -> Self {
        let tab = |total: billing::TabTotal| QueueTabView {
            tab: total.tab.into(),
            claims: number(total.claims),
            charge_cents: total.charge.into(),
        };
        ListClaimQueueResponse {
            tabs: queue.tabs.into_iter().map(tab).collect(),
            payers: queue.payers.into_iter().map(Into::into).collect(),
            total: number(queue.total),
            charge_cents: queue.charge.into(),
            rows: queue.rows.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<billing::ClaimTotals> for ClaimTotalsView {
    fn from(totals: billing::ClaimTotals) -> Self {
        ClaimTotalsView {
            claims: number(totals.claims),
            lines: turned(totals.lines, number),
            charge_cents: totals.charge.into(),
            payers: totals.payers.into_iter().map(Into::into).collect(),
        }
    }
}

/// An interchange and how far it has come, with times on the practice's clock.
#[must_use]
pub fn batch_view(desk: &Desk<'_>, progress: BatchProgress) -> BatchView {
    let claims = progress.row.claims;
    let unconfirmed = progress.unconfirmed > 0;
    BatchView {
        steps: progress.steps.iter().map(|step| step_view(desk, step, claims, unconfirmed)).collect(),
        unconfirmed: number(progress.unconfirmed),
        rejected: number(progress.rejected),
        batch: progress.row.into(),
    }
}

fn step_view(desk: &Desk<'_>, step: &BatchStep, claims: usize, unconfirmed: bool) -> BatchStepView {
    let kind = match step.name {
        billing::BatchStepName::Made => BatchStepKind::Made,
        billing::BatchStepName::HandedOver => BatchStepKind::HandedOver,
        billing::BatchStepName::Acknowledged => BatchStepKind::Acknowledged,
        billing::BatchStepName::Accepted => BatchStepKind::Accepted,
        billing::BatchStepName::Adjudicated => BatchStepKind::Adjudicated,
    };
    let state = if unconfirmed && kind == BatchStepKind::HandedOver {
        BatchStepState::Unconfirmed
    } else if step.refused > 0 {
        BatchStepState::Refused
    } else if step.passed >= claims && claims > 0 {
        BatchStepState::Done
    } else if step.passed > 0 {
        BatchStepState::Partly
    } else {
        BatchStepState::Waiting
    };
    BatchStepView {
        kind,
        state,
        passed: number(step.passed),
        refused: number(step.refused),
        at: step.at.map(|at| desk.local_time(at)),
    }
}

/// An interchange with its claims.
#[must_use]
pub fn batch_file(desk: &Desk<'_>, file: billing::BatchFile, progress: BatchProgress) -> BatchFileView {
    let claims = file.submissions.into_iter().take(BATCH_CLAIMS_SHOWN).map(|claim| BatchClaimView {
        claim_id: claim.claim_id,
        patient_control_number: claim.patient_control_number.into(),
        patient_name: name(claim.patient_name),
        date_of_service: day(claim.date_of_service),
        charge_cents: cents(claim.charge_cents),
        balance_cents: cents(claim.balance_cents),
        reason: reason(claim.state.as_open(), claim.state_reason),
        state: state(claim.state),
    });
    BatchFileView {
        progress: batch_view(desk, progress),
        reference: file.reference,
        claims: claims.collect(),
        answers: file.history,
    }
}

impl From<billing::InterchangeText> for ReadInterchangeResponse {
    fn from(text: billing::InterchangeText) -> Self {
        let segment = |segment: billing::InterchangeSegment| SegmentView {
            number: segment.number,
            loop_name: segment.loop_name.to_owned(),
            text: segment.text,
        };
        ReadInterchangeResponse {
            file_name: text.file_name,
            total: number(text.total),
            from: number(text.from),
            segments: text.segments.into_iter().map(segment).collect(),
        }
    }
}

/// A claim's file, with times on the practice's clock.
#[must_use]
pub fn claim_file(desk: &Desk<'_>, file: billing::ClaimFile) -> ClaimFileView {
    let row = file.row;
    let steps = row.state.as_open().and_then(|name| state_named(name)).map(steps_of).unwrap_or_default();
    let steps = ClaimStepsView { may_void: file.may_void, voids_at_payer: file.voids_at_payer, ..steps };
    let history =
        |events: Vec<billing::HistoryView>| events.into_iter().filter_map(|event| history_view(desk, event)).collect();
    ClaimFileView {
        claim_id: row.claim_id,
        patient_control_number: row.patient_control_number.into(),
        patient_id: row.patient_id.into(),
        patient_name: name(row.patient_name),
        payer_name: row.payer.into(),
        date_of_service: day(row.date_of_service),
        reason: reason(row.state.as_open(), row.state_reason),
        state: state(row.state),
        version: file.version.into(),
        frequency: turned(row.frequency, str::to_owned),
        payer_claim_control_number: known(file.payer_claim_control_number, |number| number),
        filing_limit_on: day(row.filing_limit_on),
        charge_cents: cents(row.charge_cents),
        paid_cents: cents(row.paid_cents),
        adjustment_cents: cents(row.adjustment_cents),
        patient_responsibility_cents: cents(row.patient_responsibility_cents),
        balance_cents: cents(row.balance_cents),
        diagnoses: file.diagnoses.into(),
        lines: turned(file.lines, |lines| lines.into_iter().map(line_view).collect()),
        findings: turned(file.findings, |findings| findings.into_iter().map(finding_view).collect()),
        submissions: turned(file.submissions, |all| all.into_iter().map(submission_view).collect()),
        outcomes: turned(file.outcomes, |all| all.into_iter().map(outcome_view).collect()),
        history: turned(file.history, history),
        previous_claim_id: file.previous_claim_id.open().flatten(),
        next_claim_id: file.next_claim_id.open().flatten(),
        steps,
    }
}

fn steps_of(state: ClaimState) -> ClaimStepsView {
    use ::claims::{ClaimEvent, transition};
    let moves = |event| transition(state, event).is_ok_and(|to| to != state);
    ClaimStepsView {
        may_approve: moves(ClaimEvent::Approve),
        may_withdraw: moves(ClaimEvent::WithdrawApproval),
        may_hold: moves(ClaimEvent::Hold),
        may_release: state == ClaimState::OnHold,
        may_fix: state.is_rejected(),
        may_replace: state.is_adjudicated() && moves(ClaimEvent::Correct),
        may_void: false,
        voids_at_payer: false,
    }
}

fn line_view(line: billing::ClaimLineView) -> ClaimFileLine {
    const LETTERS: &[u8; 12] = b"ABCDEFGHIJKL";
    let letter = |at: &u8| LETTERS.get(usize::from(*at).checked_sub(1)?).copied().map(char::from);
    let code = std::iter::once(line.procedure_code).chain(line.modifiers).collect::<Vec<_>>().join(" ");
    ClaimFileLine {
        line: line.line,
        procedure: code,
        pointers: line.pointers.iter().filter_map(letter).collect(),
        units: line.units,
        date_of_service: line.date_of_service.map(|day| day.to_string()),
        charge_cents: line.charge_cents.into(),
        insurance_cents: cents(line.insurance_cents),
        denied_cents: cents(line.denied_cents),
        patient_cents: cents(line.patient_cents),
    }
}

fn finding_view(finding: billing::FindingView) -> ClaimFileFinding {
    ClaimFileFinding {
        severity: match finding.severity {
            "stop" => ClaimFindingSeverity::Stop,
            "warn" => ClaimFindingSeverity::Warn,
            _ => ClaimFindingSeverity::Info,
        },
        rule: finding.rule,
        message: finding.message.into(),
        remedy: finding.remedy.into(),
    }
}

fn submission_view(submission: billing::SubmissionView) -> ClaimSubmissionView {
    ClaimSubmissionView {
        version: submission.version,
        patient_control_number: submission.patient_control_number,
        frequency: submission.frequency.to_owned(),
        batch_id: submission.batch_id,
        sent_on: submission.sent_on.to_string(),
    }
}

fn outcome_view(outcome: billing::OutcomeView) -> ClaimOutcomeView {
    let adjustment = |adjustment: billing::AdjustmentView| ClaimAdjustmentView {
        line: adjustment.line,
        code: format!("{}-{}", adjustment.group_code, adjustment.carc),
        amount_cents: adjustment.amount_cents.into(),
    };
    ClaimOutcomeView {
        remittance_id: outcome.remittance_id,
        status: outcome.status.to_owned(),
        payer_claim_control_number: outcome.payer_claim_control_number,
        adjudicated_on: outcome.adjudicated_on.to_string(),
        paid_cents: outcome.paid_cents.into(),
        adjustments: outcome.adjustments.into_iter().map(adjustment).collect(),
        is_undone: outcome.undone,
    }
}

fn history_view(desk: &Desk<'_>, event: billing::HistoryView) -> Option<ClaimHistoryView> {
    Some(ClaimHistoryView {
        at: desk.local_time(event.instant),
        by: event.by,
        state: state_named(event.state)?.into(),
        what: event.what,
    })
}
