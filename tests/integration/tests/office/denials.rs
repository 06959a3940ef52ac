//! The denial workbench: what is shown of a denial, the six actions, and the second person.

use crate::common::{journaled, send, sent};
use crate::worklist::rows;
use billing::{
    Acted, ActionBlock, Appeal, Decided, DenialAction, DenialFile, DenialPlace, DenialStanding, ErrorCode, Problem,
    WorkPlace, WorkQueue, WorkReason,
};
use integration::Office;
use integration::data::Covered;
use integration::office::{balance, state};
use integration::payer::{SentClaim, ack277};
use integration::remit::{Decision, Era};
use values::{ClaimId, WorkItemId};

struct Denied {
    office: Office,
    sent: SentClaim,
    id: ClaimId,
}

impl Denied {
    fn with(user: &str, covered: Covered, decide: impl Fn(&SentClaim) -> Decision) -> Denied {
        let (office, mut claims) = sent(user, &[covered]);
        let sent = claims.remove(0);
        office.post(&Era::new("T1", vec![decide(&sent)]).text());
        let id = office.id_of(&sent.number);
        Denied { office, sent, id }
    }

    fn new(group: &'static str, carc: &'static str) -> Denied {
        Denied::with("bella", Covered::Primary, |claim| Decision::denied(claim, group, carc))
    }

    fn place(&self) -> DenialPlace {
        DenialPlace::Claim(self.id)
    }

    fn open(&self) -> DenialFile {
        billing::open_denial(&self.office.desk(), self.place()).unwrap()
    }

    fn state(&self) -> &'static str {
        state(&self.office.claim(self.id))
    }

    fn item(&self, queue: WorkQueue) -> WorkItemId {
        match rows(&self.office, queue)[0].place {
            WorkPlace::Item(id) => id,
            place => panic!("{place}"),
        }
    }

    fn ask(&self, amount: &str, why: &str) -> Acted {
        billing::ask_write_off(&self.office.desk(), self.place(), amount, why).unwrap()
    }

    fn undo(&self, acted: &Acted) {
        let Acted::Done { undo: Some(item), .. } = acted else { panic!("{acted:?}") };
        journaled(&self.office, &self.office.desk().user_name(), "work.undo", || {
            billing::undo_work(&self.office.desk(), &[*item]).unwrap()
        });
    }
}

fn block(file: &DenialFile, action: DenialAction) -> Option<ActionBlock> {
    file.offers.iter().find(|offer| offer.action == action).unwrap().block
}

fn refused(acted: Acted) -> Vec<(String, Problem)> {
    match acted {
        Acted::Refused(problems) => problems.into_iter().map(|it| (it.field, it.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

fn done(acted: &Acted) -> ClaimId {
    match acted {
        Acted::Done { claim, .. } => *claim,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_denial_is_shown_with_all_that_is_needed_to_decide() {
    let case = Denied::with("bella", Covered::Primary, |claim| Decision::line_denied(claim, 1, "CO", "197"));
    let file = journaled(&case.office, "bella", "denial.open", || case.open());
    assert_eq!((file.standing, file.at_risk.cents()), (DenialStanding::Denied, 11_800));
    assert_eq!(file.denied.len(), 1);
    let reason = &file.denied[0].reasons[0];
    assert_eq!((file.denied[0].line, reason.carc.code.as_str(), reason.amount.cents()), (Some(2), "197", 11_800));
    assert!(!reason.carc.label.is_empty() && reason.remedy == Some(codes::Remedy::Authorization));
    assert_eq!(file.lines.len(), 2);
    let (paid, denied) = (&file.lines[0], &file.lines[1]);
    assert!(!paid.is_denied && denied.is_denied && !denied.differs);
    assert_eq!(denied.adjusted.map(values::Money::cents), [11_800, 0, 0, 0]);
    let cents = paid.sent.as_ref().unwrap().charge.cents();
    assert_eq!(cents, paid.paid.cents() + paid.adjusted.iter().map(|it| it.cents()).sum::<i64>());
    let decision = file.decision.as_ref().unwrap();
    assert_eq!((decision.trace.as_str(), decision.payer_claim_control_number.is_empty()), ("T1", false));
    assert!(file.days_left.unwrap() > 0 && file.item.is_some());
    assert_eq!((file.proof.len(), file.proof[0].answers.len()), (1, 2), "999 and 277CA: {:?}", file.proof);
    assert!(file.history.iter().any(|event| event.state == claims::ClaimState::Transmitted));
    assert_eq!(file.suggested, [DenialAction::Appeal, DenialAction::Correct]);
    assert_eq!(block(&file, DenialAction::Patient), Some(ActionBlock::GroupForbids));
    assert_eq!(block(&file, DenialAction::NextPayer), Some(ActionBlock::NoNextPayer));
    // The same by its item.
    let item = case.item(WorkQueue::Denials);
    let by_item = billing::open_denial(&case.office.desk(), DenialPlace::Item(item)).unwrap();
    assert_eq!(by_item.claim.claim_id, file.claim.claim_id);
}

#[test]
fn a_line_that_the_payer_read_otherwise_is_marked() {
    let case = Denied::with("bella", Covered::Primary, |claim| Decision::modifier_dropped(claim, 1));
    let lines = case.open().lines;
    assert_eq!(lines.iter().map(|line| line.differs).collect::<Vec<_>>(), [false, true]);
    assert_eq!(case.open().standing, DenialStanding::Settled);
}

#[test]
fn a_corrected_denial_is_a_replacement_with_the_payers_number() {
    let case = Denied::new("CO", "16");
    let acted = journaled(&case.office, "bella", "claim.correct", || {
        billing::correct_denial(&case.office.desk(), case.place()).unwrap()
    });
    assert_eq!(done(&acted), case.id);
    let row = case.office.claim(case.id);
    assert_eq!((state(&row), row.frequency.as_open().copied()), ("draft", Some("7")));
    assert!(rows(&case.office, WorkQueue::Denials).is_empty());
    let file = case.open();
    assert_eq!(file.standing, DenialStanding::Corrected);
    for offer in &file.offers {
        assert_eq!(offer.block, Some(ActionBlock::CorrectionBegun), "{offer:?}");
    }
    let sent = send(&case.office, &[case.id]);
    assert_eq!((sent[0].frequency.as_str(), sent[0].answers.is_empty()), ("7", false));
}

#[test]
fn a_rejection_has_nothing_to_appeal() {
    let (office, claims) = sent("bella", &[Covered::Primary]);
    let text = ack277(&[(claims[0].clone(), "A7:164:IL")]);
    billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
    let case = Denied { id: office.id_of(&claims[0].number), sent: claims[0].clone(), office };
    let file = case.open();
    assert_eq!((file.standing, file.at_risk.cents()), (DenialStanding::Rejected, case.sent.charge));
    assert!(file.denied.is_empty() && file.decision.is_none() && !file.state_reason.is_empty());
    assert_eq!(file.suggested, [DenialAction::Correct]);
    for action in [DenialAction::Appeal, DenialAction::NextPayer, DenialAction::Patient] {
        assert_eq!(block(&file, action), Some(ActionBlock::NeverAdjudicated));
    }
    done(&billing::correct_denial(&case.office.desk(), case.place()).unwrap());
    assert_eq!(case.office.claim(case.id).frequency.as_open().copied(), Some("1"), "an original");
}

#[test]
fn an_appeal_waits_for_the_payers_answer() {
    let mut case = Denied::new("CO", "197");
    let appeal = |by: &str, note: &str| {
        let appeal = Appeal { answer_by: by.to_owned(), note: note.to_owned() };
        billing::appeal_denial(&case.office.desk(), case.place(), &appeal).unwrap()
    };
    let wrong = refused(appeal("yesterday", ""));
    assert_eq!(wrong, [("answer_by".to_owned(), Problem::NotADate), ("note".to_owned(), Problem::Required)]);
    let acted = journaled(&case.office, "bella", "denial.appeal", || appeal("t+30", "letter with the authorization"));
    assert!(rows(&case.office, WorkQueue::All).is_empty(), "it waits");
    assert_eq!(case.open().standing, DenialStanding::Appealed);
    case.undo(&acted);
    assert_eq!((rows(&case.office, WorkQueue::Denials).len(), case.open().standing), (1, DenialStanding::Denied));
    appeal("t+30", "letter with the authorization");
    case.office.wait_days(30);
    assert_eq!(rows(&case.office, WorkQueue::DueToday).len(), 1);
    // The payer decides anew: nothing waits any more.
    case.office.post(
        &Era::new("T2", vec![Decision::denied(&case.sent, "CO", "197").reversed(), Decision::paid(&case.sent)]).text(),
    );
    assert!(rows(&case.office, WorkQueue::Denials).is_empty());
    case.office.check_books();
}

#[test]
fn the_next_payer_gets_what_the_first_denied() {
    let case = Denied::with("bella", Covered::Both, |claim| Decision::denied(claim, "OA", "22"));
    let file = case.open();
    assert_eq!(file.suggested.first(), Some(&DenialAction::NextPayer));
    assert!(file.next_payer.is_some());
    let acted = journaled(&case.office, "bella", "denial.next_payer", || {
        billing::bill_next_after_denial(&case.office.desk(), case.place()).unwrap()
    });
    let next = done(&acted);
    assert_ne!(next, case.id);
    assert_eq!((balance(&case.office.claim(case.id)), balance(&case.office.claim(next))), (0, case.sent.charge));
    assert!(rows(&case.office, WorkQueue::Denials).is_empty());
    case.office.check_books();
    let again = billing::bill_next_after_denial(&case.office.desk(), case.place()).unwrap();
    assert_eq!(again, Acted::Blocked(ActionBlock::NextPayerBilled));
}

#[test]
fn the_group_code_says_whether_the_patient_may_be_asked() {
    for (group, carc) in [("CO", "197"), ("PI", "16")] {
        let case = Denied::new(group, carc);
        let before = case.office.picture();
        let acted = billing::give_to_patient(&case.office.desk(), case.place()).unwrap();
        assert_eq!(acted, Acted::Blocked(ActionBlock::GroupForbids), "{group}");
        assert_eq!(case.office.picture(), before);
    }
    let case = Denied::new("OA", "96");
    let before = case.office.picture().money();
    let give = || billing::give_to_patient(&case.office.desk(), case.place()).unwrap();
    let acted = journaled(&case.office, "bella", "denial.patient", give);
    assert_eq!((case.state(), case.office.aging().patient_cents.cents()), ("patient_balance", case.sent.charge));
    assert!(rows(&case.office, WorkQueue::All).is_empty());
    case.office.check_books();
    case.undo(&acted);
    assert_eq!((case.state(), case.office.picture().money()), ("denied", before));
    assert_eq!(rows(&case.office, WorkQueue::Denials).len(), 1);
    case.office.check_books();
}

#[test]
fn what_the_payer_gave_to_the_patient_is_his_without_a_posting() {
    let case = Denied::new("PR", "27");
    assert_eq!(block(&case.open(), DenialAction::Patient), None);
    let entries = case.office.ledger();
    let acted = billing::give_to_patient(&case.office.desk(), case.place()).unwrap();
    assert_eq!(serde_json::to_value(case.office.ledger()).unwrap(), serde_json::to_value(entries).unwrap());
    assert_eq!(case.state(), "patient_balance");
    case.undo(&acted);
    assert_eq!((case.state(), rows(&case.office, WorkQueue::Denials).len()), ("denied", 1));
}

#[test]
fn a_write_off_needs_a_second_person() {
    let mut case = Denied::new("CO", "29");
    let dollars = integration::dollars(case.sent.charge);
    let wrong = refused(case.ask("99999", ""));
    assert_eq!(wrong, [("amount".to_owned(), Problem::TooMuch), ("why".to_owned(), Problem::Required)]);
    assert_eq!(refused(case.ask("0", "late"))[0].1, Problem::NotAnAmount);
    journaled(&case.office, "bella", "write_off.ask", || done(&case.ask(&dollars, "filed late")));
    assert_eq!(case.state(), "write_off_pending");
    assert!(rows(&case.office, WorkQueue::Denials).is_empty());
    assert_eq!(block(&case.open(), DenialAction::Correct), Some(ActionBlock::WriteOffAsked));
    let request = case.item(WorkQueue::WriteOffs);
    let denied = billing::approve_write_off(&case.office.desk(), request).unwrap_err();
    assert_eq!(denied.code, ErrorCode::NotPermitted, "a biller decides on none");
    assert!(rows(&case.office, WorkQueue::All).is_empty(), "it is somebody else's");
    case.office.seat("sven");
    let list = rows(&case.office, WorkQueue::WriteOffs);
    assert!(list[0].may_decide);
    assert_eq!(list[0].reason, WorkReason::WriteOff { asked_by: "bella".into(), why: "filed late".into() });
    let file = case.open();
    assert!(file.write_off.as_ref().is_some_and(|it| it.may_decide && !it.is_own));
    let approve = || billing::approve_write_off(&case.office.desk(), request).unwrap();
    assert_eq!(journaled(&case.office, "sven", "write_off.approve", approve), Decided::Done { claim: case.id });
    assert_eq!((case.state(), balance(&case.office.claim(case.id))), ("written_off", 0));
    assert!(rows(&case.office, WorkQueue::All).is_empty());
    assert_eq!(billing::approve_write_off(&case.office.desk(), request).unwrap(), Decided::Lapsed);
    case.office.check_books();
    case.office.verify();
}

#[test]
fn nobody_decides_on_his_own_write_off() {
    let case = Denied::with("sven", Covered::Primary, |claim| Decision::denied(claim, "CO", "29"));
    let acted = case.ask("10", "small");
    let request = case.item(WorkQueue::WriteOffs);
    assert!(!rows(&case.office, WorkQueue::WriteOffs)[0].may_decide);
    let before = case.office.picture();
    assert_eq!(billing::approve_write_off(&case.office.desk(), request).unwrap(), Decided::OwnRequest);
    assert_eq!(billing::return_write_off(&case.office.desk(), request, "no").unwrap(), Decided::OwnRequest);
    assert_eq!(case.office.picture(), before);
    case.undo(&acted);
    assert_eq!((case.state(), rows(&case.office, WorkQueue::Denials).len()), ("denied", 1));
}

#[test]
fn a_returned_write_off_is_its_askers_work_again() {
    let mut case = Denied::new("CO", "29");
    case.ask("20.00", "small");
    let request = case.item(WorkQueue::WriteOffs);
    case.office.seat("sven");
    let back = |why: &str| billing::return_write_off(&case.office.desk(), request, why).unwrap();
    assert!(matches!(back(""), Decided::Refused(_)));
    assert_eq!(
        journaled(&case.office, "sven", "write_off.return", || back("appeal it")),
        Decided::Done { claim: case.id }
    );
    assert_eq!(case.state(), "denied");
    case.office.seat("bella");
    let list = rows(&case.office, WorkQueue::Denials);
    assert_eq!((list.len(), list[0].owner.as_deref()), (1, Some("bella")));
    assert!(case.open().history.iter().any(|event| event.what.contains("appeal it")));
}

#[test]
fn a_part_is_written_off_and_the_rest_stands() {
    let mut case = Denied::new("CO", "29");
    case.ask("20.00", "small");
    let request = case.item(WorkQueue::WriteOffs);
    case.office.seat("sven");
    billing::approve_write_off(&case.office.desk(), request).unwrap();
    assert_eq!((case.state(), balance(&case.office.claim(case.id))), ("denied", case.sent.charge - 2_000));
    let list = rows(&case.office, WorkQueue::Denials);
    assert_eq!((list.len(), case.open().at_risk.cents()), (0, case.sent.charge - 2_000), "it is bella's");
    case.office.seat("bella");
    assert_eq!(rows(&case.office, WorkQueue::Denials)[0].amount.cents(), case.sent.charge - 2_000);
    case.office.check_books();
}

#[test]
fn a_remittance_overtakes_a_write_off() {
    let mut case = Denied::new("CO", "29");
    case.ask("20.00", "small");
    let request = case.item(WorkQueue::WriteOffs);
    let anew = vec![Decision::denied(&case.sent, "CO", "29").reversed(), Decision::paid(&case.sent)];
    case.office.post(&Era::new("T2", anew).text());
    assert!(rows(&case.office, WorkQueue::WriteOffs).is_empty());
    case.office.seat("sven");
    assert_eq!(billing::approve_write_off(&case.office.desk(), request).unwrap(), Decided::Lapsed);
    case.office.check_books();
}

#[test]
fn waiting_keeps_the_deadline_and_says_why() {
    let case = Denied::new("CO", "197");
    let due = case.open().due_on;
    let wait =
        |until: &str, why: &str| billing::wait_with_denial(&case.office.desk(), case.place(), until, why).unwrap();
    let wrong = refused(wait("t-5", ""));
    assert_eq!(wrong, [("until".to_owned(), Problem::InPast), ("why".to_owned(), Problem::Required)]);
    let acted = journaled(&case.office, "bella", "denial.wait", || wait("t+14", "asked the payer by phone"));
    let file = case.open();
    assert_eq!(file.due_on, due);
    assert_eq!(file.item.unwrap().snoozed.unwrap().1, "asked the payer by phone");
    assert!(rows(&case.office, WorkQueue::All).is_empty());
    case.undo(&acted);
    assert_eq!(rows(&case.office, WorkQueue::All).len(), 1);
}

#[test]
fn a_passed_deadline_is_told_with_the_proof_there_is() {
    let mut case = Denied::new("CO", "29");
    case.office.wait_days(400);
    let file = case.open();
    assert!(file.days_left.unwrap() < 0);
    assert_eq!(file.suggested.first(), Some(&DenialAction::WriteOff));
    assert!(file.proof.iter().all(|proof| !proof.control_number.is_empty() && !proof.answers.is_empty()));
}
