//! Remittances: the list, one, decisions about its claim payments, posting and undoing.

use crate::store::{Desk, Opened};
use billing::DepositEntry;
use records::LinePlace;
use std::str::FromStr;
use tauri::AppHandle;
use values::RemittanceId;
use wire::*;

pub fn list_remittances(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListRemittancesRequest,
) -> Result<ListRemittancesResponse, WireError> {
    let items = billing::queue_remittances(&opened.desk()?)?.into_iter().map(Into::into).collect();
    Ok(ListRemittancesResponse { items })
}

pub fn open_remittance(
    _app: &AppHandle,
    opened: &Opened,
    request: OpenRemittanceRequest,
) -> Result<RemittanceView, WireError> {
    shown(&opened.desk()?, id(&request.remittance_id)?)
}

pub fn find_claim_candidates(
    _app: &AppHandle,
    opened: &Opened,
    request: FindClaimCandidatesRequest,
) -> Result<FindClaimCandidatesResponse, WireError> {
    let remittance = id(&request.remittance_id)?;
    let found = billing::find_claim_candidates(&opened.desk()?, remittance, request.position, &request.text)?;
    Ok(FindClaimCandidatesResponse { items: found.into_iter().map(Into::into).collect() })
}

pub fn decide_claim_payment(
    _app: &AppHandle,
    opened: &Opened,
    request: DecideClaimPaymentRequest,
) -> Result<RemittanceView, WireError> {
    let (desk, remittance, position) = (opened.desk()?, id(&request.remittance_id)?, request.position);
    match request.decision {
        PaymentDecision::Match { claim_id } => {
            billing::match_claim_payment(&desk, remittance, position, id(&claim_id)?)?;
        }
        PaymentDecision::Split { places } => {
            let places = places.into_iter().map(LinePlace::try_from).collect::<Result<Vec<LinePlace>, WireError>>()?;
            billing::split_claim_payment(&desk, remittance, position, places)?;
        }
        PaymentDecision::Detach => billing::detach_claim_payment(&desk, remittance, position)?,
        PaymentDecision::Rematch => billing::rematch_claim_payment(&desk, remittance, position)?,
    }
    shown(&desk, remittance)
}

pub fn post_remittance(
    _app: &AppHandle,
    opened: &Opened,
    request: PostRemittanceRequest,
) -> Result<RemittanceView, WireError> {
    let (desk, remittance) = (opened.desk()?, id(&request.remittance_id)?);
    billing::post_remittance(&desk, remittance)?;
    shown(&desk, remittance)
}

pub fn undo_remittance(
    _app: &AppHandle,
    opened: &Opened,
    request: UndoRemittanceRequest,
) -> Result<RemittanceView, WireError> {
    let (desk, remittance) = (opened.desk()?, id(&request.remittance_id)?);
    billing::undo_remittance(&desk, remittance)?;
    shown(&desk, remittance)
}

pub fn record_deposit(_app: &AppHandle, opened: &Opened, request: RecordDepositRequest) -> Result<Saved, WireError> {
    let entry = DepositEntry { on: request.on, amount: request.amount };
    Ok(billing::record_deposit(&opened.desk()?, id(&request.remittance_id)?, &entry)?.into())
}

fn shown(desk: &Desk<'_>, remittance: RemittanceId) -> Result<RemittanceView, WireError> {
    Ok(billing::open_remittance(desk, remittance)?.into())
}

fn id<T: FromStr>(text: &str) -> Result<T, WireError> {
    text.parse().map_err(|_| ErrorCode::BadValue.into())
}
