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

#[test]
fn one_decision() {
    let paid2 = || svc("81002", 2_500, LINE2);
    let paid1 = |text| svc(text, 12_500, LINE1);
    let standard = (8_460, 5_040, 1_500);
    let all_paid = || svc("99213:25", 12_500, &[("CO", "45", 4_000)]);
    let table: Vec<(&str, ClaimPayment, Want)> = vec![
        (
            "paid",
            clp("1", vec![paid1("99213:25"), paid2()]),
            Want { sums: standard, open: (0, 0, 1_500), state: ClaimState::PatientResponsibility, denied: &[] },
        ),
        (
            "paid, nothing open",
            clp("1", vec![all_paid(), paid2()]),
            Want { sums: (10_100, 4_900, 0), open: (0, 0, 0), state: ClaimState::Paid, denied: &[] },
        ),
        (
            "line denied CO-16",
            clp("1", vec![paid1("99213:25"), svc("81002", 2_500, &[("CO", "16", 2_500)])]),
            Want {
                sums: (6_860, 6_640, 1_500),
                open: (0, 2_500, 1_500),
                state: ClaimState::PartiallyPaid,
                denied: &[2],
            },
        ),
        (
            "line denied PR-27",
            clp("1", vec![paid1("99213:25"), svc("81002", 2_500, &[("PR", "27", 2_500)])]),
            Want { sums: (6_860, 4_140, 4_000), open: (0, 0, 4_000), state: ClaimState::PartiallyPaid, denied: &[2] },
        ),
        (
            "modifier dropped, original told",
            clp("1", vec![changed_from(paid1("99213"), "99213:25"), paid2()]),
            Want { sums: standard, open: (0, 0, 1_500), state: ClaimState::PatientResponsibility, denied: &[] },
        ),
        (
            "modifier dropped, nothing told",
            clp("1", vec![paid1("99213"), paid2()]),
            Want { sums: standard, open: (0, 0, 1_500), state: ClaimState::PatientResponsibility, denied: &[] },
        ),
        (
            "line split",
            clp(
                "1",
                vec![
                    svc("99213:25", 4_166, &[("CO", "45", 1_000), ("PR", "3", 266)]),
                    svc("99213:25", 8_334, &[("CO", "45", 2_334)]),
                    paid2(),
                ],
            ),
            Want {
                sums: (10_500, 4_234, 266),
                open: (0, 0, 266),
                state: ClaimState::PatientResponsibility,
                denied: &[],
            },
        ),
        (
            "bundled",
            clp(
                "1",
                vec![
                    svc("99213:25", 12_500, &[("OA", "94", -2_500), ("CO", "45", 4_000)]),
                    changed_from(svc("99213:25", 2_500, &[("CO", "97", 2_500)]), "81002"),
                ],
            ),
            Want { sums: (11_000, 4_000, 0), open: (0, 2_500, 0), state: ClaimState::PartiallyPaid, denied: &[2] },
        ),
        (
            "crossover",
            clp("19", vec![paid1("99213:25"), paid2()]),
            Want { sums: standard, open: (0, 0, 1_500), state: ClaimState::ForwardedCrossover, denied: &[] },
        ),
        (
            "secondary",
            clp(
                "2",
                vec![
                    svc("99213:25", 12_500, &[("OA", "23", 11_000), ("PR", "2", 300)]),
                    svc("81002", 2_500, &[("OA", "23", 2_500)]),
                ],
            ),
            Want {
                sums: (1_200, 13_500, 300),
                open: (0, 0, 300),
                state: ClaimState::PatientResponsibility,
                denied: &[],
            },
        ),
        (
            "decided as a whole",
            whole("1", 15_000, &[("CO", "45", 5_000), ("PR", "2", 1_000)]),
            Want {
                sums: (9_000, 5_000, 1_000),
                open: (0, 0, 1_000),
                state: ClaimState::PatientResponsibility,
                denied: &[],
            },
        ),
        (
            "denied as a whole",
            whole("4", 15_000, &[("CO", "29", 15_000)]),
            Want { sums: (0, 15_000, 0), open: (0, 15_000, 0), state: ClaimState::Denied, denied: &[] },
        ),
        (
            "contractual of another group stays open",
            clp("1", vec![svc("99213:25", 12_500, &[("PI", "45", 500)]), paid2()]),
            Want { sums: (13_600, 1_400, 0), open: (0, 500, 0), state: ClaimState::PartiallyPaid, denied: &[] },
        ),
        (
            "all to the deductible is no denial",
            clp(
                "4",
                vec![
                    svc("99213:25", 12_500, &[("CO", "45", 2_500), ("PR", "1", 10_000)]),
                    svc("81002", 2_500, &[("PR", "1", 2_500)]),
                ],
            ),
            Want {
                sums: (0, 2_500, 12_500),
                open: (0, 0, 12_500),
                state: ClaimState::PatientResponsibility,
                denied: &[],
            },
        ),
        (
            "all written off is no denial",
            clp(
                "1",
                vec![svc("99213:25", 12_500, &[("CO", "45", 12_500)]), svc("81002", 2_500, &[("CO", "45", 2_500)])],
            ),
            Want { sums: (0, 15_000, 0), open: (0, 0, 0), state: ClaimState::Paid, denied: &[] },
        ),
        (
            "pended",
            clp(
                "1",
                vec![svc("99213:25", 12_500, &[("OA", "133", 12_500)]), svc("81002", 2_500, &[("OA", "133", 2_500)])],
            ),
            Want { sums: (0, 15_000, 0), open: (15_000, 0, 0), state: ClaimState::Pended, denied: &[] },
        ),
    ];
    for (name, claim, want) in table {
        let mut book = Book::of(two_lines());
        let made = book.post(&claim, 1).unwrap();
        check(name, &book, &made, &want);
        assert!(made.exceptions.is_empty(), "{name}: {:?}", made.exceptions);
        assert!(made.superseded.is_none(), "{name}");
    }
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
