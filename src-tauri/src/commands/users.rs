//! The people of the practice.

use crate::secrets::Entrusted;
use crate::session::Session;
use crate::store::Opened;
use billing::{SecondForm, UserForm};
use tauri::{AppHandle, Manager};
use wire::*;

pub fn list_users(
    _app: &AppHandle,
    opened: &Opened,
    _request: ListUsersRequest,
) -> Result<ListUsersResponse, WireError> {
    let desk = opened.desk()?;
    Ok(wire::list_users_response(billing::describe_users(&desk)?, desk.role()))
}

pub fn add_user(app: &AppHandle, opened: &Opened, request: AddUserRequest) -> Result<Saved, WireError> {
    let secret = taken(app, &request.secret)?;
    let form = UserForm {
        name: &request.name,
        role: request.role.into(),
        passphrase: secret.part(0),
        again: secret.part(1),
        second: SecondForm { name: &request.second, passphrase: secret.part(2) },
    };
    Ok(billing::enrol_by_form(&opened.desk()?, form)?.into())
}

pub fn approve_user(app: &AppHandle, opened: &Opened, request: ApproveUserRequest) -> Result<Saved, WireError> {
    let secret = if request.second.is_empty() { None } else { Some(taken(app, &request.secret)?) };
    let passphrase = secret.as_ref().map_or("", |secret| secret.part(0));
    let second = SecondForm { name: &request.second, passphrase };
    Ok(billing::approve_by_form(&opened.desk()?, &request.name, second)?.into())
}

pub fn disable_user(_app: &AppHandle, opened: &Opened, request: DisableUserRequest) -> Result<Saved, WireError> {
    Ok(billing::disable_by_form(&opened.desk()?, &request.name)?.into())
}

pub fn change_passphrase(
    app: &AppHandle,
    opened: &Opened,
    request: ChangePassphraseRequest,
) -> Result<Saved, WireError> {
    let secret = taken(app, &request.secret)?;
    let [old, new, again] = [0, 1, 2].map(|at| secret.part(at));
    Ok(billing::change_own_passphrase(&opened.desk()?, old, new, again)?.into())
}

fn taken(app: &AppHandle, token: &str) -> Result<Entrusted, WireError> {
    Ok(app.state::<Session>().secrets().take(token).ok_or(ErrorCode::BadValue)?)
}
