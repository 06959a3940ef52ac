//! Charge entry: visits, the claim editor, the finder, scrub results.

use crate::store::Opened;
use crate::window;
use tauri::AppHandle;
use values::{DayOf, EncounterId, read_typed_date};
use wire::*;

pub fn list_encounters(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListEncountersRequest,
) -> Result<ListEncountersResponse, WireError> {
    let rows = billing::list_encounters(&opened.desk()?)?;
    let coded = rows.iter().filter(|row| row.state == billing::EncounterState::Coded);
    let coded_cents: values::Money = coded.filter_map(|row| row.charge).sum();
    Ok(ListEncountersResponse { items: rows.into_iter().map(Into::into).collect(), coded_cents: coded_cents.into() })
}

pub fn open_encounter(_app: &AppHandle, opened: &Opened, request: OpenEncounterRequest) -> Result<Saved, WireError> {
    Ok(billing::open_encounter(&opened.desk()?, &request.into())?.into())
}

pub fn ask_provider(_app: &AppHandle, opened: &Opened, request: AskProviderRequest) -> Result<Saved, WireError> {
    Ok(billing::ask_provider(&opened.desk()?, id_in(&request.encounter_id)?, &request.question)?.into())
}

pub fn answer_query(_app: &AppHandle, opened: &Opened, request: AnswerQueryRequest) -> Result<Saved, WireError> {
    Ok(billing::answer_query(&opened.desk()?, id_in(&request.query_id)?, &request.answer)?.into())
}

pub fn start_visit(app: &AppHandle, opened: &Opened, request: StartVisitRequest) -> Result<VisitSheet, WireError> {
    window::count_opening(app)?;
    let desk = opened.desk()?;
    Ok(visit_sheet(billing::start_visit(&desk, id_in(&request.patient_id)?)?, desk.today()))
}

pub fn open_visit(app: &AppHandle, opened: &Opened, request: OpenVisitRequest) -> Result<VisitSheet, WireError> {
    window::count_opening(app)?;
    let desk = opened.desk()?;
    let sheet = match request.id.parse::<EncounterId>() {
        Ok(encounter) => billing::open_encounter_visit(&desk, encounter)?,
        Err(_) => billing::open_visit(&desk, id_in(&request.id)?)?,
    };
    Ok(visit_sheet(sheet, desk.today()))
}

pub fn copy_last_visit(
    _app: &AppHandle,
    opened: &Opened,
    request: CopyLastVisitRequest,
) -> Result<CopyLastVisitResponse, WireError> {
    let form = billing::copy_last_visit(&opened.desk()?, id_in(&request.patient_id)?)?;
    Ok(CopyLastVisitResponse { form: form.map(Into::into) })
}

pub fn save_visit(_app: &AppHandle, opened: &Opened, request: SaveVisitRequest) -> Result<VisitOutcome, WireError> {
    Ok(billing::save_visit(&opened.desk()?, &request.form.into())?.into())
}

pub fn mark_ready(_app: &AppHandle, opened: &Opened, request: MarkReadyRequest) -> Result<VisitOutcome, WireError> {
    Ok(billing::mark_ready(&opened.desk()?, &request.form.into())?.into())
}

pub fn check_visit(_app: &AppHandle, opened: &Opened, request: CheckVisitRequest) -> Result<VisitCheck, WireError> {
    let desk = opened.desk()?;
    Ok(visit_check(billing::check_visit(&desk, &request.form.into())?, &desk))
}

pub fn find_codes(
    _app: &AppHandle,
    opened: &Opened,
    request: FindCodesRequest,
) -> Result<FindCodesResponse, WireError> {
    let desk = opened.desk()?;
    let on = read_typed_date(&request.on, desk.today(), DayOf::Business).unwrap_or_else(|_| desk.today());
    let items = billing::find_codes(&desk, &request.text, request.kind.into(), on)?;
    Ok(FindCodesResponse { items: items.into_iter().map(Into::into).collect(), on: on.to_string() })
}

pub fn list_scrub_results(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListScrubResultsRequest,
) -> Result<ScrubResults, WireError> {
    Ok(billing::list_scrub_results(&opened.desk()?)?.into())
}

pub fn override_finding(
    _app: &AppHandle,
    opened: &Opened,
    request: OverrideFindingRequest,
) -> Result<Saved, WireError> {
    let OverrideFindingRequest { claim_id, rule, about, reason } = request;
    Ok(billing::override_finding(&opened.desk()?, id_in(&claim_id)?, (&rule, &about), &reason)?.into())
}

pub fn apply_fix(_app: &AppHandle, opened: &Opened, request: ApplyFixRequest) -> Result<ScrubbedClaim, WireError> {
    let ApplyFixRequest { claim_id, rule, about } = request;
    Ok(billing::apply_fix(&opened.desk()?, id_in(&claim_id)?, (&rule, &about))?.into())
}

pub fn correct_claim(
    _app: &AppHandle,
    opened: &Opened,
    request: CorrectClaimRequest,
) -> Result<ClaimStepTaken, WireError> {
    Ok(billing::correct_claims(&opened.desk()?, &[id_in(&request.claim_id)?])?.into())
}

pub fn void_claim(_app: &AppHandle, opened: &Opened, request: VoidClaimRequest) -> Result<ClaimStepTaken, WireError> {
    Ok(billing::void_claims(&opened.desk()?, &[id_in(&request.claim_id)?])?.into())
}

pub fn approve_visit(
    _app: &AppHandle,
    opened: &Opened,
    request: ApproveVisitRequest,
) -> Result<ClaimStepTaken, WireError> {
    Ok(billing::approve_claims(&opened.desk()?, &[id_in(&request.claim_id)?])?.into())
}
