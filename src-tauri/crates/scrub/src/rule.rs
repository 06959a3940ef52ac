//! What a rule is, and the table of all rules.

use crate::subject::{Report, Subject};
use claims::Severity;
use std::sync::LazyLock;
use values::ClassSet;

/// The version of the table: a submission keeps it to tell under which rules the claim passed.
pub const RULES_VERSION: &str = "2026.1";

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Something that a claim cannot do without.
    Required,
    /// The shape of a value: digits, lengths, characters.
    Format,
    /// A code is in its set on the day.
    Code,
    /// Two things that must agree.
    Consistency,
}

impl Group {
    /// Every group, in the order of the table.
    pub const ALL: [Group; 4] = [Group::Required, Group::Format, Group::Code, Group::Consistency];

    /// The group's name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Group::Required => "Required",
            Group::Format => "Format",
            Group::Code => "Codes",
            Group::Consistency => "Consistency",
        }
    }

    /// What its rule ids begin with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Group::Required => "REQ-",
            Group::Format => "FMT-",
            Group::Code => "COD-",
            Group::Consistency => "CON-",
        }
    }
}

/// The function of a rule.
pub(crate) type Check = fn(&Subject<'_>, &mut Report<'_>);

/// One rule. Its id never changes its meaning and is never used again.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The id (`CON-006`).
    pub id: &'static str,
    /// What holds where the rule is kept, one sentence.
    pub title: &'static str,
    /// What it is about.
    pub group: Group,
    /// What a finding weighs.
    pub severity: Severity,
    /// Where the rule comes from. *Guide* is the implementation guide 005010X222A1.
    pub source: &'static str,
    /// How to fix it; a finding may say it more exactly.
    pub remedy: &'static str,
    /// The classes that it reads: without one of them it does not run.
    pub needs: ClassSet,
    /// The version of the table that brought it.
    pub since: &'static str,
    pub(crate) check: Check,
}

impl Rule {
    /// Whether the rule runs for who holds these classes.
    #[must_use]
    pub const fn applies_to(&self, held: ClassSet) -> bool {
        held.covers(self.needs)
    }
}

/// Writes the table of a module: id, severity, classes, check; title; source; remedy.
macro_rules! rule_table {
    ($group:ident; $(
        $id:literal $severity:ident [$($class:ident)*] $check:path;
        $title:literal; $source:literal; $remedy:literal;
    )*) => {
        pub(crate) const RULES: &[$crate::Rule] = &[$($crate::Rule {
            id: $id,
            title: $title,
            group: $crate::Group::$group,
            severity: ::claims::Severity::$severity,
            source: $source,
            remedy: $remedy,
            needs: ::values::ClassSet::of(&[$(::values::Class::$class),*]),
            since: "2026.1",
            check: $check,
        }),*];
    };
}

/// Every rule, by group and id.
#[must_use]
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let tables = [crate::required::RULES, crate::format::RULES, crate::wire_text::RULES, crate::code::RULES];
        let mut all: Vec<Rule> = tables.into_iter().chain(crate::consistency::TABLES).flatten().copied().collect();
        all.sort_by_key(|rule| (rule.group, rule.id));
        all
    });
    &RULES
}
