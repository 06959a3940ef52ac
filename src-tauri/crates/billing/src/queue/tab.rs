//! The tabs of the queue, and the states of the life cycle that each holds.

use claims::ClaimState;
use values::Money;

/// A tab of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueTab {
    /// Not released yet: to scrub, to correct, clean.
    Ready,
    /// Held back by a person.
    OnHold,
    /// Released, not in an interchange yet.
    Approved,
    /// In an interchange that was not handed over yet.
    Outbox,
    /// Handed over and not answered by an adjudication or a rejection yet.
    Sent,
    /// Refused before adjudication.
    Rejected,
}

impl QueueTab {
    /// Every tab, in order.
    pub const ALL: [QueueTab; 6] =
        [QueueTab::Ready, QueueTab::OnHold, QueueTab::Approved, QueueTab::Outbox, QueueTab::Sent, QueueTab::Rejected];

    /// The tab that holds a state; none holds what was adjudicated or voided.
    #[must_use]
    pub const fn of(state: ClaimState) -> Option<QueueTab> {
        if matches!(state, ClaimState::OnHold) {
            Some(QueueTab::OnHold)
        } else if matches!(state, ClaimState::Approved) {
            Some(QueueTab::Approved)
        } else if matches!(state, ClaimState::Queued) {
            Some(QueueTab::Outbox)
        } else if state.is_before_sending() {
            Some(QueueTab::Ready)
        } else if state.is_with_payer() {
            Some(QueueTab::Sent)
        } else if state.is_rejected() {
            Some(QueueTab::Rejected)
        } else {
            None
        }
    }

    pub(super) fn place(self) -> usize {
        QueueTab::ALL.iter().position(|tab| *tab == self).unwrap_or_default()
    }
}

/// What is in a tab, whatever the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabTotal {
    /// Which.
    pub tab: QueueTab,
    /// Claims.
    pub claims: usize,
    /// Σ charges.
    pub charge: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_in_a_tab_until_it_is_adjudicated() {
        for state in ClaimState::ALL {
            assert_eq!(QueueTab::of(*state).is_none(), state.is_adjudicated(), "{state}");
        }
        assert_eq!(QueueTab::of(ClaimState::Unconfirmed), Some(QueueTab::Sent));
        assert_eq!(QueueTab::of(ClaimState::NeedsCorrection), Some(QueueTab::Ready));
    }
}
