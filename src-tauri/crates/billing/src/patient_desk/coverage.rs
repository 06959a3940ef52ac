//! Entering, changing and ending a policy.

use super::register::Saved;
use super::undo::{Policy, Undo, Was, follow_policies, put_policy};
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::form::{Form, FormCheck, Problem};
use crate::office::{needed, text};
use privacy::Action;
use records::{
    CoverageDemographics, CoverageIdentifiers, CoveragePolicy, Field, PatientCoverages, PatientDemographics,
    PayerRecord, Unit, read,
};
use values::{CoverageId, FilingIndicator, PatientId, PayerId, PayerSequence, Person, PersonName, Relationship, Sex};

/// A policy as a person typed it.
#[derive(Debug, Clone, Default)]
pub struct CoverageForm {
    /// The policy that is changed; `None` for a new one.
    pub id: Option<CoverageId>,
    /// Whose.
    pub patient: Option<PatientId>,
    /// The payer's record (`pay-…`).
    pub payer: String,
    /// Turn: `P`, `S`, `T`, `A` …
    pub sequence: String,
    /// Member id; `None` leaves it as it is.
    pub member_id: Option<String>,
    /// Group or policy number.
    pub group_number: String,
    /// Plan.
    pub plan_name: String,
    /// Claim filing indicator, where it differs from the payer's.
    pub filing_indicator: String,
    /// The patient's relationship to the subscriber, as its X12 code.
    pub relationship: String,
    /// The subscriber, where he is not the patient.
    pub subscriber: SubscriberForm,
    /// First day.
    pub effective_on: String,
    /// Last day.
    pub ends_on: String,
}

/// The subscriber as a person typed him.
#[derive(Debug, Clone, Default)]
pub struct SubscriberForm {
    /// Family name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Day of birth.
    pub birth_date: String,
    /// `F`, `M` or `U`.
    pub sex: String,
}

/// The form of a policy that is on file, with what the person may see of it.
///
/// # Errors
/// `not_permitted`, `not_found`, `sealed`, or what the store refuses.
pub fn show_coverage(desk: &Desk<'_>, id: CoverageId) -> Result<CoverageForm> {
    desk.may(Action::WritePatient)?;
    let Policy { policy, identifiers, held } = policy_of(&desk.unit(), id)?;
    let subscriber = held.and_then(|held| held.subscriber).unwrap_or_default();
    let day = |day: Option<values::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Ok(CoverageForm {
        id: Some(id),
        patient: Some(policy.patient_id),
        payer: policy.payer_id.to_string(),
        sequence: policy.sequence.code().to_owned(),
        member_id: identifiers.map(|ids| ids.member_id),
        group_number: policy.group_number,
        plan_name: policy.plan_name,
        filing_indicator: policy.filing_indicator.map(|code| code.as_str().to_owned()).unwrap_or_default(),
        relationship: policy.relationship.code().to_owned(),
        subscriber: SubscriberForm {
            last_name: subscriber.name.last,
            first_name: subscriber.name.first,
            middle_name: subscriber.name.middle,
            birth_date: day(subscriber.birth_date),
            sex: subscriber.sex.map(Sex::code).unwrap_or_default().to_owned(),
        },
        effective_on: day(policy.effective_on),
        ends_on: day(policy.ends_on),
    })
}

/// Enters a policy or changes one. Unsent claims of the patient take the policy that now covers their day.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed. A class that the person lacks is left
/// as it is.
pub fn save_coverage(desk: &Desk<'_>, form: &CoverageForm) -> Result<Form<Saved<CoverageId>>> {
    desk.may(Action::WritePatient)?;
    let mut unit = desk.unit();
    let before = form.id.map(|id| policy_of(&unit, id)).transpose()?;
    let patient = before.as_ref().map(|before| before.policy.patient_id).or(form.patient);
    let patient = patient.ok_or_else(|| BillingError::not_found("the patient"))?;
    let _: PatientDemographics = unit.need(patient)?;
    let mut check = FormCheck::on(desk.today());
    let after = typed(&mut check, desk, form, (patient, before.as_ref()))?;
    let Some(after) = after.filter(|_| check.is_clean()) else { return Ok(refused(check)) };
    check.save(|| {
        let id = form.id.unwrap_or_else(|| unit.allocate());
        if before.as_ref() == Some(&after) {
            return Ok(Saved { id, undo: None });
        }
        if before.is_none() {
            list(&mut unit, patient, id)?;
        }
        put_policy(&mut unit, id, &after)?;
        follow_policies(desk, &mut unit, patient)?;
        desk.commit(unit, if before.is_some() { "coverage.change" } else { "coverage.add" })?;
        let was = Was::Coverage { id, before: before.map(Box::new), after: Box::new(after) };
        Ok(Saved { id, undo: Some(Undo { patient, was }) })
    })
}

/// Says that a policy ends on a day, as it was typed.
///
/// # Errors
/// As [`save_coverage`].
pub fn end_coverage(desk: &Desk<'_>, id: CoverageId, ends_on: &str) -> Result<Form<Saved<CoverageId>>> {
    desk.may(Action::WritePatient)?;
    let mut unit = desk.unit();
    let before = policy_of(&unit, id)?;
    let mut check = FormCheck::on(desk.today());
    check.required("ends_on", ends_on);
    let last = check.date("ends_on", ends_on);
    let policy = CoveragePolicy { ends_on: last, ..before.policy.clone() };
    in_order(&mut check, &policy);
    check.save(|| {
        let patient = policy.patient_id;
        let after = Policy { policy, identifiers: None, held: None };
        put_policy(&mut unit, id, &after)?;
        follow_policies(desk, &mut unit, patient)?;
        desk.commit(unit, "coverage.end")?;
        let was = Was::Coverage { id, before: Some(Box::new(before)), after: Box::new(after) };
        Ok(Saved { id, undo: Some(Undo { patient, was }) })
    })
}

fn refused<T>(check: FormCheck) -> Form<T> {
    match check.save(|| Ok(())) {
        Ok(Form::Refused(problems)) => Form::Refused(problems),
        Ok(Form::Saved(())) | Err(_) => Form::Refused(Vec::new()),
    }
}

fn policy_of(unit: &Unit<'_>, id: CoverageId) -> Result<Policy> {
    Ok(Policy {
        policy: unit.need(id)?,
        identifiers: match unit.read(id)? {
            Field::Open(ids) => Some(ids),
            Field::Sealed(_) => None,
            Field::Absent => Some(CoverageIdentifiers::default()),
        },
        held: match unit.read(id)? {
            Field::Open(held) => Some(held),
            Field::Sealed(_) => None,
            Field::Absent => Some(CoverageDemographics::default()),
        },
    })
}

fn list(unit: &mut Unit<'_>, patient: PatientId, id: CoverageId) -> Result<()> {
    let mut listed: PatientCoverages = unit.read_or_default(patient)?;
    listed.coverages.push(id);
    Ok(unit.put(patient, &listed)?)
}

fn typed(
    check: &mut FormCheck,
    desk: &Desk<'_>,
    form: &CoverageForm,
    (patient, before): (PatientId, Option<&Policy>),
) -> Result<Option<Policy>> {
    check.required("sequence", &form.sequence);
    let payer = payer_of(check, desk, &form.payer)?;
    let sequence =
        check.parsed("sequence", &form.sequence, |code| PayerSequence::parse(&code.to_uppercase()), Problem::Unknown);
    let relationship = check
        .parsed("relationship", &form.relationship, Relationship::parse, Problem::Unknown)
        .unwrap_or(Relationship::Myself);
    let indicator = check.parsed("filing_indicator", &form.filing_indicator, FilingIndicator::parse, Problem::Unknown);
    let member_id = form.member_id.as_ref().map(|typed| needed(check, "member_id", typed, 80));
    let group_number = text(check, "group_number", &form.group_number, 50);
    let plan_name = text(check, "plan_name", &form.plan_name, 60);
    let effective_on = check.date("effective_on", &form.effective_on);
    let ends_on = check.date("ends_on", &form.ends_on);
    let held = subscriber_of(check, form, (relationship, before));
    let (Some(payer_id), Some(sequence)) = (payer, sequence) else { return Ok(None) };
    let policy = CoveragePolicy {
        patient_id: patient,
        payer_id,
        sequence,
        group_number,
        plan_name,
        filing_indicator: indicator,
        relationship,
        effective_on,
        ends_on,
    };
    in_order(check, &policy);
    let identifiers = member_id.map(|member_id| CoverageIdentifiers { patient_number: patient.number(), member_id });
    let identifiers = identifiers.or_else(|| before.and_then(|before| before.identifiers.clone()));
    Ok(Some(Policy { policy, identifiers, held: Some(held) }))
}

fn in_order(check: &mut FormCheck, policy: &CoveragePolicy) {
    if let (Some(first), Some(last)) = (policy.effective_on, policy.ends_on)
        && last < first
    {
        check.refuse("ends_on", Problem::DatesOutOfOrder);
    }
}

fn payer_of(check: &mut FormCheck, desk: &Desk<'_>, typed: &str) -> Result<Option<PayerId>> {
    check.required("payer", typed);
    let Some(id) = check.parsed("payer", typed, str::parse::<PayerId>, Problem::Unknown) else { return Ok(None) };
    if read::<PayerRecord>(desk.vault(), id)?.open().is_some() {
        return Ok(Some(id));
    }
    check.refuse("payer", Problem::Unknown);
    Ok(None)
}

fn subscriber_of(
    check: &mut FormCheck,
    form: &CoverageForm,
    (relationship, before): (Relationship, Option<&Policy>),
) -> CoverageDemographics {
    if relationship == Relationship::Myself {
        return CoverageDemographics::default();
    }
    let typed = &form.subscriber;
    let name = PersonName {
        last: needed(check, "subscriber.last_name", &typed.last_name, 60),
        first: text(check, "subscriber.first_name", &typed.first_name, 35),
        middle: text(check, "subscriber.middle_name", &typed.middle_name, 25),
        suffix: String::new(),
    };
    let birth_date = check.birth_date("subscriber.birth_date", &typed.birth_date);
    let sex = check.parsed("subscriber.sex", &typed.sex, |code| Sex::parse(&code.to_uppercase()), Problem::Unknown);
    let address = before.and_then(|before| before.held.as_ref()).and_then(|held| held.address.clone());
    CoverageDemographics { subscriber: Some(Person { name, birth_date, sex }), address }
}
