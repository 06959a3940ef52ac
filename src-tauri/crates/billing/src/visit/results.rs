//! Scrub results over many claims: what stops them, what was fixed, what was taken upon oneself.

use super::check::check_visit;
use super::fill::filled;
use super::findings::{Places, VisitFinding, set_field};
use super::form::VisitForm;
use super::read::FormReader;
use super::save::{Unsaved, override_forms, save_scrubbed};
use super::sheet::form_of_claim;
use crate::claim::{Names, Scrubber, row_view, unsent};
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::follow::follows;
use crate::form::{Form, FormCheck, Problem};
use claims::Severity;
use codes::SETS;
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, EncounterClinical, Field, FindingOverride, Row, read, row,
};
use values::{ClaimId, Class, Date, Money, Timestamp, parse_text};

/// A claim with what the scrubber found.
#[derive(Debug, Clone)]
pub struct Scrubbed {
    /// Which.
    pub claim_id: ClaimId,
    /// Number.
    pub patient_control_number: Field<String>,
    /// Patient's name.
    pub patient_name: Field<String>,
    /// Payer's name.
    pub payer: Field<String>,
    /// First date of service.
    pub date_of_service: Field<Date>,
    /// Charge.
    pub charge: Field<Money>,
    /// State.
    pub state: Field<claims::ClaimState>,
    /// When it was tested; `None` for never.
    pub tested_at: Option<Timestamp>,
    /// Code packs that were asked.
    pub packs: Vec<String>,
    /// Findings, stops first.
    pub findings: Vec<VisitFinding>,
    /// The visit was changed since the claim was scrubbed: the findings are those of now, and the claim takes the change
    /// when its biller scrubs it.
    pub is_changed: bool,
}

impl Scrubbed {
    /// Whether nothing needs a person: no stop, and no warning that nobody took upon himself.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let needs = |one: &VisitFinding| match one.finding.severity {
            Severity::Stop => true,
            Severity::Warn => one.override_reason.is_none(),
            Severity::Info => false,
        };
        self.tested_at.is_some() && !self.findings.iter().any(needs)
    }
}

/// Scrub results: those that need somebody first.
#[derive(Debug, Clone, Default)]
pub struct ScrubResults {
    /// Claims with findings that need somebody, and untested ones; at most [`SHOWN_AT_MOST`].
    pub claims: Vec<Scrubbed>,
    /// How many need somebody.
    pub held: usize,
    /// How many are clean.
    pub clean: usize,
    /// Warnings that were taken upon oneself.
    pub overridden: usize,
    /// Code sets whose newest pack is older than the day.
    pub stale_sets: Vec<String>,
}

/// How many claims are shown.
pub const SHOWN_AT_MOST: usize = 200;

/// The results of the last scrub of every claim that was not sent yet. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_scrub_results(desk: &Desk<'_>) -> Result<ScrubResults> {
    desk.may(Action::ScrubClaim)?;
    let results = results(desk, unsent(desk)?)?;
    desk.journal_listing("claim.scrub_results", results.claims.iter().map(|claim| claim.claim_id.number()))?;
    Ok(results)
}

fn results(desk: &Desk<'_>, ids: Vec<ClaimId>) -> Result<ScrubResults> {
    let mut names = Names::default();
    let mut scrubber = Scrubber::new(desk)?;
    let mut results = ScrubResults { stale_sets: stale_sets(desk), ..ScrubResults::default() };
    for id in ids {
        let Some(claim) = scrubbed(desk, &mut scrubber, (&mut names, id))? else { continue };
        results.overridden += claim.findings.iter().filter(|one| one.override_reason.is_some()).count();
        // Where a claim stands is not a coder's to see: his are those that a rule stops.
        let is_stopped = claim.findings.iter().any(|one| one.finding.severity == Severity::Stop);
        if claim.is_clean() || (!is_stopped && !desk.holds(Class::Financial)) {
            results.clean += 1;
            continue;
        }
        results.held += 1;
        if results.claims.len() < SHOWN_AT_MOST {
            results.claims.push(claim);
        }
    }
    Ok(results)
}

fn stale_sets(desk: &Desk<'_>) -> Vec<String> {
    let is_stale = |set: &codes::Set| {
        let status = desk.codes().status();
        status.iter().any(|pack| pack.set == *set && pack.stale_on.is_some_and(|first| first <= desk.today()))
    };
    let searched = SETS.into_iter().filter(|set| set.is_searchable());
    searched.filter(is_stale).map(|set| set.name().to_owned()).collect()
}

fn scrubbed<'v>(
    desk: &Desk<'v>,
    scrubber: &mut Scrubber<'_, 'v>,
    (names, id): (&mut Names, ClaimId),
) -> Result<Option<Scrubbed>> {
    let Some(found) = row(desk.vault(), id)? else { return Ok(None) };
    let view = row_view(desk, names, &found)?;
    let financial: Field<ClaimFinancial> = found.cell()?;
    let Field::Open(clinical) = found.cell::<ClaimClinical>()? else { return Ok(None) };
    let scrub = clinical.scrub.as_ref();
    let needs_somebody = scrub.is_some_and(|scrub| scrub.findings.iter().any(|one| one.severity != Severity::Info));
    let changed = if needs_somebody { changed_visit(desk, (&found, id), &clinical)? } else { None };
    let said = changed
        .as_ref()
        .map_or((&clinical.visit, clinical.billing_provider), |(now, _)| (&now.visit, now.billing_provider));
    let overrides = match &changed {
        Some((now, _)) => override_forms(&now.overrides),
        None => scrub.map(|scrub| override_forms(&scrub.overrides)).unwrap_or_default(),
    };
    let form = VisitForm { overrides, ..filled(&scrubber.reference, said.0) };
    let reader = FormReader { reference: &scrubber.reference, before: said.0, default_billing: said.1 };
    let read = reader.read(&mut FormCheck::on(desk.today()), &form);
    let now = match &changed {
        Some((_, coverage)) => {
            let (turn, patient) = (coverage.sequence, coverage.patient_id);
            Some(Unsaved { read: &read, turn, patient, claim: Some(id) }.judge(&desk.unit(), scrubber)?)
        }
        None => None,
    };
    let places = Places { form: &form, read: &read, reference: &scrubber.reference, desk };
    let stored = scrub.map(|scrub| scrub.findings.as_slice()).unwrap_or_default();
    let findings = now.as_deref().unwrap_or(stored).iter().map(|one| places.view(one)).collect();
    Ok(Some(Scrubbed {
        claim_id: id,
        patient_control_number: view.patient_control_number,
        patient_name: view.patient_name,
        payer: view.payer,
        date_of_service: view.date_of_service,
        charge: view.charge_cents,
        state: financial.map(|claim| claim.account.state),
        tested_at: scrub.map(|scrub| scrub.at),
        packs: scrub.map(|scrub| searched_packs(&scrub.packs)).unwrap_or_default(),
        findings,
        is_changed: changed.is_some(),
    }))
}

/// The visit, where it says something else than its unsent claim, with the policy that the claim goes under. A coder changes
/// the visit and cannot touch the claim's account.
fn changed_visit(
    desk: &Desk<'_>,
    (found, id): (&Row<'_, ClaimId>, ClaimId),
    clinical: &ClaimClinical,
) -> Result<Option<(EncounterClinical, ClaimCoverage)>> {
    if let Field::Open(claim) = found.cell::<ClaimFinancial>()?
        && (!follows(&claim) || !claim.account.state.is_before_sending() || claim.account.previous_claim.is_some())
    {
        return Ok(None);
    }
    let Field::Open(coverage) = found.cell::<ClaimCoverage>()? else { return Ok(None) };
    let Some(encounter) = coverage.encounter_id else { return Ok(None) };
    let Field::Open(now) = read::<EncounterClinical>(desk.vault(), encounter)? else { return Ok(None) };
    let is_same =
        (&now.visit, &now.note, now.billing_provider) == (&clinical.visit, &clinical.note, clinical.billing_provider);
    Ok((now.claim == Some(id) && !is_same).then_some((now, coverage)))
}

/// The packs of diagnoses and procedures among those that were asked.
fn searched_packs(packs: &[String]) -> Vec<String> {
    let is_searched = |pack: &&String| {
        SETS.into_iter()
            .any(|set| set.is_searchable() && pack.strip_prefix(set.name()).is_some_and(|rest| rest.starts_with('-')))
    };
    packs.iter().filter(is_searched).cloned().collect()
}

/// Takes a warning upon oneself, with a reason that is kept with the claim's result. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, `not_allowed` for a finding that is no warning, or a claim that was sent.
pub fn override_finding(
    desk: &Desk<'_>,
    claim: ClaimId,
    (rule, field): (&str, &str),
    reason: &str,
) -> Result<Form<ClaimId>> {
    desk.may(Action::ScrubClaim)?;
    let mut unit = desk.unit();
    let mut clinical: ClaimClinical = unit.need(claim)?;
    if let Field::Open(account) = unit.read::<ClaimFinancial>(claim)? {
        need_unsent(claim, account.account.state)?;
    }
    let mut check = FormCheck::on(desk.today());
    check.required("reason", reason);
    let reason = check.parsed("reason", reason, |text| parse_text(text, 200), Problem::TooLong).unwrap_or_default();
    let gone = || BillingError::not_found("such a finding of the claim");
    let scrub = clinical.scrub.as_mut().ok_or_else(gone)?;
    let found = scrub.findings.iter().find(|one| one.rule == rule && one.field == field).ok_or_else(gone)?;
    if found.severity != Severity::Warn {
        return Err(BillingError::new(
            ErrorCode::NotAllowed,
            format!("{rule} is no warning: only a warning can be overridden"),
            "fix what it names",
        ));
    }
    scrub.overrides.retain(|one| one.rule != rule || one.field != field);
    scrub.overrides.push(FindingOverride {
        rule: rule.to_owned(),
        field: field.to_owned(),
        reason,
        by: desk.user_name(),
        at: desk.now(),
    });
    check.save(|| {
        unit.put(claim, &clinical)?;
        desk.commit(unit, "claim.override")?;
        Ok(claim)
    })
}

fn need_unsent(claim: ClaimId, state: claims::ClaimState) -> Result<()> {
    if state.is_before_sending() {
        return Ok(());
    }
    let message = format!("{claim} is {state}: what was sent went as it was found");
    Err(BillingError::new(ErrorCode::NotAllowed, message, "begin a corrected version of it"))
}

/// Mends a claim by the fix that its finding offers, and scrubs it. One commit.
///
/// # Errors
/// `not_permitted`, `not_found` where the finding or its fix is gone, `not_allowed` for a claim that was sent.
pub fn apply_fix(desk: &Desk<'_>, claim: ClaimId, (rule, field): (&str, &str)) -> Result<Scrubbed> {
    desk.may(Action::CodeVisit)?;
    let mut form = form_of_claim(desk, claim)?;
    let check = check_visit(desk, &form)?;
    let found = check.findings.iter().find(|one| one.finding.rule == rule && one.finding.field == field);
    let fix = found.and_then(|one| one.fix.clone());
    let fix = fix.ok_or_else(|| BillingError::not_found("a fix for this finding"))?;
    if !set_field(&mut form, &fix.field, &fix.value) {
        return Err(BillingError::not_found("the field of this fix"));
    }
    match save_scrubbed(desk, &form)? {
        Form::Saved(_) => {}
        Form::Refused(_) => {
            return Err(BillingError::new(
                ErrorCode::BadValue,
                format!("{claim} has a field that cannot be read"),
                "open the claim and correct it",
            ));
        }
    }
    let mut scrubber = Scrubber::new(desk)?;
    scrubbed(desk, &mut scrubber, (&mut Names::default(), claim))?
        .ok_or_else(|| BillingError::not_found(&claim.to_string()))
}
