//! Stores: made whole or not at all, opened by their people only, told apart from what is no store.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::Office;

#[test]
fn a_new_store_prints_its_recovery_key_once() {
    let office = Office::new();
    let made = office.init(&[]).expect(0).json();
    assert_eq!(made["store"].as_str(), office.path("store").to_str());
    assert_eq!(made["practice_id"].as_str().unwrap().len(), 32);
    assert!(made["recovery_key"].as_str().unwrap().starts_with("AGE-SECRET-KEY-"));
    assert_eq!(office.items("sven", &["user", "list"]).len(), 2);
}

#[test]
fn the_recovery_key_can_go_into_a_new_private_file_and_sign() {
    let office = Office::new();
    let made = office.init(&["--recovery-out", &office.at("recovery.txt")]).expect(0).json();
    assert!(made.get("recovery_key").is_none());
    assert!(office.read("recovery.txt").starts_with("AGE-SECRET-KEY-"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(office.path("recovery.txt")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let old = office.read("recovery.txt");
    office.init(&["--recovery-out", &office.at("recovery.txt")]).refused(2, "bad_usage");
    assert_eq!(office.read("recovery.txt"), old);
    let (mira, key) = (office.at("mira"), office.at("recovery.txt"));
    // The recovery key stands for the supervisor beside the administrator.
    let add = ["user", "add", "otto", "--role", "auditor", "--new-passphrase-file", &mira];
    let added = office.by("anna", &[&["--recovery-file", &key], &add[..]].concat()).expect(0).json();
    assert_eq!(added["state"], "active");
    office
        .by(
            "anna",
            &["--recovery-file", &mira, "user", "add", "x", "--role", "auditor", "--new-passphrase-file", &mira],
        )
        .refused(4, "wrong_passphrase");
}

#[test]
fn a_bad_practice_file_or_passphrase_makes_nothing() {
    let office = Office::new();
    let good = office.read("practice.json");
    office.write("practice.json", good.replace("1234567893", "1234567890"));
    let error = office.init(&[]).refused(3, "bad_value");
    assert_eq!(
        (error["position"].as_str(), error["file"].as_str()),
        (Some("npi"), office.path("practice.json").to_str())
    );
    assert!(!office.exists("store"));
    office.write("practice.json", "{");
    office.init(&[]).refused(3, "bad_value");
    office.write("practice.json", good);
    office.write("anna", "short\n");
    office.init(&[]).refused(3, "bad_value");
    assert!(!office.exists("store"));
    std::fs::remove_file(office.path("practice.json")).unwrap();
    office.init(&[]).refused(2, "bad_usage");
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let office = Office::new();
    std::fs::create_dir(office.path("store")).unwrap();
    office.write("store/letter.txt", "keep me");
    office.init(&[]).refused(2, "bad_usage");
    assert_eq!(office.read("store/letter.txt"), "keep me");
    assert_eq!(std::fs::read_dir(office.path("store")).unwrap().count(), 1);
}

#[test]
fn only_the_right_passphrase_of_a_known_user_opens_a_store() {
    let office = Office::founded();
    office.write("wrong", "inlet-jetty-kiosk-ledge-74\n");
    office.write("empty", "");
    let (store, wrong, empty, mira) = (office.at("store"), office.at("wrong"), office.at("empty"), office.at("mira"));
    let listed = |user: &str, key: &str| {
        office.run(&["--json", "--store", &store, "claim", "list", "--user", user, "--passphrase-file", key])
    };
    listed("mira", &wrong).refused(4, "wrong_passphrase");
    listed("nobody", &mira).refused(4, "wrong_passphrase");
    listed("mira", &empty).refused(4, "wrong_passphrase");
    listed("mira", "missing.txt").refused(2, "bad_usage");
    assert_eq!(listed("mira", &mira).expect(0).json()["total"], 0);
    // Neither name nor passphrase, and nobody to ask.
    office.run(&["--json", "--store", &store, "claim", "list"]).refused(2, "bad_usage");
    office.run(&["--json", "--store", &store, "--user", "mira", "claim", "list"]).refused(2, "bad_usage");
}

#[test]
fn a_folder_without_a_store_is_told() {
    let office = Office::new();
    office.by("mira", &["claim", "list"]).refused(4, "no_store");
    std::fs::create_dir(office.path("store")).unwrap();
    office.by("mira", &["claim", "list"]).refused(4, "no_store");
    assert_eq!(std::fs::read_dir(office.path("store")).unwrap().count(), 0);
}

#[test]
fn the_environment_names_the_store_and_the_option_goes_first() {
    let office = Office::founded();
    let (store, mira) = (office.at("store"), office.at("mira"));
    let listed = |environment: &str, more: &[&str]| {
        let arguments = [&["--json", "--user", "mira", "--passphrase-file", &mira, "claim", "list"], more].concat();
        driven::run_of(office.command(&arguments).env("CLAIMKEEP_STORE", environment).output().unwrap())
    };
    listed(&store, &[]).expect(0);
    listed("elsewhere", &["--store", &store]).expect(0);
    listed("elsewhere", &[]).refused(4, "no_store");
    listed("", &[]).refused(4, "no_store");
}

#[test]
fn people_come_change_their_passphrase_and_go() {
    let office = Office::founded();
    office.write("noor", "maple-nectar-opal-prairie-75\n");
    office.write("fresh", "quarry-ridge-summit-tundra-76\n");
    let (noor, anna, fresh) = (office.at("noor"), office.at("anna"), office.at("fresh"));
    let enrolled =
        office.by("anna", &["user", "add", "noor", "--role", "coder", "--new-passphrase-file", &noor]).expect(0).json();
    assert_eq!((enrolled["role"].as_str(), enrolled["state"].as_str()), (Some("coder"), Some("enrolled")));
    office.by("noor", &["claim", "list"]).refused(4, "not_permitted");
    office.by("anna", &["user", "approve", "noor"]).refused(4, "not_permitted");
    office.by("sven", &["user", "approve", "nobody"]).refused(1, "not_found");
    assert_eq!(office.by("sven", &["user", "approve", "noor"]).expect(0).json()["state"], "active");
    office.by("noor", &["claim", "list"]).expect(0);
    let otto = ["user", "add", "otto", "--role", "auditor", "--new-passphrase-file", &noor];
    let second = ["--second-user", "anna", "--second-passphrase-file", &anna];
    assert_eq!(office.by("sven", &otto).error()["code"], "second_person_needed");
    assert_eq!(office.by("sven", &[&second[..], &otto].concat()).expect(0).json()["state"], "active");
    office.by("noor", &["user", "passphrase", "--new-passphrase-file", &fresh]).expect(0);
    office.by("noor", &["claim", "list"]).refused(4, "wrong_passphrase");
    std::fs::copy(&fresh, &noor).unwrap();
    office.by("noor", &["claim", "list"]).expect(0);
    assert_eq!(office.by("anna", &["user", "disable", "noor"]).expect(0).json()["state"], "disabled");
    office.by("noor", &["claim", "list"]).refused(4, "not_permitted");
    let states: Vec<_> =
        office.items("sven", &["user", "list"]).into_iter().map(|user| user["state"].clone()).collect();
    assert_eq!(states, ["active", "active", "active", "disabled", "active"]);
}

#[test]
fn the_proof_of_a_store_is_for_supervisor_and_auditor() {
    let office = Office::founded();
    let proof = office.by("sven", &["verify"]).expect(0).json();
    assert_eq!((&proof["ok"], proof["problems"].as_array().unwrap().len()), (&true.into(), 0));
    assert!(proof["cells"].as_u64().unwrap() > 0 && proof["journal_entries"].as_u64().unwrap() > 2);
    office.by("mira", &["verify"]).refused(4, "not_permitted");
    let entries = office.items("sven", &["audit", "list"]);
    assert!((1_u64..).zip(&entries).all(|(number, entry)| entry["sequence"] == number), "{entries:?}");
    assert_eq!(
        office.by("sven", &["audit", "list", "--limit", "1"]).expect(0).json()["items"].as_array().unwrap().len(),
        1
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_the_machines_refusal() {
    let office = Office::new();
    let arguments =
        ["--practice", "practice.json", "--admin", "anna", "--supervisor", "sven", "--admin-passphrase-file", "anna"];
    let run = office.run(
        &[&["--store", "/proc/claimkeep", "--json", "init", "--supervisor-passphrase-file", "sven"], &arguments[..]]
            .concat(),
    );
    assert!(["io", "read_only"].contains(&run.error()["code"].as_str().unwrap()), "{run:?}");
    run.expect(7);
    let full = std::fs::File::create("/dev/full").unwrap();
    let run = driven::run_of(office.command(&["--json", "codes", "status"]).stdout(full).output().unwrap());
    run.refused(7, "disk_full");
}

#[test]
fn a_synthetic_practice_is_made_with_its_passphrases() {
    let office = Office::new();
    let store = office.at("store");
    let made =
        office.run(&["--store", &store, "--json", "demo", "--patients", "2", "--as-of", "2026-06-30"]).expect(0).json();
    assert_eq!(made["patients"], 2);
    let biller = made["users"].as_array().unwrap().iter().find(|user| user["role"] == "biller").unwrap();
    let name = biller["name"].as_str().unwrap();
    office.write(name, biller["passphrase"].as_str().unwrap());
    let listed = office.by(name, &["claim", "list"]).expect(0).json();
    assert_eq!(listed["total"], made["claims"]);
    office.run(&["--store", &store, "--json", "demo", "--patients", "2"]).refused(2, "bad_usage");
}
