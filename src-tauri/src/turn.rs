//! Whose turn it is: an act that reads, decides and writes runs alone, so that none writes over what another has just decided.

use crate::session::held;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// One turn for many threads.
#[derive(Default)]
pub struct Turn {
    is_taken: Mutex<bool>,
    free: Condvar,
}

/// A turn; it ends when this is dropped.
pub struct Taken<'t>(&'t Turn);

impl Turn {
    /// Takes the turn, or gives up after a while.
    pub fn take(&self, patience: Duration) -> Option<Taken<'_>> {
        let waited = self.free.wait_timeout_while(held(&self.is_taken), patience, |is_taken| *is_taken);
        let (mut is_taken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() && *is_taken {
            return None;
        }
        *is_taken = true;
        Some(Taken(self))
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *held(&self.0.is_taken) = false;
        self.0.free.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_nobody_waits_for_ever() {
        let turn = Turn::default();
        let mine = turn.take(Duration::ZERO).unwrap();
        assert!(turn.take(Duration::from_millis(5)).is_none());
        std::thread::scope(|scope| {
            let other = scope.spawn(|| turn.take(Duration::from_secs(5)).is_some());
            std::thread::sleep(Duration::from_millis(20));
            drop(mine);
            assert!(other.join().unwrap());
        });
        assert!(turn.take(Duration::ZERO).is_some());
    }
}
