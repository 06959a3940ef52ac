use crate::stage::{desk, store, unlock};
use billing::{
    CsvKind, Desk, ErrorCode, PlacedCsv, bring_in_csv, expected_allowed, glance_csv, list_patients, list_payers,
};
use values::{Date, ProcedureCode, Role};

const PATIENTS: &[u8] = b"Chart #,Last,First,DOB,Gender,Note\n\
    A1,Doe,Jane,7/14/1945,Female,x\n\
    A2,Roe,Rick,01-02-1980,M,y\n\
    A3,Poe,Pat,31/12/1980,M,z\n";

fn places(desk: &Desk<'_>, kind: CsvKind, bytes: &[u8]) -> Vec<(String, usize)> {
    let columns = glance_csv(desk, kind, bytes).unwrap().columns;
    columns.into_iter().filter_map(|column| Some((column.name.to_owned(), column.place?))).collect()
}

fn rows(desk: &Desk<'_>, file: &PlacedCsv<'_>, is_rehearsal: bool) -> [usize; 5] {
    let report = bring_in_csv(desk, file, is_rehearsal).unwrap();
    let new = report.rows_imported - report.rows_changed - report.rows_same;
    [report.rows, new, report.rows_changed, report.rows_same, report.rows_bad]
}

#[test]
fn a_foreign_file_is_placed_by_its_names_rehearsed_and_then_taken() {
    let store = store();
    let vault = unlock(&store, Role::Biller);
    let desk = desk(&vault);
    let glance = glance_csv(&desk, CsvKind::Patients, PATIENTS).unwrap();
    assert_eq!((glance.count, glance.rows.len(), glance.header.len()), (3, 3, 6));
    let found: Vec<_> = glance.columns.iter().filter(|column| column.is_needed).map(|column| column.place).collect();
    assert_eq!(found, [Some(0), Some(1), Some(2), Some(3), Some(4)]);
    let places = places(&desk, CsvKind::Patients, PATIENTS);
    let file = PlacedCsv { kind: CsvKind::Patients, bytes: PATIENTS, places: &places, update: true, from: "" };
    let before = vault.journal_head().0;
    assert_eq!(rows(&desk, &file, true), [3, 2, 0, 0, 1]);
    assert_eq!((vault.journal_head().0, list_patients(&desk, 9).unwrap().0), (before, 0));
    let report = bring_in_csv(&desk, &file, false).unwrap();
    assert_eq!((report.outcome, report.findings[0].position.as_deref()), ("partial", Some("birth_date")));
    assert_eq!(list_patients(&desk, 9).unwrap().0, 2);
    assert_eq!(rows(&desk, &file, true), [3, 0, 0, 2, 1]);
    let changed = String::from_utf8(PATIENTS.to_vec()).unwrap().replace("Jane", "Janet");
    assert_eq!(rows(&desk, &PlacedCsv { bytes: changed.as_bytes(), ..file }, true), [3, 0, 1, 1, 1]);
}

#[test]
fn a_needed_column_without_a_place_and_a_file_of_bad_rows_are_refused() {
    let store = store();
    let vault = unlock(&store, Role::Biller);
    let desk = desk(&vault);
    let places = [("account_number".to_owned(), 0)];
    let file = PlacedCsv { kind: CsvKind::Patients, bytes: PATIENTS, places: &places, update: true, from: "" };
    let refusal = bring_in_csv(&desk, &file, true).unwrap_err();
    assert_eq!((refusal.code, refusal.position.as_deref()), (ErrorCode::BadCsv, Some("last_name")));
    let bad = b"account,last,first,dob,sex\nA1,Doe,Jane,never,F\n";
    let places = self::places(&desk, CsvKind::Patients, bad);
    let file = PlacedCsv { bytes: bad, places: &places, ..file };
    assert_eq!(rows(&desk, &file, true), [1, 0, 0, 0, 1]);
    assert_eq!(bring_in_csv(&desk, &file, false).unwrap_err().code, ErrorCode::BadCsv);
    assert_eq!(glance_csv(&desk, CsvKind::Fees, bad).unwrap_err().code, ErrorCode::NotPermitted);
}

#[test]
fn prices_of_a_file_are_published_from_a_day_and_end_those_before() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let desk = desk(&vault);
    let bytes = b"CPT,Mod,Fee,Payer ID,Rate\n99213,,130.00,,\n99214,25,210.00,,\n99213,,,LRC01,95.00\n99215,,,,\n";
    let places = places(&desk, CsvKind::Fees, bytes);
    let file = PlacedCsv { kind: CsvKind::Fees, bytes, places: &places, update: false, from: "" };
    assert_eq!(rows(&desk, &file, true), [4, 0, 0, 0, 4]);
    let file = PlacedCsv { from: "10/1/2026", ..file };
    assert_eq!(rows(&desk, &file, true), [4, 1, 2, 0, 1]);
    assert_eq!(rows(&desk, &file, false), [4, 1, 2, 0, 1]);
    let payer = list_payers(&desk).unwrap()[0].0;
    let code = ProcedureCode::parse("99213").unwrap();
    let on = |day| expected_allowed(&desk, payer, &code, &[], Date::parse_iso(day).unwrap()).unwrap();
    assert_eq!(on("2026-09-30").map(|amount| amount.cents()), Some(9_000));
    assert_eq!(on("2026-10-01").map(|amount| amount.cents()), Some(9_500));
    assert_eq!(rows(&desk, &file, true), [4, 0, 0, 3, 1]);
    let other = PlacedCsv { from: "next year", ..file };
    assert_eq!(bring_in_csv(&desk, &other, true).unwrap_err().position.as_deref(), Some("effective_on"));
}
