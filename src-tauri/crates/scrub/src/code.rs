//! Codes that must be in their set on the day of service.

use crate::subject::{Report, Subject, at, is_blank};
use claims::{DateValue, DiagnosisVersion, Said, ServiceLine};
use codes::{DiagnosisLookup, HcpcsLookup, Set, Span, is_cpt_shape, is_hcpcs_level_two_shape};
use std::collections::BTreeSet;
use values::{Date, DiagnosisCode};

rule_table! { Code;
    "COD-001" Stop [Clinical] diagnosis_specific;
    "A diagnosis is specific enough to be billed"; "ICD-10-CM guidelines I.B.2; order file, column 15";
    "Choose a billable code below the category.";

    "COD-002" Stop [Clinical] diagnosis_known;
    "A diagnosis is in ICD-10-CM"; "ICD-10-CM order file";
    "Correct the code; search it by words.";

    "COD-003" Stop [Clinical] diagnosis_not_ended;
    "A diagnosis has not ended before the date of service"; "ICD-10-CM order file of the year";
    "Choose the code that took its place.";

    "COD-004" Stop [Clinical] diagnosis_begun;
    "A diagnosis is already valid on the date of service"; "ICD-10-CM order file of the year";
    "Choose a code of the year of service.";

    "COD-005" Warn [Clinical] diagnosis_checkable;
    "There is an ICD-10-CM pack for the date of service"; "Packs on this machine";
    "Import the ICD-10-CM files of that year, or check the codes by hand.";

    "COD-006" Stop [Clinical] icd_version;
    "Services from 2015-10-01 on are coded in ICD-10-CM, earlier ones in ICD-9-CM"; "45 CFR 162.1002; guide 2300 HI";
    "Code the diagnosis in the code set of the date of service.";

    "COD-007" Stop [Clinical] icd_not_mixed;
    "All diagnoses are of one code set"; "Guide 2300 HI";
    "Make one claim for services before 2015-10-01 and one for later ones.";

    "COD-008" Stop [Clinical] hcpcs_known;
    "A HCPCS level II code is in the code set"; "CMS HCPCS alpha-numeric file";
    "Correct the code; search it by words.";

    "COD-009" Stop [Clinical] hcpcs_not_ended;
    "A HCPCS level II code has not ended before the date of service"; "CMS HCPCS alpha-numeric file, termination date";
    "Choose the code that took its place.";

    "COD-010" Stop [Clinical] hcpcs_begun;
    "A HCPCS level II code is already valid on the date of service"; "CMS HCPCS alpha-numeric file, added date";
    "Choose a code that was valid on that day.";

    "COD-011" Warn [Clinical] hcpcs_checkable;
    "The packs tell whether a HCPCS level II code was valid on the date of service"; "Packs on this machine";
    "Import the HCPCS file of that quarter, or check the code by hand.";

    "COD-012" Stop [Clinical] procedure_shape;
    "A procedure code has the shape of a CPT or HCPCS code"; "Guide 2400 SV101-2; 45 CFR 162.1002";
    "Correct the code: five digits, four digits and a letter, or a letter and four digits.";

    "COD-013" Warn [Clinical] modifier_known;
    "A modifier is one of the common ones"; "CMS HCPCS file, modifier rows; CPT modifier numbers";
    "Check the modifier; rarer ones are legal.";

    "COD-014" Stop [Clinical] place_known;
    "A place of service is in CMS's list"; "CMS place of service code set";
    "Choose the place of service.";

    "COD-015" Info [Administrative] taxonomy_known;
    "A taxonomy code is one of the common ones"; "NUCC provider taxonomy";
    "Check the code against the NUCC list; rarer ones are legal.";

    "COD-016" Stop [Coverage] filing_indicator_known;
    "A claim filing indicator is one of claims"; "Guide 2000B, 2320 SBR09";
    "Choose the claim filing indicator in the payer's record.";

    "COD-017" Info [Clinical] packs_fresh;
    "The code packs are of the year of service"; "Packs on this machine";
    "Import the newest files of the code set.";

    "COD-018" Warn [Financial] reason_known;
    "The adjustment reasons of other payers are in the code list"; "X12 claim adjustment reason codes";
    "Compare the reason with the payer's remittance.";

    "COD-019" Stop [Clinical] manifestation_not_first;
    "A manifestation is not the first diagnosis"; "ICD-10-CM guidelines I.A.13 (`in diseases classified elsewhere`)";
    "Put the underlying disease first and the manifestation after it.";

    "COD-020" Stop [Clinical] external_cause_not_first;
    "An external cause (V00 to Y99) is not the first diagnosis"; "ICD-10-CM guidelines I.C.20.a.6";
    "Put the injury or disease first and the external cause after it.";
}

/// Diagnoses with their place, code and answer.
fn asked<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, &'s DiagnosisCode, &'s DiagnosisLookup)> {
    let answers = (1..).zip(subject.visit().diagnoses.iter().zip(&subject.diagnoses));
    answers.filter_map(|(number, (diagnosis, found))| Some((number, &diagnosis.code, found.as_ref()?)))
}

fn icd_pack(subject: &Subject<'_>) -> String {
    subject.pack(Set::Icd10cm, subject.first_day)
}

fn day_text(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn diagnosis_specific(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, code, found) in asked(subject) {
        let DiagnosisLookup::Header { children, billable_in, .. } = found else { continue };
        let code = code.with_point();
        let until = billable_in.and_then(|span| span.to).filter(|to| subject.first_day.is_some_and(|day| *to < day));
        let message = match until {
            Some(to) => said!("{} is a category (it could be billed until {}): it needs more characters.", code, to),
            None => said!("{} is a category: it needs more characters.", code),
        };
        let fault = at(format!("diagnosis {number}"), message).pack(icd_pack(subject));
        report.push(if children.is_empty() { fault } else { fault.remedy(choose_among(&code, children)) });
    }
}

/// The billable codes below a category, a handful by name.
fn choose_among(category: &str, children: &[String]) -> Said {
    let named: Vec<String> = children
        .iter()
        .take(8)
        .filter_map(|code| DiagnosisCode::parse(code).ok())
        .map(|code| code.with_point())
        .collect();
    if children.len() > named.len() {
        said!("Choose a billable code below {}: {} and more.", category, named.join(", "))
    } else {
        said!("Choose a billable code below {}: {}.", category, named.join(", "))
    }
}

fn diagnosis_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, code, _) in asked(subject).filter(|(_, _, found)| **found == DiagnosisLookup::Unknown) {
        let message = said!("{} is no ICD-10-CM code.", code.with_point());
        report.push(at(format!("diagnosis {number}"), message).pack(icd_pack(subject)));
    }
}

fn diagnosis_not_ended(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, code, found) in asked(subject) {
        let DiagnosisLookup::Ended { span: Span { to, .. }, .. } = found else { continue };
        let message = said!("{} ended on {}, before the date of service.", code.with_point(), day_text(*to));
        report.push(at(format!("diagnosis {number}"), message).pack(icd_pack(subject)));
    }
}

fn diagnosis_begun(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, code, found) in asked(subject) {
        let DiagnosisLookup::NotYet { span, .. } = found else { continue };
        let message = said!("{} begins on {}, after the date of service.", code.with_point(), span.from);
        report.push(at(format!("diagnosis {number}"), message).pack(icd_pack(subject)));
    }
}

fn diagnosis_checkable(subject: &Subject<'_>, report: &mut Report<'_>) {
    if asked(subject).any(|(_, _, found)| *found == DiagnosisLookup::NoPack) {
        let day = day_text(subject.first_day);
        report.add("diagnoses", said!("No ICD-10-CM pack serves {}: the diagnoses were not checked.", day));
    }
}

fn icd_version(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(day) = subject.first_day else { return };
    let is_new = Date::new(2015, 10, 1).is_some_and(|turn| day >= turn);
    let right = if is_new { DiagnosisVersion::Icd10 } else { DiagnosisVersion::Icd9 };
    let wrong = (1..).zip(&subject.visit().diagnoses).filter(|(_, diagnosis)| diagnosis.version != right);
    for (number, diagnosis) in wrong {
        let set = if is_new { "ICD-10-CM" } else { "ICD-9-CM" };
        let message = said!("{} is not coded in {}, the code set of {}.", diagnosis.code.with_point(), set, day);
        report.add(format!("diagnosis {number}"), message);
    }
}

fn icd_not_mixed(subject: &Subject<'_>, report: &mut Report<'_>) {
    let diagnoses = &subject.visit().diagnoses;
    let Some(first) = diagnoses.first() else { return };
    if let Some((number, _)) = (1..).zip(diagnoses).find(|(_, diagnosis)| diagnosis.version != first.version) {
        report.add(format!("diagnosis {number}"), "ICD-9 and ICD-10 codes stand on one claim.");
    }
}

/// Lines whose HCPCS code the book was asked about.
fn level_two<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, &'s ServiceLine, &'s HcpcsLookup)> {
    let answers = subject.lines().zip(&subject.procedures);
    answers.filter_map(|((number, line), found)| Some((number, line, found.as_ref()?)))
}

fn hcpcs_pack(subject: &Subject<'_>, line: &ServiceLine) -> String {
    subject.pack(Set::Hcpcs, line.date_of_service.map(DateValue::first).or(subject.first_day))
}

fn hcpcs_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line, _) in level_two(subject).filter(|(_, _, found)| **found == HcpcsLookup::Unknown) {
        let message = said!("{} is no HCPCS level II code.", line.procedure);
        report.push(at(format!("line {number} procedure code"), message).pack(hcpcs_pack(subject, line)));
    }
}

fn hcpcs_not_ended(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line, found) in level_two(subject) {
        let HcpcsLookup::Ended { last, .. } = found else { continue };
        let message = said!("{} ended on {}, before the date of service.", line.procedure, last);
        report.push(at(format!("line {number} procedure code"), message).pack(hcpcs_pack(subject, line)));
    }
}

fn hcpcs_begun(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line, found) in level_two(subject) {
        let HcpcsLookup::NotYet { from: Some(from), listed_in, .. } = found else { continue };
        let message = said!("{} begins on {}, after the date of service.", line.procedure, from);
        report.push(at(format!("line {number} procedure code"), message).pack(listed_in.to_string()));
    }
}

fn hcpcs_checkable(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line, found) in level_two(subject) {
        let code = &line.procedure;
        let (message, pack) = match found {
            HcpcsLookup::NoPack => {
                (said!("{} could not be checked: no pack serves the date of service.", code), String::new())
            }
            HcpcsLookup::NotYet { from: None, listed_in, .. } => (
                said!("{} could not be checked: {} is the first pack that lists it.", code, listed_in),
                listed_in.to_string(),
            ),
            HcpcsLookup::NotYet { from: Some(_), .. }
            | HcpcsLookup::Valid { .. }
            | HcpcsLookup::Ended { .. }
            | HcpcsLookup::Unknown => continue,
        };
        report.push(at(format!("line {number} procedure code"), message).pack(pack));
    }
}

fn procedure_shape(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_code = |code: &str| is_cpt_shape(code) || is_hcpcs_level_two_shape(code);
    let common = subject.lines().filter(|(_, line)| line.procedure_qualifier == "HC");
    for (number, line) in common.filter(|(_, line)| !is_code(line.procedure.as_str())) {
        let message = said!("{} is neither a CPT nor a HCPCS code.", line.procedure);
        report.add(format!("line {number} procedure code"), message);
    }
}

fn modifier_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        for (place, modifier) in (1..).zip(&line.modifiers) {
            if subject.context.codes.modifier(modifier.as_str()).is_none() {
                let fault = at(format!("line {number} modifier {place}"), said!("{} is no common modifier.", modifier));
                report.push(fault.pack(subject.pack(Set::Modifier, subject.first_day)));
            }
        }
    }
}

fn place_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    let of_claim = subject.visit().place_of_service.iter().map(|place| ("place of service".to_owned(), place));
    let of_lines = subject.lines().filter_map(|(number, line)| {
        Some((format!("line {number} place of service"), line.place_of_service.as_ref()?))
    });
    for (field, place) in of_claim.chain(of_lines) {
        if subject.context.codes.place_of_service(place.as_str()).is_none() {
            let fault = at(field, said!("{} is no place of service.", place));
            report.push(fault.pack(subject.pack(Set::PlaceOfService, Some(subject.context.today))));
        }
    }
}

fn taxonomy_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    let held = subject.parties.iter().filter(|named| subject.holds(named.class) && !is_blank(&named.party.taxonomy));
    for named in held {
        let code = named.party.taxonomy.trim();
        if subject.context.codes.taxonomy(code).is_none() {
            let fault = at(format!("{} taxonomy", named.label), said!("{} is no common taxonomy code.", code));
            report.push(fault.pack(subject.pack(Set::Taxonomy, Some(subject.context.today))));
        }
    }
}

fn filing_indicator_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    let own = std::iter::once(("claim filing indicator".to_owned(), &subject.claim.parties.coverage));
    let others = (1..).zip(&subject.claim.other_payers);
    let others =
        others.map(|(number, other)| (format!("other payer {number} claim filing indicator"), &other.coverage));
    for (field, coverage) in own.chain(others) {
        let Some(indicator) = &coverage.filing_indicator else { continue };
        let row = subject.context.codes.claim_filing_indicator(indicator.as_str());
        if !row.is_some_and(|row| row.in_837) {
            let fault = at(field, said!("{} is no filing indicator of a claim.", indicator));
            report.push(fault.pack(subject.pack(Set::ClaimFilingIndicator, Some(subject.context.today))));
        }
    }
}

fn packs_fresh(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(day) = subject.last_day else { return };
    let asked = [
        (Set::Icd10cm, subject.diagnoses.iter().any(Option::is_some)),
        (Set::Hcpcs, subject.procedures.iter().any(Option::is_some)),
    ];
    let status = subject.context.codes.status();
    for (set, _) in asked.into_iter().filter(|(_, was_asked)| *was_asked) {
        let stale = status.iter().find(|pack| pack.set == set && pack.stale_on.is_some_and(|first| first <= day));
        if let Some(pack) = stale {
            let version = format!("{set}-{}", pack.version);
            report.push(
                at("date of service", said!("{} is older than the year of service.", version)).pack(version.clone()),
            );
        }
    }
}

fn reason_known(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, other) in (1..).zip(&subject.claim.other_payers) {
        let of_lines = other.lines.iter().flat_map(|line| &line.adjustments);
        let reasons: BTreeSet<&str> = other.adjustments.iter().chain(of_lines).map(|one| one.carc.as_str()).collect();
        for reason in reasons.into_iter().filter(|reason| subject.context.codes.carc(reason).is_none()) {
            let fault =
                at(format!("other payer {number} adjustments"), said!("{} is no known adjustment reason.", reason));
            report.push(fault.pack(subject.pack(Set::Carc, Some(subject.context.today))));
        }
    }
}

fn manifestation_not_first(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some((1, code, DiagnosisLookup::Billable { description })) = asked(subject).next() else { return };
    let text = description.to_lowercase();
    if text.contains(" in ") && text.contains("diseases classified elsewhere") {
        let message = said!("{} is a manifestation of another disease and cannot stand first.", code.with_point());
        report.push(at("diagnosis 1", message).pack(icd_pack(subject)));
    }
}

fn external_cause_not_first(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(first) = subject.visit().diagnoses.first() else { return };
    if first.version == DiagnosisVersion::Icd10 && first.code.as_str().starts_with(['V', 'W', 'X', 'Y']) {
        let message = said!("{} tells how something happened and cannot stand first.", first.code.with_point());
        report.add("diagnosis 1", message);
    }
}
