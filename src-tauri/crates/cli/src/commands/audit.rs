//! `audit` and `verify`: who did what, and whether all is as it was written.

use crate::exit::Exit;
use crate::grammar::AuditCommand;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{Proof, Result, audit_entries, verify_audit};

const LIST: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["sequence", "at", "actor", "role", "action", "workstation", "subject"],
}]);
const PROOF: Page = Page {
    fields: &["ok", "cells", "sealed_cells", "documents", "journal_entries", "journal_head"],
    tables: &[Table { path: "problems", title: "Problems", columns: &["kind", "where", "message", "remedy"] }],
};

/// Runs an `audit` command.
///
/// # Errors
/// `not_permitted`, what the store refuses.
pub fn run(command: &AuditCommand, context: &Context) -> Result<Exit> {
    let session = Session::open(context)?;
    match command {
        AuditCommand::List { limit } => {
            let limit = limit.and_then(|limit| usize::try_from(limit).ok());
            let (total, items) = audit_entries(&session.desk()?, limit)?;
            context.output.document(&Listing { total, items }, &LIST)?;
            Ok(Exit::Done)
        }
        AuditCommand::Verify => proven(&verify_audit(&session.desk()?)?, context),
    }
}

/// Runs `verify`.
///
/// # Errors
/// `not_permitted`, what the store refuses.
pub fn verify_store(context: &Context) -> Result<Exit> {
    let session = Session::open(context)?;
    session.watcher().tell("checking the whole store");
    let proof = billing::verify_store(&session.desk()?)?;
    session.watcher().clear();
    proven(&proof, context)
}

fn proven(proof: &Proof, context: &Context) -> Result<Exit> {
    context.output.document(proof, &PROOF)?;
    Ok(Exit::no_if(!proof.ok))
}
