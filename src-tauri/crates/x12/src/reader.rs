//! From bytes to segments: finds the interchanges, cuts the segments, and tells the envelope about each.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::delimiters::{Delimiters, HeaderProblem};
use crate::document::Parsed;
use crate::envelope::Envelope;
use crate::finding::{Code, Finding, Findings};
use crate::segment::segment_id;
use crate::store::Store;

/// Largest file that is read, in bytes; real files are at most some 20 MB.
pub const MAX_FILE_BYTES: usize = 256 << 20;
/// Longest segment that raises no finding, in bytes.
pub const MAX_SEGMENT_BYTES: usize = 64 << 10;
/// Most elements in a segment that raise no finding.
pub const MAX_ELEMENTS: usize = 255;
/// Reading stops with a finding after this many segments.
pub const MAX_SEGMENTS: u32 = 5_000_000;

/// Reads a file. Never fails and never panics: what cannot be read is in [`Parsed::findings`].
///
/// Work and memory grow with the length of the input; nothing is copied but segments with line breaks inside.
#[must_use]
pub fn parse(bytes: &[u8]) -> Parsed<'_> {
    let mut reader = Reader { store: Store::new(bytes), envelope: Envelope::default(), findings: Findings::default() };
    reader.run();
    let Reader { store, envelope, findings } = reader;
    Parsed::new(store, envelope.finish(), findings)
}

/// An ISA that can be read.
struct Header {
    start: usize,
    /// In the file, with its terminator; more than 106 when there are line breaks inside.
    width: usize,
    delimiters: Delimiters,
}

struct Reader<'a> {
    store: Store<'a>,
    envelope: Envelope,
    findings: Findings,
}

impl Reader<'_> {
    fn run(&mut self) {
        let source = self.store.source();
        if source.len() > MAX_FILE_BYTES {
            let message = format!("The file is larger than {} MiB", MAX_FILE_BYTES >> 20);
            self.findings.push(Finding::error(Code::NotX12, 1, message, "Split the file by interchange."));
            return;
        }
        let mut at = skip_blanks(source, 0);
        while at < source.len() {
            let Some(header) = self.next_header(at) else { return };
            let end = self.interchange(&header);
            let next = skip_blanks(source, end);
            if self.store.len() >= MAX_SEGMENTS {
                return;
            }
            at = next;
        }
        if self.store.len() == 0 {
            self.no_header(HeaderProblem::NoIsa);
        }
    }

    /// The next readable ISA at or after `at`; reports what stands before it, or instead of it.
    fn next_header(&mut self, at: usize) -> Option<Header> {
        let source = self.store.source();
        let rest = source.get(at..).unwrap_or_default();
        let mut problem = None;
        for hit in memmem::find_iter(rest, b"ISA") {
            match Delimiters::header(rest.get(hit..).unwrap_or_default()) {
                Ok((delimiters, width)) => {
                    self.between(rest.get(..hit).unwrap_or_default(), problem);
                    return Some(Header { start: at + hit, width, delimiters });
                }
                // What tells most is the first one, unless it is just a word with these letters.
                Err(found) if problem.is_none() || hit == 0 => problem = Some(found),
                Err(_) => {}
            }
        }
        if self.store.len() == 0 {
            self.no_header(problem.unwrap_or(HeaderProblem::NoIsa));
        } else {
            self.between(rest, problem);
        }
        None
    }

    fn no_header(&mut self, problem: HeaderProblem) {
        let remedy = match problem {
            HeaderProblem::NoIsa => {
                "Choose an X12 file: it begins with ISA. Spreadsheets, PDF and zipped files are read elsewhere."
            }
            HeaderProblem::Short => "Fetch the file again: it was cut off.",
            HeaderProblem::NotFixedWidth | HeaderProblem::UnusableDelimiter | HeaderProblem::SameDelimiter => {
                "Ask the sender for the file as it was made: every ISA element has a fixed length, padded with blanks."
            }
        };
        self.findings.push(Finding::error(Code::NotX12, 1, format!("This is not X12: {problem}."), remedy).at("ISA"));
    }

    /// Bytes that belong to no interchange.
    fn between(&mut self, bytes: &[u8], problem: Option<HeaderProblem>) {
        if bytes.is_empty() {
            return;
        }
        let position = self.store.len().max(1);
        let lost = problem.is_some() || bytes.iter().any(|b| matches!(b, b'~' | b'*' | b'|'));
        let finding = match problem {
            Some(problem) => Finding::error(
                Code::NotX12,
                position,
                format!("After segment {position}, {} bytes were not read: {problem}.", bytes.len()),
                "Ask the sender for a file with a complete ISA for every interchange.",
            ),
            None => Finding::error(
                Code::BadSegment,
                position,
                format!("{} bytes lie outside of ISA and IEA and were not read", bytes.len()),
                "Ask the sender what they are; an interchange may have lost its ISA.",
            ),
        };
        let severity = if lost { finding.severity } else { crate::Severity::Warning };
        self.findings.push(Finding { severity, ..finding });
    }

    /// Reads one interchange from its ISA on; returns where it ends in the file.
    fn interchange(&mut self, header: &Header) -> usize {
        let source = self.store.source();
        let Header { start, width, delimiters } = *header;
        self.store.push(start, start + width - 1);
        self.envelope.open_interchange(&self.store, delimiters, &mut self.findings);
        let mut at = start + width;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            let stop = memchr(delimiters.segment, rest);
            let end = at + stop.unwrap_or(rest.len());
            let raw = trim(source, at..end, delimiters.segment);
            let bytes = source.get(raw.clone()).unwrap_or_default();
            if bytes.starts_with(b"ISA") && bytes.get(3) == Some(&delimiters.element) {
                break;
            }
            at = end + 1;
            if bytes.is_empty() {
                self.empty(stop.is_some() && delimiters.segment != b'\n');
                continue;
            }
            if stop.is_none() && bytes.iter().all(|b| matches!(b, 0 | 0x1a)) {
                continue;
            }
            self.store.push(raw.start, raw.end);
            let is_last = self.segment(delimiters, stop.is_some());
            if is_last || self.too_many() {
                break;
            }
        }
        self.envelope.close_interchange(&self.store, &mut self.findings);
        at.min(source.len())
    }

    /// Checks the shape of the segment that was just added; whether it was the IEA.
    fn segment(&mut self, delimiters: Delimiters, terminated: bool) -> bool {
        let position = self.store.len();
        let bytes = self.store.bytes(position - 1);
        let separator = delimiters.element;
        if !is_id(bytes, separator) {
            let remedy = "Ask the sender for a repaired file: the segment is kept as it is, but not understood.";
            let id = String::from_utf8_lossy(segment_id(bytes, separator)).into_owned();
            let message = match id.is_empty() {
                true => format!("Segment {position} has no segment id"),
                false => format!("Segment {position} begins with {id:?}, which is no segment id"),
            };
            self.findings.push(Finding::error(Code::BadSegment, position, message, remedy));
        }
        if bytes.len() > 1024 {
            self.measure(delimiters);
        }
        if !terminated {
            self.findings.push(Finding::warning(
                Code::BadSegment,
                position,
                "The last segment has no terminator",
                "Fetch the file again if anything seems to be missing.",
            ));
        }
        self.envelope.segment(&self.store, &mut self.findings)
    }

    /// Limits on long segments.
    fn measure(&mut self, delimiters: Delimiters) {
        let position = self.store.len();
        let bytes = self.store.bytes(position - 1);
        let remedy = "Ask the sender for a repaired file; a terminator is probably missing.";
        let message = if bytes.len() > MAX_SEGMENT_BYTES {
            format!("Segment {position} has {} bytes, more than {MAX_SEGMENT_BYTES}", bytes.len())
        } else {
            let count = memchr::memchr_iter(delimiters.element, bytes).count();
            if count <= MAX_ELEMENTS {
                return;
            }
            format!("Segment {position} has {count} elements, more than {MAX_ELEMENTS}")
        };
        self.findings.push(Finding::error(Code::BadSegment, position, message, remedy));
    }

    /// Blank lines are no empty segments.
    fn empty(&mut self, counts: bool) {
        if counts {
            let position = self.store.len();
            self.findings.push(Finding::warning(
                Code::BadSegment,
                position,
                format!("An empty segment follows segment {position}"),
                "Nothing to do; tell the sender.",
            ));
        }
    }

    fn too_many(&mut self) -> bool {
        let full = self.store.len() >= MAX_SEGMENTS;
        if full {
            let message = format!("The file has more than {MAX_SEGMENTS} segments; the rest was not read");
            let finding = Finding::error(Code::BadSegment, MAX_SEGMENTS, message, "Split the file by interchange.");
            self.findings.push(finding);
        }
        full
    }
}

/// Two or three characters: a capital letter, then capitals or digits, and then an element or nothing.
fn is_id(bytes: &[u8], separator: u8) -> bool {
    let tail = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let (id, after) = match bytes {
        [a, b, c, rest @ ..] if *c != separator => ([*a, *b, *c], rest.first()),
        [a, b, rest @ ..] => ([*a, *b, b'0'], rest.first()),
        _ => return false,
    };
    let [a, b, c] = id;
    a.is_ascii_uppercase() && tail(&b) && tail(&c) && after.is_none_or(|s| *s == separator)
}

/// Narrows a range by blanks before, and line breaks around, the segment in it.
fn trim(source: &[u8], range: Range<usize>, terminator: u8) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end && source.get(start).is_some_and(|b| is_blank(*b) && *b != terminator) {
        start += 1;
    }
    while start < end && source.get(end - 1).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
        end -= 1;
    }
    start..end
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The next offset that holds no blank, byte order mark, NUL padding or end-of-file mark of DOS.
fn skip_blanks(source: &[u8], mut at: usize) -> usize {
    loop {
        let rest = source.get(at..).unwrap_or_default();
        if rest.starts_with(b"\xef\xbb\xbf") {
            at += 3;
        } else if rest.first().is_some_and(|b| is_blank(*b) || matches!(b, 0 | 0x1a)) {
            at += 1;
        } else {
            return at;
        }
    }
}
