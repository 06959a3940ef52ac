//! Files in: CSV, X12.

use billing::CsvKind;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// `import`.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Patients: account_number, last_name, first_name, middle_name, birth_date, sex, line1, line2, city, state, zip, phone, email, ssn
    ///
    /// Needed: the first three, birth_date (like 1961-04-02) and sex (F, M, U). --update goes by account_number.
    #[command(after_help = help!("bad rows were left out", "--user mira import patients patients.csv", "--user mira import patients patients.csv --update --skip-bad bad.csv"))]
    Patients(CsvImport),
    /// Coverages: account_number, sequence, payer_id, member_id, group_number, subscriber_relationship, subscriber_…, effective_on, ends_on
    ///
    /// Needed: account_number, sequence (P, S, T), payer_id, member_id. subscriber_relationship is the X12 code: 18 the patient (so it is
    /// when empty), 01 spouse, 19 child, G8 other; for all but 18 also subscriber_last_name, subscriber_first_name,
    /// subscriber_birth_date, subscriber_sex. Optional too: plan_name. Dates are like 2026-10-12. --update goes by account_number and sequence.
    #[command(after_help = help!("bad rows were left out", "--user mira import coverages coverages.csv"))]
    Coverages(CsvImport),
    /// Payers: name, payer_id, claim_filing_indicator, timely_filing_days, line1, line2, city, state, zip
    #[command(after_help = help!("bad rows were left out", "--user sven import payers payers.csv"))]
    Payers(CsvImport),
    /// Providers: npi, last_name, first_name, taxonomy
    #[command(after_help = help!("bad rows were left out", "--user sven import providers providers.csv"))]
    Providers(CsvImport),
    /// Fees: code, modifier, charge (and payer_id, allowed, effective_on, ends_on)
    #[command(after_help = help!("bad rows were left out", "--user sven import fees fees.csv"))]
    Fees(CsvImport),
    /// Encounters, one row a line, each encounter with its draft claim
    ///
    /// Needed: encounter_number (the same in all rows of a visit), account_number, date_of_service (like 2026-10-12), rendering_npi,
    /// place_of_service, diagnoses (E11.9;I10, the first one leads), procedure_code.
    ///
    /// Optional: line, modifiers (25;59), units, pointers (1;2, positions among the diagnoses), charge (dollars; the fee schedule's when
    /// empty), note, patient_paid, billing_npi, referring_npi, ordering_npi, supervising_npi, facility_npi, prior_authorization,
    /// referral_number, ndc, ndc_unit, ndc_quantity, unit_type, accident_type, accident_date, accident_state, onset_date.
    ///
    /// --update goes by encounter_number; a claim that is not sent, or was rejected, follows its visit.
    #[command(after_help = help!("bad rows were left out", "--user mira import encounters visits.csv", "--user mira import encounters visits.csv --update"))]
    Encounters(CsvImport),
    /// Patients, coverages, providers, payers, encounters and claims out of 837P files
    #[command(name = "837", after_help = help!("a file was taken in part, or was taken before", "--user mira import 837 history.x12", "--user mira --json import 837 --json-lines january.x12 february.x12"))]
    Claims837(X12Files),
}

/// What `import` takes in.
pub enum Incoming<'a> {
    /// One CSV file of a kind.
    Csv(CsvKind, &'a CsvImport),
    /// 837P files.
    Claims837(&'a X12Files),
}

impl ImportCommand {
    /// The files by their form.
    #[must_use]
    pub fn incoming(&self) -> Incoming<'_> {
        match self {
            ImportCommand::Patients(args) => Incoming::Csv(CsvKind::Patients, args),
            ImportCommand::Coverages(args) => Incoming::Csv(CsvKind::Coverages, args),
            ImportCommand::Payers(args) => Incoming::Csv(CsvKind::Payers, args),
            ImportCommand::Providers(args) => Incoming::Csv(CsvKind::Providers, args),
            ImportCommand::Fees(args) => Incoming::Csv(CsvKind::Fees, args),
            ImportCommand::Encounters(args) => Incoming::Csv(CsvKind::Encounters, args),
            ImportCommand::Claims837(args) => Incoming::Claims837(args),
        }
    }

    pub(super) fn json_lines(&self) -> bool {
        match self.incoming() {
            Incoming::Csv(_, args) => args.json_lines,
            Incoming::Claims837(args) => args.json_lines,
        }
    }
}

/// A CSV file.
#[derive(Debug, Args)]
pub struct CsvImport {
    /// CSV in UTF-8 with a header line; all rows are taken, or none
    #[arg(value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Change the records that the key columns name, instead of refusing them
    #[arg(long)]
    pub update: bool,
    /// Leave bad rows out, and write them into this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub skip_bad: Option<PathBuf>,
    /// With --json: one line for each file the moment it is durable
    #[arg(long)]
    pub json_lines: bool,
}

/// X12 files, each its own commit.
#[derive(Debug, Args)]
pub struct X12Files {
    /// The files; each is taken for itself
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// With --json: one line for each file the moment it is durable
    #[arg(long)]
    pub json_lines: bool,
}

/// `ack`.
#[derive(Debug, Subcommand)]
pub enum AckCommand {
    /// Take in TA1, 999 and 277CA; tells which claims moved where
    #[command(after_help = help!("a file was taken in part, or was taken before", "--user mira ack import 999.x12 277ca.x12", "--user mira --json ack import 999.x12"))]
    Import(X12Files),
}

/// `era`.
#[derive(Debug, Subcommand)]
pub enum EraCommand {
    /// Match, balance and post remittances; the same one is never posted twice
    #[command(after_help = help!("exceptions, a duplicate, or a remittance held back", "--user mira era import era.x12", "--user mira era import era.x12 --rehearse"))]
    Import(EraImport),
    /// List the remittances
    #[command(after_help = help!("never", "--user mira era list", "--user mira --json era list"))]
    List,
    /// Show a remittance with its claims and exceptions
    #[command(after_help = help!("there is no such remittance", "--user mira era show era-4"))]
    Show {
        /// The remittance's id
        id: String,
    },
    /// Reverse all that a remittance posted
    #[command(after_help = help!("there is no such remittance", "--user sven era undo era-4"))]
    Undo {
        /// The remittance's id
        id: String,
    },
}

/// `era import`.
#[derive(Debug, Args)]
pub struct EraImport {
    /// The files; each is taken for itself
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Do everything but change the store
    #[arg(long)]
    pub rehearse: bool,
    /// With --json: one line for each file the moment it is durable
    #[arg(long)]
    pub json_lines: bool,
}

/// `x12`.
#[derive(Debug, Subcommand)]
pub enum X12Command {
    /// Check syntax and balance of any X12 file
    #[command(after_help = help!("a file breaks a rule", "x12 check era.x12", "--json x12 check *.x12"))]
    Check {
        /// The files
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Show a file segment by segment, with positions and indented by loop
    #[command(after_help = help!("never", "x12 show era.x12"))]
    Show {
        /// The file
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}
