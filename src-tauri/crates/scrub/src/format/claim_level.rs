//! Shapes of what stands on the claim as a whole.

use crate::subject::{Report, Subject, is_blank};
use crate::texts::written_length;
use claims::{DateValue, Note, Reference};
use values::Class;

pub(super) fn patient_control_number(subject: &Subject<'_>, report: &mut Report<'_>) {
    let number = subject.claim.patient_control_number.as_str();
    let is_ours = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    if number.len() > 20 || !number.bytes().all(is_ours) {
        report.add("patient control number", "The patient control number is not 1 to 20 of A-Z, 0-9 and hyphen.");
    }
}

/// Every note with its field and the kinds that may stand there.
fn notes<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (String, &'s Note, &'static [&'static str])> {
    let of_claim = subject.visit().notes.iter();
    let of_claim = of_claim.map(|note| ("note".to_owned(), note, ["ADD", "CER", "DCP", "DGN", "TPO"].as_slice()));
    let of_lines = subject.lines().flat_map(|(number, line)| {
        line.notes.iter().map(move |note| (format!("line {number} note"), note, ["ADD", "DCP", "TPO"].as_slice()))
    });
    of_claim.chain(of_lines)
}

pub(super) fn note_length(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (field, note, _) in notes(subject) {
        let length = written_length(&note.text);
        if !(1..=80).contains(&length) {
            let message = said!("The {} has {} characters; 1 to 80 fit.", field, length);
            report.add(field, message);
        }
    }
}

pub(super) fn note_code(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (field, note, kinds) in notes(subject) {
        if !kinds.contains(&note.code.as_str()) {
            let message = said!("`{}` is no kind of note here; {} are.", note.code, kinds.join(", "));
            report.add(field, message);
        }
    }
}

pub(super) fn one_note(subject: &Subject<'_>, report: &mut Report<'_>) {
    let count = subject.visit().notes.len();
    if count > 1 {
        report.add("note", said!("The claim has {} notes; one fits.", count));
    }
}

pub(super) fn patient_paid_sign(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.patient_paid.is_some_and(values::Money::is_negative) {
        report.add("patient paid", "The amount that the patient paid is below zero.");
    }
}

/// Every reference number with its field and class.
fn references<'s>(subject: &'s Subject<'_>) -> Vec<(String, &'s str, Class)> {
    let claim = subject.claim;
    let mut all: Vec<(String, &str, Class)> = Vec::new();
    let optional = [
        ("payer claim control number", &claim.payer_claim_control_number, Class::Financial),
        ("prior authorization", &claim.prior_authorization, Class::Coverage),
        ("referral number", &claim.referral_number, Class::Coverage),
    ];
    for (field, value, class) in optional {
        all.extend(value.as_deref().map(|value| (field.to_owned(), value, class)));
    }
    if !claim.parties.coverage.group_number.is_empty() {
        all.push(("group number".to_owned(), &claim.parties.coverage.group_number, Class::Coverage));
    }
    let mut add = |owner: String, references: &'s [Reference]| {
        let named =
            |one: &'s Reference| (format!("{owner}reference {}", one.qualifier), one.value.as_str(), Class::Clinical);
        all.extend(references.iter().map(named));
    };
    add(String::new(), &claim.visit.references);
    subject.lines().for_each(|(number, line)| add(format!("line {number} "), &line.references));
    all
}

pub(super) fn reference_length(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (field, value, _) in references(subject).into_iter().filter(|(_, _, class)| subject.holds(*class)) {
        let length = written_length(value);
        if !(1..=50).contains(&length) {
            let message = said!("The {} has {} characters; 1 to 50 fit.", field, length);
            report.add(field, message);
        }
    }
}

pub(super) fn indicators(subject: &Subject<'_>, report: &mut Report<'_>) {
    let found = &subject.visit().indicators;
    let delays = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "15"];
    let lists: [(&str, &str, &[&str]); 8] = [
        ("facility qualifier", &found.facility_qualifier, &["B"]),
        ("provider signature", &found.provider_signature, &["Y", "N"]),
        ("assignment", &found.assignment, &["A", "B", "C"]),
        ("benefits assigned", &found.benefits_assigned, &["Y", "N", "W"]),
        ("release of information", &found.release_of_information, &["Y", "I"]),
        ("patient signature source", &found.patient_signature_source, &["", "P"]),
        ("special program", &found.special_program, &["", "02", "03", "05", "09"]),
        ("delay reason", &found.delay_reason, &delays),
    ];
    for (field, code, _) in lists.iter().filter(|(_, code, list)| !list.contains(code)) {
        report.add(*field, said!("`{}` is no code of this list.", code));
    }
}

pub(super) fn related_causes(subject: &Subject<'_>, report: &mut Report<'_>) {
    let causes = &subject.visit().related_causes.causes;
    for cause in causes.iter().filter(|cause| !["AA", "EM", "OA"].contains(&cause.as_str())) {
        report.add("related causes", said!("`{}` is no related cause.", cause));
    }
    let is_twice = causes.first().is_some_and(|first| causes.iter().skip(1).any(|other| other == first));
    if causes.len() > 2 || is_twice {
        report.add("related causes", "A related cause stands twice, or there are more than two.");
    }
}

/// Dates that a claim may carry (DTP01 of 2300).
const DATE_KINDS: [&str; 19] = [
    "431", "454", "304", "453", "439", "484", "455", "471", "314", "360", "361", "297", "296", "435", "096", "090",
    "091", "444", "050",
];

pub(super) fn date_kinds(subject: &Subject<'_>, report: &mut Report<'_>) {
    for date in &subject.visit().dates {
        let kind = date.qualifier.as_str();
        if !DATE_KINDS.contains(&kind) {
            report.add(format!("date {kind}"), said!("`{}` is no kind of date of a claim.", kind));
        } else if kind != "314" && matches!(date.value, DateValue::Range(..)) {
            report.add(format!("date {kind}"), said!("Date {} is a period; it must be one day.", kind));
        }
    }
}

pub(super) fn clia_shape(subject: &Subject<'_>, report: &mut Report<'_>) {
    let of_claim = subject.visit().references.iter().map(|one| ("CLIA number".to_owned(), one));
    let of_lines = subject
        .lines()
        .flat_map(|(number, line)| line.references.iter().map(move |one| (format!("line {number} CLIA number"), one)));
    for (field, one) in of_claim.chain(of_lines).filter(|(_, one)| one.qualifier == "X4" && !is_blank(&one.value)) {
        if !is_clia(one.value.trim()) {
            report.add(field, said!("{} does not have the shape of a CLIA number.", one.value));
        }
    }
}

fn is_clia(number: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if at == 2 { byte.eq_ignore_ascii_case(&b'D') } else { byte.is_ascii_digit() };
    number.len() == 10 && number.bytes().enumerate().all(fits)
}

pub(super) fn frequency(subject: &Subject<'_>, report: &mut Report<'_>) {
    let code = subject.claim.frequency.code();
    if !subject.context.codes.claim_frequency(code).is_some_and(|row| row.in_837p) {
        report.add("claim frequency", said!("Claim frequency {} is not for professional claims.", code));
    }
}
