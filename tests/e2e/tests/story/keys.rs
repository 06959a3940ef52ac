//! Hands on the keyboard of one window.

use e2e::{Driver, Person, Window, axe_clean, choose_in_dialog};
use std::path::Path;
use std::time::Duration;

/// A person at the window, with nothing but keys.
pub struct Keys<'w> {
    window: &'w Window,
}

impl Keys<'_> {
    pub fn of(window: &Window) -> Keys<'_> {
        Keys { window }
    }

    pub fn driver(&self) -> &Driver {
        self.window.driver()
    }

    pub fn press(&self, chord: &str) {
        self.driver().press(chord).unwrap();
    }

    pub fn type_text(&self, text: &str) {
        self.driver().type_text(text).unwrap();
    }

    pub fn see(&self, text: &str) {
        self.driver().wait_text(text).unwrap();
    }

    /// Waits until a script says `true`.
    pub fn until(&self, script: &str) {
        self.driver().wait_for(&format!("return {script}")).unwrap();
    }

    /// Waits until something that a selector names is on the page.
    pub fn there_is(&self, selector: &str) {
        self.until(&format!("document.querySelector({selector:?}) !== null"));
    }

    pub fn dialog_opens(&self) {
        self.until("document.querySelector('dialog[open]')?.contains(document.activeElement)");
    }

    pub fn dialog_closes(&self) {
        self.until("document.querySelector('dialog[open]') === null");
    }

    /// Waits until the cursor is in a field.
    pub fn is_in(&self, field: &str) {
        self.until(&format!("document.activeElement?.closest('[data-field]')?.dataset.field === {field:?}"));
    }

    fn walk(&self, key: &str, name: &str) {
        let here = format!(
            "const field = document.activeElement; return [field?.name, field?.id, field?.closest('[data-field]')?.dataset.field].includes({name:?})"
        );
        for _ in 0..90 {
            if self.driver().run(&here).unwrap() == true {
                return;
            }
            self.press(key);
        }
        panic!("no {key} leads to {name}: {}", self.driver().text().unwrap());
    }

    /// Walks forward with Tab to the field of a name.
    pub fn to(&self, name: &str) {
        self.walk("Tab", name);
    }

    /// Walks back with Shift+Tab to the field of a name.
    pub fn back_to(&self, name: &str) {
        self.walk("Shift+Tab", name);
    }

    /// Walks to each field and types into it.
    pub fn fill(&self, fields: &[(&str, &str)]) {
        for (name, text) in fields {
            self.to(name);
            self.type_text(text);
        }
    }

    /// Goes to a tab and waits until it is chosen.
    pub fn tab(&self, at: usize, name: &str) {
        self.press(&format!("Ctrl+{at}"));
        self.there_is(&format!("#tab-{name}[aria-selected=true]"));
        self.until("document.querySelector('.skelrow') === null");
    }

    /// Chooses a file or folder in the system's own dialog.
    pub fn choose(&self, path: &Path) {
        choose_in_dialog(self.window, path).unwrap();
    }

    pub fn unlock(&self, [_, name, passphrase]: [&str; 3]) {
        let person = Person { name: name.to_owned(), role: String::new(), passphrase: passphrase.to_owned() };
        self.window.unlock(&person).unwrap();
    }

    pub fn lock(&self) {
        self.window.lock().unwrap();
    }

    /// What takes a moment and shows nothing when it is done.
    pub fn pause(&self) {
        std::thread::sleep(Duration::from_millis(400));
    }

    /// Nothing that axe finds; and a picture, where pictures are asked for.
    pub fn look(&self, name: &str) {
        // Colors move for a moment.
        self.pause();
        axe_clean(self.driver(), name).unwrap();
        let Some(folder) = std::env::var_os("CLAIMKEEP_E2E_OUT") else { return };
        std::fs::write(Path::new(&folder).join(format!("story-{name}.png")), self.driver().picture().unwrap()).unwrap();
    }
}
