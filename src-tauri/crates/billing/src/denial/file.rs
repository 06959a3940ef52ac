//! A denial as the workbench shows it.

use super::case::{Case, DenialPlace};
use super::compare::{ComparedLine, compared};
use super::offers::{ActionOffer, DenialAction, DenialStanding, block, next_payer, standing, suggested};
use crate::claim::{ClaimRow, claim_row};
use crate::desk::Desk;
use crate::error::Result;
use claims::ClaimState;
use codes::Remedy;
use privacy::Action;
use records::{BatchRecord, Collection, Field, PatientDemographics, PayerRecord, RemittanceRecord, Unit, read};
use remittance::Denial;
use values::{AdjustmentGroup, Class, ClassSet, Date, Money, WorkItemId};
use work::WorkKind;

/// A code with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeText {
    /// The code.
    pub code: String,
    /// Our own wording, in English; empty for a code that the table does not have.
    pub label: String,
}

/// One reason for which money was denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeniedAmount {
    /// Who bears it, as the payer says.
    pub group: AdjustmentGroup,
    /// Reason code.
    pub carc: CodeText,
    /// What a person does first; none for an unknown code.
    pub remedy: Option<Remedy>,
    /// Remark codes.
    pub remarks: Vec<CodeText>,
    /// The amount.
    pub amount: Money,
}

/// A denied line with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeniedLine {
    /// Our number; none for the claim as a whole.
    pub line: Option<u16>,
    /// Reasons.
    pub reasons: Vec<DeniedAmount>,
}

/// The payer's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The remittance.
    pub remittance_id: String,
    /// Its trace.
    pub trace: String,
    /// Day.
    pub adjudicated_on: Date,
    /// CLP02.
    pub status: &'static str,
    /// The payer's own number of the claim.
    pub payer_claim_control_number: String,
    /// Paid.
    pub paid: Money,
}

/// An attempt to send the claim, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingProof {
    /// Day.
    pub sent_on: Date,
    /// Number that was sent.
    pub patient_control_number: String,
    /// Frequency code.
    pub frequency: &'static str,
    /// Interchange control number.
    pub control_number: String,
    /// What 999 and 277CA said of it, as the claim moved.
    pub answers: Vec<DenialEvent>,
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenialEvent {
    /// Day.
    pub on: Date,
    /// Who.
    pub by: String,
    /// State after it.
    pub state: ClaimState,
    /// What happened.
    pub what: String,
}

/// The item that is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenialItem {
    /// Id.
    pub id: WorkItemId,
    /// Kind.
    pub kind: WorkKind,
    /// Why it is there, as it was stored.
    pub reason: String,
    /// Who has it.
    pub owner: Option<String>,
    /// Until when it is put aside, and why.
    pub snoozed: Option<(Date, String)>,
}

/// A write-off that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOffView {
    /// The item.
    pub id: WorkItemId,
    /// Who asked.
    pub asked_by: String,
    /// Day.
    pub asked_on: Date,
    /// Amount.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Whether the person at the desk may decide.
    pub may_decide: bool,
    /// Whether it is his own: someone else must review.
    pub is_own: bool,
}

/// A denied or rejected claim with all that is needed to decide.
#[derive(Debug, Clone)]
pub struct DenialFile {
    /// The claim as lists show it.
    pub claim: ClaimRow,
    /// Birth date.
    pub birth_date: Field<Option<Date>>,
    /// The practice's own number of the patient.
    pub account_number: Field<String>,
    /// Where it stands.
    pub standing: DenialStanding,
    /// The state of the claim.
    pub state: ClaimState,
    /// Why it stands there: the rejection's reason.
    pub state_reason: String,
    /// The item that is worked, where there is one.
    pub item: Option<DenialItem>,
    /// The payer's decision; none for a rejection.
    pub decision: Option<Decision>,
    /// What was denied.
    pub denied: Vec<DeniedLine>,
    /// What we sent beside what the payer answered.
    pub lines: Vec<ComparedLine>,
    /// Diagnoses as sent.
    pub diagnoses: Vec<String>,
    /// Prior authorisation as sent; empty is none.
    pub prior_authorization: String,
    /// Referral number as sent; empty is none.
    pub referral_number: String,
    /// Money in question.
    pub at_risk: Money,
    /// What may be written off.
    pub writable: Money,
    /// Last day to appeal, or to file a rejected claim.
    pub due_on: Option<Date>,
    /// Days left; below zero it has passed.
    pub days_left: Option<i32>,
    /// The payer that covers the rest.
    pub next_payer: Option<String>,
    /// What happened.
    pub history: Vec<DenialEvent>,
    /// What proves that it was sent.
    pub proof: Vec<SendingProof>,
    /// The six actions.
    pub offers: Vec<ActionOffer>,
    /// What to do first, then.
    pub suggested: Vec<DenialAction>,
    /// A write-off that waits.
    pub write_off: Option<WriteOffView>,
}

/// Opens a denied or rejected claim. The opening is journaled before anything is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn open_denial(desk: &Desk<'_>, place: DenialPlace) -> Result<DenialFile> {
    desk.may(Action::Work)?;
    let unit = desk.unit();
    let case = Case::load(desk, &unit, place)?;
    unit.touch(
        Collection::Claim,
        case.id.number(),
        ClassSet::of(&[Class::Coverage, Class::Clinical, Class::Financial]),
    );
    desk.commit(unit, "denial.open")?;
    show(desk, &case)
}

fn show(desk: &Desk<'_>, case: &Case) -> Result<DenialFile> {
    let unit = desk.unit();
    let account = &case.financial.account;
    let patient = read::<PatientDemographics>(desk.vault(), case.coverage.patient_id)?;
    let offers = DenialAction::ALL
        .into_iter()
        .map(|action| Ok(ActionOffer { action, block: block(&unit, case, action)? }))
        .collect::<Result<Vec<_>>>()?;
    let (due_on, history) = (due_on(case), history(desk, case));
    Ok(DenialFile {
        claim: claim_row(desk, case.id)?,
        birth_date: patient.as_ref().map(|patient| patient.birth_date),
        account_number: patient.map(|patient| patient.account_number),
        standing: standing(case),
        state: account.state,
        state_reason: account.state_reason.clone(),
        item: case.main_item().map(|(id, cell)| DenialItem {
            id: *id,
            kind: cell.item.kind,
            reason: cell.item.reason.clone(),
            owner: cell.item.owner.clone(),
            snoozed: cell.item.snooze.as_ref().map(|snooze| (snooze.until, snooze.why.clone())),
        }),
        decision: decision(&unit, case)?,
        denied: denied(desk, &case.denials),
        lines: compared(case),
        diagnoses: case.clinical.visit.diagnoses.iter().map(|diagnosis| diagnosis.code.with_point()).collect(),
        prior_authorization: case.coverage.prior_authorization.clone(),
        referral_number: case.coverage.referral_number.clone(),
        at_risk: case.at_risk(),
        writable: case.writable(),
        due_on,
        days_left: due_on.map(|due| due.days_since(desk.today())),
        next_payer: next_payer_name(&unit, case)?,
        proof: proof(&unit, case, &history)?,
        history,
        suggested: suggested(desk, case, &offers),
        offers,
        write_off: write_off(desk, case),
    })
}

// An appeal's item is due when the answer is; the deadline to appeal is that of the denial.
fn due_on(case: &Case) -> Option<Date> {
    let of = |kind| case.item(kind).and_then(|(_, cell)| cell.item.due_on);
    let rejected = if case.is_rejected() { case.financial.account.filing_limit_on } else { None };
    of(WorkKind::Denial).or(rejected).or_else(|| of(WorkKind::Appeal)).or_else(|| of(WorkKind::WriteOff))
}

fn decision(unit: &Unit<'_>, case: &Case) -> Result<Option<Decision>> {
    let Some(outcome) = case.decision() else { return Ok(None) };
    let remittance = unit.read::<RemittanceRecord>(outcome.remittance_id)?.open();
    Ok(Some(Decision {
        remittance_id: outcome.remittance_id.to_string(),
        trace: remittance.map(|record| record.trace).unwrap_or_default(),
        adjudicated_on: outcome.adjudicated_on,
        status: outcome.status.code(),
        payer_claim_control_number: outcome.payer_claim_control_number.clone(),
        paid: outcome.paid,
    }))
}

fn denied(desk: &Desk<'_>, denials: &[Denial]) -> Vec<DeniedLine> {
    let mut lines: Vec<DeniedLine> = Vec::new();
    for denial in denials {
        let reason = amount_of(desk, denial);
        match lines.iter_mut().find(|line| line.line == denial.line) {
            Some(line) => line.reasons.push(reason),
            None => lines.push(DeniedLine { line: denial.line, reasons: vec![reason] }),
        }
    }
    lines
}

fn amount_of(desk: &Desk<'_>, denial: &Denial) -> DeniedAmount {
    let codes = desk.codes();
    let carc = codes.carc(denial.carc.as_str());
    let remark = |code: &values::Rarc| CodeText {
        code: code.to_string(),
        label: codes.rarc(code.as_str()).map(|rarc| rarc.label.clone()).unwrap_or_default(),
    };
    DeniedAmount {
        group: denial.group,
        carc: CodeText {
            code: denial.carc.to_string(),
            label: carc.map(|carc| carc.label.clone()).unwrap_or_default(),
        },
        remedy: carc.map(|carc| carc.remedy),
        remarks: denial.remarks.iter().map(remark).collect(),
        amount: denial.amount,
    }
}

fn next_payer_name(unit: &Unit<'_>, case: &Case) -> Result<Option<String>> {
    let Ok(payer) = next_payer(unit, case)? else { return Ok(None) };
    Ok(unit.read::<PayerRecord>(payer)?.open().map(|payer| payer.name))
}

fn history(desk: &Desk<'_>, case: &Case) -> Vec<DenialEvent> {
    let zone = &desk.practice().time_zone;
    let event = |event: &claims::HistoryEvent| DenialEvent {
        on: event.at.date_in(zone),
        by: event.by.clone(),
        state: event.state,
        what: event.what.clone(),
    };
    case.financial.account.history.iter().map(event).collect()
}

fn proof(unit: &Unit<'_>, case: &Case, history: &[DenialEvent]) -> Result<Vec<SendingProof>> {
    let mut proofs = Vec::new();
    let submissions = &case.financial.account.submissions;
    for (at, submission) in submissions.iter().enumerate() {
        let batch = unit.read::<BatchRecord>(submission.batch_id)?.open();
        let until = submissions.get(at + 1).map(|next| next.sent_on);
        let of_it = |event: &&DenialEvent| {
            let answered = event.state.is_rejected() || ACCEPTED.contains(&event.state);
            answered && event.on >= submission.sent_on && until.is_none_or(|until| event.on < until)
        };
        proofs.push(SendingProof {
            sent_on: submission.sent_on,
            patient_control_number: submission.patient_control_number.to_string(),
            frequency: submission.frequency.code(),
            control_number: batch.map(|batch| format!("{:09}", batch.control_number)).unwrap_or_default(),
            answers: history.iter().filter(of_it).cloned().collect(),
        });
    }
    Ok(proofs)
}

/// The states that prove that somebody took the claim.
const ACCEPTED: [ClaimState; 3] =
    [ClaimState::FileAccepted, ClaimState::ClearinghouseAccepted, ClaimState::PayerAccepted];

fn write_off(desk: &Desk<'_>, case: &Case) -> Option<WriteOffView> {
    let (id, cell) = case.item(WorkKind::WriteOff)?;
    let request = cell.request.as_ref()?;
    let is_own = request.asked_by == desk.user_name();
    Some(WriteOffView {
        id: *id,
        asked_by: request.asked_by.clone(),
        asked_on: request.asked_on,
        amount: cell.item.amount,
        reason: cell.item.reason.clone(),
        may_decide: !is_own && desk.may(Action::ApproveWriteOff).is_ok(),
        is_own,
    })
}
