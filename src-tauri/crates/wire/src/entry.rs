//! What a person typed into a date or money field, read by the rules that the desk reads forms by.

use crate::Cents;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a typed day is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayOfName {
    /// A visit, a payment, a policy.
    Business,
    /// A birth: never in the future.
    Birth,
}

impl From<DayOfName> for values::DayOf {
    fn from(name: DayOfName) -> Self {
        match name {
            DayOfName::Business => values::DayOf::Business,
            DayOfName::Birth => values::DayOf::Birth,
        }
    }
}

/// Asks what a typed day means.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadDateRequest {
    /// As typed: `0715`, `7/15/26`, `t-3`.
    pub text: String,
    /// What it is about.
    pub day_of: DayOfName,
}

/// The day, or `null` when the text is none.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadDateResponse {
    /// ISO.
    pub date: Option<String>,
}

/// Asks what a typed amount means.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadAmountRequest {
    /// As typed: `125`, `125.5`.
    pub text: String,
}

/// The amount, or `null` when the text is none.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadAmountResponse {
    /// Cents.
    pub amount_cents: Option<Cents>,
}
