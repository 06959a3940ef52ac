//! The worklist of the window: queues out of items and out of claims, and what is done with rows.

use crate::common::{VISIT, accept, ids, journaled, registered, send, sent, visits};
use billing::{
    CsvKind, ErrorCode, Form, Problem, WorkFilter, WorkOrder, WorkPlace, WorkQueue, WorkReason, WorkScope, WorkView,
    Worked, Worklist,
};
use integration::Office;
use integration::data::{Covered, Visit, account, encounters};
use integration::payer::{SentClaim, ack277};
use integration::remit::{Decision, Era};
use values::{Date, WorkItemId};
use work::WorkKind;

pub fn look(office: &Office, queue: WorkQueue, scope: WorkScope) -> Worklist {
    let filter = WorkFilter { queue, scope, order: WorkOrder::Deadline };
    billing::open_worklist(&office.desk(), filter).unwrap()
}

pub fn rows(office: &Office, queue: WorkQueue) -> Vec<WorkView> {
    look(office, queue, WorkScope::Mine).rows
}

fn counts(list: &Worklist) -> Vec<(WorkQueue, u64, i64)> {
    let some = list.queues.iter().filter(|queue| queue.count > 0);
    some.map(|queue| (queue.queue, queue.count, queue.amount.cents())).collect()
}

fn worked(form: Form<Worked>) -> Vec<WorkItemId> {
    match form {
        Form::Saved(worked) => worked.items,
        Form::Refused(problems) => panic!("{problems:?}"),
    }
}

fn problems(form: Form<Worked>) -> Vec<(String, Problem)> {
    match form {
        Form::Saved(worked) => panic!("{worked:?}"),
        Form::Refused(problems) => problems.into_iter().map(|it| (it.field, it.problem)).collect(),
    }
}

fn reject(office: &Office, claim: &SentClaim) {
    let text = ack277(&[(claim.clone(), "A7:164:IL")]);
    billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
}

/// Three claims: one rejected, one denied, one paid with a second payer to bill.
fn mixed(user: &str) -> (Office, Vec<SentClaim>) {
    let covered = [Covered::Primary, Covered::Primary, Covered::Both];
    let office = registered(user, &covered);
    office.import(CsvKind::Encounters, &encounters(&visits(3)));
    // Files are by payer: in the order of the patients again.
    let all = ids(&office);
    let mut claims = send(&office, &all);
    claims.sort_by_key(|claim| all.iter().position(|id| *id == office.id_of(&claim.number)));
    reject(&office, &claims[0]);
    accept(&office, &claims[1..]);
    for (at, decision) in
        [Decision::denied(&claims[1], "CO", "197"), Decision::paid(&claims[2])].into_iter().enumerate()
    {
        office.post(&Era::new(&format!("T{at}"), vec![decision]).text());
    }
    (office, claims)
}

#[test]
fn every_queue_has_its_rows_with_money_and_words() {
    let (office, claims) = mixed("bella");
    let list = journaled(&office, "bella", "work.list", || look(&office, WorkQueue::All, WorkScope::Mine));
    let patient = claims[2].charge / 10;
    assert_eq!(
        counts(&list).iter().map(|(queue, count, _)| (*queue, *count)).collect::<Vec<_>>(),
        [(WorkQueue::All, 3), (WorkQueue::Rejections, 1), (WorkQueue::Denials, 1), (WorkQueue::NextPayer, 1),]
    );
    assert_eq!((list.scopes, list.total, list.may_decide), ([3, 3, 0], 3, false));
    let kinds: Vec<WorkKind> = list.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds.last(), Some(&WorkKind::NextPayer), "what has no deadline comes last");
    for row in &list.rows {
        let claim = row.claim.as_ref().unwrap();
        assert!(claim.patient_name.as_open().is_some() && claim.payer.as_open().is_some() && row.last_event.is_some());
    }
    let denial = list.rows.iter().find(|row| row.kind == WorkKind::Denial).unwrap();
    assert!(matches!(&denial.reason, WorkReason::Said(text) if text.contains("CO-197")), "{:?}", denial.reason);
    assert_eq!((denial.amount.cents(), denial.may_finish), (claims[1].charge, true));
    assert!(denial.days_left.unwrap() > 0 && denial.left_percent.is_some());
    let next = list.rows.iter().find(|row| row.kind == WorkKind::NextPayer).unwrap();
    assert!(matches!(&next.reason, WorkReason::NextPayer(payer) if payer.as_open().is_some()));
    assert!((patient - 1..=patient + 1).contains(&next.amount.cents()), "{patient} {}", next.amount.cents());
    // Billed: the claim itself says that nothing is to be done any more.
    billing::bill_next_payer(&office.desk(), &[office.id_of(&claims[2].number)]).unwrap();
    assert!(rows(&office, WorkQueue::NextPayer).is_empty());
}

#[test]
fn claims_say_themselves_what_they_need() {
    let mut office = registered("bella", &[Covered::Primary; 3]);
    // The payer's limit is counted from the visit: two are near, one of them with a fault.
    let visit = |n: usize, back: i32, dx: &str| Visit::new(&format!("E{n}"), &account(n), back, dx, &VISIT);
    office.import(
        CsvKind::Encounters,
        &encounters(&[visit(1, 10, "M5450"), visit(2, 10, "I10;I10"), visit(3, 10, "I10")]),
    );
    let all = ids(&office);
    billing::scrub_claims(&office.desk(), &all).unwrap();
    let failures = rows(&office, WorkQueue::ScrubFailures);
    assert_eq!(failures.len(), 1);
    assert!(
        matches!(&failures[0].reason, WorkReason::Scrub(said) if !said.text.is_empty()),
        "{:?}",
        failures[0].reason
    );
    assert!(rows(&office, WorkQueue::FilingLimit).is_empty());
    let limit = office.claim(all[0]).filing_limit_on.open().unwrap();
    let today = office.desk().today();
    office.wait_days(u64::try_from(limit.days_since(today) - 10).unwrap());
    let near = rows(&office, WorkQueue::FilingLimit);
    let kinds: Vec<WorkKind> = near.iter().map(|row| row.kind).collect();
    assert_eq!(near.len(), 3, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == WorkKind::ScrubFailure).count(), 1, "a claim has one row");
    assert!(near.iter().all(|row| row.days_left == Some(10)));
    let list = look(&office, WorkQueue::All, WorkScope::Mine);
    assert_eq!((list.total, list.first_limit_days), (3, Some(10)));
    office.approve(&[all[0], all[2]]);
    office.transmit();
    assert_eq!(rows(&office, WorkQueue::FilingLimit).len(), 1, "what was sent is filed");
}

#[test]
fn a_claim_without_an_answer_comes_up_after_thirty_days() {
    let (mut office, claims) = sent("bella", &[Covered::Primary; 2]);
    office.wait_days(29);
    assert!(rows(&office, WorkQueue::NoResponse).is_empty());
    office.wait_days(1);
    let silent = rows(&office, WorkQueue::NoResponse);
    assert_eq!(silent.len(), 2);
    assert!(silent.iter().all(|row| row.reason == WorkReason::NoAnswer(30) && row.age_days == 30));
    assert!(matches!(silent[0].place, WorkPlace::Claim(_, WorkKind::NoResponse)));
    // Put aside, it is an item; answered, it is gone for good.
    let id = worked(billing::snooze_items(&office.desk(), &[silent[0].place], "t+7").unwrap())[0];
    assert_eq!(rows(&office, WorkQueue::NoResponse).len(), 1);
    let aside = look(&office, WorkQueue::NoResponse, WorkScope::Snoozed);
    assert_eq!((aside.rows.len(), aside.rows[0].place), (1, WorkPlace::Item(id)));
    assert!(billing::list_work(&office.desk(), None).unwrap().is_empty(), "the claim says it, not the item");
    for claim in &claims {
        office.post(&Era::new(&claim.number, vec![Decision::paid(claim)]).text());
    }
    office.wait_days(8);
    assert!(rows(&office, WorkQueue::NoResponse).is_empty());
}

#[test]
fn rows_are_put_aside_until_a_day_and_brought_back() {
    let (mut office, _) = mixed("bella");
    let all = rows(&office, WorkQueue::All);
    let places: Vec<WorkPlace> = all.iter().map(|row| row.place).collect();
    let snooze = |until: &str| billing::snooze_items(&office.desk(), &places, until).unwrap();
    assert_eq!(problems(snooze("")), [("until".to_owned(), Problem::Required)]);
    assert_eq!(problems(snooze("soon")), [("until".to_owned(), Problem::NotADate)]);
    assert_eq!(problems(snooze("t-1")), [("until".to_owned(), Problem::InPast)]);
    let items = worked(journaled(&office, "bella", "work.snooze", || snooze("t+3")));
    let list = look(&office, WorkQueue::All, WorkScope::Mine);
    assert_eq!((list.total, list.scopes), (0, [0, 0, 3]));
    assert_eq!(list.next_due_on, Some(office.desk().today().plus_days(3)));
    journaled(&office, "bella", "work.undo", || billing::undo_work(&office.desk(), &items).unwrap());
    assert_eq!(rows(&office, WorkQueue::All).len(), 3);
    let again = billing::undo_work(&office.desk(), &items).unwrap_err();
    assert_eq!(again.code, ErrorCode::NotAllowed, "a step is taken back once");
    let places: Vec<WorkPlace> = items.iter().map(|id| WorkPlace::Item(*id)).collect();
    worked(billing::snooze_items(&office.desk(), &places[..1], "t+3").unwrap());
    office.wait_days(3);
    assert_eq!(rows(&office, WorkQueue::DueToday).len(), 1);
    assert_eq!(rows(&office, WorkQueue::All).len(), 3);
}

#[test]
fn rows_are_given_to_people_who_may_work_them() {
    let (mut office, _) = mixed("bella");
    let people: Vec<String> = billing::work_people(&office.desk()).unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(people, ["sven", "bella"]);
    let places: Vec<WorkPlace> = rows(&office, WorkQueue::All).iter().map(|row| row.place).collect();
    let give = |owner: &str| billing::assign_items(&office.desk(), &places[..2], owner).unwrap();
    assert_eq!(problems(give("carl")), [("owner".to_owned(), Problem::Unknown)]);
    let items = worked(journaled(&office, "bella", "work.assign", || give("sven")));
    assert_eq!(look(&office, WorkQueue::All, WorkScope::Mine).scopes, [1, 3, 0]);
    office.seat("sven");
    assert_eq!(rows(&office, WorkQueue::All).len(), 3, "one's own and what nobody has");
    let foreign = billing::undo_work(&office.desk(), &items).unwrap_err();
    assert_eq!(foreign.code, ErrorCode::NotAllowed, "a step is taken back by who took it");
    office.seat("bella");
    billing::undo_work(&office.desk(), &items).unwrap();
    assert_eq!(rows(&office, WorkQueue::All).len(), 3);
}

#[test]
fn an_item_is_ended_with_a_reason_and_a_derived_one_is_not() {
    let (office, _) = mixed("bella");
    let list = rows(&office, WorkQueue::All);
    let of = |kind: WorkKind| list.iter().find(|row| row.kind == kind).unwrap().place;
    let finish = |place: WorkPlace, how: &str| billing::finish_items(&office.desk(), &[place], how);
    assert_eq!(problems(finish(of(WorkKind::Rejection), " ").unwrap()), [("how".to_owned(), Problem::Required)]);
    assert_eq!(finish(of(WorkKind::NextPayer), "called").unwrap_err().code, ErrorCode::NotAllowed);
    let end = || finish(of(WorkKind::Rejection), "called the payer").unwrap();
    let items = worked(journaled(&office, "bella", "work.done", end));
    assert_eq!(rows(&office, WorkQueue::Rejections).len(), 0);
    billing::undo_work(&office.desk(), &items).unwrap();
    assert_eq!(rows(&office, WorkQueue::Rejections).len(), 1);
}

#[test]
fn an_exception_leads_to_its_remittance() {
    let (office, claims) = sent("bella", &[Covered::Primary]);
    let mut lost = claims[0].clone();
    lost.number = "NOBODYS-1".to_owned();
    lost.patient = ("NEMO".to_owned(), "NOBODY".to_owned());
    let report = office.post(&Era::new("T9", vec![Decision::paid(&lost)]).text());
    assert_eq!(report.remittances[0].unmatched, 1);
    let exceptions = rows(&office, WorkQueue::RemittanceExceptions);
    assert_eq!(exceptions.len(), 1);
    let first: Date = office.desk().today();
    assert!(exceptions[0].remittance_id.is_some() && exceptions[0].payer.is_some() && exceptions[0].claim.is_none());
    assert_eq!((exceptions[0].due_on, exceptions[0].age_days, first), (None, 0, office.desk().today()));
}

#[test]
fn a_coder_who_writes_claims_leaves_the_lists_right() {
    // Whoever lacks the class of a list leaves it to the next one who holds it.
    let mut office = registered("bella", &[Covered::Primary; 2]);
    office.import(CsvKind::Encounters, &encounters(&visits(2)));
    office.seat("carl");
    billing::scrub_claims(&office.desk(), &[]).ok();
    office.seat("sven");
    look(&office, WorkQueue::All, WorkScope::Team);
    office.verify();
}
