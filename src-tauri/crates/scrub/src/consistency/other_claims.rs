//! The claim with the patient's other claims.

use crate::subject::{Report, Subject};
use crate::{ClaimOnFile, LineKey};
use std::collections::HashSet;
use values::ClaimFrequency;

rule_table! { Consistency;
    "CON-050" Stop [Clinical Coverage Financial] duplicate_claim;
    "No claim with the same services was sent to the payer before"; "Payers deny it as a duplicate (CARC 18)";
    "Look for the answer to the first claim; correct that one with a replacement (7).";

    "CON-051" Warn [Clinical Coverage Financial] repeated_service;
    "No other claim to the payer has one of the services on the same day"; "Payers deny it as a duplicate (CARC 18)";
    "Check the other claim; where the service was given twice, add modifier 76, 77 or 59.";
}

/// Other claims to the same payer in the same turn with common services: the claim, and whether it has all of them.
fn twins<'s>(subject: &'s Subject<'_>) -> Vec<(&'s ClaimOnFile, bool)> {
    let claim = subject.claim;
    if claim.frequency != ClaimFrequency::Original {
        return Vec::new();
    }
    let own: HashSet<LineKey> =
        LineKey::all_of(claim).into_iter().filter(|key| key.date_of_service.is_some()).collect();
    let is_same_payer = |other: &&ClaimOnFile| {
        other.sequence == claim.parties.coverage.sequence
            && other.payer_id.eq_ignore_ascii_case(&claim.parties.payer.id)
    };
    let common = |other: &'s ClaimOnFile| {
        let theirs: HashSet<&LineKey> = other.lines.iter().collect();
        let shared = own.iter().filter(|key| theirs.contains(key)).count();
        (shared > 0).then_some((other, shared == own.len()))
    };
    subject.context.others.iter().filter(is_same_payer).filter_map(common).collect()
}

fn duplicate_claim(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (other, _) in twins(subject).into_iter().filter(|(other, has_all)| *has_all && other.is_sent) {
        report.add("claim", said!("Claim {} with the same services was sent to this payer.", other.claim_id));
    }
}

fn repeated_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (other, _) in twins(subject).into_iter().filter(|(other, has_all)| !(*has_all && other.is_sent)) {
        report.add("claim", said!("Claim {} has one of these services on the same day.", other.claim_id));
    }
}
