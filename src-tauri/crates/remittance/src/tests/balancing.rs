use super::*;

fn advice(claims: Vec<ClaimPayment>) -> RemittanceAdvice {
    let payment = claims.iter().map(|claim| claim.paid).sum();
    RemittanceAdvice {
        control_number: "0001".into(),
        payer_name: "PAYER".into(),
        payer_ids: Vec::new(),
        payee_id: String::new(),
        trace: "T1".into(),
        originator: String::new(),
        date: day(11),
        method: "ACH".into(),
        payment,
        claims,
        contact: None,
        provider_adjustments: Vec::new(),
        segment: 3,
    }
}

fn good() -> RemittanceAdvice {
    let lines = || vec![svc("99213", 10_000, &[("CO", "45", 3_000)]), svc("81002", 500, &[("PR", "1", 500)])];
    let with_both =
        ClaimPayment { paid: money(6_000), adjustments: adjustments(&[("PR", "1", 1_000)]), ..clp("1", lines()) };
    advice(vec![clp("1", lines()), whole("1", 800, &[("CO", "45", 300)]), with_both, reversed(&clp("1", lines()))])
}

fn levels(report: &BalanceReport) -> Vec<(&'static str, i64)> {
    report.exceptions().iter().map(|e| (e.kind.name(), e.difference.unwrap().cents())).collect()
}

#[test]
fn one_cent_at_each_level() {
    assert!(balance(&good()).is_balanced());
    assert!(balance(&good()).exceptions().is_empty());

    let mut wrong = good();
    wrong.claims[0].lines[1].paid += money(1);
    let report = balance(&wrong);
    assert_eq!(levels(&report), [("claim_out_of_balance", -1), ("line_out_of_balance", 1)]);
    assert_eq!((report.lines[0].claim, report.lines[0].line, report.lines[0].segment), (Some(0), Some(1), 21));
    assert_eq!(report.claims_aside().into_iter().collect::<Vec<_>>(), [0]);

    for at in [0, 1, 2, 3] {
        let mut wrong = good();
        wrong.claims[at].paid += money(1);
        wrong.payment += money(1);
        let report = balance(&wrong);
        assert_eq!(levels(&report), [("claim_out_of_balance", 1)], "claim {at}");
        assert_eq!(report.claims[0].patient_control_number, "CK-100-1");
    }

    let mut wrong = good();
    wrong.payment += money(1);
    assert_eq!(levels(&balance(&wrong)), [("transaction_out_of_balance", 1)]);
    assert!(balance(&wrong).claims_aside().is_empty());
}

#[test]
fn a_claim_that_sums_up_but_not_with_its_lines() {
    let mut wrong = good();
    wrong.claims[0].charge += money(7);
    wrong.claims[0].paid += money(7);
    wrong.payment += money(7);
    assert_eq!(levels(&balance(&wrong)), [("claim_out_of_balance", 7)]);
}

#[test]
fn provider_adjustments_reduce_the_payment() {
    let mut held = good();
    let adjustment = ProviderAdjustment {
        provider_id: "1".into(),
        code: "WO".into(),
        reference: "X".into(),
        amount: money(500),
        segment: 99,
    };
    held.provider_adjustments = vec![adjustment];
    assert_eq!(levels(&balance(&held)), [("transaction_out_of_balance", 500)]);
    held.payment -= money(500);
    assert!(balance(&held).is_balanced());
}
