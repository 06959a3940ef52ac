//! All that one 837P claim says.

use crate::{
    Adjustment, BillingProvider, CoverageStatement, Dependent, Party, RawSegment, Reference, Subscriber, Visit,
};
use serde::{Deserialize, Serialize};
use values::{ClaimFrequency, Date, Modifier, Money, PatientControlNumber, ProcedureCode, Quantity};

/// The parties of a claim as they were or will be sent. Mixes classes: sealed under all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClaimParties {
    /// Billing provider.
    pub billing: BillingProvider,
    /// The policy that this claim is sent under.
    pub coverage: CoverageStatement,
    /// Subscriber of that policy.
    pub subscriber: Subscriber,
    /// The payer that this claim is sent to.
    pub payer: Party,
    /// The patient, where he is not the subscriber.
    pub dependent: Option<Dependent>,
}

/// Everything that one professional claim says (2000A to 2430): what the scrubber judges and the 837P writer writes.
///
/// Equality is equality of meaning: two files with other delimiters, line breaks or control numbers give equal claims.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProfessionalClaim {
    /// CLM01.
    pub patient_control_number: PatientControlNumber,
    /// CLM05-3.
    pub frequency: ClaimFrequency,
    /// REF*F8 of 2300: required with frequency 7 and 8.
    pub payer_claim_control_number: Option<String>,
    /// AMT*F5: what the patient paid on this claim.
    pub patient_paid: Option<Money>,
    /// REF*G1 of 2300.
    pub prior_authorization: Option<String>,
    /// REF*9F of 2300.
    pub referral_number: Option<String>,
    /// Who.
    pub parties: ClaimParties,
    /// What and when.
    pub visit: Visit,
    /// Other payers (2320), with what they decided.
    pub other_payers: Vec<OtherPayer>,
}

impl ProfessionalClaim {
    /// The patient's name and demographics as a party: the dependent, else the subscriber.
    #[must_use]
    pub fn patient(&self) -> &Party {
        self.parties.dependent.as_ref().map_or(&self.parties.subscriber.party, |dependent| &dependent.party)
    }

    /// The patient's birth date.
    #[must_use]
    pub fn patient_birth_date(&self) -> Option<Date> {
        match &self.parties.dependent {
            Some(dependent) => dependent.birth_date,
            None => self.parties.subscriber.birth_date,
        }
    }

    /// The patient's day of death (PAT06 with the qualifier `D8`), where the claim says one.
    #[must_use]
    pub fn patient_death_date(&self) -> Option<Date> {
        match &self.parties.dependent {
            Some(dependent) => death_date(&dependent.patient_information),
            None => {
                let told = self.parties.subscriber.extra.iter().find(|segment| segment.id == "PAT")?;
                death_date(told.elements.get(1..)?)
            }
        }
    }
}

/// PAT05 and PAT06 of elements from PAT02 on.
fn death_date(elements: &[String]) -> Option<Date> {
    let [qualifier, day] = elements.get(3..5)? else { return None };
    (qualifier == "D8").then(|| Date::parse_d8(day).ok()).flatten()
}

/// Elements from PAT02 on that say a day of death (PAT05, PAT06).
#[must_use]
pub fn death_elements(day: Date) -> Vec<String> {
    let blank = String::new;
    vec![blank(), blank(), blank(), "D8".to_owned(), day.to_d8()]
}

/// Another payer of the same visit and what it decided (2320, 2330, its 2430s).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OtherPayer {
    /// SBR of 2320; its relationship is the patient's to *that* subscriber.
    pub coverage: CoverageStatement,
    /// Claim-level adjustments only.
    pub adjustments: Vec<Adjustment>,
    /// AMT*D; `None` when that payer did not adjudicate.
    pub paid_amount: Option<Money>,
    /// Other AMT of 2320: qualifier (`A8`, `EAF`) and amount.
    pub other_amounts: Vec<(String, Money)>,
    /// OI03 benefits assigned.
    pub benefits_assigned: String,
    /// OI04 patient signature source.
    pub patient_signature_source: String,
    /// OI06 release of information.
    pub release_of_information: String,
    /// 2330A.
    pub subscriber: Party,
    /// 2330B.
    pub payer: Party,
    /// DTP*573 of 2330B.
    pub adjudicated_on: Option<Date>,
    /// REF of 2330B, its claim number (`F8`) among them.
    pub references: Vec<Reference>,
    /// Lines that it adjudicated (2430), in the order of the service lines.
    pub lines: Vec<LineAdjudication>,
    /// MOA and other segments of 2320, kept.
    pub extra: Vec<RawSegment>,
    /// 2330C to 2330G, kept: provider ids of that payer.
    pub provider_loops: Vec<RawSegment>,
}

/// What another payer decided on one line (2430).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LineAdjudication {
    /// The service line's number.
    pub line: u16,
    /// SVD01: the id of the payer (equal to 2330B NM109, as a rule).
    pub payer_id: String,
    /// SVD02.
    pub paid_amount: Money,
    /// SVD03-1.
    pub procedure_qualifier: String,
    /// SVD03-2: the procedure that it paid.
    pub procedure: Option<ProcedureCode>,
    /// SVD03-3 to 6.
    pub modifiers: Vec<Modifier>,
    /// SVD03-7.
    pub description: String,
    /// SVD05.
    pub units: Option<Quantity>,
    /// SVD06: bundled into this line.
    pub bundled_into: String,
    /// CAS of that payer on this line.
    pub adjustments: Vec<Adjustment>,
    /// DTP*573.
    pub adjudicated_on: Option<Date>,
    /// AMT*EAF: remaining patient liability.
    pub remaining_liability: Option<Money>,
}
