//! Making a store, people, patients and codes.

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;
use values::{Date, Role};

/// How hard passphrases are stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kdf {
    /// For real stores.
    Default,
    /// 64 MiB, for demos and tests.
    Floor,
}

/// `init`.
#[derive(Debug, Args)]
#[command(
    after_help = help!(
        "never",
        "init --practice practice.json --admin anna --supervisor sven --recovery-out recovery.txt",
        "--store practice init --practice practice.json --admin anna --supervisor sven --admin-passphrase-file a.txt --supervisor-passphrase-file s.txt",
    ),
    after_long_help = concat!(
        "The practice file is JSON: {\"name\", \"npi\", \"tin\", \"taxonomy\", \"address\": {\"line1\", \"line2\", \"city\", \"state\", \"zip\"}, ",
        "\"phone\", \"contact_name\", \"submitter_id\", \"receiver\": {\"name\", \"id\"}, \"usage\": \"T\"|\"P\", \"timezone\", ",
        "\"providers\": [{\"npi\", \"last_name\", \"first_name\", \"taxonomy\"}], ",
        "\"payers\": [{\"name\", \"payer_id\", \"claim_filing_indicator\", \"timely_filing_days\", \"address\"}], ",
        "\"fees\": [{\"code\", \"modifier\", \"charge_cents\"}]}. timezone (IANA; the machine's when absent) and the last three may be absent.\n\n",
        help!(
            "never",
            "init --practice practice.json --admin anna --supervisor sven --recovery-out recovery.txt",
            "--store practice init --practice practice.json --admin anna --supervisor sven --admin-passphrase-file a.txt --supervisor-passphrase-file s.txt",
        )
    )
)]
pub struct Init {
    /// The practice file (JSON, described below with --help)
    #[arg(long, value_name = "FILE.json", value_hint = ValueHint::FilePath)]
    pub practice: PathBuf,
    /// Name of the first administrator
    #[arg(long, value_name = "NAME")]
    pub admin: String,
    /// Name of the first supervisor
    #[arg(long, value_name = "NAME")]
    pub supervisor: String,
    /// File whose first line is the administrator's passphrase
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub admin_passphrase_file: Option<PathBuf>,
    /// File whose first line is the supervisor's passphrase
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub supervisor_passphrase_file: Option<PathBuf>,
    /// Write the recovery key into this new file instead of printing it once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub recovery_out: Option<PathBuf>,
    /// One person holds all roles: a second signature may be missing, and is then listed as unreviewed
    #[arg(long)]
    pub single_person: bool,
    /// How hard passphrases are stretched; floor is for demos and tests
    #[arg(long, value_enum, default_value_t = Kdf::Default)]
    pub kdf: Kdf,
}

/// `demo`.
#[derive(Debug, Args)]
#[command(after_help = help!("never", "--store demo demo", "--store demo demo --patients 500 --seed 7 --as-of 2026-06-30"))]
pub struct Demo {
    /// How many patients [default: 300]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub patients: Option<u32>,
    /// How many claims each [default: 1 to 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub claims_per_patient: Option<u32>,
    /// The same seed and day give the same practice [default: 1]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// The practice's "today" [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// `user`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Enrol a person; run by a supervisor the keys are handed over at once, run by the administrator a supervisor approves
    #[command(after_help = help!("never", "--user sven user add mira --role biller --new-passphrase-file mira.txt", "--user sven --second-user anna user add otto --role auditor"))]
    Add(UserAdd),
    /// Hand the keys of their role to an enrolled person
    #[command(after_help = help!("there is no such user", "--user sven user approve mira"))]
    Approve {
        /// Who
        name: String,
    },
    /// List everybody
    #[command(after_help = help!("never", "--user anna user list", "--user anna --json user list"))]
    List,
    /// Take a person's keys away
    #[command(after_help = help!("there is no such user", "--user anna user disable mira"))]
    Disable {
        /// Who
        name: String,
    },
    /// Change your own passphrase
    #[command(after_help = help!("never", "--user mira user passphrase", "--user mira --passphrase-file old.txt user passphrase --new-passphrase-file new.txt"))]
    Passphrase {
        /// File whose first line is the new passphrase; asked for when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        new_passphrase_file: Option<PathBuf>,
    },
}

/// `user add`.
#[derive(Debug, Args)]
pub struct UserAdd {
    /// Name, never given twice in a store
    pub name: String,
    /// front_desk, coder, biller, supervisor, auditor or administrator
    #[arg(long, value_name = "ROLE", value_parser = parse_role)]
    pub role: Role,
    /// File whose first line is the person's passphrase; asked for when absent
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub new_passphrase_file: Option<PathBuf>,
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::from_name(text)
        .ok_or_else(|| "write front_desk, coder, biller, supervisor, auditor or administrator".to_owned())
}

/// `patient`.
#[derive(Debug, Subcommand)]
pub enum PatientCommand {
    /// Find patients by name, birth date, account, phone or member id; journaled
    #[command(after_help = help!("never", "--user mira patient find 'mar val'", "--user mira patient find 1961-04-02", "--user mira --json patient find --batch names.txt"))]
    Find(PatientFind),
    /// Show a patient with coverages and claims; journaled
    #[command(after_help = help!("there is no such patient", "--user mira patient show pat-7", "--user mira --json patient show pat-7"))]
    Show {
        /// The patient's id
        id: String,
    },
    /// Make two records of one person one; the first is kept
    #[command(after_help = help!("there is no such patient", "--user mira patient merge pat-7 pat-9"))]
    Merge {
        /// The record that stays
        keep: String,
        /// The record that goes into it
        duplicate: String,
    },
}

/// `patient find`.
#[derive(Debug, Args)]
pub struct PatientFind {
    /// What to look for; several words narrow each other
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub text: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub limit: u16,
    /// Read one query a line, and answer each with one JSON line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub batch: Option<PathBuf>,
}

/// `codes`.
#[derive(Debug, Subcommand)]
pub enum CodesCommand {
    /// Find codes by part of the code, or by words in any order, shortened or misspelled
    #[command(after_help = help!("never", "codes find E11.4", "codes find 'diab neurop' --set icd10cm --on 2026-03-01", "--json codes find --batch queries.txt"))]
    Find(CodesFind),
    /// List the code sets with their dates and counts
    #[command(after_help = help!("never", "codes status", "--json codes status"))]
    Status,
}

/// `codes find`.
#[derive(Debug, Args)]
pub struct CodesFind {
    /// What to look for
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub text: Option<String>,
    /// One set only: icd10cm, hcpcs or cpt
    #[arg(long, value_name = "SET", value_parser = parse_set)]
    pub set: Option<codes::Set>,
    /// The date of service [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Read one query a line, and answer each with one JSON line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub batch: Option<PathBuf>,
}

fn parse_set(text: &str) -> Result<codes::Set, String> {
    let found = codes::Set::from_name(text).filter(|set| set.is_searchable() || *set == codes::Set::Cpt);
    found.ok_or_else(|| "write icd10cm, hcpcs or cpt".to_owned())
}
