//! Invented visits of a year: who came when, for what, and what the office got wrong at first.

use crate::calendar::is_workday;
use crate::dice::Dice;
use crate::people::Patient;
use crate::practice::{Line, PROVIDERS};
use crate::sheet::Sheet;
use crate::template::{Template, templates};
use billing::Result;
use codes::{CodeBook, DiagnosisLookup};
use std::collections::{BTreeSet, HashMap};
use values::Date;

/// A slip that the scrubber finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// The first diagnosis is only a category.
    Category,
    /// The first diagnosis stands twice.
    DiagnosisTwice,
    /// The manifestation stands before its disease.
    ManifestationFirst,
}

/// One visit.
pub(crate) struct Visit {
    pub number: String,
    /// Position among the patients.
    pub patient: usize,
    pub day: Date,
    template: &'static Template,
    pub slip: Option<Slip>,
    /// Copay taken at the desk, in cents.
    copay: i64,
    referral: String,
}

/// Days before the day of the demo on which the first visit may have been.
pub(crate) const FIRST_VISIT: i32 = 364;
/// One visit of so many has a slip.
const SLIPS: usize = 31;

/// Plans all visits, oldest first.
pub(crate) fn plan(options: &crate::DemoOptions<'_>, patients: &[Patient], codes: &CodeBook) -> Vec<Visit> {
    let mut planner = Planner { options, codes, valid: HashMap::new() };
    let mut visits: Vec<Visit> = Vec::new();
    for (at, patient) in patients.iter().enumerate() {
        planner.visits_of(at, patient, &mut visits);
    }
    visits.sort_by_key(|visit| (visit.day, visit.patient));
    for (at, visit) in visits.iter_mut().enumerate() {
        visit.number = format!("E{:07}", at + 1);
        if at % SLIPS == SLIPS / 3 {
            visit.slip = planner.slip(visit, at / SLIPS);
        }
    }
    // One slip of the last days waits for whoever opens the demo.
    if let Some(visit) = visits.iter_mut().rev().skip(1).find(|visit| visit.day <= options.as_of.plus_days(-4)) {
        visit.slip = planner.slip(visit, 0);
    }
    visits
}

struct Planner<'a> {
    options: &'a crate::DemoOptions<'a>,
    codes: &'a CodeBook,
    valid: HashMap<Date, Vec<bool>>,
}

impl Planner<'_> {
    fn visits_of(&mut self, at: usize, patient: &Patient, visits: &mut Vec<Visit>) {
        let mut dice = Dice::new(self.options.seed, "visits", &patient.account_number);
        let wanted =
            self.options.claims_per_patient.unwrap_or_else(|| usize::try_from(dice.between(1, 8)).unwrap_or(1));
        let mut days = BTreeSet::new();
        // Nobody comes twice on one day; more visits than there are days are not made.
        for _ in 0..wanted.saturating_mul(20) {
            if days.len() >= wanted.min(200) {
                break;
            }
            let day = self.options.as_of.plus_days(-dice.between(1, FIRST_VISIT));
            if is_workday(day) {
                days.insert(day);
            }
        }
        for day in days {
            let Some(template) = self.template(&mut dice, patient, day) else { continue };
            let payer = patient.primary.payer;
            let is_office_visit = template.lines.iter().any(|line| line.code.starts_with("992"));
            let pays = is_office_visit && payer.copay > 0 && dice.happens(800);
            let needs_referral = payer.filing_indicator == "HM";
            visits.push(Visit {
                number: String::new(),
                patient: at,
                day,
                template,
                slip: None,
                copay: if pays { payer.copay } else { 0 },
                referral: if needs_referral { format!("RF{:08}", dice.below(100_000_000)) } else { String::new() },
            });
        }
    }

    fn template(&mut self, dice: &mut Dice, patient: &Patient, day: Date) -> Option<&'static Template> {
        let codes = self.codes;
        let valid = self
            .valid
            .entry(day)
            .or_insert_with(|| templates().iter().map(|template| template.is_valid_on(codes, day)).collect());
        let usable = templates().iter().zip(valid.iter()).filter(|(_, valid)| **valid).map(|(template, _)| template);
        let fitting: Vec<&'static Template> = usable.filter(|template| fits(template, patient, day)).collect();
        dice.pick(&fitting).copied()
    }

    fn slip(&self, visit: &Visit, turn: usize) -> Option<Slip> {
        let first = visit.template.diagnoses.first()?;
        let category = first.get(..3).unwrap_or(first);
        if visit.template.diagnoses.get(1).is_some_and(|second| second == "G63") {
            Some(Slip::ManifestationFirst)
        } else if turn.is_multiple_of(2)
            && matches!(self.codes.diagnosis(category, visit.day), DiagnosisLookup::Header { .. })
        {
            Some(Slip::Category)
        } else {
            Some(Slip::DiagnosisTwice)
        }
    }
}

fn fits(template: &Template, patient: &Patient, day: Date) -> bool {
    let payer = patient.primary.payer;
    let [youngest, oldest] = template.ages;
    let insured = if template.payers.is_empty() {
        payer.line != Line::Workers
    } else {
        template.payers.iter().any(|id| id == payer.payer_id)
    };
    let age = day.years_since(patient.name.born);
    insured && (youngest..=oldest).contains(&age) && (template.sex.is_empty() || template.sex == patient.name.sex)
}

/// Visits as a CSV file; with their slips, or as someone put them right.
pub(crate) fn encounters_csv(visits: &[&Visit], patients: &[Patient], with_slips: bool) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new(&[
        "encounter_number",
        "account_number",
        "date_of_service",
        "rendering_npi",
        "place_of_service",
        "diagnoses",
        "line",
        "procedure_code",
        "modifiers",
        "units",
        "pointers",
        "charge",
        "note",
        "referral_number",
        "ndc",
        "ndc_unit",
        "ndc_quantity",
        "accident_type",
        "accident_date",
        "accident_state",
        "patient_paid",
    ])?;
    for visit in visits {
        let Some(patient) = patients.get(visit.patient) else { continue };
        rows_of(&mut sheet, visit, patient, visit.slip.filter(|_| with_slips))?;
    }
    sheet.finish()
}

fn rows_of(sheet: &mut Sheet, visit: &Visit, patient: &Patient, slip: Option<Slip>) -> Result<()> {
    let template = visit.template;
    let npi = PROVIDERS.iter().find(|one| one.key == template.provider).map_or("", |one| one.npi);
    let day = visit.day.to_string();
    let diagnoses = diagnoses(template, slip).join(";");
    let copay = if visit.copay == 0 { String::new() } else { dollars(visit.copay) };
    let injured = visit.day.plus_days(-24).to_string();
    let accident = if template.accident.is_empty() { "" } else { injured.as_str() };
    for (at, line) in template.lines.iter().enumerate() {
        let pointers: Vec<String> = line.pointers.iter().map(u8::to_string).collect();
        let [ndc, unit, quantity] = match line.drug.as_ref().filter(|_| patient.primary.payer.wants_ndc) {
            Some(drug) => [drug.ndc.as_str(), &drug.unit, &drug.quantity],
            None => [""; 3],
        };
        let first = |text| if at == 0 { text } else { "" };
        sheet.row(&[
            &visit.number,
            &patient.account_number,
            &day,
            npi,
            &template.place,
            &diagnoses,
            &(at + 1).to_string(),
            &line.code,
            &line.modifiers.join(";"),
            &line.units.to_string(),
            &pointers.join(";"),
            &dollars(line.charge_cents),
            first(&template.note),
            first(&visit.referral),
            ndc,
            unit,
            quantity,
            first(&template.accident),
            first(accident),
            "",
            first(&copay),
        ])?;
    }
    Ok(())
}

fn diagnoses(template: &Template, slip: Option<Slip>) -> Vec<&str> {
    let mut list: Vec<&str> = template.diagnoses.iter().map(String::as_str).collect();
    match (slip, list.first().copied()) {
        (Some(Slip::Category), Some(first)) => {
            if let Some(place) = list.first_mut() {
                *place = first.get(..3).unwrap_or(first);
            }
        }
        (Some(Slip::DiagnosisTwice), Some(first)) => list.push(first),
        (Some(Slip::ManifestationFirst), _) => list.reverse(),
        (None, _) | (_, None) => {}
    }
    list
}

fn dollars(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
