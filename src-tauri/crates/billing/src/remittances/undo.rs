//! Undoes a posted remittance by reversing entries. Nothing is deleted; the same remittance may be posted again.

use super::places::paid_claims;
use super::post::postings_of;
use crate::books::Books;
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::work_list::{OpenItems, close_items};
use claims::ClaimEvent;
use ledger::{Posting, reversal_of_remittance};
use privacy::Action;
use records::{ClaimFinancial, RemittanceRecord, RemittanceState, Unit};
use serde::Serialize;
use std::collections::BTreeMap;
use values::{ClaimId, RemittanceId};

/// What an undo did (cli.md `era undo`).
#[derive(Debug, Clone, Serialize)]
pub struct UndoReport {
    /// Remittance.
    pub remittance_id: String,
    /// Entries that were reversed: two for each posting.
    pub reversed_entries: u64,
}

/// Undoes a remittance. One commit.
///
/// # Errors
/// `not_permitted` (a biller above the practice's limit), `not_found`, `not_allowed` when it is not posted, or when a later
/// remittance stands on one of its claims and must be undone first.
pub fn undo_remittance(desk: &Desk<'_>, id: RemittanceId) -> Result<UndoReport> {
    let mut unit = desk.unit();
    desk.may(Action::UndoRemittance)?;
    let mut record: RemittanceRecord = unit.need(id)?;
    if record.payment.abs() > desk.practice().undo_limit {
        desk.may(Action::UndoAnyRemittance)?;
    }
    if record.state != RemittanceState::Posted {
        return Err(BillingError::new(
            ErrorCode::NotAllowed,
            format!("{id} is {}, not posted", record.state.name()),
            "only a posted remittance is undone",
        ));
    }
    let postings = postings_of(&unit, &record)?;
    let back = reversal_of_remittance(&postings, id, desk.today());
    let (mut by_claim, mut apart): (BTreeMap<ClaimId, Vec<Posting>>, Vec<Posting>) = (BTreeMap::new(), Vec::new());
    for posting in back {
        match posting.claim {
            Some(claim) => by_claim.entry(claim).or_default().push(posting),
            None => apart.push(posting),
        }
    }
    let reversed = by_claim.values().map(Vec::len).sum::<usize>() + apart.len();
    let mut books = Books::default();
    let mut items = OpenItems::load(desk)?;
    for claim in paid_claims(&unit, &record)? {
        let postings = by_claim.remove(&claim).unwrap_or_default();
        undo_claim(desk, &mut unit, (id, claim), (&mut books, &postings))?;
        items.close(desk, &mut unit, claim, "the remittance was undone")?;
    }
    books.post_apart(&mut unit, &apart)?;
    books.finish(&mut unit)?;
    close_items(desk, &mut unit, &record.work_items, "the remittance was undone")?;
    record.work_items.clear();
    record.state = RemittanceState::Undone;
    unit.put(id, &record)?;
    desk.commit(unit, "era.undo")?;
    Ok(UndoReport { remittance_id: id.to_string(), reversed_entries: u64::try_from(reversed * 2).unwrap_or(u64::MAX) })
}

fn undo_claim(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    (id, claim_id): (RemittanceId, ClaimId),
    (books, postings): (&mut Books, &[Posting]),
) -> Result<()> {
    let mut claim: ClaimFinancial = unit.need(claim_id)?;
    let outcomes = &mut claim.account.outcomes;
    let first = outcomes.iter().position(|outcome| outcome.remittance_id == id && !outcome.is_undone);
    let Some(first) = first else { return Ok(()) };
    let later = outcomes.iter().skip(first).find(|outcome| outcome.remittance_id != id && !outcome.is_undone);
    if let Some(later) = later {
        let message = format!("{} was posted to {claim_id} after {id}", later.remittance_id);
        return Err(BillingError::new(ErrorCode::NotAllowed, message, format!("undo {} first", later.remittance_id)));
    }
    let before = outcomes.get(first).map(|outcome| outcome.state_before);
    outcomes.iter_mut().filter(|outcome| outcome.remittance_id == id).for_each(|outcome| outcome.is_undone = true);
    books.post(unit, &mut claim, postings)?;
    // A claim that was corrected or billed on meanwhile keeps its state: only its money goes back.
    if let Some(before) = before.filter(|_| claim.account.state.is_adjudicated()) {
        let _ = crate::claim::advance(desk, &mut claim, ClaimEvent::Undone(before), &format!("{id} undone"));
    }
    Ok(unit.put(claim_id, &claim)?)
}
