//! Random professional claims, and the property that what is written reads back equal.

use claims::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use values::*;

use crate::{Interchange837, SubmitterContact, TradingPartner, Written837, from_837p, to_837p};

fn word() -> impl Strategy<Value = String> {
    "[A-Z0-9]([A-Z0-9 .,'/&#-]{0,18}[A-Z0-9])?"
}

fn code(codes: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(codes).prop_map(str::to_owned)
}

fn maybe(text: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text.boxed()]
}

fn money() -> impl Strategy<Value = Money> {
    (-5_000_000_i64..50_000_000).prop_map(|cents| Money::from_cents(cents).unwrap())
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (0_u32..100_000).prop_map(|n| Quantity::parse(&format!("{}.{:03}", n / 1000, n % 1000)).unwrap())
}

fn date() -> impl Strategy<Value = Date> {
    (1920_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn span() -> impl Strategy<Value = DateValue> {
    prop_oneof![date().prop_map(DateValue::Day), (date(), date()).prop_map(|(from, to)| DateValue::Range(from, to))]
}

fn modifier() -> impl Strategy<Value = Modifier> {
    "[A-Z0-9]{2}".prop_map(|text| Modifier::parse(&text).unwrap())
}

fn procedure() -> impl Strategy<Value = ProcedureCode> {
    "[A-Z0-9]{5}".prop_map(|text| ProcedureCode::parse(&text).unwrap())
}

fn place() -> impl Strategy<Value = PlaceOfService> {
    "[0-9]{2}".prop_map(|text| PlaceOfService::parse(&text).unwrap())
}

fn raw(line: &str) -> RawSegment {
    let mut parts = line.split('*').map(|part| part.replace(':', "\u{1f}").replace('^', "\u{1d}"));
    RawSegment { id: parts.next().unwrap(), elements: parts.collect() }
}

/// Some of these segments, in their order, which is the guide's.
fn some_of(lines: &'static [&'static str]) -> impl Strategy<Value = Vec<RawSegment>> {
    subsequence(lines, 0..=lines.len()).prop_map(|lines| lines.into_iter().map(raw).collect())
}

fn some_dates(qualifiers: &'static [&'static str]) -> impl Strategy<Value = Vec<ClaimDate>> {
    (subsequence(qualifiers, 0..=qualifiers.len()), vec(span(), qualifiers.len())).prop_map(|(qualifiers, spans)| {
        let date = |(qualifier, value): (&str, DateValue)| ClaimDate { qualifier: qualifier.to_owned(), value };
        qualifiers.into_iter().zip(spans).map(date).collect()
    })
}

fn some_references(qualifiers: &'static [&'static str]) -> impl Strategy<Value = Vec<Reference>> {
    let scopes = maybe(code(&["2U\u{1f}PAYER1"]));
    (subsequence(qualifiers, 0..=qualifiers.len()), vec((word(), scopes), qualifiers.len())).prop_map(
        |(names, values)| {
            let one = |(name, (value, scope)): (&str, _)| Reference { qualifier: name.to_owned(), value, scope };
            names.into_iter().zip(values).map(one).collect()
        },
    )
}

prop_compose! {
    fn address()(line1 in word(), line2 in maybe(word()), city in word(), state in "[A-Z]{2}", zip in "[0-9]{9}",
                 country in maybe(code(&["CA", "DE"]))) -> Address {
        Address { line1, line2, city, state, zip, country }
    }
}

prop_compose! {
    fn party(extra: &'static [&'static str])(organization: bool, last_name in word(), first_name in maybe(word()),
        middle_name in maybe(code(&["Q"])), suffix in maybe(code(&["JR"])), id in word(), address in option::of(address().boxed()),
        taxonomy in maybe("[A-Z0-9]{10}"), extra in some_of(extra)) -> Party {
        let entity = if organization { EntityType::Organization } else { EntityType::Person };
        Party { entity, last_name, first_name, middle_name, suffix, id_qualifier: "XX".into(), id, address, taxonomy, extra }
    }
}

const CONTACT: &str = "PER*IC*DESK*TE*3035550100*EX*7";

prop_compose! {
    fn billing()(party in party(&["REF*0B*L1", "REF*1G*U1", CONTACT]).boxed(), pay_to in option::of(party(&[]).boxed()),
                 pay_to_plan in option::of(party(&["REF*2U*X", "REF*EI*123456789"]).boxed()), tax_id in "[0-9]{9}",
                 ssn: bool, extra in some_of(&["CUR*85*USD"])) -> BillingProvider {
        let tax_id_qualifier = if ssn { "SY" } else { "EI" }.to_owned();
        BillingProvider { party, tax_id_qualifier, tax_id, pay_to, pay_to_plan, extra }
    }
}

prop_compose! {
    fn coverage()(sequence in select(PayerSequence::ALL), relationship in option::of(select(Relationship::ALL)),
        group_number in maybe(word()), plan_name in maybe(word()), medicare_secondary_reason in maybe(code(&["12", "47"])),
        filing in option::of(code(&["CI", "MB", "12"]))) -> CoverageStatement {
        let filing_indicator = filing.map(|text| FilingIndicator::parse(&text).unwrap());
        CoverageStatement { sequence, relationship, group_number, plan_name, medicare_secondary_reason, filing_indicator }
    }
}

prop_compose! {
    fn subscriber()(party in party(&["REF*SY*123456789", "REF*Y4*C1", CONTACT]).boxed(), birth_date in option::of(date()),
        sex in option::of(select(Sex::ALL)), extra in some_of(&["PAT*****D8*20200101**01*146"])) -> Subscriber {
        Subscriber { party, birth_date, sex, extra }
    }
}

prop_compose! {
    fn dependent()(party in party(&["REF*Y4*C1", CONTACT]).boxed(), relationship in select(Relationship::ALL), dead: bool,
        birth_date in option::of(date()), sex in option::of(select(Sex::ALL))) -> Dependent {
        let patient_information =
            if dead { raw("PAT****D8*20200101").elements } else { Vec::new() };
        Dependent { party, relationship, patient_information, birth_date, sex }
    }
}

fn providers(roles: &'static [ProviderRole]) -> impl Strategy<Value = Vec<ClaimProvider>> {
    let parties = vec(party(&["REF*0B*L1", "REF*G2*X1", CONTACT]).boxed(), roles.len());
    (subsequence(roles, 0..=roles.len()), parties).prop_map(|(roles, parties)| {
        roles.into_iter().zip(parties).map(|(role, party)| ClaimProvider { role, party }).collect()
    })
}

prop_compose! {
    fn adjustment()(group in select(AdjustmentGroup::ALL), carc in code(&["45", "1", "2", "253", "B13"]), amount in money(),
        quantity in option::of(quantity())) -> Adjustment {
        Adjustment { group, carc: Carc::parse(&carc).unwrap(), amount, quantity }
    }
}

prop_compose! {
    fn decision()(paid_amount in money(), procedure in procedure(), modifiers in vec(modifier(), 0..=4),
        description in maybe(word()), units in option::of(quantity()), bundled_into in maybe(code(&["1", "2"])),
        adjustments in vec(adjustment().boxed(), 0..9), adjudicated_on in option::of(date()),
        remaining_liability in option::of(money())) -> LineAdjudication {
        LineAdjudication { line: 0, payer_id: String::new(), paid_amount, procedure_qualifier: "HC".into(),
            procedure: Some(procedure), modifiers, description, units, bundled_into, adjustments, adjudicated_on,
            remaining_liability }
    }
}

prop_compose! {
    fn other_payer()(coverage in coverage().boxed(), adjustments in vec(adjustment().boxed(), 0..9), paid_amount in option::of(money()),
        amounts in subsequence(&["A8", "EAF"], 0..=2), amount in money(), consent in (code(&["Y", "N"]), maybe(code(&["P"])), code(&["Y", "I"])),
        parties in (party(&["REF*SY*123456789"]).boxed(), party(&[]).boxed()), adjudicated_on in option::of(date()),
        references in some_references(&["2U", "G1", "9F", "T4", "F8"]), decided in vec(option::of(decision().boxed()), 4),
        kept in (some_of(&["MOA*0.5**N1"]), some_of(&["NM1*DN*1", "NM1*82*1", "NM1*85*2"]))) -> OtherPayer {
        let (benefits_assigned, patient_signature_source, release_of_information) = consent;
        let other_amounts = amounts.into_iter().map(|name| (name.to_owned(), amount)).collect();
        let lines = (1..).zip(decided).filter_map(|(line, one)| one.map(|one| LineAdjudication { line, ..one })).collect();
        OtherPayer { coverage, adjustments, paid_amount, other_amounts, benefits_assigned, patient_signature_source,
            release_of_information, subscriber: parties.0, payer: parties.1, adjudicated_on, references, lines,
            extra: kept.0, provider_loops: kept.1 }
    }
}

prop_compose! {
    fn drug()(code in "[0-9]{11}", quantity in option::of(quantity()), unit in option::of(select(DrugUnit::ALL)),
        reference in option::of(word())) -> Drug {
        let reference = reference.map(|value| Reference { qualifier: "XZ".into(), value, scope: String::new() });
        Drug { qualifier: "N4".into(), code, quantity, unit, reference }
    }
}

const LINE_ROLES: &[ProviderRole] = &[
    ProviderRole::Rendering,
    ProviderRole::PurchasedService,
    ProviderRole::Facility,
    ProviderRole::Supervising,
    ProviderRole::Ordering,
    ProviderRole::Referring,
    ProviderRole::PrimaryCare,
    ProviderRole::AmbulancePickUp,
    ProviderRole::AmbulanceDropOff,
];
const CLAIM_ROLES: &[ProviderRole] = &[
    ProviderRole::Referring,
    ProviderRole::PrimaryCare,
    ProviderRole::Rendering,
    ProviderRole::Facility,
    ProviderRole::Supervising,
    ProviderRole::AmbulancePickUp,
    ProviderRole::AmbulanceDropOff,
];
const LINE_KEPT: &[&str] = &[
    "SV5*HC:E0250*DA*30*100*500*4",
    "PWK*OZ*EL***AC*DMN0012",
    "PWK*CT*AD",
    "CR3*I*MO*12",
    "CRC*70*Y*65",
    "QTY*PT*2",
    "MEA*TR*R1*113.4",
    "CN1*04*410.5",
    "AMT*T*45.5",
    "K3*STATE DATA",
    "PS1*PN222222*110",
    "HCP*03*100*10",
    "NM1*ZZ*1*UNKNOWN",
    "LQ*UT*01.02",
    "FRM*1A**J0234",
];
const CLAIM_KEPT: &[&str] = &[
    "PWK*OZ*BM***AC*DMN0012",
    "CN1*02*550",
    "K3*STATE",
    "CR1*LB*140**A*DH*12",
    "CR2********M",
    "CRC*07*Y*01*04",
    "HI*BP:33414^X",
    "HI*BG:17*BG:67",
    "HCP*03*100*10*RPO12345",
    "NM1*ZZ*1*UNKNOWN",
];

prop_compose! {
    fn line()(service in (procedure(), vec(modifier(), 0..=4), maybe(word()), money(), quantity()), minutes: bool,
        place_of_service in option::of(place()), diagnosis_pointers in vec(1_u8..=12, 0..=4), emergency: bool,
        dates in (option::of(span()), some_dates(&["471", "607", "738", "011", "454"])),
        references in some_references(&["9B", "9D", "G1", "EW", "X4", "F4", "BT", "9F"]), control_number in "[A-Z0-9]{1,12}-[0-9]",
        notes in maybe(word()), drug in option::of(drug().boxed()), providers in providers(LINE_ROLES),
        extra in some_of(LINE_KEPT)) -> ServiceLine {
        let (procedure, modifiers, description, charge, units) = service;
        let notes = if notes.is_empty() { Vec::new() } else { vec![Note { code: "ADD".into(), text: notes }] };
        let service_indicators = if emergency { raw("X**Y").elements } else { Vec::new() };
        let unit_type = if minutes { UnitType::Minutes } else { UnitType::Units };
        ServiceLine { number: 0, procedure_qualifier: "HC".into(), procedure, modifiers, description, charge, unit_type, units,
            place_of_service, diagnosis_pointers, service_indicators, date_of_service: dates.0, dates: dates.1, references,
            control_number, notes, drug, providers, extra }
    }
}

prop_compose! {
    fn indicators()(texts in vec(code(&["Y", "N"]), 4), patient_signature_source in maybe(code(&["P"])),
        special_program in maybe(code(&["02", "05"])), delay_reason in maybe(code(&["1", "15"]))) -> Indicators {
        let [provider_signature, assignment, benefits_assigned, release_of_information] = texts.try_into().unwrap();
        Indicators { facility_qualifier: "B".into(), provider_signature, assignment, benefits_assigned,
            release_of_information, patient_signature_source, special_program, delay_reason }
    }
}

prop_compose! {
    fn visit()(codes in vec("[A-Z][0-9]{2}[A-Z0-9]{0,4}", 1..=12), icd9: bool, lines in vec(line().boxed(), 1..=4),
        place_of_service in option::of(place()), providers in providers(CLAIM_ROLES),
        causes in subsequence(&["AA", "EM", "OA"], 0..=2), state in maybe(code(&["CO"])), indicators in indicators().boxed(),
        dates in some_dates(&["431", "454", "439", "484", "314", "435", "090", "091", "444"]),
        references in some_references(&["4N", "F5", "EW", "X4", "9A", "LX", "D9", "EA", "P4", "1J"]),
        note in maybe(word()), stated in option::of(money()), extra in some_of(CLAIM_KEPT)) -> Visit {
        let version = if icd9 { DiagnosisVersion::Icd9 } else { DiagnosisVersion::Icd10 };
        let diagnosis = |code: &String| Diagnosis { version, code: DiagnosisCode::parse(code).unwrap() };
        let lines: Vec<ServiceLine> = (1..).zip(lines).map(|(number, line)| ServiceLine { number, ..line }).collect();
        let sum: Money = lines.iter().map(|line| line.charge).sum();
        let related_causes = RelatedCauses { causes: causes.into_iter().map(str::to_owned).collect(), state, country: String::new() };
        let notes = if note.is_empty() { Vec::new() } else { vec![Note { code: "CER".into(), text: note }] };
        Visit { diagnoses: codes.iter().map(diagnosis).collect(), lines, place_of_service, providers, related_causes,
            indicators, dates, references, notes, stated_charge: stated.filter(|stated| *stated != sum), extra }
    }
}

prop_compose! {
    /// A claim as a file can bring it: every kept segment in its place.
    pub(crate) fn claim()(number in "[A-Za-z0-9-]{1,20}", frequency in select(ClaimFrequency::ALL),
        numbers in (option::of(word()), option::of(word()), option::of(word())), patient_paid in option::of(money()),
        billing in billing().boxed(), coverage in coverage().boxed(), subscriber in subscriber().boxed(),
        payer in party(&["REF*2U*X", "REF*G2*Y"]).boxed(), dependent in option::of(dependent().boxed()), visit in visit().boxed(),
        other_payers in vec(other_payer().boxed(), 0..=2)) -> ProfessionalClaim {
        let count = visit.lines.len();
        let with_ids = |(n, mut other): (usize, OtherPayer)| {
            other.payer.id = format!("PAYER{n}");
            other.lines.retain(|line| usize::from(line.line) <= count);
            other.lines.iter_mut().for_each(|line| line.payer_id = other.payer.id.clone());
            other
        };
        let mut visit = visit;
        // A rendering provider who is the billing provider is not written.
        visit.providers.retain(|provider| provider.party.id != billing.party.id);
        ProfessionalClaim {
            patient_control_number: PatientControlNumber::parse(&number).unwrap(),
            frequency,
            payer_claim_control_number: numbers.0,
            patient_paid,
            prior_authorization: numbers.1,
            referral_number: numbers.2,
            parties: ClaimParties { billing, coverage, subscriber, payer, dependent },
            visit,
            other_payers: other_payers.into_iter().enumerate().map(with_ids).collect(),
        }
    }
}

/// Writes claims with some header.
pub(crate) fn write(claims: &[ProfessionalClaim], per_set: usize) -> Result<Written837, crate::EdiError> {
    let party = |name: &str| Party {
        entity: EntityType::Organization,
        last_name: name.into(),
        id: name.into(),
        ..Party::default()
    };
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    to_837p(&Interchange837 {
        sender: partner("SENDER"),
        receiver: partner("RECEIVER"),
        submitter: &party("CLINIC"),
        contact: SubmitterContact { name: "DESK", phone: "3035550100", ..SubmitterContact::default() },
        receiver_party: &party("HOUSE"),
        control_number: 7,
        date: Date::new(2026, 1, 2).unwrap(),
        time: "0900",
        usage: x12::Usage::Test,
        newline: true,
        reference: "BATCH-7",
        is_encounter: false,
        claims,
        per_set,
    })
}

/// The first place where two claims differ, short enough to be read.
fn difference(read: &ProfessionalClaim, claim: &ProfessionalClaim) -> String {
    let (read, claim) = (format!("{read:#?}"), format!("{claim:#?}"));
    let at = read.lines().zip(claim.lines()).position(|(one, other)| one != other).unwrap_or(0);
    let part = |text: &str| text.lines().skip(at.saturating_sub(6)).take(16).collect::<Vec<_>>().join("\n");
    format!("read\n{}\nwritten\n{}", part(&read), part(&claim))
}

/// Writes, reads and compares; every claim must stand where [`Written837`] says.
fn there_and_back(claims: &[ProfessionalClaim], per_set: usize) {
    let written = write(claims, per_set).unwrap();
    let parsed = x12::parse(&written.bytes);
    assert_eq!(parsed.findings(), &[], "{}", String::from_utf8_lossy(&written.bytes));
    let incoming = from_837p(&parsed);
    assert_eq!(incoming.findings, []);
    assert_eq!(incoming.sets.len(), written.sets.len());
    let mut seen = vec![false; claims.len()];
    for (set, out) in incoming.sets.iter().zip(&written.sets) {
        assert_eq!(
            (&set.control, &set.bht03, set.claims_left_out),
            (&out.st_control, &out.reference, 0),
            "{:?}",
            set.findings
        );
        assert_eq!(set.claims.len(), out.claims.len());
        for (read, place) in set.claims.iter().zip(&out.claims) {
            assert!(read.claim == claims[place.index], "{}", difference(&read.claim, &claims[place.index]));
            assert_eq!((read.segment, read.segment - set.segment + 1), (place.segment, place.set_position));
            assert!(!std::mem::replace(&mut seen[place.index], true));
        }
    }
    assert!(seen.into_iter().all(|seen| seen));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_equal(claims in vec(claim().boxed(), 1..4)) {
        there_and_back(&claims, 5000);
    }

    #[test]
    fn shared_parties_share_their_levels(claims in vec(claim().boxed(), 2..6), split in 1_usize..4) {
        let mut claims = claims;
        for n in 1..claims.len() {
            // Every second claim takes parties of the one before: all, or all but the patient.
            if n % 2 == 1 {
                let patient = claims[n].parties.dependent.clone();
                claims[n].parties = claims[n - 1].parties.clone();
                if split == 2 && patient.is_some() {
                    claims[n].parties.dependent = patient;
                }
                let id = claims[n].parties.billing.party.id.clone();
                claims[n].visit.providers.retain(|provider| provider.party.id != id);
            }
        }
        there_and_back(&claims, split * 2);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..400), claims in vec(claim().boxed(), 1..2), cut: u16) {
        let mut file = write(&claims, 10).unwrap().bytes;
        let at = usize::from(cut) % file.len();
        file.splice(at.., bytes);
        let parsed = x12::parse(&file);
        let _ = from_837p(&parsed);
        let _ = crate::from_835(&parsed);
        let _ = crate::from_acknowledgment(&parsed);
    }

    #[test]
    fn spoiled_files_are_read_without_panic(claims in vec(claim().boxed(), 1..2), at: u16, byte: u8) {
        let mut file = write(&claims, 10).unwrap().bytes;
        let at = usize::from(at) % file.len();
        file[at] = byte;
        let _ = from_837p(&x12::parse(&file));
    }
}
