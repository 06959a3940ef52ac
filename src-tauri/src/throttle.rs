//! The growing delay after wrong passphrases (security.md 10: 1, 2, 4 … 60 s). It slows only the keyboard.

use std::time::{Duration, Instant};

const LONGEST: Duration = Duration::from_secs(60);

/// Misses in a row and the moment the next try is taken, for all users of the store together, as the vault counts them.
#[derive(Debug, Default)]
pub struct Throttle {
    misses: u32,
    until: Option<Instant>,
}

impl Throttle {
    /// How long the next try must still wait.
    pub fn wait(&self, now: Instant) -> Duration {
        self.until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// Counts a miss.
    pub fn miss(&mut self, now: Instant) {
        self.misses = self.misses.saturating_add(1);
        self.until = Some(now + delay_after(self.misses));
    }

    /// The delay that one more miss brings.
    pub fn next_delay(&self) -> Duration {
        delay_after(self.misses.saturating_add(1))
    }
}

fn delay_after(misses: u32) -> Duration {
    Duration::from_secs(1u64.checked_shl(misses.saturating_sub(1)).unwrap_or(u64::MAX)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_minute() {
        let (mut throttle, now) = (Throttle::default(), Instant::now());
        let mut delays = Vec::new();
        for _ in 0..80 {
            throttle.miss(now);
            delays.push(throttle.wait(now).as_secs());
        }
        assert_eq!(delays[..8], [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(delays[79], 60);
        assert_eq!(Throttle::default().wait(now), Duration::ZERO);
        assert_eq!(Throttle::default().next_delay().as_secs(), 1);
    }
}
