//! Backups from the command line: made, proved, tried out, and a store again.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::{Office, claims_837};

fn backed_up() -> Office {
    let office = Office::founded();
    claims_837(&office.path("history.x12"), 1, 3);
    office.by("mira", &["import", "837", &office.at("history.x12")]).expect(0);
    let made = office.by("anna", &["backup", "create", "monday.ckb"]).expect(0).json();
    assert_eq!(made["file"].as_str(), office.path("monday.ckb").to_str());
    assert_eq!(made["bytes"].as_u64().unwrap(), std::fs::metadata(office.path("monday.ckb")).unwrap().len());
    assert_eq!((made["sha256"].as_str().unwrap().len(), made["journal_head"].as_str().unwrap().len()), (64, 64));
    office
}

#[test]
fn only_the_administrator_makes_one_and_only_in_a_new_file() {
    let office = backed_up();
    for person in ["mira", "sven"] {
        office.by(person, &["backup", "create", "own.ckb"]).refused(4, "not_permitted");
    }
    assert!(!office.exists("own.ckb") && !office.exists("own.ckb.part"));
    let before = std::fs::read(office.path("monday.ckb")).unwrap();
    let error = office.by("anna", &["backup", "create", "monday.ckb"]).refused(2, "bad_usage");
    assert!(error["message"].as_str().unwrap().contains("monday.ckb"));
    assert_eq!(std::fs::read(office.path("monday.ckb")).unwrap(), before);
    office.by("anna", &["backup", "create", "no/such/folder/x.ckb"]).expect(7);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(office.path("monday.ckb")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn it_is_proved_without_a_store_and_its_damage_is_its_own() {
    let office = backed_up();
    std::fs::rename(office.path("store"), office.path("away")).unwrap();
    let proof = office.by("anna", &["backup", "verify", "monday.ckb"]).expect(0).json();
    assert_eq!((&proof["ok"], &proof["problems"]), (&true.into(), &serde_json::json!([])), "{proof}");
    assert!(proof["sealed_cells"].as_u64().unwrap() > 0 && proof["journal_entries"].as_u64().unwrap() > 3);
    office.by("mira", &["backup", "verify", "monday.ckb"]).refused(4, "wrong_passphrase");
    let key = office.at("sven");
    let wrong = ["--json", "--user", "anna", "--passphrase-file", &key, "backup", "verify", "monday.ckb"];
    office.run(&wrong).refused(4, "wrong_passphrase");
    let mut bytes = std::fs::read(office.path("monday.ckb")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    office.write("bad.ckb", &bytes);
    let error = office.by("anna", &["backup", "verify", "bad.ckb"]).refused(6, "damaged");
    assert!(error["message"].as_str().unwrap().starts_with("the backup"), "{error}");
    assert!(error["remedy"].as_str().unwrap().contains("another backup"), "{error}");
    office.write("none.ckb", "no backup at all");
    office.by("anna", &["backup", "verify", "none.ckb"]).refused(6, "damaged");
    office.by("anna", &["backup", "verify", "missing.ckb"]).refused(2, "bad_usage");
}

#[test]
fn a_drill_says_what_it_holds_and_leaves_nothing() {
    let office = backed_up();
    let drilled = office.by("anna", &["backup", "drill", "monday.ckb"]).expect(0).json();
    assert_eq!((&drilled["ok"], &drilled["is_of_this_store"]), (&true.into(), &true.into()), "{drilled}");
    assert!(!office.exists(".store.drill"));
    let actions: Vec<String> =
        office.items("sven", &["audit", "list"]).iter().map(|entry| entry["action"].to_string()).collect();
    assert!(actions.contains(&"\"backup.create\"".to_owned()) && actions.contains(&"\"backup.drill\"".to_owned()));
}

#[test]
fn two_people_make_it_a_store_again() {
    let office = backed_up();
    let claims = office.items("mira", &["claim", "list"]);
    let (anna, sven, target) = (office.at("anna"), office.at("sven"), office.at("again"));
    let restore = |target: &str, second: &[&str]| {
        let own = ["--json", "--store", target, "--user", "anna", "--passphrase-file", &anna];
        office.run(&[&own[..], second, &["backup", "restore", "monday.ckb"]].concat())
    };
    restore(&target, &[]).refused(4, "second_person_needed");
    assert!(!office.exists("again") && !office.exists(".again.restoring"));
    restore(&office.at("store"), &["--second-user", "sven", "--second-passphrase-file", &sven]).refused(2, "bad_usage");
    let restored = restore(&target, &["--second-user", "sven", "--second-passphrase-file", &sven]).expect(0).json();
    assert_eq!((restored["store"].as_str(), &restored["generation"]), (Some(target.as_str()), &1.into()));
    std::fs::rename(office.path("store"), office.path("away")).unwrap();
    std::fs::rename(office.path("again"), office.path("store")).unwrap();
    assert_eq!(office.items("mira", &["claim", "list"]), claims);
    assert_eq!(office.by("sven", &["verify"]).expect(0).json()["ok"], true);
    assert_eq!(office.by("sven", &["audit", "verify"]).expect(0).json()["ok"], true);
}

#[test]
fn the_recovery_key_stands_for_the_supervisor() {
    let office = Office::new();
    office.init(&["--recovery-out", &office.at("recovery.txt")]).expect(0);
    office.by("anna", &["backup", "create", "first.ckb"]).expect(0);
    let (anna, key, target) = (office.at("anna"), office.at("recovery.txt"), office.at("again"));
    office.run(&["--json", "--recovery-file", &key, "backup", "verify", "first.ckb"]).expect(0);
    let own = ["--json", "--store", &target, "--user", "anna", "--passphrase-file", &anna, "--recovery-file", &key];
    office.run(&[&own[..], &["backup", "restore", "first.ckb"]].concat()).expect(0);
    assert!(office.exists("again/vault.ck"));
}
