//! A practice that is being made.

use crate::session::held;
use crate::store;
use billing::{FieldProblem, FoundersForm, PracticeForm};
use codes::CodeBook;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use vault::{KdfSetting, NewPerson, NewPractice, Passphrase, UnlockOptions, Vault};
use wire::ErrorCode;
use zeroize::Zeroizing;

/// Letters of one group of the recovery code.
const GROUP: usize = 6;

/// What comes before the groups: the same in every code.
const PREFIX: &str = "AGE-SECRET-KEY-1";

/// Why a practice was not made.
#[derive(Debug)]
pub enum Refusal {
    /// Fields that must be mended.
    Fields(Vec<FieldProblem>),
    /// The machine or the store refused.
    Code(ErrorCode),
}

impl From<ErrorCode> for Refusal {
    fn from(code: ErrorCode) -> Self {
        Refusal::Code(code)
    }
}

/// A practice that is made and waits for its recovery code to be confirmed.
struct Waiting {
    place: Place,
    code: Zeroizing<String>,
    asked: [usize; 2],
}

/// The folder of a practice, and the one beside it where it is made.
struct Place {
    store: PathBuf,
    beside: PathBuf,
}

/// The practice that is being made, if any.
#[derive(Default)]
pub struct Making {
    waiting: Mutex<Option<Waiting>>,
}

/// What the person typed.
pub struct NewOffice<'a> {
    /// Settings.
    pub practice: &'a PracticeForm,
    /// People.
    pub founders: FoundersForm<'a>,
    /// One person holds all roles.
    pub is_single_person: bool,
    /// How passphrases are stretched.
    pub kdf: KdfSetting,
}

/// The recovery code, to be shown once, and which groups are asked for.
pub struct Shown {
    /// What every code begins with.
    pub prefix: String,
    /// The groups in order.
    pub groups: Vec<Zeroizing<String>>,
    /// Which of them must be typed, counted from 1.
    pub asked: [usize; 2],
}

impl Making {
    /// Makes a practice for a folder; it waits until [`Making::confirm`].
    ///
    /// # Errors
    /// Every field that is wrong, or what the machine refuses; then nothing is left.
    pub fn begin(&self, folder: &Path, new: &NewOffice<'_>) -> Result<Shown, Refusal> {
        let mut waiting = held(&self.waiting);
        drop(waiting.take());
        let checked = billing::check_practice_form(new.practice);
        let mut problems = billing::check_founders(&new.founders, &new.practice.name);
        let practice = match checked {
            Ok(practice) if problems.is_empty() => practice,
            checked => {
                problems.splice(0..0, checked.err().unwrap_or_default());
                return Err(Refusal::Fields(problems));
            }
        };
        let place = Place::beside(folder)?;
        let code = found(&place.making(), new, practice)?;
        let asked = pick_two(groups_of(&code).count());
        let shown = Shown {
            prefix: PREFIX.to_owned(),
            groups: groups_of(&code).map(|group| Zeroizing::new(group.to_owned())).collect(),
            asked,
        };
        *waiting = Some(Waiting { place, code, asked });
        Ok(shown)
    }

    /// Puts the practice into its folder when the two groups are right; which of the answers are.
    ///
    /// # Errors
    /// `not_found` when none waits, or what the machine refuses.
    pub fn confirm(&self, answers: [&str; 2]) -> Result<[bool; 2], ErrorCode> {
        let mut held = held(&self.waiting);
        let waiting = held.as_ref().ok_or(ErrorCode::NotFound)?;
        let is_right = |at: usize| {
            let group = waiting.asked.get(at).and_then(|number| groups_of(&waiting.code).nth(number - 1));
            answers.get(at).zip(group).is_some_and(|(typed, group)| typed.trim().eq_ignore_ascii_case(group))
        };
        let right = [is_right(0), is_right(1)];
        if right == [true, true] {
            waiting.place.put()?;
            drop(held.take());
        }
        Ok(right)
    }

    /// Removes what waits.
    pub fn abandon(&self) {
        drop(held(&self.waiting).take());
    }
}

/// The groups of a recovery code.
fn groups_of(code: &str) -> impl Iterator<Item = &str> {
    let secret = code.strip_prefix(PREFIX).unwrap_or(code);
    secret.as_bytes().chunks(GROUP).filter_map(|group| std::str::from_utf8(group).ok())
}

/// Two different groups, counted from 1. Which ones need not be secret, only not always the same.
fn pick_two(groups: usize) -> [usize; 2] {
    let seed = usize::try_from(store::now_ms() % 9_973).unwrap_or_default();
    let first = seed % groups.max(2);
    let second = (first + 1 + (seed / groups.max(2)) % (groups.max(2) - 1)) % groups.max(2);
    let (one, other) = (first.min(second), first.max(second));
    [one + 1, other + 1]
}

fn found(
    folder: &Path,
    new: &NewOffice<'_>,
    practice: billing::CheckedPractice,
) -> Result<Zeroizing<String>, ErrorCode> {
    let FoundersForm { administrator, supervisor, biller } = new.founders;
    let passphrases = [administrator, supervisor].map(|person| Passphrase::new(person.passphrase));
    let [administrator_passphrase, supervisor_passphrase] = &passphrases;
    let now = store::now_ms();
    let created = Vault::create(
        folder,
        NewPractice {
            practice_name: practice.name(),
            administrator: NewPerson { name: administrator.name.trim(), passphrase: administrator_passphrase },
            supervisor: NewPerson { name: supervisor.name.trim(), passphrase: supervisor_passphrase },
            kdf: new.kdf,
            single_person: new.is_single_person,
        },
        &UnlockOptions { runs: records::RUNS, ..UnlockOptions::new(vault::Timestamp(now)) },
    )
    .map_err(store::code_of)?;
    let now = values::Timestamp::from_millis(now);
    let code = |error: billing::BillingError| ErrorCode::from(error.code);
    billing::found_practice(&created.vault, practice, now).map_err(code)?;
    billing::enrol_founding_biller(&created.vault, &CodeBook::shipped(), biller, now).map_err(code)?;
    Ok(created.recovery.to_text())
}

impl Place {
    /// The place for a folder that is absent or empty. What an earlier, unconfirmed setup left beside it goes.
    fn beside(store: &Path) -> Result<Place, ErrorCode> {
        let is_free = std::fs::read_dir(store).map_or(true, |mut entries| entries.next().is_none());
        let name = store.file_name().ok_or(ErrorCode::BadValue)?;
        if !is_free {
            return Err(ErrorCode::BadValue);
        }
        let mut beside = name.to_owned();
        beside.push(".setup");
        let place = Place { store: store.to_owned(), beside: store.with_file_name(beside) };
        place.clear();
        Ok(place)
    }

    fn making(&self) -> PathBuf {
        self.beside.join("practice")
    }

    /// Moves the practice into its folder, durably.
    fn put(&self) -> Result<(), ErrorCode> {
        if self.store.exists() {
            std::fs::remove_dir(&self.store).map_err(|_| ErrorCode::Io)?;
        }
        std::fs::rename(self.making(), &self.store).map_err(|_| ErrorCode::Io)?;
        if let Some(parent) = self.store.parent() {
            crate::saving::sync_folder(parent).map_err(|_| ErrorCode::Io)?;
        }
        Ok(())
    }

    /// Removes the folder beside: it is only ever made here.
    fn clear(&self) {
        let _ = std::fs::remove_dir_all(&self.beside);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use crate::session::Session;
    use billing::{AddressForm, FounderForm, Problem};
    use std::time::Duration;
    use wire::{GateState, RoleName};

    const NOBODY: FounderForm<'_> = FounderForm { name: "", passphrase: "", again: "" };

    fn person<'a>(name: &'a str, passphrase: &'a str) -> FounderForm<'a> {
        FounderForm { name, passphrase, again: passphrase }
    }

    fn practice() -> PracticeForm {
        PracticeForm {
            name: "Fernhill Family Medicine".into(),
            npi: "1234567893".into(),
            tin: "12-3456789".into(),
            taxonomy: "207Q00000X".into(),
            address: AddressForm {
                line1: "1 Main St".into(),
                line2: String::new(),
                city: "Fernhill".into(),
                state: "or".into(),
                zip: "97000".into(),
            },
            phone: "555-010-0100".into(),
            contact_name: "Dana Sorli".into(),
            submitter_id: "FERN".into(),
            receiver_name: "Clearing".into(),
            receiver_id: "CLR".into(),
            time_zone: "America/Los_Angeles".into(),
            ..PracticeForm::default()
        }
    }

    fn office<'a>(practice: &'a PracticeForm, biller: FounderForm<'a>) -> NewOffice<'a> {
        let founders = FoundersForm {
            administrator: person("Ada", "quiet lantern orbit maple seven"),
            supervisor: person("Sol", "seven herons over the old mill"),
            biller,
        };
        NewOffice { practice, founders, is_single_person: false, kdf: KdfSetting::Floor }
    }

    #[test]
    fn a_practice_is_there_once_its_recovery_code_was_confirmed() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("practice");
        let making = Making::default();
        let (form, biller) = (practice(), person("Mira", "copper kettles hum at night"));
        let shown = making.begin(&folder, &office(&form, biller)).unwrap();
        assert_eq!(shown.groups.iter().map(|group| group.len()).sum::<usize>(), 58);
        assert!(shown.asked[0] < shown.asked[1] && shown.asked[1] <= shown.groups.len());
        assert_eq!(store::describe(&folder).state, GateState::NoStore);
        assert_eq!(making.confirm(["", "nonsense"]), Ok([false, false]));
        let typed = shown.asked.map(|number| shown.groups[number - 1].to_lowercase());
        assert_eq!(making.confirm([&typed[0], "x"]), Ok([true, false]));
        assert_eq!(making.confirm([&typed[0], &format!(" {} ", typed[1])]), Ok([true, true]));
        assert_eq!(making.confirm(["", ""]), Err(ErrorCode::NotFound));
        let users = store::describe(&folder).users;
        let seen: Vec<_> = users.iter().map(|user| (user.name.as_str(), user.role)).collect();
        assert_eq!(seen, [("Ada", RoleName::Administrator), ("Sol", RoleName::Supervisor), ("Mira", RoleName::Biller)]);
        assert_eq!(std::fs::read_dir(top.path()).unwrap().count(), 1);

        let session = Session::new(Arguments { store: folder, idle_lock: Some(Duration::from_secs(300)) });
        session.unlock("Mira", b"copper kettles hum at night").unwrap();
        let found = session.with_desk(|opened| Ok(opened.desk()?.practice().clone())).unwrap();
        assert_eq!((found.name.as_str(), found.time_zone.name()), ("Fernhill Family Medicine", "America/Los_Angeles"));
    }

    #[test]
    fn what_is_not_confirmed_leaves_nothing() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("practice");
        let making = Making::default();
        let form = practice();
        making.begin(&folder, &office(&form, NOBODY)).unwrap();
        making.begin(&folder, &office(&form, NOBODY)).unwrap();
        assert_eq!(std::fs::read_dir(top.path()).unwrap().count(), 1);
        making.abandon();
        assert_eq!(std::fs::read_dir(top.path()).unwrap().count(), 0);
    }

    #[test]
    fn every_wrong_field_is_named_and_a_folder_in_use_is_left_alone() {
        let top = tempfile::tempdir().unwrap();
        let making = Making::default();
        let form = PracticeForm { npi: "1234567890".into(), time_zone: "Fernhill".into(), ..practice() };
        let biller = FounderForm { again: "another", ..person("ADA", "copper kettles hum at night") };
        let Err(Refusal::Fields(problems)) = making.begin(&top.path().join("practice"), &office(&form, biller)) else {
            panic!("made");
        };
        let named: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.problem)).collect();
        assert_eq!(
            named,
            [
                ("time_zone", Problem::Unknown),
                ("npi", Problem::BadNpi),
                ("biller.name", Problem::Taken),
                ("biller.again", Problem::Differs),
            ]
        );
        std::fs::write(top.path().join("letter.txt"), "mine").unwrap();
        let form = practice();
        let refusal = making.begin(top.path(), &office(&form, NOBODY)).err();
        assert!(matches!(refusal, Some(Refusal::Code(ErrorCode::BadValue))));
        assert!(top.path().join("letter.txt").exists());
    }

    #[test]
    fn two_different_groups_are_asked_for() {
        for groups in 2..12 {
            let [one, other] = pick_two(groups);
            assert!(one >= 1 && one < other && other <= groups, "{groups}");
        }
    }
}
