//! The parts of a service line with each other: pointers, modifiers, units, charge.

use crate::subject::{Report, Subject};
use claims::{Said, ServiceLine};
use codes::{DiagnosisLookup, is_cpt_shape};
use std::collections::{HashMap, HashSet};
use values::{Quantity, UnitType};

rule_table! { Consistency;
    "CON-070" Stop [Clinical] pointer_exists;
    "A line points to diagnoses of the claim"; "Guide 2400 SV107";
    "Link the line to a diagnosis that the claim has.";

    "CON-071" Stop [Clinical] pointer_twice;
    "A line does not point twice to one diagnosis"; "Guide 2400 SV107";
    "Remove the second link.";

    "CON-072" Stop [Clinical] modifier_twice;
    "No modifier stands twice on a line"; "Guide 2400 SV101-3 to SV101-6";
    "Remove the second one.";

    "CON-073" Warn [Clinical] both_sides;
    "RT and LT do not stand on one line"; "CMS modifier rules: one side a line, or 50";
    "Make a line for each side, or use modifier 50.";

    "CON-074" Warn [Clinical] bilateral_side;
    "Modifier 50 does not stand with RT or LT"; "CMS modifier rules";
    "Keep 50 for both sides, or the side alone.";

    "CON-075" Warn [Clinical] bilateral_units;
    "A line with modifier 50 has one unit"; "CMS Claims Processing Manual 12, 40.7";
    "Enter one unit, unless the payer wants two lines.";

    "CON-076" Stop [Clinical] both_components;
    "Modifiers 26 and TC do not stand on one line"; "CMS Claims Processing Manual 13, 20";
    "Keep the component that was given; without both the whole service is billed.";

    "CON-077" Warn [Clinical] side_agrees;
    "The side of a modifier is a side of the line's diagnoses"; "ICD-10-CM guidelines I.B.13";
    "Check modifier and diagnosis against the record.";

    "CON-078" Warn [Clinical] anesthesia_minutes;
    "Anesthesia (00100-01999) counts minutes, other services units"; "Guide 2400 SV103";
    "Choose minutes (MJ) for anesthesia time, units (UN) otherwise.";

    "CON-079" Warn [Clinical] charge_zero;
    "A line has a charge"; "Fee schedule";
    "Enter the charge, or the procedure into the fee schedule.";

    "CON-080" Warn [Clinical] line_twice;
    "No service stands twice on the claim without a modifier that says so"; "Payers deny it as a duplicate (CARC 18)";
    "Add the units to one line, or modifier 76, 77, 91, 59 or X{EPSU}.";

    "CON-081" Warn [Clinical] external_cause_main;
    "A line's main diagnosis is not an external cause"; "ICD-10-CM guidelines I.C.20.a.6";
    "Point to the injury or disease first.";
}

fn has_modifier(line: &ServiceLine, code: &str) -> bool {
    line.modifiers.iter().any(|modifier| modifier.as_str() == code)
}

fn pointer_exists(subject: &Subject<'_>, report: &mut Report<'_>) {
    let count = subject.visit().diagnoses.len();
    for (number, line) in subject.lines() {
        for (place, pointer) in (1..).zip(&line.diagnosis_pointers) {
            if *pointer == 0 || usize::from(*pointer) > count {
                let message = said!("Line {} points to diagnosis {}; the claim has {}.", number, pointer, count);
                report.add(format!("line {number} pointer {place}"), message);
            }
        }
    }
}

fn pointer_twice(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let mut seen = HashSet::new();
        for (place, pointer) in (1..).zip(&line.diagnosis_pointers) {
            if !seen.insert(pointer) {
                let message = said!("Line {} points twice to diagnosis {}.", number, pointer);
                report.add(format!("line {number} pointer {place}"), message);
            }
        }
    }
}

fn modifier_twice(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let mut seen = HashSet::new();
        for (place, modifier) in (1..).zip(&line.modifiers) {
            if !seen.insert(modifier) {
                let message = said!("Modifier {} stands twice on line {}.", modifier, number);
                report.add(format!("line {number} modifier {place}"), message);
            }
        }
    }
}

fn lines_with(subject: &Subject<'_>, report: &mut Report<'_>, fault: (fn(&ServiceLine) -> bool, &'static str)) {
    for (number, line) in subject.lines().filter(|(_, line)| fault.0(line)) {
        report.add(format!("line {number} modifiers"), Said::new(fault.1, vec![line.procedure.to_string()]));
    }
}

fn both_sides(subject: &Subject<'_>, report: &mut Report<'_>) {
    lines_with(
        subject,
        report,
        (|line| has_modifier(line, "RT") && has_modifier(line, "LT"), "RT and LT stand on the line of {}."),
    );
}

fn bilateral_side(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_fault =
        |line: &ServiceLine| has_modifier(line, "50") && (has_modifier(line, "RT") || has_modifier(line, "LT"));
    lines_with(subject, report, (is_fault, "Modifier 50 stands with a side on the line of {}."));
}

fn bilateral_units(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| has_modifier(line, "50") && line.units > Quantity::ONE) {
        report.add(format!("line {number} units"), said!("Line {} has modifier 50 and more than one unit.", number));
    }
}

fn both_components(subject: &Subject<'_>, report: &mut Report<'_>) {
    lines_with(
        subject,
        report,
        (|line| has_modifier(line, "26") && has_modifier(line, "TC"), "26 and TC stand on the line of {}."),
    );
}

/// The sides that a diagnosis names in its official text: right, left.
fn sides(found: &DiagnosisLookup) -> (bool, bool) {
    let DiagnosisLookup::Billable { description } = found else { return (false, false) };
    let text = description.to_lowercase();
    let has = |word: &str| text.split(|sign: char| !sign.is_ascii_alphabetic()).any(|part| part == word);
    let both = has("bilateral");
    (both || has("right"), both || has("left"))
}

fn side_agrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let (right, left) = (has_modifier(line, "RT"), has_modifier(line, "LT"));
        if right == left {
            continue;
        }
        let places = line.diagnosis_pointers.iter().filter_map(|pointer| usize::from(*pointer).checked_sub(1));
        let found = places.filter_map(|place| subject.diagnoses.get(place)?.as_ref()).map(sides);
        let (any_right, any_left) = found.fold((false, false), |all, one| (all.0 || one.0, all.1 || one.1));
        let (own, other, name) = if right { (any_right, any_left, "RT") } else { (any_left, any_right, "LT") };
        if other && !own {
            let message = said!("Line {} has modifier {}, and its diagnoses name the other side.", number, name);
            report.add(format!("line {number} modifiers"), message);
        }
    }
}

fn anesthesia_minutes(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let code = line.procedure.as_str();
        let value = Some(code).filter(|code| is_cpt_shape(code)).and_then(|code| code.parse::<u32>().ok());
        // 01953, 01996 count areas and days; 01967 to 01969 are often billed by unit.
        let is_by_unit = [1953, 1967, 1968, 1969, 1996].iter().any(|by_unit| value == Some(*by_unit));
        let is_anesthesia = value.is_some_and(|value| (100..=1999).contains(&value));
        let is_minutes = line.unit_type == UnitType::Minutes;
        if is_anesthesia != is_minutes && !is_by_unit {
            let found = if is_minutes { "minutes" } else { "units" };
            report.add(format!("line {number} units"), said!("{} is counted in {}.", code, found));
        }
    }
}

fn charge_zero(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines().filter(|(_, line)| line.charge.is_zero()) {
        report.add(format!("line {number} charge"), said!("{} has no charge.", line.procedure));
    }
}

/// Modifiers that tell a second service of the same kind from a copy.
const REPEATS: [&str; 8] = ["76", "77", "91", "59", "XE", "XP", "XS", "XU"];

fn line_twice(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashMap::new();
    let single = subject.lines().filter(|(_, line)| !REPEATS.iter().any(|code| has_modifier(line, code)));
    for (number, line) in single {
        let mut modifiers = line.modifiers.clone();
        modifiers.sort();
        let Some(first) = seen.insert((&line.procedure, line.date_of_service, modifiers), number) else { continue };
        let message = said!("Line {} repeats line {}: {} on the same day.", number, first, line.procedure);
        report.add(format!("line {number} procedure code"), message);
    }
}

fn external_cause_main(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let place = line.diagnosis_pointers.first().and_then(|pointer| usize::from(*pointer).checked_sub(1));
        let Some(main) = place.and_then(|place| subject.visit().diagnoses.get(place)) else { continue };
        if main.version == claims::DiagnosisVersion::Icd10 && main.code.as_str().starts_with(['V', 'W', 'X', 'Y']) {
            let message = said!(
                "{} tells how something happened and is the main diagnosis of line {}.",
                main.code.with_point(),
                number
            );
            report.add(format!("line {number} pointer 1"), message);
        }
    }
}
