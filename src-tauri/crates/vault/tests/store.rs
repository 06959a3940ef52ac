//! What a store keeps, over real files.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::{fs, time::Duration};
use values::{Class, ClassSet, Role};
use vault::*;

#[test]
fn what_was_committed_is_there_after_locking() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let record = vault.allocate(PATIENTS);
    assert_eq!(record, 4);
    let done = vault
        .commit(Commit {
            at: Timestamp(77),
            action: "patient.create".to_owned(),
            purpose: "visit".to_owned(),
            objects: vec![Object { collection: PATIENTS, record, classes: DEM }],
            detail: Some((DEM, b"before and after".to_vec())),
            writes: vec![
                cell(record, CLIN, "j45"),
                cell(record, DEM, "new person"),
                Write::Refer { index: 2, class: Class::Financial, key: b"PCN-1".to_vec(), record },
            ],
        })
        .unwrap();
    assert!(done.applied);
    let before = picture(&vault);
    assert!(matches!(unlock(&practice.store, "bella"), Err(VaultError::InUse)));
    drop(vault);

    let vault = practice.unlock("bella");
    assert_eq!(picture(&vault), before);
    assert_eq!(vault.lookup(2, Class::Financial, b"PCN-1").unwrap(), [record]);
    assert_eq!(vault.lookup(2, Class::Financial, b"PCN-2").unwrap(), [0u64; 0]);
    assert_eq!(vault.allocate(PATIENTS), 5);
    let entry = vault.entries().last().unwrap().unwrap();
    assert_eq!((entry.sequence, entry.at, entry.user_name.as_str()), (done.sequence, Timestamp(77), "bella"));
    assert_eq!((entry.role, entry.action.as_str(), entry.changes), (Role::Biller, "patient.create", 3));
    assert!(entry.detail.is_some());
    assert_eq!(entry.head, done.head);
    assert_eq!(vault.journal_head(), (done.sequence, done.head));
    let numbers: Vec<u64> = vault.entries().map(|entry| entry.unwrap().sequence).collect();
    assert_eq!(numbers, (1..=done.sequence).collect::<Vec<_>>());
    let report = vault.verify().unwrap();
    assert!(report.ok(), "{report:?}");
    assert_eq!((report.records, report.cells), (4, 8));
}

#[test]
fn cells_count_their_writings_and_references_come_and_go() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    for n in 0..3 {
        vault
            .commit(commit(vec![cell(1, DEM, &format!("doe jane {n}")), cell(2, DEM, "twice"), cell(2, DEM, "roe")]))
            .unwrap();
    }
    assert_eq!(text(&vault, 1, DEM).as_deref(), Some("doe jane 2"));
    assert_eq!(text(&vault, 2, DEM).as_deref(), Some("roe"));
    assert_eq!(text(&vault, 1, CLIN).as_deref(), Some("visit j45"));
    assert_eq!(text(&vault, 1, Class::Coverage.into()).as_deref(), Some("absent"));
    let refer = |record| Write::Refer { index: 1, class: Class::Financial, key: b"trace".to_vec(), record };
    let unrefer = |record| Write::Unrefer { index: 1, class: Class::Financial, key: b"trace".to_vec(), record };
    vault.commit(commit(vec![refer(1), refer(2), refer(1), refer(3), unrefer(2)])).unwrap();
    assert_eq!(vault.lookup(1, Class::Financial, b"trace").unwrap(), [1, 3]);
    vault.commit(commit(vec![unrefer(1), unrefer(3), Write::Remove { collection: PATIENTS, record: 3 }])).unwrap();
    assert!(vault.lookup(1, Class::Financial, b"trace").unwrap().is_empty());
    assert!(vault.get(PATIENTS, 3).unwrap().is_none());
    assert_eq!(rows(&vault, 1, b"miles"), [("roe".to_owned(), 2)]);
    drop(vault);
    let vault = practice.unlock("bella");
    assert_eq!(vault.allocate(PATIENTS), 4, "the id of a removed record is not given again");
    assert!(vault.verify().unwrap().ok());
    let ids = vault.scan(PATIENTS, Some(1)).map(|record| record.unwrap().id).collect::<Vec<_>>();
    assert_eq!(ids, [2]);
}

#[test]
fn a_long_commit_is_one_action() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let header = CommitHeader { at: Timestamp(1), action: "import".to_owned(), ..CommitHeader::default() };
    // dropped: nothing of it stays
    let before = picture(&vault);
    let mut group = vault.begin(header.clone()).unwrap();
    for record in 10..6_000 {
        group.write(cell(record, DEM, "never to be seen")).unwrap();
    }
    drop(group);
    assert_eq!(picture(&vault), before);

    let mut group = vault.begin(header).unwrap();
    for n in 0..10_000u64 {
        let record = 100 + n;
        group.write(cell(record, DEM, &format!("name{} person{n}", n % 977))).unwrap();
        group.write(cell(record, CLIN, "j45 e11")).unwrap();
        if n % 100 == 0 {
            group.touch(Object { collection: PATIENTS, record, classes: DEM });
        }
    }
    let done = group.commit().unwrap();
    assert!(done.applied);
    assert_eq!(vault.scan(PATIENTS, None).count(), 10_003);
    assert_eq!(rows(&vault, 1, b"person5").first(), Some(&("person5".to_owned(), 105)));
    assert_eq!(rows(&vault, 1, b"").len(), 20_006);
    assert_eq!(vault.allocate(PATIENTS), 10_100);
    drop(vault);
    let vault = practice.unlock("bella");
    assert_eq!(vault.entries().last().unwrap().unwrap().objects.len(), 100);
    assert_eq!(rows(&vault, 1, b"").len(), 20_006);
    let report = vault.verify().unwrap();
    assert!(report.ok(), "{:?}", report.problems.first());
    let picture_before = picture(&vault);
    drop(vault);

    fs::remove_dir_all(practice.store.join("state")).unwrap();
    let vault = practice.unlock("bella");
    assert!(picture(&vault) == picture_before, "a rebuilt state is the same");
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn what_is_too_large_is_refused_by_name() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let big = "x".repeat(40_000);
    let refused = vault.commit(commit(vec![cell(2, DEM, &big), cell(2, CLIN, &big)]));
    assert!(matches!(refused, Err(VaultError::TooLarge { collection: PATIENTS, record: 2, .. })));
    assert_eq!(text(&vault, 2, DEM).as_deref(), Some("roe richard"));
    vault.commit(commit(vec![cell(2, DEM, &big)])).unwrap();
    assert!(matches!(vault.commit(commit(vec![cell(2, CLIN, &big)])), Err(VaultError::TooLarge { .. })));
    let over = "x".repeat(RECORD_MAX + 1);
    assert!(matches!(vault.commit(commit(vec![cell(1, CLIN, &over)])), Err(VaultError::TooLarge { .. })));
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn documents_are_sealed_files_known_to_the_journal() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let scan = vec![7u8; 300_000];
    let key = vault.put_document(&scan).unwrap();
    vault.commit(commit(vec![cell(1, CLIN, "with scan")])).unwrap();
    drop(vault);
    let vault = practice.unlock("audra");
    let report = vault.verify().unwrap();
    assert!(report.ok(), "{report:?}");
    assert_eq!(report.documents, 1);
    drop(vault);
    let vault = practice.unlock("bella");
    assert_eq!(*vault.get_document(&key).unwrap(), scan);
    let wrong = DocumentKey { name: key.name, key: [9; 32] };
    assert!(matches!(vault.get_document(&wrong), Err(VaultError::Damaged { .. })));
    let file = fs::read_dir(practice.store.join("documents")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(16).any(|window| window == [7; 16]));
    bytes[70_000] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(matches!(vault.get_document(&key), Err(VaultError::Damaged { .. })));
    assert_eq!(vault.verify().unwrap().problems[0].kind, "document_damaged");
    fs::remove_file(&file).unwrap();
    assert!(matches!(vault.get_document(&key), Err(VaultError::NotFound(_))));
    assert_eq!(vault.verify().unwrap().problems[0].kind, "document_missing");
}

#[test]
fn folders_that_are_no_stores_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(unlock(&dir.path().join("absent"), "bella"), Err(VaultError::NoStore)));
    assert!(matches!(unlock(dir.path(), "bella"), Err(VaultError::NoStore)));
    assert!(!dir.path().join("LOCK").exists(), "looking leaves no trace");
    let practice = Practice::copy();
    let ck = practice.store.join("vault.ck");
    let bytes = fs::read(&ck).unwrap();
    fs::remove_file(&ck).unwrap();
    assert!(matches!(unlock(&practice.store, "bella"), Err(VaultError::Damaged { .. })));
    let mut bad = bytes.clone();
    bad[100] ^= 4;
    fs::write(&ck, &bad).unwrap();
    let refused = Vault::unlock(&practice.store, "bella", &passphrase("nobody"), &options());
    assert!(matches!(refused, Err(VaultError::Damaged { .. })), "damage is told before a wrong passphrase");
    fs::write(&ck, &bytes).unwrap();
    assert!(practice.unlock("bella").verify().unwrap().ok());
    let anna = passphrase("anna");
    let new = NewPractice {
        practice_name: "Other",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &anna },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    assert!(matches!(Vault::create(&practice.store, new, &options()), Err(VaultError::AlreadyThere)));
}

#[test]
fn a_waiting_process_gets_the_store_when_it_is_free() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let options = UnlockOptions { wait: Duration::from_secs(60), ..options() };
            Vault::unlock(&practice.store, "sven", &passphrase("sven"), &options).map(|vault| vault.role())
        });
        std::thread::sleep(Duration::from_millis(200));
        drop(vault);
        assert_eq!(waiting.join().unwrap().unwrap(), Role::Supervisor);
    });
}

#[test]
fn a_wrong_passphrase_makes_the_next_attempt_wait_and_is_journaled() {
    let practice = Practice::copy();
    let wrong = Vault::unlock(&practice.store, "bella", &passphrase("other"), &options());
    assert!(matches!(wrong, Err(VaultError::WrongPassphrase)));
    assert!(matches!(unlock(&practice.store, "nobody"), Err(VaultError::WrongPassphrase)));
    let told = std::cell::Cell::new(0);
    let tell = |progress| {
        if let Progress::Waiting { wait_ms } = progress {
            told.set(wait_ms);
        }
    };
    let options = UnlockOptions { progress: Some(&tell), ..options() };
    let vault = Vault::unlock(&practice.store, "bella", &passphrase("bella"), &options).unwrap();
    assert!(told.get() >= 1000);
    let entry = vault.entries().last().unwrap().unwrap();
    assert_eq!((entry.action.as_str(), entry.purpose.as_str()), ("unlock.failed", "2"));
    drop(vault);
    told.set(0);
    drop(Vault::unlock(&practice.store, "bella", &passphrase("bella"), &options).unwrap());
    assert_eq!(told.get(), 0);
}

#[test]
fn everyone_reads_what_his_keys_open() {
    let practice = Practice::copy();
    let mixed = ClassSet::of(&[Class::Demographics, Class::Clinical]);
    let vault = practice.unlock("bella");
    vault.commit(commit(vec![cell(1, mixed, "a claim as sent"), cell(1, ADMIN, "a payer")])).unwrap();
    drop(vault);
    let table = [
        ("anna", ["sealed", "sealed", "sealed", "a payer"]),
        ("audra", ["sealed", "sealed", "sealed", "a payer"]),
        ("fred", ["doe jane", "sealed", "sealed", "a payer"]),
        ("bella", ["doe jane", "visit j45", "a claim as sent", "a payer"]),
        ("sven", ["doe jane", "visit j45", "a claim as sent", "a payer"]),
    ];
    for (user, want) in table {
        let vault = practice.unlock(user);
        let got = [DEM, CLIN, mixed, ADMIN].map(|classes| text(&vault, 1, classes).unwrap());
        assert_eq!(got, want, "{user}");
        let holds = vault.classes();
        let reads = vault.run_find(2, b"", &mut |_, _| std::ops::ControlFlow::Break(()));
        assert_eq!(reads.is_ok(), holds.has(Class::Clinical), "{user}");
        let write = vault.commit(commit(vec![cell(1, CLIN, "visit j45")]));
        assert_eq!(write.is_ok(), holds.has(Class::Clinical), "{user}");
        if !holds.has(Class::Financial) {
            assert!(matches!(vault.lookup(1, Class::Financial, b"x"), Err(VaultError::NotPermitted)));
        }
        let report = vault.verify().unwrap();
        assert!(report.ok(), "{user}: {report:?}");
        assert_eq!(report.cells + report.sealed_cells, 8);
        assert!(vault.audit_verify().unwrap().ok());
    }
}

#[test]
fn a_dropped_cell_is_opened_by_a_holder_only() {
    let practice = Practice::copy();
    let vault = practice.unlock("fred");
    let bytes = b"a scan".to_vec();
    vault
        .commit(commit(vec![Write::Drop { collection: 7, record: 1, class: Class::Clinical, schema: 3, bytes }]))
        .unwrap();
    let record = vault.get(7, 1).unwrap().unwrap();
    assert!(matches!(vault.open(&record, CLIN), Cell::Sealed(_)));
    drop(vault);
    let vault = practice.unlock("bella");
    let record = vault.get(7, 1).unwrap().unwrap();
    assert!(matches!(vault.open(&record, CLIN), Cell::Open { bytes, .. } if *bytes == b"a scan"));
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn a_vault_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Vault>();
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    std::thread::scope(|scope| {
        for thread in 0..4u64 {
            let vault = &vault;
            scope.spawn(move || {
                for n in 0..20 {
                    let record = vault.allocate(PATIENTS);
                    vault.commit(commit(vec![cell(record, DEM, &format!("t{thread} n{n}"))])).unwrap();
                    assert_eq!(text(vault, record, DEM), Some(format!("t{thread} n{n}")));
                }
            });
        }
    });
    assert_eq!(vault.scan(PATIENTS, None).count(), 83);
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let practice = Practice::copy();
    let vault = practice.unlock("sven");
    vault.put_document(b"scan").unwrap();
    let anna = passphrase("fresh person");
    let new = NewMember { name: "nora", role: Role::Coder, passphrase: &anna, practice_name: "x" };
    vault.enrol(new, None, Occasion { at: Timestamp(1), purpose: "" }).unwrap();
    for name in ["vault.ck", "reserve"] {
        let mode = fs::metadata(practice.store.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    for file in fs::read_dir(practice.store.join("documents")).unwrap().flatten() {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
