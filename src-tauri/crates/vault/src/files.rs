//! Files and folders of a store: private rights, and every name durable before anything relies on it.

use crate::error::{Result, VaultError};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{ErrorKind, Read as _, Write as _},
    path::Path,
};

/// Makes a folder with mode 0700 (and its parents), if it is not there.
pub(crate) fn make_dir(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|e| VaultError::at("creating", path, e))
}

/// Options for a private file (mode 0600).
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the names in a folder durable.
pub(crate) fn sync_dir(path: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(path).and_then(|dir| dir.sync_all()).map_err(|e| VaultError::at("syncing", path, e))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Writes a whole file and syncs it; the name is durable after [`sync_dir`].
pub(crate) fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut file = private().create(true).write(true).truncate(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e| VaultError::at("writing", path, e))
}

/// Renames and makes the name durable.
pub(crate) fn rename_synced(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| VaultError::at("renaming", from, e))?;
    match to.parent() {
        Some(parent) => sync_dir(parent),
        None => Ok(()),
    }
}

/// Reads a file of at most `limit` bytes; `None` where it does not exist.
pub(crate) fn read_limited(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(VaultError::at("opening", path, e)),
    };
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes).map_err(|e| VaultError::at("reading", path, e))?;
    Ok(Some(bytes))
}

/// Removes a file or folder that need not be there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let gone = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(e) => Err(e),
    };
    match gone {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(VaultError::at("removing", path, e)),
        _ => Ok(()),
    }
}

/// Syncs each file under a folder, and the folders.
pub(crate) fn sync_tree(path: &Path) -> Result<()> {
    for entry in fs::read_dir(path).map_err(|e| VaultError::at("reading", path, e))? {
        let path = entry.map_err(|e| VaultError::at("reading", path, e))?.path();
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_dir() => sync_tree(&path)?,
            Ok(_) => {
                File::open(&path).and_then(|file| file.sync_all()).map_err(|e| VaultError::at("syncing", &path, e))?
            }
            // sled removes old snapshots while it runs
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(VaultError::at("reading", &path, e)),
        }
    }
    sync_dir(path)
}

/// Makes a file of `size` bytes with real blocks behind it, so that a full disk cannot refuse it later. Nothing is
/// done where it already has them. On file systems without allocation it is written.
pub(crate) fn allocate(path: &Path, size: u64) -> Result<()> {
    if fs::metadata(path).is_ok_and(|meta| meta.len() == size && has_blocks(&meta)) {
        return Ok(());
    }
    let made = || -> std::io::Result<()> {
        let file = private().create(true).truncate(true).write(true).open(path)?;
        fs4::FileExt::allocate(&file, size)?;
        file.set_len(size)?;
        file.sync_all()
    };
    made().map_err(|e| {
        // half a reserve helps nobody and takes the room that is missing
        let _ = fs::remove_file(path);
        VaultError::at("reserving room in", path, e)
    })
}

#[cfg(unix)]
fn has_blocks(meta: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::blocks(meta).saturating_mul(512) >= meta.len()
}

#[cfg(not(unix))]
fn has_blocks(_: &fs::Metadata) -> bool {
    true
}

/// Core dumps off, not attachable by other processes of the user, files private from the first byte (security.md 10).
/// The faces call it before anything else. Best effort where the system refuses.
pub fn harden_process() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process as p;
        let _ = p::setrlimit(p::Resource::Core, p::Rlimit { current: Some(0), maximum: Some(0) });
        let _ = p::set_dumpable_behavior(p::DumpableBehavior::NotDumpable);
        p::umask(rustix::fs::Mode::from_raw_mode(0o077));
    }
}
