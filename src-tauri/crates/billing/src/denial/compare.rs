//! The sent claim beside the payer's answer, line by line.

use super::case::Case;
use claims::{DateValue, LineOutcome, ServiceLine};
use values::{AdjustmentGroup, Date, Money};

/// A line as one side says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidLine {
    /// Procedure code.
    pub procedure: String,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Units; none where the payer told none.
    pub units: Option<String>,
    /// Charge.
    pub charge: Money,
}

/// A line as we sent it and as the payer answered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// Our number; none for what the payer answered about no line of ours.
    pub line: Option<u16>,
    /// First day of service.
    pub service_on: Option<Date>,
    /// What we sent.
    pub sent: Option<SaidLine>,
    /// What the payer answered: none where it said nothing of the line.
    pub answered: Option<SaidLine>,
    /// Allowed.
    pub allowed: Option<Money>,
    /// Paid.
    pub paid: Money,
    /// Adjustments by group: CO, PR, OA, PI.
    pub adjusted: [Money; 4],
    /// Whether the payer's procedure, modifiers, units or charge are others than ours.
    pub differs: bool,
    /// Whether it stands denied.
    pub is_denied: bool,
}

/// The groups in the order of [`ComparedLine::adjusted`]. A correction of a reversal (CR) counts with OA, as neither's.
const GROUPS: [AdjustmentGroup; 4] = [
    AdjustmentGroup::ContractualObligation,
    AdjustmentGroup::PatientResponsibility,
    AdjustmentGroup::OtherAdjustment,
    AdjustmentGroup::PayerInitiated,
];

pub(super) fn compared(case: &Case) -> Vec<ComparedLine> {
    let answers: Vec<&LineOutcome> = case.decision().into_iter().flat_map(|outcome| &outcome.lines).collect();
    let ours = &case.clinical.visit.lines;
    let mut lines: Vec<ComparedLine> = ours
        .iter()
        .map(|line| {
            let of_it = answers.iter().copied().filter(|answer| answer.line == Some(line.number));
            compare(case, Some(line), &of_it.collect::<Vec<_>>())
        })
        .collect();
    let known = |answer: &&&LineOutcome| ours.iter().any(|line| Some(line.number) == answer.line);
    lines.extend(answers.iter().filter(|answer| !known(answer)).map(|answer| compare(case, None, &[*answer])));
    lines
}

// The payer may answer a line in parts: they are added up, and the first one's code is shown.
fn compare(case: &Case, line: Option<&ServiceLine>, answers: &[&LineOutcome]) -> ComparedLine {
    let sent = line.map(said);
    let answered = answers.first().map(|first| answer(first, answers));
    let number = line.map(|line| line.number).or_else(|| answers.first().and_then(|answer| answer.line));
    let sum = |group: AdjustmentGroup| {
        let all = answers.iter().flat_map(|answer| &answer.adjustments);
        all.filter(|adjustment| group_of(adjustment.group) == group).map(|adjustment| adjustment.amount).sum()
    };
    ComparedLine {
        line: number,
        service_on: line.and_then(|line| line.date_of_service.map(DateValue::first)),
        differs: matches!((&sent, &answered), (Some(sent), Some(answered)) if is_other(sent, answered)),
        sent,
        answered,
        allowed: answers.iter().filter_map(|answer| answer.allowed).reduce(|sum, one| sum + one),
        paid: answers.iter().map(|answer| answer.paid).sum(),
        adjusted: GROUPS.map(sum),
        is_denied: case.denials.iter().any(|denial| denial.line == number),
    }
}

fn group_of(group: AdjustmentGroup) -> AdjustmentGroup {
    if GROUPS.contains(&group) { group } else { AdjustmentGroup::OtherAdjustment }
}

fn is_other(sent: &SaidLine, answered: &SaidLine) -> bool {
    let units = answered.units.is_some() && answered.units != sent.units;
    let code = !answered.procedure.is_empty()
        && (answered.procedure != sent.procedure || answered.modifiers != sent.modifiers);
    units || code || answered.charge != sent.charge
}

fn said(line: &ServiceLine) -> SaidLine {
    SaidLine {
        procedure: line.procedure.to_string(),
        modifiers: line.modifiers.iter().map(ToString::to_string).collect(),
        units: Some(line.units.to_string()),
        charge: line.charge,
    }
}

fn answer(first: &LineOutcome, all: &[&LineOutcome]) -> SaidLine {
    SaidLine {
        procedure: first.procedure.as_ref().map(ToString::to_string).unwrap_or_default(),
        modifiers: first.modifiers.iter().map(ToString::to_string).collect(),
        // A denied line is often answered with no units paid: that is no difference.
        units: first.units.filter(|_| !first.is_denied).map(|units| units.to_string()),
        charge: all.iter().map(|answer| answer.charge).sum(),
    }
}
