//! A small real store for the shell's own tests.

use crate::arguments::Arguments;
use crate::session::Session;
use billing::{CsvKind, CsvOptions, Desk};
use codes::CodeBook;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use values::{Role, Timestamp};
use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, UnlockOptions, Vault};

/// The passphrase of everybody in it.
pub const PASSPHRASE: &str = "quiet lantern orbit maple seven";
const NOW: u64 = 1_785_240_000_000;

const PRACTICE: &str = r#"{"name": "Fernhill Family Medicine", "npi": "1234567893", "tin": "123456789", "taxonomy": "207Q00000X",
    "address": {"line1": "1 Main St", "city": "Fernhill", "state": "OR", "zip": "97000"}, "phone": "5550100100",
    "contact_name": "Dana Sorli", "submitter_id": "FERN", "receiver": {"name": "CLEARING", "id": "CLR"}, "usage": "T",
    "timezone": "America/Los_Angeles", "payers": [{"name": "Ridgeway Senior", "payer_id": "RSA01", "claim_filing_indicator": "CI",
    "timely_filing_days": 95}]}"#;
const PATIENTS: &[u8] = b"account_number,last_name,first_name,middle_name,birth_date,sex,line1,city,state,zip,phone\n\
    004817,Smith-Jones,Mary,Ann,1945-07-14,F,12 Elm St,Fernhill,OR,97000,5550100142\n\
    004818,Okonjo,Blessing,,1980-01-02,F,14 Elm St,Fernhill,OR,97000,5550100143\n";
const COVERAGES: &[u8] =
    b"account_number,sequence,payer_id,member_id,group_number,subscriber_relationship,effective_on,ends_on\n\
    004817,P,RSA01,RSA4471009306,,18,2026-02-01,\n";

/// A store with two patients and one user for each role, whose name is the role's.
pub struct Store {
    folder: TempDir,
}

impl Store {
    /// Makes it.
    pub fn make() -> Store {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new(PASSPHRASE);
        let person = |name| NewPerson { name, passphrase: &passphrase };
        let new = NewPractice {
            practice_name: "Fernhill Family Medicine",
            administrator: person("administrator"),
            supervisor: person("supervisor"),
            kdf: KdfSetting::Floor,
            single_person: false,
        };
        let options = UnlockOptions { runs: records::RUNS, ..UnlockOptions::new(vault::Timestamp(NOW)) };
        let vault = Vault::create(&folder.path().join("practice"), new, &options).unwrap().vault;
        let now = Timestamp::from_millis(NOW);
        billing::found_practice(&vault, billing::check_practice(PRACTICE.as_bytes(), "UTC").unwrap(), now).unwrap();
        let codes = CodeBook::shipped();
        let desk = Desk::open(&vault, &codes, now).unwrap();
        for role in [Role::Biller, Role::Coder] {
            billing::add_user(&desk, (role.name(), role, &passphrase), None).unwrap();
        }
        for (kind, csv) in [(CsvKind::Patients, PATIENTS), (CsvKind::Coverages, COVERAGES)] {
            billing::import_csv(&desk, kind, csv, CsvOptions { update: false, skip_bad: false }).unwrap();
        }
        Store { folder }
    }

    /// Its folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    /// A locked session over it.
    pub fn session(&self) -> Session {
        Session::new(Arguments { store: self.path(), idle_lock: Some(Duration::from_secs(300)) })
    }
}
