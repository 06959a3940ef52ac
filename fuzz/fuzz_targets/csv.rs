//! CSV from other programs through every importer of a real store: findings or a refusal in words, never a change.
#![no_main]

use billing::{CsvKind, CsvOptions, Desk, check_practice, found_practice, import_csv};
use claimkeep_fuzz::SUPERVISOR;
use codes::CodeBook;
use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;
use std::sync::LazyLock;
use values::Timestamp;
use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, UnlockOptions, Vault};

const NOW: u64 = 1_767_344_400_000;
const PRACTICE: &str = r#"{"name":"EXAMPLE FAMILY CLINIC","npi":"1234567893","tin":"841234567","taxonomy":"207Q00000X",
"address":{"line1":"2 CLINIC RD","line2":"","city":"DENVER","state":"CO","zip":"802021234","country":""},
"phone":"3035550100","contact_name":"BILLING","submitter_id":"CLINICID","receiver":{"name":"CLEARINGHOUSE","id":"CLEARINGHOUSE"},
"usage":"T","timezone":"UTC","payers":[{"name":"EXAMPLE HEALTH PLAN","payer_id":"98765","claim_filing_indicator":"CI"}]}"#;

/// Each kind with a header that has every column.
const HEADERS: [(CsvKind, &str); 6] = [
    (
        CsvKind::Patients,
        "account_number,last_name,first_name,birth_date,sex,middle_name,line1,line2,city,state,zip,phone,email,ssn",
    ),
    (
        CsvKind::Coverages,
        "account_number,sequence,payer_id,member_id,group_number,plan_name,subscriber_relationship,subscriber_last_name,subscriber_first_name,subscriber_birth_date,subscriber_sex,effective_on,ends_on",
    ),
    (CsvKind::Payers, "name,payer_id,claim_filing_indicator,timely_filing_days,appeal_days,line1,line2,city,state,zip"),
    (CsvKind::Providers, "npi,last_name,first_name,taxonomy"),
    (CsvKind::Fees, "code,modifier,charge,charge_cents,payer_id,allowed,allowed_cents,effective_on,ends_on"),
    (
        CsvKind::Encounters,
        "encounter_number,account_number,date_of_service,rendering_npi,place_of_service,diagnoses,procedure_code,line,modifiers,units,pointers,charge,note,billing_npi,referring_npi,ordering_npi,supervising_npi,facility_npi,prior_authorization,referral_number,ndc,ndc_unit,ndc_quantity,unit_type,accident_type,accident_date,accident_state,onset_date,patient_paid",
    ),
];

fn folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let parent = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = parent.join("claimkeep-fuzz-csv");
    // What an earlier run left.
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

static CODES: LazyLock<CodeBook> = LazyLock::new(CodeBook::shipped);
static VAULT: LazyLock<Vault> = LazyLock::new(|| {
    let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new(SUPERVISOR));
    let new = NewPractice {
        practice_name: "Example Practice",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    let options = UnlockOptions { runs: records::RUNS, ..UnlockOptions::new(vault::Timestamp(NOW)) };
    let vault = Vault::create(&folder(), new, &options).expect("a store is made").vault;
    let checked = check_practice(PRACTICE.as_bytes(), "UTC").expect("the practice file is right");
    found_practice(&vault, checked, Timestamp::from_millis(NOW)).expect("the practice is founded");
    let desk = Desk::open(&vault, &CODES, Timestamp::from_millis(NOW)).expect("the supervisor sits down");
    let patient = format!("{}\nA1,HOLT,ADA,1980-02-03,F,,1 MAIN ST,,DENVER,CO,80202,,,\n", HEADERS[0].1);
    import_csv(&desk, CsvKind::Patients, patient.as_bytes(), CsvOptions::default()).expect("a patient is taken");
    vault
});

fuzz_target!(
    // Stretching passphrases is no input's time.
    init: {
        LazyLock::force(&VAULT);
    },
    |bytes: &[u8]| {
        let Some((first, rest)) = bytes.split_first() else { return };
        let (kind, header) = HEADERS[usize::from(first & 7) % HEADERS.len()];
        let options = CsvOptions { update: first & 8 != 0, skip_bad: false };
        // The last row is bad, so that nothing is stored and every input meets the same store.
        let file = if first & 16 == 0 {
            [header.as_bytes(), b"\n", rest, b"\n", &vec![b','; header.matches(',').count()], b"\n"].concat()
        } else {
            [rest, b"\nx\n"].concat()
        };
        let desk = Desk::open(&VAULT, &CODES, Timestamp::from_millis(NOW)).expect("the supervisor sits down");
        if let Err(error) = import_csv(&desk, kind, &file, options) {
            assert!(!error.message.is_empty() && !error.remedy.is_empty(), "a refusal without a remedy");
        }
    }
);
