//! The list of claims.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use claims::ClaimState;
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, Field, PatientDemographics, PayerRecord, Row, read, row, rows, scan,
};
use serde::Serialize;
use std::collections::HashMap;
use values::{ClaimId, Date, Money, PatientId, PayerId};

/// Which claims to list.
#[derive(Debug, Clone, Default)]
pub struct ClaimFilter {
    /// Only this state.
    pub state: Option<ClaimState>,
    /// Only this payer: its wire id, its name, or its record id.
    pub payer: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// One claim as lists show it (cli.md `claim list`).
#[derive(Debug, Clone, Serialize)]
pub struct ClaimRow {
    /// Id.
    pub claim_id: String,
    /// Number of the current version.
    pub patient_control_number: Field<String>,
    /// Patient's id.
    pub patient_id: Field<String>,
    /// Patient's name.
    pub patient_name: Field<String>,
    /// Payer's name.
    pub payer: Field<String>,
    /// Payer's turn.
    pub sequence: Field<&'static str>,
    /// First date of service.
    pub date_of_service: Field<Date>,
    /// Charge.
    pub charge_cents: Field<Money>,
    /// Paid by the payer.
    pub paid_cents: Field<Money>,
    /// Adjusted by the payer, patient responsibility apart.
    pub adjustment_cents: Field<Money>,
    /// Patient responsibility.
    pub patient_responsibility_cents: Field<Money>,
    /// Open.
    pub balance_cents: Field<Money>,
    /// State.
    pub state: Field<&'static str>,
    /// Days since the date of service.
    pub age_days: Field<i32>,
    /// Last day to file.
    pub filing_limit_on: Field<Date>,
    /// Frequency code of the current version.
    pub frequency: Field<&'static str>,
    /// Why it stands there, where that needs saying.
    pub state_reason: Field<String>,
}

/// Names that many rows share, read once.
#[derive(Default)]
pub(crate) struct Names {
    patients: HashMap<PatientId, Field<String>>,
    payers: HashMap<PayerId, Field<String>>,
}

impl Names {
    pub(crate) fn load(desk: &Desk<'_>) -> Result<Names> {
        let mut names = Names::default();
        for item in scan::<PatientDemographics>(desk.vault()) {
            let (id, patient) = item?;
            names.patients.insert(id, patient.map(|patient| patient.name.display()));
        }
        Ok(names)
    }

    pub(crate) fn patient(&mut self, desk: &Desk<'_>, id: PatientId) -> Result<Field<String>> {
        if let Some(name) = self.patients.get(&id) {
            return Ok(name.clone());
        }
        let name = read::<PatientDemographics>(desk.vault(), id)?.map(|patient| patient.name.display());
        self.patients.insert(id, name.clone());
        Ok(name)
    }

    pub(crate) fn payer(&mut self, desk: &Desk<'_>, id: PayerId) -> Result<Field<String>> {
        if let Some(name) = self.payers.get(&id) {
            return Ok(name.clone());
        }
        let name = read::<PayerRecord>(desk.vault(), id)?.map(|payer| payer.name);
        self.payers.insert(id, name.clone());
        Ok(name)
    }
}

fn flat<T>(field: Field<Option<T>>) -> Field<T> {
    match field {
        Field::Open(Some(content)) => Field::Open(content),
        Field::Open(None) | Field::Absent => Field::Absent,
        Field::Sealed(class) => Field::Sealed(class),
    }
}

pub(crate) fn row_view(desk: &Desk<'_>, names: &mut Names, row: &Row<'_, ClaimId>) -> Result<ClaimRow> {
    let coverage: Field<ClaimCoverage> = row.cell()?;
    let clinical: Field<ClaimClinical> = row.cell()?;
    let financial: Field<ClaimFinancial> = row.cell()?;
    let date_of_service = flat(clinical.as_ref().map(|cell| cell.visit.date_of_service()));
    let patient_name = match coverage.as_open() {
        Some(cell) => names.patient(desk, cell.patient_id)?,
        None => Field::Absent,
    };
    let payer = match coverage.as_open().map(|cell| cell.payer_id) {
        Some(Some(id)) => names.payer(desk, id)?,
        Some(None) => Field::Absent,
        None => coverage.as_ref().map(|_| String::new()),
    };
    // The charge beside its codes is clinical: a coder sees it without the account.
    let charge_cents = match financial.as_open() {
        Some(cell) => Field::Open(cell.account.charge),
        None => clinical.as_ref().map(|cell| cell.visit.charge()),
    };
    let totals = financial.as_ref().map(|cell| cell.account.totals());
    Ok(ClaimRow {
        claim_id: row.id().to_string(),
        patient_control_number: financial.as_ref().map(|cell| cell.account.patient_control_number.to_string()),
        patient_id: coverage.as_ref().map(|cell| cell.patient_id.to_string()),
        patient_name,
        payer,
        sequence: coverage.as_ref().map(|cell| cell.sequence.code()),
        age_days: date_of_service.as_ref().map(|day| desk.today().days_since(*day)),
        date_of_service,
        charge_cents,
        paid_cents: totals.as_ref().map(|totals| totals.paid),
        adjustment_cents: totals.as_ref().map(|totals| totals.adjustment),
        patient_responsibility_cents: totals.as_ref().map(|totals| totals.patient_responsibility),
        balance_cents: financial.as_ref().map(|cell| cell.balance.total()),
        state: financial.as_ref().map(|cell| cell.account.state.name()),
        filing_limit_on: flat(financial.as_ref().map(|cell| cell.account.filing_limit_on)),
        frequency: financial.as_ref().map(|cell| cell.account.frequency.code()),
        state_reason: financial.map(|cell| cell.account.state_reason),
    })
}

/// Lists claims, oldest first, and says how many match in all. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_claims(desk: &Desk<'_>, filter: &ClaimFilter) -> Result<(usize, Vec<ClaimRow>)> {
    desk.may(Action::ReadClaim)?;
    let mut names = Names::load(desk)?;
    let payers = filter.payer.as_deref().map(|text| payers_named(desk, text)).transpose()?;
    let (mut listed, mut ids) = (Vec::new(), Vec::new());
    for row in rows::<ClaimId>(desk.vault()) {
        let row = row?;
        if !matches(&row, filter.state, payers.as_deref())? {
            continue;
        }
        ids.push(row.id().number());
        if filter.limit.is_none_or(|limit| listed.len() < limit) {
            listed.push(row_view(desk, &mut names, &row)?);
        }
    }
    desk.journal_listing("claim.list", ids.iter().copied())?;
    Ok((ids.len(), listed))
}

fn matches(row: &Row<'_, ClaimId>, state: Option<ClaimState>, payers: Option<&[PayerId]>) -> Result<bool> {
    if let Some(state) = state {
        let stands = row.cell::<ClaimFinancial>()?.open().map(|cell| cell.account.state);
        if stands != Some(state) {
            return Ok(false);
        }
    }
    let Some(payers) = payers else { return Ok(true) };
    let payer = row.cell::<ClaimCoverage>()?.open().and_then(|cell| cell.payer_id);
    Ok(payer.is_some_and(|payer| payers.contains(&payer)))
}

/// The payers that a text names: by record id, wire id or name, in any case.
///
/// # Errors
/// `not_found` when there is none.
pub(crate) fn payers_named(desk: &Desk<'_>, text: &str) -> Result<Vec<PayerId>> {
    let mut found = Vec::new();
    for item in scan::<PayerRecord>(desk.vault()) {
        let (id, payer) = item?;
        let same = |other: &str| other.eq_ignore_ascii_case(text.trim());
        if payer.open().is_some_and(|payer| same(&payer.payer_id) || same(&payer.name) || same(&id.to_string())) {
            found.push(id);
        }
    }
    if found.is_empty() { Err(BillingError::not_found(&format!("payer {text}"))) } else { Ok(found) }
}

/// One claim as lists show it.
///
/// # Errors
/// `not_found`, or what the store refuses.
pub fn claim_row(desk: &Desk<'_>, id: ClaimId) -> Result<ClaimRow> {
    let found = row(desk.vault(), id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
    row_view(desk, &mut Names::default(), &found)
}
