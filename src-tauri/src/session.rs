//! What the window holds while it runs: the open desk, the idle clock, the misses at the gate.

use crate::arguments::Arguments;
use crate::files::Files;
use crate::idle::IdleClock;
use crate::jobs::Jobs;
use crate::papers::Papers;
use crate::secrets::Secrets;
use crate::store::{self, Opened};
use crate::throttle::Throttle;
use crate::turn::Turn;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};
use wire::{ErrorCode, UnlockAnswer, WireError};

/// More files opened within a minute than this: lock (security.md 12).
const FILES_A_MINUTE: usize = 60;

/// Idle time until the desk locks, for whoever has not set another one (ux.md 2: 5 minutes, 1 to 15).
const IDLE_DEFAULT: Duration = Duration::from_secs(5 * 60);

/// How long a command waits for its turn before it answers that the desk is busy.
const TURN_WAIT: Duration = Duration::from_secs(3);

/// What the gate may still say after a lock: nothing about a patient.
#[derive(Debug, Clone)]
pub struct LastUnlock {
    /// Who.
    pub user_name: String,
    /// Name of the practice.
    pub practice_name: String,
}

/// The state behind both pages.
pub struct Session {
    idle_lock: Option<Duration>,
    store: Mutex<PathBuf>,
    desk: RwLock<Option<Opened>>,
    clock: Mutex<IdleClock>,
    throttle: Mutex<Throttle>,
    last: Mutex<Option<LastUnlock>>,
    opened: Mutex<VecDeque<Instant>>,
    turn: Turn,
    files: Files,
    jobs: Jobs,
    secrets: Secrets,
    papers: Papers,
    undo: Mutex<Option<billing::Undo>>,
}

impl Session {
    /// A locked session over a store folder.
    pub fn new(arguments: Arguments) -> Self {
        Session {
            idle_lock: arguments.idle_lock,
            store: Mutex::new(arguments.store),
            desk: RwLock::new(None),
            clock: Mutex::new(IdleClock::new(arguments.idle_lock.unwrap_or(IDLE_DEFAULT), Instant::now())),
            throttle: Mutex::default(),
            last: Mutex::default(),
            opened: Mutex::default(),
            turn: Turn::default(),
            files: Files::default(),
            jobs: Jobs::default(),
            secrets: Secrets::default(),
            papers: Papers::default(),
            undo: Mutex::default(),
        }
    }

    /// The folder of the store.
    pub fn store(&self) -> PathBuf {
        held(&self.store).clone()
    }

    /// Goes to another folder. For when nothing is open: before the gate.
    pub fn go_to(&self, folder: PathBuf) {
        self.close();
        *held(&self.store) = folder;
        *held(&self.last) = None;
    }

    /// Who unlocked last in this run.
    pub fn last(&self) -> Option<LastUnlock> {
        held(&self.last).clone()
    }

    /// How long the next try must wait.
    pub fn wait(&self) -> Duration {
        held(&self.throttle).wait(Instant::now())
    }

    /// One try at the gate. Derives a key: slow on purpose, never on the window's thread.
    ///
    /// # Errors
    /// Why it stayed shut, and how long to wait.
    pub fn unlock(&self, user: &str, passphrase: &[u8]) -> Result<(), UnlockAnswer> {
        let mut desk = self.desk.write().unwrap_or_else(PoisonError::into_inner);
        if !self.wait().is_zero() {
            return Err(self.refusal(ErrorCode::TooSoon));
        }
        let opened = store::unlock(&self.store(), user, passphrase).map_err(|code| self.count_miss(code))?;
        let practice_name = opened.desk().map_err(|error| self.refusal(error.code.into()))?.practice().name.clone();
        *held(&self.last) = Some(LastUnlock { user_name: user.to_owned(), practice_name });
        *held(&self.throttle) = Throttle::default();
        let minutes =
            opened.desk().ok().and_then(|desk| billing::read_preferences(&desk).ok()).map(|own| own.idle_minutes);
        self.set_idle_minutes(minutes);
        held(&self.clock).touch(Instant::now());
        *desk = Some(opened);
        Ok(())
    }

    /// The files that the person chose.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Images that were opened and not yet seen.
    pub fn papers(&self) -> &Papers {
        &self.papers
    }

    /// Remembers how the last change of a patient can be taken back; what was remembered before is forgotten.
    pub fn remember(&self, undo: Option<billing::Undo>) {
        *held(&self.undo) = undo;
    }

    /// What takes the last change of a patient back, once.
    pub fn take_undo(&self) -> Option<billing::Undo> {
        held(&self.undo).take()
    }

    /// Long work.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Does something on the open desk that may read, decide and write: nothing else of the kind runs beside it. Blocks while
    /// it runs.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`], [`ErrorCode::Busy`], or what the act says.
    pub fn in_turn<T>(&self, act: impl FnOnce(&Opened) -> Result<T, WireError>) -> Result<T, WireError> {
        self.with_desk(|desk| {
            let _turn = self.turn.take(TURN_WAIT).ok_or(ErrorCode::Busy)?;
            act(desk)
        })
    }

    /// As [`Session::in_turn`], but waits until `is_cancelled` says otherwise. For long work.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`], [`ErrorCode::Busy`] where it was cancelled while it waited, or what the act says.
    pub fn in_long_turn<T>(
        &self,
        is_cancelled: impl Fn() -> bool,
        act: impl FnOnce(&Opened) -> Result<T, WireError>,
    ) -> Result<T, WireError> {
        self.with_desk(|desk| {
            let _turn = loop {
                if let Some(turn) = self.turn.take(Duration::from_millis(100)) {
                    break turn;
                }
                if is_cancelled() {
                    return Err(ErrorCode::Busy.into());
                }
            };
            act(desk)
        })
    }

    /// Passphrases on their way.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Does something on the open desk. Blocks while it runs.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`], or what the act says.
    pub fn with_desk<T>(&self, act: impl FnOnce(&Opened) -> Result<T, WireError>) -> Result<T, WireError> {
        let desk = self.desk.read().unwrap_or_else(PoisonError::into_inner);
        act(desk.as_ref().ok_or(ErrorCode::Locked)?)
    }

    /// Closes the store: its keys are zeroed, its lock is free. Stops long work at its next safe place, and waits for the act
    /// that is running in it.
    pub fn close(&self) {
        self.jobs.cancel_all();
        self.files.forget_all();
        self.papers.forget_all();
        self.remember(None);
        drop(self.desk.write().unwrap_or_else(PoisonError::into_inner).take());
        self.jobs.forget_all();
        held(&self.opened).clear();
        self.secrets.forget();
    }

    /// Restarts the idle clock where the person was active, and reads it.
    pub fn keep_awake(&self, is_active: bool) -> wire::LockClock {
        let (mut clock, now) = (held(&self.clock), Instant::now());
        if is_active {
            clock.touch(now);
        }
        clock.view(now)
    }

    /// The person's own idle time; the one that the program was started with stands above it.
    pub fn set_idle_minutes(&self, minutes: Option<u8>) {
        let own = minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
        held(&self.clock).set_idle_lock(self.idle_lock.or(own).unwrap_or(IDLE_DEFAULT));
    }

    /// Idle minutes until the lock, rounded up.
    pub fn idle_lock_minutes(&self) -> u32 {
        u32::try_from(held(&self.clock).idle_lock().as_secs().div_ceil(60)).unwrap_or(u32::MAX)
    }

    /// Whether the desk is open and must lock now: idle for too long, or the machine slept.
    pub fn is_lock_due(&self, now: Instant, slept: bool) -> bool {
        let is_open = self.desk.try_read().map_or(true, |desk| desk.is_some());
        is_open && (slept || held(&self.clock).left(now).is_zero())
    }

    /// Notes that a patient's file is being opened; whether that was one too many within a minute.
    pub fn is_opening_too_fast(&self, now: Instant) -> bool {
        let mut opened = held(&self.opened);
        opened.retain(|at| now.saturating_duration_since(*at) < Duration::from_secs(60));
        opened.push_back(now);
        opened.len() > FILES_A_MINUTE
    }

    fn count_miss(&self, code: ErrorCode) -> UnlockAnswer {
        if code == ErrorCode::WrongPassphrase {
            held(&self.throttle).miss(Instant::now());
        }
        self.refusal(code)
    }

    fn refusal(&self, code: ErrorCode) -> UnlockAnswer {
        let next = held(&self.throttle).next_delay();
        UnlockAnswer { code, wait_seconds: whole_seconds(self.wait()), next_wait_seconds: whole_seconds(next) }
    }
}

/// Seconds, rounded up.
pub fn whole_seconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// A lock's value, also when a thread panicked while it held it: every value here is whole at any moment.
pub fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::new(Arguments { store: "/nowhere".into(), idle_lock: Some(Duration::from_secs(300)) })
    }

    #[test]
    fn a_locked_session_answers_locked_and_is_never_due() {
        let session = session();
        assert_eq!(session.with_desk(|_| Ok(())), Err(ErrorCode::Locked.into()));
        assert!(!session.is_lock_due(Instant::now() + Duration::from_secs(999), true));
    }

    #[test]
    fn the_sixty_first_file_within_a_minute_is_too_fast() {
        let (session, start) = (session(), Instant::now());
        let opened: Vec<bool> =
            (0..61).map(|second| session.is_opening_too_fast(start + Duration::from_millis(second * 900))).collect();
        assert_eq!(opened.iter().filter(|fast| **fast).count(), 1);
        assert!(!session.is_opening_too_fast(start + Duration::from_secs(200)));
    }
}
