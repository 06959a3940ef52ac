//! The screens: installing their packages, checking them, building `ui/dist`.

use crate::project::root;
use crate::run::{Run, run};
use crate::setup;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The folder of the screens, once it has a `package.json`.
pub fn folder() -> Option<PathBuf> {
    let folder = root().join("ui");
    folder.join("package.json").is_file().then_some(folder)
}

/// Which of these scripts a `package.json` offers.
pub fn has_script(folder: &Path, script: &str) -> bool {
    let text = std::fs::read_to_string(folder.join("package.json")).unwrap_or_default();
    let package: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    package.pointer(&format!("/scripts/{script}")).is_some()
}

/// npm in a folder; `CI` keeps test runners from waiting for changes.
fn npm(folder: &Path) -> Result<Run> {
    Ok(run(setup::node()?).dir(folder).env("CI", "true"))
}

/// Installs exactly what the lock file names, running no package's scripts; skipped when nothing changed.
///
/// # Errors
/// When npm fails.
pub fn install(folder: &Path) -> Result<()> {
    let stamp = folder.join("node_modules").join(".package-lock.json");
    let fresh = modified(&stamp) >= modified(&folder.join("package-lock.json")) && modified(&stamp).is_some();
    if fresh && modified(&stamp) >= modified(&folder.join("package.json")) {
        return Ok(());
    }
    npm(folder)?.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).done()
}

/// Runs one script of a `package.json`, its packages installed first.
///
/// # Errors
/// When the script fails.
pub fn script(folder: &Path, name: &str) -> Result<()> {
    install(folder)?;
    npm(folder)?.args(["run", "--silent", name]).done()
}

/// Makes sure that `ui/dist` is there and not older than its sources: the shell compiles it in.
///
/// # Errors
/// When it is missing and cannot be built.
pub fn built() -> Result<()> {
    let Some(folder) = folder() else { return Ok(()) };
    let page = folder.join("dist").join("index.html");
    let built = modified(&page);
    if built.is_some() && built >= newest(&folder)? {
        return Ok(());
    }
    script(&folder, "build").context("the screens (ui/dist) could not be built")
}

fn modified(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|data| data.modified()).ok()
}

/// When the newest source of the screens was written.
fn newest(folder: &Path) -> Result<Option<SystemTime>> {
    let mut newest = None;
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default();
            if path.is_dir() && name != "node_modules" && name != "dist" {
                open.push(path);
            } else if path.is_file() {
                newest = newest.max(modified(&path));
            }
        }
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_read_from_the_package() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("package.json"), r#"{"scripts":{"check":"svelte-check"}}"#).unwrap();
        assert!(has_script(folder.path(), "check"));
        assert!(!has_script(folder.path(), "lint"));
    }

    #[test]
    fn sources_in_subfolders_count_but_built_files_do_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::write(folder.path().join("dist").join("index.html"), "").unwrap();
        assert_eq!(newest(folder.path()).unwrap(), None);
        std::fs::create_dir(folder.path().join("src")).unwrap();
        std::fs::write(folder.path().join("src").join("a.ts"), "").unwrap();
        assert!(newest(folder.path()).unwrap().is_some());
    }
}
