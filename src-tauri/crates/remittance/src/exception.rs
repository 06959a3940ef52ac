//! What about a remittance a person should know.

use std::fmt;
use values::Money;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Kinds of exceptions (cli.md `exceptions.kind`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ExceptionKind { $($(#[$doc])* $variant,)* }

        impl ExceptionKind {
            /// Every kind.
            pub const ALL: &'static [ExceptionKind] = &[$(ExceptionKind::$variant,)*];

            /// The name in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ExceptionKind::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// No claim of ours: stands aside.
    UnmatchedClaim = "unmatched_claim",
    /// A line does not balance: its claim stands aside.
    LineOutOfBalance = "line_out_of_balance",
    /// A claim does not balance: stands aside.
    ClaimOutOfBalance = "claim_out_of_balance",
    /// The transaction does not balance: held whole.
    TransactionOutOfBalance = "transaction_out_of_balance",
    /// A reason code that the table does not know. Posted all the same, as denied unless the group is PR.
    UnknownCode = "unknown_code",
    /// A reversal of nothing that stands: stands aside.
    ReversalWithoutOriginal = "reversal_without_original",
    /// Amounts or lines are not those of the claim. Posted all the same.
    AmountMismatch = "amount_mismatch",
    /// The claim is paid twice without a reversal. The same payment twice in one remittance stands aside; one of another
    /// remittance is posted and leaves a credit.
    DuplicateClaim = "duplicate_claim",
    /// Interest that the payment does not carry, or a penalty.
    InterestOrPenalty = "interest_or_penalty",
}

impl fmt::Display for ExceptionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One exception of a remittance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Kind.
    pub kind: ExceptionKind,
    /// Segment, counted from the file's first ISA = 1.
    pub segment: u32,
    /// The claim's number as the payer wrote it; empty for the remittance as a whole.
    pub patient_control_number: String,
    /// By how much, where that means something.
    pub difference: Option<Money>,
    /// What it is and what happens with it, for people.
    pub message: String,
}
