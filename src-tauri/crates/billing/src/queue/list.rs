//! The rows of a tab with the totals of all tabs, read in one pass; and what some claims come to.

use super::index::{QueueIndex, Queued};
use super::tab::{QueueTab, TabTotal};
use crate::claim::{ClaimRow, Names, row_view};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::patients::search_patients;
use claims::{ClaimState, Severity};
use privacy::Action;
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Field, row};
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
    look_at_queue(desk, filter, &mut None)
}

/// As [`list_queue`], with what the last look left: while nobody writes, the next one reads only the claims that it shows.
///
/// # Errors
/// As [`list_queue`].
pub fn look_at_queue(desk: &Desk<'_>, filter: &QueueFilter, kept: &mut Option<QueueIndex>) -> Result<ClaimQueue> {
    desk.may(Action::ReadClaim)?;
    // Where a claim stands is of the class: without it there is no queue.
    if !desk.holds(Class::Financial) {
        return Err(BillingError::sealed(Class::Financial));
    }
    let wanted = Wanted::new(desk, filter)?;
    let mut reader = Reader::new(desk);
    let index = QueueIndex::current(desk, kept.take())?;
    let (mut shown, mut ids, mut charge) = (Vec::new(), Vec::new(), Money::ZERO);
    for queued in &index.claims {
        reader.count(queued.tab, queued.charge);
        if queued.tab != filter.tab || !wanted.finds(queued) {
            continue;
        }
        reader.count_payer(queued.payer, queued.charge);
        if filter.payer.is_some() && filter.payer != queued.payer {
            continue;
        }
        ids.push(queued.id.number());
        charge += queued.charge;
        if shown.len() < filter.limit {
            shown.push(queued.id);
        }
    }
    desk.journal_listing("claim.queue", ids.iter().copied())?;
    *kept = index.after_look(desk);
    let rows = shown.into_iter().filter_map(|id| reader.row(id).transpose()).collect::<Result<_>>()?;
    let payers = reader.payers()?;
    Ok(ClaimQueue { tabs: reader.tabs, payers, total: ids.len(), charge, rows })
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

    fn finds(&self, queued: &Queued) -> bool {
        self.number.is_empty()
            || queued.patient.is_some_and(|patient| self.patients.contains(&patient))
            || queued.number.contains(&self.number)
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

    /// A claim's row; none where it went away meanwhile.
    fn row(&mut self, id: ClaimId) -> Result<Option<QueueRow>> {
        let Some(found) = row(self.desk.vault(), id)? else { return Ok(None) };
        let Field::Open(ClaimFinancial { account, .. }) = found.cell()? else { return Ok(None) };
        let clinical: Field<ClaimClinical> = found.cell()?;
        Ok(Some(QueueRow {
            claim: row_view(self.desk, &mut self.names, &found)?,
            lines: clinical.as_ref().map(|cell| cell.visit.lines.len()),
            scrub: clinical.map(|cell| summary(&cell, account.state)),
            batch_id: account.submissions.last().map(|submission| submission.batch_id.to_string()),
        }))
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
