//! What a transaction set is, told by its set id and guide.

use std::fmt;

/// The transaction sets that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SetKind {
    /// 837 professional claims, guide X222.
    Professional837,
    /// 837 institutional claims, guide X223.
    Institutional837,
    /// 837 dental claims, guide X224; not read.
    Dental837,
    /// 835 remittance advice, guide X221.
    Remittance835,
    /// 999 implementation acknowledgment, guide X231.
    Acknowledgment999,
    /// 997 functional acknowledgment.
    Acknowledgment997,
    /// 277 claim acknowledgment, guide X214.
    ClaimAcknowledgment277,
    /// 270 eligibility inquiry, guide X279.
    EligibilityInquiry270,
    /// 271 eligibility response, guide X279.
    EligibilityResponse271,
    /// 276 claim status request, guide X212.
    StatusRequest276,
    /// 277 claim status response, guide X212.
    StatusResponse277,
    /// Any other set; it is kept, and only its envelope is checked.
    Other,
}

impl SetKind {
    /// Tells the kind from ST01 and the guide id (ST03, or GS08 when ST03 is absent). The guides of 004010 are told
    /// apart too, so that a refusal can name what it refuses.
    #[must_use]
    pub fn of(set_id: &[u8], guide: &str) -> Self {
        let is = |id: &str| guide.contains(id);
        match set_id {
            b"837" if is("X223") || is("X096") => Self::Institutional837,
            b"837" if is("X224") || is("X097") => Self::Dental837,
            b"837" => Self::Professional837,
            b"835" => Self::Remittance835,
            b"999" => Self::Acknowledgment999,
            b"997" => Self::Acknowledgment997,
            b"277" if is("X214") => Self::ClaimAcknowledgment277,
            b"277" => Self::StatusResponse277,
            b"270" => Self::EligibilityInquiry270,
            b"271" => Self::EligibilityResponse271,
            b"276" => Self::StatusRequest276,
            _ => Self::Other,
        }
    }

    /// The name that people use, such as `837P` or `277CA`; empty for [`SetKind::Other`].
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Professional837 => "837P",
            Self::Institutional837 => "837I",
            Self::Dental837 => "837D",
            Self::Remittance835 => "835",
            Self::Acknowledgment999 => "999",
            Self::Acknowledgment997 => "997",
            Self::ClaimAcknowledgment277 => "277CA",
            Self::EligibilityInquiry270 => "270",
            Self::EligibilityResponse271 => "271",
            Self::StatusRequest276 => "276",
            Self::StatusResponse277 => "277",
            Self::Other => "",
        }
    }
}

impl fmt::Display for SetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_277_are_told_apart() {
        assert_eq!(SetKind::of(b"277", "005010X214"), SetKind::ClaimAcknowledgment277);
        assert_eq!(SetKind::of(b"277", "005010X212"), SetKind::StatusResponse277);
        assert_eq!(SetKind::of(b"837", "005010"), SetKind::Professional837);
        assert_eq!(SetKind::of(b"837", "005010X223A2").as_str(), "837I");
        assert_eq!(SetKind::of(b"834", "005010X220A1").as_str(), "");
    }
}
