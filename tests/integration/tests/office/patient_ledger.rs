//! A patient's ledger says what the books say, line by line, whatever happened to the claim.

use crate::common::{accept, send, sent};
use billing::{EntryKind, FallsTo, PatientLedger, Standing, patient_ledger};
use integration::Office;
use integration::data::Covered;
use integration::payer::SentClaim;
use integration::remit::{Decision, Era};
use records::Field;
use values::{Class, Money, PatientId};

fn patient() -> PatientId {
    PatientId::new(1)
}

fn one(covered: Covered) -> (Office, SentClaim) {
    let (office, mut claims) = sent("sven", &[covered]);
    (office, claims.remove(0))
}

/// The ledger, which must add up: each line's entries lead to its balance, the lines to the sums, the sums to the claims.
fn added_up(office: &Office) -> PatientLedger {
    let ledger = patient_ledger(&office.desk(), patient()).unwrap();
    let sum = |amount: fn(&billing::LedgerGroup) -> Money| ledger.groups.iter().map(amount).sum::<Money>();
    assert_eq!(
        ledger.totals,
        [sum(|line| line.charge), sum(|line| line.paid), sum(|line| line.adjusted), sum(|line| line.balance)]
    );
    for line in &ledger.groups {
        assert_eq!(line.charge + line.paid + line.adjusted, line.balance, "{line:#?}");
        assert_eq!(line.entries.last().map_or(line.balance, |entry| entry.balance), line.balance, "{line:#?}");
    }
    let claims: i64 = office.claims().iter().map(integration::office::balance).sum();
    assert_eq!(ledger.totals[3].cents(), claims);
    let owed: Money = ledger.owed.iter().map(|owed| owed.amount).sum();
    assert_eq!(owed - ledger.credit, ledger.totals[3]);
    ledger
}

#[test]
fn a_sent_claim_is_in_adjudication_with_nothing_but_its_charges() {
    let (office, claim) = one(Covered::Primary);
    let ledger = added_up(&office);
    assert_eq!(ledger.totals[0].cents(), claim.charge);
    assert!(ledger.groups.iter().all(|line| line.standing == Standing::InAdjudication && line.entries.is_empty()));
    let Field::Open(words) = &ledger.groups[0].words else { panic!("{:?}", ledger.groups[0]) };
    assert!(words.procedure.starts_with("99213"), "{words:?}");
    assert!(words.detail.contains("M54"), "{words:?}");
}

#[test]
fn a_paid_claim_tells_payment_reason_and_the_patients_share() {
    let (office, claim) = one(Covered::Primary);
    office.post(&Era::new("T1", vec![Decision::paid(&claim)]).text());
    let ledger = added_up(&office);
    let entries: Vec<_> = ledger.groups.iter().flat_map(|line| &line.entries).collect();
    let of = |kind: EntryKind| entries.iter().filter(|entry| entry.kind == kind).collect::<Vec<_>>();
    let payment = of(EntryKind::PayerPayment);
    assert!(!payment.is_empty() && payment.iter().all(|entry| entry.trace.as_deref() == Some("T1")));
    let contractual = of(EntryKind::Contractual);
    assert!(contractual.iter().all(|entry| entry.reasons == ["CO-45"] && entry.falls_to == FallsTo::Practice));
    let share = of(EntryKind::ToPatient);
    assert!(share.iter().any(|entry| entry.reasons[0].starts_with("PR-") && entry.moved.is_some()), "{share:?}");
    assert!(ledger.groups.iter().any(|line| line.standing == Standing::PatientShareDue));
    assert_eq!(ledger.owed.last().unwrap().payer, None);
}

#[test]
fn a_denied_claim_stays_open_with_its_reason() {
    let (office, claim) = one(Covered::Primary);
    office.post(&Era::new("T1", vec![Decision::denied(&claim, "CO", "197")]).text());
    let ledger = added_up(&office);
    assert!(ledger.groups.iter().all(|line| line.standing == Standing::Denied));
    assert!(ledger.groups.iter().flat_map(|line| &line.entries).any(|entry| entry.reasons == ["CO-197"]));
    assert!(ledger.owed.iter().all(|owed| owed.is_denied && owed.payer.is_some()));
}

#[test]
fn an_undone_remittance_shows_both_ways_and_leaves_the_charge() {
    let (office, claim) = one(Covered::Primary);
    let posted = office.post(&Era::new("T1", vec![Decision::paid(&claim)]).text());
    let id = posted.remittances[0].remittance_id.as_deref().unwrap().parse().unwrap();
    billing::undo_remittance(&office.desk(), id).unwrap();
    let ledger = added_up(&office);
    assert_eq!(ledger.totals[3].cents(), claim.charge);
    assert!(ledger.groups.iter().flat_map(|line| &line.entries).any(|entry| entry.is_reversal));
}

#[test]
fn a_payment_that_the_payer_takes_back_is_told_as_taken_back() {
    let (office, claim) = one(Covered::Primary);
    let first = Decision::paid(&claim);
    office.post(&Era::new("T1", vec![first.clone()]).text());
    office.post(&Era::new("T2", vec![first.reversed(), first.lowered(200)]).text());
    let ledger = added_up(&office);
    let payments = |entry: &&billing::LedgerEntry| entry.kind == EntryKind::PayerPayment;
    for entry in ledger.groups.iter().flat_map(|line| &line.entries).filter(payments) {
        let is_taken_back = entry.paid.unwrap() > Money::ZERO;
        assert_eq!(entry.is_reversal, is_taken_back, "{entry:?}");
        assert!(!is_taken_back || entry.trace.as_deref() == Some("T2"), "{entry:?}");
    }
    assert!(ledger.groups.iter().flat_map(|line| &line.entries).any(|entry| entry.is_reversal));
}

#[test]
fn what_goes_to_the_next_payer_stays_one_line() {
    let (office, claim) = one(Covered::Both);
    office.post(&Era::new("T1", vec![Decision::paid(&claim)]).text());
    let before = added_up(&office).groups.len();
    let first = office.id_of(&claim.number);
    let next = billing::bill_next_payer(&office.desk(), &[first]).unwrap();
    assert_eq!(next.claims.len(), 1, "{next:?}");
    let ledger = added_up(&office);
    assert_eq!(ledger.groups.len(), before, "{:#?}", ledger.groups);
    assert!(ledger.groups.iter().flat_map(|line| &line.entries).any(|entry| entry.kind == EntryKind::ToNextPayer));
    let second = office.claims().iter().map(integration::office::id).find(|id| *id != first).unwrap();
    accept(&office, &send(&office, &[second]));
    assert!(ledger.groups.iter().any(|line| line.claim == second));
}

#[test]
fn the_front_desk_sees_money_without_the_visit_and_a_coder_no_money() {
    let (mut office, _) = one(Covered::Primary);
    office.seat("fred");
    let ledger = patient_ledger(&office.desk(), patient()).unwrap();
    assert!(ledger.groups.iter().all(|line| line.words == Field::Sealed(Class::Clinical)));
    office.seat("carl");
    let refused = patient_ledger(&office.desk(), patient()).unwrap_err();
    assert_eq!(refused.code, billing::ErrorCode::NotPermitted);
}
