//! What a rule may know beside the claim: the day, the codes, the patient's policies, the payer, the other claims.

use claims::{ProfessionalClaim, ProviderRole, ServiceLine};
use codes::CodeBook;
use values::{ClaimId, Class, ClassSet, Date, FilingIndicator, Modifier, PayerSequence, ProcedureCode};

/// What the rules know beside the claim.
#[derive(Debug, Clone)]
pub struct ScrubContext<'a> {
    /// Today in the practice's time zone.
    pub today: Date,
    /// The code sets.
    pub codes: &'a CodeBook,
    /// The classes that the user holds; a rule that reads others is skipped.
    pub held: ClassSet,
    /// The patient's policies on file, in any order (class `coverage`).
    pub policies: &'a [PolicyOnFile],
    /// What the practice knows of the payer.
    pub payer: PayerProfile,
    /// The patient's other claims (not this one or an earlier version of it, nor one that was rejected or voided).
    pub others: &'a [ClaimOnFile],
    /// For a claim to a second or later payer: whether the payer before has decided. `None` when nobody knows.
    pub earlier_payer_decided: Option<bool>,
}

impl<'a> ScrubContext<'a> {
    /// A context of a user who holds every class, with nothing on file.
    #[must_use]
    pub fn new(today: Date, codes: &'a CodeBook) -> ScrubContext<'a> {
        ScrubContext {
            today,
            codes,
            held: ClassSet::of(&Class::ALL),
            policies: &[],
            payer: PayerProfile::default(),
            others: &[],
            earlier_payer_decided: None,
        }
    }
}

/// One policy of the patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyOnFile {
    /// Whose turn its payer has.
    pub sequence: PayerSequence,
    /// The payer's electronic id, as the claim names it.
    pub payer_id: String,
    /// First covered day; `None` when it is not known.
    pub effective_on: Option<Date>,
    /// Last covered day; `None` while it goes on.
    pub ends_on: Option<Date>,
}

impl PolicyOnFile {
    /// Whether the day is covered.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.effective_on.is_none_or(|first| first <= day) && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// What the practice knows of the payer that the claim goes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PayerProfile {
    /// Days from the first service within which a first claim must arrive.
    pub timely_filing_days: Option<u16>,
    /// The filing indicator of its record: tells where the claim has none that can be used.
    pub filing_indicator: Option<FilingIndicator>,
    /// Whether it wants the NDC on every drug line.
    pub wants_ndc: bool,
}

/// Another claim of the same patient, as far as duplicates show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOnFile {
    /// Which claim.
    pub claim_id: ClaimId,
    /// Its payer's turn.
    pub sequence: PayerSequence,
    /// Its payer's electronic id.
    pub payer_id: String,
    /// Its lines.
    pub lines: Vec<LineKey>,
    /// Whether it was transmitted.
    pub is_sent: bool,
}

impl ClaimOnFile {
    /// The keys of a claim.
    #[must_use]
    pub fn of(claim_id: ClaimId, claim: &ProfessionalClaim, is_sent: bool) -> ClaimOnFile {
        ClaimOnFile {
            claim_id,
            sequence: claim.parties.coverage.sequence,
            payer_id: claim.parties.payer.id.clone(),
            lines: LineKey::all_of(claim),
            is_sent,
        }
    }
}

/// What makes two lines the same service in a payer's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineKey {
    /// First day of service.
    pub date_of_service: Option<Date>,
    /// Procedure code.
    pub procedure: ProcedureCode,
    /// Modifiers, sorted.
    pub modifiers: Vec<Modifier>,
    /// NPI of who rendered it, empty when the claim does not say.
    pub rendering_npi: String,
}

impl LineKey {
    /// The keys of all lines of a claim, in order.
    #[must_use]
    pub fn all_of(claim: &ProfessionalClaim) -> Vec<LineKey> {
        let billing = claim.parties.billing.party.id.as_str();
        let npi = claim.visit.provider(ProviderRole::Rendering).map_or(billing, |provider| provider.party.id.as_str());
        claim.visit.lines.iter().map(|line| LineKey::of(line, npi)).collect()
    }

    fn of(line: &ServiceLine, claim_npi: &str) -> LineKey {
        let own = line.provider(ProviderRole::Rendering).map(|provider| provider.party.id.as_str());
        let mut modifiers = line.modifiers.clone();
        modifiers.sort();
        LineKey {
            date_of_service: line.date_of_service.map(claims::DateValue::first),
            procedure: line.procedure.clone(),
            modifiers,
            rendering_npi: own.unwrap_or(claim_npi).to_owned(),
        }
    }
}
