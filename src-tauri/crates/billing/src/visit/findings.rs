//! Findings with the field of the form that they are about, and fixes that leave no choice.

use super::fill::pointers_text;
use super::form::VisitForm;
use super::read::ReadForm;
use crate::desk::Desk;
use crate::reference::Reference;
use claims::{ScrubFinding, Severity};
use codes::DiagnosisLookup;
use values::{DiagnosisCode, UnitType};

/// Where what a finding is about can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In the charge form.
    Form,
    /// In the patient's file.
    Patient,
    /// In the patient's coverage.
    Coverage,
    /// Among the practice's payers and providers.
    Office,
}

/// A value that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The field of the form.
    pub field: String,
    /// Its new value.
    pub value: String,
    /// The value as people know it.
    pub label: String,
}

/// A finding as the charge form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitFinding {
    /// The finding.
    pub finding: ScrubFinding,
    /// The field of the form; empty where it is none of them.
    pub field: String,
    /// Where to change it.
    pub place: Where,
    /// A fix, where there is no choice.
    pub fix: Option<Fix>,
    /// Whether a person may take it upon himself.
    pub may_override: bool,
    /// Why somebody did.
    pub override_reason: Option<String>,
}

/// What tells where findings belong.
pub(super) struct Places<'a, 'v> {
    pub form: &'a VisitForm,
    pub read: &'a ReadForm,
    pub reference: &'a Reference,
    pub desk: &'a Desk<'v>,
}

impl Places<'_, '_> {
    /// The finding with its field and its fix.
    pub(super) fn view(&self, finding: &ScrubFinding) -> VisitFinding {
        let (place, field) = self.place(&finding.field);
        let overridden = self.form.overrides.iter().find(|one| one.rule == finding.rule && one.field == finding.field);
        let may_override = finding.severity == Severity::Warn;
        VisitFinding {
            fix: self.fix(finding, &field),
            override_reason: overridden.filter(|_| may_override).map(|one| one.reason.clone()),
            finding: finding.clone(),
            field,
            place,
            may_override,
        }
    }

    fn place(&self, named: &str) -> (Where, String) {
        if let Some(field) = self.of_diagnosis(named).or_else(|| self.of_line(named)) {
            return (Where::Form, field);
        }
        const FIELDS: [(&str, Where, &str); 23] = [
            ("rendering provider", Where::Form, "rendering_provider"),
            ("referring provider", Where::Form, "referring_provider"),
            ("supervising provider", Where::Form, "supervising_provider"),
            ("service facility", Where::Form, "facility"),
            ("place of service", Where::Form, "place_of_service"),
            ("date of service", Where::Form, "lines.0.date"),
            ("date 431", Where::Form, "onset_date"),
            ("date 439", Where::Form, "accident_date"),
            ("date 435", Where::Form, "admission_date"),
            ("related causes", Where::Form, "accident"),
            ("accident state", Where::Form, "accident_state"),
            ("prior authorization", Where::Form, "prior_authorization"),
            ("referral number", Where::Form, "referral_number"),
            ("patient paid", Where::Form, "patient_paid"),
            ("note", Where::Form, "note"),
            ("coverage", Where::Coverage, "coverage_id"),
            ("subscriber member id", Where::Coverage, ""),
            ("subscriber relationship", Where::Coverage, ""),
            ("patient relationship", Where::Coverage, ""),
            ("subscriber", Where::Patient, ""),
            ("patient", Where::Patient, ""),
            ("payer", Where::Office, ""),
            ("billing provider", Where::Office, ""),
        ];
        let found = FIELDS.iter().find(|(prefix, _, _)| named.starts_with(prefix));
        match found {
            Some((_, place, field)) => (*place, (*field).to_owned()),
            None if named.starts_with("claim filing indicator") => (Where::Office, String::new()),
            None => (Where::Form, String::new()),
        }
    }

    fn of_diagnosis(&self, named: &str) -> Option<String> {
        if named == "diagnoses" {
            return Some("diagnoses.0".to_owned());
        }
        let at = number(named.strip_prefix("diagnosis ")?)?.0;
        let place = self.read.diagnoses_from.get(at).copied().unwrap_or(at);
        Some(format!("diagnoses.{place}"))
    }

    fn of_line(&self, named: &str) -> Option<String> {
        let (at, part) = number(named.strip_prefix("line ")?)?;
        let place = self.read.lines_from.get(at).map_or(at, |(place, _)| *place);
        const PARTS: [(&str, &str); 11] = [
            ("modifier", "modifiers"),
            ("pointer", "pointers"),
            ("units", "units"),
            ("charge", "charge"),
            ("date", "date"),
            ("place of service", "place_of_service"),
            ("NDC quantity", "ndc_quantity"),
            ("NDC unit", "ndc_unit"),
            ("NDC", "ndc"),
            ("description", "description"),
            ("procedure code", "code"),
        ];
        if part.starts_with("ordering provider") {
            return Some("ordering_provider".to_owned());
        }
        let field = PARTS.iter().find(|(prefix, _)| part.starts_with(prefix)).map_or("code", |(_, field)| *field);
        Some(format!("lines.{place}.{field}"))
    }

    /// The index of the visit's line that a field is in.
    fn line_of(&self, field: &str) -> Option<&claims::ServiceLine> {
        let place: usize = field.strip_prefix("lines.")?.split('.').next()?.parse().ok()?;
        let at = self.read.lines_from.iter().position(|(from, _)| *from == place)?;
        self.read.visit.lines.get(at)
    }

    // Only where there is nothing to choose: one code below a category, one facility on file, a thing that stands twice.
    fn fix(&self, finding: &ScrubFinding, field: &str) -> Option<Fix> {
        let fix = |value: String, label: String| Some(Fix { field: field.to_owned(), value, label });
        let plain = |value: String| fix(value.clone(), value);
        match finding.rule.as_str() {
            "COD-001" => self.only_child(&finding.field).and_then(plain),
            _ if field == "place_of_service" && self.form.place_of_service.trim().is_empty() => plain("11".to_owned()),
            _ if field == "facility" && self.form.facility.trim().is_empty() => {
                let (id, facility) = only(self.reference.facilities.iter())?;
                fix(id.to_string(), facility.name.clone())
            }
            _ if field == "rendering_provider" && self.form.rendering_provider.trim().is_empty() => {
                let (id, provider) = only(self.reference.providers.iter())?;
                fix(id.to_string(), provider.last_name.clone())
            }
            _ => self.fix_of_line(finding, field).and_then(plain),
        }
    }

    fn only_child(&self, named: &str) -> Option<String> {
        let at = number(named.strip_prefix("diagnosis ")?)?.0;
        let (code, day) = (self.read.visit.diagnoses.get(at)?, self.read.visit.date_of_service()?);
        let DiagnosisLookup::Header { children, .. } = self.desk.codes().diagnosis(code.code.as_str(), day) else {
            return None;
        };
        let [child] = children.as_slice() else { return None };
        DiagnosisCode::parse(child).ok().map(|code| code.with_point())
    }

    fn fix_of_line(&self, finding: &ScrubFinding, field: &str) -> Option<String> {
        let line = self.line_of(field)?;
        let is_twice = finding.message.text.contains("twice");
        if field.ends_with(".pointers") && is_twice {
            return Some(pointers_text(&once(&line.diagnosis_pointers)));
        }
        if field.ends_with(".modifiers") && is_twice {
            let kept: Vec<String> = once(&line.modifiers).iter().map(ToString::to_string).collect();
            return Some(kept.join(" "));
        }
        let is_count = field.ends_with(".units") && finding.message.text.contains("is counted in");
        match (is_count, line.unit_type) {
            (true, UnitType::Units) => Some(format!("{}m", line.units)),
            (true, UnitType::Minutes) => Some(line.units.to_string()),
            (false, _) => None,
        }
    }
}

fn once<T: PartialEq + Clone>(all: &[T]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in all {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
    kept
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The number that a text begins with, counted from 0, and what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let (digits, rest) = text.split_once(' ').unwrap_or((text, ""));
    Some((digits.parse::<usize>().ok()?.checked_sub(1)?, rest))
}

/// Puts a value into a field of the form by its name. `false` where the form has no such field.
pub(super) fn set_field(form: &mut VisitForm, field: &str, value: &str) -> bool {
    let mut parts = field.split('.');
    let (head, place, part) = (parts.next(), parts.next(), parts.next());
    let at = place.and_then(|place| place.parse::<usize>().ok());
    let target = match (head, at, part) {
        (Some("diagnoses"), Some(at), None) => form.diagnoses.get_mut(at),
        (Some("lines"), Some(at), Some(part)) => form.lines.get_mut(at).and_then(|line| match part {
            "modifiers" => Some(&mut line.modifiers),
            "pointers" => Some(&mut line.pointers),
            "units" => Some(&mut line.units),
            "code" => Some(&mut line.code),
            _ => None,
        }),
        (Some("place_of_service"), None, None) => Some(&mut form.place_of_service),
        (Some("facility"), None, None) => Some(&mut form.facility),
        (Some("rendering_provider"), None, None) => Some(&mut form.rendering_provider),
        _ => None,
    };
    target.map(|target| value.clone_into(target)).is_some()
}
