//! Records that change: `--update`, `--skip-bad`, fees, merged patients, voided claims.

use crate::common::{accept, ids, registered, send, sent, visits};
use billing::{CsvKind, CsvOptions, ErrorCode};
use integration::data::{Covered, Visit, account, coverages, edit, encounters, member_id, only, patients, without};
use integration::office::{balance, state};
use integration::payer::{ack277, read};
use integration::remit::{Decision, Era};
use integration::{Office, office};
use values::{ClaimId, PatientId};

fn shown(office: &Office, patient: u64) -> serde_json::Value {
    serde_json::to_value(billing::show_patient(&office.desk(), PatientId::new(patient)).unwrap()).unwrap()
}

fn exported(office: &Office, id: ClaimId) -> integration::payer::SentClaim {
    let (bytes, _) = billing::export_claims(&office.desk(), &[id]).unwrap();
    read(&bytes).remove(0)
}

#[test]
fn a_present_column_sets_or_clears_and_an_absent_one_leaves() {
    let office = registered("bella", &[Covered::Primary]);
    let new = edit(&edit(&patients(1), "A001", "phone", ""), "A001", "city", "BOULDER");
    office.update(CsvKind::Patients, &without(&without(&new, "email"), "ssn"));
    let patient = shown(&office, 1);
    assert_eq!(patient["demographics"]["phone"], "");
    assert_eq!(patient["demographics"]["city"], "BOULDER");
    assert_eq!(patient["demographics"]["email"], "p1@example.com");
    assert_eq!(patient["identifiers"]["ssn"], "900100001");
    office.update(CsvKind::Patients, &edit(&new, "A001", "ssn", ""));
    assert_eq!(shown(&office, 1)["identifiers"]["ssn"], "");
    // The same with policies.
    let policy = coverages(&[Covered::Primary]);
    let policy = edit(&edit(&policy, "A001", "ends_on", "2030-12-31"), "A001", "effective_on", "");
    office.update(CsvKind::Coverages, &without(&policy, "group_number"));
    let view = &shown(&office, 1)["coverages"][0];
    assert_eq!(view["ends_on"], "2030-12-31");
    assert_eq!(view["effective_on"], serde_json::Value::Null);
    assert_eq!(view["group_number"], if view["payer_id"] == "LRC02" { "" } else { "G100" });
    assert_eq!(shown(&office, 1)["coverages"].as_array().unwrap().len(), 1, "no second policy");
}

#[test]
fn an_update_adds_what_is_new_and_finds_keys_in_any_case() {
    let office = registered("bella", &[Covered::Primary]);
    let both = patients(2).replace("A001,ABARA", "a001,ABARA").replace("A001,", "a001,");
    let report = office.update(CsvKind::Patients, &both);
    assert_eq!(report.rows_imported, 2);
    assert_eq!(billing::list_patients(&office.desk(), 9).unwrap().0, 2);
    assert_eq!(shown(&office, 1)["account_number"], "A001", "the number stays as it was first written");
}

#[test]
fn a_clean_claim_must_be_scrubbed_again_when_its_records_change() {
    let office = registered("bella", &[Covered::Primary; 3]);
    office.import(CsvKind::Encounters, &encounters(&visits(3)));
    let all = ids(&office);
    office.approve(&all);
    office.update(CsvKind::Patients, &edit(&only(&patients(3), &["A001"]), "A001", "line1", "99 ELM ST"));
    office.update(
        CsvKind::Coverages,
        &edit(&only(&coverages(&[Covered::Primary; 3]), &["A002"]), "A002", "member_id", "NEWMEMBER2"),
    );
    let mut third = visits(3).remove(2);
    third.lines[0].2 = 20_000;
    office.update(CsvKind::Encounters, &encounters(&[third]));
    for id in &all {
        assert_eq!(state(&office.claim(*id)), "draft", "{id}");
    }
    assert_eq!(exported(&office, all[1]).member, "NEWMEMBER2");
    let row = office.claim(all[2]);
    assert_eq!((row.charge_cents.as_open().unwrap().cents(), balance(&row)), (31_800, 31_800));
    office.check_books();
    let sent = send(&office, &all);
    assert_eq!(sent.len(), 3);
    assert!(billing::create_batches(&office.desk(), None).unwrap().0.is_empty());
}

#[test]
fn a_held_claim_is_mended_by_an_update() {
    let office = registered("bella", &[Covered::Primary]);
    office.update(CsvKind::Coverages, &edit(&coverages(&[Covered::Primary]), "A001", "ends_on", "2025-01-01"));
    office.import(CsvKind::Encounters, &encounters(&visits(1)));
    let id = ids(&office)[0];
    assert_eq!(billing::scrub_claims(&office.desk(), &[]).unwrap().held, 1);
    assert_eq!(state(&office.claim(id)), "needs_correction");
    office.update(CsvKind::Coverages, &coverages(&[Covered::Primary]));
    assert_eq!(send(&office, &[id]).len(), 1);
}

#[test]
fn a_sent_claim_does_not_follow_and_says_so() {
    let (office, sent) = sent("bella", &[Covered::Primary]);
    let before = office.picture();
    let mut visit = visits(1).remove(0);
    visit.lines[0].2 += 5_000;
    let report = office.update(CsvKind::Encounters, &encounters(&[visit.clone()]));
    assert!(
        report.findings.iter().any(|it| it.severity == "warning" && it.remedy.contains("claim correct")),
        "{report:?}"
    );
    let policy = edit(&coverages(&[Covered::Primary]), "A001", "payer_id", "LRC03");
    office.update(CsvKind::Coverages, &policy);
    office.update(CsvKind::Patients, &edit(&patients(1), "A001", "line1", "1 ELM ST"));
    assert_eq!(office.picture().money(), before.money());
    assert_eq!(office.claims()[0].payer.as_open().unwrap(), &sent[0].payer.1);
    office.check_books();
    // Denied and corrected, the replacement says the new visit, to the payer who decided.
    office.post(&Era::new("T1", vec![Decision::denied(&sent[0], "CO", "16")]).text());
    let id = office.id_of(&sent[0].number);
    billing::correct_claims(&office.desk(), &[id]).unwrap();
    let replacement = exported(&office, id);
    assert_eq!(replacement.frequency, "7");
    assert_eq!(replacement.payer.0, sent[0].payer.0);
    office.check_books();
}

#[test]
fn a_rejected_claim_follows_and_stays_rejected_until_it_is_corrected() {
    let (office, sent) = sent("bella", &[Covered::Primary]);
    let rejected = ack277(&[(sent[0].clone(), "A7:164:IL")]);
    billing::import_acknowledgment(&office.desk(), rejected.as_bytes()).unwrap();
    let id = office.id_of(&sent[0].number);
    assert_eq!(state(&office.claim(id)), "payer_rejected");
    let policy =
        edit(&edit(&coverages(&[Covered::Primary]), "A001", "payer_id", "LRC03"), "A001", "member_id", "ROBIN7");
    office.update(CsvKind::Coverages, &policy);
    let mut visit = visits(1).remove(0);
    visit.lines[1].2 = 9_900;
    office.update(CsvKind::Encounters, &encounters(&[visit]));
    assert_eq!(state(&office.claim(id)), "payer_rejected");
    billing::correct_claims(&office.desk(), &[id]).unwrap();
    let again = send(&office, &[id]).remove(0);
    assert_eq!((again.member.as_str(), again.payer.0.as_str(), again.frequency.as_str()), ("ROBIN7", "LRC03", "1"));
    assert_eq!(again.charge, 12_601 + 9_900);
    accept(&office, std::slice::from_ref(&again));
    let decision = Decision::paid(&again);
    office.post(&Era::new("T1", vec![decision.clone()]).text());
    assert_eq!(office::money(&office.claim(id)), decision.truth().cents());
    office.check_books();
}

#[test]
fn bad_rows_are_left_out_and_handed_back() {
    let office = Office::new("bella");
    let text = edit(&patients(4), "A003", "birth_date", "never");
    let options = CsvOptions { update: false, skip_bad: true };
    let report = billing::import_csv(&office.desk(), CsvKind::Patients, text.as_bytes(), options).unwrap();
    assert_eq!((report.outcome, report.rows, report.rows_imported, report.rows_bad), ("partial", 4, 3, 1));
    assert_eq!(report.findings[0].line, Some(4));
    let handed_back = String::from_utf8(report.bad_rows.unwrap()).unwrap();
    assert_eq!(handed_back, only(&text, &["A003"]));
    office.import(CsvKind::Patients, &edit(&handed_back, "A003", "birth_date", "1980-01-01"));
    office.import(CsvKind::Coverages, &coverages(&[Covered::Primary; 4]));
    // One bad row takes its whole encounter out, and no other.
    let visits = encounters(&visits(4)).replacen(",2,20610,", ",2,,", 1);
    let report = billing::import_csv(&office.desk(), CsvKind::Encounters, visits.as_bytes(), options).unwrap();
    assert_eq!((report.rows, report.rows_imported, report.rows_bad), (8, 6, 2));
    assert_eq!(office.claims().len(), 3);
    office.check_books();
}

#[test]
fn a_charge_that_is_not_given_comes_from_the_fee_schedule() {
    let mut office = registered("bella", &[Covered::Primary]);
    let visit = |number: &str, lines: &[(&str, &str, i64)]| encounters(&[Visit::new(number, "A001", 12, "I10", lines)]);
    let blank = |text: String| text.replace(",0,\n", ",,\n");
    let before = office.picture();
    let unknown = blank(visit("E1", &[("99999", "", 0)]));
    let error = billing::import_csv(&office.desk(), CsvKind::Encounters, unknown.as_bytes(), CsvOptions::default())
        .unwrap_err();
    assert_eq!((error.code, error.position.as_deref()), (ErrorCode::BadCsv, Some("charge")));
    assert_eq!(office.picture(), before);
    office.import(
        CsvKind::Encounters,
        &blank(visit("E2", &[("99213", "25", 0), ("20610", "RT", 0), ("20610", "LT", 0)])),
    );
    let twice = edit(&blank(visit("E3", &[("99213", "", 0)])), "E3", "units", "2");
    office.import(CsvKind::Encounters, &twice);
    let charges: Vec<i64> = office.claims().iter().map(|row| row.charge_cents.as_open().unwrap().cents()).collect();
    assert_eq!(charges, [12_500 + 11_900 + 11_800, 25_000]);
    office.seat("sven");
    let taken =
        billing::import_csv(&office.desk(), CsvKind::Fees, b"code,charge\n99213,130.00\n", CsvOptions::default());
    assert_eq!(taken.unwrap_err().position.as_deref(), Some("code"), "a fee is changed by --update alone");
    office.update(CsvKind::Fees, "code,charge\n99213,130.00\n");
    office.import(CsvKind::Encounters, &blank(visit("E4", &[("99213", "", 0)])));
    assert_eq!(balance(&office.claims()[2]), 13_000);
    assert_eq!(balance(&office.claims()[1]), 25_000, "what was charged stays");
    office.check_books();
}

#[test]
fn what_the_patient_paid_is_taken_off_once() {
    let office = registered("bella", &[Covered::Primary]);
    let text = encounters(&visits(1));
    let header = text.lines().next().unwrap();
    let with_copay: String = std::iter::once(format!("{header},patient_paid\n"))
        .chain(text.lines().skip(1).map(|line| format!("{line},20.00\n")))
        .collect();
    office.import(CsvKind::Encounters, &with_copay);
    let charge = office.claims()[0].charge_cents.as_open().unwrap().cents();
    assert_eq!(balance(&office.claims()[0]), charge - 2_000);
    office.check_books();
    office.update(CsvKind::Encounters, &with_copay);
    assert_eq!(balance(&office.claims()[0]), charge - 2_000);
    let sent = send(&office, &ids(&office)).remove(0);
    let decision = Decision::paid(&sent);
    office.post(&Era::new("T1", vec![decision.clone()]).text());
    assert_eq!(balance(&office.claims()[0]), decision.truth().open - 2_000);
    office.check_books();
}

#[test]
fn a_copay_that_an_update_changes_is_in_the_books() {
    let office = registered("sven", &[Covered::Primary]);
    let text = encounters(&visits(1));
    let header = text.lines().next().unwrap();
    let with = |paid: &str| -> String {
        std::iter::once(format!("{header},patient_paid\n"))
            .chain(text.lines().skip(1).map(|line| format!("{line},{paid}\n")))
            .collect()
    };
    office.import(CsvKind::Encounters, &with("20.00"));
    let charge = office.claims()[0].charge_cents.as_open().unwrap().cents();
    office.update(CsvKind::Encounters, &with("30.00"));
    assert_eq!(balance(&office.claims()[0]), charge - 3_000);
    office.update(CsvKind::Encounters, &text);
    assert_eq!(balance(&office.claims()[0]), charge - 3_000, "an absent column leaves");
    office.update(CsvKind::Encounters, &with(""));
    assert_eq!(balance(&office.claims()[0]), charge, "an empty one clears");
    office.check_books();
    office.verify();
}

#[test]
fn an_update_of_a_visit_leaves_what_it_has_no_column_for() {
    let office = registered("bella", &[Covered::Primary]);
    let text = edit(&encounters(&visits(1)), "E001", "note", "called ahead");
    let header = text.lines().next().unwrap();
    let more = format!(",{},AUTH77,REF88,OA,2026-08-20,2026-08-21", integration::data::referring_npi());
    let full: String = std::iter::once(format!(
        "{header},referring_npi,prior_authorization,referral_number,accident_type,accident_date,onset_date\n"
    ))
    .chain(text.lines().skip(1).map(|line| format!("{line}{more}\n")))
    .collect();
    office.import(CsvKind::Encounters, &full);
    let id = ids(&office)[0];
    let said = |office: &Office| billing::export_claims(&office.desk(), &[id]).unwrap().0;
    let before = said(&office);
    let short = without(&without(&text, "note"), "charge");
    let short = without(&without(&short, "modifiers"), "units");
    let priced = billing::import_csv(
        &office.desk(),
        CsvKind::Encounters,
        short.as_bytes(),
        CsvOptions { update: true, skip_bad: false },
    );
    priced.unwrap();
    assert_eq!(String::from_utf8(said(&office)).unwrap(), String::from_utf8(before).unwrap());
    let shown = billing::show_claim(&office.desk(), id).unwrap();
    assert!(shown.notes.as_open().unwrap().iter().any(|note| note.contains("called ahead")), "{:?}", shown.notes);
    // Present and empty: gone.
    let cleared = full.replace("AUTH77", "").replace(",OA,2026-08-20,", ",,,").replace("called ahead", "");
    office.update(CsvKind::Encounters, &cleared);
    let now = String::from_utf8(said(&office)).unwrap();
    assert!(!now.contains("AUTH77") && !now.contains("*OA") && now.contains("REF88"), "{now}");
    office.check_books();
}

#[test]
fn a_visit_without_a_policy_is_owed_by_the_patient_until_one_comes() {
    let office = Office::new("bella");
    office.import(CsvKind::Patients, &patients(1));
    office.import(CsvKind::Encounters, &encounters(&visits(1)));
    let (charge, aging) = (balance(&office.claims()[0]), office.aging());
    assert_eq!((aging.patient_cents.cents(), aging.insurance_cents.cents()), (charge, 0));
    office.import(CsvKind::Coverages, &coverages(&[Covered::Primary]));
    let aging = office.aging();
    assert_eq!((aging.patient_cents.cents(), aging.insurance_cents.cents()), (0, charge));
    assert_eq!(send(&office, &ids(&office))[0].member, member_id(1));
    office.check_books();
}

#[test]
fn a_merged_patient_brings_everything_to_the_one_that_is_kept() {
    let (mut office, sent) = sent("sven", &[Covered::Primary; 3]);
    let before = office.picture();
    billing::merge_patients(&office.desk(), PatientId::new(1), PatientId::new(2)).unwrap();
    assert_eq!(office.picture().money(), before.money());
    assert_eq!(office.picture().aging, before.aging);
    let kept = shown(&office, 1);
    assert_eq!((kept["claims"].as_array().unwrap().len(), kept["coverages"].as_array().unwrap().len()), (2, 2));
    let total: i64 = office.claims().iter().take(2).map(balance).sum();
    assert_eq!(kept["balance_cents"], total);
    assert_eq!(shown(&office, 2)["balance_cents"], 0);
    assert!(
        billing::find_patients(&office.desk(), "CHO", 9).unwrap().is_empty(),
        "the duplicate is not found any more"
    );
    assert!(office.claims()[1].patient_name.as_open().unwrap().starts_with("BENOIT"));
    for (keep, gone) in [(1, 2), (2, 3), (1, 1)] {
        let error = billing::merge_patients(&office.desk(), PatientId::new(keep), PatientId::new(gone)).unwrap_err();
        assert_eq!(error.code, ErrorCode::NotAllowed);
    }
    let missing = billing::merge_patients(&office.desk(), PatientId::new(1), PatientId::new(77)).unwrap_err();
    assert_eq!(missing.code, ErrorCode::NotFound);
    // The old account number leads to the patient that is kept.
    let visit = encounters(&[Visit::new("E800", &account(2), 20, "I10", &[("99213", "", 8_000)])]);
    office.import(CsvKind::Encounters, &visit);
    assert_eq!(office.claims()[3].patient_id.as_open().unwrap(), &PatientId::new(1).to_string());
    let second = sent.iter().find(|claim| claim.member == member_id(2)).unwrap();
    let report = office.post(&Era::new("T1", vec![Decision::paid(second)]).text());
    assert_eq!(report.remittances[0].matched, 1);
    office.check_books();
    office.verify();
    office.seat("bella");
    let report = billing::report_ledger(&office.desk(), None, Some(PatientId::new(1))).unwrap();
    assert!(report.balanced);
}

#[test]
fn a_voided_claim_owes_nothing_and_is_not_sent() {
    let mut office = registered("sven", &[Covered::Primary; 2]);
    office.import(CsvKind::Encounters, &encounters(&visits(2)));
    let all = ids(&office);
    let moved = billing::void_claims(&office.desk(), &all[..1]).unwrap();
    assert_eq!((moved.claims[0].state, balance(&office.claim(all[0]))), ("voided", 0));
    office.approve(&all[1..]);
    assert_eq!(office.transmit().len(), 1);
    let held = billing::void_claims(&office.desk(), &all).unwrap();
    assert_eq!((held.claims.len(), held.held.len()), (0, 2), "{held:?}");
    office.check_books();
    office.verify();
    office.seat("bella");
    let error = billing::void_claims(&office.desk(), &all[1..]).unwrap_err();
    assert_eq!(error.code, ErrorCode::NotPermitted);
}

#[test]
fn a_paid_claim_is_voided_at_its_payer() {
    let (mut office, sent) = sent("sven", &[Covered::Primary]);
    let id = office.id_of(&sent[0].number);
    let paid = Decision::paid(&sent[0]);
    office.post(&Era::new("T1", vec![paid.clone()]).text());
    assert!(paid.payment() > 0);
    let file = billing::show_claim(&office.desk(), id).unwrap();
    assert!(file.may_void && file.voids_at_payer);

    let begun = billing::void_claims(&office.desk(), &[id]).unwrap();
    assert_eq!(begun.claims[0].state, "draft");
    assert_ne!(begun.claims[0].patient_control_number, sent[0].number);
    let again = billing::void_claims(&office.desk(), &[id]).unwrap();
    assert!(again.held[0].reasons[0].contains("begun already"), "{again:?}");
    let sheet = billing::open_visit(&office.desk(), id).unwrap();
    assert_eq!(sheet.read_only, Some(billing::ReadOnly::TakesBack));
    let scrubbed = billing::scrub_claims(&office.desk(), &[id]).unwrap();
    assert_eq!(scrubbed.clean, 1, "{scrubbed:?}");
    let held = billing::approve_claims(&office.desk(), &[id]).unwrap();
    assert!(held.held[0].reasons[0].contains("someone else"), "who began it does not release it: {held:?}");
    office.seat("bella");
    office.approve(&[id]);
    let files = office.transmit();
    let void = read(&files[0].1).remove(0);
    assert_eq!((void.frequency.as_str(), void.charge), ("8", sent[0].charge));
    let told = file.payer_claim_control_number.as_open().cloned().flatten();
    assert_eq!(Some(void.answers), told, "it quotes the payer's newest number");

    let report = office.post(&Era::new("T2", vec![paid.reversed()]).text());
    assert_eq!((state(&office.claim(id)), balance(&office.claim(id))), ("voided", 0));
    office.check_books();
    let remittance = report.remittances[0].remittance_id.clone().unwrap().parse().unwrap();
    office.seat("sven");
    billing::undo_remittance(&office.desk(), remittance).unwrap();
    assert_eq!(state(&office.claim(id)), "transmitted", "an undo brings back what stood");
    office.check_books();
    office.verify();
}

#[test]
fn reports_of_an_earlier_day_leave_later_money_out() {
    let (mut office, sent) = sent("bella", &[Covered::Primary]);
    let before = office.aging();
    office.wait_days(5);
    office.post(&Era::new("T1", vec![Decision::paid(&sent[0])]).text());
    let past = billing::report_aging(&office.desk(), Some(integration::data::today()), None).unwrap();
    assert_eq!(serde_json::to_value(&past).unwrap(), serde_json::to_value(&before).unwrap());
    assert_ne!(office.aging().insurance_cents, before.insurance_cents);
    let ledger = billing::report_ledger(&office.desk(), Some(integration::data::today()), None).unwrap();
    assert!(ledger.balanced && ledger.entries < office.ledger().entries);
}

#[test]
fn what_is_stopped_midway_changes_nothing() {
    let (office, sent) = sent("sven", &[Covered::Primary; 2]);
    office.import(
        CsvKind::Encounters,
        &encounters(&[Visit::new("E900", &account(1), 30, "I10", &[("99213", "", 9_000)])]),
    );
    let before = office.picture();
    let stop = std::sync::atomic::AtomicBool::new(true);
    let desk = || office.desk().watched_by(&stop);
    let options = CsvOptions::default();
    let visit = encounters(&[Visit::new("E901", &account(2), 30, "I10", &[("99213", "", 9_000)])]);
    let more = patients(3).replace("A00", "B00");
    let era = Era::new("T1", vec![Decision::paid(&sent[0])]).text();
    let old = integration::history::file(1, &[integration::history::OldClaim::new("X1", "OLD")]);
    let answers = [
        billing::import_csv(&desk(), CsvKind::Patients, more.as_bytes(), options).map(drop),
        billing::import_csv(&desk(), CsvKind::Encounters, visit.as_bytes(), options).map(drop),
        billing::import_remittance(&desk(), era.as_bytes(), false).map(drop),
        billing::import_claims(&desk(), old.as_bytes()).map(drop),
        billing::scrub_claims(&desk(), &[]).map(drop),
    ];
    for (at, answer) in answers.into_iter().enumerate() {
        let error = answer.expect_err("it was stopped");
        assert_eq!((error.code, at), (ErrorCode::Cancelled, at));
        assert!(!error.remedy.is_empty());
    }
    assert_eq!(office.picture(), before);
    assert_eq!(billing::list_patients(&office.desk(), 9).unwrap().0, 2);
    office.verify();
}
