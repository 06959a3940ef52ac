//! Making the demo practice, with progress, beside the page.

use crate::session::{Session, held};
use crate::store;
use crate::window;
use billing::{Progress, Watch};
use demo::DemoOptions;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::{AppHandle, Manager};
use values::{TimeZone, Timestamp};
use wire::{DemoState, DemoView, ErrorCode};

/// Patients of the demo practice.
const PATIENTS: usize = 300;

/// The demo practice that is being made, if any.
#[derive(Default)]
pub struct DemoMaking {
    state: Mutex<Option<DemoView>>,
    is_cancelled: AtomicBool,
}

impl Watch for DemoMaking {
    fn progress(&self, _step: &str, progress: Progress) {
        let Progress { done, total } = progress;
        let percent =
            done.saturating_mul(100).checked_div(total).and_then(|percent| u8::try_from(percent.min(100)).ok());
        *held(&self.state) = Some(DemoView { state: DemoState::Running, percent: percent.unwrap_or_default() });
    }

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

impl DemoMaking {
    /// How far it is.
    pub fn view(&self) -> DemoView {
        held(&self.state).clone().unwrap_or(DemoView { state: DemoState::Idle, percent: 0 })
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Makes the practice, unless it is there already.
    ///
    /// # Errors
    /// What the machine refuses; then nothing is left of it.
    pub fn make(&self, folder: &Path, patients: usize) -> Result<(), ErrorCode> {
        if folder.join("vault.ck").is_file() {
            return Ok(());
        }
        let now = Timestamp::from_millis(store::now_ms());
        let zone = TimeZone::parse(&store::machine_zone()).unwrap_or_else(|_| TimeZone::utc());
        if let Some(parent) = folder.parent() {
            store::make_private(parent).map_err(|_| ErrorCode::Io)?;
        }
        let options = DemoOptions { patients, ..DemoOptions::new(now.date_in(&zone), now, self) };
        demo::build(folder, options).map(drop).map_err(|error| error.code.into())
    }

    fn begin(&self) -> bool {
        let mut state = held(&self.state);
        if state.as_ref().is_some_and(|view| view.state == DemoState::Running) {
            return false;
        }
        self.is_cancelled.store(false, Ordering::Relaxed);
        *state = Some(DemoView { state: DemoState::Running, percent: 0 });
        true
    }

    fn end(&self, made: &Result<(), ErrorCode>) {
        let state = match made {
            Ok(()) => DemoState::Done,
            Err(_) if self.is_cancelled() => DemoState::Idle,
            Err(_) => DemoState::Failed,
        };
        *held(&self.state) = Some(DemoView { state, percent: 0 });
    }
}

/// Where the demo practice lies: beside the practice.
pub fn folder_beside(store: &Path) -> PathBuf {
    store.with_file_name("demo-practice")
}

/// Begins on a thread of its own; the gate of the demo practice is shown when it is made.
pub fn begin(app: &AppHandle) {
    let app = app.clone();
    if !app.state::<DemoMaking>().begin() {
        return;
    }
    std::thread::spawn(move || {
        let folder = folder_beside(&app.state::<Session>().store());
        let made = app.state::<DemoMaking>().make(&folder, PATIENTS);
        app.state::<DemoMaking>().end(&made);
        if made.is_ok() {
            app.state::<Session>().go_to(folder);
            window::show_entry(&app);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::GateState;

    #[test]
    fn the_demo_practice_is_made_once_with_people_to_unlock_as() {
        let top = tempfile::tempdir().unwrap();
        let folder = folder_beside(&top.path().join("claimkeep").join("practice"));
        let making = DemoMaking::default();
        assert!(making.begin() && !making.begin());
        making.make(&folder, 3).unwrap();
        let view = store::describe(&folder);
        assert_eq!((view.state, view.is_demo, view.users.len()), (GateState::Ready, true, 6));
        let written = std::fs::metadata(folder.join("vault.ck")).unwrap().modified().unwrap();
        making.make(&folder, 3).unwrap();
        assert_eq!(std::fs::metadata(folder.join("vault.ck")).unwrap().modified().unwrap(), written);
    }

    #[test]
    fn a_demo_that_is_stopped_leaves_nothing() {
        let top = tempfile::tempdir().unwrap();
        let making = DemoMaking::default();
        assert!(making.begin());
        making.cancel();
        let made = making.make(&top.path().join("demo-practice"), 3);
        making.end(&made);
        assert!(made.is_err() && making.view().state == DemoState::Idle);
        assert!(!top.path().join("demo-practice").exists());
    }
}
