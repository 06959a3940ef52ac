//! Demo stores as whoever opens them finds them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test"
)]

use billing::{
    BillingError, ClaimFilter, ClaimRow, Desk, ErrorCode, ExceptionView, Progress, Unwatched, Watch, export_claims,
    list_claims, list_remittances, list_work, report_aging, report_ledger, show_remittance, verify_store,
};
use codes::CodeBook;
use demo::{DemoOptions, DemoReport, USERS, USERS_FILE, build};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use values::{ClaimId, Date, Money, RemittanceId, Role, Timestamp};
use vault::{Passphrase, UnlockOptions, Vault};

// 2026-06-30, noon in the practice.
const NOW: u64 = 1_782_842_400_000;

fn as_of() -> Date {
    Date::new(2026, 6, 30).unwrap()
}

fn options(patients: usize) -> DemoOptions<'static> {
    DemoOptions { patients, ..DemoOptions::new(as_of(), Timestamp::from_millis(NOW), &Unwatched) }
}

fn unlock(dir: &Path, role: Role) -> Vault {
    let user = USERS.iter().find(|user| user.role == role).unwrap();
    let options = UnlockOptions { runs: records::RUNS, ..UnlockOptions::new(vault::Timestamp(NOW)) };
    Vault::unlock(dir, user.name, &Passphrase::new(user.passphrase), &options).unwrap()
}

struct Opened {
    vault: Vault,
    codes: CodeBook,
}

impl Opened {
    fn of(dir: &Path, role: Role) -> Opened {
        Opened { vault: unlock(dir, role), codes: CodeBook::shipped() }
    }

    fn desk(&self) -> Desk<'_> {
        Desk::open(&self.vault, &self.codes, Timestamp::from_millis(NOW)).unwrap()
    }
}

fn claims(desk: &Desk<'_>) -> Vec<ClaimRow> {
    list_claims(desk, &ClaimFilter::default()).unwrap().1
}

fn cents(field: &records::Field<Money>) -> i64 {
    field.as_open().unwrap().cents()
}

fn states(rows: &[ClaimRow]) -> BTreeMap<&'static str, u64> {
    let mut states = BTreeMap::new();
    for row in rows {
        *states.entry(*row.state.as_open().unwrap()).or_default() += 1;
    }
    states
}

fn exceptions(desk: &Desk<'_>) -> Vec<ExceptionView> {
    let ids = list_remittances(desk).unwrap().into_iter().map(|row| RemittanceId::parse(&row.remittance_id).unwrap());
    ids.flat_map(|id| show_remittance(desk, id).unwrap().view.exceptions).collect()
}

#[test]
fn a_small_demo_is_whole_and_its_money_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let report: DemoReport = build(&dir, options(12)).unwrap();
    assert_eq!((report.patients, report.users.len()), (12, 6));
    assert_eq!(report.claims_by_state.values().sum::<u64>(), report.claims);
    assert!(report.claims >= report.encounters && report.encounters >= 12);

    let biller = Opened::of(&dir, Role::Biller);
    let desk = biller.desk();
    assert!(desk.practice().is_demo);
    assert_eq!(desk.practice().usage, records::Usage::Test);
    let rows = claims(&desk);
    assert_eq!(rows.len() as u64, report.claims);
    assert_eq!(states(&rows), report.claims_by_state);
    assert!(report.claims_by_state["needs_correction"] > 0, "{:?}", report.claims_by_state);
    assert!(rows.iter().all(|row| *row.age_days.as_open().unwrap() > 0));

    let ledger = report_ledger(&desk, None, None).unwrap();
    assert!(ledger.balanced);
    let aging = report_aging(&desk, None, None).unwrap();
    let open: i64 = rows.iter().map(|row| cents(&row.balance_cents)).sum();
    let aged = (aging.insurance_cents + aging.patient_cents).cents();
    assert_eq!(aged - aging.credit_cents.cents(), open);
    let paid: Money = list_remittances(&desk).unwrap().iter().map(|row| row.payment_cents).sum();
    assert_eq!(paid, report.payment_cents);
    drop(biller);

    let supervisor = Opened::of(&dir, Role::Supervisor);
    let proof = verify_store(&supervisor.desk()).unwrap();
    assert!(proof.ok, "{:?}", proof.problems);
}

#[test]
fn each_user_unlocks_with_the_passphrase_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    build(&dir, options(1)).unwrap();
    let file = dir.join(USERS_FILE);
    let users: Vec<BTreeMap<String, String>> = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(users.len(), USERS.len());
    for user in users {
        let options = UnlockOptions::new(vault::Timestamp(NOW));
        let vault = Vault::unlock(&dir, &user["name"], &Passphrase::new(&user["passphrase"]), &options).unwrap();
        assert_eq!(vault.role().name(), user["role"]);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let refusal = build(&dir, options(1)).unwrap_err();
    assert_eq!(refusal.code, ErrorCode::BadUsage);
    assert!(file.exists(), "what is there stays");
}

#[test]
fn the_same_seed_and_day_make_the_same_claims_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, seed: u64| {
        let dir = folder.path().join(name);
        let report = build(&dir, DemoOptions { seed, claims_per_patient: Some(4), ..options(6) }).unwrap();
        let biller = Opened::of(&dir, Role::Biller);
        let desk = biller.desk();
        let rows = claims(&desk);
        let ids: Vec<ClaimId> = rows.iter().map(|row| ClaimId::parse(&row.claim_id).unwrap()).collect();
        let bytes = export_claims(&desk, &ids).unwrap().0;
        (report.encounters, serde_json::to_string(&rows).unwrap(), bytes)
    };
    let first = made("first", 1);
    assert_eq!(first.0, 24);
    assert_eq!(first, made("again", 1));
    assert_ne!(first, made("other", 2));
}

// The states that a claim can come to without an appeal, a write-off or a void, which have no function yet.
const STATES: [&str; 18] = [
    "draft",
    "needs_correction",
    "scrubbed",
    "approved",
    "transmitted",
    "file_rejected",
    "file_accepted",
    "clearinghouse_rejected",
    "clearinghouse_accepted",
    "payer_rejected",
    "payer_accepted",
    "paid",
    "partially_paid",
    "patient_responsibility",
    "denied",
    "forwarded_crossover",
    "reversed",
    "next_payer",
];

#[test]
fn a_larger_demo_has_claims_in_every_state_and_no_surprise_in_its_remittances() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let report = build(&dir, options(130)).unwrap();
    for state in STATES {
        assert!(report.claims_by_state.contains_key(state), "{state}: {:?}", report.claims_by_state);
    }
    let biller = Opened::of(&dir, Role::Biller);
    let desk = biller.desk();
    let rows = claims(&desk);
    let replaced = rows.iter().filter(|row| *row.frequency.as_open().unwrap() == "7");
    assert!(replaced.clone().any(|row| cents(&row.paid_cents) > 0), "a corrected claim is paid");
    let second = rows.iter().filter(|row| *row.sequence.as_open().unwrap() == "S");
    assert!(second.clone().any(|row| cents(&row.paid_cents) > 0), "a next payer pays");
    assert!(report_ledger(&desk, None, None).unwrap().balanced);
    assert!(!list_work(&desk, None).unwrap().is_empty());

    let told = exceptions(&desk);
    let kinds: BTreeMap<&str, usize> = told.iter().fold(BTreeMap::new(), |mut kinds, exception| {
        *kinds.entry(exception.kind.as_str()).or_default() += 1;
        kinds
    });
    assert_eq!(kinds.get("unmatched_claim"), Some(&1), "{kinds:?}");
    let expected = ["unmatched_claim", "interest_or_penalty"];
    assert!(kinds.keys().all(|kind| expected.contains(kind)), "{kinds:?}");
}

struct Impatient {
    steps: Mutex<u64>,
    after: u64,
}

impl Watch for Impatient {
    fn progress(&self, _: &str, progress: Progress) {
        assert!(progress.done <= progress.total);
        *self.steps.lock().unwrap() += 1;
    }

    fn is_cancelled(&self) -> bool {
        *self.steps.lock().unwrap() >= self.after
    }
}

#[test]
fn a_demo_that_is_stopped_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    for after in [1, 6] {
        let watch = Impatient { steps: Mutex::new(0), after };
        let stopped = DemoOptions { patients: 4, ..DemoOptions::new(as_of(), Timestamp::from_millis(NOW), &watch) };
        let error: BillingError = build(&dir, stopped).unwrap_err();
        assert_eq!(error.code, ErrorCode::Cancelled);
        assert!(!dir.exists());
    }
}
