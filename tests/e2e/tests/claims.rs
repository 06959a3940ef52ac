//! The claim queue in the real window, by keyboard: approve, make files, hand them over through the system's own dialog, take an
//! acknowledgment in, and see what it rejected.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Driver, Practice, Setting, Window, choose_in_dialog, leave_dialog};
use std::path::Path;
use std::time::Duration;

/// A picture beside the others, where they are asked for.
fn look(window: &Window, name: &str) {
    let Some(folder) = std::env::var_os("CLAIMKEEP_E2E_OUT") else { return };
    std::thread::sleep(Duration::from_millis(400));
    std::fs::write(Path::new(&folder).join(format!("{name}.png")), window.driver().picture().unwrap()).unwrap();
}

fn go_to_tab(driver: &Driver, at: usize, name: &str) {
    driver.press(&format!("Ctrl+{at}")).unwrap();
    let is_there = format!("return document.querySelector('#tab-{name}').getAttribute('aria-selected') === 'true'");
    driver.wait_for(&is_there).unwrap();
    driver.wait_for("return document.querySelector('.skelrow') === null").unwrap();
}

fn count(driver: &Driver, tab: &str) -> i64 {
    let script = format!("return Number(document.querySelector('#tab-{tab} .n').textContent)");
    driver.run(&script).unwrap().as_i64().unwrap()
}

fn wait_count(driver: &Driver, tab: &str, wanted: i64) {
    driver.wait_for(&format!("return document.querySelector('#tab-{tab} .n').textContent === '{wanted}'")).unwrap();
}

/// The segments of a file, split at their stars.
fn segments(text: &str) -> Vec<Vec<String>> {
    let lines = text.split('~').map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.split('*').map(str::to_owned).collect()).collect()
}

/// A 999 that rejects every set of a file.
fn rejection(file: &str) -> String {
    let said = segments(file);
    let of = |id: &str| said.iter().filter(|line| line[0] == id).cloned().collect::<Vec<_>>();
    let (isa, gs, sets) = (of("ISA").remove(0), of("GS").remove(0), of("ST"));
    let mut lines = vec![
        format!(
            "ISA*00*          *00*          *ZZ*{:<15}*ZZ*{:<15}*260728*1200*^*00501*000000801*0*T*:",
            isa[8].trim(),
            isa[6].trim()
        ),
        format!("GS*FA*{}*{}*20260728*1200*801*X*005010X231A1", gs[3], gs[2]),
        "ST*999*0001*005010X231A1".to_owned(),
        format!("AK1*HC*{}*{}", gs[6], gs[8]),
    ];
    for set in &sets {
        lines.push(format!("AK2*837*{}*{}", set[2], set[3]));
        lines.push("IK5*R*5".to_owned());
    }
    lines.push(format!("AK9*R*{n}*{n}*0", n = sets.len()));
    lines.push(format!("SE*{}*0001", lines.len() - 1));
    lines.push("GE*1*801".to_owned());
    lines.push("IEA*1*000000801".to_owned());
    lines.iter().map(|line| format!("{line}~\n")).collect()
}

#[test]
fn claims_are_approved_sent_and_rejected_by_keyboard_alone() {
    let practice = Practice::make().unwrap();
    let out = tempfile::tempdir().unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let driver = window.driver();
    driver.resize((1366, 768)).unwrap();
    window.unlock(practice.person("biller").unwrap()).unwrap();

    driver.press("Alt+4").unwrap();
    driver.wait_text("On their way").unwrap();
    driver.wait_for("return document.activeElement.getAttribute('role') === 'gridcell'").unwrap();
    let (ready, approved, sent) = (count(driver, "ready"), count(driver, "approved"), count(driver, "sent"));
    driver.press("x").unwrap();
    driver.wait_text(&format!("1 of {ready} selected")).unwrap();
    look(&window, "10-ready-1366-light");
    driver.press("Ctrl+Enter").unwrap();
    wait_count(driver, "approved", approved + 1);

    go_to_tab(driver, 3, "approved");
    driver.press("Ctrl+Enter").unwrap();
    driver.wait_text("charges. Each claim is scrubbed once more").unwrap();
    look(&window, "10-send-1366-light");
    driver.press("Ctrl+Enter").unwrap();
    leave_dialog(&window).unwrap();
    driver.wait_text("The files wait in the outbox.").unwrap();
    let waiting = count(driver, "outbox");
    assert!(waiting > 0 && waiting <= approved + 1);
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);

    go_to_tab(driver, 4, "outbox");
    look(&window, "10-outbox-1366-light");
    driver.press("Ctrl+Enter").unwrap();
    choose_in_dialog(&window, out.path()).unwrap();
    wait_count(driver, "sent", sent + waiting);
    let files: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(
        !files.is_empty() && files.iter().all(|file| file.extension().is_some_and(|end| end == "x12")),
        "{files:?}"
    );
    let shown = driver.text().unwrap();
    assert!(!shown.contains(out.path().parent().unwrap().to_str().unwrap()), "the page never sees a path");

    let claims = segments(&std::fs::read_to_string(&files[0]).unwrap()).iter().filter(|line| line[0] == "CLM").count();
    let rejected = count(driver, "rejected") + i64::try_from(claims).unwrap();
    let answer = out.path().join("answer.999");
    std::fs::write(&answer, rejection(&std::fs::read_to_string(&files[0]).unwrap())).unwrap();
    driver.press("Ctrl+o").unwrap();
    choose_in_dialog(&window, &answer).unwrap();
    driver.wait_text("Acknowledgments taken in").unwrap();
    driver.wait_text("never adjudicated").unwrap();
    look(&window, "10-acknowledged-1366-light");
    driver.press("Esc").unwrap();
    wait_count(driver, "rejected", rejected);

    read_the_rejected_claim(&window);
}

/// The claim of a rejected file: its timeline, the file as it was made, the batch, and back again.
fn read_the_rejected_claim(window: &Window) {
    let driver = window.driver();
    go_to_tab(driver, 6, "rejected");
    driver.wait_text("Never adjudicated. Fix and send as original.").unwrap();
    look(window, "10-rejected-1366-light");
    driver.press("Enter").unwrap();
    driver.wait_text("Timeline").unwrap();
    look(window, "10-claim-1366-light");
    driver.press("r").unwrap();
    driver.wait_text("As it was made; read only.").unwrap();
    driver.wait_text("CLM*").unwrap();
    look(window, "10-raw-1366-light");
    driver.press("Ctrl+1").unwrap();
    driver.wait_text("File rejected").unwrap();
    look(window, "10-batch-1366-light");
    driver.press("Esc").unwrap();
    driver.wait_text("Timeline").unwrap();
    driver.press("Esc").unwrap();
    driver.wait_text("On their way").unwrap();
}
