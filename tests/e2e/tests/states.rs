//! axe-core over the states of every area, in both themes: refused forms, lists without rows, what is sealed, open dialogs, errors,
//! messages with an undo. Everything is reached by keyboard in the real window.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "story/keys.rs"]
#[allow(dead_code, reason = "the story needs more of it")]
mod keys;
#[path = "story/opening.rs"]
#[allow(dead_code, reason = "the story needs more of it")]
mod opening;

use e2e::payer::{Decision, Payment, ReadLine, advise_835, read_837};
use e2e::{Practice, Setting, Theme, Window, axe_clean, choose_in_dialog};
use keys::Keys;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

/// A person at the window who looks at every state and tells at the end what axe found in all of them.
struct Visit<'w> {
    keys: Keys<'w>,
    window: &'w Window,
    theme: Theme,
    found: RefCell<Vec<String>>,
}

impl Visit<'_> {
    fn state(&self, name: &str) {
        let name = format!("{name}, {}", self.theme.name());
        if let Err(found) = axe_clean(self.keys.driver(), &name) {
            self.found.borrow_mut().push(format!("{found:#}"));
        }
    }

    /// A dialog that a key opens: as it is, then, where it asks for something, as it refuses what is missing; then it is left.
    fn dialog(&self, chord: &str, name: &str, is_form: bool) {
        self.keys.press(chord);
        self.keys.dialog_opens();
        self.state(name);
        if is_form {
            self.keys.press("Ctrl+Enter");
            self.keys.there_is("dialog[open] [aria-invalid=true]");
            self.state(&format!("{name}, refused"));
        }
        self.leave();
    }

    fn leave(&self) {
        self.keys.press("Esc");
        self.keys.dialog_closes();
    }

    /// Walks the panes with F6 until the focus is in what a selector names.
    fn walk_to(&self, selector: &str) {
        let here = format!("return document.activeElement?.closest({selector:?}) !== null");
        for _ in 0..8 {
            if self.keys.driver().run(&here).unwrap() == true {
                return;
            }
            self.keys.press("F6");
        }
        panic!("F6 does not lead to {selector}: {}", self.keys.driver().text().unwrap());
    }

    /// Goes to an area by its key.
    fn area(&self, chord: &str, title: &str) {
        self.keys.press(chord);
        self.keys.until(&format!("document.querySelector('h1')?.textContent === {title:?}"));
        self.keys.until("document.querySelector('.skelrow') === null");
        self.keys.pause();
    }

    /// A command that has no key, through the palette.
    fn command(&self, name: &str) {
        self.keys.press("Ctrl+k");
        self.keys.dialog_opens();
        self.keys.type_text(name);
        self.keys.until(&format!(
            "document.querySelector('dialog [role=option][aria-selected=true]')?.innerText.toLowerCase().includes({name:?})"
        ));
        self.keys.press("Enter");
        self.keys.until("document.querySelector('dialog.palette') === null");
    }

    /// Chooses a file that is not what is asked for, and waits for what is said of it.
    fn wrong_file(&self, name: &str) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("letter.835");
        std::fs::write(&file, "Dear Sir or Madam,\n\nthis is a letter.\n").unwrap();
        self.keys.press("Ctrl+o");
        choose_in_dialog(self.window, &file).unwrap();
        self.keys.until("document.body.innerText.includes('letter.835')");
        self.state(name);
    }

    fn open_a_patient(&self) {
        self.area("Alt+2", "Patients");
        self.keys.there_is("[role=gridcell]");
        self.keys.press("Down");
        self.keys.press("Enter");
        self.keys.see("Who owes what");
    }

    /// Empties the list that has the focus in front of it: the text finds nothing.
    fn nothing_found(&self, name: &str) {
        self.keys.type_text("zzzz");
        self.keys.there_is(".empty");
        self.state(name);
        self.keys.press("Esc");
    }
}

/// Opens the window in each theme as a person of the demo practice, and fails with everything that axe found.
fn in_both_themes(practice: &Practice, role: &str, look: impl Fn(&Visit<'_>)) {
    let person = practice.person(role).unwrap();
    visit(&practice.store(), [&person.role, &person.name, &person.passphrase], look);
}

fn visit(store: &Path, person: [&str; 3], look: impl Fn(&Visit<'_>)) {
    let mut found = Vec::new();
    for theme in THEMES {
        let window = Window::open(&Setting { store: store.to_owned(), theme, idle_lock: None }).unwrap();
        let visit = Visit { keys: Keys::of(&window), window: &window, theme, found: RefCell::default() };
        visit.keys.driver().resize((1366, 768)).unwrap();
        visit.keys.unlock(person);
        let is_dark = visit.keys.driver().run("return matchMedia('(prefers-color-scheme: dark)').matches").unwrap();
        assert_eq!(is_dark, theme == Theme::Dark, "the system's theme reaches the page");
        look(&visit);
        found.extend(visit.found.take());
    }
    assert!(found.is_empty(), "{} states with findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_patients_area() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "biller", |visit| {
        let keys = &visit.keys;
        visit.area("F3", "Patients");
        keys.until("document.activeElement?.id === 'search'");
        visit.nothing_found("nobody is found");
        keys.press("Ctrl+n");
        keys.see("New patient");
        keys.pause();
        keys.to("birth_date");
        keys.type_text("13/45/2020");
        keys.press("Ctrl+Enter");
        keys.there_is("[aria-invalid=true]");
        visit.state("a new patient without a name and with a bad date");
        // Somebody of this name and birth is there already.
        keys.back_to("last_name");
        for (field, text) in [("last_name", "IBARRA"), ("first_name", "JOE"), ("birth_date", "042353")] {
            keys.to(field);
            keys.press("Ctrl+a");
            keys.type_text(text);
        }
        keys.back_to("sex");
        keys.type_text("M");
        keys.press("Enter");
        keys.press("Ctrl+Enter");
        keys.dialog_opens();
        visit.state("a patient who may be there already");
        visit.leave();
        keys.press("Esc");
        visit.open_a_patient();
        visit.dialog("Ctrl+Shift+n", "a note", true);
        visit.dialog("Ctrl+Shift+o", "a visit", false);
        keys.tab(2, "coverage");
        visit.dialog("Ctrl+Enter", "a policy", true);
        keys.tab(3, "documents");
        visit.state("no documents");
        visit.dialog("Ctrl+Enter", "a document", false);
        keys.tab(6, "notes");
        visit.state("no notes");
    });
}

#[test]
fn the_charges_area() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "coder", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+3", "Charges");
        keys.press("Ctrl+2");
        keys.there_is("#tab-queried[aria-selected=true]");
        keys.pause();
        visit.state("visits that wait for the provider");
        visit.open_a_patient();
        keys.tab(2, "coverage");
        visit.state("sealed coverage");
        visit.dialog("Ctrl+Shift+o", "a visit is registered", false);
        keys.tab(4, "ledger");
        visit.state("a sealed ledger");
        keys.press("Ctrl+e");
        keys.is_in("diagnoses.0");
        // In the second theme the draft of the first is back: what it says is typed over.
        for (field, code) in [("diagnoses.0", "Z99999"), ("lines.0.code", "ZZZZ9")] {
            keys.to(field);
            keys.pause();
            keys.press("Ctrl+a");
            keys.type_text(code);
            keys.pause();
            keys.press("Esc");
        }
        keys.press("Ctrl+Enter");
        keys.there_is("[aria-invalid=true], [data-finding]");
        visit.state("a charge with codes that do not exist");
        // To the finding that may be overridden.
        while keys.driver().run("return document.activeElement.matches('[data-finding]')").unwrap() == false {
            keys.press("Tab");
        }
        for _ in 0..4 {
            keys.press("Down");
        }
        let warning = "return document.activeElement.innerText.startsWith('Warn')";
        for _ in 0..5 {
            if keys.driver().run(warning).unwrap() == true {
                break;
            }
            keys.press("Up");
        }
        visit.dialog("o", "a finding is overridden", false);
        visit.area("Alt+3", "Charges");
        keys.press("Ctrl+1");
        keys.there_is("[role=gridcell]");
        keys.pause();
        keys.press("Enter");
        keys.is_in("diagnoses.0");
        visit.dialog("Ctrl+Shift+a", "a question to the provider", false);
    });
}

#[test]
fn the_claims_area() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "supervisor", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+4", "Claims");
        keys.there_is("[role=gridcell]");
        visit.dialog("h", "claims are held", false);
        visit.dialog("v", "claims are taken back", false);
        keys.tab(3, "approved");
        keys.there_is("[role=gridcell]");
        visit.dialog("Ctrl+Enter", "claims are sent", false);
        for (at, tab) in [(2, "on_hold"), (4, "outbox"), (6, "rejected")] {
            keys.tab(at, tab);
            visit.state(&format!("the tab {tab}"));
        }
        keys.tab(5, "sent");
        keys.there_is("[role=gridcell]");
        keys.pause();
        keys.press("Enter");
        keys.see("Timeline");
        visit.state("a sent claim");
        keys.press("r");
        keys.see("As it was made; read only.");
        visit.state("a file as it was made");
        visit.area("Alt+4", "Claims");
        visit.wrong_file("an acknowledgment that is none");
    });
}

/// A remittance for a claim that is with its payer, who lost our number: it must be matched by hand.
fn confused_remittance(practice: &Practice, folder: &Path) -> PathBuf {
    let told = practice.ask_as("biller", &["claim", "list", "--limit", "500"]).unwrap();
    let claims = told["items"].as_array().unwrap();
    let waits = claims.iter().find(|claim| claim["state"] == "payer_accepted").unwrap();
    let sent = folder.join("sent.837");
    practice
        .ask_as("biller", &["claim", "export", "--out", sent.to_str().unwrap(), waits["claim_id"].as_str().unwrap()])
        .unwrap();
    let file = read_837(&std::fs::read_to_string(sent).unwrap()).unwrap();
    let decide = |line: &ReadLine| Decision { paid: line.charge, adjustments: vec![], remark: None };
    let claim = &file.claims[0];
    let decisions = claim.lines.iter().map(decide).collect();
    let payment = Payment { claim, named: "UNKNOWN7".to_owned(), status: "1", decisions };
    let answer = folder.join("answer.835");
    std::fs::write(&answer, advise_835(&file, 301, &[payment]).unwrap()).unwrap();
    answer
}

#[test]
fn the_remittances_area() {
    let practice = Practice::make().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let answer = confused_remittance(&practice, folder.path());
    in_both_themes(&practice, "supervisor", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+5", "Remittances");
        visit.wrong_file("a remittance that is none");
        keys.press("Ctrl+o");
        choose_in_dialog(visit.window, &answer).unwrap();
        keys.see("Several match");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        visit.state("a payment that fits no claim");
        visit.dialog("m", "a payment is matched", false);
        visit.dialog("s", "a payment is split", false);
        visit.dialog("b", "a deposit", false);
        keys.press("d");
        keys.there_is(".toast");
        visit.state("a payment is set aside, with an undo");
        keys.press("Ctrl+z");
        keys.see("Undone.");
        // The newest posted one is the next in the list.
        visit.walk_to("[role=listbox]");
        keys.press("Down");
        keys.press("Enter");
        keys.until("document.querySelectorAll('[role=option]')[1]?.getAttribute('aria-selected') === 'true'");
        keys.until("document.querySelector('.skelrow') === null");
        keys.pause();
        visit.walk_to("[role=grid]");
        visit.dialog("u", "a posting is undone", false);
    });
}

#[test]
fn the_worklist_and_the_denials() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "biller", |visit| {
        let keys = &visit.keys;
        keys.see("All work");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        visit.dialog("z", "a row is put aside", true);
        visit.dialog("a", "a row is given to someone", false);
        visit.dialog("d", "a row is ended", true);
        keys.press("z");
        keys.dialog_opens();
        keys.type_text("t+7");
        keys.press("Ctrl+Enter");
        keys.dialog_closes();
        keys.see("One row is put aside.");
        visit.state("a message with an undo");
        keys.press("Ctrl+z");
        keys.see("Undone.");
        keys.press("Ctrl+3");
        keys.see("Nothing is put aside.");
        visit.state("an empty scope");
        keys.press("Ctrl+1");
        keys.there_is("#tab-mine[aria-selected=true]");
        keys.pause();
        visit.walk_to("[role=listbox]");
        keys.press("End");
        keys.see("Write-off requests 0 items");
        visit.state("an empty queue");
        keys.press("Home");
        visit.area("Alt+6", "Denials");
        keys.press("Enter");
        keys.see("What next");
        for (action, name) in [("2", "an appeal"), ("5", "a write-off"), ("6", "a denial that waits")] {
            keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
            keys.press(action);
            keys.until("document.activeElement?.matches('input, textarea')");
            if action == "5" {
                keys.press("Ctrl+a");
                keys.type_text("999999");
            }
            keys.press("Ctrl+Enter");
            keys.there_is("[aria-invalid=true]");
            visit.state(&format!("{name}, refused"));
            while keys.driver().run("return document.activeElement?.getAttribute('role') === 'listbox'").unwrap()
                == false
            {
                keys.press("Shift+Tab");
            }
        }
    });
}

#[test]
fn a_write_off_before_a_supervisor() {
    let practice = Practice::make().unwrap();
    let biller = practice.person("biller").unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.unlock([&biller.role, &biller.name, &biller.passphrase]);
    keys.see("All work");
    keys.press("Alt+6");
    keys.until(
        "document.querySelector('h1')?.textContent === 'Denials' && document.activeElement?.matches('[role=gridcell]')",
    );
    keys.press("Enter");
    keys.see("What next");
    keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
    keys.press("5");
    keys.is_in("amount");
    keys.to("why");
    keys.type_text("filed late by us");
    keys.press("Ctrl+Enter");
    keys.see("A supervisor is asked to write it off.");
    drop(window);
    in_both_themes(&practice, "supervisor", |visit| {
        let keys = &visit.keys;
        keys.see("All work");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        visit.walk_to("[role=listbox]");
        keys.press("End");
        keys.see("asks:");
        keys.press("Enter");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        visit.dialog("n", "a write-off is returned from the worklist", true);
        keys.press("Enter");
        keys.see("A write-off is asked for");
        keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
        visit.state("a write-off that waits");
        visit.dialog("n", "a write-off is returned from the workbench", false);
    });
}

#[test]
fn the_office() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "supervisor", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+7", "Office");
        visit.nothing_found("no such payer");
        for (at, tab) in [(1, "payers"), (2, "providers"), (3, "billing"), (4, "facilities")] {
            keys.tab(at, tab);
            keys.pause();
            visit.dialog("Ctrl+Shift+a", &format!("a new record of {tab}"), true);
        }
        keys.tab(5, "charges");
        keys.pause();
        keys.press("Ctrl+Shift+a");
        keys.pause();
        keys.press("Enter");
        keys.type_text("ZZZZ9");
        keys.press("Enter");
        keys.pause();
        visit.state("a price of a code that does not exist");
        keys.press("Ctrl+Enter");
        keys.pause();
        visit.state("prices that are refused");
    });
}

#[test]
fn the_users_and_what_is_brought_in() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "administrator", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+8", "Users");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        visit.dialog("Ctrl+Shift+a", "a new user", true);
        visit.dialog("Ctrl+Shift+x", "a user is disabled", false);
        visit.command("change my passphrase");
        keys.pause();
        keys.press("Ctrl+Enter");
        keys.there_is("[aria-invalid=true]");
        visit.state("a passphrase that is refused");
        visit.command("bring in");
        keys.until("document.querySelector('h1')?.textContent === 'Bring in'");
        visit.state("nothing is brought in yet");
        visit.wrong_file("a table that is none");
    });
}

/// The administrator enrols somebody, to whom only a supervisor can give the keys.
#[test]
fn a_user_who_waits_for_keys() {
    let practice = Practice::make().unwrap();
    let administrator = practice.person("administrator").unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let keys = Keys::of(&window);
    keys.unlock([&administrator.role, &administrator.name, &administrator.passphrase]);
    keys.see("May unlock");
    keys.press("Ctrl+Shift+a");
    keys.dialog_opens();
    let passphrase = "nine copper kettles sing";
    keys.fill(&[("name", "nell"), ("passphrase", passphrase), ("again", passphrase)]);
    keys.press("Ctrl+Enter");
    keys.dialog_closes();
    keys.see("nell");
    drop(window);
    in_both_themes(&practice, "supervisor", |visit| {
        let keys = &visit.keys;
        visit.area("Alt+8", "Users");
        keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
        let here = "return document.activeElement.closest('[role=row]').innerText.includes('nell')";
        while keys.driver().run(here).unwrap() == false {
            keys.press("Down");
        }
        visit.state("a user who waits");
        visit.dialog("Ctrl+Shift+y", "a user is approved", false);
    });
}

#[test]
fn the_window_itself() {
    let practice = Practice::make().unwrap();
    in_both_themes(&practice, "biller", |visit| {
        let keys = &visit.keys;
        keys.see("All work");
        keys.press("Ctrl+k");
        keys.dialog_opens();
        visit.state("the palette");
        keys.type_text("zzzzqqq");
        keys.until("document.querySelector('dialog [role=option]') === null");
        visit.state("the palette without results");
        keys.press("Esc");
        keys.dialog_closes();
        keys.press("F1");
        keys.dialog_opens();
        visit.state("the help");
        visit.leave();
        visit.command("messages");
        keys.pause();
        visit.state("the messages so far");
    });
}

#[test]
fn a_new_practice() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("practice");
    let window = Window::open(&Setting { store: store.clone(), theme: Theme::Light, idle_lock: None }).unwrap();
    let keys = Keys::of(&window);
    keys.driver().resize((1366, 768)).unwrap();
    opening::first_run(&keys);
    drop(window);
    const AREAS: [(&str, &str); 7] = [
        ("Alt+1", "Worklist"),
        ("Alt+2", "Patients"),
        ("Alt+3", "Charges"),
        ("Alt+4", "Claims"),
        ("Alt+5", "Remittances"),
        ("Alt+6", "Denials"),
        ("Alt+7", "Office"),
    ];
    visit(&store, opening::BILLER, |visit| {
        for (chord, title) in AREAS {
            visit.area(chord, title);
            visit.keys.there_is(".empty");
            visit.state(&format!("{title} without anything"));
        }
    });
    visit(&store, opening::SUPERVISOR, |visit| {
        visit.area("Alt+7", "Office");
        for at in 1..=6 {
            visit.keys.press(&format!("Ctrl+{at}"));
            visit.keys.pause();
            visit.state(&format!("tab {at} of the office without anything"));
        }
    });
}
