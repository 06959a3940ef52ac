//! Text that can, and cannot, be written into an 837.

use crate::subject::{Report, Subject, at};
use crate::texts::{Text, Written, written};
use claims::RawSegment;

rule_table! { Format;
    "FMT-013" Stop [Administrative] writable;
    "Every text can be written: no separators, control characters or letters beyond Latin";
    "Guide, appendix B.1.1.2 (character sets and delimiters)";
    "Type the text without the sign that is named.";

    "FMT-014" Info [Administrative] folded;
    "A text with accents is sent in plain letters";
    "Guide, appendix B.1.1.2 (character sets)";
    "Nothing to do, unless the payer knows the person under another spelling.";
}

fn held<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s Text<'s>> {
    subject.texts.iter().filter(|text| subject.holds(text.class))
}

fn writable(subject: &Subject<'_>, report: &mut Report<'_>) {
    for text in held(subject) {
        if let Some(sign) = text.value.chars().find(|sign| !can_be_written(*sign, text.is_raw)) {
            let field = &text.field;
            let (message, remedy) = if sign.is_control() {
                let number = format!("U+{:04X}", u32::from(sign));
                (
                    said!("The {} has the control character {}, which cannot be sent.", field, number),
                    said!("Type the {} without the control character {}.", field, number),
                )
            } else {
                (
                    said!("The {} has `{}`, which cannot be sent.", field, sign),
                    said!("Type the {} without `{}`.", field, sign),
                )
            };
            report.push(at(field, message).remedy(remedy));
        }
    }
}

fn can_be_written(sign: char, is_raw: bool) -> bool {
    let is_mark = is_raw && [RawSegment::COMPONENT, RawSegment::REPETITION].contains(&sign);
    is_mark || matches!(written(sign), Written::Plain | Written::Folded(_))
}

fn folded(subject: &Subject<'_>, report: &mut Report<'_>) {
    for text in held(subject) {
        let mut signs = text.value.chars();
        if signs.any(|sign| matches!(written(sign), Written::Folded(_))) {
            report.add(
                &text.field,
                said!("The {} has accents or printer's signs; it is sent in plain letters.", text.field),
            );
        }
    }
}
