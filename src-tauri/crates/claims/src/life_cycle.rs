//! The claim's life (product.md "Claim life cycle"): states, what may happen in each, and where it leads.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

macro_rules! states {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Where a claim stands. *Rejected* states were never adjudicated; `Denied` was.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ClaimState { $($(#[$doc])* $variant,)* }

        impl ClaimState {
            /// Every state.
            pub const ALL: &'static [ClaimState] = &[$(ClaimState::$variant,)*];

            /// The state's name in JSON and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ClaimState::$variant => $name,)* }
            }
        }
    };
}

states! {
    /// Made, not yet scrubbed.
    Draft = "draft",
    /// The scrubber found a stop.
    NeedsCorrection = "needs_correction",
    /// Clean.
    Scrubbed = "scrubbed",
    /// Clean and put forward for approval.
    Ready = "ready",
    /// Held back by a person, for a reason.
    OnHold = "on_hold",
    /// Released to be sent.
    Approved = "approved",
    /// In an interchange whose control number is durable, not yet handed over.
    Queued = "queued",
    /// Handed over.
    Transmitted = "transmitted",
    /// The transfer was cut: never sent again silently.
    Unconfirmed = "unconfirmed",
    /// TA1 or 999 refused the file or the set: nobody has seen the claim.
    FileRejected = "file_rejected",
    /// 999 accepted.
    FileAccepted = "file_accepted",
    /// The clearinghouse refused it.
    ClearinghouseRejected = "clearinghouse_rejected",
    /// The clearinghouse took it.
    ClearinghouseAccepted = "clearinghouse_accepted",
    /// The payer refused it before adjudication.
    PayerRejected = "payer_rejected",
    /// The payer took it into adjudication.
    PayerAccepted = "payer_accepted",
    /// The payer waits for something.
    Pended = "pended",
    /// In work at the payer.
    InAdjudication = "in_adjudication",
    /// Paid, with nothing open.
    Paid = "paid",
    /// Paid in part; a line is denied or an amount is open.
    PartiallyPaid = "partially_paid",
    /// What is open is the patient's (or the next payer's).
    PatientResponsibility = "patient_responsibility",
    /// Adjudicated and denied, all lines.
    Denied = "denied",
    /// The payer sent it on to the next payer.
    ForwardedCrossover = "forwarded_crossover",
    /// The payer took its payment back and has not decided anew.
    Reversed = "reversed",
    /// What is open was given to the next payer.
    NextPayer = "next_payer",
    /// What is open was given to the patient.
    PatientBalance = "patient_balance",
    /// A write-off waits for a second person.
    WriteOffPending = "write_off_pending",
    /// Written off.
    WrittenOff = "written_off",
    /// Voided.
    Voided = "voided",
    /// Balance zero.
    Closed = "closed",
}

impl fmt::Display for ClaimState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ClaimState {
    /// The state of this name; case, `_` and `-` do not matter.
    #[must_use]
    pub fn from_name(name: &str) -> Option<ClaimState> {
        let plain = |text: &str| text.chars().filter(|c| *c != '_' && *c != '-').collect::<String>().to_lowercase();
        ClaimState::ALL.iter().copied().find(|state| plain(state.name()) == plain(name))
    }

    /// Refused before adjudication: fixed and sent again as an original.
    #[must_use]
    pub const fn is_rejected(self) -> bool {
        matches!(self, ClaimState::FileRejected | ClaimState::ClearinghouseRejected | ClaimState::PayerRejected)
    }

    /// Not sent yet: the claim follows its encounter and coverage.
    #[must_use]
    pub const fn is_before_sending(self) -> bool {
        matches!(
            self,
            ClaimState::Draft
                | ClaimState::NeedsCorrection
                | ClaimState::Scrubbed
                | ClaimState::Ready
                | ClaimState::OnHold
                | ClaimState::Approved
        )
    }

    /// Sent and not answered by an adjudication or a rejection yet.
    #[must_use]
    pub const fn is_with_payer(self) -> bool {
        matches!(
            self,
            ClaimState::Queued
                | ClaimState::Transmitted
                | ClaimState::Unconfirmed
                | ClaimState::FileAccepted
                | ClaimState::ClearinghouseAccepted
                | ClaimState::PayerAccepted
                | ClaimState::Pended
                | ClaimState::InAdjudication
        )
    }

    /// A payer has decided.
    #[must_use]
    pub const fn is_adjudicated(self) -> bool {
        !self.is_rejected() && !self.is_before_sending() && !self.is_with_payer()
    }

    // How far along the way to adjudication: an acknowledgment never moves a claim back.
    fn way(self) -> Option<usize> {
        const WAY: [ClaimState; 8] = [
            ClaimState::Queued,
            ClaimState::Unconfirmed,
            ClaimState::Transmitted,
            ClaimState::FileAccepted,
            ClaimState::ClearinghouseAccepted,
            ClaimState::PayerAccepted,
            ClaimState::Pended,
            ClaimState::InAdjudication,
        ];
        WAY.iter().position(|state| *state == self)
    }
}

/// What happens to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimEvent {
    /// Scrubbed without a stop.
    ScrubbedClean,
    /// Scrubbed with a stop.
    ScrubbedHeld,
    /// Put forward for approval by a person, after a clean scrub.
    PutForward,
    /// Its encounter, coverage or patient was changed.
    Edited,
    /// Held back by a person.
    Hold,
    /// Released by a person to be sent.
    Approve,
    /// The release is taken back before it was put into an interchange.
    WithdrawApproval,
    /// Put into an interchange.
    Queue,
    /// The interchange was handed over.
    Transmit,
    /// TA1 R, or 999 R of its set.
    FileRejected,
    /// 999 A or E of its set.
    FileAccepted,
    /// 277CA of the clearinghouse, rejected.
    ClearinghouseRejected,
    /// 277CA of the clearinghouse, accepted.
    ClearinghouseAccepted,
    /// 277CA of the payer, rejected.
    PayerRejected,
    /// 277CA A2 of the payer.
    PayerAccepted,
    /// An 835 was posted; the state is the judgement of its lines.
    Adjudicated(ClaimState),
    /// A remittance was undone; the state is the one before it.
    Undone(ClaimState),
    /// A new version is begun.
    Correct,
    /// What is open was given to the next payer.
    BillNextPayer,
    /// The claim is taken back: no payer has decided on it.
    Void,
    /// The payer is asked to take its decision back: a void version (frequency 8) is begun.
    BeginVoid,
    /// What the payer denied or left was given to the patient.
    GiveToPatient,
    /// A person asks that what is open be written off.
    AskWriteOff,
    /// A second person wrote it off; the state is `WrittenOff`, or the one before where something stays open.
    WriteOff(ClaimState),
    /// The write-off was not approved or not wanted any more; the state is the one before it was asked.
    ReturnWriteOff(ClaimState),
    /// A person takes his own step back; the state is the one before it.
    TakeBack(ClaimState),
}

/// The event cannot happen in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a claim that is {from} cannot take this step")]
pub struct NotAllowed {
    /// The state that it is in.
    pub from: ClaimState,
}

/// Where an event leads.
///
/// Acknowledgments that come late (the claim is further on, or adjudicated) leave the state as it is.
///
/// # Errors
/// [`NotAllowed`] when the event cannot happen in this state.
pub fn transition(from: ClaimState, event: ClaimEvent) -> Result<ClaimState, NotAllowed> {
    use ClaimState as S;
    let allowed = |condition: bool, to: S| if condition { Ok(to) } else { Err(NotAllowed { from }) };
    match event {
        ClaimEvent::ScrubbedClean if matches!(from, S::Ready | S::Approved | S::OnHold) => Ok(from),
        ClaimEvent::ScrubbedClean => allowed(from.is_before_sending(), S::Scrubbed),
        ClaimEvent::ScrubbedHeld => allowed(from.is_before_sending(), S::NeedsCorrection),
        ClaimEvent::PutForward => allowed(matches!(from, S::Scrubbed | S::Ready), S::Ready),
        ClaimEvent::Edited => allowed(from.is_before_sending(), S::Draft),
        ClaimEvent::Hold => allowed(from.is_before_sending(), S::OnHold),
        ClaimEvent::Approve => allowed(matches!(from, S::Scrubbed | S::Ready | S::Approved), S::Approved),
        ClaimEvent::WithdrawApproval => allowed(from == S::Approved, S::Ready),
        ClaimEvent::Queue => allowed(from == S::Approved, S::Queued),
        ClaimEvent::Transmit => allowed(matches!(from, S::Queued | S::Unconfirmed), S::Transmitted),
        ClaimEvent::FileRejected => acknowledged(from, S::FileRejected),
        ClaimEvent::FileAccepted => acknowledged(from, S::FileAccepted),
        ClaimEvent::ClearinghouseRejected => acknowledged(from, S::ClearinghouseRejected),
        ClaimEvent::ClearinghouseAccepted => acknowledged(from, S::ClearinghouseAccepted),
        ClaimEvent::PayerRejected => acknowledged(from, S::PayerRejected),
        ClaimEvent::PayerAccepted => acknowledged(from, S::PayerAccepted),
        // Money that came is posted whatever the claim's state was: a payer may pay a claim whose 277CA said no.
        ClaimEvent::Adjudicated(to) => {
            allowed(!from.is_before_sending() || from == S::Draft || from == S::Scrubbed, to)
        }
        ClaimEvent::Undone(to) => Ok(to),
        ClaimEvent::Correct => allowed(from.is_rejected() || (from.is_adjudicated() && from != S::Voided), S::Draft),
        ClaimEvent::BillNextPayer => allowed(from.is_adjudicated() && from != S::ForwardedCrossover, S::NextPayer),
        ClaimEvent::Void => allowed(from.is_before_sending() || from.is_rejected(), S::Voided),
        // Also from a version that was begun after the decision, or was refused: the decision still stands.
        ClaimEvent::BeginVoid => {
            let is_decided = from.is_adjudicated() && !matches!(from, S::Voided | S::WriteOffPending);
            allowed(is_decided || from.is_before_sending() || from.is_rejected(), S::Draft)
        }
        ClaimEvent::GiveToPatient => allowed(may_be_settled(from), S::PatientBalance),
        // A rejected claim whose filing limit passed can be written off without ever being adjudicated.
        ClaimEvent::AskWriteOff => allowed(may_be_settled(from) || from.is_rejected(), S::WriteOffPending),
        ClaimEvent::WriteOff(to) | ClaimEvent::ReturnWriteOff(to) => allowed(from == S::WriteOffPending, to),
        ClaimEvent::TakeBack(to) => allowed(matches!(from, S::PatientBalance | S::WriteOffPending), to),
    }
}

/// Whether a person may settle what is open: a payer has decided, and nobody else decides on it now.
const fn may_be_settled(from: ClaimState) -> bool {
    let elsewhere = matches!(from, ClaimState::Voided | ClaimState::ForwardedCrossover | ClaimState::WriteOffPending);
    from.is_adjudicated() && !elsewhere
}

fn acknowledged(from: ClaimState, to: ClaimState) -> Result<ClaimState, NotAllowed> {
    if from.is_before_sending() || from == ClaimState::Voided {
        return Err(NotAllowed { from });
    }
    let moves = if to.is_rejected() { from.is_with_payer() } else { from.is_with_payer() && to.way() > from.way() };
    Ok(if moves { to } else { from })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_in_any_spelling() {
        for state in ClaimState::ALL {
            assert_eq!(ClaimState::from_name(state.name()), Some(*state));
        }
        assert_eq!(ClaimState::from_name("PayerRejected"), Some(ClaimState::PayerRejected));
        assert_eq!(ClaimState::from_name("gone"), None);
    }

    #[test]
    fn the_way_of_a_claim() {
        let mut state = ClaimState::Draft;
        for (event, want) in [
            (ClaimEvent::ScrubbedHeld, ClaimState::NeedsCorrection),
            (ClaimEvent::Edited, ClaimState::Draft),
            (ClaimEvent::ScrubbedClean, ClaimState::Scrubbed),
            (ClaimEvent::PutForward, ClaimState::Ready),
            (ClaimEvent::Approve, ClaimState::Approved),
            (ClaimEvent::WithdrawApproval, ClaimState::Ready),
            (ClaimEvent::Approve, ClaimState::Approved),
            (ClaimEvent::Queue, ClaimState::Queued),
            (ClaimEvent::Transmit, ClaimState::Transmitted),
            (ClaimEvent::FileAccepted, ClaimState::FileAccepted),
            (ClaimEvent::PayerRejected, ClaimState::PayerRejected),
            (ClaimEvent::Correct, ClaimState::Draft),
        ] {
            state = transition(state, event).unwrap();
            assert_eq!(state, want);
        }
    }

    #[test]
    fn a_held_claim_is_not_approved_and_a_sent_one_not_edited() {
        assert!(transition(ClaimState::NeedsCorrection, ClaimEvent::Approve).is_err());
        assert!(transition(ClaimState::NeedsCorrection, ClaimEvent::PutForward).is_err());
        assert!(transition(ClaimState::Transmitted, ClaimEvent::Edited).is_err());
        assert!(transition(ClaimState::Transmitted, ClaimEvent::Correct).is_err());
        assert!(transition(ClaimState::ForwardedCrossover, ClaimEvent::BillNextPayer).is_err());
    }

    #[test]
    fn a_void_is_begun_of_what_was_decided() {
        for state in [ClaimState::Paid, ClaimState::Denied, ClaimState::PayerRejected, ClaimState::Reversed] {
            assert_eq!(transition(state, ClaimEvent::BeginVoid), Ok(ClaimState::Draft), "{state}");
        }
        for state in [ClaimState::Voided, ClaimState::WriteOffPending, ClaimState::Transmitted] {
            assert!(transition(state, ClaimEvent::BeginVoid).is_err(), "{state}");
        }
    }

    #[test]
    fn a_late_acknowledgment_moves_nothing() {
        assert_eq!(transition(ClaimState::PayerAccepted, ClaimEvent::FileAccepted), Ok(ClaimState::PayerAccepted));
        assert_eq!(transition(ClaimState::Paid, ClaimEvent::PayerRejected), Ok(ClaimState::Paid));
        assert_eq!(transition(ClaimState::FileRejected, ClaimEvent::FileAccepted), Ok(ClaimState::FileRejected));
    }

    #[test]
    fn a_write_off_is_asked_and_decided() {
        let asked = transition(ClaimState::Denied, ClaimEvent::AskWriteOff);
        assert_eq!(asked, Ok(ClaimState::WriteOffPending));
        assert!(transition(ClaimState::WriteOffPending, ClaimEvent::AskWriteOff).is_err(), "it is asked once");
        assert!(transition(ClaimState::PayerRejected, ClaimEvent::AskWriteOff).is_ok());
        assert!(transition(ClaimState::Transmitted, ClaimEvent::AskWriteOff).is_err());
        let back = ClaimEvent::ReturnWriteOff(ClaimState::Denied);
        assert_eq!(transition(ClaimState::WriteOffPending, back), Ok(ClaimState::Denied));
        assert!(transition(ClaimState::Denied, ClaimEvent::WriteOff(ClaimState::WrittenOff)).is_err());
    }

    #[test]
    fn only_what_was_adjudicated_is_given_to_the_patient() {
        assert_eq!(transition(ClaimState::Denied, ClaimEvent::GiveToPatient), Ok(ClaimState::PatientBalance));
        for state in [ClaimState::PayerRejected, ClaimState::Transmitted, ClaimState::Voided] {
            assert!(transition(state, ClaimEvent::GiveToPatient).is_err(), "{state}");
        }
    }

    fn any_state() -> impl Strategy<Value = ClaimState> {
        prop::sample::select(ClaimState::ALL)
    }

    proptest! {
        #[test]
        fn no_acknowledgment_makes_an_adjudicated_claim_rejected(from in any_state()) {
            for event in [ClaimEvent::FileRejected, ClaimEvent::ClearinghouseRejected, ClaimEvent::PayerRejected] {
                if let Ok(to) = transition(from, event) {
                    prop_assert!(!to.is_rejected() || from.is_with_payer() || from == to);
                }
            }
        }

        #[test]
        fn every_state_is_in_exactly_one_phase(state in any_state()) {
            let phases = [state.is_before_sending(), state.is_with_payer(), state.is_rejected(), state.is_adjudicated()];
            prop_assert_eq!(phases.iter().filter(|phase| **phase).count(), 1);
        }
    }
}
