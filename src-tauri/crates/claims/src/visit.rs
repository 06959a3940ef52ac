//! What happened at a visit, as far as a claim says it: class `clinical` (guide 2.2, 2.3, 2.5).

use crate::{Party, RawSegment};
use serde::{Deserialize, Serialize};
use values::{Date, DiagnosisCode, DrugUnit, Modifier, Money, PlaceOfService, ProcedureCode, Quantity, UnitType};

/// A visit's content: diagnoses, service lines, dates, providers and notes. The encounter and each claim made of it hold
/// one each; on a claim it is what was or will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Visit {
    /// Diagnoses in order; the first is the principal one. At most 12.
    pub diagnoses: Vec<Diagnosis>,
    /// Service lines in order. At most 50.
    pub lines: Vec<ServiceLine>,
    /// Place of service (CLM05-1); `None` where a file brought none that can be read.
    pub place_of_service: Option<PlaceOfService>,
    /// Providers and places of 2310.
    pub providers: Vec<ClaimProvider>,
    /// Accident and employment causes (CLM11).
    pub related_causes: RelatedCauses,
    /// Signatures, assignment, release (CLM06 to CLM10, CLM12, CLM20).
    pub indicators: Indicators,
    /// Claim dates of 2300 (onset, accident, admission…).
    pub dates: Vec<ClaimDate>,
    /// References of 2300 but prior authorisation, referral and payer claim control number (CLIA, medical record…).
    pub references: Vec<Reference>,
    /// Claim notes (NTE of 2300).
    pub notes: Vec<Note>,
    /// The total charge as a file stated it (CLM02), only where it is not the sum of the lines.
    pub stated_charge: Option<Money>,
    /// Other segments of 2300, kept (PWK, CN1, K3, CR1, CRC, HI other than diagnoses, HCP).
    pub extra: Vec<RawSegment>,
}

impl Visit {
    /// The charge: what the claim states, else the sum of its lines.
    #[must_use]
    pub fn charge(&self) -> Money {
        self.stated_charge.unwrap_or_else(|| self.lines.iter().map(|line| line.charge).sum())
    }

    /// First day of service over all lines.
    #[must_use]
    pub fn date_of_service(&self) -> Option<Date> {
        self.lines.iter().filter_map(|line| line.date_of_service.map(DateValue::first)).min()
    }

    /// Last day of service over all lines.
    #[must_use]
    pub fn last_date_of_service(&self) -> Option<Date> {
        self.lines.iter().filter_map(|line| line.date_of_service.map(DateValue::last)).max()
    }

    /// The provider with this role on the claim.
    #[must_use]
    pub fn provider(&self, role: ProviderRole) -> Option<&ClaimProvider> {
        self.providers.iter().find(|provider| provider.role == role)
    }

    /// The claim date with this qualifier (`435` admission, `439` accident, `431` onset).
    #[must_use]
    pub fn date(&self, qualifier: &str) -> Option<DateValue> {
        self.dates.iter().find(|date| date.qualifier == qualifier).map(|date| date.value)
    }
}

/// ICD version of a diagnosis (HI qualifier `ABK`/`ABF` or `BK`/`BF`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DiagnosisVersion {
    /// ICD-10-CM.
    Icd10,
    /// ICD-9-CM, for services before 2015-10-01.
    Icd9,
}

/// One diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnosis {
    /// Code set.
    pub version: DiagnosisVersion,
    /// Code.
    pub code: DiagnosisCode,
}

/// A day or a range of days (D8 or RD8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateValue {
    /// One day.
    Day(Date),
    /// From, to.
    Range(Date, Date),
}

impl DateValue {
    /// The day, or the first of the range.
    #[must_use]
    pub const fn first(self) -> Date {
        match self {
            DateValue::Day(day) | DateValue::Range(day, _) => day,
        }
    }

    /// The day, or the last of the range.
    #[must_use]
    pub const fn last(self) -> Date {
        match self {
            DateValue::Day(day) | DateValue::Range(_, day) => day,
        }
    }
}

/// A date with its qualifier (DTP01).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClaimDate {
    /// DTP01 (`431`, `439`, `435`…).
    pub qualifier: String,
    /// The date or range.
    pub value: DateValue,
}

/// A reference number with its qualifier (REF).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// REF01.
    pub qualifier: String,
    /// REF02.
    pub value: String,
    /// REF04, empty as a rule: for which payer a line's authorisation counts (components separated by U+001F).
    pub scope: String,
}

/// A note with its purpose (NTE).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Note {
    /// NTE01 (`ADD`, `CER`, `DCP`…).
    pub code: String,
    /// NTE02, at most 80 characters on the wire.
    pub text: String,
}

/// Accident and employment (CLM11).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct RelatedCauses {
    /// `AA` auto accident, `EM` employment, `OA` other accident; at most two.
    pub causes: Vec<String>,
    /// State of an auto accident (CLM11-4).
    pub state: String,
    /// Country outside the United States (CLM11-5).
    pub country: String,
}

/// The claim's yes-and-no codes, as CLM writes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Indicators {
    /// CLM05-2, `B` for a professional claim.
    pub facility_qualifier: String,
    /// CLM06 provider signature on file (`Y`, `N`).
    pub provider_signature: String,
    /// CLM07 assignment (`A`, `B`, `C`).
    pub assignment: String,
    /// CLM08 benefits assigned (`Y`, `N`, `W`).
    pub benefits_assigned: String,
    /// CLM09 release of information (`Y`, `I`).
    pub release_of_information: String,
    /// CLM10 patient signature source (`P` or empty).
    pub patient_signature_source: String,
    /// CLM12 special program, empty as a rule.
    pub special_program: String,
    /// CLM20 delay reason, empty as a rule.
    pub delay_reason: String,
}

impl Default for Indicators {
    fn default() -> Self {
        let yes = || "Y".to_owned();
        Indicators {
            facility_qualifier: "B".to_owned(),
            provider_signature: yes(),
            assignment: "A".to_owned(),
            benefits_assigned: yes(),
            release_of_information: yes(),
            patient_signature_source: String::new(),
            special_program: String::new(),
            delay_reason: String::new(),
        }
    }
}

/// What a provider or place is to a claim or line (NM101).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProviderRole {
    /// Referring (DN).
    Referring,
    /// Primary care (P3).
    PrimaryCare,
    /// Rendering (82).
    Rendering,
    /// Purchased service (QB), line only.
    PurchasedService,
    /// Service facility (77).
    Facility,
    /// Supervising (DQ).
    Supervising,
    /// Ordering (DK), line only.
    Ordering,
    /// Ambulance pick-up (PW).
    AmbulancePickUp,
    /// Ambulance drop-off (45).
    AmbulanceDropOff,
}

impl ProviderRole {
    /// Every role.
    pub const ALL: [ProviderRole; 9] = [
        ProviderRole::Referring,
        ProviderRole::PrimaryCare,
        ProviderRole::Rendering,
        ProviderRole::PurchasedService,
        ProviderRole::Facility,
        ProviderRole::Supervising,
        ProviderRole::Ordering,
        ProviderRole::AmbulancePickUp,
        ProviderRole::AmbulanceDropOff,
    ];

    /// The entity code (NM101).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ProviderRole::Referring => "DN",
            ProviderRole::PrimaryCare => "P3",
            ProviderRole::Rendering => "82",
            ProviderRole::PurchasedService => "QB",
            ProviderRole::Facility => "77",
            ProviderRole::Supervising => "DQ",
            ProviderRole::Ordering => "DK",
            ProviderRole::AmbulancePickUp => "PW",
            ProviderRole::AmbulanceDropOff => "45",
        }
    }

    /// The role of an entity code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<ProviderRole> {
        ProviderRole::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A provider or place with its role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClaimProvider {
    /// What he is to the claim or line.
    pub role: ProviderRole,
    /// Who he is.
    pub party: Party,
}

/// A drug given on a line (2410).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Drug {
    /// LIN02, `N4` for an NDC.
    pub qualifier: String,
    /// The code: 11 digits of an NDC.
    pub code: String,
    /// CTP04; `None` where a file brought none.
    pub quantity: Option<Quantity>,
    /// CTP05-1.
    pub unit: Option<DrugUnit>,
    /// Prescription or link number (REF of 2410): qualifier and value.
    pub reference: Option<Reference>,
}

/// One service line (2400).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ServiceLine {
    /// Line number within the claim, from 1; outcomes and postings name the line by it.
    pub number: u16,
    /// SV101-1, `HC` as a rule (`ER`, `IV`, `WK` too).
    pub procedure_qualifier: String,
    /// Procedure code.
    pub procedure: ProcedureCode,
    /// Modifiers in order, at most four.
    pub modifiers: Vec<Modifier>,
    /// SV101-7, required for unlisted codes.
    pub description: String,
    /// Charge.
    pub charge: Money,
    /// What the units count.
    pub unit_type: UnitType,
    /// Units or minutes.
    pub units: Quantity,
    /// Place of service, where it differs from the claim's.
    pub place_of_service: Option<PlaceOfService>,
    /// Positions of the diagnoses that this line is for, from 1; the first is the main one.
    pub diagnosis_pointers: Vec<u8>,
    /// SV1 elements from 08 on, as they came (emergency, EPSDT, family planning, copay), empty as a rule.
    pub service_indicators: Vec<String>,
    /// Day or range of service (DTP*472).
    pub date_of_service: Option<DateValue>,
    /// Other dates of the line.
    pub dates: Vec<ClaimDate>,
    /// References of the line but the line control number.
    pub references: Vec<Reference>,
    /// Line control number (REF*6R) as sent; empty in a line that was not sent yet: then the writer makes it from the
    /// claim and the line number.
    pub control_number: String,
    /// Notes (NTE of 2400).
    pub notes: Vec<Note>,
    /// Drug.
    pub drug: Option<Drug>,
    /// Providers of the line (2420).
    pub providers: Vec<ClaimProvider>,
    /// Other segments of 2400, kept (SV5, PWK, CR3, CRC, QTY, MEA, CN1, K3, AMT, PS1, HCP, LQ, FRM).
    pub extra: Vec<RawSegment>,
}

impl ServiceLine {
    /// Rendering provider of the line, where it names one of its own.
    #[must_use]
    pub fn provider(&self, role: ProviderRole) -> Option<&ClaimProvider> {
        self.providers.iter().find(|provider| provider.role == role)
    }
}
