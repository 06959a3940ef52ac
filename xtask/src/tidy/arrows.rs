//! Which crate may know which. Arrows point down only, and only where this table has one.

use super::Finding;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A crate's row: its layer, and the crates of ours that it may depend on.
struct Row {
    name: &'static str,
    layer: u8,
    may: May,
}

/// What a crate may depend on.
#[derive(Clone, Copy)]
enum May {
    /// These crates, all of lower layers.
    Only(&'static [&'static str]),
    /// Every crate of a lower layer but these, and but [`DEV_ONLY`].
    AllBut(&'static [&'static str]),
}
use May::{AllBut, Only};

const fn row(layer: u8, name: &'static str, may: May) -> Row {
    Row { name, layer, may }
}

/// What the integration tests drive and look at.
const TESTED: &[&str] =
    &["billing", "values", "x12", "codes", "privacy", "claims", "vault", "edi", "records", "fixtures"];

const ROWS: &[Row] = &[
    row(1, "values", Only(&[])),
    row(1, "crypto", Only(&[])),
    row(1, "x12", Only(&[])),
    row(2, "codes", Only(&["values"])),
    row(2, "privacy", Only(&["values"])),
    row(2, "claims", Only(&["values"])),
    row(2, "ledger", Only(&["values"])),
    row(2, "vault", Only(&["crypto", "values"])),
    row(3, "scrub", Only(&["claims", "codes", "values"])),
    row(3, "remittance", Only(&["claims", "ledger", "codes", "values"])),
    row(3, "forms", Only(&["claims", "ledger", "values"])),
    row(3, "exchange", Only(&["vault", "crypto", "values"])),
    row(4, "edi", Only(&["x12", "claims", "remittance", "values"])),
    row(4, "work", Only(&["claims", "remittance", "values"])),
    row(5, "records", Only(&["vault", "values", "privacy", "claims", "codes", "ledger", "remittance", "work"])),
    row(5, "reports", Only(&["claims", "ledger", "remittance", "work", "values"])),
    row(6, "billing", AllBut(&[])),
    // What crosses to a face knows the nouns, not the store's machinery or the format of files.
    row(7, "wire", AllBut(&["crypto", "vault", "x12"])),
    row(7, "demo", AllBut(&["crypto"])),
    // A face names the application layer, its twins, and the nouns in their answers.
    row(8, "cli", AllBut(&["crypto"])),
    row(8, "desktop", AllBut(&["crypto"])),
    // Outside the layers: test stores, integration tests, chores.
    row(6, "fixtures", AllBut(&[])),
    row(9, "integration", Only(TESTED)),
    row(9, "e2e", AllBut(&["crypto", "cli", "desktop"])),
    row(9, "xtask", AllBut(&["crypto", "cli", "desktop"])),
];

/// A dev-dependency of every crate but the integration tests, which are nothing else.
const DEV_ONLY: &str = "fixtures";

/// Libraries that only these crates may use: what they stand for stays behind one door.
const DOORS: &[(&str, &[&str])] = &[
    ("sled", &["vault"]),
    ("tauri", &["desktop"]),
    ("tokio", &["desktop", "exchange"]),
    ("anyhow", &["cli", "xtask", "integration", "e2e"]),
    ("clap", &["cli"]),
];

const TABLE: &str = "Turn the arrow round, or move the code down; the table is xtask/src/tidy/arrows.rs.";

/// The rule, over every manifest of the workspace.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let mut manifests = Vec::new();
    let mut folders = vec![PathBuf::from("src-tauri"), PathBuf::from("xtask"), PathBuf::from("tests")];
    folders.push(PathBuf::from("tests/integration"));
    folders.push(PathBuf::from("tests/e2e"));
    for entry in std::fs::read_dir(root.join("src-tauri").join("crates"))? {
        folders.push(Path::new("src-tauri/crates").join(entry?.file_name()));
    }
    for folder in folders {
        let path = folder.join("Cargo.toml");
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
        manifests.push((path, text));
    }
    let ours = names(&manifests)?;
    let mut findings = Vec::new();
    for (path, text) in &manifests {
        findings.extend(manifest(path, text, &ours)?);
    }
    Ok(findings)
}

/// Package names by manifest, so that a dependency on one of them is an arrow of ours.
fn names(manifests: &[(PathBuf, String)]) -> Result<Vec<String>> {
    manifests.iter().map(|(path, text)| package(path, &text.parse()?)).collect()
}

fn package(path: &Path, manifest: &toml::Table) -> Result<String> {
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    Ok(name.with_context(|| format!("{} has no package name", path.display()))?.to_owned())
}

/// Findings in one manifest.
fn manifest(path: &Path, text: &str, ours: &[String]) -> Result<Vec<Finding>> {
    let parsed: toml::Table = text.parse().with_context(|| format!("{} does not parse", path.display()))?;
    let name = package(path, &parsed)?;
    let at = |dependency: &str, what: String| Finding {
        file: path.to_path_buf(),
        line: line_of(text, dependency),
        what,
        remedy: TABLE,
    };
    let Some(row) = ROWS.iter().find(|row| row.name == name) else {
        return Ok(vec![at(&name, format!("crate `{name}` has no row in the table of arrows"))]);
    };
    let mut findings = Vec::new();
    for (dependency, kind) in dependencies(&parsed) {
        if !may_use(row, &dependency, kind, ours) {
            findings.push(at(&dependency, format!("`{name}` must not depend on `{dependency}`")));
        }
    }
    Ok(findings)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Normal,
    Dev,
    Build,
}

/// Package names of all dependencies, those of single targets included.
fn dependencies(manifest: &toml::Table) -> Vec<(String, Kind)> {
    let kinds = [("dependencies", Kind::Normal), ("dev-dependencies", Kind::Dev), ("build-dependencies", Kind::Build)];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table);
    let mut found = BTreeMap::new();
    for table in tables.chain([manifest]) {
        for (key, kind) in kinds {
            let Some(listed) = table.get(key).and_then(toml::Value::as_table) else { continue };
            for (name, value) in listed {
                let renamed = value.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                // The stricter kind stands where a crate is listed twice.
                found
                    .entry(renamed.to_owned())
                    .and_modify(|known| {
                        if kind == Kind::Normal {
                            *known = kind
                        }
                    })
                    .or_insert(kind);
            }
        }
    }
    found.into_iter().collect()
}

fn may_use(row: &Row, dependency: &str, kind: Kind, ours: &[String]) -> bool {
    if !ours.iter().any(|name| name == dependency) {
        let door = DOORS.iter().find(|(library, _)| *library == dependency);
        return kind != Kind::Normal || door.is_none_or(|(_, users)| users.contains(&row.name));
    }
    let layer = ROWS.iter().find(|other| other.name == dependency).map_or(u8::MAX, |other| other.layer);
    match kind {
        Kind::Dev => dependency == DEV_ONLY || layer <= row.layer,
        Kind::Normal | Kind::Build => match row.may {
            Only(these) => these.contains(&dependency),
            AllBut(these) => layer < row.layer && dependency != DEV_ONLY && !these.contains(&dependency),
        },
    }
}

fn line_of(text: &str, word: &str) -> usize {
    text.lines().position(|line| line.starts_with(word)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(name: &str, rest: &str) -> Vec<String> {
        let ours: Vec<String> = ROWS.iter().map(|row| row.name.to_owned()).collect();
        let text = format!("[package]\nname = \"{name}\"\n{rest}");
        let found = manifest(Path::new("Cargo.toml"), &text, &ours).unwrap();
        found.into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn every_arrow_of_the_table_points_down() {
        for row in ROWS {
            let (Only(named) | AllBut(named)) = row.may;
            for name in named {
                let below = ROWS.iter().find(|other| other.name == *name).unwrap();
                assert!(below.layer < row.layer, "{} -> {name}", row.name);
            }
        }
    }

    #[test]
    fn an_arrow_up_is_found() {
        let found = check_one("claims", "[dependencies]\nvalues.workspace = true\nbilling.workspace = true\n");
        assert_eq!(found, ["5: `claims` must not depend on `billing`"]);
    }

    #[test]
    fn an_arrow_across_is_found() {
        assert_eq!(check_one("claims", "[dependencies]\nledger.workspace = true\n").len(), 1);
        for (face, crates) in [("wire", ["vault", "demo"]), ("cli", ["crypto", "desktop"]), ("e2e", ["crypto", "cli"])]
        {
            for name in crates {
                assert_eq!(check_one(face, &format!("[dependencies]\n{name}.workspace = true\n")).len(), 1, "{name}");
            }
        }
    }

    #[test]
    fn a_renamed_or_target_bound_arrow_is_found() {
        assert_eq!(check_one("x12", "[dependencies]\nv = { package = \"values\" }\n").len(), 1);
        assert_eq!(check_one("x12", "[target.'cfg(unix)'.dependencies]\nvalues = \"*\"\n").len(), 1);
        assert_eq!(check_one("x12", "[build-dependencies]\nvalues = \"*\"\n").len(), 1);
    }

    #[test]
    fn fixtures_are_for_tests_only() {
        assert_eq!(check_one("billing", "[dependencies]\nfixtures.workspace = true\n").len(), 1);
        assert!(check_one("billing", "[dev-dependencies]\nfixtures.workspace = true\n").is_empty());
        assert_eq!(check_one("claims", "[dev-dependencies]\nbilling.workspace = true\n").len(), 1);
    }

    #[test]
    fn libraries_stay_behind_their_doors() {
        assert_eq!(check_one("records", "[dependencies]\nsled = \"0.34\"\n").len(), 1);
        assert!(check_one("vault", "[dependencies]\nsled = \"0.34\"\n").is_empty());
        assert!(check_one("records", "[dev-dependencies]\nanyhow = \"1\"\n").is_empty());
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_found() {
        assert_eq!(check_one("helpers", "").len(), 1);
    }
}
