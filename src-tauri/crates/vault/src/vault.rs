//! An unlocked store: reading.

use crate::{
    commit::Timestamp,
    error::{Result, VaultError},
    journal::Writer,
    keys::{CellOutcome, KeyRing, Member, PracticeId, Roster, VaultFile, cell_header},
    lock::Lock,
    record::Record,
    runs::{RunSpec, Runs},
    sealing::Sealing,
    state::{self, Fault, Lineage, State, Tree},
};
use std::{
    collections::{HashMap, VecDeque},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use values::{Class, ClassSet, Role};
use zeroize::Zeroizing;

/// Collection numbers from here on are the vault's own.
pub(crate) const OWN_COLLECTIONS: u8 = 240;
/// The collection number of entries' details.
pub(crate) const DETAILS: u8 = 251;
/// The collection number under which entries name users.
pub const USERS: u8 = 255;

/// How a store is to be unlocked.
#[derive(Clone, Copy)]
pub struct UnlockOptions<'a> {
    /// How long to wait for another process to let go of the store.
    pub wait: Duration,
    /// The number of this workstation, which goes into entries and versions of cells.
    pub workstation: u16,
    /// The time by the caller's clock.
    pub now: Timestamp,
    /// The runs that the caller uses.
    pub runs: &'static [RunSpec],
    /// Told about work that takes long.
    pub progress: Option<&'a dyn Fn(Progress)>,
}

impl UnlockOptions<'_> {
    /// Workstation 1, no waiting, no runs, no progress.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        UnlockOptions { wait: Duration::ZERO, workstation: 1, now, runs: &[], progress: None }
    }
}

/// Long work at unlock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// An earlier failed unlock makes this one wait so many milliseconds.
    Waiting {
        /// Milliseconds.
        wait_ms: u64,
    },
    /// The state follows the journal; so many entries were applied.
    Replaying {
        /// Entries so far.
        entries: u64,
    },
    /// The state was damaged and is set aside; it is built anew.
    Rebuilding,
    /// Search runs are built or brought up to date.
    Indexing,
}

/// A cell after `Vault::open`. Never blank: what cannot be read says why.
pub enum Cell {
    /// The plain bytes.
    Open {
        /// The schema number given when it was written.
        schema: u16,
        /// The bytes; zero on drop.
        bytes: Zeroizing<Vec<u8>>,
    },
    /// The user lacks these classes.
    Sealed(ClassSet),
    /// The record has no cell of these classes.
    Absent,
    /// Not what was sealed for this place. The state is rebuilt from the journal when the store is next opened.
    Damaged,
}

/// An unlocked store. Dropping it locks it: keys are zeroed, the state is closed, other processes may open it.
///
/// `Send` and `Sync`; one commit is built at a time, readers do not wait for it.
pub struct Vault {
    pub(crate) store: PathBuf,
    pub(crate) sealing: Arc<Sealing>,
    pub(crate) file: Mutex<VaultFile>,
    pub(crate) runs: Runs,
    pub(crate) state: State,
    pub(crate) writer: Mutex<Writer>,
    pub(crate) next: Mutex<HashMap<u8, u64>>,
    pub(crate) documents: Mutex<Vec<([u8; 16], [u8; 32])>>,
    /// The state could not follow the journal, or is not to be trusted: no more commits in this session.
    pub(crate) behind: AtomicBool,
    /// The reserve was found or made in this session.
    pub(crate) reserved: AtomicBool,
    pub(crate) opened_at: Timestamp,
    /// Last, so that it is freed when all else is closed.
    pub(crate) _lock: Lock,
}

/// Locks a mutex whose data stay whole when a holder panics (an open commit is dropped and wiped).
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Vault {
    /// Who is unlocked, as of the unlock.
    #[must_use]
    pub fn user(&self) -> &Member {
        self.sealing.ring.user()
    }

    /// The user's role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.user().role
    }

    /// The classes that the user opens.
    #[must_use]
    pub fn classes(&self) -> ClassSet {
        self.sealing.ring.classes()
    }

    /// The practice's id.
    #[must_use]
    pub fn practice_id(&self) -> PracticeId {
        self.sealing.ring.practice_id()
    }

    /// Which of a store and its signed restores this is.
    ///
    /// # Errors
    /// `Damaged` as in [`Vault::get`].
    pub(crate) fn lineage(&self) -> Result<Lineage> {
        let restored = self.watched(self.state.lineage())?;
        Ok(restored.unwrap_or_else(|| Lineage { id: hold(&self.file).lineage_id(), generation: 0 }))
    }

    /// The number of this workstation.
    #[must_use]
    pub fn workstation(&self) -> u16 {
        self.sealing.workstation
    }

    /// The unlocked user's keys, for signatures over requests.
    #[must_use]
    pub fn key_ring(&self) -> &KeyRing {
        &self.sealing.ring
    }

    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.store
    }

    /// A copy of the roster in force.
    #[must_use]
    pub fn roster(&self) -> Roster {
        hold(&self.file).roster().clone()
    }

    /// The `age1…` text of the recovery code's public half.
    #[must_use]
    pub fn age_recipient(&self) -> String {
        hold(&self.file).age_recipient()
    }

    /// The number of the last entry and the chain hash behind it.
    #[must_use]
    pub fn journal_head(&self) -> (u64, [u8; 32]) {
        let head = hold(&self.writer).head();
        (head.sequence, head.hash)
    }

    /// A record as it lies in the store: a point read of sealed cells.
    ///
    /// # Errors
    /// `Damaged` where the state cannot be read; it is then rebuilt when the store is next opened.
    pub fn get(&self, collection: u8, record: u64) -> Result<Option<Record>> {
        let value = self.watched(self.state.get(Tree::Collection(collection), &record.to_be_bytes()))?;
        value.map(|value| self.record(collection, record, &value)).transpose()
    }

    fn record(&self, collection: u8, id: u64, value: &[u8]) -> Result<Record> {
        let record = Record { collection, id, value: value.to_vec() };
        if record.is_whole() {
            return Ok(record);
        }
        let what = format!("record {id} of collection {collection} cannot be taken apart");
        self.watched(Err(Fault::Damaged(what)))
    }

    /// The records of a collection, ascending by id from behind `after`, read a page at a time.
    pub fn scan(&self, collection: u8, after: Option<u64>) -> impl Iterator<Item = Result<Record>> + '_ {
        let mut after = after.map(u64::to_be_bytes);
        let mut page: VecDeque<Result<Record>> = VecDeque::new();
        let mut done = false;
        std::iter::from_fn(move || {
            if page.is_empty() && !done {
                match self.page(collection, &mut after) {
                    Ok(records) => page.extend(records.into_iter().map(Ok)),
                    Err(error) => page.push_back(Err(error)),
                }
                done = !page.back().is_some_and(Result::is_ok);
            }
            page.pop_front()
        })
    }

    fn page(&self, collection: u8, after: &mut Option<[u8; 8]>) -> Result<Vec<Record>> {
        const PAGE: usize = 256;
        let pairs = self.state.page(Tree::Collection(collection), after.as_ref().map(<[u8; 8]>::as_slice), PAGE);
        let mut records = Vec::new();
        for (key, value) in self.watched(pairs)? {
            let Some(id) = key.first_chunk::<8>().filter(|_| key.len() == 8) else {
                return self.watched(Err(Fault::Damaged(format!("collection {collection} holds a key that is none"))));
            };
            records.push(self.record(collection, u64::from_be_bytes(*id), &value)?);
            *after = Some(*id);
        }
        Ok(records)
    }

    /// Opens the record's cell of exactly these classes.
    #[must_use]
    pub fn open(&self, record: &Record, classes: ClassSet) -> Cell {
        let Some(sealed) = record.cell(classes) else { return Cell::Absent };
        match self.sealing.ring.open_cell(record.collection, record.id, sealed) {
            CellOutcome::Open(bytes) => {
                let schema = cell_header(sealed).map_or(0, |header| header.schema);
                Cell::Open { schema, bytes }
            }
            CellOutcome::Sealed(classes) => Cell::Sealed(classes),
            CellOutcome::Damaged => {
                let _ = state::mark_damaged(&self.store);
                Cell::Damaged
            }
        }
    }

    /// The records that a reference names, in the order in which they were referred.
    ///
    /// # Errors
    /// `NotPermitted` without the class; `Damaged` as in [`Vault::get`].
    pub fn lookup(&self, index: u8, class: Class, key: &[u8]) -> Result<Vec<u64>> {
        let hash = self.sealing.reference(index, class, key)?;
        let ids = self.watched(self.state.get(Tree::References, &hash))?.unwrap_or_default();
        Ok(ids.chunks_exact(8).filter_map(|id| id.first_chunk::<8>()).map(|id| u64::from_be_bytes(*id)).collect())
    }

    /// The next id of a collection, ascending from 1. It is used up for good by the commit that writes a record under
    /// it; an id that no commit used may be given again after the store was locked.
    pub fn allocate(&self, collection: u8) -> u64 {
        let mut next = hold(&self.next);
        let id = next.entry(collection).or_insert(1);
        let given = *id;
        *id = id.saturating_add(1);
        given
    }

    /// The rows of a run from `from` on, ascending by key and record, until the visitor breaks. The visitor may read
    /// the store, not commit.
    ///
    /// # Errors
    /// `NotPermitted` without the run's class; `NotFound` for a run that was not named at unlock; `Damaged`.
    pub fn run_find(&self, run: u8, from: &[u8], visit: &mut dyn FnMut(&[u8], u64) -> ControlFlow<()>) -> Result<()> {
        self.watched(self.runs.find(&self.state, (run, from), visit))
    }

    /// Turns a fault into the error for the caller; damage is noted, so that the next open rebuilds.
    pub(crate) fn watched<T>(&self, answer: std::result::Result<T, Fault>) -> Result<T> {
        answer.map_err(|fault| {
            if matches!(fault, Fault::Damaged(_)) {
                self.behind.store(true, Ordering::Release);
                let _ = state::mark_damaged(&self.store);
            }
            VaultError::from(fault)
        })
    }

    /// All members in the order of their enrolment.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        hold(&self.file).roster().members().cloned().collect()
    }
}
