//! Opens the charge form: a new one with the defaults of an office, one of an encounter or claim, or the last visit again.

use super::encounters::{EncounterState, QueryView, queries_of, state_of};
use super::fill::{Filling, day_text};
use super::form::{LineForm, VisitForm};
use crate::claim::{Names, choose_coverage, may_void};
use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::follow::follows;
use crate::reference::Reference;
use privacy::Action;
use records::{
    ClaimClinical, ClaimCoverage, ClaimFinancial, Collection, CoverageIdentifiers, CoveragePolicy,
    EncounterAuthorization, EncounterClinical, EncounterFinancial, Field, PatientAccount, PatientClinical,
    PatientCoverages, PatientDemographics, Unit,
};
use values::{ClaimFrequency, ClaimId, Class, ClassSet, CoverageId, Date, EncounterId, PatientId, PayerSequence};

/// The form with all that its screen needs beside it.
#[derive(Debug, Clone)]
pub struct VisitSheet {
    /// The form.
    pub form: VisitForm,
    /// Where the visit stands.
    pub state: EncounterState,
    /// The claim, where there is one.
    pub claim: Option<ClaimHead>,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<ReadOnly>,
    /// What can be chosen.
    pub choices: VisitChoices,
    /// Questions to the provider, oldest first.
    pub queries: Vec<QueryView>,
    /// Whether saving makes or changes the claim; a coder's saving codes the visit only.
    pub may_bill: bool,
    /// The patient's name.
    pub patient_name: Field<String>,
}

/// The claim of a form.
#[derive(Debug, Clone)]
pub struct ClaimHead {
    /// Which.
    pub claim_id: ClaimId,
    /// Number of the current version.
    pub patient_control_number: Field<String>,
    /// State.
    pub state: Field<claims::ClaimState>,
    /// Version.
    pub version: Field<u16>,
    /// Frequency code.
    pub frequency: Field<&'static str>,
    /// Last day to file.
    pub filing_limit_on: Option<Date>,
    /// A rejected or adjudicated claim: a new version can be begun.
    pub can_correct: bool,
    /// It can be taken back.
    pub can_void: bool,
    /// A payer has decided on it: it is taken back by a void version (frequency 8).
    pub voids_at_payer: bool,
}

/// Why a claim cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was sent: a correction is a new version.
    Sent,
    /// It came with another system's history.
    Imported,
    /// It follows an earlier payer's claim and says what that one said.
    FollowsEarlierPayer,
    /// It was voided.
    Voided,
    /// It is a void version: it says what was sent.
    TakesBack,
    /// The person reads and does not write.
    Role,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value of the field.
    pub value: String,
    /// What to show.
    pub label: String,
    /// A number beside it: NPI, code.
    pub detail: String,
}

/// A policy to choose: one for each payer's turn.
#[derive(Debug, Clone)]
pub struct PolicyChoice {
    /// The policy.
    pub coverage_id: CoverageId,
    /// Whose turn.
    pub sequence: PayerSequence,
    /// Payer.
    pub payer_name: String,
    /// Member id.
    pub member_id: Field<String>,
    /// Whether it covers the day.
    pub covers: bool,
    /// First day.
    pub effective_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
}

/// What can be chosen in the form.
#[derive(Debug, Clone, Default)]
pub struct VisitChoices {
    /// Policies in order of turn.
    pub policies: Vec<PolicyChoice>,
    /// Providers by name.
    pub providers: Vec<Choice>,
    /// Facilities by name.
    pub facilities: Vec<Choice>,
    /// The practice's billing providers.
    pub billing_providers: Vec<Choice>,
    /// Places of service by code.
    pub places: Vec<Choice>,
}

/// A new visit's form: the policy of the day, the rendering provider of the patient's last visit, place of service 11, one
/// line. The opening is journaled.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn start_visit(desk: &Desk<'_>, patient: PatientId) -> Result<VisitSheet> {
    desk.may(Action::CodeVisit)?;
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    need_patient(&unit, patient)?;
    let last = last_visit(desk, &unit, patient)?;
    let form = VisitForm { patient_id: patient.to_string(), ..defaults(desk, &reference, last.as_ref()) };
    journal(desk, patient, None)?;
    Ok(VisitSheet {
        state: EncounterState::ToCode,
        claim: None,
        read_only: None,
        choices: choices(desk, &unit, &reference, (patient, Some(desk.today())))?,
        queries: Vec::new(),
        may_bill: may_bill(desk),
        patient_name: Names::default().patient(desk, patient)?,
        form,
    })
}

/// The form of a claim. The opening is journaled.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn open_visit(desk: &Desk<'_>, claim: ClaimId) -> Result<VisitSheet> {
    desk.may(Action::ReadClaim)?;
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    let coverage: ClaimCoverage = unit.need(claim)?;
    journal(desk, coverage.patient_id, Some(claim))?;
    sheet_of_claim(desk, &unit, &reference, (claim, coverage))
}

/// The form of a claim, for an action that journals itself.
///
/// # Errors
/// `not_found`, or what the store refuses.
pub(super) fn form_of_claim(desk: &Desk<'_>, claim: ClaimId) -> Result<VisitForm> {
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    let coverage: ClaimCoverage = unit.need(claim)?;
    Ok(sheet_of_claim(desk, &unit, &reference, (claim, coverage))?.form)
}

/// What the patient's last visit said, as a new form of today. `None` where there was none. The look is journaled.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn copy_last_visit(desk: &Desk<'_>, patient: PatientId) -> Result<Option<VisitForm>> {
    desk.may(Action::CodeVisit)?;
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    need_patient(&unit, patient)?;
    let Some(last) = last_visit(desk, &unit, patient)? else { return Ok(None) };
    journal(desk, patient, None)?;
    let filling = Filling { patient_paid: None, overrides: &[], ..last.filling(&reference) };
    let mut form = filling.form();
    let today = day_text(desk.today());
    for line in &mut form.lines {
        line.from_line = None;
        line.date.clone_from(&today);
        line.date_to.clear();
    }
    form.patient_id = patient.to_string();
    form.note.clear();
    form.admission_date.clear();
    Ok(Some(form))
}

/// A stored visit with its numbers.
struct Stored {
    visit: claims::Visit,
    note: String,
    numbers: EncounterAuthorization,
}

impl Stored {
    fn filling<'a>(&'a self, reference: &'a Reference) -> Filling<'a> {
        Filling {
            reference,
            visit: &self.visit,
            note: &self.note,
            prior_authorization: &self.numbers.prior_authorization,
            referral_number: &self.numbers.referral_number,
            patient_paid: None,
            overrides: &[],
        }
    }
}

/// The newest visit with service lines; claims of imported history count for who may see the account.
fn last_visit(desk: &Desk<'_>, unit: &Unit<'_>, patient: PatientId) -> Result<Option<Stored>> {
    let listed: PatientClinical = unit.read_or_default(patient)?;
    let mut newest: Option<(Date, Stored)> = None;
    for id in listed.encounters {
        let Field::Open(encounter) = unit.read::<EncounterClinical>(id)? else { continue };
        let Some(day) = encounter.visit.date_of_service() else { continue };
        if newest.as_ref().is_none_or(|(newest, _)| *newest <= day) {
            let numbers = unit.read_or_default(id)?;
            newest = Some((day, Stored { visit: encounter.visit, note: encounter.note, numbers }));
        }
    }
    if newest.is_none() && desk.holds(Class::Financial) {
        let account: PatientAccount = unit.read_or_default(patient)?;
        for id in account.claims {
            let clinical: ClaimClinical = unit.need(id)?;
            let Some(day) = clinical.visit.date_of_service() else { continue };
            if newest.as_ref().is_none_or(|(newest, _)| *newest <= day) {
                let numbers = EncounterAuthorization::default();
                newest = Some((day, Stored { visit: clinical.visit, note: String::new(), numbers }));
            }
        }
    }
    Ok(newest.map(|(_, stored)| stored))
}

fn defaults(desk: &Desk<'_>, reference: &Reference, last: Option<&Stored>) -> VisitForm {
    let of_last = last.map(|last| last.filling(reference).form()).unwrap_or_default();
    let mut providers = reference.providers.iter().map(|(id, _)| id);
    let only = providers.next().filter(|_| providers.next().is_none()).map(|id| id.to_string()).unwrap_or_default();
    let rendering = if of_last.rendering_provider.is_empty() { only } else { of_last.rendering_provider };
    let place = "11".to_owned();
    VisitForm {
        rendering_provider: rendering,
        lines: vec![new_line(desk.today(), &place)],
        place_of_service: place,
        diagnoses: vec![String::new()],
        ..VisitForm::default()
    }
}

/// A line that nobody touched yet.
fn new_line(day: Date, place: &str) -> LineForm {
    LineForm { date: day_text(day), place_of_service: place.to_owned(), units: "1".to_owned(), ..LineForm::default() }
}

/// The form of a visit; for who bills, that of its claim, where one was made. The opening is journaled.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn open_encounter_visit(desk: &Desk<'_>, id: EncounterId) -> Result<VisitSheet> {
    desk.may(Action::CodeVisit)?;
    let unit = desk.unit();
    let reference = Reference::load(desk.vault())?;
    let encounter: EncounterClinical = unit.need(id)?;
    let patient = encounter.patient_id;
    journal(desk, patient, encounter.claim)?;
    if let Some(claim) = encounter.claim.filter(|_| may_bill(desk)) {
        let coverage = unit.need(claim)?;
        return sheet_of_claim(desk, &unit, &reference, (claim, coverage));
    }
    let form = encounter_form(desk, &unit, &reference, (id, &encounter))?;
    let day = encounter.date();
    Ok(VisitSheet {
        state: state_of(&unit, &encounter)?,
        claim: encounter.claim.map(|claim| sealed_head(claim, Class::Financial)),
        read_only: None,
        choices: choices(desk, &unit, &reference, (patient, day))?,
        queries: queries_of(&unit, &encounter)?,
        may_bill: may_bill(desk),
        patient_name: Names::default().patient(desk, patient)?,
        form,
    })
}

fn encounter_form(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    reference: &Reference,
    (id, encounter): (EncounterId, &EncounterClinical),
) -> Result<VisitForm> {
    let numbers: EncounterAuthorization = unit.read_or_default(id)?;
    let money: EncounterFinancial = unit.read(id)?.open().unwrap_or_default();
    let filling = Filling {
        reference,
        visit: &encounter.visit,
        note: &encounter.note,
        prior_authorization: &numbers.prior_authorization,
        referral_number: &numbers.referral_number,
        patient_paid: money.patient_paid,
        overrides: &encounter.overrides,
    };
    let mut form = filling.form();
    if encounter.visit.lines.is_empty() {
        let place = if form.place_of_service.is_empty() { "11" } else { &form.place_of_service }.to_owned();
        form.lines = vec![new_line(encounter.day.unwrap_or_else(|| desk.today()), &place)];
        form.place_of_service = place;
    }
    if form.diagnoses.is_empty() {
        form.diagnoses.push(String::new());
    }
    Ok(VisitForm {
        patient_id: encounter.patient_id.to_string(),
        encounter_id: id.to_string(),
        claim_id: encounter.claim.map(|claim| claim.to_string()).unwrap_or_default(),
        billing_provider: encounter.billing_provider.to_string(),
        ..form
    })
}

fn sheet_of_claim(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    reference: &Reference,
    (claim, coverage): (ClaimId, ClaimCoverage),
) -> Result<VisitSheet> {
    let financial: Field<ClaimFinancial> = unit.read(claim)?;
    let read_only = read_only(desk, &financial);
    let encounter = match coverage.encounter_id {
        Some(id) => unit.read::<EncounterClinical>(id)?.open().map(|encounter| (id, encounter)),
        None => None,
    };
    let own = encounter.as_ref().filter(|(_, encounter)| encounter.claim == Some(claim) && read_only.is_none());
    let form = match own {
        Some((id, encounter)) => encounter_form(desk, unit, reference, (*id, encounter))?,
        None => claim_form(unit, reference, (claim, &coverage, &financial))?,
    };
    let clinical: Field<ClaimClinical> = unit.read(claim)?;
    let day = clinical.as_open().and_then(|cell| cell.visit.date_of_service());
    let overrides = clinical.open().and_then(|cell| cell.scrub).map(|scrub| scrub.overrides).unwrap_or_default();
    let mut form = VisitForm {
        patient_id: coverage.patient_id.to_string(),
        claim_id: claim.to_string(),
        coverage_id: coverage.coverage_id.map(|id| id.to_string()).unwrap_or_default(),
        ..form
    };
    if form.overrides.is_empty() {
        form.overrides = super::save::override_forms(&overrides);
    }
    Ok(VisitSheet {
        state: EncounterState::Claim,
        claim: Some(head(desk, claim, &financial)),
        read_only,
        choices: choices(desk, unit, reference, (coverage.patient_id, day))?,
        queries: match &encounter {
            Some((_, encounter)) => queries_of(unit, encounter)?,
            None => Vec::new(),
        },
        may_bill: may_bill(desk),
        patient_name: Names::default().patient(desk, coverage.patient_id)?,
        form,
    })
}

/// What the claim itself says: sent ones, and those without a visit of ours.
fn claim_form(
    unit: &Unit<'_>,
    reference: &Reference,
    (claim, coverage, financial): (ClaimId, &ClaimCoverage, &Field<ClaimFinancial>),
) -> Result<VisitForm> {
    let clinical: ClaimClinical = unit.need(claim)?;
    let filling = Filling {
        reference,
        visit: &clinical.visit,
        note: &clinical.note,
        prior_authorization: &coverage.prior_authorization,
        referral_number: &coverage.referral_number,
        patient_paid: financial.as_open().and_then(|cell| cell.account.patient_paid),
        overrides: &[],
    };
    Ok(VisitForm {
        encounter_id: coverage.encounter_id.map(|id| id.to_string()).unwrap_or_default(),
        billing_provider: clinical.billing_provider.to_string(),
        ..filling.form()
    })
}

fn read_only(desk: &Desk<'_>, financial: &Field<ClaimFinancial>) -> Option<ReadOnly> {
    if desk.may(Action::CodeVisit).is_err() {
        return Some(ReadOnly::Role);
    }
    // A coder cannot see where the claim stands; he changes the visit, and the claim follows if it still may.
    let claim = financial.as_open()?;
    let account = &claim.account;
    if account.state == claims::ClaimState::Voided {
        return Some(ReadOnly::Voided);
    }
    if account.is_imported && account.version == 1 {
        return Some(ReadOnly::Imported);
    }
    if account.state.is_before_sending() && account.frequency == ClaimFrequency::Void {
        return Some(ReadOnly::TakesBack);
    }
    if !account.state.is_before_sending() || !follows(claim) {
        return Some(ReadOnly::Sent);
    }
    account.previous_claim.map(|_| ReadOnly::FollowsEarlierPayer)
}

/// Why a claim cannot be changed by this person, as an error.
///
/// # Errors
/// `not_allowed` for a claim that was sent; `not_permitted` for who may not.
pub(super) fn need_editable(desk: &Desk<'_>, id: ClaimId, claim: &ClaimFinancial) -> Result<()> {
    match read_only(desk, &Field::Open(claim.clone())) {
        None => Ok(()),
        Some(ReadOnly::Role) => desk.may(Action::CodeVisit),
        Some(
            ReadOnly::Sent
            | ReadOnly::Imported
            | ReadOnly::FollowsEarlierPayer
            | ReadOnly::Voided
            | ReadOnly::TakesBack,
        ) => Err(BillingError::new(
            ErrorCode::NotAllowed,
            format!("{id} is {}: it can no longer be changed", claim.account.state),
            "begin a corrected version of it",
        )),
    }
}

fn head(desk: &Desk<'_>, claim_id: ClaimId, financial: &Field<ClaimFinancial>) -> ClaimHead {
    let account = financial.as_ref().map(|cell| &cell.account);
    let of_state =
        |about: fn(claims::ClaimState) -> bool| account.as_open().is_some_and(|account| about(account.state));
    let works = desk.may(Action::WorkClaim).is_ok();
    ClaimHead {
        claim_id,
        patient_control_number: account.as_ref().map(|account| account.patient_control_number.to_string()),
        state: account.as_ref().map(|account| account.state),
        version: account.as_ref().map(|account| account.version),
        frequency: account.as_ref().map(|account| account.frequency.code()),
        filing_limit_on: account.as_open().and_then(|account| account.filing_limit_on),
        can_correct: works && of_state(|state| claims::transition(state, claims::ClaimEvent::Correct).is_ok()),
        can_void: desk.may(Action::VoidClaim).is_ok() && account.as_open().is_some_and(|account| may_void(account)),
        voids_at_payer: account.as_open().is_some_and(|account| account.is_adjudicated()),
    }
}

fn sealed_head(claim_id: ClaimId, class: Class) -> ClaimHead {
    ClaimHead {
        claim_id,
        patient_control_number: Field::Sealed(class),
        state: Field::Sealed(class),
        version: Field::Sealed(class),
        frequency: Field::Sealed(class),
        filing_limit_on: None,
        can_correct: false,
        can_void: false,
        voids_at_payer: false,
    }
}

/// Whether the person's saving makes claims.
pub(super) fn may_bill(desk: &Desk<'_>) -> bool {
    desk.may(Action::WriteClaim).is_ok() && desk.holds(Class::Financial)
}

/// The patient, who must be there.
pub(super) fn need_patient(unit: &Unit<'_>, patient: PatientId) -> Result<PatientDemographics> {
    Ok(unit.need(patient)?)
}

fn journal(desk: &Desk<'_>, patient: PatientId, claim: Option<ClaimId>) -> Result<()> {
    let unit = desk.unit();
    let classes = |all: &[Class]| {
        let held: Vec<Class> = all.iter().copied().filter(|class| desk.holds(*class)).collect();
        ClassSet::of(&held)
    };
    let of_patient = [Class::Demographics, Class::Coverage, Class::Identifiers, Class::Clinical];
    unit.touch(Collection::Patient, patient.number(), classes(&of_patient));
    if let Some(claim) = claim {
        let of_claim = [Class::Coverage, Class::Clinical, Class::Financial];
        unit.touch(Collection::Claim, claim.number(), classes(&of_claim));
    }
    desk.commit(unit, "visit.open")
}

fn choices(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    reference: &Reference,
    (patient, day): (PatientId, Option<Date>),
) -> Result<VisitChoices> {
    let name = |last: &str, first: &str| if first.is_empty() { last.to_owned() } else { format!("{last}, {first}") };
    let mut providers: Vec<Choice> = reference
        .providers
        .iter()
        .map(|(id, provider)| Choice {
            value: id.to_string(),
            label: name(&provider.last_name, &provider.first_name),
            detail: provider.npi.clone(),
        })
        .collect();
    let facilities = reference.facilities.iter().map(|(id, facility)| Choice {
        value: id.to_string(),
        label: facility.name.clone(),
        detail: facility.npi.clone(),
    });
    let mut facilities: Vec<Choice> = facilities.collect();
    let billing = reference.billing_providers.iter().map(|(id, billing)| Choice {
        value: id.to_string(),
        label: name(&billing.name, &billing.first_name),
        detail: billing.npi.clone(),
    });
    providers.sort_by(|one, other| one.label.cmp(&other.label));
    facilities.sort_by(|one, other| one.label.cmp(&other.label));
    let places = desk.codes().rows::<codes::PlaceOfService>().iter().map(|place| Choice {
        value: place.code.clone(),
        label: place.name.clone(),
        detail: place.code.clone(),
    });
    Ok(VisitChoices {
        policies: policies(unit, reference, (patient, day))?,
        providers,
        facilities,
        billing_providers: billing.collect(),
        places: places.collect(),
    })
}

/// For each payer's turn the policy that a claim of the day takes.
pub(super) fn policies(
    unit: &Unit<'_>,
    reference: &Reference,
    (patient, day): (PatientId, Option<Date>),
) -> Result<Vec<PolicyChoice>> {
    let listed: PatientCoverages = unit.read(patient)?.open().unwrap_or_default();
    if listed.coverages.is_empty() {
        return Ok(Vec::new());
    }
    let mut policies = Vec::new();
    for sequence in PayerSequence::ALL {
        let Some((coverage_id, payer, _)) = choose_coverage(unit, patient, *sequence, day)? else { continue };
        let policy: CoveragePolicy = unit.need(coverage_id)?;
        policies.push(PolicyChoice {
            coverage_id,
            sequence: *sequence,
            payer_name: reference.payers.get(payer).map(|payer| payer.name.clone()).unwrap_or_default(),
            member_id: unit.read::<CoverageIdentifiers>(coverage_id)?.map(|ids| ids.member_id),
            covers: day.is_none_or(|day| policy.covers(day)),
            effective_on: policy.effective_on,
            ends_on: policy.ends_on,
        });
    }
    Ok(policies)
}
