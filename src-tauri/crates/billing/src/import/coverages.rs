//! Coverages out of a CSV file.

use super::patients::{account_key, by_account};
use super::table::{CsvRow, CsvTable};
use super::{BadRow, Columns, CsvOptions, Taken};
use crate::books::Books;
use crate::desk::Desk;
use crate::error::Result;
use crate::follow::follow_coverage;
use crate::reference::Reference;
use records::{CoverageDemographics, CoverageIdentifiers, CoveragePolicy, Field, PatientCoverages, Unit};
use std::collections::BTreeSet;
use values::{CoverageId, PatientId, PayerId, PayerSequence, Person, PersonName, Relationship};

pub(super) const COLUMNS: Columns = Columns {
    needed: &["account_number", "sequence", "payer_id", "member_id"],
    optional: &[
        "group_number",
        "plan_name",
        "subscriber_relationship",
        "subscriber_last_name",
        "subscriber_first_name",
        "subscriber_birth_date",
        "subscriber_sex",
        "effective_on",
        "ends_on",
    ],
};

pub(super) fn take(desk: &Desk<'_>, unit: &mut Unit<'_>, table: &CsvTable, options: CsvOptions) -> Result<Taken> {
    let mut taken = Taken::default();
    let reference = Reference::load(desk.vault())?;
    let accounts = by_account(desk.vault())?;
    let mut changed = BTreeSet::new();
    let rows = table.rows();
    for (at, row) in rows.iter().enumerate() {
        desk.step("coverages", at, rows.len())?;
        let Some(patient) = accounts.get(&account_key(row.text("account_number"))) else {
            taken.refuse(
                [at],
                row.bad("account_number", "no patient has this account number", "import the patient first"),
            );
            continue;
        };
        match take_row(unit, &reference, *patient, row, options)? {
            Ok(was_known) => {
                changed.insert(*patient);
                if let Some(is_same) = was_known {
                    taken.known(is_same);
                }
            }
            Err(bad) => taken.refuse([at], bad),
        }
    }
    let mut books = Books::default();
    for patient in changed {
        follow_coverage(desk, unit, &mut books, &reference, patient)?;
    }
    books.finish(unit)?;
    Ok(taken)
}

fn existing(
    unit: &Unit<'_>,
    patient: PatientId,
    sequence: PayerSequence,
) -> Result<Option<(CoverageId, CoveragePolicy)>> {
    let listed: PatientCoverages = unit.read_or_default(patient)?;
    for id in listed.coverages.into_iter().rev() {
        if let Field::Open(policy) = unit.read::<CoveragePolicy>(id)?
            && policy.sequence == sequence
        {
            return Ok(Some((id, policy)));
        }
    }
    Ok(None)
}

/// Of a coverage that was there: whether the row says what was known already.
type RowResult = Result<std::result::Result<Option<bool>, BadRow>>;

fn take_row(
    unit: &mut Unit<'_>,
    reference: &Reference,
    patient: PatientId,
    row: &CsvRow<'_>,
    options: CsvOptions,
) -> RowResult {
    let parts = sequence_of(row).and_then(|sequence| payer_of(row, reference).map(|payer| (sequence, payer)));
    let (sequence, payer) = match parts {
        Ok(parts) => parts,
        Err(bad) => return Ok(Err(bad)),
    };
    let before = existing(unit, patient, sequence)?;
    if before.is_some() && !options.update {
        return Ok(Err(row.bad(
            "sequence",
            "the patient has a coverage of this sequence already",
            "use --update to change it",
        )));
    }
    let id = before.as_ref().map(|(id, _)| *id);
    let held = match id {
        Some(id) => unit.read_or_default::<CoverageDemographics>(id)?,
        None => CoverageDemographics::default(),
    };
    let known = before.as_ref().map(|(_, policy)| (policy.clone(), held.clone()));
    let base = before.map(|(_, policy)| policy).unwrap_or_else(|| CoveragePolicy {
        patient_id: patient,
        payer_id: payer,
        sequence,
        group_number: String::new(),
        plan_name: String::new(),
        filing_indicator: None,
        relationship: Relationship::Myself,
        effective_on: None,
        ends_on: None,
    });
    let read = policy_of(row, CoveragePolicy { payer_id: payer, ..base })
        .and_then(|policy| subscriber_of(row, &policy, held).map(|held| (policy, held)))
        .and_then(|(policy, held)| row.bounded("member_id", 80).map(|member_id| (policy, held, member_id)));
    let (policy, held, member_id) = match read {
        Ok(read) => read,
        Err(bad) => return Ok(Err(bad)),
    };
    let is_same = match (id, &known) {
        (Some(id), Some((known, known_held))) => {
            let ids: CoverageIdentifiers = unit.read_or_default(id)?;
            Some(*known == policy && *known_held == held && ids.member_id == member_id)
        }
        (None, _) | (_, None) => None,
    };
    let id = match id {
        Some(id) => id,
        None => {
            let id: CoverageId = unit.allocate();
            let mut listed: PatientCoverages = unit.read_or_default(patient)?;
            listed.coverages.push(id);
            unit.put(patient, &listed)?;
            id
        }
    };
    unit.put(id, &policy)?;
    unit.put(id, &CoverageIdentifiers { patient_number: patient.number(), member_id })?;
    unit.put(id, &held)?;
    Ok(Ok(is_same))
}

fn sequence_of(row: &CsvRow<'_>) -> std::result::Result<PayerSequence, BadRow> {
    let parse = |text: &str| PayerSequence::parse(&text.to_uppercase());
    row.parsed("sequence", parse)?.ok_or_else(|| row.bad("sequence", "it is empty", "write P, S or T"))
}

fn payer_of(row: &CsvRow<'_>, reference: &Reference) -> std::result::Result<PayerId, BadRow> {
    reference
        .payer(row.text("payer_id"))
        .ok_or_else(|| row.bad("payer_id", "no payer has this id", "import the payer first, or correct the id"))
}

fn policy_of(row: &CsvRow<'_>, before: CoveragePolicy) -> std::result::Result<CoveragePolicy, BadRow> {
    let given = |column| row.given(column).is_some();
    let relationship = row.parsed("subscriber_relationship", Relationship::parse)?;
    let policy = CoveragePolicy {
        group_number: if given("group_number") { row.bounded("group_number", 50)? } else { before.group_number },
        plan_name: if given("plan_name") { row.bounded("plan_name", 60)? } else { before.plan_name },
        relationship: if given("subscriber_relationship") {
            relationship.unwrap_or(Relationship::Myself)
        } else {
            before.relationship
        },
        effective_on: if given("effective_on") { row.date("effective_on")? } else { before.effective_on },
        ends_on: if given("ends_on") { row.date("ends_on")? } else { before.ends_on },
        ..before
    };
    match (policy.effective_on, policy.ends_on) {
        (Some(first), Some(last)) if last < first => {
            Err(row.bad("ends_on", "the coverage ends before it begins", "correct one of the two dates"))
        }
        _ => Ok(policy),
    }
}

fn subscriber_of(
    row: &CsvRow<'_>,
    policy: &CoveragePolicy,
    before: CoverageDemographics,
) -> std::result::Result<CoverageDemographics, BadRow> {
    if policy.relationship == Relationship::Myself {
        return Ok(CoverageDemographics::default());
    }
    if row.given("subscriber_last_name").is_none() {
        return Ok(before);
    }
    let name = PersonName {
        last: row.bounded("subscriber_last_name", 60)?,
        first: row.bounded("subscriber_first_name", 35)?,
        ..PersonName::default()
    };
    let birth_date = row.date("subscriber_birth_date")?;
    let sex = row.sex("subscriber_sex")?;
    Ok(CoverageDemographics { subscriber: Some(Person { name, birth_date, sex }), ..before })
}
