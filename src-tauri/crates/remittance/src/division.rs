//! One claim payment divided over several claims: a payer may answer two of our claims under one number.

use crate::{ClaimPayment, LinePayment};
use values::{AdjustmentGroup, Money};

/// Divides a payment into one for each group of its lines (positions, from 0), in the order of the groups. Interest stays
/// with the first. The parts' charges and payments sum up to the whole's, where the whole balances.
///
/// `None` where a line is in no group or in two, or where the payment has no lines or adjustments of its own: what a payer
/// decided as a whole cannot be divided.
#[must_use]
pub fn divide(payment: &ClaimPayment, groups: &[Vec<usize>]) -> Option<Vec<ClaimPayment>> {
    let mut positions: Vec<usize> = groups.iter().flatten().copied().collect();
    positions.sort_unstable();
    let is_partition = positions.iter().copied().eq(0..payment.lines.len()) && groups.iter().all(|it| !it.is_empty());
    if payment.lines.is_empty() || !is_partition || (groups.len() > 1 && !payment.adjustments.is_empty()) {
        return None;
    }
    if groups.len() == 1 {
        return Some(vec![payment.clone()]);
    }
    groups.iter().enumerate().map(|(at, group)| part(payment, group, at == 0)).collect()
}

fn part(payment: &ClaimPayment, group: &[usize], is_first: bool) -> Option<ClaimPayment> {
    let lines: Vec<LinePayment> =
        group.iter().map(|at| payment.lines.get(*at).cloned()).collect::<Option<Vec<LinePayment>>>()?;
    let patient = lines
        .iter()
        .flat_map(|line| &line.adjustments)
        .filter(|adjustment| adjustment.group == AdjustmentGroup::PatientResponsibility)
        .map(|adjustment| adjustment.amount)
        .sum();
    Some(ClaimPayment {
        charge: lines.iter().map(|line| line.charge).sum(),
        paid: lines.iter().map(|line| line.paid).sum(),
        patient_responsibility: payment.patient_responsibility.map(|_| patient),
        interest: if is_first { payment.interest } else { Money::ZERO },
        lines,
        ..payment.clone()
    })
}
