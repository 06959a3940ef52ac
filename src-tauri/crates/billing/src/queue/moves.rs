//! A person holds claims back, lets them go on, and takes an approval back before anything was sent.

use crate::claim::{ClaimsMoved, advance};
use crate::desk::Desk;
use crate::error::Result;
use claims::{ClaimEvent, ClaimState};
use privacy::Action;
use records::ClaimFinancial;
use std::collections::BTreeSet;
use values::ClaimId;

/// Takes approvals back: the claims are ready again.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn withdraw_approvals(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    let step = Step {
        event: ClaimEvent::WithdrawApproval,
        from: &[ClaimState::Approved],
        what: "approval withdrawn",
        action: "claim.withdraw",
        refusal: "only an approval of what is not in an interchange yet is taken back",
    };
    step.take(desk, ids)
}

/// Holds claims back until a person lets them go on; `reason` says why, without names.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn hold_claims(desk: &Desk<'_>, ids: &[ClaimId], reason: &str) -> Result<ClaimsMoved> {
    let reason = reason.trim();
    let step = Step {
        event: ClaimEvent::Hold,
        from: &[
            ClaimState::Draft,
            ClaimState::NeedsCorrection,
            ClaimState::Scrubbed,
            ClaimState::Ready,
            ClaimState::Approved,
        ],
        what: if reason.is_empty() { "held back" } else { reason },
        action: "claim.hold",
        refusal: "only what is not in an interchange yet is held back",
    };
    step.take(desk, ids)
}

/// Lets held claims go on: they are scrubbed again before they are approved.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn release_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
    let step = Step {
        event: ClaimEvent::Edited,
        from: &[ClaimState::OnHold],
        what: "released from hold",
        action: "claim.release",
        refusal: "only a held claim is released",
    };
    step.take(desk, ids)
}

/// One step that many claims take; those that cannot are held back, and the others go on.
struct Step<'s> {
    event: ClaimEvent,
    from: &'s [ClaimState],
    what: &'s str,
    action: &'s str,
    refusal: &'s str,
}

impl Step<'_> {
    fn take(&self, desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimsMoved> {
        desk.may(Action::WorkClaim)?;
        let mut unit = desk.unit();
        let mut result = ClaimsMoved::default();
        for id in ids.iter().copied().collect::<BTreeSet<_>>() {
            let mut claim: ClaimFinancial = unit.need(id)?;
            let before = claim.account.state;
            let moved = self.from.contains(&before) && advance(desk, &mut claim, self.event, self.what).is_ok();
            if moved {
                unit.put(id, &claim)?;
                result.moved(id, &claim);
            } else {
                result.hold(id, format!("it is {before}: {}", self.refusal));
            }
        }
        desk.commit(unit, self.action)?;
        Ok(result)
    }
}
