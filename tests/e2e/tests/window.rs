//! The window's keyboard paths, on the demo practice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Practice, Setting, Theme, Window, call, is_running};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

static PRACTICE: LazyLock<Practice> = LazyLock::new(|| Practice::make().unwrap());
// One window at a time: the store has one lock, and start times are measured.
static STAGE: Mutex<()> = Mutex::new(());

fn stage() -> MutexGuard<'static, ()> {
    STAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// Whether the element that has the focus, or one around it, fits a selector.
fn focus_is_in(driver: &Driver, selector: &str) -> bool {
    driver.run(&format!("return document.activeElement.closest({selector:?}) !== null")).unwrap() == true
}

#[test]
fn a_biller_finds_a_patient_reads_the_summary_and_locks_by_keyboard_alone() {
    let _stage = stage();
    let patient = PRACTICE.patient_with_claims().unwrap();
    let family = text(&patient, "name").split(',').next().unwrap().to_owned();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    let driver = window.driver();
    println!("gate ready in {:?}", window.opened_in());

    window.unlock(PRACTICE.person("biller").unwrap()).unwrap();
    let desk = driver.page().unwrap();
    let desk_processes = window.web_processes();
    assert_eq!(desk_processes.len(), 1, "the gate's web process is gone");

    driver.press("F3").unwrap();
    driver.wait_for("return document.activeElement?.id === 'search'").unwrap();
    driver.type_text(&family.to_lowercase()).unwrap();
    driver
        .wait_for(&format!("return document.querySelector('[role=gridcell]')?.textContent.startsWith({family:?})"))
        .unwrap();
    driver.press("Enter").unwrap();
    driver.wait_text("Who owes what").unwrap();
    let shown = driver.text().unwrap();
    assert!(shown.contains(&family) && shown.contains("Open balance") && shown.contains("Service date"), "{shown}");
    assert!(!shown.contains("Sealed"), "a biller holds all that the summary shows: {shown}");

    driver.press("Ctrl+2").unwrap();
    driver.wait_text("Relationship").unwrap();
    driver.press("Esc").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'gridcell'").unwrap();
    driver.press("/").unwrap();
    assert!(focus_is_in(driver, "#search"));

    window.lock().unwrap();
    driver.wait_text("Who is working?").unwrap();
    assert!(!driver.pages().unwrap().contains(&desk), "the desk's page is destroyed");
    driver
        .wait(
            "the desk's web process to end",
            || Ok((!desk_processes.iter().any(|pid| is_running(*pid))).then_some(())),
        )
        .unwrap();
    assert!(!driver.text().unwrap().contains(&family));
    // The store is closed: another program can open it.
    PRACTICE.ask_as("biller", &["patient", "find", &family]).unwrap();
}

#[test]
fn the_grid_is_walked_with_arrows_letters_and_page_keys() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    window.unlock(PRACTICE.person("biller").unwrap()).unwrap();
    let driver = window.driver();
    let row =
        || driver.run("return document.activeElement.closest('[role=row]')?.getAttribute('aria-rowindex')").unwrap();
    driver.press("Alt+2").unwrap();
    driver.wait_for("return document.activeElement?.id === 'search'").unwrap();
    driver.wait_for("return document.querySelector('[role=gridcell]') !== null").unwrap();
    for (key, expected) in [("Down", "2"), ("j", "3"), ("j", "4"), ("k", "3"), ("Ctrl+Home", "2")] {
        driver.press(key).unwrap();
        driver.wait(&format!("row {expected} after {key}"), || Ok((row() == expected).then_some(()))).unwrap();
    }
    driver.press("Ctrl+End").unwrap();
    driver.wait_for("const grid = document.querySelector('[role=grid]'); const row = document.activeElement.closest('[role=row]'); \
        return row !== null && row.getAttribute('aria-rowindex') === grid.getAttribute('aria-rowcount')").unwrap();
    driver.press("F6").unwrap();
    assert!(!focus_is_in(driver, "[role=grid]"), "F6 goes to the next pane");
    driver.press("F5").unwrap();
    driver.wait_for("return document.querySelector('[role=grid]') !== null").unwrap();
}

#[test]
fn the_administrator_opens_no_patient() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    window.unlock(PRACTICE.person("administrator").unwrap()).unwrap();
    let driver = window.driver();
    driver.wait_text("May unlock").unwrap();
    driver.press("F3").unwrap();
    driver.wait_text("Your role does not allow this").unwrap();
    assert_eq!(
        call(driver, "find_patients", r#"{ "text": "a" }"#).unwrap(),
        "not_permitted",
        "also when the page is asked around its own screens"
    );
}

#[test]
fn each_page_may_call_its_own_commands_only() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    let driver = window.driver();
    let ask = |command: &str| {
        let answer = call(driver, command, "{}").unwrap();
        answer.as_str().unwrap_or("answered").to_owned()
    };
    for command in ["find_patients", "describe_session", "lock_desk", "plugin:window|close", "plugin:event|listen"] {
        let answer = ask(command);
        assert!(answer.contains("not allowed"), "{command} at the gate: {answer}");
    }
    window.unlock(PRACTICE.person("biller").unwrap()).unwrap();
    for command in
        ["unlock", "describe_gate", "plugin:window|set_title", "plugin:event|emit", "plugin:webview|create_webview"]
    {
        let answer = ask(command);
        assert!(answer.contains("not allowed"), "{command} at the desk: {answer}");
    }
    assert_eq!(driver.run("return typeof window.__TAURI__").unwrap(), "undefined");
    assert_eq!(driver.run("return Object.isFrozen(Object.prototype)").unwrap(), true);
    let policy = "const done = arguments[arguments.length - 1]; document.addEventListener('securitypolicyviolation', \
        (event) => done(event.violatedDirective)); const script = document.createElement('script'); script.textContent = 'window.x = 1'; \
        document.head.append(script); setTimeout(() => done(window.x ?? 'nothing'), 500)";
    let stopped = driver.run_async(policy).unwrap();
    assert!(stopped.as_str().is_some_and(|directive| directive.starts_with("script-src")), "{stopped}");
    driver.run("location.href = 'https://example.org/'").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(driver.run("return location.protocol").unwrap(), "tauri:", "the page goes nowhere");
}

#[test]
fn a_wrong_passphrase_is_told_and_delayed() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    let (driver, person) = (window.driver(), PRACTICE.person("biller").unwrap());
    window.try_unlock(person, "not the passphrase at all").unwrap();
    driver.wait_text("That passphrase doesn’t open this user’s key.").unwrap();
    assert!(focus_is_in(driver, "#pass"), "the cursor stays where the next try is typed");
    assert_eq!(driver.pages().unwrap().len(), 1);
    driver.wait_text("You can try again now").unwrap();
    window.unlock(person).unwrap();
}

#[test]
fn a_demo_passphrase_is_filled_in_by_a_key() {
    let _stage = stage();
    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    let driver = window.driver();
    driver.wait_text("DEMO").unwrap();
    let gate = driver.page().unwrap();
    driver.press("Alt+d").unwrap();
    driver.press("Enter").unwrap();
    driver.follow(&gate).unwrap();
    driver.wait_text("Invented people").unwrap();
}

#[test]
fn an_idle_desk_warns_and_locks_and_any_key_extends() {
    let _stage = stage();
    let window = Window::open(&Setting { idle_lock: Some(12), ..Setting::of(&PRACTICE) }).unwrap();
    window.unlock(PRACTICE.person("biller").unwrap()).unwrap();
    let driver = window.driver();
    let desk = driver.page().unwrap();
    driver.wait_text("Press any key to stay").unwrap();
    driver.press("Shift").unwrap();
    driver.wait("the warning to go", || Ok((!driver.text()?.contains("Press any key to stay")).then_some(()))).unwrap();
    driver.wait_text("Press any key to stay").unwrap();
    driver.follow(&desk).unwrap();
    driver.wait_text("Who is working?").unwrap();
}

#[test]
fn a_store_that_cannot_be_opened_says_what_to_do() {
    let _stage = stage();
    let folder = tempfile::tempdir().unwrap();
    let at = |store: PathBuf| Window::open(&Setting { store, theme: Theme::Light, idle_lock: None }).unwrap();
    let missing = at(folder.path().join("none"));
    missing.driver().wait_text("No practice here").unwrap();
    drop(missing);

    let store = folder.path().join("damaged");
    std::fs::create_dir(&store).unwrap();
    let mut vault = std::fs::read(PRACTICE.store().join("vault.ck")).unwrap();
    let middle = vault.len() / 2;
    vault[middle] ^= 1;
    std::fs::write(store.join("vault.ck"), vault).unwrap();
    let damaged = at(store);
    damaged.driver().wait_text("The store is damaged").unwrap();
    drop(damaged);

    let window = Window::open(&Setting::of(&PRACTICE)).unwrap();
    let lock = std::fs::File::options().write(true).open(PRACTICE.store().join("LOCK")).unwrap();
    lock.lock().unwrap();
    let person = PRACTICE.person("biller").unwrap();
    window.try_unlock(person, &person.passphrase).unwrap();
    window.driver().wait_text("Another program has this practice open").unwrap();
    lock.unlock().unwrap();
    window.unlock(person).unwrap();
}

#[test]
fn the_gate_takes_keys_within_two_seconds_of_the_start() {
    let _stage = stage();
    let open = || Window::open(&Setting::of(&PRACTICE)).unwrap().opened_in();
    let times = [open(), open(), open()];
    println!("from the start of the process to the gate: {times:?}");
    // Two seconds are promised for an optimised program. The best of three: other work may slow one, not all.
    let program = std::env::var("CLAIMKEEP_DESKTOP").unwrap_or_default();
    let is_optimised = ["/release/", "/ci/"].iter().any(|profile| program.contains(profile));
    let bar = Duration::from_secs(if is_optimised { 2 } else { 5 });
    assert!(times.iter().min().is_some_and(|best| *best < bar), "{times:?}");
}

#[test]
fn every_page_passes_axe_and_has_its_picture_in_light_and_dark() {
    let _stage = stage();
    for theme in [Theme::Light, Theme::Dark] {
        e2e::tour(&PRACTICE, theme, &mut |driver, name| {
            let is_dark = driver.run("return matchMedia('(prefers-color-scheme: dark)').matches")?;
            assert_eq!(is_dark, theme == Theme::Dark, "the system's theme reaches the page");
            e2e::take_pictures(driver, theme, name)?;
            e2e::axe_clean(driver, &format!("{name} {}", theme.name()))
        })
        .unwrap();
    }
}
