//! A person's own settings.

use crate::session::Session;
use crate::store::Opened;
use tauri::{AppHandle, Manager};
use wire::{PreferencesView, ReadPreferencesRequest, Saved, WireError};

pub fn read_preferences(
    _app: &AppHandle,
    opened: &Opened,
    _request: ReadPreferencesRequest,
) -> Result<PreferencesView, WireError> {
    Ok(billing::read_preferences(&opened.desk()?)?.into())
}

pub fn save_preferences(app: &AppHandle, opened: &Opened, request: PreferencesView) -> Result<Saved, WireError> {
    let minutes = request.idle_minutes;
    let saved: Saved = billing::save_preferences(&opened.desk()?, request.into())?.into();
    if matches!(saved, Saved::Saved { .. }) {
        app.state::<Session>().set_idle_minutes(Some(minutes));
    }
    Ok(saved)
}
