//! Visits that no claim was made of yet: opened, asked about, coded; and how long their charges wait.

use super::sheet::need_patient;
use crate::claim::Names;
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use crate::form::{Form, FormCheck, Problem};
use crate::import::encounter_visit::provider_party;
use crate::reference::Reference;
use claims::{ClaimProvider, ProviderRole, Visit};
use privacy::Action;
use records::{
    EncounterClinical, EncounterQueryRecord, Field, Index, PatientClinical, PatientDemographics, QueryAnswer, Unit,
    lookup, read,
};
use values::{Date, EncounterId, EncounterQueryId, Money, PatientId, ProviderId, Timestamp, parse_text};

/// Where a visit stands on its way to a claim. Told by what is there, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EncounterState {
    /// It waits for its coder.
    ToCode,
    /// Its coder waits for the provider's answer.
    Queried,
    /// Diagnoses and lines are there; nobody billed it yet.
    Coded,
    /// A claim was made of it.
    Claim,
}

/// A visit that shall be opened, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct OpenEncounter {
    /// Whose.
    pub patient_id: String,
    /// Day; empty for today.
    pub date: String,
    /// Rendering provider; empty when it is not known yet.
    pub rendering_provider: String,
    /// Why the patient came, for the coder.
    pub reason: String,
}

/// A question to a provider.
#[derive(Debug, Clone)]
pub struct QueryView {
    /// Which.
    pub query_id: EncounterQueryId,
    /// The question.
    pub question: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// What the provider said, who wrote it down and when.
    pub answer: Option<(String, String, Timestamp)>,
}

/// A visit without a claim, as the list shows it.
#[derive(Debug, Clone)]
pub struct EncounterRow {
    /// Which.
    pub encounter_id: EncounterId,
    /// Whose.
    pub patient_id: PatientId,
    /// Name.
    pub patient_name: Field<String>,
    /// The office's number for the patient.
    pub account_number: Field<String>,
    /// Day.
    pub day: Option<Date>,
    /// Who rendered it, empty when it is not known yet.
    pub rendering_provider: String,
    /// The note: why the patient came.
    pub note: String,
    /// Where it stands.
    pub state: EncounterState,
    /// Days from the visit to today.
    pub lag_days: Option<i32>,
    /// What it will charge; `None` before it has lines.
    pub charge: Option<Money>,
    /// The open question, or the newest answer.
    pub question: Option<QueryView>,
}

const NOTE: usize = 2000;

/// Opens a visit: it waits to be coded. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn open_encounter(desk: &Desk<'_>, form: &OpenEncounter) -> Result<Form<EncounterId>> {
    desk.may(Action::CodeVisit)?;
    let mut unit = desk.unit();
    let patient: PatientId = form.patient_id.parse().map_err(|_| BillingError::not_found("the patient"))?;
    need_patient(&unit, patient)?;
    let reference = Reference::load(desk.vault())?;
    let mut check = FormCheck::on(desk.today());
    let day = check.date("date", &form.date).unwrap_or_else(|| desk.today());
    if day > desk.today() {
        check.refuse("date", Problem::InFuture);
    }
    let note = text(&mut check, "reason", &form.reason);
    let provider = check.parsed(
        "rendering_provider",
        &form.rendering_provider,
        |text| text.parse::<ProviderId>().ok().and_then(|id| reference.providers.get(id)).ok_or(()),
        Problem::Unknown,
    );
    let providers =
        provider.map(|provider| ClaimProvider { role: ProviderRole::Rendering, party: provider_party(provider) });
    let visit = Visit { providers: providers.into_iter().collect(), ..Visit::default() };
    check.save(|| {
        let encounter = EncounterClinical {
            patient_id: patient,
            encounter_number: String::new(),
            billing_provider: desk.practice().default_billing_provider,
            visit,
            note,
            claim: None,
            day: Some(day),
            queries: Vec::new(),
            overrides: Vec::new(),
        };
        let id = add_encounter(&mut unit, &encounter)?;
        desk.commit(unit, "encounter.open")?;
        Ok(id)
    })
}

/// Puts a new encounter without a claim into the unit, and lists it.
pub(super) fn add_encounter(unit: &mut Unit<'_>, encounter: &EncounterClinical) -> Result<EncounterId> {
    let id: EncounterId = unit.allocate();
    unit.put(id, encounter)?;
    let mut listed: PatientClinical = unit.read_or_default(encounter.patient_id)?;
    listed.encounters.push(id);
    unit.put(encounter.patient_id, &listed)?;
    unit.refer(Index::UnbilledEncounter, b"", id.number());
    Ok(id)
}

/// Every visit that no claim was made of, the longest waiting first. Journaled before it is shown.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_encounters(desk: &Desk<'_>) -> Result<Vec<EncounterRow>> {
    desk.may(Action::CodeVisit)?;
    let unit = desk.unit();
    let mut names = Names::default();
    let mut listed = Vec::new();
    for number in lookup(desk.vault(), Index::UnbilledEncounter, b"")? {
        let id = EncounterId::new(number);
        let Field::Open(encounter) = read::<EncounterClinical>(desk.vault(), id)? else { continue };
        if encounter.claim.is_none() {
            listed.push(row(desk, &unit, &mut names, (id, encounter))?);
        }
    }
    listed.sort_by_key(|row| (row.day, row.encounter_id));
    desk.journal_listing("encounter.list", listed.iter().map(|row| row.encounter_id.number()))?;
    Ok(listed)
}

fn row(
    desk: &Desk<'_>,
    unit: &Unit<'_>,
    names: &mut Names,
    (id, encounter): (EncounterId, EncounterClinical),
) -> Result<EncounterRow> {
    let rendering = encounter.visit.provider(ProviderRole::Rendering).map(|provider| &provider.party);
    let patient: Field<PatientDemographics> = unit.read(encounter.patient_id)?;
    let day = encounter.date();
    Ok(EncounterRow {
        encounter_id: id,
        patient_id: encounter.patient_id,
        patient_name: names.patient(desk, encounter.patient_id)?,
        account_number: patient.map(|patient| patient.account_number),
        day,
        rendering_provider: rendering
            .map(|party| {
                if party.first_name.is_empty() {
                    party.last_name.clone()
                } else {
                    format!("{}, {}", party.last_name, party.first_name)
                }
            })
            .unwrap_or_default(),
        state: state_of(unit, &encounter)?,
        lag_days: day.map(|day| desk.today().days_since(day)),
        charge: Some(encounter.visit.charge()).filter(|_| !encounter.visit.lines.is_empty()),
        question: queries_of(unit, &encounter)?.pop(),
        note: encounter.note,
    })
}

/// Where a visit stands.
pub(super) fn state_of(unit: &Unit<'_>, encounter: &EncounterClinical) -> Result<EncounterState> {
    if encounter.claim.is_some() {
        return Ok(EncounterState::Claim);
    }
    for id in &encounter.queries {
        if unit.need::<EncounterQueryRecord>(*id)?.answer.is_none() {
            return Ok(EncounterState::Queried);
        }
    }
    let is_coded = !encounter.visit.diagnoses.is_empty() && !encounter.visit.lines.is_empty();
    Ok(if is_coded { EncounterState::Coded } else { EncounterState::ToCode })
}

/// The questions about a visit, oldest first.
pub(super) fn queries_of(unit: &Unit<'_>, encounter: &EncounterClinical) -> Result<Vec<QueryView>> {
    let view = |id: &EncounterQueryId| -> Result<QueryView> {
        let query: EncounterQueryRecord = unit.need(*id)?;
        Ok(QueryView {
            query_id: *id,
            question: query.question,
            asked_by: query.asked_by,
            asked_at: query.asked_at,
            answer: query.answer.map(|answer| (answer.text, answer.by, answer.at)),
        })
    };
    encounter.queries.iter().map(view).collect()
}

/// Writes down a question to the visit's provider: the visit waits for the answer. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn ask_provider(desk: &Desk<'_>, encounter: EncounterId, question: &str) -> Result<Form<EncounterQueryId>> {
    desk.may(Action::CodeVisit)?;
    let mut unit = desk.unit();
    let mut asked: EncounterClinical = unit.need(encounter)?;
    let mut check = FormCheck::on(desk.today());
    check.required("question", question);
    let question = text(&mut check, "question", question);
    check.save(|| {
        let id: EncounterQueryId = unit.allocate();
        let query = EncounterQueryRecord {
            encounter_id: encounter,
            question,
            asked_by: desk.user_name(),
            asked_at: desk.now(),
            answer: None,
        };
        asked.queries.push(id);
        unit.put(id, &query)?;
        unit.put(encounter, &asked)?;
        desk.commit(unit, "encounter.ask")?;
        Ok(id)
    })
}

/// Writes down what the provider answered; another answer takes the place of the one before. One commit.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn answer_query(desk: &Desk<'_>, query: EncounterQueryId, answer: &str) -> Result<Form<EncounterQueryId>> {
    desk.may(Action::CodeVisit)?;
    let mut unit = desk.unit();
    let mut asked: EncounterQueryRecord = unit.need(query)?;
    let mut check = FormCheck::on(desk.today());
    check.required("answer", answer);
    let answer = text(&mut check, "answer", answer);
    check.save(|| {
        asked.answer = Some(QueryAnswer { text: answer, by: desk.user_name(), at: desk.now() });
        unit.put(query, &asked)?;
        desk.commit(unit, "encounter.answer")?;
        Ok(query)
    })
}

fn text(check: &mut FormCheck, field: &str, typed: &str) -> String {
    if typed.trim().chars().count() > NOTE {
        check.refuse(field, Problem::TooLong);
        return String::new();
    }
    let plain = typed.replace(['\n', '\t'], " ");
    check.parsed(field, &plain, |plain| parse_text(plain, NOTE), Problem::BadCharacter).unwrap_or_default()
}
