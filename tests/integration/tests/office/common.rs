//! How far a test goes before its own story begins.

use billing::CsvKind;
use integration::data::{Covered, Visit, account, coverages, encounters, patients};
use integration::payer::{SentClaim, ack277, ack999, read};
use integration::remit::{Decision, Era};
use integration::{Office, office};
use values::ClaimId;

/// Patients 1 to n and their policies.
pub fn registered(user: &str, covered: &[Covered]) -> Office {
    let office = Office::new(user);
    office.import(CsvKind::Patients, &patients(covered.len()));
    office.import(CsvKind::Coverages, &coverages(covered));
    office
}

/// The lines of an ordinary visit.
pub const VISIT: [(&str, &str, i64); 2] = [("99213", "25", 12_501), ("20610", "RT", 11_800)];

/// One visit of each patient, the n-th n + 9 days back.
pub fn visits(n: usize) -> Vec<Visit> {
    let visit = |n: usize| {
        let mut visit =
            Visit::new(&format!("E{n:03}"), &account(n), i32::try_from(n).unwrap() + 9, "M5450;I10", &VISIT);
        // Every claim has a charge of its own, so that it is known by it.
        visit.lines[0].2 += i64::try_from(n).unwrap() * 100;
        visit
    };
    (1..=n).map(visit).collect()
}

/// The claims of the list, oldest first.
pub fn ids(office: &Office) -> Vec<ClaimId> {
    office.claims().iter().map(office::id).collect()
}

/// Scrubs, approves, sends; what the payers read.
pub fn send(office: &Office, ids: &[ClaimId]) -> Vec<SentClaim> {
    send_with(office, ids, true)
}

/// The same; a claim of another system may be scrubbed with less than our own, so that its file is only read.
pub fn send_with(office: &Office, ids: &[ClaimId], is_ours: bool) -> Vec<SentClaim> {
    office.approve(ids);
    let mut sent = Vec::new();
    for (row, bytes) in office.transmit() {
        let report = x12::check(&bytes);
        assert!(!is_ours || report.outcome == x12::Outcome::Valid, "{:?}", report.findings);
        assert_eq!(row.sha256, billing::sha256_hex(&bytes));
        let claims = read(&bytes);
        assert_eq!((row.claims, row.charge_cents.cents()), (claims.len(), claims.iter().map(|it| it.charge).sum()));
        sent.extend(claims);
    }
    sent
}

/// Claims with the payers, all accepted: as many as patients.
pub fn sent(user: &str, covered: &[Covered]) -> (Office, Vec<SentClaim>) {
    let office = registered(user, covered);
    office.import(CsvKind::Encounters, &encounters(&visits(covered.len())));
    let sent = send(&office, &ids(&office));
    accept(&office, &sent);
    (office, sent)
}

/// 999 and 277CA that accept every claim.
pub fn accept(office: &Office, sent: &[SentClaim]) {
    for part in sent.chunk_by(|one, next| one.interchange == next.interchange) {
        let taken: Vec<_> = part.iter().map(|claim| (claim.clone(), "")).collect();
        for text in [ack999(part, &[]), ack277(&taken)] {
            let report = billing::import_acknowledgment(&office.desk(), text.as_bytes()).unwrap();
            assert_eq!((report.outcome, report.unmatched), ("imported", 0), "{:?}", report.findings);
        }
    }
}

/// Runs a step and proves that it left an entry of this person.
pub fn journaled<T>(office: &Office, actor: &str, action: &str, step: impl FnOnce() -> T) -> T {
    let before = office.entries();
    let done = step();
    let new = office.entries_after(before);
    assert!(new.iter().any(|(by, what)| by == actor && what == action), "{action} by {actor}: {new:?}");
    done
}

/// One remittance for each payer of the decisions.
pub fn eras(trace: &str, decisions: &[Decision]) -> Vec<Era> {
    let mut payers: Vec<&str> = decisions.iter().map(|decision| decision.claim.payer.0.as_str()).collect();
    payers.sort_unstable();
    payers.dedup();
    let of = |payer: &&str| {
        let mine = decisions.iter().filter(|decision| decision.claim.payer.0 == **payer).cloned().collect();
        Era::new(&format!("{trace}-{payer}"), mine)
    };
    payers.iter().map(of).collect()
}
