//! Making a backup while people work: the journal's end is noted, and all up to there is copied.

use super::{
    BackupProgress, Manifest, Watch,
    archive::{Part, Writer},
    envelope,
};
use crate::{
    commit::{CommitHeader, Timestamp},
    documents::document_path,
    error::{Result, VaultError},
    files,
    journal::{self, Head, Loaded},
    keys::VaultFile,
    state::Tree,
    unlock::journal_dir,
    vault::{Vault, hold},
    verify::{Problem, document_missing},
};
use sha2::{Digest as _, Sha256};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// Bytes of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// The number of the last entry in it.
    pub journal_entries: u64,
    /// The chain hash behind it.
    pub journal_head: [u8; 32],
    /// Documents that could not be put into it, because the store has lost them.
    pub problems: Vec<Problem>,
}

/// What goes into a backup: all up to one moment.
struct Moment {
    file: VaultFile,
    head: Head,
    documents: Vec<[u8; 16]>,
}

impl Vault {
    /// Writes a backup to `to`, which must not be there yet: under another name first, synced, then renamed. People go on
    /// working meanwhile; what they commit after the call began is not in it. It is an entry of the journal.
    ///
    /// # Errors
    /// `AlreadyThere`, `Cancelled`, `DiskFull`, `ReadOnly`, `Io`: no file of that name is there.
    pub fn back_up(&self, to: &Path, at: Timestamp, watch: &mut Watch<'_>) -> Result<BackupMade> {
        if to.exists() {
            return Err(VaultError::AlreadyThere);
        }
        let moment = self.moment()?;
        let aside = aside(to);
        let made = self.write_backup(&aside, (&moment, at), watch);
        let made = made.and_then(|made| files::rename_synced(&aside, to).map(|()| made));
        if made.is_err() {
            let _ = files::remove(&aside);
        }
        let made = made?;
        self.note_backup("backup.create", (at, made.journal_entries))?;
        Ok(made)
    }

    /// The file and the journal of one moment: whoever replaces `vault.ck` holds it until the journal names the new one.
    fn moment(&self) -> Result<Moment> {
        let file = hold(&self.file);
        let writer = hold(&self.writer);
        let names = self.watched(self.state.page(Tree::Documents, None, usize::MAX))?;
        let documents = names.iter().filter_map(|(name, _)| name.first_chunk::<16>().copied()).collect();
        Ok(Moment { file: VaultFile::parse(file.bytes())?, head: writer.head(), documents })
    }

    fn write_backup(
        &self,
        path: &Path,
        (moment, at): (&Moment, Timestamp),
        watch: &mut Watch<'_>,
    ) -> Result<BackupMade> {
        files::remove(path)?;
        let file = files::private().create_new(true).write(true).open(path);
        let file = file.map_err(|e| VaultError::at("creating", path, e))?;
        let sealed = envelope::seal(&moment.file, Counted::new(BufWriter::new(file)))?;
        let mut told = Told { watch, done: 0, total: self.expected(moment) };
        let mut archive = Writer::begin(sealed)?;
        let bytes = moment.file.bytes();
        archive.section((Part::KeyFile, length(bytes)), &mut &*bytes, &mut |done| told.tell(done))?;
        self.segments(moment, &mut archive, &mut told)?;
        let problems = self.copy_documents(moment, &mut archive, &mut told)?;
        let lineage = self.lineage()?;
        let manifest = Manifest {
            practice_id: self.practice_id(),
            lineage: lineage.id,
            generation: lineage.generation,
            at,
            workstation: self.workstation(),
            user: self.user().id,
            sequence: moment.head.sequence,
            head: moment.head.hash,
            documents: length_of(moment.documents.len() - problems.len()),
        };
        let failed = |e| VaultError::at("writing", path, e);
        let counted = archive.finish(&manifest, self.key_ring())?.finish().map_err(failed)?;
        let (bytes, sha256) = counted.close().map_err(failed)?;
        Ok(BackupMade {
            bytes,
            sha256,
            journal_entries: moment.head.sequence,
            journal_head: moment.head.hash,
            problems,
        })
    }

    /// About how many bytes will be read.
    fn expected(&self, moment: &Moment) -> u64 {
        let segments = u64::from(moment.head.at.segment) * journal::SEGMENT_LEN + u64::from(moment.head.at.offset);
        let sizes = moment.documents.iter().map(|name| std::fs::metadata(document_path(&self.store, name)));
        segments + sizes.filter_map(|meta| meta.ok().map(|meta| meta.len())).sum::<u64>()
    }

    /// All segments, each as far as it was written; the last one up to the end of the last commit.
    fn segments<W: Write>(&self, moment: &Moment, archive: &mut Writer<W>, told: &mut Told<'_, '_>) -> Result<()> {
        let mut source = journal::Folder(&journal_dir(&self.store));
        let mut loaded = Loaded::default();
        for number in 0..=moment.head.at.segment {
            if !journal::Segments::load(&mut source, number, &mut loaded)? {
                let place = journal::place(journal::Position::new(number, 0));
                return Err(VaultError::damaged("a part of the journal is missing", place));
            }
            let is_last = number == moment.head.at.segment;
            let end = if is_last { moment.head.at.index() } else { journal::used(&loaded.bytes) };
            let bytes = loaded.bytes.get(..end).unwrap_or(&loaded.bytes);
            archive.section((Part::Segment(number), length(bytes)), &mut &*bytes, &mut |done| told.tell(done))?;
        }
        Ok(())
    }

    /// One that the store has lost is named and left out: an office with one damaged document still gets its backup.
    fn copy_documents<W: Write>(
        &self,
        moment: &Moment,
        archive: &mut Writer<W>,
        told: &mut Told<'_, '_>,
    ) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for name in &moment.documents {
            let path = document_path(&self.store, name);
            let mut file = match File::open(&path) {
                Ok(file) => file,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                    problems.push(document_missing(name));
                    continue;
                }
                Err(e) => return Err(VaultError::at("opening", &path, e)),
            };
            let length = file.metadata().map_err(|e| VaultError::at("reading", &path, e))?.len();
            archive.section((Part::Document(*name), length), &mut file, &mut |done| told.tell(done))?;
        }
        Ok(problems)
    }

    /// Journals what was done with a backup that ends with this entry.
    pub(super) fn note_backup(&self, action: &str, (at, sequence): (Timestamp, u64)) -> Result<()> {
        let header =
            CommitHeader { at, action: action.to_owned(), purpose: sequence.to_string(), ..CommitHeader::default() };
        match self.begin(header).and_then(crate::Group::commit) {
            // The backup is there; where the store can no longer be written it is worth the more.
            Ok(_) | Err(VaultError::DiskFull | VaultError::ReadOnly { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Where a backup is written before it has its name.
fn aside(to: &Path) -> PathBuf {
    let mut name = to.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".part");
    to.with_file_name(name)
}

fn length(bytes: &[u8]) -> u64 {
    length_of(bytes.len())
}

fn length_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Counts what was read, and tells it.
struct Told<'w, 'f> {
    watch: &'w mut Watch<'f>,
    done: u64,
    total: u64,
}

impl Told<'_, '_> {
    fn tell(&mut self, bytes: u64) -> Result<()> {
        self.done = self.done.saturating_add(bytes);
        let progress = BackupProgress { done: self.done, total: self.total.max(self.done) };
        if (self.watch)(progress).is_break() { Err(VaultError::Cancelled) } else { Ok(()) }
    }
}

/// Counts and sums what goes to the disk.
struct Counted {
    to: BufWriter<File>,
    sum: Sha256,
    bytes: u64,
}

impl Counted {
    fn new(to: BufWriter<File>) -> Counted {
        Counted { to, sum: Sha256::new(), bytes: 0 }
    }

    /// On the disk when it returns.
    fn close(self) -> std::io::Result<(u64, [u8; 32])> {
        let file = self.to.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok((self.bytes, self.sum.finalize().into()))
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(length_of(written));
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
