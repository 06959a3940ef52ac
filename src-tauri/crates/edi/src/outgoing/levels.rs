//! The levels above a claim, out: 2000A to 2010CA; and the parties.

use claims::{BillingProvider, CoverageStatement, Dependent, EntityType, Party, RawSegment, Subscriber};
use values::{Date, Sex};

use super::ranks::{AS_IT_CAME, LEVEL, PARTY, PAY_TO_PLAN};
use super::sheet::{Cell, NONE, Sheet, code, made, raw_cell};

/// 2000A after its HL.
pub(super) fn billing<'a>(sheet: &mut Sheet<'a>, billing: &'a BillingProvider) {
    sheet.begin("2000A", LEVEL);
    if !billing.party.taxonomy.is_empty() {
        sheet.put("PRV", vec![code("BI"), code("PXC"), Cell::Text(&billing.party.taxonomy)]);
    }
    billing.extra.iter().for_each(|segment| sheet.put_raw(segment));
    sheet.begin("2010AA", PARTY);
    name(sheet, "85", &billing.party);
    address(sheet, &billing.party);
    if !billing.tax_id.is_empty() {
        let qualifier = if billing.tax_id_qualifier.is_empty() { "EI" } else { &billing.tax_id_qualifier };
        sheet.put("REF", vec![code(qualifier), Cell::Text(&billing.tax_id)]);
    }
    let unknown = own_segments(sheet, &billing.party.extra);
    if let Some(pay_to) = &billing.pay_to {
        party(sheet, Named { in_loop: "2010AB", entity: "87", party: pay_to });
    }
    if let Some(plan) = &billing.pay_to_plan {
        sheet.begin("2010AC", PAY_TO_PLAN);
        name(sheet, "PE", plan);
        provider_code(sheet, plan);
        address(sheet, plan);
        let deeper = own_segments(sheet, &plan.extra);
        rest(sheet, deeper);
    }
    rest(sheet, unknown);
    sheet.end();
}

/// 2000B after its HL.
pub(super) fn subscriber<'a>(sheet: &mut Sheet<'a>, level: (&'a CoverageStatement, &'a Subscriber, &'a Party)) {
    let (statement, subscriber, payer) = level;
    sheet.begin("2000B", LEVEL);
    coverage(sheet, statement);
    subscriber.extra.iter().for_each(|segment| sheet.put_raw(segment));
    sheet.begin("2010BA", PARTY);
    name(sheet, "IL", &subscriber.party);
    provider_code(sheet, &subscriber.party);
    address(sheet, &subscriber.party);
    demographics(sheet, subscriber.birth_date, subscriber.sex);
    let unknown = own_segments(sheet, &subscriber.party.extra);
    rest(sheet, unknown);
    party(sheet, Named { in_loop: "2010BB", entity: "PR", party: payer });
    sheet.end();
}

/// 2000C after its HL.
pub(super) fn dependent<'a>(sheet: &mut Sheet<'a>, dependent: &'a Dependent) {
    sheet.begin("2000C", LEVEL);
    let mut cells = vec![code(dependent.relationship.code())];
    cells.extend(dependent.patient_information.iter().map(|element| raw_cell(element)));
    sheet.put("PAT", cells);
    sheet.begin("2010CA", PARTY);
    name(sheet, "QC", &dependent.party);
    provider_code(sheet, &dependent.party);
    address(sheet, &dependent.party);
    demographics(sheet, dependent.birth_date, dependent.sex);
    let unknown = own_segments(sheet, &dependent.party.extra);
    rest(sheet, unknown);
    sheet.end();
}

/// SBR, of 2000B and of 2320.
pub(super) fn coverage<'a>(sheet: &mut Sheet<'a>, statement: &'a CoverageStatement) {
    let filing = statement.filing_indicator.as_ref().map_or("", |indicator| indicator.as_str());
    sheet.put(
        "SBR",
        vec![
            code(statement.sequence.code()),
            statement.relationship.map_or(NONE, |relationship| code(relationship.code())),
            Cell::Text(&statement.group_number),
            Cell::Text(&statement.plan_name),
            Cell::Text(&statement.medicare_secondary_reason),
            NONE,
            NONE,
            NONE,
            code(filing),
        ],
    );
}

fn demographics(sheet: &mut Sheet<'_>, birth_date: Option<Date>, sex: Option<Sex>) {
    if birth_date.is_none() && sex.is_none() {
        return;
    }
    let format = if birth_date.is_some() { code("D8") } else { NONE };
    sheet.put(
        "DMG",
        vec![format, birth_date.map_or(NONE, |day| made(day.to_d8())), sex.map_or(NONE, |sex| code(sex.code()))],
    );
}

/// A party with its loop and entity code.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) in_loop: &'static str,
    pub(super) entity: &'static str,
    pub(super) party: &'a Party,
}

/// A loop that is a party and nothing else.
pub(super) fn party<'a>(sheet: &mut Sheet<'a>, named: Named<'a>) {
    sheet.begin(named.in_loop, PARTY);
    name(sheet, named.entity, named.party);
    provider_code(sheet, named.party);
    address(sheet, named.party);
    let unknown = own_segments(sheet, &named.party.extra);
    rest(sheet, unknown);
}

/// NM1; a party that a file did not name is not written.
pub(super) fn name<'a>(sheet: &mut Sheet<'a>, entity: &'static str, party: &'a Party) {
    if *party == Party::default() {
        return;
    }
    let kind = match party.entity {
        EntityType::Person => "1",
        EntityType::Organization => "2",
    };
    let mut cells = vec![code(entity), code(kind), Cell::Text(&party.last_name)];
    let person = [&party.first_name, &party.middle_name];
    cells.extend(person.map(|part| Cell::Text(part)));
    cells.extend([NONE, Cell::Text(&party.suffix), Cell::Text(&party.id_qualifier), Cell::Text(&party.id)]);
    sheet.put("NM1", cells);
}

/// PRV.
pub(super) fn provider_code<'a>(sheet: &mut Sheet<'a>, party: &'a Party) {
    if !party.taxonomy.is_empty() {
        sheet.put("PRV", vec![code("PE"), code("PXC"), Cell::Text(&party.taxonomy)]);
    }
}

/// N3 and N4.
pub(super) fn address<'a>(sheet: &mut Sheet<'a>, party: &'a Party) {
    if let Some(address) = &party.address {
        sheet.put("N3", vec![Cell::Text(&address.line1), Cell::Text(&address.line2)]);
        let city = [&address.city, &address.state, &address.zip, &address.country];
        sheet.put("N4", city.map(|part| Cell::Text(part)).into());
    }
}

/// Puts the kept segments that belong into the open loop and hands back those from the first loop of another entity on.
pub(super) fn own_segments<'a>(sheet: &mut Sheet<'a>, extra: &'a [RawSegment]) -> &'a [RawSegment] {
    let end = extra.iter().position(|segment| segment.id == "NM1").unwrap_or(extra.len());
    let (own, unknown) = extra.split_at_checked(end).unwrap_or((extra, &[]));
    own.iter().for_each(|segment| sheet.put_raw(segment));
    unknown
}

/// Puts segments as they came, after the open loop.
pub(super) fn rest<'a>(sheet: &mut Sheet<'a>, segments: &'a [RawSegment]) {
    if !segments.is_empty() {
        sheet.begin("kept", AS_IT_CAME);
        segments.iter().for_each(|segment| sheet.put_raw(segment));
    }
}
