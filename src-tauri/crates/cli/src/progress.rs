//! How far long work has come, on stderr: a line that moves on a terminal, a line now and then elsewhere.

use crate::grammar::ProgressWhen;
use crate::interrupt;
use billing::{Progress, Watch};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often a line is written where there is no terminal.
const PAUSE: Duration = Duration::from_secs(2);

enum Show {
    Nothing,
    Bar(ProgressBar),
    Lines(Mutex<Option<Instant>>),
}

/// Watches the work of a command, and stops it when Ctrl-C was pressed.
pub struct Watcher(Show);

impl Watcher {
    /// As `--progress` says.
    #[must_use]
    pub fn new(when: ProgressWhen) -> Watcher {
        let is_terminal = std::io::stderr().is_terminal();
        match (when, is_terminal) {
            (ProgressWhen::Never, _) | (ProgressWhen::Auto, false) => Watcher(Show::Nothing),
            (ProgressWhen::Always, false) => Watcher(Show::Lines(Mutex::new(None))),
            (ProgressWhen::Auto | ProgressWhen::Always, true) => {
                let bar = ProgressBar::new_spinner();
                Watcher(Show::Bar(bar))
            }
        }
    }

    /// A step whose end is not known.
    pub fn tell(&self, text: &str) {
        self.show(text, Progress { done: 0, total: 0 });
    }

    /// Wipes the line.
    pub fn clear(&self) {
        if let Show::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }

    /// What the vault says while it opens.
    pub fn unlocking(&self, progress: vault::Progress) {
        match progress {
            vault::Progress::Waiting { wait_ms } => {
                self.tell(&format!("waiting {} s after failed attempts", wait_ms.div_ceil(1000)))
            }
            vault::Progress::Replaying { entries } => {
                self.show("following the journal", Progress { done: entries, total: 0 })
            }
            vault::Progress::Rebuilding => self.tell("rebuilding the state from the journal"),
            vault::Progress::Indexing => self.tell("opening"),
        }
    }

    fn show(&self, step: &str, progress: Progress) {
        match &self.0 {
            Show::Nothing => {}
            Show::Bar(bar) => {
                bar.set_style(style(progress));
                bar.set_length(progress.total);
                bar.set_position(progress.done);
                bar.set_message(step.to_owned());
                bar.tick();
            }
            Show::Lines(last) => {
                let Ok(mut last) = last.lock() else { return };
                if last.is_none_or(|last| last.elapsed() >= PAUSE) {
                    *last = Some(Instant::now());
                    let _ = writeln!(std::io::stderr().lock(), "{step} {}", counted(progress));
                }
            }
        }
    }
}

fn counted(progress: Progress) -> String {
    match (progress.done, progress.total) {
        (0, 0) => String::new(),
        (done, 0) => done.to_string(),
        (done, total) => format!("{done}/{total}"),
    }
}

fn style(progress: Progress) -> ProgressStyle {
    let template = match (progress.done, progress.total) {
        (0, 0) => "{spinner} {msg}",
        (_, 0) => "{spinner} {msg} {pos}",
        (_, _) => "{spinner} {msg} {pos}/{len} {bar:30} {eta}",
    };
    // The templates are ours and right; where one were not, the plain bar shows.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Watch for Watcher {
    fn progress(&self, step: &str, progress: Progress) {
        self.show(step, progress);
    }

    fn is_cancelled(&self) -> bool {
        interrupt::is_stopped()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.clear();
    }
}
