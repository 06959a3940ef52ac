//! Finding and opening patients.

use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use privacy::Action;
use records::{
    ClaimCoverage, ClaimFinancial, Collection, CoverageDemographics, CoverageIdentifiers, CoveragePolicy, Field,
    PatientAccount, PatientCoverages, PatientDemographics, PatientIdentifiers, PatientRun, PayerRecord, Row, fold,
    read, row, rows, search_rows,
};
use serde::Serialize;
use std::ops::ControlFlow;
use values::{ClaimId, Class, ClassSet, CoverageId, Date, Money, PatientId};

/// One patient as lists show him (cli.md `patient find`).
#[derive(Debug, Clone, Serialize)]
pub struct PatientRow {
    /// Id.
    pub patient_id: String,
    /// Name.
    pub name: Field<String>,
    /// Birth date.
    pub birth_date: Field<Option<Date>>,
    /// The office's number.
    pub account_number: Field<String>,
    /// What is open on all claims.
    pub balance_cents: Field<Money>,
}

/// One patient with coverages and claims (cli.md `patient show`).
#[derive(Debug, Clone, Serialize)]
pub struct PatientFile {
    /// The keys of the list.
    #[serde(flatten)]
    pub row: PatientRow,
    /// Who he is.
    pub demographics: Field<DemographicsView>,
    /// Numbers that others gave him.
    pub identifiers: Field<IdentifiersView>,
    /// Policies.
    pub coverages: Vec<CoverageView>,
    /// Claims, oldest first.
    pub claims: Vec<ClaimRow>,
    /// Open with payers, denied amounts included.
    pub insurance_balance_cents: Field<Money>,
    /// Owed by the patient.
    pub patient_balance_cents: Field<Money>,
}

/// Demographics with the names of the CSV columns.
#[derive(Debug, Clone, Serialize)]
pub struct DemographicsView {
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name.
    pub middle_name: String,
    /// `F`, `M`, `U`.
    pub sex: Option<&'static str>,
    /// Day of death, where the patient has died.
    pub deceased_on: Option<Date>,
    /// Street.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP.
    pub zip: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// Identifiers with the names of the CSV columns.
#[derive(Debug, Clone, Serialize)]
pub struct IdentifiersView {
    /// Social security number.
    pub ssn: String,
}

/// One policy with the names of the CSV columns.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    /// Id.
    pub coverage_id: String,
    /// Turn.
    pub sequence: Field<&'static str>,
    /// Payer's wire id.
    pub payer_id: Field<String>,
    /// Payer's name.
    pub payer: Field<String>,
    /// Member id.
    pub member_id: Field<String>,
    /// Group number.
    pub group_number: Field<String>,
    /// Relationship code.
    pub subscriber_relationship: Field<&'static str>,
    /// Subscriber's family name, where he is not the patient.
    pub subscriber_last_name: Field<String>,
    /// Subscriber's given name.
    pub subscriber_first_name: Field<String>,
    /// Subscriber's birth date.
    pub subscriber_birth_date: Field<Option<Date>>,
    /// Subscriber's sex.
    pub subscriber_sex: Field<Option<&'static str>>,
    /// First day.
    pub effective_on: Field<Option<Date>>,
    /// Last day.
    pub ends_on: Field<Option<Date>>,
}

/// How many hits a search answers at most.
pub const FOUND_AT_MOST: usize = 50;

/// Finds patients by the beginning of any of their names, or by birth date, phone, account number or member id; several
/// words narrow each other. Best first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn find_patients(desk: &Desk<'_>, text: &str, limit: usize) -> Result<Vec<PatientRow>> {
    let ids = search_patients(desk, text, limit)?;
    desk.journal_listing("patient.find", ids.iter().map(|id| id.number()))?;
    ids.into_iter().map(|id| patient_row(desk, id)).collect()
}

/// The search alone, without its journal entry: for timing, and for callers that journal a whole batch of searches.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn search_patients(desk: &Desk<'_>, text: &str, limit: usize) -> Result<Vec<PatientId>> {
    desk.may(Action::ReadPatient)?;
    let limit = limit.min(FOUND_AT_MOST);
    let mut found = Vec::new();
    if fold(text).is_empty() {
        return Ok(found);
    }
    by_number(desk, text, limit, &mut found)?;
    by_name(desk, text, limit, &mut found)?;
    Ok(found)
}

/// Journals a batch of searches as one entry.
///
/// # Errors
/// What the store refuses.
pub fn journal_searches(desk: &Desk<'_>, found: &[PatientId]) -> Result<()> {
    desk.journal_listing("patient.find", found.iter().map(|id| id.number()))
}

fn add(found: &mut Vec<PatientId>, id: PatientId) {
    if !found.contains(&id) {
        found.push(id);
    }
}

fn by_number(desk: &Desk<'_>, text: &str, limit: usize, found: &mut Vec<PatientId>) -> Result<()> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let birth_date = typed_date(text).map(Date::to_d8);
    let searches = [
        (PatientRun::BirthDate, birth_date.unwrap_or_default()),
        (PatientRun::Account, text.to_owned()),
        (PatientRun::Phone, text.to_owned()),
    ];
    for (run, wanted) in searches {
        for record in prefixed(desk, run, &wanted, limit)? {
            add(found, PatientId::new(record));
        }
    }
    for patient in with_member_id(desk, text, limit)? {
        add(found, patient);
    }
    found.truncate(limit);
    Ok(())
}

/// Patients with a policy whose member id begins with a text; none for who may not read identifiers.
pub(crate) fn with_member_id(desk: &Desk<'_>, text: &str, limit: usize) -> Result<Vec<PatientId>> {
    let mut patients = Vec::new();
    if desk.holds(Class::Identifiers) {
        for record in prefixed(desk, PatientRun::MemberId, text, limit)? {
            let ids = read::<CoverageIdentifiers>(desk.vault(), CoverageId::new(record))?;
            if let Field::Open(ids) = ids {
                patients.push(PatientId::new(ids.patient_number));
            }
        }
    }
    Ok(patients)
}

/// Records whose row in a run begins with a text; none for an empty one.
pub(crate) fn prefixed(desk: &Desk<'_>, run: PatientRun, text: &str, limit: usize) -> Result<Vec<u64>> {
    let prefix = search_rows(run, text);
    let mut records = Vec::new();
    if prefix.is_empty() {
        return Ok(records);
    }
    desk.vault().run_find(run.number(), &prefix, &mut |row, record| {
        if !row.starts_with(&prefix) || records.len() >= limit {
            return ControlFlow::Break(());
        }
        records.push(record);
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

// The longest word is looked up; the others must begin a word of the name too, in any order.
fn by_name(desk: &Desk<'_>, text: &str, limit: usize, found: &mut Vec<PatientId>) -> Result<()> {
    let folded = fold(text);
    let mut words: Vec<&str> =
        folded.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(longest) = words.first() else { return Ok(()) };
    let prefix = longest.as_bytes();
    let mut hits = Vec::new();
    desk.vault().run_find(PatientRun::Name.number(), prefix, &mut |row, record| {
        if !row.starts_with(prefix) || hits.len() >= limit {
            return ControlFlow::Break(());
        }
        let name = String::from_utf8_lossy(row);
        if words.iter().all(|word| name.split(' ').any(|part| part.starts_with(word))) {
            hits.push(PatientId::new(record));
        }
        ControlFlow::Continue(())
    })?;
    for id in hits {
        if found.len() < limit {
            add(found, id);
        }
    }
    Ok(())
}

/// A date as people type it in a search: `YYYY-MM-DD`, `MM/DD/YYYY`, `MMDDYYYY`.
fn typed_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = Date::parse_iso(text) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split('/').collect();
    let digits = match parts.as_slice() {
        [month, day, year] if year.len() == 4 => format!("{year}{month:0>2}{day:0>2}"),
        [whole] if whole.len() == 8 => format!("{}{}", whole.get(4..8)?, whole.get(0..4)?),
        _ => return None,
    };
    Date::parse_d8(&digits).ok()
}

/// One patient as lists show him.
///
/// # Errors
/// What the store refuses.
pub fn patient_row(desk: &Desk<'_>, id: PatientId) -> Result<PatientRow> {
    let found = row(desk.vault(), id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
    row_of(desk, &found)
}

fn row_of(desk: &Desk<'_>, found: &Row<'_, PatientId>) -> Result<PatientRow> {
    let demographics: Field<PatientDemographics> = found.cell()?;
    Ok(PatientRow {
        patient_id: found.id().to_string(),
        name: demographics.as_ref().map(|cell| cell.name.display()),
        birth_date: demographics.as_ref().map(|cell| cell.birth_date),
        account_number: demographics.map(|cell| cell.account_number),
        balance_cents: open_amounts(desk, found)?.map(ledger::OpenAmounts::total),
    })
}

fn open_amounts(desk: &Desk<'_>, found: &Row<'_, PatientId>) -> Result<Field<ledger::OpenAmounts>> {
    if !desk.holds(Class::Financial) {
        return Ok(Field::Sealed(Class::Financial));
    }
    let account = found.cell::<PatientAccount>()?.open().unwrap_or_default();
    let mut open = ledger::OpenAmounts::default();
    for claim in account.claims {
        if let Field::Open(claim) = read::<ClaimFinancial>(desk.vault(), claim)? {
            open.add(claim.balance.open());
        }
    }
    Ok(Field::Open(open))
}

/// Lists patients in order of creation, for a list that is not narrowed yet. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_patients(desk: &Desk<'_>, limit: usize) -> Result<(usize, Vec<PatientRow>)> {
    desk.may(Action::ReadPatient)?;
    let (mut listed, mut ids) = (Vec::new(), Vec::new());
    for found in rows::<PatientId>(desk.vault()) {
        let found = found?;
        ids.push(found.id().number());
        if listed.len() < limit {
            listed.push(row_of(desk, &found)?);
        }
    }
    desk.journal_listing("patient.list", ids.iter().copied())?;
    Ok((ids.len(), listed))
}

/// Opens one patient's file. The opening is journaled before anything is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn show_patient(desk: &Desk<'_>, id: PatientId) -> Result<PatientFile> {
    desk.may(Action::ReadPatient)?;
    let found = row(desk.vault(), id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
    let unit = desk.unit();
    let shown = [Class::Demographics, Class::Identifiers, Class::Coverage, Class::Financial];
    let seen: Vec<Class> = shown.into_iter().filter(|class| desk.holds(*class)).collect();
    unit.touch(Collection::Patient, id.number(), ClassSet::of(&seen));
    desk.commit(unit, "patient.show")?;
    let open = open_amounts(desk, &found)?;
    Ok(PatientFile {
        demographics: found.cell::<PatientDemographics>()?.map(demographics_view),
        identifiers: found.cell::<PatientIdentifiers>()?.map(|cell| IdentifiersView { ssn: cell.ssn }),
        coverages: coverages_of(desk, &found)?,
        claims: claims_of(desk, id)?,
        insurance_balance_cents: open.as_ref().map(|open| open.insurance + open.denied),
        patient_balance_cents: open.map(|open| open.patient),
        row: row_of(desk, &found)?,
    })
}

fn demographics_view(cell: PatientDemographics) -> DemographicsView {
    DemographicsView {
        last_name: cell.name.last,
        first_name: cell.name.first,
        middle_name: cell.name.middle,
        sex: cell.sex.map(values::Sex::code),
        deceased_on: cell.deceased_on,
        line1: cell.address.line1,
        line2: cell.address.line2,
        city: cell.address.city,
        state: cell.address.state,
        zip: cell.address.zip,
        phone: cell.phone,
        email: cell.email,
    }
}

fn coverages_of(desk: &Desk<'_>, found: &Row<'_, PatientId>) -> Result<Vec<CoverageView>> {
    let listed = found.cell::<PatientCoverages>()?.open().unwrap_or_default();
    listed.coverages.into_iter().map(|id| coverage_view(desk, id)).collect()
}

fn coverage_view(desk: &Desk<'_>, id: CoverageId) -> Result<CoverageView> {
    let found = row(desk.vault(), id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
    let policy: Field<CoveragePolicy> = found.cell()?;
    let identifiers: Field<CoverageIdentifiers> = found.cell()?;
    let held: Field<CoverageDemographics> = found.cell()?;
    let payer = match policy.as_open() {
        Some(policy) => read::<PayerRecord>(desk.vault(), policy.payer_id)?,
        None => Field::Absent,
    };
    let subscriber = held.map(|cell| cell.subscriber.unwrap_or_default());
    Ok(CoverageView {
        coverage_id: id.to_string(),
        sequence: policy.as_ref().map(|cell| cell.sequence.code()),
        payer_id: payer.as_ref().map(|payer| payer.payer_id.clone()),
        payer: payer.map(|payer| payer.name),
        member_id: identifiers.map(|cell| cell.member_id),
        group_number: policy.as_ref().map(|cell| cell.group_number.clone()),
        subscriber_relationship: policy.as_ref().map(|cell| cell.relationship.code()),
        subscriber_last_name: subscriber.as_ref().map(|person| person.name.last.clone()),
        subscriber_first_name: subscriber.as_ref().map(|person| person.name.first.clone()),
        subscriber_birth_date: subscriber.as_ref().map(|person| person.birth_date),
        subscriber_sex: subscriber.map(|person| person.sex.map(values::Sex::code)),
        effective_on: policy.as_ref().map(|cell| cell.effective_on),
        ends_on: policy.map(|cell| cell.ends_on),
    })
}

// The account lists the claims for who holds `financial`; others find them by the claims' own coverage cells.
fn claims_of(desk: &Desk<'_>, patient: PatientId) -> Result<Vec<ClaimRow>> {
    let mut names = Names::default();
    let account: Field<PatientAccount> = read(desk.vault(), patient)?;
    let listed: Vec<ClaimId> = match account {
        Field::Open(account) => account.claims,
        Field::Absent => Vec::new(),
        Field::Sealed(_) => claims_by_coverage(desk, patient)?,
    };
    let mut views = Vec::with_capacity(listed.len());
    for id in listed {
        if let Some(found) = row(desk.vault(), id)? {
            views.push(row_view(desk, &mut names, &found)?);
        }
    }
    Ok(views)
}

fn claims_by_coverage(desk: &Desk<'_>, patient: PatientId) -> Result<Vec<ClaimId>> {
    let mut listed = Vec::new();
    for item in records::scan::<ClaimCoverage>(desk.vault()) {
        let (id, coverage) = item?;
        if coverage.open().is_some_and(|coverage| coverage.patient_id == patient) {
            listed.push(id);
        }
    }
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        for text in ["1970-02-03", "02/03/1970", "2/3/1970", "02031970"] {
            assert_eq!(typed_date(text).map(|date| date.to_string()).as_deref(), Some("1970-02-03"), "{text}");
        }
        for text in ["3035550100", "13/40/1970", "smith", "70-2-3"] {
            assert_eq!(typed_date(text), None, "{text}");
        }
    }
}
