//! The claim with the patient's policies and relation to the subscriber.

use super::claim::has_cause;
use crate::PolicyOnFile;
use crate::subject::{Report, Subject, at};
use values::{PayerSequence, Relationship};

rule_table! { Consistency;
    "CON-030" Stop [Coverage] policy_on_file;
    "The patient has a policy of the payer on file"; "Coverage record";
    "Enter the coverage, or choose the payer that covers the patient.";

    "CON-031" Stop [Clinical Coverage] policy_active;
    "The policy covers the date of service"; "Coverage record, first and last day";
    "Verify the coverage and correct its dates, or bill the policy that was active.";

    "CON-032" Stop [Coverage] own_policy;
    "The claim says `self` (18) exactly when the patient is the subscriber"; "Guide 2000B SBR02";
    "Correct the relationship in the coverage.";

    "CON-033" Stop [Coverage] dependent_relationship;
    "A patient who is not the subscriber is related to him otherwise than `self`"; "Guide 2000C PAT01";
    "Choose the relationship in the coverage: spouse, child or other.";

    "CON-034" Warn [Coverage] medicare_dependent;
    "On a Medicare policy the patient is the subscriber"; "CMS: Medicare has no dependents";
    "Enter the patient's own Medicare number, relationship 18.";

    "CON-035" Warn [Clinical Coverage] work_payer;
    "A claim to workers' compensation says that the condition comes from work"; "Guide 2300 CLM11, EM";
    "Mark the visit as related to employment, or choose another payer.";

    "CON-036" Warn [Coverage Identifiers] work_claim_number;
    "A claim to workers' compensation has the insurer's claim number"; "Guide 2010BA, 2010CA REF*Y4";
    "Ask employer or insurer for the number of the injury's claim.";

    "CON-037" Warn [Clinical Coverage] auto_payer;
    "A claim to an auto insurer says that an auto accident was the cause"; "Guide 2300 CLM11, AA";
    "Mark the visit as related to an auto accident, or choose another payer.";

    "CON-038" Warn [Coverage] medicare_secondary_reason;
    "Where Medicare is not the first payer the claim says why, and only there"; "Guide 2000B SBR05";
    "Choose the Medicare secondary payer reason, or make Medicare the first payer.";
}

/// The policies of the claim's payer: with the claim's turn, else with any.
fn policies<'s>(subject: &'s Subject<'_>) -> Vec<&'s PolicyOnFile> {
    let payer = subject.claim.parties.payer.id.trim();
    let turn = subject.claim.parties.coverage.sequence;
    let of_payer: Vec<&PolicyOnFile> =
        subject.context.policies.iter().filter(|policy| policy.payer_id.trim().eq_ignore_ascii_case(payer)).collect();
    let in_turn: Vec<&PolicyOnFile> = of_payer.iter().copied().filter(|policy| policy.sequence == turn).collect();
    if in_turn.is_empty() { of_payer } else { in_turn }
}

fn policy_on_file(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.context.policies.is_empty() {
        report.add("coverage", "The patient has no coverage on file.");
    } else if policies(subject).is_empty() {
        report.add("coverage", "The patient has no coverage of this payer on file.");
    }
}

fn policy_active(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(first), Some(last)) = (subject.first_day, subject.last_day) else { return };
    let policies = policies(subject);
    let is_active = policies.iter().any(|policy| policy.covers(first) && policy.covers(last));
    let Some(policy) = policies.first().filter(|_| !is_active) else { return };
    let message = match (policy.effective_on, policy.ends_on) {
        (_, Some(end)) if end < last => said!("The coverage ended on {}; the service was on {}.", end, last),
        (Some(start), _) => said!("The coverage begins on {}; the service was on {}.", start, first),
        (None, _) => "The coverage does not cover the date of service.".into(),
    };
    let other = subject.context.policies.iter().find(|other| other.covers(first) && other.payer_id != policy.payer_id);
    let fault = at("coverage", message);
    report.push(match other {
        Some(other) => fault.remedy(said!(
            "Verify the coverage and correct its dates, or bill payer {}, whose policy was active.",
            other.payer_id
        )),
        None => fault,
    });
}

fn own_policy(subject: &Subject<'_>, report: &mut Report<'_>) {
    let says_self = subject.claim.parties.coverage.relationship == Some(Relationship::Myself);
    let is_other = subject.claim.parties.coverage.relationship.is_some() && !says_self;
    if subject.claim.parties.dependent.is_some() && says_self {
        report.add("subscriber relationship", "The claim says `self`, and the patient is not the subscriber.");
    } else if subject.claim.parties.dependent.is_none() && is_other {
        report.add(
            "subscriber relationship",
            "The claim says that the subscriber is someone else, and names no other patient.",
        );
    } else if subject.claim.parties.dependent.is_none() && !says_self {
        report.add("subscriber relationship", "The claim does not say that the patient is the subscriber.");
    }
}

fn dependent_relationship(subject: &Subject<'_>, report: &mut Report<'_>) {
    let dependent = subject.claim.parties.dependent.as_ref();
    if dependent.is_some_and(|dependent| dependent.relationship == Relationship::Myself) {
        report.add("patient relationship", "The patient is named beside the subscriber, with relationship `self`.");
    }
}

fn is_medicare(indicator: &str) -> bool {
    ["MA", "MB"].contains(&indicator)
}

fn medicare_dependent(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_medicare(subject.filing_indicator()) && subject.claim.parties.dependent.is_some() {
        report.add("patient relationship", "A Medicare policy covers its holder alone.");
    }
}

fn work_payer(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.filing_indicator() == "WC" && !has_cause(subject.visit(), "EM") {
        report.add("related causes", "The payer is workers' compensation, and employment is not among the causes.");
    }
}

fn work_claim_number(subject: &Subject<'_>, report: &mut Report<'_>) {
    let parties = &subject.claim.parties;
    let of_patient = parties.dependent.as_ref().map(|dependent| &dependent.party.extra);
    let mut segments = parties.subscriber.party.extra.iter().chain(of_patient.into_iter().flatten());
    let has_number = segments.any(|segment| segment.id == "REF" && segment.element(1) == "Y4");
    if subject.filing_indicator() == "WC" && !has_number {
        report.add("property and casualty claim number", "The insurer's number of the injury's claim is missing.");
    }
}

fn auto_payer(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.filing_indicator() == "AM" && !has_cause(subject.visit(), "AA") {
        report.add("related causes", "The payer is an auto insurer, and an auto accident is not among the causes.");
    }
}

fn medicare_secondary_reason(subject: &Subject<'_>, report: &mut Report<'_>) {
    let coverage = &subject.claim.parties.coverage;
    let is_first = [PayerSequence::Primary, PayerSequence::Unknown].contains(&coverage.sequence);
    let needs = is_medicare(subject.filing_indicator()) && !is_first;
    let reason = coverage.medicare_secondary_reason.trim();
    let is_reason = ["12", "13", "14", "15", "16", "41", "42", "43", "47"].contains(&reason);
    if needs && !is_reason {
        report.add("Medicare secondary reason", "Medicare is not the first payer, and the claim does not say why.");
    } else if !needs && !reason.is_empty() {
        report.add("Medicare secondary reason", "The claim gives a reason why Medicare is secondary, and it is not.");
    }
}
