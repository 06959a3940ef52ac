//! Figures, printed with `--nocapture`; the bars are far above what any machine of an office needs.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::time::Instant;
use vault::*;

#[test]
fn commits_groups_and_opening_are_quick() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let mut micros = Vec::new();
    for n in 0..500u64 {
        let record = vault.allocate(PATIENTS);
        let started = Instant::now();
        let filler = "x".repeat(400);
        vault
            .commit(commit(vec![cell(record, DEM, &format!("name{n} {filler}")), cell(record, CLIN, &filler)]))
            .unwrap();
        micros.push(started.elapsed().as_micros());
    }
    micros.sort_unstable();
    let started = Instant::now();
    let mut group = vault.begin(CommitHeader { action: "import".to_owned(), ..CommitHeader::default() }).unwrap();
    for n in 0..25_000u64 {
        let record = vault.allocate(2);
        let filler = "x".repeat(400);
        group
            .write(Write::Cell {
                collection: 2,
                record,
                classes: DEM,
                schema: 1,
                bytes: format!("{n} {filler}").into(),
            })
            .unwrap();
        group.write(Write::Cell { collection: 2, record, classes: CLIN, schema: 1, bytes: filler.into() }).unwrap();
    }
    assert!(group.commit().unwrap().applied);
    let group = started.elapsed();
    drop(vault);
    let file = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = file.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    let started = Instant::now();
    let vault = practice.unlock("bella");
    let open = started.elapsed();
    let started = Instant::now();
    assert!(vault.verify().unwrap().ok());
    println!(
        "commit p50 {} µs, p99 {} µs; 50,000 cells in {group:?}; open {open:?} (key derivation included); verify {:?}; {peak}",
        micros[250],
        micros[495],
        started.elapsed()
    );
    assert!(micros[250] < 200_000);
}
