//! The search index of a large set: the sorted words of its texts, and for each the rows that hold it.

use super::bytes::{Cut, Strings, index, length, put_bytes, put_number, put_words};
use crate::Set;
use crate::fold::words;
use crate::read::{CodeRow, SearchTerm};
use std::collections::{BTreeMap, HashMap};

/// Where a row holds a word. The order is that of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In its own text.
    Text,
    /// In a term that stands on the code.
    Term,
    /// In a term that stands on a code above it.
    TermAbove,
}

/// Words and rows, opened.
#[derive(Debug)]
pub(crate) struct WordIndex {
    words: Strings,
    /// How many rows hold each word.
    counts: Vec<u32>,
    /// Where the rows of each word begin in `rows`; one more than words.
    starts: Vec<u32>,
    rows: Vec<u8>,
    /// How special the text of each row is, in quarters of a word, 255 for more.
    costs: Vec<u8>,
}

/// Writes the index over the billable rows, which are sorted by code.
pub(super) fn write_index(set: Set, rows: &[CodeRow], terms: &[SearchTerm]) -> Vec<u8> {
    let terms = words_of_terms(terms);
    let mut held: BTreeMap<String, BTreeMap<u32, Place>> = BTreeMap::new();
    let mut costs = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let text = words(&row.description);
        let chapter = if set == Set::Icd10cm { chapter_cost(&row.code) } else { 0 };
        costs.push(cost(&text).saturating_add(chapter));
        if !row.billable {
            continue;
        }
        let mut hold = |word: &str, place: Place| {
            let entry = held.entry(word.to_owned()).or_default().entry(length(number)).or_insert(place);
            *entry = place.min(*entry);
        };
        text.iter().for_each(|word| hold(word, Place::Text));
        for end in 3..=row.code.len() {
            let place = if end == row.code.len() { Place::Term } else { Place::TermAbove };
            let above = row.code.get(..end).and_then(|code| terms.get(code));
            above.into_iter().flatten().for_each(|word| hold(word, place));
        }
    }
    encode(&held, &costs)
}

/// What the words of a text cost: four each, less where a word says that nothing special is meant.
fn cost(text: &[String]) -> u8 {
    let words = text.iter().map(|word| match word.as_str() {
        "unspecified" | "nos" => 0,
        "initial" | "encounter" | "without" | "not" | "closed" | "for" | "of" | "and" | "or" => 2,
        "subsequent" | "sequela" | "other" | "specified" => 7,
        _ => 4,
    });
    words.fold(0, u8::saturating_add)
}

/// What the ICD-10-CM chapters cost that only some visits need: pregnancy, newborns, external causes.
fn chapter_cost(code: &str) -> u8 {
    match code.bytes().next() {
        Some(b'O' | b'P') => 16,
        Some(b'V'..=b'Y') => 24,
        _ => 0,
    }
}

/// The words of the terms of each code.
fn words_of_terms(terms: &[SearchTerm]) -> HashMap<&str, Vec<String>> {
    let mut out: HashMap<&str, Vec<String>> = HashMap::new();
    for term in terms {
        out.entry(term.code.as_str()).or_default().extend(words(&term.text));
    }
    out
}

fn encode(held: &BTreeMap<String, BTreeMap<u32, Place>>, costs: &[u8]) -> Vec<u8> {
    let (mut counts, mut starts, mut packed) = (Vec::new(), vec![0], Vec::new());
    for rows in held.values() {
        counts.push(length(rows.len()));
        let mut before = 0;
        for (row, place) in rows {
            let place = match place {
                Place::Text => 0,
                Place::Term => 1,
                Place::TermAbove => 2,
            };
            put_number(&mut packed, ((row - before) << 2) | place);
            before = *row;
        }
        starts.push(length(packed.len()));
    }
    let mut out = Vec::new();
    Strings::put(&mut out, held.keys().map(String::as_str));
    put_words(&mut out, &counts);
    put_words(&mut out, &starts);
    put_bytes(&mut out, &packed);
    put_bytes(&mut out, costs);
    out
}

impl WordIndex {
    /// Opens a section; `None` if it is not one.
    pub(super) fn open(bytes: &[u8]) -> Option<WordIndex> {
        let mut cut = Cut(bytes);
        let index = WordIndex {
            words: Strings::cut(&mut cut)?,
            counts: cut.words()?,
            starts: cut.words()?,
            rows: cut.bytes()?,
            costs: cut.bytes()?,
        };
        let count = index.words.len();
        Some(index).filter(|index| index.counts.len() == count && index.starts.len() == count + 1)
    }

    /// The words, sorted.
    pub(crate) fn words(&self) -> &Strings {
        &self.words
    }

    /// The rows that the index covers.
    pub(crate) fn row_count(&self) -> usize {
        self.costs.len()
    }

    /// How many rows hold the word.
    pub(crate) fn count(&self, word: usize) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// How special a row is, in quarters of a word of its text: among rows that hold what was typed, the plain ones
    /// are meant more often.
    pub(crate) fn cost(&self, row: usize) -> u8 {
        self.costs.get(row).copied().unwrap_or(u8::MAX)
    }

    /// Calls `each` for every row that holds the word, in order.
    #[inline]
    pub(crate) fn each_row(&self, word: usize, mut each: impl FnMut(usize, Place)) {
        let (Some(from), Some(to)) = (self.starts.get(word), self.starts.get(word + 1)) else { return };
        let mut cut = Cut(self.rows.get(index(*from)..index(*to)).unwrap_or_default());
        let mut row = 0usize;
        while let Some(number) = cut.number() {
            row = row.saturating_add(index(number >> 2));
            let place = match number & 3 {
                0 => Place::Text,
                1 => Place::Term,
                _ => Place::TermAbove,
            };
            each(row, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(index: &WordIndex, word: &str) -> Vec<(usize, Place)> {
        let mut out = Vec::new();
        index.each_row(index.words().lower_bound(word), |row, place| out.push((row, place)));
        out
    }

    #[test]
    fn words_lead_to_billable_rows_and_terms_to_those_below() {
        let row = |code: &str, text: &str| CodeRow {
            code: code.to_owned(),
            billable: code.len() > 3,
            description: text.to_owned(),
            added: None,
            ended: None,
        };
        let rows = [row("I42", "Cardiomyopathy"), row("I420", "Dilated cardiomyopathy"), row("I421", "Other myopathy")];
        let term = |code: &str, text: &str| SearchTerm { code: code.to_owned(), text: text.to_owned() };
        let index =
            WordIndex::open(&write_index(Set::Icd10cm, &rows, &[term("I42", "myocardiopathy"), term("I421", "other")]))
                .unwrap();
        assert_eq!(rows_of(&index, "cardiomyopathy"), [(1, Place::Text)]);
        assert_eq!(rows_of(&index, "myocardiopathy"), [(1, Place::TermAbove), (2, Place::TermAbove)]);
        assert_eq!(rows_of(&index, "other"), [(2, Place::Text)]);
        assert_eq!((index.cost(1), index.cost(2), index.row_count()), (8, 11, 3));
    }
}
