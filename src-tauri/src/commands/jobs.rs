//! Long work, started here and done on a thread of its own.

use crate::files::{Files, PickedFile};
use crate::jobs::Job;
use crate::session::Session;
use crate::store::{Desk, Opened};
use billing::{BillingError, ErrorCode as Code, Watch};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tauri::{AppHandle, Manager};
use values::ClaimId;
use wire::{
    CancelJobRequest, DescribeJobRequest, ErrorCode, FileFindingView, FileOutcome, JobFile, JobResult, JobView,
    JobWork, StartJobRequest, StartJobResponse, WireError,
};

pub fn start_job(app: &AppHandle, _opened: &Opened, request: StartJobRequest) -> Result<StartJobResponse, WireError> {
    let job = app.state::<Session>().jobs().add();
    let job_id = job.id();
    let app = app.clone();
    std::thread::spawn(move || run(&app.state::<Session>(), &job, &request.work));
    Ok(StartJobResponse { job_id })
}

pub fn describe_job(app: &AppHandle, request: DescribeJobRequest) -> JobView {
    app.state::<Session>().jobs().view(&request.job_id)
}

pub fn cancel_job(app: &AppHandle, request: CancelJobRequest) -> JobView {
    let session = app.state::<Session>();
    if let Some(job) = session.jobs().get(&request.job_id) {
        job.cancel();
    }
    session.jobs().view(&request.job_id)
}

/// Does a job's work in its turn and keeps what came of it.
fn run(session: &Session, job: &Job, work: &JobWork) {
    let act = || session.in_long_turn(|| job.is_cancelled(), |opened| done(opened, session.files(), job, work));
    let ended = std::panic::catch_unwind(AssertUnwindSafe(act));
    job.end(ended.unwrap_or(Err(ErrorCode::Io.into())).map_err(|error| error.code));
}

fn done(opened: &Opened, files: &Files, job: &Job, work: &JobWork) -> Result<JobResult, WireError> {
    job.begin();
    let desk = || opened.desk().map(|desk| desk.watched_by(job));
    let on = FilesOf { files, job };
    Ok(match work {
        JobWork::ImportHistory { tokens } => JobResult::ImportHistory {
            files: on.each(tokens, true, |file| billing::import_claims(&desk()?, &file.bytes))?,
        },
        JobWork::ImportCsv { token, csv_kind, update, skip_bad } => {
            let options = billing::CsvOptions { update: *update, skip_bad: *skip_bad };
            let take = |file: &PickedFile| billing::import_csv(&desk()?, (*csv_kind).into(), &file.bytes, options);
            JobResult::ImportCsv { files: on.each(std::slice::from_ref(token), true, take)? }
        }
        JobWork::RehearseHistory { tokens } => JobResult::RehearseHistory {
            files: on.each(tokens, false, |file| billing::rehearse_claims(&desk()?, &file.bytes))?,
        },
        JobWork::BringIn { token, rehearse, .. } => JobResult::BringIn {
            files: on.each(std::slice::from_ref(token), !rehearse, |file| bring_in(&desk()?, &file.bytes, work))?,
        },
        JobWork::ImportRemittances { tokens, rehearse } => JobResult::ImportRemittances {
            files: on.each(tokens, !rehearse, |file| billing::import_remittance(&desk()?, &file.bytes, *rehearse))?,
        },
        JobWork::ReceiveRemittances { tokens } => JobResult::ReceiveRemittances {
            files: on.each(tokens, true, |file| billing::receive_remittances(&desk()?, &file.bytes))?,
        },
        JobWork::ImportAcknowledgments { tokens } => JobResult::ImportAcknowledgments {
            files: on.each(tokens, true, |file| billing::import_acknowledgment(&desk()?, &file.bytes))?,
        },
        JobWork::CreateBatches { payer_id } => create_batches(&desk()?, payer_id.as_deref())?,
        JobWork::ScrubClaims { claim_ids } => scrub_claims(&desk()?, claim_ids)?,
    })
}

fn bring_in(desk: &Desk<'_>, bytes: &[u8], work: &JobWork) -> billing::Result<billing::CsvReport> {
    let JobWork::BringIn { csv_kind, places, update, from, rehearse, .. } = work else {
        return Err(BillingError::new(Code::BadUsage, "this is other work", "report this"));
    };
    let place = |place: &wire::ColumnPlace| Some((place.column.clone(), usize::try_from(place.place).ok()?));
    let places: Vec<(String, usize)> = places.iter().filter_map(place).collect();
    let file = billing::PlacedCsv { kind: (*csv_kind).into(), bytes, places: &places, update: *update, from };
    billing::bring_in_csv(desk, &file, *rehearse)
}

fn create_batches(desk: &Desk<'_>, payer: Option<&str>) -> Result<JobResult, WireError> {
    let (batches, held) = billing::create_batches(desk, payer)?;
    Ok(JobResult::CreateBatches {
        batches: batches.into_iter().map(Into::into).collect(),
        held: held.held.into_iter().map(Into::into).collect(),
    })
}

fn scrub_claims(desk: &Desk<'_>, claim_ids: &[String]) -> Result<JobResult, WireError> {
    let ids: Vec<ClaimId> =
        claim_ids.iter().map(|id| id.parse().map_err(|_| ErrorCode::BadValue)).collect::<Result<_, _>>()?;
    let report = billing::scrub_claims(desk, &ids)?;
    let held = report.claims.into_iter().filter(|claim| claim.outcome != "clean");
    Ok(JobResult::ScrubClaims {
        clean: u64::try_from(report.clean).unwrap_or(u64::MAX),
        held_claim_ids: held.map(|claim| claim.claim_id).collect(),
    })
}

/// What an import says of its file.
trait Report {
    fn outcome(&self) -> &'static str;
    fn findings(&mut self) -> Vec<billing::FileFinding>;
}

macro_rules! reports {
    ($($report:ty),*) => {
        $(impl Report for $report {
            fn outcome(&self) -> &'static str {
                self.outcome
            }

            fn findings(&mut self) -> Vec<billing::FileFinding> {
                std::mem::take(&mut self.findings)
            }
        })*
    };
}
reports!(
    billing::HistoryReport,
    billing::CsvReport,
    billing::RemittanceFileReport,
    billing::ReceivedFile,
    billing::AcknowledgmentReport
);

/// The files of a job, one after the other: each is one commit, and a refused one does not stop the next.
struct FilesOf<'j> {
    files: &'j Files,
    job: &'j Job,
}

impl FilesOf<'_> {
    fn each<R: Report, Taken: for<'r> From<&'r R>>(
        &self,
        tokens: &[String],
        forget: bool,
        take: impl Fn(&PickedFile) -> billing::Result<R>,
    ) -> Result<Vec<JobFile<Taken>>, WireError> {
        let files: Option<Vec<Arc<PickedFile>>> = tokens.iter().map(|token| self.files.get(token)).collect();
        let files = files.ok_or(ErrorCode::NotFound)?;
        let mut done = Vec::with_capacity(files.len());
        for (at, (token, file)) in tokens.iter().zip(&files).enumerate() {
            self.job.at_file(at, files.len());
            let told = told(token, file, take(file))?;
            if forget && told.outcome != FileOutcome::Refused {
                self.files.forget(std::slice::from_ref(token));
            }
            done.push(told);
        }
        Ok(done)
    }
}

/// What is said of one file: a file that cannot be taken is a result; a store that cannot take it, or a person who stopped
/// it, ends the job.
fn told<R: Report, Taken: for<'r> From<&'r R>>(
    token: &str,
    file: &PickedFile,
    report: billing::Result<R>,
) -> Result<JobFile<Taken>, WireError> {
    let (token, name) = (token.to_owned(), file.name.clone());
    match report {
        Ok(mut report) => Ok(JobFile {
            token,
            name,
            outcome: FileOutcome::of(report.outcome()),
            findings: report.findings().into_iter().map(Into::into).collect(),
            taken: Some((&report).into()),
        }),
        Err(error) if is_about_the_file(&error) => Ok(JobFile {
            token,
            name,
            outcome: FileOutcome::Refused,
            findings: vec![FileFindingView::from(error)],
            taken: None,
        }),
        Err(error) => Err(error.into()),
    }
}

fn is_about_the_file(error: &BillingError) -> bool {
    match error.code {
        Code::NotX12
        | Code::UnsupportedVersion
        | Code::BadSegment
        | Code::BadCount
        | Code::BadValue
        | Code::BadCsv
        | Code::NotFound
        | Code::NotAllowed
        | Code::BadUsage => true,
        Code::NoStore
        | Code::WrongPassphrase
        | Code::NotPermitted
        | Code::SecondPersonNeeded
        | Code::InUse
        | Code::Damaged
        | Code::NewerStore
        | Code::DiskFull
        | Code::ReadOnly
        | Code::Io
        | Code::Cancelled => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{PASSPHRASE, Store};
    use std::fmt::Write;
    use std::time::{Duration, Instant};
    use wire::{CsvKindName, JobStatus};

    const HEAD: &str = "account_number,last_name,first_name,birth_date,sex\n";

    fn unlocked(store: &Store) -> Session {
        let session = store.session();
        session.unlock("biller", PASSPHRASE.as_bytes()).unwrap();
        session
    }

    fn chosen(session: &Session, csv: &str) -> JobWork {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("patients.csv");
        std::fs::write(&path, csv).unwrap();
        let view = session.files().take_in(session.files().epoch(), &[path], 1 << 30);
        let token = view.files[0].token.clone();
        JobWork::ImportCsv { token, csv_kind: CsvKindName::Patients, update: false, skip_bad: false }
    }

    fn many(rows: usize) -> String {
        (0..rows).fold(HEAD.to_owned(), |mut csv, row| {
            writeln!(csv, "A{row},Row{row},Ann,1980-01-02,F").unwrap();
            csv
        })
    }

    fn patients(session: &Session) -> usize {
        session.with_desk(|opened| Ok(billing::list_patients(&opened.desk()?, 1)?.0)).unwrap()
    }

    #[test]
    fn a_taken_file_is_told_and_forgotten_and_a_refused_one_is_kept() {
        let store = Store::make();
        let session = unlocked(&store);
        let good = chosen(&session, &many(3));
        let job = session.jobs().add();
        run(&session, &job, &good);
        let JobStatus::Done { result: JobResult::ImportCsv { files } } = job.view().status else { panic!() };
        assert_eq!((files[0].outcome, files[0].taken.as_ref().unwrap().rows_imported), (FileOutcome::Imported, 3));
        assert!(session.files().get(&files[0].token).is_none());
        assert_eq!(patients(&session), 5);

        let job = session.jobs().add();
        run(&session, &job, &chosen(&session, &format!("{HEAD}A9,Row,Ann,1980-02-31,F\n")));
        let JobStatus::Done { result: JobResult::ImportCsv { files } } = job.view().status else { panic!() };
        assert_eq!((files[0].outcome, files[0].name.as_str()), (FileOutcome::Refused, "patients.csv"));
        assert_eq!(files[0].findings[0].position.as_deref(), Some("birth_date"));
        assert!(session.files().get(&files[0].token).is_some());
        assert_eq!(patients(&session), 5);

        let job = session.jobs().add();
        run(&session, &job, &good);
        assert!(matches!(job.view().status, JobStatus::Failed { code: ErrorCode::NotFound }));
    }

    #[test]
    fn a_lock_stops_a_job_and_nothing_of_it_is_there() {
        let store = Store::make();
        let session = unlocked(&store);
        let work = chosen(&session, &many(20_000));
        let job = session.jobs().add();
        std::thread::scope(|scope| {
            let works = scope.spawn(|| run(&session, &job, &work));
            wait_until(|| job.view().done > 10);
            // Reading goes on beside it; what writes is told that the desk is busy.
            assert_eq!(patients(&session), 2);
            assert!(job.view().percent.is_some_and(|percent| percent < 100));
            let began = Instant::now();
            session.close();
            assert!(began.elapsed() < Duration::from_secs(5));
            works.join().unwrap();
        });
        assert!(matches!(job.view().status, JobStatus::Cancelled));
        assert!(session.jobs().get(&job.id()).is_none());
        assert_eq!(patients(&unlocked(&store)), 2);
    }

    #[test]
    fn what_writes_waits_for_its_turn_and_then_says_that_the_desk_is_busy() {
        let store = Store::make();
        let session = unlocked(&store);
        let job = session.jobs().add();
        let work = chosen(&session, &many(1));
        session
            .in_turn(|_| {
                std::thread::scope(|scope| {
                    let second = scope.spawn(|| session.in_turn(|_| Ok(())));
                    let works = scope.spawn(|| run(&session, &job, &work));
                    assert_eq!(second.join().unwrap(), Err(ErrorCode::Busy.into()));
                    assert_eq!(job.view().step, wire::JobStepName::Waiting);
                    job.cancel();
                    works.join().unwrap();
                });
                Ok(())
            })
            .unwrap();
        assert!(matches!(job.view().status, JobStatus::Cancelled));
        session.in_turn(|_| Ok(())).unwrap();
    }

    fn wait_until(is_so: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        while !is_so() {
            assert!(Instant::now() < until);
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
