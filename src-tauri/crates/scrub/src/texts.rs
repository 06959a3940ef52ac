//! Every free text of a claim, with its field and class, and what of it can be written into a file.

use crate::parties::Named;
use claims::{OtherPayer, ProfessionalClaim, RawSegment, Reference, ServiceLine};
use values::Class;

/// One text.
pub(crate) struct Text<'a> {
    pub(crate) field: String,
    pub(crate) value: &'a str,
    pub(crate) class: Class,
    /// An element of a kept segment, in which component and repetition marks are right.
    pub(crate) is_raw: bool,
}

/// Every text of the claim.
pub(crate) fn texts<'a>(claim: &'a ProfessionalClaim, parties: &[Named<'a>]) -> Vec<Text<'a>> {
    let mut all = Texts(Vec::new());
    parties.iter().for_each(|named| all.party(named));
    all.claim(claim);
    (1..).zip(&claim.visit.lines).for_each(|(number, line)| all.line(number, line));
    (1..).zip(&claim.other_payers).for_each(|(number, other)| all.other(number, other));
    all.0
}

struct Texts<'a>(Vec<Text<'a>>);

impl<'a> Texts<'a> {
    fn add(&mut self, field: &str, value: &'a str, class: Class) {
        if !value.is_empty() {
            self.0.push(Text { field: field.to_owned(), value, class, is_raw: false });
        }
    }

    fn raw(&mut self, owner: &str, segments: &'a [RawSegment], class: Class) {
        for segment in segments {
            let field = format!("{owner} {}", segment.id);
            let elements = segment.elements.iter().filter(|element| !element.is_empty());
            self.0.extend(elements.map(|value| Text { field: field.clone(), value, class, is_raw: true }));
        }
    }

    fn party(&mut self, named: &Named<'a>) {
        let Named { label, party, class, id_class, .. } = named;
        let parts = [
            ("last name", &party.last_name),
            ("first name", &party.first_name),
            ("middle name", &party.middle_name),
            ("suffix", &party.suffix),
            ("taxonomy", &party.taxonomy),
        ];
        parts.into_iter().for_each(|(part, value)| self.add(&format!("{label} {part}"), value, *class));
        self.add(&format!("{label} id"), &party.id, *id_class);
        if let Some(address) = &party.address {
            let lines = [&address.line1, &address.line2, &address.city, &address.state, &address.zip, &address.country];
            lines.into_iter().for_each(|value| self.add(&format!("{label} address"), value, *class));
        }
        // References of a person may hold his SSN or another payer's id of him.
        let extra = if *class == Class::Demographics { Class::Identifiers } else { *class };
        self.raw(label, &party.extra, extra);
    }

    fn references(&mut self, owner: &str, references: &'a [Reference], class: Class) {
        references.iter().for_each(|one| self.add(&format!("{owner}reference {}", one.qualifier), &one.value, class));
    }

    fn claim(&mut self, claim: &'a ProfessionalClaim) {
        let (visit, coverage) = (&claim.visit, &claim.parties.coverage);
        self.add("billing provider tax id", &claim.parties.billing.tax_id, Class::Administrative);
        self.add("patient control number", claim.patient_control_number.as_str(), Class::Financial);
        let number = claim.payer_claim_control_number.as_deref();
        self.add("payer claim control number", number.unwrap_or_default(), Class::Financial);
        self.add("prior authorization", claim.prior_authorization.as_deref().unwrap_or_default(), Class::Coverage);
        self.add("referral number", claim.referral_number.as_deref().unwrap_or_default(), Class::Coverage);
        self.add("group number", &coverage.group_number, Class::Coverage);
        self.add("plan name", &coverage.plan_name, Class::Coverage);
        visit.notes.iter().for_each(|note| self.add("note", &note.text, Class::Clinical));
        self.references("", &visit.references, Class::Clinical);
        self.add("accident state", &visit.related_causes.state, Class::Clinical);
        self.raw("claim", &visit.extra, Class::Clinical);
        self.raw("billing provider", &claim.parties.billing.extra, Class::Administrative);
        self.raw("subscriber", &claim.parties.subscriber.extra, Class::Identifiers);
    }

    fn line(&mut self, number: usize, line: &'a ServiceLine) {
        let owner = format!("line {number} ");
        self.add(&format!("{owner}procedure code"), line.procedure.as_str(), Class::Clinical);
        self.add(&format!("{owner}description"), &line.description, Class::Clinical);
        self.add(&format!("{owner}control number"), &line.control_number, Class::Financial);
        line.notes.iter().for_each(|note| self.add(&format!("{owner}note"), &note.text, Class::Clinical));
        self.references(&owner, &line.references, Class::Clinical);
        if let Some(drug) = &line.drug {
            self.add(&format!("{owner}NDC"), &drug.code, Class::Clinical);
        }
        self.raw(owner.trim_end(), &line.extra, Class::Clinical);
    }

    fn other(&mut self, number: usize, other: &'a OtherPayer) {
        let owner = format!("other payer {number} ");
        self.add(&format!("{owner}group number"), &other.coverage.group_number, Class::Coverage);
        self.add(&format!("{owner}plan name"), &other.coverage.plan_name, Class::Coverage);
        self.references(&owner, &other.references, Class::Financial);
        self.raw(owner.trim_end(), &other.extra, Class::Financial);
        self.raw(owner.trim_end(), &other.provider_loops, Class::Coverage);
    }
}

/// What a character becomes on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Goes as it is, or as its capital.
    Plain,
    /// Goes without its accent or in typewriter form, as so many characters.
    Folded(usize),
    /// Separates elements, components, repetitions or segments.
    Delimiter,
    /// Has no place in the character set of the file.
    Never,
}

/// What a character becomes on the wire (guide 1.1: basic and extended set; Latin letters lose their accents).
pub(crate) fn written(sign: char) -> Written {
    match sign {
        '*' | '^' | ':' | '~' => Written::Delimiter,
        '`' => Written::Never,
        ' '..='~' => Written::Plain,
        'Æ' | 'æ' | 'Œ' | 'œ' | 'ß' | 'ẞ' | 'Þ' | 'þ' | 'Ĳ' | 'ĳ' => Written::Folded(2),
        '×' | '÷' => Written::Never,
        'À'..='ɏ' | 'Ḁ'..='ỿ' | '\u{a0}' | '‐'..='―' | '‘'..='‟' | 'ʻ' | 'ʼ' => Written::Folded(1),
        '\u{300}'..='\u{36f}' => Written::Folded(0),
        _ => Written::Never,
    }
}

/// How many characters a text has on the wire.
pub(crate) fn written_length(text: &str) -> usize {
    let length = |sign| match written(sign) {
        Written::Folded(length) => length,
        Written::Plain | Written::Delimiter | Written::Never => 1,
    };
    text.trim().chars().map(length).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_told_apart() {
        assert_eq!(written('a'), Written::Plain);
        assert_eq!(written('#'), Written::Plain);
        assert_eq!(written('Í'), Written::Folded(1));
        assert_eq!(written('ł'), Written::Folded(1));
        assert_eq!(written('~'), Written::Delimiter);
        for sign in ['\n', '\u{7f}', '李', 'Ж', '€', '🙂'] {
            assert_eq!(written(sign), Written::Never, "{sign:?}");
        }
        assert_eq!(written_length("Núñez "), 5);
        assert_eq!(written_length("Strauß"), 7);
        assert_eq!(written_length("Nu\u{301}n"), 3);
    }
}
