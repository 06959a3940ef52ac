//! The tables of the guides: text files of `guides/`, read once.
//!
//! A line is one of:
//! - `# …` a comment;
//! - `%name A,B,C` a long list of codes;
//! - `$n …` a list of elements: `3S AN1-60` is element 3, situational, text of 1 to 60 characters;
//!   `1R ID2-3:41,40` has codes (`:%name` a long list, `_` in a code is a blank); `5R ( … )` is a composite;
//!   `#9` after it asks for nine digits. Elements that are not listed are not used. After `;` come
//!   the conditions between elements as X12 writes them (`P0304`: all or none, `R0203`: at least one, `C0704`: the
//!   first needs the others, `L…`: the first needs one of the others, `E…`: at most one);
//! - `loop 2300 S 100 @5` a loop with its use, its greatest repeat (`*` none) and its place in the loop around it,
//!   told by indentation; segments of the same place come in any order;
//! - `REF S 1 @9 1 $4` a segment, with the element whose codes tell it from its neighbours (`-`, `1` or `1-1`) and
//!   its list of elements.
//!
//! Types: `AN` text, `ID` code, `N` whole number, `R` decimal, `M` money, `DT` date, `TM` time, `FQ` the format of a
//! date that follows as `DP`, `B` anything.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::SetKind;

/// What a table says about one guide.
#[derive(Debug, Default)]
pub(super) struct Guide {
    /// Loop 0 is the transaction set itself.
    pub(super) loops: Vec<LoopRule>,
    pub(super) lists: Vec<Fields>,
}

#[derive(Debug, Default)]
pub(super) struct LoopRule {
    pub(super) name: &'static str,
    /// In the order of the guide.
    pub(super) children: Vec<Child>,
}

#[derive(Debug)]
pub(super) struct Child {
    pub(super) required: bool,
    /// Greatest repeat, if there is one.
    pub(super) max: Option<u32>,
    pub(super) order: u32,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Segment(SegmentRule),
    /// Index into [`Guide::loops`].
    Loop(usize),
}

#[derive(Debug)]
pub(super) struct SegmentRule {
    pub(super) id: &'static str,
    pub(super) key: Key,
    /// Index into [`Guide::lists`].
    pub(super) fields: usize,
}

/// Which part's codes tell a segment from others of the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    None,
    Element(usize),
    /// The first component of the first element.
    Component,
}

#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) rules: Vec<FieldRule>,
    pub(super) conditions: Vec<Condition>,
}

#[derive(Debug)]
pub(super) struct FieldRule {
    /// Element or component number, from 1.
    pub(super) n: usize,
    pub(super) required: bool,
    pub(super) form: Form,
}

#[derive(Debug)]
pub(super) enum Form {
    Simple(Value),
    Composite(Vec<FieldRule>),
}

#[derive(Debug)]
pub(super) struct Value {
    pub(super) kind: ValueKind,
    pub(super) min: usize,
    pub(super) max: usize,
    /// Allowed values; any when empty.
    pub(super) codes: Vec<String>,
    pub(super) nine_digits: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Code,
    Whole,
    Decimal,
    Money,
    Date,
    Time,
    Format,
    DateAsFormat,
    Any,
}

/// A condition between the elements of a segment.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) kind: u8,
    pub(super) elements: Vec<usize>,
}

macro_rules! guide {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Guide> =
            LazyLock::new(|| read(include_str!(concat!("../../guides/", $file))).expect("a test reads every guide"));
    };
}
guide!(PROFESSIONAL_837, "837p.txt");
guide!(INSTITUTIONAL_837, "837i.txt");
guide!(REMITTANCE_835, "835.txt");
guide!(ACKNOWLEDGMENT_999, "999.txt");
guide!(CLAIM_ACKNOWLEDGMENT_277, "277ca.txt");
guide!(CONTROL, "control.txt");

/// The guide of a set, if there is a table for it.
pub(super) fn guide(kind: SetKind) -> Option<&'static Guide> {
    match kind {
        SetKind::Professional837 => Some(&PROFESSIONAL_837),
        SetKind::Institutional837 => Some(&INSTITUTIONAL_837),
        SetKind::Remittance835 => Some(&REMITTANCE_835),
        SetKind::Acknowledgment999 => Some(&ACKNOWLEDGMENT_999),
        SetKind::ClaimAcknowledgment277 => Some(&CLAIM_ACKNOWLEDGMENT_277),
        SetKind::Dental837
        | SetKind::Acknowledgment997
        | SetKind::EligibilityInquiry270
        | SetKind::EligibilityResponse271
        | SetKind::StatusRequest276
        | SetKind::StatusResponse277
        | SetKind::Other => None,
    }
}

/// The rules of ISA, GS, ST and their trailers.
pub(super) fn control() -> &'static Guide {
    &CONTROL
}

impl Guide {
    pub(super) fn fields(&self, rule: &SegmentRule) -> Option<&Fields> {
        self.lists.get(rule.fields)
    }
}

type Codes = HashMap<&'static str, Vec<String>>;

/// Reads a table; `None` when it does not follow the format.
fn read(text: &'static str) -> Option<Guide> {
    let mut guide = Guide { loops: vec![LoopRule { name: "ST", children: Vec::new() }], lists: Vec::new() };
    let mut codes = Codes::new();
    let mut names = HashMap::new();
    // The loop that is open at each depth of indentation.
    let mut open = vec![0];
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let words: Vec<&'static str> = line.split_whitespace().collect();
        let (first, rest) = words.split_first()?;
        if let Some(name) = first.strip_prefix('%') {
            codes.insert(name, list_of_codes(rest.first()?));
        } else if first.starts_with('$') {
            names.insert(*first, guide.lists.len());
            guide.lists.push(read_fields(rest, &codes)?);
        } else {
            let depth = (line.len() - line.trim_start().len()) / 2;
            open.truncate(depth + 1);
            let parent = *open.last()?;
            let child = read_child(&mut guide, &names, &words)?;
            if let What::Loop(index) = child.what {
                open.push(index);
            }
            guide.loops.get_mut(parent)?.children.push(child);
        }
    }
    Some(guide)
}

fn read_child(guide: &mut Guide, names: &HashMap<&str, usize>, words: &[&'static str]) -> Option<Child> {
    let (is_loop, words) = match words.split_first()? {
        (&"loop", rest) => (true, rest),
        _ => (false, words),
    };
    let [name, usage, max, order, more @ ..] = words else { return None };
    let what = if is_loop {
        guide.loops.push(LoopRule { name, children: Vec::new() });
        What::Loop(guide.loops.len() - 1)
    } else {
        let [key, fields] = more else { return None };
        let key = match *key {
            "-" => Key::None,
            "1-1" => Key::Component,
            element => Key::Element(element.parse().ok()?),
        };
        What::Segment(SegmentRule { id: name, key, fields: *names.get(fields)? })
    };
    let max = if *max == "*" { None } else { Some(max.parse().ok()?) };
    Some(Child { required: *usage == "R", max, order: order.strip_prefix('@')?.parse().ok()?, what })
}

fn list_of_codes(text: &str) -> Vec<String> {
    text.split(',').map(|code| code.replace('_', " ")).collect()
}

fn read_fields(words: &[&'static str], codes: &Codes) -> Option<Fields> {
    let mut parts = words.split(|w| *w == ";");
    let mut words = parts.next()?.iter().copied();
    let rules = read_rules(&mut words, codes)?;
    let conditions = parts.next().unwrap_or_default().iter().map(|w| read_condition(w));
    Some(Fields { rules, conditions: conditions.collect::<Option<_>>()? })
}

/// Reads rules up to the end or a closing parenthesis.
fn read_rules(words: &mut dyn Iterator<Item = &'static str>, codes: &Codes) -> Option<Vec<FieldRule>> {
    let mut rules = Vec::new();
    while let Some(word) = words.next() {
        if word == ")" {
            break;
        }
        let (number, usage) = word.split_at_checked(word.len().checked_sub(1)?)?;
        let value = words.next()?;
        let form = match value {
            "(" => Form::Composite(read_rules(words, codes)?),
            value => Form::Simple(read_value(value, codes)?),
        };
        rules.push(FieldRule { n: number.parse().ok()?, required: usage == "R", form });
    }
    Some(rules)
}

fn read_value(text: &str, codes: &Codes) -> Option<Value> {
    let (text, nine_digits) = match text.strip_suffix("#9") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (shape, list) = text.split_once(':').unwrap_or((text, ""));
    let codes = match list.strip_prefix('%') {
        Some(name) => codes.get(name)?.clone(),
        None if list.is_empty() => Vec::new(),
        None => list_of_codes(list),
    };
    let digits = shape.find(|c: char| c.is_ascii_digit())?;
    let (kind, lengths) = shape.split_at_checked(digits)?;
    let (min, max) = lengths.split_once('-')?;
    let kind = match kind {
        "AN" => ValueKind::Text,
        "ID" => ValueKind::Code,
        "N" => ValueKind::Whole,
        "R" => ValueKind::Decimal,
        "M" => ValueKind::Money,
        "DT" => ValueKind::Date,
        "TM" => ValueKind::Time,
        "FQ" => ValueKind::Format,
        "DP" => ValueKind::DateAsFormat,
        "B" => ValueKind::Any,
        _ => return None,
    };
    Some(Value { kind, min: min.parse().ok()?, max: max.parse().ok()?, codes, nine_digits })
}

fn read_condition(word: &str) -> Option<Condition> {
    let (kind, numbers) = word.as_bytes().split_first()?;
    let number = |pair: &[u8]| std::str::from_utf8(pair).ok()?.parse().ok();
    let elements = numbers.chunks(2).map(number).collect::<Option<Vec<usize>>>()?;
    (b"PRCLE".contains(kind) && elements.len() > 1).then_some(Condition { kind: *kind, elements })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_can_be_read() {
        let all: [&Guide; 6] = [
            &PROFESSIONAL_837,
            &INSTITUTIONAL_837,
            &REMITTANCE_835,
            &ACKNOWLEDGMENT_999,
            &CLAIM_ACKNOWLEDGMENT_277,
            &CONTROL,
        ];
        for guide in all {
            assert!(guide.loops[0].children.len() > 1);
            for rule in &guide.loops[1..] {
                let first = &rule.children[0];
                assert!(matches!(first.what, What::Segment(_)), "{} begins with a loop", rule.name);
                assert!(rule.children.is_sorted_by_key(|c| c.order), "{}", rule.name);
            }
        }
    }

    #[test]
    fn what_the_claim_needs() {
        let guide = guide(SetKind::Professional837).unwrap();
        let claim = guide.loops.iter().find(|l| l.name == "2300").unwrap();
        let What::Segment(clm) = &claim.children[0].what else { panic!("a claim begins with CLM") };
        let rules = &guide.fields(clm).unwrap().rules;
        assert!(
            rules
                .iter()
                .any(|r| r.n == 2 && r.required && matches!(&r.form, Form::Simple(v) if v.kind == ValueKind::Money))
        );
        assert!(rules.iter().any(|r| r.n == 5 && matches!(&r.form, Form::Composite(c) if c.len() == 3)));
    }
}
