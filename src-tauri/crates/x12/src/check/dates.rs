//! Dates and times as X12 writes them.

/// Whether the bytes are a real calendar day: YYMMDD, CCYYMMDD, or CCYYMMDDHHMM.
pub(super) fn is_date(text: &[u8]) -> bool {
    match text.len() {
        6 => is_day([b"20", text].concat().as_slice()),
        8 => is_day(text),
        12 => text.split_at_checked(8).is_some_and(|(day, time)| is_day(day) && is_time(time)),
        _ => false,
    }
}

/// Whether the bytes are two days with a hyphen between them, the first not after the second.
pub(super) fn is_range(text: &[u8]) -> bool {
    match (text.len(), text.get(..8), text.get(8), text.get(9..)) {
        (17, Some(from), Some(b'-'), Some(to)) => is_day(from) && is_day(to) && from <= to,
        _ => false,
    }
}

/// Whether the bytes are HHMM, HHMMSS, or HHMMSS with one or two decimals.
pub(super) fn is_time(text: &[u8]) -> bool {
    if !matches!(text.len(), 4 | 6 | 7 | 8) || !text.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let below = |at: usize, limit: u32| number(text.get(at..at + 2)).is_none_or(|n| n < limit);
    below(0, 24) && below(2, 60) && below(4, 60)
}

fn is_day(text: &[u8]) -> bool {
    let (year, month, day) = (number(text.get(..4)), number(text.get(4..6)), number(text.get(6..8)));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year >= 1800 && (1..=last).contains(&day)
}

fn number(digits: Option<&[u8]>) -> Option<u32> {
    crate::parse_number(digits?).and_then(|n| u32::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_days_only() {
        for good in ["260102", "20240229", "202601022359", "18000101"] {
            assert!(is_date(good.as_bytes()), "{good}");
        }
        for bad in
            ["", "20230229", "20990080", "20002316", "17991231", "2026010", "2026-1-2", "202601022400", "20260431"]
        {
            assert!(!is_date(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn ranges_in_order() {
        assert!(is_range(b"20260101-20260131") && is_range(b"20260101-20260101"));
        for bad in ["20260131-20260101", "20260101", "20260101-", "20260101 20260131"] {
            assert!(!is_range(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn times() {
        assert!(is_time(b"0000") && is_time(b"2359") && is_time(b"235959") && is_time(b"23595999"));
        for bad in ["2400", "1260", "12", "12:30", "126060", "12345"] {
            assert!(!is_time(bad.as_bytes()), "{bad}");
        }
    }
}
