//! The rules as a document.

use crate::{Group, RULES_VERSION, Rule, rules};
use claims::Severity;
use std::fmt::Write as _;

const OPENING: &str = "\
Every claim is judged by these rules before it can be approved. A **stop** holds the claim by itself, never the batch; a
**warn** and an **info** let it go. A rule runs for whoever holds all classes that it reads. *Guide* is the
implementation guide 005010X222A1 (837P). This file is written from the program: change the rules there, then write it
anew with `CLAIMKEEP_CODEGEN=1 cargo test -p scrub rules_document`.
";

/// All rules as Markdown, `docs/rules.md`.
#[must_use]
pub fn rules_markdown() -> String {
    let count = |severity| rules().iter().filter(|rule| rule.severity == severity).count();
    let mut text = format!("# Scrub rules\n\n{OPENING}\n");
    let counts = [Severity::Stop, Severity::Warn, Severity::Info]
        .map(|severity| format!("{} {}", count(severity), severity.name()));
    line(&mut text, &format!("Version {RULES_VERSION}: {} rules ({}).", rules().len(), counts.join(", ")));
    Group::ALL.into_iter().for_each(|group| table(&mut text, group));
    text
}

fn table(text: &mut String, group: Group) {
    line(text, &format!("\n## {}\n", group.name()));
    line(text, "| Rule | Weight | What holds | How to fix it | Source | Classes |");
    line(text, "|---|---|---|---|---|---|");
    rules().iter().filter(|rule| rule.group == group).for_each(|rule| line(text, &row(rule)));
}

fn row(rule: &Rule) -> String {
    let classes: Vec<&str> = rule.needs.iter().map(values::Class::name).collect();
    let Rule { id, title, remedy, source, .. } = rule;
    format!("| {id} | {} | {title} | {remedy} | {source} | {} |", rule.severity.name(), classes.join(", "))
}

fn line(text: &mut String, line: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{line}");
}
