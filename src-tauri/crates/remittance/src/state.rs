//! Where a claim stands after a decision (product.md "Claim life cycle").

use crate::net::{LineNet, Net};
use crate::outcome::{is_denied, treated};
use crate::reasons::needs_work;
use crate::{ReasonRules, Treatment};
use claims::{ClaimOutcome, ClaimState};
use ledger::ClaimBalance;
use values::{Carc, ClaimPaymentStatus, Money};

/// The lines that stand denied; `None` is a claim that was decided as a whole.
pub(crate) fn denied_lines(net: &Net, reasons: &dyn ReasonRules) -> Vec<Option<u16>> {
    let denied = |line: &LineNet| line.charge > Money::ZERO && is_denied(line.paid, amounts(line), reasons);
    net.lines.iter().filter(|(_, line)| denied(line)).map(|(key, _)| *key).collect()
}

fn amounts(line: &LineNet) -> impl Iterator<Item = (&Carc, Money)> {
    line.adjustments.iter().map(|((_, carc), amount)| (carc, *amount))
}

/// The state that the standing outcomes, newest last, and the balance after them come to.
pub(crate) fn judge<'a>(
    outcomes: impl DoubleEndedIterator<Item = &'a ClaimOutcome>,
    net: &Net,
    balance: &ClaimBalance,
    reasons: &dyn ReasonRules,
) -> ClaimState {
    let decision = outcomes.rev().find(|outcome| outcome.status != ClaimPaymentStatus::Reversal);
    // A claim that was reversed and not decided anew; one that was forwarded without any amount is not.
    let is_forwarded = decision.is_some_and(|outcome| outcome.status.is_forwarded());
    if net.is_zero() && !decision.is_some_and(|outcome| outcome.charge.is_zero()) {
        return ClaimState::Reversed;
    }
    if is_forwarded {
        return ClaimState::ForwardedCrossover;
    }
    let open = balance.open();
    if all_denied(net, reasons) && open.insurance <= Money::ZERO {
        ClaimState::Denied
    } else if is_pended(net, reasons) {
        ClaimState::Pended
    } else if open.denied > Money::ZERO || open.insurance > Money::ZERO || !denied_lines(net, reasons).is_empty() {
        ClaimState::PartiallyPaid
    } else if open.patient > Money::ZERO {
        ClaimState::PatientResponsibility
    } else {
        ClaimState::Paid
    }
}

fn all_denied(net: &Net, reasons: &dyn ReasonRules) -> bool {
    let charged = net.lines.values().filter(|line| line.charge > Money::ZERO).count();
    if charged > 0 && denied_lines(net, reasons).len() == charged && net.paid().is_zero() {
        return true;
    }
    // Denied at claim level although its lines were allowed.
    let whole = net.line(None);
    let by_claim = amounts(&whole).any(|(carc, amount)| amount > Money::ZERO && needs_work(carc, reasons));
    by_claim && is_denied(net.paid(), net.lines.values().flat_map(amounts), reasons)
}

// Nothing was decided yet: all of it waits at the payer.
fn is_pended(net: &Net, reasons: &dyn ReasonRules) -> bool {
    let waits = |line: &LineNet| {
        let pended = |(carc, _): (&Carc, Money)| reasons.remedy_of(carc) == Some(crate::ReasonClass::Wait);
        line.charge.is_zero()
            || (treated(line, Treatment::Waiting, reasons) == line.charge && amounts(line).all(pended))
    };
    net.charge() > Money::ZERO && net.paid().is_zero() && net.lines.values().all(waits)
}
