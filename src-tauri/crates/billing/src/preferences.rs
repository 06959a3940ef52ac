//! A person's own settings: look, language, idle time, keys. They say nothing about a patient.

use crate::desk::Desk;
use crate::error::Result;
use crate::form::{Form, FormCheck, Problem};
use records::{Field, Language, PreferenceRecord, Theme, scan};
use std::collections::BTreeMap;
use values::PreferenceId;

/// Heights of a row that the window has, in pixels.
const ROW_HEIGHTS: [u8; 3] = [28, 32, 40];

/// More commands than this have no keys.
const COMMANDS_AT_MOST: usize = 400;

/// A person's own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Height of a row in pixels: 28, 32 or 40.
    pub row_height: u8,
    /// Light or dark.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// Idle minutes until the desk locks, 1 to 15.
    pub idle_minutes: u8,
    /// Chords that run a command instead of the shipped ones.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            row_height: 28,
            theme: Theme::System,
            language: Language::System,
            idle_minutes: 5,
            keys: BTreeMap::new(),
        }
    }
}

/// The settings of the person at the desk; the shipped ones where nothing was saved.
///
/// # Errors
/// What the store refuses.
pub fn read_preferences(desk: &Desk<'_>) -> Result<Preferences> {
    Ok(own(desk)?.map_or_else(Preferences::default, |(_, record)| Preferences {
        row_height: record.row_height,
        theme: record.theme,
        language: record.language,
        idle_minutes: record.idle_minutes,
        keys: record.keys,
    }))
}

/// Saves the settings of the person at the desk. Whoever sits at a desk may save his own.
///
/// # Errors
/// What the store refuses; a wrong field is in the answer.
pub fn save_preferences(desk: &Desk<'_>, wish: Preferences) -> Result<Form<PreferenceId>> {
    let mut check = FormCheck::on(desk.today());
    if !ROW_HEIGHTS.contains(&wish.row_height) {
        check.refuse("row_height", Problem::NotANumber);
    }
    if !(1..=15).contains(&wish.idle_minutes) {
        check.refuse("idle_minutes", Problem::NotANumber);
    }
    check_keys(&mut check, &wish.keys);
    check.save(|| {
        let mut unit = desk.unit();
        let id = own(desk)?.map_or_else(|| unit.allocate(), |(id, _)| id);
        unit.put(
            id,
            &PreferenceRecord {
                owner: desk.vault().user().id,
                row_height: wish.row_height,
                theme: wish.theme,
                language: wish.language,
                idle_minutes: wish.idle_minutes,
                keys: wish.keys,
            },
        )?;
        desk.commit(unit, "preferences.save")?;
        Ok(id)
    })
}

/// Which commands there are and where two of them meet, the window knows; here a chord must be one, and stand once with its
/// command.
fn check_keys(check: &mut FormCheck, keys: &BTreeMap<String, Vec<String>>) {
    if keys.len() > COMMANDS_AT_MOST {
        check.refuse("keys", Problem::TooLong);
    }
    for (command, chords) in keys {
        let is_named = (1..=40).contains(&command.len()) && command.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_named {
            check.refuse("keys", Problem::BadShape);
        } else if chords.len() > 4 || !chords.iter().all(|chord| is_chord(chord)) {
            check.refuse(format!("keys.{command}"), Problem::BadShape);
        } else if chords.iter().enumerate().any(|(at, chord)| chords.iter().skip(at + 1).any(|other| other == chord)) {
            check.refuse(format!("keys.{command}"), Problem::Taken);
        }
    }
}

/// `Ctrl+Alt+Shift+KEY`, each modifier at most once and in this order; the key is a sign or a name.
fn is_chord(chord: &str) -> bool {
    let mut rest = chord;
    for modifier in ["Ctrl+", "Alt+", "Shift+"] {
        rest = rest.strip_prefix(modifier).unwrap_or(rest);
    }
    let is_sign = rest.chars().count() == 1 && !rest.chars().any(|sign| sign.is_control() || sign.is_whitespace());
    let is_name = (2..=20).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_sign || is_name
}

fn own(desk: &Desk<'_>) -> Result<Option<(PreferenceId, PreferenceRecord)>> {
    let me = desk.vault().user().id;
    for item in scan::<PreferenceRecord>(desk.vault()) {
        if let (id, Field::Open(record)) = item?
            && record.owner == me
        {
            return Ok(Some((id, record)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_have_their_modifiers_in_order_and_one_key() {
        for chord in
            ["F3", "Ctrl+K", "Ctrl+Shift+L", "Alt+1", "Ctrl+PageDown", "/", "+", "Ctrl++", "X", "ArrowLeft", "ñ"]
        {
            assert!(is_chord(chord), "{chord}");
        }
        for chord in ["", "Ctrl+", "Shift+Ctrl+K", "Ctrl+Ctrl+K", "Ctrl+K+L", "a b", "\u{7}"] {
            assert!(!is_chord(chord), "{chord}");
        }
    }
}
