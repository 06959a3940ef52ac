//! What the payer decides: a remittance with an exception, a denied line that is mended, a remittance that pays it.

use crate::keys::Keys;
use crate::visit::approve;
use e2e::payer::{Decision, Payment, ReadClaim, ReadFile, advise_835};
use std::path::Path;

fn takes_in(keys: &Keys, folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    keys.press("Alt+5");
    keys.see("Import file");
    keys.pause();
    keys.press("Ctrl+o");
    keys.choose(&file);
    keys.see("1 remittance received");
    keys.there_is("[role=gridcell]");
}

fn paid(cents: i64, contractual: i64) -> Decision {
    Decision { paid: cents, adjustments: vec![("CO", "45", contractual)], remark: None }
}

fn denied() -> Decision {
    Decision { paid: 0, adjustments: vec![("CO", "16", 1_500)], remark: Some("M51") }
}

/// The payer lost our number, misread the name, and denies the second line.
fn confused(claim: &ReadClaim) -> ReadClaim {
    let mut confused = claim.clone();
    confused.name = ("ABRAHAM".to_owned(), "NADA".to_owned());
    confused
}

/// The exception is matched by hand, and the rest posts.
pub fn post_with_an_exception(keys: &Keys, file: &ReadFile, folder: &Path) {
    let claim = confused(&file.claims[0]);
    let payment = Payment {
        claim: &claim,
        named: "UNKNOWN7".to_owned(),
        status: "1",
        decisions: vec![paid(10_000, 4_000), denied()],
    };
    takes_in(keys, folder, "first.835", &advise_835(file, 103, &[payment]).unwrap());
    keys.see("No match");
    keys.look("exception");
    keys.press("m");
    keys.dialog_opens();
    // Nobody is called so; the member id tells who is meant.
    keys.there_is("dialog[open] [role=gridcell]");
    keys.until("document.querySelector('dialog[open]').innerText.includes('ABRAMS, NADIA')");
    keys.look("match");
    keys.press("Enter");
    keys.dialog_closes();
    keys.see(&format!("Matched with {}.", file.claims[0].number));
    keys.look("matched");
    keys.press("Ctrl+Enter");
    keys.see("Posted 100.00 to 1 claim.");
    keys.look("posted");
}

/// On the workbench: what was denied, and a new version with the procedure that was done.
pub fn correct_the_denied_line(keys: &Keys) {
    keys.press("Alt+6");
    keys.see("1 open");
    keys.until("document.activeElement?.getAttribute('role') === 'gridcell'");
    keys.look("denials");
    keys.press("Enter");
    keys.see("What next");
    keys.until("document.activeElement?.getAttribute('role') === 'listbox'");
    keys.press("1");
    keys.look("denial");
    keys.press("Ctrl+Enter");
    keys.see("7 Replacement");
    keys.is_in("lines.0.code");
    keys.press("Down");
    keys.is_in("lines.1.code");
    keys.press("Ctrl+a");
    keys.type_text("36416");
    keys.press("Enter");
    keys.is_in("lines.1.modifiers");
    keys.look("correction");
    approve(keys);
}

/// The payer takes the first decision back and pays both lines.
pub fn post_the_correction(keys: &Keys, first: &ReadFile, second: &ReadFile, folder: &Path) {
    let (was, is) = (&first.claims[0], &second.claims[0]);
    let back =
        Payment { claim: was, named: was.number.clone(), status: "22", decisions: vec![paid(10_000, 4_000), denied()] };
    let again = Payment {
        claim: is,
        named: is.number.clone(),
        status: "1",
        decisions: vec![paid(10_000, 4_000), paid(1_000, 500)],
    };
    takes_in(keys, folder, "second.835", &advise_835(second, 203, &[back, again]).unwrap());
    keys.see("Takeback");
    keys.look("takeback");
    keys.press("Ctrl+Enter");
    keys.see("Posted 10.00 to");
    keys.look("posted-again");
}
