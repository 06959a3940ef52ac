//! Where things of the project are.

use std::path::{Path, PathBuf};

/// The folder that holds the root `Cargo.toml`.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// Cargo's output folder: `target`, or what `CARGO_TARGET_DIR` says.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where chores keep what they install for themselves: the user's cache folder, so that it is built once for all clones;
/// `target/tools` where there is no such folder.
pub fn tools() -> PathBuf {
    let given = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let cache = given.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    cache.map_or_else(|| root().join("target"), |cache| cache.join("claimkeep")).join("tools")
}

/// The built command-line program of a profile (`debug`, `ci`, `release`).
pub fn claimkeep(profile: &str) -> PathBuf {
    target().join(profile).join("claimkeep")
}

/// The package name of the desktop shell, once there is one.
pub fn shell_package() -> Option<String> {
    let text = std::fs::read_to_string(root().join("src-tauri").join("Cargo.toml")).ok()?;
    let manifest: toml::Table = text.parse().ok()?;
    let name = manifest.get("package")?.get("name")?.as_str()?;
    Some(name.to_owned())
}

/// The file name of the shell's program: its first `[[bin]]`, else its package name.
pub fn shell_binary() -> Option<String> {
    let text = std::fs::read_to_string(root().join("src-tauri").join("Cargo.toml")).ok()?;
    let manifest: toml::Table = text.parse().ok()?;
    let named = manifest.get("bin").and_then(|bins| bins.get(0)).and_then(|bin| bin.get("name"));
    named.and_then(toml::Value::as_str).map(str::to_owned).or_else(shell_package)
}
