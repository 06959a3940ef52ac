//! Tests of the key half: an office made once, then people, cells, frozen vectors and hostile files.

mod cells;
mod frozen;
mod hostile;
mod people;

use super::*;
use crypto::{KdfSetting, Passphrase, RecoveryCode};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use values::{Class, ClassSet, Role};

const ADMINISTRATOR: &str = "anna";
const SUPERVISOR: &str = "sven";
const PRACTICE: &str = "Riverside Family Practice";

/// A store with one person of each role, all unlocked.
struct Office {
    bytes: Vec<u8>,
    rings: BTreeMap<Role, KeyRing>,
    recovery: RecoveryCode,
}

impl Office {
    fn file(&self) -> VaultFile {
        VaultFile::parse(&self.bytes).unwrap()
    }

    fn ring(&self, role: Role) -> &KeyRing {
        &self.rings[&role]
    }
}

fn phrase(name: &str) -> Passphrase {
    Passphrase::new(&format!("amber basin cedar delta {name}"))
}

fn new_vault(single_person: bool) -> Created {
    let (administrator, supervisor) = (phrase(ADMINISTRATOR), phrase(SUPERVISOR));
    create(&NewVault {
        practice_name: PRACTICE,
        administrator: NewPerson { name: ADMINISTRATOR, passphrase: &administrator },
        supervisor: NewPerson { name: SUPERVISOR, passphrase: &supervisor },
        kdf: KdfSetting::Floor,
        single_person,
    })
    .unwrap()
}

fn enrol_as(
    file: &mut VaultFile,
    by: &KeyRing,
    second: Option<&KeyRing>,
    name: &str,
    role: Role,
) -> Result<RosterChange, KeyError> {
    enrol(file, by, second, NewMember { name, role, passphrase: &phrase(name), practice_name: PRACTICE })
}

/// The small store: administrator and supervisor only.
fn founders() -> &'static Created {
    static FOUNDERS: OnceLock<Created> = OnceLock::new();
    FOUNDERS.get_or_init(|| new_vault(false))
}

fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let Created { mut file, administrator, supervisor, recovery } = new_vault(false);
        let mut rings = BTreeMap::new();
        for role in [Role::FrontDesk, Role::Coder, Role::Biller, Role::Auditor] {
            let second = (role == Role::Auditor).then_some(&administrator);
            let done = enrol_as(&mut file, &supervisor, second, role.name(), role).unwrap();
            assert_eq!(done.act, RosterAct::EnrolledAndApproved);
        }
        for role in [Role::FrontDesk, Role::Coder, Role::Biller, Role::Auditor] {
            rings.insert(role, unlock(&file, role.name(), &phrase(role.name())).unwrap());
        }
        rings.insert(Role::Administrator, administrator);
        rings.insert(Role::Supervisor, supervisor);
        Office { bytes: file.bytes().to_vec(), rings, recovery }
    })
}

fn at(collection: u8, record: u64, classes: impl Into<ClassSet>) -> CellAddress {
    let version = CellVersion { counter: 1, workstation: 1 };
    CellAddress { collection, record, classes: classes.into(), schema: 1, version }
}

fn text(outcome: CellOutcome) -> Option<String> {
    match outcome {
        CellOutcome::Open(plain) => Some(String::from_utf8(plain.to_vec()).unwrap()),
        CellOutcome::Sealed(_) | CellOutcome::Damaged => None,
    }
}
