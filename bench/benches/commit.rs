//! How long does one record of 600 bytes take to be durable, and how many cells a second does a big commit take?

use claimkeep_bench::practice::{self, NOW};
use claimkeep_bench::results::{self, Row};
use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};
use values::Class;
use vault::{Commit, CommitHeader, Timestamp, Vault, Write};

const NAME: &str = "commit";
const COMMITS: u64 = 1_000;
const CELLS: u64 = 100_000;
const COLLECTION: u8 = 1;
const BLOCK: [u8; 1_200] = [7; 1_200];

fn cell(record: u64) -> Write {
    let bytes = (0..600).map(|at: u64| u8::try_from((record ^ at) % 251).unwrap_or(0)).collect();
    Write::Cell { collection: COLLECTION, record, classes: Class::Demographics.into(), schema: 1, bytes }
}

/// The peer: as many bytes as such a commit puts into the journal, written in place into a file made before, and synced.
fn bare_file(folder: &Path) -> File {
    let path = folder.join("bare");
    std::fs::write(&path, vec![0; BLOCK.len() * usize::try_from(COMMITS).unwrap_or(1)]).expect("the disk has room");
    let mut file = OpenOptions::new().write(true).open(path).expect("a file that was just made opens");
    file.sync_all().expect("the file is synced");
    file.seek(SeekFrom::Start(0)).expect("the file has a start");
    file
}

fn commit(vault: &Vault) -> Duration {
    let started = Instant::now();
    let writes = vec![cell(vault.allocate(COLLECTION))];
    let commit = Commit { at: Timestamp(NOW), action: "bench.one".to_owned(), writes, ..Commit::default() };
    assert!(vault.commit(commit).expect("the record is committed").applied);
    started.elapsed()
}

fn bare(file: &mut File) -> Duration {
    let started = Instant::now();
    file.write_all(&BLOCK).and_then(|()| file.sync_data()).expect("the block is synced");
    started.elapsed()
}

/// In turns of a hundred each: a disk is not as fast in one minute as in the next.
fn in_turns(vault: &Vault, folder: &Path) -> (Vec<Duration>, Vec<Duration>) {
    let (mut file, mut ours, mut peer) = (bare_file(folder), Vec::new(), Vec::new());
    for _ in 0..COMMITS / 100 {
        ours.extend((0..100).map(|_| commit(vault)));
        peer.extend((0..100).map(|_| bare(&mut file)));
    }
    (ours, peer)
}

fn group(vault: &Vault) -> Duration {
    let started = Instant::now();
    let header = CommitHeader { at: Timestamp(NOW), action: "bench.many".to_owned(), ..CommitHeader::default() };
    let mut group = vault.begin(header).expect("a commit begins");
    for _ in 0..CELLS {
        group.write(cell(vault.allocate(COLLECTION))).expect("the cell is written");
    }
    assert!(group.commit().expect("the commit is closed").applied);
    started.elapsed()
}

/// Median and 99th of 100, in milliseconds.
fn percentiles(mut each: Vec<Duration>) -> (f64, f64) {
    each.sort_unstable();
    let at = |part: usize| each.get(each.len() * part / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    (at(50), at(99))
}

fn main() {
    if !results::is_asked(NAME) {
        return;
    }
    // Beside the build, which is on a disk; the usual temporary folder may be memory.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder can be made");
    let vault = practice::create(&folder.path().join("store"), &[]);
    let (ours, peer) = in_turns(&vault, folder.path());
    let (ours, peer) = (percentiles(ours), percentiles(peer));
    let many = group(&vault).as_secs_f64();
    let told = |(p50, p99): (f64, f64)| format!("p50 {p50:.2} ms, p99 {p99:.2} ms");
    let rows = [
        Row::told("one record of 600 B committed", told(ours)),
        Row::told("1,200 B written in place and synced, without a store", told(peer)),
        Row::told("the commit beside the bare write (p50)", format!("{:.2}×", ours.0 / peer.0)),
        Row::told(
            format!("{CELLS} cells of 600 B in one commit"),
            format!("{:.0} cells/s ({many:.2} s)", CELLS as f64 / many),
        ),
    ];
    results::publish("Durable commits", &rows);
}
