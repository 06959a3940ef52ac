//! 5: a write-off is asked for by one person and decided by another.

use super::actions::{Acted, main_item, settle, subject};
use super::case::{Case, DenialPlace};
use super::offers::{DenialAction, block};
use crate::books::Books;
use crate::claim::advance;
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{FieldProblem, FormCheck, Problem};
use crate::work_list::end;
use crate::worklist::not_allowed;
use claims::{ClaimEvent, ClaimState};
use ledger::{Movement, PostingKind, Source};
use privacy::Action;
use records::{StepTaken, Unit, WorkItemCell, WriteOffRequest};
use values::{ClaimId, Money, WorkItemId};
use work::{WorkItem, WorkKind};

/// What became of a decision on a write-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is decided.
    Done {
        /// The claim.
        claim: ClaimId,
    },
    /// It is the person's own request: someone else must review.
    OwnRequest,
    /// The request does not stand any more: something happened to the claim since.
    Lapsed,
    /// A field must be mended.
    Refused(Vec<FieldProblem>),
}

/// Asks that an amount be written off. The claim waits until somebody else decides.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn ask_write_off(desk: &Desk<'_>, place: DenialPlace, amount: &str, why: &str) -> Result<Acted> {
    desk.may(Action::Work)?;
    let mut unit = desk.unit();
    let mut case = Case::load(desk, &unit, place)?;
    if let Some(block) = block(&unit, &case, DenialAction::WriteOff)? {
        return Ok(Acted::Blocked(block));
    }
    let mut check = FormCheck::on(desk.today());
    check.required("amount", amount);
    let amount = check.amount("amount", amount);
    if amount.is_some_and(|amount| amount <= Money::ZERO) {
        check.refuse("amount", Problem::NotAnAmount);
    } else if amount.is_some_and(|amount| amount > case.writable()) {
        check.refuse("amount", Problem::TooMuch);
    }
    let why = check.required("why", why);
    let (true, Some(amount)) = (check.is_clean(), amount) else {
        return Ok(Acted::Refused(check.into_problems()));
    };
    let (denial, stands) = main_item(desk, &unit, &case);
    let request = WriteOffRequest {
        asked_by: desk.user_name(),
        asked_on: desk.today(),
        state_before: case.financial.account.state,
        denial: Some(denial),
    };
    let asked: WorkItemId = unit.allocate();
    let item = WorkItem::new(WorkKind::WriteOff, why, amount, stands.item.due_on);
    unit.put(asked, &WorkItemCell { request: Some(request), ..WorkItemCell::new(item, Some(case.id), desk.now()) })?;
    // A case without an item gets one here, so that a returned request has something to stand again.
    if case.main_item().is_none() {
        unit.put(denial, &stands)?;
        case.items.push((denial, stands));
    }
    let undo = settle(desk, &mut unit, &case, "write-off asked for", Some(StepTaken::WriteOffAsked(asked)))?;
    advance(desk, &mut case.financial, ClaimEvent::AskWriteOff, "write-off asked for")
        .map_err(|error| not_allowed(&error.to_string(), "reload the denial"))?;
    unit.put(case.id, &case.financial)?;
    desk.commit(unit, "write_off.ask")?;
    Ok(Acted::Done { claim: case.id, undo })
}

type Asked = (WorkItemCell, WriteOffRequest, Case);

/// The request, if the person may decide on it and it still stands.
fn asked(desk: &Desk<'_>, unit: &Unit<'_>, id: WorkItemId) -> Result<std::result::Result<Asked, Decided>> {
    desk.may(Action::ApproveWriteOff)?;
    let cell: WorkItemCell = unit.need(id)?;
    let (Some(request), Some(claim)) = (cell.request.clone(), cell.claim_id) else {
        return Err(not_allowed("it is no write-off", "take one from the worklist"));
    };
    if request.asked_by == desk.user_name() {
        return Ok(Err(Decided::OwnRequest));
    }
    let case = Case::load(desk, unit, DenialPlace::Claim(claim))?;
    let stands = cell.item.is_open() && case.financial.account.state == ClaimState::WriteOffPending;
    Ok(if stands { Ok((cell, request, case)) } else { Err(Decided::Lapsed) })
}

/// Approves a write-off that somebody else asked for, and posts it.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn approve_write_off(desk: &Desk<'_>, id: WorkItemId) -> Result<Decided> {
    let mut unit = desk.unit();
    let (mut cell, request, mut case) = match asked(desk, &unit, id)? {
        Ok(asked) => asked,
        Err(decided) => return Ok(decided),
    };
    let mut books = Books::default();
    let rest = post(desk, &mut unit, &mut books, &mut case, (cell.item.amount, request.state_before))?;
    if !rest.is_zero() {
        // Less is open than was asked for: someone must look anew.
        return Ok(Decided::Lapsed);
    }
    books.finish(&mut unit)?;
    let open = case.financial.balance.open();
    let to = match (case.financial.balance.total() <= Money::ZERO, (open.denied + open.insurance).is_zero()) {
        (true, _) => ClaimState::WrittenOff,
        (false, true) => ClaimState::PatientResponsibility,
        (false, false) => request.state_before,
    };
    advance(desk, &mut case.financial, ClaimEvent::WriteOff(to), "write-off approved")
        .map_err(|error| not_allowed(&error.to_string(), "reload the worklist"))?;
    end(desk, &mut cell, "approved");
    unit.put(id, &cell)?;
    let never_taken = if request.state_before.is_rejected() { open.insurance } else { Money::ZERO };
    let left = open.denied + never_taken;
    if left > Money::ZERO {
        stand_again(&mut unit, &request, Some(left))?;
    }
    unit.put(case.id, &case.financial)?;
    desk.commit(unit, "write_off.approve")?;
    Ok(Decided::Done { claim: case.id })
}

// Denied amounts first, then what no payer ever took, then the patient's. What could not be written off is left.
fn post(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    books: &mut Books,
    case: &mut Case,
    (amount, state_before): (Money, ClaimState),
) -> Result<Money> {
    let mut rest = amount;
    let lines = case.financial.balance.lines.clone();
    let never_adjudicated = state_before.is_rejected();
    for movement in [Movement::WRITE_OFF_DENIED, Movement::WRITE_OFF_INSURANCE, Movement::WRITE_OFF_PATIENT] {
        if movement == Movement::WRITE_OFF_INSURANCE && !never_adjudicated {
            continue;
        }
        for line in &lines {
            let open = if movement == Movement::WRITE_OFF_DENIED {
                line.open.denied
            } else if movement == Movement::WRITE_OFF_INSURANCE {
                line.open.insurance
            } else {
                line.open.patient
            };
            let part = open.max(Money::ZERO).min(rest);
            let posting = subject(desk, case, line.line, Source::WriteOff).post(PostingKind::WriteOff, movement, part);
            books.post(unit, &mut case.financial, posting.as_slice())?;
            rest -= part;
        }
    }
    Ok(rest)
}

/// Returns a write-off that somebody else asked for, with a reason: the denial stands again.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn return_write_off(desk: &Desk<'_>, id: WorkItemId, why: &str) -> Result<Decided> {
    let mut unit = desk.unit();
    let (mut cell, request, mut case) = match asked(desk, &unit, id)? {
        Ok(asked) => asked,
        Err(decided) => return Ok(decided),
    };
    let mut check = FormCheck::on(desk.today());
    let why = check.required("why", why);
    if !check.is_clean() {
        return Ok(Decided::Refused(check.into_problems()));
    }
    let what = format!("write-off returned: {why}");
    advance(desk, &mut case.financial, ClaimEvent::ReturnWriteOff(request.state_before), &what)
        .map_err(|error| not_allowed(&error.to_string(), "reload the worklist"))?;
    unit.put(case.id, &case.financial)?;
    end(desk, &mut cell, &format!("returned: {why}"));
    unit.put(id, &cell)?;
    stand_again(&mut unit, &request, None)?;
    desk.commit(unit, "write_off.return")?;
    Ok(Decided::Done { claim: case.id })
}

// The denial is somebody's work again, his who asked.
fn stand_again(unit: &mut Unit<'_>, request: &WriteOffRequest, amount: Option<Money>) -> Result<()> {
    let Some(id) = request.denial else { return Ok(()) };
    let mut denial: WorkItemCell = unit.need(id)?;
    denial.item.done = None;
    denial.step = None;
    denial.item.snooze = None;
    denial.item.amount = amount.unwrap_or(denial.item.amount);
    denial.item.owner = denial.item.owner.or_else(|| Some(request.asked_by.clone()));
    Ok(unit.put(id, &denial)?)
}
