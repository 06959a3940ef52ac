//! `report`: figures.

use super::id;
use crate::exit::Exit;
use crate::grammar::ReportCommand;
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{Result, report_aging, report_denials, report_kpi, report_ledger};

const AGING: Page = Page {
    fields: &["as_of", "insurance_cents", "patient_cents", "unapplied_cents", "credit_cents"],
    tables: &[Table { path: "buckets", title: "Days", columns: &["label", "insurance_cents", "patient_cents"] }],
};
const LEDGER: Page = Page {
    fields: &["entries", "debit_cents", "credit_cents", "balanced"],
    tables: &[Table { path: "accounts", title: "Accounts", columns: &["account", "balance_cents"] }],
};
const KPI: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["name", "value", "numerator", "denominator", "window", "definition"],
}]);
const DENIALS: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["group_code", "carc", "payer", "count", "amount_cents", "root_cause", "remedy"],
}]);

/// Runs a `report` command.
///
/// # Errors
/// `not_permitted`, what the store refuses.
pub fn run(command: &ReportCommand, context: &Context) -> Result<Exit> {
    let output = &context.output;
    match command {
        ReportCommand::Aging(args) => {
            let patient = args.patient.as_deref().map(id).transpose()?;
            let session = Session::open(context)?;
            output.document(&report_aging(&session.desk()?, args.as_of, patient)?, &AGING)?;
        }
        ReportCommand::Ledger(args) => {
            let patient = args.patient.as_deref().map(id).transpose()?;
            let session = Session::open(context)?;
            output.document(&report_ledger(&session.desk()?, args.as_of, patient)?, &LEDGER)?;
        }
        ReportCommand::Kpi { as_of } => {
            let session = Session::open(context)?;
            output.document(&Listing::whole(report_kpi(&session.desk()?, *as_of)?), &KPI)?;
        }
        ReportCommand::Denials => {
            let session = Session::open(context)?;
            output.document(&Listing::whole(report_denials(&session.desk()?)?), &DENIALS)?;
        }
    }
    Ok(Exit::Done)
}
