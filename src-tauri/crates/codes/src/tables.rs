//! The small tables of the field: remittance reasons, places, modifiers, statuses.

use crate::Set;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use values::{AdjustmentGroup, Date};

/// The usual first action after an adjustment or remark; a payer's profile may override it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Transfer to the patient, or the next payer.
    Patient,
    /// Write off under the contract.
    Contractual,
    /// Fix the claim: replacement if adjudicated, original if rejected.
    Correct,
    /// Send documents by the deadline.
    Records,
    /// Appeal with records or policy.
    Appeal,
    /// Retro-authorization or appeal; never the patient unless the group is PR.
    Authorization,
    /// Appeal with proof of timely filing, else write off.
    TimelyFiling,
    /// Look for the first claim; do not send again.
    Duplicate,
    /// Check NCCI and modifiers, else write off.
    Bundling,
    /// Next payer, then the patient if the group is PR.
    BenefitLimit,
    /// Check plan and waiver, else write off.
    Noncovered,
    /// Find and bill the right payer; attach the other payer's answer.
    OtherPayer,
    /// Verify coverage; right payer or patient.
    Eligibility,
    /// Fix enrollment, NPI, taxonomy or contract with the payer.
    ProviderFile,
    /// Ask the patient or member to answer the payer.
    PatientInfo,
    /// Check for an overpayment by the patient.
    PatientRefund,
    /// Wait for the next payer.
    Forwarded,
    /// Pended: follow up on a date.
    Wait,
    /// State rule: read the remark, ask the adjuster.
    PropertyCasualty,
    /// Post, nothing to do.
    Informational,
    /// A stopped code: read the payer's notes.
    ReadPayer,
}

/// Every remedy with its name in the tables and what to do first.
const REMEDIES: [(Remedy, &str, &str); 21] = [
    (Remedy::Patient, "patient", "Transfer to the patient, or to the next payer."),
    (Remedy::Contractual, "contractual", "Write off under the contract."),
    (Remedy::Correct, "correct", "Fix the claim; replacement (7) if adjudicated, original if rejected."),
    (Remedy::Records, "records", "Send documents by the deadline."),
    (Remedy::Appeal, "appeal", "Appeal with records or policy."),
    (Remedy::Authorization, "authorization", "Ask for retro-authorization or appeal; never the patient unless PR."),
    (Remedy::TimelyFiling, "timely_filing", "Appeal with proof (277CA A2, 999); else write off."),
    (Remedy::Duplicate, "duplicate", "Look for the first claim; do not send again."),
    (Remedy::Bundling, "bundling", "Check NCCI and modifiers; else write off."),
    (Remedy::BenefitLimit, "benefit_limit", "Bill the next payer, then the patient if PR."),
    (Remedy::Noncovered, "noncovered", "Check plan and waiver (GA), then the patient; else write off."),
    (Remedy::OtherPayer, "other_payer", "Find and bill the right payer; attach the other payer's answer."),
    (Remedy::Eligibility, "eligibility", "Verify coverage; bill the right payer or the patient."),
    (Remedy::ProviderFile, "provider_file", "Fix enrollment, NPI, taxonomy or contract with the payer."),
    (Remedy::PatientInfo, "patient_info", "Ask the patient or member to answer the payer."),
    (Remedy::PatientRefund, "patient_refund", "Check for an overpayment by the patient."),
    (Remedy::Forwarded, "forwarded", "Wait for the next payer."),
    (Remedy::Wait, "wait", "Pended: follow up on a date."),
    (Remedy::PropertyCasualty, "property_casualty", "State rule: read the remark, ask the adjuster."),
    (Remedy::Informational, "informational", "Post; nothing to do."),
    (Remedy::ReadPayer, "read_payer", "Stopped code: read the payer's notes."),
];

impl Remedy {
    /// The name in the tables and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        REMEDIES.iter().find(|(remedy, _, _)| *remedy == self).map_or("", |(_, name, _)| name)
    }

    /// What a person does first, one sentence.
    #[must_use]
    pub fn first_action(self) -> &'static str {
        REMEDIES.iter().find(|(remedy, _, _)| *remedy == self).map_or("", |(_, _, action)| action)
    }

    /// The remedy of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Remedy> {
        REMEDIES.iter().find(|(_, known, _)| *known == name).map(|(remedy, _, _)| *remedy)
    }

    /// Whether a charge adjusted for this reason, with nothing paid, is denied: all but patient, contractual,
    /// informational, forwarded and wait.
    #[must_use]
    pub fn is_denial(self) -> bool {
        let ordinary = [Remedy::Patient, Remedy::Contractual, Remedy::Informational, Remedy::Forwarded, Remedy::Wait];
        !ordinary.contains(&self)
    }
}

/// Whether a code is still in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeState {
    /// In use.
    Active,
    /// No longer in use from that day on.
    Stopped(Date),
}

/// A claim adjustment reason code. The label is our own wording, not X12's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carc {
    /// The code (`45`, `B7`, `P12`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// The usual first action.
    pub remedy: Remedy,
    /// The group that it usually comes with (`CO`, `PR`, `OA`), where there is one.
    pub usual_group: Option<String>,
    /// In use, or stopped since when.
    pub state: CodeState,
}

impl Carc {
    /// Whether an adjustment under this group closes money by itself: contractual under CO; 23 (effect of the prior
    /// payer) and 94 (paid above the charge) settle themselves.
    #[must_use]
    pub fn closes(&self, group: AdjustmentGroup) -> bool {
        let contractual = group == AdjustmentGroup::ContractualObligation && self.remedy == Remedy::Contractual;
        contractual || ["23", "94"].contains(&self.code.as_str())
    }
}

/// A remittance advice remark code. The label is our own wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rarc {
    /// The code (`M15`, `N130`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// An alert: informs and adjusts nothing by itself.
    pub alert: bool,
    /// The usual first action.
    pub remedy: Remedy,
    /// Whether two independent lists agree on the meaning.
    pub confirmed: bool,
}

/// A CMS place of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOfService {
    /// Two digits.
    pub code: String,
    /// The CMS name.
    pub name: String,
    /// Whether Medicare pays the facility rate there.
    pub facility: bool,
}

/// A procedure modifier. The label is our own wording, CPT modifiers are numbers with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modifier {
    /// Two characters.
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// [`Set::Cpt`] or [`Set::Hcpcs`].
    pub set: Set,
    /// The kind of service it goes with (`surgery`, `any`).
    pub applies_to: String,
    /// A hint, may be empty.
    pub note: String,
}

/// A provider taxonomy code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Ten characters.
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// An organization, not a person.
    pub organization: bool,
}

/// A claim filing indicator (SBR09, CLP06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFilingIndicator {
    /// The code (`MB`, `CI`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// Legal in an 837P.
    pub in_837: bool,
    /// Legal in an 835.
    pub in_835: bool,
}

/// A claim status category (STC01-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimStatusCategory {
    /// The code (`A2`, `F1`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// `acknowledged`, `accepted`, `rejected`, `pending`, `finalized`, `not_found`, `request`, `error`, `informational`.
    pub class: String,
    /// What to do.
    pub action: String,
}

/// A claim status of a remittance (CLP02).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClpStatus {
    /// The code (`1`, `22`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// The payer's place (`P`, `S`, `T`) where the code tells it.
    pub sequence: Option<String>,
    /// Whether such a claim posts money.
    pub posts_money: bool,
    /// Whether the payer forwarded the claim to the next one.
    pub forwarded: bool,
    /// What to do.
    pub next_step: String,
}

/// A claim frequency (CLM05-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFrequency {
    /// One digit.
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// Used on professional claims.
    pub in_837p: bool,
    /// Needs the payer claim control number (REF F8).
    pub needs_payer_claim_control_number: bool,
    /// A hint, may be empty.
    pub note: String,
}

/// A claim adjustment group (CAS01).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCode {
    /// The code (`CO`, `PR`, `OA`, `PI`, `CR`).
    pub code: String,
    /// Our short wording.
    pub label: String,
    /// Who bears the amount.
    pub who_bears: String,
    /// What it does to the ledger.
    pub ledger_effect: String,
}

/// A row of a small table: it knows its code and its set.
pub trait SmallRow: Serialize + DeserializeOwned {
    /// The set whose packs hold such rows.
    const SET: Set;
    /// The code, the key of the table.
    fn code(&self) -> &str;
    /// The rows of a table, if it is of this kind.
    #[doc(hidden)]
    fn rows_of(table: &SmallTable) -> Option<&[Self]>;
}

macro_rules! small_tables {
    ($($row:ident),* $(,)?) => {
        /// The rows of a small pack, sorted by code.
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum SmallTable {
            $(
                #[allow(missing_docs, reason = "each variant holds the rows of its name")]
                $row(Vec<$row>)
            ),*
        }

        impl SmallTable {
            /// Reads the rows of a set's pack; `None` for bytes that are not such rows, or a set with large packs.
            pub(crate) fn open(set: Set, bytes: &[u8]) -> Option<SmallTable> {
                $(if set == Set::$row {
                    return sorted_rows(bytes).map(SmallTable::$row);
                })*
                None
            }
        }

        $(impl SmallRow for $row {
            const SET: Set = Set::$row;
            fn code(&self) -> &str {
                &self.code
            }
            fn rows_of(table: &SmallTable) -> Option<&[$row]> {
                if let SmallTable::$row(rows) = table { Some(rows) } else { None }
            }
        })*
    };
}
small_tables! {
    Carc, Rarc, PlaceOfService, Modifier, Taxonomy, ClaimFilingIndicator, ClaimStatusCategory, ClpStatus, ClaimFrequency,
    GroupCode,
}

fn sorted_rows<T: SmallRow>(bytes: &[u8]) -> Option<Vec<T>> {
    let rows: Vec<T> = postcard::from_bytes(bytes).ok()?;
    Some(rows).filter(|rows| rows.is_sorted_by(|a, b| a.code() < b.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remedies_go_there_and_back() {
        for (remedy, name, action) in REMEDIES {
            assert_eq!(Remedy::from_name(name), Some(remedy));
            assert_eq!(remedy.name(), name);
            assert_eq!(remedy.first_action(), action);
        }
    }

    #[test]
    fn five_remedies_are_no_denial() {
        let ordinary: Vec<&str> =
            REMEDIES.iter().filter(|(r, _, _)| !r.is_denial()).map(|(_, name, _)| *name).collect();
        assert_eq!(ordinary, ["patient", "contractual", "forwarded", "wait", "informational"]);
    }
}
