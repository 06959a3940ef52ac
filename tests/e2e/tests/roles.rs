//! What each role finds in the real window: its own start, its areas and no others, and *sealed* where its keys end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use e2e::{Driver, Practice, Setting, Theme, Window, axe_clean, call, open_a_patient};
use serde_json::{Value, json};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

static PRACTICE: LazyLock<Practice> = LazyLock::new(|| Practice::make().unwrap());
// One window at a time: the store has one lock.
static STAGE: Mutex<()> = Mutex::new(());

fn stage() -> MutexGuard<'static, ()> {
    STAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

const REFUSED: &str = "Your role does not allow this";

/// Every area with its key, in the order of the rail.
const AREAS: [(&str, &str); 9] = [
    ("Worklist", "Alt+1"),
    ("Patients", "Alt+2"),
    ("Charges", "Alt+3"),
    ("Claims", "Alt+4"),
    ("Remittances", "Alt+5"),
    ("Denials", "Alt+6"),
    ("Office", "Alt+7"),
    ("Users", "Alt+8"),
    ("Settings", "Alt+9"),
];

/// What a role is promised.
struct Promise {
    role: &'static str,
    /// The area that its day begins in.
    start: &'static str,
    /// A text that its first screen alone shows.
    shows: &'static str,
    areas: &'static [&'static str],
    /// Commands of the desk that it may not have, with a request that is right in its form.
    forbidden: &'static [(&'static str, &'static str)],
}

const WORKLIST: (&str, &str) = ("list_work_people", "{}");
const REMITTANCES: (&str, &str) = ("list_remittances", "{}");
const USERS: (&str, &str) = ("list_users", "{}");
const ENCOUNTERS: (&str, &str) = ("list_encounters", "{}");
const PATIENTS: (&str, &str) = ("find_patients", r#"{ "text": "a" }"#);
const DAY: (&str, &str) = ("list_day", r#"{ "day": "" }"#);

const FRONT_DESK: Promise = Promise {
    role: "front_desk",
    start: "Patients",
    shows: "Today",
    areas: &["Patients", "Office", "Settings"],
    forbidden: &[WORKLIST, REMITTANCES, USERS, ENCOUNTERS],
};

const CODER: Promise = Promise {
    role: "coder",
    start: "Charges",
    shows: "To code",
    areas: &["Patients", "Charges", "Office", "Settings"],
    forbidden: &[WORKLIST, REMITTANCES, USERS],
};

const AUDITOR: Promise = Promise {
    role: "auditor",
    start: "Users",
    shows: "May unlock",
    areas: &["Office", "Users", "Settings"],
    forbidden: &[WORKLIST, REMITTANCES, ENCOUNTERS, PATIENTS, DAY],
};

const ADMINISTRATOR: Promise = Promise { role: "administrator", ..AUDITOR };

fn open_as(role: &str, theme: Theme) -> Window {
    let window = Window::open(&Setting { theme, ..Setting::of(&PRACTICE) }).unwrap();
    window.driver().resize((1366, 768)).unwrap();
    window.unlock(PRACTICE.person(role).unwrap()).unwrap();
    window
}

/// Where the person is: the area that the rail marks.
fn area(driver: &Driver) -> Value {
    driver.run("return document.querySelector('.nav [aria-current=page]')?.textContent ?? 'none'").unwrap()
}

fn is_in(driver: &Driver, wanted: &str) {
    driver.wait(wanted, || Ok((area(driver) == wanted).then_some(()))).unwrap();
}

/// The window keeps its promise to a role: start, rail, keys, palette, and the commands beneath them.
fn keeps(promise: &Promise) {
    let _stage = stage();
    let window = open_as(promise.role, Theme::Light);
    let driver = window.driver();
    driver.wait_text(promise.shows).unwrap();
    is_in(driver, promise.start);
    axe_clean(driver, &format!("start of {}, light", promise.role)).unwrap();
    let rail =
        driver.run("return [...document.querySelectorAll('.nav button')].map((one) => one.textContent)").unwrap();
    assert_eq!(rail, json!(promise.areas), "{}", promise.role);

    for (name, key) in AREAS {
        driver.press(key).unwrap();
        if promise.areas.contains(&name) {
            is_in(driver, name);
        } else {
            let before = area(driver);
            driver.wait_text(REFUSED).unwrap();
            assert_eq!(area(driver), before, "{key} leads {} to {name}", promise.role);
        }
    }
    each_refusal_was_told(driver, AREAS.len() - promise.areas.len());
    the_palette_offers_no_other_area(driver, promise);
    for (command, request) in promise.forbidden {
        assert_eq!(call(driver, command, request).unwrap(), "not_permitted", "{} calls {command}", promise.role);
    }
    drop(window);

    let window = open_as(promise.role, Theme::Dark);
    window.driver().wait_text(promise.shows).unwrap();
    axe_clean(window.driver(), &format!("start of {}, dark", promise.role)).unwrap();
}

/// A refusal is told once for each key, not once for all: the messages of the session have them.
fn each_refusal_was_told(driver: &Driver, keys: usize) {
    driver.press("Ctrl+k").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'combobox'").unwrap();
    driver.type_text("messages so far").unwrap();
    driver.press("Enter").unwrap();
    driver.wait_for("return document.querySelector('dialog[open] .said li') !== null").unwrap();
    let told = format!(
        "return [...document.querySelectorAll('dialog[open] .said li')].filter((one) => one.textContent.includes({REFUSED:?})).length"
    );
    assert_eq!(driver.run(&told).unwrap(), json!(keys));
    driver.press("Esc").unwrap();
    driver.wait_for("return document.querySelector('dialog[open]') === null").unwrap();
}

/// Empty, the palette marks what the role may not do; an area that it has is unmarked.
fn the_palette_offers_no_other_area(driver: &Driver, promise: &Promise) {
    driver.press("Ctrl+k").unwrap();
    driver.wait_for("return document.querySelector('dialog[open] [role=option]') !== null").unwrap();
    let rows = driver
        .run("return [...document.querySelectorAll('dialog[open] [role=option]')].map((one) => one.textContent)")
        .unwrap();
    let rows: Vec<&str> = rows.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for (name, key) in AREAS {
        let open = rows.iter().any(|row| row.contains(key) && !row.contains(REFUSED));
        assert_eq!(open, promise.areas.contains(&name), "{name} in the palette of {}: {rows:?}", promise.role);
    }
    driver.press("Esc").unwrap();
    driver.wait_for("return document.querySelector('dialog[open]') === null").unwrap();
}

#[test]
fn the_front_desk_begins_with_the_days_patients_and_has_its_own_areas() {
    keeps(&FRONT_DESK);
}

#[test]
fn a_coder_begins_with_the_visits_to_code_and_has_her_own_areas() {
    keeps(&CODER);
}

#[test]
fn an_auditor_begins_with_the_users_and_opens_no_patient() {
    keeps(&AUDITOR);
    no_key_finds_a_patient("auditor");
}

#[test]
fn an_administrator_begins_with_the_users_and_opens_no_patient() {
    keeps(&ADMINISTRATOR);
    no_key_finds_a_patient("administrator");
}

fn no_key_finds_a_patient(role: &str) {
    let _stage = stage();
    let window = open_as(role, Theme::Light);
    let driver = window.driver();
    driver.wait_text("May unlock").unwrap();
    for key in ["F3", "Ctrl+n"] {
        driver.press(key).unwrap();
        driver.wait_text(REFUSED).unwrap();
        assert_eq!(area(driver), "Users", "{key} leads {role} on");
    }
}

#[test]
fn the_front_desk_sees_money_and_sealed_codes() {
    let _stage = stage();
    let patient = PRACTICE.patient_with_claims().unwrap();
    let family = patient["name"].as_str().unwrap().split(',').next().unwrap().to_owned();
    let window = open_as("front_desk", Theme::Light);
    let driver = window.driver();
    driver
        .wait_for(
            "return [...document.querySelectorAll('[aria-checked=true]')].some((one) => one.textContent === 'Today')",
        )
        .unwrap();
    driver.press("F3").unwrap();
    driver.wait_for("return document.activeElement?.id === 'search'").unwrap();
    driver.type_text(&family.to_lowercase()).unwrap();
    driver
        .wait_for(&format!("return document.querySelector('[role=gridcell]')?.textContent.startsWith({family:?})"))
        .unwrap();
    driver.press("Enter").unwrap();
    driver.wait_text("Who owes what").unwrap();
    assert!(!driver.text().unwrap().contains("Sealed: financial"), "the front desk takes payments");
    driver.press("Ctrl+4").unwrap();
    driver.wait_for("return document.querySelector('#tab-ledger')?.ariaSelected === 'true'").unwrap();
    driver.wait_for("return document.querySelector('.sealed[title^=\"Sealed: clinical\"]') !== null").unwrap();
    axe_clean(driver, "a ledger with sealed codes").unwrap();
}

#[test]
fn a_coder_sees_each_part_of_a_patients_file_that_is_sealed_as_sealed() {
    let _stage = stage();
    for theme in [Theme::Light, Theme::Dark] {
        let window = open_as("coder", theme);
        let driver = window.driver();
        driver.wait_text("To code").unwrap();
        driver.press("Alt+2").unwrap();
        // A narrow cell of the list shows the lock alone; what is sealed stands in its hint.
        driver.wait_for("return document.querySelector('.sealed[title^=\"Sealed: financial\"]') !== null").unwrap();
        open_a_patient(driver).unwrap();
        let shown = driver.text().unwrap();
        assert!(shown.contains("Sealed: financial") && shown.contains("Sealed: identifiers"), "{shown}");
        assert!(!shown.contains("No claims yet"), "sealed is not empty: {shown}");
        axe_clean(driver, &format!("a sealed patient file, {}", theme.name())).unwrap();
        driver.press("Ctrl+4").unwrap();
        driver.wait_for("return document.querySelector('#tab-ledger')?.ariaSelected === 'true'").unwrap();
        driver
            .wait_for("return document.querySelector('[role=tabpanel]')?.innerText.includes('Sealed: financial')")
            .unwrap();
        axe_clean(driver, &format!("a sealed ledger, {}", theme.name())).unwrap();
    }
}
