//! Real files: tails torn at every byte, bits flipped, segments rolled and lost.

use super::{tail::Stop, *};
use crate::VaultError;
use std::{fs, ops::ControlFlow, path::Path};

const PRACTICE: [u8; 16] = [7; 16];

fn fresh(dir: &Path) -> Writer {
    let mut writer = Writer::open(dir, Head::start(&PRACTICE)).unwrap();
    writer.ensure_room().unwrap();
    writer
}

fn commit(writer: &mut Writer, parts: &[&[u8]]) -> Head {
    for part in parts {
        writer.part(part).unwrap();
    }
    writer.close(b"the sealed entry").unwrap()
}

fn read(dir: &Path) -> Result<(Tail, Vec<Closed>), VaultError> {
    let mut all = Vec::new();
    let tail = scan(dir, Head::start(&PRACTICE), &mut |closed| {
        all.push(closed);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((tail, all))
}

/// The file's first segment, cut to what is used and a little more, so that tests need not copy 16 MiB.
fn shorten(dir: &Path) -> Vec<u8> {
    let path = dir.join("00000000.seg");
    let bytes = fs::read(&path).unwrap();
    let used = segment::used(&bytes);
    let short = bytes[..used + 600].to_vec();
    fs::write(&path, &short).unwrap();
    fs::remove_file(dir.join("00000001.seg")).unwrap();
    short
}

fn body(fill: u8, length: usize) -> Vec<u8> {
    (0..length).map(|n| fill ^ u8::try_from(n % 251).unwrap() | 1).collect()
}

#[test]
fn commits_come_back_in_order_with_their_chain() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    for n in 0..5u8 {
        commit(&mut writer, &[&body(n, 100), &body(n, 2000)]);
    }
    let (tail, all) = read(dir.path()).unwrap();
    assert_eq!((tail.head, tail.stop), (writer.head(), Stop::Blank));
    assert_eq!(all.len(), 5);
    for (n, closed) in (0u8..).zip(&all) {
        assert_eq!(closed.parts.as_deref(), Some([body(n, 100), body(n, 2000)].concat().as_slice()));
        let mut again = Vec::new();
        bodies(dir.path(), closed.start, closed.head.at, &mut |part| {
            again.extend_from_slice(part);
            Ok(())
        })
        .unwrap();
        assert_eq!(Some(again), closed.parts);
    }
    let from = all[2].head;
    let mut later = 0;
    scan(dir.path(), from, &mut |_| {
        later += 1;
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(later, 2);
}

#[test]
fn a_tail_torn_at_every_byte_is_all_or_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    commit(&mut writer, &[&body(1, 300)]);
    let before = writer.head();
    commit(&mut writer, &[&body(2, 300), &body(3, 700)]);
    let after = writer.head();
    let short = shorten(dir.path());
    let path = dir.path().join("00000000.seg");
    for cut in before.at.index()..=after.at.index() {
        let mut torn = short.clone();
        torn[cut..].fill(0);
        // the last bytes may be zero by chance, then nothing was cut
        let whole = torn == short;
        fs::write(&path, &torn).unwrap();
        let (tail, all) = read(dir.path()).unwrap_or_else(|e| panic!("cut at {cut}: {e}"));
        assert_eq!(all.len(), if whole { 2 } else { 1 }, "cut at {cut}");
        if !whole {
            assert_eq!(tail.head, before, "cut at {cut}");
            wipe(dir.path(), &tail).unwrap();
            let (tail, _) = read(dir.path()).unwrap();
            assert_eq!((tail.head, tail.stop), (before, Stop::Blank), "cut at {cut}");
        }
    }
}

#[test]
fn the_journal_goes_on_behind_a_torn_tail() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    commit(&mut writer, &[&body(1, 300)]);
    let before = writer.head();
    commit(&mut writer, &[&body(2, 300)]);
    let path = dir.path().join("00000000.seg");
    let mut bytes = fs::read(&path).unwrap();
    bytes[before.at.index() + 50..].fill(0);
    fs::write(&path, &bytes).unwrap();
    let (tail, _) = read(dir.path()).unwrap();
    wipe(dir.path(), &tail).unwrap();
    assert!(fs::read_dir(dir.path()).unwrap().flatten().any(|e| e.file_name().to_string_lossy().starts_with("torn.")));
    let mut writer = Writer::open(dir.path(), tail.head).unwrap();
    commit(&mut writer, &[&body(9, 10)]);
    assert_eq!(read(dir.path()).unwrap().1.len(), 2);
}

#[test]
fn pages_lost_by_power_cut_inside_the_last_commit_are_a_torn_tail() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    commit(&mut writer, &[&body(1, 300)]);
    let before = writer.head();
    commit(&mut writer, &[&body(2, 9000), &body(3, 9000)]);
    let after = writer.head();
    let short = shorten(dir.path());
    let path = dir.path().join("00000000.seg");
    for page in before.at.index() / 4096..=after.at.index() / 4096 {
        let mut lost = short.clone();
        // the page keeps what had been synced before
        let from = (page * 4096).max(before.at.index());
        let to = ((page + 1) * 4096).min(after.at.index());
        lost[from..to].fill(0);
        fs::write(&path, &lost).unwrap();
        let (tail, all) = read(dir.path()).unwrap_or_else(|e| panic!("page {page}: {e}"));
        assert_eq!((all.len(), tail.head), (1, before), "page {page}");
    }
}

#[test]
fn every_flipped_bit_is_refused_or_without_effect() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    for n in 0..3 {
        commit(&mut writer, &[&body(n, 90)]);
    }
    let head = writer.head();
    let short = shorten(dir.path());
    let path = dir.path().join("00000000.seg");
    let last = read(dir.path()).unwrap().1[1].head;
    let mut torn = 0;
    for bit in 0..short.len() * 8 {
        let mut bad = short.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bad).unwrap();
        match read(dir.path()) {
            Err(VaultError::Damaged { .. }) => {}
            Err(other) => panic!("bit {bit}: {other}"),
            // behind the end: the unused bytes are wiped, the commits stand
            Ok((tail, _)) if bit / 8 >= head.at.index() => assert_eq!(tail.head, head, "bit {bit}"),
            // a changed length of the last frame can look like a tail; the state's checkpoint then lies beyond the end
            Ok((tail, _)) => {
                assert_eq!(tail.head, last, "bit {bit}");
                torn += 1;
            }
        }
    }
    assert!(torn < 200, "{torn} flips of the last commit look like a torn tail");
}

#[test]
fn a_long_commit_spans_segments_and_an_open_one_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    commit(&mut writer, &[&body(1, 100)]);
    let part = body(5, 700_000);
    for _ in 0..60 {
        writer.part(&part).unwrap();
    }
    let head = writer.close(b"entry").unwrap();
    assert!(head.at.segment >= 2);
    let (tail, all) = read(dir.path()).unwrap();
    assert_eq!((tail.head, all.len()), (head, 2));
    assert!(all[1].parts.is_none());
    let mut count = 0;
    bodies(dir.path(), all[1].start, all[1].head.at, &mut |body| {
        assert!(body == part);
        count += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(count, 60);

    // dropped by the process itself
    for _ in 0..40 {
        writer.part(&part).unwrap();
    }
    writer.abandon().unwrap();
    assert_eq!(read(dir.path()).unwrap().0.stop, Stop::Blank);
    // dropped by its death
    for _ in 0..40 {
        writer.part(&part).unwrap();
    }
    drop(writer);
    let (tail, _) = read(dir.path()).unwrap();
    assert_eq!((tail.head, tail.stop), (head, Stop::Unclosed));
    wipe(dir.path(), &tail).unwrap();
    assert_eq!(read(dir.path()).unwrap().0.stop, Stop::Blank);
    let mut writer = Writer::open(dir.path(), head).unwrap();
    commit(&mut writer, &[&part, &part, &part]);
    assert_eq!(read(dir.path()).unwrap().1.len(), 3);
}

#[test]
fn a_lost_or_foreign_segment_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = fresh(dir.path());
    let part = body(5, 900_000);
    for _ in 0..4 {
        commit(&mut writer, &[part.as_slice(); 12]);
    }
    assert!(writer.head().at.segment >= 2);
    let (first, second) = (dir.path().join("00000000.seg"), dir.path().join("00000001.seg"));
    let (a, b) = (fs::read(&first).unwrap(), fs::read(&second).unwrap());
    fs::write(&first, &b).unwrap();
    fs::write(&second, &a).unwrap();
    assert!(matches!(read(dir.path()), Err(VaultError::Damaged { .. })));
    fs::write(&first, &a).unwrap();
    fs::write(&second, &b[..b.len() / 2]).unwrap();
    assert!(matches!(read(dir.path()), Err(VaultError::Damaged { .. })), "cut");
    fs::remove_file(&second).unwrap();
    assert!(matches!(read(dir.path()), Err(VaultError::Damaged { .. })), "lost");
}
