//! The front desk's day: whose visit is on a day, who was registered or changed on it, and whether a policy covers it.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::patients::{PatientRow, patient_row};
use privacy::Action;
use records::{Collection, CoveragePolicy, EncounterClinical, Field, PatientCoverages, PayerRecord, read, scan};
use std::collections::BTreeMap;
use values::{Class, Date, PatientId, PayerSequence, Timestamp};

/// Why a patient is on the list of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Registered {
    /// A visit of his is on this day.
    Visit,
    /// He was registered on this day.
    New,
    /// His file was changed on this day.
    Changed,
    /// His file was opened on this day.
    Opened,
}

/// A patient on the list of a day.
#[derive(Debug, Clone)]
pub struct DayPatient {
    /// As lists show him.
    pub row: PatientRow,
    /// Why he is on it.
    pub because: Registered,
    /// The first payer's name on that day; `None` where nobody covers it.
    pub covered_by: Field<Option<String>>,
}

/// How far back the journal is read for a day.
const ENTRIES_AT_MOST: usize = 5000;

/// More patients than this are not listed.
const LISTED_AT_MOST: usize = 200;

/// The patients of a day: visits first, then those that this office registered, changed or opened, newest first. Journaled
/// before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn day_of_patients(desk: &Desk<'_>, day: Date) -> Result<Vec<DayPatient>> {
    desk.may(Action::ReadPatient)?;
    let mut found: BTreeMap<PatientId, (Registered, u64)> = BTreeMap::new();
    let mut note = |id: PatientId, because: Registered, at: u64| {
        let known = found.entry(id).or_insert((because, at));
        *known = (known.0.min(because), known.1.max(at));
    };
    // Visits are clinical: who lacks the class sees who came by what was done at the desk.
    if desk.holds(Class::Clinical) {
        for item in scan::<EncounterClinical>(desk.vault()) {
            if let (_, Field::Open(visit)) = item?
                && visit.visit.date_of_service() == Some(day)
            {
                note(visit.patient_id, Registered::Visit, 0);
            }
        }
    }
    for (id, because, at) in at_the_desk(desk, day)? {
        note(id, because, at);
    }
    let mut listed: Vec<(PatientId, Registered, u64)> =
        found.into_iter().map(|(id, (because, at))| (id, because, at)).collect();
    listed.sort_by_key(|(id, because, at)| (*because != Registered::Visit, std::cmp::Reverse(*at), *id));
    listed.truncate(LISTED_AT_MOST);
    desk.journal_listing("patient.day", listed.iter().map(|(id, _, _)| id.number()))?;
    let mut rows = Vec::with_capacity(listed.len());
    for (id, because, _) in listed {
        rows.push(DayPatient { row: patient_row(desk, id)?, because, covered_by: covered_by(desk, id, day)? });
    }
    Ok(rows)
}

/// What the journal says of patients on a day, as far as its last entries go.
fn at_the_desk(desk: &Desk<'_>, day: Date) -> Result<Vec<(PatientId, Registered, u64)>> {
    let zone = &desk.practice().time_zone;
    let (last, _) = desk.vault().journal_head();
    let first = last.saturating_sub(u64::try_from(ENTRIES_AT_MOST).unwrap_or(u64::MAX));
    let mut seen = Vec::new();
    for entry in desk.vault().entries() {
        let entry = entry.map_err(BillingError::from)?;
        if entry.sequence < first || Timestamp::from_millis(entry.at.0).date_in(zone) != day {
            continue;
        }
        let because = match entry.action.as_str() {
            "patient.add" => Registered::New,
            "patient.change" | "coverage.add" | "coverage.change" | "coverage.end" | "document.add" => {
                Registered::Changed
            }
            "patient.show" => Registered::Opened,
            _ => continue,
        };
        let patients = entry.objects.iter().filter(|object| object.collection == Collection::Patient.number());
        seen.extend(patients.map(|object| (PatientId::new(object.record), because, entry.sequence)));
    }
    Ok(seen)
}

/// The payer whose first turn covers a day.
fn covered_by(desk: &Desk<'_>, id: PatientId, day: Date) -> Result<Field<Option<String>>> {
    let listed = match read::<PatientCoverages>(desk.vault(), id)? {
        Field::Open(listed) => listed,
        Field::Sealed(class) => return Ok(Field::Sealed(class)),
        Field::Absent => return Ok(Field::Open(None)),
    };
    let mut covering: Vec<CoveragePolicy> = Vec::new();
    for coverage in listed.coverages {
        covering.extend(read::<CoveragePolicy>(desk.vault(), coverage)?.open().filter(|policy| policy.covers(day)));
    }
    let turn = |policy: &CoveragePolicy| PayerSequence::ALL.iter().position(|turn| *turn == policy.sequence);
    let Some(first) = covering.into_iter().min_by_key(turn) else { return Ok(Field::Open(None)) };
    Ok(Field::Open(read::<PayerRecord>(desk.vault(), first.payer_id)?.open().map(|payer| payer.name)))
}
