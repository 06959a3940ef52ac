//! `cargo xtask dist`: what is handed out. The `.deb` with the window, the command line, completions, checksums.

use crate::project::{claimkeep, root, shell_package, target};
use crate::run::run;
use crate::setup::{Purpose, Tool, cargo_tool, packages};
use crate::{steps, ui};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The command `dist`.
///
/// # Errors
/// When something does not build.
pub fn dist(_arguments: &[String]) -> Result<()> {
    let out = target().join("dist");
    if out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    std::fs::create_dir_all(&out)?;
    if shell_package().is_some() {
        for package in bundle()? {
            copy_into(&package, &out)?;
        }
    } else {
        println!("src-tauri/Cargo.toml is not there: only the command line is built");
    }
    steps::build("release")?;
    let program = claimkeep("release");
    copy_into(&program, &out)?;
    extras(&program, &out)?;
    checksums(&out)?;
    println!("written to {}", out.display());
    Ok(())
}

/// Bundles the window as a Debian package; that needs no download.
fn bundle() -> Result<Vec<PathBuf>> {
    packages(&[Purpose::Build])?;
    ui::built()?;
    let local = root().join("ui").join("node_modules").join(".bin").join("tauri");
    let command = if local.is_file() { run(local) } else { run(cargo_tool(Tool::TauriCli)?).args(["tauri"]) };
    // The screens are built already; the bundler need not know how.
    let settings = r#"{"build":{"beforeBuildCommand":""}}"#;
    command.dir(root().join("src-tauri")).args(["build", "--bundles", "deb", "--config", settings]).done()?;
    let folder = target().join("release").join("bundle").join("deb");
    let entries = std::fs::read_dir(&folder).with_context(|| format!("no bundle in {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.extension().is_some_and(|ending| ending == "deb")).collect())
}

fn copy_into(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    std::fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}

/// Completions and manual pages, where the command line offers them.
fn extras(program: &Path, out: &Path) -> Result<()> {
    for (shell, name) in [("bash", "claimkeep.bash"), ("zsh", "_claimkeep"), ("fish", "claimkeep.fish")] {
        match run(program).quiet().args(["completions", shell]).output(&[0]) {
            Ok(text) => std::fs::write(out.join(name), text)?,
            Err(_) => println!("the command line offers no completions for {shell}"),
        }
    }
    let manuals = out.join("man");
    std::fs::create_dir_all(&manuals)?;
    if !run(program).quiet().args(["manual", "--out"]).args([&manuals]).succeeds() {
        println!("the command line offers no manual pages");
        std::fs::remove_dir_all(&manuals)?;
    }
    Ok(())
}

/// `SHA256SUMS`, in the form that `sha256sum --check` reads.
fn checksums(folder: &Path) -> Result<()> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder)?.flatten() {
        if entry.file_type()?.is_file() {
            lines.push(format!("{}  {}\n", digest(&std::fs::read(entry.path())?), entry.file_name().to_string_lossy()));
        }
    }
    lines.sort_by(|left, right| left.get(66..).cmp(&right.get(66..)));
    std::fs::write(folder.join("SHA256SUMS"), lines.concat())?;
    Ok(())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_in_the_usual_form_and_sorted_by_name() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("b"), "").unwrap();
        std::fs::write(folder.path().join("a"), "abc").unwrap();
        checksums(folder.path()).unwrap();
        let text = std::fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap();
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(text, format!("{abc}  a\n{empty}  b\n"));
    }
}
