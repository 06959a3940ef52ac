//! The book: the shipped packs and those that a practice adds.

use crate::Set;
use crate::lookup::serving_at;
use crate::pack::{Pack, PackError};
use crate::set::{PackStatus, PackVersion, SETS};
use crate::tables::{
    Carc, ClaimFilingIndicator, ClaimFrequency, ClaimStatusCategory, ClpStatus, GroupCode, Modifier, PlaceOfService,
    Rarc, SmallRow, Taxonomy,
};
use std::sync::Arc;
use values::Date;

/// All code sets in all loaded versions. Cheap to make and to clone: packs are shared and unpacked at first use.
#[derive(Debug, Clone)]
pub struct CodeBook {
    /// For each set of [`SETS`] its packs, by first valid day.
    packs: Vec<Vec<Arc<Pack>>>,
}

impl CodeBook {
    /// The packs that come with the program.
    #[must_use]
    pub fn shipped() -> CodeBook {
        let mut book = CodeBook { packs: vec![Vec::new(); SETS.len()] };
        crate::shipped::packs().into_iter().for_each(|pack| book.add(pack));
        book
    }

    /// The book with one more pack; one of the same set and version takes the place of the other.
    ///
    /// # Errors
    /// [`PackError`] if the bytes are not a whole pack file of a known set.
    pub fn with_pack(mut self, bytes: &[u8]) -> Result<CodeBook, PackError> {
        self.add(Arc::new(Pack::open(bytes)?));
        Ok(self)
    }

    fn add(&mut self, pack: Arc<Pack>) {
        let place = SETS.iter().position(|set| *set == pack.set);
        if let Some(packs) = place.and_then(|place| self.packs.get_mut(place)) {
            packs.retain(|other| other.header.version != pack.header.version);
            packs.push(pack);
            packs.sort_by_key(|pack| pack.header.valid_from);
        }
    }

    /// The packs of a set, by first valid day.
    pub(crate) fn packs_of(&self, set: Set) -> &[Arc<Pack>] {
        let place = SETS.iter().position(|known| *known == set);
        place.and_then(|place| self.packs.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The packs that serve a day, one a set; a claim stores them to tell under what it passed.
    #[must_use]
    pub fn pack_versions(&self, on: Date) -> Vec<PackVersion> {
        let serving = self.packs.iter().filter_map(|packs| packs.get(serving_at(packs, on)?));
        serving.map(|pack| pack.name()).collect()
    }

    /// The pack of a set that serves a day; `None` before the first.
    #[must_use]
    pub fn serving(&self, set: Set, on: Date) -> Option<PackVersion> {
        let packs = self.packs_of(set);
        packs.get(serving_at(packs, on)?).map(|pack| pack.name())
    }

    /// Unpacks what lookups and the finder need for a day (some 40 ms for all), so that the first keystroke does not wait:
    /// for a background thread at start. Never needed for a right answer.
    pub fn warm(&self, on: Date) {
        for packs in &self.packs {
            for pack in packs {
                let _ = pack.table();
            }
            let serving = serving_at(packs, on).and_then(|at| packs.get(at));
            let _ = serving.and_then(|pack| pack.index());
        }
    }

    /// Every pack with its dates and counts, by set and first valid day.
    #[must_use]
    pub fn status(&self) -> Vec<PackStatus> {
        self.packs.iter().flatten().map(|pack| self.status_of(pack)).collect()
    }

    fn status_of(&self, pack: &Pack) -> PackStatus {
        let valid_to = self.last_day_of(pack);
        PackStatus {
            set: pack.set,
            version: pack.header.version.clone(),
            valid_from: pack.header.valid_from,
            valid_to,
            codes: pack.header.codes,
            headers: pack.header.headers,
            sha256: pack.sha256.clone(),
            source: pack.header.source.clone(),
            stale_on: valid_to.is_none().then_some(pack.header.stale_on),
        }
    }

    /// The day before the next pack of the set begins; `None` for the newest.
    pub(crate) fn last_day_of(&self, pack: &Pack) -> Option<Date> {
        let next = self.packs_of(pack.set).iter().find(|next| next.header.valid_from > pack.header.valid_from)?;
        Some(next.header.valid_from.plus_days(-1))
    }

    fn newest<T: SmallRow>(&self, code: &str) -> Option<&T> {
        self.packs_of(T::SET).last()?.small_row(&code.trim().to_ascii_uppercase())
    }

    /// All rows of a small table in its newest version, by code (for pick lists).
    #[must_use]
    pub fn rows<T: SmallRow>(&self) -> &[T] {
        self.packs_of(T::SET).last().map(|pack| pack.small_rows()).unwrap_or_default()
    }

    /// A claim adjustment reason code; `None` is *unknown*, never an error that stops posting.
    #[must_use]
    pub fn carc(&self, code: &str) -> Option<&Carc> {
        self.newest(code)
    }

    /// A remittance advice remark code; `None` is *unknown*.
    #[must_use]
    pub fn rarc(&self, code: &str) -> Option<&Rarc> {
        self.newest(code)
    }

    /// A common procedure modifier; rarer ones are legal and not in the table.
    #[must_use]
    pub fn modifier(&self, code: &str) -> Option<&Modifier> {
        self.newest(code)
    }

    /// A CMS place of service.
    #[must_use]
    pub fn place_of_service(&self, code: &str) -> Option<&PlaceOfService> {
        self.newest(code)
    }

    /// A common provider taxonomy code; rarer ones are legal and not in the table.
    #[must_use]
    pub fn taxonomy(&self, code: &str) -> Option<&Taxonomy> {
        self.newest(code)
    }

    /// A claim filing indicator.
    #[must_use]
    pub fn claim_filing_indicator(&self, code: &str) -> Option<&ClaimFilingIndicator> {
        self.newest(code)
    }

    /// A claim status category (277CA STC01-1).
    #[must_use]
    pub fn status_category(&self, code: &str) -> Option<&ClaimStatusCategory> {
        self.newest(code)
    }

    /// A claim status of a remittance (CLP02).
    #[must_use]
    pub fn clp_status(&self, code: &str) -> Option<&ClpStatus> {
        self.newest(code)
    }

    /// A claim frequency (CLM05-3).
    #[must_use]
    pub fn claim_frequency(&self, code: &str) -> Option<&ClaimFrequency> {
        self.newest(code)
    }

    /// A claim adjustment group (CAS01).
    #[must_use]
    pub fn group_code(&self, code: &str) -> Option<&GroupCode> {
        self.newest(code)
    }
}

impl Pack {
    /// The pack by name.
    pub(crate) fn name(&self) -> PackVersion {
        PackVersion { set: self.set, version: self.header.version.clone() }
    }
}
