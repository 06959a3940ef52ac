//! One segment and its elements: borrowed bytes, split only when asked.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;

use crate::{Delimiters, parse_cents, parse_number};

/// A part of a file: of a text, whose parts need no looking at to be texts, or of bytes that are none.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Raw<'p> {
    Text(&'p str),
    Bytes(&'p [u8]),
}

impl<'p> Raw<'p> {
    pub(crate) const EMPTY: Raw<'static> = Raw::Text("");

    #[inline]
    pub(crate) fn bytes(self) -> &'p [u8] {
        match self {
            Raw::Text(text) => text.as_bytes(),
            Raw::Bytes(bytes) => bytes,
        }
    }

    /// A part of it; empty for a range that it has not.
    #[inline]
    pub(crate) fn part(self, range: Range<usize>) -> Raw<'p> {
        match self {
            Raw::Text(text) => match text.get(range.clone()) {
                Some(part) => Raw::Text(part),
                None => Raw::Bytes(text.as_bytes().get(range).unwrap_or_default()),
            },
            Raw::Bytes(bytes) => Raw::Bytes(bytes.get(range).unwrap_or_default()),
        }
    }

    /// Splits at a byte; always yields at least one part.
    fn split(self, separator: u8) -> impl Iterator<Item = Raw<'p>> {
        let mut from = Some(0);
        std::iter::from_fn(move || {
            let start = from?;
            let rest = self.bytes().get(start..).unwrap_or_default();
            let end = find(rest, separator).map(|at| start + at);
            from = end.map(|end| end + 1);
            Some(self.part(start..end.unwrap_or(start + rest.len())))
        })
    }
}

/// A segment of a file that was read. Copying it copies a few words, never the data.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'p> {
    pub(crate) raw: Raw<'p>,
    pub(crate) delimiters: Delimiters,
    pub(crate) position: u32,
    pub(crate) set_position: u32,
}

impl<'p> Segment<'p> {
    /// The segment without its terminator, and without line breaks inside it.
    #[must_use]
    pub fn bytes(&self) -> &'p [u8] {
        self.raw.bytes()
    }

    /// The segment id such as `CLM`; empty when it is not ASCII text.
    #[must_use]
    pub fn id(&self) -> &'p str {
        let id = segment_id(self.bytes(), self.delimiters.element);
        match self.raw.part(0..id.len()) {
            Raw::Text(id) => id,
            Raw::Bytes(id) => std::str::from_utf8(id).unwrap_or_default(),
        }
    }

    /// Counted from the file's first ISA = 1 over all interchanges.
    #[must_use]
    pub fn position(&self) -> u32 {
        self.position
    }

    /// Counted from the set's ST = 1, as a 999 counts; 0 outside of a set.
    #[must_use]
    pub fn set_position(&self) -> u32 {
        self.set_position
    }

    /// The delimiters of its interchange.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// Element `n`, counted from 1; an empty element when the segment has fewer.
    #[must_use]
    pub fn element(&self, n: usize) -> Element<'p> {
        let found = if n == 0 { None } else { self.elements().nth(n - 1) };
        found.unwrap_or(Element { raw: Raw::EMPTY, delimiters: self.delimiters })
    }

    /// All elements after the id, in order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'p>> + use<'p> {
        let delimiters = self.delimiters;
        self.raw.split(delimiters.element).skip(1).map(move |raw| Element { raw, delimiters })
    }

    /// Number of elements after the id, empty ones included.
    #[must_use]
    pub fn element_count(&self) -> usize {
        memchr_iter(self.delimiters.element, self.bytes()).count()
    }

    /// The segment with the places of its elements, for a reader that asks for several of them.
    #[must_use]
    pub fn split(self) -> SplitSegment<'p> {
        let mut ends = [0; SPLIT];
        let mut count = 0;
        // Without a branch on the separator: where it stands is what no processor guesses.
        for (at, byte) in (0_u32..).zip(self.bytes()) {
            if let Some(end) = ends.get_mut(count) {
                *end = at;
            }
            count += usize::from(*byte == self.delimiters.element);
        }
        if let Some(end) = ends.get_mut(count) {
            *end = u32::try_from(self.bytes().len()).unwrap_or(u32::MAX);
        }
        SplitSegment { segment: self, id: self.id(), ends, count }
    }
}

/// So many places of elements are kept, the id among them; a CAS has 20.
const SPLIT: usize = 24;

/// A segment whose elements were found once. It answers as its [`Segment`] does.
#[derive(Debug, Clone)]
pub struct SplitSegment<'p> {
    segment: Segment<'p>,
    id: &'p str,
    ends: [u32; SPLIT],
    count: usize,
}

impl<'p> SplitSegment<'p> {
    /// The segment.
    #[must_use]
    pub fn segment(&self) -> Segment<'p> {
        self.segment
    }

    /// As [`Segment::id`].
    #[must_use]
    pub fn id(&self) -> &'p str {
        self.id
    }

    /// As [`Segment::position`].
    #[must_use]
    pub fn position(&self) -> u32 {
        self.segment.position
    }

    /// As [`Segment::element`].
    #[must_use]
    #[inline]
    pub fn element(&self, n: usize) -> Element<'p> {
        let place = |at: usize| self.ends.get(at).and_then(|end| usize::try_from(*end).ok());
        let raw = match (n.checked_sub(1).and_then(place), place(n)) {
            _ if n > self.count => Raw::EMPTY,
            (Some(before), Some(end)) => self.segment.raw.part(before + 1..end),
            _ => return self.segment.element(n),
        };
        Element { raw, delimiters: self.segment.delimiters }
    }

    /// As [`Segment::element_count`].
    #[must_use]
    pub fn element_count(&self) -> usize {
        self.count
    }
}

/// UTF-8, or Latin-1 where it is not that.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
    }
}

/// The bytes before the first element separator.
pub(crate) fn segment_id(bytes: &[u8], separator: u8) -> &[u8] {
    let end = bytes.iter().take(8).position(|b| *b == separator);
    match end {
        Some(end) => bytes.get(..end).unwrap_or_default(),
        None if bytes.len() <= 8 => bytes,
        None => &[],
    }
}

/// The first such byte. Most searches end after a few bytes, before a wide search would have begun.
#[inline]
fn find(bytes: &[u8], separator: u8) -> Option<usize> {
    if bytes.len() <= 16 { bytes.iter().position(|b| *b == separator) } else { memchr::memchr(separator, bytes) }
}

/// An element, a repetition of one, or a component of one.
#[derive(Debug, Clone, Copy)]
pub struct Element<'p> {
    raw: Raw<'p>,
    delimiters: Delimiters,
}

impl<'p> Element<'p> {
    /// The bytes as they stand in the file.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> &'p [u8] {
        self.raw.bytes()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    /// The text for display and for storing: UTF-8 when it is that, otherwise read as Latin-1. Never fails.
    #[must_use]
    #[inline]
    pub fn text(&self) -> Cow<'p, str> {
        match self.raw {
            Raw::Text(text) => Cow::Borrowed(text),
            Raw::Bytes(bytes) => decoded(bytes),
        }
    }

    /// The text without blanks at either end.
    #[must_use]
    #[inline]
    pub fn trimmed(&self) -> Cow<'p, str> {
        let graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        match self.raw {
            Raw::Text("") => Cow::Borrowed(""),
            Raw::Text(text) if graphic(text.as_bytes().first()) && graphic(text.as_bytes().last()) => {
                Cow::Borrowed(text)
            }
            Raw::Text(text) => Cow::Borrowed(text.trim()),
            Raw::Bytes(bytes) => match decoded(bytes) {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            },
        }
    }

    /// The text for a message: cut after 60 characters, control characters replaced.
    pub(crate) fn shown(&self) -> String {
        let bytes = self.bytes();
        let window = decoded(bytes.get(..240).unwrap_or(bytes));
        let mut shown: String = window.chars().take(60).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if bytes.len() > 240 || window.chars().nth(60).is_some() {
            shown.push('\u{2026}');
        }
        shown
    }

    /// Component `n`, counted from 1; empty when there are fewer. A simple element is its own component 1.
    #[must_use]
    pub fn component(&self, n: usize) -> Element<'p> {
        let found = if n == 0 { None } else { self.components().nth(n - 1) };
        found.unwrap_or(Element { raw: Raw::EMPTY, delimiters: self.delimiters })
    }

    /// The components, at least one.
    pub fn components(&self) -> impl Iterator<Item = Element<'p>> + use<'p> {
        let delimiters = self.delimiters;
        self.raw.split(delimiters.component).map(move |raw| Element { raw, delimiters })
    }

    /// The repetitions, at least one.
    pub fn repetitions(&self) -> impl Iterator<Item = Element<'p>> + use<'p> {
        let delimiters = self.delimiters;
        let separator = delimiters.repetition.unwrap_or(delimiters.segment);
        self.raw.split(separator).map(move |raw| Element { raw, delimiters })
    }

    /// The amount in cents, by the strict grammar of [`parse_cents`].
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        parse_cents(self.bytes())
    }

    /// The whole number without sign.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        parse_number(self.bytes())
    }
}

impl PartialEq<str> for Element<'_> {
    fn eq(&self, other: &str) -> bool {
        self.bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Element<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.bytes() == other.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(text: &[u8]) -> Segment<'_> {
        Segment { raw: Raw::Bytes(text), delimiters: Delimiters::default(), position: 7, set_position: 5 }
    }

    #[test]
    fn elements_components_and_repetitions() {
        let s = segment(b"SV1*HC:99213:25*150**1^2*");
        assert_eq!(s.id(), "SV1");
        assert_eq!(s.element_count(), 5);
        assert_eq!(s.element(1).component(2), "99213");
        assert!(s.element(1).component(9).is_empty());
        assert_eq!(s.element(2).cents(), Some(15_000));
        assert!(s.element(3).is_empty() && s.element(5).is_empty() && s.element(99).is_empty());
        assert_eq!(s.element(4).repetitions().map(|r| r.number().unwrap()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(s.element(2).component(1), "150");
    }

    #[test]
    fn a_split_segment_answers_as_the_segment() {
        let many = format!("CAS*{}", "1*".repeat(40));
        for text in ["SV1*HC:99213:25*150**1^2*", "GE", "", "*A", "A*", "THISISNOSEGMENTATALL*B", many.as_str()] {
            let whole = segment(text.as_bytes());
            let split = whole.split();
            assert_eq!((split.id(), split.position()), (whole.id(), whole.position()));
            assert_eq!(split.element_count(), whole.element_count());
            for n in 0..50 {
                assert_eq!(split.element(n).bytes(), whole.element(n).bytes(), "{text} {n}");
            }
        }
    }

    #[test]
    fn blanks_at_the_ends_are_cut() {
        for (text, trimmed) in [(" A ", "A"), ("A ", "A"), ("\u{a0}A", "A"), ("A B", "A B"), ("", ""), ("  ", "")] {
            assert_eq!(segment(format!("X*{text}").as_bytes()).element(1).trimmed(), trimmed);
        }
        assert_eq!(segment(b"X*\xa0A\xa0").element(1).trimmed(), "A");
    }

    #[test]
    fn latin_1_is_shown_not_refused() {
        let s = segment(b"NM1*IL*1*PE\xd1A");
        assert_eq!(s.element(3).text(), "PE\u{d1}A");
        assert_eq!(segment("NM1*IL*1*PEÑA".as_bytes()).element(3).text(), "PEÑA");
    }

    #[test]
    fn messages_show_long_and_odd_texts_in_short() {
        assert_eq!(segment(b"NTE*A\x1b[2J").element(1).shown(), "A\u{fffd}[2J");
        let long = ["NTE*", &"B".repeat(1000)].concat();
        assert_eq!(segment(long.as_bytes()).element(1).shown().chars().count(), 61);
    }

    #[test]
    fn odd_segments_have_ids_too() {
        assert_eq!(segment(b"GE").id(), "GE");
        assert_eq!(segment(b"").id(), "");
        assert_eq!(segment(b"THISISNOSEGMENTATALL").id(), "");
        assert_eq!(segment(b"*A").id(), "");
        assert_eq!(segment(b"*A").element(1), "A");
    }
}
