//! The claim with the decisions of other payers (coordination of benefits). Messages name no amount: what a payer paid is
//! of another class than findings.

use crate::subject::{Report, Subject, at};
use claims::{LineAdjudication, OtherPayer};
use std::collections::HashSet;
use values::{Money, PayerSequence};

rule_table! { Consistency;
    "CON-040" Stop [Coverage Financial] earlier_decision;
    "A claim to a later payer carries the decision of the payers before it"; "Guide 2320 AMT*D, 2430";
    "Post the earlier payer's remittance first, then make the next payer's claim from it.";

    "CON-041" Stop [Clinical Financial] line_balance;
    "On each line charge = what the other payer paid + its adjustments"; "Guide 2430 SVD, CAS (balancing 1.4.4)";
    "Copy paid amount and adjustments of the line from the payer's remittance.";

    "CON-042" Stop [Clinical Financial] claim_balance;
    "On the claim total charge = what the other payer paid + all its adjustments"; "Guide 2320 AMT*D, CAS (balancing 1.4.4)";
    "Copy paid amount and adjustments of claim and lines from the payer's remittance.";

    "CON-043" Stop [Coverage Financial] line_payer;
    "Decisions on lines name the other payer as the claim does"; "Guide 2430 SVD01 = 2330B NM109";
    "Make the next payer's claim anew from the remittance.";

    "CON-044" Stop [Clinical Financial] line_exists;
    "Decisions on lines belong to lines of the claim"; "Guide 2430";
    "Make the next payer's claim anew from the remittance.";

    "CON-045" Stop [Coverage] turns_differ;
    "Every payer of the claim has a turn of its own"; "Guide 2000B, 2320 SBR01";
    "Correct the order of the patient's coverages.";

    "CON-046" Warn [Financial] decided_on;
    "A decision of another payer has its date"; "Guide 2330B, 2430 DTP*573";
    "Enter the date of the payer's remittance.";
}

fn others<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, &'s OtherPayer)> {
    (1..).zip(&subject.claim.other_payers)
}

fn has_decided(other: &OtherPayer) -> bool {
    other.paid_amount.is_some() || !other.lines.is_empty()
}

/// Payers that decided, with their place.
fn decided<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, &'s OtherPayer)> {
    others(subject).filter(|(_, other)| has_decided(other))
}

/// A payer that was not billed because it covers nothing of the claim (AMT*A8).
fn is_not_billed(other: &OtherPayer) -> bool {
    other.other_amounts.iter().any(|(qualifier, _)| qualifier == "A8")
}

fn earlier_decision(subject: &Subject<'_>, report: &mut Report<'_>) {
    let turn = subject.claim.parties.coverage.sequence;
    if [PayerSequence::Primary, PayerSequence::Unknown].contains(&turn) {
        return;
    }
    let earlier: Vec<(usize, &OtherPayer)> =
        others(subject).filter(|(_, other)| other.coverage.sequence < turn).collect();
    if subject.context.earlier_payer_decided == Some(false) {
        report.add("other payers", "The payer before this one has not decided yet.");
    } else if earlier.is_empty() {
        report.add("other payers", "The claim goes to a later payer and names none before it.");
    }
    for (number, _) in earlier.into_iter().filter(|(_, other)| !has_decided(other) && !is_not_billed(other)) {
        report.push(at(
            format!("other payer {number} paid"),
            said!("The decision of other payer {} is missing.", number),
        ));
    }
}

fn adjusted(line: &LineAdjudication) -> Money {
    line.adjustments.iter().map(|one| one.amount).sum()
}

fn line_balance(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (payer, other) in decided(subject) {
        for (number, line) in subject.lines() {
            let mut decisions = other.lines.iter().filter(|decision| decision.line == line.number).peekable();
            let is_decided = decisions.peek().is_some();
            let sum: Money = decisions.map(|decision| decision.paid_amount + adjusted(decision)).sum();
            if is_decided && sum != line.charge {
                let message =
                    said!("What other payer {} paid and adjusted on line {} is not its charge.", payer, number);
                report.add(format!("other payer {payer} line {number}"), message);
            }
        }
    }
}

fn claim_balance(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (payer, other) in decided(subject) {
        let field = format!("other payer {payer} paid");
        let Some(paid) = other.paid_amount else {
            report.add(field, said!("Other payer {} decided lines, and the amount that it paid is missing.", payer));
            continue;
        };
        let of_claim: Money = other.adjustments.iter().map(|one| one.amount).sum();
        let of_lines: Money = other.lines.iter().map(adjusted).sum();
        let paid_lines: Money = other.lines.iter().map(|line| line.paid_amount).sum();
        if !other.lines.is_empty() && paid != paid_lines - of_claim {
            report.add(field, said!("What other payer {} paid on the claim is not what it paid on the lines.", payer));
        } else if paid + of_claim + of_lines != subject.visit().charge() {
            report.add(field, said!("What other payer {} paid and adjusted is not the charge of the claim.", payer));
        }
    }
}

fn line_payer(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (payer, other) in others(subject) {
        if other.lines.iter().any(|line| line.payer_id != other.payer.id) {
            let message = said!("A line's decision of other payer {} names another payer id.", payer);
            report.add(format!("other payer {payer} id"), message);
        }
    }
}

fn line_exists(subject: &Subject<'_>, report: &mut Report<'_>) {
    let numbers: HashSet<u16> = subject.visit().lines.iter().map(|line| line.number).collect();
    for (payer, other) in others(subject) {
        for line in other.lines.iter().filter(|line| !numbers.contains(&line.line)) {
            let message = said!("Other payer {} decided line {}, which the claim does not have.", payer, line.line);
            report.add(format!("other payer {payer} line {}", line.line), message);
        }
    }
}

fn turns_differ(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::from([subject.claim.parties.coverage.sequence]);
    for (number, other) in others(subject) {
        let turn = other.coverage.sequence;
        if turn != PayerSequence::Unknown && !seen.insert(turn) {
            report.add(format!("other payer {number} sequence"), said!("Two payers have the turn {}.", turn));
        }
    }
}

fn decided_on(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, other) in decided(subject) {
        let has_dates = !other.lines.is_empty() && other.lines.iter().all(|line| line.adjudicated_on.is_some());
        if other.adjudicated_on.is_none() && !has_dates {
            report.add(
                format!("other payer {number} date"),
                said!("The decision of other payer {} has no date.", number),
            );
        }
    }
}
