//! The days of a claim: service, birth, accident, stay, filing limit.

use super::claim::has_cause;
use crate::subject::{Report, Subject, is_blank};
use claims::DateValue;
use values::{ClaimFrequency, Date, PayerSequence};

rule_table! { Consistency;
    "CON-010" Stop [Clinical Demographics] born_after_service;
    "The patient was born before the service"; "Guide 2010BA, 2010CA DMG02; 2400 DTP*472";
    "Correct the birth date in the patient's record, or the date of service.";

    "CON-011" Warn [Clinical Demographics] very_old;
    "The patient is not older than 120 years"; "Plausibility";
    "Check the birth date in the patient's record.";

    "CON-012" Stop [Clinical] service_in_future;
    "No service lies in the future"; "Guide 2400 DTP*472";
    "Correct the date of service, or wait until the service was given.";

    "CON-013" Stop [Clinical] range_order;
    "A period begins before it ends"; "Guide DTP03, format RD8";
    "Correct first and last day.";

    "CON-014" Stop [Clinical] accident_date;
    "An auto or other accident has its date"; "Guide 2300 DTP*439";
    "Enter the date of the accident.";

    "CON-015" Warn [Clinical] employment_date;
    "An injury at work has its date"; "Guide 2300 DTP*439";
    "Enter the date of the accident, unless it is an illness from work.";

    "CON-016" Stop [Clinical] cause_after_service;
    "Accident, onset and last period lie not after the service"; "Guide 2300 DTP*439, 431, 484";
    "Correct the date, or the date of service.";

    "CON-017" Stop [Clinical] admission_date;
    "Inpatient services have the day of admission"; "Guide 2300 DTP*435 (places 21, 51, 61)";
    "Enter the admission date.";

    "CON-018" Warn [Clinical] admitted_after_service;
    "The admission lies not after the service"; "Guide 2300 DTP*435";
    "Check admission date and place of service.";

    "CON-019" Stop [Clinical] discharged_before_admission;
    "The discharge lies not before the admission"; "Guide 2300 DTP*096, 435";
    "Correct admission or discharge date.";

    "CON-020" Warn [Clinical] filing_limit_passed;
    "The payer's filing limit has not passed"; "Payer profile, timely filing";
    "Send it with a delay reason and proof, or write it off with approval.";

    "CON-021" Warn [Clinical] filing_limit_near;
    "The payer's filing limit is more than two weeks away"; "Payer profile, timely filing";
    "Send the claim with the next batch.";

    "CON-022" Warn [Clinical Demographics] after_death;
    "The patient was alive on the day of service"; "Guide 2000B, 2000C PAT06; 2400 DTP*472";
    "Correct the day of death in the patient's record, or the date of service.";
}

fn born_after_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(birth), Some(first)) = (subject.claim.patient_birth_date(), subject.first_day) else { return };
    if birth > first {
        let field = format!("{} birth date", subject.patient_label());
        report.add(field, said!("The patient's birth date lies after the service of {}.", first));
    }
}

fn very_old(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(birth), Some(first)) = (subject.claim.patient_birth_date(), subject.first_day) else { return };
    if first.years_since(birth) > 120 {
        report.add(format!("{} birth date", subject.patient_label()), "The patient would be older than 120 years.");
    }
}

// A specimen may be read after its patient's death: a warning.
fn after_death(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(death), Some(last)) = (subject.claim.patient_death_date(), subject.last_day) else { return };
    if last > death {
        let field = format!("{} day of death", subject.patient_label());
        report.add(field, said!("The patient died before the service of {}.", last));
    }
}

fn service_in_future(subject: &Subject<'_>, report: &mut Report<'_>) {
    let today = subject.context.today;
    for (number, line) in subject.lines() {
        if let Some(day) = line.date_of_service.map(|value| value.first().max(value.last())).filter(|day| *day > today)
        {
            report.add(format!("line {number} date of service"), said!("{} lies in the future.", day));
        }
    }
}

fn range_order(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_reversed = |value: DateValue| matches!(value, DateValue::Range(first, last) if first > last);
    let services = subject.lines().filter(|(_, line)| line.date_of_service.is_some_and(is_reversed));
    let services = services.map(|(number, _)| format!("line {number} date of service"));
    let dates = subject.visit().dates.iter().filter(|date| is_reversed(date.value));
    for field in services.chain(dates.map(|date| format!("date {}", date.qualifier))) {
        report.add(field, "The period ends before it begins.");
    }
}

fn accident_date(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    if (has_cause(visit, "AA") || has_cause(visit, "OA")) && visit.date("439").is_none() {
        report.add("date 439", "The accident has no date.");
    }
}

fn employment_date(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    if has_cause(visit, "EM") && visit.date("439").is_none() && visit.date("431").is_none() {
        report.add("date 439", "The condition comes from work and has no accident or onset date.");
    }
}

fn cause_after_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(last) = subject.last_day else { return };
    for (kind, name) in [("439", "accident"), ("431", "onset"), ("484", "last menstrual period")] {
        if subject.visit().date(kind).is_some_and(|value| value.first() > last) {
            report.add(format!("date {kind}"), said!("The date of {} lies after the service.", name));
        }
    }
}

fn admission_date(subject: &Subject<'_>, report: &mut Report<'_>) {
    let places = subject.lines().map(|(_, line)| subject.place_of(line));
    let inpatient = places.chain([subject.visit().place_of_service.as_ref()]).flatten();
    let mut inpatient = inpatient.filter(|place| ["21", "51", "61"].contains(&place.as_str()));
    if let Some(place) = inpatient.next().filter(|_| subject.visit().date("435").is_none()) {
        report.add("date 435", said!("Place of service {} is inpatient, and there is no admission date.", place));
    }
}

fn claim_day(subject: &Subject<'_>, kind: &str) -> Option<Date> {
    subject.visit().date(kind).map(DateValue::first)
}

fn admitted_after_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    if let (Some(admitted), Some(first)) = (claim_day(subject, "435"), subject.first_day)
        && admitted > first
    {
        report.add("date 435", said!("The admission of {} lies after the first service.", admitted));
    }
}

fn discharged_before_admission(subject: &Subject<'_>, report: &mut Report<'_>) {
    if let (Some(admitted), Some(discharged)) = (claim_day(subject, "435"), claim_day(subject, "096"))
        && discharged < admitted
    {
        report.add("date 096", said!("The discharge of {} lies before the admission of {}.", discharged, admitted));
    }
}

/// The last day on which a first claim to the first payer may arrive. Corrections and next payers have limits of their own.
fn filing_limit(subject: &Subject<'_>) -> Option<Date> {
    let claim = subject.claim;
    let is_first = claim.frequency == ClaimFrequency::Original
        && claim.parties.coverage.sequence == PayerSequence::Primary
        && is_blank(&claim.visit.indicators.delay_reason);
    let days = subject.context.payer.timely_filing_days.filter(|_| is_first)?;
    Some(subject.first_day?.plus_days(i32::from(days)))
}

fn filing_limit_passed(subject: &Subject<'_>, report: &mut Report<'_>) {
    if let Some(limit) = filing_limit(subject).filter(|limit| *limit < subject.context.today) {
        report.add("date of service", said!("The filing limit of this payer was {}.", limit));
    }
}

fn filing_limit_near(subject: &Subject<'_>, report: &mut Report<'_>) {
    let left = |limit: &Date| limit.days_since(subject.context.today);
    if let Some(limit) = filing_limit(subject).filter(|limit| (0..=14).contains(&left(limit))) {
        report.add("date of service", said!("The filing limit of this payer is {}.", limit));
    }
}
