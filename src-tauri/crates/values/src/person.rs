//! Names and addresses as records keep them. What leaves on the wire is folded there, not here.

use crate::{Date, Sex, ValueError};
use serde::{Deserialize, Serialize};

/// A text that a person typed: trimmed, without control characters, bounded.
///
/// # Errors
/// [`ValueError::Text`] when it is longer than `max` characters or has control characters.
pub fn parse_text(text: &str, max: usize) -> Result<String, ValueError> {
    let trimmed = text.trim();
    if trimmed.chars().count() > max || trimmed.chars().any(char::is_control) {
        return Err(ValueError::Text);
    }
    Ok(trimmed.to_owned())
}

/// A person's name in its parts, as it is spelled by the person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    pub last: String,
    /// Given name.
    pub first: String,
    /// Middle name or initial.
    pub middle: String,
    /// Suffix (`JR`, `III`).
    pub suffix: String,
}

impl PersonName {
    /// The name as screens and lists show it: `SMITH-JONES, Mary Ann` (ux.md 2).
    #[must_use]
    pub fn display(&self) -> String {
        let mut shown = self.last.to_uppercase();
        if !self.suffix.is_empty() {
            shown.push(' ');
            shown.push_str(&self.suffix.to_uppercase());
        }
        for (separator, part) in [(", ", &self.first), (" ", &self.middle)] {
            if !part.is_empty() {
                shown.push_str(separator);
                shown.push_str(part);
            }
        }
        shown
    }
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Address {
    /// Street and number.
    pub line1: String,
    /// Second line.
    #[serde(default)]
    pub line2: String,
    /// City.
    pub city: String,
    /// State or province code.
    pub state: String,
    /// ZIP code, 5 or 9 digits without a hyphen.
    pub zip: String,
    /// Country code, empty for the United States.
    #[serde(default)]
    pub country: String,
}

impl Address {
    /// Whether nothing is filled in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.line1, &self.line2, &self.city, &self.state, &self.zip].iter().all(|part| part.is_empty())
    }
}

/// Who someone is, apart from numbers: name, birth date and sex, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: PersonName,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_family_name_in_capitals() {
        let name =
            PersonName { last: "Núñez".into(), first: "José".into(), middle: "Q".into(), suffix: "Jr".into() };
        assert_eq!(name.display(), "NÚÑEZ JR, José Q");
        assert_eq!(PersonName { last: "Doe".into(), ..PersonName::default() }.display(), "DOE");
    }

    #[test]
    fn texts_are_trimmed_and_bounded() {
        assert_eq!(parse_text("  a b ", 3).unwrap(), "a b");
        assert!(parse_text("abcd", 3).is_err());
        assert!(parse_text("a\u{0}b", 9).is_err());
    }
}
