//! A disk that runs full (a small memory disk; mounting one needs rights that not every machine gives).
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::{fs, path::Path, process::Command};
use vault::*;

struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(megabytes: u32) -> Option<SmallDisk> {
        let dir = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(dir.path()).status();
        done.is_ok_and(|status| status.success()).then_some(SmallDisk(dir))
    }

    fn fill(&self, name: &str) -> std::path::PathBuf {
        let path = self.0.path().join(name);
        let mut file = fs::File::create(&path).unwrap();
        while std::io::Write::write_all(&mut file, &[1; 65_536]).is_ok() {}
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// Commits of about a megabyte until one is refused.
fn write_until_refused(vault: &Vault) -> VaultError {
    for _ in 0..200 {
        let mut group = match vault.begin(CommitHeader::default()) {
            Ok(group) => group,
            Err(error) => return error,
        };
        for _ in 0..50 {
            let record = vault.allocate(PATIENTS);
            if let Err(error) = group.write(cell(record, DEM, &"f".repeat(20_000))) {
                return error;
            }
        }
        if let Err(error) = group.commit() {
            return error;
        }
    }
    panic!("never refused");
}

#[test]
fn a_full_disk_refuses_commits_and_loses_nothing() {
    let refused = VaultError::DiskFull;
    assert_eq!(refused.code(), "disk_full");
    let Some(disk) = SmallDisk::mount(130) else { return };
    let store = disk.0.path().join("store");
    copy_folder(&Practice::copy().store, &store);
    let vault = unlock(&store, "bella").unwrap();
    let error = write_until_refused(&vault);
    assert!(["disk_full", "read_only"].contains(&error.code()), "{error}");
    let head = vault.journal_head();
    drop(vault);
    check_after_freeing(&store, head);
}

#[test]
fn a_disk_filled_by_others_is_said_and_reading_goes_on() {
    let Some(disk) = SmallDisk::mount(220) else { return assert_eq!(VaultError::DiskFull.code(), "disk_full") };
    let store = disk.0.path().join("store");
    copy_folder(&Practice::copy().store, &store);
    let vault = unlock(&store, "bella").unwrap();
    vault.commit(commit(vec![cell(1, DEM, "before")])).unwrap();
    let filler = disk.fill("filler");
    let mut last = None;
    for n in 0..200 {
        match vault.commit(commit(vec![cell(1, DEM, &format!("n{n} {}", "f".repeat(30_000)))])) {
            Ok(done) => last = Some((n, done.applied)),
            Err(error) => {
                assert!(["disk_full", "read_only"].contains(&error.code()), "{error}");
                break;
            }
        }
    }
    let head = vault.journal_head();
    drop(vault);
    fs::remove_file(filler).unwrap();
    check_after_freeing(&store, head);
    let vault = unlock(&store, "bella").unwrap();
    if let Some((n, _)) = last {
        assert!(text(&vault, 1, DEM).unwrap().starts_with(&format!("n{n} ")));
    }
}

fn check_after_freeing(store: &Path, head: (u64, [u8; 32])) {
    // what is full is freed by hand: an old state
    let _ = fs::remove_dir_all(store.join("state.damaged"));
    let roomy = tempfile::tempdir().unwrap();
    let copy = roomy.path().join("store");
    copy_folder(store, &copy);
    let vault = unlock(&copy, "bella").unwrap();
    assert_eq!(vault.journal_head(), head);
    let report = vault.verify().unwrap();
    assert!(report.ok(), "{:?}", report.problems.first());
    vault.commit(commit(vec![cell(1, CLIN, "goes on")])).unwrap();
}
