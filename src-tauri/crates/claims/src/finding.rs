//! What the scrubber says of a claim: class `clinical`.

use serde::{Deserialize, Serialize};
use std::fmt;

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

/// A sentence with its parts apart, so that a face can say it in another language: `{}` stands for one part each. Its
/// `Display` is the English sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
    /// The sentence (`Line {} has {} modifiers; four fit.`).
    pub text: String,
    /// What stands in its gaps: numbers, codes, days, names of fields.
    pub parts: Vec<String>,
}

impl Said {
    /// A sentence with its parts, in order.
    #[must_use]
    pub fn new(text: &str, parts: Vec<String>) -> Said {
        Said { text: text.to_owned(), parts }
    }

    /// A sentence kept as it was told.
    #[must_use]
    pub const fn told(text: String) -> Said {
        Said { text, parts: Vec::new() }
    }
}

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Said {
        Said::new(text, Vec::new())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A told sentence may have braces of its own.
        if self.parts.is_empty() {
            return to.write_str(&self.text);
        }
        let mut parts = self.parts.iter();
        for (at, piece) in self.text.split("{}").enumerate() {
            if at > 0 {
                to.write_str(parts.next().map(String::as_str).unwrap_or_default())?;
            }
            to.write_str(piece)?;
        }
        Ok(())
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
    pub message: Said,
    /// How to fix it.
    pub remedy: Said,
    /// Version of the code pack that was asked, empty when none.
    pub pack: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_with_its_parts() {
        let said = Said::new("Line {} has {} modifiers; four fit.", vec!["2".to_owned(), "5".to_owned()]);
        assert_eq!(said.to_string(), "Line 2 has 5 modifiers; four fit.");
        assert_eq!(Said::told("`{}` is a sign.".to_owned()).to_string(), "`{}` is a sign.");
        assert_eq!(Said::new("{} of {}", vec!["1".to_owned()]).to_string(), "1 of ");
    }
}
