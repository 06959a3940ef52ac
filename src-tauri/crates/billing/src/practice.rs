//! A new practice: its settings, billing provider, providers, payers and fees, out of the practice file of `init`.

use crate::error::{BillingError, ErrorCode, Result};
use records::{
    BillingProviderRecord, FeeRecord, PayerRecord, PracticeRecord, ProviderRecord, Receiver, Unit, Usage, practice_key,
};
use serde::Deserialize;
use std::collections::HashMap;
use values::{
    Address, BillingProviderId, Date, FeeId, FilingIndicator, Modifier, Money, Npi, PayerId, ProcedureCode, ProviderId,
    Taxonomy, TimeZone, Timestamp, Tin,
};
use vault::Vault;

/// The practice file of `init` (cli.md).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeFile {
    /// Name of the practice.
    pub name: String,
    /// NPI of its billing provider.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Taxonomy code.
    pub taxonomy: String,
    /// Street address.
    pub address: Address,
    /// Phone.
    pub phone: String,
    /// Whom payers may call.
    pub contact_name: String,
    /// Our id at the clearinghouse.
    pub submitter_id: String,
    /// The clearinghouse.
    pub receiver: Receiver,
    /// `T` or `P`.
    pub usage: String,
    /// IANA time zone; the machine's when absent.
    pub timezone: Option<String>,
    /// Providers.
    #[serde(default)]
    pub providers: Vec<ProviderEntry>,
    /// Payers.
    #[serde(default)]
    pub payers: Vec<PayerEntry>,
    /// Fees.
    #[serde(default)]
    pub fees: Vec<FeeEntry>,
}

/// A provider in the practice file or a CSV row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderEntry {
    /// NPI.
    pub npi: String,
    /// Family name.
    pub last_name: String,
    /// Given name.
    #[serde(default)]
    pub first_name: String,
    /// Taxonomy code.
    #[serde(default)]
    pub taxonomy: String,
}

/// A payer in the practice file or a CSV row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayerEntry {
    /// Name.
    pub name: String,
    /// Payer id on the wire.
    pub payer_id: String,
    /// Claim filing indicator.
    #[serde(default)]
    pub claim_filing_indicator: String,
    /// Days to file.
    #[serde(default)]
    pub timely_filing_days: Option<u16>,
    /// Days to appeal.
    #[serde(default)]
    pub appeal_days: Option<u16>,
    /// Address.
    #[serde(default)]
    pub address: Option<Address>,
}

/// A fee in the practice file or a CSV row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeEntry {
    /// Procedure code.
    pub code: String,
    /// Modifier, empty for none.
    #[serde(default)]
    pub modifier: String,
    /// Charge in cents.
    #[serde(default)]
    pub charge_cents: Option<i64>,
    /// Payer whose allowed amount it is.
    #[serde(default)]
    pub payer_id: String,
    /// Expected allowed amount in cents.
    #[serde(default)]
    pub allowed_cents: Option<i64>,
    /// First day.
    #[serde(default)]
    pub effective_on: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub ends_on: Option<Date>,
}

/// A biller may undo remittances up to this payment; a supervisor any.
pub(crate) const UNDO_LIMIT_CENTS: i64 = 50_000;

fn bad(field: &str, why: impl std::fmt::Display) -> BillingError {
    BillingError::new(
        ErrorCode::BadValue,
        format!("practice file, {field}: {why}"),
        format!("correct {field} and run init again; nothing was made"),
    )
    .at(None, Some(field.to_owned()))
}

fn needed(field: &str, text: &str, max: usize) -> Result<String> {
    let text = values::parse_text(text, max).map_err(|error| bad(field, error))?;
    if text.is_empty() { Err(bad(field, "it is empty")) } else { Ok(text) }
}

impl ProviderEntry {
    /// The checked record.
    ///
    /// # Errors
    /// The field and what is wrong with it.
    pub fn checked(&self) -> std::result::Result<ProviderRecord, (&'static str, values::ValueError)> {
        let npi = Npi::parse(self.npi.trim()).map_err(|error| ("npi", error))?;
        let taxonomy = match self.taxonomy.trim() {
            "" => String::new(),
            code => Taxonomy::parse(code).map_err(|error| ("taxonomy", error))?.as_str().to_owned(),
        };
        let last_name = values::parse_text(&self.last_name, 60).map_err(|error| ("last_name", error))?;
        let first_name = values::parse_text(&self.first_name, 35).map_err(|error| ("first_name", error))?;
        if last_name.is_empty() {
            return Err(("last_name", values::ValueError::Text));
        }
        Ok(ProviderRecord { npi: npi.as_str().to_owned(), last_name, first_name, taxonomy })
    }
}

impl PayerEntry {
    /// The checked record.
    ///
    /// # Errors
    /// The field and what is wrong with it.
    pub fn checked(&self) -> std::result::Result<PayerRecord, (&'static str, values::ValueError)> {
        let text = |field, text: &str, max| match values::parse_text(text, max) {
            Ok(text) if !text.is_empty() => Ok(text),
            Ok(_) | Err(_) => Err((field, values::ValueError::Text)),
        };
        let filing_indicator = match self.claim_filing_indicator.trim() {
            "" => None,
            code => Some(FilingIndicator::parse(code).map_err(|error| ("claim_filing_indicator", error))?),
        };
        Ok(PayerRecord {
            name: text("name", &self.name, 60)?,
            payer_id: text("payer_id", &self.payer_id, 80)?,
            filing_indicator,
            timely_filing_days: self.timely_filing_days,
            appeal_days: self.appeal_days,
            address: self.address.clone().filter(|address| !address.is_empty()),
        })
    }
}

impl FeeEntry {
    /// The checked record; `payer` finds a payer by its wire id.
    ///
    /// # Errors
    /// The field and what is wrong with it.
    pub fn checked(
        &self,
        payer: impl Fn(&str) -> Option<PayerId>,
    ) -> std::result::Result<FeeRecord, (&'static str, values::ValueError)> {
        let cents = |field, cents: Option<i64>| match cents.map(Money::from_cents).transpose() {
            Ok(Some(amount)) if amount.is_negative() => Err((field, values::ValueError::Amount)),
            Ok(amount) => Ok(amount),
            Err(error) => Err((field, error)),
        };
        let modifier = match self.modifier.trim() {
            "" => None,
            code => Some(Modifier::parse(code).map_err(|error| ("modifier", error))?),
        };
        let payer_id = match self.payer_id.trim() {
            "" => None,
            id => Some(payer(id).ok_or(("payer_id", values::ValueError::Id))?),
        };
        Ok(FeeRecord {
            code: ProcedureCode::parse(&self.code).map_err(|error| ("code", error))?,
            modifier,
            charge: cents("charge_cents", self.charge_cents)?,
            payer_id,
            allowed: cents("allowed_cents", self.allowed_cents)?,
            effective_on: self.effective_on,
            ends_on: self.ends_on,
        })
    }
}

/// The practice file, checked in whole: nothing is made of a file with a fault.
pub struct CheckedPractice {
    practice: PracticeRecord,
    billing: BillingProviderRecord,
    providers: Vec<ProviderRecord>,
    payers: Vec<PayerRecord>,
    fees: Vec<FeeEntry>,
}

impl CheckedPractice {
    /// A practice without providers, payers and fees.
    pub(crate) fn new(practice: PracticeRecord, billing: BillingProviderRecord) -> CheckedPractice {
        CheckedPractice { practice, billing, providers: Vec::new(), payers: Vec::new(), fees: Vec::new() }
    }

    /// The practice's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.practice.name
    }

    /// Marks it as a demo practice.
    #[must_use]
    pub fn as_demo(mut self) -> CheckedPractice {
        self.practice.is_demo = true;
        self
    }
}

/// Reads and checks a practice file.
///
/// # Errors
/// `bad_value`, naming the field.
pub fn check_practice(json: &[u8], machine_zone: &str) -> Result<CheckedPractice> {
    let file: PracticeFile = serde_json::from_slice(json).map_err(|error| {
        let message = format!(
            "the practice file cannot be read: line {}, column {}: {}",
            error.line(),
            error.column(),
            fault(&error)
        );
        BillingError::new(ErrorCode::BadValue, message, "write it as described by `claimkeep init --help`")
    })?;
    let zone = file.timezone.as_deref().unwrap_or(machine_zone);
    let usage = match file.usage.as_str() {
        "T" => Usage::Test,
        "P" => Usage::Production,
        _ => return Err(bad("usage", "write T (test) or P (production)")),
    };
    let practice = PracticeRecord {
        name: needed("name", &file.name, 60)?,
        default_billing_provider: BillingProviderId::new(1),
        phone: needed("phone", &file.phone, 30)?,
        contact_name: needed("contact_name", &file.contact_name, 60)?,
        submitter_id: needed("submitter_id", &file.submitter_id, 15)?,
        receiver: Receiver {
            name: needed("receiver.name", &file.receiver.name, 60)?,
            id: needed("receiver.id", &file.receiver.id, 15)?,
        },
        usage,
        time_zone: TimeZone::parse(zone).map_err(|error| bad("timezone", error))?,
        last_control_number: 0,
        undo_limit: Money::from_cents(UNDO_LIMIT_CENTS).map_err(|error| bad("undo_limit", error))?,
        is_demo: false,
    };
    let billing = BillingProviderRecord {
        name: practice.name.clone(),
        first_name: String::new(),
        npi: Npi::parse(file.npi.trim()).map_err(|error| bad("npi", error))?.as_str().to_owned(),
        tin: Tin::parse(file.tin.trim()).map_err(|error| bad("tin", error))?.as_str().to_owned(),
        tin_is_ssn: false,
        taxonomy: Taxonomy::parse(&file.taxonomy).map_err(|error| bad("taxonomy", error))?.as_str().to_owned(),
        address: checked_address(&file.address)?,
    };
    let listed = |list: &str, at: usize, (field, error): (&str, values::ValueError)| {
        bad(&format!("{list}[{at}].{field}"), error)
    };
    let providers = file.providers.iter().enumerate();
    let providers = providers
        .map(|(at, entry)| entry.checked().map_err(|fault| listed("providers", at, fault)))
        .collect::<Result<_>>()?;
    let payers = file.payers.iter().enumerate();
    let payers = payers
        .map(|(at, entry)| entry.checked().map_err(|fault| listed("payers", at, fault)))
        .collect::<Result<_>>()?;
    for (at, entry) in file.fees.iter().enumerate() {
        let known = |id: &str| file.payers.iter().any(|payer| payer.payer_id == id).then(|| PayerId::new(1));
        entry.checked(known).map_err(|fault| listed("fees", at, fault))?;
    }
    Ok(CheckedPractice { practice, billing, providers, payers, fees: file.fees })
}

// serde_json's own text ends in the place, which is told already.
fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

fn checked_address(address: &Address) -> Result<Address> {
    let zip: String = address.zip.chars().filter(|c| *c != '-').collect();
    let zip_fits = matches!(zip.len(), 5 | 9) && zip.bytes().all(|byte| byte.is_ascii_digit());
    if !zip_fits {
        return Err(bad("address.zip", "write 5 or 9 digits"));
    }
    Ok(Address {
        line1: needed("address.line1", &address.line1, 55)?,
        line2: values::parse_text(&address.line2, 55).map_err(|error| bad("address.line2", error))?,
        city: needed("address.city", &address.city, 30)?,
        state: needed("address.state", &address.state, 2)?,
        zip,
        country: address.country.clone(),
    })
}

/// Stores a checked practice in a new store, as its first entry after genesis.
///
/// # Errors
/// What the store refuses.
pub fn found_practice(vault: &Vault, checked: CheckedPractice, now: Timestamp) -> Result<()> {
    let mut unit = Unit::new(vault);
    let billing: BillingProviderId = unit.allocate();
    unit.put(billing, &checked.billing)?;
    unit.put(practice_key(), &PracticeRecord { default_billing_provider: billing, ..checked.practice })?;
    for provider in &checked.providers {
        let id: ProviderId = unit.allocate();
        unit.put(id, provider)?;
    }
    let mut payers = HashMap::new();
    for payer in &checked.payers {
        let id: PayerId = unit.allocate();
        unit.put(id, payer)?;
        payers.insert(payer.payer_id.clone(), id);
    }
    for entry in &checked.fees {
        let fee = entry.checked(|id| payers.get(id).copied()).map_err(|(field, error)| bad(field, error))?;
        let id: FeeId = unit.allocate();
        unit.put(id, &fee)?;
    }
    unit.commit(now, "practice.found", "")?;
    Ok(())
}
