//! Remittances as lists and answers show them.

use super::places::paid_claims;
use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::Result;
use privacy::Action;
use records::{Collection, Field, RemittanceException, RemittanceRecord, row, scan};
use serde::Serialize;
use values::{Class, ClassSet, Date, Money, RemittanceId};

/// One remittance (cli.md `era list`).
#[derive(Debug, Clone, Serialize)]
pub struct RemittanceRow {
    /// Id.
    pub remittance_id: String,
    /// Payer.
    pub payer: String,
    /// Check or EFT number.
    pub trace: String,
    /// Date.
    pub date: Date,
    /// Payment.
    pub payment_cents: Money,
    /// State.
    pub state: &'static str,
}

/// What became of one remittance (cli.md "R").
#[derive(Debug, Clone, Serialize)]
pub struct RemittanceView {
    /// Id; none in a rehearsal.
    pub remittance_id: Option<String>,
    /// Payer.
    pub payer: String,
    /// Check or EFT number.
    pub trace: String,
    /// Date.
    pub date: Date,
    /// Payment.
    pub payment_cents: Money,
    /// Claim payments.
    pub claims: u64,
    /// Service lines.
    pub service_lines: u64,
    /// Claim payments that found their claim.
    pub matched: u64,
    /// Claim payments that did not.
    pub unmatched: u64,
    /// Posted to claims.
    pub posted_cents: Money,
    /// Stands aside.
    pub unposted_cents: Money,
    /// Σ PLB.
    pub provider_adjustment_cents: Money,
    /// At line, claim and transaction level.
    pub balanced: bool,
    /// Claims that are denied.
    pub denied_claims: u64,
    /// What a person must look at.
    pub exceptions: Vec<ExceptionView>,
    /// `posted`, `held`, `duplicate`, `rehearsed`, `undone`.
    pub state: &'static str,
}

/// One exception.
#[derive(Debug, Clone, Serialize)]
pub struct ExceptionView {
    /// Kind.
    pub kind: String,
    /// Segment.
    pub segment: u32,
    /// Number as the payer wrote it.
    pub patient_control_number: String,
    /// What is off.
    pub difference_cents: Option<Money>,
    /// In words.
    pub message: String,
}

impl From<&RemittanceException> for ExceptionView {
    fn from(exception: &RemittanceException) -> Self {
        ExceptionView {
            kind: exception.kind.clone(),
            segment: exception.segment,
            patient_control_number: exception.patient_control_number.clone(),
            difference_cents: exception.difference,
            message: exception.message.clone(),
        }
    }
}

/// One remittance with its claims (cli.md `era show`).
#[derive(Debug, Clone, Serialize)]
pub struct RemittanceFile {
    /// What became of it.
    #[serde(flatten)]
    pub view: RemittanceView,
    /// Claims that it posted to, as they stand now.
    pub posted_claims: Vec<ClaimRow>,
}

pub(crate) fn view_of(id: Option<RemittanceId>, record: &RemittanceRecord) -> RemittanceView {
    RemittanceView {
        remittance_id: id.map(|id| id.to_string()),
        payer: record.payer_name.clone(),
        trace: record.trace.clone(),
        date: record.date,
        payment_cents: record.payment,
        claims: record.claims,
        service_lines: record.service_lines,
        matched: record.matched,
        unmatched: record.claims - record.matched.min(record.claims),
        posted_cents: record.posted,
        unposted_cents: record.unposted,
        provider_adjustment_cents: record.provider_adjustment,
        balanced: record.is_balanced,
        denied_claims: record.denied_claims,
        exceptions: record.exceptions.iter().map(ExceptionView::from).collect(),
        state: record.state.name(),
    }
}

/// Every remittance, oldest first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_remittances(desk: &Desk<'_>) -> Result<Vec<RemittanceRow>> {
    desk.may(Action::PostRemittance)?;
    let (mut listed, mut ids) = (Vec::new(), Vec::new());
    for item in scan::<RemittanceRecord>(desk.vault()) {
        if let (id, Field::Open(record)) = item? {
            ids.push(id.number());
            listed.push(RemittanceRow {
                remittance_id: id.to_string(),
                payer: record.payer_name,
                trace: record.trace,
                date: record.date,
                payment_cents: record.payment,
                state: record.state.name(),
            });
        }
    }
    desk.journal_listing("era.list", ids)?;
    Ok(listed)
}

/// One remittance with the claims that it posted to. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn show_remittance(desk: &Desk<'_>, id: RemittanceId) -> Result<RemittanceFile> {
    desk.may(Action::PostRemittance)?;
    let record: RemittanceRecord = desk.unit().need(id)?;
    let unit = desk.unit();
    unit.touch(Collection::Remittance, id.number(), ClassSet::one(Class::Financial));
    desk.commit(unit, "era.show")?;
    let mut names = Names::default();
    let mut posted_claims = Vec::new();
    for claim in paid_claims(&desk.unit(), &record)? {
        if let Some(found) = row(desk.vault(), claim)? {
            posted_claims.push(row_view(desk, &mut names, &found)?);
        }
    }
    Ok(RemittanceFile { view: view_of(Some(id), &record), posted_claims })
}
