//! The folder of the store: ours alone, and gone again when the build does not come to its end.

use billing::{BillingError, ErrorCode, Result};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What the machine answered about a file or folder.
pub(crate) fn refused(doing: &str, path: &Path, error: &io::Error) -> BillingError {
    let kind = error.kind();
    let (code, remedy) = if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        (ErrorCode::DiskFull, "free space on the disk")
    } else if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        (ErrorCode::ReadOnly, "name a folder that you may write to")
    } else {
        (ErrorCode::Io, "check the path and the disk")
    };
    let shown = path.display().to_string();
    BillingError::new(code, format!("{doing} {shown} failed: {kind}"), remedy).in_file(shown)
}

/// A folder that nobody used; removed on drop unless it is kept.
pub(crate) struct Fresh {
    dir: PathBuf,
    was_there: bool,
    is_kept: bool,
}

impl Fresh {
    /// Takes a folder that is absent or empty.
    pub(crate) fn claim(dir: &Path) -> Result<Fresh> {
        let was_there = match fs::read_dir(dir) {
            Ok(mut entries) => match entries.next() {
                None => true,
                Some(Ok(_)) => return Err(in_use(dir)),
                Some(Err(error)) => return Err(refused("reading", dir, &error)),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(in_use(dir)),
            Err(error) => return Err(refused("reading", dir, &error)),
        };
        Ok(Fresh { dir: dir.to_owned(), was_there, is_kept: false })
    }

    /// The store is whole: it stays.
    pub(crate) fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // Nothing can be done about a folder that will not go; the next build names it as in use.
        let _ = fs::remove_dir_all(&self.dir);
        if self.was_there {
            let _ = fs::create_dir(&self.dir);
        }
    }
}

fn in_use(dir: &Path) -> BillingError {
    let shown = dir.display().to_string();
    BillingError::new(
        ErrorCode::BadUsage,
        format!("{shown} is in use: a demo is made in a folder of its own"),
        "name a folder that is not there yet, or an empty one; nothing was changed",
    )
    .in_file(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_in_use_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        let refusal = Fresh::claim(folder.path()).err().unwrap();
        assert_eq!(refusal.code, ErrorCode::BadUsage);
        assert_eq!(fs::read_to_string(folder.path().join("letter.txt")).unwrap(), "mine");
        assert!(Fresh::claim(&folder.path().join("letter.txt")).is_err());
    }

    #[test]
    fn what_is_not_finished_goes_again() {
        let folder = tempfile::tempdir().unwrap();
        let absent = folder.path().join("absent");
        let fresh = Fresh::claim(&absent).unwrap();
        fs::create_dir(&absent).unwrap();
        fs::write(absent.join("half"), "done").unwrap();
        drop(fresh);
        assert!(!absent.exists());
        fs::create_dir(&absent).unwrap();
        let fresh = Fresh::claim(&absent).unwrap();
        fs::write(absent.join("half"), "done").unwrap();
        drop(fresh);
        assert_eq!(fs::read_dir(&absent).unwrap().count(), 0);
        let fresh = Fresh::claim(&absent).unwrap();
        fs::write(absent.join("whole"), "done").unwrap();
        fresh.keep();
        assert!(absent.join("whole").exists());
    }
}
