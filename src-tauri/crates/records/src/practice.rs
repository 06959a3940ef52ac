//! The practice and its reference data: class `administrative`, which every role holds.

use crate::cell::{Cell, Collection, RecordId};
use serde::{Deserialize, Serialize};
use values::{
    Address, BillingProviderId, Class, ClassSet, Date, ExpectedAmountId, FacilityId, FeeId, FilingIndicator, Modifier,
    Money, PayerId, ProcedureCode, ProviderId, TimeZone,
};

/// The one practice record's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PracticeKey;

impl RecordId for PracticeKey {
    const COLLECTION: Collection = Collection::Practice;
    fn number(self) -> u64 {
        1
    }
    fn from_number(_: u64) -> Self {
        PracticeKey
    }
}

/// The one practice record.
#[must_use]
pub const fn practice_key() -> PracticeKey {
    PracticeKey
}

macro_rules! administrative {
    ($($cell:ty: $id:ty, $schema:literal;)*) => {$(
        impl Cell for $cell {
            type Id = $id;
            const CLASSES: ClassSet = ClassSet::one(Class::Administrative);
            const SCHEMA: u16 = $schema;
        }
    )*};
}

administrative! {
    PracticeRecord: PracticeKey, 1;
    BillingProviderRecord: BillingProviderId, 1;
    ProviderRecord: ProviderId, 1;
    FacilityRecord: FacilityId, 1;
    PayerRecord: PayerId, 1;
    FeeRecord: FeeId, 1;
    ExpectedAmountRecord: ExpectedAmountId, 1;
}

/// Whether interchanges are tests or production (ISA15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Usage {
    /// `T`.
    Test,
    /// `P`.
    Production,
}

impl Usage {
    /// The letter of ISA15.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Usage::Test => "T",
            Usage::Production => "P",
        }
    }
}

/// Where interchanges go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// Name.
    pub name: String,
    /// Id.
    pub id: String,
}

/// The practice's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeRecord {
    /// Name.
    pub name: String,
    /// The billing provider that is used unless a visit names another.
    pub default_billing_provider: BillingProviderId,
    /// Phone, digits.
    pub phone: String,
    /// Whom a payer may call.
    pub contact_name: String,
    /// Our id at the clearinghouse.
    pub submitter_id: String,
    /// The clearinghouse.
    pub receiver: Receiver,
    /// Test or production.
    pub usage: Usage,
    /// Time zone of "today".
    pub time_zone: TimeZone,
    /// The last interchange control number that was given out (ISA13): durable before a file leaves, never reused.
    pub last_control_number: u32,
    /// Undoing a remittance above this payment needs a supervisor.
    pub undo_limit: Money,
    /// Whether this is a demo practice.
    pub is_demo: bool,
}

/// One of the practice's billing providers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingProviderRecord {
    /// Name: of the organisation, or the family name of a person.
    pub name: String,
    /// Given name of a person, empty for an organisation.
    pub first_name: String,
    /// NPI as it is written; imported ones may have a wrong check digit, which the scrubber tells.
    pub npi: String,
    /// Tax id.
    pub tin: String,
    /// Whether the tax id is an SSN.
    pub tin_is_ssn: bool,
    /// Taxonomy code, empty when unknown.
    pub taxonomy: String,
    /// Street address.
    pub address: Address,
}

/// A provider: rendering, referring, ordering or supervising.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRecord {
    /// NPI as it is written.
    pub npi: String,
    /// Family name, or the organisation's name.
    pub last_name: String,
    /// Given name, empty for an organisation.
    pub first_name: String,
    /// Taxonomy code, empty when unknown.
    pub taxonomy: String,
}

/// A place of service with its own address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilityRecord {
    /// Name.
    pub name: String,
    /// NPI, empty when it has none.
    pub npi: String,
    /// Address.
    pub address: Address,
}

/// A payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerRecord {
    /// Name.
    pub name: String,
    /// Payer id on the wire (NM109 of 2010BB).
    pub payer_id: String,
    /// Claim filing indicator.
    pub filing_indicator: Option<FilingIndicator>,
    /// Days from the date of service within which a claim must be filed.
    pub timely_filing_days: Option<u16>,
    /// Days from a denial within which an appeal must be filed.
    pub appeal_days: Option<u16>,
    /// Address.
    pub address: Option<Address>,
}

/// A charge, or what a payer is expected to allow, from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRecord {
    /// Procedure.
    pub code: ProcedureCode,
    /// Modifier, where the fee is for the code with it.
    pub modifier: Option<Modifier>,
    /// What the practice charges.
    pub charge: Option<Money>,
    /// For which payer, where it is one's allowed amount.
    pub payer_id: Option<PayerId>,
    /// Expected allowed amount.
    pub allowed: Option<Money>,
    /// First day.
    pub effective_on: Option<Date>,
    /// Last day.
    pub ends_on: Option<Date>,
}

/// What a payer is expected to allow for a procedure, from a day on. It never changes in place: another amount is another
/// record from its own day, which ends this one. A last day before the first serves no day: the amount was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedAmountRecord {
    /// Whose allowed amount.
    pub payer_id: PayerId,
    /// Procedure.
    pub code: ProcedureCode,
    /// Modifiers that the line must have, sorted; empty for any line of the procedure.
    pub modifiers: Vec<Modifier>,
    /// The amount for one unit.
    pub allowed: Money,
    /// First day; `None` for ever before.
    pub effective_on: Option<Date>,
    /// Last day; `None` until another amount is published.
    pub ends_on: Option<Date>,
}
