//! Patients out of a CSV file.

use super::table::{CsvRow, CsvTable};
use super::{BadRow, Columns, CsvOptions, Taken};
use crate::desk::Desk;
use crate::error::Result;
use crate::follow::follow_patient;
use records::{Field, PatientDemographics, PatientIdentifiers, Unit, scan};
use std::collections::HashMap;
use values::{Address, PatientId, PersonName};
use vault::Vault;

pub(super) const COLUMNS: Columns = Columns {
    needed: &["account_number", "last_name", "first_name", "birth_date", "sex"],
    optional: &["middle_name", "line1", "line2", "city", "state", "zip", "phone", "email", "ssn", "deceased_on"],
};

/// Every patient by account number, as the file may name him.
pub(crate) fn by_account(vault: &Vault) -> Result<HashMap<String, PatientId>> {
    let mut known = HashMap::new();
    for item in scan::<PatientDemographics>(vault) {
        let (id, patient) = item?;
        if let Field::Open(patient) = patient {
            let id = patient.merged_into.unwrap_or(id);
            known.entry(account_key(&patient.account_number)).or_insert(id);
        }
    }
    Ok(known)
}

pub(crate) fn account_key(account_number: &str) -> String {
    account_number.trim().to_uppercase()
}

pub(super) fn take(desk: &Desk<'_>, unit: &mut Unit<'_>, table: &CsvTable, options: CsvOptions) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut known = by_account(desk.vault())?;
    let rows = table.rows();
    for (at, row) in rows.iter().enumerate() {
        desk.step("patients", at, rows.len())?;
        match take_row(desk, unit, &mut known, row, options)? {
            Ok(None) => {}
            Ok(Some(is_same)) => taken.known(is_same),
            Err(bad) => taken.refuse([at], bad),
        }
    }
    Ok(taken)
}

/// Of a patient who was there: whether the row says what was known already.
type RowResult = Result<std::result::Result<Option<bool>, BadRow>>;

fn take_row(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    known: &mut HashMap<String, PatientId>,
    row: &CsvRow<'_>,
    options: CsvOptions,
) -> RowResult {
    let key = account_key(row.text("account_number"));
    let existing = known.get(&key).copied();
    if existing.is_some() && !options.update {
        let remedy = "use --update to change the patient, or give another account number";
        return Ok(Err(row.bad("account_number", "a patient with this account number is there already", remedy)));
    }
    let before = existing.map(|id| unit.need::<PatientDemographics>(id)).transpose()?;
    let patient = match read_row(row, before.clone()) {
        Ok(patient) => patient,
        Err(bad) => return Ok(Err(bad)),
    };
    let ssn = match ssn_of(row) {
        Ok(ssn) => ssn,
        Err(bad) => return Ok(Err(bad)),
    };
    let id = existing.unwrap_or_else(|| unit.allocate());
    unit.put(id, &patient)?;
    let is_same = before.as_ref() == Some(&patient);
    let has_ssn = ssn.is_some();
    if let Some(ssn) = ssn.filter(|ssn| existing.is_some() || !ssn.is_empty()) {
        unit.put(id, &PatientIdentifiers { ssn })?;
    }
    if existing.is_some() && !is_same {
        follow_patient(desk, unit, id)?;
    }
    known.insert(key, id);
    Ok(Ok(existing.map(|_| is_same && !has_ssn)))
}

fn ssn_of(row: &CsvRow<'_>) -> std::result::Result<Option<String>, BadRow> {
    let Some(text) = row.given("ssn") else { return Ok(None) };
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    let fits = digits.is_empty() || (digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if fits {
        Ok(Some(digits))
    } else {
        Err(row.bad("ssn", "not a social security number", "write nine digits or leave it empty"))
    }
}

// A column that is present sets its field, empty meaning none; an absent column leaves it.
fn read_row(row: &CsvRow<'_>, before: Option<PatientDemographics>) -> std::result::Result<PatientDemographics, BadRow> {
    let before = before.unwrap_or_else(|| PatientDemographics {
        account_number: row.text("account_number").to_owned(),
        name: PersonName::default(),
        birth_date: None,
        sex: None,
        address: Address::default(),
        phone: String::new(),
        email: String::new(),
        merged_into: None,
        deceased_on: None,
    });
    let set = |column: &'static str, max: usize, now: String| match row.given(column) {
        Some(_) => row.bounded(column, max),
        None => Ok(now),
    };
    Ok(PatientDemographics {
        account_number: row.filled("account_number", 38).map(|_| before.account_number.clone())?,
        name: PersonName {
            last: row.filled("last_name", 60)?,
            first: row.bounded("first_name", 35)?,
            middle: set("middle_name", 25, before.name.middle)?,
            suffix: before.name.suffix,
        },
        birth_date: row.date("birth_date")?,
        deceased_on: match row.given("deceased_on") {
            Some(_) => row.date("deceased_on")?,
            None => before.deceased_on,
        },
        sex: row.sex("sex")?,
        address: Address {
            line1: set("line1", 55, before.address.line1)?,
            line2: set("line2", 55, before.address.line2)?,
            city: set("city", 30, before.address.city)?,
            state: set("state", 2, before.address.state)?.to_uppercase(),
            zip: zip_of(row, before.address.zip)?,
            country: before.address.country,
        },
        phone: set("phone", 30, before.phone)?,
        email: set("email", 120, before.email)?,
        merged_into: before.merged_into,
    })
}

fn zip_of(row: &CsvRow<'_>, now: String) -> std::result::Result<String, BadRow> {
    let Some(text) = row.given("zip") else { return Ok(now) };
    let digits: String = text.chars().filter(|c| *c != '-' && *c != ' ').collect();
    let fits = matches!(digits.len(), 0 | 5 | 9) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(digits) } else { Err(row.bad("zip", "not a ZIP code", "write 5 or 9 digits")) }
}
