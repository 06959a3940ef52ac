//! Stopping, waiting, and who else has the store open.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod driven;

use driven::{Office, claims_837, run_of};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Child;
use std::time::{Duration, Instant};

fn stop(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).unwrap();
}

/// A long import, stopped in its second file: the first is told and there.
fn stopped_by(signal: Signal) {
    let office = Office::founded();
    claims_837(&office.path("small.x12"), 1, 2);
    claims_837(&office.path("large.x12"), 10_000, 20_000);
    let mut child = office.start("mira", &["import", "837", "--json-lines", "small.x12", "large.x12"]);
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["outcome"], "imported");
    std::thread::sleep(Duration::from_millis(300));
    stop(&child, signal);
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let run = run_of(child.wait_with_output().unwrap());
    assert_eq!(rest, "");
    run.refused(130, "cancelled");
    assert_eq!(office.items("mira", &["claim", "list"]).len(), 2);
    office.by("sven", &["verify"]).expect(0);
}

#[test]
fn ctrl_c_stops_between_commits() {
    stopped_by(Signal::INT);
}

#[test]
fn a_request_to_end_stops_as_well() {
    stopped_by(Signal::TERM);
}

#[test]
fn a_store_in_use_is_told_and_can_be_waited_for() {
    let office = Office::founded();
    let fifo = office.path("queries");
    rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::from_raw_mode(0o600), 0)
        .unwrap();
    let mut busy = office.start("mira", &["patient", "find", "--batch", "queries"]);
    let mut queries = std::fs::File::options().read(true).write(true).open(&fifo).unwrap();
    queries.write_all("nobody\n".as_bytes()).unwrap();
    let mut out = BufReader::new(busy.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let answer: Value = serde_json::from_str(&line).unwrap();
    assert_eq!((answer["query"].as_str(), answer["items"].as_array().unwrap().len()), (Some("nobody"), 0));
    // It waits for its next line and has the store.
    assert!(busy.try_wait().unwrap().is_none());
    office.by("sven", &["user", "list"]).refused(5, "in_use");
    let started = Instant::now();
    office.by("sven", &["--wait", "1", "user", "list"]).refused(5, "in_use");
    assert!(started.elapsed() >= Duration::from_secs(1));
    let waiting = office.start("sven", &["--wait", "60", "user", "list"]);
    queries.write_all("somebody\n".as_bytes()).unwrap();
    line.clear();
    out.read_line(&mut line).unwrap();
    assert!(line.contains("somebody"));
    // Nothing is being changed: it ends at once.
    stop(&busy, Signal::INT);
    run_of(busy.wait_with_output().unwrap()).refused(130, "cancelled");
    run_of(waiting.wait_with_output().unwrap()).expect(0);
}

#[test]
fn a_reader_who_goes_away_stops_no_work() {
    let office = Office::founded();
    claims_837(&office.path("one.x12"), 1, 2);
    let mut child = office.start("mira", &["import", "837", "one.x12"]);
    drop(child.stdout.take());
    run_of(child.wait_with_output().unwrap()).expect(0);
    assert_eq!(office.items("mira", &["claim", "list"]).len(), 2);
}

#[test]
fn progress_goes_to_stderr_when_asked_for() {
    let office = Office::founded();
    claims_837(&office.path("one.x12"), 1, 2);
    let run = office.by("mira", &["--progress", "always", "import", "837", "one.x12"]).expect(0);
    assert!(!run.err.is_empty());
    assert_eq!(run.json()["claims"], 2);
    assert!(office.by("mira", &["claim", "list"]).expect(0).err.is_empty());
}
