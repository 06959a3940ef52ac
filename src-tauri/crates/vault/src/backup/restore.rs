//! From a backup to a store: unpacked aside, rebuilt, verified, signed by two, and only then put in its place.

use super::{
    BackupKey, Manifest, Watch,
    archive::{Next, Part, Reader},
    check::{Progress, key_file, proved},
    envelope,
};
use crate::{
    commit::{CommitHeader, Timestamp},
    documents::document_path,
    error::{Result, VaultError},
    files, journal,
    keys::{KeyRing, Roster, SignedBy, VaultFile},
    state::Lineage,
    unlock::journal_dir,
    vault::{UnlockOptions, Vault},
    verify::VerifyReport,
};
use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};
use values::Role;

const DOMAIN: &str = "ck1 restore";

/// What the second person signs before a restored store takes its place.
pub(crate) fn restore_request(practice: &[u8; 16], lineage: &[u8; 16], generation: u32) -> Vec<u8> {
    [practice.as_slice(), lineage, &generation.to_be_bytes()].concat()
}

/// Whether an administrator and a supervisor, the entry's signer being one of them, agreed to a restore. The recovery code
/// stands for a supervisor; in a store of a single person one may do.
pub(crate) fn agreed(roster: &Roster, signer: u32, (second, request): (Option<(u32, &[u8])>, &[u8])) -> bool {
    let role = |id: u32| roster.member(id).map(|member| member.role);
    let Some((other, signature)) = second else { return roster.is_single_person() };
    let Some(signature) = signature.first_chunk::<64>().filter(|_| signature.len() == 64) else { return false };
    let by = SignedBy { member: other, domain: DOMAIN, bytes: request, signature };
    let roles = [role(signer), role(other)];
    let both = roles.contains(&Some(Role::Administrator)) && roles.contains(&Some(Role::Supervisor));
    signer != other && both && roster.verify(by)
}

/// A store that was unpacked and verified and waits, aside, for its second signature.
pub struct Restoring {
    vault: Vault,
    manifest: Manifest,
    report: VerifyReport,
    aside: Aside,
    target: PathBuf,
}

/// A backup that became a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup said of itself.
    pub manifest: Manifest,
    /// What the restored store was found to hold.
    pub report: VerifyReport,
    /// Restores that lie behind it, this one included.
    pub generation: u32,
}

/// A backup that was rebuilt in a scratch place and compared with the store that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What the rebuilt store holds.
    pub report: VerifyReport,
    /// Whether the store that is unlocked went on from the backup's last entry.
    pub is_of_this_store: bool,
}

/// A folder that is taken away unless it was put in its place.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = files::remove(&self.0);
    }
}

impl Restoring {
    /// Unpacks a backup beside `target`, opens and verifies it. `target` must be absent or an empty folder; it stays as it is.
    ///
    /// # Errors
    /// `AlreadyThere`, `WrongPassphrase`, `Damaged`, `Cancelled`, `DiskFull`, `Io`: nothing is left of it.
    pub fn begin(
        (path, key): (&Path, &BackupKey<'_>),
        target: &Path,
        options: &UnlockOptions<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Restoring> {
        check_free(target)?;
        let aside = Aside(beside(target, "restoring")?);
        let (vault, manifest, report) = rebuild((path, key), &aside, options, watch)?;
        if let Some(problem) = report.problems.first() {
            return Err(super::damaged(path, &format!("what it holds is not whole: {}", problem.message)));
        }
        Ok(Restoring { vault, manifest, report, aside, target: target.to_owned() })
    }

    /// The unpacked store, to ask for the keys of the second person.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Signs the restore and puts the store in its place.
    ///
    /// # Errors
    /// `SecondPersonNeeded` unless administrator and supervisor agree; `AlreadyThere`, those of a commit.
    pub fn finish(self, second: Option<&KeyRing>, at: Timestamp) -> Result<Restored> {
        let Restoring { vault, manifest, report, aside, target } = self;
        let mut id = [0; 16];
        crypto::random(&mut id).map_err(|e| VaultError::from(crate::keys::KeyError::from(e)))?;
        let lineage = Lineage { id, generation: vault.lineage()?.generation.saturating_add(1) };
        let request = restore_request(&vault.practice_id(), &lineage.id, lineage.generation);
        let signature = second.map(|ring| (ring.user().id, ring.sign(DOMAIN, &request)));
        let signed = signature.as_ref().map(|(id, signature)| (*id, signature.as_slice()));
        if !agreed(&vault.roster(), vault.user().id, (signed, &request)) {
            return Err(VaultError::SecondPersonNeeded);
        }
        let header = CommitHeader {
            at,
            action: "backup.restore".to_owned(),
            purpose: manifest.sequence.to_string(),
            ..CommitHeader::default()
        };
        let mut group = vault.begin(header)?;
        group.restore((lineage, signed))?;
        group.commit()?;
        drop(vault);
        files::sync_tree(&aside.0)?;
        check_free(&target)?;
        let _ = std::fs::remove_dir(&target);
        files::rename_synced(&aside.0, &target)?;
        Ok(Restored { manifest, report, generation: lineage.generation })
    }
}

impl Vault {
    /// Rebuilds a backup in a scratch folder beside the store, verifies it, and compares it with this store's journal. Nothing
    /// is left of it. It is an entry of the journal.
    ///
    /// # Errors
    /// As [`Restoring::begin`]; what the rebuilt store lacks is in the report.
    pub fn drill(
        &self,
        (path, key): (&Path, &BackupKey<'_>),
        options: &UnlockOptions<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Drilled> {
        let aside = Aside(beside(&self.store, "drill")?);
        let (vault, manifest, report) = rebuild((path, key), &aside, options, watch)?;
        drop(vault);
        let is_of_this_store = self.has_entry((manifest.sequence, manifest.head))?;
        self.note_backup("backup.drill", (options.now, manifest.sequence))?;
        Ok(Drilled { manifest, report, is_of_this_store })
    }

    /// Whether the journal has an entry of this number behind which stands this chain hash.
    fn has_entry(&self, (sequence, hash): (u64, [u8; 32])) -> Result<bool> {
        let mut found = false;
        journal::scan(&journal_dir(&self.store), journal::Head::start(&self.practice_id()), &mut |closed| {
            found = (closed.head.sequence, closed.head.hash) == (sequence, hash);
            let more = closed.head.sequence < sequence;
            Ok(if more { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) })
        })?;
        Ok(found)
    }
}

/// Unpacks, opens and verifies.
fn rebuild(
    (path, key): (&Path, &BackupKey<'_>),
    aside: &Aside,
    options: &UnlockOptions<'_>,
    watch: &mut Watch<'_>,
) -> Result<(Vault, Manifest, VerifyReport)> {
    files::remove(&aside.0)?;
    files::make_dir(&aside.0)?;
    let manifest = unpack((path, key), &aside.0, watch)?;
    let vault = match key {
        BackupKey::Member { name, passphrase } => Vault::unlock(&aside.0, name, passphrase, options)?,
        BackupKey::Recovery(code) => Vault::unlock_recovery(&aside.0, code, options)?,
    };
    if vault.journal_head() != (manifest.sequence, manifest.head) {
        return Err(super::damaged(path, "it does not hold what it says"));
    }
    let report = vault.verify()?;
    Ok((vault, manifest, report))
}

/// Writes out what a backup holds. It is opened as a store only where the whole file was as it was sealed.
fn unpack((path, key): (&Path, &BackupKey<'_>), to: &Path, watch: &mut Watch<'_>) -> Result<Manifest> {
    let mut reader = Reader::begin(envelope::open(path, key)?, path)?;
    let bytes = key_file(&mut reader)?;
    let file = VaultFile::parse(&bytes)?;
    for folder in ["journal", "documents"] {
        files::make_dir(&to.join(folder))?;
    }
    files::write_synced(&to.join("vault.ck"), &bytes)?;
    let total = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let mut progress = Progress { watch, done: 0, total };
    loop {
        let target = match reader.next()? {
            Next::End(claimed) => return proved(claimed, &file, &reader),
            Next::Section(Part::Segment(number), _) => journal::segment_path(&journal_dir(to), number),
            Next::Section(Part::Document(name), _) => document_path(to, &name),
            Next::Section(Part::KeyFile, _) => return Err(reader.damaged("its parts are out of order")),
        };
        write_out(&mut reader, &target, &mut progress)?;
    }
}

fn write_out(reader: &mut Reader<'_>, to: &Path, progress: &mut Progress<'_, '_>) -> Result<()> {
    let failed = |e| VaultError::at("writing", to, e);
    let file: File = files::private().create_new(true).write(true).open(to).map_err(failed)?;
    let mut file = BufWriter::new(file);
    reader.body(&mut |piece| {
        file.write_all(piece).map_err(failed)?;
        progress.tell(piece.len())
    })?;
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error).map_err(failed)?;
    file.sync_all().map_err(failed)
}

/// A store is put only where nothing is.
fn check_free(target: &Path) -> Result<()> {
    match std::fs::read_dir(target) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(VaultError::AlreadyThere)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(VaultError::at("reading", target, e)),
    }
}

/// A hidden folder beside another, on the same disk, so that it can be renamed.
fn beside(target: &Path, what: &str) -> Result<PathBuf> {
    let name = target.file_name().ok_or(VaultError::Misuse("a store needs a folder with a name"))?;
    let mut own = std::ffi::OsString::from(".");
    own.push(name);
    own.push(".");
    own.push(what);
    if let Some(parent) = target.parent() {
        files::make_dir(parent)?;
    }
    Ok(target.with_file_name(own))
}
