//! What this payer did, as the next payer's claim tells it (2320, 2330, 2430).

use crate::net::{LineNet, Net};
use claims::{
    Adjustment, ClaimAccount, ClaimOutcome, CoverageStatement, LineAdjudication, LineOutcome, OtherPayer, Party,
    Reference, ServiceLine,
};
use values::{AdjustmentGroup, ClaimPaymentStatus, Date, Money, Quantity};

/// The parties and signatures of the payer that decided, as the caller has them on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorPayer {
    /// Its SBR.
    pub coverage: CoverageStatement,
    /// Its subscriber, member id included.
    pub subscriber: Party,
    /// The payer; its id is repeated in every SVD01.
    pub payer: Party,
    /// OI03.
    pub benefits_assigned: String,
    /// OI04.
    pub patient_signature_source: String,
    /// OI06.
    pub release_of_information: String,
}

/// What the standing outcomes come to, netted by line: reversals and corrections are gone, amounts of zero dropped,
/// adjustments of one group and reason combined. `None` where no decision stands.
///
/// Each line's charge is its SVD02 + ΣCAS, and AMT*D the sum of all payments, as the payer's advices balanced.
#[must_use]
pub fn coordination(account: &ClaimAccount, lines: &[ServiceLine], prior: &PriorPayer) -> Option<OtherPayer> {
    let net = Net::of(account.standing_outcomes());
    let decided_on = account.newest_outcome()?.adjudicated_on;
    if net.lines.is_empty() {
        return None;
    }
    let line_of = |line: &ServiceLine| {
        net.lines.get(&Some(line.number)).map(|decided| adjudication(account, line, decided, prior))
    };
    let adjudicated: Vec<LineAdjudication> = lines.iter().filter_map(line_of).collect();
    let whole = net.line(None);
    let patient = |adjustment: &&Adjustment| adjustment.group == AdjustmentGroup::PatientResponsibility;
    let adjustments = adjustments(&whole);
    let by_claim = adjudicated.is_empty();
    let liability: Money = adjustments.iter().filter(patient).map(|adjustment| adjustment.amount).sum();
    let reference = |number: &str| Reference { qualifier: "F8".into(), value: number.into(), scope: String::new() };
    Some(OtherPayer {
        coverage: prior.coverage.clone(),
        adjustments,
        paid_amount: Some(net.paid()),
        // The patient's remaining liability stands at claim level only where there is no line detail.
        other_amounts: by_claim.then(|| ("EAF".to_owned(), liability)).into_iter().collect(),
        benefits_assigned: prior.benefits_assigned.clone(),
        patient_signature_source: prior.patient_signature_source.clone(),
        release_of_information: prior.release_of_information.clone(),
        subscriber: prior.subscriber.clone(),
        payer: prior.payer.clone(),
        adjudicated_on: by_claim.then_some(decided_on),
        references: account.newest_payer_claim_control_number().map(reference).into_iter().collect(),
        lines: adjudicated,
        extra: Vec::new(),
        provider_loops: Vec::new(),
    })
}

fn adjustments(net: &LineNet) -> Vec<Adjustment> {
    let kept = |((group, carc), amount): (&(AdjustmentGroup, values::Carc), &Money)| Adjustment {
        group: *group,
        carc: carc.clone(),
        amount: *amount,
        quantity: None,
    };
    net.adjustments.iter().map(kept).collect()
}

fn adjudication(account: &ClaimAccount, line: &ServiceLine, net: &LineNet, prior: &PriorPayer) -> LineAdjudication {
    let decisions = decisions(account, line.number);
    let newest = decisions.last().map(|(_, decided)| *decided);
    LineAdjudication {
        line: line.number,
        payer_id: prior.payer.id.clone(),
        paid_amount: net.paid,
        procedure_qualifier: line.procedure_qualifier.clone(),
        procedure: newest.and_then(|decided| decided.procedure.clone()).or_else(|| Some(line.procedure.clone())),
        modifiers: newest.map_or_else(|| line.modifiers.clone(), |decided| decided.modifiers.clone()),
        description: String::new(),
        units: Some(units(line, &decisions)),
        bundled_into: String::new(),
        adjustments: adjustments(net),
        adjudicated_on: decided_on(account, line.number),
        remaining_liability: None,
    }
}

// Standing decisions on a line that no later reversal took back, oldest first.
fn decisions(account: &ClaimAccount, line: u16) -> Vec<(&ClaimOutcome, &LineOutcome)> {
    let mut found = Vec::new();
    for outcome in account.standing_outcomes() {
        let touches = outcome.lines.iter().filter(|decided| decided.line == Some(line));
        if outcome.status == ClaimPaymentStatus::Reversal {
            if touches.count() > 0 {
                found.clear();
            }
        } else {
            found.extend(touches.map(|decided| (outcome, decided)));
        }
    }
    found
}

fn decided_on(account: &ClaimAccount, line: u16) -> Option<Date> {
    let touches = |outcome: &&ClaimOutcome| outcome.lines.iter().any(|decided| decided.line == Some(line));
    account.standing_outcomes().filter(touches).map(|outcome| outcome.adjudicated_on).max()
}

// Units paid, never more than billed: payers count a split line's parts as one unit each.
fn units(line: &ServiceLine, decisions: &[(&ClaimOutcome, &LineOutcome)]) -> Quantity {
    match decisions {
        [(_, only)] => only.units.filter(|units| units.is_positive()).unwrap_or(line.units).min(line.units),
        _ => line.units,
    }
}
