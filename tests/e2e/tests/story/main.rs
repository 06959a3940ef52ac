//! The whole of a biller's work in the real window, by keyboard alone: from a folder without a store to a balance of zero.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod balance;
mod keys;
mod money;
mod opening;
mod sending;
mod visit;

use e2e::{Setting, Theme, Window};
use keys::Keys;
use opening::{BILLER, SUPERVISOR};

#[test]
fn from_the_first_run_to_a_balance_of_zero_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("practice");
    let (incoming, out) = (folder.path().join("in"), folder.path().join("out"));
    for made in [&incoming, &out] {
        std::fs::create_dir(made).unwrap();
    }
    let window = Window::open(&Setting { store: store.clone(), theme: Theme::Light, idle_lock: None }).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();

    opening::first_run(&keys);
    keys.unlock(SUPERVISOR);
    opening::furnish_the_office(&keys);
    keys.lock();

    keys.unlock(BILLER);
    visit::register_a_patient(&keys);
    visit::add_a_policy(&keys, &incoming);
    visit::charge_the_visit(&keys);
    let first = sending::send(&keys, &out);
    assert_eq!((first.claims[0].frequency.as_str(), first.claims[0].charge), ("1", 15_500));
    sending::acknowledge(&keys, &first, 101, &incoming);
    money::post_with_an_exception(&keys, &first, &incoming);

    money::correct_the_denied_line(&keys);
    let second = sending::send(&keys, &out);
    let corrected = &second.claims[0];
    assert_eq!((corrected.frequency.as_str(), corrected.answers.as_deref()), ("7", Some("ICN1030")));
    assert_eq!(corrected.lines[1].procedure, "HC:36416");
    sending::acknowledge(&keys, &second, 201, &incoming);
    money::post_the_correction(&keys, &first, &second, &incoming);

    balance::nobody_owes_anything(&keys);
    drop(window);
    balance::the_ledger_agrees(&store);
}
