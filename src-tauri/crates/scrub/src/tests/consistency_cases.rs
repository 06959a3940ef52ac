//! Cases of the group *consistency*.

use super::bench::{Bench, cents, day, organization, place, segment};
use super::{Case, case};
use crate::{ClaimOnFile, LineKey};
use claims::{DateValue, ProviderRole};
use values::{ClaimFrequency, ClaimId, PayerSequence, Quantity, Relationship, UnitType};

pub(crate) fn cases() -> Vec<Case> {
    [
        claim(),
        days(),
        stay_and_limit(),
        coverage(),
        insurers(),
        other_payers(),
        decisions_on_lines(),
        other_claims(),
        places(),
        pointers(),
        modifiers(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn claim() -> Vec<Case> {
    vec![
        case(
            "CON-001",
            "total charge",
            |b| b.claim.visit.stated_charge = Some(cents(1)),
            |b| {
                b.claim.visit.stated_charge = Some(cents(18_700));
            },
        ),
        case("CON-002", "diagnosis 2", |b| b.diagnoses(&["I10", "I10"]), |b| b.diagnoses(&["I10", "E119"])),
        case(
            "CON-003",
            "payer claim control number",
            |b| b.claim.frequency = ClaimFrequency::Replacement,
            |b| {
                b.claim.frequency = ClaimFrequency::Replacement;
                b.claim.payer_claim_control_number = Some("2026PAYER1".into());
            },
        ),
        case(
            "CON-004",
            "payer claim control number",
            |b| b.claim.payer_claim_control_number = Some("X1".into()),
            |b| {
                b.claim.payer_claim_control_number = Some(String::new());
            },
        ),
        case(
            "CON-005",
            "accident state",
            |b| b.cause("AA"),
            |b| {
                b.cause("AA");
                b.claim.visit.related_causes.state = "CO".into();
            },
        ),
        case(
            "CON-006",
            "rendering provider NPI",
            |b| b.provider(ProviderRole::Rendering).id = "1895559791".into(),
            |b| b.provider(ProviderRole::Rendering).id = "1908301660".into(),
        ),
        case(
            "CON-007",
            "referring provider",
            |b| b.claim.referral_number = Some("R1".into()),
            |b| {
                b.claim.referral_number = Some("R1".into());
                b.provider(ProviderRole::Referring).id = "1908301660".into();
            },
        ),
        case(
            "CON-008",
            "patient paid",
            |b| b.claim.patient_paid = Some(cents(18_701)),
            |b| {
                b.claim.patient_paid = Some(cents(18_700));
            },
        ),
    ]
}

fn days() -> Vec<Case> {
    vec![
        case(
            "CON-010",
            "subscriber birth date",
            |b| b.claim.parties.subscriber.birth_date = Some(day("2026-03-03")),
            |b| b.claim.parties.subscriber.birth_date = Some(day("2026-03-02")),
        ),
        case(
            "CON-011",
            "subscriber birth date",
            |b| b.claim.parties.subscriber.birth_date = Some(day("1884-05-06")),
            |b| b.claim.parties.subscriber.birth_date = Some(day("1908-05-06")),
        ),
        case("CON-012", "line 1 date of service", |b| b.served_on("2026-03-21"), |b| b.served_on("2026-03-20")),
        case(
            "CON-013",
            "line 2 date of service",
            |b| range(b, "2026-03-05", "2026-03-04"),
            |b| {
                range(b, "2026-03-04", "2026-03-05");
            },
        ),
        case(
            "CON-014",
            "date 439",
            |b| b.cause("OA"),
            |b| {
                b.cause("OA");
                b.dated("439", "2026-02-01");
            },
        ),
        case(
            "CON-015",
            "date 439",
            |b| b.cause("EM"),
            |b| {
                b.cause("EM");
                b.dated("431", "2026-02-01");
            },
        ),
        case("CON-016", "date 439", |b| b.dated("439", "2026-03-03"), |b| b.dated("439", "2026-03-02")),
        case("CON-022", "subscriber day of death", |b| died(b, "2026-03-01"), |b| died(b, "2026-03-05")),
    ]
}

fn died(bench: &mut Bench, on: &str) {
    let elements = std::iter::once(String::new()).chain(claims::death_elements(day(on))).collect();
    bench.claim.parties.subscriber.extra.push(claims::RawSegment { id: "PAT".into(), elements });
}

fn range(bench: &mut Bench, first: &str, last: &str) {
    bench.line(2).date_of_service = Some(DateValue::Range(day(first), day(last)));
}

fn stay_and_limit() -> Vec<Case> {
    vec![
        case(
            "CON-017",
            "date 435",
            |b| b.claim.visit.place_of_service = place("21"),
            |b| {
                b.claim.visit.place_of_service = place("22");
            },
        ),
        case(
            "CON-017",
            "date 435",
            |b| b.line(1).place_of_service = place("51"),
            |b| {
                b.line(1).place_of_service = place("51");
                b.dated("435", "2026-03-01");
            },
        ),
        case("CON-018", "date 435", |b| b.dated("435", "2026-03-03"), |b| b.dated("435", "2026-03-02")),
        case(
            "CON-019",
            "date 096",
            |b| {
                b.dated("435", "2026-03-02");
                b.dated("096", "2026-03-01");
            },
            |b| {
                b.dated("435", "2026-03-02");
                b.dated("096", "2026-03-02");
            },
        ),
        case("CON-020", "date of service", |b| b.today = day("2026-08-30"), |b| b.today = day("2026-08-29")),
        case(
            "CON-020",
            "date of service",
            |b| b.payer.timely_filing_days = Some(10),
            |b| {
                b.payer.timely_filing_days = Some(10);
                b.claim.frequency = ClaimFrequency::Replacement;
            },
        ),
        case("CON-021", "date of service", |b| b.today = day("2026-08-15"), |b| b.today = day("2026-08-14")),
    ]
}

fn coverage() -> Vec<Case> {
    vec![
        case("CON-030", "coverage", |b| b.policies.clear(), |b| b.policies.truncate(1)),
        case(
            "CON-030",
            "coverage",
            |b| b.claim.parties.payer.id = "OTHER".into(),
            |b| {
                b.claim.parties.payer.id = "larch1".into();
            },
        ),
        case(
            "CON-031",
            "coverage",
            |b| b.policies[0].ends_on = Some(day("2026-03-01")),
            |b| {
                b.policies[0].ends_on = Some(day("2026-03-02"));
            },
        ),
        case(
            "CON-031",
            "coverage",
            |b| b.policies[0].effective_on = Some(day("2026-03-03")),
            |b| {
                b.policies[0].effective_on = None;
            },
        ),
        case(
            "CON-032",
            "subscriber relationship",
            |b| {
                b.dependent();
                b.claim.parties.coverage.relationship = Some(Relationship::Myself);
            },
            Bench::dependent,
        ),
        case(
            "CON-032",
            "subscriber relationship",
            |b| b.claim.parties.coverage.relationship = Some(Relationship::Child),
            Bench::dependent,
        ),
        case("CON-032", "subscriber relationship", |b| b.claim.parties.coverage.relationship = None, Bench::dependent),
        case(
            "CON-033",
            "patient relationship",
            |b| {
                b.dependent();
                b.claim.parties.dependent.as_mut().unwrap().relationship = Relationship::Myself;
            },
            Bench::dependent,
        ),
    ]
}

fn insurers() -> Vec<Case> {
    vec![
        case(
            "CON-034",
            "patient relationship",
            |b| {
                b.dependent();
                b.filing("MB");
            },
            |b| b.filing("MB"),
        ),
        case(
            "CON-035",
            "related causes",
            |b| b.filing("WC"),
            |b| {
                b.filing("WC");
                b.cause("EM");
            },
        ),
        case(
            "CON-036",
            "property and casualty claim number",
            |b| b.filing("WC"),
            |b| {
                b.filing("WC");
                b.subscriber().extra.push(segment("REF", &["Y4", "WC-77"]));
            },
        ),
        case(
            "CON-037",
            "related causes",
            |b| b.filing("AM"),
            |b| {
                b.filing("AM");
                b.cause("AA");
            },
        ),
        case(
            "CON-038",
            "Medicare secondary reason",
            |b| {
                b.secondary();
                b.filing("MB");
            },
            |b| {
                b.secondary();
                b.filing("MB");
                b.claim.parties.coverage.medicare_secondary_reason = "12".into();
            },
        ),
        case(
            "CON-038",
            "Medicare secondary reason",
            |b| b.claim.parties.coverage.medicare_secondary_reason = "12".into(),
            |b| {
                b.filing("MB");
            },
        ),
    ]
}

fn other_payers() -> Vec<Case> {
    vec![
        case(
            "CON-040",
            "other payers",
            |b| b.claim.parties.coverage.sequence = PayerSequence::Secondary,
            Bench::secondary,
        ),
        case(
            "CON-040",
            "other payers",
            |b| {
                b.secondary();
                b.decided = Some(false);
            },
            |b| {
                b.secondary();
                b.decided = None;
            },
        ),
        case("CON-040", "other payer 1 paid", undecided, |b| {
            undecided(b);
            b.other().other_amounts.push(("A8".into(), cents(18_700)));
        }),
        case(
            "CON-041",
            "other payer 1 line 1",
            |b| {
                b.secondary();
                b.other().lines[0].paid_amount = cents(5_001);
            },
            Bench::secondary,
        ),
        case(
            "CON-042",
            "other payer 1 paid",
            |b| {
                b.secondary();
                b.other().paid_amount = Some(cents(10_001));
            },
            Bench::secondary,
        ),
        case(
            "CON-042",
            "other payer 1 paid",
            |b| {
                b.secondary();
                b.other().lines.truncate(1);
                b.other().paid_amount = Some(cents(5_000));
            },
            Bench::secondary,
        ),
        case(
            "CON-042",
            "other payer 1 paid",
            |b| {
                b.secondary();
                b.other().paid_amount = None;
            },
            Bench::secondary,
        ),
    ]
}

fn decisions_on_lines() -> Vec<Case> {
    vec![
        case(
            "CON-043",
            "other payer 1 id",
            |b| {
                b.secondary();
                b.other().lines[1].payer_id = "X".into();
            },
            Bench::secondary,
        ),
        case(
            "CON-044",
            "other payer 1 line 9",
            |b| {
                b.secondary();
                b.other().lines[1].line = 9;
            },
            Bench::secondary,
        ),
        case(
            "CON-045",
            "other payer 1 sequence",
            |b| {
                b.secondary();
                b.other().coverage.sequence = PayerSequence::Secondary;
            },
            Bench::secondary,
        ),
        case(
            "CON-046",
            "other payer 1 date",
            |b| {
                b.secondary();
                b.other().adjudicated_on = None;
                b.other().lines[0].adjudicated_on = None;
            },
            |b| {
                b.secondary();
                b.other().adjudicated_on = None;
            },
        ),
    ]
}

fn undecided(bench: &mut Bench) {
    bench.secondary();
    bench.other().lines.clear();
    bench.other().paid_amount = None;
}

fn twin(bench: &mut Bench, is_sent: bool) -> &mut ClaimOnFile {
    bench.others.push(ClaimOnFile::of(ClaimId::new(77), &bench.claim, is_sent));
    bench.others.last_mut().unwrap()
}

fn other_claims() -> Vec<Case> {
    vec![
        case(
            "CON-050",
            "claim",
            |b| {
                twin(b, true);
            },
            |b| {
                let first: &mut LineKey = &mut twin(b, true).lines[0];
                first.date_of_service = Some(day("2026-03-03"));
            },
        ),
        case(
            "CON-050",
            "claim",
            |b| b.others = vec![ClaimOnFile::of(ClaimId::new(7), &b.claim, true)],
            |b| {
                twin(b, true).payer_id = "HARBOR2".into();
            },
        ),
        case(
            "CON-051",
            "claim",
            |b| twin(b, true).lines.truncate(1),
            |b| {
                twin(b, true).lines.iter_mut().for_each(|key| key.rendering_npi = "1908301660".into());
            },
        ),
        case(
            "CON-051",
            "claim",
            |b| {
                twin(b, false);
            },
            |b| {
                twin(b, false).lines.clear();
            },
        ),
    ]
}

fn places() -> Vec<Case> {
    vec![
        case(
            "CON-060",
            "service facility",
            |b| b.claim.visit.place_of_service = place("22"),
            |b| {
                b.claim.visit.place_of_service = place("22");
                *b.provider(ProviderRole::Facility) = organization("HOSPITAL", "XX", "1908301660");
            },
        ),
        case(
            "CON-060",
            "service facility",
            |b| b.line(1).place_of_service = place("31"),
            |b| {
                b.line(1).place_of_service = place("12");
            },
        ),
        case(
            "CON-061",
            "line 1 place of service",
            |b| b.procedure("99223"),
            |b| {
                b.procedure("99223");
                b.line(1).place_of_service = place("22");
            },
        ),
        case(
            "CON-062",
            "line 1 place of service",
            |b| b.procedure("99309"),
            |b| {
                b.procedure("99309");
                b.line(1).place_of_service = place("31");
            },
        ),
        case(
            "CON-063",
            "line 1 place of service",
            |b| b.procedure("99284"),
            |b| {
                b.procedure("99284");
                b.line(1).place_of_service = place("23");
            },
        ),
    ]
}

fn pointers() -> Vec<Case> {
    vec![
        case(
            "CON-070",
            "line 1 pointer 2",
            |b| b.line(1).diagnosis_pointers = vec![1, 3],
            |b| {
                b.line(1).diagnosis_pointers = vec![2, 1];
            },
        ),
        case(
            "CON-070",
            "line 1 pointer 1",
            |b| b.line(1).diagnosis_pointers = vec![0],
            |b| {
                b.line(1).diagnosis_pointers = vec![2];
            },
        ),
        case(
            "CON-071",
            "line 1 pointer 2",
            |b| b.line(1).diagnosis_pointers = vec![1, 1],
            |b| {
                b.line(1).diagnosis_pointers = vec![1];
            },
        ),
        case(
            "CON-078",
            "line 1 units",
            |b| b.procedure("00400"),
            |b| {
                b.procedure("00400");
                b.line(1).unit_type = UnitType::Minutes;
            },
        ),
        case("CON-078", "line 1 units", |b| b.line(1).unit_type = UnitType::Minutes, |b| b.procedure("01996")),
        case("CON-079", "line 1 charge", |b| b.line(1).charge = cents(0), |b| b.line(1).charge = cents(1)),
        case(
            "CON-080",
            "line 2 procedure code",
            |b| b.line(2).procedure = b.line(1).procedure.clone(),
            |b| {
                b.line(2).procedure = b.line(1).procedure.clone();
                b.modifiers(&["76"]);
            },
        ),
        case("CON-081", "line 2 pointer 1", external_main, |b| {
            external_main(b);
            b.line(2).diagnosis_pointers = vec![1, 2];
        }),
    ]
}

fn external_main(bench: &mut Bench) {
    bench.diagnoses(&["S93.401A", "W19.XXXA"]);
    bench.line(2).diagnosis_pointers = vec![2];
}

fn modifiers() -> Vec<Case> {
    vec![
        case("CON-072", "line 1 modifier 2", |b| b.modifiers(&["25", "25"]), |b| b.modifiers(&["25", "59"])),
        case("CON-073", "line 1 modifiers", |b| b.modifiers(&["RT", "LT"]), |b| b.modifiers(&["RT"])),
        case("CON-074", "line 1 modifiers", |b| b.modifiers(&["50", "LT"]), |b| b.modifiers(&["50"])),
        case(
            "CON-075",
            "line 1 units",
            |b| {
                b.modifiers(&["50"]);
                b.line(1).units = Quantity::whole(2);
            },
            |b| b.modifiers(&["50"]),
        ),
        case("CON-076", "line 1 modifiers", |b| b.modifiers(&["26", "TC"]), |b| b.modifiers(&["26"])),
        case(
            "CON-077",
            "line 1 modifiers",
            |b| {
                b.diagnoses(&["M17.11"]);
                b.modifiers(&["LT"]);
            },
            |b| {
                b.diagnoses(&["M17.11"]);
                b.modifiers(&["RT"]);
            },
        ),
    ]
}
