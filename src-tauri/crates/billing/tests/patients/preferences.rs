//! A person's own settings on the real store.

use crate::office::Office;
use billing::{Form, Preferences, Problem, read_preferences, save_preferences};
use records::{Language, Theme};

fn wish() -> Preferences {
    Preferences {
        row_height: 32,
        theme: Theme::Dark,
        language: Language::Spanish,
        idle_minutes: 2,
        keys: [("help".to_owned(), vec!["Ctrl+H".to_owned()]), ("undo".to_owned(), Vec::new())].into(),
    }
}

#[test]
fn each_person_has_his_own_and_they_stay() {
    let mut office = Office::new("bella");
    assert_eq!(read_preferences(&office.desk()).unwrap(), Preferences::default());
    assert!(matches!(save_preferences(&office.desk(), wish()).unwrap(), Form::Saved(_)));
    let again = Preferences { idle_minutes: 15, ..wish() };
    save_preferences(&office.desk(), again.clone()).unwrap();
    for other in ["carl", "fred", "anna", "sven", "audra"] {
        office.seat(other);
        assert_eq!(read_preferences(&office.desk()).unwrap(), Preferences::default(), "{other}");
        assert!(matches!(save_preferences(&office.desk(), wish()).unwrap(), Form::Saved(_)), "{other}");
    }
    office.seat("bella");
    assert_eq!(read_preferences(&office.desk()).unwrap(), again);
    let saves = office.actions().iter().filter(|action| *action == "preferences.save").count();
    assert_eq!(saves, 7);
}

#[test]
fn what_no_window_has_is_refused_by_field_and_nothing_is_kept() {
    let office = Office::new("bella");
    let keys = [
        ("help".to_owned(), vec!["Ctrl+H".to_owned(), "Ctrl+H".to_owned()]),
        ("undo".to_owned(), vec!["Ctrl+Ctrl+Z".to_owned()]),
        ("no command".to_owned(), Vec::new()),
    ];
    let wrong = Preferences { row_height: 30, idle_minutes: 16, keys: keys.into(), ..wish() };
    let Form::Refused(problems) = save_preferences(&office.desk(), wrong).unwrap() else { panic!("it was saved") };
    let named: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.problem)).collect();
    let expected = [
        ("row_height", Problem::NotANumber),
        ("idle_minutes", Problem::NotANumber),
        ("keys.help", Problem::Taken),
        ("keys", Problem::BadShape),
        ("keys.undo", Problem::BadShape),
    ];
    assert_eq!(named, expected);
    assert_eq!(read_preferences(&office.desk()).unwrap(), Preferences::default());
}
