//! Does an advice balance (guide 4.2)? Exact cents, three levels.

use crate::{ClaimPayment, Exception, ExceptionKind, RemittanceAdvice};
use claims::Adjustment;
use std::collections::BTreeSet;
use values::Money;

/// One place that does not balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imbalance {
    /// Position of the claim payment in the advice; `None` for the transaction.
    pub claim: Option<usize>,
    /// Position of the line in its claim payment; `None` above line level.
    pub line: Option<usize>,
    /// Segment of the SVC, CLP or ST.
    pub segment: u32,
    /// CLP01; empty for the transaction.
    pub patient_control_number: String,
    /// What is stated less what follows from the parts.
    pub difference: Money,
}

/// What of an advice does not balance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BalanceReport {
    /// Lines.
    pub lines: Vec<Imbalance>,
    /// Claims.
    pub claims: Vec<Imbalance>,
    /// The transaction.
    pub transaction: Option<Imbalance>,
}

impl BalanceReport {
    /// Whether all three levels balance.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.lines.is_empty() && self.claims.is_empty() && self.transaction.is_none()
    }

    /// Positions of the claim payments that must not be posted: out of balance themselves or in a line.
    #[must_use]
    pub fn claims_aside(&self) -> BTreeSet<usize> {
        self.lines.iter().chain(&self.claims).filter_map(|imbalance| imbalance.claim).collect()
    }

    /// The report as exceptions: transaction, claims, lines.
    #[must_use]
    pub fn exceptions(&self) -> Vec<Exception> {
        let transaction = self.transaction.iter().map(|found| {
            exception(
                found,
                ExceptionKind::TransactionOutOfBalance,
                "payment is not the claims' sum less provider adjustments: held",
            )
        });
        let claims = self.claims.iter().map(|found| {
            exception(
                found,
                ExceptionKind::ClaimOutOfBalance,
                "claim is not paid as its charge, lines and adjustments say: not posted",
            )
        });
        let lines = self.lines.iter().map(|found| {
            exception(
                found,
                ExceptionKind::LineOutOfBalance,
                "line is not paid as its charge and adjustments say: its claim is not posted",
            )
        });
        transaction.chain(claims).chain(lines).collect()
    }
}

fn exception(found: &Imbalance, kind: ExceptionKind, message: &str) -> Exception {
    Exception {
        kind,
        segment: found.segment,
        patient_control_number: found.patient_control_number.clone(),
        difference: Some(found.difference),
        message: format!("{message} (difference {})", found.difference),
    }
}

/// Checks an advice: line SVC02 − ΣCAS = SVC03; claim CLP03 − ΣCAS(2100) − ΣCAS(2110) = CLP04, and with lines CLP03 = ΣSVC02,
/// CLP04 = ΣSVC03 − ΣCAS(2100); transaction BPR02 = ΣCLP04 − ΣPLB.
#[must_use]
pub fn balance(advice: &RemittanceAdvice) -> BalanceReport {
    let mut report = BalanceReport::default();
    let mut paid = Money::ZERO;
    for (at, claim) in advice.claims.iter().enumerate() {
        report.lines.extend(line_imbalances(at, claim));
        paid += claim.paid;
        let difference = claim_difference(claim);
        if !difference.is_zero() {
            report.claims.push(imbalance(Some(at), claim, difference));
        }
    }
    let difference = advice.payment - (paid - advice.provider_adjustment());
    if !difference.is_zero() {
        let (segment, patient_control_number) = (advice.segment, String::new());
        report.transaction = Some(Imbalance { claim: None, line: None, segment, patient_control_number, difference });
    }
    report
}

fn imbalance(at: Option<usize>, claim: &ClaimPayment, difference: Money) -> Imbalance {
    let patient_control_number = claim.patient_control_number.clone();
    Imbalance { claim: at, line: None, segment: claim.segment, patient_control_number, difference }
}

fn line_imbalances(at: usize, claim: &ClaimPayment) -> impl Iterator<Item = Imbalance> + '_ {
    claim.lines.iter().enumerate().filter_map(move |(line_at, line)| {
        let difference = line.paid - (line.charge - sum(&line.adjustments));
        let found =
            || Imbalance { line: Some(line_at), segment: line.segment, ..imbalance(Some(at), claim, difference) };
        (!difference.is_zero()).then(found)
    })
}

// The first of the claim's rules that fails, as a difference.
fn claim_difference(claim: &ClaimPayment) -> Money {
    let own = sum(&claim.adjustments);
    let deep: Money = claim.lines.iter().map(|line| sum(&line.adjustments)).sum();
    let whole = claim.paid - (claim.charge - own - deep);
    if !whole.is_zero() || claim.lines.is_empty() {
        return whole;
    }
    let charge = claim.charge - claim.lines.iter().map(|line| line.charge).sum();
    let paid = claim.paid - (claim.lines.iter().map(|line| line.paid).sum::<Money>() - own);
    if charge.is_zero() { paid } else { charge }
}

fn sum(adjustments: &[Adjustment]) -> Money {
    adjustments.iter().map(|adjustment| adjustment.amount).sum()
}
