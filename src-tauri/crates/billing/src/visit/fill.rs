//! Fills the charge form out of what is stored.

use super::form::{LineForm, VisitForm};
use super::read::{DATES, facility_key, ordering_of};
use super::save::override_forms;
use crate::reference::Reference;
use claims::{ClaimProvider, DateValue, ProviderRole, ServiceLine, Visit};
use records::FindingOverride;
use values::{Date, Money, UnitType};

/// A day as people write it.
pub(super) fn day_text(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year())
}

/// An amount as people write it.
pub(super) fn amount_text(amount: Money) -> String {
    let (sign, cents) = (if amount.is_negative() { "-" } else { "" }, amount.cents().abs());
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// What a stored visit fills in.
pub(super) struct Filling<'a> {
    pub reference: &'a Reference,
    pub visit: &'a Visit,
    pub note: &'a str,
    pub prior_authorization: &'a str,
    pub referral_number: &'a str,
    pub patient_paid: Option<Money>,
    pub overrides: &'a [FindingOverride],
}

impl Filling<'_> {
    /// The form with the visit's content; whose it is and what it is part of, the caller adds.
    pub(super) fn form(&self) -> VisitForm {
        let visit = self.visit;
        let [onset_date, accident_date, admission_date] =
            DATES.map(|(_, qualifier)| visit.date(qualifier).map(|date| day_text(date.first())).unwrap_or_default());
        let provider = |role| self.provider(visit.provider(role));
        VisitForm {
            rendering_provider: provider(ProviderRole::Rendering),
            referring_provider: provider(ProviderRole::Referring),
            ordering_provider: self.provider(ordering_of(visit)),
            supervising_provider: provider(ProviderRole::Supervising),
            facility: self.facility(),
            place_of_service: visit.place_of_service.as_ref().map(ToString::to_string).unwrap_or_default(),
            prior_authorization: self.prior_authorization.to_owned(),
            referral_number: self.referral_number.to_owned(),
            accident: visit.related_causes.causes.join(" "),
            accident_state: visit.related_causes.state.clone(),
            accident_date,
            onset_date,
            admission_date,
            note: self.note.to_owned(),
            diagnoses: visit.diagnoses.iter().map(|diagnosis| diagnosis.code.with_point()).collect(),
            lines: visit.lines.iter().map(|line| self.line(line)).collect(),
            patient_paid: self.patient_paid.map(amount_text).unwrap_or_default(),
            overrides: override_forms(self.overrides),
            ..VisitForm::default()
        }
    }

    fn provider(&self, provider: Option<&ClaimProvider>) -> String {
        let Some(provider) = provider else { return String::new() };
        let on_file = self.reference.provider(&provider.party.id);
        on_file.map_or_else(|| provider.party.id.clone(), |id| id.to_string())
    }

    fn facility(&self) -> String {
        let Some(facility) = self.visit.provider(ProviderRole::Facility) else { return String::new() };
        let key = facility_key(&facility.party);
        self.reference.facility(key).map_or_else(|| key.to_owned(), |id| id.to_string())
    }

    fn line(&self, line: &ServiceLine) -> LineForm {
        let first = line.date_of_service.map(DateValue::first);
        let last = line.date_of_service.map(DateValue::last).filter(|last| Some(*last) != first);
        let minutes = if line.unit_type == UnitType::Minutes { "m" } else { "" };
        let drug = line.drug.as_ref();
        let place = line.place_of_service.as_ref().or(self.visit.place_of_service.as_ref());
        LineForm {
            from_line: Some(line.number),
            date: first.map(day_text).unwrap_or_default(),
            date_to: last.map(day_text).unwrap_or_default(),
            place_of_service: place.map(ToString::to_string).unwrap_or_default(),
            code: line.procedure.to_string(),
            modifiers: line.modifiers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            pointers: pointers_text(&line.diagnosis_pointers),
            units: format!("{}{minutes}", line.units),
            charge: amount_text(line.charge),
            description: line.description.clone(),
            ndc: drug.map(|drug| drug.code.clone()).unwrap_or_default(),
            ndc_quantity: drug.and_then(|drug| drug.quantity).map(|quantity| quantity.to_string()).unwrap_or_default(),
            ndc_unit: drug.and_then(|drug| drug.unit).map(|unit| unit.code().to_owned()).unwrap_or_default(),
        }
    }
}

/// Diagnosis positions as letters.
pub(super) fn pointers_text(pointers: &[u8]) -> String {
    let letter = |pointer: &u8| match pointer {
        1..=12 => char::from(b'A' + pointer - 1),
        _ => '?',
    };
    pointers.iter().map(letter).collect()
}

/// The form of a visit alone.
pub(super) fn filled(reference: &Reference, visit: &Visit) -> VisitForm {
    let empty = Filling {
        reference,
        visit,
        note: "",
        prior_authorization: "",
        referral_number: "",
        patient_paid: None,
        overrides: &[],
    };
    empty.form()
}
