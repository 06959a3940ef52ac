use super::cob::{patient_share, told};
use super::*;
use proptest::prelude::*;

/// Shares of a charge that go to each of these, in thousandths; the rest is paid.
const REASONS: [(&str, &str); 8] =
    [("CO", "45"), ("PR", "1"), ("PR", "2"), ("CO", "253"), ("CO", "16"), ("OA", "18"), ("PR", "27"), ("OA", "23")];

fn any_cas(charge: i64) -> impl Strategy<Value = Vec<Cas>> {
    prop::collection::vec((0_usize..REASONS.len(), 0_i64..400), 0..5).prop_map(move |shares| {
        let mut left = charge;
        let mut cas = Vec::new();
        for (at, share) in shares {
            let amount = (charge * share / 1_000).min(left);
            if amount > 0 {
                cas.push((REASONS[at].0, REASONS[at].1, amount));
                left -= amount;
            }
        }
        cas
    })
}

fn any_decision(charges: Vec<i64>) -> impl Strategy<Value = ClaimPayment> {
    let line = |(at, charge): (usize, i64)| any_cas(charge).prop_map(move |cas| svc(CODES[at], charge, &cas));
    let lines: Vec<_> = charges.into_iter().enumerate().map(line).collect();
    (prop::sample::select(vec!["1", "2", "4", "19"]), lines).prop_map(|(status, lines)| clp(status, lines))
}

const CODES: [&str; 4] = ["99213:25", "81002", "81002", "97110:GP"];

fn any_claim() -> impl Strategy<Value = (Vec<i64>, Vec<ClaimPayment>)> {
    prop::collection::vec(1_i64..50_000, 1..5).prop_flat_map(|charges| {
        let decisions = prop::collection::vec(any_decision(charges.clone()), 1..4);
        (Just(charges), decisions)
    })
}

fn book_of(charges: &[i64]) -> Book {
    let line = |(at, cents): (usize, &i64)| on_line(u16::try_from(at).unwrap() + 1, CODES[at], *cents);
    Book::of(charges.iter().enumerate().map(line).collect())
}

/// Sum over the last decision by treatment.
fn expected(claim: &ClaimPayment) -> (i64, i64) {
    let of = |treatment| -> i64 {
        let mine = |adjustment: &&Adjustment| Treatment::of_adjustment(adjustment, &remedy) == treatment;
        claim.every_adjustment().filter(mine).map(|adjustment| adjustment.amount.cents()).sum()
    };
    (of(Treatment::Denied), of(Treatment::Patient))
}

proptest! {
    #[test]
    fn decisions_keep_the_charge_and_the_balance_rule((charges, decisions) in any_claim()) {
        let mut book = book_of(&charges);
        let charge: i64 = charges.iter().sum();
        let at_start = book.balance.clone();
        for (at, claim) in decisions.iter().enumerate() {
            let made = book.post(claim, at as u64 + 1).unwrap();
            prop_assert!(made.exceptions.is_empty());
            let (paid, adjusted, patient) = book.sums();
            prop_assert_eq!(paid + adjusted + patient, charge);
            let (denied, share) = expected(claim);
            prop_assert_eq!(book.open(), (0, denied, share));
            prop_assert_eq!(book.balance.total().cents(), charge - paid - (adjusted - denied));
            if let Some(other) = told(&book) {
                prop_assert_eq!(other.paid_amount.unwrap().cents(), paid);
                prop_assert_eq!(patient_share(&other).cents(), patient);
                for (line, adjudicated) in book.on_file.lines.iter().zip(&other.lines) {
                    let adjusted: Money = adjudicated.adjustments.iter().map(|a| a.amount).sum();
                    prop_assert_eq!(line.charge, adjudicated.paid_amount + adjusted);
                }
            }
            // Taken back by the payer, and decided anew by the next one.
            let back = book.post(&reversed(claim), at as u64 + 1).unwrap();
            prop_assert_eq!((back.state, &book.balance), (ClaimState::Reversed, &at_start));
        }
    }

    #[test]
    fn posted_then_reversed_is_as_before((charges, decisions) in any_claim()) {
        let mut book = book_of(&charges);
        book.post(&decisions[0], 1).unwrap();
        let before = book.balance.clone();
        let mut postings = Vec::new();
        for claim in decisions.iter().skip(1) {
            postings.extend(book.post(claim, 2).map(|made| made.postings).unwrap_or_default());
        }
        book.balance.apply_all(&ledger::reverse(&postings, day(25)));
        prop_assert_eq!(book.balance, before);
    }

    #[test]
    fn a_new_decision_without_reversal_leaves_its_own_amounts((charges, decisions) in any_claim()) {
        let mut book = book_of(&charges);
        let charge: i64 = charges.iter().sum();
        for (at, claim) in decisions.iter().enumerate() {
            book.post(claim, at as u64 + 1).unwrap();
        }
        let last = decisions.last().unwrap();
        let (denied, patient) = expected(last);
        let paid_before: i64 = decisions[..decisions.len() - 1].iter().map(|claim| claim.paid.cents()).sum();
        prop_assert_eq!(book.open(), (-paid_before, denied, patient));
        prop_assert_eq!(book.sums().0 + book.sums().1 + book.sums().2, charge + paid_before);
    }

    #[test]
    fn an_advice_balances_until_a_cent_is_moved(
        (_, decisions) in any_claim(),
        at in 0_usize..3,
        level in 0_u8..3,
    ) {
        let payment: Money = decisions.iter().map(|claim| claim.paid).sum();
        let mut advice = RemittanceAdvice {
            control_number: String::new(), payer_name: String::new(), payer_ids: Vec::new(), payee_id: String::new(),
            trace: String::new(), originator: String::new(), date: day(1), method: String::new(), payment,
            claims: decisions, contact: None, provider_adjustments: Vec::new(), segment: 1,
        };
        prop_assert!(balance(&advice).is_balanced());
        let at = at % advice.claims.len();
        match level {
            0 => advice.claims[at].lines[0].paid += money(1),
            1 => advice.claims[at].paid += money(1),
            _ => advice.payment += money(1),
        }
        let report = balance(&advice);
        prop_assert_eq!(report.lines.len(), usize::from(level == 0));
        prop_assert_eq!(report.claims.len(), usize::from(level < 2));
        prop_assert_eq!(report.transaction.is_some(), level > 0);
    }

    #[test]
    fn matching_never_gives_a_line_more_than_its_charge((charges, decisions) in any_claim(), keep in 0_usize..5) {
        let book = book_of(&charges);
        let mut claim = decisions[0].clone();
        claim.lines.rotate_left(keep % charges.len());
        let found = match_lines(&claim, &book.on_file);
        for line in &book.on_file.lines {
            let given: Money = claim.lines.iter().zip(&found).filter(|(_, n)| **n == Some(line.number)).map(|(l, _)| l.charge).sum();
            prop_assert_eq!(given, line.charge);
        }
    }
}
