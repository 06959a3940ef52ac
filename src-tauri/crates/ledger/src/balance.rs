//! What is open on a claim, by line and by who owes it.

use crate::{Account, Posting};
use serde::{Deserialize, Serialize};
use values::Money;

/// Open amounts by responsible party; below zero where too much was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct OpenAmounts {
    /// The payer owes it or has not decided.
    pub insurance: Money,
    /// The payer denied it and nobody has acted.
    pub denied: Money,
    /// The patient owes it.
    pub patient: Money,
}

impl OpenAmounts {
    /// All three.
    #[must_use]
    pub fn total(self) -> Money {
        self.insurance + self.denied + self.patient
    }

    /// Whether nothing is open in any of the three.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.insurance.is_zero() && self.denied.is_zero() && self.patient.is_zero()
    }

    /// Adds another's amounts.
    pub fn add(&mut self, other: OpenAmounts) {
        self.insurance += other.insurance;
        self.denied += other.denied;
        self.patient += other.patient;
    }

    fn apply(&mut self, posting: &Posting) {
        self.insurance += posting.effect_on(Account::InsuranceReceivable);
        self.denied += posting.effect_on(Account::DeniedReceivable);
        self.patient += posting.effect_on(Account::PatientReceivable);
    }
}

/// What is open on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineBalance {
    /// The service line; `None` for what stands at the claim as a whole.
    pub line: Option<u16>,
    /// What is open.
    pub open: OpenAmounts,
}

/// What is open on a claim: lines with something open, by number, the claim's own part first. Equal balances are equal
/// values, whatever way led to them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ClaimBalance {
    /// The lines with something open.
    pub lines: Vec<LineBalance>,
}

impl ClaimBalance {
    /// The balance from scratch. The postings are those of one claim.
    #[must_use]
    pub fn of<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> ClaimBalance {
        let mut balance = ClaimBalance::default();
        balance.apply_all(postings);
        balance
    }

    /// Takes one posting of the claim in.
    pub fn apply(&mut self, posting: &Posting) {
        if !posting.debit.is_receivable() && !posting.credit.is_receivable() {
            return;
        }
        match self.lines.binary_search_by_key(&posting.line, |line| line.line) {
            Ok(at) => {
                if let Some(line) = self.lines.get_mut(at) {
                    line.open.apply(posting);
                }
                if self.lines.get(at).is_some_and(|line| line.open.is_zero()) {
                    self.lines.remove(at);
                }
            }
            Err(at) => {
                let mut open = OpenAmounts::default();
                open.apply(posting);
                if !open.is_zero() {
                    self.lines.insert(at, LineBalance { line: posting.line, open });
                }
            }
        }
    }

    /// Takes postings of the claim in.
    pub fn apply_all<'a>(&mut self, postings: impl IntoIterator<Item = &'a Posting>) {
        for posting in postings {
            self.apply(posting);
        }
    }

    /// What is open on this line.
    #[must_use]
    pub fn line(&self, line: Option<u16>) -> OpenAmounts {
        let at = self.lines.binary_search_by_key(&line, |known| known.line);
        at.ok().and_then(|at| self.lines.get(at)).map_or_else(OpenAmounts::default, |found| found.open)
    }

    /// What is open over all lines, by who owes it.
    #[must_use]
    pub fn open(&self) -> OpenAmounts {
        let mut sum = OpenAmounts::default();
        for line in &self.lines {
            sum.add(line.open);
        }
        sum
    }

    /// The balance; below zero it is a credit.
    #[must_use]
    pub fn total(&self) -> Money {
        self.open().total()
    }
}
