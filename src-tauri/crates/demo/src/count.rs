//! What stands in the store in the end.

use crate::{DemoOptions, DemoReport, USERS};
use billing::Result;
use records::{ClaimFinancial, Field, RemittanceRecord, scan};
use std::collections::BTreeMap;
use std::path::Path;
use values::Money;
use vault::Vault;

/// Counts claims and remittances.
pub(crate) fn count(vault: &Vault, dir: &Path, (options, visits): (&DemoOptions<'_>, usize)) -> Result<DemoReport> {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let mut report = DemoReport {
        store: dir.display().to_string(),
        users: USERS.to_vec(),
        patients: number(options.patients),
        encounters: number(visits),
        claims: 0,
        claims_by_state: BTreeMap::new(),
        remittances: 0,
        charge_cents: Money::ZERO,
        payment_cents: Money::ZERO,
    };
    for item in scan::<ClaimFinancial>(vault) {
        let (_, Field::Open(claim)) = item? else { continue };
        report.claims += 1;
        *report.claims_by_state.entry(claim.account.state.name()).or_default() += 1;
        // The next payer's claim is about the same charge.
        if claim.account.previous_claim.is_none() {
            report.charge_cents += claim.account.charge;
        }
    }
    for item in scan::<RemittanceRecord>(vault) {
        let (_, Field::Open(remittance)) = item? else { continue };
        report.remittances += 1;
        report.payment_cents += remittance.payment;
    }
    Ok(report)
}
