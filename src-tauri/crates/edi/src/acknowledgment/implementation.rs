//! 999 and 997: is the syntax of a group and its sets accepted (guide 5.2).

use claims::{Answer, AnswerSubject, ClaimEvent};
use x12::{Segment, Set};

use super::words;
use crate::source::{at, text};

/// So many errors of a set are named in its reason.
const MAX_ERRORS: usize = 12;

/// The answers of a set: one for each AK2, or one for the whole group.
pub(super) fn answers(set: Set<'_>) -> Vec<Answer> {
    let mut reader = Reader::default();
    for segment in set.segments() {
        reader.take(segment);
    }
    reader.answers
}

#[derive(Default)]
struct Reader {
    group: String,
    set: Option<String>,
    errors: Vec<String>,
    left_off: usize,
    erroneous: String,
    answers: Vec<Answer>,
    /// First answer of the group at hand.
    group_start: usize,
}

impl Reader {
    fn take(&mut self, segment: Segment<'_>) {
        match segment.id() {
            "AK1" => {
                self.group = text(segment, 2);
                self.group_start = self.answers.len();
                self.clear();
            }
            "AK2" => {
                self.clear();
                self.set = Some(text(segment, 2));
            }
            "IK3" | "AK3" => self.segment_error(segment),
            "IK4" | "AK4" => self.element_error(segment),
            "CTX" => self.context(segment),
            "IK5" | "AK5" => self.set_end(segment),
            "AK9" => self.group_end(segment),
            _ => {}
        }
    }

    fn clear(&mut self) {
        self.set = None;
        self.errors.clear();
        self.left_off = 0;
        self.erroneous.clear();
    }

    fn error(&mut self, error: String) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        } else {
            self.left_off += 1;
        }
    }

    fn segment_error(&mut self, segment: Segment<'_>) {
        self.erroneous = text(segment, 1);
        let in_loop = match text(segment, 3).as_str() {
            "" => String::new(),
            name => format!(" in loop {name}"),
        };
        let why = described(&text(segment, 4), words::segment_error);
        self.error(format!("segment {} {}{in_loop}: {why}", text(segment, 2), self.erroneous));
    }

    /// Never the copy of the bad data (IK404): it is a patient's.
    fn element_error(&mut self, segment: Segment<'_>) {
        let place = at(segment, 1);
        let (element, component) = (place.part(1).text(), place.part(2).text());
        let component = if component.is_empty() { component } else { format!("-{component}") };
        let why = described(&text(segment, 3), words::element_error);
        self.error(format!("{}{element:0>2}{component}: {why}", self.erroneous));
    }

    /// `CLM01:number` names the claim; other contexts say what the error above says.
    fn context(&mut self, segment: Segment<'_>) {
        let context = at(segment, 1);
        if context.part(1).text() == "CLM01" && !context.part(2).is_empty() {
            self.error(format!("claim {}", context.part(2).text()));
        }
    }

    fn set_end(&mut self, segment: Segment<'_>) {
        let code = text(segment, 1);
        let event = match code.as_str() {
            "A" | "E" => Some(ClaimEvent::FileAccepted),
            "R" | "M" | "W" | "X" => Some(ClaimEvent::FileRejected),
            _ => None,
        };
        let mut parts: Vec<String> = Vec::new();
        if code != "A" {
            parts.push(format!("{code} {}", words::set_outcome(&code)));
        }
        parts.extend(
            (2..=6)
                .map(|n| text(segment, n))
                .filter(|error| !error.is_empty())
                .map(|error| described(&error, words::set_error)),
        );
        parts.append(&mut self.errors);
        if self.left_off > 0 {
            parts.push(format!("{} more errors", self.left_off));
        }
        let reason = if code == "A" { String::new() } else { parts.join("; ") };
        let subject = self.subject(self.set.clone());
        self.answers.push(Answer { subject, event, reason, segment: segment.position() });
        self.clear();
    }

    /// A refused group takes all its sets with it, whatever they were told.
    fn group_end(&mut self, segment: Segment<'_>) {
        let code = text(segment, 1);
        let own = self.answers.len() > self.group_start;
        let event = match code.as_str() {
            "A" | "E" => ClaimEvent::FileAccepted,
            "R" | "M" | "W" | "X" => ClaimEvent::FileRejected,
            _ => return self.clear(),
        };
        let errors = (5..=9).map(|n| text(segment, n)).filter(|error| !error.is_empty());
        let mut parts: Vec<String> = vec![format!("group {code} {}", words::set_outcome(&code))];
        parts.extend(errors.map(|error| described(&error, words::group_error)));
        let reason = if code == "A" { String::new() } else { parts.join("; ") };
        if !own {
            let subject = self.subject(None);
            self.answers.push(Answer { subject, event: Some(event), reason, segment: segment.position() });
        } else if event == ClaimEvent::FileRejected {
            for answer in self.answers.iter_mut().skip(self.group_start) {
                if answer.event != Some(ClaimEvent::FileRejected) {
                    answer.event = Some(ClaimEvent::FileRejected);
                    answer.reason.clone_from(&reason);
                }
            }
        }
        self.clear();
    }

    fn subject(&self, set_control_number: Option<String>) -> AnswerSubject {
        AnswerSubject::TransactionSet { group_control_number: self.group.clone(), set_control_number }
    }
}

/// A code with its words.
fn described(code: &str, words: fn(&str) -> &'static str) -> String {
    format!("{code} {}", words(code)).trim().to_owned()
}
