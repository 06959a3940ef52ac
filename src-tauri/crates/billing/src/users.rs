//! The people of the practice and their keys.

use crate::desk::Desk;
use crate::error::{BillingError, Result};
use privacy::Action;
use serde::Serialize;
use values::{Role, Timestamp};
use vault::{KeyRing, Member, MemberState, NewMember, Occasion, Passphrase};

/// One user (cli.md `user list`).
#[derive(Debug, Clone, Serialize)]
pub struct UserRow {
    /// Name.
    pub name: String,
    /// Role.
    pub role: &'static str,
    /// `enrolled` (waits for approval), `active`, `disabled`.
    pub state: &'static str,
}

fn row_of(member: &Member) -> UserRow {
    let state = match member.state {
        MemberState::Enrolled => "enrolled",
        MemberState::Active => "active",
        MemberState::Disabled => "disabled",
    };
    UserRow { name: member.name.clone(), role: member.role.name(), state }
}

fn occasion(desk: &Desk<'_>) -> Occasion<'static> {
    Occasion { at: stamp(desk.now()), purpose: "" }
}

fn stamp(at: Timestamp) -> vault::Timestamp {
    vault::Timestamp(at.millis())
}

fn named(desk: &Desk<'_>, name: &str) -> Result<UserRow> {
    let members = desk.vault().members();
    members
        .iter()
        .find(|member| member.name == name)
        .map(row_of)
        .ok_or_else(|| BillingError::not_found(&format!("user {name}")))
}

/// Everyone who was ever enrolled.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn list_users(desk: &Desk<'_>) -> Result<Vec<UserRow>> {
    desk.may(Action::ListUsers)?;
    desk.commit(desk.unit(), "user.list")?;
    Ok(desk.vault().members().iter().map(row_of).collect())
}

/// Enrols a user; a supervisor hands over the keys at once.
///
/// # Errors
/// `not_permitted`, `second_person_needed`, `bad_value` for a weak passphrase or a taken name.
pub fn add_user(desk: &Desk<'_>, new: (&str, Role, &Passphrase), second: Option<&KeyRing>) -> Result<UserRow> {
    desk.may(Action::EnrolUser)?;
    let (name, role, passphrase) = new;
    let member = NewMember { name, role, passphrase, practice_name: &desk.practice().name };
    desk.vault().enrol(member, second, occasion(desk)).map_err(BillingError::from)?;
    named(desk, name)
}

/// Hands the keys of his role to an enrolled user.
///
/// # Errors
/// `not_permitted`, `second_person_needed`, `not_found`.
pub fn approve_user(desk: &Desk<'_>, name: &str, second: Option<&KeyRing>) -> Result<UserRow> {
    desk.may(Action::ApproveUser)?;
    desk.vault().approve(name, second, occasion(desk)).map_err(BillingError::from)?;
    named(desk, name)
}

/// Takes a user's keys away.
///
/// # Errors
/// `not_permitted`, `not_found`, `bad_value` for the last of a kind.
pub fn disable_user(desk: &Desk<'_>, name: &str) -> Result<UserRow> {
    desk.may(Action::DisableUser)?;
    desk.vault().disable(name, occasion(desk)).map_err(BillingError::from)?;
    named(desk, name)
}

/// Gives the person at the desk a new passphrase.
///
/// # Errors
/// `bad_value` for a weak one.
pub fn change_passphrase(desk: &Desk<'_>, new: &Passphrase) -> Result<()> {
    desk.vault().change_passphrase(new, &desk.practice().name, occasion(desk)).map_err(BillingError::from).map(drop)
}
