//! Money in integer cents.

use crate::ValueError;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount in cents. Always |cents| < 2^53, so that it crosses to the window as a `number` without loss.
///
/// ```
/// use values::Money;
/// assert_eq!(Money::parse_dollars("125.5").unwrap().cents(), 12_550);
/// assert_eq!(Money::from_cents(-9_628).unwrap().to_string(), "-96.28");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Money(i64);

const LIMIT: i64 = 1 << 53;

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);

    /// The amount of so many cents.
    ///
    /// # Errors
    /// [`ValueError::Amount`] when |cents| is 2^53 or more.
    pub fn from_cents(cents: i64) -> Result<Money, ValueError> {
        if cents > -LIMIT && cents < LIMIT { Ok(Money(cents)) } else { Err(ValueError::Amount) }
    }

    /// The amount in cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Reads decimal dollars: optional minus, digits, at most two decimals. `.5`, `5.` and `007` are read; `1e3`, `+1`,
    /// `1,000`, `1.005` and blanks inside are not (X12 guide section 9).
    ///
    /// # Errors
    /// [`ValueError::Amount`] for anything else.
    pub fn parse_dollars(text: &str) -> Result<Money, ValueError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + part.len() == 0 || part.len() > 2 || !plain(whole) || !plain(part) {
            return Err(ValueError::Amount);
        }
        let mut cents: i64 = 0;
        for digit in whole.bytes().chain(part.bytes()).chain(std::iter::repeat_n(b'0', 2 - part.len())) {
            cents = cents
                .checked_mul(10)
                .and_then(|so_far| so_far.checked_add(i64::from(digit - b'0')))
                .ok_or(ValueError::Amount)?;
        }
        Money::from_cents(if negative { -cents } else { cents })
    }

    /// Whether this is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Money {
        Money(self.0.abs())
    }

    /// The amount as X12 writes it: no trailing zeros, no point for whole dollars (`12.5`, `100`, `-3`, `0`).
    #[must_use]
    pub fn to_x12(self) -> String {
        let text = self.to_string();
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The sum, or [`ValueError::Amount`] where it leaves the range.
    ///
    /// # Errors
    /// [`ValueError::Amount`] when the sum is out of range.
    pub fn checked_add(self, other: Money) -> Result<Money, ValueError> {
        Money::from_cents(self.0 + other.0)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cents = i64::deserialize(deserializer)?;
        Money::from_cents(cents).map_err(serde::de::Error::custom)
    }
}

// Sums of bounded amounts saturate at the bound instead of wrapping: a total that large is refused where it is read.
fn bounded(cents: i64) -> Money {
    Money(cents.clamp(1 - LIMIT, LIMIT - 1))
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        bounded(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        bounded(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_the_guide_reads_and_nothing_else() {
        for (text, cents) in
            [("125", 12_500), ("125.5", 12_550), (".5", 50), ("-.5", -50), ("5.", 500), ("00", 0), ("-0", 0)]
        {
            assert_eq!(Money::parse_dollars(text).unwrap().cents(), cents, "{text}");
        }
        for text in ["", "-", ".", "1e3", "+1", "1.005", "1,000", " 1", "1 ", "--1", "1.-5", "99999999999999999999"] {
            assert!(Money::parse_dollars(text).is_err(), "{text}");
        }
    }

    #[test]
    fn x12_form_has_no_trailing_zeros() {
        for (cents, text) in [(1250, "12.5"), (10_000, "100"), (0, "0"), (-300, "-3"), (5, "0.05"), (-1, "-0.01")] {
            assert_eq!(Money::from_cents(cents).unwrap().to_x12(), text);
        }
    }

    proptest! {
        #[test]
        fn text_round_trip(cents in (1 - LIMIT)..LIMIT) {
            let money = Money::from_cents(cents).unwrap();
            prop_assert_eq!(Money::parse_dollars(&money.to_string()), Ok(money));
            prop_assert_eq!(Money::parse_dollars(&money.to_x12()), Ok(money));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = Money::parse_dollars(&text);
        }
    }
}
