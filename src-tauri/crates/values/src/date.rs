//! Calendar days and instants.

use crate::ValueError;
use jiff::ToSpan;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A calendar day, without a time zone. What the day means says the field's name (`date_of_service`, `posted_on`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        jiff::civil::Date::new(year, month, day).ok().filter(|date| (1..=9999).contains(&date.year())).map(Date)
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`ValueError::Date`] for anything else, or a day that the calendar has not.
    pub fn parse_iso(text: &str) -> Result<Date, ValueError> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        match (year, month, day, parts.next()) {
            (Some(year), Some(month), Some(day), None) if (year.len(), month.len(), day.len()) == (4, 2, 2) => {
                Date::from_digits(year, month, day)
            }
            _ => Err(ValueError::Date),
        }
    }

    /// Reads `CCYYMMDD` (X12 format D8).
    ///
    /// # Errors
    /// [`ValueError::Date`] for anything else.
    pub fn parse_d8(text: &str) -> Result<Date, ValueError> {
        match (text.len(), text.get(0..4), text.get(4..6), text.get(6..8)) {
            (8, Some(year), Some(month), Some(day)) => Date::from_digits(year, month, day),
            _ => Err(ValueError::Date),
        }
    }

    fn from_digits(year: &str, month: &str, day: &str) -> Result<Date, ValueError> {
        let digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let number = |text: &str| text.parse::<i16>().map_err(|_| ValueError::Date);
        let small = |text: &str| text.parse::<i8>().map_err(|_| ValueError::Date);
        if !digits {
            return Err(ValueError::Date);
        }
        Date::new(number(year)?, small(month)?, small(day)?).ok_or(ValueError::Date)
    }

    /// The day as `CCYYMMDD` (X12 format D8).
    #[must_use]
    pub fn to_d8(self) -> String {
        format!("{:04}{:02}{:02}", self.0.year(), self.0.month(), self.0.day())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day so many days later (earlier when negative); the last or first day of the calendar where it would leave it.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(i64::from(days).days()))
    }

    /// Days from `earlier` to this day; negative when this day is before it.
    #[must_use]
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }

    /// Completed years from `birth` to this day (a person's age).
    #[must_use]
    pub fn years_since(self, birth: Date) -> i32 {
        let had_birthday = (self.month(), self.day()) >= (birth.month(), birth.day());
        i32::from(self.year()) - i32::from(birth.year()) - i32::from(!had_birthday)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::str::FromStr for Date {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Date, ValueError> {
        Date::parse_iso(text)
    }
}

// Text for people's formats, one small number for the store's.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let number = i32::from(self.year()) * 10_000 + i32::from(self.month()) * 100 + i32::from(self.day());
        serializer.serialize_i32(number)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return Date::parse_iso(&text).map_err(serde::de::Error::custom);
        }
        let number = i32::deserialize(deserializer)?;
        Date::parse_d8(&format!("{number:08}")).map_err(serde::de::Error::custom)
    }
}

/// An instant, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The instant so many milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Timestamp {
        Timestamp(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }

    fn instant(self) -> jiff::Timestamp {
        i64::try_from(self.0)
            .ok()
            .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok())
            .unwrap_or(jiff::Timestamp::MAX)
    }

    /// The calendar day in a time zone.
    #[must_use]
    pub fn date_in(self, zone: &TimeZone) -> Date {
        Date(self.instant().to_zoned_datetime(zone.zone()).date())
    }

    /// The wall clock's `HHMM` in a time zone, as ISA10 and GS05 want it.
    #[must_use]
    pub fn hhmm_in(self, zone: &TimeZone) -> String {
        let local = self.instant().to_zoned_datetime(zone.zone());
        format!("{:02}{:02}", local.hour(), local.minute())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.instant())
    }
}

/// An IANA time zone by name (`America/Denver`). The practice has one: "today", `posted_on` and aging use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(String);

impl TimeZone {
    /// The zone of this IANA name.
    ///
    /// # Errors
    /// [`ValueError::TimeZone`] when the time zone database has no such name.
    pub fn parse(name: &str) -> Result<TimeZone, ValueError> {
        jiff::tz::TimeZone::get(name).map(|_| TimeZone(name.to_owned())).map_err(|_| ValueError::TimeZone)
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> TimeZone {
        TimeZone("UTC".to_owned())
    }

    /// The zone's IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.0).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

impl TryFrom<String> for TimeZone {
    type Error = ValueError;
    fn try_from(name: String) -> Result<Self, ValueError> {
        TimeZone::parse(&name)
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> String {
        zone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_real_days_only() {
        assert_eq!(Date::parse_iso("2026-02-28").unwrap().to_d8(), "20260228");
        for text in
            ["2026-02-30", "1970-13-45", "2026-2-3", "20260228", "", "2026-02-28 ", "0000-01-01", "２０２６-01-01"]
        {
            assert!(Date::parse_iso(text).is_err(), "{text}");
        }
        for text in ["20261301", "2026010", "202601011", "2026é101"] {
            assert!(Date::parse_d8(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_days_and_years() {
        let day = Date::parse_iso("2026-03-01").unwrap();
        assert_eq!(day.days_since(Date::parse_iso("2026-02-27").unwrap()), 2);
        assert_eq!(day.plus_days(-1).to_string(), "2026-02-28");
        assert_eq!(day.years_since(Date::parse_iso("1980-03-02").unwrap()), 45);
        assert_eq!(day.years_since(Date::parse_iso("1980-03-01").unwrap()), 46);
    }

    #[test]
    fn a_day_is_one_number_in_the_store() {
        let day = Date::new(2026, 11, 24).unwrap();
        let bytes = postcard::to_stdvec(&day).unwrap();
        assert_eq!(postcard::from_bytes::<Date>(&bytes).unwrap(), day);
        assert!(postcard::from_bytes::<Date>(&postcard::to_stdvec(&20_261_399_i32).unwrap()).is_err());
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-11-24\"");
    }

    #[test]
    fn today_depends_on_the_zone() {
        let instant = Timestamp::from_millis(1_764_028_800_000); // 2025-11-25T00:00:00Z
        assert_eq!(instant.date_in(&TimeZone::utc()).to_string(), "2025-11-25");
        assert_eq!(instant.date_in(&TimeZone::parse("America/Denver").unwrap()).to_string(), "2025-11-24");
        assert_eq!(instant.to_string(), "2025-11-25T00:00:00.000Z");
        assert!(TimeZone::parse("Mars/Olympus").is_err());
    }
}
