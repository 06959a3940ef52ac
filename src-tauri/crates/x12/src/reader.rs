//! From bytes to segments: finds the interchanges, cuts the segments, and tells the envelope about each.

use memchr::{memchr, memchr3, memmem};

use crate::delimiters::{Delimiters, HeaderProblem, ISA_WIDTH};
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
        if width == ISA_WIDTH {
            self.store.push(start..start + width - 1);
        } else {
            self.store.push_cleaned(start..start + width - 1);
        }
        self.envelope.open_interchange(&self.store, delimiters, &mut self.findings);
        let mut at = start + width;
        while let Some(cut) = Cut::next(source, at, delimiters.segment) {
            let bytes = source.get(cut.start..cut.end).unwrap_or_default();
            if bytes.starts_with(b"ISA") && bytes.get(3) == Some(&delimiters.element) {
                break;
            }
            at = cut.next;
            if bytes.is_empty() {
                self.empty(cut.terminated && delimiters.segment != b'\n');
                continue;
            }
            if !cut.terminated && bytes.iter().all(|b| matches!(b, 0 | 0x1a)) {
                continue;
            }
            if cut.broken {
                self.store.push_cleaned(cut.start..cut.end);
            } else {
                self.store.push(cut.start..cut.end);
            }
            if self.segment(delimiters, cut.terminated) || self.too_many() {
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

/// Where a segment is in the file, without the blanks before it.
struct Cut {
    start: usize,
    end: usize,
    /// After the terminator.
    next: usize,
    /// Whether there are line breaks inside.
    broken: bool,
    terminated: bool,
}

impl Cut {
    /// The segment at or after an offset; `None` at the end of the file.
    fn next(source: &[u8], at: usize, terminator: u8) -> Option<Self> {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let blanks = rest.iter().take_while(|b| is_blank(**b) && **b != terminator).count();
        let start = at + blanks;
        let rest = rest.get(blanks..).unwrap_or_default();
        // One search finds the terminator, or a line break before it.
        let first = memchr3(terminator, b'\r', b'\n', rest).unwrap_or(rest.len());
        if rest.get(first) == Some(&terminator) {
            return Some(Self { start, end: start + first, next: start + first + 1, broken: false, terminated: true });
        }
        let tail = rest.get(first..).unwrap_or_default();
        let found = memchr(terminator, tail);
        let stop = first + found.unwrap_or(tail.len());
        let whole = rest.get(..stop).unwrap_or_default();
        let len = whole.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |last| last + 1);
        let next = start + stop + usize::from(found.is_some());
        Some(Self { start, end: start + len, next, broken: first < len, terminated: found.is_some() })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str, terminator: u8) -> Vec<(&str, bool, bool)> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(cut) = Cut::next(text.as_bytes(), at, terminator) {
            all.push((&text[cut.start..cut.end], cut.broken, cut.terminated));
            at = cut.next;
        }
        all
    }

    #[test]
    fn segments_are_cut_at_the_terminator_only() {
        let expected = [("A*1", false, true), ("B*\r\n2", true, true), ("C", false, true), ("", false, true)];
        assert_eq!(cuts("A*1~\r\nB*\r\n2~ C\r\n~~", b'~'), expected);
        assert_eq!(cuts("A*1\r\nB\n", b'\n'), [("A*1", false, true), ("B", false, true)]);
        assert_eq!(cuts("A~B\r\n", b'~'), [("A", false, true), ("B", false, false)]);
    }

    #[test]
    fn ids_are_two_or_three_capitals_and_digits() {
        for good in ["GE", "ST*1", "N1*", "TA1*", "BHT", "SV1*HC"] {
            assert!(is_id(good.as_bytes(), b'*'), "{good}");
        }
        for bad in ["", "S", "*ST", "st*", "1A*", "ABCD*", "A *", "S\u{e9}*"] {
            assert!(!is_id(bad.as_bytes(), b'*'), "{bad}");
        }
    }
}
