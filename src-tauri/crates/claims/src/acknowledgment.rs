//! What a clearinghouse or payer answers before it adjudicates: TA1, 999 (997), 277CA (guide 5).

use crate::ClaimEvent;
use values::Money;

/// Which acknowledgment a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcknowledgmentKind {
    /// Interchange acknowledgment.
    Ta1,
    /// Implementation acknowledgment.
    Implementation999,
    /// Claim acknowledgment.
    Claim277,
}

impl AcknowledgmentKind {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AcknowledgmentKind::Ta1 => "TA1",
            AcknowledgmentKind::Implementation999 => "999",
            AcknowledgmentKind::Claim277 => "277CA",
        }
    }
}

/// What an answer speaks of. Numbers are as the answer wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerSubject {
    /// A whole interchange: ISA13 of the file that we sent (TA1).
    Interchange {
        /// ISA13 without leading zeros.
        control_number: String,
    },
    /// One transaction set of a group that we sent (999).
    TransactionSet {
        /// GS06 of the group (AK102).
        group_control_number: String,
        /// ST02 of the set (AK202); `None` when the 999 speaks of the whole group only.
        set_control_number: Option<String>,
    },
    /// Every claim of a batch (277CA 2200B or 2200C).
    Batch {
        /// BHT03 of the set that we sent (TRN02 of 2200B).
        batch_reference: String,
        /// NPI of the billing provider, when only its claims are meant (2200C).
        billing_provider_id: Option<String>,
    },
    /// One claim (277CA 2200D).
    Claim {
        /// CLM01.
        patient_control_number: String,
        /// BHT03 of the batch, empty when the answer did not say it.
        batch_reference: String,
        /// Charge as the answer states it, where it does.
        charge: Option<Money>,
        /// The payer's claim number (REF*1K), empty when none.
        payer_claim_control_number: String,
    },
}

/// One answer: a subject and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it speaks of.
    pub subject: AnswerSubject,
    /// What it does to the claims there; `None` where it is a receipt only (A0, A1, TA1 A, 277CA at batch level accepted).
    pub event: Option<ClaimEvent>,
    /// The reason in codes and words: `A7:164:IL`, the note code, the segment in error. Empty for a plain acceptance.
    pub reason: String,
    /// Segment of the answer file, counted from its first ISA = 1.
    pub segment: u32,
}

/// An acknowledgment file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgment {
    /// Which kind.
    pub kind: AcknowledgmentKind,
    /// Its answers, in file order.
    pub answers: Vec<Answer>,
}
