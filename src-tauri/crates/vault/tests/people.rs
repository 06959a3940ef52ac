//! Users come and go.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use std::fs;
use values::Role;
use vault::*;

const ON: Occasion<'static> = Occasion { at: Timestamp(9), purpose: "test" };

#[test]
fn enrol_approve_disable() {
    let practice = Practice::copy();
    let carl = passphrase("carl");
    let new = NewMember { name: "carl", role: Role::Coder, passphrase: &carl, practice_name: "x" };
    let vault = practice.unlock("anna");
    assert_eq!(vault.enrol(new, None, ON).unwrap().act, RosterAct::Enrolled);
    drop(vault);
    assert!(matches!(unlock(&practice.store, "carl"), Err(VaultError::NotApproved)));
    let vault = practice.unlock("bella");
    assert!(matches!(vault.approve("carl", None, ON), Err(VaultError::NotPermitted)));
    drop(vault);
    let vault = practice.unlock("sven");
    assert_eq!(vault.approve("carl", None, ON).unwrap().act, RosterAct::Approved);
    assert!(matches!(vault.enrol(new, None, ON), Err(VaultError::Key(_))));
    assert!(vault.verify().unwrap().ok());
    drop(vault);
    let vault = practice.unlock("carl");
    assert_eq!(text(&vault, 1, CLIN).as_deref(), Some("visit j45"));
    assert_eq!(vault.members().len(), 6);
    drop(vault);
    let vault = practice.unlock("anna");
    vault.disable("carl", ON).unwrap();
    assert!(matches!(vault.disable("anna", ON), Err(VaultError::Key(_))));
    let actions: Vec<String> = vault.entries().map(|entry| entry.unwrap().action).collect();
    assert_eq!(actions[actions.len() - 3..], ["user.enrol", "user.approve", "user.disable"]);
    drop(vault);
    assert!(matches!(unlock(&practice.store, "carl"), Err(VaultError::Disabled)));
    // what carl signed still counts
    let report = practice.unlock("audra").verify().unwrap();
    assert!(report.ok(), "{report:?}");
}

#[test]
fn two_people_for_an_auditor_and_a_new_passphrase() {
    let practice = Practice::copy();
    let vault = practice.unlock("sven");
    let max = passphrase("max");
    let new = NewMember { name: "max", role: Role::Auditor, passphrase: &max, practice_name: "x" };
    assert!(matches!(vault.enrol(new, None, ON), Err(VaultError::SecondPersonNeeded)));
    assert!(matches!(vault.second("sven", &passphrase("sven")), Err(VaultError::SecondPersonNeeded)));
    let second = vault.second("anna", &passphrase("anna")).unwrap();
    assert_eq!(vault.enrol(new, Some(&second), ON).unwrap().act, RosterAct::EnrolledAndApproved);
    let weak = Passphrase::new("short");
    assert!(matches!(vault.change_passphrase(&weak, "x", ON), Err(VaultError::WeakPassphrase { .. })));
    vault.change_passphrase(&passphrase("sven again"), "x", ON).unwrap();
    drop(vault);
    assert!(matches!(unlock(&practice.store, "sven"), Err(VaultError::WrongPassphrase)));
    let vault = Vault::unlock(&practice.store, "sven", &passphrase("sven again"), &options()).unwrap();
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn vault_ck_is_the_one_that_the_journal_names() {
    let practice = Practice::copy();
    let ck = practice.store.join("vault.ck");
    let fresh = practice.store.join("vault.ck.new");
    let before = fs::read(&ck).unwrap();
    let vault = practice.unlock("anna");
    vault.disable("fred", ON).unwrap();
    drop(vault);
    let after = fs::read(&ck).unwrap();
    assert!(!fresh.exists());

    // put back by somebody
    fs::write(&ck, &before).unwrap();
    assert!(matches!(unlock(&practice.store, "bella"), Err(VaultError::Damaged { .. })));
    // died between journal and rename
    fs::write(&fresh, &after).unwrap();
    assert!(practice.unlock("bella").verify().unwrap().ok());
    assert_eq!(fs::read(&ck).unwrap(), after);
    fs::remove_file(&ck).unwrap();
    fs::write(&fresh, &after).unwrap();
    assert!(practice.unlock("bella").verify().unwrap().ok());
    // died before the journal
    fs::write(&fresh, &before).unwrap();
    assert!(practice.unlock("bella").verify().unwrap().ok());
    assert!(!fresh.exists());
    fs::write(&fresh, b"half a fi").unwrap();
    assert!(practice.unlock("bella").verify().unwrap().ok());
    assert_eq!(fs::read(&ck).unwrap(), after);
}

#[test]
fn an_unfinished_store_can_be_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("store");
    let (anna, sven) = (passphrase("anna"), passphrase("sven"));
    let new = || NewPractice {
        practice_name: "x",
        administrator: NewPerson { name: "anna", passphrase: &anna },
        supervisor: NewPerson { name: "sven", passphrase: &sven },
        kdf: KdfSetting::Floor,
        single_person: true,
    };
    fs::create_dir_all(store.join("journal")).unwrap();
    fs::write(store.join("LOCK"), b"").unwrap();
    fs::write(store.join("journal/00000000.seg"), vec![0; 1000]).unwrap();
    fs::write(store.join("vault.ck.new"), b"half").unwrap();
    let refused = unlock(&store, "anna").err().unwrap();
    assert_eq!(refused.code(), "damaged");
    let created = Vault::create(&store, new(), &options()).unwrap();
    assert_eq!(created.vault.role(), Role::Supervisor);
    assert_eq!(created.practice_id, created.vault.practice_id());
    drop(created.vault);
    assert!(matches!(Vault::create(&store, new(), &options()), Err(VaultError::AlreadyThere)));
    let vault = Vault::unlock_recovery(&store, &created.recovery, &options()).unwrap();
    vault.commit(commit(vec![cell(1, DEM, "by code")])).unwrap();
    assert!(vault.verify().unwrap().ok());
}
