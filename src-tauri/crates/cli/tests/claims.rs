//! Files in, claims on, interchanges out: exit codes and keys.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::{Office, claims_837};
use serde_json::Value;

const PATIENTS: &str = "account_number,last_name,first_name,birth_date,sex,line1,city,state,zip\r\n\
    A1,Valdane,Mara,1961-04-02,F,1 Oak St,Denver,CO,80202\r\nA2,Sørli,Dana,1980-09-30,M,2 Oak St,Denver,CO,80202\r\n";
const COVERAGES: &str = "account_number,sequence,payer_id,member_id,subscriber_relationship,effective_on\n\
    A1,P,PAY01,M0000001X,18,2020-01-01\nA2,P,PAY01,M0000002X,18,2020-01-01\n";
const ENCOUNTERS: &str = "encounter_number,account_number,date_of_service,rendering_npi,place_of_service,diagnoses,line,procedure_code,units,pointers,charge\n\
    V1,A1,2026-05-04,1245319599,11,J069,1,99213,1,1,120.00\nV2,A2,2026-05-05,1245319599,11,J069,1,99213,1,1,\n";

fn with_visits() -> Office {
    let office = Office::founded();
    for (kind, text) in [("patients", PATIENTS), ("coverages", COVERAGES), ("encounters", ENCOUNTERS)] {
        let file = office.write(&format!("{kind}.csv"), text);
        let taken = office.by("mira", &["import", kind, &file]).expect(0).json();
        let report = &taken["files"][0];
        assert_eq!(
            (report["file"].as_str(), report["outcome"].as_str()),
            (Some(file.as_str()), Some("imported")),
            "{taken}"
        );
        assert_eq!((&report["rows"], &report["rows_imported"], &report["rows_bad"]), (&2.into(), &2.into(), &0.into()));
        assert_eq!(report["sha256"].as_str().unwrap().len(), 64);
    }
    office
}

fn ids(claims: &[Value]) -> Vec<String> {
    claims.iter().map(|claim| claim["claim_id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn visits_become_interchanges() {
    let office = with_visits();
    let claims = office.items("mira", &["claim", "list"]);
    assert_eq!(claims.iter().map(|claim| claim["charge_cents"].as_i64().unwrap()).sum::<i64>(), 24_000);
    let found = office.items("mira", &["patient", "find", "vald mar"]);
    assert_eq!(found[0]["account_number"], "A1");
    let patient = office.by("mira", &["patient", "show", found[0]["patient_id"].as_str().unwrap()]).expect(0).json();
    assert_eq!(
        (patient["coverages"][0]["member_id"].as_str(), patient["claims"].as_array().unwrap().len()),
        (Some("M0000001X"), 1)
    );
    let [one, two] = <[String; 2]>::try_from(ids(&claims)).unwrap();
    office.by("mira", &["claim", "approve", &one]).expect(1).json()["held"][0]["reasons"][0].as_str().unwrap();
    let scrubbed = office.by("mira", &["claim", "scrub"]).expect(0).json();
    assert_eq!((&scrubbed["clean"], &scrubbed["held"]), (&2.into(), &0.into()), "{scrubbed}");
    assert_eq!(office.by("mira", &["claim", "approve", &one]).expect(0).json()["claims"][0]["state"], "approved");
    let export = office.at("out/one.x12");
    office.by("mira", &["claim", "export", &one, &two, "--out", &export]).expect(0);
    office.run(&["x12", "check", &export]).expect(0);
    let sent = office.by("mira", &["batch", "create", "--out", "outbox"]).expect(0).json();
    let batch = &sent["batches"][0];
    assert_eq!((sent["batches"].as_array().unwrap().len(), &batch["claims"]), (1, &1.into()));
    let file = batch["file"].as_str().unwrap();
    assert!(std::path::Path::new(file).is_absolute());
    let checked = office.run(&["--json", "x12", "check", file]).expect(0).json();
    assert_eq!(
        (&checked["files"][0]["sha256"], checked["files"][0]["outcome"].as_str()),
        (&batch["sha256"], Some("valid"))
    );
    assert_eq!(office.by("mira", &["claim", "show", &one]).expect(0).json()["state"], "transmitted");
    assert!(
        office.by("mira", &["batch", "create", "--out", "outbox"]).expect(0).json()["batches"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(std::fs::read_dir(office.path("outbox")).unwrap().count(), 1);
    let batch_id = batch["batch_id"].as_str().unwrap();
    assert_eq!(
        office.by("mira", &["batch", "show", batch_id]).expect(0).json()["submissions"].as_array().unwrap().len(),
        1
    );
    assert_eq!(office.items("mira", &["batch", "list"]).len(), 1);
    let aging = office.by("mira", &["report", "aging"]).expect(0).json();
    assert_eq!(aging["insurance_cents"], 24_000);
    assert_eq!(office.by("mira", &["report", "ledger"]).expect(0).json()["balanced"], true);
    let table = office.by_people("mira", &["claim", "list"]).expect(0);
    assert!(table.out.contains("VALDANE, Mara") && table.out.contains("120.00"), "{table:?}");
}

#[test]
fn bad_rows_name_line_and_column_and_change_nothing() {
    let office = with_visits();
    let file =
        office.write("bad.csv", PATIENTS.replace("A1,", "A3,").replace("A2,", "A4,").replace("1980-09-30", "soon"));
    let error = office.by("mira", &["import", "patients", &file]).refused(3, "bad_csv");
    assert_eq!((error["position"].as_str(), error["file"].as_str()), (Some("birth_date"), Some(file.as_str())));
    assert!(error["message"].as_str().unwrap().contains("line 3"), "{error}");
    assert!(office.items("mira", &["patient", "find", "A3"]).is_empty());
    let taken = office.by("mira", &["import", "patients", &file, "--skip-bad", "left.csv"]).expect(1).json();
    assert_eq!((taken["files"][0]["outcome"].as_str(), &taken["files"][0]["rows_bad"]), (Some("partial"), &1.into()));
    let left = office.read("left.csv");
    assert!(left.starts_with("account_number") && left.contains("soon") && !left.contains("A3"), "{left}");
    assert_eq!(office.items("mira", &["patient", "find", "A3"]).len(), 1);
    office.by("mira", &["import", "patients", &office.write("none.csv", "a,b\n1,2\n")]).refused(3, "bad_csv");
    office.by("mira", &["import", "patients", "missing.csv"]).refused(2, "bad_usage");
    office.by("mira", &["import", "patients", "."]).refused(2, "bad_usage");
    // Updating names the same records.
    let again = office.at("patients.csv");
    office.by("mira", &["import", "patients", &again]).refused(3, "bad_csv");
    office.by("mira", &["import", "patients", &again, "--update"]).expect(0);
}

#[test]
fn each_file_of_several_is_taken_for_itself() {
    let office = Office::founded();
    claims_837(&office.path("one.x12"), 1, 2);
    claims_837(&office.path("two.x12"), 3, 3);
    let noise = office.write("noise.x12", "this is not X12");
    let mixed = office.by("mira", &["import", "837", "one.x12", &noise, "two.x12"]).expect(1).json();
    let outcomes: Vec<_> =
        mixed["files"].as_array().unwrap().iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["imported", "refused", "imported"]);
    assert_eq!((&mixed["claims"], &mixed["charge_cents"]), (&5.into(), &60_000.into()));
    assert_eq!(mixed["files"][1]["findings"][0]["code"], "not_x12");
    assert_eq!(office.items("mira", &["claim", "list"]).len(), 5);
    let error = office.by("mira", &["import", "837", &noise]).refused(3, "not_x12");
    assert_eq!((error["file"].as_str(), error["segment"].as_u64()), (Some(noise.as_str()), Some(1)));
    let twice = office.by("mira", &["import", "837", "--json-lines", "one.x12", "two.x12"]).expect(1);
    let lines: Vec<Value> = twice.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["outcome"].as_str().unwrap()).collect::<Vec<_>>(),
        ["duplicate", "duplicate"]
    );
    for verb in [["era", "import"], ["ack", "import"]] {
        office.by("mira", &[verb[0], verb[1], &noise]).refused(3, "not_x12");
    }
    office.by("mira", &["import", "837", "one.x12", "missing.x12"]).refused(2, "bad_usage");
}

#[test]
fn what_is_not_there_or_not_allowed_is_told() {
    let office = with_visits();
    office.by("mira", &["claim", "show", "clm-zzz"]).refused(1, "not_found");
    office.by("mira", &["claim", "show", "twelve"]).refused(2, "bad_usage");
    office.by("mira", &["patient", "show", "pat-99"]).refused(1, "not_found");
    office.by("mira", &["era", "undo", "era-9"]).refused(1, "not_found");
    office.by("mira", &["audit", "list"]).refused(4, "not_permitted");
    office.by("anna", &["claim", "list"]).refused(4, "not_permitted");
    office.by("mira", &["batch", "create", "--out", "practice.json"]).refused(2, "bad_usage");
    let people = office.by_people("mira", &["claim", "show", "clm-zzz"]).expect(1);
    assert!(people.err.starts_with("claimkeep: ") && people.out.is_empty(), "{people:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_handed_over_waits_in_the_store() {
    let office = with_visits();
    office.by("mira", &["claim", "scrub"]).expect(0);
    let all = ids(&office.items("mira", &["claim", "list"]));
    office.by("mira", &["claim", "approve", &all[0], &all[1]]).expect(0);
    let refused = office.by("mira", &["batch", "create", "--out", "/proc/claimkeep"]).expect(7);
    assert!(refused.error()["remedy"].as_str().unwrap().contains("batch create again"), "{refused:?}");
    assert_eq!(office.items("mira", &["batch", "list"])[0]["state"], "queued");
    let again = office.by("mira", &["batch", "create", "--out", "outbox"]).expect(0).json();
    assert_eq!((again["batches"].as_array().unwrap().len(), &again["batches"][0]["claims"]), (1, &2.into()));
    assert_eq!(office.items("mira", &["batch", "list"])[0]["state"], "transmitted");
}

#[test]
fn work_is_listed_given_and_done() {
    let office = with_visits();
    assert!(office.items("mira", &["work", "list"]).is_empty());
    office.by("sven", &["work", "assign", "wrk-9", "--owner", "mira"]).refused(1, "not_found");
    office.by("mira", &["work", "done", "nine"]).refused(2, "bad_usage");
}
