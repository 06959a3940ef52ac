//! Invented patients and their coverages.

use crate::dice::Dice;
use crate::practice::{Line, Payer, payers_of};
use crate::sheet::Sheet;
use billing::Result;
use std::sync::OnceLock;
use values::Date;

/// Someone who is insured or insures a family member.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub last: String,
    pub first: String,
    pub born: Date,
    pub sex: &'static str,
}

/// A policy of a patient.
pub(crate) struct Policy {
    pub payer: &'static Payer,
    pub member_id: String,
    pub group_number: String,
    /// X12 code of the patient's relationship to the subscriber, and who that is where it is not the patient.
    pub subscriber: Option<(&'static str, Name)>,
}

/// An invented patient.
pub(crate) struct Patient {
    pub account_number: String,
    pub name: Name,
    middle: &'static str,
    street: String,
    place: &'static Place,
    phone: String,
    email: String,
    ssn: String,
    pub primary: Policy,
    pub secondary: Option<Policy>,
}

struct Place {
    zip: &'static str,
    city: &'static str,
    state: &'static str,
}

struct Lists {
    women: Vec<&'static str>,
    men: Vec<&'static str>,
    families: Vec<&'static str>,
    streets: Vec<&'static str>,
    places: Vec<Place>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let rows = |text: &'static str| text.lines().skip(1).map(|line| line.split(','));
        let given = |of: &str| {
            let names = rows(include_str!("../data/given_names.csv"));
            names
                .filter_map(|mut row| Some((row.next()?, row.next()?)))
                .filter(|(_, sex)| *sex == of)
                .map(|(name, _)| name)
                .collect()
        };
        let place = |mut row: std::str::Split<'static, char>| {
            Some(Place { zip: row.next()?, city: row.next()?, state: row.next()? })
        };
        Lists {
            women: given("F"),
            men: given("M"),
            families: include_str!("../data/family_names.txt").lines().collect(),
            streets: include_str!("../data/streets.txt").lines().collect(),
            places: rows(include_str!("../data/places.csv")).filter_map(place).collect(),
        }
    })
}

/// Invents patient number `at`, counted from 0.
pub(crate) fn invent(seed: u64, at: usize, as_of: Date) -> Patient {
    let mut dice = Dice::new(seed, "patient", &at.to_string());
    let number = at + 1;
    let age = *dice.weighted(&[(Age::Senior, 27), (Age::Child, 18), (Age::Adult, 55)]).unwrap_or(&Age::Adult);
    let name = person(&mut dice, age, as_of);
    let lists = lists();
    let email = format!("{}.{}{number}@example.com", name.first.to_lowercase(), name.last.to_lowercase());
    let street = dice.pick(&lists.streets).copied().unwrap_or("Main St");
    let primary = primary(&mut dice, age, &name, (number, as_of));
    let secondary = secondary(&mut dice, &primary, number);
    let has_ssn = dice.happens(600);
    Patient {
        account_number: format!("LV{number:06}"),
        middle: dice.pick(&["", "", "", "A", "J", "L", "M", "R"]).copied().unwrap_or_default(),
        street: format!("{} {street}", dice.between(1, 4999)),
        place: dice.pick(&lists.places).unwrap_or(&Place { zip: "80202", city: "Denver", state: "CO" }),
        phone: format!("303555{:04}", dice.between(100, 199)),
        email,
        // 900 to 999 is never issued.
        ssn: if has_ssn { format!("9{:02}{:06}", dice.between(0, 99), number % 1_000_000) } else { String::new() },
        name,
        primary,
        secondary,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Child,
    Adult,
    Senior,
}

fn person(dice: &mut Dice, age: Age, as_of: Date) -> Name {
    let years = match age {
        Age::Child => dice.between(2, 16),
        Age::Adult => dice.between(19, 63),
        Age::Senior => dice.between(66, 92),
    };
    let born = as_of.plus_days(-(years * 365 + years / 4 + dice.between(1, 360)));
    let sex = if dice.happens(530) { "F" } else { "M" };
    let lists = lists();
    let last = dice.pick(&lists.families).copied().unwrap_or("Doe").to_owned();
    Name { last, first: first_name(dice, sex), born, sex }
}

fn first_name(dice: &mut Dice, sex: &str) -> String {
    let names = if sex == "F" { &lists().women } else { &lists().men };
    dice.pick(names).copied().unwrap_or("Pat").to_owned()
}

fn primary(dice: &mut Dice, age: Age, patient: &Name, (number, as_of): (usize, Date)) -> Policy {
    let line = match age {
        Age::Senior => Line::Senior,
        Age::Child if dice.happens(450) => Line::Assistance,
        Age::Child => Line::Commercial,
        Age::Adult => *dice
            .weighted(&[(Line::Commercial, 880), (Line::Assistance, 90), (Line::Workers, 30)])
            .unwrap_or(&Line::Commercial),
    };
    let payers = payers_of(line);
    let is_family = line == Line::Commercial && (age == Age::Child || dice.happens(180));
    let subscriber = is_family.then(|| {
        let (relationship, born) = match age {
            Age::Child => ("19", as_of.plus_days(-365 * dice.between(27, 55))),
            Age::Adult | Age::Senior => ("01", patient.born.plus_days(dice.between(-2000, 2000))),
        };
        (relationship, relative(dice, patient, born))
    });
    policy(dice, &payers, ('P', number), subscriber)
}

fn relative(dice: &mut Dice, patient: &Name, born: Date) -> Name {
    let sex = if dice.happens(500) { "F" } else { "M" };
    Name { last: patient.last.clone(), first: first_name(dice, sex), born, sex }
}

fn secondary(dice: &mut Dice, primary: &Policy, number: usize) -> Option<Policy> {
    let (line, often) = match primary.payer.line {
        Line::Senior => (Line::Supplement, 450),
        Line::Commercial => (Line::Commercial, 150),
        Line::Assistance | Line::Supplement | Line::Workers => return None,
    };
    let mut others = payers_of(line);
    others.retain(|(payer, _)| payer.payer_id != primary.payer.payer_id);
    (primary.subscriber.is_none() && dice.happens(often)).then(|| policy(dice, &others, ('S', number), None))
}

fn policy(
    dice: &mut Dice,
    payers: &[(&'static Payer, u64)],
    (sequence, number): (char, usize),
    subscriber: Option<(&'static str, Name)>,
) -> Policy {
    let [first, ..] = &crate::practice::PAYERS;
    let payer = dice.weighted(payers).copied().unwrap_or(first);
    let has_group = matches!(payer.line, Line::Commercial | Line::Supplement);
    let letters: String = payer.name.chars().filter(char::is_ascii_uppercase).take(2).collect();
    Policy {
        payer,
        member_id: format!("{letters}{sequence}{number:07}{:02}", dice.between(10, 99)),
        group_number: if has_group { format!("G{:04}", dice.between(100, 9999)) } else { String::new() },
        subscriber,
    }
}

/// The patients as a CSV file.
pub(crate) fn patients_csv(patients: &[Patient]) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new(&[
        "account_number",
        "last_name",
        "first_name",
        "middle_name",
        "birth_date",
        "sex",
        "line1",
        "line2",
        "city",
        "state",
        "zip",
        "phone",
        "email",
        "ssn",
    ])?;
    for one in patients {
        let born = one.name.born.to_string();
        sheet.row(&[
            &one.account_number,
            &one.name.last,
            &one.name.first,
            one.middle,
            &born,
            one.name.sex,
            &one.street,
            "",
            one.place.city,
            one.place.state,
            one.place.zip,
            &one.phone,
            &one.email,
            &one.ssn,
        ])?;
    }
    sheet.finish()
}

/// Their coverages as a CSV file.
pub(crate) fn coverages_csv(patients: &[Patient], as_of: Date) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new(&[
        "account_number",
        "sequence",
        "payer_id",
        "member_id",
        "group_number",
        "subscriber_relationship",
        "subscriber_last_name",
        "subscriber_first_name",
        "subscriber_birth_date",
        "subscriber_sex",
        "effective_on",
        "ends_on",
    ])?;
    let since = as_of.plus_days(-900).to_string();
    for one in patients {
        for (sequence, policy) in [("P", Some(&one.primary)), ("S", one.secondary.as_ref())] {
            let Some(policy) = policy else { continue };
            let [relationship, last, first, born, sex] = match &policy.subscriber {
                Some((code, name)) => {
                    [*code, &name.last, &name.first, &name.born.to_string(), name.sex].map(str::to_owned)
                }
                None => ["18", "", "", "", ""].map(str::to_owned),
            };
            sheet.row(&[
                &one.account_number,
                sequence,
                policy.payer.payer_id,
                &policy.member_id,
                &policy.group_number,
                &relationship,
                &last,
                &first,
                &born,
                &sex,
                &since,
                "",
            ])?;
        }
    }
    sheet.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_invented_within_the_rules_and_the_same_each_time() {
        let as_of = Date::new(2026, 6, 30).unwrap();
        let people: Vec<Patient> = (0..400).map(|at| invent(1, at, as_of)).collect();
        for (at, one) in people.iter().enumerate() {
            assert!(one.email.ends_with("@example.com"));
            assert!(one.phone.starts_with("30355501"));
            assert!(one.ssn.is_empty() || (one.ssn.len() == 9 && one.ssn.starts_with('9')), "{}", one.ssn);
            assert!(one.name.born.plus_days(366) < as_of.plus_days(-366 + 366));
            assert_eq!(one.name.last, invent(1, at, as_of).name.last);
        }
        let share = |count: usize| count * 100 / people.len();
        assert!((12..30).contains(&share(people.iter().filter(|one| one.secondary.is_some()).count())));
        assert!((12..30).contains(&share(people.iter().filter(|one| one.primary.subscriber.is_some()).count())));
        assert_eq!(patients_csv(&people).unwrap(), patients_csv(&people).unwrap());
        assert!(coverages_csv(&people, as_of).unwrap().len() > 10_000);
    }
}
