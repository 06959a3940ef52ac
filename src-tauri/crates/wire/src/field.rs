//! A field as the window gets it: open, sealed or damaged; and cents.

use serde::Serialize;
use ts_rs::TS;
use values::{Class, Money};

/// A confidentiality class, as it is named on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClassName {
    /// Names, birth date, addresses, phones, account number.
    Demographics,
    /// SSN, member ids.
    Identifiers,
    /// Payer, plan, group, dates.
    Coverage,
    /// Diagnoses, service lines, visit dates, notes.
    Clinical,
    /// Claim state, payments, balances.
    Financial,
    /// Part 2 content and whatever a supervisor marked.
    Sensitive,
    /// Practice, payers, users, settings.
    Administrative,
}

impl From<Class> for ClassName {
    fn from(class: Class) -> Self {
        match class {
            Class::Demographics => ClassName::Demographics,
            Class::Identifiers => ClassName::Identifiers,
            Class::Coverage => ClassName::Coverage,
            Class::Clinical => ClassName::Clinical,
            Class::Financial => ClassName::Financial,
            Class::Sensitive => ClassName::Sensitive,
            Class::Administrative => ClassName::Administrative,
        }
    }
}

/// A field of a record: its value, or the class that the role holds no key for, or the class whose cell does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum Field<T> {
    /// The value.
    Open(T),
    /// The role lacks the class.
    Sealed {
        /// The class.
        sealed: ClassName,
    },
    /// The cell of the class does not open although the key is there.
    Damaged {
        /// The class.
        damaged: ClassName,
    },
    /// The record has nothing there: shown blank, which means unknown. Crosses as `null`.
    Absent,
}

impl<T> Field<T> {
    /// A field that the role has no key for.
    #[must_use]
    pub fn sealed(class: ClassName) -> Self {
        Field::Sealed { sealed: class }
    }

    /// The same field with its value turned into another.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Field::Open(value) => Field::Open(turn(value)),
            Field::Sealed { sealed } => Field::Sealed { sealed },
            Field::Damaged { damaged } => Field::Damaged { damaged },
            Field::Absent => Field::Absent,
        }
    }
}

/// An amount in integer cents. Crosses as a JavaScript number: `values::Money` keeps |cents| < 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(type = "number")]
pub struct Cents(i64);

impl From<Money> for Cents {
    fn from(money: Money) -> Self {
        Cents(money.cents())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_field_names_its_class_and_an_open_one_is_bare() {
        let open: Field<Cents> = Field::Open(Money::from_cents(-1200).unwrap().into());
        assert_eq!(serde_json::to_string(&open).unwrap(), "-1200");
        for class in Class::ALL {
            let sealed: Field<u8> = Field::sealed(class.into());
            assert_eq!(serde_json::to_string(&sealed).unwrap(), format!(r#"{{"sealed":"{class}"}}"#));
        }
    }
}
