//! Code values of the claim and the remittance: the small closed lists as enums, the large open ones as checked texts.

use crate::ValueError;
use crate::short::{Short, ShortOrLong};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! closed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The code that X12 and CSV write.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The value of a code.
            ///
            /// # Errors
            /// [`ValueError::Code`] when the list has no such code.
            pub fn parse(code: &str) -> Result<$name, ValueError> {
                match code { $($code => Ok($name::$variant),)* _ => Err(ValueError::Code) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

closed! {
    /// Administrative sex, as DMG03 writes it.
    Sex {
        /// Female.
        Female = "F",
        /// Male.
        Male = "M",
        /// Unknown.
        Unknown = "U",
    }
}

closed! {
    /// Whose turn a payer has on a claim (SBR01).
    PayerSequence {
        /// First payer.
        Primary = "P",
        /// Second payer.
        Secondary = "S",
        /// Third payer.
        Tertiary = "T",
        /// Fourth payer.
        Fourth = "A",
        /// Fifth payer.
        Fifth = "B",
        /// Sixth payer.
        Sixth = "C",
        /// Seventh payer.
        Seventh = "D",
        /// Eighth payer.
        Eighth = "E",
        /// Ninth payer.
        Ninth = "F",
        /// Tenth payer.
        Tenth = "G",
        /// Eleventh payer.
        Eleventh = "H",
        /// Unknown turn.
        Unknown = "U",
    }
}

impl PayerSequence {
    /// The turn after this one; `None` after the last or for an unknown turn.
    #[must_use]
    pub fn next(self) -> Option<PayerSequence> {
        let at = PayerSequence::ALL.iter().position(|known| *known == self)?;
        PayerSequence::ALL
            .get(at + 1)
            .copied()
            .filter(|next| *next != PayerSequence::Unknown && self != PayerSequence::Unknown)
    }
}

closed! {
    /// Relationship of the patient to the subscriber (SBR02, PAT01).
    Relationship {
        /// Spouse.
        Spouse = "01",
        /// The patient is the subscriber.
        Myself = "18",
        /// Child.
        Child = "19",
        /// Employee.
        Employee = "20",
        /// Unknown.
        Unknown = "21",
        /// Organ donor.
        OrganDonor = "39",
        /// Cadaver donor.
        CadaverDonor = "40",
        /// Life partner.
        LifePartner = "53",
        /// Other.
        Other = "G8",
    }
}

closed! {
    /// Claim frequency code (CLM05-3): what this claim is to an earlier one. Other codes of the list are institutional.
    ClaimFrequency {
        /// A first claim, also after a rejection.
        Original = "1",
        /// Replaces an adjudicated claim; carries the payer's claim control number.
        Replacement = "7",
        /// Voids an adjudicated claim; carries the payer's claim control number.
        Void = "8",
        /// Corrected (legacy, read only).
        Corrected = "6",
        /// Interim, first (read only).
        InterimFirst = "2",
        /// Interim, continuing (read only).
        InterimContinuing = "3",
        /// Interim, last (read only).
        InterimLast = "4",
        /// Late charges (read only).
        LateCharges = "5",
        /// Non-payment (read only).
        NonPayment = "0",
        /// Final claim of a home health episode (read only).
        FinalHomeHealth = "9",
    }
}

impl ClaimFrequency {
    /// Whether the claim must carry the payer's claim control number (REF*F8).
    #[must_use]
    pub const fn needs_payer_claim_control_number(self) -> bool {
        matches!(self, ClaimFrequency::Replacement | ClaimFrequency::Void)
    }
}

closed! {
    /// Who bears an adjustment (CAS01).
    AdjustmentGroup {
        /// Contractual obligation of the provider.
        ContractualObligation = "CO",
        /// Patient responsibility.
        PatientResponsibility = "PR",
        /// Neither.
        OtherAdjustment = "OA",
        /// The payer's own reduction, without a contract.
        PayerInitiated = "PI",
        /// Correction (legacy reversals, COB in an 837).
        Correction = "CR",
    }
}

closed! {
    /// What a payer did with a claim (CLP02, guide 4.3).
    ClaimPaymentStatus {
        /// Processed as primary.
        Primary = "1",
        /// Processed as secondary.
        Secondary = "2",
        /// Processed as tertiary.
        Tertiary = "3",
        /// Denied, as the payer calls it; a denial is judged by the lines, never by this alone.
        Denied = "4",
        /// Primary, forwarded to the next payer.
        PrimaryForwarded = "19",
        /// Secondary, forwarded to the next payer.
        SecondaryForwarded = "20",
        /// Tertiary, forwarded to the next payer.
        TertiaryForwarded = "21",
        /// Reversal of an earlier payment.
        Reversal = "22",
        /// Not our claim, forwarded.
        NotOurClaimForwarded = "23",
        /// Predetermination only: never posted.
        Predetermination = "25",
    }
}

impl ClaimPaymentStatus {
    /// Whether the payer sent the claim on to the next payer, so that it must not be billed again.
    #[must_use]
    pub const fn is_forwarded(self) -> bool {
        matches!(
            self,
            ClaimPaymentStatus::PrimaryForwarded
                | ClaimPaymentStatus::SecondaryForwarded
                | ClaimPaymentStatus::TertiaryForwarded
                | ClaimPaymentStatus::NotOurClaimForwarded
        )
    }
}

closed! {
    /// What the units of a line count (SV103).
    UnitType {
        /// Units.
        Units = "UN",
        /// Minutes (anesthesia).
        Minutes = "MJ",
    }
}

closed! {
    /// Unit of a drug quantity (CTP05).
    DrugUnit {
        /// International unit.
        InternationalUnit = "F2",
        /// Gram.
        Gram = "GR",
        /// Milligram.
        Milligram = "ME",
        /// Millilitre.
        Millilitre = "ML",
        /// Unit.
        Unit = "UN",
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($kept:ty, $max:literal, $accept:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name($kept);

        impl $name {
            /// Reads the code; blanks around it and case do not matter.
            ///
            /// # Errors
            /// [`ValueError::Code`] when it has not the shape of such a code.
            pub fn parse(text: &str) -> Result<$name, ValueError> {
                let accept: fn(&str) -> bool = $accept;
                let code = text.trim();
                if code.is_empty() || code.len() > $max || !accept(code) {
                    return Err(ValueError::Code);
                }
                <$kept>::upper_case(code).map($name).ok_or(ValueError::Code)
            }

            /// The code.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

fn alphanumeric(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

texts! {
    /// A procedure code of any set that the wire knows (HCPCS level II, a CPT number, others): letters and digits.
    ProcedureCode(ShortOrLong, 48, |code| code.bytes().all(|byte| byte.is_ascii_graphic()));
    /// Which set a procedure code is of (SVC01-1, SV101-1: `HC`, `N4`, `WK`).
    ProcedureQualifier(Short<2>, 2, |code| code.len() == 2 && alphanumeric(code));
    /// A two-character modifier.
    Modifier(Short<2>, 2, |code| code.len() == 2 && alphanumeric(code));
    /// A place of service code: two digits.
    PlaceOfService(Short<2>, 2, |code| code.len() == 2 && alphanumeric(code));
    /// A claim adjustment reason code.
    Carc(Short<5>, 5, alphanumeric);
    /// A remittance advice remark code.
    Rarc(Short<5>, 5, alphanumeric);
    /// A provider taxonomy code: ten letters and digits.
    Taxonomy(Short<10>, 10, |code| code.len() == 10 && alphanumeric(code));
    /// A claim filing indicator (SBR09).
    FilingIndicator(Short<2>, 2, alphanumeric);
}

/// An ICD-10-CM (or, before 2015-10-01, ICD-9-CM) code without its point, upper case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DiagnosisCode(String);

impl DiagnosisCode {
    /// Reads a code with or without its point, any case.
    ///
    /// # Errors
    /// [`ValueError::Code`] when it is not 3 to 7 letters and digits.
    pub fn parse(text: &str) -> Result<DiagnosisCode, ValueError> {
        let code: String =
            text.trim().chars().filter(|character| *character != '.').collect::<String>().to_ascii_uppercase();
        if (3..=7).contains(&code.len()) && alphanumeric(&code) {
            Ok(DiagnosisCode(code))
        } else {
            Err(ValueError::Code)
        }
    }

    /// The code without its point.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as people write it, with the point after the third character.
    #[must_use]
    pub fn with_point(&self) -> String {
        match (self.0.get(..3), self.0.get(3..)) {
            (Some(head), Some(tail)) if !tail.is_empty() => format!("{head}.{tail}"),
            _ => self.0.clone(),
        }
    }
}

impl fmt::Display for DiagnosisCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The provider's own number for a claim (CLM01), echoed by every answer. Ours are `A-Z0-9-`, at most 20; imported ones
/// are kept as they came (at most 38).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PatientControlNumber(String);

impl PatientControlNumber {
    /// Keeps a number as it came.
    ///
    /// # Errors
    /// [`ValueError::Text`] when it is empty, longer than 38 characters, or has control characters.
    pub fn parse(text: &str) -> Result<PatientControlNumber, ValueError> {
        let fits = !text.is_empty() && text.chars().count() <= 38 && !text.chars().any(char::is_control);
        if fits { Ok(PatientControlNumber(text.to_owned())) } else { Err(ValueError::Text) }
    }

    /// The number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that two spellings of the same number share: payers change the case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.trim().to_uppercase()
    }
}

impl fmt::Display for PatientControlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_lists_round_trip() {
        for group in AdjustmentGroup::ALL {
            assert_eq!(AdjustmentGroup::parse(group.code()), Ok(*group));
        }
        assert_eq!(PayerSequence::parse("Z"), Err(ValueError::Code));
        assert_eq!(PayerSequence::Primary.next(), Some(PayerSequence::Secondary));
        assert_eq!(PayerSequence::Eleventh.next(), None);
        assert_eq!(PayerSequence::Unknown.next(), None);
    }

    #[test]
    fn codes_have_their_shape() {
        assert_eq!(DiagnosisCode::parse(" e11.22 ").unwrap().with_point(), "E11.22");
        assert_eq!(DiagnosisCode::parse("I10").unwrap().with_point(), "I10");
        assert!(DiagnosisCode::parse("E1").is_err());
        assert!(Modifier::parse("255").is_err());
        assert!(PlaceOfService::parse("1").is_err());
        assert_eq!(Carc::parse("b13").unwrap().as_str(), "B13");
        assert!(Taxonomy::parse("207Q0000").is_err());
        assert_eq!(ProcedureCode::parse(" j3301 ").unwrap().as_str(), "J3301");
        let long = ProcedureCode::parse(&"a".repeat(48)).unwrap();
        assert_eq!(long.as_str(), "A".repeat(48));
        assert!(ProcedureCode::parse(&"a".repeat(49)).is_err());
        assert!(Modifier::parse("\u{e9}").is_err());
    }

    #[test]
    fn codes_are_ordered_and_stored_as_texts() {
        let texts = ["A", "A1", "B", "AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAB"];
        for (left, right) in texts.iter().flat_map(|left| texts.iter().map(move |right| (*left, *right))) {
            let code = |text| ProcedureCode::parse(text).unwrap();
            assert_eq!(code(left).cmp(&code(right)), left.cmp(right), "{left} {right}");
        }
        for text in ["1", "45", "B13", "N700"] {
            let carc = Carc::parse(text).unwrap();
            let bytes = postcard::to_allocvec(&carc).unwrap();
            assert_eq!(bytes, postcard::to_allocvec(text).unwrap());
            assert_eq!(postcard::from_bytes::<Carc>(&bytes).unwrap(), carc);
            let json = serde_json::to_string(&carc).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Carc>(&json).unwrap(), carc);
        }
        assert!(serde_json::from_str::<Carc>("\"TOOLONG\"").is_err());
    }
}
