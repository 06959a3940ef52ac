//! Files in: each is its own commit. A file that is refused does not undo those before it; the machine's refusals and
//! Ctrl-C end the command.

use crate::exit::Exit;
use crate::files::{self, PendingFile};
use crate::grammar::{CsvImport, EraImport, ImportCommand, Incoming, X12Files};
use crate::interrupt;
use crate::page::{Page, Table};
use crate::session::{Context, Session};
use billing::{
    AcknowledgmentReport, BillingError, CsvKind, CsvOptions, CsvReport, Desk, FileFinding, HistoryReport,
    RemittanceFileReport, RemittanceTotals, Result, import_acknowledgment, import_claims, import_csv,
    import_remittance, sha256_hex,
};
use serde::Serialize;
use std::path::PathBuf;
use values::Money;

const FINDINGS: &[&str] = &["file", "severity", "code", "line", "segment", "position", "message", "remedy"];
const CSV: Page = Page::of(&[
    Table { path: "files", title: "", columns: &["file", "outcome", "rows", "rows_imported", "rows_bad"] },
    Table { path: "files.findings", title: "Findings", columns: FINDINGS },
]);
const CLAIMS: Page = Page {
    fields: &["claims", "service_lines", "charge_cents"],
    tables: &[
        Table {
            path: "files",
            title: "Files",
            columns: &["file", "outcome", "claims", "service_lines", "charge_cents", "patients_new"],
        },
        Table { path: "files.findings", title: "Findings", columns: FINDINGS },
    ],
};
const ANSWERS: Page = Page::of(&[
    Table { path: "files", title: "", columns: &["file", "kind", "outcome", "unmatched"] },
    Table {
        path: "files.moved",
        title: "Claims that moved",
        columns: &["claim_id", "patient_control_number", "from", "to", "reason"],
    },
    Table { path: "files.findings", title: "Findings", columns: FINDINGS },
]);
const REMITTANCES: Page = Page {
    fields: &[
        "claims",
        "service_lines",
        "charge_cents",
        "paid_cents",
        "adjustment_cents",
        "patient_responsibility_cents",
    ],
    tables: &[
        Table { path: "files", title: "Files", columns: &["file", "outcome"] },
        Table {
            path: "files.remittances",
            title: "Remittances",
            columns: &[
                "remittance_id",
                "payer",
                "trace",
                "date",
                "payment_cents",
                "posted_cents",
                "unposted_cents",
                "provider_adjustment_cents",
                "claims",
                "matched",
                "denied_claims",
                "balanced",
                "state",
            ],
        },
        Table {
            path: "files.remittances.exceptions",
            title: "Exceptions",
            columns: &["kind", "segment", "patient_control_number", "difference_cents", "message"],
        },
        Table { path: "files.findings", title: "Findings", columns: FINDINGS },
    ],
};

/// What a file's report must tell.
trait Report: Serialize {
    /// The report of a file that was refused.
    fn refused(sha256: String, finding: FileFinding) -> Self;
    /// Whether all of the file was taken and nothing needs a look.
    fn is_whole(&self) -> bool;
}

#[derive(Serialize)]
struct FileView<R> {
    file: String,
    #[serde(flatten)]
    report: R,
}

/// The files that were looked at, and why that ended early.
struct Intake<R> {
    files: Vec<FileView<R>>,
    refusals: Vec<BillingError>,
    end: Option<BillingError>,
}

impl<R: Report> Intake<R> {
    /// Takes file by file; with `--json-lines` each is told the moment its commit is durable.
    fn of(
        paths: &[PathBuf],
        context: &Context,
        session: &Session,
        mut take: impl FnMut(&Desk<'_>, &[u8]) -> Result<R>,
    ) -> Result<Intake<R>> {
        let mut intake = Intake { files: Vec::with_capacity(paths.len()), refusals: Vec::new(), end: None };
        for path in paths {
            let file = files::shown(path);
            let taken = interrupt::check().and_then(|()| files::read(path)).and_then(|bytes| {
                let taken = take(&session.desk()?, &bytes);
                Ok((sha256_hex(&bytes), taken))
            });
            let report = match taken {
                Ok((_, Ok(report))) => report,
                Ok((sha256, Err(error))) if Exit::of(error.code) == Exit::Input => {
                    let report = R::refused(sha256, finding_of(&error));
                    intake.refusals.push(error.in_file(&file));
                    report
                }
                Ok((_, Err(error))) | Err(error) => {
                    intake.end = Some(error.in_file(&file));
                    break;
                }
            };
            let view = FileView { file, report };
            context.output.line(&view)?;
            intake.files.push(view);
        }
        session.watcher().clear();
        Ok(intake)
    }

    /// Whether the document says more than the error that follows it.
    fn is_worth_telling(&self, context: &Context) -> bool {
        let is_one_refusal = self.files.len() == 1 && self.refusals.len() == 1 && self.end.is_none();
        !self.files.is_empty() && (context.output.json || !is_one_refusal)
    }

    fn exit(mut self) -> Result<Exit> {
        if let Some(error) = self.end {
            return Err(error);
        }
        if self.refusals.len() == self.files.len() && !self.refusals.is_empty() {
            return Err(self.refusals.swap_remove(0));
        }
        Ok(Exit::no_if(!self.files.iter().all(|view| view.report.is_whole())))
    }
}

fn finding_of(error: &BillingError) -> FileFinding {
    let finding = FileFinding::new("error", error.code.name(), error.message.clone(), error.remedy.clone());
    FileFinding { segment: error.segment, position: error.position.clone(), ..finding }
}

impl Report for HistoryReport {
    fn refused(sha256: String, finding: FileFinding) -> HistoryReport {
        HistoryReport {
            sha256,
            outcome: "refused",
            transaction_sets: 0,
            claims: 0,
            service_lines: 0,
            charge_cents: Money::default(),
            patients_new: 0,
            coverages_new: 0,
            payers_new: 0,
            providers_new: 0,
            claims_known: 0,
            findings: vec![finding],
        }
    }

    fn is_whole(&self) -> bool {
        self.outcome == "imported"
    }
}

impl Report for CsvReport {
    fn refused(sha256: String, finding: FileFinding) -> CsvReport {
        CsvReport {
            sha256,
            outcome: "refused",
            rows: 0,
            rows_imported: 0,
            rows_bad: 0,
            rows_changed: 0,
            rows_same: 0,
            findings: vec![finding],
            bad_rows: None,
        }
    }

    fn is_whole(&self) -> bool {
        self.outcome == "imported"
    }
}

impl Report for AcknowledgmentReport {
    fn refused(sha256: String, finding: FileFinding) -> AcknowledgmentReport {
        AcknowledgmentReport {
            sha256,
            kind: "",
            outcome: "refused",
            moved: Vec::new(),
            unmatched: 0,
            findings: vec![finding],
        }
    }

    fn is_whole(&self) -> bool {
        self.outcome == "imported" && self.unmatched == 0
    }
}

impl Report for RemittanceFileReport {
    fn refused(sha256: String, finding: FileFinding) -> RemittanceFileReport {
        RemittanceFileReport {
            sha256,
            outcome: "refused",
            remittances: Vec::new(),
            findings: vec![finding],
            totals: RemittanceTotals::default(),
        }
    }

    fn is_whole(&self) -> bool {
        let is_clean = |view: &billing::RemittanceView| {
            view.exceptions.is_empty() && view.unmatched == 0 && view.state != "duplicate"
        };
        let is_told = self.findings.iter().any(|finding| finding.severity == "error");
        matches!(self.outcome, "posted" | "rehearsed") && self.remittances.iter().all(is_clean) && !is_told
    }
}

#[derive(Serialize)]
struct Files<R> {
    files: Vec<FileView<R>>,
}

/// Runs `import`.
///
/// # Errors
/// `not_permitted`, a bad file, what the store or the machine refuses.
pub fn run(command: &ImportCommand, context: &Context) -> Result<Exit> {
    match command.incoming() {
        Incoming::Csv(kind, args) => csv(kind, args, context),
        Incoming::Claims837(args) => history(args, context),
    }
}

fn csv(kind: CsvKind, args: &CsvImport, context: &Context) -> Result<Exit> {
    let paths = [args.file.clone()];
    files::need_all(&paths)?;
    let session = Session::open_to_change(context)?;
    let mut bad_file = args.skip_bad.as_deref().map(PendingFile::begin).transpose()?;
    let options = CsvOptions { update: args.update, skip_bad: args.skip_bad.is_some() };
    let intake = Intake::of(&paths, context, &session, |desk, bytes| {
        let report = import_csv(desk, kind, bytes, options)?;
        if let (Some(rows), Some(file)) = (&report.bad_rows, bad_file.take()) {
            file.finish(rows).map_err(taken_without_bad_rows)?;
        }
        Ok(report)
    })?;
    told(intake, context, &CSV)
}

fn taken_without_bad_rows(error: BillingError) -> BillingError {
    let message = format!("the good rows were imported, but the bad ones could not be kept: {}", error.message);
    BillingError {
        message,
        remedy: format!("{}; find the bad rows in the file by importing it again", error.remedy),
        ..error
    }
}

fn told<R: Report>(intake: Intake<R>, context: &Context, page: &Page) -> Result<Exit> {
    let is_worth_telling = intake.is_worth_telling(context);
    let Intake { files, refusals, end } = intake;
    let document = Files { files };
    if is_worth_telling {
        context.output.document(&document, page)?;
    }
    Intake { files: document.files, refusals, end }.exit()
}

#[derive(Serialize)]
struct HistoryFiles {
    files: Vec<FileView<HistoryReport>>,
    claims: usize,
    service_lines: usize,
    charge_cents: Money,
}

fn history(args: &X12Files, context: &Context) -> Result<Exit> {
    files::need_all(&args.files)?;
    let session = Session::open_to_change(context)?;
    let intake = Intake::of(&args.files, context, &session, import_claims)?;
    let is_worth_telling = intake.is_worth_telling(context);
    let Intake { files, refusals, end } = intake;
    let reports = || files.iter().map(|view| &view.report);
    let (claims, service_lines) =
        (reports().map(|report| report.claims).sum(), reports().map(|report| report.service_lines).sum());
    let charge_cents = reports().map(|report| report.charge_cents).sum();
    let document = HistoryFiles { files, claims, service_lines, charge_cents };
    if is_worth_telling {
        context.output.document(&document, &CLAIMS)?;
    }
    Intake { files: document.files, refusals, end }.exit()
}

/// Runs `ack import`.
///
/// # Errors
/// `not_permitted`, a bad file, what the store refuses.
pub fn acknowledgments(args: &X12Files, context: &Context) -> Result<Exit> {
    files::need_all(&args.files)?;
    let session = Session::open_to_change(context)?;
    let intake = Intake::of(&args.files, context, &session, import_acknowledgment)?;
    told(intake, context, &ANSWERS)
}

#[derive(Serialize)]
struct RemittanceFiles {
    files: Vec<FileView<RemittanceFileReport>>,
    #[serde(flatten)]
    totals: RemittanceTotals,
}

/// Runs `era import`.
///
/// # Errors
/// `not_permitted`, a bad file, what the store refuses.
pub fn remittances(args: &EraImport, context: &Context) -> Result<Exit> {
    files::need_all(&args.files)?;
    let session = Session::open_to_change(context)?;
    let intake =
        Intake::of(&args.files, context, &session, |desk, bytes| import_remittance(desk, bytes, args.rehearse))?;
    let is_worth_telling = intake.is_worth_telling(context);
    let Intake { files, refusals, end } = intake;
    let mut totals = RemittanceTotals::default();
    files.iter().for_each(|view| totals.add(&view.report.totals));
    let document = RemittanceFiles { files, totals };
    if is_worth_telling {
        context.output.document(&document, &REMITTANCES)?;
    }
    Intake { files: document.files, refusals, end }.exit()
}
