//! What the inner crates must not touch: clock, randomness, environment, files. Callers pass those in.

use super::rust::is_test;
use super::{Finding, Source};
use syn::spanned::Spanned;
use syn::visit::Visit;

/// Crates of the layers that take everything from their caller.
const PURE: &[&str] = &[
    "values",
    "crypto",
    "x12",
    "codes",
    "privacy",
    "claims",
    "ledger",
    "scrub",
    "remittance",
    "forms",
    "edi",
    "work",
    "records",
    "reports",
    "billing",
];

/// The end of a path, and what it reaches for.
const REACHES: &[(&[&str], &str)] = &[
    (&["SystemTime", "now"], "the clock"),
    (&["Instant", "now"], "the clock"),
    (&["Zoned", "now"], "the clock"),
    (&["Timestamp", "now"], "the clock"),
    (&["TimeZone", "system"], "the machine's time zone"),
    (&["env", "var"], "the environment"),
    (&["env", "var_os"], "the environment"),
    (&["env", "vars"], "the environment"),
    (&["env", "temp_dir"], "the environment"),
    (&["env", "current_dir"], "the environment"),
    (&["std", "fs"], "files"),
    (&["fs", "read"], "files"),
    (&["fs", "read_to_string"], "files"),
    (&["fs", "write"], "files"),
    (&["File", "open"], "files"),
    (&["File", "create"], "files"),
    (&["std", "net"], "the network"),
    (&["std", "process"], "other programs"),
    (&["getrandom", "fill"], "randomness"),
];
/// `crypto` draws its own nonces, so that no caller can reuse one.
const DRAWS_RANDOMNESS: &str = "crypto";

/// The rule.
pub fn check(source: &Source<'_>) -> Vec<Finding> {
    let mut parts = source.path.iter().skip_while(|part| *part != "crates").skip(1);
    let (name, place) = (parts.next(), parts.next());
    let Some(name) = name.and_then(|name| name.to_str()).filter(|name| PURE.contains(name)) else { return Vec::new() };
    if place.is_none_or(|place| place != "src") || source.is_test() {
        return Vec::new();
    }
    let Ok(file) = syn::parse_file(source.text) else { return Vec::new() };
    let mut visitor = Reach { source, crate_name: name.to_owned(), findings: Vec::new() };
    visitor.visit_file(&file);
    visitor.findings
}

struct Reach<'a> {
    source: &'a Source<'a>,
    crate_name: String,
    findings: Vec<Finding>,
}

impl Reach<'_> {
    fn path(&mut self, segments: &[String], span: proc_macro2::Span) {
        let hit = REACHES.iter().find(|(needle, _)| {
            segments.windows(needle.len()).any(|window| window.iter().zip(*needle).all(|(have, want)| have == want))
        });
        let Some((_, what)) = hit else { return };
        if *what == "randomness" && self.crate_name == DRAWS_RANDOMNESS {
            return;
        }
        let what = format!("`{}` reaches for {what} in `{}`", segments.join("::"), self.crate_name);
        self.findings.push(self.source.finding(span.start().line, what, "Let the caller pass it in."));
    }

    fn tree(&mut self, tree: &syn::UseTree, so_far: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                so_far.push(path.ident.to_string());
                self.tree(&path.tree, so_far);
                so_far.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(item, so_far)),
            syn::UseTree::Name(name) => self.leaf(&name.ident, so_far),
            syn::UseTree::Rename(rename) => self.leaf(&rename.ident, so_far),
            syn::UseTree::Glob(glob) => self.path(&so_far.clone(), glob.span()),
        }
    }

    fn leaf(&mut self, ident: &syn::Ident, so_far: &[String]) {
        let mut whole = so_far.to_vec();
        if ident != "self" {
            whole.push(ident.to_string());
        }
        self.path(&whole, ident.span());
    }
}

impl<'ast> Visit<'ast> for Reach<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&segments, path.span());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_fn(self, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    const IN_LEDGER: &str = "src-tauri/crates/ledger/src/lib.rs";

    #[test]
    fn each_reach_is_found() {
        for (needle, what) in REACHES {
            let text = format!("fn f() {{ {}::x(); }}", needle.join("::"));
            let found = findings_of(IN_LEDGER, &text, check);
            assert!(found.iter().any(|finding| finding.contains(what)), "{needle:?}: {found:?}");
        }
    }

    #[test]
    fn imports_count_as_well() {
        assert_eq!(findings_of(IN_LEDGER, "use std::{fs, io};", check).len(), 1);
        assert_eq!(findings_of(IN_LEDGER, "use std::fs::{self, File};", check).len(), 2);
        assert!(findings_of(IN_LEDGER, "use std::io::Read;", check).is_empty());
    }

    #[test]
    fn tests_vault_and_faces_are_free() {
        let text = "fn f() { std::time::Instant::now(); }";
        assert!(findings_of("src-tauri/crates/vault/src/lib.rs", text, check).is_empty());
        assert!(findings_of("src-tauri/crates/cli/src/main.rs", text, check).is_empty());
        assert!(findings_of("src-tauri/crates/ledger/tests/a.rs", text, check).is_empty());
        assert!(findings_of(IN_LEDGER, &format!("#[cfg(test)] mod tests {{ {text} }}"), check).is_empty());
    }

    #[test]
    fn crypto_alone_draws_randomness() {
        let text = "fn f() { getrandom::fill(&mut x); }";
        assert!(findings_of("src-tauri/crates/crypto/src/lib.rs", text, check).is_empty());
        assert_eq!(findings_of(IN_LEDGER, text, check).len(), 1);
    }
}
