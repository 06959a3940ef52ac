//! `era list`, `show`, `undo`.

use super::id;
use crate::exit::Exit;
use crate::grammar::EraCommand;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{Result, list_remittances, show_remittance, undo_remittance};

const LIST: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["remittance_id", "payer", "trace", "date", "payment_cents", "state"],
}]);
const FILE: Page = Page {
    fields: &[
        "remittance_id",
        "payer",
        "trace",
        "date",
        "state",
        "payment_cents",
        "posted_cents",
        "unposted_cents",
        "provider_adjustment_cents",
        "balanced",
        "claims",
        "service_lines",
        "matched",
        "unmatched",
        "denied_claims",
    ],
    tables: &[
        Table {
            path: "exceptions",
            title: "Exceptions",
            columns: &["kind", "segment", "patient_control_number", "difference_cents", "message"],
        },
        Table {
            path: "posted_claims",
            title: "Claims",
            columns: &[
                "claim_id",
                "patient_control_number",
                "patient_name",
                "charge_cents",
                "paid_cents",
                "balance_cents",
                "state",
            ],
        },
    ],
};

/// Runs an `era` command but `import`.
///
/// # Errors
/// `not_permitted`, `not_found`, what the store refuses.
pub fn run(command: &EraCommand, context: &Context) -> Result<Exit> {
    match command {
        EraCommand::Import(args) => return super::import::remittances(args, context),
        EraCommand::List => {
            let session = Session::open(context)?;
            context.output.document(&Listing::whole(list_remittances(&session.desk()?)?), &LIST)?;
        }
        EraCommand::Show { id: text } => {
            let remittance = id(text)?;
            let session = Session::open(context)?;
            context.output.document(&show_remittance(&session.desk()?, remittance)?, &FILE)?;
        }
        EraCommand::Undo { id: text } => {
            let remittance = id(text)?;
            let session = Session::open_to_change(context)?;
            let page = Page { fields: &["remittance_id", "reversed_entries"], tables: &[] };
            context.output.document(&undo_remittance(&session.desk()?, remittance)?, &page)?;
        }
    }
    Ok(Exit::Done)
}
