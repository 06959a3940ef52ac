//! A practice store of a test's own with somebody at its desk.

use billing::{Desk, FieldProblem, Form, Problem};
use codes::CodeBook;
use fixtures::{NOW, Store, Template, npi};
use std::sync::OnceLock;
use values::Timestamp;
use vault::Vault;

fn practice() -> String {
    format!(
        r#"{{"name": "Larch Road", "npi": "{}", "tin": "123456789", "taxonomy": "207Q00000X",
        "address": {{"line1": "1 Main St", "city": "Fernhill", "state": "CO", "zip": "80200"}}, "phone": "3035550100",
        "contact_name": "Dana Sorli", "submitter_id": "LARCH", "receiver": {{"name": "CLEARING", "id": "CLR"}}, "usage": "T",
        "timezone": "America/Denver", "payers": [
            {{"name": "Ridgeway Senior", "payer_id": "RSA01", "claim_filing_indicator": "CI", "timely_filing_days": 95}},
            {{"name": "Larkfield Benefit", "payer_id": "LBT01", "claim_filing_indicator": "CI"}}]}}"#,
        npi(123_456_789)
    )
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        Template::make(|vault| {
            let checked = billing::check_practice(practice().as_bytes(), "America/Denver").unwrap();
            billing::found_practice(vault, checked, NOW).unwrap();
        })
    })
}

fn codes() -> &'static CodeBook {
    static CODES: OnceLock<CodeBook> = OnceLock::new();
    CODES.get_or_init(CodeBook::shipped)
}

/// The store and who sits at it.
pub struct Office {
    store: Store,
    vault: Option<Vault>,
    now: Timestamp,
}

impl Office {
    /// A copy of the practice with this person at the desk.
    pub fn new(user: &str) -> Office {
        let store = template().copy();
        let vault = Some(store.unlock(user));
        Office { store, vault, now: NOW }
    }

    /// Another person sits down; everything was closed before.
    pub fn seat(&mut self, user: &str) {
        self.vault = None;
        self.vault = Some(self.store.unlock(user));
    }

    /// The desk.
    pub fn desk(&self) -> Desk<'_> {
        Desk::open(self.vault.as_ref().unwrap(), codes(), self.now).unwrap()
    }

    /// The journal's actions.
    pub fn actions(&self) -> Vec<String> {
        self.desk().vault().entries().map(|entry| entry.unwrap().action).collect()
    }

    /// The record of a payer, as forms name it.
    pub fn payer(&self, payer_id: &str) -> String {
        let payers = billing::list_payers(&self.desk()).unwrap();
        payers.iter().find(|(_, payer)| payer.payer_id == payer_id).unwrap().0.to_string()
    }
}

/// What a form saved.
pub fn saved<T>(form: Form<T>) -> T {
    match form {
        Form::Saved(saved) => saved,
        Form::Refused(problems) => panic!("refused: {problems:?}"),
    }
}

/// What a form was refused for.
pub fn refused<T>(form: Form<T>) -> Vec<(String, Problem)> {
    match form {
        Form::Saved(_) => panic!("saved"),
        Form::Refused(problems) => {
            problems.into_iter().map(|FieldProblem { field, problem }| (field, problem)).collect()
        }
    }
}
