//! The parties of a claim as an 837P names them (guide 2.1, 2.3).

use serde::{Deserialize, Serialize};
use values::{Address, Date, FilingIndicator, PayerSequence, Relationship, Sex};

/// Separates components inside an element of a [`RawSegment`].
pub const COMPONENT: char = '\u{1f}';
/// Separates repetitions inside an element of a [`RawSegment`].
pub const REPETITION: char = '\u{1d}';

/// A segment that the domain gives no meaning to, kept so that nothing of a claim is lost on its way through.
///
/// Elements are in order without the segment id. Components are separated by U+001F, repetitions by U+001D, so that the
/// delimiters of the file it came from do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RawSegment {
    /// Segment id (`PWK`, `CR1`).
    pub id: String,
    /// Elements from 01 on.
    pub elements: Vec<String>,
}

impl RawSegment {
    /// Separates components inside an element.
    pub const COMPONENT: char = COMPONENT;
    /// Separates repetitions inside an element.
    pub const REPETITION: char = REPETITION;

    /// Element `number` (01 = 1), empty when it is absent.
    #[must_use]
    pub fn element(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|at| self.elements.get(at)).map_or("", String::as_str)
    }
}

/// Whether a party is a person or an organisation (NM102).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub enum EntityType {
    /// A person (1).
    #[default]
    Person,
    /// An organisation (2).
    Organization,
}

/// A named party: NM1 with its address and the segments that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Party {
    /// Person or organisation.
    pub entity: EntityType,
    /// Family name, or the organisation's name.
    pub last_name: String,
    /// Given name.
    pub first_name: String,
    /// Middle name or initial.
    pub middle_name: String,
    /// Name suffix.
    pub suffix: String,
    /// Qualifier of the id (NM108: `XX`, `MI`, `PI`, `46`), empty when there is no id.
    pub id_qualifier: String,
    /// The id (NM109): NPI, member id, payer id.
    pub id: String,
    /// Postal address.
    pub address: Option<Address>,
    /// Taxonomy code (PRV03), where the party has a PRV.
    pub taxonomy: String,
    /// REF, PER and other segments of the party's loop that nothing else here says.
    pub extra: Vec<RawSegment>,
}

/// The billing provider (2000A, 2010AA) with its pay-to address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct BillingProvider {
    /// Name, NPI, address, taxonomy.
    pub party: Party,
    /// `EI` (employer id) or `SY` (SSN).
    pub tax_id_qualifier: String,
    /// Tax id.
    pub tax_id: String,
    /// Pay-to address (2010AB), where it differs.
    pub pay_to: Option<Party>,
    /// Pay-to plan (2010AC), subrogation only.
    pub pay_to_plan: Option<Party>,
    /// Other segments of 2000A (CUR).
    pub extra: Vec<RawSegment>,
}

/// What SBR says of one policy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CoverageStatement {
    /// Whose turn this payer has.
    pub sequence: PayerSequence,
    /// Relationship of the patient to the subscriber (SBR02; in 2000B only 18 or nothing).
    pub relationship: Option<Relationship>,
    /// Group or policy number (SBR03).
    pub group_number: String,
    /// Plan name (SBR04).
    pub plan_name: String,
    /// Why Medicare is secondary (SBR05), empty otherwise.
    pub medicare_secondary_reason: String,
    /// Claim filing indicator (SBR09).
    pub filing_indicator: Option<FilingIndicator>,
}

/// The subscriber (2000B, 2010BA).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Subscriber {
    /// Name, member id, address.
    pub party: Party,
    /// Birth date (DMG02).
    pub birth_date: Option<Date>,
    /// Sex (DMG03).
    pub sex: Option<Sex>,
    /// Other segments of 2000B (PAT of a subscriber who is the patient).
    pub extra: Vec<RawSegment>,
}

/// The patient where he is not the subscriber (2000C, 2010CA).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dependent {
    /// Name, address.
    pub party: Party,
    /// Relationship to the subscriber (PAT01).
    pub relationship: Relationship,
    /// PAT elements from 02 on (death date, weight, pregnancy), empty when there are none.
    pub patient_information: Vec<String>,
    /// Birth date (DMG02).
    pub birth_date: Option<Date>,
    /// Sex (DMG03).
    pub sex: Option<Sex>,
}
