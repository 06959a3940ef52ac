//! Days and amounts as people type them at the desk (ux.md 2 "Entry").

use crate::{Date, Money, ValueError};

/// What a typed day is about: it decides the year that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOf {
    /// A visit, a payment, a policy: near today.
    Business,
    /// A birth: never in the future, and its year is always typed.
    Birth,
}

/// Reads a day: `2026-07-15`, `0715`, `071526`, `07152026`, `7/15`, `7/15/26`, `7-15-2026`, `t`, `t-3`, `t+10`.
///
/// A day without a year is the one in the year before today plus 180 days; a year of two digits is the one at most 20 years
/// ahead, or for a birth the last one that is not in the future.
///
/// # Errors
/// [`ValueError::Date`] when it is none, and for a birth when it has no year or lies in the future.
pub fn read_typed_date(text: &str, today: Date, about: DayOf) -> Result<Date, ValueError> {
    let text = text.trim();
    let day = relative(text, today).or_else(|| Date::parse_iso(text).ok()).or_else(|| written(text, today, about));
    day.filter(|day| about != DayOf::Birth || *day <= today).ok_or(ValueError::Date)
}

fn relative(text: &str, today: Date) -> Option<Date> {
    let rest = text.strip_prefix(['t', 'T'])?;
    if rest.is_empty() {
        return Some(today);
    }
    let days: i32 = rest.trim().parse().ok().filter(|days: &i32| days.abs() <= 36_600)?;
    Some(today.plus_days(days))
}

fn written(text: &str, today: Date, about: DayOf) -> Option<Date> {
    let parts: Vec<&str> = match text.split(['/', '-', '.', ' ']).collect::<Vec<_>>().as_slice() {
        [run] => vec![run.get(..2)?, run.get(2..4)?, run.get(4..)?],
        [month, day] => vec![month, day, ""],
        [month, day, year] => vec![month, day, year],
        _ => return None,
    };
    let [month, day, year] = parts.as_slice() else { return None };
    let digits =
        |text: &str, most: usize| (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
    digits(month, 2).and(digits(day, 2)).and(digits(year, 4))?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    match year.len() {
        0 if about == DayOf::Birth => None,
        0 => near(today, month, day),
        2 => century(today, about, year.parse().ok()?, (month, day)),
        4 => Date::new(year.parse().ok()?, month, day),
        _ => None,
    }
}

fn near(today: Date, month: i8, day: i8) -> Option<Date> {
    let latest = today.plus_days(180);
    let years = [latest.year(), latest.year() - 1, latest.year() - 2, latest.year() - 3, latest.year() - 4];
    years.into_iter().filter_map(|year| Date::new(year, month, day)).find(|found| *found <= latest)
}

fn century(today: Date, about: DayOf, two_digits: i16, (month, day): (i8, i8)) -> Option<Date> {
    let latest = match about {
        DayOf::Birth => today,
        DayOf::Business => today.plus_days(20 * 365),
    };
    let base = latest.year() - latest.year() % 100 + two_digits;
    [base, base - 100].into_iter().filter_map(|year| Date::new(year, month, day)).find(|found| *found <= latest)
}

/// Reads an amount: `125`, `125.5`, `1,125.50`, `$125`, `-12`, `−12.00`.
///
/// # Errors
/// [`ValueError::Amount`] when it is none.
pub fn read_typed_amount(text: &str) -> Result<Money, ValueError> {
    let plain: String = text.trim().chars().filter(|letter| !matches!(letter, ',' | '$' | ' ')).collect();
    Money::parse_dollars(&plain.replace('−', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn business(text: &str) -> Option<Date> {
        read_typed_date(text, day("2026-11-25"), DayOf::Business).ok()
    }

    fn birth(text: &str) -> Option<Date> {
        read_typed_date(text, day("2026-11-25"), DayOf::Birth).ok()
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        for text in
            ["0715", "071526", "07152026", "7/15", "7/15/26", "7-15-2026", "07/15/2026", "2026-07-15", " 7.15.26 "]
        {
            assert_eq!(business(text), Some(day("2026-07-15")), "{text}");
        }
        assert_eq!(business("t"), Some(day("2026-11-25")));
        assert_eq!(business("t-3"), Some(day("2026-11-22")));
        assert_eq!(business("T+10"), Some(day("2026-12-05")));
        assert_eq!(business("0105"), Some(day("2027-01-05")), "within 180 days");
        assert_eq!(business("0715"), Some(day("2026-07-15")), "not next July");
        for text in ["", "13/01/26", "0230", "7", "tomorrow", "7/15/126", "1/2/3/4", "t-99999999", "0715266", "é715"] {
            assert_eq!(business(text), None, "{text}");
        }
    }

    #[test]
    fn a_birth_is_never_in_the_future_and_has_its_year() {
        assert_eq!(birth("07/14/45"), Some(day("1945-07-14")));
        assert_eq!(birth("071420"), Some(day("2020-07-14")));
        assert_eq!(birth("11/26/26"), Some(day("1926-11-26")));
        assert_eq!(birth("0714"), None);
        assert_eq!(birth("2027-01-01"), None);
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        let cents = |text: &str| read_typed_amount(text).ok().map(Money::cents);
        assert_eq!(cents("125"), Some(12_500));
        assert_eq!(cents("125.5"), Some(12_550));
        assert_eq!(cents("$1,125.50"), Some(112_550));
        assert_eq!(cents("−12.00"), Some(-1_200));
        assert_eq!(cents("12.345"), None);
        assert_eq!(cents("ten"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_readers(text in "\\PC{0,12}") {
            let _ = business(&text);
            let _ = birth(&text);
            let _ = read_typed_amount(&text);
        }
    }
}
