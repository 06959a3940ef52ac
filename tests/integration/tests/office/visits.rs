//! Charge entry: a visit is opened, asked about, coded, charged, checked, put forward; each role does its part.

use billing::CsvKind;
use billing::{
    CodeKind, EncounterState, ErrorCode, Form, LineForm, OpenEncounter, OverrideForm, Problem, ReadOnly, Validity,
    VisitForm, VisitSaved,
};
use claims::{ClaimState, Severity};
use integration::Office;
use integration::data::{self, Covered};
use values::{Date, EncounterId, PatientId};

fn clinic(user: &str) -> Office {
    let mut office = Office::new("bella");
    office.import(CsvKind::Patients, &data::patients(3));
    office.import(CsvKind::Coverages, &data::coverages(&[Covered::Primary, Covered::Both, Covered::Dependent]));
    office.seat(user);
    office
}

fn patient(office: &Office, n: usize) -> PatientId {
    let found = billing::find_patients(&office.desk(), data::last_name(n), 5).unwrap();
    found[0].patient_id.parse().unwrap()
}

fn line(code: &str) -> LineForm {
    LineForm { date: "t-2".to_owned(), code: code.to_owned(), ..LineForm::default() }
}

/// A form of one line, coded as it should be.
fn form(office: &Office, n: usize) -> VisitForm {
    let sheet = billing::start_visit(&office.desk(), patient(office, n)).unwrap();
    let provider = sheet.choices.providers.iter().find(|one| one.label.starts_with("HOLLOWAY")).unwrap();
    VisitForm {
        rendering_provider: provider.value.clone(),
        diagnoses: vec!["e11.9".to_owned(), String::new(), "I10".to_owned()],
        lines: vec![line("99213"), LineForm { date: "t-2".to_owned(), ..LineForm::default() }],
        ..sheet.form
    }
}

fn saved(form: Form<VisitSaved>) -> VisitSaved {
    match form {
        Form::Saved(saved) => saved,
        Form::Refused(problems) => panic!("{problems:?}"),
    }
}

fn problems<T: std::fmt::Debug>(form: Form<T>) -> Vec<(String, Problem)> {
    let Form::Refused(problems) = form else { panic!("saved") };
    problems.into_iter().map(|one| (one.field, one.problem)).collect()
}

#[test]
fn a_new_visit_has_the_defaults_of_an_office() {
    let office = clinic("bella");
    let sheet = billing::start_visit(&office.desk(), patient(&office, 1)).unwrap();
    assert_eq!(sheet.form.place_of_service, "11");
    assert_eq!((sheet.form.lines[0].date.as_str(), sheet.form.lines[0].units.as_str()), ("09/15/2026", "1"));
    assert_eq!((sheet.state, sheet.read_only, sheet.may_bill), (EncounterState::ToCode, None, true));
    assert_eq!(sheet.choices.policies.len(), 1);
    assert!(sheet.choices.places.iter().any(|place| place.value == "11" && place.label == "Office"));
}

#[test]
fn a_biller_makes_a_ready_claim_in_one_commit_and_approves_it() {
    let mut office = clinic("bella");
    let form = form(&office, 1);
    let before = office.entries();
    let done = saved(billing::mark_ready(&office.desk(), &form).unwrap());
    assert_eq!(office.entries_after(before), [("bella".to_owned(), "visit.ready".to_owned())]);
    assert_eq!((done.state, done.claim_state), (EncounterState::Claim, Some(ClaimState::Ready)));
    assert!(done.findings.iter().all(|one| one.finding.severity != Severity::Stop), "{:?}", done.findings);
    let claim = done.claim_id.unwrap();
    let file = billing::show_claim(&office.desk(), claim).unwrap();
    assert_eq!(file.diagnoses.as_open().unwrap(), &["E119", "I10"]);
    let lines = file.lines.as_open().unwrap();
    assert_eq!((lines.len(), lines[0].charge_cents.cents(), lines[0].pointers.as_slice()), (1, 12_500, &[1_u8][..]));
    assert_eq!(lines[0].date_of_service, Date::new(2026, 9, 13));
    assert!(billing::list_encounters(&office.desk()).unwrap().is_empty());
    let moved = billing::approve_claims(&office.desk(), &[claim]).unwrap();
    assert_eq!(moved.claims[0].state, "approved");
    office.check_books();
    office.transmit();
    let sheet = billing::open_visit(&office.desk(), claim).unwrap();
    assert_eq!(sheet.read_only, Some(ReadOnly::Sent));
    assert_eq!(billing::save_visit(&office.desk(), &sheet.form).unwrap_err().code, ErrorCode::NotAllowed);
    office.seat("sven");
    office.verify();
}

#[test]
fn a_claim_of_a_patient_who_died_says_the_day_and_a_later_service_is_warned_of() {
    let office = clinic("bella");
    // The first is the subscriber himself, the third a dependent.
    for (n, pat) in [(1, "PAT*****D8*"), (3, "PAT*19****D8*")] {
        let id = patient(&office, n);
        let bill = |died: &str| {
            let form =
                billing::PatientForm { deceased_on: died.into(), ..billing::patient_form(&office.desk(), id).unwrap() };
            let Form::Saved(_) = billing::save_patient(&office.desk(), &form).unwrap() else { panic!("refused") };
        };
        bill("t-3");
        let claim = saved(billing::mark_ready(&office.desk(), &form(&office, n)).unwrap());
        assert!(claim.findings.iter().any(|one| one.finding.rule.as_str() == "CON-022"), "{:?}", claim.findings);
        bill("t");
        office.approve(&[claim.claim_id.unwrap()]);
        let text: String = office.transmit().into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
        let day = data::today().to_d8();
        assert!(text.contains(&format!("{pat}{day}")), "{text}");
    }
}

#[test]
fn a_changed_draft_says_the_new_content_and_its_charge_follows() {
    let office = clinic("bella");
    let draft = saved(billing::save_visit(&office.desk(), &form(&office, 2)).unwrap());
    assert_eq!(draft.claim_state, Some(ClaimState::Draft));
    let claim = draft.claim_id.unwrap();
    let mut form = billing::open_visit(&office.desk(), claim).unwrap().form;
    assert_eq!(form.diagnoses, ["E11.9", "I10"]);
    form.lines[0].charge = "99.5".to_owned();
    form.lines[0].pointers = "ba".to_owned();
    form.lines.push(LineForm { modifiers: "RT".to_owned(), ..line("20610") });
    form.patient_paid = "20".to_owned();
    form.prior_authorization = "PA-77".to_owned();
    saved(billing::save_visit(&office.desk(), &form).unwrap());
    let file = billing::show_claim(&office.desk(), claim).unwrap();
    let lines = file.lines.as_open().unwrap();
    assert_eq!(lines.iter().map(|line| line.charge_cents.cents()).collect::<Vec<_>>(), [9_950, 11_900]);
    assert_eq!(lines[0].pointers, [2, 1]);
    assert_eq!(file.prior_authorization.as_open().unwrap(), "PA-77");
    assert_eq!(file.row.balance_cents.as_open().unwrap().cents(), 9_950 + 11_900 - 2_000);
    office.check_books();
    let again = billing::open_visit(&office.desk(), claim).unwrap().form;
    assert_eq!((again.patient_paid.as_str(), again.lines[1].charge.as_str()), ("20.00", "119.00"));
    let second = billing::open_visit(&office.desk(), claim).unwrap();
    assert_eq!(second.choices.policies.len(), 2);
}

#[test]
fn every_field_that_cannot_be_read_is_named_and_nothing_is_saved() {
    let office = clinic("bella");
    let mut form = form(&office, 1);
    form.place_of_service = "1".to_owned();
    form.diagnoses[1] = "?".to_owned();
    form.lines[0] =
        LineForm { charge: "a lot".to_owned(), units: "0".to_owned(), pointers: "D".to_owned(), ..line("99213") };
    form.lines[1] = LineForm { modifiers: "5".to_owned(), date: "someday".to_owned(), ..line("J0000") };
    form.accident_date = "13/45".to_owned();
    let entries = office.entries();
    let refused = problems(billing::save_visit(&office.desk(), &form).unwrap());
    let wanted = [
        ("place_of_service", Problem::BadShape),
        ("diagnoses.1", Problem::BadShape),
        ("lines.0.charge", Problem::NotAnAmount),
        ("lines.0.units", Problem::NotANumber),
        ("lines.0.pointers", Problem::Unknown),
        ("lines.1.modifiers", Problem::BadShape),
        ("lines.1.date", Problem::NotADate),
        ("lines.1.charge", Problem::Required),
        ("accident_date", Problem::NotADate),
    ];
    for (field, problem) in wanted {
        assert!(refused.contains(&(field.to_owned(), problem)), "{field}: {refused:?}");
    }
    assert_eq!(refused.len(), wanted.len(), "{refused:?}");
    assert_eq!(office.entries(), entries);
    let live = billing::check_visit(&office.desk(), &form).unwrap();
    assert_eq!(live.problems.len(), wanted.len());
}

#[test]
fn a_visit_goes_from_its_opening_through_a_question_to_coded_and_to_a_claim() {
    let mut office = clinic("carl");
    let whose = patient(&office, 1);
    let open = OpenEncounter {
        patient_id: whose.to_string(),
        date: "t-4".to_owned(),
        reason: "knee, left".to_owned(),
        ..OpenEncounter::default()
    };
    let Form::Saved(id) = billing::open_encounter(&office.desk(), &open).unwrap() else { panic!("refused") };
    let state = |office: &Office| {
        let rows = billing::list_encounters(&office.desk()).unwrap();
        rows.first().map(|row| (row.encounter_id, row.state, row.lag_days, row.charge.map(values::Money::cents)))
    };
    assert_eq!(state(&office), Some((id, EncounterState::ToCode, Some(4), None)));

    let Form::Saved(query) = billing::ask_provider(&office.desk(), id, "Which knee?").unwrap() else {
        panic!("refused")
    };
    assert_eq!(state(&office).unwrap().1, EncounterState::Queried);
    assert_eq!(
        problems(billing::answer_query(&office.desk(), query, " ").unwrap()),
        [("answer".to_owned(), Problem::Required)]
    );
    billing::answer_query(&office.desk(), query, "the left").unwrap();
    assert_eq!(state(&office).unwrap().1, EncounterState::ToCode);

    let sheet = billing::open_encounter_visit(&office.desk(), id).unwrap();
    assert!(!sheet.may_bill);
    assert_eq!(sheet.queries[0].answer.as_ref().unwrap().0, "the left");
    assert_eq!(sheet.form.lines[0].date, "09/11/2026");
    let mut form = sheet.form;
    form.diagnoses = vec!["M17.12".to_owned()];
    form.lines[0].code = "99213".to_owned();
    let before = office.entries();
    let coded = saved(billing::mark_ready(&office.desk(), &form).unwrap());
    assert_eq!((coded.state, coded.claim_id, coded.claim_state), (EncounterState::Coded, None, None));
    assert_eq!(office.entries_after(before), [("carl".to_owned(), "visit.ready".to_owned())]);
    assert_eq!(state(&office), Some((id, EncounterState::Coded, Some(4), Some(12_500))));
    form.patient_paid = "20".to_owned();
    assert_eq!(billing::save_visit(&office.desk(), &form).unwrap_err().code, ErrorCode::NotPermitted);

    office.seat("bella");
    let mut sheet = billing::open_encounter_visit(&office.desk(), id).unwrap();
    assert_eq!(sheet.form.diagnoses, ["M17.12"]);
    sheet.form.rendering_provider = data::rendering_npi();
    let billed = saved(billing::mark_ready(&office.desk(), &sheet.form).unwrap());
    assert_eq!((billed.encounter_id, billed.claim_state), (Some(id), Some(ClaimState::Ready)), "{:?}", billed.findings);
    assert_eq!(state(&office), None);
    office.check_books();
}

#[test]
fn a_coder_mends_a_claims_visit_and_the_claim_takes_it_when_its_biller_scrubs() {
    let mut office = clinic("bella");
    let mut typed = form(&office, 1);
    typed.diagnoses = vec!["E11".to_owned()];
    let held = saved(billing::mark_ready(&office.desk(), &typed).unwrap());
    assert_eq!(held.claim_state, Some(ClaimState::NeedsCorrection));
    let (claim, encounter) = (held.claim_id.unwrap(), held.encounter_id.unwrap());
    let stop = &held.findings[0];
    assert_eq!((stop.finding.rule.as_str(), stop.field.as_str()), ("COD-001", "diagnoses.0"));
    assert!(stop.fix.is_none() && !stop.may_override, "E11 has many children");

    office.seat("carl");
    let mut sheet = billing::open_encounter_visit(&office.desk(), encounter).unwrap();
    sheet.form.diagnoses[0] = "E11.9".to_owned();
    let coded = saved(billing::mark_ready(&office.desk(), &sheet.form).unwrap());
    assert_eq!((coded.claim_id, coded.claim_state), (Some(claim), None));
    let left = billing::list_scrub_results(&office.desk()).unwrap();
    assert_eq!((left.held, left.clean), (0, 1), "what the coder mended is not told to him again");

    office.seat("bella");
    let seen = billing::list_scrub_results(&office.desk()).unwrap();
    assert!(
        seen.claims.iter().all(|one| one.is_changed && one.findings.iter().all(|f| f.finding.rule != "COD-001")),
        "{seen:?}"
    );
    let scrubbed = billing::scrub_claims(&office.desk(), &[claim]).unwrap();
    assert_eq!(scrubbed.claims[0].outcome, "clean");
    let file = billing::show_claim(&office.desk(), claim).unwrap();
    assert_eq!(
        (file.diagnoses.as_open().unwrap()[0].as_str(), *file.row.state.as_open().unwrap()),
        ("E119", "scrubbed")
    );
    office.check_books();
}

#[test]
fn live_findings_name_the_field_of_the_form_and_cost_no_commit() {
    let office = clinic("bella");
    let mut form = form(&office, 1);
    form.diagnoses = vec![String::new(), "O48".to_owned(), "E11.9".to_owned()];
    form.lines = vec![LineForm::default(), LineForm { pointers: "CC".to_owned(), ..line("99213") }, line("J1100")];
    let entries = office.entries();
    let start = std::time::Instant::now();
    let check = billing::check_visit(&office.desk(), &form).unwrap();
    println!("check_visit took {:?}", start.elapsed());
    assert_eq!(office.entries(), entries);
    assert_eq!(check.problems.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["lines.2.charge"]);
    let fields: Vec<&str> = check.findings.iter().map(|one| one.field.as_str()).collect();
    assert!(fields.contains(&"diagnoses.1"), "{fields:?}");
    let twice = check.findings.iter().find(|one| one.field == "lines.1.pointers").unwrap();
    assert_eq!(twice.fix.as_ref().unwrap().value, "B", "{twice:?}");
    assert_eq!((check.lines[0].code.at, check.lines[0].is_fee, check.lines[0].charge.cents()), (1, true, 12_500));
    assert_eq!(check.lines[0].code.validity, Validity::Unchecked);
    assert_eq!(check.lines[1].code.validity, Validity::Valid);
    assert!(check.lines[1].code.text.to_lowercase().contains("dexamethasone"));
    assert_eq!(check.diagnoses[1].text, "Type 2 diabetes mellitus without complications");
    assert!(check.rules_passed > 50 && check.policy.is_some() && check.filing_limit_on.is_some());
}

#[test]
fn a_finding_that_leaves_no_choice_is_mended_by_its_fix() {
    let office = clinic("bella");
    let mut typed = form(&office, 1);
    // One code alone lies below the category.
    typed.diagnoses = vec!["U09".to_owned()];
    let held = saved(billing::mark_ready(&office.desk(), &typed).unwrap());
    assert_eq!(held.claim_state, Some(ClaimState::NeedsCorrection));
    let claim = held.claim_id.unwrap();
    let found = held.findings.iter().find(|one| one.fix.is_some()).unwrap().clone();
    assert_eq!((found.field.as_str(), found.fix.unwrap().value.as_str()), ("diagnoses.0", "U09.9"));
    let what = (found.finding.rule.as_str(), found.finding.field.as_str());
    let before = office.entries();
    let mended = billing::apply_fix(&office.desk(), claim, what).unwrap();
    assert_eq!(office.entries_after(before), [("bella".to_owned(), "visit.fix".to_owned())]);
    assert!(mended.findings.iter().all(|one| one.finding.rule != what.0), "{:?}", mended.findings);
    assert_eq!(mended.state.as_open(), Some(&ClaimState::Scrubbed));
    assert_eq!(billing::open_visit(&office.desk(), claim).unwrap().form.diagnoses, ["U09.9"]);
    assert_eq!(billing::apply_fix(&office.desk(), claim, what).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn a_warning_is_overridden_with_a_reason_and_stays_so_when_scrubbed_again() {
    let office = clinic("bella");
    let mut typed = form(&office, 1);
    typed.lines = vec![line("99213"), line("99213")];
    let done = saved(billing::mark_ready(&office.desk(), &typed).unwrap());
    let claim = done.claim_id.unwrap();
    let warning = done.findings.iter().find(|one| one.may_override).unwrap().clone();
    let what = (warning.finding.rule.as_str(), warning.finding.field.as_str());
    let other = saved(
        billing::mark_ready(
            &office.desk(),
            &VisitForm { patient_id: self::form(&office, 2).patient_id, ..typed.clone() },
        )
        .unwrap(),
    );
    let sent = other.claim_id.unwrap();
    office.approve(&[sent]);
    office.transmit();
    let late = billing::override_finding(&office.desk(), sent, what, "given twice").unwrap_err();
    assert_eq!(late.code, ErrorCode::NotAllowed, "what was sent is not taken upon oneself");
    assert_eq!(problems(billing::override_finding(&office.desk(), claim, what, " ").unwrap())[0].0, "reason");
    let before = billing::list_scrub_results(&office.desk()).unwrap();
    assert_eq!((before.held, before.clean, before.overridden), (1, 0, 0));
    let rows = before.claims[0].findings.iter().filter(|one| one.may_override).count();
    for one in before.claims[0].findings.iter().filter(|one| one.may_override) {
        let what = (one.finding.rule.as_str(), one.finding.field.as_str());
        billing::override_finding(&office.desk(), claim, what, "two visits that day").unwrap();
    }
    billing::scrub_claims(&office.desk(), &[]).unwrap();
    let after = billing::list_scrub_results(&office.desk()).unwrap();
    assert_eq!((after.held, after.clean, after.overridden), (0, 1, rows));
    let sheet = billing::open_visit(&office.desk(), claim).unwrap();
    assert!(sheet.form.overrides.contains(&OverrideForm {
        rule: what.0.to_owned(),
        field: what.1.to_owned(),
        reason: "two visits that day".to_owned(),
    }));
    let unknown = billing::override_finding(&office.desk(), claim, ("CON-999", "line 1"), "so").unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
}

#[test]
fn the_last_visit_is_copied_to_today() {
    let office = clinic("bella");
    let whose = patient(&office, 1);
    assert!(billing::copy_last_visit(&office.desk(), whose).unwrap().is_none());
    saved(billing::mark_ready(&office.desk(), &form(&office, 1)).unwrap());
    let copy = billing::copy_last_visit(&office.desk(), whose).unwrap().unwrap();
    assert_eq!((copy.claim_id.as_str(), copy.encounter_id.as_str()), ("", ""));
    assert_eq!(copy.diagnoses, ["E11.9", "I10"]);
    assert_eq!((copy.lines[0].date.as_str(), copy.lines[0].code.as_str()), ("09/15/2026", "99213"));
    let next = billing::start_visit(&office.desk(), whose).unwrap().form;
    assert_eq!(next.rendering_provider, copy.rendering_provider);
    let again = saved(billing::mark_ready(&office.desk(), &copy).unwrap());
    assert_eq!(again.claim_state, Some(ClaimState::Ready));
    assert_eq!(office.claims().len(), 2);
    office.check_books();
}

#[test]
fn codes_are_found_with_what_matched() {
    let office = clinic("carl");
    let found = |text: &str, kind| billing::find_codes(&office.desk(), text, kind, data::today()).unwrap();
    let exact = found("e11.9", CodeKind::Diagnosis);
    assert_eq!((exact[0].code.as_str(), exact[0].billable), ("E11.9", true));
    let words = found("chron kid 3a", CodeKind::Diagnosis);
    assert_eq!(words[0].code, "N18.31");
    assert_eq!(&words[0].text[words[0].marks[0].0..words[0].marks[0].1], "Chron");
    assert!(words.len() <= billing::CODES_AT_MOST);
    let number = found("992", CodeKind::Procedure);
    assert_eq!((number[0].code.as_str(), number[0].text.as_str(), number[0].has_fee), ("99213", "", true));
    assert!(found("dexamethasone", CodeKind::Procedure).iter().any(|code| code.code == "J1100"));
    assert!(found(" ", CodeKind::Any).is_empty());
}

#[test]
fn who_may_not_is_refused() {
    let mut office = clinic("bella");
    let (typed, whose) = (form(&office, 1), patient(&office, 1));
    let claim = saved(billing::save_visit(&office.desk(), &typed).unwrap()).claim_id.unwrap();
    for user in ["fred", "anna", "audra"] {
        office.seat(user);
        let desk = office.desk();
        let codes = [
            billing::save_visit(&desk, &typed).unwrap_err().code,
            billing::mark_ready(&desk, &typed).unwrap_err().code,
            billing::start_visit(&desk, whose).unwrap_err().code,
            billing::copy_last_visit(&desk, whose).unwrap_err().code,
            billing::list_encounters(&desk).unwrap_err().code,
            billing::open_encounter(&desk, &OpenEncounter::default()).unwrap_err().code,
            billing::ask_provider(&desk, EncounterId::new(1), "?").unwrap_err().code,
            billing::list_scrub_results(&desk).unwrap_err().code,
            billing::override_finding(&desk, claim, ("CON-080", "line 2"), "so").unwrap_err().code,
        ];
        assert!(codes.iter().all(|code| *code == ErrorCode::NotPermitted), "{user} {codes:?}");
    }
    let other = VisitForm { patient_id: PatientId::new(2).to_string(), claim_id: claim.to_string(), ..typed };
    office.seat("bella");
    assert_eq!(billing::save_visit(&office.desk(), &other).unwrap_err().code, ErrorCode::NotFound);
}
