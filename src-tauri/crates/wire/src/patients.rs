//! Patients: the list and the file.

use crate::{Cents, ClaimStateView, Field};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Looks for patients by name, birth date, account number, phone or member id.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindPatientsRequest {
    /// What was typed; empty asks for the first patients by name.
    pub text: String,
}

/// The patients found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindPatientsResponse {
    /// The rows, best first.
    pub items: Vec<PatientRow>,
    /// Whether there are more than these.
    pub has_more: bool,
}

/// A patient in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatientRow {
    /// The patient.
    pub patient_id: String,
    /// The name.
    pub name: Field<NameView>,
    /// Day of birth, `YYYY-MM-DD`.
    pub birth_date: Field<String>,
    /// The practice's own number.
    pub account_number: Field<String>,
    /// What is open on the account.
    pub balance_cents: Field<Cents>,
}

/// A name in the two parts that screens tell apart (ux.md 2).
#[derive(Debug, Clone, Serialize, TS)]
pub struct NameView {
    /// Family name and suffix, in capitals.
    pub family: String,
    /// Given and middle names, as they are spelled.
    pub given: String,
}

impl NameView {
    /// Tells a name apart that `values::PersonName` has put together.
    #[must_use]
    pub fn of_display(name: &str) -> NameView {
        let (family, given) = name.split_once(", ").unwrap_or((name, ""));
        NameView { family: family.to_owned(), given: given.to_owned() }
    }
}

/// Opens a patient's file. The read is journaled.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ShowPatientRequest {
    /// The patient.
    pub patient_id: String,
}

/// Sex, as the record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Unknown or not told.
    Unknown,
}

/// Birth date with today's age.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BirthView {
    /// Day of birth, `YYYY-MM-DD`.
    pub date: String,
    /// Full years today, in the practice's time zone, or on the day of death.
    pub age_years: u32,
}

/// A patient's file: what the summary shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PatientFile {
    /// The patient.
    pub patient_id: String,
    /// The name.
    pub name: Field<NameView>,
    /// Birth date and age.
    pub birth: Field<BirthView>,
    /// Day of death, `YYYY-MM-DD`; `null` of who lives, and of whom the role may not know it.
    pub deceased_on: Option<String>,
    /// Sex.
    pub sex: Field<Sex>,
    /// The practice's own number.
    pub account_number: Field<String>,
    /// Phone, as it is shown; empty is none.
    pub phone: Field<String>,
    /// E-mail; empty is none.
    pub email: Field<String>,
    /// Address in lines; empty is none.
    pub address_lines: Field<Vec<String>>,
    /// Coverages in payer order.
    pub coverages: Field<Vec<CoverageView>>,
    /// What is open, by who owes it.
    pub balances: Field<BalancesView>,
    /// Claims, newest first.
    pub claims: Field<Vec<ClaimRow>>,
    /// Policies on a line of days; absent without a policy.
    pub timeline: Field<TimelineView>,
    /// How many notes there are.
    pub note_count: u32,
    /// How many documents there are.
    pub document_count: u32,
    /// What somebody should look at, the weightiest first.
    pub attention: Vec<AttentionView>,
    /// The patient that this record was merged into.
    pub merged_into: Option<String>,
}

/// Something that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AttentionView {
    /// What.
    pub what: AttentionName,
    /// How many claims, or days.
    pub count: u32,
    /// First day, where it has days.
    pub from: Option<String>,
    /// Last day, where it has days.
    pub to: Option<String>,
}

/// What somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AttentionName {
    /// Claims stand denied.
    Denied,
    /// Claims were rejected before adjudication.
    Rejected,
    /// Nobody covers today.
    NotCovered,
    /// Nobody covered some days.
    Gap,
    /// Two policies have the same turn on some days.
    Overlap,
}

/// A patient's policies on a line of days, 1000 steps long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TimelineView {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Today, in steps.
    pub today_at: u16,
    /// Years that begin on it.
    pub years: Vec<YearView>,
    /// Policies in payer order.
    pub spans: Vec<SpanView>,
    /// Days without a first payer.
    pub gaps: Vec<StretchView>,
    /// Days on which two policies have the same turn.
    pub overlaps: Vec<StretchView>,
}

/// Where a year begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Where, in steps.
    pub at: u16,
}

/// A policy on the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SpanView {
    /// The policy.
    pub coverage_id: String,
    /// Its turn.
    pub sequence: u8,
    /// Where it begins, in steps.
    pub at: u16,
    /// How long it is, in steps.
    pub width: u16,
    /// Whether it covers today.
    pub is_active: bool,
}

/// Some days on the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StretchView {
    /// The turn.
    pub sequence: u8,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Days.
    pub days: u32,
    /// Where it begins, in steps.
    pub at: u16,
    /// How long it is, in steps.
    pub width: u16,
}

/// Relationship to the subscriber (X12 individual relationship code, in words).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// 18.
    Oneself,
    /// 01.
    Spouse,
    /// 19.
    Child,
    /// G8 and the rest.
    Other,
}

/// A coverage of a patient.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CoverageView {
    /// The policy.
    pub coverage_id: String,
    /// 1 primary, 2 secondary, 3 tertiary, and so on; 0 is unknown.
    pub sequence: u8,
    /// Name of the payer.
    pub payer_name: String,
    /// Member id.
    pub member_id: Field<String>,
    /// Group number; empty is none.
    pub group_number: String,
    /// Relationship to the subscriber.
    pub relationship: Relationship,
    /// First day, `YYYY-MM-DD`; `null` is unknown.
    pub effective_on: Option<String>,
    /// Last day; `null` is open.
    pub ends_on: Option<String>,
    /// Whether it covers today.
    pub is_active: bool,
}

/// What is open on a patient's account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BalancesView {
    /// With insurers.
    pub insurance_cents: Cents,
    /// The patient's own share.
    pub patient_cents: Cents,
    /// All that is open.
    pub total_cents: Cents,
}

/// A claim of a patient, as a row.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClaimRow {
    /// The claim.
    pub claim_id: String,
    /// CLM01 as last sent or to be sent.
    pub patient_control_number: Field<String>,
    /// First day of service, `YYYY-MM-DD`.
    pub date_of_service: Field<String>,
    /// Name of the payer.
    pub payer_name: Field<String>,
    /// Where it stands.
    pub state: Field<ClaimStateView>,
    /// Total charge.
    pub charge_cents: Field<Cents>,
    /// Paid by payers and patient.
    pub paid_cents: Field<Cents>,
    /// Adjusted.
    pub adjustment_cents: Field<Cents>,
    /// Still open.
    pub balance_cents: Field<Cents>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::PersonName;

    #[test]
    fn a_name_is_told_apart_in_two_parts() {
        for (last, first, suffix, family, given) in
            [("Smith-Jones", "Mary", "", "SMITH-JONES", "Mary Ann"), ("Doe", "Jane", "Jr", "DOE JR", "Jane Ann")]
        {
            let name =
                PersonName { last: last.into(), first: first.into(), middle: "Ann".into(), suffix: suffix.into() };
            let view = NameView::of_display(&name.display());
            assert_eq!((view.family.as_str(), view.given.as_str()), (family, given));
        }
        let alone = PersonName { last: "Doe".into(), ..PersonName::default() };
        assert_eq!(NameView::of_display(&alone.display()).family, "DOE");
    }
}
