//! A claim's account: where it stands, its numbers, its submissions and outcomes. Class `financial`.

use crate::{ClaimOutcome, ClaimState};
use serde::{Deserialize, Serialize};
use values::{AdjustmentGroup, BatchId, ClaimFrequency, ClaimId, Date, Money, PatientControlNumber, Timestamp};

/// Where a claim stands. One for each claim, versions included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimAccount {
    /// State in the life cycle.
    pub state: ClaimState,
    /// Why it stands there, in words or codes, where that needs saying (a rejection's reason).
    pub state_reason: String,
    /// Version, from 1; a correction makes the next one.
    pub version: u16,
    /// Frequency code of the current version.
    pub frequency: ClaimFrequency,
    /// Patient control number of the current version.
    pub patient_control_number: PatientControlNumber,
    /// Payer's number that the current version answers (REF*F8), only with frequency 7 and 8.
    pub answers: Option<String>,
    /// Whether the claim came from another system's history.
    pub is_imported: bool,
    /// Charge.
    pub charge: Money,
    /// What the patient paid at the visit (AMT*F5).
    pub patient_paid: Option<Money>,
    /// Every attempt to send it, oldest first.
    pub submissions: Vec<Submission>,
    /// Every adjudication, oldest first, undone ones included.
    pub outcomes: Vec<ClaimOutcome>,
    /// Last day to file with this payer.
    pub filing_limit_on: Option<Date>,
    /// The claim to the payer before, which this one follows.
    pub previous_claim: Option<ClaimId>,
    /// The claim to the next payer.
    pub next_claim: Option<ClaimId>,
    /// What happened, oldest first.
    pub history: Vec<HistoryEvent>,
}

/// One attempt to send a claim. Immutable but for what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Version that was sent.
    pub version: u16,
    /// Its patient control number.
    pub patient_control_number: PatientControlNumber,
    /// Frequency code.
    pub frequency: ClaimFrequency,
    /// The interchange that carries it.
    pub batch_id: BatchId,
    /// Day of the batch.
    pub sent_on: Date,
    /// Versions of the code sets and rules that it passed under.
    pub packs: Vec<String>,
}

/// A step in a claim's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEvent {
    /// When.
    pub at: Timestamp,
    /// Who (user name).
    pub by: String,
    /// State after it.
    pub state: ClaimState,
    /// What happened, in a few words; codes, no names.
    pub what: String,
}

/// Sums over all outcomes that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClaimTotals {
    /// Paid.
    pub paid: Money,
    /// Every adjustment but patient responsibility, as the payer reported it.
    pub adjustment: Money,
    /// Patient responsibility.
    pub patient_responsibility: Money,
}

impl ClaimAccount {
    /// Outcomes that were not undone, oldest first.
    pub fn standing_outcomes(&self) -> impl Iterator<Item = &ClaimOutcome> {
        self.outcomes.iter().filter(|outcome| !outcome.is_undone)
    }

    /// The newest standing outcome.
    #[must_use]
    pub fn newest_outcome(&self) -> Option<&ClaimOutcome> {
        self.outcomes.iter().rev().find(|outcome| !outcome.is_undone)
    }

    /// The payer's claim control number of the newest ERA that carries one.
    #[must_use]
    pub fn newest_payer_claim_control_number(&self) -> Option<&str> {
        let number = |outcome: &'_ ClaimOutcome| !outcome.is_undone && !outcome.payer_claim_control_number.is_empty();
        self.outcomes
            .iter()
            .rev()
            .find(|outcome| number(outcome))
            .map(|outcome| outcome.payer_claim_control_number.as_str())
    }

    /// Whether any adjudication stands.
    #[must_use]
    pub fn is_adjudicated(&self) -> bool {
        self.newest_outcome().is_some()
    }

    /// Sums over the standing outcomes.
    #[must_use]
    pub fn totals(&self) -> ClaimTotals {
        let mut totals = ClaimTotals::default();
        for outcome in self.standing_outcomes() {
            totals.paid += outcome.paid;
            for adjustment in outcome.every_adjustment() {
                if adjustment.group == AdjustmentGroup::PatientResponsibility {
                    totals.patient_responsibility += adjustment.amount;
                } else {
                    totals.adjustment += adjustment.amount;
                }
            }
        }
        totals
    }
}
