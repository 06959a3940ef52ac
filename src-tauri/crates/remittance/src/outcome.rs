//! A claim payment as the claim's account keeps it.

use crate::net::Net;
use crate::reasons::needs_work;
use crate::{ClaimOnFile, ClaimPayment, Context, LinePayment, ReasonRules, Treatment};
use claims::{Adjustment, ClaimOutcome, LineOutcome};
use std::collections::BTreeSet;
use values::{AdjustmentGroup, Carc, ClaimPaymentStatus, Money};

/// The outcome of a claim payment whose lines were matched.
pub(crate) fn outcome_of(claim: &ClaimPayment, lines: &[Option<u16>], context: &Context<'_>) -> ClaimOutcome {
    let line_of = |(payment, line): (&LinePayment, &Option<u16>)| line_outcome(claim, payment, *line, context);
    let outcome = ClaimOutcome {
        remittance_id: context.remittance_id,
        status: claim.status,
        payer_claim_control_number: claim.payer_claim_control_number.clone(),
        adjudicated_on: context.adjudicated_on,
        posted_on: context.posted_on,
        charge: claim.charge,
        paid: claim.paid,
        adjustments: claim.adjustments.clone(),
        lines: claim.lines.iter().zip(lines).map(line_of).collect(),
        interest: claim.interest,
        forwarded_to: claim.forwarded_to.clone(),
        state_before: context.state,
        is_undone: false,
    };
    mirrored(outcome, context)
}

fn line_outcome(claim: &ClaimPayment, payment: &LinePayment, line: Option<u16>, context: &Context<'_>) -> LineOutcome {
    let amounts = payment.adjustments.iter().map(|adjustment| (&adjustment.carc, adjustment.amount));
    let decided = claim.status != ClaimPaymentStatus::Reversal && payment.charge > Money::ZERO;
    LineOutcome {
        line,
        procedure: payment.adjudicated.code.clone(),
        modifiers: payment.adjudicated.modifiers.clone(),
        charge: payment.charge,
        paid: payment.paid,
        units: payment.units,
        allowed: payment.allowed,
        adjustments: payment.adjustments.clone(),
        remarks: payment.remarks.clone(),
        is_denied: decided && is_denied(payment.paid, amounts, context.reasons),
    }
}

/// Whether nothing was paid and more of the charge went to reasons that someone must work on than to the patient or to
/// waiting. What the contract closes and what settles itself decides nothing.
pub(crate) fn is_denied<'a>(
    paid: Money,
    adjustments: impl Iterator<Item = (&'a Carc, Money)>,
    reasons: &dyn ReasonRules,
) -> bool {
    let (mut to_work_on, mut to_others) = (Money::ZERO, Money::ZERO);
    for (carc, amount) in adjustments {
        match reasons.remedy_of(carc) {
            _ if needs_work(carc, reasons) => to_work_on += amount,
            Some(crate::ReasonClass::Contractual | crate::ReasonClass::Informational) => {}
            Some(_) | None => to_others += amount,
        }
    }
    paid.is_zero() && to_work_on > Money::ZERO && to_work_on > to_others
}

// A reversal that names no lines takes back the very outcome that it negates, with its lines.
fn mirrored(outcome: ClaimOutcome, context: &Context<'_>) -> ClaimOutcome {
    if outcome.status != ClaimPaymentStatus::Reversal || !outcome.lines.is_empty() {
        return outcome;
    }
    let patient = |of: &ClaimOutcome| -> Money {
        let mine = |adjustment: &&Adjustment| adjustment.group == AdjustmentGroup::PatientResponsibility;
        of.every_adjustment().filter(mine).map(|adjustment| adjustment.amount).sum()
    };
    let negates = |earlier: &&ClaimOutcome| {
        earlier.charge == -outcome.charge && earlier.paid == -outcome.paid && patient(earlier) == -patient(&outcome)
    };
    let Some(original) = context.standing().rev().find(negates) else { return outcome };
    ClaimOutcome {
        adjustments: negated(&original.adjustments),
        lines: original.lines.iter().map(negated_line).collect(),
        ..outcome
    }
}

fn negated(adjustments: &[Adjustment]) -> Vec<Adjustment> {
    adjustments.iter().map(|adjustment| Adjustment { amount: -adjustment.amount, ..adjustment.clone() }).collect()
}

fn negated_line(line: &LineOutcome) -> LineOutcome {
    LineOutcome {
        charge: -line.charge,
        paid: -line.paid,
        adjustments: negated(&line.adjustments),
        is_denied: false,
        ..line.clone()
    }
}

/// What a new decision takes the place of, as an outcome of its own that takes the adjustments back and no payment.
///
/// Payers decide a corrected claim, or one that they denied, anew without a reversal. A line then stands with more charge
/// than was billed; the earlier adjustments end, the payments add up.
pub(crate) fn superseded(standing: &Net, outcome: &ClaimOutcome, on_file: &ClaimOnFile) -> Option<ClaimOutcome> {
    if outcome.status == ClaimPaymentStatus::Reversal {
        return None;
    }
    let keys = superseded_lines(standing, outcome, on_file);
    let lines: Vec<LineOutcome> = keys.into_iter().filter_map(|key| taken_back(standing, key)).collect();
    let charge: Money = lines.iter().map(|line| line.charge).sum();
    (!lines.is_empty()).then(|| ClaimOutcome {
        status: ClaimPaymentStatus::Reversal,
        // No number of its own: the newest number stays that of a real decision.
        payer_claim_control_number: String::new(),
        charge,
        paid: Money::ZERO,
        adjustments: Vec::new(),
        lines,
        interest: Money::ZERO,
        forwarded_to: String::new(),
        ..outcome.clone()
    })
}

fn superseded_lines(standing: &Net, outcome: &ClaimOutcome, on_file: &ClaimOnFile) -> BTreeSet<Option<u16>> {
    let fresh = Net::of([outcome]);
    let overfull = standing.charge() + fresh.charge() > on_file.charge;
    let billed = |key: Option<u16>| on_file.lines.iter().find(|line| Some(line.number) == key).map(|line| line.charge);
    let is_replaced = |key: &Option<u16>| {
        let (old, new) = (standing.line(*key).charge, fresh.line(*key).charge);
        let is_overfull = billed(*key).map_or(overfull, |billed| old + new > billed);
        fresh.lines.contains_key(key) && !old.is_zero() && is_overfull
    };
    let mut keys: BTreeSet<Option<u16>> = standing.lines.keys().copied().filter(is_replaced).collect();
    // Decided as a whole before and by lines now, or the other way round.
    if overfull && outcome.lines.is_empty() {
        keys.extend(standing.lines.keys().copied());
    } else if overfull || !keys.is_empty() {
        keys.extend(standing.lines.contains_key(&None).then_some(None));
    }
    keys
}

fn taken_back(standing: &Net, key: Option<u16>) -> Option<LineOutcome> {
    let net = standing.line(key);
    let back = |((group, carc), amount): (&(AdjustmentGroup, Carc), &Money)| Adjustment {
        group: *group,
        carc: carc.clone(),
        amount: -*amount,
        quantity: None,
    };
    let adjustments: Vec<Adjustment> = net.adjustments.iter().map(back).collect();
    (!adjustments.is_empty()).then(|| LineOutcome {
        line: key,
        procedure: None,
        modifiers: Vec::new(),
        charge: adjustments.iter().map(|adjustment| adjustment.amount).sum(),
        paid: Money::ZERO,
        units: None,
        allowed: None,
        adjustments,
        remarks: Vec::new(),
        is_denied: false,
    })
}

/// The codes of an outcome that the table does not know.
pub(crate) fn unknown_codes(outcome: &ClaimOutcome, reasons: &dyn ReasonRules) -> BTreeSet<Carc> {
    let unknown = |adjustment: &&Adjustment| reasons.remedy_of(&adjustment.carc).is_none();
    outcome.every_adjustment().filter(unknown).map(|adjustment| adjustment.carc.clone()).collect()
}

/// Treatment sums of a line.
pub(crate) fn treated(net: &crate::net::LineNet, treatment: Treatment, reasons: &dyn ReasonRules) -> Money {
    let of_it =
        |((group, carc), _): &(&(AdjustmentGroup, Carc), &Money)| Treatment::of(*group, carc, reasons) == treatment;
    net.adjustments.iter().filter(of_it).map(|(_, amount)| *amount).sum()
}
