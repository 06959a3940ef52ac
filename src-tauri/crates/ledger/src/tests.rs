use crate::*;
use proptest::prelude::*;
use values::{ClaimId, Date, Money, PatientId, PayerId, RemittanceId};

fn day(d: i8) -> Date {
    Date::new(2026, 3, d).unwrap()
}

fn money(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

fn any_posting() -> impl Strategy<Value = Posting> {
    let accounts = (prop::sample::select(Account::ALL), prop::sample::select(Account::ALL));
    let amount = (-9_000_000_i64..9_000_000).prop_filter("an amount", |cents| *cents != 0);
    (accounts, amount, prop::option::of(1_u16..6), 0_u64..3).prop_map(|((debit, credit), cents, line, remittance)| {
        let source = Source::Remittance(RemittanceId::new(remittance));
        let subject = PostingSubject { claim: Some(ClaimId::new(7)), line, ..PostingSubject::new(day(2), source) };
        subject.post(PostingKind::Payment, Movement { debit, credit }, money(cents)).unwrap()
    })
}

#[test]
fn a_negative_amount_swaps_debit_and_credit() {
    let subject = PostingSubject::new(day(1), Source::Charge);
    let back = subject.post(PostingKind::Payment, Movement::PAYER_PAYMENT, money(-5)).unwrap();
    assert_eq!((back.debit, back.credit, back.amount), (Account::InsuranceReceivable, Account::PayerCash, money(5)));
    assert_eq!(subject.post(PostingKind::Payment, Movement::PAYER_PAYMENT, Money::ZERO), None);
}

#[test]
fn a_claims_money_moves_from_charge_to_nothing() {
    let subject = PostingSubject { line: Some(1), ..PostingSubject::new(day(1), Source::Charge) };
    let steps = [
        (Movement::CHARGE, 10_000, (10_000, 0, 0)),
        (Movement::PATIENT_PAYMENT, 500, (10_000, 0, -500)),
        (Movement::PAYER_PAYMENT, 6_000, (4_000, 0, -500)),
        (Movement::CONTRACTUAL, 2_000, (2_000, 0, -500)),
        (Movement::TO_PATIENT, 500, (1_500, 0, 0)),
        (Movement::DENIED, 1_500, (0, 1_500, 0)),
        (Movement::DENIED_TO_PATIENT, 400, (0, 1_100, 400)),
        (Movement::WRITE_OFF_DENIED, 1_100, (0, 0, 400)),
        (Movement::PATIENT_PAYMENT, 400, (0, 0, 0)),
    ];
    let mut balance = ClaimBalance::default();
    for (movement, cents, (insurance, denied, patient)) in steps {
        balance.apply(&subject.post(PostingKind::Adjustment, movement, money(cents)).unwrap());
        let want = OpenAmounts { insurance: money(insurance), denied: money(denied), patient: money(patient) };
        assert_eq!(balance.line(Some(1)), want, "{movement:?}");
    }
    assert_eq!(balance, ClaimBalance::default());
}

#[test]
fn aging_counts_denied_as_insurance_and_sets_a_copay_off() {
    let item = |days: i32, insurance, denied, patient| AgingItem {
        service_on: Some(day(31).plus_days(-days)),
        open: OpenAmounts { insurance: money(insurance), denied: money(denied), patient: money(patient) },
    };
    let items = [
        item(0, 100, 0, 0),
        item(30, 10, 5, 1),
        item(31, 0, 7, 0),
        item(90, 80, 0, -20),
        item(91, -30, 0, 50),
        item(121, 0, 0, 9),
        item(500, 5, 0, -25),
        item(-4, 1, 0, 0),
    ];
    let report = aging(day(31), money(42), items);
    let shown: Vec<_> =
        report.buckets.iter().map(|b| (b.label.as_str(), b.insurance.cents(), b.patient.cents())).collect();
    assert_eq!(shown, [("0-30", 116, 1), ("31-60", 7, 0), ("61-90", 60, 0), ("91-120", 0, 20), ("121+", 0, 9)]);
    let sums = (report.insurance.cents(), report.patient.cents(), report.credit.cents(), report.unapplied.cents());
    assert_eq!(sums, (183, 30, 20, 42));
}

#[test]
fn the_largest_page_stays_below_48_kib_in_any_format() {
    let big = Posting {
        claim: Some(ClaimId::new(u64::MAX)),
        line: Some(u16::MAX),
        patient: Some(PatientId::new(u64::MAX)),
        debit: Account::ContractualAdjustment,
        credit: Account::ProviderAdjustment,
        amount: money((1 << 53) - 1),
        kind: PostingKind::TransferOfResponsibility,
        posted_on: day(31),
        service_on: Some(day(31)),
        payer: Some(PayerId::new(u64::MAX)),
        source: Source::Remittance(RemittanceId::new(u64::MAX)),
    };
    let pages = paged(&vec![big; 3 * MAX_POSTINGS + 1]);
    assert_eq!(pages.iter().map(|page| page.postings.len()).collect::<Vec<_>>(), [110, 110, 110, 1]);
    assert!(serde_json::to_vec(&pages[0]).unwrap().len() < 48 * 1024);
    let bytes = postcard::to_stdvec(&pages[0]).unwrap();
    assert!(bytes.len() < 12 * 1024);
    assert_eq!(postcard::from_bytes::<LedgerPage>(&bytes).unwrap(), pages[0]);
}

#[test]
fn a_remittance_is_undone_once() {
    let subject = PostingSubject::new(day(1), Source::Remittance(RemittanceId::new(4)));
    let mut book = vec![subject.post(PostingKind::Payment, Movement::PAYER_PAYMENT, money(5)).unwrap()];
    let undo = reversal_of_remittance(&book, RemittanceId::new(4), day(2));
    assert_eq!(undo.len(), 1);
    assert!(reversal_of_remittance(&book, RemittanceId::new(5), day(2)).is_empty());
    book.extend(undo);
    assert!(reversal_of_remittance(&book, RemittanceId::new(4), day(2)).is_empty());
}

proptest! {
    #[test]
    fn debits_equal_credits(postings in prop::collection::vec(any_posting(), 0..60)) {
        let totals = LedgerTotals::of(&postings);
        prop_assert!(totals.is_balanced());
        prop_assert_eq!(totals.entries, 2 * postings.len() as u64);
        let mut merged = LedgerTotals::of(&postings[..postings.len() / 2]);
        merged.merge(&LedgerTotals::of(&postings[postings.len() / 2..]));
        prop_assert_eq!(merged, totals);
    }

    #[test]
    fn post_then_reverse_changes_no_balance(
        before in prop::collection::vec(any_posting(), 0..20),
        posted in prop::collection::vec(any_posting(), 0..20),
    ) {
        let mut book = before.clone();
        book.extend(posted.iter().cloned());
        book.extend(reverse(&posted, day(9)));
        let (was, is) = (LedgerTotals::of(&before), LedgerTotals::of(&book));
        for account in Account::ALL {
            prop_assert_eq!(was.account(*account), is.account(*account));
        }
        prop_assert!(is.is_balanced());
        prop_assert_eq!(ClaimBalance::of(&before), ClaimBalance::of(&book));
    }

    #[test]
    fn balance_from_scratch_is_the_incremental_one(postings in prop::collection::vec(any_posting(), 0..60)) {
        let mut balance = ClaimBalance::default();
        for (at, posting) in postings.iter().enumerate() {
            balance.apply(posting);
            prop_assert_eq!(&balance, &ClaimBalance::of(&postings[..=at]));
        }
        let totals = LedgerTotals::of(&postings);
        let receivable = Account::ALL.iter().filter(|a| a.is_receivable()).map(|a| totals.account(*a)).sum::<Money>();
        prop_assert_eq!(balance.total(), receivable);
        prop_assert_eq!(balance.lines.iter().map(|line| line.open.total()).sum::<Money>(), receivable);
    }

    #[test]
    fn pages_keep_every_posting_in_order(
        first in prop::collection::vec(any_posting(), 0..120),
        more in prop::collection::vec(any_posting(), 0..300),
    ) {
        let mut pages = paged(&first);
        let mut last = pages.pop().unwrap_or_default();
        let added = append(&mut last, &more);
        pages.push(last);
        pages.extend(added);
        prop_assert!(pages.iter().all(|page| page.postings.len() <= MAX_POSTINGS));
        let all: Vec<Posting> = pages.into_iter().flat_map(|page| page.postings).collect();
        let want: Vec<Posting> = first.into_iter().chain(more).collect();
        prop_assert_eq!(all, want);
    }

    #[test]
    fn aging_is_the_sum_of_balances(
        parts in prop::collection::vec((-9999_i64..9999, -9999_i64..9999, -9999_i64..9999, 0_i32..400), 0..40),
    ) {
        let items = parts.iter().map(|(insurance, denied, patient, days)| AgingItem {
            service_on: Some(day(1).plus_days(-days)),
            open: OpenAmounts { insurance: money(*insurance), denied: money(*denied), patient: money(*patient) },
        });
        let totals: Vec<i64> = parts.iter().map(|(i, d, p, _)| i + d + p).collect();
        let report = aging(day(1), Money::ZERO, items);
        let open: i64 = totals.iter().map(|total| (*total).max(0)).sum();
        prop_assert_eq!((report.insurance + report.patient).cents(), open);
        prop_assert_eq!(report.credit.cents(), totals.iter().map(|total| (-*total).max(0)).sum::<i64>());
        prop_assert_eq!(report.buckets.iter().map(|b| b.insurance).sum::<Money>(), report.insurance);
        prop_assert_eq!(report.buckets.iter().map(|b| b.patient).sum::<Money>(), report.patient);
        prop_assert!(report.buckets.iter().all(|b| !b.insurance.is_negative() && !b.patient.is_negative()));
    }
}
