//! A CSV file with a header, as text fields with their line numbers.

use super::{BadRow, Columns};
use crate::error::{BillingError, ErrorCode, Result};
use crate::finding::FileFinding;
use std::collections::HashMap;
use values::{Date, Money, Sex, ValueError};

/// Rows are read up to this many bytes; a longer field is refused by its parser anyway.
const LONGEST_FIELD: usize = 4096;

/// A read CSV file.
pub struct CsvTable {
    header: csv::StringRecord,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, csv::StringRecord)>,
    /// Another system's file: its dates and words are read as people write them.
    is_foreign: bool,
}

fn bad_csv(message: impl Into<String>, remedy: &str, column: Option<&str>) -> BillingError {
    BillingError::new(ErrorCode::BadCsv, message, remedy).at(None, column.map(str::to_owned))
}

impl CsvTable {
    /// Reads UTF-8 (a byte order mark is dropped) and checks the header.
    ///
    /// # Errors
    /// `bad_csv` naming the column or line. Unknown columns are findings, not errors.
    pub fn read(bytes: &[u8], columns: Columns) -> Result<(CsvTable, Vec<FileFinding>)> {
        let bytes = plain(bytes)?;
        let mut reader = reader(bytes);
        let header = reader.headers().map_err(|error| broken(&error))?.clone();
        let mut table = CsvTable { columns: HashMap::new(), header, rows: Vec::new(), is_foreign: false };
        for (at, name) in table.header.iter().enumerate() {
            if table.columns.insert(name.to_lowercase(), at).is_some() {
                return Err(bad_csv(
                    format!("the column {name} stands twice in the header"),
                    "keep one of them",
                    Some(name),
                ));
            }
        }
        let missing = columns.needed.iter().find(|name| !table.columns.contains_key(**name));
        if let Some(name) = missing {
            let remedy = format!("the header must have: {}", columns.needed.join(", "));
            return Err(bad_csv(format!("line 1: the column {name} is missing"), &remedy, Some(name)));
        }
        table.read_rows(bytes, &mut reader)?;
        let known = |name: &str| columns.needed.contains(&name) || columns.optional.contains(&name);
        let unknown = table.header.iter().filter(|name| !known(&name.to_lowercase()));
        let notes = unknown.map(|name| {
            let message = format!("the column {name} is not known and was left out");
            FileFinding {
                position: Some(name.to_owned()),
                ..FileFinding::new("warning", "bad_csv", message, "rename it if it was meant to be read")
            }
        });
        let notes = notes.collect();
        Ok((table, notes))
    }

    /// Reads another system's file: `places` says which of its columns is each of ours, counted from 0.
    ///
    /// # Errors
    /// `bad_csv` naming a needed column that has no place, or the line.
    pub fn read_placed(bytes: &[u8], columns: Columns, places: &[(String, usize)]) -> Result<CsvTable> {
        let bytes = plain(bytes)?;
        let mut reader = reader(bytes);
        let header = reader.headers().map_err(|error| broken(&error))?.clone();
        let columns_of = places.iter().filter(|(_, at)| *at < header.len()).cloned().collect();
        let mut table = CsvTable { columns: columns_of, header, rows: Vec::new(), is_foreign: true };
        if let Some(name) = columns.needed.iter().find(|name| !table.columns.contains_key(**name)) {
            return Err(bad_csv(format!("no column was chosen for {name}"), "choose one", Some(name)));
        }
        table.read_rows(bytes, &mut reader)?;
        Ok(table)
    }

    /// The header and the first rows of a file, and how many rows it has.
    ///
    /// # Errors
    /// `bad_csv` for what is no CSV.
    pub fn glance(bytes: &[u8], rows: usize) -> Result<(Vec<String>, Vec<Vec<String>>, usize)> {
        let table = CsvTable::read_placed(bytes, Columns { needed: &[], optional: &[] }, &[])?;
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let first = table.rows.iter().take(rows).map(|(_, record)| texts(record)).collect();
        Ok((texts(&table.header), first, table.rows.len()))
    }

    fn read_rows(&mut self, bytes: &[u8], reader: &mut csv::Reader<&[u8]>) -> Result<()> {
        let mut lines = Lines { bytes, at: 0, line: 1 };
        for record in reader.records() {
            let record = record.map_err(|error| broken(&error))?;
            let line = lines.of(record.position());
            if record.iter().any(|field| field.len() > LONGEST_FIELD) {
                return Err(bad_csv(
                    format!("line {line}: a field is longer than {LONGEST_FIELD} bytes"),
                    "check the quotes of the lines before",
                    None,
                ));
            }
            self.rows.push((line, record));
        }
        Ok(())
    }

    /// The rows, in file order.
    #[must_use]
    pub fn rows(&self) -> Vec<CsvRow<'_>> {
        self.rows.iter().map(|(line, record)| CsvRow { table: self, line: *line, record }).collect()
    }

    /// The header and some of the rows, as CSV.
    #[must_use]
    pub fn only(&self, rows: &[usize]) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(&self.header);
        for (_, record) in rows.iter().filter_map(|at| self.rows.get(*at)) {
            let _ = writer.write_record(record);
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// The text of a file without its byte order mark.
fn plain(bytes: &[u8]) -> Result<&[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let plain = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    if plain.is_none() {
        return Err(bad_csv("this is not a CSV file in UTF-8", "export it as CSV (UTF-8) with a header line", None));
    }
    Ok(bytes)
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(bytes)
}

/// Counts lines up to a record. The reader's own count is one behind in files with CR LF, whose LF it leaves to the next record.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let begin = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        while let Some(byte) = self.bytes.get(self.at).filter(|byte| self.at < begin || matches!(byte, b'\r' | b'\n')) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn broken(error: &csv::Error) -> BillingError {
    let line = error.position().map_or(1, csv::Position::line);
    let message = if let csv::ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
        format!("line {line}: {len} fields where the header has {expected_len}")
    } else {
        format!("line {line}: this is not CSV in UTF-8")
    };
    bad_csv(message, "check commas and quotes in that line", None)
}

/// One row.
#[derive(Clone, Copy)]
pub struct CsvRow<'t> {
    table: &'t CsvTable,
    line: u64,
    record: &'t csv::StringRecord,
}

impl<'t> CsvRow<'t> {
    /// Its line in the file.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// A field, trimmed; `None` when the file has no such column.
    #[must_use]
    pub fn given(&self, column: &str) -> Option<&'t str> {
        let at = *self.table.columns.get(column)?;
        self.record.get(at)
    }

    /// A field, empty when the file has no such column.
    #[must_use]
    pub fn text(&self, column: &str) -> &'t str {
        self.given(column).unwrap_or_default()
    }

    pub(crate) fn bad(&self, column: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> BadRow {
        BadRow { line: self.line, column, message: message.into(), remedy: remedy.into() }
    }

    /// A field through its parser; empty is `None`.
    pub(crate) fn parsed<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> std::result::Result<T, values::ValueError>,
    ) -> std::result::Result<Option<T>, BadRow> {
        match self.text(column) {
            "" => Ok(None),
            text => parse(text).map(Some).map_err(|error| self.bad(column, error.to_string(), "correct the field")),
        }
    }

    /// A text field with its longest length.
    pub(crate) fn bounded(&self, column: &'static str, max: usize) -> std::result::Result<String, BadRow> {
        let remedy = format!("shorten it to {max} characters, without control characters");
        values::parse_text(self.text(column), max).map_err(|error| self.bad(column, error.to_string(), remedy))
    }

    /// A text field that must not be empty.
    pub(crate) fn filled(&self, column: &'static str, max: usize) -> std::result::Result<String, BadRow> {
        let text = self.bounded(column, max)?;
        if text.is_empty() { Err(self.bad(column, "it is empty", "fill it in")) } else { Ok(text) }
    }

    /// A date field; empty is `None`.
    pub(crate) fn date(&self, column: &'static str) -> std::result::Result<Option<Date>, BadRow> {
        self.parsed(column, if self.table.is_foreign { foreign_date } else { Date::parse_iso })
    }

    /// A sex; empty is `None`. Another system may write it as a word.
    pub(crate) fn sex(&self, column: &'static str) -> std::result::Result<Option<Sex>, BadRow> {
        let is_foreign = self.table.is_foreign;
        self.parsed(column, |text| {
            let text = text.to_uppercase();
            match text.as_str() {
                "FEMALE" if is_foreign => Ok(Sex::Female),
                "MALE" if is_foreign => Ok(Sex::Male),
                "UNKNOWN" | "OTHER" if is_foreign => Ok(Sex::Unknown),
                text => Sex::parse(text),
            }
        })
    }

    /// An amount in decimal dollars, not below zero; empty is `None`.
    pub(crate) fn amount(&self, column: &'static str) -> std::result::Result<Option<Money>, BadRow> {
        let amount = self.parsed(column, Money::parse_dollars)?;
        if amount.is_some_and(Money::is_negative) {
            return Err(self.bad(column, "it is below zero", "write an amount of zero or more"));
        }
        Ok(amount)
    }
}

/// `2026-07-15`, `7/15/2026`, `07-15-2026` or `20260715`: the ways in which other systems write a day, all with four digits of
/// the year so that none is guessed.
fn foreign_date(text: &str) -> std::result::Result<Date, ValueError> {
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['/', '-']).collect();
    match parts.as_slice() {
        [month, day, year] if year.len() == 4 => {
            let number = |text: &str| text.parse::<i8>().map_err(|_| ValueError::Date);
            let year = year.parse::<i16>().map_err(|_| ValueError::Date)?;
            Date::new(year, number(month)?, number(day)?).ok_or(ValueError::Date)
        }
        [digits] if digits.len() == 8 => Date::parse_d8(digits),
        _ => Date::parse_iso(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns { needed: &["a", "b"], optional: &["c"] };

    fn fault(bytes: &[u8]) -> BillingError {
        CsvTable::read(bytes, COLUMNS).err().unwrap()
    }

    #[test]
    fn lines_are_counted_alike_whatever_ends_them() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "1,2", "\"x\ny\",3", "", "4,5", ""].join(end);
            let (table, _) = CsvTable::read(text.as_bytes(), COLUMNS).unwrap();
            assert_eq!(table.rows().iter().map(CsvRow::line).collect::<Vec<_>>(), [2, 3, 6], "{end:?}");
        }
    }

    #[test]
    fn reads_rows_with_their_lines() {
        let (table, notes) = CsvTable::read(b"\xef\xbb\xbfA,b,x\r\n1, 2 ,3\n\"p\nq\",r,s\n", COLUMNS).unwrap();
        let rows = table.rows();
        assert_eq!((rows[0].line(), rows[0].text("b"), rows[0].given("c")), (2, "2", None));
        assert_eq!(rows[1].text("a"), "p\nq");
        assert_eq!(notes.len(), 1);
        assert_eq!(String::from_utf8(table.only(&[0])).unwrap(), "A,b,x\n1,2,3\n");
    }

    #[test]
    fn names_what_is_wrong_and_where() {
        assert_eq!(fault(b"a,c\n1,2\n").position.as_deref(), Some("b"));
        assert_eq!(fault(b"a,b,a\n").position.as_deref(), Some("a"));
        assert!(fault(b"a,b\n1\n").message.contains("line 2"));
        assert_eq!(fault(b"\x00\x01\x02ISA\n").code, ErrorCode::BadCsv);
        assert_eq!(fault(b"\xff\xfe").code, ErrorCode::BadCsv);
        assert_eq!(fault(b"").code, ErrorCode::BadCsv);
    }
}
