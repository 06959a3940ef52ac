//! What a person must work on after a decision.

use crate::reasons::needs_work;
use crate::{ReasonClass, ReasonRules, Treatment};
use claims::{Adjustment, ClaimOutcome};
use values::{AdjustmentGroup, Carc, ClaimPaymentStatus, Money, Rarc};

/// One denied amount. Decided by group, reason and remark together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The service line; `None` for the claim as a whole.
    pub line: Option<u16>,
    /// Who bears it, as the payer says.
    pub group: AdjustmentGroup,
    /// Reason code.
    pub carc: Carc,
    /// Remark codes of the line.
    pub remarks: Vec<Rarc>,
    /// The amount, above zero.
    pub amount: Money,
    /// What the reason asks for; `None` for an unknown code.
    pub reason: Option<ReasonClass>,
}

/// The denied amounts of a decision that stands on file. Remark codes of the claim as a whole are not kept with it.
#[must_use]
pub fn denials_of(outcome: &ClaimOutcome, reasons: &dyn ReasonRules) -> Vec<Denial> {
    denials(outcome, &[], reasons)
}

/// The denied amounts of a decision: those that stay open as denied, and those of the patient whose reason asks for work
/// (PR-27). A reversal has none.
pub(crate) fn denials(outcome: &ClaimOutcome, claim_remarks: &[Rarc], reasons: &dyn ReasonRules) -> Vec<Denial> {
    if outcome.status == ClaimPaymentStatus::Reversal {
        return Vec::new();
    }
    let whole = outcome.adjustments.iter().map(|adjustment| (None, adjustment, claim_remarks));
    let lines = outcome.lines.iter().flat_map(|line| {
        line.adjustments.iter().map(move |adjustment| (line.line, adjustment, line.remarks.as_slice()))
    });
    whole
        .chain(lines)
        .filter(|(_, adjustment, _)| is_denial(adjustment, reasons))
        .map(|(line, adjustment, remarks)| Denial {
            line,
            group: adjustment.group,
            carc: adjustment.carc.clone(),
            remarks: remarks.to_vec(),
            amount: adjustment.amount,
            reason: reasons.remedy_of(&adjustment.carc),
        })
        .collect()
}

fn is_denial(adjustment: &Adjustment, reasons: &dyn ReasonRules) -> bool {
    let open = match Treatment::of_adjustment(adjustment, reasons) {
        Treatment::Denied => true,
        Treatment::Patient => needs_work(&adjustment.carc, reasons),
        Treatment::Contractual | Treatment::Settled | Treatment::Waiting => false,
    };
    open && adjustment.amount > Money::ZERO
}
