//! The elements of one segment against the list of its guide.

use std::borrow::Cow;

use super::dates::{is_date, is_range, is_time};
use super::table::{Condition, FieldRule, Fields, Form, Value, ValueKind};
use crate::finding::{Code, Finding, Findings};
use crate::{Element, Segment, parse_cents};

/// Where an element is.
#[derive(Clone, Copy)]
struct Place<'p> {
    segment: Segment<'p>,
    element: usize,
    component: usize,
}

impl Place<'_> {
    fn name(&self) -> String {
        match self.component {
            0 => format!("{}{:02}", self.segment.id(), self.element),
            component => format!("{}{:02}-{component}", self.segment.id(), self.element),
        }
    }

    fn error(&self, message: &str, remedy: &str) -> Finding {
        let name = self.name();
        Finding::error(Code::BadValue, self.segment.position(), format!("{name} {message}"), remedy).at(name)
    }
}

/// Checks all elements of a segment.
pub(super) fn check(segment: Segment<'_>, fields: &Fields, findings: &mut Findings) {
    let mut checker = Checker { findings, format: None };
    let mut rules = fields.rules.iter().peekable();
    let mut last_empty = false;
    // One bit for each element that is there; conditions name low numbers only.
    let mut present = 0u64;
    for (n, element) in (1..).zip(segment.elements()) {
        let place = Place { segment, element: n, component: 0 };
        last_empty = element.is_empty();
        if !last_empty && n < 64 {
            present |= 1 << n;
        }
        match rules.next_if(|rule| rule.n == n) {
            Some(rule) => checker.element(rule, element, place),
            None => checker.not_used(element, place),
        }
    }
    for rule in rules.filter(|rule| rule.required) {
        checker.missing(Place { segment, element: rule.n, component: 0 });
    }
    if last_empty {
        let message = format!("{} ends with empty elements", segment.id());
        let remedy = "Leave out element separators at the end of a segment.";
        findings.push(Finding::error(Code::BadSegment, segment.position(), message, remedy).at(segment.id()));
    }
    for condition in &fields.conditions {
        check_condition((segment, present), condition, findings);
    }
}

struct Checker<'f> {
    findings: &'f mut Findings,
    /// The last date format that was read, for the date that follows.
    format: Option<Vec<u8>>,
}

impl Checker<'_> {
    fn missing(&mut self, place: Place<'_>) {
        self.findings
            .push(place.error("is missing", "The guide requires this element; ask the sender for a corrected file."));
    }

    fn not_used(&mut self, element: Element<'_>, place: Place<'_>) {
        if !element.is_empty() {
            let message = format!("holds {:?}, but the guide does not use it", element.shown());
            self.findings.push(place.error(&message, "Leave this element empty."));
        }
    }

    fn element(&mut self, rule: &FieldRule, element: Element<'_>, place: Place<'_>) {
        match &rule.form {
            Form::Simple(value) => {
                if element.is_empty() {
                    if rule.required {
                        self.missing(place);
                    }
                    return;
                }
                let delimiters = place.segment.delimiters();
                let composite = element.bytes().contains(&delimiters.component);
                let repeated = delimiters.repetition.is_some_and(|separator| element.bytes().contains(&separator));
                let is_delimiter = place.segment.id() == "ISA" && matches!(place.element, 11 | 16);
                if (repeated || composite) && !is_delimiter {
                    let message = if composite { "has components, but is a simple element" } else { "does not repeat" };
                    self.findings
                        .push(place.error(message, "A separator is in the data, or an element separator is missing."));
                    return;
                }
                self.value(value, element, place);
            }
            Form::Composite(rules) => self.composite((rule.required, rules), element, place),
        }
    }

    fn composite(&mut self, (required, rules): (bool, &[FieldRule]), element: Element<'_>, place: Place<'_>) {
        if element.components().all(|c| c.is_empty()) {
            if required {
                self.missing(place);
            }
            return;
        }
        let mut rules = rules.iter().peekable();
        for (component, part) in (1..).zip(element.components()) {
            let place = Place { component, ..place };
            match rules.next_if(|rule| rule.n == component) {
                Some(rule) => match &rule.form {
                    Form::Simple(value) if !part.is_empty() => self.value(value, part, place),
                    Form::Simple(_) | Form::Composite(_) if rule.required && part.is_empty() => self.missing(place),
                    Form::Simple(_) | Form::Composite(_) => {}
                },
                None => self.not_used(part, place),
            }
        }
        for rule in rules.filter(|rule| rule.required) {
            self.missing(Place { component: rule.n, ..place });
        }
    }

    fn value(&mut self, value: &Value, element: Element<'_>, place: Place<'_>) {
        let bytes = element.bytes();
        if value.kind == ValueKind::Format {
            self.format = Some(bytes.to_vec());
        }
        let problem = check_length(value, bytes)
            .or_else(|| check_code(value, element))
            .or_else(|| check_kind(value, bytes, self.format.as_deref()));
        if let Some((message, remedy)) = problem {
            let message = format!("{:?} {message}", element.shown());
            self.findings.push(place.error(&message, remedy));
        }
    }
}

type Problem = (Cow<'static, str>, &'static str);

fn check_length(value: &Value, bytes: &[u8]) -> Option<Problem> {
    let counts = !matches!(value.kind, ValueKind::Whole | ValueKind::Decimal | ValueKind::Money);
    // The minus and the point of a number do not count. Characters count, not the bytes of UTF-8.
    let length = match std::str::from_utf8(bytes) {
        Ok(text) if counts => text.chars().count(),
        _ => bytes.iter().filter(|b| counts || !matches!(b, b'-' | b'.')).count(),
    };
    if length < value.min {
        return Some((format!("is shorter than {} characters", value.min).into(), "Complete the value."));
    }
    if length > value.max {
        return Some((format!("is longer than {} characters", value.max).into(), "Shorten the value."));
    }
    let trailing = bytes.last() == Some(&b' ') && matches!(value.kind, ValueKind::Text | ValueKind::Code);
    if trailing && bytes.trim_ascii_end().len() >= value.min {
        return Some(("ends with blanks".into(), "Leave out blanks at the end of an element."));
    }
    None
}

fn check_code(value: &Value, element: Element<'_>) -> Option<Problem> {
    if value.nine_digits && !(element.bytes().len() == 9 && element.number().is_some()) {
        return Some(("has not nine digits".into(), "Give the ZIP code with its four more digits, without a hyphen."));
    }
    if value.codes.is_empty() || value.codes.iter().any(|code| element == code.as_str()) {
        return None;
    }
    let listed = value.codes.iter().take(14).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if value.codes.len() > 14 { " and others" } else { "" };
    Some((format!("is not in its code list ({listed}{more})").into(), "Use a code of the guide."))
}

fn check_kind(value: &Value, bytes: &[u8], format: Option<&[u8]>) -> Option<Problem> {
    let (good, what, remedy) = match value.kind {
        ValueKind::Whole => (is_number(bytes, false), "is no whole number", "Use digits only."),
        ValueKind::Decimal => (is_number(bytes, true), "is no number", "Use digits with at most one point."),
        ValueKind::Money => (
            parse_cents(bytes).is_some(),
            "is no amount",
            "Write amounts as 12.5 or 100: no plus, no thousands separator, at most two decimals.",
        ),
        ValueKind::Date => (is_date(bytes), "is no date", "Write dates as CCYYMMDD."),
        ValueKind::Time => (is_time(bytes), "is no time", "Write times as HHMM."),
        ValueKind::DateAsFormat => return check_formatted(bytes, format),
        ValueKind::Text | ValueKind::Code | ValueKind::Format | ValueKind::Any => return None,
    };
    (!good).then_some((what.into(), remedy))
}

fn check_formatted(bytes: &[u8], format: Option<&[u8]>) -> Option<Problem> {
    match format? {
        b"D8" if bytes.len() != 8 || !is_date(bytes) => {
            Some(("is no date CCYYMMDD".into(), "Write the date as CCYYMMDD."))
        }
        b"RD8" if !is_range(bytes) => Some(("is no range of dates".into(), "Write the range as CCYYMMDD-CCYYMMDD.")),
        b"DT" if !is_date(bytes) => Some(("is no date with time".into(), "Write it as CCYYMMDDHHMM.")),
        b"TM" if !is_time(bytes) => Some(("is no time".into(), "Write the time as HHMM.")),
        _ => None,
    }
}

/// An optional minus and digits, with one point if it may be there.
fn is_number(bytes: &[u8], decimal: bool) -> bool {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let points = digits.iter().filter(|b| **b == b'.').count();
    digits.len() > points && points <= usize::from(decimal) && digits.iter().all(|b| b.is_ascii_digit() || *b == b'.')
}

fn check_condition((segment, present): (Segment<'_>, u64), condition: &Condition, findings: &mut Findings) {
    let is_there = |n: &&usize| **n < 64 && present & (1 << **n) != 0;
    let Some((first, others)) = condition.elements.split_first() else { return };
    let leads = is_there(&first);
    let other_count = others.iter().filter(is_there).count();
    let count = other_count + usize::from(leads);
    let rule = match condition.kind {
        b'P' if count > 0 && count <= others.len() => "all or none must be present",
        b'R' if count == 0 => "at least one must be present",
        b'E' if count > 1 => "at most one may be present",
        b'C' if leads && other_count < others.len() => "the first needs the others",
        b'L' if leads && other_count == 0 => "the first needs one of the others",
        _ => return,
    };
    let names: Vec<String> = condition.elements.iter().map(|n| format!("{}{n:02}", segment.id())).collect();
    let message = format!("Of {} {rule}", names.join(", "));
    let remedy = "Complete the segment, or leave the elements out.";
    let position = names.first().cloned().unwrap_or_default();
    findings.push(Finding::error(Code::BadValue, segment.position(), message, remedy).at(position));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Delimiters, SetKind};

    /// The messages for a segment by the first list of its id in the professional guide.
    fn messages(text: &str) -> Vec<String> {
        let guide = super::super::table::guide(SetKind::Professional837).unwrap();
        let segment = Segment {
            raw: crate::segment::Raw::Text(text),
            delimiters: Delimiters::default(),
            position: 3,
            set_position: 2,
        };
        let rules = guide.loops.iter().flat_map(|l| &l.children);
        let rule = rules.filter_map(|c| match &c.what {
            super::super::table::What::Segment(rule) if rule.id == segment.id() => Some(rule),
            _ => None,
        });
        let mut findings = Findings::default();
        check(segment, guide.fields(rule.into_iter().next().unwrap()).unwrap(), &mut findings);
        findings.finish().into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn a_right_claim_is_quiet() {
        assert_eq!(messages("CLM*PT1*125.5***11:B:1*Y*A*Y*Y"), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_named_with_its_element() {
        let faults = [
            ("CLM*PT1*1e3***11:B:1*Y*A*Y*Y", "CLM02 \"1e3\" is no amount"),
            ("CLM*PT1****11:B:1*Y*A*Y*Y", "CLM02 is missing"),
            ("CLM*PT1*1*X**11:B:1*Y*A*Y*Y", "CLM03 holds \"X\", but the guide does not use it"),
            ("CLM*PT1*1***11::1*Y*A*Y*Y", "CLM05-2 is missing"),
            ("CLM*PT1*1****Y*A*Y*Y", "CLM05 is missing"),
            ("CLM*PT1*1***11:B:1*Y*A*Y*Y*", "CLM ends with empty elements"),
            ("CLM*PT1 *1***11:B:1*Y*A*Y*Y", "CLM01 \"PT1 \" ends with blanks"),
            ("CLM*PT1^2*1***11:B:1*Y*A*Y*Y", "CLM01 does not repeat"),
            ("CLM*PT1:2*1***11:B:1*Y*A*Y*Y", "CLM01 has components, but is a simple element"),
            ("BHT*0019*00*1*20260230*1200*CH", "BHT04 \"20260230\" is no date"),
            ("BHT*0019*00*1*20260228*2460*CH", "BHT05 \"2460\" is no time"),
            ("BHT*0019*99*1*20260228*1200*CH", "BHT02 \"99\" is not in its code list (00, 18)"),
            ("NM1*41*2*CLINIC*****46", "NM109 is missing"),
            ("PER*IC*NAME*TE*1*FX", "Of PER05, PER06 all or none must be present"),
        ];
        for (text, message) in faults {
            assert!(messages(text).iter().any(|m| m == message), "{text}: {:?}", messages(text));
        }
    }

    #[test]
    fn dates_follow_their_format() {
        let format = Some(&b"RD8"[..]);
        assert!(check_formatted(b"20260101-20260131", format).is_none());
        assert!(check_formatted(b"20260101", format).is_some());
        assert!(check_formatted(b"20260101", Some(b"D8")).is_none());
        assert!(check_formatted(b"2026-01-01", Some(b"D8")).is_some());
        assert!(check_formatted(b"anything", None).is_none());
    }

    #[test]
    fn numbers_have_one_point_at_most() {
        assert!(is_number(b"-1.5", true) && is_number(b".5", true) && is_number(b"10", false));
        for bad in [&b""[..], b"-", b".", b"1.2.3", b"1e3", b"+1"] {
            assert!(!is_number(bad, true));
        }
        assert!(!is_number(b"1.5", false));
    }
}
