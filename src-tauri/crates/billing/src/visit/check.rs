//! Judges the charge form while it is typed. Writes nothing.

use super::findings::{Places, VisitFinding};
use super::form::VisitForm;
use super::read::{ReadForm, times};
use super::save::{Target, Unsaved};
use super::sheet::{PolicyChoice, policies};
use crate::claim::{Scrubber, filing_limit};
use crate::desk::Desk;
use crate::error::Result;
use crate::form::{FieldProblem, FormCheck};
use crate::price::{PriceBook, PriceKind};
use claims::{DateValue, ScrubFinding, ServiceLine};
use codes::{DiagnosisLookup, HcpcsLookup, is_hcpcs_level_two_shape};
use privacy::Action;
use records::ClaimCoverage;
use std::collections::BTreeSet;
use values::{CoverageId, Date, Money, PayerSequence, Timestamp};

/// What is to be said of a form that is not saved yet.
#[derive(Debug, Clone)]
pub struct VisitCheck {
    /// Fields that cannot be read.
    pub problems: Vec<FieldProblem>,
    /// What the scrubber says, stops first.
    pub findings: Vec<VisitFinding>,
    /// Rules that had nothing to say.
    pub rules_passed: usize,
    /// Code packs that were asked.
    pub packs: Vec<String>,
    /// When.
    pub tested_at: Timestamp,
    /// Each diagnosis that is filled in.
    pub diagnoses: Vec<CodeCheck>,
    /// Each line that is filled in.
    pub lines: Vec<LineCheck>,
    /// The policy that the claim would go under; `None` where the patient has none.
    pub policy: Option<PolicyCheck>,
    /// The policies to choose, as they stand on the day.
    pub policies: Vec<PolicyChoice>,
    /// Σ charges.
    pub charge: Money,
    /// Σ expected allowed amounts; `None` where no line has one.
    pub expected: Option<Money>,
    /// What the patient paid.
    pub patient_paid: Option<Money>,
    /// Last day to file.
    pub filing_limit_on: Option<Date>,
}

/// Whether a code may stand on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Yes.
    Valid,
    /// No.
    NotValid,
    /// No pack tells (CPT numbers).
    Unchecked,
}

/// What the book says of a code.
#[derive(Debug, Clone)]
pub struct CodeCheck {
    /// Its place in the form.
    pub at: usize,
    /// The code as it is written.
    pub code: String,
    /// Its text; empty where there is none that may be shown.
    pub text: String,
    /// Whether it may stand on the day.
    pub validity: Validity,
}

/// What is to be said of a line.
#[derive(Debug, Clone)]
pub struct LineCheck {
    /// The code; its place is that of the line.
    pub code: CodeCheck,
    /// First day.
    pub day: Option<Date>,
    /// Charge.
    pub charge: Money,
    /// Whether the charge is that of the fee schedule.
    pub is_fee: bool,
    /// What the payer is expected to allow.
    pub expected: Option<Money>,
    /// Units or minutes.
    pub units: String,
    /// Diagnosis pointers as letters.
    pub pointers: String,
    /// The weight of the heaviest finding of the line.
    pub worst: Option<claims::Severity>,
}

/// The policy of a claim.
#[derive(Debug, Clone)]
pub struct PolicyCheck {
    /// Which.
    pub coverage_id: CoverageId,
    /// Whose turn.
    pub sequence: PayerSequence,
}

/// Judges the form: what cannot be read, what the scrubber says, and the fee, expected amount and text of each line.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses.
pub fn check_visit(desk: &Desk<'_>, form: &VisitForm) -> Result<VisitCheck> {
    desk.may(Action::ReadClaim)?;
    let unit = desk.unit();
    let target = Target::find(&unit, form)?;
    let mut scrubber = Scrubber::new(desk)?;
    let mut check = FormCheck::on(desk.today());
    let (read, turn) = target.read(desk, &unit, (&scrubber, &mut check, form))?;
    let unsaved = Unsaved { read: &read, turn, patient: target.patient, claim: target.claim };
    let coverage = unsaved.coverage(&unit)?;
    let findings = unsaved.judge(&unit, &mut scrubber)?;
    let places = Places { form, read: &read, reference: &scrubber.reference, desk };
    let findings: Vec<VisitFinding> = findings.iter().map(|finding| places.view(finding)).collect();
    let lines = Lines { desk, read: &read, coverage: &coverage, findings: &findings }.check()?;
    let day = read.visit.date_of_service().or(read.day);
    Ok(VisitCheck {
        problems: check.into_problems(),
        rules_passed: passed(desk, findings.iter().map(|one| &one.finding)),
        packs: scrubber.packs(&read.visit),
        tested_at: desk.now(),
        diagnoses: diagnoses(desk, &read, day),
        policy: coverage.coverage_id.map(|coverage_id| PolicyCheck { coverage_id, sequence: coverage.sequence }),
        policies: policies(&unit, &scrubber.reference, (target.patient, day))?,
        charge: read.visit.charge(),
        expected: expected_of(&lines),
        patient_paid: read.patient_paid,
        filing_limit_on: filing_limit(&scrubber.reference, coverage.payer_id, &read.visit),
        lines,
        findings,
    })
}

fn passed<'a>(desk: &Desk<'_>, findings: impl Iterator<Item = &'a ScrubFinding>) -> usize {
    let spoke: BTreeSet<&str> = findings.map(|finding| finding.rule.as_str()).collect();
    let held = desk.vault().classes();
    scrub::rules().iter().filter(|rule| rule.applies_to(held) && !spoke.contains(rule.id)).count()
}

fn expected_of(lines: &[LineCheck]) -> Option<Money> {
    let known: Vec<Money> = lines.iter().filter_map(|line| line.expected).collect();
    (!known.is_empty()).then(|| known.into_iter().sum())
}

fn diagnoses(desk: &Desk<'_>, read: &ReadForm, day: Option<Date>) -> Vec<CodeCheck> {
    let day = day.unwrap_or_else(|| desk.today());
    let said = read.visit.diagnoses.iter().zip(&read.diagnoses_from);
    said.map(|(diagnosis, at)| {
        let (text, validity) = match desk.codes().diagnosis(diagnosis.code.as_str(), day) {
            DiagnosisLookup::Billable { description } => (description, Validity::Valid),
            DiagnosisLookup::Header { description, .. }
            | DiagnosisLookup::Ended { description, .. }
            | DiagnosisLookup::NotYet { description, .. } => (description, Validity::NotValid),
            DiagnosisLookup::Unknown => (String::new(), Validity::NotValid),
            DiagnosisLookup::NoPack => (String::new(), Validity::Unchecked),
        };
        CodeCheck { at: *at, code: diagnosis.code.with_point(), text, validity }
    })
    .collect()
}

struct Lines<'a, 'v> {
    desk: &'a Desk<'v>,
    read: &'a ReadForm,
    coverage: &'a ClaimCoverage,
    findings: &'a [VisitFinding],
}

impl Lines<'_, '_> {
    fn check(&self) -> Result<Vec<LineCheck>> {
        let prices = PriceBook::load(self.desk.vault(), PriceKind::Allowed)?;
        let said = self.read.visit.lines.iter().zip(&self.read.lines_from);
        Ok(said.map(|(line, (at, fee))| self.line(&prices, line, (*at, *fee))).collect())
    }

    fn line(&self, prices: &PriceBook, line: &ServiceLine, (at, fee): (usize, Option<Money>)) -> LineCheck {
        let day = line.date_of_service.map(DateValue::first);
        let on = day.unwrap_or_else(|| self.desk.today());
        let expected = self.coverage.payer_id.and_then(|payer| {
            let one = prices.expected_allowed(payer, &line.procedure, &line.modifiers, on)?;
            times(one, line.units)
        });
        let own = format!("lines.{at}.");
        let of_line = self.findings.iter().filter(|one| one.field.starts_with(&own) && one.override_reason.is_none());
        LineCheck {
            code: self.code(line, at, on),
            day,
            charge: line.charge,
            is_fee: fee.is_some(),
            expected,
            units: line.units.to_string(),
            pointers: super::fill::pointers_text(&line.diagnosis_pointers),
            worst: of_line.map(|one| one.finding.severity).min(),
        }
    }

    fn code(&self, line: &ServiceLine, at: usize, on: Date) -> CodeCheck {
        let code = line.procedure.to_string();
        if !is_hcpcs_level_two_shape(&code) {
            return CodeCheck { at, code, text: line.description.clone(), validity: Validity::Unchecked };
        }
        let (text, validity) = match self.desk.codes().hcpcs(&code, on) {
            HcpcsLookup::Valid { description } => (description, Validity::Valid),
            HcpcsLookup::Ended { description, .. } | HcpcsLookup::NotYet { description, .. } => {
                (description, Validity::NotValid)
            }
            HcpcsLookup::Unknown => (None, Validity::NotValid),
            HcpcsLookup::NoPack => (None, Validity::Unchecked),
        };
        CodeCheck { at, code, text: text.unwrap_or_default(), validity }
    }
}
