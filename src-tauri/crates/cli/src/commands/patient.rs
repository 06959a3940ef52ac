//! `patient`: find, show, merge.

use super::id;
use super::lines::{self, Found};
use crate::exit::Exit;
use crate::grammar::{PatientCommand, PatientFind};
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{Result, find_patients, journal_searches, merge_patients, patient_row, search_patients, show_patient};
use serde::Serialize;

const FOUND: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["patient_id", "name", "birth_date", "account_number", "balance_cents"],
}]);
const FILE: Page = Page {
    fields: &[
        "patient_id",
        "name",
        "birth_date",
        "account_number",
        "balance_cents",
        "insurance_balance_cents",
        "patient_balance_cents",
    ],
    tables: &[
        Table {
            path: "demographics",
            title: "Demographics",
            columns: &["sex", "line1", "line2", "city", "state", "zip", "phone", "email"],
        },
        Table { path: "identifiers", title: "Identifiers", columns: &["ssn"] },
        Table {
            path: "coverages",
            title: "Coverages",
            columns: &[
                "coverage_id",
                "sequence",
                "payer",
                "payer_id",
                "member_id",
                "group_number",
                "subscriber_relationship",
                "effective_on",
                "ends_on",
            ],
        },
        Table {
            path: "claims",
            title: "Claims",
            columns: &[
                "claim_id",
                "patient_control_number",
                "payer",
                "date_of_service",
                "charge_cents",
                "paid_cents",
                "balance_cents",
                "state",
            ],
        },
    ],
};

#[derive(Serialize)]
struct Merged<'a> {
    patient_id: &'a str,
    merged: &'a str,
}

/// Runs a `patient` command.
///
/// # Errors
/// `not_permitted`, `not_found`, what the store refuses.
pub fn run(command: &PatientCommand, context: &Context) -> Result<Exit> {
    match command {
        PatientCommand::Find(args) => find(args, context)?,
        PatientCommand::Show { id: text } => {
            let patient = id(text)?;
            let session = Session::open(context)?;
            context.output.document(&show_patient(&session.desk()?, patient)?, &FILE)?;
        }
        PatientCommand::Merge { keep, duplicate } => {
            let (kept, gone) = (id(keep)?, id(duplicate)?);
            let session = Session::open_to_change(context)?;
            merge_patients(&session.desk()?, kept, gone)?;
            let page = Page { fields: &["patient_id", "merged"], tables: &[] };
            context.output.document(&Merged { patient_id: keep, merged: duplicate }, &page)?;
        }
    }
    Ok(Exit::Done)
}

fn find(args: &PatientFind, context: &Context) -> Result<()> {
    let limit = usize::from(args.limit);
    if let Some(file) = &args.batch {
        crate::files::need_all(std::slice::from_ref(file))?;
        let session = Session::open(context)?;
        return lines::answer(file, &context.output, |query| {
            let desk = session.desk()?;
            let found = Found::timed(|| search_patients(&desk, query, limit))?;
            journal_searches(&desk, &found.items)?;
            let rows = found.items.iter().map(|id| patient_row(&desk, *id)).collect::<Result<Vec<_>>>()?;
            Ok(Found { items: rows, took: found.took })
        });
    }
    let session = Session::open(context)?;
    let rows = find_patients(&session.desk()?, args.text.as_deref().unwrap_or_default(), limit)?;
    context.output.document(&Listing::whole(rows), &FOUND)
}
