//! Whether a patient of an 837P is one that the practice knows.

use super::history::street;
use crate::desk::Desk;
use crate::error::Result;
use claims::ProfessionalClaim;
use records::{CoverageIdentifiers, Field, PatientDemographics, PatientRun, RecordId, Unit, fold, search_rows};
use std::collections::HashMap;
use std::ops::ControlFlow;
use values::{CoverageId, Date, PatientId};

/// Patients by what makes them the same person: name and birth date, with the subscriber's member id or with the address.
#[derive(Default)]
pub(super) struct KnownPatients {
    by_member: HashMap<(Person, String), PatientId>,
    by_street: HashMap<(Person, (String, String)), PatientId>,
}

type Person = (String, String, Option<Date>);

fn person_of(claim: &ProfessionalClaim) -> Person {
    let party = claim.patient();
    (fold(&party.last_name), fold(&party.first_name), claim.patient_birth_date())
}

fn member_of(claim: &ProfessionalClaim) -> String {
    claim.parties.subscriber.party.id.to_uppercase()
}

impl KnownPatients {
    /// Keeps a patient that this file brought.
    pub(super) fn learn(&mut self, claim: &ProfessionalClaim, id: PatientId) {
        let person = person_of(claim);
        self.by_member.insert((person.clone(), member_of(claim)), id);
        if let (Some(street), true) = (street(claim.patient().address.as_ref()), person.2.is_some()) {
            self.by_street.insert((person, street), id);
        }
    }

    /// The patient that a claim is about, where he is known.
    pub(super) fn find(
        &mut self,
        desk: &Desk<'_>,
        unit: &Unit<'_>,
        claim: &ProfessionalClaim,
    ) -> Result<Option<PatientId>> {
        let person = person_of(claim);
        let place = street(claim.patient().address.as_ref()).filter(|_| person.2.is_some());
        let member = (person.clone(), member_of(claim));
        let in_file = self.by_member.get(&member).copied();
        let in_file = in_file
            .or_else(|| place.as_ref().and_then(|place| self.by_street.get(&(person.clone(), place.clone())).copied()));
        if in_file.is_some() {
            return Ok(in_file);
        }
        let found = match by_member_id(desk, unit, &person, &member.1)? {
            Some(id) => Some(id),
            None => place.map(|place| by_name(desk, unit, &person, &place)).transpose()?.flatten(),
        };
        if let Some(id) = found {
            self.learn(claim, id);
        }
        Ok(found)
    }
}

fn is_same(unit: &Unit<'_>, id: PatientId, person: &Person) -> Result<Option<PatientDemographics>> {
    let Field::Open(patient) = unit.read::<PatientDemographics>(id)? else { return Ok(None) };
    let same = (fold(&patient.name.last), fold(&patient.name.first), patient.birth_date) == *person;
    Ok(Some(patient).filter(|_| same))
}

fn rows_of(desk: &Desk<'_>, run: PatientRun, text: &str) -> Result<Vec<u64>> {
    let wanted = search_rows(run, text);
    let mut records = Vec::new();
    if wanted.is_empty() {
        return Ok(records);
    }
    desk.vault().run_find(run.number(), &wanted, &mut |row, record| {
        if row != wanted.as_slice() && !(run == PatientRun::Name && row.starts_with(&wanted)) {
            return ControlFlow::Break(());
        }
        records.push(record);
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

fn by_member_id(desk: &Desk<'_>, unit: &Unit<'_>, person: &Person, member_id: &str) -> Result<Option<PatientId>> {
    for coverage in rows_of(desk, PatientRun::MemberId, member_id)? {
        let Field::Open(ids) = unit.read::<CoverageIdentifiers>(CoverageId::from_number(coverage))? else { continue };
        let patient = PatientId::new(ids.patient_number);
        if is_same(unit, patient, person)?.is_some() {
            return Ok(Some(patient));
        }
    }
    Ok(None)
}

fn by_name(desk: &Desk<'_>, unit: &Unit<'_>, person: &Person, place: &(String, String)) -> Result<Option<PatientId>> {
    let name = format!("{} {}", person.0, person.1);
    for record in rows_of(desk, PatientRun::Name, &name)? {
        let id = PatientId::new(record);
        let same = is_same(unit, id, person)?;
        if same.is_some_and(|patient| street(Some(&patient.address)).as_ref() == Some(place)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
