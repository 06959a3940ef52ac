//! A claim takes a step of its life, with its trace in the claim's own history.

use crate::desk::Desk;
use claims::{ClaimEvent, HistoryEvent, NotAllowed, transition};
use records::ClaimFinancial;

/// Takes a step; `what` says it in a few words or codes, without names.
///
/// # Errors
/// [`NotAllowed`] when the claim's state does not allow it; then nothing changed.
pub(crate) fn advance(
    desk: &Desk<'_>,
    claim: &mut ClaimFinancial,
    event: ClaimEvent,
    what: &str,
) -> Result<bool, NotAllowed> {
    let before = claim.account.state;
    let state = transition(before, event)?;
    let moved = state != before;
    if moved {
        claim.account.state = state;
        claim.account.state_reason = what.to_owned();
        claim.account.history.push(HistoryEvent { at: desk.now(), by: desk.user_name(), state, what: what.to_owned() });
    }
    Ok(moved)
}
