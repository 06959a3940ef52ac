//! `claimkeep`, the command-line companion of the window: the same actions, roles, keys and audit trail.
//!
//! Purpose: reads a command line, unlocks the store, calls one action of `billing`, and writes its answer as a table or as
//! JSON (`docs` and `--help` name the keys). Invariants: this is the only clock of the program; passphrases come from files
//! or the terminal, never from arguments; errors name places and remedies, never content; the process never ends with 101:
//! a fault of the program itself is told by its place in the source and ends with 7.
//!
//! ```text
//! claimkeep --user mira --passphrase-file mira.txt --json claim list --state denied
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod clock;
mod commands;
mod exit;
mod files;
mod grammar;
mod interrupt;
mod output;
mod page;
mod progress;
mod secret;
mod session;

use billing::{BillingError, ErrorCode};
use clap::Parser;
use exit::Exit;
use grammar::Cli;
use output::Output;
use session::Context;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::Mutex;

/// Where the program failed, for the report; never with what.
static FAILED_AT: Mutex<Option<String>> = Mutex::new(None);

fn main() -> ExitCode {
    vault::harden_process();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        if let Ok(mut failed_at) = FAILED_AT.lock() {
            *failed_at = place;
        }
    }));
    let exit = panic::catch_unwind(AssertUnwindSafe(start)).unwrap_or_else(|_| {
        Output { json: is_json_asked(), lines: false }.error(&fault());
        Exit::Machine
    });
    ExitCode::from(exit.number())
}

fn start() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    let lines = cli.command.writes_lines();
    let output = Output { json: cli.globals.json || lines, lines };
    interrupt::listen(output);
    let context = Context { globals: cli.globals, output };
    commands::run(&cli.command, &context).unwrap_or_else(|error| {
        output.error(&error);
        Exit::of(error.code)
    })
}

/// Help and version are answers; all else is bad usage.
fn misused(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        // Nobody is left to tell.
        let _ = error.print();
        return Exit::Done;
    }
    if is_json_asked() {
        let text = error.to_string();
        let message: String =
            text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").replace('\n', " ");
        let error =
            BillingError::new(ErrorCode::BadUsage, message, "see `claimkeep --help`, or --help after the command");
        Output { json: true, lines: false }.error(&error);
    } else {
        let _ = error.print();
    }
    Exit::Usage
}

fn is_json_asked() -> bool {
    std::env::args_os().any(|word| word == "--json" || word == "--json-lines")
}

fn fault() -> BillingError {
    let place = FAILED_AT.lock().ok().and_then(|place| place.clone()).unwrap_or_default();
    let remedy = "report this place with the command that you ran; what was committed stays";
    BillingError::new(ErrorCode::Io, format!("the program itself failed at {place}"), remedy)
}
