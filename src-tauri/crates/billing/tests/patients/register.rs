//! Registration, coverage and undo on the real store.

use crate::office::{Office, refused, saved};
use billing::{
    CoverageForm, ErrorCode, Likeness, PatientForm, Problem, SubscriberForm, end_coverage, find_duplicates,
    find_patients, patient_form, patient_overview, save_coverage, save_patient, show_coverage, show_patient, undo,
};
use records::Field;
use values::PatientId;

pub fn mary() -> PatientForm {
    PatientForm {
        last_name: "Smith-Jones".into(),
        first_name: "Mary".into(),
        birth_date: "7/14/45".into(),
        sex: "f".into(),
        line1: "12 Elm St".into(),
        city: "Fernhill".into(),
        state: "co".into(),
        zip: "80200-1234".into(),
        phone: "(303) 555-0142".into(),
        email: "mary@example.com".into(),
        ssn: Some("123-45-6789".into()),
        ..PatientForm::default()
    }
}

pub fn register(office: &Office) -> PatientId {
    saved(save_patient(&office.desk(), &mary()).unwrap()).id
}

fn card(office: &Office, patient: PatientId) -> CoverageForm {
    CoverageForm {
        patient: Some(patient),
        payer: office.payer("RSA01"),
        sequence: "P".into(),
        member_id: Some("RSA4471009306".into()),
        relationship: "18".into(),
        effective_on: "2/1/26".into(),
        ..CoverageForm::default()
    }
}

#[test]
fn the_front_desk_registers_a_patient_who_is_found_at_once() {
    let mut office = Office::new("fred");
    let id = register(&office);
    office.seat("fred");
    let found = find_patients(&office.desk(), "smith", 10).unwrap();
    assert_eq!(found.len(), 1);
    let form = patient_form(&office.desk(), id).unwrap();
    assert_eq!((form.birth_date.as_str(), form.sex.as_str(), form.state.as_str()), ("1945-07-14", "F", "CO"));
    assert_eq!((form.zip.as_str(), form.ssn.as_deref()), ("802001234", Some("123456789")));
    assert_eq!(form.account_number, "000001");
    assert_eq!(office.actions().iter().filter(|action| *action == "patient.add").count(), 1);
}

#[test]
fn every_field_that_is_wrong_is_named_and_nothing_is_saved() {
    let office = Office::new("fred");
    let form = PatientForm {
        last_name: " ".into(),
        birth_date: "tomorrow".into(),
        sex: "X".into(),
        state: "Colorado".into(),
        zip: "802".into(),
        phone: "12".into(),
        email: "mary".into(),
        ssn: Some("12345".into()),
        ..PatientForm::default()
    };
    let problems = refused(save_patient(&office.desk(), &form).unwrap());
    let fields: Vec<&str> = problems.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["last_name", "birth_date", "sex", "state", "zip", "phone", "email", "ssn"]);
    assert_eq!(problems[0].1, Problem::Required);
    assert!(!office.actions().iter().any(|action| action.starts_with("patient.")));
}

#[test]
fn a_day_of_death_lies_between_birth_and_today_and_is_shown() {
    let office = Office::new("fred");
    let id = register(&office);
    let died = |day: &str| PatientForm { id: Some(id), deceased_on: day.into(), ..mary() };
    let refused_for = |day: &str| refused(save_patient(&office.desk(), &died(day)).unwrap());
    assert_eq!(refused_for("7/13/1945"), [("deceased_on".to_owned(), Problem::DatesOutOfOrder)]);
    assert_eq!(refused_for("1/1/2099"), [("deceased_on".to_owned(), Problem::InFuture)]);
    assert_eq!(refused_for("soon"), [("deceased_on".to_owned(), Problem::NotADate)]);
    saved(save_patient(&office.desk(), &died("2/3/2026")).unwrap());
    assert_eq!(patient_form(&office.desk(), id).unwrap().deceased_on, "2026-02-03");
    let file = show_patient(&office.desk(), id).unwrap();
    assert_eq!(file.demographics.open().unwrap().deceased_on.unwrap().to_string(), "2026-02-03");
    saved(save_patient(&office.desk(), &died("")).unwrap());
    assert_eq!(patient_form(&office.desk(), id).unwrap().deceased_on, "");
}

#[test]
fn an_account_number_belongs_to_one_patient() {
    let office = Office::new("fred");
    let numbered = PatientForm { account_number: "000002".into(), ..mary() };
    let id = saved(save_patient(&office.desk(), &numbered).unwrap()).id;
    let again = refused(save_patient(&office.desk(), &numbered).unwrap());
    assert_eq!(again, [("account_number".to_owned(), Problem::Taken)]);
    // The number that would be made is taken: the next patient gets another one.
    let second = saved(save_patient(&office.desk(), &PatientForm { first_name: "Ann".into(), ..mary() }).unwrap()).id;
    assert_eq!(patient_form(&office.desk(), second).unwrap().account_number, "000002A");
    // Her own number is no other's.
    let own = PatientForm { id: Some(id), ..numbered };
    assert!(saved(save_patient(&office.desk(), &own).unwrap()).undo.is_none());
}

#[test]
fn who_may_not_register_does_not() {
    let office = Office::new("carl");
    assert_eq!(save_patient(&office.desk(), &mary()).unwrap_err().code, ErrorCode::NotPermitted);
    let mut office = Office::new("fred");
    let id = register(&office);
    for user in ["carl", "anna", "audra"] {
        office.seat(user);
        let form = PatientForm { id: Some(id), ..mary() };
        assert_eq!(save_patient(&office.desk(), &form).unwrap_err().code, ErrorCode::NotPermitted, "{user}");
        assert_eq!(patient_form(&office.desk(), id).unwrap_err().code, ErrorCode::NotPermitted, "{user}");
    }
}

#[test]
fn a_change_leaves_a_number_that_was_not_typed_and_can_be_taken_back() {
    let office = Office::new("bella");
    let id = register(&office);
    let moved = PatientForm { id: Some(id), line1: "9 Oak St".into(), ssn: None, ..mary() };
    let saved_as = saved(save_patient(&office.desk(), &moved).unwrap());
    let now = patient_form(&office.desk(), id).unwrap();
    assert_eq!((now.line1.as_str(), now.ssn.as_deref()), ("9 Oak St", Some("123456789")));
    undo(&office.desk(), &saved_as.undo.unwrap()).unwrap();
    assert_eq!(patient_form(&office.desk(), id).unwrap().line1, "12 Elm St");

    let first = saved(save_patient(&office.desk(), &moved).unwrap()).undo.unwrap();
    let twice = PatientForm { line1: "10 Oak St".into(), ..moved };
    saved(save_patient(&office.desk(), &twice).unwrap());
    assert_eq!(undo(&office.desk(), &first).unwrap_err().code, ErrorCode::NotAllowed);
    assert_eq!(patient_form(&office.desk(), id).unwrap().line1, "10 Oak St");
}

#[test]
fn a_policy_is_entered_changed_ended_and_the_end_taken_back() {
    let office = Office::new("fred");
    let id = register(&office);
    let coverage = saved(save_coverage(&office.desk(), &card(&office, id)).unwrap()).id;
    let file = show_patient(&office.desk(), id).unwrap();
    assert_eq!(file.coverages[0].member_id, Field::Open("RSA4471009306".into()));
    assert_eq!(find_patients(&office.desk(), "RSA4471009306", 10).unwrap().len(), 1);

    let child = CoverageForm {
        relationship: "19".into(),
        subscriber: SubscriberForm {
            last_name: "Smith".into(),
            first_name: "Ann".into(),
            birth_date: "1920-01-02".into(),
            sex: "F".into(),
            ..SubscriberForm::default()
        },
        ..show_coverage(&office.desk(), coverage).unwrap()
    };
    saved(save_coverage(&office.desk(), &child).unwrap());
    assert_eq!(show_coverage(&office.desk(), coverage).unwrap().subscriber.last_name, "Smith");

    let ended = saved(end_coverage(&office.desk(), coverage, "6/30/26").unwrap());
    let Field::Open(Some(line)) = patient_overview(&office.desk(), id).unwrap().timeline else { panic!("no line") };
    assert_eq!(line.gaps.len(), 1);
    undo(&office.desk(), &ended.undo.unwrap()).unwrap();
    assert_eq!(show_coverage(&office.desk(), coverage).unwrap().ends_on, "");
    let of_coverage: Vec<String> = office
        .actions()
        .into_iter()
        .filter(|action| action.starts_with("coverage.") || action == "patient.undo")
        .collect();
    assert_eq!(of_coverage, ["coverage.add", "coverage.change", "coverage.end", "patient.undo"]);
}

#[test]
fn a_registration_is_taken_back_as_long_as_nothing_refers_to_it() {
    let mut office = Office::new("fred");
    let kept = saved(save_patient(&office.desk(), &mary()).unwrap());
    let policy = saved(save_coverage(&office.desk(), &card(&office, kept.id)).unwrap());
    let registration = kept.undo.unwrap();
    assert_eq!(undo(&office.desk(), &registration).unwrap_err().code, ErrorCode::NotAllowed, "a policy refers to it");
    undo(&office.desk(), &policy.undo.unwrap()).unwrap();
    undo(&office.desk(), &registration).unwrap();
    assert_eq!(show_patient(&office.desk(), kept.id).unwrap_err().code, ErrorCode::NotFound);
    assert!(find_patients(&office.desk(), "smith", 9).unwrap().is_empty(), "no search finds it");
    office.seat("fred");
    assert!(find_patients(&office.desk(), "smith", 9).unwrap().is_empty(), "nor after the store was opened again");
    let again = saved(save_patient(&office.desk(), &mary()).unwrap());
    assert_ne!(again.id, kept.id, "its number is not used again");
    assert_eq!(undo(&office.desk(), &registration).unwrap_err().code, ErrorCode::NotFound);
    let change = PatientForm { id: Some(again.id), line1: "9 Oak St".into(), ssn: None, ..mary() };
    saved(save_patient(&office.desk(), &change).unwrap());
    assert_eq!(undo(&office.desk(), &again.undo.unwrap()).unwrap_err().code, ErrorCode::NotAllowed, "it was changed");
}

#[test]
fn a_policy_that_was_added_by_mistake_can_be_taken_back() {
    let office = Office::new("fred");
    let id = register(&office);
    let added = saved(save_coverage(&office.desk(), &card(&office, id)).unwrap());
    undo(&office.desk(), &added.undo.unwrap()).unwrap();
    assert!(show_patient(&office.desk(), id).unwrap().coverages.is_empty());
}

#[test]
fn a_policy_names_what_is_wrong_with_it() {
    let office = Office::new("fred");
    let id = register(&office);
    let form = CoverageForm {
        payer: "pay-ZZZ".into(),
        sequence: String::new(),
        member_id: Some(String::new()),
        relationship: "19".into(),
        effective_on: "2/1/26".into(),
        ends_on: "1/1/26".into(),
        ..card(&office, id)
    };
    let fields: Vec<String> =
        refused(save_coverage(&office.desk(), &form).unwrap()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["sequence", "payer", "member_id", "subscriber.last_name"]);
    let late = CoverageForm { effective_on: "2/1/26".into(), ends_on: "1/1/26".into(), ..card(&office, id) };
    let problems = refused(save_coverage(&office.desk(), &late).unwrap());
    assert_eq!(problems, [("ends_on".to_owned(), Problem::DatesOutOfOrder)]);
    assert!(show_patient(&office.desk(), id).unwrap().coverages.is_empty());
}

#[test]
fn likely_duplicates_are_found_by_what_makes_them_the_same() {
    let office = Office::new("fred");
    let id = register(&office);
    saved(save_coverage(&office.desk(), &card(&office, id)).unwrap());
    let alike = |form: &PatientForm, member_id: &str| {
        let found = find_duplicates(&office.desk(), form, member_id).unwrap();
        found.first().map(|other| other.alike.clone()).unwrap_or_default()
    };
    let born = "1945-07-14".to_owned();
    let typed = |last: &str, first: &str| PatientForm {
        last_name: last.into(),
        first_name: first.into(),
        birth_date: born.clone(),
        ..PatientForm::default()
    };
    assert_eq!(alike(&typed("Smith Jones", "Maria"), ""), [Likeness::BirthDateAndName]);
    assert_eq!(alike(&typed("Okonjo", "Blessing"), ""), []);
    assert_eq!(alike(&typed("Okonjo", "Blessing"), "rsa-4471009306"), [Likeness::MemberId]);
    let phone = PatientForm { phone: "303.555.0142".into(), ..PatientForm::default() };
    assert_eq!(alike(&phone, ""), [Likeness::Phone]);
    let ssn = PatientForm { ssn: Some("123456789".into()), ..PatientForm::default() };
    assert_eq!(alike(&ssn, ""), [Likeness::Ssn]);
    assert!(find_duplicates(&office.desk(), &PatientForm { id: Some(id), ..mary() }, "").unwrap().is_empty());
    assert_eq!(office.actions().iter().filter(|action| *action == "patient.duplicates").count(), 4);
}
