//! Runs checked against the records from which they come.

use super::{Runs, Slot, rows::Row};
use crate::{
    state::{Fault, State},
    verify::{Problem, passing},
};
use std::ops::ControlFlow;

/// A multiset of rows: their number and the sum of their digests.
#[derive(Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    sum: u128,
}

impl Sum {
    fn add(&mut self, key: &[u8], record: u64) {
        let digest = crypto::sha256(&[key, &record.to_be_bytes()]);
        let part = digest.first_chunk::<16>().map_or(0, |part| u128::from_be_bytes(*part));
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(part);
    }
}

impl Runs {
    /// Whether each run whose class is held lists exactly the rows of its records, in order.
    pub(crate) fn compare(&self, state: &State, problems: &mut Vec<Problem>) -> Result<(), Fault> {
        for slot in self.live.iter().filter(|slot| slot.held) {
            let place = format!("run {}", slot.spec.run);
            match self.is_right(slot, state) {
                Ok(true) => {}
                Ok(false) => problems.push(passing(("run_differs", place, "its rows differ from the records"))),
                Err(Fault::Damaged(what)) => problems.push(passing(("run_differs", place, &what))),
                Err(refused) => return Err(refused),
            }
        }
        Ok(())
    }

    fn is_right(&self, slot: &Slot, state: &State) -> Result<bool, Fault> {
        let mut wanted = Sum::default();
        self.each_cell(slot, state, &mut |record, cell| {
            for key in self.derive(slot, record, cell)? {
                wanted.add(&key, record);
            }
            Ok(())
        })?;
        let mut found = Sum::default();
        let mut last: Option<Row> = None;
        let mut ascending = true;
        self.find(state, (slot.spec.run, &[]), &mut |key, record| {
            let row = (key.to_vec(), record);
            ascending &= last.as_ref().is_none_or(|last| *last < row);
            found.add(key, record);
            last = Some(row);
            ControlFlow::Continue(())
        })?;
        Ok(ascending && found == wanted)
    }
}
