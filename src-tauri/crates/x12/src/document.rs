//! A file that was read: interchanges, groups, sets and segments as cheap views of one flat list.

use crate::Delimiters;
use crate::envelope::{GroupSpan, InterchangeSpan, SetSpan, Spans};
use crate::finding::{Code, Finding, Findings};
use crate::kind::SetKind;
use crate::segment::Segment;
use crate::store::Store;

/// The result of [`crate::parse`]: structure and findings. Nothing of the file is lost.
#[derive(Debug)]
pub struct Parsed<'a> {
    store: Store<'a>,
    spans: Spans,
    findings: Vec<Finding>,
}

impl<'a> Parsed<'a> {
    pub(crate) fn new(store: Store<'a>, spans: Spans, findings: Findings) -> Self {
        Self { store, spans, findings: findings.finish() }
    }

    /// The bytes that were read.
    #[must_use]
    pub fn source(&self) -> &'a [u8] {
        self.store.source()
    }

    /// What is wrong with the syntax and the envelopes, in the order of the file.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Why nothing of the file can be used: it is not X12, or all of it is of a version that is not read.
    /// `None` when at least one interchange can be used.
    #[must_use]
    pub fn refusal(&self) -> Option<&Finding> {
        if self.spans.interchanges.iter().any(|i| i.accepted) {
            return None;
        }
        let refuses = |f: &&Finding| matches!(f.code, Code::NotX12 | Code::UnsupportedVersion);
        self.findings.iter().find(refuses).or_else(|| self.findings.first())
    }

    /// All interchanges, also those that are refused for their version.
    pub fn interchanges(&self) -> impl Iterator<Item = Interchange<'_>> {
        self.spans.interchanges.iter().map(move |span| Interchange { file: self.inner(), span })
    }

    /// The sets of all groups that can be used, in order of the file.
    pub fn sets(&self) -> impl Iterator<Item = Set<'_>> {
        self.interchanges().flat_map(|i| i.groups()).filter(Group::is_accepted).flat_map(|g| g.sets())
    }

    /// Every segment of every interchange, in order of the file.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.interchanges().flat_map(|i| i.segments())
    }

    /// Number of segments in all interchanges.
    #[must_use]
    pub fn segment_count(&self) -> u32 {
        self.store.len()
    }

    /// Number of transaction sets in all interchanges, also of refused groups.
    #[must_use]
    pub fn set_count(&self) -> usize {
        self.spans.sets.len()
    }

    fn inner(&self) -> Inner<'_> {
        Inner { store: &self.store, spans: &self.spans }
    }
}

/// What the views share.
#[derive(Debug, Clone, Copy)]
struct Inner<'p> {
    store: &'p Store<'p>,
    spans: &'p Spans,
}

impl<'p> Inner<'p> {
    fn range(
        self,
        span: (u32, u32),
        delimiters: Delimiters,
        in_set: bool,
    ) -> impl DoubleEndedIterator<Item = Segment<'p>> + use<'p> {
        let first = in_set.then_some(span.0);
        let store = self.store;
        (span.0..span.1).map(move |index| store.segment(index, delimiters, first))
    }

    fn find(self, span: (u32, u32), delimiters: Delimiters, id: &str) -> Option<Segment<'p>> {
        self.range(span, delimiters, false).find(|s| s.id() == id)
    }
}

/// From ISA to IEA.
#[derive(Debug, Clone, Copy)]
pub struct Interchange<'p> {
    file: Inner<'p>,
    span: &'p InterchangeSpan,
}

impl<'p> Interchange<'p> {
    /// The delimiters that its ISA declares.
    #[must_use]
    pub fn delimiters(&self) -> Delimiters {
        self.span.delimiters
    }

    /// The ISA segment.
    #[must_use]
    pub fn isa(&self) -> Segment<'p> {
        self.file.store.segment(self.span.first, self.span.delimiters, None)
    }

    /// ISA13, with its leading zeros.
    #[must_use]
    pub fn control_number(&self) -> &'p str {
        std::str::from_utf8(self.isa().element(13).bytes()).unwrap_or_default().trim()
    }

    /// Whether any of it can be used: version 00501, or at least one group of 005010.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.span.accepted
    }

    /// Whether its IEA is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.span.complete
    }

    /// The functional groups, also those of a version that is not read.
    pub fn groups(&self) -> impl Iterator<Item = Group<'p>> + use<'p> {
        let file = self.file;
        let (from, to) = self.span.groups;
        file.spans.groups.get(from..to).unwrap_or_default().iter().map(move |span| Group { file, span })
    }

    /// The TA1 segments between ISA and the first group.
    pub fn acknowledgments(&self) -> impl Iterator<Item = Segment<'p>> + use<'p> {
        let end = self.groups().next().map_or(self.span.end, |g| g.span.first);
        self.file.range((self.span.first, end), self.span.delimiters, false).filter(|s| s.id() == "TA1")
    }

    /// All segments from ISA to IEA. [`Segment::set_position`] is 0 here.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'p>> + use<'p> {
        self.file.range((self.span.first, self.span.end), self.span.delimiters, false)
    }
}

/// From GS to GE. Sets without a GS are given a group of their own.
#[derive(Debug, Clone, Copy)]
pub struct Group<'p> {
    file: Inner<'p>,
    span: &'p GroupSpan,
}

impl<'p> Group<'p> {
    /// The interchange around it.
    #[must_use]
    pub fn interchange(&self) -> Interchange<'p> {
        let span = self.file.spans.interchanges.get(self.span.interchange);
        Interchange { file: self.file, span: span.expect("a group is only made within an interchange") }
    }

    /// The GS segment, unless it is missing.
    #[must_use]
    pub fn gs(&self) -> Option<Segment<'p>> {
        let delimiters = self.interchange().delimiters();
        self.span.has_header.then(|| self.file.store.segment(self.span.first, delimiters, None))
    }

    /// GS01, such as `HC` or `HP`; empty without a GS.
    #[must_use]
    pub fn functional_id(&self) -> &'p str {
        self.header(1)
    }

    /// GS06, the group control number; empty without a GS.
    #[must_use]
    pub fn control_number(&self) -> &'p str {
        self.header(6)
    }

    /// GS08, the version and guide such as `005010X222A1`; empty without a GS.
    #[must_use]
    pub fn version(&self) -> &'p str {
        self.header(8)
    }

    /// Whether its version is read.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.span.accepted
    }

    /// Whether its GE is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.span.complete
    }

    /// Its transaction sets.
    pub fn sets(&self) -> impl Iterator<Item = Set<'p>> + use<'p> {
        let file = self.file;
        let (from, to) = self.span.sets;
        file.spans.sets.get(from..to).unwrap_or_default().iter().map(move |span| Set { file, span })
    }

    /// Its segments from GS to GE.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'p>> + use<'p> {
        let delimiters = self.interchange().delimiters();
        self.file.range((self.span.first, self.span.end), delimiters, false)
    }

    fn header(&self, n: usize) -> &'p str {
        let gs = self.gs();
        gs.map_or("", |gs| std::str::from_utf8(gs.element(n).bytes()).unwrap_or_default())
    }
}

/// From ST to SE.
#[derive(Debug, Clone, Copy)]
pub struct Set<'p> {
    file: Inner<'p>,
    span: &'p SetSpan,
}

impl<'p> Set<'p> {
    /// The functional group around it.
    #[must_use]
    pub fn group(&self) -> Group<'p> {
        let span = self.file.spans.groups.get(self.span.group);
        Group { file: self.file, span: span.expect("a set is only made within a group") }
    }

    /// The interchange around it.
    #[must_use]
    pub fn interchange(&self) -> Interchange<'p> {
        self.group().interchange()
    }

    /// The ST segment.
    #[must_use]
    pub fn st(&self) -> Segment<'p> {
        let delimiters = self.interchange().delimiters();
        self.file.store.segment(self.span.first, delimiters, Some(self.span.first))
    }

    /// ST01, such as `837`.
    #[must_use]
    pub fn id(&self) -> &'p str {
        std::str::from_utf8(self.st().element(1).bytes()).unwrap_or_default()
    }

    /// ST02, the set control number.
    #[must_use]
    pub fn control_number(&self) -> &'p str {
        std::str::from_utf8(self.st().element(2).bytes()).unwrap_or_default()
    }

    /// The guide: ST03, or GS08 when ST03 is absent.
    #[must_use]
    pub fn version(&self) -> &'p str {
        match std::str::from_utf8(self.st().element(3).bytes()).unwrap_or_default() {
            "" => self.group().version(),
            guide => guide,
        }
    }

    /// What it is. When ST03 and GS08 differ, the one that names a guide decides, ST03 first.
    #[must_use]
    pub fn kind(&self) -> SetKind {
        let own = self.version();
        let guide = if own.contains('X') { own } else { self.group().version() };
        SetKind::of(self.st().element(1).bytes(), guide)
    }

    /// Whether its SE is there. An incomplete set must not be posted.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.span.complete
    }

    /// All segments from ST to SE.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = Segment<'p>> + use<'p> {
        let delimiters = self.interchange().delimiters();
        self.file.range((self.span.first, self.span.end), delimiters, true)
    }

    /// The positions of its first and last segment, counted from the file's first ISA = 1.
    #[must_use]
    pub fn positions(&self) -> (u32, u32) {
        (self.span.first + 1, self.span.end)
    }

    /// The first segment with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Segment<'p>> {
        let found = self.file.find((self.span.first, self.span.end), self.interchange().delimiters(), id)?;
        Some(self.file.store.segment(found.position - 1, found.delimiters, Some(self.span.first)))
    }
}
