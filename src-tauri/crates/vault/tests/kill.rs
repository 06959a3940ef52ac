//! SIGKILL at random moments: what was acknowledged is there, no commit is there in half, the store opens and goes on.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use vault::*;

const CHILD: &str = "VAULT_KILL_CHILD";

/// Not a test by itself: the process that is killed.
#[test]
fn child() {
    let Ok(store) = std::env::var(CHILD) else { return };
    let vault = unlock(Path::new(&store), "bella").unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\nopen").unwrap();
    for round in 0u64.. {
        // now and then a commit of several megabytes, which is written in pieces and rolls segments
        let size = if round % 5 == 4 { 3_000 } else { 1 + round % 7 };
        let header = CommitHeader { action: "kill".to_owned(), ..CommitHeader::default() };
        let mut group = vault.begin(header).unwrap();
        let first = vault.allocate(PATIENTS);
        for n in 0..size {
            let record = if n == 0 { first } else { vault.allocate(PATIENTS) };
            let filler = "f".repeat(if size > 100 { 900 } else { 20 });
            group.write(cell(record, DEM, &format!("g{first} of{size} n{n} {filler}"))).unwrap();
        }
        let done = group.commit().unwrap();
        assert!(done.applied);
        writeln!(out, "\nack {} {first} {size}", done.sequence).unwrap();
        out.flush().unwrap();
    }
}

/// The commits that are there: first record → how many records of it, and how many there should be.
fn commits(vault: &Vault) -> BTreeMap<u64, (u64, u64)> {
    let mut found = BTreeMap::new();
    for record in vault.scan(PATIENTS, Some(3)) {
        let text = text(vault, record.unwrap().id, DEM).unwrap();
        let mut words =
            text.split(' ').map(|word| word.trim_start_matches(|c: char| c.is_alphabetic()).parse().unwrap_or(0));
        let (first, size) = (words.next().unwrap(), words.next().unwrap());
        let entry = found.entry(first).or_insert((0, size));
        entry.0 += 1;
        assert_eq!(entry.1, size);
    }
    found
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_there() {
    let practice = Practice::copy();
    let mut acknowledged: BTreeMap<u64, u64> = BTreeMap::new();
    let mut met = 0;
    for round in 0u64..20 {
        // half of the kills fall into opening
        if round % 6 == 5 {
            // the kill then meets a rebuild
            std::fs::remove_dir_all(practice.store.join("state")).unwrap();
        }
        let wait = if round % 2 == 0 { 30 + round * 37 % 500 } else { 400 + round * 211 % 1_900 };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, &practice.store)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            lines.filter_map(|line| line.strip_prefix("ack ").map(str::to_owned)).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(wait));
        met += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let mut sequences = vec![0];
        for line in reader.join().unwrap() {
            let numbers: Vec<u64> = line.split(' ').map(|word| word.parse().unwrap()).collect();
            acknowledged.insert(numbers[1], numbers[2]);
            sequences.push(numbers[0]);
        }
        let vault = practice.unlock("bella");
        assert!(vault.journal_head().0 >= *sequences.last().unwrap(), "round {round}");
        let found = commits(&vault);
        for (first, (have, size)) in &found {
            assert_eq!(have, size, "round {round}: half a commit from {first}");
        }
        for (first, size) in &acknowledged {
            assert_eq!(found.get(first).map(|(have, _)| *have), Some(*size), "round {round}: {first} is lost");
        }
        if round % 4 == 3 {
            let report = vault.verify().unwrap();
            assert!(report.ok(), "round {round}: {:?}", report.problems);
        }
    }
    assert_eq!(met, 20, "every kill met a running process");
    assert!(acknowledged.len() > 20, "{} commits", acknowledged.len());
}
