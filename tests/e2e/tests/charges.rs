//! Charge entry in the real window, by keyboard alone, on the demo practice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Practice, Setting, Theme, Window, axe_clean, open_a_patient, take_pictures};
use std::cell::Cell;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

static PRACTICE: LazyLock<Practice> = LazyLock::new(|| Practice::make().unwrap());
// One window at a time: the store has one lock.
static STAGE: Mutex<()> = Mutex::new(());

fn stage() -> MutexGuard<'static, ()> {
    STAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The keys of a person who counts them; what is typed is data and not counted.
struct Keys<'d> {
    driver: &'d Driver,
    pressed: Cell<u32>,
}

impl Keys<'_> {
    fn press(&self, chord: &str) {
        let keys = u32::try_from(chord.split('+').count()).unwrap();
        self.pressed.set(self.pressed.get() + keys);
        self.driver.press(chord).unwrap();
    }

    fn data(&self, text: &str) {
        self.driver.type_text(text).unwrap();
    }

    /// Waits until the cursor is in a field.
    fn is_in(&self, field: &str) {
        self.driver.wait_for(&format!("return document.activeElement.dataset.field === '{field}'")).unwrap();
    }
}

fn look(driver: &Driver, theme: Theme, name: &str) {
    axe_clean(driver, name).unwrap();
    if std::env::var_os("CLAIMKEEP_E2E_OUT").is_some() {
        take_pictures(driver, theme, name).unwrap();
    }
}

#[test]
fn a_claim_of_a_known_patient_is_approved_within_sixty_keys() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    window.unlock(PRACTICE.person("biller").unwrap()).unwrap();
    let driver = window.driver();
    open_a_patient(driver).unwrap();
    let keys = Keys { driver, pressed: Cell::new(0) };
    keys.press("Ctrl+e");
    keys.is_in("diagnoses.0");
    look(driver, Theme::Light, "04-charge-new");
    keys.data("essential hypertension");
    driver.wait_for("return document.querySelector('[role=option]') !== null").unwrap();
    look(driver, Theme::Light, "04-charge-finder");
    keys.press("Enter");
    keys.is_in("diagnoses.1");
    keys.data("E11.9");
    keys.press("Enter");
    keys.is_in("diagnoses.2");
    keys.press("Enter");
    for (line, code) in ["99213", "36415"].into_iter().enumerate() {
        keys.is_in(&format!("lines.{line}.code"));
        keys.data(code);
        keys.press("Enter");
        keys.press("Enter");
        keys.is_in(&format!("lines.{line}.pointers"));
        keys.data("AB");
        keys.press("Enter");
        keys.press("Enter");
        keys.is_in(&format!("lines.{line}.charge"));
        keys.data("125");
        keys.press("Enter");
    }
    driver.wait_for("return document.querySelector('[data-total=charge]').textContent === '250.00'").unwrap();
    look(driver, Theme::Light, "04-charge-filled");
    keys.press("Ctrl+Enter");
    driver.wait_text("The claim is ready.").unwrap();
    look(driver, Theme::Light, "04-claim-ready");
    keys.press("Ctrl+Enter");
    driver.wait_text("Approved.").unwrap();
    println!("{} keys beyond the data", keys.pressed.get());
    assert!(keys.pressed.get() <= 60, "{} keys", keys.pressed.get());
}

#[test]
fn a_coder_begins_with_the_visits_that_wait_and_sees_scrub_results() {
    let _stage = stage();
    let window = Window::open(&Setting { theme: Theme::Dark, ..Setting::of(&PRACTICE) }).unwrap();
    window.unlock(PRACTICE.person("coder").unwrap()).unwrap();
    let driver = window.driver();
    driver.wait_text("To code").unwrap();
    look(driver, Theme::Dark, "04-charges");
    driver.press("Ctrl+Shift+s").unwrap();
    driver.wait_text("Scrub results").unwrap();
    driver.wait_for("return document.querySelector('[data-finding], .empty') !== null").unwrap();
    look(driver, Theme::Dark, "05-scrub-results");
    open_a_patient(driver).unwrap();
    driver.press("Ctrl+e").unwrap();
    driver.wait_for("return document.activeElement.dataset.field === 'diagnoses.0'").unwrap();
    driver.type_text("E11").unwrap();
    driver.press("Enter").unwrap();
    driver.press("Enter").unwrap();
    driver.wait_for("return document.activeElement.dataset.field === 'lines.0.code'").unwrap();
    driver.type_text("99213").unwrap();
    driver.press("Enter").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_for("return document.querySelector('[data-finding]') !== null").unwrap();
    look(driver, Theme::Dark, "04-charge-findings");
}
