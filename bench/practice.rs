//! A practice in a folder on the disk.

use std::path::Path;
use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, RunSpec, Timestamp, UnlockOptions, Vault};

/// An instant in January 2026, in milliseconds.
pub const NOW: u64 = 1_767_344_400_000;
const SUPERVISOR: &str = "maple quartz ladder nine";

/// The practice file of `init`.
pub const PRACTICE_FILE: &str = r#"{"name":"EXAMPLE FAMILY CLINIC","npi":"1234567893","tin":"841234567",
"taxonomy":"207Q00000X","address":{"line1":"2 CLINIC RD","line2":"","city":"DENVER","state":"CO","zip":"802021234","country":""},
"phone":"3035550100","contact_name":"BILLING OFFICE","submitter_id":"CLINICID",
"receiver":{"name":"EXAMPLE CLEARINGHOUSE","id":"CLEARINGHOUSE"},"usage":"T","timezone":"UTC",
"providers":[{"npi":"1500000017","last_name":"EXAMPLE","first_name":"PAT","taxonomy":"207Q00000X"}],
"payers":[{"name":"EXAMPLE HEALTH PLAN","payer_id":"98765","claim_filing_indicator":"CI"}]}"#;

fn options(runs: &'static [RunSpec]) -> UnlockOptions<'static> {
    UnlockOptions { runs, ..UnlockOptions::new(Timestamp(NOW)) }
}

/// Makes a store with these search runs and unlocks it as its supervisor.
///
/// # Panics
/// When the store cannot be made: a benchmark cannot go on then.
#[must_use]
pub fn create(folder: &Path, runs: &'static [RunSpec]) -> Vault {
    let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new(SUPERVISOR));
    let new = NewPractice {
        practice_name: "Example Practice",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    Vault::create(folder, new, &options(runs)).expect("a store can be made in a new folder").vault
}

/// Unlocks the store of [`create`] as its supervisor.
///
/// # Panics
/// When it cannot be unlocked.
#[must_use]
pub fn unlock(folder: &Path, runs: &'static [RunSpec]) -> Vault {
    Vault::unlock(folder, "sven", &Passphrase::new(SUPERVISOR), &options(runs))
        .expect("the store opens for its supervisor")
}
