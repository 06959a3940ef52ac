//! A patient with a policy and a scanned card, and the visit that is charged.

use crate::keys::Keys;
use std::path::Path;

/// The smallest picture: one white point (PNG).
const CARD: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00, 0x00, 0x00, 0x0c, 0x49,
    0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8, 0xff, 0xff, 0x3f, 0x00, 0x05, 0xfe, 0x02, 0xfe, 0xdc, 0xcc, 0x59, 0xe7,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

pub fn register_a_patient(keys: &Keys) {
    keys.press("Ctrl+n");
    keys.see("New patient");
    keys.pause();
    keys.fill(&[
        ("last_name", "ABRAMS"),
        ("first_name", "NADIA"),
        ("birth_date", "071445"),
        ("line1", "7 ELM ST"),
        ("city", "DENVER"),
        ("state", "CO"),
        ("zip", "802061111"),
        ("phone", "3035550111"),
    ]);
    // The sex is chosen by its letter.
    keys.back_to("sex");
    keys.type_text("F");
    keys.press("Enter");
    keys.press("Ctrl+Enter");
    keys.see("No coverage");
}

/// The policy from the card, and the card itself.
pub fn add_a_policy(keys: &Keys, folder: &Path) {
    keys.press("Ctrl+Enter");
    keys.dialog_opens();
    keys.to("payer");
    keys.type_text("F");
    keys.press("Enter");
    keys.fill(&[("member_id", "FR1000001"), ("effective_on", "t-60")]);
    keys.press("Ctrl+Enter");
    keys.dialog_closes();
    keys.see("FR1000001");
    keys.press("Ctrl+3");
    keys.pause();
    let card = folder.join("card.png");
    std::fs::write(&card, CARD).unwrap();
    keys.press("Ctrl+Enter");
    keys.dialog_opens();
    keys.press("Enter");
    keys.choose(&card);
    keys.see("card.png");
    keys.press("Ctrl+Enter");
    keys.dialog_closes();
    keys.see("Documents 1");
    keys.look("document");
}

/// Codes the visit: the header code that was typed is found wanting, the finder has the one that can be billed.
pub fn charge_the_visit(keys: &Keys) {
    keys.press("Ctrl+e");
    keys.is_in("diagnoses.0");
    keys.type_text("E11");
    keys.there_is("[role=option]");
    // The number stays as it is typed.
    keys.press("Esc");
    keys.until("document.querySelector('[role=option]') === null");
    keys.press("Enter");
    keys.is_in("diagnoses.1");
    keys.press("Enter");
    for (line, code) in ["99213", "36415"].into_iter().enumerate() {
        type_a_line(keys, line, code);
    }
    keys.until("document.querySelector('[data-total=charge]').textContent === '155.00'");
    keys.press("Ctrl+Enter");
    keys.see("Findings stop the claim.");
    keys.until("document.activeElement?.matches('[data-finding]')");
    keys.look("finding");
    keys.press("Enter");
    keys.is_in("diagnoses.0");
    keys.press("Ctrl+a");
    keys.type_text("type 2 diabetes without complications");
    keys.until("document.querySelector('[role=option] .code')?.textContent === 'E11.9'");
    keys.look("finder");
    keys.press("Enter");
    keys.until("document.querySelector('[data-field=\"diagnoses.0\"]').value === 'E11.9'");
    approve(keys);
}

fn type_a_line(keys: &Keys, line: usize, code: &str) {
    keys.is_in(&format!("lines.{line}.code"));
    keys.type_text(code);
    for next in ["modifiers", "pointers", "units", "charge"] {
        keys.press("Enter");
        keys.is_in(&format!("lines.{line}.{next}"));
    }
    keys.press("Enter");
}

/// Scrubs and approves what is in the editor.
pub fn approve(keys: &Keys) {
    keys.press("Ctrl+Enter");
    keys.see("The claim is ready.");
    keys.look("ready");
    keys.press("Ctrl+Enter");
    keys.see("Approved.");
}
