//! A store that cannot be opened or written: a clear answer, and the store stays as it was.

use crate::common::visits;
use billing::{BillingError, CsvKind, ErrorCode};
use fixtures::{NOW, options, passphrase};
use integration::data::{encounters, patients};
use integration::{Office, template};
use std::fs;
use std::path::Path;
use std::process::Command;
use vault::{KdfSetting, NewPerson, NewPractice, Vault};

fn refusal(folder: &Path, user: &str, words: &str) -> BillingError {
    let answer = Vault::unlock(folder, user, &passphrase(words), &options());
    let error = BillingError::from(answer.err().expect("the store does not open"));
    assert!(error.message.len() > 10 && error.remedy.len() > 10, "{error:?}");
    error
}

#[test]
fn a_wrong_passphrase_and_an_unknown_user_are_told_alike() {
    let store = template().copy();
    let wrong = refusal(store.path(), "bella", "somebody else");
    let unknown = refusal(store.path(), "nobody", "nobody");
    assert_eq!((wrong.code, &wrong.message), (ErrorCode::WrongPassphrase, &unknown.message));
    assert_eq!(unknown.code, ErrorCode::WrongPassphrase);
    // The right passphrase still opens, after the wait.
    assert_eq!(store.unlock("bella").user().name, "bella");
}

#[test]
fn a_store_that_is_open_is_in_use_for_everybody_else() {
    let store = template().copy();
    let vault = store.unlock("bella");
    assert_eq!(refusal(store.path(), "sven", "sven").code, ErrorCode::InUse);
    drop(vault);
    assert_eq!(store.unlock("sven").user().name, "sven");
}

#[test]
fn where_no_store_is_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(refusal(&folder.path().join("nowhere"), "bella", "bella").code, ErrorCode::NoStore);
    assert_eq!(refusal(folder.path(), "bella", "bella").code, ErrorCode::NoStore);
    assert!(!folder.path().join("nowhere").exists() && fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn a_store_of_a_newer_version_is_refused_unharmed() {
    use sha2::{Digest, Sha256};
    let store = template().copy();
    let file = store.path().join("vault.ck");
    let right = fs::read(&file).unwrap();
    let mut newer = right[..right.len() - 32].to_vec();
    newer[7] = b'2';
    let sum = Sha256::digest(&newer);
    newer.extend_from_slice(&sum);
    fs::write(&file, &newer).unwrap();
    let error = refusal(store.path(), "bella", "bella");
    assert_eq!(error.code, ErrorCode::NewerStore, "{error:?}");
    assert!(error.remedy.contains("newest version"));
    assert_eq!(fs::read(&file).unwrap(), newer, "nothing was touched");
    fs::write(&file, &right).unwrap();
    assert_eq!(store.unlock("bella").user().name, "bella");
}

#[test]
fn a_damaged_key_file_or_a_lost_one_is_damage_and_no_wrong_passphrase() {
    let store = template().copy();
    let file = store.path().join("vault.ck");
    let right = fs::read(&file).unwrap();
    let mut bad = right.clone();
    bad[right.len() / 2] ^= 1;
    fs::write(&file, &bad).unwrap();
    assert_eq!(refusal(store.path(), "bella", "bella").code, ErrorCode::Damaged);
    fs::remove_file(&file).unwrap();
    assert_eq!(refusal(store.path(), "bella", "bella").code, ErrorCode::Damaged);
    fs::write(&file, &right).unwrap();
    assert_eq!(store.unlock("bella").user().name, "bella");
}

#[test]
fn a_flipped_bit_in_the_journal_is_told_and_named() {
    let mut office = Office::new("bella");
    office.import(CsvKind::Patients, &patients(2));
    office.leave();
    let journal = office.store().path().join("journal");
    let mut segments: Vec<_> = fs::read_dir(journal).unwrap().flatten().map(|entry| entry.path()).collect();
    segments.sort();
    let first = &segments[0];
    let right = fs::read(first).unwrap();
    let mut bad = right.clone();
    // The segment is filled with zeros beyond what was written.
    let written = right.iter().rposition(|byte| *byte != 0).unwrap();
    bad[written / 3] ^= 0x10;
    fs::write(first, &bad).unwrap();
    let seen = match office.store().try_unlock("sven", &passphrase("sven")) {
        Err(error) => BillingError::from(error).code == ErrorCode::Damaged,
        Ok(vault) => {
            let desk = billing::Desk::open(&vault, integration::codes(), NOW).unwrap();
            billing::verify_store(&desk).map_or_else(|error| error.code == ErrorCode::Damaged, |proof| !proof.ok)
        }
    };
    assert!(seen, "a changed journal is found");
    // Told, and left as it was: the bit turned back, all is well.
    let mut now = fs::read(first).unwrap();
    now[written / 3] ^= 0x10;
    fs::write(first, &now).unwrap();
    office.seat("sven");
    office.verify();
}

#[test]
fn a_lost_state_is_built_again_from_the_journal() {
    let mut office = Office::new("bella");
    office.import(CsvKind::Patients, &patients(2));
    let before = office.picture();
    let entries = office.entries();
    office.leave();
    fs::remove_dir_all(office.store().path().join("state")).unwrap();
    office.seat("bella");
    assert_eq!(office.picture(), before);
    assert!(office.entries() >= entries);
    assert_eq!(billing::find_patients(&office.desk(), "benoit", 9).unwrap().len(), 1, "searches find again");
    office.seat("sven");
    office.verify();
}

fn create(folder: &Path) -> Result<Vault, vault::VaultError> {
    let (anna, sven) = (passphrase("anna"), passphrase("sven"));
    let new = NewPractice {
        practice_name: fixtures::PRACTICE_NAME,
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    Vault::create(folder, new, &options()).map(|created| created.vault)
}

#[test]
fn a_store_is_never_made_over_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    fs::write(&file, "not a folder").unwrap();
    let in_a_file = BillingError::from(create(&file).err().expect("a file is no folder"));
    assert!(matches!(in_a_file.code, ErrorCode::BadUsage | ErrorCode::Io | ErrorCode::ReadOnly), "{in_a_file:?}");
    let below_a_file = BillingError::from(create(&file.join("store")).err().expect("a file has no folder"));
    assert!(matches!(below_a_file.code, ErrorCode::Io | ErrorCode::ReadOnly), "{below_a_file:?}");
    let in_use = BillingError::from(create(folder.path()).err().expect("the folder is not empty"));
    assert_eq!(in_use.code, ErrorCode::BadUsage);
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was left there");
}

#[test]
fn a_practice_file_with_a_fault_names_the_field() {
    let right = integration::data::practice_json();
    for (from, to, field) in [
        (r#""npi":"1234567893""#, r#""npi":"1234567890""#, "npi"),
        (r#""tin":"840001234""#, r#""tin":"84""#, "tin"),
        (r#""usage":"T""#, r#""usage":"X""#, "usage"),
        (r#""timezone":"America/Denver""#, r#""timezone":"Mars/Base""#, "timezone"),
        (r#""payer_id":"LRC02""#, r#""payer_id":"""#, "payers[1].payer_id"),
        (r#""charge_cents":12500"#, r#""charge_cents":-1"#, "fees[0].charge_cents"),
        (r#""phone":"3035550100""#, r#""phone":"""#, "phone"),
    ] {
        let text = right.replacen(from, to, 1);
        assert_ne!(text, right, "{from}");
        let error = billing::check_practice(text.as_bytes(), "UTC").err().expect(field);
        assert_eq!((error.code, error.position.as_deref()), (ErrorCode::BadValue, Some(field)), "{error:?}");
    }
    for text in ["", "{}", "[]", "\u{0}", &right[..right.len() / 2]] {
        let error = billing::check_practice(text.as_bytes(), "UTC").err().expect("no practice file");
        assert_eq!(error.code, ErrorCode::BadValue);
        assert!(error.message.contains("line"), "{error:?}");
    }
}

/// A small file system in memory, gone with its owner.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mounted() -> Option<SmallDisk> {
        let folder = tempfile::tempdir().ok()?;
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=200m", "none"]).arg(folder.path()).output();
        mount.is_ok_and(|output| output.status.success()).then_some(SmallDisk(folder))
    }
}

impl SmallDisk {
    /// Leaves a mebibyte.
    fn fill(&self) {
        let used: u64 = sizes(self.0.path());
        fs::write(self.0.path().join("filler"), vec![7; usize::try_from((199 << 20) - used).unwrap()]).unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.0.path().join("filler")).unwrap();
    }
}

fn sizes(folder: &Path) -> u64 {
    let of = |entry: fs::DirEntry| {
        if entry.path().is_dir() { sizes(&entry.path()) } else { entry.metadata().unwrap().len() }
    };
    fs::read_dir(folder).unwrap().flatten().map(of).sum()
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else if entry.file_name() != "reserve" {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn desk(vault: &Vault) -> billing::Desk<'_> {
    billing::Desk::open(vault, integration::codes(), NOW).unwrap()
}

fn take(vault: &Vault, kind: CsvKind, text: &str) -> Result<billing::CsvReport, BillingError> {
    billing::import_csv(&desk(vault), kind, text.as_bytes(), billing::CsvOptions::default())
}

#[test]
fn a_full_disk_refuses_the_change_and_loses_nothing() {
    let Some(disk) = SmallDisk::mounted() else {
        println!("left out: this machine lets nobody mount a small disk here");
        return;
    };
    let folder = disk.0.path().join("store");
    copy(template().copy().path(), &folder).unwrap();
    disk.fill();
    let vault = Vault::unlock(&folder, "sven", &passphrase("sven"), &options()).unwrap();
    let head = vault.journal_head();
    let error = take(&vault, CsvKind::Patients, &patients(2)).expect_err("there is no room for it");
    assert_eq!((error.code, vault.journal_head()), (ErrorCode::DiskFull, head), "{error:?}");
    assert!(error.remedy.contains("free space"));
    assert_eq!(billing::list_patients(&desk(&vault), 9).unwrap().0, 0, "reading goes on, and is journaled");
    assert_eq!(vault.journal_head().0, head.0 + 1);
    disk.empty();
    take(&vault, CsvKind::Patients, &patients(2)).unwrap();
    drop(vault);
    let vault = Vault::unlock(&folder, "sven", &passphrase("sven"), &options()).unwrap();
    take(&vault, CsvKind::Encounters, &encounters(&visits(2))).unwrap();
    assert_eq!(billing::list_patients(&desk(&vault), 9).unwrap().0, 2);
    let proof = billing::verify_store(&desk(&vault)).unwrap();
    assert!(proof.ok, "{:?}", proof.problems);
}
