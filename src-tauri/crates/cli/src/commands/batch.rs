//! `batch`: interchanges out. A file is queued in the store first; its claims are transmitted when it is whole on the disk.

use super::id;
use crate::exit::Exit;
use crate::files;
use crate::grammar::{BatchCommand, BatchCreate};
use crate::interrupt;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{
    BatchRow, BillingError, ErrorCode, HeldClaim, Result, create_batches, hand_over_batches, list_batches,
    queued_files, show_batch,
};
use serde::Serialize;
use std::path::{Path, PathBuf};
use values::BatchId;

const COLUMNS: &[&str] =
    &["batch_id", "file", "payer", "control_number", "claims", "charge_cents", "created_on", "state"];
const LIST: Page = Page::of(&[Table { path: "items", title: "", columns: COLUMNS }]);
const CREATED: Page = Page::of(&[
    Table {
        path: "batches",
        title: "",
        columns: &["batch_id", "file", "payer", "control_number", "claims", "charge_cents"],
    },
    Table { path: "held", title: "Held back", columns: &["claim_id", "reasons"] },
]);
const FILE: Page = Page {
    fields: &[
        "batch_id",
        "file",
        "payer",
        "control_number",
        "reference",
        "claims",
        "charge_cents",
        "created_on",
        "state",
        "sha256",
    ],
    tables: &[
        Table {
            path: "submissions",
            title: "Claims",
            columns: &[
                "claim_id",
                "patient_control_number",
                "patient_name",
                "date_of_service",
                "charge_cents",
                "balance_cents",
                "state",
            ],
        },
        Table { path: "history", title: "Answers", columns: &["what"] },
    ],
};

#[derive(Serialize)]
struct Created {
    batches: Vec<BatchRow>,
    held: Vec<HeldClaim>,
}

/// Runs a `batch` command.
///
/// # Errors
/// `not_permitted`, `not_found`, what the store or the machine refuses.
pub fn run(command: &BatchCommand, context: &Context) -> Result<Exit> {
    match command {
        BatchCommand::Create(args) => create(args, context),
        BatchCommand::List => {
            let session = Session::open(context)?;
            context.output.document(&Listing::whole(list_batches(&session.desk()?)?), &LIST)?;
            Ok(Exit::Done)
        }
        BatchCommand::Show { id: text } => {
            let batch = id(text)?;
            let session = Session::open(context)?;
            context.output.document(&show_batch(&session.desk()?, batch)?, &FILE)?;
            Ok(Exit::Done)
        }
    }
}

fn create(args: &BatchCreate, context: &Context) -> Result<Exit> {
    let out = std::path::absolute(&args.out).map_err(|error| files::refused("naming", &args.out, &error))?;
    if out.exists() && !out.is_dir() {
        let message = format!("{} is not a folder", files::shown(&args.out));
        return Err(BillingError::new(ErrorCode::BadUsage, message, "name a folder for the files"));
    }
    let session = Session::open_to_change(context)?;
    let (mut batches, held) = create_batches(&session.desk()?, args.payer.as_deref())?;
    if !batches.is_empty() {
        hand_over(&session, &out)?;
    }
    session.watcher().clear();
    for row in &mut batches {
        row.file = files::shown(&out.join(&row.file));
        row.state = "transmitted";
    }
    context.output.document(&Created { batches, held: held.held.clone() }, &CREATED)?;
    Ok(Exit::no_if(!held.held.is_empty()))
}

/// Writes every queued file, and says so for those that are whole on the disk, also where a later one could not be written.
fn hand_over(session: &Session, out: &Path) -> Result<()> {
    let queued = queued_files(&session.desk()?)?;
    let total = queued.len();
    let mut written: Vec<BatchId> = Vec::new();
    let mut failure = None;
    for file in queued {
        let path: PathBuf = out.join(&file.name);
        if let Err(error) = interrupt::check().and_then(|()| files::write(&path, &file.bytes)) {
            failure = Some(error);
            break;
        }
        written.push(file.batch_id);
    }
    let done = written.len();
    hand_over_batches(&session.desk()?, &written)?;
    match failure {
        None => Ok(()),
        Some(error) => {
            let message =
                format!("{}; {done} of {total} files were written, the others wait in the store", error.message);
            let remedy = format!("{}; run batch create again to write them", error.remedy);
            Err(BillingError { message, remedy, ..error })
        }
    }
}
