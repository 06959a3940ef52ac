//! The only clock of the program: layers below are told the time.

use std::time::{SystemTime, UNIX_EPOCH};
use values::{Date, TimeZone, Timestamp};

/// Now.
#[must_use]
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// The machine's time zone by its IANA name; `UTC` where it has none.
#[must_use]
pub fn machine_zone() -> String {
    let zone = jiff::tz::TimeZone::system();
    let name = zone.iana_name().unwrap_or("UTC");
    TimeZone::parse(name).map_or_else(|_| "UTC".to_owned(), |zone| zone.name().to_owned())
}

/// Today where the machine stands, for what needs no practice.
#[must_use]
pub fn today() -> Date {
    let zone = TimeZone::parse(&machine_zone()).unwrap_or_else(|_| TimeZone::utc());
    now().date_in(&zone)
}
