//! `docs/rules.md` is what the table says.

use crate::{rules, rules_markdown};

#[test]
fn rules_document() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/rules.md");
    let text = rules_markdown();
    if std::env::var("CLAIMKEEP_CODEGEN").is_ok_and(|value| value == "1") {
        std::fs::write(path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "docs/rules.md differs: write it anew with CLAIMKEEP_CODEGEN=1");
}

#[test]
fn the_document_has_one_row_for_each_rule() {
    let text = rules_markdown();
    for rule in rules() {
        assert_eq!(text.matches(&format!("| {} |", rule.id)).count(), 1, "{}", rule.id);
        assert!(!rule.title.contains('|') && !rule.remedy.contains('|') && !rule.source.contains('|'), "{}", rule.id);
    }
}
