//! Bad files: a clear answer that says where and what to do, and nothing is changed.

use crate::common::{registered, send, sent, visits};
use billing::{BillingError, CsvKind, CsvOptions, ErrorCode};
use integration::data::{Covered, Visit, coverages, edit, encounters, only, patients, without};
use integration::history::{OldClaim, file};
use integration::payer::{SentClaim, ack277, ack999};
use integration::remit::{Decision, Era};
use integration::{Office, Picture};
use std::time::{Duration, Instant};

/// The answer is clear and the office stands as before.
fn refused<T: std::fmt::Debug>(
    office: &Office,
    before: &Picture,
    answer: Result<T, BillingError>,
    what: &str,
) -> BillingError {
    let error = answer.expect_err(what);
    assert!(error.message.len() > 10 && error.remedy.len() > 10, "{what}: {error:?}");
    assert_eq!(&office.picture(), before, "{what} changed something");
    error
}

fn csv(office: &Office, kind: CsvKind, text: &str) -> Result<billing::CsvReport, BillingError> {
    billing::import_csv(&office.desk(), kind, text.as_bytes(), CsvOptions::default())
}

fn era(office: &Office, text: &str) -> Result<billing::RemittanceFileReport, BillingError> {
    billing::import_remittance(&office.desk(), text.as_bytes(), false)
}

fn history(office: &Office, text: &str) -> Result<billing::HistoryReport, BillingError> {
    billing::import_claims(&office.desk(), text.as_bytes())
}

fn answer(office: &Office, text: &str) -> Result<billing::AcknowledgmentReport, BillingError> {
    billing::import_acknowledgment(&office.desk(), text.as_bytes())
}

fn one() -> (Office, SentClaim, Picture) {
    let (office, mut claims) = sent("sven", &[Covered::Primary]);
    let before = office.picture();
    (office, claims.remove(0), before)
}

#[test]
fn a_bad_csv_names_line_and_column() {
    let office = registered("bella", &[Covered::Primary; 2]);
    office.import(CsvKind::Encounters, &encounters(&visits(2)));
    let before = office.picture();
    let patient = |column: &str, value: &str| {
        let fresh =
            edit(&edit(&only(&patients(2), &["A002"]), "A002", "account_number", "B001"), "B001", column, value);
        (CsvKind::Patients, fresh, column.to_owned())
    };
    let coverage = |column: &str, value: &str| {
        let fresh = edit(&only(&coverages(&[Covered::Primary]), &["A001"]), "A001", "sequence", "T");
        (CsvKind::Coverages, edit(&fresh, "A001", column, value), column.to_owned())
    };
    let visit = |column: &str, value: &str| {
        let fresh = encounters(&[Visit::new("E900", "A001", 20, "I10", &[("99213", "", 100)])]);
        (CsvKind::Encounters, edit(&fresh, "E900", column, value), column.to_owned())
    };
    let long = "x".repeat(61);
    let cases = [
        patient("birth_date", "1970-13-45"),
        patient("birth_date", "02/03/1970"),
        patient("sex", "Q"),
        patient("last_name", ""),
        patient("last_name", &long),
        patient("zip", "8020"),
        patient("ssn", "12-34"),
        patient("account_number", ""),
        coverage("payer_id", "NOPAYER"),
        coverage("sequence", "Q"),
        coverage("subscriber_relationship", "ZZ"),
        coverage("effective_on", "tomorrow"),
        coverage("ends_on", "2001-01-01"),
        coverage("account_number", "A999"),
        visit("date_of_service", "2026-02-30"),
        visit("date_of_service", ""),
        visit("rendering_npi", "1234567890"),
        visit("place_of_service", "office"),
        visit("diagnoses", "hello world"),
        visit("procedure_code", ""),
        visit("modifiers", "255"),
        visit("units", "-1"),
        visit("units", "0"),
        visit("units", "many"),
        visit("pointers", "2"),
        visit("charge", "12.5x"),
        visit("charge", "-1.00"),
        visit("charge", "1.005"),
        visit("charge", "99999999999999999999"),
        visit("account_number", "A999"),
        visit("line", "0"),
    ];
    for (kind, text, column) in cases {
        let what = format!("{} with {column} in {text}", kind.name());
        let error = refused(&office, &before, csv(&office, kind, &text), &what);
        assert_eq!(error.code, ErrorCode::BadCsv, "{what}");
        assert_eq!(error.position.as_deref(), Some(column.as_str()), "{what}: {error:?}");
        assert!(error.message.contains("line 2"), "{what}: {error:?}");
    }
}

#[test]
fn a_file_that_is_no_csv_of_its_kind_is_refused_whole() {
    let office = registered("bella", &[Covered::Primary; 2]);
    let before = office.picture();
    let good = patients(3).replace("A00", "B00");
    let short = format!("{good}B009,TOO,SHORT\n");
    let latin: Vec<u8> = good.replace("ABARA", "N\u{fa}\u{f1}ez").chars().map(|c| c as u32 as u8).collect();
    let twice = format!("{good}{}", only(&good, &["B001"]).lines().nth(1).unwrap());
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("zeros", b"\x00\x01\x02ISA".to_vec()),
        ("another encoding", if latin == good.as_bytes() { b"\xff\xfe".to_vec() } else { latin }),
        ("a short row", short.into_bytes()),
        ("the same account twice", twice.into_bytes()),
        ("a field of a megabyte", good.replace("BENOIT", &"x".repeat(1 << 20)).into_bytes()),
        ("an open quote", good.replacen("BENOIT", "\"BENOIT", 1).into_bytes()),
        ("an X12 file", file(1, &[OldClaim::new("X1", "OLD")]).into_bytes()),
    ] {
        let answer = billing::import_csv(&office.desk(), CsvKind::Patients, &bytes, CsvOptions::default());
        assert_eq!(refused(&office, &before, answer, what).code, ErrorCode::BadCsv, "{what}");
    }
    for column in ["account_number", "last_name", "birth_date", "sex"] {
        let error = refused(&office, &before, csv(&office, CsvKind::Patients, &without(&good, column)), column);
        assert_eq!((error.code, error.position.as_deref()), (ErrorCode::BadCsv, Some(column)));
    }
    let found = billing::list_patients(&office.desk(), 10).unwrap();
    assert_eq!(found.0, 2, "no row of a bad file was taken");
}

#[test]
fn rows_of_one_encounter_that_disagree_are_refused() {
    let office = registered("bella", &[Covered::Primary; 2]);
    let before = office.picture();
    let lines = [("99213", "", 100), ("36415", "", 100)];
    let visit = encounters(&[Visit::new("E900", "A001", 20, "I10", &lines)]);
    let two_patients = visit.replacen("E900,A001,2026-08-26,", "E900,A002,2026-08-26,", 1);
    let same_line = visit.replace(",2,36415", ",1,36415");
    let unknown_column = visit.replace(",note", ",remark");
    for (what, text) in [("two patients", two_patients), ("one line number twice", same_line)] {
        refused(&office, &before, csv(&office, CsvKind::Encounters, &text), what);
    }
    let report = csv(&office, CsvKind::Encounters, &unknown_column).unwrap();
    assert!(report.findings.iter().any(|finding| finding.severity == "warning"), "an unknown column is told");
    let again = office.picture();
    let error = refused(&office, &again, csv(&office, CsvKind::Encounters, &visit), "the same encounter again");
    assert!(error.remedy.contains("--update"), "{error:?}");
}

#[test]
fn what_is_not_x12_is_refused_by_every_import() {
    let (office, _, before) = one();
    for bytes in [
        &b""[..],
        b"hello",
        b"\x00\x00\x00",
        b"ISA*00*",
        b"PK\x03\x04 a spreadsheet",
        b"account_number,last_name\nA1,X\n",
    ] {
        let text = String::from_utf8_lossy(bytes);
        for error in [
            refused(&office, &before, era(&office, &text), "835"),
            refused(&office, &before, history(&office, &text), "837"),
            refused(&office, &before, answer(&office, &text), "999"),
        ] {
            assert_eq!(error.code, ErrorCode::NotX12, "{text:?}: {error:?}");
        }
    }
}

#[test]
fn an_x12_file_of_another_kind_is_refused_and_says_where_it_goes() {
    let (office, claim, before) = one();
    let remittance = Era::new("T1", vec![Decision::paid(&claim)]).text();
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    let accepted = ack999(std::slice::from_ref(&claim), &[]);
    refused(&office, &before, history(&office, &remittance), "an 835 as history");
    refused(&office, &before, history(&office, &accepted), "a 999 as history");
    refused(&office, &before, era(&office, &old), "an 837 as remittance");
    refused(&office, &before, era(&office, &accepted), "a 999 as remittance");
    refused(&office, &before, answer(&office, &old), "an 837 as acknowledgment");
    refused(&office, &before, answer(&office, &remittance), "an 835 as acknowledgment");
}

#[test]
fn a_file_that_was_cut_off_changes_nothing() {
    let (office, claim, before) = one();
    let remittance = Era::new("T1", vec![Decision::paid(&claim)]).text();
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    let rejected = ack277(&[(claim.clone(), "A7:164:IL")]);
    let whole_set = |text: &str| text.find("SE*").unwrap();
    for (kind, text) in [("835", &remittance), ("837", &old), ("277", &rejected)] {
        let last = whole_set(text);
        for at in (0..last).step_by(last / 24) {
            let cut = &text[..at];
            let what = format!("{kind} cut at byte {at}");
            let error = match kind {
                "835" => refused(&office, &before, era(&office, cut), &what),
                "837" => refused(&office, &before, history(&office, cut), &what),
                _ => refused(&office, &before, answer(&office, cut), &what),
            };
            assert!(error.code != ErrorCode::Io, "{what}: {error:?}");
        }
    }
}

#[test]
fn wrong_counts_are_told_and_never_cost_money() {
    let (office, claims) = sent("sven", &[Covered::Primary; 4]);
    let before = office.picture();
    // Patients 1 and 4 have the same payer.
    let decisions = vec![Decision::paid(&claims[1]), Decision::paid(&claims[2])];
    assert_eq!(claims[1].payer, claims[2].payer);
    let remittance = Era::new("T1", decisions.clone()).text();
    let told = |report: &billing::RemittanceFileReport, what: &str| {
        let finding =
            report.findings.iter().find(|it| it.code == "bad_count").unwrap_or_else(|| panic!("{what}: {report:?}"));
        assert!(finding.segment.is_some() && !finding.remedy.is_empty(), "{what}: {finding:?}");
    };
    // A part that was lost on the way: a rehearsal shows it, posting refuses the set.
    let lost = remittance.split_once("CLP*").unwrap();
    let second = lost.1.split_once("CLP*").unwrap().1;
    let short = format!("{}CLP*{second}", lost.0);
    let report = billing::import_remittance(&office.desk(), short.as_bytes(), true).unwrap();
    told(&report, "a lost claim");
    let error = era(&office, &short).unwrap_err();
    assert_eq!(error.code, ErrorCode::BadCount, "{error:?}");
    assert_eq!(office.picture().money(), before.money());
    // A count of the set refuses the set; one of its envelope is told, and all of the set is posted.
    let se = remittance.lines().find(|line| line.starts_with("SE*")).unwrap();
    let wrong = [
        (se, "SE*3*0001~"),
        (se, &se.replace("*0001", "*0002")[..]),
        ("GE*1*900", "GE*2*900"),
        ("GE*1*900", "GE*1*901"),
        ("IEA*1*", "IEA*3*"),
        ("IEA*1*000000900", "IEA*1*000000901"),
    ];
    let all: i64 = decisions.iter().map(Decision::payment).sum();
    for (at, (from, to)) in wrong.into_iter().enumerate() {
        let text = remittance.replace(from, to);
        assert_ne!(text, remittance);
        let text = text.replace("TRN*1*T1*", &format!("TRN*1*T{at}*"));
        let before = office.picture();
        match era(&office, &text) {
            Err(error) => {
                assert!(matches!(error.code, ErrorCode::BadCount | ErrorCode::BadSegment), "{to}: {error:?}");
                assert!(error.segment.is_some(), "{to}: {error:?}");
                assert_eq!(office.picture(), before, "{to}");
            }
            Ok(report) => {
                told(&report, to);
                assert_eq!(report.remittances[0].posted_cents.cents(), all, "{to}");
                let id = report.remittances[0].remittance_id.clone().unwrap().parse().unwrap();
                billing::undo_remittance(&office.desk(), id).unwrap();
                assert_eq!(office.picture().money(), before.money(), "{to}");
            }
        }
    }
}

#[test]
fn a_history_or_acknowledgment_with_a_wrong_count_is_refused() {
    let (office, claim, before) = one();
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    let rejected = ack277(&[(claim, "A7:164:IL")]);
    for (text, is_history) in [(&old, true), (&rejected, false)] {
        let se = text.lines().find(|line| line.starts_with("SE*")).unwrap();
        for wrong in ["SE*3*0001~".to_owned(), se.replacen("SE*", "SE*1", 1)] {
            let spoiled = text.replace(se, &wrong);
            let error = if is_history {
                refused(&office, &before, history(&office, &spoiled), &wrong)
            } else {
                refused(&office, &before, answer(&office, &spoiled), &wrong)
            };
            assert_eq!(error.code, ErrorCode::BadCount, "{wrong}: {error:?}");
            assert!(error.segment.is_some_and(|segment| segment > 2), "{wrong}: {error:?}");
        }
    }
}

#[test]
fn another_version_is_refused_by_its_name() {
    let (office, claim, before) = one();
    let remittance = Era::new("T1", vec![Decision::paid(&claim)]).text();
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    for (text, from, to) in [
        (&remittance, "005010X221A1", "004010X091A1"),
        (&old, "005010X222A1", "004010X098A1"),
        (&old, "005010X222A1", "005010X223A2"),
    ] {
        let text = text.replace(from, to);
        let error = if from.contains("221") {
            refused(&office, &before, era(&office, &text), to)
        } else {
            refused(&office, &before, history(&office, &text), to)
        };
        assert!(matches!(error.code, ErrorCode::UnsupportedVersion | ErrorCode::BadSegment), "{to}: {error:?}");
        assert!(error.segment.is_some(), "{to}: {error:?}");
    }
    let text = remittance.replace("*00501*", "*00401*").replace("005010X221A1", "004010X091A1");
    let error = refused(&office, &before, era(&office, &text), "00401");
    assert_eq!(error.code, ErrorCode::UnsupportedVersion);
}

#[test]
fn bad_dates_and_amounts_name_their_segment() {
    let (office, claim, before) = one();
    let remittance = Era::new("T1", vec![Decision::paid(&claim)]).text();
    let paid = integration::dollars(Decision::paid(&claim).payment());
    let charge = integration::dollars(claim.charge);
    for (from, to) in [
        (format!("BPR*I*{paid}"), "BPR*I*12,50".to_owned()),
        (format!("*1*{charge}*{paid}*"), format!("*1*{charge}*1e3*")),
        (format!("*1*{charge}*{paid}*"), format!("*1*12.345*{paid}*")),
        ("CAS*CO*45*".to_owned(), "CAS*CO*45*x".to_owned()),
    ] {
        let text = remittance.replacen(&from, &to, 1);
        assert_ne!(text, remittance, "{from}");
        let error = refused(&office, &before, era(&office, &text), &to);
        assert!(matches!(error.code, ErrorCode::BadValue | ErrorCode::BadSegment), "{to}: {error:?}");
        assert!(error.segment.is_some_and(|segment| segment > 3), "{to}: {error:?}");
    }
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    for (from, to) in
        [("CLM*X1*136", "CLM*X1*abc"), ("DTP*472*D8*20260810", "DTP*472*D8*20261345"), ("CLM*X1*", "CLM**")]
    {
        let text = old.replacen(from, to, 1);
        assert_ne!(text, old, "{from}");
        let error = refused(&office, &before, history(&office, &text), to);
        assert!(error.segment.is_some_and(|segment| segment > 3), "{to}: {error:?}");
    }
}

#[test]
fn an_endless_segment_is_told_at_once_and_never_costs_money() {
    let (office, claim, before) = one();
    let remittance = Era::new("T1", vec![Decision::paid(&claim)]).text();
    let old = file(7, &[OldClaim::new("X1", "OLD")]);
    let endless = "x".repeat(3 << 20);
    let start = Instant::now();
    for from in ["SVC*", "CLP*", "CAS*", "BPR*"] {
        let text = remittance.replacen(from, &format!("{from}{endless}"), 1);
        let findings = match era(&office, &text) {
            Err(error) => vec![error.message],
            Ok(report) => {
                // What can still be read is read, so that the payment is posted whole or not at all.
                let posted = report.remittances[0].posted_cents.cents();
                assert!(posted == 0 || posted == Decision::paid(&claim).payment(), "{from}: {posted}");
                if posted != 0 {
                    office.check_books();
                    let id = report.remittances[0].remittance_id.clone().unwrap().parse().unwrap();
                    billing::undo_remittance(&office.desk(), id).unwrap();
                }
                report.findings.into_iter().map(|finding| finding.message).collect()
            }
        };
        assert!(!findings.is_empty() && findings.iter().all(|message| message.len() < 400), "{from} is not told back");
        assert_eq!(office.picture().money(), before.money(), "{from}");
    }
    let many = remittance.replacen("SVC*", &format!("SVC*{}", "*".repeat(2 << 20)), 1);
    let answer = era(&office, &many);
    assert!(answer.map_or(true, |report| !report.findings.is_empty()), "an endless row of elements is told");
    refused(&office, &office.picture(), history(&office, &old.replacen("CLM*", &format!("CLM*{endless}"), 1)), "837");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_payment_day_that_is_none_is_told_and_replaced() {
    let (office, claim, _) = one();
    let text = Era::new("T1", vec![Decision::paid(&claim)]).text().replace("*DA*98765*20260914", "*DA*98765*20261345");
    let report = era(&office, &text).unwrap();
    let told = report.findings.iter().find(|finding| finding.position.as_deref() == Some("BPR16"));
    assert!(told.is_some_and(|finding| finding.segment == Some(4)), "{report:?}");
    assert_eq!(report.remittances[0].date.to_string(), "2026-09-14");
}

#[test]
fn a_bad_set_in_a_good_file_is_left_out_alone() {
    let (office, claims) = sent("sven", &[Covered::Primary; 3]);
    let sets: Vec<String> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| {
            let text = Era { control: 900, ..Era::new(&format!("T{at}"), vec![Decision::paid(claim)]) }.text();
            let inside = text.split_once("ST*835").unwrap().1.split_once("GE*").unwrap().0;
            format!("ST*835{}", inside.replace("*0001", &format!("*000{}", at + 1)))
        })
        .collect();
    let text = Era::new("T0", vec![Decision::paid(&claims[0])]).text();
    let (head, tail) = (text.split_once("ST*835").unwrap().0, text.split_once("GE*1").unwrap().1);
    let bad = sets[1].replacen("CAS*CO*45*", "CAS*CO*45*x", 1);
    let whole = format!("{head}{}{bad}{}GE*3{tail}", sets[0], sets[2]);
    let report = era(&office, &whole).unwrap();
    assert_eq!((report.outcome, report.remittances.len()), ("partial", 2), "{:?}", report.findings);
    assert!(report.findings.iter().any(|finding| finding.severity == "error" && finding.segment.is_some()));
    let paid = |at: usize| office.claim(office.id_of(&claims[at].number)).paid_cents.open().unwrap().cents();
    assert_eq!((paid(0) > 0, paid(1), paid(2) > 0), (true, 0, true));
    office.check_books();
    // Two sets of one number: at least one of them is not taken in silence.
    let same = format!("{head}{}{}GE*2{tail}", sets[1], sets[1]);
    let report = era(&office, &same);
    let told = match &report {
        Ok(report) => report.outcome != "posted" || !report.findings.is_empty(),
        Err(_) => true,
    };
    assert!(told, "{report:?}");
    assert!(paid(1) <= Decision::paid(&claims[1]).payment(), "paid once at most");
    office.check_books();
    office.verify();
}

#[test]
fn out_of_balance_money_is_held_or_stands_aside() {
    let (office, claims) = sent("sven", &[Covered::Primary; 3]);
    let mine: Vec<SentClaim> =
        claims.iter().map(|claim| SentClaim { payer: claims[0].payer.clone(), ..claim.clone() }).collect();
    let decisions: Vec<Decision> = mine.iter().map(Decision::paid).collect();
    let before = office.picture();
    let held = Era { off: 1, ..Era::new("T1", decisions.clone()) };
    let report = office.post(&held.text());
    let view = &report.remittances[0];
    assert_eq!((report.outcome, view.balanced, view.posted_cents.cents()), ("held", false, 0));
    assert_eq!(view.exceptions[0].kind, "transaction_out_of_balance");
    assert_eq!(view.exceptions[0].difference_cents.unwrap().cents().abs(), 1);
    assert_eq!(office.picture().money(), before.money(), "nothing of it is posted");
    // One cent wrong on one line: that claim stands aside, the others are posted.
    let era = Era::new("T2", decisions.clone());
    let svc = format!("SVC*HC:20610:RT*118*{}", integration::dollars(decisions[0].lines[1].charge * 6 / 10));
    let text = era.text().replacen(&svc, &format!("{svc}1"), 1);
    let off_by_one = text.replacen(&format!("{svc}1"), "SVC*HC:20610:RT*118*70.81", 1);
    assert_ne!(off_by_one, era.text());
    let report = office.post(&off_by_one);
    let view = &report.remittances[0];
    assert_eq!((report.outcome, view.balanced), ("posted", false), "{view:?}");
    assert!(
        view.exceptions
            .iter()
            .any(|it| it.kind == "line_out_of_balance" && it.patient_control_number == mine[0].number)
    );
    let paid: i64 = decisions[1..].iter().map(Decision::payment).sum();
    assert_eq!((view.posted_cents.cents(), view.unposted_cents.cents()), (paid, decisions[0].payment()));
    assert_eq!(office.aging().unapplied_cents.cents(), decisions[0].payment(), "its money stands as unapplied cash");
    office.check_books();
    office.verify();
}

#[test]
fn a_claim_nobody_sent_is_unapplied_cash() {
    let (office, claim, before) = one();
    let stranger = SentClaim { number: "GHOST1".into(), patient: ("NOBODY".into(), "KNOWN".into()), ..claim };
    let decision = Decision::paid(&stranger);
    let report = office.post(&Era::new("T1", vec![decision.clone()]).text());
    let view = &report.remittances[0];
    assert_eq!((view.unmatched, view.posted_cents.cents(), view.unposted_cents.cents()), (1, 0, decision.payment()));
    assert_eq!(view.exceptions[0].kind, "unmatched_claim");
    assert_eq!(office.picture().money(), before.money());
    assert_eq!(office.aging().unapplied_cents.cents(), decision.payment());
    office.check_books();
    office.verify();
}

#[test]
fn letters_beyond_ascii_are_kept_and_folded_on_the_wire() {
    let office = Office::new("bella");
    let text = edit(
        &edit(&patients(1), "A001", "last_name", "N\u{fa}\u{f1}ez-\u{d8}st"),
        "A001",
        "line1",
        "1 Calle Jos\u{e9}",
    );
    office.import(CsvKind::Patients, &text);
    office.import(CsvKind::Coverages, &coverages(&[Covered::Primary]));
    office.import(CsvKind::Encounters, &encounters(&visits(1)));
    let sent = send(&office, &crate::common::ids(&office));
    assert_eq!(sent[0].patient.0, "NUNEZ-OST");
    let found = billing::find_patients(&office.desk(), "nunez", 10).unwrap();
    assert_eq!(found[0].name.as_open().unwrap(), "N\u{da}\u{d1}EZ-\u{d8}ST, BRUNO Q");
    let report = office.post(&Era::new("T1", vec![Decision::paid(&sent[0])]).text());
    assert_eq!(report.remittances[0].matched, 1);
}

#[test]
fn an_unknown_diagnosis_holds_its_claim() {
    let office = registered("bella", &[Covered::Primary; 2]);
    let mut all = visits(2);
    all[0].diagnoses = "Q99ZZZ9".to_owned();
    office.import(CsvKind::Encounters, &encounters(&all));
    let scrubbed = billing::scrub_claims(&office.desk(), &[]).unwrap();
    assert_eq!((scrubbed.clean, scrubbed.held), (1, 1), "{scrubbed:?}");
    assert!(
        scrubbed.claims[0]
            .findings
            .iter()
            .any(|finding| finding.severity == "stop" && finding.field.contains("iagnos")),
        "{:?}",
        scrubbed.claims[0]
    );
}
