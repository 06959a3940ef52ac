use super::*;

fn lines_of(book: &[LineOnFile], payments: Vec<LinePayment>) -> Vec<u16> {
    let found = match_lines(&clp("1", payments), &on_file(book.to_vec()));
    found.into_iter().map(|line| line.unwrap_or(0)).collect()
}

#[test]
fn lines_by_number_code_charge_and_order() {
    let three = [on_line(1, "99213:25", 12_500), on_line(2, "81002", 2_500), on_line(3, "81002", 2_500)];
    let s = |text, cents| svc(text, cents, &[]);
    let table: Vec<(&str, Vec<LinePayment>, &[u16])> = vec![
        (
            "by control number in any case and order",
            vec![
                numbered(s("81002", 2_500), "k1-3"),
                numbered(s("81002", 2_500), "K1-2"),
                numbered(s("99999", 12_500), "K1-1"),
            ],
            &[3, 2, 1],
        ),
        ("a number that is none of ours", vec![numbered(s("99213:25", 12_500), "1"), s("81002", 2_500)], &[1, 2]),
        ("equal lines in order", vec![s("81002", 2_500), s("99213:25", 12_500), s("81002", 2_500)], &[2, 1, 3]),
        ("modifier dropped", vec![s("99213", 12_500), s("81002", 2_500)], &[1, 2]),
        ("code changed, original told", vec![changed_from(s("99212", 12_500), "99213:25"), s("81002", 2_500)], &[1, 2]),
        ("code changed, nothing told", vec![s("99212", 12_500), s("81002", 2_500), s("81002", 2_500)], &[1, 2, 3]),
        ("two codes changed, nothing told", vec![s("81000", 2_500), s("81001", 2_500)], &[2, 3]),
        ("split in two", vec![s("99213:25", 4_166), s("99213:25", 8_334), s("81002", 2_500)], &[1, 1, 2]),
        (
            "split with a number",
            vec![numbered(s("99213", 4_166), "K1-1"), numbered(s("99213", 8_334), "K1-1")],
            &[1, 1],
        ),
        ("bundled", vec![s("99213:25", 12_500), changed_from(s("99213:25", 2_500), "81002")], &[1, 2]),
        (
            "split with other codes",
            vec![s("81002", 2_500), s("81002", 2_500), s("99211", 4_500), s("99212", 8_000)],
            &[2, 3, 1, 1],
        ),
        ("reversal", vec![s("99213", -12_500), s("81002", -2_500)], &[1, 2]),
        ("no line of ours", vec![s("G0001", 777)], &[0]),
        ("one payment, two lines of its charge", vec![s("81099", 2_500)], &[0]),
    ];
    for (name, payments, want) in table {
        assert_eq!(lines_of(&three, payments), want, "{name}");
    }
}

#[test]
fn equal_codes_are_told_apart_by_modifier_date_and_charge() {
    let other_day = |line: LineOnFile| LineOnFile { date_of_service: Some(DateValue::Day(day(3))), ..line };
    let lines = [
        on_line(1, "97110:GP", 5_000),
        on_line(2, "97110:GO", 5_000),
        other_day(on_line(3, "97110:GP", 5_000)),
        on_line(4, "97110:GP", 6_000),
    ];
    let s = |text, cents| svc(text, cents, &[]);
    let on_day3 = |line: LinePayment| LinePayment { date_of_service: Some(DateValue::Day(day(3))), ..line };
    let payments = vec![s("97110:GO", 5_000), on_day3(s("97110:GP", 5_000)), s("97110", 6_000), s("97110:GP", 5_000)];
    assert_eq!(lines_of(&lines, payments), [2, 3, 4, 1]);
}

fn another(claim_id: u64, number: &str) -> ClaimOnFile {
    ClaimOnFile {
        claim_id: ClaimId::new(claim_id),
        patient_control_numbers: vec![number.into()],
        payer_claim_control_numbers: Vec::new(),
        patient_last_name: "Doe".into(),
        patient_first_name: "Ann".into(),
        payer_ids: Vec::new(),
        ..on_file(vec![on_line(1, "99214", 20_000)])
    }
}

#[test]
fn claims_by_number_in_any_case_and_version() {
    let ours = on_file(vec![on_line(1, "99213", 10_000)]);
    let candidates = [another(2, "OTHER"), ours.clone()];
    let paid = |number: &str| ClaimPayment {
        patient_control_number: number.into(),
        ..clp("1", vec![svc("99213", 10_000, &[])])
    };
    for number in ["CK-100-1", "ck-100-2", " CK-100-1 "] {
        assert_eq!(match_claim(&paid(number), &[], &candidates), ClaimMatch::ByControlNumber(1), "{number}");
    }
    for number in ["0", "", "LOST"] {
        assert_eq!(match_claim(&paid(number), &[], &candidates), ClaimMatch::ByPerson(1), "{number}");
        assert_eq!(match_claim(&paid(number), &[], &[ours.clone(), ours.clone()]), ClaimMatch::Ambiguous(vec![0, 1]));
    }
    let elsewhere = |claim: ClaimPayment| ClaimPayment {
        patient: PaymentPerson { last_name: "NOBODY".into(), ..PaymentPerson::default() },
        ..claim
    };
    assert_eq!(match_claim(&elsewhere(paid("GHOST")), &[], &candidates).position(), None);
    assert_eq!(match_claim(&reversed(&paid("CK-100-1")), &[], &candidates), ClaimMatch::ByControlNumber(1));
}

#[test]
fn a_number_alone_is_not_enough_and_equal_numbers_are_told_apart() {
    let foreign = another(2, "CK-100-1");
    let mut stranger =
        clp("1", vec![LinePayment { date_of_service: Some(DateValue::Day(day(9))), ..svc("99213", 10_000, &[]) }]);
    stranger.payer_claim_control_number = "X9".into();
    assert_eq!(match_claim(&stranger, &[], std::slice::from_ref(&foreign)), ClaimMatch::Nothing);
    let candidates = [foreign, on_file(vec![on_line(1, "99213", 10_000)])];
    assert_eq!(match_claim(&stranger, &[], &candidates), ClaimMatch::ByControlNumber(1));
    let twins = [on_file(vec![on_line(1, "99213", 10_000)]), on_file(vec![on_line(1, "99213", 10_000)])];
    let paid = clp("1", vec![svc("99213", 10_000, &[])]);
    assert_eq!(match_claim(&paid, &[], &twins), ClaimMatch::Ambiguous(vec![0, 1]));
    let mut twins = twins;
    twins[1].payer_ids = vec!["87726".into()];
    assert_eq!(match_claim(&paid, &["87726".into()], &twins), ClaimMatch::ByControlNumber(1));
}

#[test]
fn names_are_folded() {
    assert_eq!(fold_name("Núñez-Ortega, Jr."), "NUNEZORTEGAJR");
    let candidates = [on_file(vec![on_line(1, "99213", 10_000)])];
    let named = |last: &str, first: &str| {
        let patient = PaymentPerson { last_name: last.into(), first_name: first.into(), id: String::new() };
        let claim =
            ClaimPayment { patient_control_number: "0".into(), patient, ..clp("1", vec![svc("99213", 10_000, &[])]) };
        match_claim(&claim, &[], &candidates).position()
    };
    assert_eq!(named("nunez-ortega", "J"), Some(0));
    assert_eq!(named("NUNEZ ORTEGA", ""), Some(0));
    assert_eq!(named("NUNEZ ORTEGA", "JUAN"), None);
    assert_eq!(named("", ""), None);
}
