//! Cases of the group *codes*.

use super::bench::{Bench, day, place};
use super::{Case, case};
use claims::DiagnosisVersion;
use codes::read::CodeRow;
use codes::{CodeBook, CodePackInput, PackLabel, Set, build_code_pack};
use values::{Carc, Taxonomy};

pub(crate) fn cases() -> Vec<Case> {
    [diagnoses(), procedures(), tables()].into_iter().flatten().collect()
}

fn old_visit(bench: &mut Bench, day: &str, version: DiagnosisVersion) {
    bench.served_on(day);
    bench.claim.visit.diagnoses.iter_mut().for_each(|diagnosis| diagnosis.version = version);
}

fn diagnoses() -> Vec<Case> {
    vec![
        case("COD-001", "diagnosis 1", |b| b.diagnoses(&["E11"]), |b| b.diagnoses(&["E119"])),
        case("COD-001", "diagnosis 2", |b| b.diagnoses(&["I10", "E11.3"]), |b| b.diagnoses(&["I10", "E11.319"])),
        case("COD-002", "diagnosis 1", |b| b.diagnoses(&["Q9999"]), |b| b.diagnoses(&["I10"])),
        case("COD-003", "diagnosis 1", ended, |b| {
            ended(b);
            b.served_on("2025-09-30");
        }),
        case(
            "COD-004",
            "diagnosis 1",
            |b| b.diagnoses(&["M7221"]),
            |b| {
                b.diagnoses(&["M7221"]);
                b.served_on("2026-10-20");
            },
        ),
        case("COD-005", "diagnoses", |b| b.served_on("2019-03-04"), |b| b.served_on("2025-03-04")),
        case(
            "COD-006",
            "diagnosis 1",
            |b| old_visit(b, "2026-03-02", DiagnosisVersion::Icd9),
            |b| {
                old_visit(b, "2015-09-30", DiagnosisVersion::Icd9);
            },
        ),
        case(
            "COD-006",
            "diagnosis 1",
            |b| old_visit(b, "2015-09-30", DiagnosisVersion::Icd10),
            |b| {
                old_visit(b, "2015-10-01", DiagnosisVersion::Icd10);
            },
        ),
        case(
            "COD-007",
            "diagnosis 2",
            |b| b.claim.visit.diagnoses[1].version = DiagnosisVersion::Icd9,
            |b| {
                old_visit(b, "2015-09-30", DiagnosisVersion::Icd9);
            },
        ),
        case("COD-019", "diagnosis 1", |b| b.diagnoses(&["G63", "E53.8"]), |b| b.diagnoses(&["E53.8", "G63"])),
        case("COD-020", "diagnosis 1", |b| b.diagnoses(&["W19.XXXA"]), |b| b.diagnoses(&["S93.401A", "W19.XXXA"])),
    ]
}

/// A code that was deleted on 2025-10-01 without a category of its name.
fn ended(bench: &mut Bench) {
    bench.diagnoses(&[super::visits::ENDED_2025]);
}

/// A book whose HCPCS pack has a code from the middle of the quarter on.
fn book_with_later_code() -> CodeBook {
    let label = PackLabel {
        version: "2026-01".into(),
        valid_from: day("2026-01-01"),
        stale_on: day("2026-04-01"),
        source: "test".into(),
    };
    let added = Some(day("2026-03-15"));
    let row = CodeRow { code: "J9998".into(), billable: true, description: "Later drug".into(), added, ended: None };
    let input = CodePackInput { set: Set::Hcpcs, rows: &[row], terms: &[] };
    CodeBook::shipped().with_pack(&build_code_pack(&label, &input).unwrap()).unwrap()
}

fn procedures() -> Vec<Case> {
    vec![
        case("COD-008", "line 1 procedure code", |b| b.procedure("J0001"), |b| b.procedure("J3301")),
        case("COD-009", "line 1 procedure code", |b| b.procedure("A4397"), |b| b.procedure("G0439")),
        case(
            "COD-010",
            "line 1 procedure code",
            |b| {
                b.book = book_with_later_code();
                b.procedure("J9998");
            },
            |b| {
                b.book = book_with_later_code();
                b.procedure("J9998");
                b.served_on("2026-03-15");
            },
        ),
        case(
            "COD-011",
            "line 1 procedure code",
            |b| {
                b.procedure("J3301");
                b.served_on("2019-03-04");
            },
            |b| b.procedure("J3301"),
        ),
        case("COD-012", "line 1 procedure code", |b| b.procedure("9921"), |b| b.procedure("0232T")),
        case("COD-012", "line 1 procedure code", |b| b.procedure("99213X"), |b| b.procedure("99214")),
        case("COD-013", "line 1 modifier 2", |b| b.modifiers(&["25", "Q0"]), |b| b.modifiers(&["25", "RT"])),
        case("COD-017", "date of service", |b| b.served_on("2027-10-05"), |b| b.served_on("2026-10-05")),
    ]
}

fn tables() -> Vec<Case> {
    vec![
        case(
            "COD-014",
            "place of service",
            |b| b.claim.visit.place_of_service = place("98"),
            |b| {
                b.claim.visit.place_of_service = place("20");
            },
        ),
        case(
            "COD-014",
            "line 2 place of service",
            |b| b.line(2).place_of_service = place("97"),
            |b| {
                b.line(2).place_of_service = place("12");
            },
        ),
        case(
            "COD-015",
            "billing provider taxonomy",
            |b| b.billing().taxonomy = "123X00000X".into(),
            |b| {
                b.billing().taxonomy = Taxonomy::parse("207Q00000X").unwrap().as_str().to_owned();
            },
        ),
        case("COD-016", "claim filing indicator", |b| b.filing("QQ"), |b| b.filing("ZZ")),
        case(
            "COD-016",
            "other payer 1 claim filing indicator",
            |b| {
                b.secondary();
                b.other().coverage.filing_indicator = Some(values::FilingIndicator::parse("QQ").unwrap());
            },
            Bench::secondary,
        ),
        case(
            "COD-018",
            "other payer 1 adjustments",
            |b| {
                b.secondary();
                b.other().lines[0].adjustments[0].carc = Carc::parse("9999").unwrap();
            },
            Bench::secondary,
        ),
    ]
}
