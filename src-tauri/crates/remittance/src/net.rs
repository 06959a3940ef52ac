//! What the standing outcomes of a claim come to, line by line: reversals and corrections netted.

use claims::{Adjustment, ClaimOutcome};
use std::collections::BTreeMap;
use values::{AdjustmentGroup, Carc, Money};

/// One line's sums, or those of the claim as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LineNet {
    pub(crate) charge: Money,
    pub(crate) paid: Money,
    pub(crate) adjustments: BTreeMap<(AdjustmentGroup, Carc), Money>,
}

impl LineNet {
    fn add(&mut self, adjustments: &[Adjustment]) {
        for adjustment in adjustments {
            *self.adjustments.entry((adjustment.group, adjustment.carc.clone())).or_default() += adjustment.amount;
        }
        self.adjustments.retain(|_, amount| !amount.is_zero());
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.charge.is_zero() && self.paid.is_zero() && self.adjustments.is_empty()
    }
}

/// Sums by line; `None` is the claim as a whole. Lines that net to nothing are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Net {
    pub(crate) lines: BTreeMap<Option<u16>, LineNet>,
}

impl Net {
    pub(crate) fn of<'a>(outcomes: impl IntoIterator<Item = &'a ClaimOutcome>) -> Net {
        let mut net = Net::default();
        outcomes.into_iter().for_each(|outcome| net.add(outcome));
        net
    }

    pub(crate) fn add(&mut self, outcome: &ClaimOutcome) {
        let own: Money = outcome.adjustments.iter().map(|adjustment| adjustment.amount).sum();
        let whole = self.lines.entry(None).or_default();
        whole.add(&outcome.adjustments);
        if outcome.lines.is_empty() {
            whole.charge += outcome.charge;
            whole.paid += outcome.paid;
        } else {
            // CLP04 = ΣSVC03 − ΣCAS(2100): what the claim level takes is taken from the lines' payments.
            whole.paid -= own;
        }
        for line in &outcome.lines {
            let net = self.lines.entry(line.line).or_default();
            net.charge += line.charge;
            net.paid += line.paid;
            net.add(&line.adjustments);
        }
        self.lines.retain(|_, line| !line.is_zero());
    }

    pub(crate) fn line(&self, line: Option<u16>) -> LineNet {
        self.lines.get(&line).cloned().unwrap_or_default()
    }

    pub(crate) fn charge(&self) -> Money {
        self.lines.values().map(|line| line.charge).sum()
    }

    pub(crate) fn paid(&self) -> Money {
        self.lines.values().map(|line| line.paid).sum()
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.charge().is_zero() && self.paid().is_zero()
    }
}
