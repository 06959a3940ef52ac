//! How many claims of an 835 are posted durably in a second, and in how much memory?
//!
//! Each part runs in a process of its own, so that its peak of memory is its own.

use billing::{Desk, check_practice, found_practice, import_claims, import_remittance};
use claimkeep_bench::generate::{Plan, Totals};
use claimkeep_bench::practice::{self, NOW, PRACTICE_FILE};
use claimkeep_bench::results::{self, Row};
use codes::CodeBook;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use values::Timestamp;
use vault::Vault;

const NAME: &str = "post_835";
const CLAIMS: u64 = 10_000;
const PART: &str = "CLAIMKEEP_BENCH_PART";
const MEMORY_BAR_MB: f64 = 400.0;

/// What a part says of itself: seconds of the work, peak of memory in MB.
struct Measured {
    seconds: f64,
    peak_mb: f64,
}

fn at_desk<T>(vault: &Vault, act: impl FnOnce(&Desk<'_>) -> T) -> (T, f64) {
    let codes = CodeBook::shipped();
    let desk = Desk::open(vault, &codes, Timestamp::from_millis(NOW)).expect("the supervisor sits down");
    let started = Instant::now();
    let done = act(&desk);
    (done, started.elapsed().as_secs_f64())
}

fn claims_in(folder: &Path) -> (String, f64) {
    let vault = practice::create(&folder.join("store"), records::RUNS);
    let checked = check_practice(PRACTICE_FILE.as_bytes(), "UTC").expect("the practice file is right");
    found_practice(&vault, checked, Timestamp::from_millis(NOW)).expect("the practice is founded");
    let bytes = std::fs::read(folder.join("claims.837")).expect("the claims were written");
    let (report, seconds) = at_desk(&vault, |desk| import_claims(desk, &bytes).expect("the claims are imported"));
    (format!("{} {} {}", report.claims, report.service_lines, report.charge_cents.cents()), seconds)
}

fn remittance_in(folder: &Path) -> (String, f64) {
    let vault = practice::unlock(&folder.join("store"), records::RUNS);
    let bytes = std::fs::read(folder.join("era.835")).expect("the remittance was written");
    let (report, seconds) =
        at_desk(&vault, |desk| import_remittance(desk, &bytes, false).expect("the remittance is posted"));
    assert_eq!(report.outcome, "posted", "{:?}", report.findings.first());
    let matched: u64 = report.remittances.iter().map(|view| view.matched).sum();
    (format!("{} {} {matched}", report.totals.claims, report.totals.paid_cents.cents()), seconds)
}

fn checked(folder: &Path) -> (String, f64) {
    let vault = practice::unlock(&folder.join("store"), records::RUNS);
    let started = Instant::now();
    let report = vault.verify().expect("the store can be verified");
    (report.ok().to_string(), started.elapsed().as_secs_f64())
}

/// The part that this process was started for.
fn part(name: &str, folder: &Path) {
    let (said, seconds) = match name {
        "claims" => claims_in(folder),
        "remittance" => remittance_in(folder),
        _ => checked(folder),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    println!("{said}\n{seconds}\n{}", peak.trim().trim_end_matches(" kB"));
}

fn run(name: &str, folder: &Path, expected: &str) -> Measured {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new(program).env(PART, name).arg(folder).output().expect("this program starts again");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(expected), "{name}: the totals are those of the file");
    let mut number = || lines.next().and_then(|line| line.parse::<f64>().ok()).expect("a part tells two numbers");
    Measured { seconds: number(), peak_mb: number() * 1024.0 / 1e6 }
}

fn main() {
    if let Ok(name) = std::env::var(PART) {
        let folder = std::env::args_os().nth(1).expect("the folder is given");
        return part(&name, Path::new(&folder));
    }
    if !results::is_asked(NAME) {
        return;
    }
    // Beside the build, which is on a disk; the usual temporary folder may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder can be made");
    let plan = Plan::new(CLAIMS);
    let (claims, era) = (plan.claims_837p(), plan.remittance_835());
    std::fs::write(folder.path().join("claims.837"), &claims.text).expect("the claims are written");
    std::fs::write(folder.path().join("era.835"), &era.text).expect("the remittance is written");
    let Totals { claims: sent, lines, charge_cents, .. } = claims.totals;
    let imported = run("claims", folder.path(), &format!("{sent} {lines} {charge_cents}"));
    let Totals { claims: paid, paid_cents, .. } = era.totals;
    let posted = run("remittance", folder.path(), &format!("{paid} {paid_cents} {paid}"));
    let verified = run("verify", folder.path(), "true");
    let per_second = |count: u64, seconds: f64| format!("{:.0} claims/s ({seconds:.2} s)", count as f64 / seconds);
    let memory = |what: &str, peak: f64| {
        Row::judged(what, format!("{peak:.0} MB"), format!("< {MEMORY_BAR_MB:.0} MB"), peak < MEMORY_BAR_MB)
    };
    let rows = [
        Row::told("837P imported durably", per_second(sent, imported.seconds)),
        memory("peak memory of it", imported.peak_mb),
        Row::told("835 posted durably", per_second(paid, posted.seconds)),
        memory("peak memory of it, unlock and replay included", posted.peak_mb),
        Row::told("the store verified in whole", format!("{:.2} s, peak {:.0} MB", verified.seconds, verified.peak_mb)),
    ];
    results::publish(&format!("Posting an 835 of {paid} claim payments on a store of {sent} claims"), &rows);
}
