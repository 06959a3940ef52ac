//! Where the claims stand that no payer has decided yet, as the store keeps them sorted: no claim is opened.

use super::tab::QueueTab;
use crate::desk::Desk;
use crate::error::Result;
use records::{ClaimTurn, QueuedClaim, WorkRun};
use std::collections::HashMap;
use std::ops::ControlFlow;
use values::{ClaimId, Class, Money, PatientId, PayerId};

/// The queue, read once. It may be kept between two looks: it knows after which entry of the journal it was true, so that a
/// keystroke in the search reads no more than the claims that it shows.
#[derive(Debug)]
pub struct QueueIndex {
    pub(super) claims: Vec<Queued>,
    /// The last entry of the journal when it was read, or looked at.
    entry: u64,
}

/// A claim of the queue.
#[derive(Debug)]
pub(super) struct Queued {
    pub id: ClaimId,
    pub tab: QueueTab,
    pub charge: Money,
    pub number: String,
    pub patient: Option<PatientId>,
    pub payer: Option<PayerId>,
}

impl QueueIndex {
    /// The one that was kept, where nothing was written since; else it is read anew.
    pub(super) fn current(desk: &Desk<'_>, kept: Option<QueueIndex>) -> Result<QueueIndex> {
        match kept {
            Some(index) if index.entry == last_entry(desk) => Ok(index),
            Some(_) | None => QueueIndex::read(desk),
        }
    }

    fn read(desk: &Desk<'_>) -> Result<QueueIndex> {
        let entry = last_entry(desk);
        let mut claims = Vec::new();
        desk.vault().run_find(WorkRun::QueuedClaims.number(), &[], &mut |row, record| {
            claims.extend(QueuedClaim::of_row(row).and_then(|queued| Queued::of(ClaimId::new(record), queued)));
            ControlFlow::Continue(())
        })?;
        claims.sort_unstable_by_key(|queued| queued.id);
        // Whose a claim is and who pays is of another class; without it the queue shows it sealed.
        if desk.holds(Class::Coverage) {
            add_turns(desk, &mut claims)?;
        }
        Ok(QueueIndex { claims, entry })
    }

    /// Keeps the index after the entry of this look, unless something else was written meanwhile.
    pub(super) fn after_look(self, desk: &Desk<'_>) -> Option<QueueIndex> {
        let entry = last_entry(desk);
        (entry == self.entry + 1).then_some(QueueIndex { entry, ..self })
    }
}

impl Queued {
    fn of(id: ClaimId, queued: QueuedClaim) -> Option<Queued> {
        let QueuedClaim { state, charge, number } = queued;
        Some(Queued { id, tab: QueueTab::of(state)?, charge, number, patient: None, payer: None })
    }
}

fn last_entry(desk: &Desk<'_>) -> u64 {
    desk.vault().journal_head().0
}

fn add_turns(desk: &Desk<'_>, claims: &mut [Queued]) -> Result<()> {
    let mut missing: HashMap<ClaimId, &mut Queued> = claims.iter_mut().map(|queued| (queued.id, queued)).collect();
    desk.vault().run_find(WorkRun::ClaimTurns.number(), &[], &mut |row, record| {
        if missing.is_empty() {
            return ControlFlow::Break(());
        }
        if let (Some(turn), Some(queued)) = (ClaimTurn::of_row(row), missing.remove(&ClaimId::new(record))) {
            (queued.patient, queued.payer) = (Some(turn.patient), turn.payer);
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}
