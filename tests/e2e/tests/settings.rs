//! Palette, help and a person's own settings in the real window, by keyboard alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Practice, Setting, Theme, Window, axe_clean, take_pictures};
use serde_json::Value;

fn look(driver: &Driver, theme: Theme, name: &str) {
    // A theme or a message that just came is still on its way for a moment.
    std::thread::sleep(std::time::Duration::from_millis(400));
    axe_clean(driver, name).unwrap();
    if std::env::var_os("CLAIMKEEP_E2E_OUT").is_some() {
        take_pictures(driver, theme, name).unwrap();
    }
}

/// Walks the panes until the focus is in what a selector names.
fn walk_to(driver: &Driver, selector: &str) {
    let there = format!("return document.activeElement.closest({selector:?}) !== null");
    for _ in 0..6 {
        if driver.run(&there).unwrap() == true {
            return;
        }
        driver.press("F6").unwrap();
    }
    panic!("F6 does not lead to {selector}");
}

fn is_chosen(driver: &Driver, word: &str) {
    driver
        .wait_for(&format!(
            "return [...document.querySelectorAll('[aria-checked=true]')].some((one) => one.textContent === {word:?})"
        ))
        .unwrap();
}

#[test]
fn look_keys_and_language_are_a_persons_own_and_stay() {
    let practice = Practice::make().unwrap();
    let biller = practice.person("biller").unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let driver = window.driver();
    driver.resize((1366, 768)).unwrap();
    window.unlock(biller).unwrap();

    driver.press("Alt+9").unwrap();
    driver.wait_text("Look and language").unwrap();
    look(driver, Theme::Light, "17-settings");
    walk_to(driver, "[role=radiogroup]");
    driver.press("Right").unwrap();
    is_chosen(driver, "Light");
    driver.press("Right").unwrap();
    driver.wait_for("return document.documentElement.dataset.theme === 'dark'").unwrap();
    look(driver, Theme::Dark, "17-settings");

    walk_to(driver, "#key-search");
    driver.type_text("keys of this").unwrap();
    driver.press("Down").unwrap();
    driver.press("Enter").unwrap();
    driver.wait_text("Press the new keys").unwrap();
    driver.press("Ctrl+k").unwrap();
    driver.wait_text("Give that command other keys first").unwrap();
    look(driver, Theme::Dark, "17-settings-keys");
    driver.press("Ctrl+h").unwrap();
    driver.wait_text("of this screen: Ctrl+H.").unwrap();
    driver.press("Ctrl+h").unwrap();
    driver.wait_text("What the signs mean").unwrap();
    look(driver, Theme::Dark, "18-help");
    driver.press("Esc").unwrap();
    driver.wait_for("return document.querySelector('dialog') === null").unwrap();

    window.lock().unwrap();
    driver.wait_text("Who is working?").unwrap();
    window.unlock(practice.person("auditor").unwrap()).unwrap();
    let auditor = driver.run("return document.documentElement.dataset.theme ?? 'none'").unwrap();
    assert_eq!(auditor, "none", "another person has her own look");
    window.lock().unwrap();
    driver.wait_text("Who is working?").unwrap();
    window.unlock(biller).unwrap();
    driver.wait_for("return document.documentElement.dataset.theme === 'dark'").unwrap();
    driver.press("Ctrl+h").unwrap();
    driver.wait_text("What the signs mean").unwrap();
    driver.press("Esc").unwrap();

    driver.press("Alt+9").unwrap();
    driver.wait_text("Look and language").unwrap();
    walk_to(driver, "[role=radiogroup]");
    driver.press("Tab").unwrap();
    driver.press("Tab").unwrap();
    driver.press("Left").unwrap();
    driver.wait_text("Mis preferencias").unwrap();
    driver
        .wait_for("return document.documentElement.lang === 'es' && document.documentElement.dataset.ready === 'true'")
        .unwrap();
    look(driver, Theme::Dark, "17-settings-es");
}

#[test]
fn the_palette_finds_a_patient_goes_and_does() {
    let practice = Practice::make().unwrap();
    let patient: Value = practice.patient_with_claims().unwrap();
    let family = patient["name"].as_str().unwrap().split(',').next().unwrap().to_owned();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let driver = window.driver();
    driver.resize((1366, 768)).unwrap();
    window.unlock(practice.person("biller").unwrap()).unwrap();

    driver.press("Ctrl+k").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'combobox'").unwrap();
    look(driver, Theme::Light, "19-palette");
    driver.type_text(&family.to_lowercase()).unwrap();
    driver
        .wait_for(&format!("return document.querySelector('dialog [role=option][aria-selected=true]')?.textContent.includes({family:?})"))
        .unwrap();
    look(driver, Theme::Light, "19-palette-found");
    driver.press("Enter").unwrap();
    driver.wait_text("Who owes what").unwrap();

    driver.press("Ctrl+k").unwrap();
    driver.type_text("my settings").unwrap();
    driver.press("Enter").unwrap();
    driver.wait_text("Look and language").unwrap();

    driver.press("Ctrl+k").unwrap();
    driver.type_text("users").unwrap();
    driver.wait_text("Your role does not allow this").unwrap();
    driver.press("Enter").unwrap();
    driver.press("Esc").unwrap();
    driver.wait_for("return document.querySelector('dialog') === null").unwrap();
}
