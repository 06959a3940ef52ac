//! What a payer tells beside the money, for whoever works on the claim next. Nothing is posted by it.

use values::Date;

/// One such thing, from the segments of a claim payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// NM1*PR of 2100: another payer comes first and should have been billed.
    PriorityPayer {
        /// Name.
        name: String,
        /// Id; empty when none.
        id: String,
    },
    /// DTM*036: the day the coverage ended.
    CoverageEndedOn(Date),
    /// REF*1L: the group or policy that the payer decided under.
    GroupNumber(String),
    /// REF*CE: the class of contract that the allowed amounts follow.
    ContractClass(String),
    /// PER*CX: whom to ask about the claim.
    Contact(PayerContact),
}

/// A desk of the payer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PayerContact {
    /// Name; empty when none.
    pub name: String,
    /// Phone with its extension, fax, mail and web addresses, as they came.
    pub numbers: Vec<String>,
}
