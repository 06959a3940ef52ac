//! Confidentiality classes and roles: who may hold which key (product.md "Roles and confidentiality classes", security.md 3).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A confidentiality class. Each field of each record belongs to exactly one; a role without the class holds no key for it.
///
/// The numbers are part of the store's format (cell headers, grants) and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Class {
    /// Names, birth date, sex, addresses, phones, account number, guarantor, consents.
    Demographics = 0,
    /// SSN, member ids and other payer-given ids of a person.
    Identifiers = 1,
    /// Payer, plan, sequence, group, relationship, dates, copay, authorizations and referrals.
    Coverage = 2,
    /// Diagnoses, service lines, places, providers and dates of a visit, notes, scrub findings.
    Clinical = 3,
    /// Claim state, control numbers, outcomes, payments, balances, ledger pages, denial items.
    Financial = 4,
    /// 42 CFR Part 2 content, psychotherapy notes, whatever a supervisor marks so. Granted by name only.
    Sensitive = 5,
    /// Practice, providers, payers, fee schedules, users, settings, rules, packs: held by every role.
    Administrative = 6,
}

impl Class {
    /// All classes, in the order of their bits.
    pub const ALL: [Class; 7] = [
        Class::Demographics,
        Class::Identifiers,
        Class::Coverage,
        Class::Clinical,
        Class::Financial,
        Class::Sensitive,
        Class::Administrative,
    ];

    /// The class's number in the store's format.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Class::Demographics => 0,
            Class::Identifiers => 1,
            Class::Coverage => 2,
            Class::Clinical => 3,
            Class::Financial => 4,
            Class::Sensitive => 5,
            Class::Administrative => 6,
        }
    }

    /// The name used in JSON (`{"sealed": "clinical"}`) and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Class::Demographics => "demographics",
            Class::Identifiers => "identifiers",
            Class::Coverage => "coverage",
            Class::Clinical => "clinical",
            Class::Financial => "financial",
            Class::Sensitive => "sensitive",
            Class::Administrative => "administrative",
        }
    }

    /// The class with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Class> {
        Class::ALL.get(usize::from(number)).copied()
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of classes as a bit mask (bit n = class number n). Bytes that mix classes are sealed under all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct ClassSet(u8);

impl ClassSet {
    /// No class.
    pub const EMPTY: ClassSet = ClassSet(0);

    /// The set of one class.
    #[must_use]
    pub const fn one(class: Class) -> ClassSet {
        ClassSet(match class {
            Class::Demographics => 1,
            Class::Identifiers => 2,
            Class::Coverage => 4,
            Class::Clinical => 8,
            Class::Financial => 16,
            Class::Sensitive => 32,
            Class::Administrative => 64,
        })
    }

    /// The set of several classes.
    #[must_use]
    pub const fn of(classes: &[Class]) -> ClassSet {
        let mut bits = 0;
        let mut at = 0;
        while at < classes.len() {
            bits |= ClassSet::one(classes[at]).0;
            at += 1;
        }
        ClassSet(bits)
    }

    /// The set with these bits; `None` when a bit names no class.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Option<ClassSet> {
        if bits < 128 { Some(ClassSet(bits)) } else { None }
    }

    /// The set as bits.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the class is in the set.
    #[must_use]
    pub const fn has(self, class: Class) -> bool {
        self.0 & ClassSet::one(class).0 != 0
    }

    /// Whether every class of `other` is in this set.
    #[must_use]
    pub const fn covers(self, other: ClassSet) -> bool {
        self.0 & other.0 == other.0
    }

    /// The union.
    #[must_use]
    pub const fn with(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }

    /// The classes of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.has(*class))
    }

    /// How many classes are in the set.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Class> for ClassSet {
    fn from(class: Class) -> Self {
        ClassSet::one(class)
    }
}

/// What a person works as (security.md 3). The numbers are part of the roster's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registers patients, verifies coverage, takes copays.
    FrontDesk,
    /// Codes visits.
    Coder,
    /// Bills, posts, works denials.
    Biller,
    /// All that a biller may, and approvals.
    Supervisor,
    /// Reads the audit trail only.
    Auditor,
    /// Users, keys, backups; never a patient.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 6] =
        [Role::FrontDesk, Role::Coder, Role::Biller, Role::Supervisor, Role::Auditor, Role::Administrator];

    /// The role's name on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::FrontDesk => "front_desk",
            Role::Coder => "coder",
            Role::Biller => "biller",
            Role::Supervisor => "supervisor",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    /// The role with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The classes whose keys are granted to this role (security.md 3; `sensitive` is granted by name and reason, never by
    /// role).
    #[must_use]
    pub const fn classes(self) -> ClassSet {
        use Class::{Administrative, Clinical, Coverage, Demographics, Financial, Identifiers};
        match self {
            Role::FrontDesk => ClassSet::of(&[Demographics, Identifiers, Coverage, Financial, Administrative]),
            Role::Coder => ClassSet::of(&[Demographics, Coverage, Clinical, Administrative]),
            Role::Biller | Role::Supervisor => {
                ClassSet::of(&[Demographics, Identifiers, Coverage, Clinical, Financial, Administrative])
            }
            Role::Auditor | Role::Administrator => ClassSet::of(&[Administrative]),
        }
    }

    /// Whether the role's keys open anything about a patient, so that a supervisor must approve it.
    #[must_use]
    pub const fn gives_phi(self) -> bool {
        self.classes().bits() != ClassSet::one(Class::Administrative).bits()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bits_agree() {
        for class in Class::ALL {
            assert_eq!(Class::from_number(class.number()), Some(class));
            assert_eq!(ClassSet::one(class).bits(), 1 << class.number());
        }
        assert_eq!(Class::from_number(7), None);
    }

    #[test]
    fn administrator_and_auditor_hold_no_class_about_patients() {
        for role in Role::ALL {
            let phi = role.classes().iter().any(|class| class != Class::Administrative);
            assert_eq!(phi, role.gives_phi(), "{role}");
            assert!(!role.classes().has(Class::Sensitive), "{role}");
        }
        assert!(!Role::Administrator.gives_phi() && !Role::Auditor.gives_phi());
    }
}
