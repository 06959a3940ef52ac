//! Payers, providers, facilities, prices.

use crate::session::Session;
use crate::store::{Desk, Opened};
use billing::{BillingProviderForm, FacilityForm, PayerForm, PriceForm, PriceFormRow, PriceQuery, ProviderForm};
use codes::{ClaimFilingIndicator, HcpcsLookup};
use std::collections::HashMap;
use std::str::FromStr;
use tauri::{AppHandle, Manager};
use wire::*;

/// More lines than this are reached by typing the beginning of a code.
const PRICES_MOST: usize = 2_000;

pub fn list_payers(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListPayersRequest,
) -> Result<ListPayersResponse, WireError> {
    let desk = opened.desk()?;
    let indicators = desk.codes().rows::<ClaimFilingIndicator>().iter().filter(|row| row.in_837);
    let choice = |row: &ClaimFilingIndicator| CodeChoice { code: row.code.clone(), label: row.label.clone() };
    Ok(ListPayersResponse {
        items: billing::list_payers(&desk)?.into_iter().map(Into::into).collect(),
        filing_indicators: indicators.map(choice).collect(),
    })
}

pub fn save_payer(_app: &AppHandle, opened: &Opened, request: SavePayerRequest) -> Result<Saved, WireError> {
    let PayerFields { name, payer_id, filing_indicator, timely_filing_days, appeal_days, address } = request.fields;
    let form = PayerForm {
        id: parsed(request.id)?,
        name,
        payer_id,
        filing_indicator,
        timely_filing_days,
        appeal_days,
        address: address.into(),
    };
    Ok(billing::save_payer(&opened.desk()?, &form)?.into())
}

pub fn list_providers(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListProvidersRequest,
) -> Result<ListProvidersResponse, WireError> {
    let desk = opened.desk()?;
    let label = |code: &str| desk.codes().taxonomy(code).map(|row| row.label.clone()).unwrap_or_default();
    let default = desk.practice().default_billing_provider.to_string();
    let mut providers: Vec<ProviderView> = billing::list_providers(&desk)?.into_iter().map(Into::into).collect();
    for provider in &mut providers {
        provider.taxonomy_label = label(&provider.fields.taxonomy);
    }
    let listed = billing::list_billing_providers(&desk)?.into_iter();
    let mut billing_providers: Vec<BillingProviderView> = listed.map(Into::into).collect();
    for provider in &mut billing_providers {
        provider.fields.is_default = provider.id == default;
        provider.taxonomy_label = label(&provider.fields.taxonomy);
    }
    let facilities = billing::list_facilities(&desk)?.into_iter().map(Into::into).collect();
    Ok(ListProvidersResponse { providers, billing_providers, facilities })
}

pub fn save_provider(_app: &AppHandle, opened: &Opened, request: SaveProviderRequest) -> Result<Saved, WireError> {
    let ProviderFields { npi, last_name, first_name, taxonomy } = request.fields;
    let form = ProviderForm { id: parsed(request.id)?, npi, last_name, first_name, taxonomy };
    Ok(billing::save_provider(&opened.desk()?, &form)?.into())
}

pub fn save_billing_provider(
    _app: &AppHandle,
    opened: &Opened,
    request: SaveBillingProviderRequest,
) -> Result<Saved, WireError> {
    let fields = request.fields;
    let form = BillingProviderForm {
        id: parsed(request.id)?,
        name: fields.name,
        first_name: fields.first_name,
        npi: fields.npi,
        tin: fields.tin,
        tin_is_ssn: fields.tin_is_ssn,
        taxonomy: fields.taxonomy,
        address: fields.address.into(),
        is_default: fields.is_default,
    };
    Ok(billing::save_billing_provider(&opened.desk()?, &form)?.into())
}

pub fn save_facility(_app: &AppHandle, opened: &Opened, request: SaveFacilityRequest) -> Result<Saved, WireError> {
    let FacilityFields { name, npi, address } = request.fields;
    let form = FacilityForm { id: parsed(request.id)?, name, npi, address: address.into() };
    Ok(billing::save_facility(&opened.desk()?, &form)?.into())
}

pub fn list_prices(
    _app: &AppHandle,
    opened: &Opened,
    request: ListPricesRequest,
) -> Result<ListPricesResponse, WireError> {
    Ok(priced(&opened.desk()?, &request)?)
}

pub fn publish_prices(
    _app: &AppHandle,
    opened: &Opened,
    request: PublishPricesRequest,
) -> Result<PublishAnswer, WireError> {
    let row = |PriceFields { code, modifiers, amount }| PriceFormRow { code, modifiers, amount };
    let form = PriceForm {
        kind: request.kind.into(),
        payer: parsed(request.payer)?,
        from: request.from,
        rows: request.rows.into_iter().map(row).collect(),
    };
    Ok(billing::publish_prices(&opened.desk()?, &form)?.into())
}

pub fn withdraw_prices(
    _app: &AppHandle,
    opened: &Opened,
    request: WithdrawPricesRequest,
) -> Result<WithdrawPricesResponse, WireError> {
    let ids =
        request.ids.iter().map(|id| id.parse().map_err(|_| ErrorCode::BadValue)).collect::<Result<Vec<_>, _>>()?;
    billing::withdraw_prices(&opened.desk()?, request.kind.into(), &ids)?;
    Ok(WithdrawPricesResponse {})
}

pub fn glance_csv(app: &AppHandle, opened: &Opened, request: GlanceCsvRequest) -> Result<CsvGlanceView, WireError> {
    let file = app.state::<Session>().files().get(&request.token).ok_or(ErrorCode::NotFound)?;
    Ok(billing::glance_csv(&opened.desk()?, request.csv_kind.into(), &file.bytes)?.into())
}

/// The id of a request, where it has one.
fn parsed<T: FromStr>(id: Option<String>) -> Result<Option<T>, WireError> {
    id.map(|id| id.parse().map_err(|_| WireError { code: ErrorCode::BadValue })).transpose()
}

fn priced(desk: &Desk<'_>, request: &ListPricesRequest) -> billing::Result<ListPricesResponse> {
    let payer = request.payer.as_ref().and_then(|id| id.parse().ok());
    let query = PriceQuery { kind: request.kind.into(), payer, code: &request.code, limit: PRICES_MOST };
    let list = billing::list_prices(desk, &query)?;
    let payers = billing::list_payers(desk)?.into_iter().map(|(id, payer)| (id.to_string(), payer.name));
    let names: HashMap<String, String> = payers.collect();
    let mut items: Vec<PriceRow> = list.lines.into_iter().map(Into::into).collect();
    for row in &mut items {
        row.payer_name = row.payer.as_ref().and_then(|id| names.get(id)).cloned().unwrap_or_default();
        row.description = description(desk, &row.code);
    }
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ListPricesResponse { items, more: number(list.more), flagged: number(list.flagged) })
}

fn description(desk: &Desk<'_>, code: &str) -> String {
    match desk.codes().hcpcs(code, desk.today()) {
        HcpcsLookup::Valid { description }
        | HcpcsLookup::Ended { description, .. }
        | HcpcsLookup::NotYet { description, .. } => description.unwrap_or_default(),
        HcpcsLookup::Unknown | HcpcsLookup::NoPack => String::new(),
    }
}
