//! The finder: a code by part of it, or by words of its text and terms, in any order, shortened or misspelled.

mod rank;
mod words;

use crate::book::CodeBook;
use crate::fold::{plain_code, words as folded};
use crate::lookup::{Span, is_cpt_shape, serving_at, span_of};
use crate::pack::{CodeTable, Pack};
use crate::set::Set;
use rank::{Ranked, rank};
use std::sync::Arc;
use values::Date;

/// Longer input is cut: no one types it, and it must not cost time.
const LONGEST_QUERY: usize = 200;

/// What to look for besides the text.
#[derive(Debug, Clone, Copy)]
pub struct FindOptions {
    /// One set only; all searchable ones otherwise.
    pub set: Option<Set>,
    /// The date of service: codes of the packs that serve it.
    pub on: Date,
    /// The most hits to give.
    pub limit: usize,
}

/// A code of the practice's own (fee schedule, CPT that it licensed) with its own wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCode {
    /// The code.
    pub code: String,
    /// Its set.
    pub set: Set,
    /// The practice's wording.
    pub text: String,
}

/// Why a hit is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The text is the code.
    Code,
    /// The code begins with the text.
    CodePrefix,
    /// Every word was found.
    AllWords,
    /// Some words were found.
    SomeWords,
}

impl Matched {
    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Matched::Code => "code",
            Matched::CodePrefix => "code_prefix",
            Matched::AllWords => "all_words",
            Matched::SomeWords => "some_words",
        }
    }
}

/// A code that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The code without point.
    pub code: String,
    /// Its set.
    pub set: Set,
    /// The official text, or the practice's; empty where there is none (CPT by number, codes listed without text).
    pub description: String,
    /// May stand on a claim of the day.
    pub billable: bool,
    /// The first valid day, as far as packs tell; absent for own codes.
    pub valid_from: Option<Date>,
    /// The last valid day, where one is known.
    pub valid_to: Option<Date>,
    /// Why it is a hit.
    pub matched: Matched,
}

impl CodeBook {
    /// The codes that the text means, best first. Plain order: the exact code, codes that begin so, then by words.
    #[must_use]
    pub fn find(&self, text: &str, options: &FindOptions, own: &[OwnCode]) -> Vec<Hit> {
        let text: String = text.chars().take(LONGEST_QUERY).collect();
        let mut scored = Vec::new();
        for set in [Set::Icd10cm, Set::Hcpcs].into_iter().filter(|set| options.set.is_none_or(|only| only == *set)) {
            let packs = self.packs_of(set);
            if let Some(at) = serving_at(packs, options.on) {
                scored.extend(Shelf { packs, at, on: options.on }.search(&text, options.limit));
            }
        }
        scored.extend(own_hits(&text, options, own));
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let mut hits: Vec<Hit> = Vec::new();
        for (_, hit) in scored {
            if hits.len() < options.limit && !hits.iter().any(|other| other.set == hit.set && other.code == hit.code) {
                hits.push(hit);
            }
        }
        hits
    }
}

/// The order of hits of all sets: codes before words, then the score.
type Score = (u8, i64);

const BY_CODE: u8 = 3;
const BY_PREFIX: u8 = 2;
const BY_WORDS: u8 = 1;

/// A set's packs and the one that serves the day.
struct Shelf<'a> {
    packs: &'a [Arc<Pack>],
    at: usize,
    on: Date,
}

impl<'a> Shelf<'a> {
    fn search(&self, text: &str, limit: usize) -> Vec<(Score, Hit)> {
        let Some(pack) = self.packs.get(self.at) else { return Vec::new() };
        let (Some(table), Some(index)) = (pack.table(), pack.index()) else { return Vec::new() };
        let code = plain_code(text);
        let by_code = self.by_code(table, &code, limit);
        if !by_code.is_empty() {
            return by_code;
        }
        let ranked = rank(index, text, limit);
        ranked.into_iter().map(|found| ((BY_WORDS, found.score), self.word_hit(table, found))).collect()
    }

    /// The code itself, else the billable codes that begin so (below a header, its children).
    fn by_code(&self, table: &CodeTable, code: &str, limit: usize) -> Vec<(Score, Hit)> {
        if !looks_like_code(code) {
            return Vec::new();
        }
        let under = table.rows_under(code);
        let mut hits: Vec<(Score, Hit)> = Vec::new();
        for row in under.filter(|row| table.is_billable(*row)).take(limit) {
            let (rank, matched) = match table.code(row) == code {
                true => (BY_CODE, Matched::Code),
                false => (BY_PREFIX, Matched::CodePrefix),
            };
            let place = i64::try_from(hits.len()).unwrap_or(i64::MAX);
            hits.push(((rank, -place), self.hit(table, row, matched)));
        }
        if hits.is_empty() {
            hits.extend(self.elsewhere(code));
        }
        hits
    }

    /// The exact code as another pack has it: not billable on the day, and its dates tell why.
    fn elsewhere(&self, code: &str) -> Option<(Score, Hit)> {
        let others = (0..self.packs.len()).filter(|at| *at != self.at).rev();
        others.into_iter().find_map(|at| {
            let table = self.packs.get(at)?.table()?;
            let row = table.row_of(code).filter(|row| table.is_billable(*row))?;
            let there = Shelf { packs: self.packs, at, on: self.on };
            Some(((BY_CODE, 0), there.hit(table, row, Matched::Code)))
        })
    }

    fn word_hit(&self, table: &CodeTable, found: Ranked) -> Hit {
        self.hit(table, found.row, if found.is_whole { Matched::AllWords } else { Matched::SomeWords })
    }

    fn hit(&self, table: &CodeTable, row: usize, matched: Matched) -> Hit {
        let code = table.code(row).to_owned();
        let Span { from, to } = span_of(self.packs, self.at, &code).unwrap_or(Span { from: self.on, to: None });
        let set = self.packs.get(self.at).map_or(Set::Icd10cm, |pack| pack.set);
        let (valid_from, valid_to) = (table.added(row).unwrap_or(from), table.ended(row).or(to));
        let on_the_day = valid_from <= self.on && valid_to.is_none_or(|last| self.on <= last);
        Hit {
            billable: table.is_billable(row) && on_the_day,
            description: table.text(row),
            valid_from: Some(valid_from),
            valid_to,
            code,
            set,
            matched,
        }
    }
}

/// Whether a text, as a plain code, may be part of one: a letter, then a digit in the next two places, at most seven.
fn looks_like_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    (2..=7).contains(&bytes.len())
        && bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.iter().take(3).any(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// Own codes by number or by words, and a full CPT number that nobody has a text for.
fn own_hits(text: &str, options: &FindOptions, own: &[OwnCode]) -> Vec<(Score, Hit)> {
    let (code, typed) = (plain_code(text), folded(text));
    let of_set = |set: Set| options.set.is_none_or(|only| only == set);
    let mut hits: Vec<(Score, Hit)> = Vec::new();
    for entry in own.iter().filter(|entry| of_set(entry.set)) {
        if let Some((score, matched)) = own_match(entry, &code, &typed) {
            hits.push((score, bare_hit(&entry.code, entry.set, entry.text.clone(), matched)));
        }
    }
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.truncate(options.limit);
    if is_cpt_shape(&code) && of_set(Set::Cpt) && !hits.iter().any(|(_, hit)| hit.matched == Matched::Code) {
        hits.push(((BY_CODE, 0), bare_hit(&code, Set::Cpt, String::new(), Matched::Code)));
    }
    hits
}

fn own_match(entry: &OwnCode, code: &str, typed: &[String]) -> Option<(Score, Matched)> {
    let own_code = plain_code(&entry.code);
    if !code.is_empty() && own_code == code {
        return Some(((BY_CODE, 1), Matched::Code));
    }
    let has_digit = code.bytes().any(|byte| byte.is_ascii_digit());
    if code.len() >= 2 && has_digit && own_code.starts_with(code) {
        return Some(((BY_PREFIX, 1), Matched::CodePrefix));
    }
    let words = folded(&entry.text);
    let all = typed.iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())));
    let whole = typed.iter().filter(|typed| words.contains(typed)).count();
    let score = rank::WHOLE + i64::try_from(whole).unwrap_or(0) - i64::try_from(words.len()).unwrap_or(0);
    (all && !typed.is_empty()).then_some(((BY_WORDS, score), Matched::AllWords))
}

fn bare_hit(code: &str, set: Set, description: String, matched: Matched) -> Hit {
    Hit { code: plain_code(code), set, description, billable: true, valid_from: None, valid_to: None, matched }
}
