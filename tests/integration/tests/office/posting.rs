//! A remittance in the window: received, looked at, decided upon, posted, undone.

use crate::common::{journaled, sent};
use billing::{
    DepositEntry, Form, Hindrance, LineCompared, NextStep, PaymentNote, PaymentState, RemittanceSheet, open_remittance,
};
use integration::Office;
use integration::data::Covered;
use integration::office::{balance, money, state};
use integration::payer::SentClaim;
use integration::remit::{Decision, Era};
use proptest::prelude::*;
use records::{LinePlace, RemittanceState};
use values::{ClaimId, RemittanceId};

fn receive(office: &Office, era: &Era) -> RemittanceId {
    let file = billing::receive_remittances(&office.desk(), era.text().as_bytes()).unwrap();
    assert_eq!((file.remittances.len(), file.left_out), (1, 0), "{:?}", file.findings);
    file.remittances[0].remittance_id
}

fn open(office: &Office, id: RemittanceId) -> RemittanceSheet {
    let sheet = open_remittance(&office.desk(), id).unwrap();
    let money = sheet.money;
    let told = money.posted + money.unposted - money.provider_adjustment + money.difference;
    assert_eq!(money.payment, told, "what was paid is posted, unposted or withheld: {money:?}");
    for row in &sheet.payments {
        let shares = row.shares;
        let parts = shares.contractual + shares.patient + shares.other + shares.payer_initiated;
        assert_eq!(shares.paid, shares.charge - parts + shares.difference, "{shares:?}");
    }
    sheet
}

fn states(sheet: &RemittanceSheet) -> Vec<PaymentState> {
    sheet.payments.iter().map(|row| row.state).collect()
}

/// Three claims of the same payer with a supervisor at the desk.
fn three() -> (Office, Vec<SentClaim>) {
    let (office, mut claims) = sent("sven", &[Covered::Primary; 9]);
    let payer = claims[0].payer.0.clone();
    claims.retain(|claim| claim.payer.0 == payer);
    assert_eq!(claims.len(), 3);
    (office, claims)
}

/// A decision under a number, name and charge that no claim of ours has.
fn stranger(claim: &SentClaim) -> Decision {
    let mut decision = Decision::paid(claim);
    decision.claim.number = "NOT-OURS".into();
    decision.claim.patient = ("UNKNOWN".into(), "NOBODY".into());
    decision.lines.iter_mut().for_each(|line| line.reference.clear());
    decision
}

#[test]
fn a_received_remittance_changes_nothing_but_the_list_and_posts_what_it_showed() {
    let (office, claims) = three();
    let decisions = vec![
        Decision::paid(&claims[0]),
        Decision::line_denied(&claims[1], 1, "CO", "50"),
        Decision::modifier_dropped(&claims[2], 0),
    ];
    let era = Era { plb: vec![("WO", "ICN-OLD", 1_000)], ..Era::new("T1", decisions.clone()) };
    let before = office.picture();
    let id = journaled(&office, "sven", "era.receive", || receive(&office, &era));
    assert_eq!(office.picture(), before, "nothing is posted yet");
    let shown = journaled(&office, "sven", "era.open", || open(&office, id));
    assert_eq!(states(&shown), [PaymentState::Matched, PaymentState::Denied, PaymentState::Matched]);
    assert_eq!(shown.payments[1].next, NextStep::WorkDenial);
    assert_eq!(shown.payments[2].lines[0].compared, LineCompared::ModifiersDropped);
    assert_eq!(
        (shown.listed.state, shown.listed.undecided, shown.post_hindrance),
        (RemittanceState::Received, 0, None)
    );
    assert_eq!(shown.undo_hindrance, Some(Hindrance::State));
    assert_eq!(shown.money.posted.cents(), decisions.iter().map(Decision::payment).sum::<i64>());
    assert_eq!(shown.provider_adjustments[0].reference, "ICN-OLD");
    journaled(&office, "sven", "era.post", || billing::post_remittance(&office.desk(), id).unwrap());
    for decision in &decisions {
        assert_eq!(money(&office.claim(office.id_of(&decision.claim.number))), decision.truth().cents());
    }
    let posted = open(&office, id);
    assert_eq!(states(&posted), states(&shown), "what was shown is what was done");
    assert_eq!(posted.money, shown.money);
    assert_eq!(posted.post_hindrance, Some(Hindrance::State));
    let again = billing::post_remittance(&office.desk(), id).unwrap_err();
    assert_eq!(again.code.name(), "not_allowed");
    office.check_books();
    office.verify();
}

#[test]
fn a_payment_without_a_claim_is_matched_by_hand() {
    let (office, claims) = three();
    let era = Era::new("T1", vec![Decision::paid(&claims[0]), stranger(&claims[1])]);
    let id = receive(&office, &era);
    let shown = open(&office, id);
    assert_eq!(states(&shown), [PaymentState::Matched, PaymentState::NoMatch]);
    assert_eq!((shown.payments[1].next, shown.listed.undecided), (NextStep::Decide, 1));
    assert_eq!(shown.money.unposted.cents(), era.decisions[1].payment());
    // Of the payer's words fit day, charge, payer and member id; the member id finds it, and so does the patient's name.
    let wanted = office.id_of(&claims[1].number);
    for text in ["", &claims[1].patient.0] {
        let found = billing::find_claim_candidates(&office.desk(), id, 1, text).unwrap();
        assert_eq!(found[0].row.claim_id, wanted.to_string(), "{text}");
        let alike = found[0].likeness;
        assert!(alike.charge && alike.date && !alike.number && !alike.name, "{alike:?}");
    }
    journaled(&office, "sven", "era.match", || {
        billing::match_claim_payment(&office.desk(), id, 1, wanted).unwrap();
    });
    let shown = open(&office, id);
    assert_eq!((shown.payments[1].state, shown.payments[1].is_decided), (PaymentState::Matched, true));
    assert!(shown.money.unposted.is_zero());
    billing::post_remittance(&office.desk(), id).unwrap();
    assert_eq!(money(&office.claim(wanted)), era.decisions[1].truth().cents());
    assert!(billing::list_work(&office.desk(), None).unwrap().is_empty(), "nothing is left to do");
    office.check_books();
    let refused = billing::match_claim_payment(&office.desk(), id, 1, wanted).unwrap_err();
    assert_eq!(refused.code.name(), "not_allowed", "it is posted");
}

#[test]
fn a_detached_payment_stands_as_unposted_until_it_is_taken_back() {
    let (office, claims) = three();
    let era = Era::new("T1", claims.iter().map(Decision::paid).collect());
    let id = receive(&office, &era);
    billing::detach_claim_payment(&office.desk(), id, 2).unwrap();
    let shown = open(&office, id);
    assert_eq!((shown.payments[2].state, shown.payments[2].next), (PaymentState::Detached, NextStep::StandsAside));
    assert_eq!(shown.money.unposted.cents(), era.decisions[2].payment());
    billing::post_remittance(&office.desk(), id).unwrap();
    let third = office.id_of(&claims[2].number);
    assert_eq!(state(&office.claim(third)), "payer_accepted");
    assert_eq!(office.aging().unapplied_cents.cents(), era.decisions[2].payment());
    assert_eq!(billing::list_work(&office.desk(), None).unwrap().len(), 1, "the money is not forgotten");
    office.check_books();
    billing::undo_remittance(&office.desk(), id).unwrap();
    assert!(billing::list_work(&office.desk(), None).unwrap().is_empty());
    assert_eq!(office.aging().unapplied_cents.cents(), 0);
    billing::rematch_claim_payment(&office.desk(), id, 2).unwrap();
    billing::post_remittance(&office.desk(), id).unwrap();
    assert_eq!(money(&office.claim(third)), era.decisions[2].truth().cents());
    office.check_books();
    office.verify();
}

#[test]
fn one_payment_is_divided_over_two_claims() {
    let (office, claims) = three();
    let mut both = stranger(&claims[0]);
    both.lines.extend(stranger(&claims[1]).lines);
    both.charge += claims[1].charge;
    let truth = [Decision::paid(&claims[0]).truth(), Decision::paid(&claims[1]).truth()];
    let id = receive(&office, &Era::new("T1", vec![both]));
    let targets = [office.id_of(&claims[0].number), office.id_of(&claims[1].number)];
    let place = |claim: usize, line: u16| LinePlace { claim: targets[claim], line: Some(line) };
    let places = vec![place(0, 1), place(0, 2), place(1, 1), place(1, 2)];
    let bad = [places[..3].to_vec(), vec![place(0, 1), place(0, 2), place(1, 1), place(1, 9)]];
    for places in bad {
        let refused = billing::split_claim_payment(&office.desk(), id, 0, places).unwrap_err();
        assert_eq!(refused.code.name(), "bad_value");
    }
    journaled(&office, "sven", "era.split", || {
        billing::split_claim_payment(&office.desk(), id, 0, places.clone()).unwrap();
    });
    let shown = open(&office, id);
    assert_eq!(shown.payments[0].claims.len(), 2);
    assert!(shown.money.unposted.is_zero() && shown.payments[0].lines.iter().all(|line| line.ours.is_some()));
    billing::post_remittance(&office.desk(), id).unwrap();
    for (target, truth) in targets.iter().zip(truth) {
        assert_eq!(money(&office.claim(*target)), truth.cents());
    }
    assert_eq!(open(&office, id).payments[0].lines[3].ours.as_ref().unwrap().claim_id, targets[1]);
    billing::undo_remittance(&office.desk(), id).unwrap();
    assert_eq!(balance(&office.claim(targets[1])), claims[1].charge);
    office.check_books();
    office.verify();
}

#[test]
fn a_line_is_matched_by_hand() {
    let (office, claims) = three();
    let mut decision = Decision::paid(&claims[0]);
    for line in &mut decision.lines {
        line.reference.clear();
        line.procedure = "99999".into();
        line.day = "20200101".into();
    }
    let id = receive(&office, &Era::new("T1", vec![decision.clone()]));
    let shown = open(&office, id);
    assert_eq!(shown.payments[0].state, PaymentState::Differs);
    assert!(shown.payments[0].notes.contains(&PaymentNote::StrangeLines(2)), "{:?}", shown.payments[0].notes);
    let claim = office.id_of(&claims[0].number);
    let places = vec![LinePlace { claim, line: Some(1) }, LinePlace { claim, line: Some(2) }];
    billing::split_claim_payment(&office.desk(), id, 0, places).unwrap();
    assert_eq!(open(&office, id).payments[0].lines[1].compared, LineCompared::OtherProcedure);
    billing::post_remittance(&office.desk(), id).unwrap();
    assert_eq!(money(&office.claim(claim)), decision.truth().cents());
    let file = billing::show_claim(&office.desk(), claim).unwrap();
    let open: Vec<i64> =
        file.lines.as_open().unwrap().iter().map(|line| line.insurance_cents.as_open().unwrap().cents()).collect();
    assert_eq!(open, [0, 0]);
}

#[test]
fn the_same_remittance_is_told_and_never_there_twice() {
    let (office, claims) = three();
    let era = Era::new("T1", vec![Decision::paid(&claims[0])]);
    let id = receive(&office, &era);
    for text in [era.text(), Era { control: 999, ..era.clone() }.text()] {
        let file = billing::receive_remittances(&office.desk(), text.as_bytes()).unwrap();
        assert!(file.remittances[0].is_known);
        assert_eq!(file.remittances[0].remittance_id, id);
    }
    assert_eq!(billing::queue_remittances(&office.desk()).unwrap().len(), 1);
    // The command line posts the very record that waits.
    assert_eq!(office.post(&era.text()).outcome, "posted");
    let queue = billing::queue_remittances(&office.desk()).unwrap();
    assert_eq!((queue.len(), queue[0].remittance_id, queue[0].state), (1, id, RemittanceState::Posted));
    assert_eq!(office.post(&era.text()).outcome, "duplicate");
    // Undone and posted again by the command line as a new record: the first may not be posted beside it.
    billing::undo_remittance(&office.desk(), id).unwrap();
    assert_eq!(office.post(&era.text()).outcome, "posted");
    let refused = billing::post_remittance(&office.desk(), id).unwrap_err();
    assert_eq!(refused.code.name(), "not_allowed");
    assert!(matches!(open(&office, id).post_hindrance, Some(Hindrance::Duplicate(other)) if other != id));
    office.check_books();
}

#[test]
fn what_does_not_balance_is_shown_and_stands_aside() {
    let (office, claims) = three();
    let mut wrong = Decision::paid(&claims[0]);
    wrong.charge += 500;
    let era = Era::new("T1", vec![wrong, Decision::paid(&claims[1])]);
    let id = receive(&office, &era);
    let shown = open(&office, id);
    assert_eq!(states(&shown), [PaymentState::OutOfBalance, PaymentState::Matched]);
    assert!(!shown.payments[0].shares.difference.is_zero() || !shown.payments[0].notes.is_empty());
    billing::post_remittance(&office.desk(), id).unwrap();
    assert_eq!(open(&office, id).payments[0].state, PaymentState::OutOfBalance);
    let off = Era { off: 700, ..Era::new("T2", vec![Decision::paid(&claims[2])]) };
    let id = receive(&office, &off);
    let held = open(&office, id);
    assert_eq!((held.listed.state, held.post_hindrance), (RemittanceState::Held, Some(Hindrance::OutOfBalance)));
    assert_eq!(held.money.difference.cents(), 700);
    assert_eq!(billing::post_remittance(&office.desk(), id).unwrap_err().code.name(), "not_allowed");
    office.check_books();
}

#[test]
fn a_takeback_and_its_correction_are_explained() {
    let (office, claims) = three();
    let first = Decision::paid(&claims[0]);
    assert_eq!(office.post(&Era::new("T1", vec![first.clone()]).text()).outcome, "posted");
    let id = receive(&office, &Era::new("T2", vec![first.reversed(), first.lowered(200)]));
    let shown = open(&office, id);
    assert_eq!(shown.payments[0].state, PaymentState::Takeback);
    assert!(matches!(shown.payments[0].notes[..], [PaymentNote::TakesBack(paid)] if paid.cents() == first.payment()));
    assert_eq!(shown.payments[0].next, NextStep::WaitForCorrection);
    billing::post_remittance(&office.desk(), id).unwrap();
    assert_eq!(money(&office.claim(office.id_of(&claims[0].number))), first.lowered(200).truth().cents());
    let alone = receive(&office, &Era::new("T3", vec![Decision::paid(&claims[1]).reversed()]));
    assert_eq!(states(&open(&office, alone)), [PaymentState::NothingToTakeBack]);
}

#[test]
fn a_deposit_reconciles_to_the_cent() {
    let (office, claims) = three();
    let era = Era::new("T1", vec![Decision::paid(&claims[0])]);
    let id = receive(&office, &era);
    let told = |on: &str, amount: &str| {
        let entry = DepositEntry { on: on.into(), amount: amount.into() };
        billing::record_deposit(&office.desk(), id, &entry).unwrap()
    };
    assert!(matches!(told("t", ""), Form::Refused(problems) if problems[0].field == "amount"));
    assert!(matches!(told("t+9", "1"), Form::Refused(problems) if problems[0].field == "on"));
    assert_eq!(told("t-1", "1.00"), Form::Saved(id));
    let shown = open(&office, id);
    assert_eq!(shown.money.deposit_difference.unwrap().cents(), 100 - era.payment());
    assert!(!shown.listed.is_reconciled);
    let right = format!("{}.{:02}", era.payment() / 100, era.payment() % 100);
    assert_eq!(told("t", &right), Form::Saved(id));
    billing::post_remittance(&office.desk(), id).unwrap();
    assert!(open(&office, id).listed.is_reconciled, "posting keeps it");
    assert_eq!(told("", ""), Form::Saved(id));
    assert!(open(&office, id).money.deposit.is_none());
}

#[test]
fn only_those_who_post_remittances_see_them() {
    let (mut office, claims) = three();
    let era = Era::new("T1", vec![Decision::paid(&claims[0])]);
    let id = receive(&office, &era);
    for user in ["carl", "fred", "audra"] {
        office.seat(user);
        let denied = [
            open_remittance(&office.desk(), id).map(drop),
            billing::queue_remittances(&office.desk()).map(drop),
            billing::receive_remittances(&office.desk(), era.text().as_bytes()).map(drop),
            billing::post_remittance(&office.desk(), id),
            billing::detach_claim_payment(&office.desk(), id, 0),
            billing::find_claim_candidates(&office.desk(), id, 0, "").map(drop),
            billing::record_deposit(&office.desk(), id, &DepositEntry::default()).map(drop),
        ];
        for refused in denied {
            assert_eq!(refused.unwrap_err().code.name(), "not_permitted", "{user}");
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Match(u32, usize),
    Split(u32, usize, usize),
    Detach(u32),
    Rematch(u32),
    Post,
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..5_u32;
    prop_oneof![
        3 => (at(), 0..3_usize).prop_map(|(at, claim)| Step::Match(at, claim)),
        2 => (at(), 0..3_usize, 0..3_usize).prop_map(|(at, one, other)| Step::Split(at, one, other)),
        2 => at().prop_map(Step::Detach),
        1 => at().prop_map(Step::Rematch),
        3 => Just(Step::Post),
        3 => Just(Step::Undo),
    ]
}

fn take(office: &Office, id: RemittanceId, claims: &[ClaimId], step: &Step) {
    let desk = office.desk();
    // What is refused changes nothing; the books are checked after it all the same.
    let _ = match step {
        Step::Match(at, claim) => billing::match_claim_payment(&desk, id, *at, claims[*claim]),
        Step::Split(at, one, other) => {
            let place = |claim: usize, line: u16| LinePlace { claim: claims[claim], line: Some(line) };
            billing::split_claim_payment(&desk, id, *at, vec![place(*one, 1), place(*other, 2)])
        }
        Step::Detach(at) => billing::detach_claim_payment(&desk, id, *at),
        Step::Rematch(at) => billing::rematch_claim_payment(&desk, id, *at),
        Step::Post => billing::post_remittance(&desk, id),
        Step::Undo => billing::undo_remittance(&desk, id).map(drop),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_decisions_keeps_the_books(steps in prop::collection::vec(step(), 1..10)) {
        let (office, claims) = three();
        let ids: Vec<ClaimId> = claims.iter().map(|claim| office.id_of(&claim.number)).collect();
        let paid = Decision::paid(&claims[0]);
        let decisions = vec![
            paid.clone(),
            stranger(&claims[1]),
            Decision::line_denied(&claims[2], 1, "CO", "50"),
            paid.reversed(),
            paid.lowered(300),
        ];
        let era = Era { plb: vec![("WO", "OLD", 250), ("L6", "I", -75)], ..Era::new("T1", decisions) };
        let untouched = office.picture();
        let id = receive(&office, &era);
        for step in &steps {
            take(&office, id, &ids, step);
            let shown = open(&office, id);
            prop_assert!(shown.money.difference.is_zero(), "{:?} {:?}", step, shown.money);
            prop_assert_eq!(shown.money.payment.cents(), era.payment());
            office.check_books();
            let cash = office.picture().accounts().into_iter().find(|(name, _)| name == "payer_cash").map_or(0, |it| it.1);
            let expected = if shown.listed.state == RemittanceState::Posted { era.payment() } else { 0 };
            prop_assert_eq!(cash, expected, "{:?}", step);
        }
        if open(&office, id).listed.state == RemittanceState::Posted {
            billing::undo_remittance(&office.desk(), id).unwrap();
        }
        prop_assert_eq!(office.picture().money(), untouched.money());
        office.verify();
    }
}
