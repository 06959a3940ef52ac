//! Cases of the group *required*.

use super::bench::{Bench, address, organization, place, reference};
use super::{Case, case};
use claims::{Drug, EntityType, Party, ProviderRole};
use values::{Address, DrugUnit, Quantity};

pub(crate) fn cases() -> Vec<Case> {
    [who_bills(), who_is_treated(), who_pays(), what_was_done(), who_and_where()].into_iter().flatten().collect()
}

fn who_bills() -> Vec<Case> {
    vec![
        case(
            "REQ-001",
            "billing provider NPI",
            |b| b.billing().id = " ".into(),
            |b| b.billing().id = "1234567893".into(),
        ),
        case(
            "REQ-002",
            "billing provider name",
            |b| b.billing().last_name.clear(),
            |b| b.billing().last_name = "A".into(),
        ),
        case(
            "REQ-003",
            "billing provider tax id",
            |b| b.claim.parties.billing.tax_id.clear(),
            |b| b.claim.parties.billing.tax_id = "84-0001234".into(),
        ),
        case(
            "REQ-004",
            "billing provider address",
            |b| b.billing().address.as_mut().unwrap().city.clear(),
            |b| b.billing().address.as_mut().unwrap().line2 = "Suite 2".into(),
        ),
        case(
            "REQ-005",
            "billing provider address",
            |b| b.billing().address = Some(address("P.O. Box 12", "802021234")),
            |b| b.billing().address = Some(address("12 Boxwood Ln", "802021234")),
        ),
        case(
            "REQ-006",
            "billing provider ZIP",
            |b| b.billing().address = Some(address("12 Larch Rd", "80202")),
            |b| b.billing().address = Some(address("12 Larch Rd", "802029999")),
        ),
        case(
            "REQ-007",
            "billing provider taxonomy",
            |b| b.billing().taxonomy.clear(),
            |b| b.billing().taxonomy = "207Q00000X".into(),
        ),
        case(
            "REQ-008",
            "pay-to address",
            |b| b.claim.parties.billing.pay_to = Some(Party::default()),
            |b| {
                let address = Some(address("PO Box 9", "80202"));
                b.claim.parties.billing.pay_to = Some(Party { address, ..Party::default() });
            },
        ),
    ]
}

fn who_is_treated() -> Vec<Case> {
    vec![
        case(
            "REQ-009",
            "subscriber name",
            |b| b.subscriber().last_name.clear(),
            |b| b.subscriber().last_name = "X".into(),
        ),
        case(
            "REQ-010",
            "subscriber first name",
            |b| b.subscriber().first_name.clear(),
            |b| {
                b.subscriber().entity = EntityType::Organization;
                b.subscriber().first_name.clear();
            },
        ),
        case("REQ-011", "subscriber member id", |b| b.subscriber().id.clear(), |b| b.subscriber().id = "X1".into()),
        case("REQ-012", "subscriber address", |b| b.subscriber().address = Some(Address::default()), Bench::dependent),
        case(
            "REQ-012",
            "patient address",
            |b| {
                b.dependent();
                b.dependent_party().address = None;
            },
            Bench::dependent,
        ),
        case("REQ-013", "subscriber birth date", |b| b.claim.parties.subscriber.birth_date = None, Bench::dependent),
        case("REQ-014", "subscriber sex", |b| b.claim.parties.subscriber.sex = None, Bench::dependent),
        case(
            "REQ-015",
            "patient name",
            |b| {
                b.dependent();
                b.dependent_party().last_name.clear();
            },
            Bench::dependent,
        ),
    ]
}

fn who_pays() -> Vec<Case> {
    vec![
        case(
            "REQ-016",
            "payer name",
            |b| b.claim.parties.payer.last_name.clear(),
            |b| b.claim.parties.payer.last_name = "OTHER".into(),
        ),
        case("REQ-017", "payer id", |b| b.claim.parties.payer.id.clear(), |b| b.claim.parties.payer.id = "X".into()),
        case(
            "REQ-018",
            "claim filing indicator",
            |b| b.claim.parties.coverage.filing_indicator = None,
            |b| b.filing("BL"),
        ),
        case(
            "REQ-031",
            "other payer 1 id",
            |b| {
                b.secondary();
                b.other().payer.id.clear();
            },
            Bench::secondary,
        ),
        case(
            "REQ-032",
            "other payer 1 subscriber member id",
            |b| {
                b.secondary();
                b.other().subscriber.id.clear();
            },
            Bench::secondary,
        ),
    ]
}

fn what_was_done() -> Vec<Case> {
    vec![
        case("REQ-019", "diagnosis 1", |b| b.claim.visit.diagnoses.clear(), |b| b.diagnoses(&["I10"])),
        case("REQ-020", "diagnosis 13", |b| b.diagnoses(&["I10"; 13]), |b| b.diagnoses(&["I10"; 12])),
        case("REQ-021", "line 1", |b| b.claim.visit.lines.clear(), |b| b.claim.visit.lines.truncate(1)),
        case(
            "REQ-022",
            "line 51",
            |b| b.claim.visit.lines = vec![b.claim.visit.lines[0].clone(); 51],
            |b| b.claim.visit.lines = vec![b.claim.visit.lines[0].clone(); 50],
        ),
        case(
            "REQ-023",
            "place of service",
            |b| b.claim.visit.place_of_service = None,
            |b| b.claim.visit.place_of_service = place("12"),
        ),
        case("REQ-024", "line 2 date of service", |b| b.line(2).date_of_service = None, |b| b.served_on("2026-03-05")),
        case(
            "REQ-025",
            "line 2 pointer 1",
            |b| b.line(2).diagnosis_pointers.clear(),
            |b| b.line(2).diagnosis_pointers = vec![2],
        ),
        case(
            "REQ-033",
            "line 1 description",
            |b| b.procedure("J3490"),
            |b| {
                b.procedure("J3490");
                b.line(1).description = "COMPOUNDED CREAM".into();
            },
        ),
        case("REQ-033", "line 1 description", |b| b.procedure("20999"), |b| b.procedure("G0299")),
        case(
            "REQ-034",
            "line 1 NDC",
            |b| {
                b.payer.wants_ndc = true;
                b.procedure("J3301");
            },
            |b| {
                b.payer.wants_ndc = true;
                b.procedure("J3301");
                b.line(1).drug = Some(drug());
            },
        ),
        case(
            "REQ-035",
            "line 1 CLIA number",
            |b| b.procedure("87880"),
            |b| {
                b.procedure("87880");
                b.claim.visit.references.push(reference("X4", "06D1234567"));
            },
        ),
        case(
            "REQ-035",
            "line 1 CLIA number",
            |b| b.procedure("83036"),
            |b| {
                b.procedure("83036");
                b.modifiers(&["90"]);
            },
        ),
    ]
}

pub(crate) fn drug() -> Drug {
    Drug {
        qualifier: "N4".into(),
        code: "00003029305".into(),
        quantity: Some(Quantity::ONE),
        unit: Some(DrugUnit::Millilitre),
        reference: None,
    }
}

fn who_and_where() -> Vec<Case> {
    vec![
        case(
            "REQ-026",
            "rendering provider name",
            |b| b.provider(ProviderRole::Rendering).last_name.clear(),
            |b| {
                let stop = b.provider(ProviderRole::AmbulancePickUp);
                *stop = Party { address: Some(address("1 A St", "80202")), ..Party::default() };
            },
        ),
        case(
            "REQ-027",
            "rendering provider NPI",
            |b| b.provider(ProviderRole::Rendering).id.clear(),
            |b| {
                b.provider(ProviderRole::Referring).id.clear();
            },
        ),
        case(
            "REQ-028",
            "referring provider NPI",
            |b| b.provider(ProviderRole::Referring).id.clear(),
            |b| b.provider(ProviderRole::Referring).id = "1908301660".into(),
        ),
        case(
            "REQ-029",
            "rendering provider",
            |b| b.claim.visit.providers.clear(),
            |b| {
                b.claim.visit.providers.clear();
                b.billing().entity = EntityType::Person;
            },
        ),
        case(
            "REQ-030",
            "service facility address",
            |b| *b.provider(ProviderRole::Facility) = organization("HOSPITAL", "XX", "1908301660"),
            |b| {
                let facility = b.provider(ProviderRole::Facility);
                *facility = organization("HOSPITAL", "", "");
                facility.address = Some(address("1 Main St", "802021111"));
            },
        ),
    ]
}
