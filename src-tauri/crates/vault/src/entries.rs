//! The journal, read entry by entry.

use crate::{
    commit::Entry,
    entry,
    error::Result,
    journal::{self, Head},
    unlock::journal_dir,
    vault::{Vault, hold},
};
use std::{collections::VecDeque, ops::ControlFlow};

/// Entries read at a time.
const PAGE: usize = 1024;

impl Vault {
    /// The journal's entries in order, up to the last one at the time of the call, opened under K_journal. Their
    /// signatures are for `audit_verify`.
    pub fn entries(&self) -> impl Iterator<Item = Result<Entry>> + '_ {
        let end = hold(&self.writer).head().sequence;
        let mut head = Head::start(&self.practice_id());
        let mut page: VecDeque<Result<Entry>> = VecDeque::new();
        let mut done = end == 0;
        std::iter::from_fn(move || {
            if page.is_empty() && !done {
                if let Err(error) = self.entries_from(&mut head, end, &mut page) {
                    page.push_back(Err(error));
                    done = true;
                }
                done |= head.sequence >= end || page.is_empty();
            }
            page.pop_front()
        })
    }

    fn entries_from(&self, head: &mut Head, end: u64, page: &mut VecDeque<Result<Entry>>) -> Result<()> {
        let roster = self.roster();
        journal::scan(&journal_dir(&self.store), *head, &mut |closed| {
            let (found, _) = entry::open(&self.sealing, &roster, &closed)?;
            page.push_back(Ok(found));
            *head = closed.head;
            let more = page.len() < PAGE && closed.head.sequence < end;
            Ok(if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(())
    }
}
