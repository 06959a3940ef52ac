//! The state's folder: opened, set aside when damaged, settled on the disk when new.

use super::{Fault, State, guarded};
use crate::{
    error::{Result, VaultError},
    files,
};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// sled's page cache (store.md, using sled 10).
const CACHE_BYTES: u64 = 64 << 20;
/// How often sled's own flusher runs.
const FLUSH_MS: u64 = 500;

/// How long the state's own lock is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A state with how it was found.
pub(crate) struct Opened {
    pub(crate) state: State,
    /// Nothing was there.
    pub(crate) is_new: bool,
}

fn folder(store: &Path) -> PathBuf {
    store.join("state")
}

/// Beside the state: set aside at the next open.
fn marker(store: &Path) -> PathBuf {
    store.join("state.suspect")
}

/// Opens the state, taking away what an earlier use marked as damaged.
///
/// # Errors
/// `Fault::Damaged` for the caller to [`take_away`]; I/O by kind.
pub(crate) fn open(store: &Path) -> std::result::Result<Opened, Fault> {
    if marker(store).exists() {
        take_away(store)?;
    }
    let path = folder(store);
    let is_new = !path.exists();
    files::make_dir(&path)?;
    remove_half_snapshots(&path)?;
    let config = sled::Config::new().path(&path).cache_capacity(CACHE_BYTES).flush_every_ms(Some(FLUSH_MS));
    let db = patiently(&config)?;
    Ok(Opened { state: State::new(db), is_new })
}

/// sled's threads may hold the file for a moment after it was closed. LOCK is ours, so nobody else can be meant.
fn patiently(config: &sled::Config) -> std::result::Result<sled::Db, Fault> {
    let end = Instant::now() + PATIENCE;
    loop {
        let mut busy = false;
        let opened = guarded(|| {
            config.open().inspect_err(|error| {
                busy = matches!(error, sled::Error::Io(error) if error.to_string().contains("acquire lock"));
            })
        });
        if !busy {
            return opened;
        }
        if Instant::now() >= end {
            return Err(Fault::Refused(VaultError::InUse));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A snapshot that was being written when the process died makes sled refuse to open; without it all records are right.
fn remove_half_snapshots(path: &Path) -> Result<()> {
    let entries = std::fs::read_dir(path).map_err(|e| VaultError::at("reading", path, e))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().ends_with(".generating") {
            files::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Sets the state aside: it is kept as `state.damaged`, in the place of the one before.
pub(crate) fn take_away(store: &Path) -> Result<()> {
    let damaged = store.join("state.damaged");
    let path = folder(store);
    if path.exists() {
        files::remove(&damaged)?;
        files::rename_synced(&path, &damaged)?;
    }
    files::remove(&marker(store))
}

/// Notes that the state is not to be trusted: the next open sets it aside.
pub(crate) fn mark_damaged(store: &Path) -> Result<()> {
    files::write_synced(&marker(store), b"")?;
    files::sync_dir(store)
}

/// After a state was made or rebuilt: closed and opened once more, so that sled writes a snapshot, then all its files
/// and its folder synced.
pub(crate) fn settle(store: &Path, state: State) -> std::result::Result<State, Fault> {
    guarded(|| state.db.flush())?;
    drop(state);
    let reopened = open(store)?.state;
    files::sync_tree(&folder(store))?;
    Ok(reopened)
}
