//! The idle clock: warns 30 s before it locks; sleep locks too.

use crate::session::{Session, whole_seconds};
use crate::window;
use std::time::{Duration, Instant, SystemTime};
use tauri::{AppHandle, Manager};

/// How long before the lock the desk warns.
const WARNING: Duration = Duration::from_secs(30);
/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(1);
/// More wall time than this between two looks: the machine slept.
const SLEPT: Duration = Duration::from_secs(20);

/// When the person last did something.
#[derive(Debug, Clone, Copy)]
pub struct IdleClock {
    idle_lock: Duration,
    active_at: Instant,
}

impl IdleClock {
    /// A clock that starts now.
    pub fn new(idle_lock: Duration, now: Instant) -> Self {
        IdleClock { idle_lock, active_at: now }
    }

    /// Another idle time until the lock, from now on.
    pub fn set_idle_lock(&mut self, idle_lock: Duration) {
        self.idle_lock = idle_lock;
    }

    /// Idle time until the lock.
    pub fn idle_lock(&self) -> Duration {
        self.idle_lock
    }

    /// The person did something.
    pub fn touch(&mut self, now: Instant) {
        self.active_at = now;
    }

    /// Time left until the lock.
    pub fn left(&self, now: Instant) -> Duration {
        self.idle_lock.saturating_sub(now.saturating_duration_since(self.active_at))
    }

    /// The clock as the desk shows it.
    pub fn view(&self, now: Instant) -> wire::LockClock {
        let left = self.left(now);
        wire::LockClock { seconds_left: whole_seconds(left), is_warning: left <= WARNING.min(self.idle_lock / 2) }
    }
}

/// Looks at the clock every second, for as long as the program runs, and locks when it is time.
pub fn watch(app: AppHandle) {
    std::thread::spawn(move || {
        let mut looked_at = SystemTime::now();
        loop {
            std::thread::sleep(TICK);
            let slept = looked_at.elapsed().is_ok_and(|passed| passed > SLEPT);
            looked_at = SystemTime::now();
            if app.state::<Session>().is_lock_due(Instant::now(), slept) {
                window::lock(&app);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_warns_for_the_last_thirty_seconds_and_any_touch_extends() {
        let start = Instant::now();
        let mut clock = IdleClock::new(Duration::from_secs(300), start);
        let at = |seconds| start + Duration::from_secs(seconds);
        assert!(!clock.view(at(269)).is_warning);
        assert!(clock.view(at(270)).is_warning);
        assert_eq!(clock.view(at(271)).seconds_left, 29);
        clock.touch(at(299));
        assert!(!clock.view(at(300)).is_warning);
        assert_eq!(clock.left(at(600)), Duration::ZERO);
    }
}
