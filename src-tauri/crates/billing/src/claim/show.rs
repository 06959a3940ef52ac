//! One claim with its parts.

use super::list::{ClaimRow, Names, row_view};
use super::void::may_void;
use crate::desk::Desk;
use crate::error::{BillingError, Result};
use claims::{ClaimOutcome, DateValue, HistoryEvent, Said, ScrubFinding, ServiceLine, Submission, Visit};
use privacy::Action;
use records::{ClaimClinical, ClaimCoverage, ClaimFinancial, Collection, Field, row};
use serde::{Serialize, Serializer};
use values::{ClaimId, Class, ClassSet, Date, Money, Timestamp};

/// One claim (cli.md `claim show`).
#[derive(Debug, Clone, Serialize)]
pub struct ClaimFile {
    /// The keys of the list.
    #[serde(flatten)]
    pub row: ClaimRow,
    /// Version.
    pub version: Field<u16>,
    /// Payer's claim control number of the newest remittance.
    pub payer_claim_control_number: Field<Option<String>>,
    /// Diagnosis codes in order, without points.
    pub diagnoses: Field<Vec<String>>,
    /// Place of service.
    pub place_of_service: Field<Option<String>>,
    /// Service lines.
    pub lines: Field<Vec<ClaimLineView>>,
    /// Visit notes: the claim's and the office's own.
    pub notes: Field<Vec<String>>,
    /// Prior authorisation number.
    pub prior_authorization: Field<String>,
    /// Referral number.
    pub referral_number: Field<String>,
    /// Findings of the last scrub.
    pub findings: Field<Vec<FindingView>>,
    /// Attempts to send it.
    pub submissions: Field<Vec<SubmissionView>>,
    /// What payers decided.
    pub outcomes: Field<Vec<OutcomeView>>,
    /// What happened.
    pub history: Field<Vec<HistoryView>>,
    /// The claim to the payer before.
    pub previous_claim_id: Field<Option<String>>,
    /// The claim to the next payer.
    pub next_claim_id: Field<Option<String>>,
    /// Whether it can be taken back, here or from the payer. Of the window.
    #[serde(skip)]
    pub may_void: bool,
    /// A payer has decided on it: it is taken back by a void version (frequency 8). Of the window.
    #[serde(skip)]
    pub voids_at_payer: bool,
}

/// A service line with what is open on it.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimLineView {
    /// Number.
    pub line: u16,
    /// Procedure code.
    pub procedure_code: String,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Units or minutes.
    pub units: String,
    /// `UN` or `MJ`.
    pub unit_type: &'static str,
    /// Diagnosis positions.
    pub pointers: Vec<u8>,
    /// First day.
    pub date_of_service: Option<Date>,
    /// Last day, where it is another.
    pub date_of_service_to: Option<Date>,
    /// Charge.
    pub charge_cents: Money,
    /// NDC, where there is a drug.
    pub ndc: Option<String>,
    /// Open with the payer.
    pub insurance_cents: Field<Money>,
    /// Denied and not acted on.
    pub denied_cents: Field<Money>,
    /// Owed by the patient.
    pub patient_cents: Field<Money>,
}

/// A finding of the scrubber (cli.md `claim scrub`).
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// `stop`, `warn`, `info`.
    pub severity: &'static str,
    /// Rule.
    pub rule: String,
    /// Field.
    pub field: String,
    /// What is wrong.
    #[serde(serialize_with = "in_english")]
    pub message: Said,
    /// How to fix it.
    #[serde(serialize_with = "in_english")]
    pub remedy: Said,
    /// Code pack that was asked.
    pub pack: String,
}

fn in_english<S: Serializer>(said: &Said, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(said)
}

impl From<&ScrubFinding> for FindingView {
    fn from(finding: &ScrubFinding) -> Self {
        FindingView {
            severity: finding.severity.name(),
            rule: finding.rule.clone(),
            field: finding.field.clone(),
            message: finding.message.clone(),
            remedy: finding.remedy.clone(),
            pack: finding.pack.clone(),
        }
    }
}

/// One attempt to send the claim.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionView {
    /// Version.
    pub version: u16,
    /// Number that was sent.
    pub patient_control_number: String,
    /// Frequency code.
    pub frequency: &'static str,
    /// Interchange.
    pub batch_id: String,
    /// Day.
    pub sent_on: Date,
    /// Packs that it passed under.
    pub packs: Vec<String>,
}

impl From<&Submission> for SubmissionView {
    fn from(submission: &Submission) -> Self {
        SubmissionView {
            version: submission.version,
            patient_control_number: submission.patient_control_number.to_string(),
            frequency: submission.frequency.code(),
            batch_id: submission.batch_id.to_string(),
            sent_on: submission.sent_on,
            packs: submission.packs.clone(),
        }
    }
}

/// One adjudication.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeView {
    /// Remittance.
    pub remittance_id: String,
    /// CLP02.
    pub status: &'static str,
    /// Payer's claim control number.
    pub payer_claim_control_number: String,
    /// Day.
    pub adjudicated_on: Date,
    /// Paid.
    pub paid_cents: Money,
    /// Every adjustment: group, reason, amount.
    pub adjustments: Vec<AdjustmentView>,
    /// Whether the remittance was undone.
    pub undone: bool,
}

/// One adjustment.
#[derive(Debug, Clone, Serialize)]
pub struct AdjustmentView {
    /// Line; none for the claim as a whole.
    pub line: Option<u16>,
    /// Group code.
    pub group_code: &'static str,
    /// Reason code.
    pub carc: String,
    /// Amount.
    pub amount_cents: Money,
}

impl From<&ClaimOutcome> for OutcomeView {
    fn from(outcome: &ClaimOutcome) -> Self {
        let view = |line: Option<u16>, adjustment: &claims::Adjustment| AdjustmentView {
            line,
            group_code: adjustment.group.code(),
            carc: adjustment.carc.to_string(),
            amount_cents: adjustment.amount,
        };
        let mut adjustments: Vec<AdjustmentView> =
            outcome.adjustments.iter().map(|adjustment| view(None, adjustment)).collect();
        for line in &outcome.lines {
            adjustments.extend(line.adjustments.iter().map(|adjustment| view(line.line, adjustment)));
        }
        OutcomeView {
            remittance_id: outcome.remittance_id.to_string(),
            status: outcome.status.code(),
            payer_claim_control_number: outcome.payer_claim_control_number.clone(),
            adjudicated_on: outcome.adjudicated_on,
            paid_cents: outcome.paid,
            adjustments,
            undone: outcome.is_undone,
        }
    }
}

/// One step of the claim's life.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    /// When (UTC).
    pub at: String,
    /// When.
    #[serde(skip)]
    pub instant: Timestamp,
    /// Who.
    pub by: String,
    /// State after it.
    pub state: &'static str,
    /// What happened.
    pub what: String,
}

impl From<&HistoryEvent> for HistoryView {
    fn from(event: &HistoryEvent) -> Self {
        HistoryView {
            at: event.at.to_string(),
            instant: event.at,
            by: event.by.clone(),
            state: event.state.name(),
            what: event.what.clone(),
        }
    }
}

fn line_view(line: &ServiceLine, financial: &Field<ClaimFinancial>) -> ClaimLineView {
    let open = financial.as_ref().map(|cell| cell.balance.line(Some(line.number)));
    ClaimLineView {
        line: line.number,
        procedure_code: line.procedure.to_string(),
        modifiers: line.modifiers.iter().map(ToString::to_string).collect(),
        units: line.units.to_string(),
        unit_type: line.unit_type.code(),
        pointers: line.diagnosis_pointers.clone(),
        date_of_service: line.date_of_service.map(DateValue::first),
        date_of_service_to: line
            .date_of_service
            .map(DateValue::last)
            .filter(|last| line.date_of_service.map(DateValue::first) != Some(*last)),
        charge_cents: line.charge,
        ndc: line.drug.as_ref().map(|drug| drug.code.clone()),
        insurance_cents: open.as_ref().map(|open| open.insurance),
        denied_cents: open.as_ref().map(|open| open.denied),
        patient_cents: open.map(|open| open.patient),
    }
}

fn notes_of(cell: &ClaimClinical) -> Vec<String> {
    let on_claim = |visit: &Visit| visit.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>();
    let mut notes = on_claim(&cell.visit);
    notes.extend(cell.visit.lines.iter().flat_map(|line| line.notes.iter().map(|note| note.text.clone())));
    if !cell.note.is_empty() {
        notes.push(cell.note.clone());
    }
    notes
}

/// Opens one claim. The opening is journaled before anything is shown.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn show_claim(desk: &Desk<'_>, id: ClaimId) -> Result<ClaimFile> {
    desk.may(Action::ReadClaim)?;
    let found = row(desk.vault(), id)?.ok_or_else(|| BillingError::not_found(&id.to_string()))?;
    let unit = desk.unit();
    let shown = ClassSet::of(&[Class::Coverage, Class::Clinical, Class::Financial]);
    let seen: Vec<Class> = shown.iter().filter(|class| desk.holds(*class)).collect();
    unit.touch(Collection::Claim, id.number(), ClassSet::of(&seen));
    desk.commit(unit, "claim.show")?;
    let view = row_view(desk, &mut Names::default(), &found)?;
    let clinical: Field<ClaimClinical> = found.cell()?;
    let coverage: Field<ClaimCoverage> = found.cell()?;
    let financial: Field<ClaimFinancial> = found.cell()?;
    let account = financial.as_ref().map(|cell| &cell.account);
    let findings = |cell: &ClaimClinical| {
        cell.scrub.iter().flat_map(|scrub| scrub.findings.iter().map(FindingView::from)).collect()
    };
    Ok(ClaimFile {
        version: account.as_ref().map(|account| account.version),
        payer_claim_control_number: account
            .as_ref()
            .map(|account| account.newest_payer_claim_control_number().map(str::to_owned)),
        diagnoses: clinical
            .as_ref()
            .map(|cell| cell.visit.diagnoses.iter().map(|diagnosis| diagnosis.code.to_string()).collect()),
        place_of_service: clinical.as_ref().map(|cell| cell.visit.place_of_service.as_ref().map(ToString::to_string)),
        lines: clinical.as_ref().map(|cell| cell.visit.lines.iter().map(|line| line_view(line, &financial)).collect()),
        notes: clinical.as_ref().map(notes_of),
        prior_authorization: coverage.as_ref().map(|cell| cell.prior_authorization.clone()),
        referral_number: coverage.map(|cell| cell.referral_number),
        findings: clinical.as_ref().map(findings),
        submissions: account.as_ref().map(|account| account.submissions.iter().map(SubmissionView::from).collect()),
        outcomes: account.as_ref().map(|account| account.outcomes.iter().map(OutcomeView::from).collect()),
        history: account.as_ref().map(|account| account.history.iter().map(HistoryView::from).collect()),
        previous_claim_id: account.as_ref().map(|account| account.previous_claim.map(|id| id.to_string())),
        may_void: account.as_open().is_some_and(|account| may_void(account)),
        voids_at_payer: account.as_open().is_some_and(|account| account.is_adjudicated()),
        next_claim_id: account.map(|account| account.next_claim.map(|id| id.to_string())),
        row: view,
    })
}
