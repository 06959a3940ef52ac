//! `backup`.

use clap::{Subcommand, ValueHint};
use std::path::PathBuf;

/// `backup`.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Write a backup of all that was done so far into a new file; for the administrator
    #[command(after_help = help!(
        "the store had lost documents before: they are named, all else is in the backup",
        "--user anna backup create /media/stick/monday.ckb",
        "--user anna --passphrase-file anna.txt --json backup create monday.ckb",
    ))]
    Create {
        /// The new file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Prove a backup, without a store: every byte, the audit trail in it, and who made it
    #[command(after_help = help!(
        "something in it is not as it was written",
        "--user anna backup verify /media/stick/monday.ckb",
        "--recovery-file recovery.txt backup verify monday.ckb",
    ))]
    Verify {
        /// The backup
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Try a backup out: rebuild it beside the store, check it whole, compare it with the store, and throw it away
    #[command(after_help = help!("it is not whole, or of another store", "--user anna backup drill /media/stick/monday.ckb"))]
    Drill {
        /// The backup
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Make a backup a store again, in a folder of its own named by --store; administrator and supervisor sign
    #[command(after_help = help!(
        "never",
        "--user anna --second-user sven --store practice-2 backup restore /media/stick/monday.ckb",
    ))]
    Restore {
        /// The backup
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}
