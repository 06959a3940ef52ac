//! The rows of a large set: sorted codes, flags, dates, and texts as numbers of words.
//!
//! Texts are split at blanks; each distinct piece has a number, frequent ones short. A row names how many pieces it
//! shares with the row before and then its own, in blocks that decode alone: nothing is unpacked at opening.

use super::bytes::{Cut, Strings, index, length, put_bytes, put_number, put_words};
use crate::read::CodeRow;
use std::collections::HashMap;
use std::ops::Range;
use values::Date;

/// A code's room; shorter ones are padded with blanks.
const WIDTH: usize = 7;
/// Rows that are decoded together.
const BLOCK: usize = 16;

const BILLABLE: u8 = 1;

/// Rows of one pack, opened.
#[derive(Debug)]
pub(crate) struct CodeTable {
    codes: Vec<u8>,
    flags: Vec<u8>,
    blocks: Vec<u32>,
    rows: Vec<u8>,
    pieces: Strings,
    /// Two words a row, `added` and `ended` as CCYYMMDD or 0; empty if no row has a date.
    dates: Vec<u32>,
}

/// Writes rows, which are sorted by code and of distinct codes.
pub(super) fn write_table(rows: &[CodeRow]) -> Vec<u8> {
    let (mut codes, mut flags, mut blocks, mut texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (numbers, pieces) = number_pieces(rows);
    let mut before: Vec<u32> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        codes.extend(row.code.bytes().chain(std::iter::repeat(b' ')).take(WIDTH));
        flags.push(if row.billable { BILLABLE } else { 0 });
        if at % BLOCK == 0 {
            blocks.push(length(texts.len()));
            before.clear();
        }
        let now: Vec<u32> = split(&row.description).filter_map(|piece| numbers.get(piece).copied()).collect();
        let shared = now.iter().zip(&before).take_while(|(a, b)| a == b).count();
        put_number(&mut texts, length(shared));
        put_number(&mut texts, length(now.len() - shared));
        now.iter().skip(shared).for_each(|piece| put_number(&mut texts, *piece));
        before = now;
    }
    let mut out = Vec::new();
    put_bytes(&mut out, &codes);
    put_bytes(&mut out, &flags);
    put_words(&mut out, &blocks);
    put_bytes(&mut out, &texts);
    Strings::put(&mut out, pieces.into_iter());
    put_words(&mut out, &dates(rows));
    out
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    // An empty text has no pieces; split would give one empty piece.
    text.split(' ').take(if text.is_empty() { 0 } else { usize::MAX })
}

/// Pieces by falling frequency, and the number of each.
fn number_pieces(rows: &[CodeRow]) -> (HashMap<&str, u32>, Vec<&str>) {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for row in rows {
        split(&row.description).for_each(|piece| *counts.entry(piece).or_default() += 1);
    }
    let mut pieces: Vec<(&str, u32)> = counts.into_iter().collect();
    pieces.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let pieces: Vec<&str> = pieces.into_iter().map(|(piece, _)| piece).collect();
    let numbers = pieces.iter().enumerate().map(|(number, piece)| (*piece, length(number))).collect();
    (numbers, pieces)
}

fn dates(rows: &[CodeRow]) -> Vec<u32> {
    if rows.iter().all(|row| row.added.is_none() && row.ended.is_none()) {
        return Vec::new();
    }
    rows.iter().flat_map(|row| [day_number(row.added), day_number(row.ended)]).collect()
}

/// A day as CCYYMMDD, none as 0.
fn day_number(day: Option<Date>) -> u32 {
    day.and_then(|day| day.to_d8().parse().ok()).unwrap_or(0)
}

impl CodeTable {
    /// Opens a section; `None` if it is not one.
    pub(super) fn open(bytes: &[u8]) -> Option<CodeTable> {
        let mut cut = Cut(bytes);
        let table = CodeTable {
            codes: cut.bytes()?,
            flags: cut.bytes()?,
            blocks: cut.words()?,
            rows: cut.bytes()?,
            pieces: Strings::cut(&mut cut)?,
            dates: cut.words()?,
        };
        Some(table).filter(CodeTable::holds_together)
    }

    fn holds_together(&self) -> bool {
        let count = self.flags.len();
        let (codes, rest) = self.codes.as_chunks::<WIDTH>();
        rest.is_empty()
            && codes.len() == count
            && codes.is_sorted_by(|a, b| a < b)
            && self.codes.is_ascii()
            && self.blocks.len() == count.div_ceil(BLOCK)
            && [0, count * 2].contains(&self.dates.len())
    }

    pub(crate) fn len(&self) -> usize {
        self.flags.len()
    }

    /// The code of a row, without padding.
    pub(crate) fn code(&self, row: usize) -> &str {
        let bytes = self.padded(row).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default().trim_end()
    }

    fn padded(&self, row: usize) -> Option<&[u8]> {
        let from = row.checked_mul(WIDTH)?;
        self.codes.get(from..from + WIDTH)
    }

    pub(crate) fn is_billable(&self, row: usize) -> bool {
        self.flags.get(row).is_some_and(|flags| flags & BILLABLE != 0)
    }

    /// The row of a code.
    pub(crate) fn row_of(&self, code: &str) -> Option<usize> {
        Some(self.lower_bound(code)).filter(|row| !code.is_empty() && self.code(*row) == code)
    }

    /// The rows whose codes begin so.
    pub(crate) fn rows_under(&self, prefix: &str) -> Range<usize> {
        let from = self.lower_bound(prefix);
        // '~' is above every letter and digit of a code.
        from..self.lower_bound(&format!("{prefix}~"))
    }

    fn lower_bound(&self, code: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.code(middle) < code {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// First valid day of the code, where the pack tells it.
    pub(crate) fn added(&self, row: usize) -> Option<Date> {
        self.date(row * 2)
    }

    /// Last valid day of the code, where the pack tells it.
    pub(crate) fn ended(&self, row: usize) -> Option<Date> {
        self.date(row * 2 + 1)
    }

    fn date(&self, at: usize) -> Option<Date> {
        self.dates.get(at).filter(|day| **day != 0).and_then(|day| Date::parse_d8(&format!("{day:08}")).ok())
    }

    /// The text of a row.
    pub(crate) fn text(&self, row: usize) -> String {
        let pieces = self.piece_numbers(row).unwrap_or_default();
        let mut out = String::new();
        for (at, piece) in pieces.into_iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(self.pieces.get(index(piece)));
        }
        out
    }

    fn piece_numbers(&self, row: usize) -> Option<Vec<u32>> {
        let start = index(*self.blocks.get(row / BLOCK)?);
        let mut cut = Cut(self.rows.get(start..)?);
        let mut pieces = Vec::new();
        for _ in 0..=row % BLOCK {
            pieces.truncate(index(cut.number()?));
            for _ in 0..cut.number()? {
                pieces.push(cut.number()?);
            }
        }
        Some(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(code: &str, text: &str) -> CodeRow {
        CodeRow {
            code: code.to_owned(),
            billable: code.len() > 3,
            description: text.to_owned(),
            added: None,
            ended: None,
        }
    }

    #[test]
    fn rows_are_found_under_their_prefix() {
        let rows = [row("E10", "x"), row("E11", "Type 2"), row("E119", "Type 2 without"), row("E12", "")];
        let table = CodeTable::open(&write_table(&rows)).unwrap();
        assert_eq!(table.rows_under("E11"), 1..3);
        assert_eq!(table.row_of("E119"), Some(2));
        assert_eq!((table.row_of("E1"), table.row_of(""), table.row_of("Z")), (None, None, None));
        assert_eq!(
            (table.text(2).as_str(), table.text(3).as_str(), table.text(99).as_str()),
            ("Type 2 without", "", "")
        );
    }

    proptest! {
        #[test]
        fn a_table_gives_back_its_rows(texts in prop::collection::vec("[a-c]{0,2}( [a-c,é]{0,2}){0,6}", 0..60), day in 1..28i8) {
            let rows: Vec<CodeRow> = texts.iter().enumerate().map(|(at, text)| {
                let mut row = row(&format!("A{at:04}"), text);
                row.added = Date::new(2020, 1, day).filter(|_| at % 3 == 0);
                row.ended = Date::new(2021, 1, day).filter(|_| at % 5 == 0);
                row
            }).collect();
            let table = CodeTable::open(&write_table(&rows)).unwrap();
            prop_assert_eq!(table.len(), rows.len());
            for (at, row) in rows.iter().enumerate() {
                prop_assert_eq!(table.text(at), row.description.clone());
                prop_assert_eq!(table.code(at), row.code.as_str());
                prop_assert_eq!((table.added(at), table.ended(at)), (row.added, row.ended));
            }
        }

        #[test]
        fn any_bytes_open_or_not_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(table) = CodeTable::open(&bytes) {
                for row in 0..table.len() {
                    let _ = (table.text(row), table.code(row).len(), table.added(row));
                }
            }
        }
    }
}
