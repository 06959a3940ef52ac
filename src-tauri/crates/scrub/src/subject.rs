//! The claim under judgment with what every rule asks of it, and the report that a rule writes.

use crate::parties::{Named, named_parties};
use crate::texts::{Text, texts};
use crate::{Rule, ScrubContext};
use claims::{DateValue, DiagnosisVersion, ProfessionalClaim, Said, ScrubFinding, ServiceLine, Visit};
use codes::{DiagnosisLookup, HcpcsLookup, Set, is_hcpcs_level_two_shape};
use values::{Class, Date, PlaceOfService};

/// The claim and its context, with every code looked up once.
pub(crate) struct Subject<'a> {
    pub(crate) claim: &'a ProfessionalClaim,
    pub(crate) context: &'a ScrubContext<'a>,
    pub(crate) parties: Vec<Named<'a>>,
    pub(crate) texts: Vec<Text<'a>>,
    /// For each diagnosis what the book says; `None` where it was not asked (ICD-9, no day).
    pub(crate) diagnoses: Vec<Option<DiagnosisLookup>>,
    /// For each line what the book says; `None` for CPT numbers and codes of other shapes.
    pub(crate) procedures: Vec<Option<HcpcsLookup>>,
    /// First and last day of service.
    pub(crate) first_day: Option<Date>,
    pub(crate) last_day: Option<Date>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(claim: &'a ProfessionalClaim, context: &'a ScrubContext<'a>) -> Subject<'a> {
        let first_day = claim.visit.date_of_service();
        let parties = named_parties(claim);
        Subject {
            claim,
            context,
            texts: texts(claim, &parties),
            parties,
            diagnoses: look_up_diagnoses(claim, context, first_day),
            procedures: claim.visit.lines.iter().map(|line| look_up_procedure(line, context, first_day)).collect(),
            first_day,
            last_day: claim.visit.last_date_of_service(),
        }
    }

    pub(crate) fn visit(&self) -> &'a Visit {
        &self.claim.visit
    }

    /// The lines with their place, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &'a ServiceLine)> {
        (1..).zip(&self.claim.visit.lines)
    }

    pub(crate) fn holds(&self, class: Class) -> bool {
        self.context.held.has(class)
    }

    /// How the patient's own fields are called: he is the subscriber or a dependent.
    pub(crate) fn patient_label(&self) -> &'static str {
        if self.claim.parties.dependent.is_some() { "patient" } else { "subscriber" }
    }

    /// The place of service of a line: its own, else the claim's.
    pub(crate) fn place_of(&self, line: &'a ServiceLine) -> Option<&'a PlaceOfService> {
        line.place_of_service.as_ref().or(self.claim.visit.place_of_service.as_ref())
    }

    /// The filing indicator: the claim's, else that of the payer's record.
    pub(crate) fn filing_indicator(&self) -> &str {
        let own = self.claim.parties.coverage.filing_indicator.as_ref();
        own.or(self.context.payer.filing_indicator.as_ref()).map_or("", |indicator| indicator.as_str())
    }

    /// The version of the pack of a set that serves a day, empty when none does.
    pub(crate) fn pack(&self, set: Set, day: Option<Date>) -> String {
        let serving = day.and_then(|day| self.context.codes.serving(set, day));
        serving.map(|pack| pack.to_string()).unwrap_or_default()
    }
}

fn look_up_diagnoses(
    claim: &ProfessionalClaim,
    context: &ScrubContext<'_>,
    day: Option<Date>,
) -> Vec<Option<DiagnosisLookup>> {
    let ask = |diagnosis: &claims::Diagnosis| {
        let asked = day.filter(|_| diagnosis.version == DiagnosisVersion::Icd10);
        asked.map(|day| context.codes.diagnosis(diagnosis.code.as_str(), day))
    };
    claim.visit.diagnoses.iter().map(ask).collect()
}

fn look_up_procedure(line: &ServiceLine, context: &ScrubContext<'_>, day: Option<Date>) -> Option<HcpcsLookup> {
    let code = line.procedure.as_str();
    let day = line.date_of_service.map(DateValue::first).or(day)?;
    let asked = line.procedure_qualifier == "HC" && is_hcpcs_level_two_shape(code);
    asked.then(|| context.codes.hcpcs(code, day))
}

/// A sentence with its parts: what a finding says. The sentence is written out, so that a test finds every one of them.
macro_rules! said {
    ($text:literal, $($part:expr),+ $(,)?) => {
        ::claims::Said::new($text, vec![$($part.to_string()),+])
    };
}

/// Takes the findings of one rule.
pub(crate) struct Report<'a> {
    rule: &'a Rule,
    findings: &'a mut Vec<ScrubFinding>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(rule: &'a Rule, findings: &'a mut Vec<ScrubFinding>) -> Report<'a> {
        Report { rule, findings }
    }

    /// A finding with the rule's remedy.
    pub(crate) fn add(&mut self, field: impl Into<String>, message: impl Into<Said>) {
        self.push(at(field, message));
    }

    pub(crate) fn push(&mut self, fault: Fault) {
        self.findings.push(ScrubFinding {
            severity: self.rule.severity,
            rule: self.rule.id.to_owned(),
            field: fault.field,
            message: fault.message,
            remedy: fault.remedy.unwrap_or_else(|| self.rule.remedy.into()),
            pack: fault.pack,
        });
    }
}

/// One fault of a field.
pub(crate) struct Fault {
    field: String,
    message: Said,
    remedy: Option<Said>,
    pack: String,
}

/// A fault of this field, with the rule's remedy and no pack.
pub(crate) fn at(field: impl Into<String>, message: impl Into<Said>) -> Fault {
    Fault { field: field.into(), message: message.into(), remedy: None, pack: String::new() }
}

impl Fault {
    /// A more exact remedy than the rule's.
    pub(crate) fn remedy(mut self, remedy: impl Into<Said>) -> Fault {
        self.remedy = Some(remedy.into());
        self
    }

    /// The code pack that was asked.
    pub(crate) fn pack(mut self, pack: String) -> Fault {
        self.pack = pack;
        self
    }
}

/// Whether nothing is filled in.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
