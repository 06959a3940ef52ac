//! Reads one query a line and prints for each the microseconds and the codes found, best first: for trying the finder.
//!
//! `cargo run --release -p codes --example find -- 2026-04-15 icd10cm 10 < queries.txt`

use codes::{CodeBook, FindOptions, Set};
use std::io::{BufRead, Write};
use std::time::Instant;
use values::Date;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map(String::as_str);
    let day = word(0).and_then(|day| Date::parse_iso(day).ok()).or(Date::new(2026, 4, 15));
    let Some(on) = day else { return Ok(()) };
    let set = word(1).and_then(Set::from_name);
    let limit = word(2).and_then(|limit| limit.parse().ok()).unwrap_or(10);
    let book = CodeBook::shipped();
    let options = FindOptions { set, on, limit };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let start = Instant::now();
        let hits = book.find(&line, &options, &[]);
        let micros = start.elapsed().as_micros();
        let codes: Vec<&str> = hits.iter().map(|hit| hit.code.as_str()).collect();
        writeln!(out, "{micros}\t{line}\t{}", codes.join(" "))?;
    }
    Ok(())
}
