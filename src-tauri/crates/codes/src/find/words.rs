//! What a typed word may mean: abbreviations and lay words, and words that differ by one typing error.

use crate::fold::words;
use std::collections::HashMap;
use std::sync::OnceLock;

/// `typed words = meant words | other meaning`, one a line.
const TABLE: &str = include_str!("../../data/abbreviations.txt");

/// The longest phrase on the left of the table, in words.
const LONGEST_PHRASE: usize = 4;
/// So many readings of one text are tried.
const MOST_READINGS: usize = 6;
/// So many words of a text are looked at.
const MOST_WORDS: usize = 14;

/// Words that say nothing while others do.
const EMPTY_WORDS: [&str; 6] = ["of", "the", "an", "my", "for", "has"];

/// One place in a reading: the words that may stand there, the typed one first.
pub(super) type Slot = Vec<String>;
/// A text as a sequence of slots.
pub(super) type Reading = Vec<Slot>;

fn table() -> &'static HashMap<String, Vec<Vec<String>>> {
    static TABLE_READ: OnceLock<HashMap<String, Vec<Vec<String>>>> = OnceLock::new();
    TABLE_READ.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let entries = lines.filter_map(|line| line.split_once('='));
        let entry = |(typed, meant): (&str, &str)| (words(typed).join(" "), meant.split('|').map(words).collect());
        entries.map(entry).collect()
    })
}

/// The readings of a text. One-word meanings share a slot with what was typed; a longer meaning makes a reading of its
/// own, beside the literal one only if `is_word` knows the typed words.
pub(super) fn readings(text: &str, is_word: impl Fn(&str) -> bool) -> Vec<Reading> {
    let mut typed = words(text);
    typed.truncate(MOST_WORDS);
    let mut readings: Vec<Reading> = vec![Vec::new()];
    let mut at = 0;
    while at < typed.len() {
        let (taken, options) = options_at(&typed, at, &is_word);
        at += taken;
        let mut grown = Vec::new();
        for option in &options {
            grown.extend(readings.iter().map(|reading| [reading.as_slice(), option.as_slice()].concat()));
        }
        grown.truncate(MOST_READINGS);
        readings = grown;
    }
    readings.retain(|reading| !reading.is_empty());
    readings
}

/// How many typed words are read together from `at`, and what they may mean.
fn options_at(typed: &[String], at: usize, is_word: &impl Fn(&str) -> bool) -> (usize, Vec<Reading>) {
    for taken in (1..=LONGEST_PHRASE.min(typed.len() - at)).rev() {
        let phrase = typed.get(at..at + taken).unwrap_or_default();
        if let Some(meanings) = table().get(&phrase.join(" ")) {
            return (taken, meanings_of(phrase, meanings, is_word));
        }
    }
    let word = typed.get(at).cloned().unwrap_or_default();
    if typed.len() > 1 && EMPTY_WORDS.contains(&word.as_str()) {
        return (1, vec![Vec::new()]);
    }
    (1, vec![vec![vec![word]]])
}

fn meanings_of(phrase: &[String], meanings: &[Vec<String>], is_word: &impl Fn(&str) -> bool) -> Vec<Reading> {
    let (short, long): (Vec<_>, Vec<_>) = meanings.iter().partition(|meant| meant.len() == 1 && phrase.len() == 1);
    let mut options: Vec<Reading> =
        long.iter().map(|meant| meant.iter().map(|word| vec![word.clone()]).collect()).collect();
    let literal_is_likely = !short.is_empty() || phrase.iter().all(|word| is_word(word));
    if literal_is_likely {
        let mut literal: Reading = phrase.iter().map(|word| vec![word.clone()]).collect();
        if let Some(slot) = literal.first_mut() {
            slot.extend(short.into_iter().flatten().cloned());
        }
        options.push(literal);
    }
    options
}

/// Whether `word` is `typed` with at most one letter wrong, missing, added, or swapped with its neighbour; with
/// `as_beginning`, whether `word` begins so.
pub(super) fn is_near(typed: &[u8], word: &[u8], as_beginning: bool) -> bool {
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (typed.get(same..).unwrap_or_default(), word.get(same..).unwrap_or_default());
    let fits = |typed: Option<&[u8]>, word: Option<&[u8]>| match (typed, word) {
        (Some(typed), Some(word)) if as_beginning => word.starts_with(typed),
        (Some(typed), Some(word)) => typed == word,
        _ => false,
    };
    let swapped = typed.len() > 1 && word.len() > 1 && typed.first() == word.get(1) && typed.get(1) == word.first();
    fits(Some(typed), Some(word))
        || fits(typed.get(1..), word.get(1..))
        || fits(typed.get(1..), Some(word))
        || fits(Some(typed), word.get(1..))
        || (swapped && fits(typed.get(2..), word.get(2..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_is_near() {
        for typed in ["kidney", "kindey", "kidny", "kiddney", "kudney", "idney", "kidne"] {
            assert!(is_near(typed.as_bytes(), b"kidney", false), "{typed}");
        }
        for typed in ["kidnap", "kdny", "", "kidneyss"] {
            assert!(!is_near(typed.as_bytes(), b"kidney", false), "{typed}");
        }
        assert!(is_near(b"kindey", b"kidneys", true) && !is_near(b"kindey", b"kidneys", false));
    }

    #[test]
    fn abbreviations_are_read() {
        let none = |_: &str| false;
        assert_eq!(readings("htn", none), [vec![vec!["htn".to_owned(), "hypertension".to_owned()]]]);
        let uti: Vec<Slot> = ["urinary", "tract", "infection"].map(|word| vec![word.to_owned()]).to_vec();
        assert_eq!(readings("UTI", none), [uti]);
        assert!(readings(" ", none).is_empty());
    }

    #[test]
    fn the_table_is_well_formed() {
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut seen = std::collections::HashSet::new();
        for line in lines {
            let (typed, meant) = line.split_once('=').unwrap();
            let typed = words(typed);
            assert!((1..=LONGEST_PHRASE).contains(&typed.len()), "{line}");
            assert!(meant.split('|').all(|meaning| !words(meaning).is_empty()), "{line}");
            assert!(seen.insert(typed), "twice: {line}");
        }
    }
}
