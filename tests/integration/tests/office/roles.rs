//! Who may do what, and who sees what.

use crate::common::{VISIT, sent};
use billing::{
    Appeal, BillingError, ClaimFilter, CsvKind, CsvOptions, DenialPlace, ErrorCode, WorkFilter, WorkOrder, WorkQueue,
    WorkScope,
};
use fixtures::{PEOPLE, passphrase};
use integration::Office;
use integration::data::{Covered, Visit, account, coverages, edit, encounters, patients};
use integration::history::{OldClaim, file};
use integration::payer::{SentClaim, ack999};
use integration::remit::{Decision, Era};
use privacy::{Action, decide};
use values::{BatchId, ClaimId, PatientId, RemittanceId, Role, WorkItemId};

type Answer = Result<(), BillingError>;
type Try<'a> = (&'static str, Action, Box<dyn Fn(&Office) -> Answer + 'a>);

fn done<T>(answer: Result<T, BillingError>) -> Answer {
    answer.map(drop)
}

/// What was asked for is not there, or cannot be: the person was allowed to ask.
fn allowed<T>(answer: Result<T, BillingError>) -> Answer {
    match answer {
        Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::NotAllowed | ErrorCode::BadValue) => Ok(()),
        other => done(other),
    }
}

fn csv(kind: CsvKind, text: String) -> Box<dyn Fn(&Office) -> Answer> {
    Box::new(move |office| {
        let options = CsvOptions { update: true, skip_bad: false };
        done(billing::import_csv(&office.desk(), kind, text.as_bytes(), options))
    })
}

fn about_patients<'a>() -> Vec<Try<'a>> {
    let patient = PatientId::new(1);
    let visit = encounters(&[Visit::new("E700", &account(1), 30, "I10", &VISIT)]);
    vec![
        ("patient find", Action::ReadPatient, Box::new(|office| done(billing::find_patients(&office.desk(), "a", 9)))),
        ("patient list", Action::ReadPatient, Box::new(|office| done(billing::list_patients(&office.desk(), 9)))),
        (
            "patient show",
            Action::ReadPatient,
            Box::new(move |office| done(billing::show_patient(&office.desk(), patient))),
        ),
        ("import patients", Action::WritePatient, csv(CsvKind::Patients, patients(2))),
        ("import coverages", Action::WritePatient, csv(CsvKind::Coverages, coverages(&[Covered::Both; 2]))),
        (
            "patient merge",
            Action::MergePatients,
            Box::new(move |office| allowed(billing::merge_patients(&office.desk(), patient, patient))),
        ),
        ("import encounters", Action::WriteClaim, csv(CsvKind::Encounters, visit)),
        (
            "import 837",
            Action::WriteClaim,
            Box::new(|office| {
                done(billing::import_claims(&office.desk(), file(5, &[OldClaim::new("X1", "OLD")]).as_bytes()))
            }),
        ),
    ]
}

fn about_claims<'a>(sent: &'a SentClaim) -> Vec<Try<'a>> {
    let claim = ClaimId::new(1);
    let all = ClaimFilter::default;
    let acknowledgment = ack999(std::slice::from_ref(sent), &[]);
    vec![
        ("claim list", Action::ReadClaim, Box::new(move |office| done(billing::list_claims(&office.desk(), &all())))),
        ("claim show", Action::ReadClaim, Box::new(move |office| done(billing::show_claim(&office.desk(), claim)))),
        ("claim scrub", Action::ScrubClaim, Box::new(|office| done(billing::scrub_claims(&office.desk(), &[])))),
        (
            "claim approve",
            Action::WorkClaim,
            Box::new(move |office| done(billing::approve_claims(&office.desk(), &[claim]))),
        ),
        ("claim correct", Action::WorkClaim, Box::new(|office| done(billing::correct_claims(&office.desk(), &[])))),
        ("claim next", Action::WorkClaim, Box::new(|office| done(billing::bill_next_payer(&office.desk(), &[])))),
        (
            "claim export",
            Action::WorkClaim,
            Box::new(move |office| done(billing::export_claims(&office.desk(), &[claim]))),
        ),
        ("claim void", Action::VoidClaim, Box::new(|office| done(billing::void_claims(&office.desk(), &[])))),
        ("batch create", Action::Transmit, Box::new(|office| done(billing::create_batches(&office.desk(), None)))),
        ("batch files", Action::Transmit, Box::new(|office| done(billing::queued_files(&office.desk())))),
        ("batch hand over", Action::Transmit, Box::new(|office| done(billing::hand_over_batches(&office.desk(), &[])))),
        ("batch list", Action::Transmit, Box::new(|office| done(billing::list_batches(&office.desk())))),
        ("batch show", Action::Transmit, Box::new(|office| done(billing::show_batch(&office.desk(), BatchId::new(1))))),
        (
            "ack import",
            Action::Transmit,
            Box::new(move |office| done(billing::import_acknowledgment(&office.desk(), acknowledgment.as_bytes()))),
        ),
    ]
}

fn about_money<'a>(sent: &'a SentClaim) -> Vec<Try<'a>> {
    let era = Era::new("T7", vec![Decision::paid(sent)]).text();
    let first = RemittanceId::new(1);
    vec![
        (
            "era rehearse",
            Action::PostRemittance,
            Box::new(move |office| done(billing::import_remittance(&office.desk(), era.as_bytes(), true))),
        ),
        ("era list", Action::PostRemittance, Box::new(|office| done(billing::list_remittances(&office.desk())))),
        (
            "era show",
            Action::PostRemittance,
            Box::new(move |office| done(billing::show_remittance(&office.desk(), first))),
        ),
        (
            "era undo",
            Action::UndoRemittance,
            Box::new(move |office| allowed(billing::undo_remittance(&office.desk(), first))),
        ),
        ("work list", Action::Work, Box::new(|office| done(billing::list_work(&office.desk(), None)))),
        ("work assign", Action::Work, Box::new(|office| done(billing::assign_work(&office.desk(), &[], "bella")))),
        ("work done", Action::Work, Box::new(|office| done(billing::finish_work(&office.desk(), &[], "called")))),
        ("worklist", Action::Work, Box::new(|office| done(billing::open_worklist(&office.desk(), everything())))),
        ("work people", Action::Work, Box::new(|office| done(billing::work_people(&office.desk())))),
        ("work snooze", Action::Work, Box::new(|office| done(billing::snooze_items(&office.desk(), &[], "t")))),
        ("work give", Action::Work, Box::new(|office| done(billing::assign_items(&office.desk(), &[], "")))),
        ("work finish", Action::Work, Box::new(|office| done(billing::finish_items(&office.desk(), &[], "called")))),
        ("work undo", Action::Work, Box::new(|office| done(billing::undo_work(&office.desk(), &[])))),
        (
            "report aging",
            Action::ReportMoney,
            Box::new(|office| done(billing::report_aging(&office.desk(), None, None))),
        ),
        (
            "report ledger",
            Action::ReportMoney,
            Box::new(|office| done(billing::report_ledger(&office.desk(), None, None))),
        ),
        ("report denials", Action::ReportMoney, Box::new(|office| done(billing::report_denials(&office.desk())))),
        ("report kpi", Action::ReportMoney, Box::new(|office| done(billing::report_kpi(&office.desk(), None)))),
    ]
}

fn everything() -> WorkFilter {
    WorkFilter { queue: WorkQueue::All, scope: WorkScope::Team, order: WorkOrder::Deadline }
}

fn about_denials<'a>() -> Vec<Try<'a>> {
    let place = DenialPlace::Claim(ClaimId::new(1));
    let item = WorkItemId::new(1);
    vec![
        ("denial open", Action::Work, Box::new(move |office| allowed(billing::open_denial(&office.desk(), place)))),
        (
            "denial correct",
            Action::WorkClaim,
            Box::new(move |office| allowed(billing::correct_denial(&office.desk(), place))),
        ),
        (
            "denial appeal",
            Action::Work,
            Box::new(move |office| allowed(billing::appeal_denial(&office.desk(), place, &Appeal::default()))),
        ),
        (
            "denial next payer",
            Action::WorkClaim,
            Box::new(move |office| allowed(billing::bill_next_after_denial(&office.desk(), place))),
        ),
        (
            "denial patient",
            Action::Work,
            Box::new(move |office| allowed(billing::give_to_patient(&office.desk(), place))),
        ),
        (
            "denial write-off",
            Action::Work,
            Box::new(move |office| allowed(billing::ask_write_off(&office.desk(), place, "", ""))),
        ),
        (
            "denial wait",
            Action::Work,
            Box::new(move |office| allowed(billing::wait_with_denial(&office.desk(), place, "", ""))),
        ),
        (
            "write-off approve",
            Action::ApproveWriteOff,
            Box::new(move |office| allowed(billing::approve_write_off(&office.desk(), item))),
        ),
        (
            "write-off return",
            Action::ApproveWriteOff,
            Box::new(move |office| allowed(billing::return_write_off(&office.desk(), item, ""))),
        ),
    ]
}

fn about_the_practice<'a>() -> Vec<Try<'a>> {
    let payers = "name,payer_id\nNEW PAYER,NEW01\n".to_owned();
    let providers = format!("npi,last_name\n{},NEWCOMER\n", fixtures::npi(155_555_555));
    let enrol = |office: &Office| {
        let name = format!("new of {}", office.desk().user_name());
        done(billing::add_user(&office.desk(), (&name, Role::Biller, &passphrase("somebody")), None))
    };
    vec![
        ("import payers", Action::ChangeReference, csv(CsvKind::Payers, payers)),
        ("import providers", Action::ChangeReference, csv(CsvKind::Providers, providers)),
        ("import fees", Action::ChangeReference, csv(CsvKind::Fees, "code,charge\n99214,185.00\n".to_owned())),
        ("user add", Action::EnrolUser, Box::new(enrol)),
        (
            "user approve",
            Action::ApproveUser,
            Box::new(|office| allowed(billing::approve_user(&office.desk(), "nobody", None))),
        ),
        (
            "user disable",
            Action::DisableUser,
            Box::new(|office| allowed(billing::disable_user(&office.desk(), "nobody"))),
        ),
        ("user list", Action::ListUsers, Box::new(|office| done(billing::list_users(&office.desk())))),
        ("audit list", Action::ReadAudit, Box::new(|office| done(billing::audit_entries(&office.desk(), None)))),
        ("audit verify", Action::VerifyAudit, Box::new(|office| done(billing::verify_audit(&office.desk())))),
        ("verify", Action::VerifyStore, Box::new(|office| done(billing::verify_store(&office.desk())))),
    ]
}

#[test]
fn each_role_does_what_the_table_says_and_nothing_else() {
    let (mut office, claims) = sent("sven", &[Covered::Both; 2]);
    office.post(&Era::new("T1", vec![Decision::paid(&claims[0])]).text());
    for (name, role) in PEOPLE {
        office.seat(name);
        let money = about_money(&claims[1]);
        let all = [about_patients(), about_claims(&claims[1]), money, about_denials(), about_the_practice()];
        for (what, action, act) in all.iter().flatten() {
            let before = office.entries();
            let answer = act(&office);
            if decide(role, *action).is_ok() {
                assert!(answer.is_ok(), "{role} may {what}: {answer:?}");
                continue;
            }
            let error = answer.expect_err(what);
            assert_eq!(error.code, ErrorCode::NotPermitted, "{role} may not {what}: {error:?}");
            assert!(
                !error.message.is_empty() && error.remedy.contains("ask") || error.remedy.contains("those"),
                "{error:?}"
            );
            assert_eq!(office.entries(), before, "{role} {what}");
        }
    }
    office.seat("sven");
    office.check_books();
    office.verify();
}

/// A word of each class that stands nowhere else.
const WORDS: [(&str, &str); 5] = [
    ("demographics", "QZDEMOGRAPH"),
    ("identifiers", "QZIDENT77"),
    ("coverage", "QZCOVER88"),
    ("clinical", "QZCLINICAL"),
    ("financial", "QZFINANCE99"),
];

fn with_words() -> Office {
    let office = Office::new("sven");
    office.import(CsvKind::Patients, &edit(&patients(1), "A001", "last_name", "QZDEMOGRAPH"));
    let policies = edit(&coverages(&[Covered::Both]), "A001", "member_id", "QZIDENT77");
    office.import(CsvKind::Coverages, &edit(&policies, "A001", "group_number", "QZCOVER88"));
    office.import(
        CsvKind::Encounters,
        &edit(&encounters(&[Visit::new("E1", "A001", 12, "I10", &VISIT)]), "E1", "note", "QZCLINICAL"),
    );
    let sent = crate::common::send(&office, &crate::common::ids(&office));
    let decision = Decision { icn: "QZFINANCE99".to_owned(), ..Decision::line_denied(&sent[0], 1, "CO", "16") };
    assert_eq!(office.post(&Era::new("T1", vec![decision]).text()).outcome, "posted");
    office.import(CsvKind::Encounters, &encounters(&[Visit::new("E2", "A001", 11, "I10", &VISIT)]));
    office
}

fn all_that_is_shown(office: &Office) -> String {
    let desk = || office.desk();
    let mut shown = String::new();
    let mut add = |answer: Option<serde_json::Value>| shown += &answer.map(|it| it.to_string()).unwrap_or_default();
    fn json<T: serde::Serialize>(answer: Result<T, BillingError>) -> Option<serde_json::Value> {
        answer.ok().map(|it| serde_json::to_value(it).unwrap())
    }
    for text in ["QZDEMO", "QZIDENT77", "900100001", "A001"] {
        add(json(billing::find_patients(&desk(), text, 9)));
    }
    add(json(billing::list_patients(&desk(), 9).map(|it| it.1)));
    add(json(billing::show_patient(&desk(), PatientId::new(1))));
    add(json(billing::list_claims(&desk(), &ClaimFilter::default()).map(|it| it.1)));
    add(json(billing::show_claim(&desk(), ClaimId::new(1))));
    add(json(billing::scrub_claims(&desk(), &[])));
    add(json(billing::list_work(&desk(), None)));
    add(json(billing::show_remittance(&desk(), RemittanceId::new(1))));
    add(json(billing::show_batch(&desk(), BatchId::new(1))));
    add(json(billing::audit_entries(&desk(), None).map(|it| it.1)));
    add(json(billing::report_aging(&desk(), None, None)));
    shown
}

#[test]
fn each_role_sees_its_classes_and_seals_for_the_others() {
    let mut office = with_words();
    for (name, role) in PEOPLE {
        office.seat(name);
        let shown = all_that_is_shown(&office);
        let may: &[&str] = match role {
            Role::FrontDesk => &["demographics", "identifiers", "coverage", "financial"],
            Role::Coder => &["demographics", "coverage", "clinical"],
            Role::Biller | Role::Supervisor => &["demographics", "identifiers", "coverage", "clinical", "financial"],
            Role::Auditor | Role::Administrator => &[],
        };
        for (class, word) in WORDS {
            // The front desk reads balances; what a payer decided comes with the claim's account.
            assert_eq!(shown.contains(word), may.contains(&class), "{role} and {class}");
            let seal = format!("{{\"sealed\":\"{class}\"}}");
            let sealed_view = !may.contains(&class) && !may.is_empty();
            assert_eq!(shown.contains(&seal), sealed_view, "{role}: the seal of {class}");
        }
        assert_eq!(shown.contains("900100001"), may.contains(&"identifiers"), "{role} and the SSN");
    }
}

#[test]
fn a_coder_finds_no_patient_by_a_number_that_is_sealed() {
    let mut office = with_words();
    office.seat("carl");
    assert!(billing::find_patients(&office.desk(), "QZIDENT77", 9).unwrap().is_empty());
    assert_eq!(billing::find_patients(&office.desk(), "qzdemo", 9).unwrap().len(), 1);
    office.seat("fred");
    assert_eq!(billing::find_patients(&office.desk(), "qzident77", 9).unwrap().len(), 1);
}

#[test]
fn a_coders_scrub_writes_findings_and_moves_no_claim() {
    let mut office = with_words();
    let before = office.picture();
    office.seat("carl");
    let scrubbed = billing::scrub_claims(&office.desk(), &[]).unwrap();
    assert!(!scrubbed.claims.is_empty());
    office.seat("sven");
    assert_eq!(office.picture(), before);
    office.verify();
}

#[test]
fn no_word_about_a_patient_lies_in_the_store_in_clear() {
    let mut office = with_words();
    office.leave();
    let mut files = 0;
    let mut folders = vec![office.store().path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            files += 1;
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).to_uppercase();
            for word in WORDS.map(|(_, word)| word).into_iter().chain(["900100001", "CK00001"]) {
                assert!(!text.contains(word), "{word} in {}", entry.path().display());
            }
        }
    }
    assert!(files > 5);
}

#[test]
fn whom_the_administrator_alone_enrols_reads_nothing_until_a_supervisor_approves() {
    let mut office = with_words();
    office.seat("anna");
    let secret = passphrase("the new one");
    let row = billing::add_user(&office.desk(), ("newbie", Role::Biller, &secret), None).unwrap();
    assert_eq!(row.state, "enrolled");
    assert_eq!(billing::approve_user(&office.desk(), "newbie", None).unwrap_err().code, ErrorCode::NotPermitted);
    office.leave();
    let refused = BillingError::from(office.store().try_unlock("newbie", &secret).err().expect("no keys yet"));
    assert_eq!(refused.code, ErrorCode::NotPermitted, "{refused:?}");
    assert!(refused.remedy.contains("supervisor"));
    office.seat("sven");
    assert_eq!(billing::approve_user(&office.desk(), "newbie", None).unwrap().state, "active");
    office.leave();
    let vault = office.store().try_unlock("newbie", &secret).unwrap();
    assert_eq!(vault.role(), Role::Biller);
    drop(vault);
    office.seat("anna");
    assert_eq!(billing::disable_user(&office.desk(), "newbie").unwrap().state, "disabled");
    office.leave();
    assert!(office.store().try_unlock("newbie", &secret).is_err(), "a disabled user is out");
}

#[test]
fn an_auditor_needs_two_signatures_and_a_weak_passphrase_is_refused() {
    let mut office = Office::new("sven");
    let desk = office.desk();
    let two = billing::add_user(&desk, ("second", Role::Auditor, &passphrase("x")), None).unwrap_err();
    assert_eq!(two.code, ErrorCode::SecondPersonNeeded);
    assert!(two.remedy.contains("--second-user"));
    for weak in ["short", "password12345678", "aaaaaaaaaaaaaaaaaaaa", ""] {
        let error = billing::add_user(&desk, ("third", Role::Biller, &vault::Passphrase::new(weak)), None).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadValue, "{weak}");
        assert!(weak.is_empty() || !error.message.contains(weak), "the passphrase is not told back");
    }
    let taken = billing::add_user(&desk, ("bella", Role::Biller, &passphrase("x")), None).unwrap_err();
    assert_eq!(taken.code, ErrorCode::BadValue);
    assert_eq!(billing::list_users(&desk).unwrap().len(), PEOPLE.len(), "nobody was added");
    drop(desk);
    office.seat("bella");
    billing::change_passphrase(&office.desk(), &passphrase("another river")).unwrap();
    office.leave();
    assert!(office.store().try_unlock("bella", &passphrase("bella")).is_err());
    assert!(office.store().try_unlock("bella", &passphrase("another river")).is_ok());
}
