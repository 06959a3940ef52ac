//! Elements of segments that others wrote, read into the field's words, with the place of whatever cannot be read.

use claims::RawSegment;
use std::borrow::Cow;
use values::{Date, Money, Quantity, ValueError};
use x12::{Code, Element, Finding, Segment, Severity, SplitSegment};

/// What to do about a value that cannot be read.
pub(crate) const ASK: &str = "Ask the sender for a corrected file, or correct the value at its source.";

/// A part of a file, or why it cannot be read.
pub(crate) type Read<T> = Result<T, Finding>;

/// So many findings are kept for one file or set; later ones are counted only.
const MAX_NOTES: usize = 500;

/// Findings that do not stop the reading. Bounded: a broken file must not fill the memory with complaints.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    list: Vec<Finding>,
    left_off: u32,
}

impl Notes {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.list.len() < MAX_NOTES {
            self.list.push(finding);
        } else {
            self.left_off = self.left_off.saturating_add(1);
        }
    }

    /// Tells of elements that the guide does not use and that the domain has no place for.
    pub(crate) fn unused(&mut self, segment: Segment<'_>, elements: &[usize]) {
        for element in elements {
            if !segment.element(*element).is_empty() {
                let place = at(segment, *element);
                let message = format!("{} is not used by the guide and is not kept", place.position());
                self.push(
                    Finding::warning(Code::BadValue, segment.position(), message, "Nothing to do.")
                        .at(place.position()),
                );
            }
        }
    }

    /// Keeps what can be read; what cannot becomes a note.
    pub(crate) fn ok<T>(&mut self, read: Read<T>) -> Option<T> {
        read.map_err(|finding| self.push(finding)).ok()
    }

    /// The list, with a last entry for what was left off.
    pub(crate) fn finish(mut self) -> Vec<Finding> {
        if self.left_off > 0 {
            self.list.push(Finding {
                severity: Severity::Error,
                code: Code::BadSegment,
                message: format!("{} further findings are not listed", self.left_off),
                remedy: "Repair the findings above and read the file again.".to_owned(),
                segment: None,
                position: None,
            });
        }
        self.list
    }
}

/// Where elements are: a segment, or one whose elements were found before.
pub(crate) trait Elements<'p>: Copy {
    fn whole(self) -> Segment<'p>;
    fn nth(self, n: usize) -> Element<'p>;
}

impl<'p> Elements<'p> for Segment<'p> {
    fn whole(self) -> Segment<'p> {
        self
    }

    fn nth(self, n: usize) -> Element<'p> {
        self.element(n)
    }
}

impl<'p> Elements<'p> for &SplitSegment<'p> {
    fn whole(self) -> Segment<'p> {
        self.segment()
    }

    #[inline]
    fn nth(self, n: usize) -> Element<'p> {
        self.element(n)
    }
}

/// A place in a segment with what stands there: an element, or one of its components (0 = the whole element).
#[derive(Clone, Copy)]
pub(crate) struct At<'p> {
    segment: Segment<'p>,
    value: Element<'p>,
    element: usize,
    component: usize,
}

/// Element `element` of a segment, from 1.
#[inline]
pub(crate) fn at<'p>(elements: impl Elements<'p>, element: usize) -> At<'p> {
    At { segment: elements.whole(), value: elements.nth(element), element, component: 0 }
}

impl<'p> At<'p> {
    /// Component `component` of the element, from 1.
    pub(crate) fn part(self, component: usize) -> At<'p> {
        At { component, value: self.value.component(component), ..self }
    }

    /// The components of the element, at least one.
    pub(crate) fn parts(self) -> impl Iterator<Item = At<'p>> {
        (1..).zip(self.value.components()).map(move |(component, value)| At { component, value, ..self })
    }

    /// The text, decoded lossily and without blanks at its ends.
    pub(crate) fn trimmed(self) -> Cow<'p, str> {
        self.value.trimmed()
    }

    /// The same to keep.
    pub(crate) fn text(self) -> String {
        self.trimmed().into_owned()
    }

    /// Whether there is nothing but blanks.
    pub(crate) fn is_empty(self) -> bool {
        self.value.bytes().trim_ascii().is_empty()
    }

    /// `CLM02`, `SV101-2`.
    pub(crate) fn position(self) -> String {
        let (id, element) = (self.segment.id(), self.element);
        match self.component {
            0 => format!("{id}{element:02}"),
            component => format!("{id}{element:02}-{component}"),
        }
    }

    /// What is wrong here: the value is not what is expected.
    pub(crate) fn fault(self, expected: &str) -> Finding {
        let position = self.position();
        let message = if self.is_empty() {
            format!("{position} is empty; {expected} is needed")
        } else {
            format!("{position} {:?} is not {expected}", self.text())
        };
        Finding::error(Code::BadValue, self.segment.position(), message, ASK).at(position)
    }

    /// The same as a warning, where reading goes on with what is left.
    pub(crate) fn doubt(self, expected: &str) -> Finding {
        Finding { severity: Severity::Warning, ..self.fault(expected) }
    }

    /// A value of one of the domain's types; `None` when the element is empty.
    pub(crate) fn read<T>(self, parse: fn(&str) -> Result<T, ValueError>, expected: &str) -> Read<Option<T>> {
        let text = self.value.trimmed();
        if text.is_empty() {
            return Ok(None);
        }
        parse(&text).map(Some).map_err(|_| self.fault(expected))
    }

    /// A value that must be there.
    pub(crate) fn needed<T>(self, parse: fn(&str) -> Result<T, ValueError>, expected: &str) -> Read<T> {
        self.read(parse, expected)?.ok_or_else(|| self.fault(expected))
    }

    /// An amount of money by the strict grammar; `None` when the element is empty.
    pub(crate) fn money(self) -> Read<Option<Money>> {
        let bytes = self.value.bytes().trim_ascii();
        if bytes.is_empty() {
            return Ok(None);
        }
        let cents = x12::parse_cents(bytes).and_then(|cents| Money::from_cents(cents).ok());
        cents.map(Some).ok_or_else(|| self.fault("an amount with at most two decimals"))
    }

    /// An amount; an empty element is zero.
    pub(crate) fn money_or_zero(self) -> Read<Money> {
        Ok(self.money()?.unwrap_or(Money::ZERO))
    }

    /// A quantity with at most three decimals; `None` when the element is empty.
    pub(crate) fn quantity(self) -> Read<Option<Quantity>> {
        self.read(Quantity::parse, "a quantity with at most three decimals")
    }

    /// A day as CCYYMMDD; `None` when the element is empty.
    pub(crate) fn date(self) -> Read<Option<Date>> {
        self.read(Date::parse_d8, "a day of the calendar as CCYYMMDD")
    }
}

/// Element `n` as text.
pub(crate) fn text<'p>(elements: impl Elements<'p>, n: usize) -> String {
    elements.nth(n).trimmed().into_owned()
}

/// Element `n` is exactly this code.
pub(crate) fn is<'p>(elements: impl Elements<'p>, n: usize, code: &str) -> bool {
    elements.nth(n).bytes().trim_ascii() == code.as_bytes()
}

/// A segment as it is kept where the domain has no field for it.
pub(crate) fn raw(segment: Segment<'_>) -> RawSegment {
    let mut elements: Vec<String> = segment.elements().map(raw_element).collect();
    let kept = elements.iter().rposition(|element| !element.is_empty()).map_or(0, |last| last + 1);
    elements.truncate(kept);
    RawSegment { id: segment.id().to_owned(), elements }
}

/// Element `n` with the separators of a [`RawSegment`].
pub(crate) fn raw_text(segment: Segment<'_>, n: usize) -> String {
    raw_element(segment.element(n))
}

/// The elements from `first` on, as they came; none when nothing is there.
pub(crate) fn raw_from(segment: Segment<'_>, first: usize) -> Vec<String> {
    let mut elements = raw(segment).elements;
    if elements.len() < first { Vec::new() } else { elements.split_off(first - 1) }
}

fn raw_element(element: Element<'_>) -> String {
    let repetitions: Vec<String> = element
        .repetitions()
        .map(|repetition| {
            let mut parts: Vec<String> = repetition.components().map(|part| part.trimmed().into_owned()).collect();
            let kept = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
            parts.truncate(kept);
            parts.join(RawSegment::COMPONENT.encode_utf8(&mut [0; 4]))
        })
        .collect();
    let joined = repetitions.join(RawSegment::REPETITION.encode_utf8(&mut [0; 4]));
    if joined.chars().all(|c| c == RawSegment::REPETITION) { String::new() } else { joined }
}

/// Segments before the first loop, and the loops: each begins at a segment with one of these ids.
pub(crate) fn loops<'b, 'p>(
    segments: &'b [Segment<'p>],
    starts: &[&str],
) -> (&'b [Segment<'p>], Vec<&'b [Segment<'p>]>) {
    let is_start = |segment: &Segment<'_>| starts.contains(&segment.id());
    let first = segments.iter().position(is_start).unwrap_or(segments.len());
    let (head, mut rest) = segments.split_at_checked(first).unwrap_or((segments, &[]));
    let mut found = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().skip(1).position(is_start).map_or(rest.len(), |at| at + 1);
        let (one, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        found.push(one);
        rest = after;
    }
    (head, found)
}
