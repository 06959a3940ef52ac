//! Everything that needs someone, before any record is opened: open items, and what claims themselves say.

use super::place::WorkPlace;
use crate::desk::Desk;
use crate::error::Result;
use crate::work_list::{each_open_item, open_items};
use records::{
    ClaimClinical, ClaimFinancial, ClaimNeed, ClaimNeedRow, ClaimTurn, Field, LaterPolicy, OpenItem, WorkItemCell,
    WorkRun, read,
};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use values::{ClaimId, Date, PatientId, PayerId, PayerSequence, WorkItemId};
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
    pub item: OpenItem,
    pub since: Date,
    /// The payer to be billed next.
    pub next_payer: Option<PayerId>,
}

impl Entry {
    pub fn days_left(&self, today: Date) -> Option<i32> {
        self.item.due_on.map(|due| due.days_since(today))
    }

    pub fn is_snoozed(&self, today: Date) -> bool {
        self.item.snoozed_until.is_some_and(|until| until > today)
    }

    /// Whether somebody put it aside for today or an earlier day, or promised something for today.
    pub fn is_due(&self, today: Date) -> bool {
        let came_back = self.item.snoozed_until.is_some_and(|until| until <= today);
        let promised = matches!(self.item.kind, WorkKind::FollowUp | WorkKind::Appeal);
        came_back || (promised && self.item.due_on.is_some_and(|due| due <= today))
    }
}

/// Items of derived kinds only say who has the work and when; the claim says whether there is any.
type Kept = HashMap<(ClaimId, WorkKind), (WorkItemId, OpenItem)>;

/// Open items and the claims that need someone.
///
/// # Errors
/// What the store refuses.
pub(super) fn gather(desk: &Desk<'_>) -> Result<Vec<Entry>> {
    let zone = &desk.practice().time_zone;
    let (mut found, mut kept) = (Vec::new(), Kept::new());
    each_open_item(desk, &mut |claim, id, item| match claim.filter(|_| item.kind.is_derived()) {
        Some(claim) => drop(kept.insert((claim, item.kind), (id, item))),
        None => {
            let since = item.made_at.date_in(zone);
            found.push(Entry { place: WorkPlace::Item(id), claim, item, since, next_payer: None });
        }
    })?;
    let mut has_row: HashSet<ClaimId> = found.iter().filter_map(|entry| entry.claim).collect();
    for (claim, kind, need) in claims_in_need(desk)? {
        if kind == WorkKind::FilingLimit && has_row.contains(&claim) {
            continue;
        }
        has_row.insert(claim);
        found.push(derived(desk, (claim, kind), &need, &kept));
    }
    found.extend(waiting_for_next_payer(desk, &kept)?);
    Ok(found)
}

// Scrub failures first: a claim that is on the list for one is not listed again for its filing limit.
fn claims_in_need(desk: &Desk<'_>) -> Result<Vec<(ClaimId, WorkKind, ClaimNeedRow)>> {
    let today = desk.today();
    let mut found = Vec::new();
    for (need, kind, until) in [
        (ClaimNeed::Correction, WorkKind::ScrubFailure, None),
        (ClaimNeed::Filing, WorkKind::FilingLimit, Some(today.plus_days(FILING_DAYS))),
        (ClaimNeed::Answer, WorkKind::NoResponse, Some(today.plus_days(-ANSWER_DAYS))),
    ] {
        needs(desk, need, until, &mut |claim, row| found.push((claim, kind, row)))?;
    }
    Ok(found)
}

/// The claims with a need, of days up to one.
fn needs(
    desk: &Desk<'_>,
    need: ClaimNeed,
    until: Option<Date>,
    visit: &mut dyn FnMut(ClaimId, ClaimNeedRow),
) -> Result<()> {
    desk.vault().run_find(WorkRun::ClaimNeeds.number(), &[need.letter()], &mut |row, record| {
        let Some(row) = ClaimNeedRow::of_row(row).filter(|row| row.need == need) else {
            return ControlFlow::Break(());
        };
        if until.is_some_and(|until| row.day.is_none_or(|day| day > until)) {
            return ControlFlow::Break(());
        }
        visit(ClaimId::new(record), row);
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// A claim's own need, with what an item keeps of it: who has it, and until when it is put aside.
fn derived(desk: &Desk<'_>, (claim, kind): (ClaimId, WorkKind), need: &ClaimNeedRow, kept: &Kept) -> Entry {
    let waits = matches!(need.need, ClaimNeed::Answer | ClaimNeed::NextPayer);
    let since = need.day.filter(|_| waits).unwrap_or_else(|| need.since.date_in(&desk.practice().time_zone));
    let due_on = if kind == WorkKind::NextPayer { None } else { need.limit };
    let (place, item) = match kept.get(&(claim, kind)) {
        // What an item of a derived kind says of money and deadline may be old.
        Some((id, item)) => (WorkPlace::Item(*id), OpenItem { amount: need.amount, due_on, ..item.clone() }),
        None => {
            let item = WorkItem::new(kind, String::new(), need.amount, due_on);
            let cell = WorkItemCell::new(item, Some(claim), desk.now());
            (WorkPlace::Claim(claim, kind), OpenItem::of(&cell))
        }
    };
    Entry { place, claim: Some(claim), item, since, next_payer: None }
}

// Three sorted lists are laid over each other, so that only claims of patients with the next policy are opened.
fn waiting_for_next_payer(desk: &Desk<'_>, kept: &Kept) -> Result<Vec<Entry>> {
    let policies = later_policies(desk)?;
    let mut waiting = HashMap::new();
    if policies.is_empty() {
        return Ok(Vec::new());
    }
    needs(desk, ClaimNeed::NextPayer, None, &mut |claim, row| {
        waiting.insert(claim, row);
    })?;
    let mut likely = Vec::new();
    desk.vault().run_find(WorkRun::ClaimTurns.number(), &[], &mut |row, record| {
        let claim = ClaimId::new(record);
        let next = ClaimTurn::of_row(row).and_then(|turn| Some((turn.patient, turn.sequence.next()?)));
        if let (Some(row), Some(policies)) = (waiting.get(&claim), next.and_then(|next| policies.get(&next))) {
            likely.push((claim, *row, policies));
        }
        if waiting.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let mut found = Vec::new();
    for (claim, row, policies) in likely {
        if let Some(policy) = covering(desk, claim, policies)? {
            let entry = derived(desk, (claim, WorkKind::NextPayer), &row, kept);
            found.push(Entry { next_payer: Some(policy.payer), ..entry });
        }
    }
    Ok(found)
}

type Policies = HashMap<(PatientId, PayerSequence), Vec<LaterPolicy>>;

fn later_policies(desk: &Desk<'_>) -> Result<Policies> {
    let mut policies = Policies::new();
    desk.vault().run_find(WorkRun::LaterPolicies.number(), &[], &mut |row, _| {
        if let Some(policy) = LaterPolicy::of_row(row) {
            policies.entry((policy.patient, policy.sequence)).or_default().push(policy);
        }
        ControlFlow::Continue(())
    })?;
    Ok(policies)
}

/// The policy among these that covers a claim's day.
fn covering<'p>(desk: &Desk<'_>, claim: ClaimId, policies: &'p [LaterPolicy]) -> Result<Option<&'p LaterPolicy>> {
    // One without dates covers any day: the claim need not be opened.
    if let Some(always) = policies.iter().find(|policy| policy.effective_on.is_none() && policy.ends_on.is_none()) {
        return Ok(Some(always));
    }
    let Field::Open(clinical) = read::<ClaimClinical>(desk.vault(), claim)? else { return Ok(None) };
    let day = clinical.visit.date_of_service();
    Ok(policies.iter().rfind(|policy| day.is_none_or(|day| policy.covers(day))))
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

/// The item for what a claim itself says that it needs; `None` when it does not, or there is no such claim.
///
/// # Errors
/// What the store refuses.
pub(super) fn derived_item(desk: &Desk<'_>, claim: ClaimId, kind: WorkKind) -> Result<Option<WorkItemCell>> {
    let Field::Open(financial) = read::<ClaimFinancial>(desk.vault(), claim)? else { return Ok(None) };
    let need = match kind {
        WorkKind::ScrubFailure => ClaimNeed::Correction,
        WorkKind::FilingLimit => ClaimNeed::Filing,
        WorkKind::NoResponse => ClaimNeed::Answer,
        WorkKind::NextPayer => ClaimNeed::NextPayer,
        WorkKind::Rejection
        | WorkKind::Denial
        | WorkKind::RemittanceException
        | WorkKind::FollowUp
        | WorkKind::Appeal
        | WorkKind::WriteOff => return Ok(None),
    };
    let found = ClaimNeed::of_claim(&financial).into_iter().find(|(of, _)| *of == need);
    let row = found.map(|(need, day)| ClaimNeedRow::of(&financial, need, day));
    Ok(row.map(|row| {
        let item = derived(desk, (claim, kind), &row, &Kept::new()).item;
        WorkItemCell::new(WorkItem::new(kind, String::new(), item.amount, item.due_on), Some(claim), desk.now())
    }))
}
