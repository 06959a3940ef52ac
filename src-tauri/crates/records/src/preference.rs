//! Preferences: how a person wants the window to look and which keys run its commands.

use crate::cell::Cell;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use values::{Class, ClassSet, PreferenceId};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// As the system has it.
    #[default]
    System,
    /// English.
    English,
    /// Spanish.
    Spanish,
}

/// A person's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferenceRecord {
    /// The person's number in the roster.
    pub owner: u32,
    /// Height of a row in pixels: 28, 32 or 40.
    pub row_height: u8,
    /// Light or dark.
    pub theme: Theme,
    /// The language.
    pub language: Language,
    /// Idle minutes until the desk locks, 1 to 15.
    pub idle_minutes: u8,
    /// Chords that run a command instead of the shipped ones: command → chords, none for a command without a key.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Cell for PreferenceRecord {
    type Id = PreferenceId;
    const CLASSES: ClassSet = ClassSet::one(Class::Administrative);
    const SCHEMA: u16 = 1;
}
