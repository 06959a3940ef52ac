//! The flat list of segments: eight bytes each, pointing into the file or, for the few segments with line
//! breaks inside, into one side buffer that holds them cleaned.

use std::ops::Range;

use crate::segment::Raw;
use crate::{Delimiters, Segment};

/// Marks a segment whose bytes lie in the side buffer.
const CLEANED: u32 = 1 << 31;

#[derive(Debug, Clone, Copy)]
struct SegmentRef {
    start: u32,
    /// Length in the lower 31 bits.
    len: u32,
}

/// All segments of a file in order.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    source: &'a [u8],
    /// The same as a text, when it is one: looked at once, so that nobody needs to look at its parts.
    text: Option<&'a str>,
    cleaned: Vec<u8>,
    segments: Vec<SegmentRef>,
}

impl<'a> Store<'a> {
    pub(crate) fn new(source: &'a [u8]) -> Self {
        let guess = (source.len() / 24).min(1 << 20);
        let text = std::str::from_utf8(source).ok();
        Self { source, text, cleaned: Vec::new(), segments: Vec::with_capacity(guess) }
    }

    pub(crate) fn source(&self) -> &'a [u8] {
        self.source
    }

    /// Number of segments so far; the index of the next one, and the position of the last one.
    #[inline]
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.segments.len()).unwrap_or(u32::MAX)
    }

    /// The bytes of a segment; empty for an index that does not exist.
    #[inline]
    pub(crate) fn bytes(&self, index: u32) -> &[u8] {
        self.raw(index).bytes()
    }

    #[inline]
    fn raw(&self, index: u32) -> Raw<'_> {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let Some(segment) = self.segments.get(at) else { return Raw::EMPTY };
        let home = match self.text {
            _ if segment.len & CLEANED != 0 => Raw::Bytes(&self.cleaned),
            Some(text) => Raw::Text(text),
            None => Raw::Bytes(self.source),
        };
        let start = usize::try_from(segment.start).unwrap_or(usize::MAX);
        let len = usize::try_from(segment.len & !CLEANED).unwrap_or(usize::MAX);
        home.part(start..start.saturating_add(len))
    }

    /// A view of a segment; `first` is the index of the ST of its set, if it is in one.
    pub(crate) fn segment(&self, index: u32, delimiters: Delimiters, first: Option<u32>) -> Segment<'_> {
        Segment {
            raw: self.raw(index),
            delimiters,
            position: index.saturating_add(1),
            set_position: first.map_or(0, |first| index.saturating_sub(first).saturating_add(1)),
        }
    }

    /// Adds the segment at a range of the file.
    ///
    /// The reader accepts no file of 2 GiB or more, so that the numbers fit.
    pub(crate) fn push(&mut self, range: Range<usize>) {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(0);
        self.segments.push(SegmentRef { start: narrow(range.start), len: narrow(range.len()) });
    }

    /// Adds the segment at a range of the file without the line breaks inside it.
    pub(crate) fn push_cleaned(&mut self, range: Range<usize>) {
        let raw = self.source.get(range).unwrap_or_default();
        let at = self.cleaned.len();
        self.cleaned.extend(raw.iter().filter(|b| !matches!(b, b'\r' | b'\n')));
        let narrow = |n: usize| u32::try_from(n).unwrap_or(0);
        self.segments.push(SegmentRef { start: narrow(at), len: narrow(self.cleaned.len() - at) | CLEANED });
    }
}
