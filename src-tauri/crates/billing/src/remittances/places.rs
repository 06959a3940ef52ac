//! Where the claim payments of a remittance were posted: kept in pages, for a remittance may pay any number of claims.

use crate::error::Result;
use records::{ClaimFinancial, MatchedBy, Placement, PlacementPage, RemittanceRecord, Unit};
use std::collections::{BTreeMap, BTreeSet};
use values::{ClaimId, RemittanceId, RemittancePageId};

/// Placements of a page: at most 16 bytes each, and a record holds 64 KiB.
const PAGE: usize = 2_000;

/// Writes the places of a remittance that is posted.
///
/// # Errors
/// What the store refuses.
pub(super) fn put_places(unit: &mut Unit<'_>, placements: Vec<Placement>) -> Result<Vec<RemittancePageId>> {
    let mut pages = Vec::new();
    for placements in placements.chunks(PAGE) {
        let id = unit.allocate();
        unit.put(id, &PlacementPage { placements: placements.to_vec() })?;
        pages.push(id);
    }
    Ok(pages)
}

/// Takes away the places of a remittance that was undone and is posted anew.
pub(super) fn forget_places(unit: &mut Unit<'_>, record: &RemittanceRecord) {
    record.placement_pages.iter().for_each(|page| unit.remove(*page));
}

/// The claims that a remittance was posted to, in order of id.
///
/// # Errors
/// What the store refuses.
pub(super) fn paid_claims(unit: &Unit<'_>, record: &RemittanceRecord) -> Result<Vec<ClaimId>> {
    let mut claims: BTreeSet<ClaimId> = record.paid_claims.iter().copied().collect();
    each(unit, record, |placement| {
        claims.insert(placement.claim);
    })?;
    Ok(claims.into_iter().collect())
}

/// The claims of each claim payment, by its position in the remittance.
pub(super) struct Places<'a, 'v> {
    unit: &'a Unit<'v>,
    subject: (RemittanceId, &'a RemittanceRecord),
    by_position: BTreeMap<u32, Vec<(ClaimId, MatchedBy)>>,
}

impl<'a, 'v> Places<'a, 'v> {
    /// Reads them all.
    ///
    /// # Errors
    /// What the store refuses.
    pub(super) fn read(unit: &'a Unit<'v>, subject: (RemittanceId, &'a RemittanceRecord)) -> Result<Places<'a, 'v>> {
        let mut by_position: BTreeMap<u32, Vec<(ClaimId, MatchedBy)>> = BTreeMap::new();
        each(unit, subject.1, |placement| {
            by_position.entry(placement.position).or_default().push((placement.claim, placement.by));
        })?;
        Ok(Places { unit, subject, by_position })
    }

    /// Where the claim payment at a position was posted.
    ///
    /// # Errors
    /// What the store refuses.
    pub(super) fn of(&self, position: u32, payment: &remittance::ClaimPayment) -> Result<Vec<(ClaimId, MatchedBy)>> {
        let (id, record) = self.subject;
        // Posted before places were kept: the claim whose account has this very payment.
        for claim in &record.paid_claims {
            let financial: ClaimFinancial = self.unit.need(*claim)?;
            let is_it = |outcome: &claims::ClaimOutcome| {
                outcome.remittance_id == id
                    && !outcome.is_undone
                    && (outcome.status, outcome.charge, outcome.paid) == (payment.status, payment.charge, payment.paid)
                    && outcome.payer_claim_control_number == payment.payer_claim_control_number
            };
            if financial.account.outcomes.iter().any(is_it) {
                return Ok(vec![(*claim, MatchedBy::Number)]);
            }
        }
        Ok(self.by_position.get(&position).cloned().unwrap_or_default())
    }
}

fn each(unit: &Unit<'_>, record: &RemittanceRecord, mut visit: impl FnMut(Placement)) -> Result<()> {
    for page in &record.placement_pages {
        let PlacementPage { placements } = unit.need(*page)?;
        placements.into_iter().for_each(&mut visit);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::Money;
    use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, Timestamp, UnlockOptions, Vault};

    fn vault(folder: &std::path::Path) -> Vault {
        let (anna, sven) = (Passphrase::new("otter violin harbor seven"), Passphrase::new("maple quartz ladder nine"));
        let practice = NewPractice {
            practice_name: "Example Practice",
            administrator: NewPerson { name: "anna", passphrase: &anna },
            supervisor: NewPerson { name: "sven", passphrase: &sven },
            kdf: KdfSetting::Floor,
            single_person: false,
        };
        Vault::create(&folder.join("practice"), practice, &UnlockOptions::new(Timestamp(1))).unwrap().vault
    }

    #[test]
    fn a_remittance_of_any_size_keeps_its_places() {
        let folder = tempfile::tempdir().unwrap();
        let vault = vault(folder.path());
        // The longest numbers there are: no page may be too large for a record.
        let placements: Vec<Placement> = (0..25_000)
            .map(|at| Placement {
                position: u32::MAX - at,
                claim: ClaimId::new(u64::MAX - u64::from(at)),
                by: MatchedBy::Hand,
            })
            .collect();
        let mut unit = Unit::new(&vault);
        let pages = put_places(&mut unit, placements.clone()).unwrap();
        unit.commit(values::Timestamp::from_millis(2), "test", "").unwrap();
        assert_eq!(pages.len(), 13);
        let record = RemittanceRecord { placement_pages: pages, ..empty() };
        let unit = Unit::new(&vault);
        let paid = paid_claims(&unit, &record).unwrap();
        assert_eq!(paid.len(), 25_000);
        assert!(paid.is_sorted());
        let mut again = Vec::new();
        each(&unit, &record, |placement| again.push(placement)).unwrap();
        assert_eq!(again, placements);
        let mut unit = Unit::new(&vault);
        forget_places(&mut unit, &record);
        unit.commit(values::Timestamp::from_millis(3), "test", "").unwrap();
        assert!(paid_claims(&Unit::new(&vault), &record).is_err());
    }

    fn empty() -> RemittanceRecord {
        RemittanceRecord {
            payer_id: None,
            payer_name: String::new(),
            trace: String::new(),
            date: values::Date::new(2026, 3, 2).unwrap(),
            payment: Money::ZERO,
            claims: 0,
            service_lines: 0,
            matched: 0,
            posted: Money::ZERO,
            unposted: Money::ZERO,
            provider_adjustment: Money::ZERO,
            is_balanced: true,
            denied_claims: 0,
            exceptions: Vec::new(),
            exception_count: 0,
            state: records::RemittanceState::Posted,
            posted_on: values::Date::new(2026, 3, 2).unwrap(),
            pages: Vec::new(),
            paid_claims: Vec::new(),
            file_sha256: String::new(),
            choices: BTreeMap::new(),
            placement_pages: Vec::new(),
            undecided: 0,
            work_items: Vec::new(),
            deposit: None,
        }
    }
}
