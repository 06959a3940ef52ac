//! Claims, batches, work, reports, the audit trail.

use claims::ClaimState;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;
use values::Date;

/// `claim`.
#[derive(Debug, Subcommand)]
pub enum ClaimCommand {
    /// List claims, oldest first
    #[command(after_help = help!("never", "--user mira claim list", "--user mira --json claim list --state denied --payer 60054"))]
    List(ClaimList),
    /// Show a claim with lines, notes, submissions, outcomes and history
    #[command(after_help = help!("there is no such claim", "--user mira claim show clm-12", "--user mira --json claim show clm-12"))]
    Show {
        /// The claim's id
        id: String,
    },
    /// Check claims against the edits; all that were not sent yet when none is named
    #[command(after_help = help!("claims were held back", "--user mira claim scrub", "--user mira claim scrub clm-12 clm-13"))]
    Scrub {
        /// Claims
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Release clean claims to be sent
    #[command(after_help = help!("claims were held back", "--user mira claim approve clm-12 clm-13"))]
    Approve(ClaimIds),
    /// Begin a new version of rejected or adjudicated claims
    ///
    /// A rejected claim goes again as an original, an adjudicated one (paid, denied) as a replacement that names the payer's control
    /// number. Then mend the visit or the coverage with import --update, scrub, approve and send.
    #[command(after_help = help!("claims were held back", "--user mira claim correct clm-12"))]
    Correct(ClaimIds),
    /// Make the next payer's claim
    ///
    /// It says line by line what the payers before paid and adjusted; scrub, approve and send it like any other.
    #[command(after_help = help!("the payer forwarded the claim, or no further coverage is on file", "--user mira claim next clm-12"))]
    Next(ClaimIds),
    /// Take claims back: unsent ones here, decided ones by a void version (8)
    #[command(after_help = help!("claims were held back", "--user sven claim void clm-12"))]
    Void(ClaimIds),
    /// Write the 837P of claims, sending and changing nothing
    #[command(after_help = help!("claims were held back", "--user mira claim export clm-12 clm-13 --out claims.x12"))]
    Export(ClaimExport),
}

/// `claim list`.
#[derive(Debug, Args)]
pub struct ClaimList {
    /// Only claims in this state, as the list names it; a name that is none brings up all of them
    #[arg(long, value_name = "S", value_parser = parse_state)]
    pub state: Option<ClaimState>,
    /// Only this payer: its payer id, name or record id
    #[arg(long, value_name = "P")]
    pub payer: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
}

fn parse_state(text: &str) -> Result<ClaimState, String> {
    ClaimState::from_name(&text.to_ascii_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = ClaimState::ALL.iter().map(|state| state.name()).collect();
        format!("the states are {}", names.join(", "))
    })
}

/// Claims by id.
#[derive(Debug, Args)]
pub struct ClaimIds {
    /// Claims
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `claim export`.
#[derive(Debug, Args)]
pub struct ClaimExport {
    /// Claims
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
}

/// `batch`.
#[derive(Debug, Subcommand)]
pub enum BatchCommand {
    /// Put all approved claims into 837P files; a bad claim holds back itself only
    #[command(after_help = help!("claims were held back", "--user mira batch create --out outbox", "--user mira batch create --payer 60054 --out outbox"))]
    Create(BatchCreate),
    /// List the interchanges
    #[command(after_help = help!("never", "--user mira batch list", "--user mira --json batch list"))]
    List,
    /// Show an interchange with its claims
    #[command(after_help = help!("there is no such batch", "--user mira batch show bat-3"))]
    Show {
        /// The batch's id
        id: String,
    },
}

/// `batch create`.
#[derive(Debug, Args)]
pub struct BatchCreate {
    /// Only this payer: its payer id, name or record id
    #[arg(long, value_name = "P")]
    pub payer: Option<String>,
    /// Folder of the files, made when it is not there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
}

/// `work`.
#[derive(Debug, Subcommand)]
pub enum WorkCommand {
    /// List what is open, by deadline and money
    #[command(after_help = help!("never", "--user mira work list", "--user mira --json work list --owner mira"))]
    List {
        /// Only this person's
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
    },
    /// Give items to a person
    #[command(after_help = help!("there is no such item or person", "--user sven work assign wrk-5 wrk-6 --owner mira"))]
    Assign(WorkAssign),
    /// Say that items are done
    #[command(after_help = help!("there is no such item", "--user mira work done wrk-5 --how 'appeal sent'"))]
    Done(WorkDone),
}

/// `work assign`.
#[derive(Debug, Args)]
pub struct WorkAssign {
    /// Items
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Whose they are from now on
    #[arg(long, value_name = "NAME")]
    pub owner: String,
}

/// `work done`.
#[derive(Debug, Args)]
pub struct WorkDone {
    /// Items
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// How they were settled
    #[arg(long, value_name = "TEXT", default_value = "done")]
    pub how: String,
}

/// `report`.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// What is owed, by age
    #[command(after_help = help!("never", "--user mira report aging", "--user mira --json report aging --as-of 2026-06-30"))]
    Aging(ReportDay),
    /// Key figures with numerator, denominator and window
    #[command(after_help = help!("never", "--user mira report kpi"))]
    Kpi {
        /// As of this day [default: the practice's today]
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Denials by group, reason and payer, with what to do
    #[command(after_help = help!("never", "--user mira report denials"))]
    Denials,
    /// The ledger's accounts and whether it balances
    #[command(after_help = help!("never", "--user mira report ledger", "--user mira report ledger --patient pat-7"))]
    Ledger(ReportDay),
}

/// What a report is about.
#[derive(Debug, Args)]
pub struct ReportDay {
    /// As of this day [default: the practice's today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Only this patient
    #[arg(long, value_name = "ID")]
    pub patient: Option<String>,
}

/// `audit`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List the audit trail, oldest first
    #[command(after_help = help!("never", "--user otto audit list", "--user otto --json audit list --limit 100"))]
    List {
        /// Only the newest so many
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        limit: Option<u32>,
    },
    /// Prove the audit trail: its chain and every signature
    #[command(after_help = help!("the audit trail does not hold", "--user otto audit verify", "--user otto --json audit verify"))]
    Verify,
}
