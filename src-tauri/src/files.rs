//! Files that the person chose or dropped: read here, held in memory until they are used or the desk locks, and named by
//! tokens. No page ever sees a path.

use crate::session::held;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use wire::{DroppedFilesResponse, FilePurpose, FileRefusal, FilesView, PickedFileView, RefusedFileView};
use zeroize::Zeroizing;

/// Files that are held at a time.
const MOST_FILES: usize = 200;

/// Bytes of an X12 or CSV file, which must lie in memory whole.
const LARGEST: u64 = 256 << 20;

/// Bytes of a scan or letter.
const LARGEST_DOCUMENT: u64 = 32 << 20;

/// Bytes that are held at a time.
const MOST_BYTES: u64 = 512 << 20;

/// How long a page that waits for a drop is kept waiting.
const DROP_WAIT: Duration = Duration::from_secs(20);

/// A file that was read.
pub struct PickedFile {
    /// Its name, without the folder.
    pub name: String,
    /// What is in it.
    pub bytes: Zeroizing<Vec<u8>>,
}

#[derive(Default)]
struct Held {
    /// Raised by every lock: what was chosen for an earlier desk never reaches a later one.
    epoch: u64,
    last: u64,
    files: BTreeMap<u64, Arc<PickedFile>>,
    dropped: FilesView,
    is_over: bool,
    batch_folder: Option<PathBuf>,
}

/// The files of the open desk.
#[derive(Default)]
pub struct Files {
    held: Mutex<Held>,
    news: Condvar,
}

/// How large a file may be.
pub fn largest(purpose: FilePurpose) -> u64 {
    match purpose {
        FilePurpose::X12 | FilePurpose::Csv => LARGEST,
        FilePurpose::Document => LARGEST_DOCUMENT,
    }
}

impl Files {
    /// Which desk is open now; give it back with what was chosen at it.
    pub fn epoch(&self) -> u64 {
        held(&self.held).epoch
    }

    /// Reads files and holds them.
    pub fn take_in(&self, epoch: u64, paths: &[impl AsRef<Path>], largest: u64) -> FilesView {
        let mut view = FilesView::default();
        for path in paths {
            let path = path.as_ref();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match read(path, largest).and_then(|bytes| self.hold(epoch, &name, bytes)) {
                Ok(picked) => view.files.push(picked),
                Err(reason) => view.refused.push(RefusedFileView { name, reason }),
            }
        }
        view
    }

    /// Reads files that were dropped and tells the page that waits for them.
    pub fn take_dropped(&self, epoch: u64, paths: &[impl AsRef<Path>]) {
        let view = self.take_in(epoch, paths, LARGEST);
        let mut all = held(&self.held);
        if all.epoch == epoch {
            all.dropped.files.extend(view.files);
            all.dropped.refused.extend(view.refused);
            all.is_over = false;
            self.news.notify_all();
        }
    }

    /// Files are held above the window, or no longer.
    pub fn hover(&self, is_over: bool) {
        held(&self.held).is_over = is_over;
        self.news.notify_all();
    }

    /// Waits until something happens above the window, or some seconds have passed.
    pub fn wait_for_drop(&self, was_over: bool) -> DroppedFilesResponse {
        self.wait_for_drop_at_most(was_over, DROP_WAIT)
    }

    fn wait_for_drop_at_most(&self, was_over: bool, patience: Duration) -> DroppedFilesResponse {
        let all = held(&self.held);
        let epoch = all.epoch;
        let nothing =
            |all: &mut Held| all.epoch == epoch && all.is_over == was_over && all.dropped == FilesView::default();
        let (mut all, _) = self.news.wait_timeout_while(all, patience, nothing).unwrap_or_else(PoisonError::into_inner);
        if all.epoch != epoch {
            return DroppedFilesResponse::default();
        }
        DroppedFilesResponse { is_over: all.is_over, dropped: std::mem::take(&mut all.dropped) }
    }

    /// A file by its token; it stays held.
    pub fn get(&self, token: &str) -> Option<Arc<PickedFile>> {
        held(&self.held).files.get(&token.parse().ok()?).cloned()
    }

    /// A file by its token; it is no longer held.
    // Documents are kept through this; history, tables, claims and remittances through jobs.
    #[allow(dead_code)]
    pub fn take(&self, token: &str) -> Option<Arc<PickedFile>> {
        held(&self.held).files.remove(&token.parse().ok()?)
    }

    /// Forgets files.
    pub fn forget(&self, tokens: &[String]) {
        let mut all = held(&self.held);
        for token in tokens.iter().filter_map(|token| token.parse::<u64>().ok()) {
            all.files.remove(&token);
        }
    }

    /// Where interchanges were last written to since the unlock.
    pub fn batch_folder(&self) -> Option<PathBuf> {
        held(&self.held).batch_folder.clone()
    }

    /// Remembers where interchanges are written to; whether the desk at which it was chosen is still open.
    pub fn set_batch_folder(&self, epoch: u64, folder: &Path) -> bool {
        let mut all = held(&self.held);
        if all.epoch == epoch {
            all.batch_folder = Some(folder.to_owned());
        }
        all.epoch == epoch
    }

    /// Forgets everything: the desk locks.
    pub fn forget_all(&self) {
        let mut all = held(&self.held);
        *all = Held { epoch: all.epoch + 1, last: all.last, ..Held::default() };
        self.news.notify_all();
    }

    fn hold(&self, epoch: u64, name: &str, bytes: Zeroizing<Vec<u8>>) -> Result<PickedFileView, FileRefusal> {
        let mut all = held(&self.held);
        let size = size_of(&bytes);
        let in_all: u64 = all.files.values().map(|file| size_of(&file.bytes)).sum();
        if all.epoch != epoch {
            return Err(FileRefusal::Unreadable);
        }
        if all.files.len() >= MOST_FILES || in_all + size > MOST_BYTES {
            return Err(FileRefusal::TooMany);
        }
        all.last += 1;
        let token = all.last;
        all.files.insert(token, Arc::new(PickedFile { name: name.to_owned(), bytes }));
        Ok(PickedFileView { token: token.to_string(), name: name.to_owned(), size_bytes: size })
    }
}

fn size_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn read(path: &Path, largest: u64) -> Result<Zeroizing<Vec<u8>>, FileRefusal> {
    // Looked at before it is opened: opening a pipe would wait for whoever writes into it.
    let kind = std::fs::metadata(path).map_err(|_| FileRefusal::Unreadable)?;
    if !kind.is_file() {
        return Err(FileRefusal::NotAFile);
    }
    if kind.len() > largest {
        return Err(FileRefusal::TooLarge);
    }
    let file = File::open(path).map_err(|_| FileRefusal::Unreadable)?;
    // The room is made once: a buffer that grows leaves copies behind that nobody wipes.
    let room = usize::try_from(kind.len() + 1).map_err(|_| FileRefusal::TooLarge)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|_| FileRefusal::Unreadable)?;
    if size_of(&bytes) > largest {
        return Err(FileRefusal::TooLarge);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    #[test]
    fn a_file_is_held_by_a_token_that_says_nothing_of_where_it_lay() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::default();
        let path = written(folder.path(), "999.x12", b"ISA*");
        let view = files.take_in(files.epoch(), &[&path], 100);
        let picked = &view.files[0];
        assert_eq!((picked.name.as_str(), picked.size_bytes), ("999.x12", 4));
        let crossing = serde_json::to_string(&view).unwrap();
        assert!(!crossing.contains(folder.path().to_str().unwrap()), "{crossing}");
        assert_eq!(files.get(&picked.token).unwrap().bytes.as_slice(), b"ISA*");
        assert_eq!(files.take(&picked.token).unwrap().name, "999.x12");
        assert!(files.take(&picked.token).is_none() && files.get("1/../x").is_none());
    }

    #[test]
    fn folders_missing_and_large_files_are_refused_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::default();
        let paths = [
            folder.path().to_owned(),
            folder.path().join("none"),
            written(folder.path(), "large", b"12345"),
            written(folder.path(), "good", b"1234"),
        ];
        let view = files.take_in(files.epoch(), &paths, 4);
        let reasons: Vec<_> = view.refused.iter().map(|refused| refused.reason).collect();
        assert_eq!(reasons, [FileRefusal::NotAFile, FileRefusal::Unreadable, FileRefusal::TooLarge]);
        assert_eq!(view.files.len(), 1);
    }

    #[test]
    fn more_files_than_are_held_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::default();
        let path = written(folder.path(), "a", b"1");
        let view = files.take_in(files.epoch(), &vec![path; MOST_FILES + 1], 4);
        assert_eq!((view.files.len(), view.refused[0].reason), (MOST_FILES, FileRefusal::TooMany));
    }

    #[test]
    fn a_lock_forgets_what_was_chosen_and_takes_nothing_of_before() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::default();
        let path = written(folder.path(), "a", b"1");
        let before = files.epoch();
        let token = files.take_in(before, &[&path], 4).files[0].token.clone();
        files.take_dropped(before, &[&path]);
        files.forget_all();
        assert!(files.get(&token).is_none());
        files.take_dropped(before, &[&path]);
        assert_eq!(files.take_in(before, &[&path], 4).files.len(), 0);
        let seen = files.wait_for_drop_at_most(false, Duration::ZERO);
        assert_eq!(seen, DroppedFilesResponse::default());
    }

    #[test]
    fn a_page_that_waits_learns_of_the_hover_and_of_the_drop() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::default();
        let path = written(folder.path(), "a", b"1");
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| files.wait_for_drop(false));
            files.hover(true);
            assert!(waits.join().unwrap().is_over);
            let waits = scope.spawn(|| files.wait_for_drop(true));
            files.take_dropped(files.epoch(), &[&path]);
            let seen = waits.join().unwrap();
            assert_eq!((seen.is_over, seen.dropped.files.len()), (false, 1));
        });
        assert_eq!(files.wait_for_drop_at_most(false, Duration::ZERO).dropped, FilesView::default());
    }
}
