//! `cargo xtask demo`: from a fresh checkout to the program at work on a synthetic practice.

use crate::project::{claimkeep, shell_package, target};
use crate::run::run;
use crate::{e2e, headless, steps};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A user of the synthetic practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to unlock with.
    pub name: String,
    /// The role, as the command line spells it.
    pub role: String,
    /// Synthetic like everything in this store, and shown on purpose.
    pub passphrase: String,
}

/// The synthetic practice just made.
pub struct Practice {
    /// The program that made it.
    pub program: PathBuf,
    /// Everything of the demo: store, passphrase files, screenshots.
    pub folder: PathBuf,
    /// The store.
    pub store: PathBuf,
    /// Its users.
    pub users: Vec<User>,
    /// What `claimkeep demo` answered.
    pub answer: Value,
}

/// The profile that the demo is built in: optimised enough to be pleasant, quick to build.
const PROFILE: &str = "ci";

/// The command `demo`. `--headless` keeps the window shut although there is a display; what else is given goes to
/// `claimkeep demo`.
///
/// # Errors
/// When something does not build, or a command of the job fails.
pub fn demo(arguments: &[String]) -> Result<()> {
    let headless = arguments.iter().any(|word| word == "--headless") || !has_display();
    let rest: Vec<&String> = arguments.iter().filter(|word| *word != "--headless").collect();
    steps::build(PROFILE)?;
    let shell = shell_package().map(|_| e2e::build_shell()).transpose()?;
    let practice = Practice::make(&rest)?;
    practice.introduce();
    match shell {
        Some(shell) if !headless => {
            println!("\nThe window opens; unlock with a name and passphrase from the list. Close it to end the demo.");
            run(shell).env("CLAIMKEEP_STORE", &practice.store).done()
        }
        shell => {
            headless::job(&practice)?;
            match shell {
                Some(shell) => e2e::screenshots(&shell, &practice),
                None => {
                    println!("\nThe window is not part of this checkout yet: no screenshots.");
                    Ok(())
                }
            }
        }
    }
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") { set("DISPLAY") || set("WAYLAND_DISPLAY") } else { true }
}

impl Practice {
    /// Makes a fresh one; the last demo's is removed.
    fn make(arguments: &[&String]) -> Result<Self> {
        let folder = target().join("demo");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        let secrets = folder.join("passphrases");
        std::fs::create_dir_all(&secrets)?;
        let store = folder.join("practice");
        let program = claimkeep(PROFILE);
        let made = run(&program).args(["--json", "--progress", "never", "--store"]).args([&store]).args(["demo"]);
        let answer: Value = serde_json::from_str(&made.args(arguments).output(&[0])?)?;
        let users = users(&answer)?;
        for user in &users {
            write_secret(&secrets.join(&user.role), &user.passphrase)?;
        }
        std::fs::write(folder.join("demo.json"), serde_json::to_string_pretty(&answer)?)?;
        Ok(Self { program, folder, store, users, answer })
    }

    /// Who is there and what is in it.
    fn introduce(&self) {
        println!("\nA synthetic practice in {}", self.store.display());
        for key in ["patients", "encounters", "claims", "remittances"] {
            println!("  {key:<12} {}", self.answer.get(key).unwrap_or(&Value::Null));
        }
        for key in ["charge_cents", "payment_cents"] {
            println!("  {:<12} {}", key.trim_end_matches("_cents"), headless::dollars(self.answer.get(key)));
        }
        println!("\n  {:<14} {:<20} passphrase", "role", "user");
        for user in &self.users {
            println!("  {:<14} {:<20} {}", user.role, user.name, user.passphrase);
        }
    }

    /// Runs a command of the program as the user of a role and gives its JSON. Exit code 1 is the command's own
    /// "no" (claims held back, say), and its answer is as good.
    ///
    /// # Errors
    /// When there is no such user, the command fails, or its answer is not JSON.
    pub fn ask(&self, role: &str, words: &[&str]) -> Result<Value> {
        let Some(user) = self.users.iter().find(|user| user.role == role) else {
            bail!("the demo made no user of the role {role}");
        };
        let command = run(&self.program)
            .quiet()
            .args(["--json", "--progress", "never", "--store"])
            .args([&self.store])
            .args(["--user", &user.name, "--passphrase-file"])
            .args([self.folder.join("passphrases").join(role)])
            .args(words);
        let text = command.output(&[0, 1])?;
        serde_json::from_str(&text).with_context(|| format!("`{}` did not answer in JSON", words.join(" ")))
    }
}

fn users(answer: &Value) -> Result<Vec<User>> {
    let listed = answer.get("users").and_then(Value::as_array).context("`claimkeep demo` named no users")?;
    let field = |user: &Value, key: &str| {
        let text = user.get(key).and_then(Value::as_str).map(str::to_owned);
        text.with_context(|| format!("a user of `claimkeep demo` has no {key}"))
    };
    let read = |user: &Value| {
        Ok(User { name: field(user, "name")?, role: field(user, "role")?, passphrase: field(user, "passphrase")? })
    };
    listed.iter().map(read).collect()
}

/// A file that only its owner reads; the program refuses others.
fn write_secret(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, format!("{text}\n"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_from_the_answer() {
        let answer = serde_json::json!({"users": [{"name": "bea", "role": "biller", "passphrase": "a b c"}]});
        let found = users(&answer).unwrap();
        assert_eq!(found, [User { name: "bea".into(), role: "biller".into(), passphrase: "a b c".into() }]);
        assert!(users(&serde_json::json!({})).is_err());
        assert!(users(&serde_json::json!({"users": [{"name": "bea"}]})).is_err());
    }
}
