//! Registering a patient, and changing who he is.

use super::undo::{Undo, Was};
use crate::desk::Desk;
use crate::error::Result;
use crate::follow::follow_patient;
use crate::form::{Form, FormCheck, Problem};
use crate::import::account_key;
use crate::office::{needed, text};
use crate::patients::prefixed;
use privacy::Action;
use records::{Field, PatientDemographics, PatientIdentifiers, PatientRun, read};
use values::{Address, Date, PatientId, PersonName, Sex};

/// A patient as a person typed him.
#[derive(Debug, Clone, Default)]
pub struct PatientForm {
    /// The patient that is changed; `None` for a new one.
    pub id: Option<PatientId>,
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Suffix.
    pub suffix: String,
    /// Day of birth.
    pub birth_date: String,
    /// Day of death; empty while the patient lives.
    pub deceased_on: String,
    /// `F`, `M` or `U`.
    pub sex: String,
    /// Street.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP code, 5 or 9 digits.
    pub zip: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The office's number; empty to have one made.
    pub account_number: String,
    /// Social security number; `None` leaves it as it is.
    pub ssn: Option<String>,
}

/// What was saved, and how it can be taken back.
#[derive(Debug)]
pub struct Saved<Id> {
    /// The record.
    pub id: Id,
    /// What takes it back; `None` where nothing was changed, or nothing can.
    pub undo: Option<Undo>,
}

/// The form of a patient that is on file, with what the person may see of it.
///
/// # Errors
/// `not_permitted`, `not_found`, `sealed`, or what the store refuses.
pub fn patient_form(desk: &Desk<'_>, id: PatientId) -> Result<PatientForm> {
    desk.may(Action::WritePatient)?;
    let patient: PatientDemographics = desk.unit().need(id)?;
    let ssn = match read::<PatientIdentifiers>(desk.vault(), id)? {
        Field::Open(ids) => Some(ids.ssn),
        Field::Absent => Some(String::new()),
        Field::Sealed(_) => None,
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let PatientDemographics { account_number, name, birth_date, sex, address, phone, email, deceased_on, .. } = patient;
    Ok(PatientForm {
        id: Some(id),
        last_name: name.last,
        first_name: name.first,
        middle_name: name.middle,
        suffix: name.suffix,
        birth_date: day(birth_date),
        deceased_on: day(deceased_on),
        sex: sex.map(Sex::code).unwrap_or_default().to_owned(),
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        state: address.state,
        zip: address.zip,
        phone,
        email,
        account_number,
        ssn,
    })
}

/// Registers a patient or changes one. Claims of his that are not sent are scrubbed again.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed. A class that the person lacks is left
/// as it is.
pub fn save_patient(desk: &Desk<'_>, form: &PatientForm) -> Result<Form<Saved<PatientId>>> {
    desk.may(Action::WritePatient)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| unit.need::<PatientDemographics>(id)).transpose()?;
    let ids_before = match form.id {
        Some(id) => unit.read::<PatientIdentifiers>(id)?.open(),
        None => None,
    };
    let mut check = FormCheck::on(desk.today());
    let mut patient = typed(&mut check, form, before.clone());
    let ssn = form.ssn.as_deref().map(|typed| ssn_of(&mut check, typed));
    if is_taken(desk, &patient.account_number, form.id)? {
        check.refuse("account_number", Problem::Taken);
    }
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        if patient.account_number.is_empty() {
            patient.account_number = free_number(desk, id)?;
        }
        let ids =
            ssn.map(|ssn| PatientIdentifiers { ssn }).filter(|ids| *ids != ids_before.clone().unwrap_or_default());
        let is_changed = before.as_ref() != Some(&patient);
        if is_changed {
            unit.put(id, &patient)?;
        }
        if let Some(ids) = &ids {
            unit.put(id, ids)?;
        }
        if before.is_some() && is_changed {
            follow_patient(desk, &mut unit, id)?;
        }
        let is_new = before.is_none();
        let patient = Box::new(patient);
        let was = match before {
            Some(before) => Was::Patient { before: Box::new(before), after: patient, ids_before, ids_after: ids },
            None => Was::Registered { patient, ids },
        };
        if unit.is_empty() {
            return Ok(Saved { id, undo: None });
        }
        desk.commit(unit, if is_new { "patient.add" } else { "patient.change" })?;
        Ok(Saved { id, undo: Some(Undo { patient: id, was }) })
    })
}

fn typed(check: &mut FormCheck, form: &PatientForm, before: Option<PatientDemographics>) -> PatientDemographics {
    check.required("birth_date", &form.birth_date);
    check.required("sex", &form.sex);
    let name = PersonName {
        last: needed(check, "last_name", &form.last_name, 60),
        first: text(check, "first_name", &form.first_name, 35),
        middle: text(check, "middle_name", &form.middle_name, 25),
        suffix: text(check, "suffix", &form.suffix, 10),
    };
    let country = before.as_ref().map(|patient| patient.address.country.clone()).unwrap_or_default();
    let birth_date = check.birth_date("birth_date", &form.birth_date);
    PatientDemographics {
        name,
        birth_date,
        deceased_on: deceased_on(check, &form.deceased_on, birth_date),
        sex: check.parsed("sex", &form.sex, |code| Sex::parse(&code.to_uppercase()), Problem::Unknown),
        address: address(check, form, country),
        phone: phone(check, &form.phone),
        email: email(check, &form.email),
        account_number: account_number(check, &form.account_number, before.as_ref()),
        merged_into: before.and_then(|patient| patient.merged_into),
    }
}

fn deceased_on(check: &mut FormCheck, typed: &str, birth_date: Option<Date>) -> Option<Date> {
    let died = check.date("deceased_on", typed)?;
    if died > check.today() {
        check.refuse("deceased_on", Problem::InFuture);
    } else if birth_date.is_some_and(|born| died < born) {
        check.refuse("deceased_on", Problem::DatesOutOfOrder);
    }
    Some(died)
}

// A patient who moved and left half an address is still registered; the scrubber asks for the rest when it is needed.
fn address(check: &mut FormCheck, form: &PatientForm, country: String) -> Address {
    let two_letters = |typed: &str| {
        let fits = typed.len() == 2 && typed.bytes().all(|byte| byte.is_ascii_alphabetic());
        fits.then(|| typed.to_ascii_uppercase()).ok_or(())
    };
    let five_or_nine = |typed: &str| {
        let digits: String = typed.chars().filter(|c| *c != '-' && *c != ' ').collect();
        let fits = matches!(digits.len(), 5 | 9) && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then_some(digits).ok_or(())
    };
    Address {
        line1: text(check, "line1", &form.line1, 55),
        line2: text(check, "line2", &form.line2, 55),
        city: text(check, "city", &form.city, 30),
        state: check.parsed("state", &form.state, two_letters, Problem::BadShape).unwrap_or_default(),
        zip: check.parsed("zip", &form.zip, five_or_nine, Problem::BadShape).unwrap_or_default(),
        country,
    }
}

fn phone(check: &mut FormCheck, typed: &str) -> String {
    let phone = text(check, "phone", typed, 30);
    let digits = phone.bytes().filter(u8::is_ascii_digit).count();
    if !phone.is_empty() && digits < 7 {
        check.refuse("phone", Problem::BadShape);
    }
    phone
}

fn email(check: &mut FormCheck, typed: &str) -> String {
    let email = text(check, "email", typed, 120);
    let has_both_sides = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !email.is_empty() && !has_both_sides {
        check.refuse("email", Problem::BadShape);
    }
    email
}

// A number that is on file is never made empty: lists and imports name the patient by it.
fn account_number(check: &mut FormCheck, typed: &str, before: Option<&PatientDemographics>) -> String {
    let number = text(check, "account_number", typed, 38);
    if number.is_empty() { before.map(|patient| patient.account_number.clone()).unwrap_or_default() } else { number }
}

fn ssn_of(check: &mut FormCheck, typed: &str) -> String {
    let nine = |typed: &str| {
        let digits: String = typed.chars().filter(|c| *c != '-' && *c != ' ').collect();
        let fits = digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then_some(digits).ok_or(())
    };
    check.parsed("ssn", typed, nine, Problem::BadShape).unwrap_or_default()
}

/// Whether another patient has this account number.
fn is_taken(desk: &Desk<'_>, number: &str, own: Option<PatientId>) -> Result<bool> {
    for record in prefixed(desk, PatientRun::Account, number, usize::MAX)? {
        let id = PatientId::new(record);
        if Some(id) != own
            && let Field::Open(other) = read::<PatientDemographics>(desk.vault(), id)?
            && account_key(&other.account_number) == account_key(number)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The record's number with leading zeros; where another patient has it already, with a letter after it.
fn free_number(desk: &Desk<'_>, id: PatientId) -> Result<String> {
    let plain = format!("{:06}", id.number());
    let lettered = ('A'..='Z').map(|letter| format!("{plain}{letter}"));
    for number in std::iter::once(plain.clone()).chain(lettered) {
        if !is_taken(desk, &number, Some(id))? {
            return Ok(number);
        }
    }
    Ok(format!("{plain}-{}", desk.now().millis()))
}
