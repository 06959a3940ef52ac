//! Which of the six actions a case allows, why not the others, and which comes first.

use super::case::Case;
use crate::claim::choose_coverage;
use crate::desk::Desk;
use crate::error::Result;
use claims::ClaimState;
use records::Unit;
use remittance::{Action as Step, ReasonClass};
use values::{Money, PayerId};
use work::WorkKind;

/// What may be done, in the order of the keys 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DenialAction {
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

impl DenialAction {
    /// Every action.
    pub const ALL: [DenialAction; 6] = [
        DenialAction::Correct,
        DenialAction::Appeal,
        DenialAction::NextPayer,
        DenialAction::Patient,
        DenialAction::WriteOff,
        DenialAction::Wait,
    ];
}

/// Why an action is not possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionBlock {
    /// Never adjudicated: there is nothing to appeal, and nothing that another payer or the patient owes.
    NeverAdjudicated,
    /// A new version was begun: it is in the claim editor.
    CorrectionBegun,
    /// The claim is with the payer.
    WithPayer,
    /// No remittance has told the payer's claim number, which a replacement must quote.
    NoPayerNumber,
    /// Nothing is denied any more.
    NothingDenied,
    /// No policy of the next sequence is on file.
    NoNextPayer,
    /// The next payer was billed already.
    NextPayerBilled,
    /// The payer itself sent it on.
    Forwarded,
    /// The group code forbids it: the practice may not bill this to the patient.
    GroupForbids,
    /// A write-off waits for a second person.
    WriteOffAsked,
    /// Nothing is open.
    NothingOpen,
}

/// One action as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionOffer {
    /// Which.
    pub action: DenialAction,
    /// Why not, where it is not possible.
    pub block: Option<ActionBlock>,
}

/// Where a case stands, for the words above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DenialStanding {
    /// Adjudicated and denied.
    Denied,
    /// Never adjudicated.
    Rejected,
    /// Appealed: the payer's answer is due.
    Appealed,
    /// A write-off waits for a second person.
    WriteOffAsked,
    /// A new version was begun or sent.
    Corrected,
    /// Nothing is denied any more.
    Settled,
}

pub(super) fn standing(case: &Case) -> DenialStanding {
    let state = case.financial.account.state;
    if state == ClaimState::WriteOffPending {
        DenialStanding::WriteOffAsked
    } else if state.is_rejected() {
        DenialStanding::Rejected
    } else if !state.is_adjudicated() {
        DenialStanding::Corrected
    } else if case.at_risk() <= Money::ZERO || state == ClaimState::PatientBalance {
        DenialStanding::Settled
    } else if case.item(WorkKind::Appeal).is_some() {
        DenialStanding::Appealed
    } else {
        DenialStanding::Denied
    }
}

/// Whether an action is possible, by state, money and the payer's codes.
///
/// # Errors
/// What the store refuses.
pub(super) fn block(unit: &Unit<'_>, case: &Case, action: DenialAction) -> Result<Option<ActionBlock>> {
    Ok(match (standing(case), action) {
        (DenialStanding::WriteOffAsked, _) => Some(ActionBlock::WriteOffAsked),
        (DenialStanding::Corrected, _) if case.financial.account.state.is_before_sending() => {
            Some(ActionBlock::CorrectionBegun)
        }
        (DenialStanding::Corrected, _) => Some(ActionBlock::WithPayer),
        (DenialStanding::Rejected, DenialAction::Appeal | DenialAction::NextPayer | DenialAction::Patient) => {
            Some(ActionBlock::NeverAdjudicated)
        }
        (_, DenialAction::Correct) => {
            let replaces = case.financial.account.newest_payer_claim_control_number().is_some();
            (!case.is_rejected() && !replaces).then_some(ActionBlock::NoPayerNumber)
        }
        (_, DenialAction::NextPayer) => next_payer(unit, case)?.err(),
        (_, DenialAction::WriteOff) => (case.writable() <= Money::ZERO).then_some(ActionBlock::NothingOpen),
        (DenialStanding::Settled, DenialAction::Appeal | DenialAction::Patient | DenialAction::Wait) => {
            Some(ActionBlock::NothingDenied)
        }
        (_, DenialAction::Patient) => {
            let allowed = case.is_patients_already() || !case.billable_to_patient().is_empty();
            (!allowed).then_some(ActionBlock::GroupForbids)
        }
        (_, DenialAction::Appeal | DenialAction::Wait) => None,
    })
}

/// The payer after the claim's own.
///
/// # Errors
/// What the store refuses.
pub(super) fn next_payer(unit: &Unit<'_>, case: &Case) -> Result<std::result::Result<PayerId, ActionBlock>> {
    let account = &case.financial.account;
    if account.next_claim.is_some() {
        return Ok(Err(ActionBlock::NextPayerBilled));
    }
    if account.state == ClaimState::ForwardedCrossover {
        return Ok(Err(ActionBlock::Forwarded));
    }
    let Some(sequence) = case.coverage.sequence.next() else { return Ok(Err(ActionBlock::NoNextPayer)) };
    let day = case.clinical.visit.date_of_service();
    let chosen = choose_coverage(unit, case.coverage.patient_id, sequence, day)?;
    Ok(chosen.map(|(_, payer, _)| payer).ok_or(ActionBlock::NoNextPayer))
}

/// What to do first and then: by the reason code, of what is possible.
pub(super) fn suggested(desk: &Desk<'_>, case: &Case, offers: &[ActionOffer]) -> Vec<DenialAction> {
    let due = case.main_item().and_then(|(_, cell)| cell.item.due_on);
    let passed = due.is_some_and(|due| due < desk.today());
    let wanted = if case.is_rejected() {
        vec![DenialAction::Correct]
    } else {
        wanted(case.denials.first().and_then(|denial| denial.reason), passed)
    };
    let possible = |action: &DenialAction| offers.iter().any(|offer| offer.action == *action && offer.block.is_none());
    wanted.into_iter().filter(possible).take(2).collect()
}

fn wanted(reason: Option<ReasonClass>, deadline_passed: bool) -> Vec<DenialAction> {
    use DenialAction as A;
    let Some(ReasonClass::Actionable(step)) = reason else { return vec![A::Appeal, A::Wait] };
    match step {
        Step::Correct | Step::Bundling | Step::ProviderFile => vec![A::Correct, A::Appeal, A::WriteOff],
        Step::Eligibility | Step::OtherPayer | Step::BenefitLimit => vec![A::NextPayer, A::Patient, A::Correct],
        Step::Noncovered => vec![A::Patient, A::Appeal, A::WriteOff],
        Step::Duplicate | Step::PatientInfo | Step::PatientRefund => vec![A::Wait, A::Correct],
        Step::Records
        | Step::Appeal
        | Step::Authorization
        | Step::TimelyFiling
        | Step::PropertyCasualty
        | Step::ReadPayer
            if deadline_passed =>
        {
            vec![A::WriteOff, A::Correct]
        }
        Step::Authorization => vec![A::Appeal, A::Correct],
        Step::TimelyFiling => vec![A::Appeal, A::WriteOff],
        Step::Records | Step::Appeal | Step::PropertyCasualty | Step::ReadPayer => vec![A::Appeal, A::Correct],
    }
}
