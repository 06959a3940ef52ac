//! A practice with one payer and one fee, and somebody at its desk.

use billing::{Desk, FieldProblem, Form, Problem};
use codes::CodeBook;
use fixtures::{NOW, Store, Template, npi, person};
use std::sync::OnceLock;
use values::Role;
use vault::Vault;

fn practice() -> String {
    format!(
        r#"{{"name":"{name}","npi":"{npi}","tin":"840001234","taxonomy":"261QP2300X",
        "address":{{"line1":"1 LARCH RD","city":"DENVER","state":"CO","zip":"802021234"}},
        "phone":"3035550100","contact_name":"BILLING OFFICE","submitter_id":"LARCH01",
        "receiver":{{"name":"SIMULATED CLEARINGHOUSE","id":"SIMCH"}},"usage":"T","timezone":"America/Denver",
        "payers":[{{"name":"BLUE LARCH HEALTH","payer_id":"LRC01"}}],
        "fees":[{{"code":"99213","charge_cents":12501}},
                {{"code":"99213","payer_id":"LRC01","allowed_cents":9000,"effective_on":"2026-01-01"}}]}}"#,
        name = fixtures::PRACTICE_NAME,
        npi = npi(123_456_789),
    )
}

/// A copy of the practice's store.
pub fn store() -> Store {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        Template::make(|vault| {
            billing::found_practice(vault, billing::check_practice(practice().as_bytes(), "UTC").unwrap(), NOW)
                .unwrap();
        })
    });
    template.copy()
}

fn codes() -> &'static CodeBook {
    static CODES: OnceLock<CodeBook> = OnceLock::new();
    CODES.get_or_init(CodeBook::shipped)
}

/// The store unlocked by the person of a role.
pub fn unlock(store: &Store, role: Role) -> Vault {
    store.unlock(person(role))
}

/// The desk at an unlocked store.
pub fn desk(vault: &Vault) -> Desk<'_> {
    Desk::open(vault, codes(), NOW).unwrap()
}

/// What a saved form gave.
pub fn saved<T: std::fmt::Debug>(form: Form<T>) -> T {
    match form {
        Form::Saved(id) => id,
        Form::Refused(problems) => panic!("refused: {problems:?}"),
    }
}

/// The fields that a form was refused for.
pub fn refused<T: std::fmt::Debug>(form: Form<T>) -> Vec<(String, Problem)> {
    match form {
        Form::Saved(id) => panic!("saved as {id:?}"),
        Form::Refused(problems) => {
            problems.into_iter().map(|FieldProblem { field, problem }| (field, problem)).collect()
        }
    }
}
