//! Claims of any content are judged without a panic, always the same way.

use super::bench::{Bench, reference, segment};
use claims::{ClaimDate, DateValue, Diagnosis, DiagnosisVersion, Drug, Note, ProviderRole};
use proptest::prelude::*;
use values::{
    ClaimFrequency, Date, DiagnosisCode, DrugUnit, Modifier, Money, PatientControlNumber, PayerSequence,
    PlaceOfService, ProcedureCode, Quantity, UnitType,
};

fn dates() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn date_values() -> impl Strategy<Value = DateValue> {
    prop_oneof![dates().prop_map(DateValue::Day), (dates(), dates()).prop_map(|(from, to)| DateValue::Range(from, to))]
}

fn codes() -> impl Strategy<Value = String> {
    prop_oneof![
        "[!-~]{1,9}",
        "[A-Z][0-9]{4}",
        "[0-9]{5}",
        prop::sample::select(vec!["99213", "J3301", "J3490", "G0439", "87880", "00400", "99223"])
            .prop_map(str::to_owned),
    ]
}

fn diagnoses() -> impl Strategy<Value = Vec<Diagnosis>> {
    let code = prop_oneof![
        "[A-Z0-9]{3,7}",
        prop::sample::select(vec!["E119", "E11", "I10", "W19XXXA", "G63"]).prop_map(str::to_owned)
    ];
    let one = (code, any::<bool>()).prop_map(|(code, is_new)| Diagnosis {
        version: if is_new { DiagnosisVersion::Icd10 } else { DiagnosisVersion::Icd9 },
        code: DiagnosisCode::parse(&code).unwrap(),
    });
    prop::collection::vec(one, 0..15)
}

#[derive(Debug, Clone)]
struct LineSeed {
    code: String,
    qualifier: String,
    modifiers: Vec<String>,
    pointers: Vec<u8>,
    cents: i64,
    units: i64,
    served: Option<DateValue>,
    text: String,
    number: u16,
    is_minutes: bool,
    place: Option<String>,
}

fn lines() -> impl Strategy<Value = Vec<LineSeed>> {
    let codes = (
        codes(),
        "[A-Z]{0,2}|HC",
        prop::collection::vec("[A-Z0-9]{2}", 0..6),
        prop::collection::vec(any::<u8>(), 0..6),
    );
    let rest = (any::<i32>(), any::<i32>(), prop::option::of(date_values()), ".{0,90}", any::<u16>());
    let place = (any::<bool>(), prop::option::of("[0-9]{2}"));
    let one = (codes, rest, place).prop_map(|(codes, rest, (is_minutes, place))| LineSeed {
        code: codes.0,
        qualifier: codes.1,
        modifiers: codes.2,
        pointers: codes.3,
        cents: i64::from(rest.0),
        units: i64::from(rest.1),
        served: rest.2,
        text: rest.3,
        number: rest.4,
        is_minutes,
        place,
    });
    prop::collection::vec(one, 0..55)
}

fn add_lines(bench: &mut Bench, seeds: Vec<LineSeed>) {
    let template = bench.line(1).clone();
    bench.claim.visit.lines = seeds
        .into_iter()
        .map(|seed| {
            let mut line = template.clone();
            line.number = seed.number;
            line.procedure = ProcedureCode::parse(&seed.code).unwrap();
            line.procedure_qualifier = seed.qualifier;
            line.modifiers = seed.modifiers.iter().map(|code| Modifier::parse(code).unwrap()).collect();
            line.diagnosis_pointers = seed.pointers;
            line.charge = Money::from_cents(seed.cents).unwrap();
            line.units = Quantity::parse(&seed.units.to_string()).unwrap();
            line.unit_type = if seed.is_minutes { UnitType::Minutes } else { UnitType::Units };
            line.date_of_service = seed.served;
            line.place_of_service = seed.place.map(|code| PlaceOfService::parse(&code).unwrap());
            line.notes = vec![Note { code: "ADD".into(), text: seed.text.clone() }];
            line.drug = Some(Drug {
                qualifier: "N4".into(),
                code: seed.text.clone(),
                quantity: Some(line.units),
                unit: Some(DrugUnit::Gram),
                reference: None,
            });
            line.control_number = seed.text.clone();
            line.description = seed.text;
            line
        })
        .collect();
}

fn add_texts(bench: &mut Bench, texts: &[String]) {
    let text = |at: usize| texts.get(at).cloned().unwrap_or_default();
    bench.billing().id = text(0);
    bench.billing().taxonomy = text(1);
    bench.billing().address.as_mut().unwrap().zip = text(2);
    bench.billing().address.as_mut().unwrap().line1 = text(3);
    bench.subscriber().last_name = text(4);
    bench.subscriber().id = text(5);
    bench.provider(ProviderRole::Referring).id = text(6);
    bench.claim.visit.references.push(reference("X4", &text(7)));
    bench.claim.visit.extra.push(segment("K3", &[&text(0), &text(1)]));
    bench.billing().extra.push(segment("PER", &["IC", "", "TE", &text(2)]));
    bench.claim.visit.related_causes.state = text(3);
    bench.claim.visit.related_causes.causes = vec![text(4), "AA".into(), "AA".into()];
    bench.claim.payer_claim_control_number = Some(text(5));
    bench.claim.prior_authorization = Some(text(6));
    bench.claim.patient_control_number =
        PatientControlNumber::parse(&text(7)).unwrap_or_else(|_| PatientControlNumber::parse("A").unwrap());
    bench.claim.parties.payer.id = text(0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_claim_is_judged(
        seeds in lines(),
        diagnoses in diagnoses(),
        texts in prop::collection::vec("\\PC{0,70}|.{0,40}", 8),
        dates in prop::collection::vec((dates(), date_values(), "[0-9]{3}"), 1..4),
        choices in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..8, any::<u16>()),
    ) {
        let mut bench = Bench::new();
        let (frequency, turn, shape, limit) = choices;
        if shape & 1 == 1 { bench.dependent(); }
        if shape & 2 == 2 { bench.secondary(); }
        if shape & 4 == 4 { bench.policies.clear(); }
        add_lines(&mut bench, seeds);
        add_texts(&mut bench, &texts);
        bench.claim.visit.diagnoses = diagnoses;
        bench.claim.frequency = *frequency.get(ClaimFrequency::ALL);
        bench.claim.parties.coverage.sequence = *turn.get(PayerSequence::ALL);
        bench.payer.timely_filing_days = Some(limit);
        bench.today = dates[0].0;
        bench.claim.parties.subscriber.birth_date = Some(dates[0].0);
        bench.claim.visit.dates = dates.into_iter().map(|(_, value, qualifier)| ClaimDate { qualifier, value }).collect();
        let context = bench.context();
        let findings = crate::scrub(&bench.claim, &context);
        prop_assert_eq!(&findings, &crate::scrub(&bench.claim, &context));
        prop_assert!(findings.is_sorted_by_key(|finding| finding.severity));
        prop_assert!(findings.iter().all(|one| !one.field.is_empty() && !one.message.text.is_empty() && !one.remedy.text.is_empty()));
    }
}
