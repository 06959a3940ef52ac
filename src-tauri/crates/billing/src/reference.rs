//! The practice's reference data as one action needs it: payers, providers, billing providers, facilities, fees.

use crate::error::Result;
use records::{
    BillingProviderRecord, Cell, FacilityRecord, FeeRecord, Field, PayerRecord, ProviderRecord, RecordId, Unit, scan,
};
use std::collections::HashMap;
use std::hash::Hash;
use values::{BillingProviderId, Date, FacilityId, FeeId, Modifier, PayerId, ProcedureCode, ProviderId};
use vault::Vault;

/// One collection in memory, found by what the wire calls its records.
pub struct Table<C: Cell> {
    rows: HashMap<u64, C>,
    by_key: HashMap<String, u64>,
    order: Vec<u64>,
    key: fn(&C) -> String,
}

impl<C: Cell + Clone> Table<C>
where
    C::Id: Eq + Hash,
{
    fn load(vault: &Vault, key: fn(&C) -> String) -> Result<Table<C>> {
        let mut table = Table { rows: HashMap::new(), by_key: HashMap::new(), order: Vec::new(), key };
        for row in scan::<C>(vault) {
            let (id, field) = row?;
            if let Field::Open(record) = field {
                table.insert(id, record);
            }
        }
        Ok(table)
    }

    /// Keeps a record that this action adds or changes.
    pub fn insert(&mut self, id: C::Id, record: C) {
        self.by_key.entry((self.key)(&record)).or_insert(id.number());
        if self.rows.insert(id.number(), record).is_none() {
            self.order.push(id.number());
        }
    }

    /// The record with this id.
    #[must_use]
    pub fn get(&self, id: C::Id) -> Option<&C> {
        self.rows.get(&id.number())
    }

    /// The first record that the wire calls so.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<C::Id> {
        self.by_key.get(key).map(|number| C::Id::from_number(*number))
    }

    /// Every record, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (C::Id, &C)> {
        self.order.iter().filter_map(|number| self.rows.get(number).map(|record| (C::Id::from_number(*number), record)))
    }
}

/// All reference data.
pub struct Reference {
    /// Payers by payer id.
    pub payers: Table<PayerRecord>,
    /// Providers by NPI.
    pub providers: Table<ProviderRecord>,
    /// Billing providers by NPI.
    pub billing_providers: Table<BillingProviderRecord>,
    /// Facilities by NPI, else by name.
    pub facilities: Table<FacilityRecord>,
    /// Fees by code.
    pub fees: Table<FeeRecord>,
}

impl Reference {
    /// Reads it all.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn load(vault: &Vault) -> Result<Reference> {
        Ok(Reference {
            payers: Table::load(vault, |payer: &PayerRecord| payer.payer_id.to_uppercase())?,
            providers: Table::load(vault, |provider: &ProviderRecord| provider.npi.clone())?,
            billing_providers: Table::load(vault, |billing: &BillingProviderRecord| billing.npi.clone())?,
            facilities: Table::load(vault, facility_key)?,
            fees: Table::load(vault, |fee: &FeeRecord| fee.code.as_str().to_owned())?,
        })
    }

    /// The payer that the wire calls so; case does not matter.
    #[must_use]
    pub fn payer(&self, payer_id: &str) -> Option<PayerId> {
        self.payers.find(&payer_id.trim().to_uppercase())
    }

    /// The provider with this NPI.
    #[must_use]
    pub fn provider(&self, npi: &str) -> Option<ProviderId> {
        self.providers.find(npi.trim())
    }

    /// The billing provider with this NPI.
    #[must_use]
    pub fn billing_provider(&self, npi: &str) -> Option<BillingProviderId> {
        self.billing_providers.find(npi.trim())
    }

    /// The facility with this NPI or, without one, this name.
    #[must_use]
    pub fn facility(&self, npi_or_name: &str) -> Option<FacilityId> {
        self.facilities.find(&npi_or_name.trim().to_uppercase())
    }

    /// The practice's charge for a procedure on a day: the fee with the modifier, else the one without.
    #[must_use]
    pub fn fee(&self, code: &ProcedureCode, modifiers: &[Modifier], on: Date) -> Option<(FeeId, &FeeRecord)> {
        let serves = |fee: &FeeRecord| {
            fee.code == *code
                && fee.payer_id.is_none()
                && fee.effective_on.is_none_or(|first| first <= on)
                && fee.ends_on.is_none_or(|last| on <= last)
        };
        let mut serving: Vec<_> = self.fees.iter().filter(|(_, fee)| serves(fee)).collect();
        serving.retain(|(_, fee)| fee.modifier.as_ref().is_none_or(|modifier| modifiers.contains(modifier)));
        serving.into_iter().max_by_key(|(_, fee)| (fee.modifier.is_some(), fee.effective_on))
    }

    /// Adds a payer that is not known yet.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn add_payer(&mut self, unit: &mut Unit<'_>, payer: PayerRecord) -> Result<PayerId> {
        let id = unit.allocate();
        unit.put(id, &payer)?;
        self.payers.insert(id, payer);
        Ok(id)
    }
}

fn facility_key(facility: &FacilityRecord) -> String {
    if facility.npi.is_empty() { facility.name.to_uppercase() } else { facility.npi.clone() }
}
