//! What can be said on the command line (cli.md). Stable: added to, never renamed.

/// The end of each command's help: examples, and what its exit codes mean; `$no` says what the command's own "no" is.
macro_rules! help {
    ($no:literal, $($example:literal),+ $(,)?) => {
        concat!(
            "Examples:\n",
            $("  claimkeep ", $example, "\n",)+
            "\nExit codes:\n  0    done\n  1    ", $no, "\n",
            "  2    bad usage\n",
            "  3    bad input file; nothing was changed\n",
            "  4    no such store, locked, wrong passphrase or not permitted\n",
            "  5    the store is in use by another process\n",
            "  6    the store is damaged, or of a newer version\n",
            "  7    the machine refused: full disk, read-only, input or output\n",
            "  130  stopped by Ctrl-C"
        )
    };
}

mod backup;
mod files;
mod money;
mod people;

pub use backup::BackupCommand;
pub use files::{AckCommand, CsvImport, EraCommand, EraImport, ImportCommand, Incoming, X12Command, X12Files};
pub use money::{
    AuditCommand, BatchCommand, BatchCreate, ClaimCommand, ClaimExport, ClaimIds, ClaimList, ReportCommand, WorkCommand,
};
pub use people::{CodesCommand, CodesFind, Demo, Init, Kdf, PatientCommand, PatientFind, UserCommand};

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Medical billing for a practice: claims, remittances and the books behind them, in an encrypted store.
#[derive(Debug, Parser)]
#[command(
    name = "claimkeep",
    version,
    propagate_version = true,
    max_term_width = 120,
    after_help = help!(
        "the command's own no: verification failed, claims held back, a file partly taken",
        "init --practice practice.json --admin anna --supervisor sven --recovery-out recovery.txt",
        "--user mira import 837 history.x12",
        "--user mira --json claim list --state denied",
    )
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command, before or after its name.
#[derive(Debug, Clone, Args)]
pub struct Globals {
    /// Folder of the store [default: CLAIMKEEP_STORE, else the data folder that the window uses]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub store: Option<PathBuf>,
    /// Who works; asked for on the terminal when absent
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// File whose first line is the passphrase; asked for on the terminal when absent
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub passphrase_file: Option<PathBuf>,
    /// Second person, where two must agree
    #[arg(long, global = true, value_name = "NAME")]
    pub second_user: Option<String>,
    /// File whose first line is the second person's passphrase
    #[arg(long, global = true, value_name = "FILE", requires = "second_user", value_hint = ValueHint::FilePath)]
    pub second_passphrase_file: Option<PathBuf>,
    /// File with the recovery key, standing for the second person where the rules allow it
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "second_user", value_hint = ValueHint::FilePath)]
    pub recovery_file: Option<PathBuf>,
    /// Write one JSON document on stdout, and errors as one JSON object on stderr
    #[arg(long, global = true)]
    pub json: bool,
    /// Show the progress of long work on stderr
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = ProgressWhen::Auto)]
    pub progress: ProgressWhen,
    /// Wait so long for another process to let go of the store
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub wait: u64,
}

/// When progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProgressWhen {
    /// When stderr is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new store with its practice and first two users
    Init(Init),
    /// Make a new store with a synthetic practice at work; its passphrases are printed
    Demo(Demo),
    /// Add, approve, list and disable people; change your passphrase
    #[command(subcommand, after_help = help!("never", "--user sven user list", "--user sven user add mira --role biller"))]
    User(UserCommand),
    /// Take in CSV files, or another system's 837P history
    #[command(subcommand, after_help = help!("a file was taken in part, or was taken before", "--user mira import patients patients.csv"))]
    Import(ImportCommand),
    /// Find, show and merge patients
    #[command(subcommand, after_help = help!("there is no such patient", "--user mira patient find 'mar val'"))]
    Patient(PatientCommand),
    /// Find codes; list the code sets
    #[command(subcommand, after_help = help!("never", "codes find 'diabetes neuropathy'"))]
    Codes(CodesCommand),
    /// List, scrub, approve, correct, void and export claims
    #[command(subcommand, after_help = help!("claims were held back, or there is no such claim", "--user mira claim list --state denied"))]
    Claim(ClaimCommand),
    /// Send approved claims as 837P interchanges
    #[command(subcommand, after_help = help!("claims were held back, or there is no such batch", "--user mira batch create --out outbox"))]
    Batch(BatchCommand),
    /// Take in acknowledgments: TA1, 999, 277CA
    #[command(subcommand, after_help = help!("a file was taken in part, or was taken before", "--user mira ack import 999.x12"))]
    Ack(AckCommand),
    /// Post remittances (835), list, show and undo them
    #[command(subcommand, after_help = help!("exceptions, a duplicate, or a remittance held back", "--user mira era import era.x12"))]
    Era(EraCommand),
    /// What is to be done: rejections, denials, follow-ups, by deadline and money
    #[command(subcommand, after_help = help!("there is no such item", "--user mira work list --owner mira"))]
    Work(WorkCommand),
    /// Figures: aging, key figures, denials, ledger
    #[command(subcommand, after_help = help!("never", "--user mira report aging"))]
    Report(ReportCommand),
    /// The audit trail
    #[command(subcommand, after_help = help!("the audit trail does not hold", "--user otto audit verify"))]
    Audit(AuditCommand),
    /// Make, prove, try out and restore backups
    #[command(subcommand, after_help = help!("the backup is not whole", "--user anna backup create /media/stick/monday.ckb"))]
    Backup(BackupCommand),
    /// Check the whole store: every cell, the audit trail, the state, the ledger; for a supervisor or the auditor
    #[command(after_help = help!("something is not as it was written", "--user sven verify", "--user sven --json verify"))]
    Verify,
    /// Check or show any X12 file, without a store
    #[command(subcommand, name = "x12", after_help = help!("a file breaks a rule", "x12 check era.x12", "x12 show era.x12"))]
    X12(X12Command),
    /// Write a shell's completions on stdout
    #[command(after_help = help!("never", "completions bash > claimkeep.bash", "completions zsh > _claimkeep"))]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    #[command(after_help = help!("never", "manual --out man/man1"))]
    Manual {
        /// Folder, made when it is not there
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: PathBuf,
    },
}

impl Command {
    /// Whether one line shall be written for each file at once, instead of a document at the end.
    #[must_use]
    pub fn writes_lines(&self) -> bool {
        match self {
            Command::Import(command) => command.json_lines(),
            Command::Ack(AckCommand::Import(args)) => args.json_lines,
            Command::Era(EraCommand::Import(args)) => args.json_lines,
            Command::Patient(PatientCommand::Find(args)) => args.batch.is_some(),
            Command::Codes(CodesCommand::Find(args)) => args.batch.is_some(),
            Command::Patient(PatientCommand::Show { .. } | PatientCommand::Merge { .. })
            | Command::Codes(CodesCommand::Status)
            | Command::Era(EraCommand::List | EraCommand::Show { .. } | EraCommand::Undo { .. })
            | Command::Init(_)
            | Command::Demo(_)
            | Command::User(_)
            | Command::Claim(_)
            | Command::Batch(_)
            | Command::Work(_)
            | Command::Report(_)
            | Command::Audit(_)
            | Command::Backup(_)
            | Command::Verify
            | Command::X12(_)
            | Command::Completions { .. }
            | Command::Manual { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_of_every_command_stand_before_or_after_it() {
        let before = Cli::try_parse_from(["claimkeep", "--user", "mira", "--json", "claim", "list"]).unwrap();
        let after = Cli::try_parse_from(["claimkeep", "claim", "list", "--user", "mira", "--json"]).unwrap();
        for cli in [before, after] {
            assert_eq!((cli.globals.user.as_deref(), cli.globals.json), (Some("mira"), true));
        }
    }
}
