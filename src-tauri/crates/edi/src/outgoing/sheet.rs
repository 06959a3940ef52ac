//! Segments on their way out: folded to upper-case ASCII, checked, and put into the guide's order within their loop.

use std::borrow::Cow;
use std::fmt;

use claims::RawSegment;
use x12::{Delimiters, Field};

use super::proof::needs_proof;
use super::ranks::Order;

/// Why a claim cannot be written, and where. Names places and characters, never the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotWritable {
    /// The loop of the guide: `2010BA`, `2300`, `2400`.
    pub in_loop: &'static str,
    /// Number of the service line, in loops of a line.
    pub line: Option<u16>,
    /// Segment, element and component: `NM103`, `SV101-7`.
    pub position: String,
    /// What stands in the way.
    pub problem: WritingProblem,
}

impl fmt::Display for NotWritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in loop {}", self.position, self.in_loop)?;
        if let Some(line) = self.line {
            write!(f, " of line {line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What stands in the way of writing a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WritingProblem {
    /// X12 knows no escape: data must not hold `*`, `^`, `:` or `~`.
    #[error("the character {0} separates data on the wire; write the text without it")]
    Delimiter(char),
    /// A line break, a tab or another control character.
    #[error("a line break or control character; write the text on one line")]
    Control,
    /// No ASCII text stands for this character.
    #[error("the character U+{:04X} has no plain spelling; write the text in Latin letters", u32::from(*.0))]
    NotAscii(char),
    /// Longer than the guide allows.
    #[error("longer than {0} characters; shorten it")]
    TooLong(usize),
    /// A code of a kept segment that is not ASCII: folding it would make another code of it.
    #[error("the character U+{:04X} in a code that was kept as it came; remove the segment or correct the code", u32::from(*.0))]
    NotAsciiCode(char),
    /// A kept segment that makes the claim unreadable where the guide puts it.
    #[error("kept as it came, and not readable in this place; remove the segment or correct the value")]
    Unreadable,
    /// A kept segment whose id is none.
    #[error("not a segment id; remove the segment")]
    SegmentId,
    /// More values or loops than the guide allows.
    #[error("more than {0} of them; the guide allows no more")]
    TooMany(usize),
}

/// A text that lost its accents on the wire, for a person to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Index of the claim among those given; of the first one, where several share a party.
    pub claim: usize,
    /// The loop of the guide.
    pub in_loop: &'static str,
    /// Segment and element: `NM103`.
    pub position: String,
    /// The text as the record has it.
    pub from: String,
    /// The text as it was sent.
    pub to: String,
}

/// One element, before it is folded and checked.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    /// Made here, upper-case ASCII by its type: codes, amounts, dates.
    Code(Cow<'a, str>),
    /// A record's text: folded to upper-case ASCII.
    Text(&'a str),
    /// A number that others echo or gave us: its case is kept.
    Exact(&'a str),
    /// What was kept as it came: free text is folded, a code never, or it would become another one.
    Kept(&'a str),
    /// Components.
    Parts(Vec<Cell<'a>>),
    /// Repetitions.
    Repeats(Vec<Cell<'a>>),
}

/// Nothing.
pub(super) const NONE: Cell<'static> = Cell::Code(Cow::Borrowed(""));

/// A code that is borrowed.
pub(super) fn code(text: &str) -> Cell<'_> {
    Cell::Code(Cow::Borrowed(text))
}

/// A text that was made.
pub(super) fn made<'a>(text: impl Into<String>) -> Cell<'a> {
    Cell::Code(Cow::Owned(text.into()))
}

/// A segment that is ready.
#[derive(Debug)]
pub(super) struct Row<'a> {
    rank: usize,
    pub(super) in_loop: &'static str,
    pub(super) line: Option<u16>,
    pub(super) id: &'a str,
    pub(super) fields: Vec<Field<'a>>,
}

/// The segments of a level or claim, in order, with all that is wrong about them.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) problems: Vec<NotWritable>,
    pub(super) folded: Vec<Folded>,
    /// Whether a kept segment could make the claim unreadable.
    pub(super) needs_proof: bool,
    delimiters: Delimiters,
    claim: usize,
    in_loop: &'static str,
    line: Option<u16>,
    order: Order,
    start: usize,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(claim: usize) -> Sheet<'a> {
        Sheet {
            rows: Vec::with_capacity(32),
            problems: Vec::new(),
            folded: Vec::new(),
            needs_proof: false,
            delimiters: Delimiters::default(),
            claim,
            in_loop: "",
            line: None,
            order: super::ranks::PARTY,
            start: 0,
        }
    }

    /// Closes the loop before and begins one, whose segments will stand in this order.
    pub(super) fn begin(&mut self, in_loop: &'static str, order: Order) {
        self.end();
        (self.in_loop, self.order) = (in_loop, order);
    }

    /// The claim, when something stands in the way of writing it.
    pub(super) fn refused(&self) -> Option<usize> {
        (!self.problems.is_empty()).then_some(self.claim)
    }

    /// The claim, when its kept segments must be read back before it may leave.
    pub(super) fn to_prove(&self) -> Option<usize> {
        self.needs_proof.then_some(self.claim)
    }

    /// All that follows belongs to this line, or to none.
    pub(super) fn line(&mut self, line: Option<u16>) {
        self.line = line;
    }

    /// Closes the loop: its segments go to their places, equals stay as they came.
    pub(super) fn end(&mut self) {
        if let Some(own) = self.rows.get_mut(self.start..) {
            own.sort_by_key(|row| row.rank);
        }
        self.start = self.rows.len();
    }

    /// Adds a segment to the open loop; one without data is not sent.
    pub(super) fn put(&mut self, id: &'a str, cells: Vec<Cell<'a>>) {
        let qualifier = cells.first().map_or("", first_text);
        let rank = super::ranks::rank(self.order, id, qualifier);
        let mut fields: Vec<Field<'a>> = Vec::with_capacity(cells.len());
        for (element, cell) in (1..).zip(cells) {
            fields.push(self.field(Spot { id, element, component: 0 }, cell));
        }
        while fields.last().is_some_and(is_empty) {
            fields.pop();
        }
        if !fields.is_empty() {
            self.rows.push(Row { rank, in_loop: self.in_loop, line: self.line, id, fields });
        }
    }

    /// Adds a segment that was kept as it came.
    pub(super) fn put_raw(&mut self, segment: &'a RawSegment) {
        let id = segment.id.as_bytes();
        let is_id = matches!(id.len(), 2 | 3) && id.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !is_id || matches!(segment.id.as_str(), "ISA" | "IEA" | "GS" | "GE" | "ST" | "SE" | "HL" | "CLM") {
            return self.problem("kept segment".to_owned(), WritingProblem::SegmentId);
        }
        self.needs_proof |= needs_proof(segment);
        let cells = segment.elements.iter().map(|element| raw_cell(element)).collect();
        self.put(&segment.id, cells);
    }

    /// Notes what the guide has no room for.
    pub(super) fn at_most(&mut self, limit: usize, count: usize, position: &str) {
        if count > limit {
            self.problem(position.to_owned(), WritingProblem::TooMany(limit));
        }
    }

    fn problem(&mut self, position: String, problem: WritingProblem) {
        self.problems.push(NotWritable { in_loop: self.in_loop, line: self.line, position, problem });
    }

    fn field(&mut self, spot: Spot<'_>, cell: Cell<'a>) -> Field<'a> {
        match cell {
            Cell::Code(text) => Field::Text(self.checked(spot, text)),
            Cell::Text(text) => Field::Text(self.fold(spot, text, true)),
            Cell::Exact(text) => Field::Text(self.fold(spot, text, false)),
            Cell::Kept(text) if is_free_text(spot) => Field::Text(self.fold(spot, text, true)),
            Cell::Kept(text) => Field::Text(self.as_it_came(spot, text)),
            Cell::Parts(parts) => Field::Composite(self.components(spot, parts)),
            Cell::Repeats(cells) => Field::Repeated(cells.into_iter().map(|cell| self.field(spot, cell)).collect()),
        }
    }

    fn components(&mut self, spot: Spot<'_>, parts: Vec<Cell<'a>>) -> Vec<Cow<'a, str>> {
        let mut texts = Vec::with_capacity(parts.len());
        for (component, part) in (1..).zip(parts) {
            match self.field(Spot { component, ..spot }, part) {
                Field::Text(text) => texts.push(text),
                Field::Composite(mut deeper) => texts.append(&mut deeper),
                Field::Repeated(_) => {}
            }
        }
        texts
    }

    fn fold(&mut self, spot: Spot<'_>, text: &'a str, upper: bool) -> Cow<'a, str> {
        let trimmed = text.trim();
        let is_ready = |c: char| c.is_ascii() && !(upper && c.is_ascii_lowercase());
        if trimmed.chars().all(is_ready) {
            return self.checked(spot, Cow::Borrowed(trimmed));
        }
        let mut plain = String::with_capacity(trimmed.len());
        for c in trimmed.chars() {
            match deunicode::deunicode_char(c) {
                Some(spelled) => plain.push_str(spelled),
                None => {
                    self.problem(spot.name(), WritingProblem::NotAscii(c));
                    return Cow::Borrowed("");
                }
            }
        }
        if upper {
            plain.make_ascii_uppercase();
        }
        let plain = plain.trim().to_owned();
        if !trimmed.is_ascii() {
            self.folded.push(Folded {
                claim: self.claim,
                in_loop: self.in_loop,
                position: spot.name(),
                from: trimmed.to_owned(),
                to: plain.clone(),
            });
        }
        self.checked(spot, Cow::Owned(plain))
    }

    fn as_it_came(&mut self, spot: Spot<'_>, text: &'a str) -> Cow<'a, str> {
        match text.chars().find(|c| !c.is_ascii()) {
            Some(c) => {
                self.problem(spot.name(), WritingProblem::NotAsciiCode(c));
                Cow::Borrowed("")
            }
            None => self.checked(spot, Cow::Borrowed(text.trim())),
        }
    }

    fn checked(&mut self, spot: Spot<'_>, text: Cow<'a, str>) -> Cow<'a, str> {
        let bad =
            text.bytes().find(|byte| byte.is_ascii_control() || !byte.is_ascii() || self.delimiters.contains(*byte));
        let problem = match bad {
            Some(byte) if self.delimiters.contains(byte) => Some(WritingProblem::Delimiter(char::from(byte))),
            Some(byte) if byte.is_ascii_control() => Some(WritingProblem::Control),
            Some(_) => text.chars().find(|c| !c.is_ascii()).map(WritingProblem::NotAscii),
            None => limit(spot).filter(|limit| text.len() > *limit).map(WritingProblem::TooLong),
        };
        match problem {
            Some(problem) => {
                self.problem(spot.name(), problem);
                Cow::Borrowed("")
            }
            None => text,
        }
    }
}

fn first_text<'c>(cell: &'c Cell<'_>) -> &'c str {
    match cell {
        Cell::Code(text) => text,
        Cell::Text(text) | Cell::Exact(text) | Cell::Kept(text) => text,
        Cell::Parts(cells) | Cell::Repeats(cells) => cells.first().map_or("", first_text),
    }
}

fn is_empty(field: &Field<'_>) -> bool {
    match field {
        Field::Text(text) => text.is_empty(),
        Field::Composite(parts) => parts.iter().all(|part| part.is_empty()),
        Field::Repeated(fields) => fields.iter().all(is_empty),
    }
}

/// An element with the separators of a [`RawSegment`].
pub(super) fn raw_cell(element: &str) -> Cell<'_> {
    if element.contains(RawSegment::REPETITION) {
        return Cell::Repeats(element.split(RawSegment::REPETITION).map(raw_parts).collect());
    }
    raw_parts(element)
}

fn raw_parts(element: &str) -> Cell<'_> {
    if element.contains(RawSegment::COMPONENT) {
        return Cell::Parts(element.split(RawSegment::COMPONENT).map(Cell::Kept).collect());
    }
    Cell::Kept(element)
}

/// Where in a segment.
#[derive(Clone, Copy)]
struct Spot<'s> {
    id: &'s str,
    element: usize,
    component: usize,
}

impl Spot<'_> {
    fn name(self) -> String {
        match self.component {
            0 => format!("{}{:02}", self.id, self.element),
            component => format!("{}{:02}-{component}", self.id, self.element),
        }
    }
}

/// The elements that hold names, addresses and descriptions, which people write (X222A1); all others hold codes,
/// amounts, dates and numbers.
fn is_free_text(spot: Spot<'_>) -> bool {
    match (spot.id, spot.element) {
        ("NM1", 3 | 4 | 5 | 7) | ("N3" | "K3", _) | ("N2" | "N4", 1) | ("NTE", 2) | ("SBR", 4) => true,
        ("PER", 2) | ("PWK", 7) | ("CR1", 9 | 10) | ("CR2", 10 | 11) | ("REF" | "FRM", 3) => true,
        ("SV1", 1) | ("SVD", 3) => spot.component == 7,
        _ => false,
    }
}

/// Greatest length of the elements that hold free text or numbers from outside (X222A1).
fn limit(spot: Spot<'_>) -> Option<usize> {
    match (spot.id, spot.element) {
        ("NM1", 3) => Some(60),
        ("NM1", 4) => Some(35),
        ("NM1", 5) => Some(25),
        ("NM1", 7) => Some(10),
        ("NM1", 9) => Some(80),
        ("N3", _) => Some(55),
        ("N4", 1) => Some(30),
        ("N4", 2) => Some(2),
        ("N4", 3) => Some(15),
        ("N4", 4) => Some(3),
        ("REF", 2) => Some(50),
        ("NTE", 2) | ("K3", 1) => Some(80),
        ("CLM", 1) => Some(38),
        ("SBR", 3) => Some(50),
        ("SBR", 4) | ("PER", 2) => Some(60),
        ("PER", 4 | 6 | 8) => Some(256),
        ("SV1", 1) if spot.component == 7 => Some(80),
        ("SVD", 1) => Some(80),
        ("PWK", 6) => Some(80),
        _ => None,
    }
}
