//! From a folder to an unlocked store: lock, key file, keys, journal, state (store.md, using sled 4).

use crate::{
    commit::CommitHeader,
    entry,
    error::{Place as Where, Result, VaultError},
    files,
    journal::{self, Closed, Head, Stop, Tail, Writer},
    keys::{self, KeyRing, NewVault, Throttle, VaultFile},
    lock::Lock,
    op::{self, Op},
    runs::Runs,
    sealing::Sealing,
    state::{self, Applier, Checkpoint, Fault, State},
    vault::{Progress, UnlockOptions, Vault, hold},
};
use crypto::{Passphrase, RecoveryCode};
use std::{
    collections::HashMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Duration,
};

/// Bytes kept back for the day when the disk is full.
pub(crate) const RESERVE_BYTES: u64 = 64 << 20;
const KEY_FILE_MAX: u64 = 65 << 20;
/// Commits applied between two checkpoints while the state follows the journal.
const REPLAYED: u64 = 256;

pub(crate) fn reserve(store: &Path) -> PathBuf {
    store.join("reserve")
}

pub(crate) fn journal_dir(store: &Path) -> PathBuf {
    store.join("journal")
}

/// A new practice: its first administrator and supervisor, and how passphrases are stretched.
pub type NewPractice<'a> = NewVault<'a>;

/// A store that was just made.
pub struct Created {
    /// Unlocked as the supervisor.
    pub vault: Vault,
    /// The recovery code, to be shown once.
    pub recovery: RecoveryCode,
    /// The practice's id.
    pub practice_id: [u8; 16],
}

impl Vault {
    /// Makes a store in a folder that is absent or empty (or holds what is left of an earlier, unfinished `create`).
    ///
    /// # Errors
    /// `AlreadyThere`, `InUse`, `WeakPassphrase`, `DiskFull`, `Io`.
    pub fn create(dir: &Path, new: NewPractice<'_>, options: &UnlockOptions<'_>) -> Result<Created> {
        files::make_dir(dir)?;
        clear_unfinished(dir)?;
        let made = keys::create(&new)?;
        let lock = Lock::take(dir, options.wait)?;
        let journal = journal_dir(dir);
        for folder in [journal.clone(), dir.join("documents")] {
            files::make_dir(&folder)?;
        }
        files::sync_dir(dir)?;
        let fresh = dir.join("vault.ck.new");
        files::write_synced(&fresh, made.file.bytes())?;
        let (practice_id, digest) = (made.file.practice_id(), made.file.digest());
        let sealing = Arc::new(Sealing { ring: made.supervisor, workstation: options.workstation });
        let vault = Opening { store: dir, file: made.file, sealing, options, is_new: true }.open(lock)?;
        let header = CommitHeader { at: options.now, action: "practice.create".to_owned(), ..CommitHeader::default() };
        let mut group = vault.begin(header)?;
        group.replace_key_file(digest);
        group.commit()?;
        files::rename_synced(&fresh, &dir.join("vault.ck"))?;
        Ok(Created { vault, recovery: made.recovery, practice_id })
    }

    /// Unlocks a store. After failed attempts it first waits as long as security.md 10 asks.
    ///
    /// # Errors
    /// `NoStore`, `InUse`, `WrongPassphrase`, `NotApproved`, `Disabled`, `Damaged` (journal, vault.ck; never the state,
    /// which is rebuilt), `NewerStore`, `ReadOnly`, `Io`.
    pub fn unlock(dir: &Path, user: &str, passphrase: &Passphrase, options: &UnlockOptions<'_>) -> Result<Vault> {
        Vault::unlock_by(dir, options, &|file| keys::unlock(file, user, passphrase))
    }

    /// Unlocks a store with the recovery code: member 0, who holds every class.
    ///
    /// # Errors
    /// As [`Vault::unlock`].
    pub fn unlock_recovery(dir: &Path, code: &RecoveryCode, options: &UnlockOptions<'_>) -> Result<Vault> {
        Vault::unlock_by(dir, options, &|file| keys::unlock_recovery(file, code))
    }

    fn unlock_by(dir: &Path, options: &UnlockOptions<'_>, open: &Opener<'_>) -> Result<Vault> {
        check_there(dir)?;
        let lock = Lock::take(dir, options.wait)?;
        put_key_file_in_place(dir)?;
        let file = read_key_file(dir)?;
        let (ring, failures) = throttled(dir, options, &|| open(&file))?;
        let sealing = Arc::new(Sealing { ring, workstation: options.workstation });
        let vault = Opening { store: dir, file, sealing, options, is_new: false }.open(lock)?;
        if failures > 0 {
            vault.note_failures(failures, options)?;
        }
        Ok(vault)
    }

    fn note_failures(&self, failures: u32, options: &UnlockOptions<'_>) -> Result<()> {
        let header = CommitHeader {
            at: options.now,
            action: "unlock.failed".to_owned(),
            purpose: failures.to_string(),
            ..CommitHeader::default()
        };
        match self.begin(header).and_then(crate::Group::commit) {
            // a full disk keeps nobody from reading
            Ok(_) | Err(VaultError::DiskFull) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The keys of a second person, who signs where two must agree.
    ///
    /// # Errors
    /// `WrongPassphrase`, `NotApproved`, `Disabled`; `SecondPersonNeeded` where it is the unlocked user himself.
    pub fn second(&self, user: &str, passphrase: &Passphrase) -> Result<KeyRing> {
        let file = hold(&self.file);
        let options = UnlockOptions::new(self.opened_at);
        let (ring, _) = throttled(&self.store, &options, &|| keys::unlock(&file, user, passphrase))?;
        if ring.user().id == self.user().id { Err(VaultError::SecondPersonNeeded) } else { Ok(ring) }
    }

    /// The recovery code as the second signature, where security.md 2 lets it stand for one.
    ///
    /// # Errors
    /// `WrongPassphrase` for another store's code.
    pub fn second_recovery(&self, code: &RecoveryCode) -> Result<KeyRing> {
        Ok(keys::unlock_recovery(&hold(&self.file), code)?)
    }
}

type Opener<'a> = dyn Fn(&VaultFile) -> std::result::Result<KeyRing, keys::KeyError> + 'a;

/// Tells "no store" from "damaged", without touching anything.
fn check_there(dir: &Path) -> Result<()> {
    if dir.join("vault.ck").is_file() || dir.join("vault.ck.new").is_file() {
        return Ok(());
    }
    if journal_dir(dir).exists() || dir.join("state").exists() {
        return Err(VaultError::damaged("vault.ck is missing", Where::file("vault.ck")));
    }
    Err(VaultError::NoStore)
}

/// An earlier `create` that died before its first commit left nothing that anybody was told of.
fn clear_unfinished(dir: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| VaultError::at("reading", dir, e))? {
        names.push(entry.map_err(|e| VaultError::at("reading", dir, e))?.file_name().to_string_lossy().into_owned());
    }
    if names.is_empty() {
        return Ok(());
    }
    const OWN: [&str; 7] = ["LOCK", "journal", "documents", "state", "reserve", "vault.ck.new", "throttle"];
    let unfinished = names.iter().all(|name| OWN.contains(&name.as_str()))
        && names.iter().any(|name| name == "LOCK")
        && !journal::begun(&journal_dir(dir))?;
    if !unfinished {
        return Err(VaultError::AlreadyThere);
    }
    let _lock = Lock::take(dir, Duration::ZERO)?;
    for name in OWN.iter().filter(|name| **name != "LOCK") {
        files::remove(&dir.join(name))?;
    }
    Ok(())
}

fn read_key_file(dir: &Path) -> Result<VaultFile> {
    let bytes = files::read_limited(&dir.join("vault.ck"), KEY_FILE_MAX)?
        .ok_or_else(|| VaultError::damaged("vault.ck is missing", Where::file("vault.ck")))?;
    Ok(VaultFile::parse(&bytes)?)
}

/// A `vault.ck.new` that the journal names is put in place, any other is removed: it was never in force.
fn put_key_file_in_place(dir: &Path) -> Result<()> {
    let fresh = dir.join("vault.ck.new");
    let Some(bytes) = files::read_limited(&fresh, KEY_FILE_MAX)? else { return Ok(()) };
    let mut named = None;
    if let Ok(file) = VaultFile::parse(&bytes) {
        let journal = journal_dir(dir);
        let mut take = |body: &[u8]| {
            op::each(body, journal::Position::START, &mut |op| {
                if let Op::KeyFile { digest } = op {
                    named = Some(digest == file.digest());
                }
                Ok(())
            })
        };
        journal::scan(&journal, Head::start(&file.practice_id()), &mut |closed| {
            match &closed.parts {
                Some(parts) => take(parts)?,
                None => journal::bodies(&journal, closed.start, closed.head.at, &mut take)?,
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    if named == Some(true) {
        return files::rename_synced(&fresh, &dir.join("vault.ck"));
    }
    if !dir.join("vault.ck").is_file() {
        return Err(VaultError::Damaged {
            what: "the store was never finished".to_owned(),
            place: Where::file("vault.ck.new"),
            remedy: "make it again with init".to_owned(),
        });
    }
    files::remove(&fresh)
}

/// Waits as earlier failures ask, tries, and counts. Returns the keys and how often it had failed before.
fn throttled(
    dir: &Path,
    options: &UnlockOptions<'_>,
    open: &dyn Fn() -> std::result::Result<KeyRing, keys::KeyError>,
) -> Result<(KeyRing, u32)> {
    let path = dir.join("throttle");
    let mut throttle = Throttle::parse(&files::read_limited(&path, 256)?.unwrap_or_default());
    let wait_ms = throttle.wait_ms(options.now.0);
    if wait_ms > 0 {
        if let Some(progress) = options.progress {
            progress(Progress::Waiting { wait_ms });
        }
        std::thread::sleep(Duration::from_millis(wait_ms));
    }
    match open() {
        Ok(ring) => {
            let failures = throttle.succeeded();
            files::remove(&path)?;
            Ok((ring, failures))
        }
        Err(error) => {
            if matches!(error, keys::KeyError::WrongPassphrase) {
                throttle.failed(options.now.0.saturating_add(wait_ms));
                files::write_synced(&path, throttle.format().as_bytes())?;
            }
            Err(error.into())
        }
    }
}

/// All that is needed to open journal and state.
struct Opening<'a> {
    store: &'a Path,
    file: VaultFile,
    sealing: Arc<Sealing>,
    options: &'a UnlockOptions<'a>,
    /// The store is being made: its journal is still empty.
    is_new: bool,
}

/// A state that follows the journal to its end.
struct Followed {
    state: State,
    runs: Runs,
    tail: Tail,
}

impl Opening<'_> {
    fn open(self, lock: Lock) -> Result<Vault> {
        let journal = journal_dir(self.store);
        if !journal.is_dir() {
            return Err(VaultError::damaged("the journal is missing", Where::file("journal")));
        }
        let reserved = match files::allocate(&reserve(self.store), RESERVE_BYTES) {
            Ok(()) => true,
            // reading goes on without it; commits ask for it again
            Err(VaultError::DiskFull) => false,
            Err(error) => return Err(error),
        };
        if self.is_new {
            Writer::open(&journal, Head::start(&self.file.practice_id()))?.ensure_room()?;
        }
        let followed = match self.follow() {
            Err(Fault::Damaged(_)) => {
                state::take_away(self.store)?;
                self.follow()?
            }
            other => other?,
        };
        let mut writer = Writer::open(&journal, followed.tail.head)?;
        match writer.ensure_room() {
            Ok(()) | Err(VaultError::DiskFull) => {}
            Err(error) => return Err(error),
        }
        let mut next = HashMap::new();
        for collection in followed.state.collections() {
            next.insert(collection, followed.state.next_id(collection)?);
        }
        Ok(Vault {
            store: self.store.to_owned(),
            sealing: self.sealing,
            file: Mutex::new(self.file),
            runs: followed.runs,
            state: followed.state,
            writer: Mutex::new(writer),
            next: Mutex::new(next),
            documents: Mutex::new(Vec::new()),
            behind: AtomicBool::new(false),
            reserved: AtomicBool::new(reserved),
            opened_at: self.options.now,
            _lock: lock,
        })
    }

    fn progress(&self, progress: Progress) {
        if let Some(tell) = self.options.progress {
            tell(progress);
        }
    }

    fn check_key_file(&self, state: &State) -> Result<()> {
        match state.key_file()? {
            Some(named) if named == self.file.digest() => Ok(()),
            None if self.is_new => Ok(()),
            None => Err(VaultError::damaged("the journal does not begin as it must", Where::file("journal"))),
            Some(_) => {
                Err(VaultError::damaged("vault.ck is not the one that the journal names", Where::file("vault.ck")))
            }
        }
    }

    /// Opens the state and brings it to the journal's end.
    fn follow(&self) -> std::result::Result<Followed, Fault> {
        let opened = state::open(self.store)?;
        let journal = journal_dir(self.store);
        let practice = self.file.practice_id();
        let checkpoint = opened.state.checkpoint(practice)?;
        let from = match &checkpoint {
            Some(checkpoint) => self.trusted(checkpoint)?,
            None => Head::start(&practice),
        };
        if checkpoint.is_none() && !self.is_new {
            self.progress(Progress::Rebuilding);
        }
        let mut runs = Runs::new(self.options.runs, self.sealing.clone());
        runs.forget_unkept(&opened.state)?;
        let tail = self.replay(&opened.state, &runs, from)?;
        // before anything is wiped: what looks like a torn tail may be somebody else's file
        self.check_key_file(&opened.state)?;
        if tail.stop != Stop::Blank {
            journal::wipe(&journal, &tail)?;
        }
        let mut state = opened.state;
        if opened.is_new || checkpoint.is_none() {
            // what was loaded of the runs belongs to the state that is closed now
            drop(runs);
            state = state::settle(self.store, state)?;
            runs = Runs::new(self.options.runs, self.sealing.clone());
        }
        self.progress(Progress::Indexing);
        runs.catch_up(&state, tail.head.sequence)?;
        Ok(Followed { state, runs, tail })
    }

    /// The checkpoint's head, if the journal has it. A state of another history is damaged; a journal that ends before
    /// the state is.
    fn trusted(&self, checkpoint: &Checkpoint) -> std::result::Result<Head, Fault> {
        let journal = journal_dir(self.store);
        if journal::proves(&journal, (checkpoint.commit, checkpoint.before), &checkpoint.head)? {
            return Ok(checkpoint.head);
        }
        let start = Head::start(&self.file.practice_id());
        let tail = journal::scan(&journal, start, &mut |_| Ok(ControlFlow::Continue(())))?;
        if tail.head.sequence < checkpoint.head.sequence {
            let place = journal::place(tail.head.at);
            return Err(VaultError::damaged("the journal ends before what the state has seen", place).into());
        }
        Err(Fault::Damaged("the state does not belong to this journal".to_owned()))
    }

    /// Applies the commits behind `from`.
    fn replay(&self, state: &State, runs: &Runs, from: Head) -> std::result::Result<Tail, Fault> {
        let journal = journal_dir(self.store);
        let mut follower =
            Follower { opening: self, state, runs, applier: Some(Applier::new(state, runs)), last: None };
        let mut fault = None;
        let scanned = journal::scan(&journal, from, &mut |closed| match follower.take(closed) {
            Ok(()) => Ok(ControlFlow::Continue(())),
            Err(error) => {
                fault = Some(error);
                Ok(ControlFlow::Break(()))
            }
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        let tail = scanned?;
        follower.finish()?;
        Ok(tail)
    }
}

/// Applies commits as they are read, with a checkpoint now and then.
struct Follower<'a> {
    opening: &'a Opening<'a>,
    state: &'a State,
    runs: &'a Runs,
    applier: Option<Applier<'a>>,
    last: Option<Closed>,
}

impl Follower<'_> {
    fn take(&mut self, closed: Closed) -> std::result::Result<(), Fault> {
        let journal = journal_dir(self.opening.store);
        let Some(applier) = self.applier.as_mut() else { return Ok(()) };
        let mut fault = None;
        let mut take = |body: &[u8]| {
            op::each(body, closed.start, &mut |op| {
                applier.take(op).map_err(|error| {
                    fault = Some(error);
                    VaultError::Cancelled
                })
            })
        };
        let done = match &closed.parts {
            Some(parts) => take(parts),
            None => journal::bodies(&journal, closed.start, closed.head.at, &mut take),
        };
        if let Some(fault) = fault {
            return Err(fault);
        }
        done?;
        let due = closed.head.sequence.is_multiple_of(REPLAYED);
        self.opening.progress(Progress::Replaying { entries: closed.head.sequence });
        self.last = Some(Closed { parts: None, ..closed });
        if due {
            self.checkpoint()?;
            self.applier = Some(Applier::new(self.state, self.runs));
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> std::result::Result<(), Fault> {
        let (Some(applier), Some(last)) = (self.applier.take(), &self.last) else { return Ok(()) };
        let practice = self.opening.file.practice_id();
        applier.finish(&Checkpoint::new(practice, last.head, (last.commit, last.before)))
    }

    /// The last checkpoint, and a look at the last signature: it covers the whole chain behind it.
    fn finish(mut self) -> std::result::Result<(), Fault> {
        self.checkpoint()?;
        let Some(last) = &self.last else { return Ok(()) };
        let (_, holds) = entry::open(&self.opening.sealing, self.opening.file.roster(), last)?;
        if holds {
            return Ok(());
        }
        Err(VaultError::damaged("the last entry's signature does not hold", journal::place(last.commit)).into())
    }
}
