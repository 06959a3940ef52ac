use crate::stage::{desk, refused, saved, store, unlock};
use billing::{
    ErrorCode, Problem, SecondForm, UserForm, approve_by_form, change_own_passphrase, describe_users, disable_by_form,
    enrol_by_form,
};
use fixtures::passphrase;
use values::Role;
use vault::{MemberState, Passphrase};

const NEW: &str = "seven quiet herons over the mill";
const NOBODY: SecondForm<'_> = SecondForm { name: "", passphrase: "" };

fn form(name: &str, role: Role) -> UserForm<'_> {
    UserForm { name, role, passphrase: NEW, again: NEW, second: NOBODY }
}

fn of(name: &'static str) -> SecondForm<'static> {
    let words = match name {
        "anna" => "the river bends at anna twice",
        _ => "the river bends at sven twice",
    };
    SecondForm { name, passphrase: words }
}

#[test]
fn a_supervisor_hands_over_keys_at_once_and_an_administrator_lets_one_approve() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    assert_eq!(saved(enrol_by_form(&desk(&vault), form(" nora ", Role::Biller)).unwrap()), "nora");
    let cards = describe_users(&desk(&vault)).unwrap();
    let nora = cards.users.iter().find(|user| user.name == "nora").unwrap();
    assert_eq!((nora.state, nora.needs_second), (MemberState::Enrolled, false));
    assert_eq!(nora.fingerprint.as_ref().map(|print| print.split(' ').count()), Some(8));
    assert_eq!(cards.seconds, ["sven"]);
    assert_eq!(approve_by_form(&desk(&vault), "nora", NOBODY).unwrap_err().code, ErrorCode::NotPermitted);
    drop(vault);
    let vault = unlock(&store, Role::Supervisor);
    saved(approve_by_form(&desk(&vault), "nora", NOBODY).unwrap());
    saved(enrol_by_form(&desk(&vault), form("otto", Role::Coder)).unwrap());
    drop(vault);
    for name in ["nora", "otto"] {
        assert!(store.try_unlock(name, &Passphrase::new(NEW)).is_ok(), "{name}");
    }
}

#[test]
fn an_auditor_needs_somebody_of_the_other_kind_who_types_a_passphrase() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let auditor = form("iris", Role::Auditor);
    let tried = |second| refused(enrol_by_form(&desk, UserForm { second, ..auditor }).unwrap());
    assert_eq!(tried(NOBODY), [("second".to_owned(), Problem::Required)]);
    let without = SecondForm { name: "anna", passphrase: "" };
    assert_eq!(tried(without), [("second_passphrase".to_owned(), Problem::Required)]);
    assert_eq!(tried(of("sven")), [("second".to_owned(), Problem::NotThisPerson)]);
    let cards = describe_users(&desk).unwrap();
    assert!(cards.roles.contains(&(Role::Auditor, true)) && cards.roles.contains(&(Role::Coder, false)));
    saved(enrol_by_form(&desk, UserForm { second: of("anna"), ..auditor }).unwrap());
    let wrong = SecondForm { name: "anna", passphrase: "not the passphrase at all" };
    let another = UserForm { name: "ivan", second: wrong, ..auditor };
    assert_eq!(
        refused(enrol_by_form(&desk, another).unwrap()),
        [("second_passphrase".to_owned(), Problem::WrongPassphrase)]
    );
}

#[test]
fn every_wrong_field_of_a_user_is_named() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let tried = |name, passphrase, again| {
        let form = UserForm { name, passphrase, again, ..form("", Role::Biller) };
        let problems = refused(enrol_by_form(&desk, form).unwrap());
        problems.into_iter().map(|(field, problem)| format!("{field} {problem:?}")).collect::<Vec<_>>()
    };
    assert_eq!(tried("", "", ""), ["name Required", "passphrase Required"]);
    assert_eq!(tried("BELLA", "short", ""), ["name Taken", "passphrase PassphraseTooShort"]);
    assert_eq!(tried("nora", "passwordpassword", ""), ["passphrase PassphraseTooEasy"]);
    assert_eq!(tried("nora", NEW, "seven quiet herons"), ["again Differs"]);
    assert_eq!(tried("norabella silverstone", "norabella silverstone", ""), ["passphrase PassphraseIsName"]);
}

#[test]
fn the_last_of_a_kind_and_oneself_stay() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let desk = desk(&vault);
    assert_eq!(refused(disable_by_form(&desk, "anna").unwrap()), [("name".to_owned(), Problem::NotThisPerson)]);
    assert_eq!(refused(disable_by_form(&desk, "sven").unwrap()), [("name".to_owned(), Problem::LastOfKind)]);
    assert_eq!(saved(disable_by_form(&desk, "carl").unwrap()), "carl");
    assert_eq!(disable_by_form(&desk, "nobody").unwrap_err().code, ErrorCode::NotFound);
    drop(vault);
    assert!(store.try_unlock("carl", &passphrase("carl")).is_err());
}

#[test]
fn everybody_changes_his_own_passphrase_and_must_know_the_old_one() {
    let store = store();
    let vault = unlock(&store, Role::Coder);
    let old = "the river bends at carl twice";
    let tried = |old, new, again| change_own_passphrase(&desk(&vault), old, new, again).unwrap();
    assert_eq!(refused(tried("", NEW, NEW)), [("old".to_owned(), Problem::Required)]);
    assert_eq!(refused(tried(old, NEW, "other")), [("again".to_owned(), Problem::Differs)]);
    assert_eq!(refused(tried("wrong wrong wrong wrong", NEW, NEW)), [("old".to_owned(), Problem::WrongPassphrase)]);
    assert_eq!(saved(tried(old, NEW, NEW)), "carl");
    drop(vault);
    assert!(store.try_unlock("carl", &Passphrase::new(old)).is_err());
    assert!(store.try_unlock("carl", &Passphrase::new(NEW)).is_ok());
}

#[test]
fn only_those_who_may_see_and_change_users() {
    let store = store();
    for role in Role::ALL {
        let vault = unlock(&store, role);
        let desk = desk(&vault);
        let sees = matches!(role, Role::Supervisor | Role::Administrator | Role::Auditor);
        assert_eq!(describe_users(&desk).is_ok(), sees, "{role}");
        let changes = matches!(role, Role::Supervisor | Role::Administrator);
        assert_eq!(enrol_by_form(&desk, form("", Role::Biller)).is_ok(), changes, "{role}");
        assert_eq!(disable_by_form(&desk, desk.user_name().as_str()).is_ok(), changes, "{role}");
    }
}
