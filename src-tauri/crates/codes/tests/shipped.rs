//! The shipped packs: counts as published, the day rules at each boundary, the codes of clean visits.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod visits;

use codes::{
    CodeBook, CodePackInput, CodeState, DiagnosisLookup, HcpcsLookup, PackError, PackLabel, PackStatus, Remedy, Set,
    SmallRow, build_code_pack, build_small_pack, read,
};
use values::{AdjustmentGroup, Date};

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn status(set: Set, version: &str) -> PackStatus {
    CodeBook::shipped().status().into_iter().find(|pack| pack.set == set && pack.version == version).unwrap()
}

#[test]
fn counts_are_those_published() {
    for (set, version, codes, headers) in [
        (Set::Icd10cm, "2025", 74_260, 97_584 - 74_260),
        (Set::Icd10cm, "2026-04", 74_719, 98_186 - 74_719),
        (Set::Hcpcs, "2024-07", 8_033, 0),
        (Set::Hcpcs, "2026-07", 8_725, 0),
        (Set::Carc, "2026-03", 407, 0),
        (Set::Rarc, "2026-03", 280, 0),
        (Set::PlaceOfService, "2023-09", 52, 0),
        (Set::Modifier, "2026", 148, 0),
        (Set::Taxonomy, "24.0", 126, 0),
        (Set::ClaimFilingIndicator, "5010", 23, 0),
        (Set::ClaimStatusCategory, "5010", 48, 0),
        (Set::ClpStatus, "5010", 10, 0),
        (Set::ClaimFrequency, "5010", 10, 0),
        (Set::GroupCode, "5010", 5, 0),
    ] {
        let pack = status(set, version);
        assert_eq!((pack.codes, pack.headers), (codes, headers), "{set} {version}");
        assert_eq!(pack.sha256.len(), 64);
    }
    assert_eq!(status(Set::Icd10cm, "2027").codes, 74_879);
}

#[test]
fn packs_follow_each_other_without_a_gap() {
    let of_2025 = status(Set::Icd10cm, "2025");
    assert_eq!(
        (of_2025.valid_from, of_2025.valid_to, of_2025.stale_on),
        (day("2024-10-01"), Some(day("2025-09-30")), None)
    );
    let of_2026 = status(Set::Icd10cm, "2026-04");
    assert_eq!((of_2026.valid_from, of_2026.valid_to), (day("2025-10-01"), Some(day("2026-09-30"))));
    let newest = status(Set::Icd10cm, "2027");
    assert_eq!(
        (newest.valid_from, newest.valid_to, newest.stale_on),
        (day("2026-10-01"), None, Some(day("2027-10-01")))
    );
}

#[test]
fn a_day_is_served_by_one_pack_of_a_set() {
    let book = CodeBook::shipped();
    let serving = |set: Set, on: &str| book.serving(set, day(on)).map(|pack| pack.version);
    let icd = |on: &str| serving(Set::Icd10cm, on);
    assert_eq!(icd("2024-09-30"), None);
    assert_eq!(icd("2024-10-01").as_deref(), Some("2025"));
    assert_eq!(icd("2025-09-30").as_deref(), Some("2025"));
    assert_eq!(icd("2025-10-01").as_deref(), Some("2026-04"));
    assert_eq!(icd("2026-09-30").as_deref(), Some("2026-04"));
    assert_eq!(icd("2026-10-01").as_deref(), Some("2027"));
    assert_eq!(icd("2031-01-01").as_deref(), Some("2027"));
    assert_eq!(serving(Set::Hcpcs, "2024-06-30"), None);
    assert_eq!(serving(Set::Hcpcs, "2026-06-30").as_deref(), Some("2024-07"));
    let names: Vec<String> = book.pack_versions(day("2026-01-14")).iter().map(ToString::to_string).collect();
    assert!(names.contains(&"icd10cm-2026-04".to_owned()) && names.contains(&"hcpcs-2024-07".to_owned()));
}

#[test]
fn headers_and_billable_codes_differ() {
    let book = CodeBook::shipped();
    let on = day("2026-01-14");
    assert_eq!(
        book.diagnosis("e11.9", on),
        DiagnosisLookup::Billable { description: "Type 2 diabetes mellitus without complications".to_owned() }
    );
    let DiagnosisLookup::Header { description, children, billable_in } = book.diagnosis("E11", on) else {
        panic!("E11")
    };
    assert_eq!((description.as_str(), billable_in), ("Type 2 diabetes mellitus", None));
    assert!(children.len() == 50 && children.iter().all(|code| code.starts_with("E11")));
    let DiagnosisLookup::Header { children, .. } = book.diagnosis("E11.2", on) else { panic!("E11.2") };
    assert_eq!(children, ["E1121", "E1122", "E1129"]);
    for unknown in ["Z9999", "", "E", "E119999999", "99213", "é11"] {
        assert_eq!(book.diagnosis(unknown, on), DiagnosisLookup::Unknown, "{unknown}");
    }
    assert_eq!(book.diagnosis("E119", day("2024-09-30")), DiagnosisLookup::NoPack);
    assert!(matches!(book.diagnosis("E11", day("2026-10-01")), DiagnosisLookup::Header { .. }));
}

#[test]
fn a_code_of_another_year_says_when_it_is_valid() {
    let book = CodeBook::shipped();
    // Deleted with FY2026.
    assert!(matches!(book.diagnosis("S30.1XXA", day("2025-09-30")), DiagnosisLookup::Billable { .. }));
    let DiagnosisLookup::Ended { span, .. } = book.diagnosis("S30.1XXA", day("2025-10-01")) else { panic!("ended") };
    assert_eq!((span.from, span.to), (day("2024-10-01"), Some(day("2025-09-30"))));
    // Added with FY2026, and still there in FY2027.
    let DiagnosisLookup::NotYet { span, .. } = book.diagnosis("B88.01", day("2025-09-30")) else { panic!("not yet") };
    assert_eq!((span.from, span.to), (day("2025-10-01"), None));
    assert!(matches!(book.diagnosis("B88.01", day("2025-10-01")), DiagnosisLookup::Billable { .. }));
    // Split into finer codes with FY2027: from then on a header.
    assert!(matches!(book.diagnosis("I42.0", day("2026-09-30")), DiagnosisLookup::Billable { .. }));
    let DiagnosisLookup::Header { billable_in, children, .. } = book.diagnosis("I42.0", day("2026-10-01")) else {
        panic!("split")
    };
    assert_eq!(billable_in.unwrap().to, Some(day("2026-09-30")));
    assert_eq!(children, ["I4200", "I4201", "I4209"]);
}

#[test]
fn hcpcs_codes_have_their_own_dates() {
    let book = CodeBook::shipped();
    let HcpcsLookup::Valid { description } = book.hcpcs("j3301", day("2026-02-10")) else { panic!("J3301") };
    assert!(description.unwrap().contains("riamcinolone"));
    let HcpcsLookup::Ended { last, .. } = book.hcpcs("A4397", day("2026-02-10")) else { panic!("A4397") };
    assert_eq!(last, day("2021-12-31"));
    assert_eq!(book.hcpcs("J3301", day("2024-06-30")), HcpcsLookup::NoPack);
    assert_eq!(book.hcpcs("99213", day("2026-02-10")), HcpcsLookup::Unknown);
    assert_eq!(book.hcpcs("Z0000", day("2026-02-10")), HcpcsLookup::Unknown);
}

#[test]
fn a_code_listed_without_text_is_valid_from_its_list_on() {
    let book = CodeBook::shipped();
    let label = |version: &str, from: &str| PackLabel {
        version: version.to_owned(),
        valid_from: day(from),
        stale_on: day("2030-01-01"),
        source: "test".to_owned(),
    };
    let rows = read::read_hcpcs_codes(b"J9998\n").rows;
    let pack =
        build_code_pack(&label("2028-01", "2028-01-01"), &CodePackInput { set: Set::Hcpcs, rows: &rows, terms: &[] });
    let book = book.with_pack(&pack.unwrap()).unwrap();
    assert_eq!(book.hcpcs("J9998", day("2028-01-01")), HcpcsLookup::Valid { description: None });
    let HcpcsLookup::NotYet { from, listed_in, .. } = book.hcpcs("J9998", day("2027-12-31")) else { panic!("not yet") };
    assert_eq!((from, listed_in.to_string()), (None, "hcpcs-2028-01".to_owned()));
    // Left out by the newer pack: ended with the last day of the older.
    let HcpcsLookup::Ended { last, .. } = book.hcpcs("J3301", day("2028-01-01")) else { panic!("ended") };
    assert_eq!(last, day("2027-12-31"));
}

#[test]
fn codes_of_clean_visits_may_stand_on_their_claims() {
    let book = CodeBook::shipped();
    assert_eq!(visits::CLEAN.len(), 31);
    for (on, diagnoses, procedures) in visits::CLEAN {
        for code in *diagnoses {
            assert!(matches!(book.diagnosis(code, day(on)), DiagnosisLookup::Billable { .. }), "{code} on {on}");
        }
        for code in *procedures {
            assert!(matches!(book.hcpcs(code, day(on)), HcpcsLookup::Valid { .. }), "{code} on {on}");
        }
    }
}

#[test]
fn reasons_tell_what_closes_money() {
    let book = CodeBook::shipped();
    let closes = |code: &str, group| book.carc(code).unwrap().closes(group);
    assert!(closes("45", AdjustmentGroup::ContractualObligation));
    assert!(!closes("45", AdjustmentGroup::PatientResponsibility));
    assert!(!closes("97", AdjustmentGroup::ContractualObligation));
    assert!(closes("23", AdjustmentGroup::OtherAdjustment) && closes("94", AdjustmentGroup::OtherAdjustment));
    assert_eq!(book.carc("1").unwrap().remedy, Remedy::Patient);
    assert!(book.carc("27").unwrap().remedy.is_denial() && !book.carc("1").unwrap().remedy.is_denial());
    let stopped = book.rows::<codes::Carc>().iter().filter(|carc| matches!(carc.state, CodeState::Stopped(_))).count();
    assert_eq!(stopped, 110);
    assert_eq!(book.carc("ZZ9"), None);
}

#[test]
fn small_tables_answer() {
    let book = CodeBook::shipped();
    assert!(!book.place_of_service("11").unwrap().facility && book.place_of_service("21").unwrap().facility);
    assert_eq!(book.modifier("25").unwrap().set, Set::Cpt);
    assert_eq!(book.modifier("gt").unwrap().set, Set::Hcpcs);
    assert!(book.rarc("M15").is_some() && book.taxonomy("207Q00000X").is_some_and(|row| !row.organization));
    assert!(book.claim_filing_indicator("MB").unwrap().in_837);
    assert_eq!(book.status_category("A7").unwrap().class, "rejected");
    assert!(book.clp_status("19").unwrap().forwarded);
    assert!(book.claim_frequency("7").unwrap().needs_payer_claim_control_number);
    assert_eq!(book.group_code("PR").unwrap().who_bears, "patient");
    assert!(book.rows::<codes::Modifier>().iter().all(|row| !row.code().is_empty()));
}

#[test]
fn damaged_packs_are_refused() {
    let label = PackLabel {
        version: "1".to_owned(),
        valid_from: day("2020-01-01"),
        stale_on: day("2021-01-01"),
        source: String::new(),
    };
    let rows = read::read_places_of_service(b"code,name,medicare_rate\n11,Office,NF\n").rows;
    let pack = build_small_pack(&label, rows.clone()).unwrap();
    assert!(CodeBook::shipped().with_pack(&pack).is_ok());
    for at in 0..pack.len() {
        let mut bad = pack.clone();
        *bad.get_mut(at).unwrap() ^= 0x40;
        assert!(CodeBook::shipped().with_pack(&bad).is_err(), "byte {at}");
        assert!(CodeBook::shipped().with_pack(pack.get(..at).unwrap()).is_err(), "cut at {at}");
    }
    assert!(matches!(
        CodeBook::shipped().with_pack(b"not a pack, but long enough to hold a digest"),
        Err(PackError::NotAPack)
    ));
    assert!(matches!(build_small_pack(&label, [rows.clone(), rows].concat()), Err(PackError::Unusable(_))));
}
