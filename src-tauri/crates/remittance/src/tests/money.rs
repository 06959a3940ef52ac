use super::*;
use ledger::{Account, LedgerTotals};

fn one_line() -> Vec<LineOnFile> {
    vec![on_line(1, "99213", 10_000)]
}

const PAID: &[Cas] = &[("CO", "45", 3_000), ("PR", "2", 2_000)];

#[test]
fn what_stands_aside() {
    let mut book = Book::of(one_line());
    let claim = clp("1", vec![svc("99213", 10_000, PAID)]);
    let refused = book.propose(&reversed(&claim), 1).unwrap_err();
    assert_eq!(refused, Aside::ReversalWithoutOriginal);
    assert_eq!(refused.exception(&claim).unwrap().kind.name(), "reversal_without_original");
    assert_eq!(
        book.propose(&ClaimPayment { status: ClaimPaymentStatus::Predetermination, ..claim.clone() }, 1),
        Err(Aside::Predetermination)
    );
    book.post(&claim, 1).unwrap();
    assert_eq!(book.propose(&claim, 1), Err(Aside::Duplicate));
    book.post(&reversed(&claim), 1).unwrap();
    assert_eq!(book.propose(&reversed(&claim), 1), Err(Aside::ReversalWithoutOriginal));
    assert!(book.post(&claim, 1).is_ok());
    book.outcomes.iter_mut().for_each(|outcome| outcome.is_undone = true);
    assert_eq!(book.propose(&reversed(&claim), 2), Err(Aside::ReversalWithoutOriginal));
}

#[test]
fn a_claim_that_the_payer_split_is_no_duplicate() {
    let mut book = Book::of(vec![on_line(1, "97110", 5_000), on_line(2, "97110", 5_000)]);
    let half = |number| clp("1", vec![numbered(svc("97110", 5_000, &[("CO", "45", 1_000)]), number)]);
    book.post(&half("K1-1"), 1).unwrap();
    assert_eq!((book.state, book.open()), (ClaimState::PartiallyPaid, (5_000, 0, 0)));
    book.post(&half("K1-2"), 1).unwrap();
    assert_eq!((book.state, book.open()), (ClaimState::Paid, (0, 0, 0)));
}

#[test]
fn a_denial_decided_anew_without_reversal_is_replaced() {
    let mut book = Book::of(one_line());
    let denied = clp("4", vec![svc("99213", 10_000, &[("CO", "45", 3_000), ("CO", "16", 7_000)])]);
    book.post(&denied, 1).unwrap();
    assert_eq!((book.state, book.open()), (ClaimState::Denied, (0, 7_000, 0)));
    let made = book.post(&clp("1", vec![svc("99213", 10_000, PAID)]), 2).unwrap();
    assert_eq!(
        (book.state, book.open(), book.sums()),
        (ClaimState::PatientResponsibility, (0, 0, 2_000), (5_000, 3_000, 2_000))
    );
    assert!(made.superseded.is_some() && made.exceptions.is_empty());
    assert_eq!(book.outcomes.iter().map(|outcome| outcome.charge).sum::<Money>(), money(10_000));
}

#[test]
fn paid_twice_is_a_credit_and_is_told() {
    let mut book = Book::of(one_line());
    let claim = clp("1", vec![svc("99213", 10_000, PAID)]);
    book.post(&claim, 1).unwrap();
    let made = book.post(&claim, 2).unwrap();
    assert_eq!(kinds(&made), ["duplicate_claim"]);
    assert_eq!((book.open(), book.balance.total().cents()), ((-5_000, 0, 2_000), -3_000));
}

#[test]
fn a_whole_decision_is_replaced_by_lines() {
    let mut book = Book::of(one_line());
    book.post(&whole("4", 10_000, &[("CO", "29", 10_000)]), 1).unwrap();
    book.post(&clp("1", vec![svc("99213", 10_000, PAID)]), 2).unwrap();
    assert_eq!((book.open(), book.state), ((0, 0, 2_000), ClaimState::PatientResponsibility));
}

#[test]
fn claim_level_adjustments_beside_lines() {
    let mut book = Book::of(one_line());
    let line = svc("99213", 10_000, &[("CO", "45", 3_000)]);
    let claim = ClaimPayment {
        paid: money(5_000),
        adjustments: adjustments(&[("PR", "1", 2_000)]),
        ..clp("1", vec![line.clone()])
    };
    book.post(&claim, 1).unwrap();
    assert_eq!((book.open(), book.state), ((0, 0, 2_000), ClaimState::PatientResponsibility));
    let mut book = Book::of(one_line());
    let claim =
        ClaimPayment { paid: Money::ZERO, adjustments: adjustments(&[("CO", "29", 7_000)]), ..clp("4", vec![line]) };
    book.post(&claim, 1).unwrap();
    assert_eq!((book.open(), book.state), ((0, 7_000, 0), ClaimState::Denied));
}

#[test]
fn other_amounts_are_told_and_posted() {
    let mut book = Book::of(one_line());
    let made = book.post(&clp("1", vec![svc("99213", 9_000, &[("CO", "45", 2_000)])]), 1).unwrap();
    assert_eq!((kinds(&made), made.exceptions[0].difference), (vec!["amount_mismatch"], Some(money(-1_000))));
    assert_eq!((book.open(), book.state), ((1_000, 0, 0), ClaimState::PartiallyPaid));
    let mut book = Book::of(one_line());
    let made = book.post(&clp("1", vec![svc("99213", 10_000, &[("CO", "ZZ9", 400), ("PR", "2", 100)])]), 1).unwrap();
    assert_eq!((kinds(&made), book.open()), (vec!["unknown_code"], (0, 400, 100)));
    assert_eq!((made.denials[0].reason, made.denials.len()), (None, 1));
    let mut book = Book::of(one_line());
    let made =
        book.post(&clp("1", vec![svc("99213", 10_000, PAID), svc("G9999", 0, &[("OA", "94", -50)])]), 1).unwrap();
    assert_eq!((kinds(&made), book.open(), book.sums().0), (vec!["amount_mismatch"], (0, 0, 2_000), 5_050));
}

#[test]
fn a_copay_taken_ahead_is_set_off() {
    let mut book = Book::of(one_line());
    let subject = PostingSubject { line: Some(1), ..PostingSubject::new(day(2), Source::PatientPayment) };
    let copay = subject.post(PostingKind::Payment, Movement::PATIENT_PAYMENT, money(2_000)).unwrap();
    book.balance.apply(&copay);
    book.postings.push(copay);
    book.post(&clp("1", vec![svc("99213", 10_000, PAID)]), 1).unwrap();
    assert_eq!((book.open(), book.state), ((0, 0, 0), ClaimState::Paid));
}

/// What the next payer says, what is open then, and the state.
type NextPayer = (&'static str, &'static [Cas], (i64, i64, i64), ClaimState);

/// A claim to the next payer holds only what was handed over; whatever that payer calls the rest is not settled again.
#[test]
fn the_next_payer_decides_on_what_is_left() {
    let line = || LineOnFile { in_account: money(2_000), ..on_line(1, "99213", 10_000) };
    let table: [NextPayer; 6] = [
        ("pays all", &[("OA", "23", 8_000)], (0, 0, 0), ClaimState::Paid),
        ("pays a part", &[("OA", "23", 8_000), ("PR", "2", 500)], (0, 0, 500), ClaimState::PatientResponsibility),
        (
            "names its own write-off",
            &[("OA", "23", 5_000), ("CO", "45", 3_000), ("PR", "2", 500)],
            (0, 0, 500),
            ClaimState::PatientResponsibility,
        ),
        ("writes more off", &[("OA", "23", 5_000), ("CO", "45", 4_000)], (0, 0, 0), ClaimState::Paid),
        ("denies", &[("CO", "16", 10_000)], (0, 2_000, 0), ClaimState::Denied),
        ("gives it to the patient", &[("PR", "27", 10_000)], (0, 0, 2_000), ClaimState::Denied),
    ];
    for (name, cas, open, state) in table {
        let mut book = Book::of(vec![line()]);
        let claim = clp("2", vec![svc("99213", 10_000, cas)]);
        book.post(&claim, 1).unwrap();
        assert_eq!((book.open(), book.state), (open, state), "{name}");
        book.post(&reversed(&claim), 2).unwrap();
        assert_eq!((book.open(), book.state), ((2_000, 0, 0), ClaimState::Reversed), "{name}");
    }
}

fn advice(payment: i64, plb: &[(&str, i64)], claims: Vec<ClaimPayment>) -> RemittanceAdvice {
    let adjustment = |(code, cents): &(&str, i64)| ProviderAdjustment {
        provider_id: String::new(),
        code: (*code).to_owned(),
        reference: String::new(),
        amount: money(*cents),
        segment: 90,
    };
    RemittanceAdvice {
        control_number: "0001".into(),
        payer_name: "PAYER".into(),
        payer_ids: Vec::new(),
        payee_id: String::new(),
        trace: "T1".into(),
        originator: String::new(),
        date: day(11),
        method: "ACH".into(),
        payment: money(payment),
        claims,
        contact: None,
        provider_adjustments: plb.iter().map(adjustment).collect(),
        segment: 3,
    }
}

#[test]
fn cash_is_the_payment() {
    let subject = RemittanceSubject { remittance_id: RemittanceId::new(1), payer_id: None, posted_on: day(20) };
    let mut book = Book::of(one_line());
    let claim = ClaimPayment { interest: money(311), ..clp("1", vec![svc("99213", 10_000, PAID)]) };
    let ghost = ClaimPayment { patient_control_number: "GHOST".into(), ..clp("1", vec![svc("99213", 10_000, &[])]) };
    let whole = advice(15_211, &[("L6", -311), ("WO", 500), ("FB", -400)], vec![claim.clone(), ghost]);
    assert!(balance(&whole).is_balanced() && interest_exceptions(&whole).is_empty());
    let mut postings = book.post(&claim, 1).unwrap().postings;
    postings.extend(provider_level_postings(&whole, &subject));
    postings.extend(unapplied_posting(money(10_000), &subject));
    let totals = LedgerTotals::of(&postings);
    assert!(totals.is_balanced());
    assert_eq!(totals.account(Account::PayerCash), whole.payment);
    assert_eq!((totals.unapplied().cents(), totals.account(Account::Interest).cents()), (10_000, -311));
    assert_eq!(totals.account(Account::ProviderAdjustment).cents(), 100);
    let again = ledger::reverse(&postings, day(21));
    assert!(LedgerTotals::of(postings.iter().chain(&again)).accounts.values().all(|balance| balance.is_zero()));
}

#[test]
fn interest_that_nobody_pays_and_penalties_are_told() {
    let claim = ClaimPayment { interest: money(311), ..clp("1", vec![svc("99213", 10_000, PAID)]) };
    let told = interest_exceptions(&advice(5_000, &[("L6", -300), ("51", 25)], vec![claim]));
    let facts: Vec<_> = told.iter().map(|e| (e.kind.name(), e.segment, e.difference.unwrap().cents())).collect();
    assert_eq!(facts, [("interest_or_penalty", 3, 11), ("interest_or_penalty", 90, 25)]);
    assert!(interest_exceptions(&advice(0, &[("L6", -300)], Vec::new())).is_empty());
}

#[test]
fn a_payer_profile_may_close_other_groups() {
    struct Profile;
    impl ReasonRules for Profile {
        fn remedy_of(&self, carc: &Carc) -> Option<ReasonClass> {
            remedy(carc)
        }
        fn is_contractual(&self, group: AdjustmentGroup, carc: &Carc) -> bool {
            carc.as_str() == "45" && group != AdjustmentGroup::PatientResponsibility
        }
    }
    let of = |group, code: &str| Treatment::of(group, &Carc::parse(code).unwrap(), &Profile);
    assert_eq!(of(AdjustmentGroup::PayerInitiated, "45"), Treatment::Contractual);
    assert_eq!(of(AdjustmentGroup::PatientResponsibility, "45"), Treatment::Patient);
    assert_eq!(of(AdjustmentGroup::ContractualObligation, "253"), Treatment::Denied);
    assert_eq!(of(AdjustmentGroup::ContractualObligation, "94"), Treatment::Settled);
    for action in Action::ALL {
        assert_eq!(ReasonClass::from_remedy(action.name()), Some(ReasonClass::Actionable(*action)));
    }
}
