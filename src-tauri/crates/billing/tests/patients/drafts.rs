//! Drafts on the real store.

use crate::office::Office;
use billing::{DRAFT_AT_MOST, DraftKey, ErrorCode, discard_draft, list_drafts, read_draft, save_draft};

const FORM: DraftKey<'_> = DraftKey { form: "patient", subject: "" };

#[test]
fn what_was_typed_is_there_after_a_kill_and_for_its_writer_alone() {
    for user in ["bella", "carl", "fred", "anna", "sven", "audra"] {
        let mut office = Office::new(user);
        save_draft(&office.desk(), FORM, r#"{"last_name":"Okonj"}"#).unwrap();
        save_draft(&office.desk(), FORM, r#"{"last_name":"Okonjo"}"#).unwrap();
        // Dropping the vault without more is what a kill does to a durable write.
        let other = if user == "bella" { "sven" } else { "bella" };
        office.seat(other);
        assert_eq!(read_draft(&office.desk(), FORM).unwrap(), None, "{other} reads {user}'s");
        assert!(list_drafts(&office.desk()).unwrap().is_empty());
        discard_draft(&office.desk(), FORM).unwrap();
        office.seat(user);
        assert_eq!(read_draft(&office.desk(), FORM).unwrap().as_deref(), Some(r#"{"last_name":"Okonjo"}"#), "{user}");
        assert_eq!(list_drafts(&office.desk()).unwrap().len(), 1);
    }
}

#[test]
fn each_form_and_record_has_its_own_and_a_discarded_one_is_gone() {
    let mut office = Office::new("fred");
    let other = DraftKey { form: "patient", subject: "pat-1" };
    save_draft(&office.desk(), FORM, "1").unwrap();
    save_draft(&office.desk(), other, "2").unwrap();
    discard_draft(&office.desk(), FORM).unwrap();
    discard_draft(&office.desk(), FORM).unwrap();
    office.seat("fred");
    assert_eq!(read_draft(&office.desk(), FORM).unwrap(), None);
    assert_eq!(read_draft(&office.desk(), other).unwrap().as_deref(), Some("2"));
    let actions = office.actions();
    assert_eq!(actions.iter().filter(|action| *action == "draft.save").count(), 2);
    assert_eq!(actions.iter().filter(|action| *action == "draft.discard").count(), 1);
}

#[test]
fn a_draft_takes_what_fits_and_refuses_the_rest() {
    let office = Office::new("bella");
    let whole = "x".repeat(DRAFT_AT_MOST);
    save_draft(&office.desk(), FORM, &whole).unwrap();
    assert_eq!(read_draft(&office.desk(), FORM).unwrap(), Some(whole.clone()));
    let refused = save_draft(&office.desk(), FORM, &format!("{whole}x")).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadValue);
    let unnamed = save_draft(&office.desk(), DraftKey { form: "", subject: "" }, "x").unwrap_err();
    assert_eq!(unnamed.code, ErrorCode::BadValue);
}
