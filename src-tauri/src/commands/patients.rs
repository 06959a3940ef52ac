//! Patients: the list and the file.

use crate::store::{Desk, Opened};
use crate::window;
use tauri::AppHandle;
use wire::{FindPatientsRequest, FindPatientsResponse, PatientFile, ShowPatientRequest, WireError};

pub fn find_patients(
    _app: &AppHandle,
    opened: &Opened,
    request: FindPatientsRequest,
) -> Result<FindPatientsResponse, WireError> {
    Ok(found(&opened.desk()?, &request.text)?)
}

pub fn show_patient(app: &AppHandle, opened: &Opened, request: ShowPatientRequest) -> Result<PatientFile, WireError> {
    window::count_opening(app)?;
    let desk = opened.desk()?;
    let id = request.patient_id.parse().map_err(|_| wire::ErrorCode::BadValue)?;
    let file = billing::show_patient(&desk, id)?;
    Ok(wire::patient_file(file, billing::patient_overview(&desk, id)?, desk.today()))
}

/// An empty search is the list itself, as far as it is shown.
fn found(desk: &Desk<'_>, text: &str) -> billing::Result<FindPatientsResponse> {
    let limit = billing::FOUND_AT_MOST;
    let (total, rows) = match text.trim() {
        "" => billing::list_patients(desk, limit)?,
        text => billing::find_patients(desk, text, limit).map(|rows| (rows.len(), rows))?,
    };
    let has_more = total > rows.len() || (total == limit && !text.trim().is_empty());
    Ok(FindPatientsResponse { items: rows.into_iter().map(Into::into).collect(), has_more })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{PASSPHRASE, Store};
    use std::time::Instant;
    use wire::{ClassName, ErrorCode, Field, GateState};

    /// Finds and opens a patient as a person, through a session that is then locked.
    fn as_user(store: &Store, user: &str, text: &str) -> Result<(FindPatientsResponse, PatientFile), WireError> {
        let session = store.session();
        session.unlock(user, PASSPHRASE.as_bytes()).unwrap();
        let seen = session.with_desk(|opened| {
            let desk = opened.desk()?;
            let list = found(&desk, text)?;
            let id = list.items[0].patient_id.parse().unwrap();
            let file = billing::show_patient(&desk, id)?;
            let file = wire::patient_file(file, billing::patient_overview(&desk, id)?, desk.today());
            Ok((list, file))
        });
        session.close();
        seen
    }

    #[test]
    fn each_role_sees_its_classes_and_the_rest_sealed() {
        let store = Store::make();
        let (list, file) = as_user(&store, "biller", "smith").unwrap();
        assert_eq!(list.items.len(), 1);
        assert!(matches!(&file.name, Field::Open(name) if name.family == "SMITH-JONES" && name.given == "Mary Ann"));
        assert!(matches!(&file.phone, Field::Open(phone) if phone == "(555) 010-0142"));
        assert!(matches!(&file.balances, Field::Open(_)));
        let Field::Open(coverages) = &file.coverages else { panic!("sealed") };
        assert!(matches!(&coverages[0].member_id, Field::Open(id) if id == "RSA4471009306"));
        assert_eq!(coverages[0].payer_name, "Ridgeway Senior");

        let (list, file) = as_user(&store, "coder", "").unwrap();
        assert_eq!(list.items.len(), 2);
        assert_eq!(list.items[0].balance_cents, Field::sealed(ClassName::Financial));
        let Field::Open(coverages) = &file.coverages else { panic!("sealed") };
        assert_eq!(coverages[0].member_id, Field::sealed(ClassName::Identifiers));
        let crossing = serde_json::to_string(&file).unwrap();
        assert!(!crossing.contains("RSA4471009306"), "{crossing}");

        assert_eq!(as_user(&store, "administrator", "smith").unwrap_err().code, ErrorCode::NotPermitted);
    }

    #[test]
    fn a_wrong_passphrase_waits_and_a_lock_frees_the_store() {
        let store = Store::make();
        let session = store.session();
        let miss = session.unlock("biller", b"something else entirely").unwrap_err();
        assert_eq!((miss.code, miss.wait_seconds, miss.next_wait_seconds), (ErrorCode::WrongPassphrase, 1, 2));
        assert_eq!(session.unlock("biller", PASSPHRASE.as_bytes()).unwrap_err().code, ErrorCode::TooSoon);
        std::thread::sleep(session.wait());
        session.unlock("biller", PASSPHRASE.as_bytes()).unwrap();
        assert!(!session.is_lock_due(Instant::now(), false) && session.is_lock_due(Instant::now(), true));
        let second = store.session();
        assert_eq!(second.unlock("coder", PASSPHRASE.as_bytes()).unwrap_err().code, ErrorCode::InUse);
        session.close();
        assert_eq!(session.with_desk(|_| Ok(())).unwrap_err().code, ErrorCode::Locked);
        second.unlock("coder", PASSPHRASE.as_bytes()).unwrap();
    }

    #[test]
    fn the_gate_reads_names_and_roles_without_a_key() {
        let store = Store::make();
        let view = crate::store::describe(&store.path());
        assert_eq!(view.state, GateState::Ready);
        let names: Vec<&str> = view.users.iter().map(|user| user.name.as_str()).collect();
        assert_eq!(names, ["administrator", "supervisor", "biller", "coder"]);
        let mut bytes = std::fs::read(store.path().join("vault.ck")).unwrap();
        bytes[100] ^= 1;
        std::fs::write(store.path().join("vault.ck"), bytes).unwrap();
        assert_eq!(crate::store::describe(&store.path()).state, GateState::Damaged);
    }
}
