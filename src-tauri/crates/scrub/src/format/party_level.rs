//! Shapes of parties: numbers, names, addresses.

use crate::parties::{Named, is_domestic};
use crate::subject::{Report, Subject, at, is_blank};
use crate::texts::written_length;
use claims::ProviderRole;
use values::{Address, Npi, Taxonomy, Tin};

pub(super) fn billing_npi(subject: &Subject<'_>, report: &mut Report<'_>) {
    let id = &subject.claim.parties.billing.party.id;
    if !is_blank(id) && Npi::parse(id).is_err() {
        report.add("billing provider NPI", said!("{} is not an NPI: ten digits with a check digit.", id));
    }
}

pub(super) fn provider_npi(subject: &Subject<'_>, report: &mut Report<'_>) {
    for named in subject.parties.iter().filter(|named| named.role.is_some()) {
        let party = named.party;
        let is_npi = ["XX", ""].contains(&party.id_qualifier.as_str()) && !is_blank(&party.id);
        if is_npi && Npi::parse(&party.id).is_err() {
            let message = said!("{} is not an NPI: ten digits with a check digit.", party.id);
            report.add(format!("{} NPI", named.label), message);
        }
    }
}

pub(super) fn tax_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    let id = &subject.claim.parties.billing.tax_id;
    let is_zero = id.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    if !is_blank(id) && (Tin::parse(id).is_err() || is_zero) {
        report.add("billing provider tax id", "The billing provider's tax id is not nine digits.");
    }
}

pub(super) fn tax_id_qualifier(subject: &Subject<'_>, report: &mut Report<'_>) {
    let billing = &subject.claim.parties.billing;
    if !is_blank(&billing.tax_id) && !["EI", "SY"].contains(&billing.tax_id_qualifier.as_str()) {
        let message = said!("`{}` does not tell an EIN from an SSN.", billing.tax_id_qualifier);
        report.add("billing provider tax id", message);
    }
}

fn addresses<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (&'s Named<'s>, &'s Address)> {
    let held = subject.parties.iter().filter(|named| subject.holds(named.class));
    held.filter_map(|named| Some((named, named.party.address.as_ref()?)))
}

fn domestic<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (&'s Named<'s>, &'s Address)> {
    addresses(subject).filter(|(_, address)| is_domestic(address))
}

pub(super) fn zip(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (named, address) in domestic(subject) {
        let zip = address.zip.trim();
        let has_digits = [5, 9].contains(&zip.len()) && zip.bytes().all(|byte| byte.is_ascii_digit());
        if !zip.is_empty() && (!has_digits || zip.starts_with("00000")) {
            report.add(
                format!("{} ZIP", named.label),
                said!("The ZIP of the {} is not five or nine digits of a place.", named.label),
            );
        }
    }
}

/// States, the District of Columbia, territories, freely associated states and military mail.
const STATES: [&str; 62] = [
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "PR", "VI", "GU", "AS", "MP", "FM",
    "MH", "PW", "AA", "AE", "AP",
];

/// Whether this is a state's postal code, in any case.
pub(crate) fn is_state(code: &str) -> bool {
    STATES.iter().any(|state| state.eq_ignore_ascii_case(code.trim()))
}

pub(super) fn state(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (named, address) in domestic(subject).filter(|(_, address)| !is_blank(&address.state)) {
        if !is_state(&address.state) {
            report.add(
                format!("{} state", named.label),
                said!("The state of the {} is no postal code of a state.", named.label),
            );
        }
    }
}

pub(super) fn address_length(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (named, address) in addresses(subject) {
        let field = || format!("{} address", named.label);
        if [&address.line1, &address.line2].into_iter().any(|line| written_length(line) > 55) {
            report.add(field(), "A street line has more than 55 characters.");
        }
        if !is_blank(&address.city) && !(2..=30).contains(&written_length(&address.city)) {
            report.push(
                at(field(), "The city is shorter than 2 or longer than 30 characters.")
                    .remedy("Write the city as the post office does."),
            );
        }
    }
}

pub(super) fn country(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (named, address) in addresses(subject).filter(|(_, address)| !is_blank(&address.country)) {
        let code = address.country.trim();
        if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            report.add(
                format!("{} country", named.label),
                said!("The country of the {} is no code of two or three letters.", named.label),
            );
        }
    }
}

pub(super) fn phone(subject: &Subject<'_>, report: &mut Report<'_>) {
    let contacts = subject.claim.parties.billing.party.extra.iter().filter(|segment| segment.id == "PER");
    for contact in contacts {
        let numbers = [3, 5, 7].into_iter().filter(|at| ["TE", "FX"].contains(&contact.element(*at)));
        for number in numbers.map(|at| contact.element(at + 1)) {
            if number.len() != 10 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                report.add(
                    "billing provider phone",
                    "A telephone or fax number of the billing provider is not ten digits.",
                );
            }
        }
    }
}

/// The subscribers: of this policy and of the other payers.
fn subscribers<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s Named<'s>> {
    subject.parties.iter().filter(|named| named.label.ends_with("subscriber"))
}

pub(super) fn member_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    for named in subscribers(subject).filter(|named| !is_blank(&named.party.id)) {
        let id = named.party.id.trim();
        // Some plans print hyphens, blanks and dots; nothing else occurs on cards.
        let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-. /".contains(&byte);
        if !(2..=80).contains(&id.len()) || !id.bytes().all(is_usual) {
            report.add(
                format!("{} member id", named.label),
                said!("The member id of the {} is too short, too long, or has signs that no card has.", named.label),
            );
        }
    }
}

pub(super) fn medicare_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    let id = subject.claim.parties.subscriber.party.id.trim();
    if ["MA", "MB"].contains(&subject.filing_indicator()) && !id.is_empty() && !is_mbi(id) {
        report.add("subscriber member id", "The member id does not have the shape of a Medicare number (MBI).");
    }
}

/// Position types: `9` 1-9, `0` digit, `A` letter, `X` either; letters but S, L, O, I, B, Z.
fn is_mbi(id: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let fits = |(kind, byte): (u8, u8)| match kind {
        b'9' => (b'1'..=b'9').contains(&byte),
        b'0' => byte.is_ascii_digit(),
        b'A' => is_letter(byte),
        _ => byte.is_ascii_digit() || is_letter(byte),
    };
    let plain: String = id.to_ascii_uppercase().chars().filter(|sign| *sign != '-').collect();
    plain.len() == 11 && b"9AX0AX0AA00".iter().copied().zip(plain.bytes()).all(fits)
}

pub(super) fn name_length(subject: &Subject<'_>, report: &mut Report<'_>) {
    for named in subject.parties.iter().filter(|named| subject.holds(named.class)) {
        let party = named.party;
        let parts = [
            ("last name", &party.last_name, 60),
            ("first name", &party.first_name, 35),
            ("middle name", &party.middle_name, 25),
            ("suffix", &party.suffix, 10),
        ];
        for (part, _, most) in parts.into_iter().filter(|(_, text, most)| written_length(text) > *most) {
            let field = format!("{} {part}", named.label);
            let message = said!("The {} has more than {} characters.", field, most);
            report.add(field, message);
        }
    }
}

pub(super) fn taxonomy_shape(subject: &Subject<'_>, report: &mut Report<'_>) {
    let can_have =
        |named: &&Named<'_>| named.label == "billing provider" || named.role == Some(ProviderRole::Rendering);
    let held = subject.parties.iter().filter(|named| subject.holds(named.class));
    for named in held.filter(can_have).filter(|named| !is_blank(&named.party.taxonomy)) {
        let code = named.party.taxonomy.trim();
        if Taxonomy::parse(code).is_err() {
            report.add(format!("{} taxonomy", named.label), said!("{} is no taxonomy code.", code));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medicare_numbers_have_their_shape() {
        for id in ["1EG4TE5MK73", "1eg4-te5-mk72"] {
            assert!(is_mbi(id), "{id}");
        }
        for id in ["0EG4TE5MK73", "1SG4TE5MK73", "1EG4TE5MK7", "M0100000X", ""] {
            assert!(!is_mbi(id), "{id}");
        }
    }
}
