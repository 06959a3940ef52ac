//! A small practice, made once per test program and copied for each test.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use values::{Class, ClassSet, Role};
use vault::{
    Cell, Commit, KdfSetting, NewMember, NewPerson, NewPractice, Occasion, Passphrase, RunSpec, Timestamp,
    UnlockOptions, Vault, VaultError, Write,
};

pub const PATIENTS: u8 = 1;
pub const DEM: ClassSet = ClassSet::one(Class::Demographics);
pub const CLIN: ClassSet = ClassSet::one(Class::Clinical);
pub const ADMIN: ClassSet = ClassSet::one(Class::Administrative);

/// Words of the demographics cell, each a row.
pub static RUNS: [RunSpec; 2] = [
    RunSpec { run: 1, class: Class::Demographics, collection: PATIENTS, rows: words },
    RunSpec { run: 2, class: Class::Clinical, collection: PATIENTS, rows: words },
];

fn words(_: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split(|b| *b == b' ').filter(|word| !word.is_empty()).map(<[u8]>::to_vec).collect()
}

pub fn passphrase(user: &str) -> Passphrase {
    Passphrase::new(&format!("the river bends at {user} twice"))
}

pub fn options() -> UnlockOptions<'static> {
    UnlockOptions { runs: &RUNS, ..UnlockOptions::new(Timestamp(1_700_000_000_000)) }
}

pub fn unlock(dir: &Path, user: &str) -> Result<Vault, VaultError> {
    Vault::unlock(dir, user, &passphrase(user), &options())
}

pub struct Practice {
    _dir: tempfile::TempDir,
    pub store: PathBuf,
}

impl Practice {
    /// A copy of the practice with anna (administrator), sven (supervisor), bella (biller), fred (front desk), audra
    /// (auditor) and three patients.
    pub fn copy() -> Practice {
        Practice::copy_of(template())
    }

    pub fn copy_of(from: &Path) -> Practice {
        let dir = tempfile::tempdir().unwrap();
        let store = dir.path().join("store");
        copy_folder(from, &store);
        Practice { _dir: dir, store }
    }

    pub fn unlock(&self, user: &str) -> Vault {
        unlock(&self.store, user).unwrap()
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy_folder(&path, &to.join(name));
        } else if name != "reserve" {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

fn template() -> &'static Path {
    static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    &TEMPLATE
        .get_or_init(|| {
            let dir = tempfile::tempdir().unwrap();
            let store = dir.path().join("store");
            make(&store);
            (dir, store)
        })
        .1
}

fn make(store: &Path) {
    let (anna, sven) = (passphrase("anna"), passphrase("sven"));
    let new = NewPractice {
        practice_name: "Example Practice",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    let vault = Vault::create(store, new, &options()).unwrap().vault;
    let second = vault.second("anna", &anna).unwrap();
    for (name, role) in [("bella", Role::Biller), ("fred", Role::FrontDesk), ("audra", Role::Auditor)] {
        let passphrase = passphrase(name);
        let new = NewMember { name, role, passphrase: &passphrase, practice_name: "Example Practice" };
        let second = (role == Role::Auditor).then_some(&second);
        vault.enrol(new, second, Occasion { at: Timestamp(5), purpose: "hired" }).unwrap();
    }
    for text in ["doe jane", "roe richard", "miles jane"] {
        let record = vault.allocate(PATIENTS);
        vault.commit(commit(vec![cell(record, DEM, text), cell(record, CLIN, "visit j45")])).unwrap();
    }
}

pub fn commit(writes: Vec<Write>) -> Commit {
    Commit { at: Timestamp(10), action: "test.write".to_owned(), writes, ..Commit::default() }
}

pub fn cell(record: u64, classes: ClassSet, text: &str) -> Write {
    Write::Cell { collection: PATIENTS, record, classes, schema: 3, bytes: text.as_bytes().to_vec() }
}

pub fn text(vault: &Vault, record: u64, classes: ClassSet) -> Option<String> {
    let record = vault.get(PATIENTS, record).unwrap()?;
    match vault.open(&record, classes) {
        Cell::Open { bytes, schema } => {
            assert_eq!(schema, 3);
            Some(String::from_utf8(bytes.to_vec()).unwrap())
        }
        Cell::Sealed(_) => Some("sealed".to_owned()),
        Cell::Absent => Some("absent".to_owned()),
        Cell::Damaged => Some("damaged".to_owned()),
    }
}

/// Everything that a biller reads: records, rows, entries.
pub fn picture(vault: &Vault) -> Vec<String> {
    let mut all = Vec::new();
    for record in vault.scan(PATIENTS, None) {
        let record = record.unwrap();
        all.push(format!("{} {:?} {:?}", record.id, text(vault, record.id, DEM), text(vault, record.id, CLIN)));
    }
    for run in [1, 2] {
        all.extend(rows(vault, run, b"").into_iter().map(|(key, record)| format!("{run} {key} {record}")));
    }
    all.extend(vault.entries().map(|entry| format!("{:?}", entry.unwrap())));
    all
}

pub fn rows(vault: &Vault, run: u8, from: &[u8]) -> Vec<(String, u64)> {
    let mut rows = Vec::new();
    vault
        .run_find(run, from, &mut |key, record| {
            rows.push((String::from_utf8_lossy(key).into_owned(), record));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    rows
}
