//! Reads the charge form: every field that is wrong is named, and what the form does not show stays as it was.

use super::form::{LineForm, VisitForm};
use crate::form::{FormCheck, Problem};
use crate::import::encounter_visit::{facility_party, provider_party};
use crate::reference::Reference;
use claims::{
    ClaimDate, ClaimProvider, DateValue, Diagnosis, DiagnosisVersion, Drug, Party, ProviderRole, RelatedCauses,
    ServiceLine, Visit,
};
use values::{
    BillingProviderId, Date, DiagnosisCode, DrugUnit, FacilityId, Modifier, Money, Npi, PlaceOfService, ProcedureCode,
    ProviderId, Quantity, UnitType,
};

/// The dates that the form shows: field and qualifier.
pub(super) const DATES: [(&str, &str); 3] =
    [("onset_date", "431"), ("accident_date", "439"), ("admission_date", "435")];

/// The most diagnoses and lines that one claim takes.
pub(super) const DIAGNOSES: usize = 12;
pub(super) const LINES: usize = 50;

/// A form that was read, with the place of each thing in it.
pub(super) struct ReadForm {
    pub visit: Visit,
    pub note: String,
    pub prior_authorization: String,
    pub referral_number: String,
    pub billing_provider: BillingProviderId,
    pub patient_paid: Option<Money>,
    /// The day of the visit: the first day typed, in a line that is used or not.
    pub day: Option<Date>,
    /// For each diagnosis of the visit its place in the form.
    pub diagnoses_from: Vec<usize>,
    /// For each line of the visit its place in the form, and the fee that its charge was taken from.
    pub lines_from: Vec<(usize, Option<Money>)>,
}

/// What a form is read against.
pub(super) struct FormReader<'r> {
    pub reference: &'r Reference,
    /// What is stored; empty for a new visit.
    pub before: &'r Visit,
    pub default_billing: BillingProviderId,
}

impl FormReader<'_> {
    /// Reads it all; `check` says whether it may be saved.
    pub(super) fn read(&self, check: &mut FormCheck, form: &VisitForm) -> ReadForm {
        let (diagnoses, diagnoses_from) = self.diagnoses(check, form);
        let pointed = Pointed { from: &diagnoses_from };
        let ordering = self.provider(check, "ordering_provider", &form.ordering_provider, ProviderRole::Ordering);
        let (mut lines, mut lines_from) = (Vec::new(), Vec::new());
        for (at, line) in form.lines.iter().enumerate().filter(|(_, line)| !line.is_untouched()) {
            if lines.len() == LINES {
                check.refuse(format!("lines.{at}.code"), Problem::TooLong);
                break;
            }
            let (read, fee) = self.line(check, (at, line), &pointed);
            lines_from.push((at, fee));
            lines.push(read);
        }
        let place_of_service =
            check.parsed("place_of_service", &form.place_of_service, PlaceOfService::parse, Problem::BadShape);
        self.order(&mut lines, ordering.as_ref());
        for (number, line) in (1..).zip(&mut lines) {
            line.number = number;
            line.place_of_service =
                line.place_of_service.take().filter(|place| place_of_service.as_ref() != Some(place));
        }
        let mut quiet = FormCheck::on(check.today());
        let unused_day = form.lines.iter().filter_map(|line| quiet.date("", &line.date)).min();
        let visit = Visit {
            providers: self.providers(check, form),
            related_causes: self.causes(check, form),
            dates: self.dates(check, form),
            diagnoses,
            lines,
            place_of_service,
            stated_charge: None,
            ..self.before.clone()
        };
        ReadForm {
            day: visit.date_of_service().or(unused_day),
            note: text(check, "note", &form.note, 2000),
            prior_authorization: text(check, "prior_authorization", &form.prior_authorization, 50),
            referral_number: text(check, "referral_number", &form.referral_number, 50),
            billing_provider: self.billing(check, form),
            patient_paid: paid(check, form),
            visit,
            diagnoses_from,
            lines_from,
        }
    }

    fn diagnoses(&self, check: &mut FormCheck, form: &VisitForm) -> (Vec<Diagnosis>, Vec<usize>) {
        let (mut diagnoses, mut from) = (Vec::new(), Vec::new());
        for (at, text) in form.diagnoses.iter().enumerate() {
            let field = format!("diagnoses.{at}");
            let Some(code) = check.parsed(&field, text, DiagnosisCode::parse, Problem::BadShape) else { continue };
            if diagnoses.len() == DIAGNOSES {
                check.refuse(field, Problem::TooLong);
                break;
            }
            let stored = self.before.diagnoses.iter().find(|old| old.code == code);
            let version = stored.map_or(DiagnosisVersion::Icd10, |old| old.version);
            diagnoses.push(Diagnosis { version, code });
            from.push(at);
        }
        (diagnoses, from)
    }

    fn line(
        &self,
        check: &mut FormCheck,
        (at, line): (usize, &LineForm),
        pointed: &Pointed<'_>,
    ) -> (ServiceLine, Option<Money>) {
        let field = |name: &str| format!("lines.{at}.{name}");
        let stored = line.from_line.and_then(|number| self.before.lines.iter().find(|old| old.number == number));
        let base = stored.cloned().unwrap_or_else(blank_line);
        check.required(&field("code"), &line.code);
        let procedure = check
            .parsed(&field("code"), &line.code, ProcedureCode::parse, Problem::BadShape)
            .unwrap_or_else(|| base.procedure.clone());
        let modifiers = modifiers(check, &field("modifiers"), &line.modifiers);
        let (units, unit_type) = units(check, &field("units"), &line.units);
        let days = days(check, &field, line);
        let (charge, fee) = self.charge(check, &field("charge"), (line, &procedure, &modifiers, days, units));
        let read = ServiceLine {
            procedure,
            modifiers,
            description: text(check, &field("description"), &line.description, 80),
            charge,
            unit_type,
            units,
            place_of_service: check.parsed(
                &field("place_of_service"),
                &line.place_of_service,
                PlaceOfService::parse,
                Problem::BadShape,
            ),
            diagnosis_pointers: pointed.read(check, &field("pointers"), &line.pointers),
            date_of_service: days,
            drug: drug(check, &field, (line, base.drug.as_ref())),
            ..base
        };
        (read, fee)
    }

    // The charge that was typed, else the fee of the day for so many units.
    fn charge(
        &self,
        check: &mut FormCheck,
        field: &str,
        (line, code, modifiers, days, units): (&LineForm, &ProcedureCode, &[Modifier], Option<DateValue>, Quantity),
    ) -> (Money, Option<Money>) {
        let day = days.map_or_else(|| check.today(), DateValue::first);
        let listed = self.reference.fee(code, modifiers, day).and_then(|(_, fee)| fee.charge);
        let fee = listed.and_then(|fee| times(fee, units));
        if !line.charge.trim().is_empty() {
            let typed = check.amount(field, &line.charge);
            if typed.is_some_and(Money::is_negative) {
                check.refuse(field, Problem::NotAnAmount);
            }
            let typed = typed.unwrap_or_default();
            return (typed, fee.filter(|fee| *fee == typed));
        }
        if fee.is_none() && !line.code.trim().is_empty() {
            check.refuse(field, Problem::Required);
        }
        (fee.unwrap_or_default(), fee)
    }

    fn provider(&self, check: &mut FormCheck, field: &str, value: &str, role: ProviderRole) -> Option<ClaimProvider> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        let by_id = value.parse::<ProviderId>().ok().and_then(|id| self.reference.providers.get(id));
        let on_file = by_id.or_else(|| self.reference.provider(value).and_then(|id| self.reference.providers.get(id)));
        if let Some(provider) = on_file {
            return Some(ClaimProvider { role, party: provider_party(provider) });
        }
        let of_lines = self.before.lines.iter().flat_map(|line| &line.providers);
        let stored = self.before.providers.iter().chain(of_lines);
        if let Some(kept) = stored.into_iter().find(|kept| kept.role == role && kept.party.id == value) {
            return Some(kept.clone());
        }
        let npi = check.parsed(field, value, Npi::parse, Problem::Unknown)?;
        let party = Party { id_qualifier: "XX".to_owned(), id: npi.as_str().to_owned(), ..Party::default() };
        Some(ClaimProvider { role, party })
    }

    fn providers(&self, check: &mut FormCheck, form: &VisitForm) -> Vec<ClaimProvider> {
        let mut providers: Vec<ClaimProvider> = Vec::new();
        for (field, value, role) in [
            ("referring_provider", &form.referring_provider, ProviderRole::Referring),
            ("rendering_provider", &form.rendering_provider, ProviderRole::Rendering),
            ("supervising_provider", &form.supervising_provider, ProviderRole::Supervising),
        ] {
            providers.extend(self.provider(check, field, value, role));
        }
        providers.extend(self.facility(check, &form.facility));
        let shown =
            [ProviderRole::Referring, ProviderRole::Rendering, ProviderRole::Supervising, ProviderRole::Facility];
        let hidden = self.before.providers.iter().filter(|provider| !shown.contains(&provider.role));
        providers.extend(hidden.cloned());
        providers
    }

    fn facility(&self, check: &mut FormCheck, value: &str) -> Option<ClaimProvider> {
        let (value, role) = (value.trim(), ProviderRole::Facility);
        if value.is_empty() {
            return None;
        }
        let by_id = value.parse::<FacilityId>().ok().and_then(|id| self.reference.facilities.get(id));
        if let Some(facility) = by_id {
            return Some(ClaimProvider { role, party: facility_party(facility) });
        }
        let kept = self.before.provider(role).filter(|kept| facility_key(&kept.party) == value);
        if kept.is_none() {
            check.refuse("facility", Problem::Unknown);
        }
        kept.cloned()
    }

    // An ordering provider stands on each line. Where the form says what it was filled with, each line keeps its own.
    fn order(&self, lines: &mut [ServiceLine], ordering: Option<&ClaimProvider>) {
        let was = ordering_of(self.before);
        let is_as_filled = was.map(|was| was.party.id.as_str()) == ordering.map(|now| now.party.id.as_str());
        for line in lines.iter_mut().filter(|line| line.number == 0 || !is_as_filled) {
            line.providers.retain(|provider| provider.role != ProviderRole::Ordering);
            line.providers.extend(ordering.cloned());
        }
    }

    fn causes(&self, check: &mut FormCheck, form: &VisitForm) -> RelatedCauses {
        let typed = form.accident.to_uppercase();
        let causes: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        if causes.iter().any(|cause| !matches!(cause.as_str(), "AA" | "EM" | "OA")) {
            check.refuse("accident", Problem::Unknown);
        }
        RelatedCauses {
            causes,
            state: text(check, "accident_state", &form.accident_state, 2).to_uppercase(),
            country: self.before.related_causes.country.clone(),
        }
    }

    fn dates(&self, check: &mut FormCheck, form: &VisitForm) -> Vec<ClaimDate> {
        let typed = [&form.onset_date, &form.accident_date, &form.admission_date];
        let mut dates = Vec::new();
        for ((field, qualifier), text) in DATES.into_iter().zip(typed) {
            let Some(day) = check.date(field, text) else { continue };
            let kept = self.before.date(qualifier).filter(|kept| kept.first() == day);
            dates.push(ClaimDate { qualifier: qualifier.to_owned(), value: kept.unwrap_or(DateValue::Day(day)) });
        }
        let is_shown = |date: &ClaimDate| DATES.iter().any(|(_, qualifier)| date.qualifier == *qualifier);
        dates.extend(self.before.dates.iter().filter(|date| !is_shown(date)).cloned());
        dates
    }

    fn billing(&self, check: &mut FormCheck, form: &VisitForm) -> BillingProviderId {
        let value = form.billing_provider.trim();
        if value.is_empty() {
            return self.default_billing;
        }
        let known =
            value.parse::<BillingProviderId>().ok().filter(|id| self.reference.billing_providers.get(*id).is_some());
        if known.is_none() {
            check.refuse("billing_provider", Problem::Unknown);
        }
        known.unwrap_or(self.default_billing)
    }
}

/// The ordering provider of a visit's lines, the first that is named.
pub(super) fn ordering_of(visit: &Visit) -> Option<&ClaimProvider> {
    visit.lines.iter().find_map(|line| line.provider(ProviderRole::Ordering))
}

/// What the form calls a facility that is not on file.
pub(super) fn facility_key(party: &Party) -> &str {
    if party.id.is_empty() { &party.last_name } else { &party.id }
}

/// Where pointers lead: the places of diagnoses that are filled in.
struct Pointed<'a> {
    from: &'a [usize],
}

impl Pointed<'_> {
    // Letters or digits, each one diagnosis; with separators also `10`.
    fn read(&self, check: &mut FormCheck, field: &str, text: &str) -> Vec<u8> {
        let typed = pointers_typed(text);
        if text.trim().is_empty() {
            return if self.from.is_empty() { Vec::new() } else { vec![1] };
        }
        let mut pointers = Vec::new();
        for place in typed.iter().flatten() {
            let at = self.from.iter().position(|from| from == place).and_then(|at| u8::try_from(at + 1).ok());
            pointers.extend(at);
        }
        match typed {
            None => check.refuse(field, Problem::BadShape),
            Some(typed) if typed.len() != pointers.len() => check.refuse(field, Problem::Unknown),
            Some(_) => {}
        }
        pointers
    }
}

/// The places of the form, from 0, that pointers name; `None` where they are none.
fn pointers_typed(text: &str) -> Option<Vec<usize>> {
    let is_break = |letter: char| matches!(letter, ',' | ';' | ' ' | '/');
    let parts: Vec<&str> = text.split(is_break).filter(|part| !part.is_empty()).collect();
    let mut places = Vec::new();
    for part in &parts {
        if parts.len() > 1 && part.bytes().all(|byte| byte.is_ascii_digit()) {
            places.push(part.parse::<usize>().ok()?.checked_sub(1)?);
            continue;
        }
        for letter in part.bytes() {
            let place = match letter.to_ascii_uppercase() {
                digit @ b'1'..=b'9' => digit - b'1',
                letter @ b'A'..=b'L' => letter - b'A',
                _ => return None,
            };
            places.push(usize::from(place));
        }
    }
    Some(places)
}

/// An amount so many times.
pub(super) fn times(amount: Money, units: Quantity) -> Option<Money> {
    let cents = i128::from(amount.cents()) * i128::from(units.thousandths()) / 1000;
    i64::try_from(cents).ok().and_then(|cents| Money::from_cents(cents).ok())
}

fn text(check: &mut FormCheck, field: &str, typed: &str, max: usize) -> String {
    if typed.trim().chars().count() > max {
        check.refuse(field, Problem::TooLong);
        return String::new();
    }
    // A note has lines; on the wire and in lists they are blanks.
    let plain = typed.replace(['\n', '\t'], " ");
    check.parsed(field, &plain, |plain| values::parse_text(plain, max), Problem::BadCharacter).unwrap_or_default()
}

fn paid(check: &mut FormCheck, form: &VisitForm) -> Option<Money> {
    let paid = check.amount("patient_paid", &form.patient_paid)?;
    if paid.is_negative() {
        check.refuse("patient_paid", Problem::NotAnAmount);
    }
    Some(paid).filter(|paid| !paid.is_zero())
}

fn modifiers(check: &mut FormCheck, field: &str, text: &str) -> Vec<Modifier> {
    let mut read = Vec::new();
    for part in text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let letters: Vec<char> = part.chars().collect();
        for pair in letters.chunks(2) {
            match Modifier::parse(&pair.iter().collect::<String>()) {
                Ok(modifier) => read.push(modifier),
                Err(_) => {
                    check.refuse(field, Problem::BadShape);
                    return read;
                }
            }
        }
    }
    read
}

fn units(check: &mut FormCheck, field: &str, text: &str) -> (Quantity, UnitType) {
    let typed = text.trim().to_lowercase();
    let minutes = ["minutes", "min", "m"].iter().find_map(|mark| typed.strip_suffix(mark));
    let (number, unit_type) = match minutes {
        Some(number) => (number.trim().to_owned(), UnitType::Minutes),
        None => (typed, UnitType::Units),
    };
    let read = check.parsed(field, &number, Quantity::parse, Problem::NotANumber);
    if read.is_some_and(|units| !units.is_positive()) {
        check.refuse(field, Problem::NotANumber);
    }
    (read.filter(|units| units.is_positive()).unwrap_or(Quantity::ONE), unit_type)
}

fn days(check: &mut FormCheck, field: &impl Fn(&str) -> String, line: &LineForm) -> Option<DateValue> {
    let first = check.date(&field("date"), &line.date);
    let last = check.date(&field("date_to"), &line.date_to);
    let first = first.or(last)?;
    match last {
        Some(last) if last < first => {
            check.refuse(field("date_to"), Problem::DatesOutOfOrder);
            Some(DateValue::Day(first))
        }
        Some(last) if last > first => Some(DateValue::Range(first, last)),
        Some(_) | None => Some(DateValue::Day(first)),
    }
}

fn drug(
    check: &mut FormCheck,
    field: &impl Fn(&str) -> String,
    (line, stored): (&LineForm, Option<&Drug>),
) -> Option<Drug> {
    let code: String = line.ndc.chars().filter(|letter| !matches!(letter, '-' | ' ')).collect();
    if code.is_empty() {
        return None;
    }
    if code.len() > 48 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        check.refuse(field("ndc"), Problem::BadShape);
    }
    let unit = |text: &str| DrugUnit::parse(&text.to_uppercase());
    Some(Drug {
        quantity: check.parsed(&field("ndc_quantity"), &line.ndc_quantity, Quantity::parse, Problem::NotANumber),
        unit: check.parsed(&field("ndc_unit"), &line.ndc_unit, unit, Problem::Unknown),
        qualifier: stored.map_or_else(|| "N4".to_owned(), |drug| drug.qualifier.clone()),
        reference: stored.and_then(|drug| drug.reference.clone()),
        code,
    })
}

fn blank_line() -> ServiceLine {
    ServiceLine {
        number: 0,
        procedure_qualifier: "HC".to_owned(),
        // Never kept: a line without a code is refused.
        procedure: ProcedureCode::parse("00000").expect("five digits are a procedure code"),
        modifiers: Vec::new(),
        description: String::new(),
        charge: Money::default(),
        unit_type: UnitType::Units,
        units: Quantity::ONE,
        place_of_service: None,
        diagnosis_pointers: Vec::new(),
        service_indicators: Vec::new(),
        date_of_service: None,
        dates: Vec::new(),
        references: Vec::new(),
        control_number: String::new(),
        notes: Vec::new(),
        drug: None,
        providers: Vec::new(),
        extra: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_read_as_people_write_them() {
        for text in ["AB", "ab", "12", "1,2", "A B", "a;b"] {
            assert_eq!(pointers_typed(text), Some(vec![0, 1]), "{text}");
        }
        assert_eq!(pointers_typed("1,10"), Some(vec![0, 9]));
        assert_eq!(pointers_typed("A!"), None);
        assert_eq!(pointers_typed("0"), None);
    }

    #[test]
    fn modifiers_and_units_are_read_as_people_write_them() {
        let mut check = FormCheck::on(Date::parse_iso("2026-07-15").unwrap());
        for text in ["25 59", "2559", "25,59"] {
            assert_eq!(modifiers(&mut check, "m", text).len(), 2, "{text}");
        }
        assert_eq!(units(&mut check, "u", "30 min"), (Quantity::whole(30), UnitType::Minutes));
        assert_eq!(units(&mut check, "u", ""), (Quantity::ONE, UnitType::Units));
        assert!(check.is_clean());
        modifiers(&mut check, "m", "255");
        units(&mut check, "u", "0");
        assert!(!check.is_clean());
    }
}
