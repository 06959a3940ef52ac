//! Typed days and amounts.

use crate::store::Opened;
use tauri::AppHandle;
use values::{read_typed_amount, read_typed_date};
use wire::{ReadAmountRequest, ReadAmountResponse, ReadDateRequest, ReadDateResponse, WireError};

pub fn read_date(_app: &AppHandle, opened: &Opened, request: ReadDateRequest) -> Result<ReadDateResponse, WireError> {
    let today = opened.desk()?.today();
    let date = read_typed_date(&request.text, today, request.day_of.into()).ok();
    Ok(ReadDateResponse { date: date.map(|day| day.to_string()) })
}

pub fn read_amount(
    _app: &AppHandle,
    _opened: &Opened,
    request: ReadAmountRequest,
) -> Result<ReadAmountResponse, WireError> {
    Ok(ReadAmountResponse { amount_cents: read_typed_amount(&request.text).ok().map(Into::into) })
}
