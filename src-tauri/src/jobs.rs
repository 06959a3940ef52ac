//! Long work: each job runs on a thread of its own, tells how far it has come, and stops where it is asked to.
//!
//! What it knows of itself lies outside the desk's lock, so that the page is answered while the job has the desk.

use crate::session::held;
use billing::{Progress, Watch};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use wire::{ErrorCode, JobResult, JobStatus, JobStepName, JobView};

/// Finished jobs that are remembered.
const MOST_FINISHED: usize = 50;

/// One job.
pub struct Job {
    id: u64,
    is_cancelled: AtomicBool,
    state: Mutex<State>,
}

#[derive(Clone)]
struct State {
    step: JobStepName,
    progress: Progress,
    file: u32,
    files: u32,
    status: JobStatus,
}

impl Job {
    fn new(id: u64) -> Job {
        let progress = Progress { done: 0, total: 0 };
        let state = State { step: JobStepName::Waiting, progress, file: 0, files: 0, status: JobStatus::Running };
        Job { id, is_cancelled: AtomicBool::new(false), state: Mutex::new(state) }
    }

    /// What names it.
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// It is at this file, from 0, of so many.
    pub fn at_file(&self, at: usize, files: usize) {
        let mut state = held(&self.state);
        state.step = JobStepName::Reading;
        state.progress = Progress { done: 0, total: 0 };
        state.file = u32::try_from(at + 1).unwrap_or(u32::MAX);
        state.files = u32::try_from(files).unwrap_or(u32::MAX);
    }

    /// It has its turn.
    pub fn begin(&self) {
        held(&self.state).step = JobStepName::Reading;
    }

    /// It ended.
    pub fn end(&self, result: Result<JobResult, ErrorCode>) {
        let status = match result {
            Ok(result) => JobStatus::Done { result },
            Err(_) if self.is_cancelled() => JobStatus::Cancelled,
            Err(code) => JobStatus::Failed { code },
        };
        held(&self.state).status = status;
    }

    /// How far it has come.
    pub fn view(&self) -> JobView {
        let state = held(&self.state).clone();
        let Progress { done, total } = state.progress;
        JobView {
            job_id: self.id(),
            step: state.step,
            done,
            total,
            percent: (done.saturating_mul(100))
                .checked_div(total)
                .and_then(|percent| u8::try_from(percent.min(100)).ok()),
            file: state.file,
            files: state.files,
            status: state.status,
        }
    }

    fn is_running(&self) -> bool {
        matches!(held(&self.state).status, JobStatus::Running)
    }
}

impl Watch for Job {
    fn progress(&self, step: &str, progress: Progress) {
        let mut state = held(&self.state);
        state.step = JobStepName::of(step);
        state.progress = progress;
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// The jobs of the open desk.
#[derive(Default)]
pub struct Jobs {
    all: Mutex<(u64, BTreeMap<u64, Arc<Job>>)>,
}

impl Jobs {
    /// A new job.
    pub fn add(&self) -> Arc<Job> {
        let mut all = held(&self.all);
        let (last, jobs) = &mut *all;
        *last += 1;
        let job = Arc::new(Job::new(*last));
        jobs.insert(*last, job.clone());
        let finished: Vec<u64> = jobs.iter().filter(|(_, job)| !job.is_running()).map(|(id, _)| *id).collect();
        for id in finished.iter().take(finished.len().saturating_sub(MOST_FINISHED)) {
            jobs.remove(id);
        }
        job
    }

    /// A job by its id.
    pub fn get(&self, id: &str) -> Option<Arc<Job>> {
        held(&self.all).1.get(&id.parse().ok()?).cloned()
    }

    /// How far a job has come.
    pub fn view(&self, id: &str) -> JobView {
        self.get(id).map_or_else(|| JobView { status: JobStatus::Unknown, ..Job::new(0).view() }, |job| job.view())
    }

    /// Asks every job to stop.
    pub fn cancel_all(&self) {
        held(&self.all).1.values().for_each(|job| job.cancel());
    }

    /// Forgets every job with its result.
    pub fn forget_all(&self) {
        held(&self.all).1.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_tells_how_far_it_is_and_how_it_ended() {
        let jobs = Jobs::default();
        let job = jobs.add();
        assert_eq!((jobs.view("1").percent, jobs.view("1").step), (None, JobStepName::Waiting));
        job.at_file(1, 3);
        job.progress("scrub", Progress { done: 2, total: 8 });
        let view = jobs.view(&job.id());
        assert_eq!((view.percent, view.step, view.file, view.files), (Some(25), JobStepName::Scrub, 2, 3));
        jobs.cancel_all();
        assert!(job.is_cancelled());
        job.end(Err(ErrorCode::Io));
        assert!(matches!(jobs.view("1").status, JobStatus::Cancelled));
        assert!(matches!(jobs.view("2").status, JobStatus::Unknown));
        jobs.forget_all();
        assert!(matches!(jobs.view("1").status, JobStatus::Unknown));
    }

    #[test]
    fn old_results_are_forgotten_and_running_jobs_are_not() {
        let jobs = Jobs::default();
        let running = jobs.add();
        for _ in 0..MOST_FINISHED + 5 {
            jobs.add().end(Err(ErrorCode::Io));
        }
        jobs.add();
        assert!(jobs.get(&running.id()).is_some() && jobs.get("2").is_none());
        assert!(matches!(jobs.view("9").status, JobStatus::Failed { code: ErrorCode::Io }));
    }
}
