//! Backups: made by the administrator, proved by anybody who can open them, restored by two.

use crate::audit::{ProblemView, Proof};
use crate::desk::{Desk, Progress, Watch, hex};
use crate::error::{BillingError, ErrorCode, Result};
use privacy::Action;
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::Path;
use values::Timestamp;
use vault::{BackupKey, BackupProgress, KeyRing, Restoring, UnlockOptions, VaultError};

/// A backup that was made (cli.md `backup create`).
#[derive(Debug, Clone, Serialize)]
pub struct BackupView {
    /// The file.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// Entries in it.
    pub journal_entries: u64,
    /// The chain's last hash in it.
    pub journal_head: String,
    /// What the store had lost before.
    pub problems: Vec<ProblemView>,
}

/// A backup that is a store again.
#[derive(Debug, Clone, Serialize)]
pub struct RestoreView {
    /// The new store's folder.
    pub store: String,
    /// When the backup was made (UTC).
    pub made_at: String,
    /// Restores that lie behind the store, this one included.
    pub generation: u32,
    /// Entries of the backup.
    pub journal_entries: u64,
    /// The chain's last hash in the backup.
    pub journal_head: String,
}

/// A backup that was rebuilt, looked at and thrown away.
#[derive(Debug, Clone, Serialize)]
pub struct DrillView {
    /// What was found.
    #[serde(flatten)]
    pub proof: Proof,
    /// When the backup was made (UTC).
    pub made_at: String,
    /// Whether this store went on from the backup's last entry.
    pub is_of_this_store: bool,
}

/// Makes a backup in a new file. The administrator may, who opens no patient: all is sealed, in the file as in the store.
///
/// # Errors
/// `not_permitted`, `bad_usage` for a file that is there, `cancelled`, what the machine refuses. Then no such file is there.
pub fn create_backup(desk: &Desk<'_>, to: &Path) -> Result<BackupView> {
    desk.may(Action::MakeBackup)?;
    let at = vault::Timestamp(desk.now().millis());
    let made = desk.vault().back_up(to, at, &mut watching(desk.watch(), "writing the backup"));
    let made = made.map_err(|error| {
        if matches!(error, VaultError::AlreadyThere) {
            let message = format!("{} is there already", to.display());
            return BillingError::new(ErrorCode::BadUsage, message, "name a new file for the backup")
                .in_file(shown(to));
        }
        error.into()
    })?;
    Ok(BackupView {
        file: shown(to),
        bytes: made.bytes,
        sha256: hex(&made.sha256),
        journal_entries: made.journal_entries,
        journal_head: hex(&made.journal_head),
        problems: made.problems.into_iter().map(ProblemView::from).collect(),
    })
}

/// Proves a backup without a store: every byte, the chain and its signatures, the documents, and who made it.
///
/// # Errors
/// `wrong_passphrase`, `damaged`, `newer_store`, `cancelled`, `io`.
pub fn verify_backup(path: &Path, key: &BackupKey<'_>, watch: &dyn Watch) -> Result<Proof> {
    let found = vault::verify_backup(path, key, &mut watching(watch, "reading the backup"));
    let found = found.map_err(|error| about(path, error))?;
    Ok(Proof {
        ok: found.problems.is_empty(),
        cells: Some(found.cells),
        sealed_cells: Some(found.sealed_cells),
        documents: Some(found.documents),
        journal_entries: found.journal_entries,
        journal_head: hex(&found.journal_head),
        problems: found.problems.into_iter().map(ProblemView::from).collect(),
    })
}

/// Rebuilds a backup beside the store, verifies it, compares it with the store, and throws it away.
///
/// # Errors
/// As [`verify_backup`], and `not_permitted`.
pub fn drill_backup(
    desk: &Desk<'_>,
    (path, key): (&Path, &BackupKey<'_>),
    options: &UnlockOptions<'_>,
) -> Result<DrillView> {
    desk.may(Action::MakeBackup)?;
    let mut watch = watching(desk.watch(), "unpacking the backup");
    let drilled = desk.vault().drill((path, key), options, &mut watch).map_err(|error| about(path, error))?;
    let is_of_this_store = drilled.is_of_this_store;
    let found = Proof::from(drilled.report);
    let proof = Proof { ok: found.ok && is_of_this_store, ..found };
    Ok(DrillView { made_at: moment(drilled.manifest.at), is_of_this_store, proof })
}

/// Unpacks, rebuilds and verifies a backup beside the new store's folder, which must be absent or empty.
///
/// # Errors
/// As [`verify_backup`]; `bad_usage` for a folder that is not empty. Then nothing is left of it.
pub fn begin_restore(
    (path, key): (&Path, &BackupKey<'_>),
    target: &Path,
    options: &UnlockOptions<'_>,
    watch: &dyn Watch,
) -> Result<Restoring> {
    let mut watch = watching(watch, "unpacking the backup");
    Restoring::begin((path, key), target, options, &mut watch).map_err(|error| about(path, error))
}

/// Signs a restore by administrator and supervisor, and puts the store in its place.
///
/// # Errors
/// `second_person_needed`, what the machine refuses. Then nothing is left of it.
pub fn finish_restore(
    restoring: Restoring,
    second: Option<&KeyRing>,
    (target, at): (&Path, Timestamp),
) -> Result<RestoreView> {
    let restored = restoring.finish(second, vault::Timestamp(at.millis()))?;
    Ok(RestoreView {
        store: shown(target),
        made_at: moment(restored.manifest.at),
        generation: restored.generation,
        journal_entries: restored.manifest.sequence,
        journal_head: hex(&restored.manifest.head),
    })
}

fn watching<'a>(watch: &'a dyn Watch, step: &'a str) -> impl FnMut(BackupProgress) -> ControlFlow<()> + 'a {
    move |BackupProgress { done, total }| {
        watch.progress(step, Progress { done, total });
        if watch.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Damage of a backup is none of the store's.
fn about(path: &Path, error: VaultError) -> BillingError {
    let told = if let VaultError::Damaged { what, remedy, .. } = error {
        BillingError::new(ErrorCode::Damaged, format!("the backup cannot be used: {what}"), remedy)
    } else {
        error.into()
    };
    told.in_file(shown(path))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn moment(at: vault::Timestamp) -> String {
    Timestamp::from_millis(at.0).to_string()
}
