//! Ranking rows for a text: how much of what was typed a row holds, weighed by rarity, exactness and place.

use super::words::{Reading, Slot, is_near, readings};
use crate::pack::{Place, WordIndex};

/// The score of a row that holds every typed word exactly in its text, before its cost counts.
pub(super) const WHOLE: i64 = 1 << 16;

/// What each quarter word of a row's text costs.
const WORD_COST: i64 = 90;
/// Weights of how a typed word meets a held one, of 16.
const EXACT: i64 = 16;
const MEANT: i64 = 15;
const BEGINNING: i64 = 12;
const PLURAL: i64 = 15;
const NEAR: i64 = 11;
const NEAR_BEGINNING: i64 = 8;

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) row: usize,
    pub(super) score: i64,
    /// Every typed word was found.
    pub(super) is_whole: bool,
}

/// The best rows for a text, best first.
pub(super) fn rank(index: &WordIndex, text: &str, limit: usize) -> Vec<Ranked> {
    let is_word = |word: &str| index.words().get(index.words().lower_bound(word)) == word;
    let readings = readings(text, is_word);
    let mut best = merge(readings.iter().map(|reading| rank_reading(index, reading, Spelling::AsTyped, limit)), limit);
    if !best.iter().any(|found| found.is_whole) {
        let near = readings.iter().map(|reading| rank_reading(index, reading, Spelling::Near, limit));
        best = merge(near.chain([best]).collect::<Vec<_>>().into_iter(), limit);
    }
    best
}

fn merge(lists: impl Iterator<Item = Vec<Ranked>>, limit: usize) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = lists.flatten().collect();
    all.sort_by_key(order);
    let mut best: Vec<Ranked> = Vec::new();
    for found in all {
        if best.len() < limit && !best.iter().any(|other| other.row == found.row) {
            best.push(found);
        }
    }
    best
}

fn order(found: &Ranked) -> (std::cmp::Reverse<i64>, usize) {
    (std::cmp::Reverse(found.score), found.row)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    AsTyped,
    Near,
}

/// A held word that a slot accepts, with its weight.
struct Accepted {
    word: usize,
    weight: i64,
}

fn rank_reading(index: &WordIndex, reading: &Reading, spelling: Spelling, limit: usize) -> Vec<Ranked> {
    let mut board = Board::new(index.row_count());
    let mut mass = 0;
    for slot in reading {
        let accepted = accept(index, slot, spelling);
        let held: u32 = accepted.iter().map(|accepted| index.count(accepted.word)).fold(0, u32::saturating_add);
        let rarity = rarity(index.row_count(), held);
        mass += rarity;
        board.next_slot();
        for Accepted { word, weight } in accepted {
            index.each_row(word, |row, place| board.mark(row, rarity * weight * place_weight(place)));
        }
    }
    board.best(index, mass, limit)
}

fn place_weight(place: Place) -> i64 {
    match place {
        Place::Text => 64,
        Place::Term => 63,
        Place::TermAbove => 58,
    }
}

/// Sixteen times the binary logarithm of rows per holding row, at least 4; a word that no row holds is as rare as can be.
fn rarity(rows: usize, held: u32) -> i64 {
    let log = |number: u64| -> i64 {
        let whole = number.max(1).ilog2();
        let part = ((number.max(1) << 4) >> whole) & 15;
        i64::from(whole) * 16 + i64::try_from(part).unwrap_or(0)
    };
    let rows = u64::try_from(rows).unwrap_or(u64::MAX >> 8);
    (log(rows) - log(u64::from(held))).max(4)
}

/// The held words that a slot accepts, the heaviest first.
fn accept(index: &WordIndex, slot: &Slot, spelling: Spelling) -> Vec<Accepted> {
    let mut accepted = Vec::new();
    for (at, typed) in slot.iter().enumerate() {
        let is_meant = at > 0;
        accept_beginnings(index, typed, is_meant, &mut accepted);
        if !is_meant
            && spelling == Spelling::Near
            && typed.len() >= 4
            && !typed.bytes().all(|byte| byte.is_ascii_digit())
        {
            accept_near(index, typed, &mut accepted);
        }
    }
    accepted.sort_by_key(|accepted| std::cmp::Reverse(accepted.weight));
    accepted
}

fn accept_beginnings(index: &WordIndex, typed: &str, is_meant: bool, accepted: &mut Vec<Accepted>) {
    let words = index.words();
    let (exact, beginning) = if is_meant { (MEANT, BEGINNING) } else { (EXACT, BEGINNING) };
    for word in words.lower_bound(typed)..words.len() {
        let held = words.get(word);
        if !held.starts_with(typed) {
            break;
        }
        let weight = match held.len() - typed.len() {
            0 => exact,
            1 if held.ends_with('s') => PLURAL,
            _ => beginning,
        };
        accepted.push(Accepted { word, weight });
    }
    if let Some(single) = typed.strip_suffix('s').filter(|single| single.len() >= 4) {
        let word = words.lower_bound(single);
        if words.get(word) == single {
            accepted.push(Accepted { word, weight: PLURAL });
        }
    }
}

fn accept_near(index: &WordIndex, typed: &str, accepted: &mut Vec<Accepted>) {
    let words = index.words();
    for word in 0..words.len() {
        let held = words.get(word).as_bytes();
        if held.len() + 1 < typed.len() || held.len() < 4 {
            continue;
        }
        let is_long = held.len() > typed.len() + 1;
        if !is_long && is_near(typed.as_bytes(), held, false) {
            accepted.push(Accepted { word, weight: NEAR });
        } else if typed.len() >= 5 && is_near(typed.as_bytes(), held, true) {
            accepted.push(Accepted { word, weight: NEAR_BEGINNING });
        }
    }
}

/// The running scores of all rows.
struct Board {
    scores: Vec<i64>,
    /// The last slot that a row was marked for, the first being 1, and how many slots marked it.
    marks: Vec<(u8, u8)>,
    touched: Vec<usize>,
    slot: u8,
}

impl Board {
    fn new(rows: usize) -> Board {
        Board { scores: vec![0; rows], marks: vec![(0, 0); rows], touched: Vec::new(), slot: 0 }
    }

    fn next_slot(&mut self) {
        self.slot = self.slot.saturating_add(1);
    }

    /// Adds to a row once for each slot: the first mark, being the heaviest, counts.
    #[inline]
    fn mark(&mut self, row: usize, score: i64) {
        let (Some(mark), Some(sum)) = (self.marks.get_mut(row), self.scores.get_mut(row)) else { return };
        if mark.0 == self.slot {
            return;
        }
        if mark.1 == 0 {
            self.touched.push(row);
        }
        *mark = (self.slot, mark.1.saturating_add(1));
        *sum += score;
    }

    /// The best rows: what they hold as a share of `mass`, less what they lack and their cost.
    fn best(self, index: &WordIndex, mass: i64, limit: usize) -> Vec<Ranked> {
        let full = (mass * 1024).max(1);
        let mut found: Vec<Ranked> = Vec::with_capacity(self.touched.len());
        for row in self.touched {
            let (sum, slots) = (self.scores.get(row).copied(), self.marks.get(row).map(|mark| mark.1));
            let (Some(sum), Some(slots)) = (sum, slots) else { continue };
            let is_whole = slots == self.slot;
            let held = sum * WHOLE / full;
            let lacking = if is_whole { 0 } else { WHOLE / 4 };
            found.push(Ranked { row, score: held - lacking - i64::from(index.cost(row)) * WORD_COST, is_whole });
        }
        if found.len() > limit && limit > 0 {
            found.select_nth_unstable_by_key(limit - 1, order);
        }
        found.truncate(limit);
        found.sort_by_key(order);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert_eq!(rarity(1024, 1), 160);
        assert_eq!(rarity(1024, 1024), 4);
        assert!(rarity(98_000, 10) > rarity(98_000, 11_000));
        assert_eq!(rarity(1024, 0), 160);
    }
}
