//! `user`: who may open the store.

use crate::exit::Exit;
use crate::grammar::UserCommand;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use crate::{interrupt, secret};
use billing::{Result, add_user, approve_user, change_passphrase, disable_user, list_users};
use serde::Serialize;

const LIST: Page = Page::of(&[Table { path: "items", title: "", columns: &["name", "role", "state"] }]);
const ONE: Page = Page { fields: &["name", "role", "state"], tables: &[] };

#[derive(Serialize)]
struct Changed<'a> {
    name: &'a str,
    changed: bool,
}

/// Runs a `user` command.
///
/// # Errors
/// `not_permitted`, `second_person_needed`, `not_found`, `bad_value`, what the store refuses.
pub fn run(command: &UserCommand, context: &Context) -> Result<Exit> {
    let output = &context.output;
    match command {
        UserCommand::List => {
            let session = Session::open(context)?;
            output.document(&Listing::whole(list_users(&session.desk()?)?), &LIST)?;
        }
        UserCommand::Add(args) => {
            let passphrase = secret::new_passphrase(args.new_passphrase_file.as_deref(), &args.name)?;
            let session = Session::open(context)?;
            let second = session.second(context)?;
            interrupt::work_begins();
            let row = add_user(&session.desk()?, (&args.name, args.role, &passphrase), second.as_ref())?;
            output.document(&row, &ONE)?;
        }
        UserCommand::Approve { name } => {
            let session = Session::open(context)?;
            let second = session.second(context)?;
            interrupt::work_begins();
            output.document(&approve_user(&session.desk()?, name, second.as_ref())?, &ONE)?;
        }
        UserCommand::Disable { name } => {
            let session = Session::open_to_change(context)?;
            output.document(&disable_user(&session.desk()?, name)?, &ONE)?;
        }
        UserCommand::Passphrase { new_passphrase_file } => {
            let session = Session::open(context)?;
            let name = session.vault().user().name.clone();
            let passphrase = secret::new_passphrase(new_passphrase_file.as_deref(), &name)?;
            interrupt::work_begins();
            change_passphrase(&session.desk()?, &passphrase)?;
            output.document(
                &Changed { name: &name, changed: true },
                &Page { fields: &["name", "changed"], tables: &[] },
            )?;
        }
    }
    Ok(Exit::Done)
}
