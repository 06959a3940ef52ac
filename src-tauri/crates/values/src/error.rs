//! Why a text is no value.

use thiserror::Error;

/// Why a text could not become a value. Carries no content: the caller knows the field and adds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ValueError {
    /// Not an amount in dollars with at most two decimals.
    #[error("not an amount: write dollars with at most two decimals, like 125 or 125.50")]
    Amount,
    /// Not a day of the calendar.
    #[error("not a date: write YYYY-MM-DD")]
    Date,
    /// Not a time zone's IANA name.
    #[error("not a time zone: write an IANA name like America/Denver")]
    TimeZone,
    /// Not an id of that kind.
    #[error("not an id of this kind")]
    Id,
    /// Not a National Provider Identifier.
    #[error("not an NPI: 10 digits, the first 1 or 2, the last a check digit")]
    Npi,
    /// Not a tax identification number.
    #[error("not a tax id: 9 digits")]
    Tin,
    /// Not a code of that set.
    #[error("not a code of this set")]
    Code,
    /// Not a quantity.
    #[error("not a quantity: a number above 0 with at most three decimals")]
    Quantity,
    /// A needed text is empty, too long, or has control characters.
    #[error("empty, too long, or with characters that cannot be kept")]
    Text,
}
