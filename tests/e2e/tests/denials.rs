//! The worklist and the denial workbench in the real window, by keyboard alone, on the demo practice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "story/keys.rs"]
#[allow(dead_code, reason = "the story needs more of it")]
mod keys;

use e2e::{Practice, Setting, Theme, Window, axe_clean};
use keys::Keys;
use serde_json::Value;
use std::collections::HashSet;

/// The queues of the worklist from top to bottom.
const QUEUES: [&str; 10] = [
    "all",
    "rejections",
    "filing_limit",
    "scrub_failures",
    "remittance_exceptions",
    "denials",
    "due_today",
    "no_response",
    "next_payer",
    "write_offs",
];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The cells of each row that is shown.
const ROWS: &str = "return [...document.querySelectorAll('[role=grid] .vrow')].map((row) => \
    [...row.querySelectorAll('[role=gridcell][data-cell]')].map((cell) => cell.innerText.trim()))";

/// The columns of the worklist: patient, payer, service, charge, state, reason, age, days left.
const PATIENT: usize = 0;
const STATE: usize = 4;
const REASON: usize = 5;
const AGE: usize = 6;
const LEFT: usize = 7;

/// `9,600.00`, as the window writes cents.
fn money(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{:02}", cents % 100)
}

/// `Jan 12, 2026`.
fn in_words(iso: &str) -> String {
    let parts: Vec<usize> = iso.split('-').map(|part| part.parse().unwrap()).collect();
    format!("{} {}, {}", MONTHS[parts[1] - 1], parts[2], parts[0])
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// The denials that the biller has or may take, as the command line tells them: by deadline.
fn denials_of_biller(practice: &Practice) -> Vec<Value> {
    let told = practice.ask_as("biller", &["work", "list"]).unwrap();
    let items = told["items"].as_array().unwrap().iter();
    let is_his = |item: &&Value| item["owner"].is_null() || item["owner"] == "biller";
    items.filter(|item| item["kind"] == "denial").filter(is_his).cloned().collect()
}

fn claim(practice: &Practice, id: &str) -> Value {
    practice.ask_as("biller", &["claim", "show", id]).unwrap()
}

fn rows(keys: &Keys) -> Vec<Vec<String>> {
    serde_json::from_value(keys.driver().run(ROWS).unwrap()).unwrap()
}

/// Walks the panes with F6 until the focus is in what a selector names.
fn walk_to(keys: &Keys, selector: &str) {
    let here = format!("return document.activeElement?.closest({selector:?}) !== null");
    for _ in 0..6 {
        if keys.driver().run(&here).unwrap() == true {
            return;
        }
        keys.press("F6");
    }
    panic!("F6 does not lead to {selector}");
}

fn is_in_grid(keys: &Keys) {
    keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
}

/// Waits until the screen of a title has the cursor: in its rows, or in its queues where there are no rows.
fn goes_to(keys: &Keys, title: &str) {
    keys.until(&format!(
        "document.querySelector('h1')?.textContent === {title:?} && document.activeElement?.matches('[role=gridcell], [role=listbox]')"
    ));
}

fn look(keys: &Keys, name: &str) {
    axe_clean(keys.driver(), name).unwrap();
}

/// How many rows a queue has, once its rows are shown.
fn count_of(keys: &Keys, queue: &str) -> u64 {
    let shown = format!(
        "const count = document.querySelector('#queue-{queue}[aria-selected=true] .n')?.textContent; \
         const told = document.querySelector('.bar [role=status]')?.innerText; \
         return count !== undefined && told.startsWith(`${{count}} item`) ? Number(count) : null"
    );
    let count = keys.driver().wait(queue, || Ok(keys.driver().run(&shown)?.as_u64()));
    count.unwrap()
}

/// Opens the workbench on the row of a patient in the list of denials.
fn open_denial(keys: &Keys, item: &Value) {
    keys.press("Alt+6");
    goes_to(keys, "Denials");
    let (patient, amount) = (text(item, "patient_name"), money(item["amount_cents"].as_i64().unwrap()));
    let here = format!(
        "const row = document.activeElement.closest('[role=row]')?.innerText ?? ''; return row.includes({patient:?}) && row.includes({amount:?})"
    );
    for _ in 0..60 {
        if keys.driver().run(&here).unwrap() == true {
            keys.press("Enter");
            keys.see("What next");
            keys.until(&format!("document.querySelector('.pt .name')?.innerText.includes({patient:?})"));
            keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
            return;
        }
        keys.press("Down");
    }
    panic!("{patient} is not in the list: {}", keys.driver().text().unwrap());
}

fn is_listed(keys: &Keys, item: &Value) -> bool {
    let (patient, amount) = (text(item, "patient_name"), money(item["amount_cents"].as_i64().unwrap()));
    rows(keys).iter().any(|row| row[PATIENT].contains(patient) && row.contains(&amount))
}

fn user<'p>(practice: &'p Practice, role: &str) -> [&'p str; 3] {
    let person = practice.person(role).unwrap();
    [&person.role, &person.name, &person.passphrase]
}

#[test]
fn each_queue_tells_why_until_when_and_for_how_much() {
    let practice = Practice::make().unwrap();
    let denials = denials_of_biller(&practice);
    let at_risk: i64 = denials.iter().map(|item| item["amount_cents"].as_i64().unwrap()).sum();
    let window = Window::open(&Setting { theme: Theme::Dark, ..Setting::of(&practice) }).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();
    keys.unlock(user(&practice, "biller"));
    keys.see("All work");
    is_in_grid(&keys);

    walk_to(&keys, "[role=listbox]");
    let mut seen = 0;
    for (at, queue) in QUEUES.into_iter().enumerate() {
        keys.press(if at == 0 { "Home" } else { "Down" });
        let count = count_of(&keys, queue);
        if count == 0 {
            keys.see("Nothing due.");
            continue;
        }
        seen += 1;
        for row in rows(&keys) {
            assert!(!row[STATE].is_empty() && !row[REASON].is_empty() && row[AGE].ends_with(" d"), "{queue}: {row:?}");
            assert!(queue != "denials" || row[LEFT].ends_with('d'), "a denial has a deadline: {row:?}");
            assert!(row[PATIENT].contains(',') || row[STATE] == "ERA", "{queue}: {row:?}");
        }
        let sum = format!("document.querySelector('#queue-{queue} .sum').innerText.trim()");
        keys.until(&format!("document.querySelector('.bar [role=status]').innerText.includes({sum})"));
        look(&keys, queue);
    }
    assert!(seen >= 3, "the demo has work in {seen} queues");

    // What the window counts is what the command line counts.
    for _ in QUEUES.iter().rev().take_while(|queue| **queue != "denials") {
        keys.press("Up");
    }
    assert_eq!(count_of(&keys, "denials"), u64::try_from(denials.len()).unwrap());
    keys.see(&format!("{} items · {} at risk", denials.len(), money(at_risk)));
    keys.press("Enter");
    is_in_grid(&keys);
    let first = &denials[0];
    keys.see(&format!("The limit was {},", in_words(text(first, "due_on"))));
    // Enter on a row leads to where it is worked, Esc back to it.
    keys.press("Enter");
    keys.see("What next");
    keys.press("Esc");
    goes_to(&keys, "Worklist");
    keys.there_is("#queue-denials[aria-selected=true]");
}

#[test]
fn a_denial_is_read_in_words_with_its_deadline_and_both_sides() {
    let practice = Practice::make().unwrap();
    let item = denials_of_biller(&practice).into_iter().find(|item| text(item, "reason").contains("CO-50")).unwrap();
    let claim = claim(&practice, text(&item, "claim_id"));
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();
    keys.unlock(user(&practice, "biller"));

    open_denial(&keys, &item);
    look(&keys, "denial");
    keys.see("CO-50 Payer says not medically necessary");
    keys.see("N115");
    let due = in_words(text(&item, "due_on"));
    let amount = money(item["amount_cents"].as_i64().unwrap());
    let head = keys.driver().run("return document.querySelector('.pt').innerText").unwrap();
    let head = head.as_str().unwrap();
    assert!(head.contains(&amount) && head.contains(&due), "{head}");
    keys.see(&format!("Our number {}", text(&claim, "patient_control_number")));
    keys.see(&format!("Payer’s number {}", text(&claim, "payer_claim_control_number")));
    let table: Vec<Vec<String>> = serde_json::from_value(
        keys.driver()
            .run("return [...document.querySelectorAll('.scroll tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))")
            .unwrap(),
    )
    .unwrap();
    let lines = claim["lines"].as_array().unwrap();
    assert_eq!(table.len(), lines.len(), "{table:?}");
    for (line, cells) in lines.iter().zip(&table) {
        let (code, charge) = (text(line, "procedure_code"), money(line["charge_cents"].as_i64().unwrap()));
        for side in [&cells[1], &cells[2]] {
            assert!(side.contains(code) && side.contains(&charge), "{cells:?}");
        }
        assert!(cells[3].contains("CO") && cells[4] == "0.00", "{cells:?}");
    }
    // A narrow window has no room for the list beside it: F6 goes round the panes that are there.
    keys.driver().resize((1200, 768)).unwrap();
    for _ in 0..2 {
        walk_to(&keys, ".right");
        keys.press("F6");
        keys.until("document.activeElement?.closest('.right') === null");
    }
    // The next denial without the list.
    let before = keys.driver().run("return document.querySelector('.pt .name').innerText").unwrap();
    keys.press("Ctrl+PageDown");
    keys.until(&format!("document.querySelector('.pt .name').innerText !== {before}"));
}

#[test]
fn what_waits_until_a_day_leaves_its_queue_says_so_and_comes_back() {
    let practice = Practice::make().unwrap();
    let denials = denials_of_biller(&practice);
    let item = denials.iter().find(|item| text(item, "reason").contains("CO-197")).unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();
    keys.unlock(user(&practice, "biller"));

    open_denial(&keys, item);
    keys.press("6");
    keys.is_in("until");
    // Without a day and a reason nothing is put aside; what is wrong has the cursor.
    keys.press("Ctrl+Enter");
    keys.until("document.activeElement?.getAttribute('aria-invalid') === 'true'");
    keys.is_in("until");
    look(&keys, "wait-refused");
    keys.type_text("t+7");
    keys.to("why");
    keys.type_text("the plan looks for the authorization");
    keys.press("Ctrl+Enter");
    keys.see("Put aside.");
    look(&keys, "wait-done");

    keys.press("Alt+6");
    keys.see(&format!("{} open", denials.len() - 1));
    is_in_grid(&keys);
    assert!(!is_listed(&keys, item), "what waits is not open");
    keys.press("Alt+1");
    goes_to(&keys, "Worklist");
    keys.press("Ctrl+3");
    keys.there_is("#tab-snoozed[aria-selected=true]");
    keys.see(text(item, "patient_name"));
    keys.see("the plan looks for the authorization");
    keys.see("Put aside until");
    look(&keys, "snoozed");

    keys.press("Ctrl+z");
    keys.see("Undone.");
    keys.press("Alt+6");
    keys.see(&format!("{} open", denials.len()));
    is_in_grid(&keys);
    assert!(is_listed(&keys, item), "it is open again");

    snooze_a_row(&keys, denials.len());
}

/// Z on a row of the worklist does the same, for a day alone.
fn snooze_a_row(keys: &Keys, count: usize) {
    keys.press("Alt+1");
    goes_to(keys, "Worklist");
    keys.press("Ctrl+1");
    keys.there_is("#tab-mine[aria-selected=true]");
    keys.pause();
    walk_to(keys, "[role=listbox]");
    keys.press("Home");
    for _ in QUEUES.iter().take_while(|queue| **queue != "denials") {
        keys.press("Down");
    }
    assert_eq!(count_of(keys, "denials"), u64::try_from(count).unwrap());
    keys.press("Enter");
    is_in_grid(keys);
    keys.press("z");
    keys.dialog_opens();
    keys.type_text("t-1");
    keys.press("Ctrl+Enter");
    keys.there_is("dialog[open] [aria-invalid=true]");
    look(keys, "snooze-refused");
    keys.press("Ctrl+a");
    keys.type_text("t+7");
    keys.press("Ctrl+Enter");
    keys.dialog_closes();
    keys.see("One row is put aside.");
    keys.see(&format!("{} items", count - 1));
    is_in_grid(keys);
    keys.press("Ctrl+z");
    keys.see("Undone.");
    keys.until(&format!("document.querySelector('#queue-denials .n').textContent === '{count}'"));
}

#[test]
fn a_write_off_needs_a_second_person_and_then_nothing_is_open() {
    let practice = Practice::make().unwrap();
    let late: Vec<Value> =
        denials_of_biller(&practice).into_iter().filter(|item| text(item, "reason").contains("CO-29")).collect();
    let is_free = |item: &&Value| item["owner"].is_null();
    let (of_biller, own) = (late.iter().find(is_free).unwrap(), late.iter().filter(is_free).nth(1).unwrap());
    let before = claim(&practice, text(of_biller, "claim_id"));
    let own_before = claim(&practice, text(own, "claim_id"));
    let denied = of_biller["amount_cents"].as_i64().unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();

    keys.unlock(user(&practice, "biller"));
    ask_for_write_off(&keys, of_biller, "filed late by us; no proof");
    open_the_request(&keys, of_biller);
    keys.see("Someone else must review.");
    look(&keys, "write-off-asked");
    keys.press("y");
    keys.see("Your role does not allow this");
    keys.lock();

    keys.unlock(user(&practice, "supervisor"));
    ask_for_write_off(&keys, own, "late as well");
    open_the_request(&keys, own);
    keys.see("Someone else must review.");
    keys.press("y");
    keys.until(
        "[...document.querySelectorAll('.toast')].some((one) => one.innerText.includes('Someone else must review.'))",
    );
    look(&keys, "write-off-own");
    open_the_request(&keys, of_biller);
    keys.see("filed late by us; no proof");
    look(&keys, "write-off-to-decide");
    keys.press("y");
    keys.see("Written off.");
    drop(window);

    let after = claim(&practice, text(of_biller, "claim_id"));
    let balance = before["balance_cents"].as_i64().unwrap();
    assert_eq!(after["balance_cents"], balance - denied, "{after}");
    for line in after["lines"].as_array().unwrap() {
        assert_eq!(line["denied_cents"], 0, "{after}");
    }
    let still = claim(&practice, text(own, "claim_id"));
    assert_eq!(still["state"], "write_off_pending", "{still}");
    assert_eq!(still["balance_cents"], own_before["balance_cents"], "{still}");
    let ledger = practice.ask_as("biller", &["report", "ledger"]).unwrap();
    assert_eq!(ledger["balanced"], true, "{ledger}");
}

fn ask_for_write_off(keys: &Keys, item: &Value, why: &str) {
    open_denial(keys, item);
    keys.press("5");
    keys.is_in("amount");
    keys.press("Ctrl+a");
    keys.type_text("999999");
    keys.to("why");
    keys.type_text(why);
    keys.press("Ctrl+Enter");
    // More than is open is never written off.
    keys.is_in("amount");
    keys.there_is("[data-field=amount] [aria-invalid=true], [data-field=amount][aria-invalid=true]");
    keys.press("Ctrl+a");
    keys.type_text(&money(item["amount_cents"].as_i64().unwrap()));
    keys.press("Ctrl+Enter");
    keys.see("A supervisor is asked to write it off.");
}

/// From the queue of requests to the workbench.
fn open_the_request(keys: &Keys, item: &Value) {
    keys.press("Alt+1");
    goes_to(keys, "Worklist");
    keys.press("Ctrl+2");
    keys.there_is("#tab-team[aria-selected=true]");
    // The cursor goes along to the rows.
    keys.pause();
    walk_to(keys, "[role=listbox]");
    keys.press("End");
    count_of(keys, "write_offs");
    keys.see("asks:");
    keys.press("Enter");
    is_in_grid(keys);
    let patient = text(item, "patient_name");
    let here = format!("return document.activeElement.closest('[role=row]')?.innerText.includes({patient:?}) === true");
    for _ in 0..5 {
        if keys.driver().run(&here).unwrap() == true {
            break;
        }
        keys.press("Down");
    }
    keys.press("Enter");
    keys.see("A write-off is asked for");
    keys.until(&format!("document.querySelector('.pt .name')?.innerText.includes({patient:?})"));
    keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
}

#[test]
fn the_next_payer_is_billed_for_what_was_denied() {
    let practice = Practice::make().unwrap();
    let told = practice.ask_as("biller", &["claim", "list", "--limit", "500"]).unwrap();
    let claims = told["items"].as_array().unwrap();
    let with_second: HashSet<&str> =
        claims.iter().filter(|claim| claim["sequence"] == "S").map(|claim| text(claim, "patient_id")).collect();
    let waits = |item: &&Value| {
        let of_item = claims.iter().find(|claim| claim["claim_id"] == item["claim_id"]).unwrap();
        of_item["state"] == "denied" && of_item["sequence"] == "P" && with_second.contains(text(of_item, "patient_id"))
    };
    let denials = denials_of_biller(&practice);
    let item = denials.iter().find(waits).unwrap();
    let before = claim(&practice, text(item, "claim_id"));
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();
    keys.unlock(user(&practice, "biller"));

    open_denial(&keys, item);
    keys.press("3");
    keys.see("is billed for what was denied and left to the patient.");
    look(&keys, "next-payer");
    keys.press("Ctrl+Enter");
    keys.see("The claim to the next payer is made.");
    keys.press("Alt+6");
    keys.see(&format!("{} open", denials.len() - 1));
    drop(window);

    let after = claim(&practice, text(item, "claim_id"));
    assert_eq!(after["balance_cents"], 0, "{after}");
    let told = practice.ask_as("biller", &["claim", "list", "--limit", "500"]).unwrap();
    let known: HashSet<&str> = claims.iter().map(|claim| text(claim, "claim_id")).collect();
    let made: Vec<&Value> =
        told["items"].as_array().unwrap().iter().filter(|claim| !known.contains(text(claim, "claim_id"))).collect();
    let [next] = made[..] else { panic!("one claim is made: {made:?}") };
    assert_eq!((&next["sequence"], &next["patient_id"]), (&Value::from("S"), &before["patient_id"]), "{next}");
    assert_eq!(next["balance_cents"], before["balance_cents"], "{next}");
}
