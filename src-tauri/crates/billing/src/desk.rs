//! The desk: an unlocked store, the person at it, and the day. Every action is a function that takes one.

use crate::error::{BillingError, Result};
use codes::CodeBook;
use privacy::{Action, decide};
use records::{FileKind, FileRecord, Index, PracticeRecord, RecordId, Unit, practice_key};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicBool, Ordering};
use values::{Class, Date, FileId, Role, Timestamp};
use vault::Vault;

/// How far a long action has come: done of total, in units of the action (claims, rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: u64,
    /// Of so many; 0 when it is not known yet.
    pub total: u64,
}

/// Someone who watches a long action and may stop it.
pub trait Watch: Sync {
    /// Is told how far the action has come.
    fn progress(&self, step: &str, progress: Progress);
    /// Whether the action shall stop at the next safe place.
    fn is_cancelled(&self) -> bool;
}

/// Nobody watches; nothing stops the action.
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _: &str, _: Progress) {}
    fn is_cancelled(&self) -> bool {
        false
    }
}

impl Watch for AtomicBool {
    fn progress(&self, _: &str, _: Progress) {}
    fn is_cancelled(&self) -> bool {
        self.load(Ordering::Relaxed)
    }
}

/// An unlocked store with the person at it.
pub struct Desk<'v> {
    vault: &'v Vault,
    codes: &'v CodeBook,
    watch: &'v dyn Watch,
    now: Timestamp,
    today: Date,
    practice: PracticeRecord,
}

impl<'v> Desk<'v> {
    /// Sits down at an unlocked store. `now` decides "today" by the practice's time zone.
    ///
    /// # Errors
    /// What the store refuses; a store without its practice record is damaged.
    pub fn open(vault: &'v Vault, codes: &'v CodeBook, now: Timestamp) -> Result<Desk<'v>> {
        let practice: PracticeRecord = Unit::new(vault).need(practice_key())?;
        let today = now.date_in(&practice.time_zone);
        Ok(Desk { vault, codes, watch: &Unwatched, now, today, practice })
    }

    /// The same desk with someone who watches long actions.
    #[must_use]
    pub fn watched_by(mut self, watch: &'v dyn Watch) -> Desk<'v> {
        self.watch = watch;
        self
    }

    /// The vault.
    #[must_use]
    pub fn vault(&self) -> &'v Vault {
        self.vault
    }

    /// The code sets.
    #[must_use]
    pub fn codes(&self) -> &'v CodeBook {
        self.codes
    }

    /// The instant of the action.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The practice's day.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// An instant on the practice's clock: `2026-07-27T16:10`.
    #[must_use]
    pub fn local_time(&self, at: Timestamp) -> String {
        let zone = &self.practice.time_zone;
        let hhmm = at.hhmm_in(zone);
        let (hour, minute) = hhmm.split_at_checked(2).unwrap_or((&hhmm, ""));
        format!("{}T{hour}:{minute}", at.date_in(zone))
    }

    /// The practice's settings when the desk was opened.
    #[must_use]
    pub fn practice(&self) -> &PracticeRecord {
        &self.practice
    }

    /// The person's name.
    #[must_use]
    pub fn user_name(&self) -> String {
        self.vault.user().name.clone()
    }

    /// The person's role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.vault.role()
    }

    /// Whether the person holds a class.
    #[must_use]
    pub fn holds(&self, class: Class) -> bool {
        self.vault.classes().has(class)
    }

    /// Refuses what the role may not do.
    ///
    /// # Errors
    /// `not_permitted`, naming whom to ask.
    pub fn may(&self, action: Action) -> Result<()> {
        decide(self.role(), action).map_err(BillingError::from)
    }

    /// A new unit of work.
    #[must_use]
    pub fn unit(&self) -> Unit<'v> {
        Unit::new(self.vault)
    }

    /// Makes a unit durable under an action code.
    ///
    /// # Errors
    /// What the store refuses; then nothing was stored.
    pub fn commit(&self, unit: Unit<'_>, action: &str) -> Result<()> {
        unit.commit(self.now, action, "").map_err(BillingError::from).map(drop)
    }

    /// Journals a listing or report before its rows are shown: what kind, how many, and a digest of which.
    ///
    /// # Errors
    /// What the store refuses; then nothing may be shown.
    pub fn journal_listing(&self, action: &str, ids: impl IntoIterator<Item = u64>) -> Result<()> {
        let mut digest = Sha256::new();
        let mut count = 0_u64;
        for id in ids {
            digest.update(id.to_be_bytes());
            count += 1;
        }
        let purpose = format!("{count} rows {}", hex(&digest.finalize()).get(..16).unwrap_or_default());
        self.unit().commit(self.now, action, &purpose).map_err(BillingError::from).map(drop)
    }

    /// Who watches long actions.
    pub(crate) fn watch(&self) -> &'v dyn Watch {
        self.watch
    }

    /// Tells whoever watches, and stops where he asked for it.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn step(&self, step: &str, done: usize, total: usize) -> Result<()> {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        self.watch.progress(step, Progress { done: number(done), total: number(total) });
        if self.watch.is_cancelled() {
            return Err(vault::VaultError::Cancelled.into());
        }
        Ok(())
    }
}

/// Whether a file was taken before as what it is now given for: an acknowledgment given as history was not.
///
/// # Errors
/// What the store refuses.
pub(crate) fn was_taken(unit: &Unit<'_>, sha256: &str, kind: FileKind) -> Result<bool> {
    for number in unit.lookup(Index::FileHash, sha256.as_bytes())? {
        if unit.need::<FileRecord>(FileId::from_number(number))?.kind == kind {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Bytes as lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0'));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// SHA-256 of bytes as hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
