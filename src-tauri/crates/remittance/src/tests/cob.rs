use super::*;
use claims::{ClaimAccount, CoverageStatement, OtherPayer, Party, ServiceLine};
use values::{ClaimFrequency, PatientControlNumber, PayerSequence, UnitType};

fn service_line(line: &LineOnFile) -> ServiceLine {
    ServiceLine {
        number: line.number,
        procedure_qualifier: "HC".into(),
        procedure: line.procedure.clone(),
        modifiers: line.modifiers.clone(),
        description: String::new(),
        charge: line.charge,
        unit_type: UnitType::Units,
        units: line.units,
        place_of_service: None,
        diagnosis_pointers: vec![1],
        service_indicators: Vec::new(),
        date_of_service: line.date_of_service,
        dates: Vec::new(),
        references: Vec::new(),
        control_number: format!("K1-{}", line.number),
        notes: Vec::new(),
        drug: None,
        providers: Vec::new(),
        extra: Vec::new(),
    }
}

pub(super) fn told(book: &Book) -> Option<OtherPayer> {
    let account = ClaimAccount {
        state: book.state,
        state_reason: String::new(),
        version: 1,
        frequency: ClaimFrequency::Original,
        patient_control_number: PatientControlNumber::parse("CK-100-1").unwrap(),
        answers: None,
        is_imported: false,
        charge: book.on_file.charge,
        patient_paid: None,
        submissions: Vec::new(),
        outcomes: book.outcomes.clone(),
        filing_limit_on: None,
        previous_claim: None,
        next_claim: None,
        history: Vec::new(),
    };
    let coverage = CoverageStatement {
        sequence: PayerSequence::Primary,
        relationship: None,
        group_number: String::new(),
        plan_name: String::new(),
        medicare_secondary_reason: String::new(),
        filing_indicator: None,
    };
    let prior = PriorPayer {
        coverage,
        subscriber: Party::default(),
        payer: Party { id: "60054".into(), ..Party::default() },
        benefits_assigned: "Y".into(),
        patient_signature_source: String::new(),
        release_of_information: "Y".into(),
    };
    let lines: Vec<ServiceLine> = book.on_file.lines.iter().map(service_line).collect();
    coordination(&account, &lines, &prior)
}

pub(super) fn patient_share(other: &OtherPayer) -> Money {
    let every = other.adjustments.iter().chain(other.lines.iter().flat_map(|line| &line.adjustments));
    every.filter(|a| a.group == AdjustmentGroup::PatientResponsibility).map(|a| a.amount).sum()
}

#[test]
fn the_next_payer_hears_the_netted_decision() {
    let mut book = Book::of(vec![on_line(1, "99213:25", 12_500), on_line(2, "81002", 2_500)]);
    assert_eq!(told(&book), None);
    let first = clp(
        "1",
        vec![
            svc("99213", 4_166, &[("CO", "45", 1_000), ("PR", "3", 266)]),
            svc("99213", 8_334, &[("CO", "45", 2_334)]),
            svc("81002", 2_500, &[("PR", "1", 2_500)]),
        ],
    );
    book.post(&first, 1).unwrap();
    let other = told(&book).unwrap();
    assert_eq!((other.paid_amount, other.adjudicated_on), (Some(money(8_900)), None));
    let line = &other.lines[0];
    assert_eq!((line.line, line.payer_id.as_str(), line.paid_amount.cents()), (1, "60054", 8_900));
    let cas: Vec<_> = line.adjustments.iter().map(|a| (a.group.code(), a.carc.as_str(), a.amount.cents())).collect();
    assert_eq!(cas, [("CO", "45", 3_334), ("PR", "3", 266)]);
    assert_eq!((line.adjudicated_on, line.units), (Some(day(11)), Some(Quantity::ONE)));
    assert_eq!((other.references[0].qualifier.as_str(), other.references[0].value.as_str()), ("F8", "ICN1"));

    book.post(&reversed(&first), 2).unwrap();
    assert_eq!(told(&book), None);
    let second = clp("1", vec![svc("99213:25", 12_500, &[("CO", "45", 3_500)]), svc("81002", 2_500, &[])]);
    book.post(&ClaimPayment { payer_claim_control_number: "ICN1C".into(), ..second }, 3).unwrap();
    let other = told(&book).unwrap();
    assert_eq!((other.paid_amount, patient_share(&other)), (Some(money(11_500)), Money::ZERO));
    assert_eq!((other.lines[1].adjustments.len(), other.lines[0].adjudicated_on), (0, Some(day(13))));
    assert_eq!(other.references[0].value, "ICN1C");
}

#[test]
fn a_claim_decided_as_a_whole_is_told_as_a_whole() {
    let mut book = Book::of(vec![on_line(1, "99213", 10_000)]);
    book.post(&whole("1", 10_000, &[("CO", "45", 3_000), ("PR", "2", 2_000)]), 1).unwrap();
    let other = told(&book).unwrap();
    assert!(other.lines.is_empty());
    assert_eq!((other.paid_amount, other.adjudicated_on), (Some(money(5_000)), Some(day(11))));
    assert_eq!((other.adjustments.len(), other.other_amounts), (2, vec![("EAF".to_owned(), money(2_000))]));
}
