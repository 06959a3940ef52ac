//! A practice that never was: a store with invented patients, a year of visits, and claims in every state of their life.
//!
//! Purpose: someone who has just installed the program sees it at work within seconds, without a real person's data.
//! Invariants: everything is made through `billing`, as a person would do it, so that no demo record is of a kind that
//! a real practice could not have; the same seed and day give the same records, claims and 837P bytes (keys and sealed
//! bytes differ); no name, number or address is of a real person, payer or provider on purpose: provider numbers are
//! invented with a right check digit, social security numbers lie in ranges that are never given, phones end in
//! 0100 to 0199, mail goes to `example.com`; a build that is cut short leaves no folder behind.
//!
//! ```
//! use billing::Unwatched;
//! use demo::{DemoOptions, build};
//! use values::{Date, Timestamp};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let as_of = Date::new(2026, 6, 30).unwrap();
//! let options = DemoOptions { patients: 2, ..DemoOptions::new(as_of, Timestamp::from_millis(1_782_820_800_000), &Unwatched) };
//! let report = build(&folder.path().join("demo"), options).unwrap();
//! assert_eq!(report.patients, 2);
//! assert_eq!(report.claims_by_state.values().sum::<u64>(), report.claims);
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::float_arithmetic,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod calendar;
mod count;
mod dice;
mod folder;
mod founding;
mod payer;
mod people;
mod practice;
mod remits;
mod sheet;
mod template;
mod users;
mod visits;
mod waiting;
mod year;

use billing::{Result, Watch};
use codes::CodeBook;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
pub use users::{DemoUser, USERS, USERS_FILE};
use values::{Date, Money, Timestamp};

/// What demo to make.
#[derive(Clone, Copy)]
pub struct DemoOptions<'w> {
    /// Patients.
    pub patients: usize,
    /// Visits of each patient, one claim each; 1 to 8 as chance has it when `None`.
    pub claims_per_patient: Option<usize>,
    /// The same seed and day give the same records.
    pub seed: u64,
    /// The day on which the practice stands; its last visit was the day before.
    pub as_of: Date,
    /// The instant by the caller's clock, for locks and waits; everything that is kept takes its time from `as_of`.
    pub now: Timestamp,
    /// Is told how far it is, and may stop it.
    pub watch: &'w dyn Watch,
}

impl<'w> DemoOptions<'w> {
    /// 300 patients of seed 1.
    #[must_use]
    pub fn new(as_of: Date, now: Timestamp, watch: &'w dyn Watch) -> DemoOptions<'w> {
        DemoOptions { patients: 300, claims_per_patient: None, seed: 1, as_of, now, watch }
    }
}

/// What was made (cli.md `demo`).
#[derive(Debug, Clone, Serialize)]
pub struct DemoReport {
    /// The folder of the store.
    pub store: String,
    /// Who may unlock it, with their passphrases.
    pub users: Vec<DemoUser>,
    /// Patients.
    pub patients: u64,
    /// Visits.
    pub encounters: u64,
    /// Claims, those to a next payer among them.
    pub claims: u64,
    /// Claims by the name of their state.
    pub claims_by_state: BTreeMap<&'static str, u64>,
    /// Remittances.
    pub remittances: u64,
    /// Σ charges of the visits.
    pub charge_cents: Money,
    /// Σ payments of the remittances.
    pub payment_cents: Money,
}

/// Makes a demo store in a folder that is absent or empty.
///
/// # Errors
/// `bad_usage` for a folder in use, `cancelled`, or what the machine refuses; then nothing is left of it.
pub fn build(dir: &Path, options: DemoOptions<'_>) -> Result<DemoReport> {
    let fresh = folder::Fresh::claim(dir)?;
    let vault = founding::found(dir, &options)?;
    let codes = CodeBook::shipped();
    let patients: Vec<_> = (0..options.patients).map(|at| people::invent(options.seed, at, options.as_of)).collect();
    let visits = visits::plan(&options, &patients, &codes);
    let story = year::Story { vault: &vault, codes: &codes, options: &options, patients: &patients, visits: &visits };
    year::Year::new(&story).pass()?;
    let report = count::count(&vault, dir, (&options, visits.len()))?;
    users::write_file(dir)?;
    fresh.keep();
    Ok(report)
}
