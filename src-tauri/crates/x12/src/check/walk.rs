//! Follows the segments of one transaction set through its guide: loops, order, use and repeats.

use super::fields;
use super::table::{Child, Form, Guide, Key, LoopRule, SegmentRule, What};
use crate::finding::{Code, Finding, Findings};
use crate::{Segment, Set};

/// A loop that is open, and how often each of its children came.
struct Frame<'g> {
    rule: &'g LoopRule,
    /// Place of the last child that came.
    order: u32,
    counts: Vec<u32>,
}

impl<'g> Frame<'g> {
    fn new(rule: &'g LoopRule) -> Self {
        Self { rule, order: 0, counts: vec![0; rule.children.len()] }
    }
}

/// Checks all segments of a set but ST and SE.
pub(super) fn check(set: Set<'_>, guide: &Guide, findings: &mut Findings) {
    let Some(root) = guide.loops.first() else { return };
    let mut walker = Walker { guide, frames: vec![Frame::new(root)], findings };
    let mut last = set.positions().0;
    for segment in set.segments().filter(|s| !matches!(s.id(), "ST" | "SE")) {
        last = segment.position();
        walker.take(segment);
    }
    if set.is_complete() {
        last = set.positions().1;
    }
    walker.close(0, last);
}

struct Walker<'g, 'f> {
    guide: &'g Guide,
    frames: Vec<Frame<'g>>,
    findings: &'f mut Findings,
}

impl<'g> Walker<'g, '_> {
    fn take(&mut self, segment: Segment<'_>) {
        for depth in (0..self.frames.len()).rev() {
            let Some((index, child)) = self.find(depth, segment) else { continue };
            self.close(depth + 1, segment.position());
            self.count(depth, (index, child), segment);
            let rule = match &child.what {
                What::Segment(rule) => Some(rule),
                What::Loop(inner) => self.open(*inner),
            };
            if let Some(list) = rule.and_then(|rule| self.guide.fields(rule)) {
                fields::check(segment, list, self.findings);
            }
            return;
        }
        self.unexpected(segment);
    }

    /// The child of an open loop that the segment is, or begins, at or after what came last.
    fn find(&self, depth: usize, segment: Segment<'_>) -> Option<(usize, &'g Child)> {
        let frame = self.frames.get(depth)?;
        let mut children = frame.rule.children.iter().enumerate().skip_while(|(_, c)| c.order < frame.order);
        let id = segment.id();
        children.find(|(_, child)| {
            self.first_segment(child).is_some_and(|rule| rule.id == id && self.qualifies(rule, segment))
        })
    }

    /// The segment a child is, or begins with.
    fn first_segment(&self, child: &'g Child) -> Option<&'g SegmentRule> {
        match &child.what {
            What::Segment(rule) => Some(rule),
            What::Loop(index) => self.guide.loops.get(*index)?.children.first().and_then(|c| match &c.what {
                What::Segment(rule) => Some(rule),
                What::Loop(_) => None,
            }),
        }
    }

    /// Whether the qualifier of a segment is one of the rule's.
    fn qualifies(&self, rule: &SegmentRule, segment: Segment<'_>) -> bool {
        let n = match rule.key {
            Key::None => return true,
            Key::Element(n) => n,
            Key::Component => 1,
        };
        let form = self.guide.fields(rule).and_then(|list| list.rules.iter().find(|r| r.n == n)).map(|r| &r.form);
        let (value, element) = match form {
            Some(Form::Simple(value)) => (value, segment.element(n)),
            Some(Form::Composite(parts)) => match parts.first().map(|part| &part.form) {
                Some(Form::Simple(value)) => (value, segment.element(n).component(1)),
                Some(Form::Composite(_)) | None => return true,
            },
            None => return true,
        };
        value.codes.iter().any(|code| element == code.as_str())
    }

    fn count(&mut self, depth: usize, (index, child): (usize, &Child), segment: Segment<'_>) {
        let Some(frame) = self.frames.get_mut(depth) else { return };
        frame.order = child.order;
        let Some(count) = frame.counts.get_mut(index) else { return };
        *count += 1;
        if let Some(max) = child.max.filter(|max| *count > *max) {
            let message = match &child.what {
                What::Segment(_) => {
                    format!("{} comes more than {max} times in loop {}", name(segment), frame.rule.name)
                }
                What::Loop(_) => {
                    format!("The loop that {} begins comes more than {max} times in {}", name(segment), frame.rule.name)
                }
            };
            let remedy = "Leave out the surplus; check that nothing is missing before it.";
            self.findings.push(Finding::error(Code::BadSegment, segment.position(), message, remedy).at(segment.id()));
        }
    }

    /// Opens a loop at its first segment, and returns the rule of that segment.
    fn open(&mut self, index: usize) -> Option<&'g SegmentRule> {
        let rule = self.guide.loops.get(index)?;
        let mut frame = Frame::new(rule);
        let first = rule.children.first()?;
        frame.order = first.order;
        if let Some(count) = frame.counts.first_mut() {
            *count = 1;
        }
        self.frames.push(frame);
        self.first_segment(first)
    }

    /// Closes the loops from a depth on, and tells what is missing in them.
    fn close(&mut self, depth: usize, position: u32) {
        while self.frames.len() > depth {
            let Some(frame) = self.frames.pop() else { return };
            for (child, count) in frame.rule.children.iter().zip(&frame.counts) {
                if child.required && *count == 0 {
                    self.missing(frame.rule, child, position);
                }
            }
        }
    }

    fn missing(&mut self, parent: &LoopRule, child: &'g Child, position: u32) {
        let what = self.first_segment(child).map(|rule| self.label(rule)).unwrap_or_default();
        let message = match &child.what {
            What::Segment(_) => format!("{what} is missing in loop {} before segment {position}", parent.name),
            What::Loop(index) => {
                let own = self.guide.loops.get(*index).map_or("", |l| l.name);
                format!("Loop {own} ({what}) is missing in {} before segment {position}", parent.name)
            }
        };
        let id = self.first_segment(child).map_or("", |rule| rule.id);
        let remedy = "The guide requires it; ask the sender for a corrected file.";
        self.findings.push(Finding::error(Code::BadSegment, position, message, remedy).at(id));
    }

    /// A segment id with its qualifiers, such as `NM1*85` or `HL (22)`.
    fn label(&self, rule: &SegmentRule) -> String {
        let n = match rule.key {
            Key::Element(n) => n,
            Key::None | Key::Component => return rule.id.to_owned(),
        };
        let form = self.guide.fields(rule).and_then(|list| list.rules.iter().find(|r| r.n == n)).map(|r| &r.form);
        match form {
            Some(Form::Simple(value)) if value.codes.len() < 6 => {
                format!("{} with {}", rule.id, value.codes.join(" or "))
            }
            Some(Form::Simple(_) | Form::Composite(_)) | None => rule.id.to_owned(),
        }
    }

    fn unexpected(&mut self, segment: Segment<'_>) {
        let place = self.frames.last().map_or("ST", |frame| frame.rule.name);
        let is = |rule: &SegmentRule| rule.id == segment.id() && self.qualifies(rule, segment);
        let mut children = self.frames.iter().flat_map(|frame| &frame.rule.children);
        let known = children.any(|child| self.first_segment(child).is_some_and(is));
        let (why, remedy) = match known {
            true => ("is out of order", "Put the segments into the order of the guide."),
            false => (
                "is not expected here",
                "Check its id and qualifier, and whether the segment that begins its loop is missing.",
            ),
        };
        let message = format!("{} {why} (in loop {place})", name(segment));
        self.findings.push(Finding::error(Code::BadSegment, segment.position(), message, remedy).at(segment.id()));
    }
}

/// Id and first element, for messages.
fn name(segment: Segment<'_>) -> String {
    let qualifier = segment.element(1);
    match qualifier.bytes().len() {
        1..=3 => format!("{} {}", segment.id(), qualifier.shown()),
        _ => segment.id().to_owned(),
    }
}
