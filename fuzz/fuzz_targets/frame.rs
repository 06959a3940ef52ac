//! The journal from a hostile disk: single frames, and whole segments with whole, torn and foreign frames in any order.
//! The journal is private to the vault; its source is built into this target.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../src-tauri/crates/vault/src/error.rs"]
mod error;
#[path = "../../src-tauri/crates/vault/src/files.rs"]
mod files;
#[path = "../../src-tauri/crates/vault/src/journal/mod.rs"]
mod journal;
use vault::keys;

use journal::frame::{self, Header, Kind, Read};
use libfuzzer_sys::fuzz_target;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::LazyLock;

const PRACTICE: [u8; 16] = *b"sixteen bytes id";

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let parent = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = parent.join(format!("claimkeep-fuzz-frame-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for a journal can be made");
    folder
});

fn one(bytes: &[u8]) {
    match frame::read(bytes) {
        Read::Whole(found) => {
            assert!(found.bytes.len() <= bytes.len() && found.body.len() + journal::HEADER == found.bytes.len())
        }
        Read::Blank => assert!(bytes.iter().take(journal::HEADER).all(|byte| *byte == 0)),
        Read::Bad { end } => assert!(end.is_none_or(|end| end >= journal::HEADER)),
    }
}

/// A segment out of instructions of four bytes: what, a number, two bytes of length; whole frames follow the chain.
/// Returns it with how many commits were closed before the first bad place.
fn build(mut script: &[u8]) -> (Vec<u8>, u64) {
    let (mut out, mut hash) = (Vec::new(), frame::chain_start(&PRACTICE));
    let (mut sequence, mut part, mut closed, mut good) = (1_u64, 0_u32, 0, true);
    while let Some(([what, number, high, low], rest)) = script.split_first_chunk::<4>() {
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(4096);
        let body = rest.get(..length.min(rest.len())).unwrap_or_default();
        script = rest.get(body.len()..).unwrap_or_default();
        let kind = match what % 8 {
            0 | 1 => Kind::Part,
            2 | 3 => Kind::Commit,
            4 => Kind::CommitAfterSync,
            5 => {
                out.resize(out.len() + length, 0);
                good &= length == 0;
                continue;
            }
            6 => {
                out.extend_from_slice(body);
                good &= body.is_empty();
                continue;
            }
            _ => {
                let at = usize::from(*number);
                if let Some(byte) = out.iter_mut().rev().nth(at) {
                    *byte ^= 1 << (length % 8);
                    good = false;
                    closed = 0;
                }
                continue;
            }
        };
        let header = Header { kind, sequence, part, link: frame::link(&hash) };
        let Some(after) = frame::write(&mut out, &header, body, &hash) else { continue };
        hash = after;
        if kind.closes() {
            closed += u64::from(good);
            (sequence, part) = (sequence + 1, 0);
        } else {
            part += 1;
        }
    }
    (out, closed)
}

/// Reads a journal of one segment; gives the commits that were handed over and whether it was refused.
fn scan(segment: &[u8]) -> (u64, bool) {
    std::fs::write(FOLDER.join("00000000.seg"), segment).expect("a segment can be written");
    let mut seen = 0_u64;
    let found = journal::scan(&FOLDER, journal::Head::start(&PRACTICE), &mut |commit| {
        seen += 1;
        assert_eq!(commit.head.sequence, seen, "commits come in order");
        let proof = (commit.commit, commit.before);
        assert!(journal::proves(&FOLDER, proof, &commit.head)?, "a commit that was read does not prove itself");
        let mut again = Vec::new();
        journal::bodies(&FOLDER, commit.start, commit.commit, &mut |body| {
            again.extend_from_slice(body);
            Ok(())
        })?;
        assert_eq!(Some(again), commit.parts, "parts read again are others");
        Ok(ControlFlow::Continue(()))
    });
    if let Ok(tail) = &found {
        assert_eq!(tail.head.sequence, seen);
        journal::wipe(&FOLDER, tail).expect("a torn tail can be wiped");
        let again = journal::scan(&FOLDER, journal::Head::start(&PRACTICE), &mut |_| Ok(ControlFlow::Continue(())));
        let again = again.expect("a journal that was wiped is read");
        assert_eq!((again.head, again.stop), (tail.head, journal::Stop::Blank), "wiping changed a closed commit");
        if matches!(tail.stop, journal::Stop::Bad { .. }) {
            for saved in std::fs::read_dir(&*FOLDER).into_iter().flatten().flatten() {
                if saved.file_name().to_string_lossy().starts_with("torn.") {
                    let _ = std::fs::remove_file(saved.path());
                }
            }
        }
    }
    (seen, found.is_err())
}

fuzz_target!(|bytes: &[u8]| {
    one(bytes);
    let Some((first, rest)) = bytes.split_first() else { return };
    if first & 1 == 0 {
        scan(rest);
    } else {
        let (segment, closed) = build(rest);
        let (seen, _) = scan(&segment);
        assert!(seen >= closed, "a closed commit in front of the first bad place was not read");
    }
});
