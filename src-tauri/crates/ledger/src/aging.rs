//! Accounts receivable by age.

use crate::OpenAmounts;
use serde::{Deserialize, Serialize};
use values::{Date, Money};

/// What is open on one claim, with the day that its age counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgingItem {
    /// First date of service; `None` counts as the day of the report.
    pub service_on: Option<Date>,
    /// What is open on the claim.
    pub open: OpenAmounts,
}

/// One bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgingBucket {
    /// Days since the date of service: `0-30` … `121+`.
    pub label: String,
    /// What payers owe, denied amounts included.
    pub insurance: Money,
    /// What patients owe.
    pub patient: Money,
}

/// Accounts receivable by age. Insurance and patient together are the sum of all claim balances above zero; claims below
/// zero are the credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aging {
    /// The day of the report.
    pub as_of: Date,
    /// Five buckets, youngest first.
    pub buckets: Vec<AgingBucket>,
    /// What payers owe, denied amounts included.
    pub insurance: Money,
    /// What patients owe.
    pub patient: Money,
    /// Money that belongs to no claim yet.
    pub unapplied: Money,
    /// What the practice owes back, above zero.
    pub credit: Money,
}

const BUCKETS: [(i32, &str); 5] = [(30, "0-30"), (60, "31-60"), (90, "61-90"), (120, "91-120"), (i32::MAX, "121+")];

/// Ages claims by days since their first date of service. A part of a claim that is below zero (a copay taken ahead) is
/// set off against the claim's other part, so that the two parts are its balance.
#[must_use]
pub fn aging(as_of: Date, unapplied: Money, items: impl IntoIterator<Item = AgingItem>) -> Aging {
    let bucket = |(_, label): &(i32, &str)| AgingBucket {
        label: (*label).to_owned(),
        insurance: Money::ZERO,
        patient: Money::ZERO,
    };
    let buckets = BUCKETS.iter().map(bucket).collect();
    let mut aging =
        Aging { as_of, buckets, insurance: Money::ZERO, patient: Money::ZERO, unapplied, credit: Money::ZERO };
    for item in items {
        add(&mut aging, item);
    }
    aging
}

fn add(aging: &mut Aging, item: AgingItem) {
    let total = item.open.total();
    if total <= Money::ZERO {
        aging.credit -= total;
        return;
    }
    let insurance = item.open.insurance + item.open.denied;
    let insurance = insurance.clamp(Money::ZERO, total);
    let patient = total - insurance;
    aging.insurance += insurance;
    aging.patient += patient;
    let age = item.service_on.map_or(0, |day| aging.as_of.days_since(day));
    let at = BUCKETS.iter().position(|(last, _)| age <= *last).unwrap_or(BUCKETS.len() - 1);
    if let Some(bucket) = aging.buckets.get_mut(at) {
        bucket.insurance += insurance;
        bucket.patient += patient;
    }
}
