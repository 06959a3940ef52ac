//! The whole job in one go, and what acknowledgments do.

use crate::common::{accept, eras, ids, journaled, send, sent, visits};
use billing::CsvKind;
use integration::data::{Covered, account, coverages, days_back, edit, encounters, member_id, only, patients};
use integration::office::{balance, id, money, state};
use integration::payer::{SentClaim, ack277, ack999, read, ta1};
use integration::remit::{Decision, Era};
use integration::{Office, Picture};
use std::collections::BTreeMap;
use values::ClaimId;

const PEOPLE: usize = 12;
/// Patients whose claims have a planted fault.
const FAULTY: std::ops::RangeInclusive<usize> = 7..=12;

struct Files {
    patients: String,
    coverages: String,
    encounters: String,
}

fn right() -> Files {
    let mut covered = [Covered::Primary; PEOPLE];
    (covered[1], covered[2], covered[4]) = (Covered::Both, Covered::Dependent, Covered::Both);
    Files { patients: patients(PEOPLE), coverages: coverages(&covered), encounters: encounters(&visits(PEOPLE)) }
}

fn faulty() -> Files {
    let Files { patients, coverages, encounters } = right();
    let patients = edit(&patients, &account(7), "line1", "");
    let patients = edit(&patients, &account(8), "birth_date", &days_back(2).to_string());
    let coverages = edit(&coverages, &account(9), "ends_on", &days_back(200).to_string());
    let encounters = edit(&encounters, "E010", "diagnoses", "E11;I10");
    let encounters = edit(&encounters, "E011", "diagnoses", "I10;I10");
    let encounters = edit(&encounters, "E012", "modifiers", "25;25");
    Files { patients, coverages, encounters }
}

fn by_charge(office: &Office) -> BTreeMap<i64, ClaimId> {
    office.claims().iter().map(|row| (row.charge_cents.as_open().unwrap().cents(), id(row))).collect()
}

fn nth(office: &Office, n: usize) -> ClaimId {
    by_charge(office)[&visits(PEOPLE)[n - 1].lines.iter().map(|line| line.2).sum()]
}

#[test]
fn a_visit_becomes_a_claim_and_the_claim_money() {
    let mut office = Office::new("bella");
    load(&office);
    let first = first_batch(&office);
    let resent = repair(&office, &first);
    let decisions = decide(&first, &resent);
    remittances(&mut office, &decisions);
    corrections(&office, &decisions);
    secondaries(&office, &decisions);
    office.check_books();
    office.seat("sven");
    office.verify();
    office.seat("audra");
    assert!(billing::verify_audit(&office.desk()).unwrap().ok);
    let (total, entries) = billing::audit_entries(&office.desk(), None).unwrap();
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.sequence).collect();
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "no gap and no double");
    assert_eq!(total, entries.len());
}

fn load(office: &Office) {
    let files = faulty();
    for (kind, text, action) in [
        (CsvKind::Patients, &files.patients, "import.patients"),
        (CsvKind::Coverages, &files.coverages, "import.coverages"),
        (CsvKind::Encounters, &files.encounters, "import.encounters"),
    ] {
        let report = journaled(office, "bella", action, || office.import(kind, text));
        let rows = text.lines().count() - 1;
        assert_eq!((report.rows, report.rows_imported, report.rows_bad), (rows, rows, 0));
    }
    assert_eq!(by_charge(office).len(), PEOPLE, "one claim for each encounter");
    office.check_books();
}

fn first_batch(office: &Office) -> Vec<SentClaim> {
    let scrubbed = journaled(office, "bella", "claim.scrub", || billing::scrub_claims(&office.desk(), &[]).unwrap());
    let held: Vec<&str> =
        scrubbed.claims.iter().filter(|it| it.outcome == "held").map(|it| it.claim_id.as_str()).collect();
    let planted: Vec<String> = FAULTY.map(|n| nth(office, n).to_string()).collect();
    assert_eq!(held, planted, "exactly the planted faults are held: {:#?}", scrubbed.claims);
    for finding in scrubbed.claims.iter().flat_map(|it| &it.findings).filter(|it| it.severity == "stop") {
        assert!(
            ![&finding.rule, &finding.field, &finding.message.text, &finding.remedy.text]
                .iter()
                .any(|text| text.is_empty())
        );
    }
    let refused = billing::approve_claims(&office.desk(), &[nth(office, 7)]).unwrap();
    assert!(refused.claims.is_empty() && refused.held.len() == 1);
    let clean: Vec<ClaimId> = (1..7).map(|n| nth(office, n)).collect();
    journaled(office, "bella", "claim.approve", || billing::approve_claims(&office.desk(), &clean).unwrap());
    let files = journaled(office, "bella", "batch.create", || office.transmit());
    let numbers: Vec<String> = files.iter().map(|(row, _)| row.control_number.clone()).collect();
    assert_eq!(numbers, ["000000001", "000000002", "000000003"]);
    let sent: Vec<SentClaim> = files.iter().flat_map(|(_, bytes)| read(bytes)).collect();
    assert_eq!(sent.len(), 6);
    assert!(sent.iter().all(|claim| claim.frequency == "1" && claim.answers.is_empty() && claim.coverage.0 == "P"));
    let child = sent.iter().find(|claim| claim.member == member_id(3)).unwrap();
    assert!(child.is_dependent && child.diagnoses == ["M5450", "I10"], "{child:?}");
    assert!(billing::create_batches(&office.desk(), None).unwrap().0.is_empty(), "nothing is sent twice");
    acknowledge_first(office, &sent);
    sent
}

fn acknowledge_first(office: &Office, sent: &[SentClaim]) {
    let refused = nth(office, 4);
    let number = office.claim(refused).patient_control_number.open().unwrap();
    for part in sent.chunk_by(|one, next| one.interchange == next.interchange) {
        let verdicts =
            part.iter().map(|it| (it.clone(), if it.number == number { "A7:164:IL" } else { "" })).collect::<Vec<_>>();
        for text in [ta1(&part[0].interchange, "A"), ack999(part, &[]), ack277(&verdicts)] {
            let take = || billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
            let report = journaled(office, "bella", "ack.import", take);
            assert_eq!(report.unmatched, 0, "{text}");
            for moved in &report.moved {
                assert_eq!(moved.reason.is_empty(), !moved.to.ends_with("rejected"), "{moved:?}");
            }
        }
    }
    for n in 1..7 {
        let want = if n == 4 { "payer_rejected" } else { "payer_accepted" };
        assert_eq!(state(&office.claim(nth(office, n))), want);
    }
    let work = billing::list_work(&office.desk(), None).unwrap();
    assert_eq!(work.iter().map(|row| row.kind).collect::<Vec<_>>(), ["rejection"]);
}

/// Held claims are mended by `--update`; the rejected one is corrected and sent again as an original.
fn repair(office: &Office, first: &[SentClaim]) -> Vec<SentClaim> {
    let files = right();
    let member = format!("{}Y", member_id(4));
    let coverages = edit(&files.coverages, &account(4), "member_id", &member);
    office.update(CsvKind::Patients, &only(&files.patients, &["A007", "A008"]));
    office.update(CsvKind::Coverages, &only(&coverages, &["A004", "A009"]));
    office.update(CsvKind::Encounters, &only(&files.encounters, &["E010", "E011", "E012"]));
    assert_eq!(by_charge(office).len(), PEOPLE, "an update makes no second claim");
    let rejected = nth(office, 4);
    let correct = || billing::correct_claims(&office.desk(), &[rejected]).unwrap();
    journaled(office, "bella", "claim.correct", correct);
    let ids: Vec<ClaimId> = std::iter::once(rejected).chain(FAULTY.map(|n| nth(office, n))).collect();
    let sent = send(office, &ids);
    assert_eq!(sent.len(), 7);
    assert!(sent.iter().all(|claim| claim.frequency == "1" && claim.answers.is_empty()), "originals");
    let again = sent.iter().find(|claim| claim.member == member).expect("the corrected member id is sent");
    assert!(first.iter().all(|earlier| earlier.number != again.number), "a new number for a new version");
    assert!(billing::list_work(&office.desk(), None).unwrap().is_empty(), "a corrected rejection is done");
    accept(office, &sent);
    sent
}

fn decide(first: &[SentClaim], resent: &[SentClaim]) -> Vec<Decision> {
    let resent_members: Vec<&str> = resent.iter().map(|claim| claim.member.trim_end_matches('Y')).collect();
    let standing = first.iter().filter(|claim| !resent_members.contains(&claim.member.as_str()));
    let mut all: Vec<SentClaim> = standing.chain(resent).cloned().collect();
    all.sort_by_key(|claim| claim.charge);
    let fate = |(at, claim): (usize, &SentClaim)| match at + 1 {
        1 => Decision::denied(claim, "CO", "16"),
        3 => Decision::line_denied(claim, 1, "OA", "18"),
        4 => Decision::modifier_dropped(claim, 0),
        6 => Decision::split(claim, 0),
        7 => Decision::bundled(claim),
        8 => Decision::with_interest(claim, 77),
        9 => Decision::denied(claim, "PR", "27"),
        10 => Decision::as_a_whole(claim),
        11 => Decision::crossover(claim),
        _ => Decision::paid(claim),
    };
    all.iter().enumerate().map(fate).collect()
}

fn check_money(office: &Office, decisions: &[Decision]) {
    for decision in decisions {
        let row = office.claim(office.id_of(&decision.claim.number));
        assert_eq!(money(&row), decision.truth().cents(), "{row:?}");
    }
    office.check_books();
}

fn restored(office: &Office, before: &Picture) {
    let after = office.picture();
    assert_eq!(after.money(), before.money(), "every balance");
    assert_eq!(after.aging, before.aging, "aging");
    assert_eq!(after.accounts(), before.accounts(), "accounts");
}

fn remittances(office: &mut Office, decisions: &[Decision]) {
    let files = eras("T1", decisions);
    let before = office.picture();
    for era in &files {
        let report = billing::import_remittance(&office.desk(), era.text().as_bytes(), true).unwrap();
        assert_eq!((report.outcome, report.remittances[0].matched), ("rehearsed", report.remittances[0].claims));
        assert_eq!(
            report.remittances[0].posted_cents.cents(),
            era.decisions.iter().map(Decision::payment).sum::<i64>()
        );
    }
    assert_eq!(office.picture(), before, "a rehearsal changes nothing");
    let mut before_last = before;
    for era in &files {
        before_last = office.picture();
        let report = journaled(office, "bella", "era.import", || office.post(&era.text()));
        assert_eq!(report.outcome, "posted", "{:?}", report.findings);
        let adjustment: i64 = era.decisions.iter().map(|decision| decision.truth().adjustment).sum();
        assert_eq!(report.totals.adjustment_cents.cents(), adjustment);
    }
    check_money(office, decisions);
    let posted = office.picture();
    let last = files.last().unwrap();
    let other_bytes = Era { control: 999, ..last.clone() }.text();
    for text in [last.text(), last.text().replace('\n', "\r\n"), other_bytes] {
        assert_eq!(office.post(&text).outcome, "duplicate");
        assert_eq!(office.picture(), posted, "a duplicate changes nothing");
    }
    let listed = billing::list_remittances(&office.desk()).unwrap();
    let [.., newest] = listed.as_slice() else { panic!("remittances are listed") };
    let remittance = newest.remittance_id.parse().unwrap();
    let refused = billing::undo_remittance(&office.desk(), remittance).unwrap_err();
    assert_eq!(refused.code.name(), "not_permitted", "above the biller's limit");
    office.seat("sven");
    journaled(office, "sven", "era.undo", || billing::undo_remittance(&office.desk(), remittance).unwrap());
    office.seat("bella");
    restored(office, &before_last);
    assert!(office.ledger().entries > posted.ledger["entries"].as_u64().unwrap(), "entries are added, none deleted");
    assert_eq!(office.post(&last.text()).outcome, "posted");
    restored(office, &posted);
}

fn corrections(office: &Office, decisions: &[Decision]) {
    let denied: Vec<&Decision> = decisions.iter().filter(|decision| decision.payment() == 0).collect();
    let ids: Vec<ClaimId> = denied.iter().map(|decision| office.id_of(&decision.claim.number)).collect();
    let moved = billing::correct_claims(&office.desk(), &ids).unwrap();
    assert_eq!((moved.claims.len(), moved.held.len()), (2, 0), "{moved:?}");
    let sent = send(office, &ids);
    for (claim, decision) in sent.iter().zip(denied) {
        let quoted = decisions.iter().find(|it| it.claim.charge == claim.charge).unwrap();
        assert_eq!((claim.frequency.as_str(), &claim.answers), ("7", &quoted.icn), "{decision:?}");
    }
    for part in sent.chunk_by(|one, next| one.interchange == next.interchange) {
        let report = billing::import_acknowledgment(&office.desk(), ta1(&part[0].interchange, "R").as_bytes()).unwrap();
        assert_eq!(report.moved[0].to, "file_rejected");
    }
    office.check_books();
}

fn secondaries(office: &Office, decisions: &[Decision]) {
    let due: Vec<&Decision> =
        decisions.iter().filter(|it| [member_id(2), member_id(5)].contains(&it.claim.member)).collect();
    let ids: Vec<ClaimId> = due.iter().map(|decision| office.id_of(&decision.claim.number)).collect();
    let moved = journaled(office, "bella", "claim.next", || billing::bill_next_payer(&office.desk(), &ids).unwrap());
    assert_eq!(moved.claims.len(), 2, "{moved:?}");
    let next: Vec<ClaimId> = moved.claims.iter().map(|claim| claim.claim_id.parse().unwrap()).collect();
    let sent = send(office, &next);
    let decided: Vec<Decision> = sent.iter().map(Decision::secondary).collect();
    for era in eras("T8", &decided) {
        assert_eq!(office.post(&era.text()).outcome, "posted");
    }
    for claim in ids.iter().chain(&next) {
        assert_eq!(balance(&office.claim(*claim)), 0);
    }
}

#[test]
fn a_refused_file_sends_its_claims_back_and_a_late_answer_moves_nothing() {
    let (office, sent) = {
        let office = crate::common::registered("bella", &[Covered::Primary; 3]);
        office.import(CsvKind::Encounters, &encounters(&visits(3)));
        let sent = send(&office, &ids(&office));
        (office, sent)
    };
    let take = |text: String| billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
    let report = take(ta1(&sent[0].interchange, "R"));
    assert_eq!((report.kind, report.moved.len(), report.moved[0].to), ("TA1", 1, "file_rejected"));
    let report = take(ack999(&sent[1..2], &[sent[1].set.as_str()]));
    assert_eq!((report.kind, report.moved.len(), report.moved[0].to), ("999", 1, "file_rejected"));
    assert!(!report.moved[0].reason.is_empty());
    let late = take(ack277(&[(sent[1].clone(), "")]));
    assert!(late.moved.is_empty(), "{late:?}");
    let again = take(ack999(&sent[1..2], &[sent[1].set.as_str()]));
    assert_eq!((again.outcome, again.moved.len()), ("duplicate", 0));
    let third = office.id_of(&sent[2].number);
    assert_eq!(state(&office.claim(third)), "transmitted", "only the claims of the file that is meant move");
    assert_eq!(billing::list_work(&office.desk(), None).unwrap().len(), 2);
}

#[test]
fn an_answer_to_somebody_else_is_told_and_changes_nothing() {
    let (office, sent) = sent("bella", &[Covered::Primary]);
    let before = office.picture();
    let stranger = SentClaim {
        number: "NOBODY1".to_owned(),
        interchange: "000000555".to_owned(),
        reference: "OTHER".to_owned(),
        ..sent[0].clone()
    };
    for text in
        [ta1("000000555", "R"), ack999(std::slice::from_ref(&stranger), &["0001"]), ack277(&[(stranger, "A7:164:IL")])]
    {
        let report = billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
        assert!(report.unmatched > 0 && report.moved.is_empty(), "{report:?}");
        assert_eq!(office.picture(), before);
    }
}
