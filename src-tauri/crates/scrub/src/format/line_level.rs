//! Shapes of service lines.

use crate::subject::{Report, Subject, is_blank};
use crate::texts::written_length;
use std::collections::HashSet;

pub(super) fn ndc_digits(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let Some(drug) = line.drug.as_ref().filter(|drug| drug.qualifier == "N4") else { continue };
        if drug.code.len() != 11 || !drug.code.bytes().all(|byte| byte.is_ascii_digit()) {
            report.add(format!("line {number} NDC"), said!("{} is no NDC of eleven digits.", drug.code));
        }
    }
}

pub(super) fn ndc_quantity(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines() {
        let Some(drug) = &line.drug else { continue };
        if !drug.quantity.is_some_and(values::Quantity::is_positive) {
            report.add(format!("line {number} NDC quantity"), said!("The drug of line {} has no quantity.", number));
        }
        if drug.unit.is_none() {
            report.add(format!("line {number} NDC unit"), said!("The drug of line {} has no unit.", number));
        }
    }
}

pub(super) fn charge_sign(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| line.charge.is_negative()) {
        report.add(format!("line {number} charge"), said!("The charge of line {} is below zero.", number));
    }
}

pub(super) fn units_sign(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| !line.units.is_positive()) {
        report.add(format!("line {number} units"), said!("Line {} has no units.", number));
    }
}

pub(super) fn modifiers_fit(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines().filter(|(_, line)| line.modifiers.len() > 4) {
        let message = said!("Line {} has {} modifiers; four fit.", number, line.modifiers.len());
        report.add(format!("line {number} modifier 5"), message);
    }
}

pub(super) fn pointers_fit(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, line) in subject.lines().filter(|(_, line)| line.diagnosis_pointers.len() > 4) {
        let message = said!("Line {} points to {} diagnoses; four fit.", number, line.diagnosis_pointers.len());
        report.add(format!("line {number} pointer 5"), message);
    }
}

/// Ten characters with the decimals, and the point does not count.
const LARGEST_CENTS: i64 = 999_999_999;

pub(super) fn charge_size(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_large = |charge: values::Money| charge.cents() > LARGEST_CENTS;
    let lines: Vec<usize> =
        subject.lines().filter(|(_, line)| is_large(line.charge)).map(|(number, _)| number).collect();
    for number in &lines {
        report.add(format!("line {number} charge"), said!("The charge of line {} is unusually large.", number));
    }
    if lines.is_empty() && is_large(subject.visit().charge()) {
        report.add("total charge", "The charge of the claim is unusually large.");
    }
}

pub(super) fn procedure_qualifier(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_known = |qualifier: &str| ["HC", "ER", "IV", "WK"].contains(&qualifier);
    for (number, line) in subject.lines().filter(|(_, line)| !is_known(&line.procedure_qualifier)) {
        let message = said!("`{}` names no code set of procedures.", line.procedure_qualifier);
        report.add(format!("line {number} procedure code"), message);
    }
}

pub(super) fn numbers(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (place, line) in subject.lines() {
        if line.number == 0 || !seen.insert(line.number) {
            let message = said!("The number of the claim's line in place {} is 0 or stands twice.", place);
            report.add(format!("line {place}"), message);
        }
    }
}

pub(super) fn control_numbers(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (number, line) in subject.lines().filter(|(_, line)| !is_blank(&line.control_number)) {
        if written_length(&line.control_number) > 30 || !seen.insert(line.control_number.as_str()) {
            let message = said!("The control number of line {} is too long or stands twice.", number);
            report.add(format!("line {number} control number"), message);
        }
    }
}

pub(super) fn description_length(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| written_length(&line.description) > 80) {
        let message = said!("The description of line {} has more than 80 characters.", number);
        report.add(format!("line {number} description"), message);
    }
}
