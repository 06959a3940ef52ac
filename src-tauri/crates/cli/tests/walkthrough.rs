//! The walk of `docs/walkthrough/README.md`, command after command as it stands there, and what each one must give.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::{Office, Run};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/walkthrough").canonicalize().unwrap()
}

/// The commands of the guide, in their order; each is taken once.
struct Walk {
    office: Office,
    lines: std::vec::IntoIter<String>,
}

impl Walk {
    /// Stands after `init`, with the guide's people.
    fn begun() -> Walk {
        let office = Office::new();
        office.write("practice.json", std::fs::read_to_string(docs().join("practice.json")).unwrap());
        office.write("bea", "inlet-jetty-kiosk-ledge-73\n");
        let guide = std::fs::read_to_string(docs().join("README.md")).unwrap();
        let fenced = guide.split("```sh\n").skip(1).flat_map(|part| part.split("```").next().unwrap().lines());
        let is_command = |line: &&str| ["bea ", "sven ", "claimkeep "].iter().any(|who| line.starts_with(who));
        let lines: Vec<String> = fenced.filter(is_command).map(str::to_owned).collect();
        let mut walk = Walk { office, lines: lines.into_iter() };
        let init = walk.lines.next().unwrap();
        assert!(init.contains(" init --practice docs/walkthrough/practice.json ") && init.ends_with(" --kdf floor"));
        walk.office.init(&["--recovery-out", &walk.office.at("recovery.txt")]).expect(0);
        walk
    }

    /// Runs the guide's next command, which must begin like this.
    #[track_caller]
    fn next(&mut self, begins: &str) -> Run {
        let line = self.lines.next().unwrap();
        assert!(line.starts_with(begins), "the guide goes on with {line}, not with {begins}");
        let places = |word: &str| match (word.strip_prefix("docs/walkthrough/"), word.strip_prefix("target/walk/")) {
            (Some(file), _) => docs().join(file).to_str().unwrap().to_owned(),
            (None, Some(file)) => self.office.at(file.strip_suffix(".key").unwrap_or(file)),
            (None, None) => word.to_owned(),
        };
        let words: Vec<String> = line.split_whitespace().map(places).collect();
        let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        match words[0].as_str() {
            "claimkeep" => self.office.run(&rest),
            who => self.office.by(who, &rest),
        }
    }

    /// State, paid, adjustment, patient responsibility and balance of the claims, in cents.
    fn states(&self) -> Vec<(String, [i64; 4])> {
        let keys = ["paid_cents", "adjustment_cents", "patient_responsibility_cents", "balance_cents"];
        let claims = self.office.items("bea", &["claim", "list"]);
        claims
            .iter()
            .map(|claim| (claim["state"].as_str().unwrap().to_owned(), keys.map(|key| claim[key].as_i64().unwrap())))
            .collect()
    }

    fn claim(&self, id: &str) -> Value {
        self.office.by("bea", &["claim", "show", id]).expect(0).json()
    }

    fn sent(&self, number: u32) -> String {
        self.office.read(&format!("outbox/837P-{number:09}.x12"))
    }
}

fn moved(run: Run) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let claims = run.expect(0).json()["claims"].clone();
    claims.as_array().unwrap().iter().map(|it| (text(&it["patient_control_number"]), text(&it["state"]))).collect()
}

fn batches(run: Run) -> Vec<(String, i64, i64)> {
    let made = run.expect(0).json()["batches"].clone();
    let fact = |it: &Value| {
        (it["payer"].as_str().unwrap().to_owned(), it["claims"].as_i64().unwrap(), it["charge_cents"].as_i64().unwrap())
    };
    made.as_array().unwrap().iter().map(fact).collect()
}

#[test]
fn the_walk_goes_as_its_guide_says() {
    let mut walk = Walk::begun();
    assert_eq!(walk.next("sven user add bea").expect(0).json()["state"], "active");
    visits_become_files(&mut walk);
    a_rejected_claim_goes_again_as_an_original(&mut walk);
    remittances_post(&mut walk);
    denied_and_second_payer_are_sent(&mut walk);
    the_books_balance(&mut walk);
    assert_eq!(walk.lines.next(), None, "the guide goes on");
}

fn visits_become_files(walk: &mut Walk) {
    for (kind, rows) in [("patients", 6), ("coverages", 7), ("encounters", 7)] {
        let taken = walk.next(&format!("bea import {kind}")).expect(0).json();
        assert_eq!(taken["files"][0]["rows_imported"], rows, "{taken}");
    }
    let listed = walk.next("bea claim list").expect(0).json();
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|claim| claim["charge_cents"].as_i64().unwrap()).sum::<i64>(), 93_000);
    assert!(items.iter().all(|claim| claim["state"] == "draft"), "{listed}");
    let scrubbed = walk.next("bea claim scrub").expect(1).json();
    assert_eq!((&scrubbed["clean"], &scrubbed["held"]), (&5.into(), &1.into()), "{scrubbed}");
    let held = walk.claim("clm-5");
    assert_eq!(
        (held["state"].as_str(), held["findings"][0]["rule"].as_str()),
        (Some("needs_correction"), Some("COD-001"))
    );
    walk.next("bea import encounters docs/walkthrough/encounters-mended.csv --update").expect(0);
    let again = walk.next("bea claim scrub").expect(0).json();
    assert_eq!((&again["clean"], &again["held"]), (&6.into(), &0.into()), "{again}");
    assert!(moved(walk.next("bea claim approve")).iter().all(|(_, state)| state == "approved"));
    let three = [("FRONT RANGE HEALTH", 3, 42_000), ("COLUMBINE MUTUAL", 1, 16_500), ("PINYON SENIOR PLAN", 2, 34_500)];
    assert_eq!(
        batches(walk.next("bea batch create")),
        three.map(|(payer, claims, cents)| (payer.to_owned(), claims, cents))
    );
    let child = walk.sent(2);
    assert!(child.contains("PAT*19~") && child.contains("CLM*CK00004-1*165***11:B:1*"), "{child}");
    assert!(walk.sent(3).contains("HI*ABK:E119~"), "{}", walk.sent(3));
}

fn a_rejected_claim_goes_again_as_an_original(walk: &mut Walk) {
    for _ in ["999", "277CA"] {
        let taken = walk.next("bea ack import").expect(0).json();
        let files = taken["files"].as_array().unwrap();
        assert!(files.iter().all(|file| file["outcome"] == "imported" && file["unmatched"] == 0), "{taken}");
    }
    let states = walk.states();
    assert!(states[..5].iter().all(|(state, _)| state == "payer_accepted"), "{states:?}");
    assert_eq!(states[5].0, "payer_rejected");
    let work = walk.next("bea work list").expect(0).json();
    assert_eq!((&work["total"], work["items"][0]["kind"].as_str()), (&1.into(), Some("rejection")));
    assert_eq!(
        (work["items"][0]["claim_id"].as_str(), &work["items"][0]["amount_cents"]),
        (Some("clm-6"), &14_000.into())
    );
    walk.next("bea import coverages docs/walkthrough/coverages-mended.csv --update").expect(0);
    let state = |name: &str| vec![("CK00006-2".to_owned(), name.to_owned())];
    assert_eq!(moved(walk.next("bea claim correct clm-6")), state("draft"));
    walk.next("bea claim scrub clm-6").expect(0);
    assert_eq!(moved(walk.next("bea claim approve clm-6")), state("approved"));
    assert_eq!(walk.claim("clm-6")["frequency"], "1");
}

fn remittances_post(walk: &mut Walk) {
    let before = walk.states();
    let rehearsed = walk.next("bea era import").expect(0).json();
    assert_eq!(walk.states(), before);
    let posted = walk.next("bea era import").expect(0).json();
    for (report, outcome) in [(&rehearsed, "rehearsed"), (&posted, "posted")] {
        assert!(report["files"].as_array().unwrap().iter().all(|file| file["outcome"] == outcome), "{report}");
        let keys = ["claims", "charge_cents", "paid_cents", "adjustment_cents", "patient_responsibility_cents"];
        assert_eq!(keys.map(|key| report[key].as_i64().unwrap()), [4, 58_500, 33_500, 19_500, 5_500]);
    }
    walk.next("bea claim list").expect(0);
    let expected = [
        ("paid", [10_000, 4_000, 0, 0]),
        ("patient_responsibility", [13_000, 6_000, 3_000, 3_000]),
        ("denied", [0, 6_000, 0, 6_000]),
        ("patient_responsibility", [10_500, 3_500, 2_500, 2_500]),
        ("payer_accepted", [0, 0, 0, 20_500]),
        ("approved", [0, 0, 0, 14_000]),
    ];
    assert_eq!(walk.states(), expected.map(|(state, cents)| (state.to_owned(), cents)));
    let work = walk.next("bea work list").expect(0).json();
    assert_eq!((&work["total"], work["items"][0]["kind"].as_str()), (&1.into(), Some("denial")), "{work}");
    let file = docs().join("answers/835-front-range.x12");
    let twice = walk.office.by("bea", &["era", "import", file.to_str().unwrap()]).expect(1).json();
    assert_eq!(twice["files"][0]["outcome"], "duplicate");
}

fn denied_and_second_payer_are_sent(walk: &mut Walk) {
    let draft = |number: &str| vec![(number.to_owned(), "draft".to_owned())];
    assert_eq!(moved(walk.next("bea claim correct clm-3")), draft("CK00003-2"));
    assert_eq!(moved(walk.next("bea claim next clm-2")), draft("CK00007-1"));
    assert_eq!(walk.next("bea claim scrub clm-3 clm-7").expect(0).json()["clean"], 2);
    assert_eq!(moved(walk.next("bea claim approve clm-3 clm-7")).len(), 2);
    let three = [("FRONT RANGE HEALTH", 1, 6_000), ("COLUMBINE MUTUAL", 1, 22_000), ("PINYON SENIOR PLAN", 1, 14_000)];
    assert_eq!(
        batches(walk.next("bea batch create")),
        three.map(|(payer, claims, cents)| (payer.to_owned(), claims, cents))
    );
    let has = |number: u32, part: &str| assert!(walk.sent(number).contains(part), "{number} has not {part}");
    has(4, "CLM*CK00003-2*60***11:B:7*");
    has(4, "REF*F8*FRH2026000103~");
    has(5, "CLM*CK00007-1*220***11:B:1*");
    for part in ["SBR*S*18*", "SBR*P*18*G100*", "AMT*D*130~", "SVD*FRH01*120*HC:99214**1~", "CAS*PR*2*30~"] {
        has(5, part);
    }
    has(6, "CLM*CK00006-2*140***11:B:1*");
    has(6, "*MI*PS3000006~");
    assert!(!walk.sent(6).contains("REF*F8"), "an original names no claim of the payer's");
    let frequencies = |id: &str| {
        let claim = walk.claim(id);
        claim["submissions"].as_array().unwrap().iter().map(|it| it["frequency"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (frequencies("clm-3"), frequencies("clm-6")),
        (vec![json!("1"), json!("7")], vec![json!("1"), json!("1")])
    );
    walk.next("claimkeep x12 check").expect(0);
    assert!(walk.next("claimkeep x12 show").expect(0).out.contains("CK00007-1"));
}

fn the_books_balance(walk: &mut Walk) {
    assert_eq!(walk.next("bea work list").expect(0).json()["total"], 0);
    let aging = walk.next("bea report aging").expect(0).json();
    let owed = ["insurance_cents", "patient_cents", "unapplied_cents", "credit_cents"];
    assert_eq!(owed.map(|key| aging[key].as_i64().unwrap()), [43_500, 2_500, 0, 0]);
    let ledger = walk.next("bea report ledger").expect(0).json();
    assert_eq!((&ledger["balanced"], &ledger["debit_cents"]), (&true.into(), &ledger["credit_cents"]));
    let contractual = json!({"account": "contractual_adjustment", "balance_cents": 13_500});
    assert!(ledger["accounts"].as_array().unwrap().contains(&contractual), "{ledger}");
    assert_eq!(walk.next("sven verify").expect(0).json()["ok"], true);
}

#[test]
fn every_answer_is_a_valid_file() {
    let office = Office::new();
    let folder = std::fs::read_dir(docs().join("answers")).unwrap();
    let files: Vec<String> = folder.map(|entry| entry.unwrap().path().to_str().unwrap().to_owned()).collect();
    assert_eq!(files.len(), 8);
    let arguments: Vec<&str> = ["--json", "x12", "check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let checked = office.run(&arguments).expect(0).json();
    assert!(checked["files"].as_array().unwrap().iter().all(|file| file["outcome"] == "valid"), "{checked}");
}

#[test]
fn help_names_every_column_of_the_files() {
    let office = Office::new();
    for kind in ["patients", "coverages", "encounters"] {
        let help = office.run(&["import", kind, "--help"]).expect(0).out;
        let file = std::fs::read_to_string(docs().join(format!("{kind}.csv"))).unwrap();
        for column in file.lines().next().unwrap().split(',') {
            assert!(help.contains(column), "{kind} lacks {column}: {help}");
        }
    }
    let states = office.run(&["claim", "list", "--state", "nowhere"]).expect(2).err;
    assert!(states.contains("needs_correction") && states.contains("patient_responsibility"), "{states}");
}
