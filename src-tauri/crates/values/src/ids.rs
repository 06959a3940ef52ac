//! Record ids: a number in the store, a prefix and Crockford base32 for people (`pat-4T2`).

use crate::ValueError;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number as Crockford base32, without leading zeros.
#[must_use]
pub fn format_base32(mut number: u64) -> String {
    let mut digits = Vec::with_capacity(13);
    loop {
        let index = usize::try_from(number % 32).unwrap_or(0);
        digits.push(DIGITS.get(index).copied().unwrap_or(b'0'));
        number /= 32;
        if number == 0 {
            break;
        }
    }
    digits.reverse();
    String::from_utf8(digits).unwrap_or_default()
}

/// The number that Crockford base32 says; case does not matter, `O` is 0, `I` and `L` are 1.
///
/// # Errors
/// [`ValueError::Id`] for any other character, an empty text, or a number above 64 bits.
pub fn parse_base32(text: &str) -> Result<u64, ValueError> {
    if text.is_empty() {
        return Err(ValueError::Id);
    }
    text.bytes().try_fold(0_u64, |so_far, byte| {
        let plain = match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        let digit = DIGITS.iter().position(|known| *known == plain).ok_or(ValueError::Id)?;
        let digit = u64::try_from(digit).map_err(|_| ValueError::Id)?;
        so_far.checked_mul(32).and_then(|shifted| shifted.checked_add(digit)).ok_or(ValueError::Id)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(u64);

        impl $name {
            /// The id with this number.
            #[must_use]
            pub const fn new(number: u64) -> Self {
                Self(number)
            }

            /// The number, as the store keys it.
            #[must_use]
            pub const fn number(self) -> u64 {
                self.0
            }

            /// Reads the form that people see; case does not matter.
            ///
            /// # Errors
            /// [`ValueError::Id`] when the prefix or a digit is wrong.
            pub fn parse(text: &str) -> Result<Self, ValueError> {
                match text.split_once('-') {
                    Some((prefix, digits)) if prefix.eq_ignore_ascii_case($prefix) => parse_base32(digits).map(Self),
                    _ => Err(ValueError::Id),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "-{}"), format_base32(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                Self::parse(text)
            }
        }
    )*};
}

ids! {
    /// A patient.
    PatientId = "pat";
    /// One policy of a patient.
    CoverageId = "cov";
    /// A visit.
    EncounterId = "enc";
    /// A claim (the financial intent; its versions share the id).
    ClaimId = "clm";
    /// An 837 interchange that left or is about to leave.
    BatchId = "bat";
    /// A payer's remittance advice.
    RemittanceId = "era";
    /// Something a person must do.
    WorkItemId = "wrk";
    /// A page of ledger postings.
    LedgerPageId = "led";
    /// A payer.
    PayerId = "pay";
    /// A provider (rendering, referring, ordering, supervising).
    ProviderId = "prv";
    /// A place of service outside the practice's own address.
    FacilityId = "fac";
    /// One of the practice's billing providers.
    BillingProviderId = "bil";
    /// A file that was read in.
    FileId = "fil";
    /// One charge or expected allowed amount.
    FeeId = "fee";
    /// A note on a patient or claim.
    NoteId = "not";
    /// A document of a patient.
    DocumentId = "doc";
    /// A form that is not saved yet.
    DraftId = "drf";
    /// An expected allowed amount of a payer from a date.
    ExpectedAmountId = "exp";
    /// What a person set for himself.
    PreferenceId = "prf";
    /// A coder's question to a provider.
    EncounterQueryId = "qry";
    /// A page of a remittance: where its claim payments were posted.
    RemittancePageId = "erp";
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_may_mistype_the_look_alikes() {
        assert_eq!(ClaimId::parse("CLM-1O").unwrap(), ClaimId::parse("clm-L0").unwrap());
        assert!(ClaimId::parse("pat-10").is_err());
        assert!(ClaimId::parse("clm-").is_err());
        assert!(ClaimId::parse("clm-U").is_err());
        assert!(ClaimId::parse("clm-ZZZZZZZZZZZZZZ").is_err());
    }

    proptest! {
        #[test]
        fn text_round_trip(number: u64) {
            let id = PatientId::new(number);
            prop_assert_eq!(PatientId::parse(&id.to_string()), Ok(id));
        }
    }
}
