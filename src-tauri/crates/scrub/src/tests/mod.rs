//! Every rule fires and stays quiet; visits with and without faults are told apart; nothing panics.

mod bench;
mod code_cases;
mod consistency_cases;
mod document;
mod format_cases;
mod random;
mod required_cases;
mod visits;

use crate::{Group, rules, scrub};
use bench::Bench;
use std::collections::HashSet;
use values::{Class, ClassSet};

/// One rule: its id, the field it names, a claim that breaks it and one that just keeps it (both changes of the base).
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    pub(crate) field: &'static str,
    pub(crate) breaks: fn(&mut Bench),
    pub(crate) keeps: fn(&mut Bench),
}

pub(crate) const fn case(
    rule: &'static str,
    field: &'static str,
    breaks: fn(&mut Bench),
    keeps: fn(&mut Bench),
) -> Case {
    Case { rule, field, breaks, keeps }
}

fn cases() -> Vec<Case> {
    [required_cases::cases(), format_cases::cases(), code_cases::cases(), consistency_cases::cases()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn the_base_claim_has_no_finding() {
    assert_eq!(Bench::new().findings(), []);
    assert_eq!(Bench::with(Bench::dependent).findings(), []);
    assert_eq!(Bench::with(Bench::secondary).findings(), []);
}

#[test]
fn every_rule_fires_and_stays_quiet() {
    for case in cases() {
        let broken = Bench::with(case.breaks).findings();
        let found = broken.iter().find(|finding| finding.rule == case.rule);
        let found = found.unwrap_or_else(|| panic!("{} does not fire: {broken:#?}", case.rule));
        assert_eq!(found.field, case.field, "{}", case.rule);
        assert!(
            found.message.to_string().len() > 9 && found.message.text.ends_with('.'),
            "{}: {}",
            case.rule,
            found.message
        );
        assert!(
            found.remedy.to_string().len() > 9 && found.remedy.text.ends_with('.'),
            "{}: {}",
            case.rule,
            found.remedy
        );
        let kept = Bench::with(case.keeps).findings();
        assert!(kept.iter().all(|finding| finding.rule != case.rule), "{} fires: {kept:#?}", case.rule);
    }
}

#[test]
fn every_rule_of_the_table_has_a_case_that_changes_the_base() {
    let tested: HashSet<&str> = cases().iter().map(|case| case.rule).collect();
    let untested: Vec<&str> = rules().iter().map(|rule| rule.id).filter(|id| !tested.contains(id)).collect();
    assert_eq!(untested, Vec::<&str>::new());
    assert_eq!(tested.len(), rules().len(), "a case names a rule that does not exist");
    for case in cases() {
        assert!(Bench::with(case.keeps).differs_from_base(), "{}: the quiet case is the base claim itself", case.rule);
    }
}

#[test]
fn the_table_is_in_order_and_complete() {
    assert!(rules().len() >= 45);
    assert!(rules().is_sorted_by(|one, other| (one.group, one.id) < (other.group, other.id)), "an id stands twice");
    for rule in rules() {
        assert!(rule.id.starts_with(rule.group.prefix()), "{}", rule.id);
        assert!(!rule.needs.is_empty() && !rule.title.ends_with('.') && rule.remedy.ends_with('.'), "{}", rule.id);
        assert!(!rule.needs.has(Class::Sensitive) && rule.source.len() > 3, "{}", rule.id);
        assert_eq!(rule.since, crate::RULES_VERSION, "{}", rule.id);
    }
    assert!(Group::ALL.iter().all(|group| rules().iter().any(|rule| rule.group == *group)));
}

#[test]
fn stops_come_first_and_the_order_is_stable() {
    let findings = Bench::with(|b| {
        b.claim.visit.diagnoses.clear();
        b.claim.parties.billing.party.taxonomy.clear();
        b.line(1).charge = values::Money::ZERO;
        b.claim.parties.payer.id.clear();
    });
    let (first, again) = (findings.findings(), findings.findings());
    assert_eq!(first, again);
    assert!(first.is_sorted_by_key(|finding| finding.severity) && first.len() > 4);
    assert!(!crate::is_clean(&first) && crate::is_clean(&[]));
}

#[test]
fn a_rule_runs_only_for_who_holds_what_it_reads() {
    for (class, case) in Class::ALL.into_iter().flat_map(|class| cases().into_iter().map(move |case| (class, case))) {
        let mut bench = Bench::with(case.breaks);
        bench.held = ClassSet::of(&[class, Class::Administrative]);
        for finding in bench.findings() {
            let rule = rules().iter().find(|rule| rule.id == finding.rule).unwrap();
            assert!(bench.held.covers(rule.needs), "{} ran for {class}", rule.id);
        }
    }
    let mut coder = Bench::with(|b| {
        b.claim.parties.subscriber.party.id.clear();
        b.claim.parties.subscriber.party.address = None;
    });
    coder.held = values::Role::Coder.classes();
    let seen: Vec<String> = coder.findings().into_iter().map(|finding| finding.rule).collect();
    assert_eq!(seen, ["REQ-012"], "a coder holds the address and not the member id");
}

#[test]
fn findings_name_no_person() {
    let names = ["ZZYZX", "QUILLON"];
    for case in cases() {
        let mut bench = Bench::with(case.breaks);
        let parties = &mut bench.claim.parties;
        let dependent = parties.dependent.as_mut().map(|dependent| &mut dependent.party);
        for party in [&mut parties.subscriber.party].into_iter().chain(dependent) {
            party.last_name = names[0].to_owned();
            party.first_name = names[1].to_owned();
        }
        let birth = bench.claim.patient_birth_date().map(|date| date.to_string()).unwrap_or_default();
        for finding in bench.findings() {
            let text = format!("{} {}", finding.message, finding.remedy);
            assert!(names.iter().all(|name| !text.contains(name)), "{text}");
            assert!(birth.is_empty() || !text.contains(&birth), "{text}");
        }
    }
}

#[test]
fn one_claim_is_judged_in_well_under_a_frame() {
    let bench = Bench::with(|b| {
        let line = b.line(1).clone();
        b.claim.visit.lines = (1..=50).map(|number| claims::ServiceLine { number, ..line.clone() }).collect();
    });
    let context = bench.context();
    let _warm = scrub(&bench.claim, &context);
    let start = std::time::Instant::now();
    for _ in 0..20 {
        assert!(!scrub(&bench.claim, &context).is_empty());
    }
    // Fifty lines, unoptimised: about half a millisecond each, with room for a machine that is busy.
    assert!(start.elapsed().as_millis() < 20 * 25, "{:?}", start.elapsed());
}
