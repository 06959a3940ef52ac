//! The HL tree of one transaction set: unique ids, open parents, and the mark for children.

use std::collections::HashSet;

use crate::finding::{Code, Finding, Findings};
use crate::segment::Segment;

/// Levels beyond this are not followed; it bounds the search for a parent.
const MAX_DEPTH: usize = 64;

/// A level whose children may still follow.
#[derive(Debug)]
struct Level {
    id: u64,
    position: u32,
    /// HL04 as it stands, when it is 0 or 1.
    announced: Option<bool>,
    has_children: bool,
}

/// Follows the HL segments of a set.
#[derive(Debug, Default)]
pub(crate) struct Hierarchy {
    seen: HashSet<u64>,
    open: Vec<Level>,
}

impl Hierarchy {
    pub(crate) fn take(&mut self, hl: Segment<'_>, findings: &mut Findings) {
        let position = hl.position();
        let [id, parent, mark] = [hl.element(1), hl.element(2), hl.element(4)];
        let Some(number) = id.number() else {
            let message = format!("HL01 {:?} is not a number", id.shown());
            let remedy = "Number the HL segments of a set 1, 2, 3 and so on.";
            findings.push(Finding::error(Code::BadValue, position, message, remedy).at("HL01"));
            return;
        };
        if !self.seen.insert(number) {
            let message = format!("HL01 {number} comes twice in the set");
            let remedy = "Number the HL segments of a set 1, 2, 3 and so on.";
            findings.push(Finding::error(Code::BadCount, position, message, remedy).at("HL01"));
        }
        if parent.is_empty() {
            self.close(findings);
        } else if !self.descend(parent.number(), findings) {
            let message = format!("HL02 {:?} names no open parent of HL {number}", parent.shown());
            let remedy = "Write each HL under its parent, and name the parent's HL01 in HL02.";
            findings.push(Finding::error(Code::BadCount, position, message, remedy).at("HL02"));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("The HL tree is deeper than {MAX_DEPTH} levels");
            let remedy = "Ask the sender for a corrected file; no guide has more than six levels.";
            findings.push(Finding::error(Code::BadSegment, position, message, remedy).at("HL02"));
            self.close(findings);
        }
        let announced = match mark.bytes() {
            b"0" => Some(false),
            b"1" => Some(true),
            _ => None,
        };
        self.open.push(Level { id: number, position, announced, has_children: false });
    }

    /// Closes the levels below the parent; false when the parent is not open.
    fn descend(&mut self, parent: Option<u64>, findings: &mut Findings) -> bool {
        let found = self.open.iter().rposition(|level| Some(level.id) == parent);
        let Some(at) = found else { return false };
        for level in self.open.drain(at + 1..) {
            level.judge(findings);
        }
        if let Some(level) = self.open.last_mut() {
            level.has_children = true;
        }
        true
    }

    /// Closes all levels: another root follows, or the set ends.
    pub(crate) fn close(&mut self, findings: &mut Findings) {
        for level in self.open.drain(..) {
            level.judge(findings);
        }
    }
}

impl Level {
    fn judge(&self, findings: &mut Findings) {
        let Some(announced) = self.announced else { return };
        if announced == self.has_children {
            return;
        }
        let (is, says) = match self.has_children {
            true => ("has children", "none"),
            false => ("has no children", "some"),
        };
        let message = format!("HL {} {is}, but HL04 says {says}", self.id);
        let remedy = "Set HL04 to 1 exactly when child levels follow.";
        findings.push(Finding::error(Code::BadCount, self.position, message, remedy).at("HL04"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Delimiters;
    use crate::segment::Raw;

    fn findings_of(levels: &[&str]) -> Vec<String> {
        let mut tree = Hierarchy::default();
        let mut findings = Findings::default();
        for (position, text) in (1u32..).zip(levels) {
            let raw = Raw::Text(text);
            tree.take(
                Segment { raw, delimiters: Delimiters::default(), position, set_position: position },
                &mut findings,
            );
        }
        tree.close(&mut findings);
        findings.finish().into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn a_right_tree_is_quiet() {
        let tree = ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0", "HL*4*1*22*0", "HL*5**20*1", "HL*6*5*22*0"];
        assert_eq!(findings_of(&tree), Vec::<String>::new());
    }

    #[test]
    fn an_endless_tree_is_cut() {
        let levels: Vec<String> = (1..200)
            .map(|n| format!("HL*{n}*{}*22*1", if n == 1 { String::new() } else { (n - 1).to_string() }))
            .collect();
        let messages = findings_of(&levels.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(messages.iter().any(|m| m.contains("deeper than 64")));
    }

    #[test]
    fn wrong_trees_are_told() {
        assert_eq!(findings_of(&["HL*1**20*0", "HL*1*1*22*0"]).len(), 2);
        assert_eq!(findings_of(&["HL*1**20*1", "HL*2*9*22*0"]).len(), 2);
        assert_eq!(findings_of(&["HL*A**20*1"]), ["HL01 \"A\" is not a number"]);
        let closed = ["HL*1**20*1", "HL*2*1*22*0", "HL*3**20*1", "HL*4*2*23*0"];
        assert!(findings_of(&closed).iter().any(|m| m.contains("no open parent")));
    }
}
