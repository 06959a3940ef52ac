//! What the rows of one encounter say of the visit: checked field by field, with defaults as an office expects them.

use super::BadRow;
use super::table::CsvRow;
use crate::reference::Reference;
use claims::{
    ClaimDate, ClaimProvider, DateValue, Diagnosis, DiagnosisVersion, Drug, EntityType, Party, ProviderRole,
    RelatedCauses, ServiceLine, Visit,
};
use records::{FacilityRecord, ProviderRecord};
use values::{
    Date, DiagnosisCode, DrugUnit, Modifier, Money, Npi, PlaceOfService, ProcedureCode, Quantity, UnitType, ValueError,
};

type RowResult<T> = Result<T, BadRow>;

/// What a visit is checked against.
pub(crate) struct VisitContext<'r> {
    pub reference: &'r Reference,
}

/// The visit of an encounter's rows. What the whole visit has in common stands in its first row.
pub(crate) fn visit_of(context: &VisitContext<'_>, rows: &[CsvRow<'_>]) -> RowResult<Visit> {
    let Some(head) = rows.first() else { return Ok(Visit::default()) };
    let mut numbered: Vec<(u16, &CsvRow<'_>)> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        numbered.push((line_number(row, at)?, row));
    }
    numbered.sort_by_key(|(number, _)| *number);
    if let Some([_, twice]) = numbered.windows(2).find(|pair| matches!(pair, [one, other] if one.0 == other.0)) {
        return Err(twice.1.bad("line", "the line number stands twice in this encounter", "number the lines 1, 2, 3"));
    }
    let diagnoses = diagnoses_of(head)?;
    let lines = numbered.iter().enumerate();
    let lines =
        lines.map(|(at, (_, row))| line_of(context, row, at + 1, diagnoses.len())).collect::<RowResult<Vec<_>>>()?;
    let place = head.parsed("place_of_service", PlaceOfService::parse)?;
    Ok(Visit {
        diagnoses,
        lines,
        place_of_service: Some(
            place.ok_or_else(|| head.bad("place_of_service", "it is empty", "write a code like 11 (office)"))?,
        ),
        providers: providers_of(context, head)?,
        related_causes: causes_of(head)?,
        dates: dates_of(head)?,
        ..Visit::default()
    })
}

fn line_number(row: &CsvRow<'_>, at: usize) -> RowResult<u16> {
    let bad = || row.bad("line", "not a line number", "write 1 to 50");
    let number = match row.text("line") {
        "" => u16::try_from(at + 1).map_err(|_| bad())?,
        text => text.parse::<u16>().map_err(|_| bad())?,
    };
    if (1..=999).contains(&number) { Ok(number) } else { Err(bad()) }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

fn diagnoses_of(row: &CsvRow<'_>) -> RowResult<Vec<Diagnosis>> {
    let bad = |text: &str| {
        row.bad("diagnoses", format!("{text} has not the shape of a diagnosis code"), "write codes like E11.9;I10")
    };
    let parse = |text: &str| DiagnosisCode::parse(text).map_err(|_| bad(text));
    split(row.text("diagnoses"))
        .map(|text| Ok(Diagnosis { version: DiagnosisVersion::Icd10, code: parse(text)? }))
        .collect()
}

fn line_of(context: &VisitContext<'_>, row: &CsvRow<'_>, number: usize, diagnoses: usize) -> RowResult<ServiceLine> {
    let procedure = row.parsed("procedure_code", ProcedureCode::parse)?;
    let procedure = procedure.ok_or_else(|| row.bad("procedure_code", "it is empty", "write a procedure code"))?;
    let day =
        row.date("date_of_service")?.ok_or_else(|| row.bad("date_of_service", "it is empty", "write YYYY-MM-DD"))?;
    let modifier = |text: &str| {
        Modifier::parse(text).map_err(|_| {
            row.bad("modifiers", format!("{text} is not a modifier"), "write two characters each, like 25;59")
        })
    };
    let modifiers = split(row.text("modifiers")).map(modifier).collect::<RowResult<Vec<_>>>()?;
    let units = row.parsed("units", Quantity::parse)?.unwrap_or(Quantity::ONE);
    if units.thousandths() <= 0 {
        return Err(row.bad("units", "it is not above zero", "write how often the service was given, like 1"));
    }
    let unit_type = row.parsed("unit_type", |text| UnitType::parse(&text.to_uppercase()))?.unwrap_or(UnitType::Units);
    let charge = match row.amount("charge")? {
        Some(charge) => charge,
        None => fee(context, row, (&procedure, &modifiers), day, units)?,
    };
    Ok(ServiceLine {
        number: u16::try_from(number).map_err(|_| row.bad("line", "too many lines", "split the visit"))?,
        procedure_qualifier: "HC".to_owned(),
        procedure,
        modifiers,
        description: String::new(),
        charge,
        unit_type,
        units,
        place_of_service: None,
        diagnosis_pointers: pointers_of(row, diagnoses)?,
        service_indicators: Vec::new(),
        date_of_service: Some(DateValue::Day(day)),
        dates: Vec::new(),
        references: Vec::new(),
        control_number: String::new(),
        notes: Vec::new(),
        drug: drug_of(row)?,
        providers: named_provider(context, row, "ordering_npi", ProviderRole::Ordering)?.into_iter().collect(),
        extra: Vec::new(),
    })
}

fn fee(
    context: &VisitContext<'_>,
    row: &CsvRow<'_>,
    what: (&ProcedureCode, &[Modifier]),
    day: Date,
    units: Quantity,
) -> RowResult<Money> {
    let (code, modifiers) = what;
    let listed = context.reference.fee(code, modifiers, day).and_then(|(_, fee)| fee.charge);
    let missing = || {
        row.bad(
            "charge",
            format!("no charge is given and the fee schedule has none for {code} on that day"),
            "write the charge, or import the fee",
        )
    };
    let cents = i128::from(listed.ok_or_else(missing)?.cents()) * i128::from(units.thousandths()) / 1000;
    let amount = i64::try_from(cents).map_err(|_| ValueError::Amount).and_then(Money::from_cents);
    amount.map_err(|error| row.bad("units", error.to_string(), "correct the units"))
}

fn pointers_of(row: &CsvRow<'_>, diagnoses: usize) -> RowResult<Vec<u8>> {
    let bad = |text: &str| {
        row.bad(
            "pointers",
            format!("{text} points to no diagnosis"),
            format!("write positions from 1 to {diagnoses}, like 1;2"),
        )
    };
    let pointer = |text: &str| {
        text.parse::<u8>().ok().filter(|at| (1..=diagnoses).contains(&usize::from(*at))).ok_or_else(|| bad(text))
    };
    let pointers = split(row.text("pointers")).map(pointer).collect::<RowResult<Vec<_>>>()?;
    Ok(if pointers.is_empty() && diagnoses > 0 { vec![1] } else { pointers })
}

fn drug_of(row: &CsvRow<'_>) -> RowResult<Option<Drug>> {
    let code: String = row.text("ndc").chars().filter(|c| *c != '-').collect();
    if code.is_empty() {
        return Ok(None);
    }
    Ok(Some(Drug {
        qualifier: "N4".to_owned(),
        code,
        quantity: row.parsed("ndc_quantity", Quantity::parse)?,
        unit: row.parsed("ndc_unit", |text| DrugUnit::parse(&text.to_uppercase()))?,
        reference: None,
    }))
}

fn providers_of(context: &VisitContext<'_>, row: &CsvRow<'_>) -> RowResult<Vec<ClaimProvider>> {
    let mut providers = Vec::new();
    for (column, role) in [
        ("referring_npi", ProviderRole::Referring),
        ("rendering_npi", ProviderRole::Rendering),
        ("supervising_npi", ProviderRole::Supervising),
    ] {
        providers.extend(named_provider(context, row, column, role)?);
    }
    if let Some(npi) = Some(row.text("facility_npi")).filter(|npi| !npi.is_empty()) {
        let known = context.reference.facility(npi).and_then(|id| context.reference.facilities.get(id));
        let facility = known.ok_or_else(|| {
            row.bad(
                "facility_npi",
                "no facility has this NPI",
                "a facility comes with an 837P history; correct the NPI or leave it empty",
            )
        })?;
        let party = facility_party(facility);
        providers.push(ClaimProvider { role: ProviderRole::Facility, party });
    }
    Ok(providers)
}

fn named_provider(
    context: &VisitContext<'_>,
    row: &CsvRow<'_>,
    column: &'static str,
    role: ProviderRole,
) -> RowResult<Option<ClaimProvider>> {
    let npi = row.text(column);
    if npi.is_empty() {
        return Ok(None);
    }
    let known = context.reference.provider(npi).and_then(|id| context.reference.providers.get(id));
    if let Some(provider) = known {
        return Ok(Some(ClaimProvider { role, party: provider_party(provider) }));
    }
    // Taken without a name: the scrubber holds the claim until the provider is known.
    let npi = Npi::parse(npi).map_err(|error| row.bad(column, error.to_string(), "correct the NPI"))?;
    let party = Party { id_qualifier: "XX".to_owned(), id: npi.as_str().to_owned(), ..Party::default() };
    Ok(Some(ClaimProvider { role, party }))
}

/// A visit that comes again: what the file has no column for stays as it was (cli.md `--update`).
pub(crate) fn visit_kept_where_absent(row: &CsvRow<'_>, before: &Visit, said: Visit) -> Visit {
    let is_given = |column: &str| row.given(column).is_some();
    let column_of = |role| match role {
        ProviderRole::Referring => Some("referring_npi"),
        ProviderRole::Rendering => Some("rendering_npi"),
        ProviderRole::Supervising => Some("supervising_npi"),
        ProviderRole::Facility => Some("facility_npi"),
        ProviderRole::PrimaryCare
        | ProviderRole::PurchasedService
        | ProviderRole::Ordering
        | ProviderRole::AmbulancePickUp
        | ProviderRole::AmbulanceDropOff => None,
    };
    let stays = |provider: &&ClaimProvider| !column_of(provider.role).is_some_and(is_given);
    let date_stays = |date: &&ClaimDate| match date.qualifier.as_str() {
        "431" => !is_given("onset_date"),
        "439" => !is_given("accident_date"),
        _ => true,
    };
    let RelatedCauses { causes, state, country } = before.related_causes.clone();
    Visit {
        providers: said.providers.into_iter().chain(before.providers.iter().filter(stays).cloned()).collect(),
        related_causes: RelatedCauses {
            causes: if is_given("accident_type") { said.related_causes.causes } else { causes },
            state: if is_given("accident_state") { said.related_causes.state } else { state },
            country,
        },
        dates: said.dates.into_iter().chain(before.dates.iter().filter(date_stays).cloned()).collect(),
        lines: said.lines.into_iter().map(|line| line_kept_where_absent(row, before, line)).collect(),
        diagnoses: said.diagnoses,
        place_of_service: said.place_of_service,
        stated_charge: None,
        ..before.clone()
    }
}

fn line_kept_where_absent(row: &CsvRow<'_>, before: &Visit, said: ServiceLine) -> ServiceLine {
    let same = |line: &&ServiceLine| line.number == said.number && line.procedure == said.procedure;
    let Some(old) = before.lines.iter().find(same).cloned() else { return said };
    let is_given = |column: &str| row.given(column).is_some();
    ServiceLine {
        modifiers: if is_given("modifiers") { said.modifiers } else { old.modifiers },
        units: if is_given("units") { said.units } else { old.units },
        unit_type: if is_given("unit_type") { said.unit_type } else { old.unit_type },
        charge: if is_given("charge") { said.charge } else { old.charge },
        drug: if is_given("ndc") { said.drug } else { old.drug },
        providers: if is_given("ordering_npi") { said.providers } else { old.providers },
        diagnosis_pointers: said.diagnosis_pointers,
        date_of_service: said.date_of_service,
        ..old
    }
}

/// The NPIs of a visit that no provider on file has.
pub(crate) fn unknown_providers(visit: &Visit) -> impl Iterator<Item = &str> {
    let ordering = visit.lines.iter().flat_map(|line| &line.providers);
    let nameless = |provider: &&ClaimProvider| provider.party.last_name.is_empty();
    visit.providers.iter().chain(ordering).filter(nameless).map(|provider| provider.party.id.as_str())
}

/// A facility on file as a claim names it.
pub(crate) fn facility_party(facility: &FacilityRecord) -> Party {
    Party {
        entity: EntityType::Organization,
        last_name: facility.name.clone(),
        id_qualifier: if facility.npi.is_empty() { String::new() } else { "XX".to_owned() },
        id: facility.npi.clone(),
        address: Some(facility.address.clone()),
        ..Party::default()
    }
}

/// A provider on file as a claim names him.
pub(crate) fn provider_party(provider: &ProviderRecord) -> Party {
    Party {
        entity: if provider.first_name.is_empty() { EntityType::Organization } else { EntityType::Person },
        last_name: provider.last_name.clone(),
        first_name: provider.first_name.clone(),
        id_qualifier: "XX".to_owned(),
        id: provider.npi.clone(),
        taxonomy: provider.taxonomy.clone(),
        ..Party::default()
    }
}

fn causes_of(row: &CsvRow<'_>) -> RowResult<RelatedCauses> {
    let cause = row.text("accident_type").to_uppercase();
    if !matches!(cause.as_str(), "" | "AA" | "EM" | "OA") {
        return Err(row.bad(
            "accident_type",
            "not an accident type",
            "write AA (auto), EM (employment), OA (other), or leave it empty",
        ));
    }
    let causes = if cause.is_empty() { Vec::new() } else { vec![cause] };
    Ok(RelatedCauses { causes, state: row.bounded("accident_state", 2)?.to_uppercase(), country: String::new() })
}

fn dates_of(row: &CsvRow<'_>) -> RowResult<Vec<ClaimDate>> {
    let mut dates = Vec::new();
    for (column, qualifier) in [("onset_date", "431"), ("accident_date", "439")] {
        if let Some(day) = row.date(column)? {
            dates.push(ClaimDate { qualifier: qualifier.to_owned(), value: DateValue::Day(day) });
        }
    }
    Ok(dates)
}
