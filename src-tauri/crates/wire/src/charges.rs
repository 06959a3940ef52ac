//! Charge entry: visits without a claim, the claim editor, its live check, the finder, scrub results.

use crate::{Cents, ClaimStateView, ErrorCode, Field, FieldProblemView, NameView, VisitForm, WireError};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a visit stands on its way to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EncounterStateName {
    /// It waits for its coder.
    ToCode,
    /// Its coder waits for the provider's answer.
    Queried,
    /// Coded; nobody billed it yet.
    Coded,
    /// A claim was made of it.
    Claim,
}

impl From<billing::EncounterState> for EncounterStateName {
    fn from(state: billing::EncounterState) -> Self {
        match state {
            billing::EncounterState::ToCode => EncounterStateName::ToCode,
            billing::EncounterState::Queried => EncounterStateName::Queried,
            billing::EncounterState::Coded => EncounterStateName::Coded,
            billing::EncounterState::Claim => EncounterStateName::Claim,
        }
    }
}

/// Asks for the visits that no claim was made of.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListEncountersRequest {}

/// The visits, the longest waiting first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListEncountersResponse {
    /// The rows.
    pub items: Vec<EncounterRow>,
    /// Σ charges of those that are coded.
    pub coded_cents: Cents,
}

/// A visit without a claim.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EncounterRow {
    /// The visit.
    pub encounter_id: String,
    /// Whose.
    pub patient_id: String,
    /// Name.
    pub patient_name: Field<NameView>,
    /// The practice's own number of the patient.
    pub account_number: Field<String>,
    /// Day, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Who rendered it; empty when it is not known yet.
    pub rendering_provider: String,
    /// Why the patient came.
    pub note: String,
    /// Where it stands.
    pub state: EncounterStateName,
    /// Days from the visit to today: its charge lag so far.
    pub lag_days: Option<i32>,
    /// What it will charge; `null` before it has lines.
    pub charge_cents: Option<Cents>,
    /// The open question, or the newest answer.
    pub question: Option<QueryView>,
}

impl From<billing::EncounterRow> for EncounterRow {
    fn from(row: billing::EncounterRow) -> Self {
        EncounterRow {
            encounter_id: row.encounter_id.to_string(),
            patient_id: row.patient_id.to_string(),
            patient_name: Field::from(row.patient_name).map(|name| NameView::of_display(&name)),
            account_number: row.account_number.into(),
            day: row.day.map(|day| day.to_string()),
            rendering_provider: row.rendering_provider,
            note: row.note,
            state: row.state.into(),
            lag_days: row.lag_days,
            charge_cents: row.charge.map(Into::into),
            question: row.question.map(Into::into),
        }
    }
}

/// A question to a visit's provider.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryView {
    /// Which.
    pub query_id: String,
    /// The question.
    pub question: String,
    /// Who asked.
    pub asked_by: String,
    /// When (UTC).
    pub asked_at: String,
    /// What the provider said; `null` while it is open.
    pub answer: Option<String>,
    /// Who wrote the answer down.
    pub answered_by: Option<String>,
}

impl From<billing::QueryView> for QueryView {
    fn from(query: billing::QueryView) -> Self {
        let (answer, answered_by) = match query.answer {
            Some((text, by, _)) => (Some(text), Some(by)),
            None => (None, None),
        };
        QueryView {
            query_id: query.query_id.to_string(),
            question: query.question,
            asked_by: query.asked_by,
            asked_at: query.asked_at.to_string(),
            answer,
            answered_by,
        }
    }
}

/// Opens a visit that waits to be coded.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenEncounterRequest {
    /// Whose.
    pub patient_id: String,
    /// Day as typed; empty for today.
    pub date: String,
    /// Rendering provider; empty when it is not known yet.
    pub rendering_provider: String,
    /// Why the patient came.
    pub reason: String,
}

impl From<OpenEncounterRequest> for billing::OpenEncounter {
    fn from(form: OpenEncounterRequest) -> Self {
        billing::OpenEncounter {
            patient_id: form.patient_id,
            date: form.date,
            rendering_provider: form.rendering_provider,
            reason: form.reason,
        }
    }
}

/// Asks a visit's provider.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AskProviderRequest {
    /// The visit.
    pub encounter_id: String,
    /// The question.
    pub question: String,
}

/// Writes down what the provider answered.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AnswerQueryRequest {
    /// The question.
    pub query_id: String,
    /// The answer.
    pub answer: String,
}

/// Opens a new charge form.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartVisitRequest {
    /// Whose.
    pub patient_id: String,
}

/// Opens the form of a claim, or of a visit.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenVisitRequest {
    /// The claim, or the visit.
    pub id: String,
}

/// Asks for the patient's last visit as a new form.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CopyLastVisitRequest {
    /// Whose.
    pub patient_id: String,
}

/// The last visit, with today's date.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CopyLastVisitResponse {
    /// `null` where there was none.
    pub form: Option<VisitForm>,
}

/// Why a claim cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadOnlyName {
    /// It was sent.
    Sent,
    /// It came with another system's history.
    Imported,
    /// It says what the earlier payer's claim said.
    FollowsEarlierPayer,
    /// It was voided.
    Voided,
    /// It is a void version: it says what was sent.
    TakesBack,
    /// The role reads and does not write.
    Role,
}

impl From<billing::ReadOnly> for ReadOnlyName {
    fn from(reason: billing::ReadOnly) -> Self {
        match reason {
            billing::ReadOnly::Sent => ReadOnlyName::Sent,
            billing::ReadOnly::Imported => ReadOnlyName::Imported,
            billing::ReadOnly::FollowsEarlierPayer => ReadOnlyName::FollowsEarlierPayer,
            billing::ReadOnly::Voided => ReadOnlyName::Voided,
            billing::ReadOnly::TakesBack => ReadOnlyName::TakesBack,
            billing::ReadOnly::Role => ReadOnlyName::Role,
        }
    }
}

/// The charge form with what its screen shows beside it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitSheet {
    /// The form.
    pub form: VisitForm,
    /// Where the visit stands.
    pub state: EncounterStateName,
    /// The claim, where there is one.
    pub claim: Option<ClaimHead>,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<ReadOnlyName>,
    /// What can be chosen.
    pub choices: VisitChoices,
    /// Questions to the provider, oldest first.
    pub queries: Vec<QueryView>,
    /// Whether saving makes or changes the claim.
    pub may_bill: bool,
    /// Today, `YYYY-MM-DD`, in the practice's time zone.
    pub today: String,
}

/// The claim of a form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimHead {
    /// Which.
    pub claim_id: String,
    /// CLM01 of the current version.
    pub patient_control_number: Field<String>,
    /// Where it stands.
    pub state: Field<ClaimStateView>,
    /// Version, from 1.
    pub version: Field<u16>,
    /// Frequency code: 1, 7, 8.
    pub frequency: Field<String>,
    /// Whether a corrected version can be begun.
    pub can_correct: bool,
    /// Whether its charge can be taken back.
    pub can_void: bool,
    /// A payer has decided on it: taken back by a void version (frequency 8).
    pub voids_at_payer: bool,
}

impl From<billing::ClaimHead> for ClaimHead {
    fn from(head: billing::ClaimHead) -> Self {
        ClaimHead {
            claim_id: head.claim_id.to_string(),
            patient_control_number: head.patient_control_number.into(),
            state: Field::from(head.state).map(ClaimStateView::from),
            version: head.version.into(),
            frequency: Field::from(head.frequency).map(str::to_owned),
            can_correct: head.can_correct,
            can_void: head.can_void,
            voids_at_payer: head.voids_at_payer,
        }
    }
}

/// Something to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChoiceView {
    /// The value of the field.
    pub value: String,
    /// What to show.
    pub label: String,
    /// A number beside it.
    pub detail: String,
}

impl From<billing::Choice> for ChoiceView {
    fn from(choice: billing::Choice) -> Self {
        ChoiceView { value: choice.value, label: choice.label, detail: choice.detail }
    }
}

/// A policy to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PolicyChoice {
    /// The policy.
    pub coverage_id: String,
    /// Whose turn: `P`, `S`, `T`…
    pub sequence: String,
    /// Payer.
    pub payer_name: String,
    /// Member id.
    pub member_id: Field<String>,
    /// Whether it covers the day.
    pub covers: bool,
}

impl From<billing::PolicyChoice> for PolicyChoice {
    fn from(policy: billing::PolicyChoice) -> Self {
        PolicyChoice {
            coverage_id: policy.coverage_id.to_string(),
            sequence: policy.sequence.code().to_owned(),
            payer_name: policy.payer_name,
            member_id: policy.member_id.into(),
            covers: policy.covers,
        }
    }
}

/// What can be chosen in the form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitChoices {
    /// Policies in order of turn.
    pub policies: Vec<PolicyChoice>,
    /// Providers by name.
    pub providers: Vec<ChoiceView>,
    /// Facilities by name.
    pub facilities: Vec<ChoiceView>,
    /// The practice's billing providers.
    pub billing_providers: Vec<ChoiceView>,
    /// Places of service by code.
    pub places: Vec<ChoiceView>,
}

/// A list with each of its things turned.
pub(crate) fn all<T, U: From<T>>(list: Vec<T>) -> Vec<U> {
    list.into_iter().map(U::from).collect()
}

impl From<billing::VisitChoices> for VisitChoices {
    fn from(choices: billing::VisitChoices) -> Self {
        VisitChoices {
            policies: all(choices.policies),
            providers: all(choices.providers),
            facilities: all(choices.facilities),
            billing_providers: all(choices.billing_providers),
            places: all(choices.places),
        }
    }
}

/// The sheet as it looks today.
#[must_use]
pub fn visit_sheet(sheet: billing::VisitSheet, today: values::Date) -> VisitSheet {
    VisitSheet {
        form: sheet.form.into(),
        state: sheet.state.into(),
        claim: sheet.claim.map(Into::into),
        read_only: sheet.read_only.map(Into::into),
        choices: sheet.choices.into(),
        queries: all(sheet.queries),
        may_bill: sheet.may_bill,
        today: today.to_string(),
    }
}

/// Saves the form as a draft.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveVisitRequest {
    /// The form.
    pub form: VisitForm,
}

/// Saves the form, scrubs it and, without a stop, puts the claim forward.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MarkReadyRequest {
    /// The form.
    pub form: VisitForm,
}

/// What became of the form.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum VisitOutcome {
    /// It is in the store.
    Saved(VisitSaved),
    /// Nothing was changed; each field that has to be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

/// A saved visit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitSaved {
    /// The visit; `null` for a claim of imported history.
    pub encounter_id: Option<String>,
    /// The claim, where there is one.
    pub claim_id: Option<String>,
    /// Where the visit stands.
    pub state: EncounterStateName,
    /// Where the claim stands, for who may see it.
    pub claim_state: Option<ClaimStateView>,
    /// Whether no finding stops it.
    pub is_clean: bool,
    /// What the scrubber says, stops first.
    pub findings: Vec<VisitFinding>,
}

impl From<billing::Form<billing::VisitSaved>> for VisitOutcome {
    fn from(form: billing::Form<billing::VisitSaved>) -> Self {
        match form {
            billing::Form::Saved(saved) => VisitOutcome::Saved(VisitSaved {
                encounter_id: saved.encounter_id.map(|id| id.to_string()),
                claim_id: saved.claim_id.map(|id| id.to_string()),
                state: saved.state.into(),
                claim_state: saved.claim_state.map(ClaimStateView::from),
                is_clean: saved.findings.iter().all(|one| one.finding.severity != claims::Severity::Stop),
                findings: all(saved.findings),
            }),
            billing::Form::Refused(problems) => VisitOutcome::Refused { problems: all(problems) },
        }
    }
}

/// A sentence of the scrubber with its parts apart: the window says it in its language.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaidView {
    /// The English sentence; `{}` is a gap.
    pub text: String,
    /// What stands in the gaps, in order.
    pub parts: Vec<String>,
}

impl From<claims::Said> for SaidView {
    fn from(said: claims::Said) -> Self {
        SaidView { text: said.text, parts: said.parts }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeverityName {
    /// The claim is held.
    Stop,
    /// A person should look.
    Warn,
    /// Good to know.
    Info,
}

impl From<claims::Severity> for SeverityName {
    fn from(severity: claims::Severity) -> Self {
        match severity {
            claims::Severity::Stop => SeverityName::Stop,
            claims::Severity::Warn => SeverityName::Warn,
            claims::Severity::Info => SeverityName::Info,
        }
    }
}

/// Where what a finding is about can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingPlace {
    /// In the charge form.
    Form,
    /// In the patient's file.
    Patient,
    /// In the patient's coverage.
    Coverage,
    /// Among the practice's payers and providers.
    Office,
}

impl From<billing::Where> for FindingPlace {
    fn from(place: billing::Where) -> Self {
        match place {
            billing::Where::Form => FindingPlace::Form,
            billing::Where::Patient => FindingPlace::Patient,
            billing::Where::Coverage => FindingPlace::Coverage,
            billing::Where::Office => FindingPlace::Office,
        }
    }
}

/// A value that mends a finding.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FixView {
    /// The field of the form.
    pub field: String,
    /// Its new value.
    pub value: String,
    /// The value as people know it.
    pub label: String,
}

/// A finding as the form shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitFinding {
    /// Weight.
    pub severity: SeverityName,
    /// Rule.
    pub rule: String,
    /// The field as the scrubber names it: with the rule it tells the finding.
    pub about: String,
    /// What is wrong.
    pub message: SaidView,
    /// How to fix it.
    pub remedy: SaidView,
    /// Version of the code pack that was asked; empty when none.
    pub pack: String,
    /// The field of the form; empty where it is none of them.
    pub field: String,
    /// Where to change it.
    pub place: FindingPlace,
    /// A fix, where there is no choice.
    pub fix: Option<FixView>,
    /// Whether a person may take it upon himself.
    pub may_override: bool,
    /// Why somebody did.
    pub override_reason: Option<String>,
}

impl From<billing::VisitFinding> for VisitFinding {
    fn from(view: billing::VisitFinding) -> Self {
        VisitFinding {
            severity: view.finding.severity.into(),
            rule: view.finding.rule,
            about: view.finding.field,
            message: view.finding.message.into(),
            remedy: view.finding.remedy.into(),
            pack: view.finding.pack,
            field: view.field,
            place: view.place.into(),
            fix: view.fix.map(|fix| FixView { field: fix.field, value: fix.value, label: fix.label }),
            may_override: view.may_override,
            override_reason: view.override_reason,
        }
    }
}

/// Judges the form while it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckVisitRequest {
    /// The form.
    pub form: VisitForm,
}

/// Whether a code may stand on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ValidityName {
    /// Yes.
    Valid,
    /// No.
    NotValid,
    /// No pack tells.
    Unchecked,
}

impl From<billing::Validity> for ValidityName {
    fn from(validity: billing::Validity) -> Self {
        match validity {
            billing::Validity::Valid => ValidityName::Valid,
            billing::Validity::NotValid => ValidityName::NotValid,
            billing::Validity::Unchecked => ValidityName::Unchecked,
        }
    }
}

/// What the book says of a code.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodeCheck {
    /// Its place in the form, from 0.
    pub at: u32,
    /// The code as it is written.
    pub code: String,
    /// Its text; empty where there is none that may be shown.
    pub text: String,
    /// Whether it may stand on the day.
    pub validity: ValidityName,
}

impl From<billing::CodeCheck> for CodeCheck {
    fn from(check: billing::CodeCheck) -> Self {
        CodeCheck {
            at: u32::try_from(check.at).unwrap_or(u32::MAX),
            code: check.code,
            text: check.text,
            validity: check.validity.into(),
        }
    }
}

/// What is to be said of a line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LineCheck {
    /// Code, with the line's place in the form.
    pub code: CodeCheck,
    /// First day, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Charge.
    pub charge_cents: Cents,
    /// Whether the charge is that of the fee schedule.
    pub is_fee: bool,
    /// What the payer is expected to allow.
    pub expected_cents: Option<Cents>,
    /// Units or minutes.
    pub units: String,
    /// Diagnosis pointers as letters.
    pub pointers: String,
    /// The heaviest finding of the line.
    pub worst: Option<SeverityName>,
}

impl From<billing::LineCheck> for LineCheck {
    fn from(line: billing::LineCheck) -> Self {
        LineCheck {
            code: line.code.into(),
            day: line.day.map(|day| day.to_string()),
            charge_cents: line.charge.into(),
            is_fee: line.is_fee,
            expected_cents: line.expected.map(Into::into),
            units: line.units,
            pointers: line.pointers,
            worst: line.worst.map(Into::into),
        }
    }
}

/// What is to be said of a form that is not saved yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VisitCheck {
    /// Fields that cannot be read.
    pub problems: Vec<FieldProblemView>,
    /// Findings, stops first.
    pub findings: Vec<VisitFinding>,
    /// Rules that had nothing to say.
    pub rules_passed: u32,
    /// When (`HH:MM` in the practice's time zone).
    pub tested_at: String,
    /// Each diagnosis that is filled in.
    pub diagnoses: Vec<CodeCheck>,
    /// Each line that is filled in.
    pub lines: Vec<LineCheck>,
    /// The policy that the claim goes under; `null` where the patient has none.
    pub coverage_id: Option<String>,
    /// The policies to choose, as they stand on the day.
    pub policies: Vec<PolicyChoice>,
    /// Σ charges.
    pub charge_cents: Cents,
    /// Σ expected allowed amounts; `null` where no line has one.
    pub expected_cents: Option<Cents>,
    /// What the patient paid.
    pub patient_paid_cents: Option<Cents>,
    /// Last day to file, `YYYY-MM-DD`.
    pub filing_limit_on: Option<String>,
    /// Days to it from today.
    pub filing_days_left: Option<i32>,
}

/// The check as the desk's practice tells the time.
#[must_use]
pub fn visit_check(check: billing::VisitCheck, desk: &billing::Desk<'_>) -> VisitCheck {
    let clock = check.tested_at.hhmm_in(&desk.practice().time_zone);
    let (hours, minutes) = clock.split_at_checked(2).unwrap_or((&clock, ""));
    VisitCheck {
        problems: all(check.problems),
        findings: all(check.findings),
        rules_passed: u32::try_from(check.rules_passed).unwrap_or(u32::MAX),
        tested_at: format!("{hours}:{minutes}"),
        diagnoses: all(check.diagnoses),
        lines: all(check.lines),
        coverage_id: check.policy.map(|policy| policy.coverage_id.to_string()),
        policies: all(check.policies),
        charge_cents: check.charge.into(),
        expected_cents: check.expected.map(Into::into),
        patient_paid_cents: check.patient_paid.map(Into::into),
        filing_limit_on: check.filing_limit_on.map(|day| day.to_string()),
        filing_days_left: check.filing_limit_on.map(|day| day.days_since(desk.today())),
    }
}

/// Begins a corrected version of a sent claim.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CorrectClaimRequest {
    /// The claim.
    pub claim_id: String,
}

/// Takes back a claim: here, or by a void version where a payer has decided.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct VoidClaimRequest {
    /// The claim.
    pub claim_id: String,
}

/// Releases a claim to be sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ApproveVisitRequest {
    /// The claim.
    pub claim_id: String,
}

/// Whether the claim went on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimStepTaken {
    /// Where it stands now; `null` where it was held.
    pub state: Option<ClaimStateView>,
    /// Why it was held; empty where it went on.
    pub held: Vec<String>,
}

impl From<billing::ClaimsMoved> for ClaimStepTaken {
    fn from(moved: billing::ClaimsMoved) -> Self {
        let state = moved.claims.first().and_then(|claim| claims::ClaimState::from_name(claim.state));
        ClaimStepTaken {
            state: state.map(ClaimStateView::from),
            held: moved.held.into_iter().flat_map(|held| held.reasons).collect(),
        }
    }
}

/// Reads an id of a request.
///
/// # Errors
/// `bad_value`.
pub fn id_in<I: std::str::FromStr>(text: &str) -> Result<I, WireError> {
    text.parse().map_err(|_| ErrorCode::BadValue.into())
}
