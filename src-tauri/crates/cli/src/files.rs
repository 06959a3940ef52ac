//! Files in, read whole and bounded; files out, there whole or not at all.

use billing::{BillingError, ErrorCode, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// A larger file is refused: it would have to lie in memory.
const LARGEST: u64 = 512 << 20;

/// A path as it was given.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What the machine answered about a file.
#[must_use]
pub fn refused(doing: &str, path: &Path, error: &io::Error) -> BillingError {
    let kind = error.kind();
    let (code, remedy) = if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        (ErrorCode::DiskFull, "free space on the disk and try again")
    } else if matches!(kind, ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied) && doing != "reading" {
        (ErrorCode::ReadOnly, "name a folder that you may write to")
    } else {
        (ErrorCode::Io, "check the path and your rights, then try again")
    };
    BillingError::new(code, format!("{doing} {} failed: {kind}", shown(path)), remedy).in_file(shown(path))
}

fn unusable(path: &Path, what: &str) -> BillingError {
    let message = format!("{} {what}", shown(path));
    BillingError::new(ErrorCode::BadUsage, message, "name a file that is there; nothing was changed")
        .in_file(shown(path))
}

/// Looks whether every file is there, before anything is done with the first.
///
/// # Errors
/// `bad_usage` for a file that is missing or is a folder.
pub fn need_all(paths: &[PathBuf]) -> Result<()> {
    paths.iter().try_for_each(|path| match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(unusable(path, "is a folder, not a file")),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(unusable(path, "does not exist")),
        Err(error) => Err(refused("reading", path, &error)),
    })
}

/// Opens a file to read.
///
/// # Errors
/// `bad_usage` for a file that is missing or is a folder, `io` where it cannot be read.
pub fn open(path: &Path) -> Result<File> {
    need_all(&[path.to_owned()])?;
    File::open(path).map_err(|error| refused("reading", path, &error))
}

/// Reads a whole file.
///
/// # Errors
/// As [`open`]; `bad_value` for one that is too large.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| refused("reading", path, &error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        let message = format!("{} is larger than {} MiB", shown(path), LARGEST >> 20);
        return Err(BillingError::new(ErrorCode::BadValue, message, "split it into smaller files").in_file(shown(path)));
    }
    Ok(bytes)
}

/// A file that is being written under another name: made early, so that a folder that cannot be written is known before
/// anything is done; in place only when it is whole and durable.
pub struct PendingFile {
    file: File,
    part: PathBuf,
    path: PathBuf,
    is_done: bool,
}

impl PendingFile {
    /// Begins a file of mode 0600; its folder is made when it is not there.
    ///
    /// # Errors
    /// `disk_full`, `read_only`, `io`; `bad_usage` where the path names a folder.
    pub fn begin(path: &Path) -> Result<PendingFile> {
        let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
            return Err(BillingError::new(ErrorCode::BadUsage, format!("{} is a folder", shown(path)), "name a file")
                .in_file(shown(path)));
        };
        if let Some(folder) = folder_of(path) {
            fs::create_dir_all(folder).map_err(|error| refused("making", folder, &error))?;
        }
        let mut part_name = std::ffi::OsString::from(".");
        part_name.push(name);
        part_name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(part_name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&part).map_err(|error| refused("writing", path, &error))?;
        Ok(PendingFile { file, part, path: path.to_owned(), is_done: false })
    }

    /// Writes all of it and puts it in place.
    ///
    /// # Errors
    /// `disk_full`, `read_only`, `io`; then nothing is there under the name.
    pub fn finish(mut self, bytes: &[u8]) -> Result<()> {
        let mut put = || -> io::Result<()> {
            self.file.write_all(bytes)?;
            self.file.sync_all()?;
            fs::rename(&self.part, &self.path)
        };
        put().map_err(|error| refused("writing", &self.path, &error))?;
        self.is_done = true;
        sync_folder(&self.path).map_err(|error| refused("writing", &self.path, &error))
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = fs::remove_file(&self.part);
        }
    }
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder_of(path).unwrap_or(Path::new(".")))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Writes a whole file, durable under its name.
///
/// # Errors
/// As [`PendingFile`].
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    PendingFile::begin(path)?.finish(bytes)
}
