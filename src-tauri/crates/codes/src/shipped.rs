//! The packs that the program carries.

use crate::pack::Pack;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

macro_rules! packs {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../packs/", $name)).as_slice())),*]
    };
}

/// File names and bytes.
const FILES: [(&str, &[u8]); 15] = packs![
    "carc-2026-03.pack",
    "claim_filing_indicator-5010.pack",
    "claim_frequency-5010.pack",
    "claim_status_category-5010.pack",
    "clp_status-5010.pack",
    "group_code-5010.pack",
    "hcpcs-2024-07.pack",
    "hcpcs-2026-07.pack",
    "icd10cm-2025.pack",
    "icd10cm-2026-04.pack",
    "icd10cm-2027.pack",
    "modifier-2026.pack",
    "place_of_service-2023-09.pack",
    "rarc-2026-03.pack",
    "taxonomy-24.0.pack",
];

/// `sha256sum` lines of the files.
const SUMS: &str = include_str!("../packs/SHA256SUMS");

/// The shipped packs, opened once for the whole process; their headers only, all else at first use.
pub(crate) fn packs() -> Vec<Arc<Pack>> {
    static PACKS: OnceLock<Vec<Arc<Pack>>> = OnceLock::new();
    PACKS.get_or_init(|| FILES.iter().filter_map(|(name, bytes)| open(name, bytes)).map(Arc::new).collect()).clone()
}

/// A test proves that each shipped file opens and has its sum.
fn open(name: &str, bytes: &'static [u8]) -> Option<Pack> {
    let sum = SUMS.lines().find_map(|line| line.split_once("  ").filter(|(_, file)| *file == name)).map(|(sum, _)| sum);
    Pack::open_trusted(Cow::Borrowed(bytes), sum?.to_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_pack_opens_whole_and_has_its_sum() {
        let packs = packs();
        assert_eq!(packs.len(), FILES.len());
        assert_eq!(SUMS.lines().count(), FILES.len());
        for (pack, (name, bytes)) in packs.iter().zip(FILES) {
            let checked = Pack::open(bytes).unwrap();
            assert_eq!(checked.sha256, pack.sha256, "{name}");
            assert_eq!(format!("{}-{}.pack", pack.set, pack.header.version), name);
        }
    }
}
