//! Every party of a claim with the name of its field, and what can be told of an address.

use claims::{ClaimProvider, Party, ProfessionalClaim, ProviderRole};
use values::{Address, Class};

/// A party with its label and the class of its name and address.
pub(crate) struct Named<'a> {
    pub(crate) label: String,
    pub(crate) party: &'a Party,
    pub(crate) class: Class,
    /// The class of its id.
    pub(crate) id_class: Class,
    /// The role, for providers of the claim or a line.
    pub(crate) role: Option<ProviderRole>,
}

/// Every party, in the order of the file.
pub(crate) fn named_parties(claim: &ProfessionalClaim) -> Vec<Named<'_>> {
    let parties = &claim.parties;
    let mut all = vec![named("billing provider", &parties.billing.party, Class::Administrative)];
    all.extend(parties.billing.pay_to.as_ref().map(|party| named("pay-to address", party, Class::Administrative)));
    all.extend(parties.billing.pay_to_plan.as_ref().map(|party| named("pay-to plan", party, Class::Administrative)));
    all.push(subscriber("subscriber", &parties.subscriber.party));
    all.push(named("payer", &parties.payer, Class::Coverage));
    all.extend(parties.dependent.as_ref().map(|dependent| named("patient", &dependent.party, Class::Demographics)));
    all.extend(claim.visit.providers.iter().map(|provider| of_provider("", provider)));
    for (number, other) in (1..).zip(&claim.other_payers) {
        all.push(subscriber(&format!("other payer {number} subscriber"), &other.subscriber));
        all.push(named(&format!("other payer {number}"), &other.payer, Class::Coverage));
    }
    for (number, line) in (1..).zip(&claim.visit.lines) {
        all.extend(line.providers.iter().map(|provider| of_provider(&format!("line {number} "), provider)));
    }
    all
}

fn named<'a>(label: &str, party: &'a Party, class: Class) -> Named<'a> {
    Named { label: label.to_owned(), party, class, id_class: class, role: None }
}

fn subscriber<'a>(label: &str, party: &'a Party) -> Named<'a> {
    Named { id_class: Class::Identifiers, ..named(label, party, Class::Demographics) }
}

fn of_provider<'a>(prefix: &str, provider: &'a ClaimProvider) -> Named<'a> {
    let label = format!("{prefix}{}", role_label(provider.role));
    Named { role: Some(provider.role), ..named(&label, &provider.party, Class::Clinical) }
}

fn role_label(role: ProviderRole) -> &'static str {
    match role {
        ProviderRole::Referring => "referring provider",
        ProviderRole::PrimaryCare => "primary care provider",
        ProviderRole::Rendering => "rendering provider",
        ProviderRole::PurchasedService => "purchased service provider",
        ProviderRole::Facility => "service facility",
        ProviderRole::Supervising => "supervising provider",
        ProviderRole::Ordering => "ordering provider",
        ProviderRole::AmbulancePickUp => "ambulance pick-up",
        ProviderRole::AmbulanceDropOff => "ambulance drop-off",
    }
}

/// Whether a role is a place, not somebody with an NPI of his own.
pub(crate) fn is_place(role: ProviderRole) -> bool {
    matches!(role, ProviderRole::Facility | ProviderRole::AmbulancePickUp | ProviderRole::AmbulanceDropOff)
}

/// What is missing of an address, for a message; empty when it is whole.
pub(crate) fn missing_of(address: Option<&Address>) -> Vec<&'static str> {
    let Some(address) = address.filter(|address| !address.is_empty()) else {
        return vec!["street, city, state and ZIP"];
    };
    let is_domestic = is_domestic(address);
    let parts = [
        ("street", &address.line1, true),
        ("city", &address.city, true),
        ("state", &address.state, is_domestic),
        ("ZIP", &address.zip, is_domestic),
    ];
    parts.iter().filter(|(_, text, needed)| *needed && text.trim().is_empty()).map(|(name, _, _)| *name).collect()
}

/// Whether the address is in the United States.
pub(crate) fn is_domestic(address: &Address) -> bool {
    ["", "US", "USA"].contains(&address.country.trim())
}

/// Whether an address names a post office box instead of a street.
pub(crate) fn is_post_office_box(address: &Address) -> bool {
    [&address.line1, &address.line2].into_iter().any(|line| line_is_box(line))
}

fn line_is_box(line: &str) -> bool {
    let plain: String = line.to_uppercase().chars().filter(|sign| *sign != '.').collect();
    let words: Vec<&str> = plain.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let joined = format!(" {} ", words.join(" "));
    let named = [" PO BOX ", " P O BOX ", " POBOX ", " POST OFFICE BOX "].iter().any(|name| joined.contains(name));
    let bare = words.first() == Some(&"BOX")
        && words.get(1).is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
    named || bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_told_from_streets() {
        for line in ["PO Box 12", "P.O. BOX 7", "p o box 3", "Post Office Box 9", "BOX 44", "Suite 2, P.O.Box 4"] {
            assert!(line_is_box(line), "{line}");
        }
        for line in ["12 Boxwood Ln", "Box Elder Rd 4", "1 Post Rd", ""] {
            assert!(!line_is_box(line), "{line}");
        }
    }

    #[test]
    fn a_foreign_address_needs_no_state() {
        let mut address =
            Address { line1: "1 A St".into(), city: "Lyon".into(), country: "FR".into(), ..Address::default() };
        assert!(missing_of(Some(&address)).is_empty());
        address.country.clear();
        assert_eq!(missing_of(Some(&address)), ["state", "ZIP"]);
        assert_eq!(missing_of(None).len(), 1);
    }
}
