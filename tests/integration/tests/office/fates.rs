//! Every fate of a claim, to the cent.

use crate::common::{accept, send, sent};
use integration::Office;
use integration::data::Covered;
use integration::office::{balance, money, state};
use integration::payer::SentClaim;
use integration::remit::{Decision, Era};

fn one() -> (Office, SentClaim) {
    let (office, mut claims) = sent("sven", &[Covered::Primary]);
    (office, claims.remove(0))
}

fn posted(office: &Office, era: &Era) {
    let report = office.post(&era.text());
    assert_eq!(report.outcome, "posted", "{:?}", report.findings);
    let view = &report.remittances[0];
    assert!(view.balanced, "{:?}", view.exceptions);
    assert_eq!(view.payment_cents.cents(), era.payment());
    assert_eq!(
        view.payment_cents.cents(),
        view.posted_cents.cents() + view.unposted_cents.cents() - view.provider_adjustment_cents.cents()
    );
    assert_eq!((view.matched, view.unmatched), (u64::try_from(era.decisions.len()).unwrap(), 0));
    office.check_books();
    office.verify();
}

/// Posts one decision and says where its claim stands.
fn decided(decide: impl Fn(&SentClaim) -> Decision) -> (Office, SentClaim, &'static str) {
    let (office, claim) = one();
    let decision = decide(&claim);
    posted(&office, &Era::new("T1", vec![decision.clone()]));
    let row = office.claim(office.id_of(&claim.number));
    assert_eq!(money(&row), decision.truth().cents(), "{row:?}");
    let stands = state(&row);
    (office, claim, stands)
}

#[test]
fn a_paid_claim_leaves_the_patients_share() {
    let (office, _, stands) = decided(Decision::paid);
    assert!(matches!(stands, "paid" | "partially_paid" | "patient_balance" | "patient_responsibility"), "{stands}");
    assert_eq!(office.aging().insurance_cents.cents(), 0);
    assert!(office.aging().patient_cents.cents() > 0);
}

#[test]
fn a_denied_claim_stays_open_and_is_on_the_worklist() {
    for (group, carc) in [("CO", "16"), ("CO", "29"), ("OA", "18"), ("CO", "197")] {
        let (office, claim, stands) = decided(|claim| Decision::denied(claim, group, carc));
        assert_eq!(stands, "denied", "{group}-{carc}");
        assert_eq!(balance(&office.claim(office.id_of(&claim.number))), claim.charge);
        let work = billing::list_work(&office.desk(), None).unwrap();
        assert_eq!(work.len(), 1, "{group}-{carc}");
        assert!(work[0].reason.contains(carc) && work[0].due_on.is_some(), "{work:?}");
        let denials = billing::report_denials(&office.desk()).unwrap();
        assert_eq!((denials.len(), denials[0].amount_cents.cents()), (1, claim.charge));
    }
}

#[test]
fn a_denial_to_the_patient_is_a_denial_that_the_patient_owes() {
    let (office, claim, stands) = decided(|claim| Decision::denied(claim, "PR", "27"));
    assert_eq!(stands, "denied");
    assert_eq!(office.aging().patient_cents.cents(), claim.charge);
    assert_eq!(billing::list_work(&office.desk(), None).unwrap().len(), 1);
}

#[test]
fn a_denied_line_leaves_the_other_line_paid() {
    let (office, claim, _) = decided(|claim| Decision::line_denied(claim, 1, "CO", "50"));
    let shown = billing::show_claim(&office.desk(), office.id_of(&claim.number)).unwrap();
    let lines = shown.lines.as_open().unwrap();
    assert_eq!(lines[1].denied_cents.as_open().unwrap().cents(), 11_800);
    assert_eq!(lines[0].denied_cents.as_open().unwrap().cents(), 0);
    assert_eq!(billing::list_work(&office.desk(), None).unwrap().len(), 1);
}

#[test]
fn a_line_without_its_modifier_finds_its_line() {
    let (office, claim, _) = decided(|claim| Decision::modifier_dropped(claim, 1));
    let shown = billing::show_claim(&office.desk(), office.id_of(&claim.number)).unwrap();
    assert_eq!(shown.lines.as_open().unwrap()[1].patient_cents.as_open().unwrap().cents(), 1_180);
}

#[test]
fn a_split_line_is_one_line_again() {
    let (office, claim, _) = decided(|claim| Decision::split(claim, 0));
    let shown = billing::show_claim(&office.desk(), office.id_of(&claim.number)).unwrap();
    assert_eq!(shown.lines.as_open().unwrap()[0].insurance_cents.as_open().unwrap().cents(), 0);
}

#[test]
fn a_bundled_line_settles_against_the_line_it_went_into() {
    let (office, claim, _) = decided(Decision::bundled);
    let row = office.claim(office.id_of(&claim.number));
    let paid = row.paid_cents.as_open().unwrap().cents();
    assert_eq!(paid, Decision::bundled(&claim).payment());
}

#[test]
fn interest_is_income_and_no_payment_on_the_claim() {
    let (office, _, _) = decided(|claim| Decision::with_interest(claim, 123));
    let ledger = office.ledger();
    let interest = ledger.accounts.iter().find(|row| row.account == "interest").unwrap();
    assert_eq!(interest.balance_cents.cents().abs(), 123);
}

#[test]
fn a_forwarded_claim_is_not_billed_to_the_next_payer() {
    let (office, mut claims) = sent("sven", &[Covered::Both]);
    let claim = claims.remove(0);
    posted(&office, &Era::new("T1", vec![Decision::crossover(&claim)]));
    let id = office.id_of(&claim.number);
    assert_eq!(state(&office.claim(id)), "forwarded_crossover");
    let moved = billing::bill_next_payer(&office.desk(), &[id]).unwrap();
    assert!(moved.claims.is_empty() && moved.held[0].reasons[0].contains("forwarded"), "{moved:?}");
}

#[test]
fn a_claim_decided_as_a_whole_is_posted_to_the_cent() {
    let (office, _, _) = decided(Decision::as_a_whole);
    assert_eq!(office.aging().insurance_cents.cents(), 0);
}

#[test]
fn a_reversal_with_its_correction_leaves_the_correction() {
    let (office, claim) = one();
    let first = Decision::paid(&claim);
    posted(&office, &Era::new("T1", vec![first.clone()]));
    let lower = first.lowered(1_000);
    let mut again = Era::new("T2", vec![first.reversed(), lower.clone()]);
    again.plb = vec![("FB", "FORWARD", again.payment())];
    again.control = 901;
    posted(&office, &again);
    let row = office.claim(office.id_of(&claim.number));
    assert_eq!(money(&row), lower.truth().cents());
    let shown = billing::show_claim(&office.desk(), office.id_of(&claim.number)).unwrap();
    assert_eq!(shown.payer_claim_control_number.as_open().unwrap().as_deref(), Some(lower.icn.as_str()));
}

#[test]
fn a_reversal_alone_owes_the_charge_to_the_payer_again() {
    let (office, claim) = one();
    let first = Decision::paid(&claim);
    posted(&office, &Era::new("T1", vec![first.clone()]));
    let mut back = Era::new("T2", vec![first.reversed()]);
    back.plb = vec![("FB", "FORWARD", back.payment())];
    posted(&office, &back);
    let row = office.claim(office.id_of(&claim.number));
    assert_eq!((state(&row), balance(&row)), ("reversed", claim.charge));
    assert_eq!(office.aging().insurance_cents.cents(), claim.charge);
}

#[test]
fn a_reversal_of_what_was_never_paid_stands_aside() {
    let (office, claim) = one();
    let mut back = Era::new("T2", vec![Decision::paid(&claim).reversed()]);
    back.plb = vec![("FB", "FORWARD", back.payment())];
    let before = office.picture();
    let report = office.post(&back.text());
    assert_eq!(report.remittances[0].exceptions[0].kind, "reversal_without_original");
    assert_eq!(office.picture().money(), before.money());
    office.check_books();
    office.verify();
}

#[test]
fn an_unknown_reason_is_posted_with_an_exception() {
    let (office, claim) = one();
    let report = office.post(&Era::new("T1", vec![Decision::denied(&claim, "CO", "ZZ9")]).text());
    assert_eq!(report.outcome, "posted");
    assert_eq!(report.remittances[0].exceptions[0].kind, "unknown_code");
    let row = office.claim(office.id_of(&claim.number));
    assert_eq!((state(&row), balance(&row)), ("denied", claim.charge));
}

#[test]
fn the_next_payer_gets_what_the_first_decided_and_pays_the_rest() {
    let (office, mut claims) = sent("sven", &[Covered::Both]);
    let claim = claims.remove(0);
    let first = Decision::paid(&claim);
    posted(&office, &Era::new("T1", vec![first.clone()]));
    let id = office.id_of(&claim.number);
    let before = office.aging();
    let moved = billing::bill_next_payer(&office.desk(), &[id]).unwrap();
    let next = office.id_of(&moved.claims[0].patient_control_number);
    let owed = first.truth().patient;
    assert_eq!((balance(&office.claim(id)), balance(&office.claim(next))), (0, owed));
    assert_eq!((before.patient_cents.cents(), office.aging().insurance_cents.cents()), (owed, owed));
    office.check_books();
    let second = send(&office, &[next]).remove(0);
    assert_eq!((second.coverage.0.as_str(), second.payer.0.as_str(), second.charge), ("S", "LRC09", claim.charge));
    assert_eq!((second.others[0].sequence.as_str(), second.others[0].paid), ("P", Some(first.truth().paid)));
    for line in &second.lines {
        let [before] = line.decided.as_slice() else { panic!("one payer decided: {line:?}") };
        assert_eq!(before.payer, claim.payer.0);
        assert_eq!(line.charge, before.paid + before.cas.iter().map(|(_, _, cents)| cents).sum::<i64>(), "{line:?}");
    }
    accept(&office, std::slice::from_ref(&second));
    posted(&office, &Era::new("T9", vec![Decision::secondary(&second)]));
    assert_eq!(balance(&office.claim(next)), 0);
    let aging = office.aging();
    assert_eq!((aging.insurance_cents.cents(), aging.patient_cents.cents(), aging.credit_cents.cents()), (0, 0, 0));
    let again = billing::bill_next_payer(&office.desk(), &[id]).unwrap();
    assert!(again.claims.is_empty(), "a claim has one next claim");
}

#[test]
fn without_a_second_policy_there_is_no_next_claim() {
    let (office, claim, _) = decided(Decision::paid);
    let moved = billing::bill_next_payer(&office.desk(), &[office.id_of(&claim.number)]).unwrap();
    assert!(moved.claims.is_empty() && moved.held[0].reasons[0].contains("no coverage"), "{moved:?}");
}

#[test]
fn a_correction_after_adjudication_quotes_the_payers_newest_number() {
    let (office, claim) = one();
    let first = Decision::denied(&claim, "CO", "16");
    posted(&office, &Era::new("T1", vec![first.clone()]));
    let id = office.id_of(&claim.number);
    let moved = billing::correct_claims(&office.desk(), &[id]).unwrap();
    assert_ne!(moved.claims[0].patient_control_number, claim.number);
    let second = send(&office, &[id]).remove(0);
    assert_eq!((second.frequency.as_str(), second.answers.as_str()), ("7", first.icn.as_str()));
    assert_eq!(second.charge, claim.charge);
    accept(&office, std::slice::from_ref(&second));
    // The replacement is paid: the denial of the first version is superseded, not added to.
    let paid = Decision { icn: "ICNNEW".to_owned(), ..Decision::paid(&second) };
    let report = office.post(&Era::new("T2", vec![paid.clone()]).text());
    assert_eq!(report.outcome, "posted");
    assert_eq!(money(&office.claim(id)), paid.truth().cents());
    office.check_books();
    office.verify();
}
