//! Amounts and numbers as X12 writes them, read strictly into integers.

/// Reads an amount of money into cents.
///
/// Accepted: an optional minus, digits, and an optional point with at most two decimals that are not zero; one
/// of the two digit groups may be empty (`.5`, `5.`). Refused: `+1`, `1e3`, `1.005`, `1,000`, blanks and nothing at all.
///
/// ```
/// assert_eq!(x12::parse_cents(b"12.5"), Some(1250));
/// assert_eq!(x12::parse_cents(b"-.5"), Some(-50));
/// assert_eq!(x12::parse_cents(b"1e3"), None);
/// ```
#[must_use]
pub fn parse_cents(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        _ => (false, text),
    };
    let (mut cents, mut decimals, mut has_digits) = (0_i64, None, false);
    for byte in digits {
        match (byte, decimals) {
            (b'.', None) => decimals = Some(0),
            (b'0', Some(2)) => {}
            (b'0'..=b'9', None | Some(0 | 1)) => {
                cents = cents.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                decimals = decimals.map(|count| count + 1);
                has_digits = true;
            }
            _ => return None,
        }
    }
    if !has_digits {
        return None;
    }
    for _ in decimals.unwrap_or(0)..2 {
        cents = cents.checked_mul(10)?;
    }
    Some(if negative { -cents } else { cents })
}

/// Writes cents as X12 wants an amount: no plus, no leading zeros, no trailing zeros (`12.5`, `100`, `0`).
///
/// ```
/// assert_eq!(x12::format_cents(1250), "12.5");
/// assert_eq!(x12::format_cents(-5), "-0.05");
/// ```
#[must_use]
pub fn format_cents(cents: i64) -> String {
    let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
    let (whole, part) = (cents / 100, cents % 100);
    match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// Reads a whole number without sign (type N0); `None` when it is empty, not digits or above `u64`.
#[must_use]
pub fn parse_number(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0u64, |sum, digit| {
        if !digit.is_ascii_digit() {
            return None;
        }
        sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_the_forms_of_the_guide() {
        let good = [
            ("0", 0),
            ("00", 0),
            ("5.", 500),
            (".5", 50),
            ("-.5", -50),
            ("12.50", 1250),
            ("1.000", 100),
            ("100", 10_000),
            ("-0", 0),
            ("007", 700),
        ];
        for (text, cents) in good {
            assert_eq!(parse_cents(text.as_bytes()), Some(cents), "{text}");
        }
    }

    #[test]
    fn refuses_every_other_form() {
        for text in
            ["", "-", ".", "-.", "+1", "1e3", "1.005", "1,000", " 1", "1 ", "--1", "1.2.3", "1-", "\u{664}", "NaN"]
        {
            assert_eq!(parse_cents(text.as_bytes()), None, "{text}");
        }
        assert_eq!(parse_cents("9".repeat(30).as_bytes()), None);
    }

    #[test]
    fn numbers_are_digits_only() {
        assert_eq!(parse_number(b"0012"), Some(12));
        for bad in [&b""[..], b"1.", b"-1", b"99999999999999999999999"] {
            assert_eq!(parse_number(bad), None);
        }
    }

    proptest! {
        #[test]
        fn written_amounts_read_back(cents in -1_000_000_000_000i64..1_000_000_000_000) {
            prop_assert_eq!(parse_cents(format_cents(cents).as_bytes()), Some(cents));
        }

        #[test]
        fn any_bytes_are_safe(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = parse_cents(&bytes);
            let _ = parse_number(&bytes);
        }
    }
}
