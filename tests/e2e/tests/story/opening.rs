//! The first day: a practice from nothing, its people, its payer, its provider, its prices.

use crate::keys::Keys;

pub const ADMINISTRATOR: [&str; 3] = ["administrator", "anna", "forty-two brass lanterns"];
pub const SUPERVISOR: [&str; 3] = ["supervisor", "sven", "seven quiet harbour bells"];
pub const BILLER: [&str; 3] = ["biller", "bea", "nine copper kettles sing"];

/// From a folder without a store to the gate of a practice.
pub fn first_run(keys: &Keys) {
    keys.press("Enter");
    keys.see("Step 1 of 3");
    describe_the_practice(keys);
    keys.see("Step 2 of 3");
    for who in [&ADMINISTRATOR, &SUPERVISOR, &BILLER] {
        let [role, name, passphrase] = who;
        let field = |part: &str| format!("{role}.{part}");
        keys.fill(&[(&field("name"), name), (&field("passphrase"), passphrase), (&field("again"), passphrase)]);
    }
    keys.press("Ctrl+Enter");
    keys.see("Step 3 of 3");
    give_the_code_back(keys);
    let driver = keys.driver();
    let page = driver.page().unwrap();
    // The page may go away under the key.
    let _ = driver.press("Enter");
    driver.follow(&page).unwrap();
    driver.release().unwrap();
    keys.see("Who is working?");
}

fn describe_the_practice(keys: &Keys) {
    keys.fill(&[
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
    ]);
    // The last digit of the NPI is wrong; the summary leads to it.
    keys.press("Ctrl+Enter");
    keys.see("1 to mend");
    for key in ["Tab", "Enter", "End"].into_iter().chain(["Backspace"; 10]) {
        keys.press(key);
    }
    keys.type_text("2000100109");
    keys.press("Ctrl+Enter");
}

/// Types the groups of the recovery code that are asked for.
fn give_the_code_back(keys: &Keys) {
    let of = |script: &str| keys.driver().run(script).unwrap().as_array().cloned().unwrap();
    let groups =
        of("return [...document.querySelectorAll('#codeGroups li')].map((group) => group.lastChild.textContent)");
    let asked = of(
        "return [...document.querySelectorAll('#answers label')].map((label) => Number(label.textContent.replace(/\\D/g, '')))",
    );
    let empty = "return document.activeElement?.tagName === 'INPUT' && document.activeElement.value === ''";
    for number in asked {
        let at = usize::try_from(number.as_u64().unwrap()).unwrap() - 1;
        while keys.driver().run(empty).unwrap() == false {
            keys.press("Tab");
        }
        keys.type_text(groups[at].as_str().unwrap());
    }
}

/// The supervisor tells who pays, who treats, and what a visit costs.
pub fn furnish_the_office(keys: &Keys) {
    keys.press("Alt+7");
    keys.see("Expected allowed");
    add_a_record(keys, "FRH01", || {
        keys.fill(&[("name", "FRONT RANGE HEALTH"), ("payer_id", "FRH01")]);
        keys.to("filing_indicator");
        keys.type_text("CI");
        keys.press("Enter");
        keys.fill(&[("line1", "1 PAYER WAY"), ("city", "DENVER"), ("state", "CO"), ("zip", "802031234")]);
    });
    keys.press("Ctrl+2");
    add_a_record(keys, "2000100208", || {
        keys.fill(&[
            ("npi", "2000100208"),
            ("last_name", "OKAFOR"),
            ("first_name", "INES"),
            ("taxonomy", "207Q00000X"),
        ]);
    });
    set_prices(keys);
}

fn add_a_record(keys: &Keys, shown: &str, fill: impl Fn()) {
    keys.pause();
    keys.press("Ctrl+Shift+a");
    keys.dialog_opens();
    fill();
    keys.press("Ctrl+Enter");
    keys.dialog_closes();
    keys.see(shown);
}

fn set_prices(keys: &Keys) {
    keys.press("Ctrl+5");
    keys.pause();
    for (code, amount) in [("99213", "140"), ("36415", "15"), ("36416", "15")] {
        keys.press("Ctrl+Shift+a");
        keys.pause();
        keys.press("Enter");
        keys.type_text(code);
        keys.press("Enter");
        keys.pause();
        keys.press("Ctrl+Home");
        keys.press("End");
        keys.press("Enter");
        keys.type_text(amount);
        keys.press("Enter");
        keys.pause();
    }
    keys.to("from");
    keys.press("Ctrl+a");
    keys.type_text("t-30");
    keys.press("Ctrl+Enter");
    keys.see("140.00");
}
