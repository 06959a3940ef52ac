//! LOCK: one process at a time (store.md, using sled 3).

use crate::{
    error::{Result, VaultError},
    files,
};
use std::{
    fs::File,
    path::Path,
    time::{Duration, Instant},
};

/// How long a waiting process sleeps between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The held lock; freed when dropped, and by the system when the process dies.
pub(crate) struct Lock(#[allow(dead_code, reason = "held, not used")] File);

impl Lock {
    /// Takes the lock, waiting at most `wait`.
    ///
    /// # Errors
    /// `InUse` when another holder kept it; I/O errors by kind.
    pub(crate) fn take(store: &Path, wait: Duration) -> Result<Lock> {
        let path = store.join("LOCK");
        let file = files::private()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| VaultError::at("opening", &path, e))?;
        let end = Instant::now().checked_add(wait);
        loop {
            match fs4::FileExt::try_lock(&file) {
                Ok(()) => return Ok(Lock(file)),
                Err(fs4::TryLockError::Error(e)) => return Err(VaultError::at("locking", &path, e)),
                Err(fs4::TryLockError::WouldBlock) => {}
            }
            if end.is_none_or(|end| Instant::now() < end) {
                std::thread::sleep(PAUSE);
            } else {
                return Err(VaultError::InUse);
            }
        }
    }
}
