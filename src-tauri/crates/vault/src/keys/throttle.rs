//! The wait after failed unlocks (security.md 10): slows the keyboard only; the file is neither signed nor secret.
//!
//! One line: `ckthrottle1 FAILURES LAST_MS`; LAST_MS is the time of the last failure in milliseconds since 1970.

const MAX_WAIT_MS: u64 = 60_000;

/// Failed unlocks since the last success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Throttle {
    failures: u32,
    last_ms: u64,
}

impl Throttle {
    /// Reads the file; anything unreadable counts as no failure, for whoever can write it can also remove it.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Throttle {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let mut words = text.split_ascii_whitespace();
        if words.next() != Some("ckthrottle1") {
            return Throttle::default();
        }
        let failures = words.next().and_then(|word| word.parse().ok());
        let last_ms = words.next().and_then(|word| word.parse().ok());
        failures.zip(last_ms).map_or_else(Throttle::default, |(failures, last_ms)| Throttle { failures, last_ms })
    }

    /// The file's text.
    #[must_use]
    pub fn format(&self) -> String {
        format!("ckthrottle1 {} {}\n", self.failures, self.last_ms)
    }

    /// Milliseconds to wait before the next try: 1, 2, 4 … 60 s after the last failure. A clock that went back makes nobody
    /// wait longer than that.
    #[must_use]
    pub fn wait_ms(&self, now_ms: u64) -> u64 {
        let Some(doublings) = self.failures.checked_sub(1) else { return 0 };
        let wait = 1_000u64.checked_shl(doublings.min(16)).unwrap_or(MAX_WAIT_MS).min(MAX_WAIT_MS);
        now_ms.checked_sub(self.last_ms).map_or(wait, |passed| wait.saturating_sub(passed))
    }

    /// Counts a failure.
    pub fn failed(&mut self, now_ms: u64) {
        self.failures = self.failures.saturating_add(1);
        self.last_ms = now_ms;
    }

    /// Ends the wait and gives the number of failures, which the unlock's journal entry tells.
    pub fn succeeded(&mut self) -> u32 {
        std::mem::take(self).failures
    }
}
