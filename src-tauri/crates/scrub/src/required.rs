//! What a claim cannot do without.

use crate::parties::{Named, is_place, is_post_office_box, missing_of};
use crate::subject::{Report, Subject, at, is_blank};
use claims::{EntityType, ProviderRole, ServiceLine};
use codes::{HcpcsLookup, is_cpt_shape};
use values::Class;

rule_table! { Required;
    "REQ-001" Stop [Administrative] billing_npi;
    "The billing provider has an NPI"; "Guide 2010AA NM109; 45 CFR 162.410";
    "Enter the NPI in the practice's billing provider.";

    "REQ-002" Stop [Administrative] billing_name;
    "The billing provider has a name"; "Guide 2010AA NM103";
    "Enter the name in the practice's billing provider.";

    "REQ-003" Stop [Administrative] billing_tax_id;
    "The billing provider has a tax id"; "Guide 2010AA REF*EI, REF*SY";
    "Enter the EIN or SSN under which the practice reports its income.";

    "REQ-004" Stop [Administrative] billing_address;
    "The billing provider has a whole address"; "Guide 2010AA N3, N4";
    "Complete the address in the practice's billing provider.";

    "REQ-005" Stop [Administrative] billing_street;
    "The billing provider's address is a street, not a post office box"; "Guide 2010AA N3";
    "Enter the street where the practice is; a P.O. box goes into the pay-to address.";

    "REQ-006" Stop [Administrative] billing_zip;
    "The billing provider's ZIP has nine digits"; "Guide 2010AA N403";
    "Enter the ZIP+4 of the street address.";

    "REQ-007" Warn [Administrative] billing_taxonomy;
    "The billing provider has a taxonomy code"; "Guide 2000A PRV; many payers find the contract by it";
    "Enter the taxonomy code in the practice's billing provider.";

    "REQ-008" Stop [Administrative] pay_to_address;
    "A pay-to address is whole"; "Guide 2010AB N3, N4";
    "Complete the pay-to address or remove it.";

    "REQ-009" Stop [Demographics] subscriber_name;
    "The subscriber has a name"; "Guide 2010BA NM103";
    "Enter the subscriber's family name as it is on the card.";

    "REQ-010" Warn [Demographics] given_names;
    "Subscriber and patient have a given name"; "Guide 2010BA, 2010CA NM104";
    "Enter the given name as it is on the card, unless the person has none.";

    "REQ-011" Stop [Identifiers] member_id;
    "The subscriber has a member id"; "Guide 2010BA NM109";
    "Enter the member id of the card in the coverage.";

    "REQ-012" Stop [Demographics] patient_address;
    "The patient has a whole address"; "Guide 2010BA (subscriber is the patient), 2010CA N3, N4";
    "Complete the address in the patient's record.";

    "REQ-013" Stop [Demographics] patient_birth_date;
    "The patient has a birth date"; "Guide 2010BA (subscriber is the patient), 2010CA DMG02";
    "Enter the birth date in the patient's record.";

    "REQ-014" Stop [Demographics] patient_sex;
    "The patient's sex is filled in"; "Guide 2010BA (subscriber is the patient), 2010CA DMG03";
    "Enter F, M or U in the patient's record.";

    "REQ-015" Stop [Demographics] dependent_name;
    "A patient who is not the subscriber has a name"; "Guide 2010CA NM103";
    "Enter the family name in the patient's record.";

    "REQ-016" Stop [Coverage] payer_name;
    "The payer has a name"; "Guide 2010BB NM103";
    "Enter the name in the payer's record.";

    "REQ-017" Stop [Coverage] payer_id;
    "The payer has an electronic id"; "Guide 2010BB NM109";
    "Enter the payer id of the clearinghouse's payer list in the payer's record.";

    "REQ-018" Stop [Coverage] filing_indicator;
    "The kind of payer is told (claim filing indicator)"; "Guide 2000B SBR09";
    "Choose the claim filing indicator in the payer's record.";

    "REQ-019" Stop [Clinical] diagnosis_present;
    "There is a diagnosis"; "Guide 2300 HI";
    "Enter the diagnosis of the visit.";

    "REQ-020" Stop [Clinical] diagnoses_fit;
    "There are at most twelve diagnoses"; "Guide 2300 HI";
    "Keep the twelve diagnoses that support the lines, or make two claims.";

    "REQ-021" Stop [Clinical] line_present;
    "There is a service line"; "Guide 2400";
    "Enter what was done.";

    "REQ-022" Stop [Clinical] lines_fit;
    "There are at most fifty service lines"; "Guide 2400 LX";
    "Make two claims of the visit.";

    "REQ-023" Stop [Clinical] place_of_service;
    "The place of service is told"; "Guide 2300 CLM05-1";
    "Choose the place of service of the visit.";

    "REQ-024" Stop [Clinical] line_date;
    "Every line has its date of service"; "Guide 2400 DTP*472";
    "Enter the date of service.";

    "REQ-025" Stop [Clinical] line_pointer;
    "Every line points to a diagnosis"; "Guide 2400 SV107-1";
    "Link the line to the diagnosis that it is for.";

    "REQ-026" Stop [Clinical] provider_name;
    "Every provider has a name"; "Guide 2310, 2420 NM103";
    "Enter the name in the provider's record.";

    "REQ-027" Stop [Clinical] rendering_npi;
    "The rendering provider has an NPI"; "Guide 2310B, 2420A NM109; 45 CFR 162.410";
    "Enter the NPI in the provider's record.";

    "REQ-028" Warn [Clinical] other_provider_npi;
    "Referring, ordering and supervising providers have an NPI"; "Guide 2310A, 2310D, 2420 NM109";
    "Enter the NPI in the provider's record; look it up in the NPI registry.";

    "REQ-029" Warn [Administrative Clinical] rendering_named;
    "Where an organization bills, the claim names who rendered the service"; "Guide 2310B";
    "Choose the rendering provider of the visit.";

    "REQ-030" Stop [Clinical] place_whole;
    "A service facility, pick-up or drop-off place has a whole address"; "Guide 2310C, 2310E, 2310F, 2420 N3, N4";
    "Complete the address of the place.";

    "REQ-031" Stop [Coverage] other_payer_named;
    "Every other payer has a name and an id"; "Guide 2330B NM103, NM109";
    "Complete the other payer's record.";

    "REQ-032" Stop [Demographics Identifiers] other_subscriber_named;
    "The subscriber of every other policy has a name and a member id"; "Guide 2330A NM103, NM109";
    "Complete the other coverage.";

    "REQ-033" Warn [Clinical] unlisted_description;
    "A line with an unlisted code says what was done"; "Guide 2400 SV101-7";
    "Describe the service or drug in the line's description.";

    "REQ-034" Stop [Clinical Coverage] drug_code;
    "A drug line has its NDC where the payer wants it"; "Payer profile; guide 2410 LIN";
    "Add the NDC of the vial with quantity and unit.";

    "REQ-035" Warn [Clinical] clia_number;
    "Laboratory tests done here come with a CLIA number"; "42 CFR 493; guide 2300, 2400 REF*X4";
    "Enter the CLIA number of the laboratory, or modifier 90 where another one did the test.";
}

fn billing_npi(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.billing.party.id) {
        report.add("billing provider NPI", "The billing provider has no NPI.");
    }
}

fn billing_name(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.billing.party.last_name) {
        report.add("billing provider name", "The billing provider has no name.");
    }
}

fn billing_tax_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.billing.tax_id) {
        report.add("billing provider tax id", "The billing provider has no tax id.");
    }
}

fn whole_address(named: &Named<'_>, report: &mut Report<'_>) {
    let missing = missing_of(named.party.address.as_ref());
    if !missing.is_empty() {
        let message = said!("The {} has no {}.", label_of_address(named), missing.join(", "));
        report.add(label_of_address(named), message);
    }
}

fn label_of_address(named: &Named<'_>) -> String {
    if named.label.ends_with("address") { named.label.clone() } else { format!("{} address", named.label) }
}

fn addresses(subject: &Subject<'_>, report: &mut Report<'_>, is_meant: impl Fn(&Named<'_>) -> bool) {
    subject.parties.iter().filter(|named| is_meant(named)).for_each(|named| whole_address(named, report));
}

fn billing_address(subject: &Subject<'_>, report: &mut Report<'_>) {
    addresses(subject, report, |named| named.label == "billing provider");
}

fn billing_street(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.parties.billing.party.address.as_ref().is_some_and(is_post_office_box) {
        report.add("billing provider address", "The billing provider's address is a post office box.");
    }
}

fn billing_zip(subject: &Subject<'_>, report: &mut Report<'_>) {
    let address = subject.claim.parties.billing.party.address.as_ref();
    let zip = address.filter(|address| crate::parties::is_domestic(address)).map_or("", |address| address.zip.trim());
    if zip.len() == 5 {
        report.add("billing provider ZIP", "The billing provider's ZIP has five digits; nine are needed.");
    }
}

fn billing_taxonomy(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.billing.party.taxonomy) {
        report.add("billing provider taxonomy", "The billing provider has no taxonomy code.");
    }
}

fn pay_to_address(subject: &Subject<'_>, report: &mut Report<'_>) {
    addresses(subject, report, |named| named.label == "pay-to address");
}

fn subscriber_name(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.subscriber.party.last_name) {
        report.add("subscriber name", "The subscriber has no family name.");
    }
}

fn given_names(subject: &Subject<'_>, report: &mut Report<'_>) {
    let people = subject.parties.iter().filter(|named| named.class == Class::Demographics);
    for named in people.filter(|named| named.party.entity == EntityType::Person && is_blank(&named.party.first_name)) {
        report.add(format!("{} first name", named.label), said!("The {} has no given name.", named.label));
    }
}

fn member_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.subscriber.party.id) {
        report.add("subscriber member id", "The subscriber has no member id.");
    }
}

fn patient_address(subject: &Subject<'_>, report: &mut Report<'_>) {
    let label = subject.patient_label();
    addresses(subject, report, |named| named.label == label);
}

fn patient_birth_date(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.patient_birth_date().is_none() {
        let label = subject.patient_label();
        report.add(format!("{label} birth date"), "The patient has no birth date.");
    }
}

fn patient_sex(subject: &Subject<'_>, report: &mut Report<'_>) {
    let parties = &subject.claim.parties;
    let sex = parties.dependent.as_ref().map_or(parties.subscriber.sex, |dependent| dependent.sex);
    if sex.is_none() {
        report.add(format!("{} sex", subject.patient_label()), "The patient's sex is not filled in.");
    }
}

fn dependent_name(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.parties.dependent.as_ref().is_some_and(|dependent| is_blank(&dependent.party.last_name)) {
        report.add("patient name", "The patient has no family name.");
    }
}

fn payer_name(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.payer.last_name) {
        report.add("payer name", "The payer has no name.");
    }
}

fn payer_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    if is_blank(&subject.claim.parties.payer.id) {
        report.add("payer id", "The payer has no electronic id.");
    }
}

fn filing_indicator(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.claim.parties.coverage.filing_indicator.is_none() {
        report.add("claim filing indicator", "The claim does not tell what kind of payer it goes to.");
    }
}

fn diagnosis_present(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.visit().diagnoses.is_empty() {
        report.add("diagnosis 1", "The claim has no diagnosis.");
    }
}

fn diagnoses_fit(subject: &Subject<'_>, report: &mut Report<'_>) {
    let count = subject.visit().diagnoses.len();
    if count > 12 {
        report.add("diagnosis 13", said!("The claim has {} diagnoses; twelve fit.", count));
    }
}

fn line_present(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.visit().lines.is_empty() {
        report.add("line 1", "The claim has no service line.");
    }
}

fn lines_fit(subject: &Subject<'_>, report: &mut Report<'_>) {
    let count = subject.visit().lines.len();
    if count > 50 {
        report.add("line 51", said!("The claim has {} lines; fifty fit.", count));
    }
}

fn place_of_service(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.visit().place_of_service.is_none() {
        report.add("place of service", "The claim has no place of service.");
    }
}

fn line_date(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| line.date_of_service.is_none()) {
        report.add(format!("line {number} date of service"), said!("Line {} has no date of service.", number));
    }
}

fn line_pointer(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, _) in subject.lines().filter(|(_, line)| line.diagnosis_pointers.is_empty()) {
        report.add(format!("line {number} pointer 1"), said!("Line {} points to no diagnosis.", number));
    }
}

fn providers<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (ProviderRole, &'s Named<'s>)> {
    subject.parties.iter().filter_map(|named| Some((named.role?, named)))
}

fn provider_name(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_trip = |role| matches!(role, ProviderRole::AmbulancePickUp | ProviderRole::AmbulanceDropOff);
    // A purchased service provider is a number alone, an ambulance stop an address alone.
    let needs_name = |role| !is_trip(role) && role != ProviderRole::PurchasedService;
    for (_, named) in providers(subject).filter(|(role, named)| needs_name(*role) && is_blank(&named.party.last_name)) {
        report.add(format!("{} name", named.label), said!("The {} has no name.", named.label));
    }
}

fn without_npi(subject: &Subject<'_>, report: &mut Report<'_>, is_meant: fn(ProviderRole) -> bool) {
    for (_, named) in providers(subject).filter(|(role, named)| is_meant(*role) && is_blank(&named.party.id)) {
        report.add(format!("{} NPI", named.label), said!("The {} has no NPI.", named.label));
    }
}

fn rendering_npi(subject: &Subject<'_>, report: &mut Report<'_>) {
    without_npi(subject, report, |role| role == ProviderRole::Rendering);
}

fn other_provider_npi(subject: &Subject<'_>, report: &mut Report<'_>) {
    without_npi(subject, report, |role| role != ProviderRole::Rendering && !is_place(role));
}

fn rendering_named(subject: &Subject<'_>, report: &mut Report<'_>) {
    let visit = subject.visit();
    let is_organization = subject.claim.parties.billing.party.entity == EntityType::Organization;
    let on_line = |line: &ServiceLine| line.provider(ProviderRole::Rendering).is_some();
    let is_named = visit.provider(ProviderRole::Rendering).is_some() || visit.lines.iter().all(on_line);
    if is_organization && !visit.lines.is_empty() && !is_named {
        report.add("rendering provider", "An organization bills and no rendering provider is named.");
    }
}

fn place_whole(subject: &Subject<'_>, report: &mut Report<'_>) {
    addresses(subject, report, |named| named.role.is_some_and(is_place));
}

fn other_payer_named(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, other) in (1..).zip(&subject.claim.other_payers) {
        if is_blank(&other.payer.last_name) {
            report.add(format!("other payer {number} name"), said!("Other payer {} has no name.", number));
        }
        if is_blank(&other.payer.id) {
            report.add(format!("other payer {number} id"), said!("Other payer {} has no id.", number));
        }
    }
}

fn other_subscriber_named(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, other) in (1..).zip(&subject.claim.other_payers) {
        let owner = format!("other payer {number} subscriber");
        if is_blank(&other.subscriber.last_name) {
            report.add(format!("{owner} name"), said!("The subscriber of other payer {} has no name.", number));
        }
        if is_blank(&other.subscriber.id) {
            report
                .add(format!("{owner} member id"), said!("The subscriber of other payer {} has no member id.", number));
        }
    }
}

/// Words of official HCPCS texts that say a code has no service of its own.
const UNLISTED: [&str; 5] =
    ["not otherwise classified", "unclassified", "not otherwise specified", "unlisted", "miscellaneous"];

fn is_unlisted(code: &str, found: Option<&HcpcsLookup>) -> bool {
    match found {
        Some(HcpcsLookup::Valid { description: Some(text) }) => {
            let text = text.to_lowercase();
            UNLISTED.iter().any(|word| text.contains(word))
        }
        Some(_) => false,
        // CPT numbers without a service of their own end in 99; so do few others, hence a warning only.
        None => is_cpt_shape(code) && code.ends_with("99"),
    }
}

fn unlisted_description(subject: &Subject<'_>, report: &mut Report<'_>) {
    for ((number, line), found) in subject.lines().zip(&subject.procedures) {
        let code = line.procedure.as_str();
        if is_blank(&line.description) && is_unlisted(code, found.as_ref()) {
            let message =
                said!("{} seems to be an unlisted code, and line {} does not say what was done.", code, number);
            report.add(format!("line {number} description"), message);
        }
    }
}

fn drug_code(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.context.payer.wants_ndc {
        return;
    }
    let is_drug = |line: &ServiceLine| line.procedure.as_str().starts_with('J');
    for (number, line) in subject.lines().filter(|(_, line)| is_drug(line) && line.drug.is_none()) {
        let message = said!("{} is a drug, and this payer wants its NDC.", line.procedure);
        report.push(at(format!("line {number} NDC"), message));
    }
}

fn clia_number(subject: &Subject<'_>, report: &mut Report<'_>) {
    let has_number = |references: &[claims::Reference]| references.iter().any(|one| one.qualifier == "X4");
    if has_number(&subject.visit().references) {
        return;
    }
    for (number, line) in subject.lines() {
        let sent_out = line.modifiers.iter().any(|modifier| modifier.as_str() == "90");
        if is_laboratory(line.procedure.as_str()) && !sent_out && !has_number(&line.references) {
            let message = said!("{} is a laboratory test, and there is no CLIA number.", line.procedure);
            report.add(format!("line {number} CLIA number"), message);
        }
    }
}

/// CPT's pathology and laboratory section by number.
fn is_laboratory(code: &str) -> bool {
    is_cpt_shape(code) && code.parse::<u32>().is_ok_and(|number| (80_047..=89_398).contains(&number))
}
