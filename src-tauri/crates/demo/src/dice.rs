//! Chance that repeats: numbers that follow from a seed and from what they are for, so that one more visit of one
//! patient changes nothing for another.

/// A stream of numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream for a purpose: the same seed, purpose and key give the same numbers on every machine.
    pub(crate) fn new(seed: u64, purpose: &str, key: &str) -> Dice {
        // FNV-1a: small, and its values never change between releases as those of a library's hasher may.
        let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
        for byte in purpose.bytes().chain([0]).chain(key.bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Dice(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when there is none.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        // The remainder's bias is far below what anyone sees in a demo.
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// A number from `low` to `high`, both possible.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(1);
        let step = i32::try_from(self.below(span)).unwrap_or(0);
        low.saturating_add(step)
    }

    /// Whether something happens that happens so often in a thousand.
    pub(crate) fn happens(&mut self, per_thousand: u64) -> bool {
        self.below(1000) < per_thousand
    }

    /// One of several; `None` when there is none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let bound = u64::try_from(from.len()).unwrap_or(0);
        usize::try_from(self.below(bound)).ok().and_then(|at| from.get(at))
    }

    /// One of several, each with its weight; the last when all weights are 0.
    pub(crate) fn weighted<'a, T>(&mut self, from: &'a [(T, u64)]) -> Option<&'a T> {
        let total: u64 = from.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for (what, weight) in from {
            if left < *weight {
                return Some(what);
            }
            left -= weight;
        }
        from.last().map(|(what, _)| what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_purpose_gives_the_same_numbers_and_another_other_ones() {
        let draw = |seed, purpose, key| {
            let mut dice = Dice::new(seed, purpose, key);
            (0..8).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, "patient", "7"), draw(1, "patient", "7"));
        assert_ne!(draw(1, "patient", "7"), draw(2, "patient", "7"));
        assert_ne!(draw(1, "patient", "7"), draw(1, "patient", "8"));
        assert_ne!(draw(1, "patien", "t7"), draw(1, "patient", "7"));
    }

    #[test]
    fn bounds_hold_and_nothing_is_asked_of_nothing() {
        let mut dice = Dice::new(3, "bounds", "");
        assert!((0..500).all(|_| (-2..=4).contains(&dice.between(-2, 4))));
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.pick::<u8>(&[]), None);
        let weights = [("never", 0), ("always", 5)];
        assert!((0..100).all(|_| dice.weighted(&weights) == Some(&"always")));
    }
}
