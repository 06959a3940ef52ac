//! The denial workbench.

use crate::worklist::twins;
use crate::{BirthView, Cents, ClaimStateView, DeadlineView, Field, FieldProblemView, NameView, WorkKindName};
use billing::{ActionBlock, DenialAction, DenialStanding};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use values::{AdjustmentGroup, Date};

twins! {
    /// What may be done, in the order of the keys 1 to 6.
    DenialActionName = DenialAction {
        /// Begin a new version.
        Correct,
        /// Ask the payer to decide anew.
        Appeal,
        /// Bill the next payer.
        NextPayer,
        /// Ask the patient.
        Patient,
        /// Ask a second person to write it off.
        WriteOff,
        /// Look again on a day.
        Wait,
    }
    /// Why an action is not possible now.
    ActionBlockName = ActionBlock {
        /// Never adjudicated.
        NeverAdjudicated,
        /// A new version was begun.
        CorrectionBegun,
        /// The claim is with the payer.
        WithPayer,
        /// No remittance has told the payer's claim number.
        NoPayerNumber,
        /// Nothing is denied any more.
        NothingDenied,
        /// No policy of the next sequence is on file.
        NoNextPayer,
        /// The next payer was billed already.
        NextPayerBilled,
        /// The payer itself sent it on.
        Forwarded,
        /// The group code forbids it.
        GroupForbids,
        /// A write-off waits for a second person.
        WriteOffAsked,
        /// Nothing is open.
        NothingOpen,
    }
    /// Where a case stands.
    DenialStandingName = DenialStanding {
        /// Adjudicated and denied.
        Denied,
        /// Never adjudicated.
        Rejected,
        /// Appealed.
        Appealed,
        /// A write-off waits for a second person.
        WriteOffAsked,
        /// A new version was begun or sent.
        Corrected,
        /// Nothing is denied any more.
        Settled,
    }
}

/// Who bears an adjustment, as the payer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub enum GroupCode {
    /// Contractual obligation.
    #[serde(rename = "CO")]
    Contractual,
    /// Patient responsibility.
    #[serde(rename = "PR")]
    Patient,
    /// Other adjustment.
    #[serde(rename = "OA")]
    Other,
    /// Payer initiated reduction.
    #[serde(rename = "PI")]
    Payer,
    /// Correction.
    #[serde(rename = "CR")]
    Correction,
}

impl From<AdjustmentGroup> for GroupCode {
    fn from(group: AdjustmentGroup) -> Self {
        match group {
            AdjustmentGroup::ContractualObligation => GroupCode::Contractual,
            AdjustmentGroup::PatientResponsibility => GroupCode::Patient,
            AdjustmentGroup::OtherAdjustment => GroupCode::Other,
            AdjustmentGroup::PayerInitiated => GroupCode::Payer,
            AdjustmentGroup::Correction => GroupCode::Correction,
        }
    }
}

twins! {
    /// What a reason code asks for: what a person does first.
    RemedyName = codes::Remedy {
        /// The patient's share.
        Patient,
        /// The contract's write-off.
        Contractual,
        /// The claim is to be corrected.
        Correct,
        /// Documents are wanted.
        Records,
        /// To be appealed.
        Appeal,
        /// An authorization is missing.
        Authorization,
        /// Filed late.
        TimelyFiling,
        /// Sent twice.
        Duplicate,
        /// Part of another service.
        Bundling,
        /// The benefit is used up.
        BenefitLimit,
        /// Not covered.
        Noncovered,
        /// Another payer is meant.
        OtherPayer,
        /// The coverage was not in force.
        Eligibility,
        /// The payer's file of the provider.
        ProviderFile,
        /// The patient is to answer.
        PatientInfo,
        /// The patient paid too much.
        PatientRefund,
        /// Sent on to the next payer.
        Forwarded,
        /// Pended.
        Wait,
        /// A rule of the state.
        PropertyCasualty,
        /// Nothing to do.
        Informational,
        /// The payer's notes tell.
        ReadPayer,
    }
}

/// Opens a denied or rejected claim. Journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenDenialRequest {
    /// The work item or the claim.
    pub id: String,
}

/// A code with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodeTextView {
    /// The code.
    pub code: String,
    /// Our own wording, in English; empty for an unknown code.
    pub label: String,
}

impl From<billing::CodeText> for CodeTextView {
    fn from(text: billing::CodeText) -> Self {
        CodeTextView { code: text.code, label: text.label }
    }
}

/// One reason for which money was denied.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeniedAmountView {
    /// Who bears it.
    pub group: GroupCode,
    /// Reason code.
    pub carc: CodeTextView,
    /// What a person does first; `null` for an unknown code.
    pub remedy: Option<RemedyName>,
    /// Remark codes.
    pub remarks: Vec<CodeTextView>,
    /// The amount.
    pub amount_cents: Cents,
}

/// A denied line with its reasons.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeniedLineView {
    /// Our number; `null` for the claim as a whole.
    pub line: Option<u16>,
    /// Reasons.
    pub reasons: Vec<DeniedAmountView>,
}

/// The payer's decision.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionView {
    /// The remittance.
    pub remittance_id: String,
    /// Its trace.
    pub trace: String,
    /// Day.
    pub adjudicated_on: String,
    /// The payer's own number of the claim.
    pub payer_claim_control_number: String,
    /// Paid.
    pub paid_cents: Cents,
}

/// A line as one side says it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaidLineView {
    /// Procedure with its modifiers.
    pub procedure: String,
    /// Units; empty where the payer told none.
    pub units: String,
    /// Charge.
    pub charge_cents: Cents,
}

impl From<billing::SaidLine> for SaidLineView {
    fn from(line: billing::SaidLine) -> Self {
        let codes: Vec<String> = std::iter::once(line.procedure).chain(line.modifiers).collect();
        SaidLineView {
            procedure: codes.join(" "),
            units: line.units.unwrap_or_default(),
            charge_cents: line.charge.into(),
        }
    }
}

/// A line as we sent it beside the payer's answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedLineView {
    /// Our number; `null` for what the payer answered about no line of ours.
    pub line: Option<u16>,
    /// First day of service.
    pub date_of_service: Option<String>,
    /// What we sent.
    pub sent: Option<SaidLineView>,
    /// What the payer answered.
    pub answered: Option<SaidLineView>,
    /// Allowed.
    pub allowed_cents: Option<Cents>,
    /// Group CO.
    pub contractual_cents: Cents,
    /// Group PR.
    pub patient_cents: Cents,
    /// Group OA.
    pub other_cents: Cents,
    /// Group PI.
    pub payer_cents: Cents,
    /// Paid.
    pub paid_cents: Cents,
    /// Whether the payer read it otherwise.
    pub differs: bool,
    /// Whether it stands denied.
    pub is_denied: bool,
}

impl From<billing::ComparedLine> for ComparedLineView {
    fn from(line: billing::ComparedLine) -> Self {
        let [contractual, patient, other, payer] = line.adjusted.map(Cents::from);
        ComparedLineView {
            line: line.line,
            date_of_service: line.service_on.map(|day| day.to_string()),
            sent: line.sent.map(SaidLineView::from),
            answered: line.answered.map(SaidLineView::from),
            allowed_cents: line.allowed.map(Cents::from),
            contractual_cents: contractual,
            patient_cents: patient,
            other_cents: other,
            payer_cents: payer,
            paid_cents: line.paid.into(),
            differs: line.differs,
            is_denied: line.is_denied,
        }
    }
}

/// A step on the way.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DenialEventView {
    /// Day.
    pub on: String,
    /// Who.
    pub by: String,
    /// State after it.
    pub state: ClaimStateView,
    /// What happened, as it was noted.
    pub what: String,
}

impl From<billing::DenialEvent> for DenialEventView {
    fn from(event: billing::DenialEvent) -> Self {
        DenialEventView { on: event.on.to_string(), by: event.by, state: event.state.into(), what: event.what }
    }
}

/// An attempt to send the claim, with what proves it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SendingProofView {
    /// Day.
    pub sent_on: String,
    /// Number that was sent.
    pub patient_control_number: String,
    /// Frequency code.
    pub frequency: String,
    /// Interchange control number.
    pub control_number: String,
    /// What acknowledgments said of it.
    pub answers: Vec<DenialEventView>,
}

/// One action as it stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActionOfferView {
    /// Which.
    pub action: DenialActionName,
    /// Why not, where it is not possible.
    pub block: Option<ActionBlockName>,
}

/// A write-off that was asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WriteOffRequestView {
    /// What names it in requests.
    pub row_id: String,
    /// Who asked.
    pub asked_by: String,
    /// Day.
    pub asked_on: String,
    /// Amount.
    pub amount_cents: Cents,
    /// Why.
    pub reason: String,
    /// Whether the person may decide.
    pub may_decide: bool,
    /// Whether it is the person's own.
    pub is_own: bool,
}

/// A denied or rejected claim with all that is needed to decide.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DenialView {
    /// The claim.
    pub claim_id: String,
    /// Number of the claim.
    pub patient_control_number: Field<String>,
    /// Its patient.
    pub patient_id: Field<String>,
    /// Name.
    pub patient_name: Field<NameView>,
    /// Birth date and age.
    pub birth: Field<BirthView>,
    /// The practice's own number.
    pub account_number: Field<String>,
    /// Payer.
    pub payer_name: Field<String>,
    /// Where it stands.
    pub standing: DenialStandingName,
    /// The state of the claim.
    pub state: ClaimStateView,
    /// Why it stands there.
    pub state_reason: String,
    /// The kind of the item that is worked.
    pub item_kind: Option<WorkKindName>,
    /// Who has it.
    pub owner: Option<String>,
    /// Until when it is put aside.
    pub snoozed_until: Option<String>,
    /// Why it is put aside, or what was appealed.
    pub item_note: String,
    /// The payer's decision; `null` for a rejection.
    pub decision: Option<DecisionView>,
    /// What was denied.
    pub denied: Vec<DeniedLineView>,
    /// What we sent beside what the payer answered.
    pub lines: Vec<ComparedLineView>,
    /// Diagnoses as sent.
    pub diagnoses: Vec<String>,
    /// Prior authorisation as sent; empty is none.
    pub prior_authorization: String,
    /// Referral number as sent; empty is none.
    pub referral_number: String,
    /// Money in question.
    pub at_risk_cents: Cents,
    /// The amount that a write-off would take, as the field begins with.
    pub write_off_amount: String,
    /// Last day to appeal, or to file a rejected claim.
    pub deadline: Option<DeadlineView>,
    /// The payer that covers the rest.
    pub next_payer: Option<String>,
    /// What happened.
    pub history: Vec<DenialEventView>,
    /// What proves that it was sent.
    pub proof: Vec<SendingProofView>,
    /// The six actions.
    pub offers: Vec<ActionOfferView>,
    /// What to do first, then.
    pub suggested: Vec<DenialActionName>,
    /// A write-off that waits.
    pub write_off: Option<WriteOffRequestView>,
}

/// A denial as it looks today.
#[must_use]
pub fn denial_view(file: billing::DenialFile, today: Date) -> DenialView {
    let item = file.item;
    let note = item.as_ref().map(|item| match (&item.snoozed, item.kind) {
        (_, work::WorkKind::Appeal) => item.reason.clone(),
        (Some((_, why)), _) => why.clone(),
        (None, _) => String::new(),
    });
    DenialView {
        claim_id: file.claim.claim_id,
        patient_control_number: file.claim.patient_control_number.into(),
        patient_id: file.claim.patient_id.into(),
        patient_name: Field::from(file.claim.patient_name).map(|name| NameView::of_display(&name)),
        birth: birth(file.birth_date, today),
        account_number: file.account_number.into(),
        payer_name: file.claim.payer.into(),
        standing: file.standing.into(),
        state: file.state.into(),
        state_reason: file.state_reason,
        item_kind: item.as_ref().map(|item| item.kind.into()),
        owner: item.as_ref().and_then(|item| item.owner.clone()),
        snoozed_until: item.as_ref().and_then(|item| item.snoozed.as_ref()).map(|(until, _)| until.to_string()),
        item_note: note.unwrap_or_default(),
        decision: file.decision.map(decision),
        denied: file.denied.into_iter().map(denied_line).collect(),
        lines: file.lines.into_iter().map(ComparedLineView::from).collect(),
        diagnoses: file.diagnoses,
        prior_authorization: file.prior_authorization,
        referral_number: file.referral_number,
        at_risk_cents: file.at_risk.into(),
        write_off_amount: file.at_risk.min(file.writable).to_string(),
        deadline: file.due_on.zip(file.days_left).map(|(due_on, left)| {
            let percent = u8::try_from(left.clamp(0, 90) * 100 / 90).unwrap_or_default();
            DeadlineView::of(due_on, left, percent)
        }),
        next_payer: file.next_payer,
        history: file.history.into_iter().map(DenialEventView::from).collect(),
        proof: file.proof.into_iter().map(proof).collect(),
        offers: file
            .offers
            .into_iter()
            .map(|offer| ActionOfferView { action: offer.action.into(), block: offer.block.map(ActionBlockName::from) })
            .collect(),
        suggested: file.suggested.into_iter().map(DenialActionName::from).collect(),
        write_off: file.write_off.map(write_off),
    }
}

fn birth(day: records::Field<Option<Date>>, today: Date) -> Field<BirthView> {
    match day {
        records::Field::Open(Some(day)) => Field::Open(BirthView {
            date: day.to_string(),
            age_years: u32::try_from(today.years_since(day)).unwrap_or_default(),
        }),
        records::Field::Open(None) | records::Field::Absent => Field::Absent,
        records::Field::Sealed(class) => Field::sealed(class.into()),
    }
}

fn decision(decision: billing::Decision) -> DecisionView {
    DecisionView {
        remittance_id: decision.remittance_id,
        trace: decision.trace,
        adjudicated_on: decision.adjudicated_on.to_string(),
        payer_claim_control_number: decision.payer_claim_control_number,
        paid_cents: decision.paid.into(),
    }
}

fn denied_line(line: billing::DeniedLine) -> DeniedLineView {
    let reason = |reason: billing::DeniedAmount| DeniedAmountView {
        group: reason.group.into(),
        carc: reason.carc.into(),
        remedy: reason.remedy.map(RemedyName::from),
        remarks: reason.remarks.into_iter().map(CodeTextView::from).collect(),
        amount_cents: reason.amount.into(),
    };
    DeniedLineView { line: line.line, reasons: line.reasons.into_iter().map(reason).collect() }
}

fn proof(proof: billing::SendingProof) -> SendingProofView {
    SendingProofView {
        sent_on: proof.sent_on.to_string(),
        patient_control_number: proof.patient_control_number,
        frequency: proof.frequency.to_owned(),
        control_number: proof.control_number,
        answers: proof.answers.into_iter().map(DenialEventView::from).collect(),
    }
}

fn write_off(request: billing::WriteOffView) -> WriteOffRequestView {
    WriteOffRequestView {
        row_id: request.id.to_string(),
        asked_by: request.asked_by,
        asked_on: request.asked_on.to_string(),
        amount_cents: request.amount.into(),
        reason: request.reason,
        may_decide: request.may_decide,
        is_own: request.is_own,
    }
}

/// Does one of the six things with a denial.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ActOnDenialRequest {
    /// The work item or the claim.
    pub id: String,
    /// What to do, with its fields as typed.
    pub act: DenialActRequest,
}

/// One of the six things with its fields as typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum DenialActRequest {
    /// Begin a new version.
    Correct,
    /// Note the appeal.
    Appeal {
        /// The day by which the payer should answer.
        answer_by: String,
        /// What was sent, and how.
        note: String,
    },
    /// Bill the next payer.
    NextPayer,
    /// Give it to the patient.
    Patient,
    /// Ask that it be written off.
    WriteOff {
        /// Amount.
        amount: String,
        /// Why.
        why: String,
    },
    /// Look again on a day.
    Wait {
        /// The day.
        until: String,
        /// Why.
        why: String,
    },
}

/// What became of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ActedView {
    /// It is done.
    Done {
        /// The claim to go on with.
        claim_id: String,
        /// What takes it back, where it may be.
        undo_row_id: Option<String>,
    },
    /// A field must be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
    /// It is not possible.
    Blocked {
        /// Why.
        block: ActionBlockName,
    },
}

impl From<billing::Acted> for ActedView {
    fn from(acted: billing::Acted) -> Self {
        match acted {
            billing::Acted::Done { claim, undo } => {
                ActedView::Done { claim_id: claim.to_string(), undo_row_id: undo.map(|id| id.to_string()) }
            }
            billing::Acted::Refused(problems) => {
                ActedView::Refused { problems: problems.into_iter().map(FieldProblemView::from).collect() }
            }
            billing::Acted::Blocked(block) => ActedView::Blocked { block: block.into() },
        }
    }
}

/// Approves or returns a write-off that somebody else asked for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecideWriteOffRequest {
    /// The request.
    pub row_id: String,
    /// Why it is returned; `null` approves it.
    pub return_why: Option<String>,
}

/// What became of the decision.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum DecidedView {
    /// It is decided.
    Done {
        /// The claim.
        claim_id: String,
    },
    /// Someone else must review.
    OwnRequest,
    /// It does not stand any more.
    Lapsed,
    /// A field must be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

impl From<billing::Decided> for DecidedView {
    fn from(decided: billing::Decided) -> Self {
        match decided {
            billing::Decided::Done { claim } => DecidedView::Done { claim_id: claim.to_string() },
            billing::Decided::OwnRequest => DecidedView::OwnRequest,
            billing::Decided::Lapsed => DecidedView::Lapsed,
            billing::Decided::Refused(problems) => {
                DecidedView::Refused { problems: problems.into_iter().map(FieldProblemView::from).collect() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_codes_cross_as_payers_write_them() {
        for group in AdjustmentGroup::ALL {
            assert_eq!(serde_json::to_value(GroupCode::from(*group)).unwrap(), group.code());
        }
    }

    #[test]
    fn an_act_says_its_action_and_its_fields() {
        let text = r#"{"id": "clm-1", "act": {"action": "wait", "until": "t+7", "why": "called"}}"#;
        let request: ActOnDenialRequest = serde_json::from_str(text).unwrap();
        assert!(matches!(request.act, DenialActRequest::Wait { until, why } if until == "t+7" && why == "called"));
    }
}
