//! Notes, documents, the history of access and the day's list on the real store.

use crate::office::{Office, refused, saved};
use crate::register::register;
use billing::{
    AttachedFile, DocumentForm, ErrorCode, NoteForm, NoteKind, Problem, Registered, access_history, add_note,
    amend_note, attach_document, day_of_patients, list_documents, list_notes, open_document, patient_overview,
    remove_document, show_patient,
};
use records::{DocumentKind, DocumentMedia, Field};
use values::{Class, PatientId};

fn note(patient: PatientId, kind: NoteKind, text: &str) -> NoteForm {
    NoteForm { patient, claim: None, kind, text: text.into() }
}

fn card(patient: PatientId, kind: DocumentKind) -> DocumentForm {
    DocumentForm { patient, kind, title: "Insurance card, front".into() }
}

/// The smallest PNG: one grey pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
    0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77,
    0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn a_note_is_amended_without_losing_what_it_said() {
    let mut office = Office::new("bella");
    let id = register(&office);
    let written = saved(add_note(&office.desk(), &note(id, NoteKind::Account, "Called.\nPays Friday.")).unwrap());
    saved(amend_note(&office.desk(), written, "Called. Pays Monday.").unwrap());
    office.seat("bella");
    let notes = list_notes(&office.desk(), id).unwrap();
    let Field::Open(text) = &notes[0].content else { panic!("sealed") };
    assert_eq!((text.text.as_str(), text.written_by.as_str()), ("Called. Pays Monday.", "bella"));
    assert_eq!(text.earlier[0].text, "Called.\nPays Friday.");
    assert!(text.amended_at.is_some());
    let of_notes: Vec<String> = office.actions().into_iter().filter(|action| action.starts_with("note.")).collect();
    assert_eq!(of_notes, ["note.add", "note.amend", "note.list"]);
}

#[test]
fn a_note_is_sealed_for_who_lacks_its_class() {
    let mut office = Office::new("bella");
    let id = register(&office);
    let clinical = saved(add_note(&office.desk(), &note(id, NoteKind::Clinical, "Allergic.")).unwrap());
    saved(add_note(&office.desk(), &note(id, NoteKind::Account, "Pays Friday.")).unwrap());
    office.seat("fred");
    let seen: Vec<_> =
        list_notes(&office.desk(), id).unwrap().into_iter().map(|note| note.content.map(|_| ())).collect();
    assert_eq!(seen, [Field::Open(()), Field::Sealed(Class::Clinical)]);
    let refusal = |kind| add_note(&office.desk(), &note(id, kind, "x")).unwrap_err().code;
    assert_eq!(refusal(NoteKind::Clinical), ErrorCode::NotPermitted);
    assert_eq!(amend_note(&office.desk(), clinical, "x").unwrap_err().code, ErrorCode::NotPermitted);
    assert_eq!(patient_overview(&office.desk(), id).unwrap().notes, 2);
    office.seat("carl");
    let seen: Vec<_> =
        list_notes(&office.desk(), id).unwrap().into_iter().map(|note| note.content.map(|_| ())).collect();
    assert_eq!(seen, [Field::Sealed(Class::Financial), Field::Open(())]);
    for user in ["anna", "audra"] {
        office.seat(user);
        assert_eq!(list_notes(&office.desk(), id).unwrap_err().code, ErrorCode::NotPermitted);
    }
}

#[test]
fn an_empty_or_endless_note_is_refused() {
    let office = Office::new("bella");
    let id = register(&office);
    let problem = |text: &str| refused(add_note(&office.desk(), &note(id, NoteKind::Account, text)).unwrap())[0].1;
    assert_eq!(problem("  "), Problem::Required);
    assert_eq!(problem(&"x".repeat(4001)), Problem::TooLong);
    assert_eq!(problem("a\u{7}b"), Problem::BadCharacter);
    assert!(list_notes(&office.desk(), id).unwrap().is_empty());
}

#[test]
fn the_front_desk_keeps_a_scanned_card_and_takes_it_out_again() {
    let mut office = Office::new("fred");
    let id = register(&office);
    let file = AttachedFile { bytes: PNG };
    let kept = saved(attach_document(&office.desk(), &card(id, DocumentKind::InsuranceCard), &file).unwrap());
    office.seat("fred");
    let opened = open_document(&office.desk(), kept).unwrap();
    assert_eq!(opened.media, DocumentMedia::Png);
    assert!(opened.bytes.starts_with(&PNG[..8]));
    remove_document(&office.desk(), kept, true).unwrap();
    let list = list_documents(&office.desk(), id).unwrap();
    let Field::Open(words) = &list[0].content else { panic!("sealed") };
    assert!(words.removed_at.is_some());
    // Marked, not deleted.
    assert!(open_document(&office.desk(), kept).is_ok());
    remove_document(&office.desk(), kept, false).unwrap();
    office.seat("carl");
    let list = list_documents(&office.desk(), id).unwrap();
    assert_eq!(list[0].content, Field::Sealed(Class::Identifiers));
    assert_eq!(open_document(&office.desk(), kept).err().unwrap().code, ErrorCode::NotPermitted);
    assert_eq!(remove_document(&office.desk(), kept, true).unwrap_err().code, ErrorCode::NotPermitted);
}

#[test]
fn a_file_counts_by_its_bytes_and_a_paper_by_its_class() {
    let office = Office::new("fred");
    let id = register(&office);
    let form = card(id, DocumentKind::Letter);
    let problem = |bytes: &[u8]| refused(attach_document(&office.desk(), &form, &AttachedFile { bytes }).unwrap());
    assert_eq!(problem(b"GIF89a not a scan"), [("file".to_owned(), Problem::BadShape)]);
    assert_eq!(problem(&PNG[..40]), [("file".to_owned(), Problem::BadShape)]);
    let pdf = AttachedFile { bytes: b"%PDF-1.7 letter" };
    let kept = saved(attach_document(&office.desk(), &form, &pdf).unwrap());
    assert_eq!(open_document(&office.desk(), kept).unwrap().bytes.as_slice(), b"%PDF-1.7 letter");
    let clinical = attach_document(&office.desk(), &card(id, DocumentKind::Clinical), &pdf).unwrap_err();
    assert_eq!(clinical.code, ErrorCode::NotPermitted);
    assert_eq!(list_documents(&office.desk(), id).unwrap().len(), 1);
}

#[test]
fn who_opened_a_file_is_told_to_who_may_read_the_trail() {
    let mut office = Office::new("fred");
    let id = register(&office);
    office.seat("bella");
    show_patient(&office.desk(), id).unwrap();
    assert_eq!(access_history(&office.desk(), id, 10).unwrap_err().code, ErrorCode::NotPermitted);
    office.seat("sven");
    let (rows, has_more) = access_history(&office.desk(), id, 10).unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.actor.as_str(), row.action.as_str())).collect();
    assert_eq!(told, [("sven", "patient.access"), ("bella", "patient.show"), ("fred", "patient.add")]);
    assert!(!has_more);
    assert!(access_history(&office.desk(), id, 2).unwrap().1);
}

#[test]
fn the_front_desk_sees_who_was_at_the_desk_today() {
    let mut office = Office::new("fred");
    let id = register(&office);
    office.seat("fred");
    let today = office.desk().today();
    let day = day_of_patients(&office.desk(), today).unwrap();
    assert_eq!(day.len(), 1);
    assert_eq!((day[0].row.patient_id.clone(), day[0].because), (id.to_string(), Registered::New));
    assert_eq!(day[0].covered_by, Field::Open(None));
    assert!(day_of_patients(&office.desk(), today.plus_days(-1)).unwrap().is_empty());
    office.seat("anna");
    assert_eq!(day_of_patients(&office.desk(), today).unwrap_err().code, ErrorCode::NotPermitted);
}
