//! Who is at the desk.

use crate::session::Session;
use crate::store::{Opened, initials};
use tauri::{AppHandle, Manager};
use wire::{AreaName, DescribeSessionRequest, SessionView, WireError};

pub fn describe_session(
    app: &AppHandle,
    opened: &Opened,
    _request: DescribeSessionRequest,
) -> Result<SessionView, WireError> {
    let desk = opened.desk()?;
    Ok(SessionView {
        initials: initials(&desk.user_name()),
        user_name: desk.user_name(),
        role: desk.role().into(),
        practice_name: desk.practice().name.clone(),
        is_demo: desk.practice().is_demo,
        allowed_actions: privacy::Action::ALL
            .iter()
            .copied()
            .filter(|action| desk.may(*action).is_ok())
            .map(Into::into)
            .collect(),
        areas: AreaName::ALL
            .into_iter()
            .filter(|area| area.needs().is_none_or(|action| desk.may(action).is_ok()))
            .collect(),
        start: AreaName::start_of(desk.role()),
        may_open_patients: desk.may(privacy::Action::ReadPatient).is_ok(),
        is_new: desk.may(privacy::Action::WriteClaim).is_ok() && billing::is_without_patients(&desk)?,
        idle_lock_minutes: app.state::<Session>().idle_lock_minutes(),
    })
}
