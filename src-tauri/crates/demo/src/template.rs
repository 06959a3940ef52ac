//! What visits look like: templates of clean visits, read once.

use codes::{CodeBook, DiagnosisLookup, HcpcsLookup, is_hcpcs_level_two_shape};
use serde::Deserialize;
use std::sync::OnceLock;
use values::Date;

/// A clean visit that may happen to many people.
#[derive(Debug, Deserialize)]
pub(crate) struct Template {
    /// Key of the provider.
    pub provider: String,
    pub note: String,
    /// Place of service.
    pub place: String,
    /// First and last age in years.
    pub ages: [i32; 2],
    /// Only of this sex.
    #[serde(default)]
    pub sex: String,
    /// Only with these payers.
    #[serde(default)]
    pub payers: Vec<String>,
    /// Kind of accident that it follows.
    #[serde(default)]
    pub accident: String,
    pub diagnoses: Vec<String>,
    pub lines: Vec<TemplateLine>,
}

/// One service of a template.
#[derive(Debug, Deserialize)]
pub(crate) struct TemplateLine {
    pub code: String,
    #[serde(default)]
    pub modifiers: Vec<String>,
    #[serde(default = "one")]
    pub units: u32,
    pub charge_cents: i64,
    pub pointers: Vec<u8>,
    #[serde(default)]
    pub drug: Option<TemplateDrug>,
}

/// The drug of a line.
#[derive(Debug, Deserialize)]
pub(crate) struct TemplateDrug {
    pub ndc: String,
    pub quantity: String,
    pub unit: String,
}

const fn one() -> u32 {
    1
}

/// Every template.
pub(crate) fn templates() -> &'static [Template] {
    static TEMPLATES: OnceLock<Vec<Template>> = OnceLock::new();
    // A test reads the file, which is part of the program.
    TEMPLATES.get_or_init(|| serde_json::from_str(include_str!("../data/visits.json")).unwrap_or_default())
}

impl Template {
    /// Whether its codes may be billed on a day. Where no code set serves the day, nobody knows better.
    pub(crate) fn is_valid_on(&self, codes: &CodeBook, day: Date) -> bool {
        let diagnosis = |code: &String| {
            matches!(codes.diagnosis(code, day), DiagnosisLookup::Billable { .. } | DiagnosisLookup::NoPack)
        };
        let procedure = |line: &TemplateLine| {
            !is_hcpcs_level_two_shape(&line.code)
                || matches!(codes.hcpcs(&line.code, day), HcpcsLookup::Valid { .. } | HcpcsLookup::NoPack)
        };
        self.diagnoses.iter().all(diagnosis) && self.lines.iter().all(procedure)
    }

    /// Σ charges in cents.
    #[cfg(test)]
    pub(crate) fn charge(&self) -> i64 {
        self.lines.iter().map(|line| line.charge_cents).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_read_and_most_are_valid_today() {
        let day = Date::new(2026, 6, 30).unwrap();
        let codes = CodeBook::shipped();
        assert_eq!(templates().len(), include_str!("../data/visits.json").lines().count() - 2);
        for template in templates() {
            assert!(template.charge() > 0 && !template.diagnoses.is_empty(), "{}", template.note);
            let pointers = template.lines.iter().flat_map(|line| &line.pointers);
            assert!(pointers.into_iter().all(|at| usize::from(*at) <= template.diagnoses.len()), "{}", template.note);
        }
        let valid = templates().iter().filter(|template| template.is_valid_on(&codes, day)).count();
        assert!(valid + 3 >= templates().len(), "{valid}");
    }

    #[test]
    fn a_code_that_begins_later_waits_for_its_day() {
        let fasciitis = templates().iter().find(|template| template.diagnoses == ["M7221"]).unwrap();
        let codes = CodeBook::shipped();
        assert!(!fasciitis.is_valid_on(&codes, Date::new(2026, 6, 30).unwrap()));
        assert!(fasciitis.is_valid_on(&codes, Date::new(2026, 10, 20).unwrap()));
    }
}
