//! Files that leave: whole and durable under their names, or not there. What is there already is never overwritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is there, written now or, with the same bytes, before.
    There,
    /// Another file has the name.
    NameTaken,
}

/// Writes a file into a folder.
///
/// # Errors
/// What the machine refuses; then nothing is there under the name.
pub fn save(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Saved> {
    let path = folder.join(name);
    if path.symlink_metadata().is_ok() {
        return Ok(if is_same(&path, bytes) { Saved::There } else { Saved::NameTaken });
    }
    let part = folder.join(format!(".{name}.{}.part", std::process::id()));
    let put = write_synced(&part, bytes).and_then(|()| name_it(&part, &path));
    let _ = fs::remove_file(&part);
    match put {
        Ok(()) => sync_folder(folder).map(|()| Saved::There),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Saved::NameTaken),
        Err(error) => Err(error),
    }
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let has_its_size =
        fs::metadata(path).is_ok_and(|meta| meta.is_file() && u64::try_from(bytes.len()) == Ok(meta.len()));
    has_its_size && fs::read(path).is_ok_and(|there| there == bytes)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A second name never takes the place of a file; where the folder's system knows no second names (a USB stick), renaming does
/// after a last look.
fn name_it(part: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(part, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            if path.symlink_metadata().is_ok() {
                return Err(ErrorKind::AlreadyExists.into());
            }
            fs::rename(part, path)
        }
        named => named,
    }
}

pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(save(folder.path(), "a.x12", b"ISA").unwrap(), Saved::There);
        assert_eq!(save(folder.path(), "a.x12", b"ISA").unwrap(), Saved::There);
        assert_eq!(save(folder.path(), "a.x12", b"other").unwrap(), Saved::NameTaken);
        assert_eq!(fs::read(folder.path().join("a.x12")).unwrap(), b"ISA");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(save(&folder.path().join("none"), "a.x12", b"ISA").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
