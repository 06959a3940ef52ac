//! Providers: rendering, referring, ordering, supervising.

use super::fields::{needed, npi, taxonomy, text};
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{Form, FormCheck, Problem};
use crate::reference::Reference;
use privacy::Action;
use records::{ProviderRecord, scan};
use values::ProviderId;

/// A provider as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct ProviderForm {
    /// The provider that is changed; `None` for a new one.
    pub id: Option<ProviderId>,
    /// NPI.
    pub npi: String,
    /// Family name, or the organisation's name.
    pub last_name: String,
    /// Given name; empty for an organisation.
    pub first_name: String,
    /// Taxonomy code; may be empty.
    pub taxonomy: String,
}

/// Every provider, oldest first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_providers(desk: &Desk<'_>) -> Result<Vec<(ProviderId, ProviderRecord)>> {
    desk.may(Action::ReadReference)?;
    let mut providers = Vec::new();
    for item in scan::<ProviderRecord>(desk.vault()) {
        let (id, provider) = item?;
        providers.extend(provider.open().map(|provider| (id, provider)));
    }
    Ok(providers)
}

/// Saves a provider.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn save_provider(desk: &Desk<'_>, form: &ProviderForm) -> Result<Form<ProviderId>> {
    desk.may(Action::ChangeReference)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| unit.need::<ProviderRecord>(id)).transpose()?;
    let mut check = FormCheck::on(desk.today());
    check.required("npi", &form.npi);
    let provider = ProviderRecord {
        npi: npi(&mut check, "npi", &form.npi),
        last_name: needed(&mut check, "last_name", &form.last_name, 60),
        first_name: text(&mut check, "first_name", &form.first_name, 35),
        taxonomy: taxonomy(&mut check, "taxonomy", &form.taxonomy),
    };
    let same = Reference::load(desk.vault())?.provider(&provider.npi).filter(|_| !provider.npi.is_empty());
    if same.is_some_and(|same| Some(same) != form.id) {
        check.refuse("npi", Problem::Taken);
    }
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        if before.as_ref() != Some(&provider) {
            unit.put(id, &provider)?;
            desk.commit(unit, if before.is_some() { "provider.change" } else { "provider.add" })?;
        }
        Ok(id)
    })
}
