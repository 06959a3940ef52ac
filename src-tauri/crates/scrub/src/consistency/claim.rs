//! The claim with itself: totals, diagnoses, frequency, causes.

use crate::format::is_state;
use crate::subject::{Report, Subject, is_blank};
use claims::{ProviderRole, Visit};
use std::collections::HashMap;
use values::{ClaimFrequency, Money};

rule_table! { Consistency;
    "CON-001" Stop [Clinical] total_charge;
    "The total charge is the sum of the lines"; "Guide 2300 CLM02";
    "Correct the total or the lines.";

    "CON-002" Stop [Clinical] diagnosis_twice;
    "No diagnosis stands twice"; "Guide 2300 HI";
    "Remove the second one and link its lines to the first.";

    "CON-003" Stop [Clinical Financial] replacement_number;
    "A replacement or void names the payer's claim number"; "Guide 2300 REF*F8";
    "Enter the payer claim control number of the newest remittance.";

    "CON-004" Stop [Clinical Financial] original_number;
    "An original claim names no earlier claim of the payer"; "Guide 2300 CLM05-3, REF*F8";
    "Remove the number, or send the claim as a replacement (7).";

    "CON-005" Stop [Clinical] accident_state;
    "An auto accident has its state"; "Guide 2300 CLM11-4";
    "Enter the state where the accident happened.";

    "CON-006" Info [Administrative Clinical] same_provider;
    "The rendering provider is not the billing provider again"; "Guide 2310B: sent only when it differs";
    "Nothing to do: it is left out of the file.";

    "CON-007" Warn [Clinical Coverage] referring_provider;
    "A referral number comes with the referring provider"; "Guide 2300 REF*9F, 2310A";
    "Choose who referred the patient.";

    "CON-008" Warn [Clinical Financial] patient_paid;
    "The patient did not pay more than the charge"; "Guide 2300 AMT*F5";
    "Check the patient's payment.";
}

fn total_charge(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    let sum: Money = visit.lines.iter().map(|line| line.charge).sum();
    if visit.charge() != sum {
        report.add("total charge", said!("The total charge is {}, the lines make {}.", visit.charge(), sum));
    }
}

fn diagnosis_twice(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut first_place: HashMap<_, usize> = HashMap::new();
    for (number, diagnosis) in (1_usize..).zip(&subject.visit().diagnoses) {
        if let Some(first) = first_place.get(&diagnosis.code) {
            let message = said!("{} stands already as diagnosis {}.", diagnosis.code.with_point(), first);
            report.add(format!("diagnosis {number}"), message);
        } else {
            first_place.insert(&diagnosis.code, number);
        }
    }
}

fn has_payer_number(subject: &Subject<'_>) -> bool {
    subject.claim.payer_claim_control_number.as_deref().is_some_and(|number| !is_blank(number))
}

fn replacement_number(subject: &Subject<'_>, report: &mut Report<'_>) {
    let frequency = subject.claim.frequency;
    if frequency.needs_payer_claim_control_number() && !has_payer_number(subject) {
        let message = said!("Claim frequency {} needs the payer's number of the earlier claim.", frequency);
        report.add("payer claim control number", message);
    }
}

fn original_number(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.frequency == ClaimFrequency::Original && has_payer_number(subject) {
        report.add("payer claim control number", "The claim is sent as an original and names an earlier one.");
    }
}

pub(super) fn has_cause(visit: &Visit, cause: &str) -> bool {
    visit.related_causes.causes.iter().any(|known| known == cause)
}

fn accident_state(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    let is_abroad = !is_blank(&visit.related_causes.country);
    if has_cause(visit, "AA") && !is_abroad && !is_state(&visit.related_causes.state) {
        report.add("accident state", "The auto accident has no state.");
    }
}

fn same_provider(subject: &Subject<'_>, report: &mut Report<'_>) {
    let billing = &subject.claim.parties.billing.party.id;
    let rendering = subject.visit().provider(ProviderRole::Rendering);
    if !is_blank(billing) && rendering.is_some_and(|provider| provider.party.id == *billing) {
        report.add("rendering provider NPI", "Rendering and billing provider have the same NPI.");
    }
}

fn referring_provider(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    let on_line = || visit.lines.iter().any(|line| line.provider(ProviderRole::Referring).is_some());
    let is_named = visit.provider(ProviderRole::Referring).is_some()
        || visit.provider(ProviderRole::PrimaryCare).is_some()
        || on_line();
    if subject.claim.referral_number.is_some() && !is_named {
        report.add("referring provider", "There is a referral number and no referring provider.");
    }
}

fn patient_paid(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.patient_paid.is_some_and(|paid| paid > subject.visit().charge()) {
        report.add("patient paid", "The patient paid more than the charge.");
    }
}
