//! A claim's state with the way to take it.

use claims::ClaimState as S;
use serde::Serialize;
use ts_rs::TS;

/// How a state is to be taken: which icon and hue goes with its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Stopped: rejected, never adjudicated.
    Stop,
    /// Needs someone here.
    Warn,
    /// Done.
    Ok,
    /// Waiting for someone else, or not begun.
    Wait,
}

macro_rules! states {
    ($($state:ident $tone:ident,)*) => {
        /// A state of the life cycle (product.md).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum ClaimStateName {
            $(#[doc = concat!("`claims::ClaimState::", stringify!($state), "`")] $state,)*
        }

        impl From<S> for ClaimStateView {
            fn from(state: S) -> Self {
                match state {
                    $(S::$state => ClaimStateView { name: ClaimStateName::$state, tone: Tone::$tone },)*
                }
            }
        }
    };
}

/// A claim's state with its tone.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimStateView {
    /// Where the claim stands.
    pub name: ClaimStateName,
    /// How to take it.
    pub tone: Tone,
}

states! {
    Draft Wait,
    NeedsCorrection Warn,
    Scrubbed Wait,
    Ready Wait,
    OnHold Warn,
    Approved Wait,
    Queued Wait,
    Transmitted Wait,
    Unconfirmed Warn,
    FileRejected Stop,
    FileAccepted Wait,
    ClearinghouseRejected Stop,
    ClearinghouseAccepted Wait,
    PayerRejected Stop,
    PayerAccepted Wait,
    Pended Wait,
    InAdjudication Wait,
    Paid Ok,
    PartiallyPaid Warn,
    PatientResponsibility Warn,
    Denied Warn,
    ForwardedCrossover Wait,
    Reversed Warn,
    NextPayer Wait,
    PatientBalance Warn,
    WriteOffPending Warn,
    WrittenOff Ok,
    Voided Ok,
    Closed Ok,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_the_same_name_here_and_on_the_command_line() {
        for state in S::ALL {
            let view = serde_json::to_value(ClaimStateView::from(*state)).unwrap();
            assert_eq!(view["name"], state.name());
        }
    }
}
