//! What can be said, what cannot, and what needs no store.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::Office;

/// The commands that a help text lists.
fn commands_in(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        lines.take_while(|line| !line.is_empty()).filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn visit(office: &Office, path: &[String], seen: &mut Vec<String>) {
    let mut words: Vec<&str> = path.iter().map(String::as_str).collect();
    words.push("--help");
    let help = office.run(&words).expect(0).out;
    for part in ["Usage: claimkeep", "Examples:\n  claimkeep ", "Exit codes:\n  0    done", "130  stopped"] {
        assert!(help.contains(part), "{path:?} lacks {part}: {help}");
    }
    seen.push(path.join(" "));
    for name in commands_in(&help) {
        visit(office, &[path, &[name]].concat(), seen);
    }
}

#[test]
fn every_command_has_examples_and_exit_codes() {
    let office = Office::new();
    let mut seen = Vec::new();
    visit(&office, &[], &mut seen);
    for command in [
        "init",
        "demo",
        "import 837",
        "import encounters",
        "claim next",
        "batch create",
        "era undo",
        "work assign",
        "report kpi",
        "x12 show",
        "audit verify",
        "backup create",
        "backup verify",
        "backup drill",
        "backup restore",
    ] {
        assert!(seen.iter().any(|path| path == command), "{command} is not among {seen:?}");
    }
    assert!(office.run(&["--version"]).expect(0).out.starts_with("claimkeep 0."));
}

#[test]
fn verbs_that_are_not_offered_are_bad_usage() {
    let office = Office::new();
    for words in [
        &["bogus"][..],
        &[],
        &["claim"],
        &["backup"],
        &["backup", "create"],
        &["codes", "import", "a"],
        &["audit", "anchor"],
        &["doctor"],
        &["claim", "show"],
    ] {
        office.run(words).expect(2);
    }
    let error = office.run(&["--json", "claim", "teleport"]).refused(2, "bad_usage");
    assert!(error["message"].as_str().unwrap().contains("teleport"));
    office.run(&["--json", "claim", "list", "--state", "lost"]).refused(2, "bad_usage");
    office.run(&["--json", "report", "aging", "--as-of", "yesterday"]).refused(2, "bad_usage");
    office.run(&["--json", "codes", "find"]).refused(2, "bad_usage");
    office.run(&["--json", "codes", "find", "x", "--batch", "y"]).refused(2, "bad_usage");
}

#[test]
fn codes_are_found_without_a_store() {
    let office = Office::new();
    let found = office
        .run(&["--json", "codes", "find", "E11.9", "--set", "icd10cm", "--on", "2026-03-01", "--limit", "3"])
        .expect(0)
        .json();
    let first = &found["items"][0];
    assert_eq!(
        (first["code"].as_str(), first["set"].as_str(), &first["billable"]),
        (Some("E119"), Some("icd10cm"), &true.into())
    );
    assert_eq!(first["matched"], "code");
    let status = office.run(&["--json", "codes", "status"]).expect(0).json();
    assert!(
        status["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|pack| pack["set"] == "icd10cm" && pack["codes"].as_u64().unwrap() > 70_000)
    );
    office.write("queries", "diabetes neuropathy\n\nE11.9\n");
    let run = office.run(&["--json", "codes", "find", "--limit", "2", "--batch", "queries"]).expect(0);
    let answers: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        answers.iter().map(|answer| answer["query"].as_str().unwrap()).collect::<Vec<_>>(),
        ["diabetes neuropathy", "", "E11.9"]
    );
    assert!(answers.iter().all(|answer| answer["micros"].is_u64()) && answers[2]["items"][0]["code"] == "E119");
}

#[test]
fn x12_files_are_judged_without_a_store() {
    let office = Office::new();
    driven::claims_837(&office.path("good.x12"), 1, 2);
    let good = office.run(&["--json", "x12", "check", "good.x12"]).expect(0).json();
    let report = &good["files"][0];
    assert_eq!((report["kind"].as_str(), report["outcome"].as_str()), (Some("837P"), Some("valid")), "{good}");
    assert_eq!(
        (&report["claims"], &report["charge_cents"], &report["transaction_sets"]),
        (&2.into(), &24_000.into(), &1.into())
    );
    let text = office.read("good.x12");
    office.write("bad.x12", text.replace("GE*1*1", "GE*7*1"));
    let bad = office.run(&["--json", "x12", "check", "good.x12", "bad.x12"]).expect(1).json();
    let finding = &bad["files"][1]["findings"][0];
    assert_eq!((bad["files"][1]["outcome"].as_str(), finding["code"].as_str()), (Some("invalid"), Some("bad_count")));
    assert!(finding["segment"].as_u64().unwrap() > 20);
    office.write("old.x12", text.replace("005010X222A1", "004010X098A1").replace("*00501*", "*00401*"));
    office.run(&["--json", "x12", "check", "old.x12"]).refused(3, "unsupported_version");
    office.write("noise.x12", "\0\0ISA");
    office.run(&["--json", "x12", "check", "noise.x12"]).refused(3, "not_x12");
    office.run(&["--json", "x12", "show", "noise.x12"]).refused(3, "not_x12");
    office.run(&["--json", "x12", "check", "missing.x12"]).refused(2, "bad_usage");
    let shown = office.run(&["x12", "show", "good.x12"]).expect(0).out;
    assert!(
        shown.lines().any(|line| line.trim_start().starts_with("20") && line.contains("CLM  PT0000001 | 120")),
        "{shown}"
    );
    let json = office.run(&["--json", "x12", "show", "good.x12"]).expect(0).json();
    assert_eq!(json["segments"][0]["id"], "ISA");
}

#[test]
fn completions_and_manual_are_made_from_the_grammar() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(office.run(&["completions", shell]).expect(0).out.contains("claimkeep"));
    }
    office.run(&["manual", "--out", "man/man1"]).expect(0);
    assert!(office.read("man/man1/claimkeep-claim-export.1").contains("Exit codes"));
    office.run(&["--json", "manual", "--out", "practice.json"]).expect(7);
}
