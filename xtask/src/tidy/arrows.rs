//! Which crate may know which. Arrows point down only, and only where this table has one.

use super::Finding;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A crate's row: its layer, and the crates of ours that it may depend on.
struct Row {
    name: &'static str,
    layer: u8,
    may: &'static [&'static str],
}

const fn row(layer: u8, name: &'static str, may: &'static [&'static str]) -> Row {
    Row { name, layer, may }
}

/// Everything in layers 1 to 5.
const INNER: &[&str] = &[
    "values",
    "crypto",
    "x12",
    "codes",
    "privacy",
    "claims",
    "ledger",
    "vault",
    "scrub",
    "remittance",
    "forms",
    "exchange",
    "edi",
    "work",
    "records",
    "reports",
];
/// The same without the store's machinery: what crosses to a face.
const NOUNS: &[&str] = &[
    "billing",
    "values",
    "codes",
    "privacy",
    "claims",
    "ledger",
    "scrub",
    "remittance",
    "forms",
    "exchange",
    "edi",
    "work",
    "records",
    "reports",
];
/// What the synthetic practice is made through: the application layer and the nouns it fills in.
const SYNTHETIC: &[&str] = &[
    "billing",
    "values",
    "x12",
    "codes",
    "privacy",
    "claims",
    "ledger",
    "vault",
    "scrub",
    "remittance",
    "forms",
    "exchange",
    "edi",
    "work",
    "records",
    "reports",
];
/// What a face may name: the application layer, its twins, and the nouns in their answers.
const FACE: &[&str] = &[
    "billing",
    "wire",
    "demo",
    "values",
    "x12",
    "codes",
    "privacy",
    "claims",
    "ledger",
    "vault",
    "scrub",
    "remittance",
    "forms",
    "exchange",
    "edi",
    "work",
    "records",
    "reports",
];

/// What the integration tests drive and look at.
const TESTED: &[&str] =
    &["billing", "values", "x12", "codes", "privacy", "claims", "vault", "edi", "records", "fixtures"];

const ROWS: &[Row] = &[
    row(1, "values", &[]),
    row(1, "crypto", &[]),
    row(1, "x12", &[]),
    row(2, "codes", &["values"]),
    row(2, "privacy", &["values"]),
    row(2, "claims", &["values"]),
    row(2, "ledger", &["values"]),
    row(2, "vault", &["crypto", "values"]),
    row(3, "scrub", &["claims", "codes", "values"]),
    row(3, "remittance", &["claims", "ledger", "codes", "values"]),
    row(3, "forms", &["claims", "ledger", "values"]),
    row(3, "exchange", &["vault", "crypto", "values"]),
    row(4, "edi", &["x12", "claims", "remittance", "values"]),
    row(4, "work", &["claims", "remittance", "values"]),
    row(5, "records", &["vault", "values", "privacy", "claims", "codes", "ledger", "remittance", "work"]),
    row(5, "reports", &["claims", "ledger", "remittance", "work", "values"]),
    row(6, "billing", INNER),
    row(7, "wire", NOUNS),
    row(7, "demo", SYNTHETIC),
    row(8, "cli", FACE),
    row(8, "desktop", FACE),
    // Outside the layers: test stores, integration tests, chores.
    row(6, "fixtures", INNER),
    row(9, "integration", TESTED),
    row(9, "e2e", FACE),
    row(9, "xtask", FACE),
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
        Kind::Normal | Kind::Build => row.may.contains(&dependency),
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
            for name in row.may {
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
        assert_eq!(check_one("wire", "[dependencies]\nvault = { path = \"../vault\" }\n").len(), 1);
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
