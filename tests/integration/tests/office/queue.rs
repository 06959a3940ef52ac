//! The claim queue: its tabs, the steps in it, and how far an interchange has come.

use crate::common::{accept, ids, journaled, registered, send, visits};
use billing::{
    BatchStepName, ClaimQueue, CsvKind, QueueFilter, QueueIndex, QueueTab, TextPart, list_queue, look_at_queue,
};
use integration::Office;
use integration::data::{Covered, encounters};
use integration::payer::{ack277, ack999};
use integration::remit::{Decision, Era};
use values::{BatchId, ClaimId};

fn office(claims: usize) -> (Office, Vec<ClaimId>) {
    let office = registered("sven", &vec![Covered::Primary; claims]);
    office.import(CsvKind::Encounters, &encounters(&visits(claims)));
    let ids = ids(&office);
    (office, ids)
}

fn filter(tab: QueueTab) -> QueueFilter {
    QueueFilter { tab, payer: None, text: String::new(), limit: 100 }
}

fn tab(office: &Office, tab: QueueTab) -> ClaimQueue {
    list_queue(&office.desk(), &filter(tab)).unwrap()
}

/// Claims in each tab.
fn counts(office: &Office) -> Vec<usize> {
    tab(office, QueueTab::Ready).tabs.iter().map(|total| total.claims).collect()
}

#[test]
fn a_tab_shows_its_claims_and_counts_all_tabs_whatever_the_filter() {
    let (office, ids) = office(4);
    office.approve(&ids[..1]);
    let ready = journaled(&office, "sven", "claim.queue", || tab(&office, QueueTab::Ready));
    assert_eq!(counts(&office), [3, 0, 1, 0, 0, 0]);
    assert_eq!((ready.total, ready.rows.len()), (3, 3));
    let charges: i64 = ready.rows.iter().map(|row| row.claim.charge_cents.as_open().unwrap().cents()).sum();
    assert_eq!(ready.charge.cents(), charges);
    assert_eq!(ready.tabs[0].charge, ready.charge);
    assert_eq!(ready.payers.iter().map(|payer| payer.claims).sum::<usize>(), 3);
    assert!(ready.rows.iter().all(|row| row.lines.as_open() == Some(&2)));
    assert!(ready.rows.iter().all(|row| !row.scrub.as_open().unwrap().is_fresh));
    let clean = &tab(&office, QueueTab::Approved).rows[0].scrub.as_open().copied().unwrap();
    assert!(clean.is_fresh && clean.stops == 0);

    let first = list_queue(&office.desk(), &QueueFilter { limit: 1, ..filter(QueueTab::Ready) }).unwrap();
    assert_eq!((first.total, first.rows.len(), first.charge), (3, 1, ready.charge));
    let payer = ready.payers[0].payer_id;
    let of_payer = list_queue(&office.desk(), &QueueFilter { payer, ..filter(QueueTab::Ready) }).unwrap();
    assert_eq!(of_payer.total, ready.payers[0].claims);
    assert_eq!(of_payer.payers.len(), ready.payers.len(), "the choice of payers stays");
}

#[test]
fn a_text_finds_claims_by_number_and_by_patient() {
    let (office, _) = office(3);
    let all = tab(&office, QueueTab::Ready);
    let row = &all.rows[1].claim;
    let number = row.patient_control_number.as_open().unwrap().to_lowercase();
    let name = row.patient_name.as_open().unwrap().split(',').next().unwrap().to_lowercase();
    for text in [number, name] {
        let found = list_queue(&office.desk(), &QueueFilter { text, ..filter(QueueTab::Ready) }).unwrap();
        assert!(found.rows.iter().any(|found| found.claim.claim_id == row.claim_id));
        assert!(found.total < all.total);
        assert_eq!(found.tabs, all.tabs);
    }
    let none = list_queue(&office.desk(), &QueueFilter { text: "zzzz".into(), ..filter(QueueTab::Ready) }).unwrap();
    assert_eq!((none.total, none.charge.cents()), (0, 0));
}

#[test]
fn what_a_look_has_read_serves_the_next_one_until_somebody_writes() {
    let (office, ids) = office(4);
    let mut kept: Option<QueueIndex> = None;
    let mut agree = |text: &str| {
        let wanted = QueueFilter { text: text.to_owned(), ..filter(QueueTab::Ready) };
        let looked = look_at_queue(&office.desk(), &wanted, &mut kept).unwrap();
        assert!(kept.is_some(), "nothing else was written");
        let fresh = list_queue(&office.desk(), &wanted).unwrap();
        let of =
            |queue: &ClaimQueue| -> Vec<String> { queue.rows.iter().map(|row| row.claim.claim_id.clone()).collect() };
        assert_eq!((of(&looked), &looked.tabs, looked.charge), (of(&fresh), &fresh.tabs, fresh.charge));
        assert_eq!(looked.payers.len(), fresh.payers.len());
        looked.total
    };
    assert_eq!((agree(""), agree("")), (4, 4));
    office.approve(&ids[..1]);
    assert_eq!(agree(""), 3, "an approved claim has left the tab");
    billing::hold_claims(&office.desk(), &ids[1..2], "waits").unwrap();
    assert_eq!((agree(""), agree("zzzz")), (2, 0));
    office.transmit();
    assert_eq!(agree(""), 2);
}

#[test]
fn totals_of_chosen_claims_name_the_control_numbers_that_come_next() {
    let (office, ids) = office(3);
    office.approve(&ids);
    let totals = billing::total_claims(&office.desk(), &ids).unwrap();
    assert_eq!((totals.claims, totals.lines.as_open()), (3, Some(&6)));
    assert_eq!(totals.charge, tab(&office, QueueTab::Approved).charge);
    let foretold: Vec<String> =
        totals.payers.iter().map(|payer| format!("{:09}", payer.control_number.unwrap())).collect();
    let made: Vec<String> = office.transmit().into_iter().map(|(row, _)| row.control_number).collect();
    assert_eq!(foretold, made);
    assert!(billing::total_claims(&office.desk(), &[ClaimId::new(999_999)]).is_err());
}

#[test]
fn an_approval_is_taken_back_until_the_claim_is_in_an_interchange() {
    let (office, ids) = office(2);
    office.approve(&ids);
    let withdrawn = journaled(&office, "sven", "claim.withdraw", || {
        billing::withdraw_approvals(&office.desk(), &ids[..1]).unwrap()
    });
    assert_eq!((withdrawn.claims[0].state, withdrawn.held.len()), ("ready", 0));
    assert_eq!(counts(&office), [1, 0, 1, 0, 0, 0]);
    office.transmit();
    let late = billing::withdraw_approvals(&office.desk(), &ids).unwrap();
    assert_eq!((late.claims.len(), late.held.len()), (0, 2));
    assert_eq!(counts(&office), [1, 0, 0, 0, 1, 0]);
    billing::approve_claims(&office.desk(), &ids[..1]).unwrap();
    assert_eq!(counts(&office), [0, 0, 1, 0, 1, 0]);
}

#[test]
fn a_held_claim_is_not_approved_until_it_is_released_and_clean() {
    let (office, ids) = office(2);
    office.approve(&ids);
    let held = billing::hold_claims(&office.desk(), &ids[..1], " waits for the referral ").unwrap();
    assert_eq!(held.claims[0].state, "on_hold");
    assert_eq!(tab(&office, QueueTab::OnHold).rows[0].claim.state_reason.as_open().unwrap(), "waits for the referral");
    assert_eq!(billing::approve_claims(&office.desk(), &ids[..1]).unwrap().held.len(), 1);
    assert_eq!(billing::hold_claims(&office.desk(), &ids[..1], "").unwrap().held.len(), 1, "it is held already");
    assert_eq!(billing::release_claims(&office.desk(), &ids).unwrap().claims.len(), 1);
    assert_eq!(billing::approve_claims(&office.desk(), &ids[..1]).unwrap().held.len(), 1, "it must be scrubbed again");
    office.approve(&ids[..1]);
    assert_eq!(counts(&office), [0, 0, 2, 0, 0, 0]);
}

#[test]
fn who_may_not_transmit_sees_no_interchange_and_who_may_not_read_claims_no_queue() {
    let (mut office, ids) = office(1);
    office.approve(&ids);
    office.seat("carl");
    let queue = list_queue(&office.desk(), &filter(QueueTab::Ready)).map(|queue| queue.total);
    assert_eq!(queue.unwrap_err().code, billing::ErrorCode::NotPermitted);
    let batches = billing::recent_batches(&office.desk(), 5).map(|(total, _)| total);
    assert_eq!(batches.unwrap_err().code, billing::ErrorCode::NotPermitted);
    assert_eq!(billing::withdraw_approvals(&office.desk(), &ids).unwrap_err().code, billing::ErrorCode::NotPermitted);
}

#[test]
fn an_interchange_tells_how_far_its_claims_came() {
    let (office, ids) = office(3);
    let sent = send(&office, &ids);
    let steps = |office: &Office| {
        let (_, batches) = billing::recent_batches(&office.desk(), 10).unwrap();
        let sum = |name, of: fn(&billing::BatchStep) -> usize| -> usize {
            batches.iter().flat_map(|batch| &batch.steps).filter(|step| step.name == name).map(of).sum()
        };
        let names = [
            BatchStepName::Made,
            BatchStepName::HandedOver,
            BatchStepName::Acknowledged,
            BatchStepName::Accepted,
            BatchStepName::Adjudicated,
        ];
        names.map(|name| (sum(name, |step| step.passed), sum(name, |step| step.refused)))
    };
    assert_eq!(steps(&office), [(3, 0), (3, 0), (0, 0), (0, 0), (0, 0)]);
    for part in sent.chunk_by(|one, next| one.interchange == next.interchange) {
        let refused = if part[0].interchange == sent[0].interchange { sent[0].number.as_str() } else { "" };
        let answers: Vec<_> =
            part.iter().map(|claim| (claim.clone(), if claim.number == refused { "A7:164:IL" } else { "" })).collect();
        for text in [ack999(part, &[]), ack277(&answers)] {
            let report = billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
            // Only what is refused has a reason.
            assert!(report.moved.iter().all(|moved| moved.reason.is_empty() != moved.to.ends_with("rejected")));
        }
    }
    assert_eq!(steps(&office), [(3, 0), (3, 0), (3, 0), (2, 1), (0, 0)]);
    assert_eq!(tab(&office, QueueTab::Rejected).total, 1);

    // The corrected claim goes in an interchange of its own; what it goes through there says nothing of the first one.
    let rejected = office.id_of(&sent[0].number);
    billing::correct_claims(&office.desk(), &[rejected]).unwrap();
    let again = send(&office, &[rejected]);
    accept(&office, &again);
    assert_eq!(steps(&office), [(4, 0), (4, 0), (4, 0), (3, 1), (0, 0)]);
    let (total, batches) = billing::recent_batches(&office.desk(), 1).unwrap();
    assert_eq!((total > 1, batches.len(), batches[0].row.claims), (true, 1, 1));
    office.post(&Era::new("T1", vec![Decision::paid(&again[0])]).text());
    let newest = BatchId::parse(&batches[0].row.batch_id).unwrap();
    let progress = billing::batch_progress(&office.desk(), newest).unwrap();
    assert_eq!(progress.steps[4].passed, 1);
    assert!(progress.steps[4].at.is_some() && progress.rejected == 0);
}

#[test]
fn an_interchange_is_read_as_text_with_its_loops() {
    let (office, ids) = office(3);
    office.approve(&ids);
    let (row, bytes) = office.transmit().remove(0);
    let id = BatchId::parse(&row.batch_id).unwrap();
    let whole = TextPart { from: 0, limit: 10_000, claim: None };
    let text =
        journaled(&office, "sven", "batch.read", || billing::read_interchange(&office.desk(), id, whole).unwrap());
    assert_eq!((text.total, text.from), (text.segments.len(), 0));
    assert!(text.segments[0].text.starts_with("ISA*") && text.segments.last().unwrap().text.starts_with("IEA*"));
    let joined: String = text.segments.iter().map(|segment| format!("{}~\n", segment.text)).collect();
    assert_eq!(joined.as_bytes(), bytes, "nothing is left out or changed");
    let loops: Vec<&str> =
        text.segments.iter().map(|segment| segment.loop_name).filter(|name| !name.is_empty()).collect();
    assert!(loops.starts_with(&["1000A", "1000B", "2000A", "2010AA"]), "{loops:?}");
    for name in ["2000B", "2010BA", "2010BB", "2300", "2310B", "2400"] {
        assert!(loops.contains(&name), "{name} in {loops:?}");
    }
    let claim = office.id_of(&integration::payer::read(&bytes)[0].number);
    let part = TextPart { from: 0, limit: 2, claim: Some(claim) };
    let at = billing::read_interchange(&office.desk(), id, part).unwrap();
    assert_eq!((at.segments.len(), at.segments[0].loop_name), (2, "2300"));
    let beyond = TextPart { from: usize::MAX, limit: 2, claim: None };
    assert!(billing::read_interchange(&office.desk(), id, beyond).unwrap().segments.is_empty());
}
