//! One function for each command: unlock, call the action, write its answer.

mod audit;
mod backup;
mod batch;
mod claim;
mod codes;
mod demo;
mod import;
mod init;
mod lines;
mod patient;
mod remittance;
mod report;
mod shell;
mod user;
mod work;
mod x12;

use crate::exit::Exit;
use crate::grammar::{AckCommand, Command, EraCommand};
use crate::session::Context;
use billing::{BillingError, ErrorCode, Result};
use std::str::FromStr;

/// Runs a command.
///
/// # Errors
/// Why it was not done.
pub fn run(command: &Command, context: &Context) -> Result<Exit> {
    match command {
        Command::Init(args) => init::run(args, context),
        Command::Demo(args) => demo::run(args, context),
        Command::User(command) => user::run(command, context),
        Command::Import(command) => import::run(command, context),
        Command::Patient(command) => patient::run(command, context),
        Command::Codes(command) => codes::run(command, context),
        Command::Claim(command) => claim::run(command, context),
        Command::Batch(command) => batch::run(command, context),
        Command::Ack(AckCommand::Import(args)) => import::acknowledgments(args, context),
        Command::Era(EraCommand::Import(args)) => import::remittances(args, context),
        Command::Era(command) => remittance::run(command, context),
        Command::Work(command) => work::run(command, context),
        Command::Report(command) => report::run(command, context),
        Command::Audit(command) => audit::run(command, context),
        Command::Backup(command) => backup::run(command, context),
        Command::Verify => audit::verify_store(context),
        Command::X12(command) => x12::run(command, context),
        Command::Completions { shell } => shell::completions(*shell, context),
        Command::Manual { out } => shell::manual(out, context),
    }
}

/// An id as a listing shows it.
fn id<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| {
        let message = format!("{text} is not such an id");
        BillingError::new(ErrorCode::BadUsage, message, "take the id from a listing of these records")
    })
}

/// Ids as a listing shows them.
fn ids<T: FromStr>(texts: &[String]) -> Result<Vec<T>> {
    texts.iter().map(|text| id(text)).collect()
}
