//! `backup`: made, proved, tried out, and made a store again.

use crate::exit::Exit;
use crate::files;
use crate::grammar::{BackupCommand, Globals};
use crate::page::{Page, Table};
use crate::progress::Watcher;
use crate::session::{Context, Session, instant};
use crate::{clock, interrupt, secret};
use billing::{Result, begin_restore, create_backup, drill_backup, finish_restore, verify_backup};
use std::path::{Path, PathBuf};
use vault::{BackupKey, Passphrase, RecoveryCode, UnlockOptions};

const PROBLEMS: &[Table] =
    &[Table { path: "problems", title: "Problems", columns: &["kind", "where", "message", "remedy"] }];
const MADE: Page = Page { fields: &["file", "bytes", "sha256", "journal_entries", "journal_head"], tables: PROBLEMS };
const PROVED: Page = Page {
    fields: &[
        "ok",
        "made_at",
        "is_of_this_store",
        "cells",
        "sealed_cells",
        "documents",
        "journal_entries",
        "journal_head",
    ],
    tables: PROBLEMS,
};
const RESTORED: Page =
    Page { fields: &["store", "made_at", "generation", "journal_entries", "journal_head"], tables: &[] };

/// Runs a `backup` command.
///
/// # Errors
/// `not_permitted`, `wrong_passphrase`, `damaged`, `second_person_needed`, `bad_usage`, what the machine refuses.
pub fn run(command: &BackupCommand, context: &Context) -> Result<Exit> {
    match command {
        BackupCommand::Create { file } => create(file, context),
        BackupCommand::Verify { file } => verify(file, context),
        BackupCommand::Drill { file } => drill(file, context),
        BackupCommand::Restore { file } => restore(file, context),
    }
}

fn create(file: &Path, context: &Context) -> Result<Exit> {
    let file = absolute(file)?;
    let session = Session::open_to_change(context)?;
    let made = create_backup(&session.desk()?, &file)?;
    session.watcher().clear();
    context.output.document(&made, &MADE)?;
    Ok(Exit::no_if(!made.problems.is_empty()))
}

fn verify(file: &Path, context: &Context) -> Result<Exit> {
    files::need_all(&[file.to_owned()])?;
    let opener = Opener::ask(&context.globals)?;
    let watcher = Watcher::new(context.globals.progress);
    interrupt::work_begins();
    let proof = verify_backup(file, &opener.key(), &watcher)?;
    watcher.clear();
    context.output.document(&proof, &PROVED)?;
    Ok(Exit::no_if(!proof.ok))
}

fn drill(file: &Path, context: &Context) -> Result<Exit> {
    files::need_all(&[file.to_owned()])?;
    let opener = Opener::ask(&Globals { recovery_file: None, ..context.globals.clone() })?;
    let session = Session::open_to_change(context)?;
    let options = UnlockOptions { runs: records::RUNS, ..UnlockOptions::new(instant()) };
    let drilled = drill_backup(&session.desk()?, (file, &opener.key()), &options)?;
    session.watcher().clear();
    context.output.document(&drilled, &PROVED)?;
    Ok(Exit::no_if(!drilled.proof.ok))
}

fn restore(file: &Path, context: &Context) -> Result<Exit> {
    files::need_all(&[file.to_owned()])?;
    let target = absolute(&context.store()?)?;
    let opener = Opener::ask(&Globals { recovery_file: None, ..context.globals.clone() })?;
    let watcher = Watcher::new(context.globals.progress);
    let tell = |progress| watcher.unlocking(progress);
    interrupt::work_begins();
    let restoring = begin_restore((file, &opener.key()), &target, &context.options(&tell), &watcher)?;
    let second = context.second(restoring.vault())?;
    let restored = finish_restore(restoring, second.as_ref(), (&target, clock::now()))?;
    watcher.clear();
    context.output.document(&restored, &RESTORED)?;
    Ok(Exit::Done)
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| files::refused("naming", path, &error))
}

/// Who opens a backup: an administrator of its day, or whoever holds the recovery key.
enum Opener {
    Member { name: String, passphrase: Passphrase },
    Recovery(RecoveryCode),
}

impl Opener {
    fn ask(globals: &Globals) -> Result<Opener> {
        if let (None, Some(file)) = (&globals.user, &globals.recovery_file) {
            return Ok(Opener::Recovery(secret::recovery(file)?));
        }
        let name = globals.user.clone().map_or_else(secret::user_name, Ok)?;
        let passphrase = secret::passphrase(globals.passphrase_file.as_deref(), &name)?;
        Ok(Opener::Member { name, passphrase })
    }

    fn key(&self) -> BackupKey<'_> {
        match self {
            Opener::Member { name, passphrase } => BackupKey::Member { name, passphrase },
            Opener::Recovery(code) => BackupKey::Recovery(code),
        }
    }
}
