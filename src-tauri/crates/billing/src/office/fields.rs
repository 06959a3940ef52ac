//! Fields that the forms share.

use crate::form::{FormCheck, Problem};
use values::{Address, Npi, Taxonomy, parse_text};

/// An address as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct AddressForm {
    /// Street.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State, two letters.
    pub state: String,
    /// ZIP code, 5 or 9 digits.
    pub zip: String,
}

impl AddressForm {
    fn is_empty(&self) -> bool {
        [&self.line1, &self.line2, &self.city, &self.state, &self.zip].into_iter().all(|part| part.trim().is_empty())
    }
}

impl From<Address> for AddressForm {
    fn from(address: Address) -> Self {
        let Address { line1, line2, city, state, zip, country: _ } = address;
        AddressForm { line1, line2, city, state, zip }
    }
}

/// A text of a longest length; empty is allowed.
pub(crate) fn text(check: &mut FormCheck, field: &str, typed: &str, longest: usize) -> String {
    let typed = typed.trim();
    if typed.chars().count() > longest {
        check.refuse(field, Problem::TooLong);
        return String::new();
    }
    check.parsed(field, typed, |typed| parse_text(typed, longest), Problem::BadCharacter).unwrap_or_default()
}

/// A text of a longest length that may not be empty.
pub(crate) fn needed(check: &mut FormCheck, field: &str, typed: &str, longest: usize) -> String {
    check.required(field, typed);
    text(check, field, typed, longest)
}

/// An NPI, digits checked; empty is allowed.
pub(crate) fn npi(check: &mut FormCheck, field: &str, typed: &str) -> String {
    check.parsed(field, typed, Npi::parse, Problem::BadNpi).map(|npi| npi.as_str().to_owned()).unwrap_or_default()
}

/// A taxonomy code; empty is allowed.
pub(crate) fn taxonomy(check: &mut FormCheck, field: &str, typed: &str) -> String {
    let code = check.parsed(field, typed, Taxonomy::parse, Problem::BadShape);
    code.map(|code| code.as_str().to_owned()).unwrap_or_default()
}

/// A count of days; empty is `None`.
pub(crate) fn days(check: &mut FormCheck, field: &str, typed: &str) -> Option<u16> {
    check.parsed(field, typed, str::parse::<u16>, Problem::NotANumber)
}

/// An address that is whole or absent.
pub(crate) fn address(check: &mut FormCheck, typed: &AddressForm) -> Option<Address> {
    (!typed.is_empty()).then(|| whole_address(check, typed))
}

/// An address that must be whole.
pub(crate) fn whole_address(check: &mut FormCheck, typed: &AddressForm) -> Address {
    Address {
        line1: needed(check, "line1", &typed.line1, 55),
        line2: text(check, "line2", &typed.line2, 55),
        city: needed(check, "city", &typed.city, 30),
        state: state(check, &typed.state),
        zip: zip(check, &typed.zip),
        country: String::new(),
    }
}

fn state(check: &mut FormCheck, typed: &str) -> String {
    check.required("state", typed);
    let two_letters = |typed: &str| {
        let fits = typed.len() == 2 && typed.bytes().all(|byte| byte.is_ascii_alphabetic());
        fits.then(|| typed.to_ascii_uppercase()).ok_or(())
    };
    check.parsed("state", typed, two_letters, Problem::BadShape).unwrap_or_default()
}

fn zip(check: &mut FormCheck, typed: &str) -> String {
    check.required("zip", typed);
    let five_or_nine = |typed: &str| {
        let digits: String = typed.chars().filter(|c| *c != '-' && *c != ' ').collect();
        let fits = matches!(digits.len(), 5 | 9) && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then_some(digits).ok_or(())
    };
    check.parsed("zip", typed, five_or_nine, Problem::BadShape).unwrap_or_default()
}
