//! Finding patients: the rows of each search run, and how a text is folded.

use crate::attention::{CLAIM_NEEDS, CLAIM_TURNS, LATER_POLICIES, OPEN_ITEMS, QUEUED_CLAIMS};
use crate::patient::{CoverageIdentifiers, PatientDemographics};
use crate::{Cell, Collection};
use deunicode::deunicode;
use values::Class;
use vault::RunSpec;

/// The patient search runs. The numbers are the store's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PatientRun {
    /// Names: a row for each word of a name, followed by the whole name.
    Name,
    /// Birth date as CCYYMMDD.
    BirthDate,
    /// Phone, digits.
    Phone,
    /// Account number.
    Account,
    /// Member id (records are coverages).
    MemberId,
}

impl PatientRun {
    /// The run's number.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            PatientRun::Name => 1,
            PatientRun::BirthDate => 2,
            PatientRun::Phone => 3,
            PatientRun::Account => 4,
            PatientRun::MemberId => 5,
        }
    }
}

/// The runs that this program keeps; given to the vault at unlock.
pub static RUNS: &[RunSpec] = &[
    RunSpec { run: 1, class: Class::Demographics, collection: Collection::Patient.number(), rows: name_rows },
    RunSpec { run: 2, class: Class::Demographics, collection: Collection::Patient.number(), rows: birth_date_rows },
    RunSpec { run: 3, class: Class::Demographics, collection: Collection::Patient.number(), rows: phone_rows },
    RunSpec { run: 4, class: Class::Demographics, collection: Collection::Patient.number(), rows: account_rows },
    RunSpec { run: 5, class: Class::Identifiers, collection: Collection::Coverage.number(), rows: member_id_rows },
    CLAIM_NEEDS,
    LATER_POLICIES,
    OPEN_ITEMS,
    QUEUED_CLAIMS,
    CLAIM_TURNS,
];

/// A text as searches compare it: ASCII, lower case, words parted by one blank, everything else dropped.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain = deunicode(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').map(|word| word.replace('\'', ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The characters of an id or phone that count: letters and digits, lower case.
fn fold_number(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// The row prefix that finds a text in a run.
#[must_use]
pub fn search_rows(run: PatientRun, text: &str) -> Vec<u8> {
    match run {
        PatientRun::Name => fold(text).into_bytes(),
        PatientRun::BirthDate | PatientRun::Phone | PatientRun::Account | PatientRun::MemberId => {
            fold_number(text).into_bytes()
        }
    }
}

fn demographics(schema: u16, bytes: &[u8]) -> Option<PatientDemographics> {
    PatientDemographics::migrate(schema, bytes).filter(|patient| patient.merged_into.is_none())
}

fn name_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let Some(patient) = demographics(schema, bytes) else { return Vec::new() };
    let name = &patient.name;
    let whole = fold(&format!("{} {} {} {}", name.last, name.first, name.middle, name.suffix));
    let words: Vec<&str> = whole.split(' ').filter(|word| !word.is_empty()).collect();
    let rotated = |at: usize| {
        let mut row: Vec<&str> = words.iter().skip(at).copied().collect();
        row.extend(words.iter().take(at));
        row.join(" ").into_bytes()
    };
    (0..words.len()).map(rotated).collect()
}

fn birth_date_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    let birth_date = demographics(schema, bytes).and_then(|patient| patient.birth_date);
    birth_date.map(|date| date.to_d8().into_bytes()).into_iter().collect()
}

fn one_row(number: &str) -> Vec<Vec<u8>> {
    let folded = fold_number(number);
    if folded.is_empty() { Vec::new() } else { vec![folded.into_bytes()] }
}

fn phone_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    demographics(schema, bytes).map(|patient| one_row(&patient.phone)).unwrap_or_default()
}

fn account_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    demographics(schema, bytes).map(|patient| one_row(&patient.account_number)).unwrap_or_default()
}

fn member_id_rows(schema: u16, bytes: &[u8]) -> Vec<Vec<u8>> {
    CoverageIdentifiers::migrate(schema, bytes).map(|ids| one_row(&ids.member_id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::{Address, Date, PersonName};

    #[test]
    fn names_are_found_by_any_word_of_them() {
        let patient = PatientDemographics {
            account_number: "A-0017".into(),
            name: PersonName { last: "Núñez O'Neil".into(), first: "José".into(), ..PersonName::default() },
            birth_date: Date::new(1970, 2, 3),
            sex: None,
            address: Address::default(),
            phone: "(303) 555-0100".into(),
            email: String::new(),
            merged_into: None,
            deceased_on: None,
        };
        let bytes = postcard::to_stdvec(&patient).unwrap();
        let rows = name_rows(1, &bytes);
        for prefix in ["nunez", "oneil", "jose n", "jose"] {
            let wanted = search_rows(PatientRun::Name, prefix);
            assert!(rows.iter().any(|row| row.starts_with(&wanted)), "{prefix}");
        }
        assert_eq!(phone_rows(1, &bytes), [b"3035550100".to_vec()]);
        assert_eq!(account_rows(1, &bytes), [b"a0017".to_vec()]);
        assert_eq!(birth_date_rows(1, &bytes), [b"19700203".to_vec()]);
        assert!(name_rows(1, b"\xff\xff").is_empty());
    }
}
