//! The trial balance.

use crate::{Account, Posting};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use values::Money;

/// Sums over postings: the trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerTotals {
    /// Entries: two for each posting.
    pub entries: u64,
    /// Sum of debits.
    pub debit: Money,
    /// Sum of credits.
    pub credit: Money,
    /// Each account's balance, debits above zero. Accounts that were never touched are absent.
    pub accounts: BTreeMap<Account, Money>,
}

impl LedgerTotals {
    /// The totals of these postings.
    #[must_use]
    pub fn of<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> LedgerTotals {
        let mut totals = LedgerTotals::default();
        postings.into_iter().for_each(|posting| totals.apply(posting));
        totals
    }

    /// Takes one posting in.
    pub fn apply(&mut self, posting: &Posting) {
        self.entries += 2;
        self.debit += posting.amount;
        self.credit += posting.amount;
        *self.accounts.entry(posting.debit).or_default() += posting.amount;
        *self.accounts.entry(posting.credit).or_default() -= posting.amount;
    }

    /// Takes another part of the books in.
    pub fn merge(&mut self, other: &LedgerTotals) {
        self.entries += other.entries;
        self.debit += other.debit;
        self.credit += other.credit;
        for (account, balance) in &other.accounts {
            *self.accounts.entry(*account).or_default() += *balance;
        }
    }

    /// An account's balance, debits above zero.
    #[must_use]
    pub fn account(&self, account: Account) -> Money {
        self.accounts.get(&account).copied().unwrap_or_default()
    }

    /// Money that belongs to no claim yet.
    #[must_use]
    pub fn unapplied(&self) -> Money {
        -self.account(Account::UnappliedCash)
    }

    /// Whether debits equal credits and the accounts sum to nothing.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.debit == self.credit && self.accounts.values().copied().sum::<Money>().is_zero()
    }
}
