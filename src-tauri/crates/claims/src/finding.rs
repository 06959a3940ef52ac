//! What the scrubber says of a claim: class `clinical`.

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The claim is held.
    Stop,
    /// A person should look; the claim goes on.
    Warn,
    /// Good to know.
    Info,
}

impl Severity {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Stop => "stop",
            Severity::Warn => "warn",
            Severity::Info => "info",
        }
    }
}

/// One finding of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScrubFinding {
    /// Weight.
    pub severity: Severity,
    /// Rule id (`DX-003`).
    pub rule: String,
    /// The field, as a screen or file names it (`diagnosis 2`, `line 1 modifier 2`, `subscriber address`).
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub remedy: String,
    /// Version of the code pack that was asked, empty when none.
    pub pack: String,
}
