//! Numbers that lead back to a claim, and files that come in parts or late.

use crate::common::{accept, ids, registered, send, sent, visits};
use billing::{ClaimFilter, CsvKind};
use claims::ClaimState;
use integration::data::{Covered, encounters};
use integration::office::{money, state};
use integration::payer::SentClaim;
use integration::remit::{Decision, Era};

#[test]
fn every_number_that_was_ever_sent_leads_to_its_claim() {
    let (office, claims) = sent("sven", &[Covered::Primary; 3]);
    let first = &claims[0];
    office.post(&Era::new("T1", vec![Decision::denied(first, "CO", "16")]).text());
    let id = office.id_of(&first.number);
    billing::correct_claims(&office.desk(), &[id]).unwrap();
    let second = send(&office, &[id]).remove(0);
    accept(&office, std::slice::from_ref(&second));
    // The payer pays the replacement under the number of the first version, in small letters.
    let small = SentClaim { number: first.number.to_lowercase(), ..first.clone() };
    let decision = Decision { icn: "ICNNEW".to_owned(), ..Decision::paid(&small) };
    let report = office.post(&Era::new("T2", vec![decision.clone()]).text());
    assert_eq!((report.outcome, report.remittances[0].matched), ("posted", 1));
    assert_eq!(money(&office.claim(id)), decision.truth().cents());
    for other in &claims[1..] {
        assert_eq!(money(&office.claim(office.id_of(&other.number)))[0], 0, "nobody else was paid");
    }
    office.verify();
}

#[test]
fn a_payment_without_our_number_finds_its_claim_by_name_and_charge_or_stands_aside() {
    let (office, claims) = sent("sven", &[Covered::Primary; 3]);
    let nameless = SentClaim { number: "0".to_owned(), ..claims[0].clone() };
    let report = office.post(&Era::new("T1", vec![Decision::paid(&nameless)]).text());
    let view = &report.remittances[0];
    let paid: Vec<i64> = claims.iter().map(|claim| money(&office.claim(office.id_of(&claim.number)))[0]).collect();
    assert_eq!(paid[1..], [0, 0], "never another claim");
    assert_eq!(paid[0] > 0, view.matched == 1);
    let stranger = SentClaim { patient: ("OTHER".into(), "PERSON".into()), ..nameless };
    let report = office.post(&Era::new("T2", vec![Decision::paid(&stranger)]).text());
    assert_eq!(report.remittances[0].unmatched, 1);
    office.check_books();
    office.verify();
}

#[test]
fn a_file_with_an_old_and_a_new_remittance_posts_the_new_one() {
    let (office, claims) = sent("sven", &[Covered::Primary; 3]);
    let one = Era::new("T1", vec![Decision::paid(&claims[0])]).text();
    let other = Era::new("T2", vec![Decision::paid(&claims[1])]).text();
    office.post(&one);
    let inside = |text: &str| text[text.find("ST*835").unwrap()..text.find("GE*").unwrap()].to_owned();
    let head = &one[..one.find("ST*835").unwrap()];
    let second = inside(&other).replace("ST*835*0001", "ST*835*0002").replace("*0001~\n", "*0002~\n");
    let both = format!("{head}{}{second}GE*2*900~\nIEA*1*000000900~\n", inside(&one));
    let report = office.post(&both);
    let states: Vec<&str> = report.remittances.iter().map(|view| view.state).collect();
    assert_eq!(states, ["duplicate", "posted"], "{:?}", report.findings);
    for (claim, paid) in claims.iter().zip([true, true, false]) {
        let want = if paid { Decision::paid(claim).payment() } else { 0 };
        assert_eq!(money(&office.claim(office.id_of(&claim.number)))[0], want);
    }
    assert_eq!(billing::list_remittances(&office.desk()).unwrap().len(), 2);
    office.verify();
}

#[test]
fn a_held_remittance_that_comes_again_is_one_remittance() {
    let (office, claims) = sent("sven", &[Covered::Primary]);
    let held = Era { off: 1, ..Era::new("T1", vec![Decision::paid(&claims[0])]) };
    for _ in 0..2 {
        assert_eq!(office.post(&held.text()).outcome, "held");
    }
    let listed = billing::list_remittances(&office.desk()).unwrap();
    assert_eq!(listed.iter().map(|row| row.state).collect::<Vec<_>>(), ["held"]);
    let refused = billing::undo_remittance(&office.desk(), listed[0].remittance_id.parse().unwrap());
    assert_eq!(refused.unwrap_err().code.name(), "not_allowed", "what was not posted is not undone");
    // The payer sends it right: another amount, another remittance.
    assert_eq!(office.post(&Era { off: 0, ..held }.text()).outcome, "posted");
    office.check_books();
    office.verify();
}

#[test]
fn a_recoupment_and_a_balance_carried_forward_are_in_the_books() {
    let (office, claims) = sent("sven", &[Covered::Primary]);
    let mut era = Era::new("T1", vec![Decision::paid(&claims[0])]);
    era.plb = vec![("WO", "OLDICN", 500), ("L6", "INTEREST", -77)];
    let report = office.post(&era.text());
    let view = &report.remittances[0];
    assert_eq!((report.outcome, view.provider_adjustment_cents.cents()), ("posted", 423));
    let balance = |name: &str| {
        let ledger = office.ledger();
        let row = ledger.accounts.iter().find(|row| row.account == name).map(|row| row.balance_cents.cents());
        row.unwrap_or(0)
    };
    assert_eq!((balance("provider_adjustment"), balance("interest")), (500, -77));
    assert_eq!(balance("payer_cash"), era.payment(), "cash is what the bank got");
    let id = view.remittance_id.clone().unwrap().parse().unwrap();
    billing::undo_remittance(&office.desk(), id).unwrap();
    assert_eq!((balance("provider_adjustment"), balance("interest"), balance("payer_cash")), (0, 0, 0));
    office.verify();
}

#[test]
fn a_payment_of_nothing_for_nobody_balances() {
    let (office, claims) = sent("sven", &[Covered::Primary]);
    let denied = Decision::denied(&claims[0], "CO", "16");
    let mut era = Era::new("T1", vec![denied]);
    era.plb = vec![("WO", "OLDICN", 500), ("FB", "FORWARD", -500)];
    assert_eq!(era.payment(), 0);
    assert_eq!(office.post(&era.text()).outcome, "posted");
    office.check_books();
    office.verify();
}

#[test]
fn a_file_that_could_not_be_handed_over_waits_and_is_not_made_twice() {
    let office = registered("sven", &[Covered::Primary]);
    office.import(CsvKind::Encounters, &encounters(&visits(1)));
    let all = ids(&office);
    office.approve(&all);
    let (rows, _) = billing::create_batches(&office.desk(), None).unwrap();
    assert_eq!(state(&office.claim(all[0])), "queued");
    let waiting = billing::queued_files(&office.desk()).unwrap();
    let (again, _) = billing::create_batches(&office.desk(), None).unwrap();
    let still = billing::queued_files(&office.desk()).unwrap();
    assert_eq!((rows.len(), again.len(), still.len()), (1, 1, 1));
    assert_eq!((&again[0].control_number, &again[0].sha256), (&rows[0].control_number, &rows[0].sha256));
    assert_eq!(waiting[0].bytes, still[0].bytes, "the same bytes, whenever they leave");
    assert_eq!(billing::void_claims(&office.desk(), &all).unwrap().held.len(), 1, "what waits to leave is not voided");
    billing::hand_over_batches(&office.desk(), &[still[0].batch_id]).unwrap();
    assert_eq!(state(&office.claim(all[0])), "transmitted");
    assert!(billing::queued_files(&office.desk()).unwrap().is_empty());
    let shown = billing::show_batch(&office.desk(), still[0].batch_id).unwrap();
    assert_eq!((shown.row.state, shown.submissions.len()), ("transmitted", 1));
}

#[test]
fn a_list_narrows_by_state_and_payer() {
    let (office, claims) = sent("bella", &[Covered::Primary; 4]);
    office.post(&Era::new("T1", vec![Decision::denied(&claims[0], "CO", "16")]).text());
    let count = |state: Option<ClaimState>, payer: Option<&str>, limit: Option<usize>| {
        let filter = ClaimFilter { state, payer: payer.map(str::to_owned), limit };
        billing::list_claims(&office.desk(), &filter).map(|(total, rows)| (total, rows.len()))
    };
    assert_eq!(count(Some(ClaimState::Denied), None, None).unwrap(), (1, 1));
    assert_eq!(count(None, Some("lrc02"), None).unwrap(), (2, 2));
    assert_eq!(count(None, Some("MEDICARE PART B DEMO"), Some(1)).unwrap(), (2, 1));
    assert_eq!(count(Some(ClaimState::Denied), Some("LRC02"), None).unwrap(), (0, 0));
    assert_eq!(count(None, Some("NOBODY"), None).unwrap_err().code.name(), "not_found");
}

#[test]
fn days_are_those_of_the_practices_zone() {
    let (mut office, claims) = sent("bella", &[Covered::Primary]);
    let today = integration::data::today();
    // Eleven at night in Denver: in Greenwich it is tomorrow.
    office.wait_hours(11);
    assert_eq!(office.desk().today(), today);
    assert_eq!(office.post(&Era::new("T1", vec![Decision::paid(&claims[0])]).text()).outcome, "posted");
    let until = |day| billing::report_ledger(&office.desk(), Some(day), None).unwrap().entries;
    assert_eq!(until(today), office.ledger().entries, "posted today");
    assert_eq!(until(integration::data::days_back(1)), 0);
    office.wait_hours(2);
    assert_eq!(office.desk().today(), today.plus_days(1));
}
