//! Who may be the same person as the one that is being typed.

use super::register::PatientForm;
use crate::desk::Desk;
use crate::error::Result;
use crate::patients::{PatientRow, patient_row, prefixed};
use privacy::Action;
use records::{
    CoverageIdentifiers, Field, PatientDemographics, PatientIdentifiers, PatientRun, fold, read, scan, search_rows,
};
use std::collections::BTreeMap;
use values::{Class, CoverageId, Date, DayOf, PatientId, read_typed_date};

/// How many are shown beside what was typed.
const SHOWN_AT_MOST: usize = 5;

/// More people than this with one birth date or phone are not compared.
const COMPARED_AT_MOST: usize = 200;

/// In what two people are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same social security number.
    Ssn,
    /// The same member id.
    MemberId,
    /// The same birth date and a similar name.
    BirthDateAndName,
    /// The same phone.
    Phone,
}

/// Somebody on file who may be the same person.
#[derive(Debug, Clone)]
pub struct LikelyDuplicate {
    /// As lists show him.
    pub row: PatientRow,
    /// Sex.
    pub sex: Field<Option<&'static str>>,
    /// Phone.
    pub phone: Field<String>,
    /// Address in one line.
    pub address: Field<String>,
    /// In what he is alike, the weightiest first.
    pub alike: Vec<Likeness>,
}

/// People on file who may be the one that was typed, the likeliest first. Journaled before they are shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn find_duplicates(desk: &Desk<'_>, form: &PatientForm, member_id: &str) -> Result<Vec<LikelyDuplicate>> {
    desk.may(Action::ReadPatient)?;
    let mut found: BTreeMap<PatientId, Vec<Likeness>> = BTreeMap::new();
    by_birth_date(desk, form, &mut found)?;
    by_phone(desk, &form.phone, &mut found)?;
    by_member_id(desk, member_id, &mut found)?;
    by_ssn(desk, form.ssn.as_deref().unwrap_or_default(), &mut found)?;
    if let Some(own) = form.id {
        found.remove(&own);
    }
    let mut ranked: Vec<(PatientId, Vec<Likeness>)> = found.into_iter().collect();
    for (_, alike) in &mut ranked {
        alike.sort();
    }
    ranked.sort_by_key(|(id, alike)| (alike.first().copied(), usize::MAX - alike.len(), *id));
    ranked.truncate(SHOWN_AT_MOST);
    if ranked.is_empty() {
        return Ok(Vec::new());
    }
    desk.journal_listing("patient.duplicates", ranked.iter().map(|(id, _)| id.number()))?;
    ranked.into_iter().map(|(id, alike)| shown(desk, id, alike)).collect()
}

type Found = BTreeMap<PatientId, Vec<Likeness>>;

fn add(found: &mut Found, id: PatientId, likeness: Likeness) {
    let alike = found.entry(id).or_default();
    if !alike.contains(&likeness) {
        alike.push(likeness);
    }
}

fn by_birth_date(desk: &Desk<'_>, form: &PatientForm, found: &mut Found) -> Result<()> {
    let Ok(born) = read_typed_date(&form.birth_date, desk.today(), DayOf::Birth) else { return Ok(()) };
    for record in prefixed(desk, PatientRun::BirthDate, &Date::to_d8(born), COMPARED_AT_MOST)? {
        let id = PatientId::new(record);
        if let Field::Open(other) = read::<PatientDemographics>(desk.vault(), id)?
            && is_similar((&form.last_name, &form.first_name), (&other.name.last, &other.name.first))
        {
            add(found, id, Likeness::BirthDateAndName);
        }
    }
    Ok(())
}

fn by_phone(desk: &Desk<'_>, phone: &str, found: &mut Found) -> Result<()> {
    let wanted = search_rows(PatientRun::Phone, phone);
    if wanted.len() < 7 {
        return Ok(());
    }
    for record in prefixed(desk, PatientRun::Phone, phone, COMPARED_AT_MOST)? {
        let id = PatientId::new(record);
        if let Field::Open(other) = read::<PatientDemographics>(desk.vault(), id)?
            && search_rows(PatientRun::Phone, &other.phone) == wanted
        {
            add(found, id, Likeness::Phone);
        }
    }
    Ok(())
}

fn by_member_id(desk: &Desk<'_>, member_id: &str, found: &mut Found) -> Result<()> {
    if member_id.trim().is_empty() || !desk.holds(Class::Identifiers) {
        return Ok(());
    }
    let wanted = search_rows(PatientRun::MemberId, member_id);
    for record in prefixed(desk, PatientRun::MemberId, member_id, COMPARED_AT_MOST)? {
        if let Field::Open(ids) = read::<CoverageIdentifiers>(desk.vault(), CoverageId::new(record))?
            && search_rows(PatientRun::MemberId, &ids.member_id) == wanted
        {
            add(found, PatientId::new(ids.patient_number), Likeness::MemberId);
        }
    }
    Ok(())
}

// There is no search run of these numbers: they are few, and asked for only when a whole one was typed.
fn by_ssn(desk: &Desk<'_>, typed: &str, found: &mut Found) -> Result<()> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 9 || !desk.holds(Class::Identifiers) {
        return Ok(());
    }
    for item in scan::<PatientIdentifiers>(desk.vault()) {
        if let (id, Field::Open(ids)) = item?
            && ids.ssn == digits
        {
            add(found, id, Likeness::Ssn);
        }
    }
    Ok(())
}

fn shown(desk: &Desk<'_>, id: PatientId, alike: Vec<Likeness>) -> Result<LikelyDuplicate> {
    let about: Field<PatientDemographics> = read(desk.vault(), id)?;
    Ok(LikelyDuplicate {
        row: patient_row(desk, id)?,
        sex: about.as_ref().map(|about| about.sex.map(values::Sex::code)),
        phone: about.as_ref().map(|about| about.phone.clone()),
        address: about.map(|about| one_line(&about.address)),
        alike,
    })
}

fn one_line(address: &values::Address) -> String {
    let parts = [&address.line1, &address.line2, &address.city, &address.state, &address.zip];
    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Whether two names may be one person's: one of the two parts is the same but for a slip, or the two are swapped.
fn is_similar(one: (&str, &str), other: (&str, &str)) -> bool {
    let (last, first) = (fold(one.0), fold(one.1));
    let (other_last, other_first) = (fold(other.0), fold(other.1));
    is_close(&last, &other_last)
        || is_close(&first, &other_first)
        || (is_close(&last, &other_first) && is_close(&first, &other_last))
}

/// The same, one a beginning of the other, or one slip apart.
fn is_close(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    (short.len() >= 3 && long.starts_with(short)) || short == long || (short.len() >= 4 && is_one_slip(short, long))
}

/// One letter more, another letter, or two neighbours swapped. Folded names are ASCII.
fn is_one_slip(short: &str, long: &str) -> bool {
    let (short, long) = (short.as_bytes(), long.as_bytes());
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let rest = |bytes: &'_ [u8], from: usize| bytes.get(from..).unwrap_or_default().to_vec();
    match long.len() - short.len() {
        0 if rest(short, same + 1) == rest(long, same + 1) => true,
        0 => {
            let mut swapped = short.to_vec();
            if same + 1 < swapped.len() {
                swapped.swap(same, same + 1);
            }
            swapped == long
        }
        1 => rest(short, same) == rest(long, same + 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_similar_but_for_a_slip_a_short_form_or_a_swap() {
        for (one, other) in [
            (("Smith-Jones", "Mary Ann"), ("Smith Jones", "Molly")),
            (("Okonjo", "Blessing"), ("Okonojo", "B")),
            (("Okonjo", "Blessing"), ("Oknojo", "B")),
            (("Núñez", "José"), ("Nunez", "Ana")),
            (("Married", "Cathleen"), ("Maiden", "Cathlen")),
            (("Li", "Wei"), ("Wei", "Li")),
        ] {
            assert!(is_similar(one, other), "{one:?} {other:?}");
        }
        for (one, other) in
            [(("Okonjo", "Blessing"), ("Smith", "Mary")), (("Li", "A"), ("Lu", "B")), (("", ""), ("", ""))]
        {
            assert!(!is_similar(one, other), "{one:?} {other:?}");
        }
    }
}
