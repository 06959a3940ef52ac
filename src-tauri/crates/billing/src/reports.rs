//! Figures: aging, the ledger's trial balance, denials by reason, key figures. Each journaled before it is shown.

use crate::desk::Desk;
use crate::error::Result;
use claims::{Adjustment, ClaimState};
use ledger::{AgingItem, LedgerTotals, aging};
use privacy::Action;
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Field, LedgerPageCell, PayerRecord, read, rows, scan};
use remittance::Treatment;
use serde::Serialize;
use std::collections::BTreeMap;
use values::{AdjustmentGroup, ClaimId, Date, LedgerPageId, Money, PatientId, PayerId};

/// What is open by age (cli.md `report aging`). Age counts from the first date of service.
#[derive(Debug, Clone, Serialize)]
pub struct AgingReport {
    /// The day.
    pub as_of: Date,
    /// `0-30` to `121+`.
    pub buckets: Vec<AgingBucketView>,
    /// Open with payers, denied amounts included.
    pub insurance_cents: Money,
    /// Owed by patients.
    pub patient_cents: Money,
    /// Money that belongs to no claim yet.
    pub unapplied_cents: Money,
    /// Claims paid above what was owed.
    pub credit_cents: Money,
}

/// One bucket.
#[derive(Debug, Clone, Serialize)]
pub struct AgingBucketView {
    /// Days.
    pub label: String,
    /// Open with payers.
    pub insurance_cents: Money,
    /// Owed by patients.
    pub patient_cents: Money,
}

/// The trial balance (cli.md `report ledger`).
#[derive(Debug, Clone, Serialize)]
pub struct LedgerReport {
    /// Entries: two for each posting.
    pub entries: u64,
    /// Σ debits.
    pub debit_cents: Money,
    /// Σ credits.
    pub credit_cents: Money,
    /// Whether they are equal.
    pub balanced: bool,
    /// Accounts; above zero is a debit balance.
    pub accounts: Vec<AccountView>,
}

/// One account.
#[derive(Debug, Clone, Serialize)]
pub struct AccountView {
    /// Name.
    pub account: &'static str,
    /// Balance.
    pub balance_cents: Money,
}

/// Denials of one reason and payer (cli.md `report denials`).
#[derive(Debug, Clone, Serialize)]
pub struct DenialRow {
    /// Group code.
    pub group_code: &'static str,
    /// Reason code.
    pub carc: String,
    /// Payer.
    pub payer: Field<String>,
    /// How many.
    pub count: u64,
    /// How much.
    pub amount_cents: Money,
    /// Kind of cause.
    pub root_cause: String,
    /// First action.
    pub remedy: String,
}

/// A key figure (cli.md `report kpi`).
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigure {
    /// Name.
    pub name: &'static str,
    /// Numerator by denominator, in per cent or days, with one decimal; none without a denominator.
    pub value: Option<String>,
    /// Numerator.
    pub numerator: i64,
    /// Denominator.
    pub denominator: i64,
    /// Days that it looks at.
    pub window: Window,
    /// What it says.
    pub definition: &'static str,
}

/// Days from and to.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Window {
    /// First.
    pub from: Date,
    /// Last.
    pub to: Date,
}

struct ClaimFacts {
    id: ClaimId,
    patient: Option<PatientId>,
    payer: Option<PayerId>,
    day: Option<Date>,
    financial: ClaimFinancial,
}

fn facts(desk: &Desk<'_>) -> Result<Vec<ClaimFacts>> {
    let mut all = Vec::new();
    for row in rows::<ClaimId>(desk.vault()) {
        let row = row?;
        let Field::Open(financial) = row.cell::<ClaimFinancial>()? else { continue };
        let coverage = row.cell::<ClaimCoverage>()?.open();
        all.push(ClaimFacts {
            id: row.id(),
            patient: coverage.as_ref().map(|coverage| coverage.patient_id),
            payer: coverage.and_then(|coverage| coverage.payer_id),
            day: row.cell::<ClaimClinical>()?.open().and_then(|clinical| clinical.visit.date_of_service()),
            financial,
        });
    }
    Ok(all)
}

fn totals(desk: &Desk<'_>, of: Option<PatientId>, as_of: Option<Date>) -> Result<LedgerTotals> {
    let mut totals = LedgerTotals::default();
    for item in scan::<LedgerPageCell>(desk.vault()) {
        let (_, page): (LedgerPageId, _) = item?;
        if let Field::Open(LedgerPageCell(page)) = page {
            let counts = |posting: &&ledger::Posting| {
                of.is_none_or(|patient| posting.patient == Some(patient))
                    && as_of.is_none_or(|day| posting.posted_on <= day)
            };
            page.postings.iter().filter(counts).for_each(|posting| totals.apply(posting));
        }
    }
    Ok(totals)
}

/// What is open by age and responsible party, for all or one patient.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn report_aging(desk: &Desk<'_>, as_of: Option<Date>, patient: Option<PatientId>) -> Result<AgingReport> {
    desk.may(Action::ReportMoney)?;
    let day = as_of.unwrap_or_else(|| desk.today());
    let unapplied = totals(desk, patient, as_of)?.unapplied();
    let claims = facts(desk)?;
    let wanted = claims.iter().filter(|facts| patient.is_none() || facts.patient == patient);
    let past = |facts: &ClaimFacts| -> Result<ledger::OpenAmounts> {
        match as_of.filter(|day| *day < desk.today()) {
            Some(day) => open_on(desk, facts, day),
            None => Ok(facts.financial.balance.open()),
        }
    };
    let items =
        wanted.map(|facts| Ok(AgingItem { service_on: facts.day, open: past(facts)? })).collect::<Result<Vec<_>>>()?;
    desk.journal_listing("report.aging", [])?;
    let report = aging(day, unapplied, items);
    Ok(AgingReport {
        as_of: report.as_of,
        buckets: report
            .buckets
            .into_iter()
            .map(|bucket| AgingBucketView {
                label: bucket.label,
                insurance_cents: bucket.insurance,
                patient_cents: bucket.patient,
            })
            .collect(),
        insurance_cents: report.insurance,
        patient_cents: report.patient,
        unapplied_cents: report.unapplied,
        credit_cents: report.credit,
    })
}

// The balance on an earlier day is the sum of the postings up to it.
fn open_on(desk: &Desk<'_>, facts: &ClaimFacts, day: Date) -> Result<ledger::OpenAmounts> {
    let unit = desk.unit();
    let mut balance = ledger::ClaimBalance::default();
    for page in &facts.financial.pages {
        let LedgerPageCell(page) = unit.need(*page)?;
        balance.apply_all(
            page.postings.iter().filter(|posting| posting.claim == Some(facts.id) && posting.posted_on <= day),
        );
    }
    Ok(balance.open())
}

/// The trial balance, for all or one patient.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn report_ledger(desk: &Desk<'_>, as_of: Option<Date>, patient: Option<PatientId>) -> Result<LedgerReport> {
    desk.may(Action::ReportMoney)?;
    let totals = totals(desk, patient, as_of)?;
    desk.journal_listing("report.ledger", [])?;
    let accounts = totals
        .accounts
        .iter()
        .map(|(account, balance)| AccountView { account: account.name(), balance_cents: *balance });
    Ok(LedgerReport {
        entries: totals.entries,
        debit_cents: totals.debit,
        credit_cents: totals.credit,
        balanced: totals.is_balanced(),
        accounts: accounts.collect(),
    })
}

/// Denials by group, reason and payer, the largest amount first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn report_denials(desk: &Desk<'_>) -> Result<Vec<DenialRow>> {
    desk.may(Action::ReportMoney)?;
    let reasons = crate::remittances::reasons_of(desk.codes());
    let mut found: BTreeMap<(AdjustmentGroup, String, Option<PayerId>), (u64, Money)> = BTreeMap::new();
    for facts in facts(desk)? {
        for outcome in facts.financial.account.standing_outcomes() {
            let denied = |adjustment: &&Adjustment| match Treatment::of_adjustment(adjustment, &reasons) {
                Treatment::Denied => true,
                Treatment::Contractual | Treatment::Settled | Treatment::Patient | Treatment::Waiting => false,
            };
            for adjustment in outcome.every_adjustment().filter(denied) {
                let entry = found.entry((adjustment.group, adjustment.carc.to_string(), facts.payer)).or_default();
                entry.0 += 1;
                entry.1 += adjustment.amount;
            }
        }
    }
    desk.journal_listing("report.denials", [])?;
    let mut denials = Vec::with_capacity(found.len());
    for ((group, carc, payer), (count, amount)) in found.into_iter().filter(|(_, (_, amount))| !amount.is_zero()) {
        let row = desk.codes().carc(&carc);
        let payer = match payer {
            Some(id) => read::<PayerRecord>(desk.vault(), id)?.map(|payer| payer.name),
            None => Field::Absent,
        };
        denials.push(DenialRow {
            group_code: group.code(),
            payer,
            count,
            amount_cents: amount,
            root_cause: row.map_or("unknown", |row| row.remedy.name()).to_owned(),
            remedy: row.map_or("read the payer's notes", |row| row.remedy.first_action()).to_owned(),
            carc,
        });
    }
    denials.sort_by_key(|row| std::cmp::Reverse(row.amount_cents));
    Ok(denials)
}

/// Days that the key figures look back.
const WINDOW_DAYS: i32 = 90;

/// Key figures over the last 90 days.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn report_kpi(desk: &Desk<'_>, as_of: Option<Date>) -> Result<Vec<KeyFigure>> {
    desk.may(Action::ReportMoney)?;
    let to = as_of.unwrap_or_else(|| desk.today());
    let window = Window { from: to.plus_days(1 - WINDOW_DAYS), to };
    let all = facts(desk)?;
    let within = |day: Option<Date>| day.is_some_and(|day| window.from <= day && day <= window.to);
    let claims: Vec<&ClaimFacts> = all.iter().filter(|facts| within(facts.day)).collect();
    let count = |test: &dyn Fn(&ClaimFacts) -> bool| {
        i64::try_from(claims.iter().filter(|facts| test(facts)).count()).unwrap_or(i64::MAX)
    };
    let sent = |facts: &ClaimFacts| !facts.financial.account.submissions.is_empty();
    let was_rejected =
        |facts: &ClaimFacts| facts.financial.account.history.iter().any(|event| event.state.is_rejected());
    let decided = |facts: &ClaimFacts| facts.financial.account.is_adjudicated();
    let sum = |amount: &dyn Fn(&ClaimFacts) -> Money| claims.iter().map(|facts| amount(facts)).sum::<Money>().cents();
    let paid = sum(&|facts| facts.financial.account.totals().paid);
    let owed = sum(&|facts| {
        if decided(facts) {
            facts.financial.account.totals().paid + facts.financial.balance.total()
        } else {
            Money::ZERO
        }
    });
    let open = all.iter().map(|facts| facts.financial.balance.total()).sum::<Money>().cents();
    let charged = sum(&|facts| facts.financial.account.charge);
    desk.journal_listing("report.kpi", [])?;
    let figure = |name, (numerator, denominator, scale): (i64, i64, i64), definition| KeyFigure {
        name,
        value: ratio(numerator, denominator, scale),
        numerator,
        denominator,
        window,
        definition,
    };
    let clean = count(&|facts| sent(facts) && !was_rejected(facts));
    let denied = count(&|facts| facts.financial.account.state == ClaimState::Denied);
    Ok(vec![
        figure(
            "clean_claim_rate",
            (clean, count(&sent), 100),
            "per cent of sent claims that nobody rejected, by date of service",
        ),
        figure(
            "denial_rate",
            (denied, count(&decided), 100),
            "per cent of adjudicated claims that stand denied, by date of service",
        ),
        figure(
            "net_collection_rate",
            (paid, owed, 100),
            "per cent of what is not adjusted that payers have paid, adjudicated claims by date of service",
        ),
        figure(
            "days_in_receivables",
            (open, charged, i64::from(WINDOW_DAYS)),
            "open balance of all claims by the average daily charge of the window",
        ),
    ])
}

/// Numerator × scale / denominator with one decimal, rounded half away from zero.
fn ratio(numerator: i64, denominator: i64, scale: i64) -> Option<String> {
    if denominator <= 0 {
        return None;
    }
    let (numerator, denominator) = (i128::from(numerator) * i128::from(scale) * 10, i128::from(denominator));
    let tenths = (numerator.abs() * 2 + denominator) / (denominator * 2);
    let sign = if numerator < 0 && tenths > 0 { "-" } else { "" };
    Some(format!("{sign}{}.{}", tenths / 10, tenths % 10))
}

/// Recomputes every claim's balance from its postings: what `verify` says of the books.
///
/// # Errors
/// What the store refuses.
pub(crate) fn unexplained_balances(desk: &Desk<'_>) -> Result<Vec<ClaimId>> {
    let mut computed: BTreeMap<ClaimId, ledger::ClaimBalance> = BTreeMap::new();
    for item in scan::<LedgerPageCell>(desk.vault()) {
        if let (_, Field::Open(LedgerPageCell(page))) = item? {
            for posting in &page.postings {
                if let Some(claim) = posting.claim {
                    computed.entry(claim).or_default().apply(posting);
                }
            }
        }
    }
    let mut wrong = Vec::new();
    for item in scan::<ClaimFinancial>(desk.vault()) {
        if let (id, Field::Open(claim)) = item?
            && computed.remove(&id).unwrap_or_default() != claim.balance
        {
            wrong.push(id);
        }
    }
    // Postings of a claim that is not there explain nothing either.
    wrong.extend(computed.into_iter().filter(|(_, balance)| !balance.total().is_zero()).map(|(id, _)| id));
    wrong.sort_by_key(|id| id.number());
    Ok(wrong)
}

/// Whether the trial balance stands.
///
/// # Errors
/// What the store refuses.
pub(crate) fn is_ledger_balanced(desk: &Desk<'_>) -> Result<bool> {
    Ok(totals(desk, None, None)?.is_balanced())
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn ratios_round_half_away_from_zero() {
        assert_eq!(ratio(1, 3, 100).as_deref(), Some("33.3"));
        assert_eq!(ratio(2, 3, 100).as_deref(), Some("66.7"));
        assert_eq!(ratio(-1, 8, 100).as_deref(), Some("-12.5"));
        assert_eq!(ratio(5, 0, 100), None);
    }
}
