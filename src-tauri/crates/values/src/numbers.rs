//! Identifier numbers with check digits, and quantities.

use crate::ValueError;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A National Provider Identifier: 10 digits, first 1 or 2, Luhn check digit over `80840` + NPI (45 CFR 162.406).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Npi(String);

impl Npi {
    /// Reads ten digits and checks the check digit.
    ///
    /// # Errors
    /// [`ValueError::Npi`].
    pub fn parse(text: &str) -> Result<Npi, ValueError> {
        let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with(['1', '2']);
        // The prefix 80840 adds 24 to the Luhn sum of the ten digits.
        let sum = 24 + luhn_sum(text);
        if shape && sum.is_multiple_of(10) { Ok(Npi(text.to_owned())) } else { Err(ValueError::Npi) }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn luhn_sum(digits: &str) -> u32 {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digit = |byte: u8| u32::from(byte.wrapping_sub(b'0')) % 10;
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| if at % 2 == 1 { doubled(digit(byte)) } else { digit(byte) })
        .sum()
}

impl fmt::Display for Npi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Npi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Npi::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A tax identification number (EIN or SSN of a billing provider): 9 digits; a hyphen is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Tin(String);

impl Tin {
    /// Reads nine digits, with or without hyphens.
    ///
    /// # Errors
    /// [`ValueError::Tin`].
    pub fn parse(text: &str) -> Result<Tin, ValueError> {
        let digits: String = text.chars().filter(|character| *character != '-').collect();
        let shape = digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if shape { Ok(Tin(digits)) } else { Err(ValueError::Tin) }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Tin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tin::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Units, minutes or a drug quantity: a number with at most three decimals, kept in thousandths (guide 2.5, SV104).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(i64);

impl Quantity {
    /// One unit.
    pub const ONE: Quantity = Quantity(1000);

    /// So many whole units.
    #[must_use]
    pub fn whole(units: u32) -> Quantity {
        Quantity(i64::from(units) * 1000)
    }

    /// Reads a decimal number with at most three decimals; negative ones occur in reversals.
    ///
    /// # Errors
    /// [`ValueError::Quantity`].
    pub fn parse(text: &str) -> Result<Quantity, ValueError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + part.len() == 0 || whole.len() > 12 || part.len() > 3 || !plain(whole) || !plain(part) {
            return Err(ValueError::Quantity);
        }
        let padding = std::iter::repeat_n(b'0', 3_usize.saturating_sub(part.len()));
        let digits = whole.bytes().chain(part.bytes()).chain(padding);
        let thousandths = digits.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        Ok(Quantity(if negative { -thousandths } else { thousandths }))
    }

    /// The quantity in thousandths.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Whether it is above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / 1000, self.0.abs() % 1000);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{part:03}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npi_check_digit() {
        assert!(Npi::parse("1895559791").is_ok());
        for text in ["1895559792", "3895559791", "189555979", "18955597911", "189555979a", ""] {
            assert_eq!(Npi::parse(text), Err(ValueError::Npi), "{text}");
        }
    }

    #[test]
    fn tin_with_or_without_hyphen() {
        assert_eq!(Tin::parse("84-0001234").unwrap().as_str(), "840001234");
        assert!(Tin::parse("84000123").is_err());
    }

    #[test]
    fn quantities() {
        for (text, shown) in
            [("1", "1"), ("1.5", "1.5"), ("0.125", "0.125"), ("2.000", "2"), ("-1", "-1"), (".5", "0.5")]
        {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", ".", "1.0005", "1e2", "a", "--1", "9999999999999"] {
            assert!(Quantity::parse(text).is_err(), "{text}");
        }
    }
}
