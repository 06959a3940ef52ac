//! Approved claims become a file, an independent validator judges it, the payer acknowledges it.

use crate::keys::Keys;
use e2e::payer::{ReadFile, accept_277ca, accept_999, read_837};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the file of what is approved, hands it over to a folder, and reads it as the payer does.
pub fn send(keys: &Keys, out: &Path) -> ReadFile {
    let before = files(out);
    keys.press("Alt+4");
    keys.see("On their way");
    keys.tab(3, "approved");
    keys.there_is("[role=gridcell]");
    keys.press("Ctrl+Enter");
    keys.dialog_opens();
    keys.look("send");
    keys.press("Ctrl+Enter");
    // The folder of the clearinghouse is asked for once.
    if before.is_empty() {
        keys.choose(out);
    }
    keys.until("document.querySelector('#tab-approved .n').textContent === '0'");
    let file = files(out).into_iter().find(|file| !before.contains(file)).unwrap();
    assert_accepted_by_pyx12(&file);
    read_837(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect()
}

/// `CLAIMKEEP_PYX12` names a Python that has pyx12; `cargo xtask test` brings one.
fn assert_accepted_by_pyx12(file: &Path) {
    let Some(python) = std::env::var_os("CLAIMKEEP_PYX12") else {
        // Not `eprintln!`, which is held back when the test passes.
        let said = b"LEFT OUT: pyx12 did not judge the file, for CLAIMKEEP_PYX12 names no Python that has it\n";
        std::io::stderr().write_all(said).unwrap();
        return;
    };
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("pyx12_judge.py");
    let ran = Command::new(python).arg(judge).arg(file).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && said.contains("accepted"), "{said}");
}

/// The clearinghouse takes the file, then the payer takes the claim.
pub fn acknowledge(keys: &Keys, file: &ReadFile, number: u32, folder: &Path) {
    let answers = [
        ("999", accept_999(file, number), "File accepted"),
        ("277ca", accept_277ca(file, number + 1), "Payer accepted"),
    ];
    for (kind, text, state) in answers {
        let answer = folder.join(format!("{number}.{kind}"));
        std::fs::write(&answer, text).unwrap();
        keys.press("Ctrl+o");
        keys.choose(&answer);
        keys.see("Acknowledgments taken in");
        keys.see(state);
        keys.look(kind);
        keys.press("Esc");
        keys.dialog_closes();
    }
}
