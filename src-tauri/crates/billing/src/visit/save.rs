//! Saves the charge form: the coder's saving codes the visit, the biller's makes or changes its claim. One commit.

use super::encounters::{EncounterState, add_encounter, state_of};
use super::findings::{Places, VisitFinding};
use super::form::{OverrideForm, VisitForm};
use super::read::{FormReader, ReadForm};
use super::sheet::{may_bill, need_editable, need_patient};
use crate::claim::{ClaimCells, NewClaim, Scrubber, advance, assemble_cells, choose_coverage, create_claim};
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::follow::{EncounterContent, follow_encounter};
use crate::form::{Form, FormCheck, Problem};
use claims::{ClaimEvent, ClaimState, ProfessionalClaim, ScrubFinding, Visit};
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, ClaimSent, CoveragePolicy, EncounterAuthorization, EncounterClinical,
    EncounterFinancial, FindingOverride, Index, Unit,
};
use values::{ClaimId, Class, CoverageId, EncounterId, PatientId, PayerSequence};

/// What became of a saved visit.
#[derive(Debug, Clone)]
pub struct VisitSaved {
    /// The encounter; `None` for a claim of imported history, which has none of ours.
    pub encounter_id: Option<EncounterId>,
    /// The claim, where there is one.
    pub claim_id: Option<ClaimId>,
    /// Where the visit stands.
    pub state: EncounterState,
    /// Where the claim stands, for who may see it.
    pub claim_state: Option<ClaimState>,
    /// What the scrubber says, stops first.
    pub findings: Vec<VisitFinding>,
}

/// Saves the form as it is: a draft, however unfinished, as long as every field can be read.
///
/// # Errors
/// `not_permitted`, `not_found`, `not_allowed` for a claim that was sent, or what the store refuses.
pub fn save_visit(desk: &Desk<'_>, form: &VisitForm) -> Result<Form<VisitSaved>> {
    save(desk, form, Then::Draft)
}

/// Saves the form and scrubs its claim: without a stop it is ready to be approved, else it waits with its findings. A
/// coder's visit is saved as coded.
///
/// # Errors
/// As [`save_visit`].
pub fn mark_ready(desk: &Desk<'_>, form: &VisitForm) -> Result<Form<VisitSaved>> {
    save(desk, form, Then::Ready)
}

/// Saves the form and scrubs its claim, without putting it forward.
///
/// # Errors
/// As [`save_visit`].
pub(super) fn save_scrubbed(desk: &Desk<'_>, form: &VisitForm) -> Result<Form<VisitSaved>> {
    save(desk, form, Then::Scrub)
}

/// What happens to the claim once it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// It stays a draft.
    Draft,
    /// It is scrubbed.
    Scrub,
    /// It is scrubbed and, without a stop, put forward.
    Ready,
}

impl Then {
    const fn action(self) -> &'static str {
        match self {
            Then::Draft => "visit.save",
            Then::Scrub => "visit.fix",
            Then::Ready => "visit.ready",
        }
    }
}

fn save(desk: &Desk<'_>, form: &VisitForm, then: Then) -> Result<Form<VisitSaved>> {
    desk.may(Action::CodeVisit)?;
    let mut unit = desk.unit();
    let target = Target::find(&unit, form)?;
    let mut scrubber = Scrubber::new(desk)?;
    let mut check = FormCheck::on(desk.today());
    let (read, turn) = target.read(desk, &unit, (&scrubber, &mut check, form))?;
    if may_bill(desk) {
        if let Some(claim) = target.claim {
            need_editable(desk, claim, &unit.need(claim)?)?;
        }
    } else if read.patient_paid.is_some() && form.patient_paid.trim() != "" {
        return Err(BillingError::sealed(Class::Financial));
    }
    check.save(|| {
        let saved = Saving { desk, form, read: &read, turn }.store(&mut unit, &mut scrubber, (target, then))?;
        scrubber.books.finish(&mut unit)?;
        desk.commit(unit, then.action())?;
        Ok(saved)
    })
}

/// What a form is about, as it stands in the store.
pub(super) struct Target {
    pub patient: PatientId,
    pub encounter: Option<(EncounterId, EncounterClinical)>,
    pub claim: Option<ClaimId>,
    pub before: Visit,
}

impl Target {
    /// Finds it; what the form names must belong together.
    pub(super) fn find(unit: &Unit<'_>, form: &VisitForm) -> Result<Target> {
        let patient: PatientId = id_of(&form.patient_id)?.ok_or_else(|| BillingError::not_found("the patient"))?;
        need_patient(unit, patient)?;
        let named: Option<ClaimId> = id_of(&form.claim_id)?;
        let coverage = named.map(|claim| unit.need::<ClaimCoverage>(claim)).transpose()?;
        let encounter = id_of(&form.encounter_id)?.or_else(|| coverage.as_ref().and_then(|claim| claim.encounter_id));
        let encounter = match encounter {
            Some(id) => Some((id, unit.need::<EncounterClinical>(id)?)),
            None => None,
        };
        let owners = [
            coverage.as_ref().map(|claim| claim.patient_id),
            encounter.as_ref().map(|(_, encounter)| encounter.patient_id),
        ];
        if owners.into_iter().flatten().any(|owner| owner != patient) {
            return Err(BillingError::not_found("a visit of this patient with this number"));
        }
        let claim = named.or_else(|| encounter.as_ref().and_then(|(_, encounter)| encounter.claim));
        let before = match (&encounter, claim) {
            (Some((_, encounter)), _) => encounter.visit.clone(),
            (None, Some(claim)) => unit.need::<ClaimClinical>(claim)?.visit,
            (None, None) => Visit::default(),
        };
        Ok(Target { patient, encounter, claim, before })
    }

    /// Reads the form against it.
    pub(super) fn read(
        &self,
        desk: &Desk<'_>,
        unit: &Unit<'_>,
        (scrubber, check, form): (&Scrubber<'_, '_>, &mut FormCheck, &VisitForm),
    ) -> Result<(ReadForm, PayerSequence)> {
        let reader = FormReader {
            reference: &scrubber.reference,
            before: &self.before,
            default_billing: desk.practice().default_billing_provider,
        };
        let read = reader.read(check, form);
        let turn = self.turn(unit, check, form)?;
        Ok((read, turn))
    }

    // Whose turn: the chosen policy's, else the claim's, else the first payer's.
    fn turn(&self, unit: &Unit<'_>, check: &mut FormCheck, form: &VisitForm) -> Result<PayerSequence> {
        if form.coverage_id.trim().is_empty() {
            let stored = self.claim.map(|claim| unit.need::<ClaimCoverage>(claim)).transpose()?;
            return Ok(stored.map_or(PayerSequence::Primary, |claim| claim.sequence));
        }
        let policy = match form.coverage_id.trim().parse::<CoverageId>() {
            Ok(id) => unit.read::<CoveragePolicy>(id)?.open(),
            Err(_) => None,
        };
        let own = policy.filter(|policy| policy.patient_id == self.patient);
        if own.is_none() {
            check.refuse("coverage_id", Problem::Unknown);
        }
        Ok(own.map_or(PayerSequence::Primary, |policy| policy.sequence))
    }
}

fn id_of<I: std::str::FromStr>(text: &str) -> Result<Option<I>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bad = |_| BillingError::new(ErrorCode::BadValue, "an id of the form is none", "open the visit again");
    text.parse().map(Some).map_err(bad)
}

struct Saving<'a, 'v> {
    desk: &'a Desk<'v>,
    form: &'a VisitForm,
    read: &'a ReadForm,
    turn: PayerSequence,
}

impl<'v> Saving<'_, 'v> {
    fn store(
        &self,
        unit: &mut Unit<'v>,
        scrubber: &mut Scrubber<'_, 'v>,
        (target, then): (Target, Then),
    ) -> Result<VisitSaved> {
        let bills = may_bill(self.desk);
        let overrides = self.overrides(&target);
        let patient = target.patient;
        let encounter = self.encounter(unit, target.encounter, (patient, target.claim, &overrides))?;
        let mut claim = target.claim;
        if bills {
            claim = self.claim(unit, scrubber, (patient, encounter, claim))?;
            if let (Some((id, kept)), Some(claim)) = (encounter_now(unit, encounter)?, claim)
                && kept.claim.is_none()
            {
                unit.put(id, &EncounterClinical { claim: Some(claim), ..kept })?;
                unit.unrefer(Index::UnbilledEncounter, b"", id.number());
            }
        }
        let findings = match claim.filter(|_| bills) {
            Some(claim) => self.scrub(unit, scrubber, (claim, overrides, then))?,
            None => {
                let said = Unsaved { read: self.read, turn: self.turn, patient, claim: None };
                said.judge(unit, scrubber)?
            }
        };
        self.saved(unit, scrubber, (encounter, claim.filter(|_| bills), &findings))
    }

    fn encounter(
        &self,
        unit: &mut Unit<'v>,
        stored: Option<(EncounterId, EncounterClinical)>,
        (patient, claim, overrides): (PatientId, Option<ClaimId>, &[FindingOverride]),
    ) -> Result<Option<EncounterId>> {
        let read = self.read;
        // A claim of imported history without a visit of ours stays so.
        if stored.is_none() && claim.is_some() {
            return Ok(None);
        }
        let before = stored.as_ref().map(|(_, encounter)| encounter);
        let encounter = EncounterClinical {
            patient_id: patient,
            encounter_number: before.map(|encounter| encounter.encounter_number.clone()).unwrap_or_default(),
            billing_provider: read.billing_provider,
            visit: read.visit.clone(),
            note: read.note.clone(),
            claim: before.and_then(|encounter| encounter.claim),
            day: read.day.or(before.and_then(|encounter| encounter.day)),
            queries: before.map(|encounter| encounter.queries.clone()).unwrap_or_default(),
            overrides: overrides.to_vec(),
        };
        let id = match stored {
            Some((id, _)) => {
                unit.put(id, &encounter)?;
                id
            }
            None => add_encounter(unit, &encounter)?,
        };
        let numbers = EncounterAuthorization {
            prior_authorization: read.prior_authorization.clone(),
            referral_number: read.referral_number.clone(),
        };
        unit.put(id, &numbers)?;
        if may_bill(self.desk) {
            unit.put(id, &EncounterFinancial { patient_paid: read.patient_paid })?;
        }
        Ok(Some(id))
    }

    fn claim(
        &self,
        unit: &mut Unit<'v>,
        scrubber: &mut Scrubber<'_, 'v>,
        (patient, encounter, claim): (PatientId, Option<EncounterId>, Option<ClaimId>),
    ) -> Result<Option<ClaimId>> {
        let read = self.read;
        if let Some(id) = claim {
            let coverage: ClaimCoverage = unit.need(id)?;
            unit.put(id, &ClaimCoverage { sequence: self.turn, ..coverage })?;
            let content = EncounterContent {
                visit: &read.visit,
                note: &read.note,
                billing_provider: read.billing_provider,
                prior_authorization: &read.prior_authorization,
                referral_number: &read.referral_number,
                patient_paid: Some(read.patient_paid),
            };
            follow_encounter(self.desk, unit, &mut scrubber.books, &scrubber.reference, (id, &content))?;
            return Ok(Some(id));
        }
        if read.visit.lines.is_empty() {
            return Ok(None);
        }
        let new = NewClaim {
            patient_id: patient,
            encounter_id: encounter,
            coverage: choose_coverage(unit, patient, self.turn, read.visit.date_of_service())?,
            billing_provider: read.billing_provider,
            visit: read.visit.clone(),
            note: read.note.clone(),
            prior_authorization: read.prior_authorization.clone(),
            referral_number: read.referral_number.clone(),
            patient_paid: read.patient_paid,
            imported: None,
        };
        create_claim(self.desk, unit, &mut scrubber.books, &scrubber.reference, new).map(Some)
    }

    // A draft is judged and stays a draft; one that shall be ready moves by what was found.
    fn scrub(
        &self,
        unit: &mut Unit<'v>,
        scrubber: &mut Scrubber<'_, 'v>,
        (claim, overrides, then): (ClaimId, Vec<FindingOverride>, Then),
    ) -> Result<Vec<ScrubFinding>> {
        let (_, findings) = scrubber.judge(unit, claim)?;
        let mut clinical: ClaimClinical = unit.need(claim)?;
        clinical.scrub = Some(scrubber.result(&clinical.visit, &findings, overrides));
        unit.put(claim, &clinical)?;
        if then != Then::Draft {
            let mut financial: ClaimFinancial = unit.need(claim)?;
            move_on(self.desk, &mut financial, (&findings, then));
            unit.put(claim, &financial)?;
        }
        Ok(findings)
    }

    fn saved(
        &self,
        unit: &Unit<'v>,
        scrubber: &Scrubber<'_, 'v>,
        (encounter, claim, findings): (Option<EncounterId>, Option<ClaimId>, &[ScrubFinding]),
    ) -> Result<VisitSaved> {
        let kept = encounter_now(unit, encounter)?;
        let claim_state = match claim {
            Some(id) => unit.read::<ClaimFinancial>(id)?.open().map(|claim| claim.account.state),
            None => None,
        };
        let places = Places { form: self.form, read: self.read, reference: &scrubber.reference, desk: self.desk };
        Ok(VisitSaved {
            encounter_id: encounter,
            claim_id: claim.or_else(|| kept.as_ref().and_then(|(_, encounter)| encounter.claim)),
            state: match &kept {
                Some((_, encounter)) => state_of(unit, encounter)?,
                None => EncounterState::Claim,
            },
            claim_state,
            findings: findings.iter().map(|finding| places.view(finding)).collect(),
        })
    }

    fn overrides(&self, target: &Target) -> Vec<FindingOverride> {
        let stored = target.encounter.as_ref().map(|(_, encounter)| encounter.overrides.as_slice()).unwrap_or_default();
        let keep = |form: &OverrideForm| {
            let same = stored
                .iter()
                .find(|one| one.rule == form.rule && one.field == form.field && one.reason == form.reason.trim());
            same.cloned().unwrap_or_else(|| FindingOverride {
                rule: form.rule.clone(),
                field: form.field.clone(),
                reason: form.reason.trim().to_owned(),
                by: self.desk.user_name(),
                at: self.desk.now(),
            })
        };
        self.form.overrides.iter().filter(|one| !one.reason.trim().is_empty()).map(keep).collect()
    }
}

fn move_on(desk: &Desk<'_>, claim: &mut ClaimFinancial, (findings, then): (&[ScrubFinding], Then)) {
    let event = if scrub::is_clean(findings) { ClaimEvent::ScrubbedClean } else { ClaimEvent::ScrubbedHeld };
    let moved = advance(desk, claim, event, &crate::claim::stops(findings)).is_ok();
    if moved && event == ClaimEvent::ScrubbedClean && then == Then::Ready {
        // A claim that stands further on already stays there.
        let _ = advance(desk, claim, ClaimEvent::PutForward, "");
    }
}

fn encounter_now(unit: &Unit<'_>, id: Option<EncounterId>) -> Result<Option<(EncounterId, EncounterClinical)>> {
    let Some(id) = id else { return Ok(None) };
    Ok(Some((id, unit.need(id)?)))
}

/// The claim that a form would make, without making it.
pub(super) struct Unsaved<'a> {
    pub read: &'a ReadForm,
    pub turn: PayerSequence,
    pub patient: PatientId,
    pub claim: Option<ClaimId>,
}

impl Unsaved<'_> {
    /// What the rules say of it.
    pub(super) fn judge<'v>(&self, unit: &Unit<'v>, scrubber: &mut Scrubber<'_, 'v>) -> Result<Vec<ScrubFinding>> {
        let coverage = self.coverage(unit)?;
        let claim = self.assemble(unit, scrubber, &coverage)?;
        scrubber.judge_said(unit, &claim, (self.claim, &coverage))
    }

    /// Under which policy it would go.
    pub(super) fn coverage(&self, unit: &Unit<'_>) -> Result<ClaimCoverage> {
        let chosen = choose_coverage(unit, self.patient, self.turn, self.read.visit.date_of_service())?;
        Ok(ClaimCoverage {
            patient_id: self.patient,
            encounter_id: None,
            coverage_id: chosen.map(|(coverage, _, _)| coverage),
            payer_id: chosen.map(|(_, payer, _)| payer),
            sequence: chosen.map_or(self.turn, |(_, _, sequence)| sequence),
            prior_authorization: self.read.prior_authorization.clone(),
            referral_number: self.read.referral_number.clone(),
        })
    }

    fn assemble(
        &self,
        unit: &Unit<'_>,
        scrubber: &Scrubber<'_, '_>,
        coverage: &ClaimCoverage,
    ) -> Result<ProfessionalClaim> {
        let (financial, sent): (Option<ClaimFinancial>, Option<ClaimSent>) = match self.claim {
            Some(id) => (unit.read(id)?.open(), unit.read(id)?.open()),
            None => (None, None),
        };
        let cells = ClaimCells {
            clinical: ClaimClinical {
                visit: self.read.visit.clone(),
                billing_provider: self.read.billing_provider,
                note: self.read.note.clone(),
                scrub: None,
            },
            coverage: coverage.clone(),
            financial,
            sent,
        };
        let mut claim = assemble_cells(unit, &scrubber.reference, cells)?;
        claim.patient_paid = self.read.patient_paid;
        Ok(claim)
    }
}

/// Stored overrides as the form has them.
pub(super) fn override_forms(stored: &[FindingOverride]) -> Vec<OverrideForm> {
    let form = |one: &FindingOverride| OverrideForm {
        rule: one.rule.clone(),
        field: one.field.clone(),
        reason: one.reason.clone(),
    };
    stored.iter().map(form).collect()
}
