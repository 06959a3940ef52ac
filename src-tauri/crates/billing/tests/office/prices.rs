use crate::stage::{desk, refused, saved, store, unlock};
use billing::{
    Desk, ErrorCode, PriceFlag, PriceForm, PriceFormRow, PriceId, PriceKind, PriceQuery, Problem, expected_allowed,
    list_payers, list_prices, publish_prices, withdraw_prices,
};
use values::{Date, Modifier, PayerId, ProcedureCode, Role};

fn payer(desk: &Desk<'_>) -> PayerId {
    list_payers(desk).unwrap()[0].0
}

fn form(kind: PriceKind, payer: Option<PayerId>, from: &str, rows: &[(&str, &str, &str)]) -> PriceForm {
    let row = |(code, modifiers, amount): &(&str, &str, &str)| PriceFormRow {
        code: (*code).into(),
        modifiers: (*modifiers).into(),
        amount: (*amount).into(),
    };
    PriceForm { kind, payer, from: from.into(), rows: rows.iter().map(row).collect() }
}

fn allowed(desk: &Desk<'_>, rows: &[(&str, &str, &str)], from: &str) -> Vec<PriceId> {
    saved(publish_prices(desk, &form(PriceKind::Allowed, Some(payer(desk)), from, rows)).unwrap())
}

fn expected(desk: &Desk<'_>, modifiers: &[&str], on: &str) -> Option<i64> {
    let modifiers: Vec<Modifier> = modifiers.iter().map(|code| Modifier::parse(code).unwrap()).collect();
    let code = ProcedureCode::parse("99213").unwrap();
    let day = Date::parse_iso(on).unwrap();
    expected_allowed(desk, payer(desk), &code, &modifiers, day).unwrap().map(values::Money::cents)
}

#[test]
fn a_new_amount_ends_the_one_before_and_taking_it_back_undoes_that() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let desk = desk(&vault);
    let before = vault.journal_head().0;
    let ids = allowed(&desk, &[("99213", "", "95.50"), ("99213", "25, gt", "40")], "10/1/2026");
    assert_eq!((ids.len(), vault.journal_head().0 - before), (2, 1));
    assert_eq!(expected(&desk, &["RT"], "2026-09-30"), Some(9_000));
    assert_eq!(expected(&desk, &["RT"], "2026-10-01"), Some(9_550));
    assert_eq!(expected(&desk, &["GT", "25"], "2026-10-01"), Some(4_000));
    withdraw_prices(&desk, PriceKind::Allowed, &ids).unwrap();
    assert_eq!(expected(&desk, &["GT", "25"], "2026-10-01"), Some(9_000));
    assert_eq!(withdraw_prices(&desk, PriceKind::Allowed, &ids).unwrap_err().code, ErrorCode::NotFound);
    // Taken back, the day is free again.
    assert_eq!(allowed(&desk, &[("99213", "", "96")], "10/1/2026").len(), 1);
}

#[test]
fn a_price_between_two_others_ends_before_the_later_one() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    allowed(&desk, &[("99213", "", "96")], "12/1/2026");
    allowed(&desk, &[("99213", "", "93")], "10/1/2026");
    let days = ["2026-09-30", "2026-10-01", "2026-11-30", "2026-12-01"];
    assert_eq!(days.map(|day| expected(&desk, &[], day)), [Some(9_000), Some(9_300), Some(9_300), Some(9_600)]);
    let query = PriceQuery { kind: PriceKind::Allowed, payer: None, code: "992", limit: 9 };
    let list = list_prices(&desk, &query).unwrap();
    assert_eq!((list.lines.len(), list.more, list.flagged), (1, 0, 0));
    assert_eq!((list.lines[0].history.len(), list.lines[0].shown.amount.cents()), (3, 9_000));
}

#[test]
fn the_same_amount_is_no_change_and_another_from_the_same_day_is_refused() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    assert_eq!(allowed(&desk, &[("99213", "", "90")], "10/1/2026"), []);
    let other = form(PriceKind::Allowed, Some(payer(&desk)), "1/1/2026", &[("99213", "", "91")]);
    assert_eq!(refused(publish_prices(&desk, &other).unwrap()), [("rows.0.amount".to_owned(), Problem::Taken)]);
    assert_eq!(expected(&desk, &[], "2026-05-01"), Some(9_000));
}

#[test]
fn charges_are_published_alike_and_serve_new_visits() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let desk = desk(&vault);
    let rows = [("99213", "", "140"), ("99214", "25", "210.5")];
    saved(publish_prices(&desk, &form(PriceKind::Charge, None, "10/1/2026", &rows)).unwrap());
    let query = PriceQuery { kind: PriceKind::Charge, payer: None, code: "", limit: 1 };
    let list = list_prices(&desk, &query).unwrap();
    assert_eq!((list.lines.len(), list.more), (1, 1));
    assert_eq!(list.lines[0].shown.amount.cents(), 12_501);
    assert_eq!(list.lines[0].shown.to, Date::parse_iso("2026-09-30").ok());
}

#[test]
fn every_wrong_field_is_named_and_nothing_is_published() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let rows = [("", "ABC", "-1"), ("99214", "25 59", "ten"), ("99215", "", "1"), ("99215", "", "2")];
    let problems = refused(publish_prices(&desk, &form(PriceKind::Charge, None, "", &rows)).unwrap());
    let named: Vec<_> = problems.iter().map(|(field, problem)| (field.as_str(), *problem)).collect();
    assert_eq!(
        named,
        [
            ("from", Problem::Required),
            ("rows.0.code", Problem::Required),
            ("rows.0.modifiers", Problem::BadShape),
            ("rows.0.amount", Problem::NotAnAmount),
            ("rows.1.modifiers", Problem::BadShape),
            ("rows.1.amount", Problem::NotAnAmount),
            ("rows.3.code", Problem::Taken),
        ]
    );
    let without = form(PriceKind::Allowed, None, "t", &[]);
    assert_eq!(refused(publish_prices(&desk, &without).unwrap()), [("payer".to_owned(), Problem::Required)]);
}

#[test]
fn only_those_who_may_publish_and_everybody_sees_gaps() {
    let store = store();
    for role in Role::ALL {
        let vault = unlock(&store, role);
        let desk = desk(&vault);
        let new = form(PriceKind::Charge, None, "10/1/2026", &[("99213", "", "140")]);
        let may = matches!(role, Role::Supervisor | Role::Administrator);
        assert_eq!(publish_prices(&desk, &new).is_ok(), may, "{role}");
        assert_eq!(withdraw_prices(&desk, PriceKind::Charge, &[]).is_ok(), may, "{role}");
        let query = PriceQuery { kind: PriceKind::Charge, payer: None, code: "", limit: 9 };
        assert_eq!(list_prices(&desk, &query).unwrap().lines.len(), 1, "{role}");
    }
}

#[test]
fn a_gap_that_a_file_left_is_flagged() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let csv = b"code,charge,effective_on,ends_on\nG0008,25.00,2026-01-01,2026-03-31\nG0008,26.00,2026-05-01,\n";
    let options = billing::CsvOptions { update: false, skip_bad: false };
    billing::import_csv(&desk, billing::CsvKind::Fees, csv, options).unwrap();
    let query = PriceQuery { kind: PriceKind::Charge, payer: None, code: "g0008", limit: 9 };
    let list = list_prices(&desk, &query).unwrap();
    let [from, to] = ["2026-04-01", "2026-04-30"].map(|day| Date::parse_iso(day).unwrap());
    assert_eq!(list.lines[0].flags, [PriceFlag::Gap { from, to }]);
    assert_eq!(list.flagged, 1);
}
