//! The actions 1 to 4 and 6: each one commit.

use super::case::{Case, DenialPlace};
use super::offers::{ActionBlock, DenialAction, block};
use crate::books::Books;
use crate::claim::{HandsOver, advance, correct_claims, next_claim};
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{FieldProblem, FormCheck};
use crate::reference::Reference;
use crate::work_list::{end, open_item};
use crate::worklist::not_allowed;
use claims::{ClaimEvent, HistoryEvent};
use ledger::{Movement, PostingKind, PostingSubject, Source, reverse};
use privacy::Action;
use records::{ClaimFinancial, LedgerPageCell, StepTaken, Unit, WorkItemCell, WorkStep};
use values::{ClaimId, Money, WorkItemId};
use work::{Snooze, WorkItem, WorkKind};

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// It is done.
    Done {
        /// The claim to go on with: the same, or the next payer's.
        claim: ClaimId,
        /// The item whose step may be taken back, where it may.
        undo: Option<WorkItemId>,
    },
    /// A field must be mended; nothing was changed.
    Refused(Vec<FieldProblem>),
    /// It is not possible; nothing was changed.
    Blocked(ActionBlock),
}

/// An appeal as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Appeal {
    /// The day by which the payer should answer.
    pub answer_by: String,
    /// What was sent, and how.
    pub note: String,
}

fn case_for(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    place: DenialPlace,
    action: DenialAction,
) -> Result<std::result::Result<Case, Acted>> {
    desk.may(Action::Work)?;
    let case = Case::load(desk, unit, place)?;
    Ok(match block(unit, &case, action)? {
        Some(block) => Err(Acted::Blocked(block)),
        None => Ok(case),
    })
}

/// 1: begins the next version: after adjudication a replacement (7) that quotes the payer's newest number, after a rejection
/// an original.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn correct_denial(desk: &Desk<'_>, place: DenialPlace) -> Result<Acted> {
    let unit = desk.unit();
    let case = match case_for(desk, &unit, place, DenialAction::Correct)? {
        Ok(case) => case,
        Err(acted) => return Ok(acted),
    };
    let moved = correct_claims(desk, &[case.id])?;
    match moved.held.first() {
        None => Ok(Acted::Done { claim: case.id, undo: None }),
        Some(held) => Err(not_allowed(&held.reasons.join("; "), "reload the denial")),
    }
}

/// 2: notes that the denial was appealed: its item ends, another waits for the payer's answer.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn appeal_denial(desk: &Desk<'_>, place: DenialPlace, appeal: &Appeal) -> Result<Acted> {
    let mut unit = desk.unit();
    let mut case = match case_for(desk, &unit, place, DenialAction::Appeal)? {
        Ok(case) => case,
        Err(acted) => return Ok(acted),
    };
    let mut check = FormCheck::on(desk.today());
    let answer_by = check.coming_day("answer_by", &appeal.answer_by);
    let note = check.required("note", &appeal.note);
    let (true, Some(answer_by)) = (check.is_clean(), answer_by) else {
        return Ok(Acted::Refused(check.into_problems()));
    };
    let mut item = WorkItem::new(WorkKind::Appeal, note, case.at_risk(), Some(answer_by));
    item.snooze = Some(Snooze { until: answer_by, why: String::new(), by: desk.user_name() });
    item.owner = case.main_item().and_then(|(_, cell)| cell.item.owner.clone());
    let waiting = open_item(desk, &mut unit, Some(case.id), item)?;
    let denial = settle(desk, &mut unit, &case, "appealed", Some(StepTaken::Appealed(waiting)))?;
    note_event(desk, &mut case, &format!("appealed, answer due {answer_by}"));
    unit.put(case.id, &case.financial)?;
    desk.commit(unit, "denial.appeal")?;
    Ok(Acted::Done { claim: case.id, undo: denial })
}

/// 3: makes the claim to the next payer, with what was denied and what was left to the patient.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn bill_next_after_denial(desk: &Desk<'_>, place: DenialPlace) -> Result<Acted> {
    desk.may(Action::WorkClaim)?;
    let mut unit = desk.unit();
    let case = match case_for(desk, &unit, place, DenialAction::NextPayer)? {
        Ok(case) => case,
        Err(acted) => return Ok(acted),
    };
    let reference = Reference::load(desk.vault())?;
    let mut books = Books::default();
    let handed = (case.id, case.financial.clone(), HandsOver::DeniedToo);
    let next = match next_claim(desk, &mut unit, &mut books, &reference, handed)? {
        Ok((next, _)) => next,
        Err(reason) => return Err(not_allowed(&reason, "reload the denial")),
    };
    books.finish(&mut unit)?;
    settle(desk, &mut unit, &case, "billed to the next payer", None)?;
    desk.commit(unit, "denial.next_payer")?;
    Ok(Acted::Done { claim: next, undo: None })
}

/// 4: gives to the patient what the payer's group codes allow: PR is his already, OA is moved, CO and PI never are.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn give_to_patient(desk: &Desk<'_>, place: DenialPlace) -> Result<Acted> {
    let mut unit = desk.unit();
    let mut case = match case_for(desk, &unit, place, DenialAction::Patient)? {
        Ok(case) => case,
        Err(acted) => return Ok(acted),
    };
    let mut books = Books::default();
    let state_before = case.financial.account.state;
    let amount_before = case.main_item().map_or(Money::ZERO, |(_, cell)| cell.item.amount);
    for (line, amount) in case.billable_to_patient() {
        let subject = subject(desk, &case, line, Source::Transfer);
        let moved = subject.post(PostingKind::TransferOfResponsibility, Movement::DENIED_TO_PATIENT, amount);
        books.post(&mut unit, &mut case.financial, moved.as_slice())?;
    }
    let page = books.finish(&mut unit)?.first().copied();
    let step = StepTaken::GivenToPatient { page, state_before, amount_before };
    let left = case.open().denied;
    let undo = if left.is_zero() {
        advance(desk, &mut case.financial, ClaimEvent::GiveToPatient, "given to the patient")
            .map_err(|error| not_allowed(&error.to_string(), "reload the denial"))?;
        settle(desk, &mut unit, &case, "given to the patient", Some(step))?
    } else {
        note_event(desk, &mut case, "given to the patient in part");
        reduce(desk, &mut unit, &case, left, step)?
    };
    unit.put(case.id, &case.financial)?;
    desk.commit(unit, "denial.patient")?;
    Ok(Acted::Done { claim: case.id, undo })
}

/// 6: puts the denial aside until a day, for a reason. The deadline stands.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn wait_with_denial(desk: &Desk<'_>, place: DenialPlace, until: &str, why: &str) -> Result<Acted> {
    let mut unit = desk.unit();
    let case = match case_for(desk, &unit, place, DenialAction::Wait)? {
        Ok(case) => case,
        Err(acted) => return Ok(acted),
    };
    let mut check = FormCheck::on(desk.today());
    let until = check.coming_day("until", until);
    let why = check.required("why", why);
    let (true, Some(until)) = (check.is_clean(), until) else {
        return Ok(Acted::Refused(check.into_problems()));
    };
    let (id, mut cell) = main_item(desk, &unit, &case);
    let before = cell.item.snooze.replace(Snooze { until, why, by: desk.user_name() });
    cell.step = Some(WorkStep { by: desk.user_name(), did: StepTaken::Snoozed(before) });
    unit.put(id, &cell)?;
    desk.commit(unit, "denial.wait")?;
    Ok(Acted::Done { claim: case.id, undo: Some(id) })
}

/// The postings' subject of a line of a case.
pub(super) fn subject(desk: &Desk<'_>, case: &Case, line: Option<u16>, source: Source) -> PostingSubject {
    PostingSubject {
        claim: Some(case.id),
        line,
        patient: Some(case.coverage.patient_id),
        payer: case.coverage.payer_id,
        service_on: case.clinical.visit.date_of_service(),
        ..PostingSubject::new(desk.today(), source)
    }
}

/// The item that is worked; a case that was opened by its claim may have none yet.
pub(super) fn main_item(desk: &Desk<'_>, unit: &Unit<'_>, case: &Case) -> (WorkItemId, WorkItemCell) {
    if let Some((id, cell)) = case.main_item() {
        return (*id, cell.clone());
    }
    let kind = if case.is_rejected() { WorkKind::Rejection } else { WorkKind::Denial };
    let item = WorkItem::new(kind, case.financial.account.state_reason.clone(), case.at_risk(), None);
    (unit.allocate(), WorkItemCell::new(item, Some(case.id), desk.now()))
}

/// Ends every open item of a case; the one that is worked keeps the step, so that it may be taken back. Derived ones go with
/// what the claim says.
pub(super) fn settle(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    case: &Case,
    how: &str,
    step: Option<StepTaken>,
) -> Result<Option<WorkItemId>> {
    let (main, mut kept) = main_item(desk, unit, case);
    for (id, cell) in case.items.iter().filter(|(id, cell)| *id != main && !cell.item.kind.is_derived()) {
        let mut cell = cell.clone();
        end(desk, &mut cell, how);
        unit.put(*id, &cell)?;
    }
    end(desk, &mut kept, how);
    kept.step = step.map(|did| WorkStep { by: desk.user_name(), did });
    unit.put(main, &kept)?;
    Ok(kept.step.is_some().then_some(main))
}

fn reduce(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    case: &Case,
    left: Money,
    did: StepTaken,
) -> Result<Option<WorkItemId>> {
    let (id, mut cell) = main_item(desk, unit, case);
    cell.item.amount = left;
    cell.step = Some(WorkStep { by: desk.user_name(), did });
    unit.put(id, &cell)?;
    Ok(Some(id))
}

/// Writes a line into the claim's own history without moving it.
pub(super) fn note_event(desk: &Desk<'_>, case: &mut Case, what: &str) {
    let account = &mut case.financial.account;
    let event = HistoryEvent { at: desk.now(), by: desk.user_name(), state: account.state, what: what.to_owned() };
    account.history.push(event);
}

/// Takes back a step on a denial, whose item is given as it stands.
///
/// # Errors
/// `not_allowed` when something happened to the claim since.
pub(crate) fn take_back(desk: &Desk<'_>, unit: &mut Unit<'_>, cell: &mut WorkItemCell, step: StepTaken) -> Result<()> {
    let Some(claim) = cell.claim_id else { return Err(not_allowed("it is about no claim", "reload")) };
    match step {
        StepTaken::Appealed(waiting) => {
            withdraw(desk, unit, waiting, "the appeal was taken back")?;
            cell.item.done = None;
        }
        StepTaken::WriteOffAsked(asked) => {
            let state = withdraw(desk, unit, asked, "the request was taken back")?.request.map(|it| it.state_before);
            let mut financial: ClaimFinancial = unit.need(claim)?;
            let state = state.unwrap_or(financial.account.state);
            moved(advance(desk, &mut financial, ClaimEvent::ReturnWriteOff(state), "write-off not wanted any more"))?;
            unit.put(claim, &financial)?;
            cell.item.done = None;
        }
        StepTaken::GivenToPatient { page, state_before, amount_before } => {
            let mut financial: ClaimFinancial = unit.need(claim)?;
            if page.is_some() && financial.pages.last() != page.as_ref() {
                return Err(not_allowed("something was posted to the claim since", "open the claim's ledger"));
            }
            take_back_postings(desk, unit, (claim, &mut financial), page)?;
            if cell.item.done.is_some() {
                moved(advance(
                    desk,
                    &mut financial,
                    ClaimEvent::TakeBack(state_before),
                    "taken back from the patient",
                ))?;
            }
            unit.put(claim, &financial)?;
            cell.item.done = None;
            cell.item.amount = amount_before;
        }
        StepTaken::Snoozed(_) | StepTaken::Assigned(_) | StepTaken::Finished => {}
    }
    Ok(())
}

fn moved<T>(step: std::result::Result<T, claims::NotAllowed>) -> Result<T> {
    step.map_err(|error| not_allowed(&error.to_string(), "something happened to the claim since: open it"))
}

fn withdraw(desk: &Desk<'_>, unit: &mut Unit<'_>, id: WorkItemId, how: &str) -> Result<WorkItemCell> {
    let mut cell: WorkItemCell = unit.need(id)?;
    if !cell.item.is_open() {
        return Err(not_allowed("it was decided meanwhile", "reload the worklist"));
    }
    end(desk, &mut cell, how);
    unit.put(id, &cell)?;
    Ok(cell)
}

fn take_back_postings(
    desk: &Desk<'_>,
    unit: &mut Unit<'_>,
    (claim, financial): (ClaimId, &mut ClaimFinancial),
    page: Option<values::LedgerPageId>,
) -> Result<()> {
    let Some(page) = page else { return Ok(()) };
    let LedgerPageCell(page) = unit.need(page)?;
    let of_claim: Vec<_> = page.postings.into_iter().filter(|posting| posting.claim == Some(claim)).collect();
    let mut books = Books::default();
    books.post(unit, financial, &reverse(&of_claim, desk.today()))?;
    books.finish(unit).map(drop)
}
