//! An unlocked store for the length of one command.

use crate::grammar::Globals;
use crate::output::Output;
use crate::progress::Watcher;
use crate::{clock, interrupt, secret};
use billing::{BillingError, Desk, ErrorCode, Result};
use codes::CodeBook;
use std::path::PathBuf;
use std::time::Duration;
use vault::{KeyRing, Timestamp, UnlockOptions, Vault};

/// What every command is given: the options of all commands, and where answers go.
pub struct Context {
    /// Options of every command.
    pub globals: Globals,
    /// Where answers go.
    pub output: Output,
}

impl Context {
    /// The store's folder: `--store`, `CLAIMKEEP_STORE`, or the platform's data folder.
    ///
    /// # Errors
    /// `bad_usage` where the machine names no data folder.
    pub fn store(&self) -> Result<PathBuf> {
        let set =
            std::env::var_os("CLAIMKEEP_STORE").map(PathBuf::from).filter(|folder| !folder.as_os_str().is_empty());
        self.globals.store.clone().or(set).or_else(default_store).ok_or_else(|| {
            BillingError::new(
                ErrorCode::BadUsage,
                "this machine names no home folder",
                "name the store with --store DIR",
            )
        })
    }

    /// The keys of the second person, or of the recovery key that stands for one; `None` where neither is named.
    ///
    /// # Errors
    /// `wrong_passphrase`, `not_permitted`, `second_person_needed` for the same person again.
    pub fn second(&self, vault: &Vault) -> Result<Option<KeyRing>> {
        let globals = &self.globals;
        if let Some(file) = &globals.recovery_file {
            return Ok(Some(vault.second_recovery(&secret::recovery(file)?)?));
        }
        let Some(name) = &globals.second_user else { return Ok(None) };
        let passphrase = secret::passphrase(globals.second_passphrase_file.as_deref(), name)?;
        Ok(Some(vault.second(name, &passphrase)?))
    }

    /// How a store is unlocked or made.
    #[must_use]
    pub fn options<'a>(&self, progress: &'a dyn Fn(vault::Progress)) -> UnlockOptions<'a> {
        UnlockOptions {
            wait: Duration::from_secs(self.globals.wait),
            runs: records::RUNS,
            progress: Some(progress),
            ..UnlockOptions::new(instant())
        }
    }
}

/// Now, as the vault takes it.
#[must_use]
pub fn instant() -> Timestamp {
    Timestamp(clock::now().millis())
}

fn default_store() -> Option<PathBuf> {
    data_folder().map(|folder| folder.join("claimkeep").join("practice"))
}

#[cfg(target_os = "macos")]
fn data_folder() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("HOME")?).join("Library").join("Application Support"))
}

#[cfg(windows)]
fn data_folder() -> Option<PathBuf> {
    std::env::var_os("LOCALAPPDATA").map(PathBuf::from)
}

#[cfg(not(any(windows, target_os = "macos")))]
fn data_folder() -> Option<PathBuf> {
    let given = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    given.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local").join("share")))
}

/// An unlocked store with the person at it.
pub struct Session {
    vault: Vault,
    codes: CodeBook,
    watcher: Watcher,
}

impl Session {
    /// Unlocks to read: Ctrl-C ends the command at once.
    ///
    /// # Errors
    /// What the vault refuses; `bad_usage` where nobody can be asked for name or passphrase.
    pub fn open(context: &Context) -> Result<Session> {
        let store = context.store()?;
        let globals = &context.globals;
        let name = globals.user.clone().map_or_else(secret::user_name, Ok)?;
        let passphrase = secret::passphrase(globals.passphrase_file.as_deref(), &name)?;
        let watcher = Watcher::new(globals.progress);
        let tell = |progress| watcher.unlocking(progress);
        let vault = Vault::unlock(&store, &name, &passphrase, &context.options(&tell))?;
        watcher.clear();
        Ok(Session { vault, codes: CodeBook::shipped(), watcher })
    }

    /// Unlocks to change something: from then on Ctrl-C stops at the next safe place.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_to_change(context: &Context) -> Result<Session> {
        let session = Session::open(context)?;
        interrupt::work_begins();
        Ok(session)
    }

    /// The desk, now.
    ///
    /// # Errors
    /// What the store refuses.
    pub fn desk(&self) -> Result<Desk<'_>> {
        Ok(Desk::open(&self.vault, &self.codes, clock::now())?.watched_by(&self.watcher))
    }

    /// The vault.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Who watches.
    #[must_use]
    pub fn watcher(&self) -> &Watcher {
        &self.watcher
    }

    /// The keys of the second person, as [`Context::second`].
    ///
    /// # Errors
    /// As there.
    pub fn second(&self, context: &Context) -> Result<Option<KeyRing>> {
        context.second(&self.vault)
    }
}
