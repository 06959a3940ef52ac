//! `work`: what is to be done.

use super::ids;
use crate::exit::Exit;
use crate::grammar::WorkCommand;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{Result, assign_work, finish_work, list_work};
use serde::Serialize;

const LIST: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &[
        "work_item_id",
        "kind",
        "claim_id",
        "patient_name",
        "payer",
        "amount_cents",
        "due_on",
        "owner",
        "reason",
    ],
}]);
const CHANGED: Page = Page { fields: &["changed", "owner"], tables: &[] };

#[derive(Serialize)]
struct Changed<'a> {
    changed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
}

/// Runs a `work` command.
///
/// # Errors
/// `not_permitted`, `not_found`, what the store refuses.
pub fn run(command: &WorkCommand, context: &Context) -> Result<Exit> {
    match command {
        WorkCommand::List { owner } => {
            let session = Session::open(context)?;
            context.output.document(&Listing::whole(list_work(&session.desk()?, owner.as_deref())?), &LIST)?;
        }
        WorkCommand::Assign(args) => {
            let items = ids(&args.ids)?;
            let session = Session::open_to_change(context)?;
            let changed = assign_work(&session.desk()?, &items, &args.owner)?;
            context.output.document(&Changed { changed, owner: Some(&args.owner) }, &CHANGED)?;
        }
        WorkCommand::Done(args) => {
            let items = ids(&args.ids)?;
            let session = Session::open_to_change(context)?;
            let changed = finish_work(&session.desk()?, &items, &args.how)?;
            context.output.document(&Changed { changed, owner: None }, &CHANGED)?;
        }
    }
    Ok(Exit::Done)
}
