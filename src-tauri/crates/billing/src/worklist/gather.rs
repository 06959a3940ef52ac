//! Everything that needs someone, before any name is read: stored items, and what claims themselves say.

use super::place::WorkPlace;
use crate::claim::choose_coverage;
use crate::desk::Desk;
use crate::error::Result;
use crate::work_list::open_items;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, ClaimNeed, CoveragePolicy, Field, WorkItemCell, WorkRun,
    policy_patient, read,
};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use values::{ClaimId, Date, Money, PatientId, PayerId, WorkItemId};
use work::{WorkItem, WorkKind};

/// A claim whose last day to file is this near is on the list.
pub(crate) const FILING_DAYS: i32 = 15;
/// A sent claim without an answer for so long is on the list: payers must answer a clean claim within 30 days in most
/// states, and Medicare does.
pub(crate) const ANSWER_DAYS: i32 = 30;

/// One thing that needs someone.
pub(super) struct Entry {
    pub place: WorkPlace,
    pub claim: Option<ClaimId>,
    /// The stored item, or what one of a derived kind would say.
    pub cell: WorkItemCell,
    pub since: Date,
    /// The payer to be billed next.
    pub next_payer: Option<PayerId>,
}

impl Entry {
    pub fn kind(&self) -> WorkKind {
        self.cell.item.kind
    }

    pub fn days_left(&self, today: Date) -> Option<i32> {
        self.cell.item.due_on.map(|due| due.days_since(today))
    }

    /// Whether somebody put it aside for today or an earlier day, or promised something for today.
    pub fn is_due(&self, today: Date) -> bool {
        let item = &self.cell.item;
        let came_back = item.snooze.as_ref().is_some_and(|snooze| snooze.until <= today);
        let promised = matches!(item.kind, WorkKind::FollowUp | WorkKind::Appeal);
        came_back || (promised && item.due_on.is_some_and(|due| due <= today))
    }
}

/// Items of derived kinds only say who has the work and when; the claim says whether there is any.
type Kept = HashMap<(ClaimId, WorkKind), (WorkItemId, WorkItemCell)>;

/// Reads open items and the claims that need someone.
///
/// # Errors
/// What the store refuses.
pub(super) fn gather(desk: &Desk<'_>) -> Result<Vec<Entry>> {
    let zone = &desk.practice().time_zone;
    let (mut found, mut kept) = (Vec::new(), Kept::new());
    for (claim, id) in open_items(desk, None)? {
        let Field::Open(cell) = read::<WorkItemCell>(desk.vault(), id)? else { continue };
        match claim.filter(|_| cell.item.kind.is_derived()) {
            Some(claim) => drop(kept.insert((claim, cell.item.kind), (id, cell))),
            None => {
                let since = cell.made_at.date_in(zone);
                found.push(Entry { place: WorkPlace::Item(id), claim, cell, since, next_payer: None });
            }
        }
    }
    let mut has_row: HashSet<ClaimId> = found.iter().filter_map(|entry| entry.claim).collect();
    for (claim, kind, since) in claims_in_need(desk)? {
        if kind == WorkKind::FilingLimit && has_row.contains(&claim) {
            continue;
        }
        if let Some(entry) = derived(desk, (claim, kind), since, &kept)? {
            has_row.insert(claim);
            found.push(entry);
        }
    }
    found.extend(waiting_for_next_payer(desk, &kept)?);
    Ok(found)
}

// Scrub failures first: a claim that is on the list for one is not listed again for its filing limit.
fn claims_in_need(desk: &Desk<'_>) -> Result<Vec<(ClaimId, WorkKind, Option<Date>)>> {
    let today = desk.today();
    let mut found = Vec::new();
    for (need, kind, until) in [
        (ClaimNeed::Correction, WorkKind::ScrubFailure, None),
        (ClaimNeed::Filing, WorkKind::FilingLimit, Some(today.plus_days(FILING_DAYS))),
        (ClaimNeed::Answer, WorkKind::NoResponse, Some(today.plus_days(-ANSWER_DAYS))),
    ] {
        needs(desk, need, until, &mut |claim, day| {
            let since = day.filter(|_| need == ClaimNeed::Answer);
            found.push((claim, kind, since));
        })?;
    }
    Ok(found)
}

/// The claims with a need, of days up to one.
fn needs(
    desk: &Desk<'_>,
    need: ClaimNeed,
    until: Option<Date>,
    visit: &mut dyn FnMut(ClaimId, Option<Date>),
) -> Result<()> {
    desk.vault().run_find(WorkRun::ClaimNeeds.number(), &[need.letter()], &mut |row, record| {
        let Some((_, day)) = ClaimNeed::of_row(row).filter(|(of, _)| *of == need) else {
            return ControlFlow::Break(());
        };
        if until.is_some_and(|until| day.is_none_or(|day| day > until)) {
            return ControlFlow::Break(());
        }
        visit(ClaimId::new(record), day);
        ControlFlow::Continue(())
    })?;
    Ok(())
}

fn derived(
    desk: &Desk<'_>,
    (claim, kind): (ClaimId, WorkKind),
    since: Option<Date>,
    kept: &Kept,
) -> Result<Option<Entry>> {
    let Field::Open(financial) = read::<ClaimFinancial>(desk.vault(), claim)? else { return Ok(None) };
    let account = &financial.account;
    let last = account.history.last().map(|event| event.at.date_in(&desk.practice().time_zone));
    let amount = if kind == WorkKind::NextPayer { financial.balance.open().patient } else { account.charge };
    let due_on = if kind == WorkKind::NextPayer { None } else { account.filing_limit_on };
    let (place, cell) = match kept.get(&(claim, kind)) {
        Some((id, cell)) => (WorkPlace::Item(*id), cell.clone()),
        None => {
            let item = WorkItem::new(kind, String::new(), amount, due_on);
            (WorkPlace::Claim(claim, kind), WorkItemCell::new(item, Some(claim), desk.now()))
        }
    };
    // What an item of a derived kind says of money and deadline may be old.
    let item = WorkItem { amount, due_on, ..cell.item };
    let since = since.or(last).unwrap_or_else(|| desk.today());
    Ok(Some(Entry { place, claim: Some(claim), cell: WorkItemCell { item, ..cell }, since, next_payer: None }))
}

// A patient's later policies are few beside his claims, so they are looked up by patient first.
fn waiting_for_next_payer(desk: &Desk<'_>, kept: &Kept) -> Result<Vec<Entry>> {
    let patients = with_later_policies(desk)?;
    let mut claims = Vec::new();
    if !patients.is_empty() {
        needs(desk, ClaimNeed::NextPayer, None, &mut |claim, day| claims.push((claim, day)))?;
    }
    let mut found = Vec::new();
    for (claim, decided_on) in claims {
        let Field::Open(coverage) = read::<ClaimCoverage>(desk.vault(), claim)? else { continue };
        if !patients.contains(&coverage.patient_id) {
            continue;
        }
        let Some(payer) = covering_next(desk, claim, &coverage)? else { continue };
        if let Some(entry) = derived(desk, (claim, WorkKind::NextPayer), decided_on, kept)? {
            found.push(Entry { next_payer: Some(payer), ..entry });
        }
    }
    Ok(found)
}

fn with_later_policies(desk: &Desk<'_>) -> Result<HashSet<PatientId>> {
    let mut patients = HashSet::new();
    desk.vault().run_find(WorkRun::LaterPolicies.number(), &[], &mut |row, _| {
        patients.extend(policy_patient(row));
        ControlFlow::Continue(())
    })?;
    Ok(patients)
}

/// The payer after a claim's own, where its policy covers the claim's day.
fn covering_next(desk: &Desk<'_>, claim: ClaimId, coverage: &ClaimCoverage) -> Result<Option<PayerId>> {
    let Some(sequence) = coverage.sequence.next() else { return Ok(None) };
    let Field::Open(clinical) = read::<ClaimClinical>(desk.vault(), claim)? else { return Ok(None) };
    let day = clinical.visit.date_of_service();
    let Some((policy, payer, _)) = choose_coverage(&desk.unit(), coverage.patient_id, sequence, day)? else {
        return Ok(None);
    };
    let Field::Open(policy) = read::<CoveragePolicy>(desk.vault(), policy)? else { return Ok(None) };
    Ok(day.is_none_or(|day| policy.covers(day)).then_some(payer))
}

/// The open items of a claim.
///
/// # Errors
/// What the store refuses.
pub(crate) fn claim_items(desk: &Desk<'_>, claim: ClaimId) -> Result<Vec<(WorkItemId, WorkItemCell)>> {
    let mut items = Vec::new();
    for (_, id) in open_items(desk, Some(claim))? {
        if let Field::Open(cell) = read::<WorkItemCell>(desk.vault(), id)? {
            items.push((id, cell));
        }
    }
    Ok(items)
}

/// What is open on a claim as a whole, for the items made of it.
pub(super) fn derived_item(desk: &Desk<'_>, claim: ClaimId, kind: WorkKind) -> Result<Option<WorkItemCell>> {
    Ok(derived(desk, (claim, kind), None, &Kept::new())?
        .map(|entry| entry.cell)
        .filter(|cell| cell.item.amount >= Money::ZERO))
}
