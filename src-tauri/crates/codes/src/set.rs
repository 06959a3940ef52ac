//! The code sets, their packs' names, and the words a person types for them.

use serde::{Deserialize, Serialize};
use std::fmt;
use values::Date;

/// A code set that packs exist for, or (CPT) whose numbers a claim may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// ICD-10-CM diagnoses (NCHS, CMS).
    Icd10cm,
    /// HCPCS level II procedures and supplies (CMS).
    Hcpcs,
    /// CPT (AMA): numbers only, no pack is shipped.
    Cpt,
    /// Claim adjustment reason codes (X12), our own labels.
    Carc,
    /// Remittance advice remark codes (CMS, X12), our own labels.
    Rarc,
    /// CMS place of service.
    PlaceOfService,
    /// Procedure modifiers, our own labels.
    Modifier,
    /// NUCC provider taxonomy, the common codes.
    Taxonomy,
    /// Claim filing indicator, SBR09 and CLP06.
    ClaimFilingIndicator,
    /// Claim status category, STC01-1.
    ClaimStatusCategory,
    /// Claim status of a remittance, CLP02.
    ClpStatus,
    /// Claim frequency, CLM05-3.
    ClaimFrequency,
    /// Claim adjustment group, CAS01.
    GroupCode,
}

/// Every set, in the order of [`Set`].
pub const SETS: [Set; 13] = [
    Set::Icd10cm,
    Set::Hcpcs,
    Set::Cpt,
    Set::Carc,
    Set::Rarc,
    Set::PlaceOfService,
    Set::Modifier,
    Set::Taxonomy,
    Set::ClaimFilingIndicator,
    Set::ClaimStatusCategory,
    Set::ClpStatus,
    Set::ClaimFrequency,
    Set::GroupCode,
];

impl Set {
    /// The name in pack files, on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Set::Icd10cm => "icd10cm",
            Set::Hcpcs => "hcpcs",
            Set::Cpt => "cpt",
            Set::Carc => "carc",
            Set::Rarc => "rarc",
            Set::PlaceOfService => "place_of_service",
            Set::Modifier => "modifier",
            Set::Taxonomy => "taxonomy",
            Set::ClaimFilingIndicator => "claim_filing_indicator",
            Set::ClaimStatusCategory => "claim_status_category",
            Set::ClpStatus => "clp_status",
            Set::ClaimFrequency => "claim_frequency",
            Set::GroupCode => "group_code",
        }
    }

    /// The set of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Set> {
        SETS.into_iter().find(|set| set.name() == name)
    }

    /// Whether packs of the set hold code rows with a search index (ICD-10-CM, HCPCS), not a small table.
    #[must_use]
    pub fn is_searchable(self) -> bool {
        matches!(self, Set::Icd10cm | Set::Hcpcs)
    }
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A pack by name: what a claim stores to tell under which code sets it passed. Shown as `icd10cm-2026-04`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PackVersion {
    /// The code set.
    pub set: Set,
    /// The publisher's version: a year or a year and month (`2025`, `2026-04`).
    pub version: String,
}

impl fmt::Display for PackVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.set, self.version)
    }
}

/// What `codes status` tells about a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackStatus {
    /// The code set.
    pub set: Set,
    /// The publisher's version.
    pub version: String,
    /// The first day that the pack serves.
    pub valid_from: Date,
    /// The last day that it serves, the day before the next pack of its set; absent for the newest.
    pub valid_to: Option<Date>,
    /// Codes that may stand on a claim (for ICD-10-CM the billable ones).
    pub codes: u32,
    /// Headers that group codes and may not stand on a claim.
    pub headers: u32,
    /// SHA-256 of the pack file, lower-case hex.
    pub sha256: String,
    /// Where the rows come from.
    pub source: String,
    /// The first day on which a newer publication is expected: from then on the newest pack is stale. Absent where a
    /// newer pack is loaded.
    pub stale_on: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for set in SETS {
            assert_eq!(Set::from_name(set.name()), Some(set));
        }
        assert_eq!(Set::from_name("snomed"), None);
    }
}
