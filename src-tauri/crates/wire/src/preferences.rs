//! A person's own settings.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LanguageName {
    /// As the system has it.
    System,
    /// English.
    English,
    /// Spanish.
    Spanish,
}

/// The keys of one command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyChoice {
    /// The command's id in the window's table.
    pub command: String,
    /// Chords that run it; none takes its key away.
    pub chords: Vec<String>,
}

/// Asks for the person's settings.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadPreferencesRequest {}

/// A person's own settings, as they are read and as they are saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreferencesView {
    /// Height of a row in pixels: 28, 32 or 40.
    pub row_height: u8,
    /// Light or dark.
    pub theme: ThemeName,
    /// The language.
    pub language: LanguageName,
    /// Idle minutes until the desk locks, 1 to 15.
    pub idle_minutes: u8,
    /// Commands whose keys are not the shipped ones.
    pub keys: Vec<KeyChoice>,
}

impl From<billing::Preferences> for PreferencesView {
    fn from(own: billing::Preferences) -> Self {
        PreferencesView {
            row_height: own.row_height,
            theme: match own.theme {
                records::Theme::System => ThemeName::System,
                records::Theme::Light => ThemeName::Light,
                records::Theme::Dark => ThemeName::Dark,
            },
            language: match own.language {
                records::Language::System => LanguageName::System,
                records::Language::English => LanguageName::English,
                records::Language::Spanish => LanguageName::Spanish,
            },
            idle_minutes: own.idle_minutes,
            keys: own.keys.into_iter().map(|(command, chords)| KeyChoice { command, chords }).collect(),
        }
    }
}

impl From<PreferencesView> for billing::Preferences {
    fn from(view: PreferencesView) -> Self {
        billing::Preferences {
            row_height: view.row_height,
            theme: match view.theme {
                ThemeName::System => records::Theme::System,
                ThemeName::Light => records::Theme::Light,
                ThemeName::Dark => records::Theme::Dark,
            },
            language: match view.language {
                LanguageName::System => records::Language::System,
                LanguageName::English => records::Language::English,
                LanguageName::Spanish => records::Language::Spanish,
            },
            idle_minutes: view.idle_minutes,
            keys: view.keys.into_iter().map(|key| (key.command, key.chords)).collect::<BTreeMap<_, _>>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let view = PreferencesView {
            row_height: 40,
            theme: ThemeName::Dark,
            language: LanguageName::Spanish,
            idle_minutes: 1,
            keys: vec![KeyChoice { command: "help".to_owned(), chords: vec!["Ctrl+H".to_owned()] }],
        };
        assert_eq!(PreferencesView::from(billing::Preferences::from(view.clone())), view);
        let shipped = PreferencesView::from(billing::Preferences::default());
        assert_eq!((shipped.row_height, shipped.idle_minutes, shipped.theme), (28, 5, ThemeName::System));
    }
}
