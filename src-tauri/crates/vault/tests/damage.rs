//! Damage of closed stores: seen, mended, or without effect. Never silent, never a crash.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::{fs, path::Path, path::PathBuf};
use vault::*;

/// A small deterministic generator: each seed is its own story.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// Two hundred patients more, so that the state has some pages.
fn filled() -> (Practice, Vec<String>) {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    for round in 0..20u64 {
        let writes = (0..10).map(|n| cell(10 + round * 10 + n, DEM, &format!("name{n} round{round}"))).collect();
        vault.commit(commit(writes)).unwrap();
    }
    let picture = picture(&vault);
    (practice, picture)
}

/// Keeps sled's panics out of the tests' output, once for the whole program.
fn quiet() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !info.location().is_some_and(|at| at.file().contains("sled")) {
                usual(info);
            }
        }));
    });
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else if entry.metadata().unwrap().len() > 0 {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Opens, verifies, opens again: what a later reader sees must be the whole truth.
fn judge(practice: &Practice, want: &[String], what: &str) -> &'static str {
    let first = match unlock(&practice.store, "bella") {
        Ok(vault) => vault,
        Err(VaultError::Damaged { .. }) => return "refused",
        Err(other) => panic!("{what}: {other}"),
    };
    let report = first.verify().unwrap_or_else(|e| panic!("{what}: {e}"));
    if report.ok() {
        assert!(picture(&first) == want, "{what}: silent");
        return "no effect or rebuilt at open";
    }
    if report.problems.iter().all(|problem| problem.kind == "journal_damaged") {
        return "told by verify";
    }
    drop(first);
    let vault = unlock(&practice.store, "bella").unwrap_or_else(|e| panic!("{what}: {e}"));
    let report = vault.verify().unwrap();
    assert!(report.ok(), "{what}: {:?}", report.problems);
    assert!(picture(&vault) == want, "{what}: rebuilt wrongly");
    "seen by verify and rebuilt"
}

#[test]
fn flips_in_the_state_are_never_silent() {
    let (practice, want) = filled();
    let mut counts = std::collections::BTreeMap::new();
    quiet();
    for seed in 0..50 {
        let mut dice = Dice(seed);
        let copy = Practice::copy_of(&practice.store);
        let files = files_under(&copy.store.join("state"));
        let path = &files[dice.roll(files.len())];
        let mut bytes = fs::read(path).unwrap();
        let used: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
        let at = used[dice.roll(used.len())];
        bytes[at] ^= 1 << dice.roll(8);
        fs::write(path, &bytes).unwrap();
        if seed % 2 == 1 {
            for snapshot in files.iter().filter(|path| path.to_string_lossy().contains("snap")) {
                let _ = fs::remove_file(snapshot);
            }
        }
        *counts.entry(judge(&copy, &want, &format!("seed {seed}, {path:?} byte {at}"))).or_insert(0) += 1;
    }
    assert_eq!(counts.get("refused"), None, "the state is always mended: {counts:?}");
    println!("{counts:?}");
}

#[test]
fn files_of_the_state_lost_cut_or_left_over() {
    let (practice, want) = filled();
    quiet();
    for file in files_under(&practice.store.join("state")) {
        let inner = file.strip_prefix(&practice.store).unwrap();
        for cut in [0, 1, 2, 3] {
            let copy = Practice::copy_of(&practice.store);
            let path = copy.store.join(inner);
            let bytes = fs::read(&path).unwrap();
            match cut {
                0 => fs::remove_file(&path).unwrap(),
                1 => fs::write(&path, b"").unwrap(),
                2 => fs::write(&path, &bytes[..bytes.len() / 2]).unwrap(),
                _ => fs::write(&path, vec![0; bytes.len()]).unwrap(),
            }
            assert_ne!(judge(&copy, &want, &format!("{inner:?}, {cut}")), "refused");
        }
    }
    let copy = Practice::copy_of(&practice.store);
    fs::write(copy.store.join("state/snap.0000000000000001.generating"), b"half").unwrap();
    fs::write(copy.store.join("state/snap.generating"), b"").unwrap();
    assert_eq!(judge(&copy, &want, "left over"), "no effect or rebuilt at open");
    fs::remove_dir_all(copy.store.join("state")).unwrap();
    assert_eq!(judge(&copy, &want, "no state"), "no effect or rebuilt at open");
}

#[test]
fn an_older_or_foreign_state_is_caught_up_or_rebuilt_and_an_older_journal_refused() {
    let old = Practice::copy();
    let (practice, want) = filled();
    let copy = Practice::copy_of(&practice.store);
    fs::remove_dir_all(copy.store.join("state")).unwrap();
    copy_folder(&old.store.join("state"), &copy.store.join("state"));
    assert_eq!(judge(&copy, &want, "older state"), "no effect or rebuilt at open");

    let copy = Practice::copy_of(&practice.store);
    fs::copy(old.store.join("journal/00000000.seg"), copy.store.join("journal/00000000.seg")).unwrap();
    assert_eq!(judge(&copy, &want, "older journal"), "refused");

    // another history of the same practice, as long as this one
    let other = Practice::copy();
    let vault = other.unlock("bella");
    for n in 0..20u64 {
        vault.commit(commit(vec![cell(500 + n, DEM, "other")])).unwrap();
    }
    drop(vault);
    let copy = Practice::copy_of(&practice.store);
    fs::remove_dir_all(copy.store.join("state")).unwrap();
    copy_folder(&other.store.join("state"), &copy.store.join("state"));
    assert_eq!(judge(&copy, &want, "foreign state"), "no effect or rebuilt at open");
}

#[test]
fn flips_and_cuts_of_the_journal_are_refused_or_told_or_without_effect() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let want = picture(&vault);
    drop(vault);
    let segment = practice.store.join("journal/00000000.seg");
    let whole = fs::read(&segment).unwrap();
    let used = whole.iter().rposition(|b| *b != 0).unwrap() + 1;
    let mut dice = Dice(7);
    let mut found = 0;
    for round in 0..40 {
        let mut bad = whole.clone();
        let at = if round < 32 { dice.roll(used) } else { used + dice.roll(whole.len() - used) };
        bad[at] ^= 1 << dice.roll(8);
        fs::write(&segment, &bad).unwrap();
        let verdict = judge(&practice, &want, &format!("byte {at} of {used}"));
        let seen = ["refused", "told by verify"].contains(&verdict);
        assert_eq!(seen, at < used, "byte {at} of {used}: {verdict}");
        found += usize::from(seen);
    }
    assert_eq!(found, 32);
    for length in [0, used / 2, used - 1, used, used + 1, whole.len() - 1] {
        fs::write(&segment, &whole[..length]).unwrap();
        let verdict = judge(&practice, &want, &format!("cut to {length} of {used}"));
        assert_eq!(verdict == "refused", length < used, "cut to {length} of {used}");
    }
    fs::write(&segment, &whole).unwrap();
    for spare in ["journal/00000001.seg", "reserve", "LOCK"] {
        fs::remove_file(practice.store.join(spare)).unwrap();
        assert_eq!(judge(&practice, &want, spare), "no effect or rebuilt at open");
        assert!(practice.store.join(spare).exists());
    }
    fs::remove_file(&segment).unwrap();
    assert_eq!(judge(&practice, &want, "segment lost"), "refused");
    fs::remove_dir_all(practice.store.join("journal")).unwrap();
    assert_eq!(judge(&practice, &want, "journal lost"), "refused");
}

#[test]
fn files_in_each_others_place_are_refused_or_mended_and_nothing_is_wiped() {
    let (practice, want) = filled();
    quiet();
    let files = ["vault.ck", "journal/00000000.seg", "journal/00000001.seg", "state/db", "state/conf"];
    for (n, one) in files.iter().enumerate() {
        for other in files.iter().skip(n + 1) {
            let copy = Practice::copy_of(&practice.store);
            let (a, b) = (fs::read(copy.store.join(one)).unwrap(), fs::read(copy.store.join(other)).unwrap());
            fs::write(copy.store.join(one), &b).unwrap();
            fs::write(copy.store.join(other), &a).unwrap();
            let verdict = judge(&copy, &want, &format!("{one} and {other}"));
            if verdict == "refused" && !one.starts_with("state") {
                // and the right files put back give the right store
                fs::write(copy.store.join(one), &a).unwrap();
                fs::write(copy.store.join(other), &b).unwrap();
                assert_ne!(judge(&copy, &want, &format!("{one} and {other} put back")), "refused");
            }
        }
    }
}

#[test]
fn with_no_state_to_compare_a_changed_journal_is_still_refused() {
    let practice = Practice::copy();
    fs::remove_dir_all(practice.store.join("state")).unwrap();
    let segment = practice.store.join("journal/00000000.seg");
    let whole = fs::read(&segment).unwrap();
    let used = whole.iter().rposition(|b| *b != 0).unwrap() + 1;
    let mut dice = Dice(3);
    for _ in 0..10 {
        let mut bad = whole.clone();
        // before the last commit: nothing there can be taken for a torn tail
        let at = dice.roll(used * 3 / 4);
        bad[at] ^= 1 << dice.roll(8);
        fs::write(&segment, &bad).unwrap();
        let refused = unlock(&practice.store, "bella").err().map(|e| e.code());
        assert_eq!(refused, Some("damaged"), "byte {at}");
        let _ = fs::remove_dir_all(practice.store.join("state"));
    }
}

#[test]
fn records_lost_or_put_back_in_the_state_are_found_by_verify() {
    let (practice, want) = filled();
    // sled's own interface plays the insider who edits the state without the journal
    let tamper = |store: &Path, act: &dyn Fn(&sled::Tree)| {
        let db = sled::Config::new().path(store.join("state")).open().unwrap();
        act(&db.open_tree("c001").unwrap());
        db.flush().unwrap();
    };
    let key = |id: u64| id.to_be_bytes();
    let acts: [&dyn Fn(&sled::Tree); 4] = [
        &|tree| {
            tree.remove(key(20)).unwrap().unwrap();
        },
        &|tree| {
            let other = tree.get(key(21)).unwrap().unwrap();
            tree.insert(key(20), other).unwrap();
        },
        &|tree| {
            let other = tree.get(key(21)).unwrap().unwrap();
            tree.insert(key(9_000), other).unwrap();
        },
        &|tree| {
            tree.insert(key(20), b"").unwrap();
        },
    ];
    for (n, act) in acts.into_iter().enumerate() {
        let copy = Practice::copy_of(&practice.store);
        tamper(&copy.store, act);
        assert_eq!(judge(&copy, &want, &format!("act {n}")), "seen by verify and rebuilt");
    }
}
