//! What a payer did to a claim and its lines: class `financial`.

use crate::ClaimState;
use serde::{Deserialize, Serialize};
use values::{
    AdjustmentGroup, Carc, ClaimPaymentStatus, Date, Modifier, Money, ProcedureCode, Quantity, Rarc, RemittanceId,
};

/// One adjustment: a positive amount reduces the payment, a negative one raises it (guide 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Adjustment {
    /// Who bears it.
    pub group: AdjustmentGroup,
    /// Reason code.
    pub carc: Carc,
    /// Amount.
    pub amount: Money,
    /// Units that it concerns, where the payer said so.
    pub quantity: Option<Quantity>,
}

/// What one adjudication did to one service line. Several of a claim's outcomes may name the same line (split lines,
/// reversal and correction): the line stands at their sum.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineOutcome {
    /// Our line's number; `None` where the payer's line could not be told (then it counts for the claim).
    pub line: Option<u16>,
    /// Procedure that the payer adjudicated.
    pub procedure: Option<ProcedureCode>,
    /// Modifiers that the payer adjudicated.
    pub modifiers: Vec<Modifier>,
    /// Charge that the payer saw; negative in a reversal.
    pub charge: Money,
    /// Paid.
    pub paid: Money,
    /// Units paid.
    pub units: Option<Quantity>,
    /// Allowed amount (AMT*B6).
    pub allowed: Option<Money>,
    /// Adjustments.
    pub adjustments: Vec<Adjustment>,
    /// Remark codes.
    pub remarks: Vec<Rarc>,
    /// Whether the line is denied: nothing paid and its charge gone to a reason that someone must work on.
    pub is_denied: bool,
}

/// One claim payment (CLP) as it was posted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClaimOutcome {
    /// The remittance that brought it.
    pub remittance_id: RemittanceId,
    /// CLP02.
    pub status: ClaimPaymentStatus,
    /// CLP07: the payer's own number, to be quoted in a replacement.
    pub payer_claim_control_number: String,
    /// The remittance's date (BPR16).
    pub adjudicated_on: Date,
    /// The day it was posted.
    pub posted_on: Date,
    /// CLP03.
    pub charge: Money,
    /// CLP04.
    pub paid: Money,
    /// Adjustments at claim level.
    pub adjustments: Vec<Adjustment>,
    /// Lines.
    pub lines: Vec<LineOutcome>,
    /// Interest (AMT*I): not claim payment.
    pub interest: Money,
    /// Where the payer sent the claim on.
    pub forwarded_to: String,
    /// The claim's state before, to be restored when the remittance is undone.
    pub state_before: ClaimState,
    /// Whether the remittance was undone: the outcome then counts for nothing.
    pub is_undone: bool,
}

impl ClaimOutcome {
    /// Every adjustment, claim level first.
    pub fn every_adjustment(&self) -> impl Iterator<Item = &Adjustment> {
        self.adjustments.iter().chain(self.lines.iter().flat_map(|line| line.adjustments.iter()))
    }
}
