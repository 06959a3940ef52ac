//! Ctrl-C and SIGTERM. While nothing is being changed they end the process at once; while something is, the work is
//! asked to stop at its next safe place, and a second one ends the process at once (the journal survives that).

use crate::exit::Exit;
use crate::output::Output;
use billing::{BillingError, ErrorCode};
use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);
static AT_WORK: AtomicBool = AtomicBool::new(false);

/// The answer to a stop.
#[must_use]
pub fn cancelled() -> BillingError {
    let remedy = "run the command again to go on; what was committed stays";
    BillingError::new(ErrorCode::Cancelled, "stopped", remedy)
}

/// Listens from now on. Where the system refuses, Ctrl-C ends the process as ever.
pub fn listen(output: Output) {
    let _ = ctrlc::set_handler(move || {
        let is_first = !STOP.swap(true, Ordering::SeqCst);
        if is_first && AT_WORK.load(Ordering::SeqCst) {
            return;
        }
        crate::secret::show_typing_again();
        output.error(&cancelled());
        std::process::exit(i32::from(Exit::Stopped.number()));
    });
}

/// From now on something is changed: a first Ctrl-C is only noted.
pub fn work_begins() {
    AT_WORK.store(true, Ordering::SeqCst);
}

/// Whether a stop was asked for.
#[must_use]
pub fn is_stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// Stops between two commits.
///
/// # Errors
/// `cancelled`, when it was asked for.
pub fn check() -> billing::Result<()> {
    if is_stopped() { Err(cancelled()) } else { Ok(()) }
}
