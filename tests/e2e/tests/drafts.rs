//! What is typed and not saved, in the real window: it survives a kill, a lock and another person, and is read by its writer alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use e2e::{Driver, Person, Practice, Setting, Window, axe_clean, call, open_a_patient};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

static PRACTICE: LazyLock<Practice> = LazyLock::new(|| Practice::make().unwrap());
// One window at a time: the store has one lock.
static STAGE: Mutex<()> = Mutex::new(());

fn stage() -> MutexGuard<'static, ()> {
    STAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names that nobody of the demo practice has.
const FAMILY: &str = "Zwickelbauer";
const GIVEN: &str = "Zephyrine";
const STREET: &str = "17 Wexcombe Hollow";

const KEPT: &str = "Typed and not saved yet";
const BACK: &str = "Your draft is back.";

/// Waits until the draft of a form holds a text: it is durable then.
fn wait_kept(driver: &Driver, form: &str, subject: &str, text: &str) {
    let key = json!({ "form": form, "subject": subject });
    let holds =
        || call(driver, "read_draft", &key).unwrap()["content"].as_str().is_some_and(|kept| kept.contains(text));
    driver.wait(&format!("the draft to hold {text}"), || Ok(holds().then_some(()))).unwrap();
}

fn drafts_of(driver: &Driver) -> usize {
    call(driver, "list_drafts", json!({})).unwrap()["items"].as_array().unwrap().len()
}

fn is_in(driver: &Driver, field: &str) {
    driver.wait_for(&format!("return document.activeElement?.dataset.field === {field:?}")).unwrap();
}

fn value(driver: &Driver, selector: &str) -> String {
    let read = format!("return document.querySelector({selector:?})?.value ?? null");
    driver
        .run(&read)
        .unwrap()
        .as_str()
        .unwrap_or_else(|| panic!("there is no {selector}: {}", driver.text().unwrap()))
        .to_owned()
}

fn wait_value(driver: &Driver, selector: &str, wanted: &str) {
    driver.wait_for(&format!("return document.querySelector({selector:?})?.value === {wanted:?}")).unwrap();
}

/// Walks with Tab to a field.
fn walk_to(driver: &Driver, field: &str) {
    for _ in 0..40 {
        if driver.run("return document.activeElement?.dataset.field ?? ''").unwrap() == field {
            return;
        }
        driver.press("Tab").unwrap();
    }
    panic!("no Tab leads to {field}");
}

fn new_patient(driver: &Driver) {
    driver.press("Ctrl+n").unwrap();
    driver.wait_text("New patient").unwrap();
    is_in(driver, "last_name");
}

/// Neither the desk nor the form that is open tells of a draft, also a moment later.
fn nothing_comes_back(driver: &Driver) {
    std::thread::sleep(Duration::from_secs(1));
    let shown = driver.text().unwrap();
    assert!(!shown.contains(KEPT) && !shown.contains(BACK) && !shown.contains(FAMILY), "{shown}");
}

fn open_at(role: &str) -> (Window, &'static Person) {
    let person = PRACTICE.person(role).unwrap();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    window.driver().resize((1366, 768)).unwrap();
    window.unlock(person).unwrap();
    (window, person)
}

/// Kills the program while somebody types.
fn kill_while_typing(window: &Window, text: &str) {
    std::thread::scope(|scope| {
        // What the driver says to a program that goes away under it is not asked.
        scope.spawn(|| window.driver().type_text(text));
        std::thread::sleep(Duration::from_millis(150));
        window.kill().unwrap();
    });
}

/// The files of a folder, deep.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The files that hold a text in plain, in any case of its letters.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let text = text.to_lowercase();
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap().to_ascii_lowercase();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    files(folder).into_iter().filter(holds).collect()
}

#[test]
fn a_new_patients_form_survives_a_kill_and_goes_when_it_is_saved() {
    let _stage = stage();
    let (window, biller) = open_at("biller");
    let driver = window.driver();
    new_patient(driver);
    driver.type_text(FAMILY).unwrap();
    driver.press("Enter").unwrap();
    driver.type_text(GIVEN).unwrap();
    wait_kept(driver, "patient", "", GIVEN);
    walk_to(driver, "line1");
    kill_while_typing(&window, &STREET.repeat(20));
    drop(window);
    for typed in [FAMILY, GIVEN] {
        assert_eq!(holding(&PRACTICE.store(), typed), Vec::<PathBuf>::new(), "{typed} lies in plain");
    }

    let (window, _) = open_at("biller");
    let driver = window.driver();
    driver.wait_text(&format!("{KEPT}: new patient.")).unwrap();
    assert!(!driver.text().unwrap().contains(FAMILY), "what is kept is told without a name");
    axe_clean(driver, "a desk that tells of a draft").unwrap();
    driver.press("Ctrl+Shift+d").unwrap();
    driver.wait_text(BACK).unwrap();
    assert_eq!(value(driver, "[data-field=last_name]"), FAMILY);
    assert_eq!(value(driver, "[data-field=first_name]"), GIVEN);
    axe_clean(driver, "a form with its draft").unwrap();
    finish_the_patient(driver);
    assert_eq!(drafts_of(driver), 0, "what is saved is no draft");

    window.lock().unwrap();
    window.unlock(biller).unwrap();
    new_patient(driver);
    nothing_comes_back(driver);
    assert_eq!(value(driver, "[data-field=last_name]"), "");
    drop(window);
    let found = PRACTICE.ask_as("biller", &["patient", "find", FAMILY]).unwrap();
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(holding(&PRACTICE.store(), FAMILY), Vec::<PathBuf>::new(), "saved, it lies in plain");
}

/// What is missing in the form, and the save.
fn finish_the_patient(driver: &Driver) {
    walk_to(driver, "birth_date");
    driver.type_text("071445").unwrap();
    driver.press("Tab").unwrap();
    driver.type_text("F").unwrap();
    driver.press("Enter").unwrap();
    let rest = [("line1", STREET), ("city", "DENVER"), ("state", "CO"), ("zip", "802061111"), ("phone", "3035550111")];
    for (field, text) in rest {
        walk_to(driver, field);
        driver.press("Ctrl+a").unwrap();
        driver.type_text(text).unwrap();
    }
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("No coverage").unwrap();
}

#[test]
fn a_charge_survives_a_kill_and_goes_when_it_is_saved() {
    let _stage = stage();
    let (window, biller) = open_at("biller");
    let driver = window.driver();
    open_a_patient(driver).unwrap();
    driver.press("Ctrl+e").unwrap();
    is_in(driver, "diagnoses.0");
    driver.type_text("E11.9").unwrap();
    driver.press("Enter").unwrap();
    is_in(driver, "diagnoses.1");
    driver.press("Enter").unwrap();
    is_in(driver, "lines.0.code");
    driver.type_text("99213").unwrap();
    driver.press("Enter").unwrap();
    driver.wait("one draft", || Ok((drafts_of(driver) == 1).then_some(()))).unwrap();
    let listed = call(driver, "list_drafts", json!({})).unwrap();
    let subject = listed["items"][0]["subject"].as_str().unwrap();
    wait_kept(driver, "charge", subject, "99213");
    kill_while_typing(&window, &"25 59 76 ".repeat(20));
    drop(window);

    let (window, _) = open_at("biller");
    let driver = window.driver();
    driver.wait_text(&format!("{KEPT}: charge.")).unwrap();
    driver.press("Ctrl+Shift+d").unwrap();
    driver.wait_text(BACK).unwrap();
    wait_value(driver, "[data-field=\"diagnoses.0\"]", "E11.9");
    wait_value(driver, "[data-field=\"lines.0.code\"]", "99213");
    axe_clean(driver, "a charge with its draft").unwrap();
    driver.press("Ctrl+s").unwrap();
    driver.wait_text("Saved as a draft").unwrap();
    driver.wait("no draft", || Ok((drafts_of(driver) == 0).then_some(()))).unwrap();

    window.lock().unwrap();
    window.unlock(biller).unwrap();
    open_a_patient(driver).unwrap();
    driver.press("Ctrl+e").unwrap();
    is_in(driver, "diagnoses.0");
    nothing_comes_back(driver);
    assert_eq!(value(driver, "[data-field=\"diagnoses.0\"]"), "");
}

#[test]
fn another_person_sees_nothing_of_a_draft_and_its_writer_finds_it_again() {
    let _stage = stage();
    let (window, biller) = open_at("biller");
    let driver = window.driver();
    new_patient(driver);
    driver.type_text(FAMILY).unwrap();
    // No pause: the lock itself keeps what was typed.
    window.lock().unwrap();
    assert!(!driver.text().unwrap().contains(FAMILY));
    assert_eq!(holding(&PRACTICE.store(), FAMILY), Vec::<PathBuf>::new());

    // The supervisor holds every key that the biller holds.
    window.unlock(PRACTICE.person("supervisor").unwrap()).unwrap();
    assert_eq!(drafts_of(driver), 0);
    new_patient(driver);
    nothing_comes_back(driver);
    assert_eq!(value(driver, "[data-field=last_name]"), "");
    driver.type_text("Other").unwrap();
    window.lock().unwrap();

    window.unlock(PRACTICE.person("coder").unwrap()).unwrap();
    driver.wait_text("To code").unwrap();
    assert_eq!(drafts_of(driver), 0);
    driver.press("Ctrl+n").unwrap();
    driver.wait_text("Your role does not allow this").unwrap();
    driver.press("Ctrl+Shift+d").unwrap();
    driver.wait_text("You have no draft.").unwrap();
    nothing_comes_back(driver);
    window.lock().unwrap();

    window.unlock(biller).unwrap();
    driver.wait_text(KEPT).unwrap();
    new_patient(driver);
    driver.wait_text(BACK).unwrap();
    assert_eq!(value(driver, "[data-field=last_name]"), FAMILY);
    // A draft that is not wanted is given up from the palette; Ctrl+Z is the field's own here.
    driver.press("Ctrl+k").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'combobox'").unwrap();
    driver.type_text("undo").unwrap();
    driver.press("Enter").unwrap();
    wait_value(driver, "[data-field=last_name]", "");
    driver.wait("no draft", || Ok((drafts_of(driver) == 0).then_some(()))).unwrap();
}
