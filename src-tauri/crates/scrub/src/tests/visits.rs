//! Whole visits: ordinary ones without a stop, and ones with one fault that the tables of this version can tell.

use super::bench::{Bench, cents, day, place};
use claims::{DateValue, ServiceLine, Severity};
use values::{Modifier, ProcedureCode, Quantity, UnitType};

/// A code that was deleted on 2025-10-01 and has no successor of its name.
pub(crate) const ENDED_2025: &str = "T7807XA";

/// Code, modifiers, units.
type Line = (&'static str, &'static [&'static str], u32);

struct Outline {
    served_on: &'static str,
    filing: &'static str,
    place: &'static str,
    diagnoses: &'static [&'static str],
    lines: &'static [Line],
    /// The rule that must stop it, empty for a visit without fault.
    stops: &'static str,
}

const fn visit(
    day_filing_place: [&'static str; 3],
    diagnoses: &'static [&'static str],
    lines: &'static [Line],
) -> Outline {
    let [served_on, filing, place] = day_filing_place;
    Outline { served_on, filing, place, diagnoses, lines, stops: "" }
}

const fn fault(rule: &'static str, outline: Outline) -> Outline {
    Outline { stops: rule, ..outline }
}

/// Visits of an office: specialties, places and codes of all kinds.
const VISITS: &[Outline] = &[
    visit(
        ["2026-01-14", "MB", "11"],
        &["E11.22", "N18.31", "I12.9", "E78.5", "Z79.84"],
        &[("99214", &[], 1), ("83036", &[], 1), ("36415", &[], 1)],
    ),
    visit(["2026-02-03", "BL", "11"], &["J02.0"], &[("99213", &["25"], 1), ("87880", &["QW"], 1)]),
    visit(["2025-12-09", "MB", "11"], &["Z00.00", "Z13.31", "I10"], &[("G0439", &[], 1), ("G0444", &[], 1)]),
    visit(["2026-03-11", "CI", "11"], &["I10", "E66.813", "Z68.41", "R73.03"], &[("99214", &[], 1), ("G2211", &[], 1)]),
    visit(["2026-01-27", "MC", "11"], &["N39.0", "R30.0"], &[("99213", &[], 1), ("81002", &[], 1)]),
    visit(["2025-10-21", "MB", "11"], &["Z23"], &[("G0008", &[], 1), ("90662", &[], 1)]),
    visit(["2026-04-02", "BL", "11"], &["D51.0"], &[("96372", &[], 1), ("J3420", &[], 1)]),
    visit(["2026-03-25", "MB", "22"], &["I50.32", "I11.0", "E78.5"], &[("99215", &[], 1), ("93306", &["26"], 1)]),
    visit(
        ["2025-11-13", "BL", "11"],
        &["R55", "R00.2"],
        &[("99204", &["25"], 1), ("93000", &[], 1), ("93880", &[], 1)],
    ),
    visit(["2026-02-10", "MB", "11"], &["M17.11"], &[("99213", &["25"], 1), ("20610", &["RT"], 1), ("J3301", &[], 4)]),
    visit(["2026-03-17", "CI", "11"], &["S93.401A", "W19.XXXA"], &[("99203", &["25"], 1), ("73610", &["RT"], 1)]),
    visit(["2026-01-22", "WC", "11"], &["M75.121", "M25.511"], &[("99214", &[], 1)]),
    visit(["2026-04-14", "BL", "11"], &["G56.03"], &[("20526", &["50"], 1), ("J3301", &[], 2)]),
    visit(["2026-02-12", "MC", "10"], &["F43.12"], &[("90837", &["95"], 1)]),
    visit(["2026-01-30", "CI", "11"], &["F31.81", "Z79.899"], &[("99214", &[], 1), ("90833", &[], 1)]),
    visit(["2026-02-19", "MB", "11"], &["M54.16", "M62.81"], &[("97110", &["GP"], 2), ("97140", &["GP"], 1)]),
    visit(["2026-01-12", "BL", "11"], &["Z01.419"], &[("99395", &[], 1), ("Q0091", &[], 1)]),
    visit(["2026-02-26", "MC", "11"], &["O24.410", "Z3A.28"], &[("99214", &[], 1)]),
    visit(
        ["2026-03-04", "MC", "11"],
        &["Z00.129", "Z23"],
        &[("99392", &["25"], 1), ("90471", &[], 1), ("90633", &[], 1)],
    ),
    visit(["2026-02-18", "MB", "11"], &["I48.0", "I10", "Z79.01"], &[("99214", &["25"], 1), ("93000", &[], 1)]),
    visit(["2026-01-08", "CI", "11"], &["I25.10", "Z95.5", "E78.2"], &[("99213", &[], 1)]),
    visit(["2026-02-05", "BL", "11"], &["F41.1", "F33.1"], &[("90834", &[], 1)]),
    visit(["2026-03-06", "MC", "11"], &["F90.2"], &[("90792", &[], 1)]),
    visit(["2026-03-02", "MB", "11"], &["M17.12", "R26.2"], &[("97161", &["GP"], 1), ("97110", &["GP"], 1)]),
    visit(["2026-03-20", "BL", "11"], &["S83.511D", "M25.561"], &[("97110", &["GP"], 3), ("97112", &["GP"], 1)]),
    visit(["2026-01-19", "MB", "11"], &["L57.0"], &[("17000", &[], 1), ("17003", &[], 6)]),
    visit(["2026-02-24", "CI", "11"], &["D49.2"], &[("11102", &[], 1)]),
    visit(["2026-03-30", "BL", "11"], &["L70.0"], &[("99213", &[], 1)]),
    visit(["2026-04-21", "CI", "11"], &["B07.8", "L40.0"], &[("99213", &["25"], 1), ("17110", &[], 1)]),
    visit(["2026-02-17", "CI", "11"], &["H61.23"], &[("69210", &["50"], 1)]),
    visit(["2026-10-20", "CI", "11"], &["M72.21"], &[("99213", &[], 1)]),
    fault("COD-001", visit(["2025-10-15", "BL", "11"], &["G35", "R26.89"], &[("99214", &[], 1)])),
    fault("COD-001", visit(["2026-02-09", "MB", "11"], &["E11.3", "I10"], &[("99213", &[], 1)])),
    fault("COD-003", visit(["2025-10-15", "BL", "11"], &[ENDED_2025], &[("99213", &[], 1)])),
    fault("COD-004", visit(["2026-09-30", "CI", "11"], &["M72.21"], &[("99213", &[], 1)])),
    fault("CON-061", visit(["2026-02-11", "MB", "11"], &["I50.23"], &[("99223", &[], 1)])),
    fault("COD-019", visit(["2026-01-20", "CI", "11"], &["G63", "E53.8"], &[("99213", &[], 1)])),
    fault("CON-002", visit(["2026-01-20", "CI", "11"], &["I10", "I10"], &[("99213", &[], 1)])),
    fault("CON-072", visit(["2026-01-20", "CI", "11"], &["I10"], &[("99213", &["25", "25"], 1)])),
];

fn bench(outline: &Outline) -> Bench {
    let mut bench = Bench::new();
    bench.today = day("2026-11-05");
    bench.filing(outline.filing);
    bench.claim.visit.place_of_service = place(outline.place);
    let template = bench.line(1).clone();
    let line = |(number, (code, modifiers, units)): (u16, &Line)| ServiceLine {
        number,
        procedure: ProcedureCode::parse(code).unwrap(),
        modifiers: modifiers.iter().map(|code| Modifier::parse(code).unwrap()).collect(),
        units: Quantity::whole(*units),
        unit_type: UnitType::Units,
        charge: cents(9_900),
        date_of_service: Some(DateValue::Day(day(outline.served_on))),
        ..template.clone()
    };
    bench.claim.visit.lines = (1..).zip(outline.lines).map(line).collect();
    bench.diagnoses(outline.diagnoses);
    bench
}

#[test]
fn visits_without_fault_have_no_stop_and_others_the_right_one() {
    for outline in VISITS {
        let findings = bench(outline).findings();
        let stops: Vec<&str> =
            findings.iter().filter(|one| one.severity == Severity::Stop).map(|one| one.rule.as_str()).collect();
        let wanted: Vec<&str> = [outline.stops].into_iter().filter(|rule| !rule.is_empty()).collect();
        assert_eq!(stops, wanted, "{:?} on {}: {findings:#?}", outline.diagnoses, outline.served_on);
    }
}

#[test]
fn a_category_is_told_with_its_children_its_end_and_the_pack() {
    let g35 = VISITS.iter().find(|outline| outline.diagnoses.first() == Some(&"G35")).unwrap();
    let finding = bench(g35).findings().into_iter().find(|one| one.rule == "COD-001").unwrap();
    assert_eq!(finding.field, "diagnosis 1");
    assert_eq!(
        finding.message.to_string(),
        "G35 is a category (it could be billed until 2025-09-30): it needs more characters."
    );
    assert!(
        finding.remedy.to_string().contains("G35.A, ") && finding.remedy.to_string().contains("G35.D"),
        "{}",
        finding.remedy
    );
    assert_eq!(finding.pack, "icd10cm-2026-04");
}

#[test]
fn a_planted_fault_of_the_patient_or_the_coverage_is_a_stop() {
    let stops = |change: fn(&mut Bench)| -> Vec<String> {
        let findings = Bench::with(change).findings();
        findings.into_iter().filter(|one| one.severity == Severity::Stop).map(|one| one.rule).collect()
    };
    assert_eq!(stops(|b| b.subscriber().address = None), ["REQ-012"]);
    assert_eq!(stops(|b| b.claim.parties.subscriber.birth_date = Some(day("2026-03-17"))), ["CON-010"]);
    assert_eq!(stops(|b| b.policies[0].ends_on = Some(day("2025-09-01"))), ["CON-031"]);
}
