//! The demo practice that the window is opened on.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The day on which the demo practice stands still.
pub const AS_OF: &str = "2026-07-28";

/// A person of the demo practice.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name on the gate.
    pub name: String,
    /// Role, as the command line writes it.
    pub role: String,
    /// Passphrase.
    pub passphrase: String,
}

/// A demo practice in a folder of its own.
pub struct Practice {
    folder: TempDir,
    people: Vec<Person>,
}

impl Practice {
    /// Makes one with the command line.
    ///
    /// # Errors
    /// When it refuses, or is not built.
    pub fn make() -> Result<Practice> {
        let folder = tempfile::tempdir()?;
        let store = folder.path().join("practice");
        let told = claimkeep(&["--store", path(&store), "--json", "demo", "--patients", "60", "--seed", "7", "--as-of", AS_OF])?;
        let people = told.get("users").and_then(Value::as_array).context("demo tells no users")?;
        let word = |user: &Value, key: &str| user.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let people = people.iter().map(|user| Person {
            name: word(user, "name"),
            role: word(user, "role"),
            passphrase: word(user, "passphrase"),
        });
        Ok(Practice { people: people.collect(), folder })
    }

    /// The store's folder.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    /// The person with a role.
    ///
    /// # Errors
    /// When there is none.
    pub fn person(&self, role: &str) -> Result<&Person> {
        self.people.iter().find(|person| person.role == role).with_context(|| format!("no {role} in the demo"))
    }

    /// A patient whom the command line finds, as the biller sees him, with claims.
    ///
    /// # Errors
    /// When there is none.
    pub fn patient_with_claims(&self) -> Result<Value> {
        let claims = self.ask_as("biller", &["claim", "list", "--limit", "200"])?;
        let claim = claims.get("items").and_then(Value::as_array).and_then(|items| items.first()).context("no claim")?;
        let id = claim.get("patient_id").and_then(Value::as_str).context("no patient")?;
        self.ask_as("biller", &["patient", "show", id])
    }

    /// Runs a reading command as a person.
    ///
    /// # Errors
    /// When it refuses.
    pub fn ask_as(&self, role: &str, command: &[&str]) -> Result<Value> {
        let person = self.person(role)?;
        let file = self.folder.path().join("passphrase");
        std::fs::write(&file, &person.passphrase)?;
        let store = self.store();
        let mut words = vec!["--store", path(&store), "--json", "--user", &person.name, "--passphrase-file", path(&file)];
        words.extend(command);
        claimkeep(&words)
    }
}

/// The folder of built programs.
///
/// # Errors
/// When the tests' own place is unknown.
pub fn programs() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("E2E_BIN_DIR") {
        return Ok(folder.into());
    }
    let test = std::env::current_exe()?;
    Ok(test.ancestors().nth(2).context("no folder of programs")?.to_owned())
}

/// A path as text.
#[must_use]
pub fn path(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn claimkeep(words: &[&str]) -> Result<Value> {
    let program = programs()?.join("claimkeep");
    ensure!(program.exists(), "{} is not built: cargo build -p desktop -p cli", program.display());
    let ran = Command::new(program).args(words).output()?;
    ensure!(ran.status.success(), "claimkeep {words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).with_context(|| format!("claimkeep {words:?} tells no JSON"))
}
