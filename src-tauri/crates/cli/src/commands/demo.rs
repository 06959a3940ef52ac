//! `demo`: a synthetic practice at work, with its passphrases.

use crate::exit::Exit;
use crate::grammar::Demo;
use crate::page::{Page, Table};
use crate::progress::Watcher;
use crate::session::Context;
use crate::{clock, files, interrupt};
use billing::Result;
use demo::{DemoOptions, build};

const PAGE: Page = Page {
    fields: &[
        "store",
        "patients",
        "encounters",
        "claims",
        "remittances",
        "charge_cents",
        "payment_cents",
        "claims_by_state",
    ],
    tables: &[Table { path: "users", title: "Users", columns: &["name", "role", "passphrase"] }],
};

/// Makes the store.
///
/// # Errors
/// `bad_usage` for a folder that is not empty, what the machine refuses, `cancelled`. Then nothing was made.
pub fn run(args: &Demo, context: &Context) -> Result<Exit> {
    let store = context.store()?;
    let store = std::path::absolute(&store).map_err(|error| files::refused("naming", &store, &error))?;
    interrupt::work_begins();
    let watcher = Watcher::new(context.globals.progress);
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let defaults = DemoOptions::new(args.as_of.unwrap_or_else(clock::today), clock::now(), &watcher);
    let options = DemoOptions {
        patients: args.patients.map_or(defaults.patients, count),
        claims_per_patient: args.claims_per_patient.map(count),
        seed: args.seed.unwrap_or(defaults.seed),
        ..defaults
    };
    let report = build(&store, options)?;
    watcher.clear();
    context.output.document(&report, &PAGE)?;
    Ok(Exit::Done)
}
