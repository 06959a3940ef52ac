//! The claim queue, one claim, and interchanges.

use crate::store::Opened;
use crate::window;
use billing::{QueueFilter, TextPart};
use tauri::AppHandle;
use values::ClaimId;
use wire::{
    BatchFileView, ClaimFileView, ClaimStep, ClaimTotalsView, ErrorCode, ListBatchesRequest, ListBatchesResponse,
    ListClaimQueueRequest, ListClaimQueueResponse, MoveClaimsRequest, MoveClaimsResponse, ReadInterchangeRequest,
    ReadInterchangeResponse, ShowBatchRequest, ShowClaimRequest, TotalClaimsRequest, WireError,
};

/// Rows of the queue that cross at a time.
const ROWS: usize = 1000;

/// Interchanges that cross at most.
const BATCHES: usize = 200;

/// Segments that cross at a time.
const SEGMENTS: usize = 1000;

fn id<Id: std::str::FromStr>(text: &str) -> Result<Id, ErrorCode> {
    text.parse().map_err(|_| ErrorCode::BadValue)
}

fn ids(texts: &[String]) -> Result<Vec<ClaimId>, ErrorCode> {
    texts.iter().map(|text| id(text)).collect()
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub fn list_claim_queue(
    _app: &AppHandle,
    opened: &Opened,
    request: ListClaimQueueRequest,
) -> Result<ListClaimQueueResponse, WireError> {
    let payer = request.payer_id.as_deref().map(id).transpose()?;
    let filter = QueueFilter { tab: request.tab.into(), payer, text: request.text, limit: ROWS };
    Ok(opened.look_at_queue(&filter)?.into())
}

pub fn total_claims(
    _app: &AppHandle,
    opened: &Opened,
    request: TotalClaimsRequest,
) -> Result<ClaimTotalsView, WireError> {
    Ok(billing::total_claims(&opened.desk()?, &ids(&request.claim_ids)?)?.into())
}

pub fn move_claims(
    _app: &AppHandle,
    opened: &Opened,
    request: MoveClaimsRequest,
) -> Result<MoveClaimsResponse, WireError> {
    let (desk, claims) = (opened.desk()?, ids(&request.claim_ids)?);
    let moved = match request.step {
        ClaimStep::Approve => billing::approve_claims(&desk, &claims),
        ClaimStep::WithdrawApproval => billing::withdraw_approvals(&desk, &claims),
        ClaimStep::Hold { reason } => billing::hold_claims(&desk, &claims, &reason),
        ClaimStep::Release => billing::release_claims(&desk, &claims),
        ClaimStep::Correct => billing::correct_claims(&desk, &claims),
        ClaimStep::Void => billing::void_claims(&desk, &claims),
    };
    Ok(moved?.into())
}

pub fn show_claim(app: &AppHandle, opened: &Opened, request: ShowClaimRequest) -> Result<ClaimFileView, WireError> {
    window::count_opening(app)?;
    let desk = opened.desk()?;
    Ok(wire::claim_file(&desk, billing::show_claim(&desk, id(&request.claim_id)?)?))
}

pub fn list_batches(
    _app: &AppHandle,
    opened: &Opened,
    request: ListBatchesRequest,
) -> Result<ListBatchesResponse, WireError> {
    let desk = opened.desk()?;
    let (total, batches) = billing::recent_batches(&desk, place(request.limit).min(BATCHES))?;
    let batches = batches.into_iter().map(|progress| wire::batch_view(&desk, progress)).collect();
    Ok(ListBatchesResponse { batches, total: u64::try_from(total).unwrap_or(u64::MAX) })
}

pub fn show_batch(_app: &AppHandle, opened: &Opened, request: ShowBatchRequest) -> Result<BatchFileView, WireError> {
    let (desk, batch) = (opened.desk()?, id(&request.batch_id)?);
    let file = billing::show_batch(&desk, batch)?;
    Ok(wire::batch_file(&desk, file, billing::batch_progress(&desk, batch)?))
}

pub fn read_interchange(
    _app: &AppHandle,
    opened: &Opened,
    request: ReadInterchangeRequest,
) -> Result<ReadInterchangeResponse, WireError> {
    let claim = request.claim_id.as_deref().map(id).transpose()?;
    let part = TextPart { from: place(request.from), limit: SEGMENTS, claim };
    Ok(billing::read_interchange(&opened.desk()?, id(&request.batch_id)?, part)?.into())
}
