//! Pages: postings as they are stored, append-only.

use crate::Posting;
use serde::{Deserialize, Serialize};

/// Postings on a full page. A posting has no texts, so that it never takes more than 400 bytes even as JSON: a page stays
/// below 48 KiB, and below the store's 64 KiB for a record.
pub const MAX_POSTINGS: usize = 110;

/// A page of the ledger. Pages are appended to until they are full; nothing on them is ever changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LedgerPage {
    /// Postings, oldest first.
    pub postings: Vec<Posting>,
}

impl LedgerPage {
    /// How many postings it still takes.
    #[must_use]
    pub fn room(&self) -> usize {
        MAX_POSTINGS.saturating_sub(self.postings.len())
    }
}

/// Splits postings into pages, in order.
#[must_use]
pub fn paged(postings: &[Posting]) -> Vec<LedgerPage> {
    postings.chunks(MAX_POSTINGS).map(|chunk| LedgerPage { postings: chunk.to_vec() }).collect()
}

/// Fills the last page up and returns the pages that must be added after it.
#[must_use]
pub fn append(last: &mut LedgerPage, postings: &[Posting]) -> Vec<LedgerPage> {
    let (here, rest) = postings.split_at(last.room().min(postings.len()));
    last.postings.extend_from_slice(here);
    paged(rest)
}
