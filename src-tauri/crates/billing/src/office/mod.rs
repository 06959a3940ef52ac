//! The practice's own data as people enter it: payers, providers, billing providers, facilities.

mod fields;
mod payers;
mod places;
mod providers;

pub use fields::AddressForm;
pub(crate) use fields::{needed, npi, taxonomy, text, whole_address};
pub use payers::{PayerForm, list_payers, save_payer};
pub use places::{
    BillingProviderForm, FacilityForm, list_billing_providers, list_facilities, save_billing_provider, save_facility,
};
pub use providers::{ProviderForm, list_providers, save_provider};
