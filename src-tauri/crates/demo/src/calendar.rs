//! When things happen: the practice's year in days, and the instants of a working day.

use values::{Date, Timestamp};

/// Days before the day of the demo on which claims are sent: monthly at first, more often lately.
const SENDS: [i32; 14] = [334, 304, 274, 244, 214, 184, 154, 124, 95, 67, 45, 31, 18, 9];

fn weekday(day: Date) -> i32 {
    // 1970-01-05 was a Monday.
    Date::new(1970, 1, 5).map_or(0, |monday| day.days_since(monday).rem_euclid(7))
}

/// Whether the office is open.
pub(crate) fn is_workday(day: Date) -> bool {
    weekday(day) < 5
}

/// The day, or the Friday before it.
pub(crate) fn workday_before(day: Date) -> Date {
    day.plus_days(-(weekday(day) - 4).max(0))
}

/// The day, or the Monday after it.
pub(crate) fn workday_after(day: Date) -> Date {
    if is_workday(day) { day } else { day.plus_days(7 - weekday(day)) }
}

/// The days on which claims are sent, oldest first.
pub(crate) fn send_days(as_of: Date) -> [Date; 14] {
    SENDS.map(|back| workday_before(as_of.plus_days(-back)))
}

/// An hour of a day in the practice's time zone, give or take the summer's hour. Never of another day.
pub(crate) fn at(day: Date, hour: i32) -> Timestamp {
    // Mountain time is 6 or 7 hours behind UTC.
    let days = Date::new(1970, 1, 1).map_or(0, |epoch| day.days_since(epoch));
    let hours = i64::from(days) * 24 + i64::from(hour.clamp(0, 22)) + 7;
    Timestamp::from_millis(u64::try_from(hours).unwrap_or(0).saturating_mul(3_600_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::TimeZone;

    #[test]
    fn days_are_workdays_in_order_and_hours_stay_in_their_day() {
        let zone = TimeZone::parse(crate::founding::TIME_ZONE).unwrap();
        for shift in 0..30 {
            let as_of = Date::new(2026, 6, 1).unwrap().plus_days(shift * 13);
            let days = send_days(as_of);
            assert!(days.iter().all(|day| is_workday(*day)));
            assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
            for hour in [0, 8, 22] {
                assert_eq!(at(as_of, hour).date_in(&zone), as_of);
            }
        }
        let saturday = Date::new(2026, 6, 27).unwrap();
        assert_eq!(workday_before(saturday), Date::new(2026, 6, 26).unwrap());
        assert_eq!(workday_after(saturday), Date::new(2026, 6, 29).unwrap());
    }
}
