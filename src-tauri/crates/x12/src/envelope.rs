//! Interchanges, functional groups and transaction sets, and whether their counts and control numbers agree.

use std::collections::HashSet;

use crate::Delimiters;
use crate::finding::{Code, Finding, Findings};
use crate::hierarchy::Hierarchy;
use crate::segment::{Segment, segment_id};
use crate::store::Store;

/// Reading of sets stops with a finding after this many in a file.
pub const MAX_SETS: usize = 200_000;

/// An interchange as a range of segment indices.
#[derive(Debug, Clone)]
pub(crate) struct InterchangeSpan {
    pub(crate) delimiters: Delimiters,
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) groups: (usize, usize),
    pub(crate) accepted: bool,
    pub(crate) complete: bool,
}

/// A functional group as a range of segment indices, trailer included.
#[derive(Debug, Clone)]
pub(crate) struct GroupSpan {
    pub(crate) interchange: usize,
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// False when sets came without a GS before them.
    pub(crate) has_header: bool,
    pub(crate) sets: (usize, usize),
    pub(crate) accepted: bool,
    pub(crate) complete: bool,
}

/// A transaction set as a range of segment indices, trailer included.
#[derive(Debug, Clone)]
pub(crate) struct SetSpan {
    pub(crate) group: usize,
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) complete: bool,
}

/// What the envelopes of a file turned out to be.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    pub(crate) interchanges: Vec<InterchangeSpan>,
    pub(crate) groups: Vec<GroupSpan>,
    pub(crate) sets: Vec<SetSpan>,
}

/// Follows the segments of a file and finds its envelopes.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    spans: Spans,
    group_open: bool,
    set_open: bool,
    hierarchy: Hierarchy,
    /// ISA06, ISA08 and ISA13 of the interchanges so far.
    interchange_keys: HashSet<Box<[u8]>>,
    /// GS06 within the interchange.
    group_controls: HashSet<Box<[u8]>>,
    /// ST02 within the group.
    set_controls: HashSet<Box<[u8]>>,
    stray: bool,
}

const SENDER: &str = "Ask the sender for a corrected file; the sets whose own counts are right can be used.";
const CUT: &str = "Fetch the file again: the end is missing. What was complete can be used.";

impl Envelope {
    pub(crate) fn finish(self) -> Spans {
        self.spans
    }

    /// The ISA was just added to the store.
    pub(crate) fn open_interchange(&mut self, store: &Store<'_>, delimiters: Delimiters, findings: &mut Findings) {
        let first = store.len().saturating_sub(1);
        let groups = self.spans.groups.len();
        self.spans.interchanges.push(InterchangeSpan {
            delimiters,
            first,
            end: first + 1,
            groups: (groups, groups),
            accepted: true,
            complete: false,
        });
        self.group_controls.clear();
        (self.group_open, self.set_open, self.stray) = (false, false, false);
        let isa = store.segment(first, delimiters, None);
        let key = [isa.element(6), isa.element(8), isa.element(13)].map(|e| e.bytes()).join(&b"*"[..]);
        if !self.interchange_keys.insert(key.into()) {
            let message = format!("ISA13 {} was used before by the same sender in this file", isa.element(13).shown());
            findings.push(
                Finding::error(
                    Code::BadCount,
                    isa.position(),
                    message,
                    "Ask the sender: this interchange may be a copy.",
                )
                .at("ISA13"),
            );
        }
        if delimiters.repetition.is_none() {
            let message = "ISA11 is no usable repetition separator; repeated elements cannot be told apart";
            findings.push(
                Finding::warning(
                    Code::BadValue,
                    isa.position(),
                    message,
                    "Tell the sender; the file is read without it.",
                )
                .at("ISA11"),
            );
        }
    }

    /// Takes the segment that was just added; true when it was the IEA.
    #[inline]
    pub(crate) fn segment(&mut self, store: &Store<'_>, findings: &mut Findings) -> bool {
        let Some(interchange) = self.spans.interchanges.last_mut() else { return false };
        let index = store.len().saturating_sub(1);
        interchange.end = index + 1;
        let delimiters = interchange.delimiters;
        let bytes = store.bytes(index);
        if self.set_open
            && !matches!(bytes, [b'S', b'E' | b'T', ..] | [b'G', b'S' | b'E', ..] | [b'H', b'L', ..] | [b'I', b'E', ..])
        {
            return false; // the common case, kept short
        }
        let id = segment_id(bytes, delimiters.element);
        let segment = store.segment(index, delimiters, None);
        match id {
            b"HL" if self.set_open => self.hierarchy.take(segment, findings),
            b"ST" => self.open_set(store, segment, findings),
            b"SE" => self.close_set(store, segment, findings),
            b"GS" => self.open_group(store, segment, findings),
            b"GE" => self.close_group(store, segment, findings),
            b"IEA" => {
                self.trailer(store, segment, findings);
                return true;
            }
            b"TA1" | b"TA3" | b"ISB" | b"ISE" if !self.group_open => {}
            _ if !self.set_open => self.outside(segment, findings),
            _ => {}
        }
        false
    }

    /// A segment that is in no transaction set; told once for a stretch of them.
    fn outside(&mut self, segment: Segment<'_>, findings: &mut Findings) {
        if !self.stray {
            let message =
                format!("Segment {} ({}) lies outside of any transaction set", segment.position(), segment.id());
            let remedy = "Ask the sender for a corrected file: an ST or GS is missing, or a trailer came too early.";
            findings.push(Finding::error(Code::BadSegment, segment.position(), message, remedy).at(segment.id()));
        }
        self.stray = true;
    }

    fn open_group(&mut self, store: &Store<'_>, gs: Segment<'_>, findings: &mut Findings) {
        self.lost_group_trailer(store, gs.position(), findings);
        let (interchange, sets) = (self.spans.interchanges.len().saturating_sub(1), self.spans.sets.len());
        let first = gs.position() - 1;
        let version = gs.element(8);
        let accepted = version.bytes().starts_with(b"005010") && !version.bytes().starts_with(b"005010X224");
        self.spans.groups.push(GroupSpan {
            interchange,
            first,
            end: first + 1,
            has_header: true,
            sets: (sets, sets),
            accepted,
            complete: false,
        });
        self.group_open = true;
        self.stray = false;
        self.set_controls.clear();
        if !accepted {
            let (message, remedy) = if version.bytes().starts_with(b"005010X224") {
                (
                    format!("Dental 837D ({}) is not read", version.shown()),
                    "Process dental claims in a program for dental offices.",
                )
            } else if version.is_empty() {
                ("GS08 names no version; only 005010 is read".to_owned(), "Ask the sender for a 005010 file.")
            } else {
                (
                    format!("Version {} is not read; only 005010 is", version.shown()),
                    "Ask the sender for the file in version 005010.",
                )
            };
            findings.push(Finding::error(Code::UnsupportedVersion, gs.position(), message, remedy).at("GS08"));
        }
        if !self.group_controls.insert(gs.element(6).bytes().into()) {
            let message = format!("GS06 {} comes twice in the interchange", gs.element(6).shown());
            findings.push(Finding::error(Code::BadCount, gs.position(), message, SENDER).at("GS06"));
        }
    }

    fn open_set(&mut self, store: &Store<'_>, st: Segment<'_>, findings: &mut Findings) {
        self.lost_set_trailer(store, st.position(), findings);
        let first = st.position() - 1;
        if !self.group_open {
            let message =
                format!("Transaction set {} is in no functional group: its GS is missing", st.element(2).shown());
            findings.push(Finding::error(Code::BadSegment, st.position(), message, SENDER).at("GS"));
            let (interchange, sets) = (self.spans.interchanges.len().saturating_sub(1), self.spans.sets.len());
            self.spans.groups.push(GroupSpan {
                interchange,
                first,
                end: first + 1,
                has_header: false,
                sets: (sets, sets),
                accepted: true,
                complete: false,
            });
            self.group_open = true;
            self.set_controls.clear();
        }
        if self.spans.sets.len() >= MAX_SETS {
            self.outside(st, findings);
            return;
        }
        self.spans.sets.push(SetSpan {
            group: self.spans.groups.len().saturating_sub(1),
            first,
            end: first + 1,
            complete: false,
        });
        self.set_open = true;
        self.stray = false;
        self.hierarchy = Hierarchy::default();
        if !self.set_controls.insert(st.element(2).bytes().into()) {
            let message = format!("ST02 {} comes twice in the functional group", st.element(2).shown());
            findings.push(Finding::error(Code::BadCount, st.position(), message, SENDER).at("ST02"));
        }
    }

    fn close_set(&mut self, store: &Store<'_>, se: Segment<'_>, findings: &mut Findings) {
        let open = self.set_open;
        let Some(set) = self.spans.sets.last_mut().filter(|_| open) else {
            let message = format!("SE at segment {} closes no ST", se.position());
            findings.push(Finding::error(Code::BadSegment, se.position(), message, SENDER).at("SE"));
            return;
        };
        set.end = se.position();
        set.complete = true;
        self.set_open = false;
        let count = set.end - set.first;
        let st = store.segment(set.first, se.delimiters(), None);
        compare_count(Total { trailer: se, what: "segments", found: count }, findings);
        compare_control(st.element(2).bytes(), Pair { trailer: se, header: "ST02" }, findings);
        self.hierarchy.close(findings);
    }

    fn close_group(&mut self, store: &Store<'_>, ge: Segment<'_>, findings: &mut Findings) {
        self.lost_set_trailer(store, ge.position(), findings);
        let (open, sets) = (self.group_open, self.spans.sets.len());
        let Some(group) = self.spans.groups.last_mut().filter(|_| open) else {
            let message = format!("GE at segment {} closes no GS", ge.position());
            findings.push(Finding::error(Code::BadSegment, ge.position(), message, SENDER).at("GE"));
            return;
        };
        group.end = ge.position();
        group.sets.1 = sets;
        group.complete = true;
        self.group_open = false;
        self.stray = false;
        let found = u32::try_from(sets - group.sets.0).unwrap_or(u32::MAX);
        compare_count(Total { trailer: ge, what: "transaction sets", found }, findings);
        if group.has_header {
            let gs = store.segment(group.first, ge.delimiters(), None);
            compare_control(gs.element(6).bytes(), Pair { trailer: ge, header: "GS06" }, findings);
        }
    }

    fn trailer(&mut self, store: &Store<'_>, iea: Segment<'_>, findings: &mut Findings) {
        self.lost_group_trailer(store, iea.position(), findings);
        let groups = self.spans.groups.len();
        let Some(interchange) = self.spans.interchanges.last_mut() else { return };
        interchange.complete = true;
        let headed = self.spans.groups.get(interchange.groups.0..groups).unwrap_or_default();
        let found = u32::try_from(headed.iter().filter(|g| g.has_header).count()).unwrap_or(u32::MAX);
        let isa = store.segment(interchange.first, iea.delimiters(), None);
        compare_count(Total { trailer: iea, what: "functional groups", found }, findings);
        compare_control(isa.element(13).bytes().trim_ascii(), Pair { trailer: iea, header: "ISA13" }, findings);
    }

    /// The interchange ends: with its IEA, before another ISA, or with the file.
    pub(crate) fn close_interchange(&mut self, store: &Store<'_>, findings: &mut Findings) {
        let last = store.len();
        let complete = self.spans.interchanges.last().is_some_and(|i| i.complete);
        if !complete {
            self.lost_group_trailer(store, last, findings);
            let from = self.spans.interchanges.last().map_or(0, |i| i.groups.0);
            let from = self.spans.groups.get(from).map_or(self.spans.sets.len(), |group| group.sets.0);
            let own = self.spans.sets.get(from..).unwrap_or_default();
            let seen = match own.iter().rev().find(|set| set.complete) {
                Some(set) => {
                    let control = self.set_control(store, set);
                    format!("the last complete transaction set is {control}, it ends at segment {}", set.end)
                }
                None => "no transaction set is complete".to_owned(),
            };
            let message = format!("The interchange has no IEA at its end (segment {last}); {seen}");
            findings.push(Finding::error(Code::BadSegment, last, message, CUT).at("IEA"));
        }
        let groups = self.spans.groups.len();
        let Some(interchange) = self.spans.interchanges.last_mut() else { return };
        interchange.groups.1 = groups;
        let own = self.spans.groups.get(interchange.groups.0..groups).unwrap_or_default();
        let isa = store.segment(interchange.first, interchange.delimiters, None);
        let standard = isa.element(12);
        if standard == "00501" {
            interchange.accepted = own.is_empty() || own.iter().any(|g| g.accepted);
            return;
        }
        interchange.accepted = own.iter().any(|g| g.accepted);
        let message = format!("ISA12 is {0} (version {0}0); 00501 is read", standard.shown());
        let remedy = "Ask the sender for the file in version 005010 (ISA12 00501).";
        let code = if interchange.accepted { Code::BadValue } else { Code::UnsupportedVersion };
        findings.push(Finding::error(code, isa.position(), message, remedy).at("ISA12"));
    }

    fn set_control(&self, store: &Store<'_>, set: &SetSpan) -> String {
        let group = self.spans.groups.get(set.group);
        let delimiters = group.and_then(|g| self.spans.interchanges.get(g.interchange)).map(|i| i.delimiters);
        let st = store.segment(set.first, delimiters.unwrap_or_default(), None);
        st.element(2).shown()
    }

    fn lost_set_trailer(&mut self, store: &Store<'_>, position: u32, findings: &mut Findings) {
        if !self.set_open {
            return;
        }
        self.set_open = false;
        self.hierarchy = Hierarchy::default();
        let Some(interchange) = self.spans.interchanges.last() else { return };
        let delimiters = interchange.delimiters;
        let Some(set) = self.spans.sets.last_mut() else { return };
        // What closes it belongs to the envelope; at the end of the file all that was read is the set's.
        let at_end = store.len() == position && !closes(store.bytes(position.saturating_sub(1)), delimiters);
        set.end = if at_end { position } else { position.saturating_sub(1) };
        let st = store.segment(set.first, delimiters, None);
        let message = format!("Transaction set {} has no SE; it is not complete", st.element(2).shown());
        findings.push(Finding::error(Code::BadSegment, position, message, CUT).at("SE"));
    }

    fn lost_group_trailer(&mut self, store: &Store<'_>, position: u32, findings: &mut Findings) {
        self.lost_set_trailer(store, position, findings);
        if !self.group_open {
            return;
        }
        self.group_open = false;
        let sets = self.spans.sets.len();
        let end = self.spans.interchanges.last().map_or(position, |i| i.end);
        let Some(group) = self.spans.groups.last_mut() else { return };
        group.end = end.min(position);
        group.sets.1 = sets;
        let message = "The functional group has no GE; it is not complete";
        findings.push(Finding::error(Code::BadSegment, position, message, CUT).at("GE"));
    }
}

/// Whether a segment ends a set without being part of it.
fn closes(bytes: &[u8], delimiters: Delimiters) -> bool {
    matches!(segment_id(bytes, delimiters.element), b"ST" | b"GS" | b"GE" | b"IEA")
}

/// A count to compare: element 1 of the trailer against what was found.
struct Total<'p> {
    trailer: Segment<'p>,
    what: &'static str,
    found: u32,
}

fn compare_count(total: Total<'_>, findings: &mut Findings) {
    let Total { trailer, what, found } = total;
    let said = trailer.element(1);
    if said.bytes() == found.to_string().as_bytes() {
        return;
    }
    let position = format!("{}01", trailer.id());
    let message = match said.is_empty() {
        true => format!("{position} is empty; there are {found} {what}"),
        false => format!("{position} says {} {what}, there are {found}", said.shown()),
    };
    findings.push(Finding::error(Code::BadCount, trailer.position(), message, SENDER).at(position));
}

/// A control number to compare: element 2 of the trailer against the header's.
struct Pair<'p> {
    trailer: Segment<'p>,
    header: &'static str,
}

fn compare_control(expected: &[u8], pair: Pair<'_>, findings: &mut Findings) {
    let said = pair.trailer.element(2);
    if said.bytes() == expected && !expected.is_empty() {
        return;
    }
    let position = format!("{}02", pair.trailer.id());
    let expected = String::from_utf8_lossy(expected);
    let message = format!("{position} is {:?}, but {} is {expected:?}", said.shown(), pair.header);
    findings.push(Finding::error(Code::BadCount, pair.trailer.position(), message, SENDER).at(position));
}
