//! Patients, coverages and encounters, each field in the cell of its class (product.md "Roles and confidentiality classes").

use crate::cell::Cell;
use serde::{Deserialize, Serialize};
use values::{
    Address, ClaimId, Class, ClassSet, CoverageId, Date, EncounterId, FilingIndicator, Money, PatientId, PayerId,
    PayerSequence, Person, PersonName, Relationship, Sex,
};

macro_rules! cells {
    ($($cell:ty: $id:ty, $class:ident, $schema:literal;)*) => {$(
        impl Cell for $cell {
            type Id = $id;
            const CLASSES: ClassSet = ClassSet::one(Class::$class);
            const SCHEMA: u16 = $schema;
        }
    )*};
}

cells! {
    PatientIdentifiers: PatientId, Identifiers, 1;
    PatientCoverages: PatientId, Coverage, 1;
    PatientClinical: PatientId, Clinical, 1;
    PatientAccount: PatientId, Financial, 1;
    CoveragePolicy: CoverageId, Coverage, 1;
    CoverageIdentifiers: CoverageId, Identifiers, 1;
    CoverageDemographics: CoverageId, Demographics, 1;
    EncounterAuthorization: EncounterId, Coverage, 1;
    EncounterFinancial: EncounterId, Financial, 1;
}

impl Cell for PatientDemographics {
    type Id = PatientId;
    const CLASSES: ClassSet = ClassSet::one(Class::Demographics);
    const SCHEMA: u16 = 2;

    fn migrate(schema: u16, bytes: &[u8]) -> Option<Self> {
        match schema {
            1 => postcard::from_bytes::<PatientDemographics1>(bytes).ok().map(PatientDemographics::from),
            Self::SCHEMA => postcard::from_bytes(bytes).ok(),
            _ => None,
        }
    }
}

/// Schema 1: nobody had died.
#[derive(Deserialize)]
#[cfg_attr(test, derive(Serialize))]
struct PatientDemographics1 {
    account_number: String,
    name: PersonName,
    birth_date: Option<Date>,
    sex: Option<Sex>,
    address: Address,
    phone: String,
    email: String,
    merged_into: Option<PatientId>,
}

impl From<PatientDemographics1> for PatientDemographics {
    fn from(old: PatientDemographics1) -> Self {
        let PatientDemographics1 { account_number, name, birth_date, sex, address, phone, email, merged_into } = old;
        PatientDemographics {
            account_number,
            name,
            birth_date,
            sex,
            address,
            phone,
            email,
            merged_into,
            deceased_on: None,
        }
    }
}

/// Who the patient is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientDemographics {
    /// The office's number for the patient.
    pub account_number: String,
    /// Name.
    pub name: PersonName,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Address.
    pub address: Address,
    /// Phone, as it was typed.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The patient that this record was merged into, where it was.
    pub merged_into: Option<PatientId>,
    /// Day of death, where the patient has died.
    pub deceased_on: Option<Date>,
}

/// Numbers that others gave the patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientIdentifiers {
    /// Social security number, digits, empty when unknown.
    pub ssn: String,
}

/// The patient's policies, in the order in which they were entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientCoverages {
    /// Coverages.
    pub coverages: Vec<CoverageId>,
}

/// The patient's visits and claims.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientClinical {
    /// Encounters, oldest first.
    pub encounters: Vec<EncounterId>,
}

/// The patient's account: claims whose balances make up what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatientAccount {
    /// Claims, oldest first.
    pub claims: Vec<ClaimId>,
}

/// One policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveragePolicy {
    /// Whose.
    pub patient_id: PatientId,
    /// Payer.
    pub payer_id: PayerId,
    /// Whose turn the payer has.
    pub sequence: PayerSequence,
    /// Group or policy number.
    pub group_number: String,
    /// Plan name.
    pub plan_name: String,
    /// Claim filing indicator, where the policy's differs from the payer's.
    pub filing_indicator: Option<FilingIndicator>,
    /// The patient's relationship to the subscriber.
    pub relationship: Relationship,
    /// First day.
    pub effective_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
}

impl CoveragePolicy {
    /// Whether the policy covers a day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.effective_on.is_none_or(|first| first <= day) && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// The policy's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CoverageIdentifiers {
    /// The patient that the policy belongs to: search by member id leads there.
    pub patient_number: u64,
    /// Member id.
    pub member_id: String,
}

/// The subscriber, where he is not the patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CoverageDemographics {
    /// Name, birth date, sex.
    pub subscriber: Option<Person>,
    /// Address, where it differs from the patient's.
    pub address: Option<Address>,
}

/// The visit's authorisations.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EncounterAuthorization {
    /// Prior authorisation number.
    pub prior_authorization: String,
    /// Referral number.
    pub referral_number: String,
}

/// The visit's money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EncounterFinancial {
    /// What the patient paid at the visit.
    pub patient_paid: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patient_of_the_first_schema_is_read_as_alive() {
        let old = PatientDemographics1 {
            account_number: "A1".into(),
            name: PersonName { last: "Doe".into(), ..PersonName::default() },
            birth_date: Date::new(1950, 2, 3),
            sex: Some(Sex::Female),
            address: Address::default(),
            phone: "555".into(),
            email: String::new(),
            merged_into: Some(PatientId::new(4)),
        };
        let bytes = postcard::to_stdvec(&old).unwrap();
        let now = PatientDemographics::migrate(1, &bytes).unwrap();
        assert_eq!((now.name.last.as_str(), now.birth_date, now.deceased_on), ("Doe", old.birth_date, None));
        assert_eq!((now.phone.as_str(), now.merged_into), ("555", old.merged_into));
        assert_eq!(PatientDemographics::migrate(2, &postcard::to_stdvec(&now).unwrap()), Some(now));
        assert_eq!(PatientDemographics::migrate(3, &bytes), None);
    }
}
