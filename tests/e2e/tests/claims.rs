//! The claim queue, by keyboard, in the real window.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use e2e::{Practice, Setting, Window, choose_in_dialog, leave_dialog};

fn shot(window: &Window, name: &str) {
    if let Some(folder) = std::env::var_os("CLAIMKEEP_E2E_OUT") {
        std::thread::sleep(std::time::Duration::from_millis(500));
        let file = std::path::PathBuf::from(folder).join(format!("{name}.png"));
        std::fs::write(file, window.driver().picture().unwrap()).unwrap();
    }
}

#[test]
fn a_biller_approves_makes_files_and_takes_in_an_acknowledgment() {
    let practice = Practice::make().unwrap();
    let window = Window::open(&Setting::of(&practice)).unwrap();
    let driver = window.driver();
    driver.resize((1366, 768)).unwrap();
    window.unlock(practice.person("biller").unwrap()).unwrap();
    driver.press("Alt+4").unwrap();
    driver.wait_text("On their way").unwrap();
    shot(&window, "10-ready");
    for (at, name) in ["ready", "on_hold", "approved", "outbox", "sent", "rejected"].iter().enumerate() {
        driver.press(&format!("Ctrl+{}", at + 1)).unwrap();
        driver
            .wait_for(&format!("return document.querySelector('[role=tab][aria-selected=true]').id === 'tab-{name}'"))
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(400));
        shot(&window, &format!("10-{name}"));
    }
    println!("{}", driver.text().unwrap());
    let folder = tempfile::tempdir().unwrap();
    driver.press("Ctrl+o").unwrap();
    leave_dialog(&window).unwrap();
    let ack = folder.path().join("not.x12");
    std::fs::write(&ack, "hello").unwrap();
    driver.press("Ctrl+o").unwrap();
    choose_in_dialog(&window, &ack).unwrap();
    driver.wait_text("Not taken").unwrap();
    shot(&window, "10-ack");
    driver.press("Esc").unwrap();
}
