//! The demo practice that the window is opened on.

use crate::processes::is_running;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

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

/// A demo practice: a store named `practice`, and beside it `demo.json`, what `claimkeep demo` told.
pub struct Practice {
    folder: PathBuf,
    people: Vec<Person>,
}

impl Practice {
    /// Makes one with the command line, in a folder of this process. A practice lives as long as the tests, in a static that is
    /// never dropped: what ended processes left is removed here.
    ///
    /// # Errors
    /// When it refuses, or is not built.
    pub fn make() -> Result<Practice> {
        let own = own_folder()?;
        let store = own.join("practice");
        let told = claimkeep(&[
            "--store",
            path(&store),
            "--json",
            "demo",
            "--patients",
            "60",
            "--seed",
            "7",
            "--as-of",
            AS_OF,
        ])?;
        std::fs::write(own.join("demo.json"), told.to_string())?;
        Practice::at(&own)
    }

    /// One that is there already.
    ///
    /// # Errors
    /// When the folder has no `demo.json` that tells its people.
    pub fn at(folder: &Path) -> Result<Practice> {
        let told: Value = serde_json::from_slice(&std::fs::read(folder.join("demo.json"))?)?;
        let people = told.get("users").and_then(Value::as_array).context("demo.json tells no users")?;
        let word = |user: &Value, key: &str| user.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let people = people.iter().map(|user| Person {
            name: word(user, "name"),
            role: word(user, "role"),
            passphrase: word(user, "passphrase"),
        });
        Ok(Practice { people: people.collect(), folder: folder.to_owned() })
    }

    /// The store's folder.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.join("practice")
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
        let claim =
            claims.get("items").and_then(Value::as_array).and_then(|items| items.first()).context("no claim")?;
        let id = claim.get("patient_id").and_then(Value::as_str).context("no patient")?;
        self.ask_as("biller", &["patient", "show", id])
    }

    /// Runs a reading command as a person.
    ///
    /// # Errors
    /// When it refuses.
    pub fn ask_as(&self, role: &str, command: &[&str]) -> Result<Value> {
        ask(&self.store(), self.person(role)?, command)
    }
}

/// Runs a reading command on a store as a person.
///
/// # Errors
/// When it refuses.
pub fn ask(store: &Path, person: &Person, command: &[&str]) -> Result<Value> {
    let secret = tempfile::tempdir()?;
    let file = secret.path().join("passphrase");
    std::fs::write(&file, &person.passphrase)?;
    let mut words = vec![
        "--store",
        path(store),
        "--json",
        "--wait",
        "30",
        "--user",
        &person.name,
        "--passphrase-file",
        path(&file),
    ];
    words.extend(command);
    claimkeep(&words)
}

/// A fresh folder of this process; those of processes that ended are removed.
fn own_folder() -> Result<PathBuf> {
    const NAME: &str = "claimkeep-e2e-";
    let top = std::env::temp_dir();
    for entry in std::fs::read_dir(&top)?.flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(NAME)).and_then(|pid| pid.parse().ok());
        if owner.is_some_and(|pid| !is_running(pid)) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = top.join(format!("{NAME}{}", std::process::id())).join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    std::fs::create_dir_all(&own)?;
    Ok(own)
}

/// A built program: the one that an environment variable names, or the one beside the tests.
///
/// # Errors
/// When it is not built.
pub fn program(variable: &str, name: &str) -> Result<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let test = std::env::current_exe()?;
    let beside = test.ancestors().take(3).map(|folder| folder.join(name)).find(|file| file.is_file());
    let program = named.or(beside).with_context(|| format!("{name} is not built: cargo build -p desktop -p cli"))?;
    ensure!(program.is_file(), "{} is not there", program.display());
    Ok(program)
}

/// A path as text.
#[must_use]
pub fn path(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn claimkeep(words: &[&str]) -> Result<Value> {
    let ran = Command::new(program("CLAIMKEEP", "claimkeep")?).args(words).output()?;
    ensure!(ran.status.success(), "claimkeep {words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).with_context(|| format!("claimkeep {words:?} tells no JSON"))
}
