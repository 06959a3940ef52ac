//! Claims of another system come in once, whatever comes again.

use crate::common::ids;
use billing::{HistoryReport, show_claim};
use integration::Office;
use integration::history::{OldClaim, file};
use integration::office::{balance, money, state};
use integration::payer::read;
use integration::remit::{Decision, Era};

fn take(office: &Office, text: &str) -> HistoryReport {
    billing::import_claims(&office.desk(), text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn patients(office: &Office) -> usize {
    billing::list_patients(&office.desk(), 100).unwrap().0
}

fn everything() -> Vec<OldClaim> {
    let child = OldClaim { child: Some(("TIM".into(), "20150415".into())), ..OldClaim::new("X2", "BERG") };
    let second = OldClaim { is_secondary: true, ..OldClaim::new("X3", "CARO") };
    let corrected = OldClaim { frequency: ("7".into(), "OLDICN5".into()), ..OldClaim::new("X4", "DUPRE") };
    vec![OldClaim::new("X1", "ALTO"), child, second, corrected]
}

#[test]
fn another_systems_claims_come_in_with_their_patients_and_charges() {
    let office = Office::new("sven");
    let old = everything();
    let report = take(&office, &file(1, &old));
    let charge: i64 = old.iter().map(OldClaim::charge).sum();
    assert_eq!((report.outcome, report.transaction_sets, report.claims, report.service_lines), ("imported", 1, 4, 8));
    assert_eq!((report.charge_cents.cents(), report.patients_new), (charge, 4));
    for row in office.claims() {
        assert_eq!((state(&row), balance(&row)), ("transmitted", 13_600));
    }
    assert_eq!(office.claims()[1].patient_name.as_open().unwrap(), "BERG, TIM");
    assert!(office.claims()[3].frequency.as_open() == Some(&"7"));
    assert!(billing::scrub_claims(&office.desk(), &[]).unwrap().claims.is_empty(), "not scrubbed unasked");
    assert!(billing::create_batches(&office.desk(), None).unwrap().0.is_empty(), "never sent again");
    office.check_books();
    office.verify();
}

#[test]
fn a_rehearsal_says_what_would_come_and_stores_nothing() {
    let office = Office::new("sven");
    let old = everything();
    let text = file(1, &old);
    let before = office.picture();
    let rehearse = || billing::rehearse_claims(&office.desk(), text.as_bytes()).unwrap();
    let report = rehearse();
    assert_eq!((report.outcome, report.claims, report.patients_new, report.claims_known), ("imported", 4, 4, 0));
    assert!(report.coverages_new >= 4 && report.providers_new > 0);
    assert_eq!((office.picture(), patients(&office)), (before, 0));
    let taken = take(&office, &text);
    assert_eq!((taken.coverages_new, taken.payers_new), (report.coverages_new, report.payers_new));
    assert_eq!((rehearse().outcome, rehearse().claims), ("duplicate", 0));
}

#[test]
fn the_same_file_the_same_claim_and_the_same_patient_make_no_double() {
    let office = Office::new("sven");
    let old = everything();
    take(&office, &file(1, &old));
    let before = office.picture();
    assert_eq!(take(&office, &file(1, &old)).outcome, "duplicate");
    assert_eq!(office.picture(), before);
    // Other bytes, the same claims.
    let other = file(2, &old).replace('\n', "\r\n");
    let report = take(&office, &other);
    assert_eq!((report.outcome, report.claims, report.patients_new), ("duplicate", 0, 0));
    assert_eq!(office.picture(), before);
    // A new claim among old ones, of a patient who is known by his member id, in another case and at another street.
    let mut next =
        OldClaim { number: "X9".into(), day: "20260901".into(), street: "8 NEW ST".into(), ..old[0].clone() };
    next.subscriber = ("Alto".into(), "Olga".into());
    next.member = next.member.to_lowercase();
    let report = take(&office, &file(3, &[old[1].clone(), next]));
    assert_eq!((report.claims, report.patients_new), (1, 0), "{report:?}");
    assert_eq!((office.claims().len(), patients(&office)), (5, 4));
    // Another child of the same subscriber is another patient; a namesake elsewhere too.
    let sister = OldClaim { number: "X10".into(), child: Some(("ANN".into(), "20170101".into())), ..old[1].clone() };
    let namesake =
        OldClaim { number: "X11".into(), member: "OTHER9".into(), birth: "19500101".into(), ..old[0].clone() };
    let report = take(&office, &file(4, &[sister, namesake]));
    assert_eq!((report.claims, report.patients_new), (2, 2));
    office.check_books();
    office.verify();
}

#[test]
fn two_claims_of_one_number_stay_two_claims() {
    let office = Office::new("sven");
    let one = OldClaim::new("SAME", "ALTO");
    let other =
        OldClaim { day: "20260811".into(), lines: vec![("99214".into(), 18_500)], ..OldClaim::new("SAME", "BERG") };
    let report = take(&office, &file(1, &[one, other]));
    assert_eq!(report.claims, 2);
    assert_eq!(office.claims().len(), 2);
    // The payer's answer to the number finds the one whose charge and name fit.
    let (bytes, _) = billing::export_claims(&office.desk(), &ids(&office)[1..]).unwrap();
    let decision = Decision::paid(&read(&bytes)[0]);
    let report = office.post(&Era::new("T1", vec![decision.clone()]).text());
    assert_eq!((report.remittances[0].matched, report.outcome), (1, "posted"), "{report:?}");
    assert_eq!(money(&office.claims()[1]), decision.truth().cents());
    assert_eq!(balance(&office.claims()[0]), 13_600);
    office.check_books();
    office.verify();
}

#[test]
fn what_comes_out_is_what_came_in() {
    let office = Office::new("sven");
    let old = file(1, &everything());
    take(&office, &old);
    let (bytes, moved) = billing::export_claims(&office.desk(), &ids(&office)).unwrap();
    assert!(moved.held.is_empty(), "{:?}", moved.held);
    let claims = |bytes: &[u8]| {
        let parsed = x12::parse(bytes);
        let incoming = edi::from_837p(&parsed);
        let all = incoming.sets.into_iter().flat_map(|set| set.claims).map(|incoming| incoming.claim);
        all.collect::<Vec<_>>()
    };
    let (one, other) = (claims(old.as_bytes()), claims(&bytes));
    assert_eq!(one.len(), 4);
    assert_eq!(one, other);
    let report = x12::check(&bytes);
    assert_eq!(report.outcome, x12::Outcome::Valid, "{:?}", report.findings);
    // In again: nothing new.
    assert_eq!(take(&office, &String::from_utf8(bytes).unwrap()).claims, 0);
}

#[test]
fn an_imported_claim_is_paid_denied_and_replaced_like_our_own() {
    let office = Office::new("sven");
    take(&office, &file(1, &everything()));
    let (bytes, _) = billing::export_claims(&office.desk(), &ids(&office)).unwrap();
    let said = read(&bytes);
    let decisions = [Decision::paid(&said[0]), Decision::denied(&said[1], "CO", "16"), Decision::paid(&said[3])];
    assert_eq!(office.post(&Era::new("T1", decisions.to_vec()).text()).outcome, "posted");
    let report = office.post(&Era::new("T2", vec![Decision::secondary(&said[2])]).text());
    assert_eq!(report.outcome, "posted");
    let rows = office.claims();
    for (at, decision) in [(0, &decisions[0]), (1, &decisions[1]), (3, &decisions[2])] {
        assert_eq!(money(&rows[at]), decision.truth().cents(), "{at}");
    }
    assert_eq!(balance(&rows[2]), 0, "as second payer, what the first took off and paid settles itself");
    let denied = ids(&office)[1];
    billing::correct_claims(&office.desk(), &[denied]).unwrap();
    let sent = crate::common::send_with(&office, &[denied], false);
    assert_eq!(sent[0].frequency, "7");
    assert_eq!(sent[0].answers, decisions[1].icn);
    assert!(sent[0].is_dependent && sent[0].patient.1 == "TIM");
    let shown = show_claim(&office.desk(), denied).unwrap();
    assert_eq!(shown.version.as_open(), Some(&2));
    office.check_books();
    office.verify();
}

#[test]
fn a_bad_claim_in_a_good_file_is_left_out_alone() {
    let office = Office::new("sven");
    let text = file(1, &everything()).replacen("CLM*X2*136*", "CLM*X2*13x6*", 1);
    let report = take(&office, &text);
    assert_eq!((report.outcome, report.claims), ("partial", 3), "{report:?}");
    assert!(report.findings.iter().any(|it| it.severity == "error" && it.segment.is_some() && it.position.is_some()));
    // The mended file brings the missing claim, and no double.
    let report = take(&office, &file(2, &everything()));
    assert_eq!((report.outcome, report.claims), ("imported", 1));
    assert_eq!(office.claims().len(), 4);
    office.check_books();
}
