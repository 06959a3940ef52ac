//! The shape of values: digits, lengths, closed lists.

mod claim_level;
mod line_level;
mod party_level;

use claim_level as claim;
use line_level as line;
use party_level as party;

pub(crate) use party_level::is_state;

rule_table! { Format;
    "FMT-001" Stop [Administrative] party::billing_npi;
    "The billing provider's NPI has ten digits and a right check digit"; "45 CFR 162.406";
    "Correct the NPI in the practice's billing provider.";

    "FMT-002" Stop [Clinical] party::provider_npi;
    "The NPI of every provider has ten digits and a right check digit"; "45 CFR 162.406";
    "Correct the NPI in the provider's record; look it up in the NPI registry.";

    "FMT-003" Stop [Administrative] party::tax_id;
    "The billing provider's tax id has nine digits"; "Guide 2010AA REF02";
    "Enter the nine digits of the EIN or SSN.";

    "FMT-004" Stop [Administrative] party::tax_id_qualifier;
    "The tax id is an EIN (EI) or an SSN (SY)"; "Guide 2010AA REF01";
    "Choose EIN or SSN in the practice's billing provider.";

    "FMT-005" Stop [Administrative] party::zip;
    "A ZIP has five or nine digits and is not 00000"; "Guide N403";
    "Correct the ZIP.";

    "FMT-006" Stop [Administrative] party::state;
    "A state is a postal code of the United States"; "Guide N402; USPS publication 28";
    "Choose the two-letter state.";

    "FMT-007" Stop [Administrative] party::address_length;
    "Street lines have at most 55 characters, a city 2 to 30"; "Guide N301, N302, N401";
    "Shorten the line; move suite or unit to the second line.";

    "FMT-008" Stop [Administrative] party::country;
    "A country is a code of two or three letters"; "Guide N404; ISO 3166";
    "Choose the country's code, or leave it empty for the United States.";

    "FMT-009" Warn [Administrative] party::phone;
    "The billing provider's telephone and fax have ten digits"; "Guide 2010AA PER04, PER06, PER08";
    "Enter area code and number.";

    "FMT-010" Stop [Identifiers] party::member_id;
    "A member id has 2 to 80 letters and digits"; "Guide 2010BA, 2330A NM109";
    "Copy the id of the card, without other signs.";

    "FMT-011" Warn [Coverage Identifiers] party::medicare_id;
    "A Medicare member id has the shape of an MBI"; "CMS, Medicare Beneficiary Identifier format";
    "Copy the eleven characters of the red, white and blue card.";

    "FMT-012" Warn [Financial] claim::patient_control_number;
    "The patient control number has at most 20 of A-Z, 0-9 and hyphen"; "Payers cut longer ones; guide 2300 CLM01";
    "Nothing to do for an imported claim; its number may come back changed.";

    "FMT-015" Stop [Administrative] party::name_length;
    "Names fit: family or organization 60, given 35, middle 25, suffix 10 characters"; "Guide NM103 to NM107";
    "Shorten the name as the card does.";

    "FMT-016" Stop [Clinical] claim::note_length;
    "A note has 1 to 80 characters"; "Guide 2300, 2400 NTE02";
    "Shorten the note.";

    "FMT-017" Stop [Clinical] claim::note_code;
    "A note says what it is for"; "Guide 2300, 2400 NTE01";
    "Choose ADD (additional information) or another of the kinds that are listed.";

    "FMT-018" Warn [Clinical] claim::one_note;
    "There is one note on the claim"; "Guide 2300 NTE";
    "Join the notes into one of 80 characters, or move them to their lines.";

    "FMT-019" Stop [Clinical] line::ndc_digits;
    "An NDC has eleven digits"; "Guide 2410 LIN03; 45 CFR 162.1002";
    "Write the NDC as 5-4-2 digits, with leading zeros, without hyphens.";

    "FMT-020" Stop [Clinical] line::ndc_quantity;
    "A drug has its quantity and unit"; "Guide 2410 CTP04, CTP05";
    "Enter how much was given, and in which unit (ML, UN, GR, ME, F2).";

    "FMT-021" Stop [Clinical] line::charge_sign;
    "No charge is below zero"; "Guide 2400 SV102";
    "Enter the charge; corrections go through a replacement or void.";

    "FMT-022" Stop [Clinical] line::units_sign;
    "Units are above zero"; "Guide 2400 SV104";
    "Enter the units.";

    "FMT-023" Stop [Clinical] line::modifiers_fit;
    "A line has at most four modifiers"; "Guide 2400 SV101-3 to SV101-6";
    "Keep the four that matter for payment.";

    "FMT-024" Stop [Clinical] line::pointers_fit;
    "A line points to at most four diagnoses"; "Guide 2400 SV107";
    "Keep the four diagnoses that matter most for the line.";

    "FMT-025" Warn [Clinical] line::charge_size;
    "A charge stays below 10,000,000.00"; "Many payers read ten characters of an amount";
    "Check the charge.";

    "FMT-026" Stop [Financial] claim::patient_paid_sign;
    "The amount that the patient paid is not below zero"; "Guide 2300 AMT*F5";
    "Correct the patient's payment.";

    "FMT-027" Stop [Administrative] claim::reference_length;
    "Reference numbers have 1 to 50 characters"; "Guide REF02, SBR03";
    "Correct the number.";

    "FMT-028" Stop [Clinical] line::procedure_qualifier;
    "A line's code set is one that payers know"; "Guide 2400 SV101-1";
    "Choose HC (HCPCS and CPT).";

    "FMT-029" Stop [Clinical] line::numbers;
    "Lines have numbers of their own"; "Guide 2400 LX01; remittances name lines by them";
    "Number the lines anew.";

    "FMT-030" Stop [Clinical] claim::indicators;
    "Signature, assignment, release and delay codes are in their lists"; "Guide 2300 CLM05-2 to CLM20";
    "Choose one of the listed codes.";

    "FMT-031" Stop [Clinical] claim::related_causes;
    "Related causes are AA, EM or OA, at most two, none twice"; "Guide 2300 CLM11";
    "Choose auto accident, employment or other accident.";

    "FMT-032" Stop [Clinical] claim::date_kinds;
    "Dates of the claim are of a known kind, and days but for the disability period"; "Guide 2300 DTP";
    "Remove the date or choose its kind.";

    "FMT-033" Warn [Clinical] claim::clia_shape;
    "A CLIA number has the shape 00D0000000"; "CMS, CLIA number format";
    "Copy the ten characters of the certificate.";

    "FMT-034" Stop [Clinical] claim::frequency;
    "The claim frequency is one of professional claims"; "Guide 2300 CLM05-3";
    "Choose 1 (original), 7 (replacement) or 8 (void).";

    "FMT-035" Stop [Financial] line::control_numbers;
    "Line control numbers have at most 30 characters and none stands twice"; "Guide 2400 REF*6R";
    "Nothing to enter: correct the claim, and the program numbers its lines.";

    "FMT-036" Stop [Administrative] party::taxonomy_shape;
    "A taxonomy code has ten letters and digits"; "Guide PRV03; NUCC";
    "Correct the taxonomy code in the provider's record.";

    "FMT-037" Stop [Clinical] line::description_length;
    "A line's description has at most 80 characters"; "Guide 2400 SV101-7";
    "Shorten the description.";
}
