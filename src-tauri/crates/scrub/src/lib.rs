//! The scrubber: what must be right about a claim before it leaves the office.
//!
//! Purpose: [`scrub`] judges one [`claims::ProfessionalClaim`] by every rule of [`rules`] that the user's classes allow,
//! and tells for each fault the rule, the field, what is wrong and how to fix it. A claim with a
//! [`claims::Severity::Stop`] is held; warnings and hints go on.
//!
//! Invariants: no I/O and no clock (the caller gives the day and the code book); a claim of any content is judged, never
//! refused, and nothing panics; the same claim and context give the same findings in the same order, stops first; a rule
//! runs only for who holds every class that it reads; findings are of class `clinical`: they name codes, fields, lines and
//! dates of coverage, never a person's name, birth date or member id, nor what a payer paid. The work is linear in the
//! size of the claim.
//!
//! ```
//! use codes::CodeBook;
//! use scrub::{ScrubContext, rules};
//! use values::{Class, Date};
//!
//! let book = CodeBook::shipped();
//! let context = ScrubContext::new(Date::new(2026, 3, 2).unwrap(), &book);
//! assert!(rules().iter().all(|rule| rule.applies_to(context.held)));
//! assert!(rules().iter().filter(|rule| rule.needs.has(Class::Clinical)).count() > 30);
//! ```
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::float_arithmetic,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

#[macro_use]
mod rule;
#[macro_use]
mod subject;
mod code;
mod consistency;
mod context;
mod document;
mod format;
mod parties;
mod required;
mod texts;
mod wire_text;

#[cfg(test)]
mod tests;

pub use context::{ClaimOnFile, LineKey, PayerProfile, PolicyOnFile, ScrubContext};
pub use document::rules_markdown;
pub use rule::{Group, RULES_VERSION, Rule, rules};

use claims::{ProfessionalClaim, ScrubFinding, Severity};
use subject::{Report, Subject};

/// Judges a claim by every rule whose classes the user holds. Stops come first, then warnings, then hints, each in the
/// order of [`rules`].
#[must_use]
pub fn scrub(claim: &ProfessionalClaim, context: &ScrubContext<'_>) -> Vec<ScrubFinding> {
    let subject = Subject::new(claim, context);
    let mut findings = Vec::new();
    for rule in rules().iter().filter(|rule| rule.applies_to(context.held)) {
        (rule.check)(&subject, &mut Report::new(rule, &mut findings));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Whether findings let the claim go: none of them is a stop.
#[must_use]
pub fn is_clean(findings: &[ScrubFinding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Stop)
}
