//! Writes postings: onto append-only pages, and into the balances of the claims that they are about.

use crate::error::Result;
use ledger::{LedgerPage, MAX_POSTINGS, Posting};
use records::{ClaimFinancial, LedgerPageCell, Unit};
use values::LedgerPageId;

/// The ledger pages of one unit of work. Each unit opens pages of its own: a page that was committed is never touched again.
#[derive(Default)]
pub struct Books {
    open: Option<(LedgerPageId, LedgerPage)>,
    pages: Vec<LedgerPageId>,
}

impl Books {
    /// Posts to a claim: its balance and its list of pages follow.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn post(&mut self, unit: &mut Unit<'_>, claim: &mut ClaimFinancial, postings: &[Posting]) -> Result<()> {
        for posting in postings {
            claim.balance.apply(posting);
            let page = self.write(unit, posting)?;
            if claim.pages.last() != Some(&page) {
                claim.pages.push(page);
            }
        }
        Ok(())
    }

    /// Posts money that belongs to no claim.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn post_apart(&mut self, unit: &mut Unit<'_>, postings: &[Posting]) -> Result<()> {
        for posting in postings {
            self.write(unit, posting)?;
        }
        Ok(())
    }

    fn write(&mut self, unit: &mut Unit<'_>, posting: &Posting) -> Result<LedgerPageId> {
        if self.open.as_ref().is_some_and(|(_, page)| page.postings.len() >= MAX_POSTINGS) {
            self.close(unit)?;
        }
        let (id, page) = self.open.get_or_insert_with(|| (unit.allocate(), LedgerPage::default()));
        page.postings.push(posting.clone());
        Ok(*id)
    }

    fn close(&mut self, unit: &mut Unit<'_>) -> Result<()> {
        if let Some((id, page)) = self.open.take() {
            unit.put(id, &LedgerPageCell(page))?;
            self.pages.push(id);
        }
        Ok(())
    }

    /// Puts the last page into the unit and tells every page that was written.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn finish(mut self, unit: &mut Unit<'_>) -> Result<Vec<LedgerPageId>> {
        self.close(unit)?;
        Ok(self.pages)
    }
}
