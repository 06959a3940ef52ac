//! Which files are looked at, and how long each may be.

use super::{Finding, Source};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Folders that hold nothing written by us.
const FOREIGN: &[&str] = &["target", "node_modules", "dist", "gen", "__pycache__"];
/// What fuzzers write while they run.
const FUZZED: &[&str] = &["fuzz/corpus", "fuzz/artifacts"];
/// Hidden folders that are ours.
const HIDDEN: &[&str] = &[".ci", ".cargo", ".config"];
/// Folders of tables: no limit of length there.
const TABLES: &[&str] = &["packs", "data", "corpus"];

/// The most lines of a file, by its ending.
const LIMITS: &[(&str, usize)] = &[("rs", 800), ("svelte", 400), ("ts", 800)];

/// Every file below the root that is ours, in order.
pub fn list(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            let foreign = FOREIGN.contains(&name.as_str()) || name.starts_with('.') && !HIDDEN.contains(&name.as_str());
            let path = folder.join(&name);
            if kind.is_dir() && !foreign && !FUZZED.iter().any(|fuzzed| path == Path::new(fuzzed)) {
                open.push(path);
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the file holds a table rather than code.
fn is_table(path: &Path) -> bool {
    let mut folders = path.parent().into_iter().flat_map(Path::components);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let named = ["tables", "table", "data"].contains(&stem) || stem.ends_with("_table") || stem.ends_with("_tables");
    named || folders.any(|part| TABLES.iter().any(|table| part.as_os_str() == *table))
}

/// The limit of length.
pub fn length(source: &Source<'_>) -> Vec<Finding> {
    let Some((_, most)) = LIMITS.iter().find(|(ending, _)| *ending == source.extension()) else { return Vec::new() };
    let lines = source.text.lines().count();
    if lines <= *most || source.is_generated() || is_table(source.path) {
        return Vec::new();
    }
    vec![source.finding(most + 1, format!("{lines} lines, at most {most}"), "Split it by noun.")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    #[test]
    fn a_long_file_is_found_by_its_kind() {
        assert_eq!(findings_of("a.rs", &"\n".repeat(801), length), ["801: 801 lines, at most 800"]);
        assert_eq!(findings_of("a.svelte", &"\n".repeat(401), length), ["401: 401 lines, at most 400"]);
        assert_eq!(findings_of("a.ts", &"\n".repeat(801), length).len(), 1);
        assert!(findings_of("a.rs", &"\n".repeat(800), length).is_empty());
        assert!(findings_of("a.md", &"\n".repeat(2000), length).is_empty());
    }

    #[test]
    fn tables_and_generated_files_may_be_long() {
        assert!(findings_of("codes/data/a.rs", &"\n".repeat(900), length).is_empty());
        let generated = format!("// @generated\n{}", "\n".repeat(900));
        assert!(findings_of("wire.ts", &generated, length).is_empty());
    }

    #[test]
    fn built_and_hidden_folders_are_left_out() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["src", "target", ".git", ".ci", "ui/node_modules"] {
            std::fs::create_dir_all(root.path().join(folder)).unwrap();
            std::fs::write(root.path().join(folder).join("a.rs"), "").unwrap();
        }
        let found = list(root.path()).unwrap();
        assert_eq!(found, [PathBuf::from(".ci/a.rs"), PathBuf::from("src/a.rs")]);
    }
}
