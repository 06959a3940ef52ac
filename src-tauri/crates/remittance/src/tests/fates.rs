use super::*;

/// What a claim comes to: sums as the payer reports them, what is open, the state.
struct Want {
    sums: (i64, i64, i64),
    open: (i64, i64, i64),
    state: ClaimState,
    denied: &'static [u16],
}

fn check(name: &str, book: &Book, last: &Proposal, want: &Want) {
    assert_eq!(book.sums(), want.sums, "{name}: paid, adjustment, patient responsibility");
    assert_eq!(book.open(), want.open, "{name}: insurance, denied, patient");
    assert_eq!(book.state, want.state, "{name}");
    let denied: Vec<u16> = last.denied_lines.iter().flatten().copied().collect();
    assert_eq!(denied, want.denied, "{name}: denied lines");
    let charge: i64 = book.on_file.charge.cents();
    assert_eq!(want.sums.0 + want.sums.1 + want.sums.2, charge, "{name}: paid + adjustment + patient = charge");
}

fn two_lines() -> Vec<LineOnFile> {
    vec![on_line(1, "99213:25", 12_500), on_line(2, "81002", 2_500)]
}

const LINE1: &[Cas] = &[("CO", "45", 4_000), ("PR", "1", 1_000), ("PR", "2", 500), ("CO", "253", 140)];
const LINE2: &[Cas] = &[("CO", "45", 900)];

fn want(sums: (i64, i64, i64), open: (i64, i64, i64), state: ClaimState, denied: &'static [u16]) -> Want {
    Want { sums, open, state, denied }
}

/// One decision on the two lines.
fn decided(name: &str, claim: &ClaimPayment, want: &Want) {
    let mut book = Book::of(two_lines());
    let made = book.post(claim, 1).unwrap();
    check(name, &book, &made, want);
    assert!(made.exceptions.is_empty(), "{name}: {:?}", made.exceptions);
    assert!(made.superseded.is_none(), "{name}");
}

fn paid1(text: &str) -> LinePayment {
    svc(text, 12_500, LINE1)
}

fn paid2() -> LinePayment {
    svc("81002", 2_500, LINE2)
}

const STANDARD: (i64, i64, i64) = (8_460, 5_040, 1_500);

#[test]
fn paid_in_full_split_or_under_another_code() {
    let to_patient = || want(STANDARD, (0, 0, 1_500), ClaimState::PatientResponsibility, &[]);
    decided("paid", &clp("1", vec![paid1("99213:25"), paid2()]), &to_patient());
    decided("modifier dropped", &clp("1", vec![paid1("99213"), paid2()]), &to_patient());
    let told = changed_from(paid1("99213"), "99213:25");
    decided("modifier dropped, original told", &clp("1", vec![told, paid2()]), &to_patient());
    let forwarded = want(STANDARD, (0, 0, 1_500), ClaimState::ForwardedCrossover, &[]);
    decided("crossover", &clp("19", vec![paid1("99213:25"), paid2()]), &forwarded);
    let nothing_open = clp("1", vec![svc("99213:25", 12_500, &[("CO", "45", 4_000)]), paid2()]);
    decided("nothing open", &nothing_open, &want((10_100, 4_900, 0), (0, 0, 0), ClaimState::Paid, &[]));
    let parts = [
        svc("99213:25", 4_166, &[("CO", "45", 1_000), ("PR", "3", 266)]),
        svc("99213:25", 8_334, &[("CO", "45", 2_334)]),
        paid2(),
    ];
    let split = want((10_500, 4_234, 266), (0, 0, 266), ClaimState::PatientResponsibility, &[]);
    decided("line split", &clp("1", parts.to_vec()), &split);
    let with_prior = [
        svc("99213:25", 12_500, &[("OA", "23", 11_000), ("PR", "2", 300)]),
        svc("81002", 2_500, &[("OA", "23", 2_500)]),
    ];
    let secondary = want((1_200, 13_500, 300), (0, 0, 300), ClaimState::PatientResponsibility, &[]);
    decided("secondary", &clp("2", with_prior.to_vec()), &secondary);
    let as_one = whole("1", 15_000, &[("CO", "45", 5_000), ("PR", "2", 1_000)]);
    decided(
        "decided as a whole",
        &as_one,
        &want((9_000, 5_000, 1_000), (0, 0, 1_000), ClaimState::PatientResponsibility, &[]),
    );
}

#[test]
fn a_line_denied_or_bundled() {
    for (group, carc) in [("CO", "16"), ("CO", "97"), ("CO", "50"), ("CO", "197"), ("CO", "29"), ("OA", "18")] {
        let claim = clp("1", vec![paid1("99213:25"), svc("81002", 2_500, &[(group, carc, 2_500)])]);
        decided(carc, &claim, &want((6_860, 6_640, 1_500), (0, 2_500, 1_500), ClaimState::PartiallyPaid, &[2]));
    }
    let not_covered = clp("1", vec![paid1("99213:25"), svc("81002", 2_500, &[("PR", "27", 2_500)])]);
    decided("PR-27", &not_covered, &want((6_860, 4_140, 4_000), (0, 0, 4_000), ClaimState::PartiallyPaid, &[2]));
    let takes_both = svc("99213:25", 12_500, &[("OA", "94", -2_500), ("CO", "45", 4_000)]);
    let bundled = changed_from(svc("99213:25", 2_500, &[("CO", "97", 2_500)]), "81002");
    let open = want((11_000, 4_000, 0), (0, 2_500, 0), ClaimState::PartiallyPaid, &[2]);
    decided("bundled", &clp("1", vec![takes_both, bundled]), &open);
    let as_one = whole("4", 15_000, &[("CO", "29", 15_000)]);
    decided("denied as a whole", &as_one, &want((0, 15_000, 0), (0, 15_000, 0), ClaimState::Denied, &[]));
    let other_group = clp("1", vec![svc("99213:25", 12_500, &[("PI", "45", 500)]), paid2()]);
    decided("PI-45 stays open", &other_group, &want((13_600, 1_400, 0), (0, 500, 0), ClaimState::PartiallyPaid, &[]));
}

#[test]
fn nothing_paid_is_not_by_itself_a_denial() {
    let both =
        |first: &[Cas], second: &[Cas]| clp("4", vec![svc("99213:25", 12_500, first), svc("81002", 2_500, second)]);
    let deductible = both(&[("CO", "45", 2_500), ("PR", "1", 10_000)], &[("PR", "1", 2_500)]);
    let owed = want((0, 2_500, 12_500), (0, 0, 12_500), ClaimState::PatientResponsibility, &[]);
    decided("deductible", &deductible, &owed);
    let contract = both(&[("CO", "45", 12_500)], &[("CO", "45", 2_500)]);
    decided("contract", &contract, &want((0, 15_000, 0), (0, 0, 0), ClaimState::Paid, &[]));
    let pended = both(&[("OA", "133", 12_500)], &[("OA", "133", 2_500)]);
    decided("pended", &pended, &want((0, 15_000, 0), (15_000, 0, 0), ClaimState::Pended, &[]));
    let forwarded = both(&[("OA", "B11", 12_500)], &[("OA", "B11", 2_500)]);
    decided("forwarded", &forwarded, &want((0, 15_000, 0), (15_000, 0, 0), ClaimState::PartiallyPaid, &[]));
}

#[test]
fn every_denial_of_the_whole_claim() {
    let table = [
        ("CO", "16"),
        ("CO", "97"),
        ("CO", "50"),
        ("CO", "197"),
        ("PR", "27"),
        ("CO", "29"),
        ("OA", "18"),
        ("PI", "204"),
    ];
    for (group, carc) in table {
        for status in ["4", "1"] {
            let lines = vec![
                LinePayment { remarks: remark("N706"), ..svc("99213:25", 12_500, &[(group, carc, 12_500)]) },
                svc("81002", 2_500, &[(group, carc, 2_500)]),
            ];
            let mut book = Book::of(two_lines());
            let made = book.post(&clp(status, lines), 1).unwrap();
            let (sums, open) = match group {
                "PR" => ((0, 0, 15_000), (0, 0, 15_000)),
                _ => ((0, 15_000, 0), (0, 15_000, 0)),
            };
            let want = Want { sums, open, state: ClaimState::Denied, denied: &[1, 2] };
            check(&format!("{group}-{carc} status {status}"), &book, &made, &want);
            assert!(made.outcome.lines.iter().all(|line| line.is_denied));
            let told: Vec<_> = made.denials.iter().map(|d| (d.line, d.carc.as_str(), d.amount.cents())).collect();
            assert_eq!(told, [(Some(1), carc, 12_500), (Some(2), carc, 2_500)]);
            assert_eq!(made.denials[0].remarks, remark("N706"));
            assert!(made.denials.iter().all(|denial| denial.reason.unwrap().is_actionable()));
            assert!(made.exceptions.is_empty());
        }
    }
}

#[test]
fn a_line_without_charge_is_no_undenied_line() {
    let mut book = Book::of(vec![on_line(1, "99213", 9_000), on_line(2, "3074F", 0)]);
    let lines = vec![svc("99213", 9_000, &[("CO", "16", 9_000)]), svc("3074F", 0, &[])];
    let made = book.post(&clp("1", lines), 1).unwrap();
    assert_eq!((book.state, made.outcome.lines[1].line), (ClaimState::Denied, Some(2)));
}

#[test]
fn interest_is_no_claim_payment() {
    let mut book = Book::of(two_lines());
    let lines = vec![svc("99213:25", 12_500, LINE1), svc("81002", 2_500, LINE2)];
    let made = book.post(&ClaimPayment { interest: money(311), ..clp("1", lines) }, 1).unwrap();
    assert_eq!((book.sums().0, book.open(), made.outcome.interest.cents()), (8_460, (0, 0, 1_500), 311));
    assert!(made.exceptions.is_empty());
}

#[test]
fn reversal_and_correction() {
    let first = clp("1", vec![svc("99213:25", 12_500, LINE1), svc("81002", 2_500, LINE2)]);
    let lower: &[Cas] =
        &[("CO", "45", 4_000), ("PR", "1", 1_000), ("PR", "2", 500), ("CO", "253", 140), ("PR", "3", 1_715)];
    let second = clp("1", vec![svc("99213:25", 12_500, lower), svc("81002", 2_500, LINE2)]);
    let second = ClaimPayment { payer_claim_control_number: "ICN1C".into(), ..second };
    for same_file in [true, false] {
        let mut book = Book::of(two_lines());
        book.post(&first, 1).unwrap();
        let after_first = book.balance.clone();
        let made = book.post(&reversed(&first), 2).unwrap();
        assert_eq!((book.state, book.open(), book.sums()), (ClaimState::Reversed, (15_000, 0, 0), (0, 0, 0)));
        assert!(made.exceptions.is_empty() && made.denials.is_empty() && made.denied_lines.is_empty());
        let made = book.post(&second, if same_file { 2 } else { 3 }).unwrap();
        let want = Want {
            sums: (6_745, 5_040, 3_215),
            open: (0, 0, 3_215),
            state: ClaimState::PatientResponsibility,
            denied: &[],
        };
        check("corrected", &book, &made, &want);
        assert!(made.exceptions.is_empty() && made.superseded.is_none());
        book.post(&reversed(&second), 4).unwrap();
        book.post(&first, 4).unwrap();
        assert_eq!(book.balance, after_first);
    }
}

#[test]
fn original_reversal_and_original_again_in_one_file() {
    for claim in [
        clp("1", vec![svc("99213:25", 12_500, LINE1), svc("81002", 2_500, LINE2)]),
        whole("1", 15_000, &[("CO", "45", 5_000), ("PR", "2", 1_000)]),
        clp("4", vec![svc("99213:25", 12_500, &[("CO", "50", 12_500)]), svc("81002", 2_500, &[("CO", "50", 2_500)])]),
    ] {
        let mut book = Book::of(two_lines());
        let first = book.post(&claim, 1).unwrap();
        assert!(book.post(&reversed(&claim), 1).unwrap().exceptions.is_empty());
        let third = book.post(&claim, 1).unwrap();
        assert!(third.exceptions.is_empty());
        assert_eq!((third.state, third.balance), (first.state, first.balance));
    }
}

#[test]
fn a_reversal_without_lines_takes_the_lines_back() {
    let first = clp("1", vec![svc("99213:25", 12_500, LINE1), svc("81002", 2_500, LINE2)]);
    let mut book = Book::of(two_lines());
    book.post(&first, 1).unwrap();
    let back = whole("22", -15_000, &[("CO", "45", -4_900), ("CO", "253", -140), ("PR", "1", -1_500)]);
    book.post(&back, 2).unwrap();
    assert_eq!((book.state, book.balance.clone()), (ClaimState::Reversed, Book::of(two_lines()).balance));
    book.post(&first, 3).unwrap();
    assert_eq!(book.open(), (0, 0, 1_500));
}

#[test]
fn forwarded_without_any_amount() {
    let mut book = Book::of(two_lines());
    let made = book.post(&whole("23", 0, &[]), 1).unwrap();
    assert_eq!((book.state, book.open()), (ClaimState::ForwardedCrossover, (15_000, 0, 0)));
    assert!(made.postings.is_empty());
}
