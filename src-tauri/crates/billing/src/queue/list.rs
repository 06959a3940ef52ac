//! The rows of a tab with the totals of all tabs, read in one pass; and what some claims come to.

use super::tab::{QueueTab, TabTotal};
use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::patients::search_patients;
use claims::{ClaimState, Severity};
use privacy::Action;
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Field, Row, row, rows};
use std::collections::{BTreeMap, HashSet};
use values::{ClaimId, Class, Money, PatientId, PayerId};

/// Patients that a text may name at most.
const NAMED_AT_MOST: usize = 200;

/// What to show of the queue.
#[derive(Debug, Clone)]
pub struct QueueFilter {
    /// Tab.
    pub tab: QueueTab,
    /// Only this payer.
    pub payer: Option<PayerId>,
    /// Only claims whose number has this in it, or whose patient it finds.
    pub text: String,
    /// At most so many rows; totals count all.
    pub limit: usize,
}

/// What the last scrub said, in a word and three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScrubSummary {
    /// Whether it was scrubbed since it last changed.
    pub is_fresh: bool,
    /// Findings that stop it.
    pub stops: usize,
    /// Findings that should be looked at.
    pub warnings: usize,
}

/// A row of the queue.
#[derive(Debug, Clone)]
pub struct QueueRow {
    /// As every list of claims shows it.
    pub claim: ClaimRow,
    /// Service lines.
    pub lines: Field<usize>,
    /// What the last scrub said.
    pub scrub: Field<ScrubSummary>,
    /// The interchange of the newest submission.
    pub batch_id: Option<String>,
}

/// Claims of a payer.
#[derive(Debug, Clone)]
pub struct PayerTotal {
    /// Payer; none where a claim has no policy yet.
    pub payer_id: Option<PayerId>,
    /// Name.
    pub name: Field<String>,
    /// Claims.
    pub claims: usize,
    /// Σ charges.
    pub charge: Money,
    /// ISA13 that its interchange would get if interchanges were made of these claims now.
    pub control_number: Option<u32>,
}

/// A tab of the queue.
#[derive(Debug, Clone)]
pub struct ClaimQueue {
    /// All tabs, whatever the filter.
    pub tabs: Vec<TabTotal>,
    /// Payers of the tab, whatever the payer filter, in the order of their interchanges.
    pub payers: Vec<PayerTotal>,
    /// Claims that match.
    pub total: usize,
    /// Σ their charges.
    pub charge: Money,
    /// The first of them.
    pub rows: Vec<QueueRow>,
}

/// Lists a tab of the queue, oldest claims first, with the totals of all tabs. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_queue(desk: &Desk<'_>, filter: &QueueFilter) -> Result<ClaimQueue> {
    desk.may(Action::ReadClaim)?;
    // Where a claim stands is of the class: without it there is no queue.
    if !desk.holds(Class::Financial) {
        return Err(BillingError::sealed(Class::Financial));
    }
    let wanted = Wanted::new(desk, filter)?;
    let mut reader = Reader::new(desk);
    let (mut listed, mut ids, mut charge) = (Vec::new(), Vec::new(), Money::ZERO);
    for found in rows::<ClaimId>(desk.vault()) {
        let found = found?;
        let Field::Open(financial) = found.cell::<ClaimFinancial>()? else { continue };
        let Some(tab) = QueueTab::of(financial.account.state) else { continue };
        reader.count(tab, financial.account.charge);
        if tab != filter.tab {
            continue;
        }
        let coverage = found.cell::<ClaimCoverage>()?.open();
        if !wanted.text(&financial, coverage.as_ref()) {
            continue;
        }
        let payer = coverage.and_then(|coverage| coverage.payer_id);
        reader.count_payer(payer, financial.account.charge);
        if filter.payer.is_some() && filter.payer != payer {
            continue;
        }
        ids.push(found.id().number());
        charge += financial.account.charge;
        if listed.len() < filter.limit {
            listed.push(reader.row(&found, &financial)?);
        }
    }
    desk.journal_listing("claim.queue", ids.iter().copied())?;
    let payers = reader.payers()?;
    Ok(ClaimQueue { tabs: reader.tabs, payers, total: ids.len(), charge, rows: listed })
}

/// What some claims come to.
#[derive(Debug, Clone)]
pub struct ClaimTotals {
    /// Claims.
    pub claims: usize,
    /// Their service lines; sealed for who lacks the class.
    pub lines: Field<usize>,
    /// Σ charges.
    pub charge: Money,
    /// Payers, in the order of their interchanges.
    pub payers: Vec<PayerTotal>,
}

/// Adds up claims that are on the screen already.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn total_claims(desk: &Desk<'_>, ids: &[ClaimId]) -> Result<ClaimTotals> {
    desk.may(Action::ReadClaim)?;
    let mut reader = Reader::new(desk);
    let (mut lines, mut charge) = (Field::Open(0), Money::ZERO);
    for id in ids {
        let found = row(desk.vault(), *id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
        let Field::Open(financial) = found.cell::<ClaimFinancial>()? else {
            return Err(BillingError::sealed(Class::Financial));
        };
        let payer = found.cell::<ClaimCoverage>()?.open().and_then(|coverage| coverage.payer_id);
        reader.count_payer(payer, financial.account.charge);
        charge += financial.account.charge;
        let of_claim = found.cell::<ClaimClinical>()?.map(|clinical| clinical.visit.lines.len());
        lines = added(lines, of_claim);
    }
    Ok(ClaimTotals { claims: ids.len(), lines, charge, payers: reader.payers()? })
}

fn added(sum: Field<usize>, more: Field<usize>) -> Field<usize> {
    match (sum, more) {
        (Field::Open(sum), Field::Open(more)) => Field::Open(sum + more),
        (sum, Field::Absent) => sum,
        (Field::Open(_) | Field::Absent, more) => more,
        (sealed, _) => sealed,
    }
}

/// What a text filter wants, read once.
struct Wanted {
    number: String,
    patients: HashSet<PatientId>,
}

impl Wanted {
    fn new(desk: &Desk<'_>, filter: &QueueFilter) -> Result<Wanted> {
        let number = filter.text.trim().to_uppercase();
        let named = match desk.may(Action::ReadPatient) {
            Ok(()) if !number.is_empty() => search_patients(desk, &filter.text, NAMED_AT_MOST)?,
            Ok(()) | Err(_) => Vec::new(),
        };
        Ok(Wanted { number, patients: named.into_iter().collect() })
    }

    fn text(&self, financial: &ClaimFinancial, coverage: Option<&ClaimCoverage>) -> bool {
        let patient = coverage.map(|coverage| coverage.patient_id);
        self.number.is_empty()
            || patient.is_some_and(|patient| self.patients.contains(&patient))
            || financial.account.patient_control_number.folded().contains(&self.number)
    }
}

/// Counts and shows claims, with what they share read once.
struct Reader<'d, 'v> {
    desk: &'d Desk<'v>,
    names: Names,
    tabs: Vec<TabTotal>,
    payers: BTreeMap<Option<PayerId>, (usize, Money)>,
}

impl<'d, 'v> Reader<'d, 'v> {
    fn new(desk: &'d Desk<'v>) -> Reader<'d, 'v> {
        let tabs = QueueTab::ALL.map(|tab| TabTotal { tab, claims: 0, charge: Money::ZERO });
        Reader { desk, names: Names::default(), tabs: tabs.into(), payers: BTreeMap::new() }
    }

    fn count(&mut self, tab: QueueTab, charge: Money) {
        if let Some(total) = self.tabs.get_mut(tab.place()) {
            total.claims += 1;
            total.charge += charge;
        }
    }

    fn count_payer(&mut self, payer: Option<PayerId>, charge: Money) {
        let (claims, sum) = self.payers.entry(payer).or_default();
        *claims += 1;
        *sum += charge;
    }

    fn payers(&mut self) -> Result<Vec<PayerTotal>> {
        let mut last = self.desk.practice().last_control_number;
        let mut totals = Vec::with_capacity(self.payers.len());
        for (payer_id, (claims, charge)) in std::mem::take(&mut self.payers) {
            let name = payer_id.map(|id| self.names.payer(self.desk, id)).transpose()?.unwrap_or(Field::Absent);
            let control_number = payer_id.map(|_| {
                last = last % 999_999_999 + 1;
                last
            });
            totals.push(PayerTotal { payer_id, name, claims, charge, control_number });
        }
        Ok(totals)
    }

    fn row(&mut self, found: &Row<'v, ClaimId>, financial: &ClaimFinancial) -> Result<QueueRow> {
        let clinical: Field<ClaimClinical> = found.cell()?;
        let newest = financial.account.submissions.last();
        Ok(QueueRow {
            claim: row_view(self.desk, &mut self.names, found)?,
            lines: clinical.as_ref().map(|cell| cell.visit.lines.len()),
            scrub: clinical.map(|cell| summary(&cell, financial.account.state)),
            batch_id: newest.map(|submission| submission.batch_id.to_string()),
        })
    }
}

fn summary(clinical: &ClaimClinical, state: ClaimState) -> ScrubSummary {
    let findings = clinical.scrub.as_ref().map(|scrub| scrub.findings.as_slice()).unwrap_or_default();
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    ScrubSummary {
        is_fresh: clinical.scrub.is_some() && state != ClaimState::Draft,
        stops: count(Severity::Stop),
        warnings: count(Severity::Warn),
    }
}
