//! Billing providers and facilities: those of the practice's own that have an address.

use super::fields::{AddressForm, address, needed, npi, taxonomy, text, whole_address};
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{Form, FormCheck, Problem};
use crate::reference::Reference;
use privacy::Action;
use records::{BillingProviderRecord, FacilityRecord, PracticeRecord, practice_key, scan};
use values::{BillingProviderId, FacilityId, Tin};

/// A billing provider as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct BillingProviderForm {
    /// The one that is changed; `None` for a new one.
    pub id: Option<BillingProviderId>,
    /// Name of the organisation, or family name of a person.
    pub name: String,
    /// Given name of a person; empty for an organisation.
    pub first_name: String,
    /// NPI.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Whether the tax id is an SSN.
    pub tin_is_ssn: bool,
    /// Taxonomy code; may be empty.
    pub taxonomy: String,
    /// Street address.
    pub address: AddressForm,
    /// Whether claims are billed by it unless a visit names another.
    pub is_default: bool,
}

/// A facility as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct FacilityForm {
    /// The one that is changed; `None` for a new one.
    pub id: Option<FacilityId>,
    /// Name.
    pub name: String,
    /// NPI; may be empty.
    pub npi: String,
    /// Address; whole or empty.
    pub address: AddressForm,
}

/// Every billing provider, oldest first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_billing_providers(desk: &Desk<'_>) -> Result<Vec<(BillingProviderId, BillingProviderRecord)>> {
    desk.may(Action::ReadReference)?;
    let mut found = Vec::new();
    for item in scan::<BillingProviderRecord>(desk.vault()) {
        let (id, billing) = item?;
        found.extend(billing.open().map(|billing| (id, billing)));
    }
    Ok(found)
}

/// Every facility, oldest first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_facilities(desk: &Desk<'_>) -> Result<Vec<(FacilityId, FacilityRecord)>> {
    desk.may(Action::ReadReference)?;
    let mut found = Vec::new();
    for item in scan::<FacilityRecord>(desk.vault()) {
        let (id, facility) = item?;
        found.extend(facility.open().map(|facility| (id, facility)));
    }
    Ok(found)
}

/// Saves a billing provider, and with it which one is the practice's default.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn save_billing_provider(desk: &Desk<'_>, form: &BillingProviderForm) -> Result<Form<BillingProviderId>> {
    desk.may(Action::ChangeReference)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| unit.need::<BillingProviderRecord>(id)).transpose()?;
    let mut check = FormCheck::on(desk.today());
    check.required("npi", &form.npi);
    check.required("tin", &form.tin);
    let tin = check.parsed("tin", &form.tin, Tin::parse, Problem::BadShape);
    let billing = BillingProviderRecord {
        name: needed(&mut check, "name", &form.name, 60),
        first_name: text(&mut check, "first_name", &form.first_name, 35),
        npi: npi(&mut check, "npi", &form.npi),
        tin: tin.map(|tin| tin.as_str().to_owned()).unwrap_or_default(),
        tin_is_ssn: form.tin_is_ssn,
        taxonomy: taxonomy(&mut check, "taxonomy", &form.taxonomy),
        address: whole_address(&mut check, &form.address),
    };
    let same = Reference::load(desk.vault())?.billing_provider(&billing.npi).filter(|_| !billing.npi.is_empty());
    if same.is_some_and(|same| Some(same) != form.id) {
        check.refuse("npi", Problem::Taken);
    }
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        let practice: PracticeRecord = unit.need(practice_key())?;
        let becomes_default = form.is_default && practice.default_billing_provider != id;
        if before.as_ref() == Some(&billing) && !becomes_default {
            return Ok(id);
        }
        unit.put(id, &billing)?;
        if becomes_default {
            unit.put(practice_key(), &PracticeRecord { default_billing_provider: id, ..practice })?;
        }
        desk.commit(unit, if before.is_some() { "billing_provider.change" } else { "billing_provider.add" })?;
        Ok(id)
    })
}

/// Saves a facility.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn save_facility(desk: &Desk<'_>, form: &FacilityForm) -> Result<Form<FacilityId>> {
    desk.may(Action::ChangeReference)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| unit.need::<FacilityRecord>(id)).transpose()?;
    let mut check = FormCheck::on(desk.today());
    let facility = FacilityRecord {
        name: needed(&mut check, "name", &form.name, 60),
        npi: npi(&mut check, "npi", &form.npi),
        address: address(&mut check, &form.address).unwrap_or_default(),
    };
    let key = if facility.npi.is_empty() { &facility.name } else { &facility.npi };
    let same = Reference::load(desk.vault())?.facility(key).filter(|_| !key.is_empty());
    if same.is_some_and(|same| Some(same) != form.id) {
        check.refuse(if facility.npi.is_empty() { "name" } else { "npi" }, Problem::Taken);
    }
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        if before.as_ref() != Some(&facility) {
            unit.put(id, &facility)?;
            desk.commit(unit, if before.is_some() { "facility.change" } else { "facility.add" })?;
        }
        Ok(id)
    })
}
