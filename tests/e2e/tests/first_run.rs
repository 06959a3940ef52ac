//! The first run by keyboard alone: from an empty folder to an unlocked practice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Person, Setting, Theme, Window, take_pictures};
use serde_json::Value;

const PASSPHRASES: [&str; 3] =
    ["quiet lantern orbit maple seven", "seven herons over the old mill", "copper kettles hum at night"];

/// Types into the fields of the form in their order, Tab between them; `None` leaves one as it is.
fn fill(driver: &Driver, texts: &[Option<&str>]) {
    for text in texts {
        if let Some(text) = text {
            driver.type_text(text).unwrap();
        }
        driver.press("Tab").unwrap();
    }
}

fn look(driver: &Driver, name: &str) {
    e2e::axe_clean(driver, name).unwrap();
    if std::env::var_os("CLAIMKEEP_E2E_OUT").is_some() {
        take_pictures(driver, Theme::Light, name).unwrap();
    }
}

fn texts(driver: &Driver, script: &str) -> Vec<String> {
    let found = driver.run(script).unwrap();
    found.as_array().unwrap().iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_practice_is_created_by_keyboard_and_its_supervisor_unlocks_it() {
    let top = tempfile::tempdir().unwrap();
    let store = top.path().join("practice");
    let window = Window::open(&Setting { store: store.clone(), theme: Theme::Light, idle_lock: None }).unwrap();
    let driver = window.driver();
    driver.wait_text("No practice here yet").unwrap();
    look(driver, "00-setup-ways");
    driver.press("Enter").unwrap();
    driver.wait_text("Step 1 of 3").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("to mend").unwrap();
    look(driver, "00-setup-refused");
    driver.run("document.querySelector('#f-name').focus(); return true").unwrap();
    let practice = [
        Some("Fernhill Family Medicine"),
        Some("1234567893"),
        Some("207Q00000X"),
        Some("12-3456789"),
        None,
        None,
        Some("1 Main St"),
        None,
        Some("Fernhill"),
        Some("OR"),
        Some("97000-1234"),
        Some("Dana Sorli"),
        Some("555-010-0100"),
        Some("Clearing"),
        Some("CLR"),
        Some("FERN"),
    ];
    fill(driver, &practice);
    look(driver, "00-setup-practice");
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("Step 2 of 3").unwrap();
    let people = [("Ada", PASSPHRASES[0]), ("Sol", PASSPHRASES[1]), ("Mira", PASSPHRASES[2])];
    for (name, passphrase) in people {
        fill(driver, &[Some(name), Some(passphrase), Some(passphrase)]);
    }
    look(driver, "00-setup-people");
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("Step 3 of 3").unwrap();
    look(driver, "00-setup-recovery");
    assert!(!store.exists(), "the practice is there only once its key was confirmed");

    let groups = texts(
        driver,
        "return [...document.querySelectorAll('#codeGroups li')].map((one) => one.lastChild.textContent)",
    );
    let asked = texts(driver, "return [...document.querySelectorAll('#answers label')].map((one) => one.textContent)");
    driver.run("document.querySelector('#answers input').focus(); return true").unwrap();
    for label in asked {
        let number: usize = label.split(' ').nth(1).unwrap().parse().unwrap();
        driver.type_text(&groups[number - 1].to_lowercase()).unwrap();
        driver.press("Tab").unwrap();
    }
    let setup = driver.page().unwrap();
    driver.press("Enter").unwrap();
    driver.follow(&setup).unwrap();
    driver.wait_text("Who is working?").unwrap();
    let mira = Person { name: "Mira".into(), role: "biller".into(), passphrase: PASSPHRASES[2].into() };
    window.unlock(&mira).unwrap();
    driver.wait_text("This practice has no patients yet").unwrap();
    look(driver, "00-start");
    window.lock().unwrap();
    let ada = Person { name: "Ada".into(), role: "administrator".into(), passphrase: PASSPHRASES[0].into() };
    window.unlock(&ada).unwrap();
    add_a_payer_and_a_price(driver);
    add_a_coder(driver);
}

/// Screen 14 by keyboard: a payer, then what it is expected to allow, from a day on.
fn add_a_payer_and_a_price(driver: &Driver) {
    driver.press("Alt+7").unwrap();
    driver.wait_text("No payers yet").unwrap();
    look(driver, "14-payers-none");
    driver.press("Ctrl+Shift+a").unwrap();
    driver.wait_text("New payer").unwrap();
    fill(driver, &[Some("Ridgeway Senior"), Some("RSA01"), Some("CI"), Some("95")]);
    look(driver, "14-payer");
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("1 record").unwrap();
    look(driver, "14-payers");
    driver.press("Ctrl+5").unwrap();
    driver.wait_text("No prices yet").unwrap();
    driver.press("Ctrl+Shift+a").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'gridcell'").unwrap();
    driver.press("Enter").unwrap();
    for (text, key) in [("99213", "Tab"), ("25", "Tab"), ("125.5", "Enter")] {
        driver.wait_for("return document.activeElement.tagName === 'INPUT'").unwrap();
        driver.type_text(text).unwrap();
        driver.press(key).unwrap();
    }
    driver.wait_text("1 price changed").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("One field needs you").unwrap();
    look(driver, "14-prices-refused");
    driver.run("document.querySelector('[data-field=from]').focus(); return true").unwrap();
    driver.type_text("1/1/2026").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("125.50").unwrap();
    look(driver, "14-prices");
}

/// Screen 15 by keyboard: an administrator enrols a coder, who waits for a supervisor.
fn add_a_coder(driver: &Driver) {
    driver.press("Alt+8").unwrap();
    driver.wait_text("3 people").unwrap();
    driver.press("Ctrl+Shift+a").unwrap();
    driver.wait_text("Add a person").unwrap();
    driver.type_text("Cleo").unwrap();
    look(driver, "15-user");
    for text in [None, None, Some("granite otters hum at dawn"), None, Some("granite otters hum at dawn")] {
        if let Some(text) = text {
            driver.type_text(text).unwrap();
        }
        driver.press("Tab").unwrap();
    }
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("Waits for approval").unwrap();
    look(driver, "15-users");
}

#[test]
fn the_demo_practice_is_made_while_the_page_tells_how_far_it_is() {
    let top = tempfile::tempdir().unwrap();
    let setting = Setting { store: top.path().join("practice"), theme: Theme::Light, idle_lock: None };
    let window = Window::open(&setting).unwrap();
    let driver = window.driver();
    driver.press("Down").unwrap();
    driver.press("Enter").unwrap();
    driver.wait_text("Making the demo practice").unwrap();
    driver.press("Esc").unwrap();
    driver.wait_text("No practice here yet").unwrap();
    assert_eq!(driver.run("return document.activeElement.id").unwrap(), Value::from("way-create"));
}
