//! The end: nobody owes anything, says the window, and says the ledger behind it.

use crate::keys::Keys;
use crate::opening::{BILLER, SUPERVISOR};
use e2e::{Person, ask};
use serde_json::Value;
use std::path::Path;

/// The patient's ledger in the window.
pub fn nobody_owes_anything(keys: &Keys) {
    keys.press("F3");
    keys.until("document.activeElement?.id === 'search'");
    keys.type_text("abrams");
    keys.see("ABRAMS, NADIA");
    keys.press("Down");
    keys.press("Enter");
    keys.see("Who owes what");
    keys.see("With insurers 0.00 Patient owes 0.00");
    keys.tab(4, "ledger");
    keys.see("Account, 2 service lines 155.00 −110.00 −45.00 0.00");
    keys.see("Open balance 0.00");
    let shown = keys.driver().text().unwrap();
    assert_eq!(shown.matches("Paid in full").count(), 2, "{shown}");
    keys.look("ledger");
}

fn ask_as([role, name, passphrase]: [&str; 3], store: &Path, words: &[&str]) -> Value {
    let person = Person { name: name.to_owned(), role: role.to_owned(), passphrase: passphrase.to_owned() };
    ask(store, &person, words).unwrap()
}

/// What the command line reads of the store that the window wrote.
pub fn the_ledger_agrees(store: &Path) {
    let claims = ask_as(BILLER, store, &["claim", "list"]);
    assert_eq!(claims["total"], 1, "{claims}");
    let claim = &claims["items"][0];
    let cents = ["charge", "paid", "adjustment", "patient_responsibility", "balance"];
    let told = cents.map(|key| claim[format!("{key}_cents")].as_i64().unwrap());
    assert_eq!(told, [15_500, 11_000, 4_500, 0, 0], "{claim}");
    assert_eq!(claim["state"], "paid", "{claim}");
    let ledger = ask_as(BILLER, store, &["report", "ledger"]);
    assert_eq!(ledger["balanced"], true, "{ledger}");
    assert_eq!(ledger["debit_cents"], ledger["credit_cents"], "{ledger}");
    let aging = ask_as(BILLER, store, &["report", "aging"]);
    for owed in ["insurance_cents", "patient_cents", "unapplied_cents", "credit_cents"] {
        assert_eq!(aging[owed], 0, "{owed}: {aging}");
    }
    let verified = ask_as(SUPERVISOR, store, &["verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
}
