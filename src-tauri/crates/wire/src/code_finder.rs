//! The code finder.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which codes to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeKindName {
    /// ICD-10-CM.
    Diagnosis,
    /// HCPCS level II and CPT numbers.
    Procedure,
    /// All of them.
    Any,
}

impl From<CodeKindName> for billing::CodeKind {
    fn from(kind: CodeKindName) -> Self {
        match kind {
            CodeKindName::Diagnosis => billing::CodeKind::Diagnosis,
            CodeKindName::Procedure => billing::CodeKind::Procedure,
            CodeKindName::Any => billing::CodeKind::Any,
        }
    }
}

/// Looks for codes by part of one, or by words.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindCodesRequest {
    /// What was typed.
    pub text: String,
    /// Which codes.
    pub kind: CodeKindName,
    /// The day of service as typed; empty for today.
    pub on: String,
}

/// The codes found, the exact one first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindCodesResponse {
    /// At most 50.
    pub items: Vec<FoundCode>,
    /// The day that was asked for, `YYYY-MM-DD`.
    pub on: String,
}

/// Why a code was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchedName {
    /// The text is the code.
    Code,
    /// The code begins with the text.
    CodePrefix,
    /// Every word was found.
    AllWords,
    /// Some words were found.
    SomeWords,
}

/// A code that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundCode {
    /// The code as people write it.
    pub code: String,
    /// Its text; empty where there is none that may be shown.
    pub text: String,
    /// Begin and end of what matched, in UTF-16 units of the text.
    pub marks: Vec<(u32, u32)>,
    /// Whether it may stand on a claim of the day.
    pub billable: bool,
    /// First valid day.
    pub valid_from: Option<String>,
    /// Last valid day.
    pub valid_to: Option<String>,
    /// Why it was found.
    pub matched: MatchedName,
    /// Whether it is in the practice's fee schedule.
    pub has_fee: bool,
}

impl From<billing::FoundCode> for FoundCode {
    fn from(found: billing::FoundCode) -> Self {
        let unit = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        FoundCode {
            code: found.code,
            marks: found.marks.into_iter().map(|(from, to)| (unit(from), unit(to))).collect(),
            text: found.text,
            billable: found.billable,
            valid_from: found.valid_from.map(|day| day.to_string()),
            valid_to: found.valid_to.map(|day| day.to_string()),
            matched: match found.matched {
                codes::Matched::Code => MatchedName::Code,
                codes::Matched::CodePrefix => MatchedName::CodePrefix,
                codes::Matched::AllWords => MatchedName::AllWords,
                codes::Matched::SomeWords => MatchedName::SomeWords,
            },
            has_fee: found.has_fee,
        }
    }
}
