//! Backups: made while people work, opened by two kinds of keys, whole or refused, and a store again.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions, clippy::indexing_slicing)]

mod common;

use common::{DEM, PATIENTS, Practice, options, passphrase, unlock};
use std::{
    fs,
    io::Read as _,
    ops::ControlFlow,
    path::{Path, PathBuf},
    str::FromStr as _,
};
use vault::{
    BackupKey, BackupProgress, Cell, Commit, KdfSetting, NewPerson, NewPractice, Passphrase, RecoveryCode, Restoring,
    Timestamp, UnlockOptions, Vault, VaultError, Write, verify_backup,
};

const AT: Timestamp = Timestamp(1_700_000_100_000);

fn go_on(_: BackupProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A practice with a document, backed up by its administrator.
fn backed_up() -> (Practice, PathBuf) {
    let practice = Practice::copy();
    let bella = practice.unlock("bella");
    let document = bella.put_document(b"the back of a card").unwrap();
    let record = bella.allocate(PATIENTS);
    let bytes = document.key.to_vec();
    let write = Write::Cell { collection: PATIENTS, record, classes: DEM, schema: 1, bytes };
    bella.commit(Commit { at: AT, action: "patient.scan".into(), writes: vec![write], ..Commit::default() }).unwrap();
    drop(bella);
    let file = practice.store.with_file_name("monday.ckb");
    practice.unlock("anna").back_up(&file, AT, &mut go_on).unwrap();
    (practice, file)
}

fn anna(passphrase: &Passphrase) -> BackupKey<'_> {
    BackupKey::Member { name: "anna", passphrase }
}

fn check(file: &Path) -> Result<vault::BackupReport, VaultError> {
    verify_backup(file, &anna(&passphrase("anna")), &mut go_on)
}

fn restore(file: &Path, to: &Path, second: &str) -> Result<vault::Restored, VaultError> {
    let own = passphrase("anna");
    let restoring = Restoring::begin((file, &anna(&own)), to, &options(), &mut go_on)?;
    let second = restoring.vault().second(second, &passphrase(second))?;
    restoring.finish(Some(&second), AT)
}

fn names(vault: &Vault) -> Vec<Vec<u8>> {
    vault
        .scan(PATIENTS, None)
        .map(|record| {
            let record = record.unwrap();
            match vault.open(&record, DEM) {
                Cell::Open { bytes, .. } => bytes.to_vec(),
                Cell::Sealed(_) | Cell::Absent | Cell::Damaged => Vec::new(),
            }
        })
        .collect()
}

#[test]
fn a_backup_holds_the_journal_up_to_its_moment_and_is_an_entry_itself() {
    let (practice, file) = backed_up();
    let report = check(&file).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!((report.documents, report.manifest.documents), (1, 1));
    assert!(report.sealed_cells > 0, "the administrator opens no patient");
    assert_eq!((report.journal_entries, report.journal_head), (report.manifest.sequence, report.manifest.head));
    let anna = practice.unlock("anna");
    let last = anna.entries().last().unwrap().unwrap();
    assert_eq!(
        (last.action.as_str(), last.purpose.as_str()),
        ("backup.create", report.journal_entries.to_string().as_str())
    );
    assert_eq!(last.sequence, report.journal_entries + 1);
    assert!(matches!(anna.back_up(&file, AT, &mut go_on), Err(VaultError::AlreadyThere)));
}

#[test]
fn nothing_is_left_of_a_backup_that_was_stopped() {
    let practice = Practice::copy();
    let file = practice.store.with_file_name("stopped.ckb");
    let stopped = practice.unlock("anna").back_up(&file, AT, &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(VaultError::Cancelled)));
    let left: Vec<_> = fs::read_dir(practice.store.parent().unwrap()).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "only the store");
}

#[test]
fn it_becomes_a_store_again_with_two_signatures_and_a_lineage_of_its_own() {
    let (practice, file) = backed_up();
    let target = practice.store.with_file_name("again");
    let restored = restore(&file, &target, "sven").unwrap();
    assert_eq!(restored.generation, 1);
    assert!(restored.report.ok());
    let (old, new) = (names(&practice.unlock("bella")), unlock(&target, "bella").unwrap());
    assert_eq!(names(&new), old);
    assert!(new.verify().unwrap().ok());
    let last = new.entries().last().unwrap().unwrap();
    assert_eq!((last.action.as_str(), last.user_name.as_str()), ("backup.restore", "anna"));
    drop(new);
    let third = practice.store.with_file_name("third.ckb");
    unlock(&target, "anna").unwrap().back_up(&third, AT, &mut go_on).unwrap();
    let manifest = check(&third).unwrap().manifest;
    assert_eq!(manifest.generation, 1);
    assert_ne!(manifest.lineage, restored.manifest.lineage);
}

#[test]
fn one_signature_or_a_wrong_second_restores_nothing() {
    let (practice, file) = backed_up();
    let target = practice.store.with_file_name("again");
    assert!(matches!(restore(&file, &target, "bella"), Err(VaultError::SecondPersonNeeded)));
    let own = passphrase("anna");
    let alone = Restoring::begin((&file, &anna(&own)), &target, &options(), &mut go_on).unwrap().finish(None, AT);
    assert!(matches!(alone, Err(VaultError::SecondPersonNeeded)));
    let bella = passphrase("bella");
    let by_bella = BackupKey::Member { name: "bella", passphrase: &bella };
    assert!(matches!(verify_backup(&file, &by_bella, &mut go_on), Err(VaultError::WrongPassphrase)));
    assert!(matches!(verify_backup(&file, &anna(&bella), &mut go_on), Err(VaultError::WrongPassphrase)));
    let left = fs::read_dir(practice.store.parent().unwrap()).unwrap().count();
    assert_eq!(left, 2, "store and backup");
}

#[test]
fn a_store_is_put_only_where_nothing_is() {
    let (practice, file) = backed_up();
    assert!(matches!(restore(&file, &practice.store, "sven"), Err(VaultError::AlreadyThere)));
    let empty = practice.store.with_file_name("empty");
    fs::create_dir(&empty).unwrap();
    restore(&file, &empty, "sven").unwrap();
    assert!(unlock(&empty, "sven").is_ok());
}

#[test]
fn a_drill_rebuilds_it_and_leaves_nothing() {
    let (practice, file) = backed_up();
    let (own, store) = (passphrase("anna"), practice.unlock("anna"));
    let drilled = store.drill((&file, &anna(&own)), &options(), &mut go_on).unwrap();
    assert!(drilled.report.ok() && drilled.is_of_this_store);
    assert_eq!(drilled.report.documents, 1);
    assert_eq!(store.entries().last().unwrap().unwrap().action, "backup.drill");
    assert_eq!(fs::read_dir(practice.store.parent().unwrap()).unwrap().count(), 2);
    drop(store);
    let elsewhere = practice.store.with_file_name("elsewhere");
    restore(&file, &elsewhere, "sven").unwrap();
    let other = unlock(&elsewhere, "anna").unwrap();
    let later = practice.store.with_file_name("later.ckb");
    other.back_up(&later, AT, &mut go_on).unwrap();
    drop(other);
    let drilled = practice.unlock("anna").drill((&later, &anna(&own)), &options(), &mut go_on).unwrap();
    assert!(!drilled.is_of_this_store, "it went another way after the restore");
}

#[test]
fn every_flipped_byte_and_every_cut_is_refused() {
    let (practice, file) = backed_up();
    let whole = fs::read(&file).unwrap();
    let bad = practice.store.with_file_name("bad.ckb");
    // A wrong slot costs a stretching, so the header is sampled; the payload's chunks are sampled by age's own tests.
    let step = whole.len() / 60 + 1;
    for at in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        fs::write(&bad, &bytes).unwrap();
        let refused = check(&bad).unwrap_err();
        assert!(matches!(refused.code(), "damaged" | "wrong_passphrase"), "byte {at}: {refused}");
    }
    for length in [0, 1, 22, 300, whole.len() / 2, whole.len() - 1] {
        fs::write(&bad, &whole[..length]).unwrap();
        let refused = check(&bad).unwrap_err();
        assert_eq!(refused.code(), "damaged", "cut to {length}: {refused}");
    }
    fs::write(&bad, [whole.as_slice(), b"x"].concat()).unwrap();
    assert_eq!(check(&bad).unwrap_err().code(), "damaged");
    assert_eq!(restore(&bad, &practice.store.with_file_name("never"), "sven").unwrap_err().code(), "damaged");
    assert!(!practice.store.with_file_name("never").exists());
}

#[test]
fn a_document_that_the_store_lost_is_named_and_the_rest_is_kept() {
    let (practice, _) = backed_up();
    for entry in fs::read_dir(practice.store.join("documents")).unwrap().flatten() {
        fs::remove_file(entry.path()).unwrap();
    }
    let file = practice.store.with_file_name("tuesday.ckb");
    let made = practice.unlock("anna").back_up(&file, AT, &mut go_on).unwrap();
    assert_eq!(made.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), ["document_missing"]);
    let report = check(&file).unwrap();
    assert_eq!(report.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(), ["document_missing"]);
}

#[test]
fn the_recovery_code_opens_it_here_and_in_a_standard_tool() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("practice");
    let (anna, sven) = (passphrase("anna"), passphrase("sven"));
    let created = Vault::create(
        &store,
        NewPractice {
            practice_name: "Example Practice",
            administrator: NewPerson { name: "anna", passphrase: &anna },
            supervisor: NewPerson { name: "sven", passphrase: &sven },
            kdf: KdfSetting::Floor,
            single_person: false,
        },
        &UnlockOptions::new(AT),
    )
    .unwrap();
    let code: RecoveryCode = created.recovery;
    drop(created.vault);
    let file = folder.path().join("first.ckb");
    let vault = Vault::unlock(&store, "anna", &anna, &UnlockOptions::new(AT)).unwrap();
    vault.back_up(&file, AT, &mut go_on).unwrap();
    drop(vault);
    assert!(verify_backup(&file, &BackupKey::Recovery(&code), &mut go_on).unwrap().problems.is_empty());
    let other = RecoveryCode::random().unwrap();
    let refused = verify_backup(&file, &BackupKey::Recovery(&other), &mut go_on);
    assert!(matches!(refused, Err(VaultError::WrongPassphrase)));
    // What any age tool does with the code as its identity.
    let identity = age::x25519::Identity::from_str(&code.to_text()).unwrap();
    let decryptor = age::Decryptor::new_buffered(std::io::BufReader::new(fs::File::open(&file).unwrap())).unwrap();
    let mut payload = Vec::new();
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap().read_to_end(&mut payload).unwrap();
    assert_eq!(&payload[..8], b"CKBACK1\n");
}
