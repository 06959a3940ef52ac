//! Cases of the group *format*.

use super::bench::{Bench, cents, day, reference, segment};
use super::required_cases::drug;
use super::{Case, case};
use claims::{ClaimDate, DateValue, Note, ProviderRole};
use values::{ClaimFrequency, PatientControlNumber, Quantity};

pub(crate) fn cases() -> Vec<Case> {
    [numbers(), addresses(), people(), claim_level(), references(), line_level()].into_iter().flatten().collect()
}

fn numbers() -> Vec<Case> {
    vec![
        case(
            "FMT-001",
            "billing provider NPI",
            |b| b.billing().id = "1895559792".into(),
            |b| b.billing().id = "1234567893".into(),
        ),
        case(
            "FMT-002",
            "line 1 ordering provider NPI",
            |b| {
                let party = claims::Party { id: "1526018158".into(), ..super::bench::person("ORCHARD", "SELAH") };
                b.line(1).providers.push(claims::ClaimProvider { role: ProviderRole::Ordering, party });
            },
            |b| b.provider(ProviderRole::Referring).id = "1908301660".into(),
        ),
        case(
            "FMT-003",
            "billing provider tax id",
            |b| b.claim.parties.billing.tax_id = "84000123".into(),
            |b| b.claim.parties.billing.tax_id = "00-1234567".into(),
        ),
        case(
            "FMT-003",
            "billing provider tax id",
            |b| b.claim.parties.billing.tax_id = "000000000".into(),
            |b| b.claim.parties.billing.tax_id.clear(),
        ),
        case(
            "FMT-004",
            "billing provider tax id",
            |b| b.claim.parties.billing.tax_id_qualifier = "TJ".into(),
            |b| b.claim.parties.billing.tax_id_qualifier = "SY".into(),
        ),
        case(
            "FMT-036",
            "rendering provider taxonomy",
            |b| b.provider(ProviderRole::Rendering).taxonomy = "207Q0000".into(),
            |b| b.provider(ProviderRole::Rendering).taxonomy = "207R00000X".into(),
        ),
    ]
}

fn addresses() -> Vec<Case> {
    vec![
        case("FMT-005", "subscriber ZIP", |b| zip(b, "8020"), |b| zip(b, "802021234")),
        case(
            "FMT-005",
            "subscriber ZIP",
            |b| zip(b, "00000"),
            |b| {
                zip(b, "SW1A 1AA");
                b.subscriber().address.as_mut().unwrap().country = "GB".into();
            },
        ),
        case(
            "FMT-006",
            "subscriber state",
            |b| b.subscriber().address.as_mut().unwrap().state = "XX".into(),
            |b| b.subscriber().address.as_mut().unwrap().state = "pr".into(),
        ),
        case(
            "FMT-007",
            "subscriber address",
            |b| b.subscriber().address.as_mut().unwrap().line1 = "x".repeat(56),
            |b| b.subscriber().address.as_mut().unwrap().line1 = "x".repeat(55),
        ),
        case(
            "FMT-007",
            "subscriber address",
            |b| b.subscriber().address.as_mut().unwrap().city = "D".into(),
            |b| b.subscriber().address.as_mut().unwrap().city = "Ai".into(),
        ),
        case(
            "FMT-008",
            "subscriber country",
            |b| b.subscriber().address.as_mut().unwrap().country = "FRANCE".into(),
            |b| b.subscriber().address.as_mut().unwrap().country = "FR".into(),
        ),
        case("FMT-009", "billing provider phone", |b| phone(b, "555-0100"), |b| phone(b, "7205550100")),
    ]
}

fn zip(bench: &mut Bench, zip: &str) {
    bench.subscriber().address.as_mut().unwrap().zip = zip.to_owned();
}

fn phone(bench: &mut Bench, number: &str) {
    bench.billing().extra = vec![segment("PER", &["IC", "OFFICE", "TE", "3035550100", "FX", number])];
}

fn people() -> Vec<Case> {
    vec![
        case(
            "FMT-010",
            "subscriber member id",
            |b| b.subscriber().id = "M#1".into(),
            |b| b.subscriber().id = "M-1 2".into(),
        ),
        case(
            "FMT-010",
            "subscriber member id",
            |b| b.subscriber().id = "M".into(),
            |b| b.subscriber().id = "M1".into(),
        ),
        case(
            "FMT-011",
            "subscriber member id",
            |b| b.filing("MB"),
            |b| {
                b.filing("MB");
                b.subscriber().id = "1EG4TE5MK73".into();
            },
        ),
        case(
            "FMT-013",
            "subscriber last name",
            |b| b.subscriber().last_name = "A*B".into(),
            |b| b.subscriber().last_name = "O'NEIL-SMITH, JR.".into(),
        ),
        case(
            "FMT-013",
            "claim K3",
            |b| b.claim.visit.extra.push(segment("K3", &["A\u{1}B"])),
            |b| b.claim.visit.extra.push(segment("HI", &["BG\u{1f}01"])),
        ),
        case(
            "FMT-013",
            "note",
            |b| b.claim.visit.notes.push(note("ADD", "李")),
            |b| b.claim.visit.notes.push(note("ADD", "LEFT KNEE (OLD)")),
        ),
        case(
            "FMT-014",
            "subscriber last name",
            |b| b.subscriber().last_name = "Núñez".into(),
            |b| b.subscriber().last_name = "Nunez".into(),
        ),
        case(
            "FMT-015",
            "subscriber first name",
            |b| b.subscriber().first_name = "x".repeat(36),
            |b| b.subscriber().first_name = "x".repeat(35),
        ),
        case(
            "FMT-015",
            "payer last name",
            |b| b.claim.parties.payer.last_name = "x".repeat(61),
            |b| b.claim.parties.payer.last_name = "x".repeat(60),
        ),
    ]
}

fn note(code: &str, text: &str) -> Note {
    Note { code: code.to_owned(), text: text.to_owned() }
}

fn claim_level() -> Vec<Case> {
    vec![
        case(
            "FMT-012",
            "patient control number",
            |b| b.claim.patient_control_number = PatientControlNumber::parse("abc").unwrap(),
            |b| b.claim.patient_control_number = PatientControlNumber::parse("A2345678901234567890").unwrap(),
        ),
        case(
            "FMT-016",
            "note",
            |b| b.claim.visit.notes.push(note("ADD", &"x".repeat(81))),
            |b| b.claim.visit.notes.push(note("ADD", &"x".repeat(80))),
        ),
        case(
            "FMT-017",
            "line 1 note",
            |b| b.line(1).notes.push(note("CER", "A")),
            |b| b.claim.visit.notes.push(note("CER", "A")),
        ),
        case(
            "FMT-018",
            "note",
            |b| b.claim.visit.notes = vec![note("ADD", "A"), note("ADD", "B")],
            |b| b.claim.visit.notes = vec![note("ADD", "A")],
        ),
        case(
            "FMT-026",
            "patient paid",
            |b| b.claim.patient_paid = Some(cents(-1)),
            |b| b.claim.patient_paid = Some(cents(0)),
        ),
        case(
            "FMT-030",
            "assignment",
            |b| b.claim.visit.indicators.assignment = "Y".into(),
            |b| b.claim.visit.indicators.assignment = "C".into(),
        ),
        case(
            "FMT-030",
            "delay reason",
            |b| b.claim.visit.indicators.delay_reason = "12".into(),
            |b| b.claim.visit.indicators.delay_reason = "11".into(),
        ),
        case("FMT-031", "related causes", |b| b.cause("XX"), |b| b.cause("OA")),
        case(
            "FMT-031",
            "related causes",
            |b| b.claim.visit.related_causes.causes = vec!["OA".into(), "OA".into()],
            |b| b.claim.visit.related_causes.causes = vec!["AA".into(), "EM".into()],
        ),
        case("FMT-032", "date 999", |b| b.dated("999", "2026-01-01"), |b| b.dated("431", "2026-01-01")),
        case("FMT-032", "date 431", |b| period(b, "431"), |b| period(b, "314")),
        case(
            "FMT-034",
            "claim frequency",
            |b| b.claim.frequency = ClaimFrequency::InterimFirst,
            |b| b.claim.frequency = ClaimFrequency::Void,
        ),
    ]
}

fn period(bench: &mut Bench, qualifier: &str) {
    let value = DateValue::Range(day("2026-01-01"), day("2026-02-01"));
    bench.claim.visit.dates.push(ClaimDate { qualifier: qualifier.to_owned(), value });
}

fn references() -> Vec<Case> {
    vec![
        case(
            "FMT-027",
            "prior authorization",
            |b| b.claim.prior_authorization = Some("x".repeat(51)),
            |b| b.claim.prior_authorization = Some("x".repeat(50)),
        ),
        case(
            "FMT-027",
            "line 1 reference F4",
            |b| b.line(1).references.push(reference("F4", "")),
            |b| b.line(1).references.push(reference("F4", "1")),
        ),
        case(
            "FMT-033",
            "CLIA number",
            |b| b.claim.visit.references.push(reference("X4", "6D1234567")),
            |b| b.claim.visit.references.push(reference("X4", "06D1234567")),
        ),
    ]
}

fn line_level() -> Vec<Case> {
    vec![
        case(
            "FMT-019",
            "line 1 NDC",
            |b| b.line(1).drug = Some(claims::Drug { code: "0003-0293-05".into(), ..drug() }),
            |b| {
                b.line(1).drug = Some(drug());
            },
        ),
        case(
            "FMT-020",
            "line 1 NDC quantity",
            |b| b.line(1).drug = Some(claims::Drug { quantity: None, ..drug() }),
            |b| b.line(1).drug = Some(drug()),
        ),
        case(
            "FMT-020",
            "line 1 NDC unit",
            |b| b.line(1).drug = Some(claims::Drug { unit: None, ..drug() }),
            |b| b.line(1).drug = Some(drug()),
        ),
        case("FMT-021", "line 1 charge", |b| b.line(1).charge = cents(-1), |b| b.line(1).charge = cents(1)),
        case(
            "FMT-022",
            "line 1 units",
            |b| b.line(1).units = Quantity::whole(0),
            |b| b.line(1).units = Quantity::parse("0.5").unwrap(),
        ),
        case(
            "FMT-023",
            "line 1 modifier 5",
            |b| b.modifiers(&["25", "59", "GP", "KX", "CR"]),
            |b| b.modifiers(&["25", "59", "GP", "KX"]),
        ),
        case(
            "FMT-024",
            "line 1 pointer 5",
            |b| b.line(1).diagnosis_pointers = vec![1, 2, 3, 4, 5],
            |b| b.line(1).diagnosis_pointers = vec![1, 2, 3, 4],
        ),
        case(
            "FMT-025",
            "line 1 charge",
            |b| b.line(1).charge = cents(1_000_000_000),
            |b| b.line(1).charge = cents(900_000_000),
        ),
        case(
            "FMT-028",
            "line 1 procedure code",
            |b| b.line(1).procedure_qualifier = "AD".into(),
            |b| b.line(1).procedure_qualifier = "WK".into(),
        ),
        case("FMT-029", "line 2", |b| b.line(2).number = 1, |b| b.line(2).number = 7),
        case(
            "FMT-035",
            "line 2 control number",
            |b| b.claim.visit.lines.iter_mut().for_each(|line| line.control_number = "L1".into()),
            |b| b.line(2).control_number = "x".repeat(30),
        ),
        case(
            "FMT-037",
            "line 1 description",
            |b| b.line(1).description = "x".repeat(81),
            |b| b.line(1).description = "x".repeat(80),
        ),
    ]
}
