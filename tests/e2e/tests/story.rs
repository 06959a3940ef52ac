//! A new office in the real window, by keyboard alone: from a folder without a store to a patient with a policy and a scanned card.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Person, Setting, Theme, Window, choose_in_dialog};
use std::path::Path;

fn person(name: &str, passphrase: &str) -> Person {
    Person { name: name.to_owned(), role: String::new(), passphrase: passphrase.to_owned() }
}

/// Walks with Tab to the field of a name.
fn to(driver: &Driver, name: &str) {
    let here = format!(
        "const field = document.activeElement; \
         return field?.name === {name:?} || field?.id === {name:?} || field?.closest('[data-field]')?.dataset.field === {name:?}"
    );
    for _ in 0..90 {
        if driver.run(&here).unwrap() == true {
            return;
        }
        driver.press("Tab").unwrap();
    }
    panic!("no Tab leads to {name}: {}", driver.text().unwrap());
}

fn fill(driver: &Driver, fields: &[(&str, &str)]) {
    for (name, text) in fields {
        to(driver, name);
        driver.type_text(text).unwrap();
    }
}

fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(400));
}

/// A person's day begins: unlock at the gate.
fn sit_down(window: &Window, who: &Person) {
    window.unlock(who).unwrap();
    pause();
}

fn first_run(window: &Window) {
    let driver = window.driver();
    driver.press("Enter").unwrap();
    driver.wait_text("Step 1 of 3").unwrap();
    fill(
        driver,
        &[
            ("name", "CHERRY CREEK FAMILY PRACTICE"),
            ("npi", "2000100108"),
            ("taxonomy", "261QP2300X"),
            ("tin", "840001234"),
            ("line1", "100 EXAMPLE AVE"),
            ("city", "DENVER"),
            ("state", "CO"),
            ("zip", "802061234"),
            ("contact_name", "BILLING OFFICE"),
            ("phone", "3035550100"),
            ("receiver_name", "EXAMPLE CLEARINGHOUSE"),
            ("receiver_id", "EXAMPLECH"),
            ("submitter_id", "CHERRY01"),
        ],
    );
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("1 to mend").unwrap();
    driver.press("Tab").unwrap();
    driver.press("Enter").unwrap();
    driver.press("Backspace").unwrap();
    driver.press("End").unwrap();
    for _ in 0..10 {
        driver.press("Backspace").unwrap();
    }
    driver.type_text("2000100109").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("Step 2 of 3").unwrap();
    for who in [&ADMINISTRATOR, &SUPERVISOR, &BILLER] {
        let [role, name, passphrase] = who;
        let field = |part: &str| format!("{role}.{part}");
        fill(driver, &[(&field("name"), name), (&field("passphrase"), passphrase), (&field("again"), passphrase)]);
    }
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("Step 3 of 3").unwrap();
    let groups = driver
        .run("return [...document.querySelectorAll('#codeGroups li')].map((group) => group.lastChild.textContent)")
        .unwrap();
    let asked = driver.run("return [...document.querySelectorAll('#answers label')].map((label) => Number(label.textContent.replace(/\\D/g, '')))").unwrap();
    for number in asked.as_array().unwrap() {
        let at = usize::try_from(number.as_u64().unwrap()).unwrap() - 1;
        while driver
            .run("return document.activeElement?.tagName === 'INPUT' && document.activeElement.value === ''")
            .unwrap()
            == false
        {
            driver.press("Tab").unwrap();
        }
        driver.type_text(groups[at].as_str().unwrap()).unwrap();
    }
    let page = driver.page().unwrap();
    // The page may go away under the key.
    let _ = driver.press("Enter");
    driver.follow(&page).unwrap();
    driver.release().unwrap();
    driver.wait_text("Who is working?").unwrap();
}

const ADMINISTRATOR: [&str; 3] = ["administrator", "anna", "forty-two brass lanterns"];
const SUPERVISOR: [&str; 3] = ["supervisor", "sven", "seven quiet harbour bells"];
const BILLER: [&str; 3] = ["biller", "bea", "nine copper kettles sing"];

/// The supervisor tells who pays, who treats, and what a visit costs.
fn furnish_the_office(driver: &Driver) {
    driver.press("Alt+7").unwrap();
    driver.wait_text("Expected allowed").unwrap();
    pause();
    driver.press("Ctrl+Shift+a").unwrap();
    pause();
    fill(
        driver,
        &[
            ("name", "FRONT RANGE HEALTH"),
            ("payer_id", "FRH01"),
            ("line1", "1 PAYER WAY"),
            ("city", "DENVER"),
            ("state", "CO"),
            ("zip", "802031234"),
        ],
    );
    driver.press("Ctrl+Enter").unwrap();
    driver
        .wait_for("return document.querySelector('dialog[open]') === null && document.body.innerText.includes('FRH01')")
        .unwrap();
    driver.press("Ctrl+2").unwrap();
    pause();
    driver.press("Ctrl+Shift+a").unwrap();
    pause();
    fill(driver, &[("npi", "2000100208"), ("last_name", "OKAFOR"), ("first_name", "INES"), ("taxonomy", "207Q00000X")]);
    driver.press("Ctrl+Enter").unwrap();
    driver
        .wait_for(
            "return document.querySelector('dialog[open]') === null && document.body.innerText.includes('2000100208')",
        )
        .unwrap();
    driver.press("Ctrl+5").unwrap();
    pause();
    for (code, amount) in [("99213", "140"), ("36415", "15")] {
        driver.press("Ctrl+Shift+a").unwrap();
        pause();
        driver.press("Enter").unwrap();
        driver.type_text(code).unwrap();
        driver.press("Enter").unwrap();
        pause();
        driver.press("Ctrl+Home").unwrap();
        driver.press("End").unwrap();
        driver.press("Enter").unwrap();
        driver.type_text(amount).unwrap();
        driver.press("Enter").unwrap();
        pause();
    }
    to(driver, "from");
    driver.press("Ctrl+a").unwrap();
    driver.type_text("t-30").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("140.00").unwrap();
}

/// A new patient with a policy and the scan of a card.
fn register_a_patient(window: &Window, folder: &Path) {
    let driver = window.driver();
    driver.press("Ctrl+n").unwrap();
    driver.wait_text("New patient").unwrap();
    pause();
    fill(
        driver,
        &[
            ("last_name", "ABRAMS"),
            ("first_name", "NADIA"),
            ("birth_date", "071445"),
            ("line1", "7 ELM ST"),
            ("city", "DENVER"),
            ("state", "CO"),
            ("zip", "802061111"),
            ("phone", "3035550111"),
        ],
    );
    // The sex is chosen by its letter.
    to_back(driver, "sex");
    driver.type_text("F").unwrap();
    driver.press("Enter").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("No coverage").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_for("return document.querySelector('dialog[open]') !== null").unwrap();
    pause();
    to(driver, "payer");
    driver.type_text("F").unwrap();
    driver.press("Enter").unwrap();
    fill(driver, &[("member_id", "FR1000001"), ("effective_on", "1/1/26")]);
    driver.press("Ctrl+Enter").unwrap();
    driver
        .wait_for(
            "return document.querySelector('dialog[open]') === null && document.body.innerText.includes('FR1000001')",
        )
        .unwrap();
    driver.press("Ctrl+3").unwrap();
    pause();
    let card = folder.join("card.png");
    std::fs::write(&card, CARD).unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_for("return document.querySelector('dialog[open]') !== null").unwrap();
    pause();
    driver.press("Enter").unwrap();
    choose_in_dialog(window, &card).unwrap();
    driver.wait_text("card.png").unwrap();
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_for("return document.querySelector('dialog[open]') === null").unwrap();
}

fn to_back(driver: &Driver, name: &str) {
    let here = format!("return document.activeElement?.closest('[data-field]')?.dataset.field === {name:?}");
    for _ in 0..90 {
        if driver.run(&here).unwrap() == true {
            return;
        }
        driver.press("Shift+Tab").unwrap();
    }
    panic!("no Shift+Tab leads to {name}");
}

/// The smallest picture: one white point (PNG).
const CARD: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49,
    0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x00, 0x05, 0xfe, 0x02, 0xfe, 0xdc, 0xcc, 0x59, 0xe7,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn from_the_first_run_to_a_patient_with_a_policy_and_a_card_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let setting = Setting { store: folder.path().join("practice"), theme: Theme::Light, idle_lock: None };
    let window = Window::open(&setting).unwrap();
    let driver = window.driver();
    driver.resize((1366, 768)).unwrap();
    first_run(&window);
    sit_down(&window, &person(SUPERVISOR[1], SUPERVISOR[2]));
    furnish_the_office(driver);
    window.lock().unwrap();
    sit_down(&window, &person(BILLER[1], BILLER[2]));
    register_a_patient(&window, folder.path());
    driver.wait_text("Documents 1").unwrap();
    driver.press("Ctrl+2").unwrap();
    driver.wait_text("FR1000001").unwrap();
}
