//! The finder: what billers type leads to the code, and nothing that is typed makes it panic.
#![allow(clippy::unwrap_used, clippy::panic)]

use codes::{CodeBook, FindOptions, Hit, Matched, OwnCode, Set};
use proptest::prelude::*;
use values::Date;

fn options(set: Option<Set>) -> FindOptions {
    FindOptions { set, on: Date::new(2026, 4, 15).unwrap(), limit: 10 }
}

fn find(text: &str) -> Vec<Hit> {
    CodeBook::shipped().find(text, &options(Some(Set::Icd10cm)), &[])
}

fn codes(text: &str) -> Vec<String> {
    find(text).into_iter().map(|hit| hit.code).collect()
}

#[test]
fn codes_are_found_with_and_without_point() {
    for text in ["e11.9", "E119", " e119 "] {
        let hits = find(text);
        assert_eq!(hits.first().map(|hit| (hit.code.as_str(), hit.matched)), Some(("E119", Matched::Code)));
    }
    let header = find("e11.2");
    assert_eq!(header.iter().map(|hit| hit.code.as_str()).collect::<Vec<_>>(), ["E1121", "E1122", "E1129"]);
    assert!(header.iter().all(|hit| hit.billable && hit.matched == Matched::CodePrefix));
}

#[test]
fn words_in_any_order_beginnings_abbreviations_and_errors_lead_to_the_code() {
    for (text, code) in [
        ("htn", "I10"),
        ("type 2 diabetes without complications", "E119"),
        ("complications without diabetes type 2", "E119"),
        ("uti", "N390"),
        ("ckd stage 3a", "N1831"),
        ("migrane", "G43909"),
        ("dil cardiomyo", "I420"),
        ("fx distal radius left init closed", "S52502A"),
        ("heart attack", "I219"),
    ] {
        assert!(codes(text).contains(&code.to_owned()), "{text}: {:?}", codes(text));
    }
}

#[test]
fn hits_carry_text_and_dates() {
    let hits = find("B88.01");
    let hit = hits.first().unwrap();
    assert_eq!(hit.description, "Infestation by Demodex mites");
    assert_eq!((hit.valid_from, hit.valid_to), (Date::new(2025, 10, 1), None));
    let old = find("S30.1XXA");
    let hit = old.first().unwrap();
    assert!(!hit.billable);
    assert_eq!(hit.valid_to, Date::new(2025, 9, 30));
}

#[test]
fn every_set_is_searched_unless_one_is_named() {
    let book = CodeBook::shipped();
    assert_eq!(book.find("j3301", &options(None), &[]).first().unwrap().set, Set::Hcpcs);
    let own = [OwnCode { code: "99213".to_owned(), set: Set::Cpt, text: "office visit, our wording".to_owned() }];
    for text in ["99213", "9921", "visit offi"] {
        let hits = book.find(text, &options(Some(Set::Cpt)), &own);
        assert_eq!(hits.iter().map(|hit| hit.code.as_str()).collect::<Vec<_>>(), ["99213"], "{text}");
        assert_eq!(hits.first().unwrap().description, "office visit, our wording");
    }
    let bare = book.find("99214", &options(None), &own);
    assert_eq!(bare.first().map(|hit| (hit.code.as_str(), hit.description.as_str())), Some(("99214", "")));
    assert!(book.find("99214", &options(Some(Set::Icd10cm)), &own).is_empty());
}

#[test]
fn ended_hcpcs_codes_are_shown_as_not_billable() {
    let hits = CodeBook::shipped().find("A4397", &options(Some(Set::Hcpcs)), &[]);
    assert_eq!(hits.first().map(|hit| (hit.billable, hit.valid_to)), Some((false, Date::new(2021, 12, 31))));
}

#[test]
fn a_warm_book_answers_the_same() {
    let (cold, warm) = (find("htn"), CodeBook::shipped());
    warm.warm(Date::new(2026, 4, 15).unwrap());
    assert_eq!(warm.find("htn", &options(Some(Set::Icd10cm)), &[]), cold);
}

#[test]
fn before_the_first_pack_nothing_is_found() {
    let before = FindOptions { on: Date::new(2020, 1, 1).unwrap(), ..options(None) };
    assert!(CodeBook::shipped().find("diabetes", &before, &[]).is_empty());
    let none = FindOptions { limit: 0, ..options(None) };
    assert!(CodeBook::shipped().find("diabetes", &none, &[]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        let hits = CodeBook::shipped().find(&text, &options(None), &[]);
        prop_assert!(hits.len() <= 10);
    }

    #[test]
    fn any_words_give_real_codes(text in "[a-z0-9.]{1,8}( [a-z]{1,5}){0,4}") {
        for hit in find(&text) {
            prop_assert!(!hit.description.is_empty() && !hit.code.contains('.'));
        }
    }

    #[test]
    fn any_bytes_are_no_pack(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(CodeBook::shipped().with_pack(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = (codes::read::read_icd_order(&bytes), codes::read::read_hcpcs_csv(&bytes), codes::read::read_carc(&bytes));
        let _ = (codes::read::read_icd_codes(&bytes), codes::read::read_search_terms(&bytes), codes::read::unzipped(&bytes));
        let _ = codes::read::read_hcpcs_codes(&bytes);
    }
}
