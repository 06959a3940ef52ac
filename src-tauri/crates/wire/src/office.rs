//! Payers, providers, billing providers, facilities and prices. A record crosses as the texts of its form, so that what is
//! shown is what is sent back.

use crate::{Cents, FieldProblemView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An address, as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddressFields {
    /// Street.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub zip: String,
}

impl From<AddressFields> for billing::AddressForm {
    fn from(fields: AddressFields) -> Self {
        let AddressFields { line1, line2, city, state, zip } = fields;
        billing::AddressForm { line1, line2, city, state, zip }
    }
}

impl From<values::Address> for AddressFields {
    fn from(address: values::Address) -> Self {
        let values::Address { line1, line2, city, state, zip, country: _ } = address;
        let zip = match (zip.get(..5), zip.get(5..)) {
            (Some(five), Some(four)) if four.len() == 4 => format!("{five}-{four}"),
            _ => zip,
        };
        AddressFields { line1, line2, city, state, zip }
    }
}

/// A payer, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PayerFields {
    /// Name.
    pub name: String,
    /// Payer id on the wire.
    pub payer_id: String,
    /// Claim filing indicator.
    pub filing_indicator: String,
    /// Days to file.
    pub timely_filing_days: String,
    /// Days to appeal.
    pub appeal_days: String,
    /// Address.
    pub address: AddressFields,
}

/// A payer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PayerView {
    /// The record.
    pub id: String,
    /// What it says.
    pub fields: PayerFields,
}

/// Asks for the payers.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListPayersRequest {}

/// A code with its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodeChoice {
    /// The code.
    pub code: String,
    /// Its words.
    pub label: String,
}

/// The payers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListPayersResponse {
    /// Oldest first.
    pub items: Vec<PayerView>,
    /// Filing indicators that a claim takes.
    pub filing_indicators: Vec<CodeChoice>,
}

/// Saves a payer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SavePayerRequest {
    /// The payer that is changed; `null` for a new one.
    pub id: Option<String>,
    /// What it says.
    pub fields: PayerFields,
}

impl From<(values::PayerId, records::PayerRecord)> for PayerView {
    fn from((id, payer): (values::PayerId, records::PayerRecord)) -> Self {
        let days = |days: Option<u16>| days.map(|days| days.to_string()).unwrap_or_default();
        let fields = PayerFields {
            name: payer.name,
            payer_id: payer.payer_id,
            filing_indicator: payer.filing_indicator.map(|code| code.to_string()).unwrap_or_default(),
            timely_filing_days: days(payer.timely_filing_days),
            appeal_days: days(payer.appeal_days),
            address: payer.address.map(AddressFields::from).unwrap_or_default(),
        };
        PayerView { id: id.to_string(), fields }
    }
}

/// A provider, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderFields {
    /// NPI.
    pub npi: String,
    /// Family name, or the organisation's name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Taxonomy code.
    pub taxonomy: String,
}

/// A provider.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProviderView {
    /// The record.
    pub id: String,
    /// What it says.
    pub fields: ProviderFields,
    /// The taxonomy code in words; empty when unknown.
    pub taxonomy_label: String,
}

/// Saves a provider.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveProviderRequest {
    /// The provider that is changed; `null` for a new one.
    pub id: Option<String>,
    /// What it says.
    pub fields: ProviderFields,
}

impl From<(values::ProviderId, records::ProviderRecord)> for ProviderView {
    fn from((id, provider): (values::ProviderId, records::ProviderRecord)) -> Self {
        let records::ProviderRecord { npi, last_name, first_name, taxonomy } = provider;
        ProviderView {
            id: id.to_string(),
            fields: ProviderFields { npi, last_name, first_name, taxonomy },
            taxonomy_label: String::new(),
        }
    }
}

/// A billing provider, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BillingProviderFields {
    /// Name of the organisation, or family name of a person.
    pub name: String,
    /// Given name of a person.
    pub first_name: String,
    /// NPI.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Whether the tax id is an SSN.
    pub tin_is_ssn: bool,
    /// Taxonomy code.
    pub taxonomy: String,
    /// Street address.
    pub address: AddressFields,
    /// Whether claims are billed by it unless a visit names another.
    pub is_default: bool,
}

/// A billing provider.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillingProviderView {
    /// The record.
    pub id: String,
    /// What it says.
    pub fields: BillingProviderFields,
    /// The taxonomy code in words; empty when unknown.
    pub taxonomy_label: String,
}

/// Saves a billing provider.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveBillingProviderRequest {
    /// The one that is changed; `null` for a new one.
    pub id: Option<String>,
    /// What it says.
    pub fields: BillingProviderFields,
}

impl From<(values::BillingProviderId, records::BillingProviderRecord)> for BillingProviderView {
    fn from((id, billing): (values::BillingProviderId, records::BillingProviderRecord)) -> Self {
        let fields = BillingProviderFields {
            name: billing.name,
            first_name: billing.first_name,
            npi: billing.npi,
            tin: billing.tin,
            tin_is_ssn: billing.tin_is_ssn,
            taxonomy: billing.taxonomy,
            address: billing.address.into(),
            is_default: false,
        };
        BillingProviderView { id: id.to_string(), fields, taxonomy_label: String::new() }
    }
}

/// A facility, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacilityFields {
    /// Name.
    pub name: String,
    /// NPI.
    pub npi: String,
    /// Address.
    pub address: AddressFields,
}

/// A facility.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FacilityView {
    /// The record.
    pub id: String,
    /// What it says.
    pub fields: FacilityFields,
}

/// Saves a facility.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveFacilityRequest {
    /// The one that is changed; `null` for a new one.
    pub id: Option<String>,
    /// What it says.
    pub fields: FacilityFields,
}

impl From<(values::FacilityId, records::FacilityRecord)> for FacilityView {
    fn from((id, facility): (values::FacilityId, records::FacilityRecord)) -> Self {
        let fields = FacilityFields { name: facility.name, npi: facility.npi, address: facility.address.into() };
        FacilityView { id: id.to_string(), fields }
    }
}

/// Asks for the providers, billing providers and facilities.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListProvidersRequest {}

/// The providers of every kind.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListProvidersResponse {
    /// Rendering, referring, ordering, supervising.
    pub providers: Vec<ProviderView>,
    /// Billing.
    pub billing_providers: Vec<BillingProviderView>,
    /// Facilities.
    pub facilities: Vec<FacilityView>,
}

/// Which prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceKindName {
    /// What the practice charges.
    Charge,
    /// What payers are expected to allow.
    Allowed,
}

impl From<PriceKindName> for billing::PriceKind {
    fn from(name: PriceKindName) -> Self {
        match name {
            PriceKindName::Charge => billing::PriceKind::Charge,
            PriceKindName::Allowed => billing::PriceKind::Allowed,
        }
    }
}

/// Asks for prices.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListPricesRequest {
    /// Which.
    pub kind: PriceKindName,
    /// Whose allowed amounts; `null` for every payer's.
    pub payer: Option<String>,
    /// The beginning of the codes; empty for all.
    pub code: String,
}

/// The days of one amount.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PricePeriod {
    /// The price, to be taken back.
    pub id: String,
    /// For one unit.
    pub amount_cents: Cents,
    /// First day; `null` for ever before.
    pub from: Option<String>,
    /// Last day; `null` without end.
    pub to: Option<String>,
}

/// What is wrong with the days of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceFlagName {
    /// Days between two prices have none.
    Gap,
    /// Two prices serve the same days.
    Overlap,
    /// The last price ended.
    Ended,
}

/// A flag with its days.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PriceFlagView {
    /// What.
    pub flag: PriceFlagName,
    /// First day.
    pub from: String,
    /// Last day; `null` without end.
    pub to: Option<String>,
}

impl From<billing::PriceFlag> for PriceFlagView {
    fn from(flag: billing::PriceFlag) -> Self {
        let view = |flag, from: values::Date, to: Option<values::Date>| PriceFlagView {
            flag,
            from: from.to_string(),
            to: to.map(|day| day.to_string()),
        };
        match flag {
            billing::PriceFlag::Gap { from, to } => view(PriceFlagName::Gap, from, Some(to)),
            billing::PriceFlag::Overlap { from, to } => view(PriceFlagName::Overlap, from, to),
            billing::PriceFlag::Ended { on } => view(PriceFlagName::Ended, on, Some(on)),
        }
    }
}

/// One thing that has a price.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PriceRow {
    /// Whose allowed amount; `null` for the practice's own charge.
    pub payer: Option<String>,
    /// The payer's name; empty for the practice's own charge.
    pub payer_name: String,
    /// Procedure.
    pub code: String,
    /// Modifiers with blanks between them.
    pub modifiers: String,
    /// The procedure in words; empty where no text may be shown.
    pub description: String,
    /// Today's price, else the next, else the last.
    pub shown: PricePeriod,
    /// Whether it is today's.
    pub is_current: bool,
    /// All its prices, oldest first.
    pub history: Vec<PricePeriod>,
    /// What is wrong with their days.
    pub flags: Vec<PriceFlagView>,
}

impl From<&billing::Price> for PricePeriod {
    fn from(price: &billing::Price) -> Self {
        PricePeriod {
            id: price.id.to_string(),
            amount_cents: price.amount.into(),
            from: price.from.map(|day| day.to_string()),
            to: price.to.map(|day| day.to_string()),
        }
    }
}

impl From<billing::PriceLine> for PriceRow {
    fn from(line: billing::PriceLine) -> Self {
        let key = &line.shown.key;
        let modifiers: Vec<&str> = key.modifiers.iter().map(values::Modifier::as_str).collect();
        PriceRow {
            payer: key.payer.map(|payer| payer.to_string()),
            payer_name: String::new(),
            code: key.code.to_string(),
            modifiers: modifiers.join(" "),
            description: String::new(),
            shown: PricePeriod::from(&line.shown),
            is_current: line.is_current,
            history: line.history.iter().map(PricePeriod::from).collect(),
            flags: line.flags.into_iter().map(Into::into).collect(),
        }
    }
}

/// Prices.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListPricesResponse {
    /// By payer, code and modifiers.
    pub items: Vec<PriceRow>,
    /// How many there are beyond those.
    pub more: u32,
    /// How many have something wrong with their days.
    pub flagged: u32,
}

/// One price as typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PriceFields {
    /// Procedure.
    pub code: String,
    /// Modifiers.
    pub modifiers: String,
    /// Amount for one unit.
    pub amount: String,
}

/// Publishes prices from a day on.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PublishPricesRequest {
    /// Which.
    pub kind: PriceKindName,
    /// Whose allowed amounts; `null` for the practice's charges.
    pub payer: Option<String>,
    /// First day, as typed.
    pub from: String,
    /// The prices.
    pub rows: Vec<PriceFields>,
}

/// What became of prices that were sent to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PublishAnswer {
    /// They are in the store.
    Published {
        /// Those that are new; what was the same already is not among them.
        ids: Vec<String>,
    },
    /// Nothing was changed; each field that has to be mended, as `rows.2.amount`.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

impl From<billing::Form<Vec<billing::PriceId>>> for PublishAnswer {
    fn from(form: billing::Form<Vec<billing::PriceId>>) -> Self {
        match form {
            billing::Form::Saved(ids) => {
                PublishAnswer::Published { ids: ids.iter().map(ToString::to_string).collect() }
            }
            billing::Form::Refused(problems) => {
                PublishAnswer::Refused { problems: problems.into_iter().map(Into::into).collect() }
            }
        }
    }
}

/// Takes prices back: those before them serve on.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WithdrawPricesRequest {
    /// Which.
    pub kind: PriceKindName,
    /// The prices.
    pub ids: Vec<String>,
}

/// They are taken back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WithdrawPricesResponse {}
