//! The acceptance scripts beside the checkout: they judge the built program as a stranger would.

use crate::project::{claimkeep, root, tools};
use crate::run::run;
use crate::setup::{Purpose, packages};
use anyhow::Result;
use std::path::PathBuf;

/// One script with the small sizes that fit into CI.
pub struct Script {
    /// The step's name.
    pub step: &'static str,
    /// The file.
    pub file: &'static str,
    /// Its arguments.
    pub arguments: &'static [&'static str],
}

/// What `test` runs. The one list.
pub const SCRIPTS: &[Script] = &[
    Script { step: "accept-corpus", file: "corpus.py", arguments: &["--mutants", "60", "--store-mutants", "8"] },
    Script { step: "accept-thread", file: "thread.py", arguments: &["--seed", "1"] },
    Script { step: "accept-roundtrip", file: "roundtrip.py", arguments: &["--n", "10"] },
    Script { step: "accept-volume", file: "volume.py", arguments: &["--n", "10000"] },
    Script { step: "accept-kill", file: "kill.py", arguments: &["--no-backup", "--rounds", "4", "--files", "6"] },
    Script { step: "accept-secrecy", file: "secrecy.py", arguments: &["--no-backup"] },
];

/// Where the scripts are, if they are: `shared/acceptance` beside the checkout.
pub fn folder() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join("acceptance");
    folder.is_dir().then_some(folder)
}

/// Runs one script against the program of the `ci` profile.
///
/// # Errors
/// When the script fails.
pub fn judge(script: &Script) -> Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    packages(&[Purpose::Test])?;
    run("python3")
        .args([folder.join(script.file)])
        .args(script.arguments)
        .env("CLAIMKEEP", claimkeep("ci"))
        .env("ACCEPTANCE_CACHE", tools().join("acceptance"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUNBUFFERED", "1")
        .done()
}
