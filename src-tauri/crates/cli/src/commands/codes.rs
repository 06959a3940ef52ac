//! `codes`: the finder of the charge screen, and what is loaded. Neither needs a store; with `--user` the practice's own
//! codes (those of its fees) are found too.

use super::lines::{self, Found};
use crate::clock;
use crate::exit::Exit;
use crate::grammar::{CodesCommand, CodesFind};
use crate::output::Listing;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::Result;
use codes::{CodeBook, FindOptions, Hit, OwnCode, Set, is_cpt_shape};
use records::{FeeRecord, Field, scan};
use serde::Serialize;
use values::Date;
use vault::Vault;

const FOUND: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["code", "set", "billable", "valid_from", "valid_to", "matched", "description"],
}]);
const STATUS: Page = Page::of(&[Table {
    path: "items",
    title: "",
    columns: &["set", "version", "valid_from", "valid_to", "codes", "stale_on", "source"],
}]);

#[derive(Serialize)]
struct HitView {
    code: String,
    set: Set,
    description: String,
    billable: bool,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    matched: &'static str,
}

impl From<Hit> for HitView {
    fn from(hit: Hit) -> HitView {
        HitView {
            code: hit.code,
            set: hit.set,
            description: hit.description,
            billable: hit.billable,
            valid_from: hit.valid_from,
            valid_to: hit.valid_to,
            matched: hit.matched.name(),
        }
    }
}

/// Runs a `codes` command.
///
/// # Errors
/// `bad_usage`; with `--user` what the store refuses.
pub fn run(command: &CodesCommand, context: &Context) -> Result<Exit> {
    match command {
        CodesCommand::Status => context.output.document(&Listing::whole(CodeBook::shipped().status()), &STATUS)?,
        CodesCommand::Find(args) => find(args, context)?,
    }
    Ok(Exit::Done)
}

fn find(args: &CodesFind, context: &Context) -> Result<()> {
    let session = context.globals.user.is_some().then(|| Session::open(context)).transpose()?;
    let (today, own) = match &session {
        Some(session) => (session.desk()?.today(), own_codes(session.vault())?),
        None => (clock::today(), Vec::new()),
    };
    let book = CodeBook::shipped();
    let options = FindOptions { set: args.set, on: args.on.unwrap_or(today), limit: usize::from(args.limit) };
    let own: Vec<OwnCode> = own.into_iter().filter(|code| args.set.is_none_or(|only| only == code.set)).collect();
    let search = |text: &str| Found::timed(|| Ok(book.find(text, &options, &own)));
    let Some(file) = &args.batch else {
        let found = search(args.text.as_deref().unwrap_or_default())?;
        let items: Vec<HitView> = found.items.into_iter().map(HitView::from).collect();
        return context.output.document(&Listing::whole(items), &FOUND);
    };
    book.warm(options.on);
    lines::answer(file, &context.output, |query| {
        let found = search(query)?;
        Ok(Found { items: found.items.into_iter().map(HitView::from).collect(), took: found.took })
    })
}

/// CPT codes of the practice's fees: they are licensed, so no text is shipped for them.
fn own_codes(vault: &Vault) -> Result<Vec<OwnCode>> {
    let mut own: Vec<OwnCode> = Vec::new();
    for item in scan::<FeeRecord>(vault) {
        if let (_, Field::Open(fee)) = item?
            && is_cpt_shape(fee.code.as_str())
            && !own.iter().any(|known| known.code == fee.code.as_str())
        {
            own.push(OwnCode { code: fee.code.as_str().to_owned(), set: Set::Cpt, text: String::new() });
        }
    }
    Ok(own)
}
