//! `claim`: list, show, scrub, approve, correct, next, void, export.

use super::{id, ids};
use crate::exit::Exit;
use crate::files::{self, PendingFile};
use crate::grammar::{ClaimCommand, ClaimExport, ClaimIds, ClaimList};
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{
    ClaimFilter, ClaimsMoved, Desk, Result, approve_claims, bill_next_payer, correct_claims, export_claims,
    list_claims, scrub_claims, sha256_hex, show_claim, void_claims,
};
use serde::Serialize;
use values::ClaimId;

const LIST: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &[
        "claim_id",
        "patient_control_number",
        "patient_name",
        "payer",
        "sequence",
        "date_of_service",
        "charge_cents",
        "paid_cents",
        "adjustment_cents",
        "patient_responsibility_cents",
        "balance_cents",
        "state",
        "age_days",
        "filing_limit_on",
    ],
}]);
const FILE: Page = Page {
    fields: &[
        "claim_id",
        "patient_control_number",
        "version",
        "frequency",
        "patient_id",
        "patient_name",
        "payer",
        "sequence",
        "state",
        "state_reason",
        "date_of_service",
        "place_of_service",
        "diagnoses",
        "charge_cents",
        "paid_cents",
        "adjustment_cents",
        "patient_responsibility_cents",
        "balance_cents",
        "age_days",
        "filing_limit_on",
        "payer_claim_control_number",
        "prior_authorization",
        "referral_number",
        "notes",
        "previous_claim_id",
        "next_claim_id",
    ],
    tables: &[
        Table {
            path: "lines",
            title: "Lines",
            columns: &[
                "line",
                "procedure_code",
                "modifiers",
                "units",
                "pointers",
                "date_of_service",
                "charge_cents",
                "insurance_cents",
                "denied_cents",
                "patient_cents",
            ],
        },
        Table {
            path: "findings",
            title: "Findings",
            columns: &["severity", "rule", "field", "message", "remedy", "pack"],
        },
        Table {
            path: "submissions",
            title: "Submissions",
            columns: &["version", "patient_control_number", "frequency", "batch_id", "sent_on"],
        },
        Table {
            path: "outcomes",
            title: "Outcomes",
            columns: &[
                "remittance_id",
                "status",
                "payer_claim_control_number",
                "adjudicated_on",
                "paid_cents",
                "undone",
            ],
        },
        Table {
            path: "outcomes.adjustments",
            title: "Adjustments",
            columns: &["line", "group_code", "carc", "amount_cents"],
        },
        Table { path: "history", title: "History", columns: &["at", "by", "state", "what"] },
    ],
};
const MOVED: Page = Page {
    fields: &["file", "sha256"],
    tables: &[
        Table { path: "claims", title: "Done", columns: &["claim_id", "patient_control_number", "state"] },
        Table { path: "held", title: "Held back", columns: &["claim_id", "reasons"] },
    ],
};
const SCRUBBED: Page = Page {
    fields: &["clean", "held"],
    tables: &[
        Table { path: "claims", title: "Claims", columns: &["claim_id", "patient_control_number", "outcome"] },
        Table {
            path: "claims.findings",
            title: "Findings",
            columns: &["claim_id", "severity", "rule", "field", "message", "remedy"],
        },
    ],
};

/// Runs a `claim` command.
///
/// # Errors
/// `not_permitted`, `not_found`, what the store or the machine refuses.
pub fn run(command: &ClaimCommand, context: &Context) -> Result<Exit> {
    match command {
        ClaimCommand::List(args) => list(args, context),
        ClaimCommand::Show { id: text } => {
            let claim = id(text)?;
            let session = Session::open(context)?;
            context.output.document(&show_claim(&session.desk()?, claim)?, &FILE)?;
            Ok(Exit::Done)
        }
        ClaimCommand::Scrub { ids: texts } => scrub(texts, context),
        ClaimCommand::Approve(args) => moved(args, context, approve_claims),
        ClaimCommand::Correct(args) => moved(args, context, correct_claims),
        ClaimCommand::Next(args) => moved(args, context, bill_next_payer),
        ClaimCommand::Void(args) => moved(args, context, void_claims),
        ClaimCommand::Export(args) => export(args, context),
    }
}

fn list(args: &ClaimList, context: &Context) -> Result<Exit> {
    let session = Session::open(context)?;
    let limit = args.limit.and_then(|limit| usize::try_from(limit).ok());
    let filter = ClaimFilter { state: args.state, payer: args.payer.clone(), limit };
    let (total, items) = list_claims(&session.desk()?, &filter)?;
    context.output.document(&Listing { total, items }, &LIST)?;
    Ok(Exit::Done)
}

fn scrub(texts: &[String], context: &Context) -> Result<Exit> {
    let ids: Vec<ClaimId> = ids(texts)?;
    let session = Session::open_to_change(context)?;
    let report = scrub_claims(&session.desk()?, &ids)?;
    session.watcher().clear();
    context.output.document(&report, &SCRUBBED)?;
    Ok(Exit::no_if(report.held > 0))
}

type Verb = fn(&Desk<'_>, &[ClaimId]) -> Result<ClaimsMoved>;

fn moved(args: &ClaimIds, context: &Context, verb: Verb) -> Result<Exit> {
    let ids = ids(&args.ids)?;
    let session = Session::open_to_change(context)?;
    let moved = verb(&session.desk()?, &ids)?;
    session.watcher().clear();
    context.output.document(&moved, &MOVED)?;
    Ok(Exit::no_if(!moved.held.is_empty()))
}

#[derive(Serialize)]
struct Exported<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(flatten)]
    moved: &'a ClaimsMoved,
}

fn export(args: &ClaimExport, context: &Context) -> Result<Exit> {
    let ids = ids(&args.ids)?;
    let session = Session::open_to_change(context)?;
    let file = PendingFile::begin(&args.out)?;
    let (bytes, moved) = export_claims(&session.desk()?, &ids)?;
    let is_written = !moved.claims.is_empty();
    if is_written {
        file.finish(&bytes)?;
    }
    session.watcher().clear();
    let view = Exported {
        file: is_written.then(|| files::shown(&args.out)),
        sha256: is_written.then(|| sha256_hex(&bytes)),
        moved: &moved,
    };
    context.output.document(&view, &MOVED)?;
    Ok(Exit::no_if(!moved.held.is_empty()))
}
