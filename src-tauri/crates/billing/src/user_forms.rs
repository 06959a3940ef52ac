//! The people of the practice as the users screen enters them: what is wrong with a field is said beside it.

use crate::desk::Desk;
use crate::error::{BillingError, ErrorCode, Result};
use crate::form::{Form, FormCheck, Problem};
use crate::users::{add_user, approve_user, change_passphrase, disable_user, list_users};
use privacy::Action;
use values::Role;
pub use vault::MemberState;
use vault::{KeyRing, Member, Passphrase, VaultError, Weakness};

/// Names are kept in the key file, which bounds them.
const LONGEST_NAME: usize = 64;

/// Somebody who agrees, where two must.
#[derive(Clone, Copy)]
pub struct SecondForm<'a> {
    /// The name; empty for nobody.
    pub name: &'a str,
    /// That person's passphrase.
    pub passphrase: &'a str,
}

/// A new user as the person at the desk and the new person typed it.
#[derive(Clone, Copy)]
pub struct UserForm<'a> {
    /// Name that unlocks.
    pub name: &'a str,
    /// What the person works as.
    pub role: Role,
    /// The passphrase of the new person.
    pub passphrase: &'a str,
    /// The same again.
    pub again: &'a str,
    /// Who agrees.
    pub second: SecondForm<'a>,
}

/// One user with what may be done about him.
#[derive(Debug, Clone)]
pub struct UserCard {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Where the person stands.
    pub state: MemberState,
    /// What to compare with the person before approving, while that waits.
    pub fingerprint: Option<String>,
    /// Whether it is the person at the desk.
    pub is_self: bool,
    /// Whether approving needs somebody of the other kind beside the person at the desk.
    pub needs_second: bool,
}

/// The people, and who may agree.
#[derive(Debug, Clone)]
pub struct UserCards {
    /// Everyone who was ever enrolled.
    pub users: Vec<UserCard>,
    /// Those who may be the second person for the one at the desk.
    pub seconds: Vec<String>,
    /// Each role with whether enrolling it needs a second person.
    pub roles: Vec<(Role, bool)>,
}

/// Everyone who was ever enrolled, with what may be done. The listing is journaled.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn describe_users(desk: &Desk<'_>) -> Result<UserCards> {
    list_users(desk)?;
    let roster = desk.vault().roster();
    let own = desk.vault().user().id;
    let members = desk.vault().members();
    let is_single = roster.is_single_person();
    let card = |member: &Member| UserCard {
        name: member.name.clone(),
        role: member.role,
        state: member.state,
        fingerprint: (member.state == MemberState::Enrolled).then(|| roster.fingerprint(member.id)).flatten(),
        is_self: member.id == own,
        needs_second: needs_two(member.role) && !is_single,
    };
    let wanted = match desk.role() {
        Role::Supervisor => Some(Role::Administrator),
        Role::Administrator => Some(Role::Supervisor),
        Role::FrontDesk | Role::Coder | Role::Biller | Role::Auditor => None,
    };
    let may_agree =
        |member: &&Member| Some(member.role) == wanted && member.state == MemberState::Active && member.id != own;
    Ok(UserCards {
        users: members.iter().map(card).collect(),
        seconds: members.iter().filter(may_agree).map(|member| member.name.clone()).collect(),
        roles: Role::ALL.into_iter().map(|role| (role, needs_two(role) && !is_single)).collect(),
    })
}

/// Enrols a user out of a form; a supervisor hands over the keys at once. Gives the name.
///
/// # Errors
/// `not_permitted`, or what the store refuses; then nothing was changed.
pub fn enrol_by_form(desk: &Desk<'_>, form: UserForm<'_>) -> Result<Form<String>> {
    desk.may(Action::EnrolUser)?;
    let mut check = FormCheck::on(desk.today());
    let name = form.name.trim();
    check.required("name", name);
    if name.len() > LONGEST_NAME {
        check.refuse("name", Problem::TooLong);
    }
    if name.chars().any(char::is_control) {
        check.refuse("name", Problem::BadCharacter);
    }
    let folded = name.to_lowercase();
    if desk.vault().members().iter().any(|member| member.name.to_lowercase() == folded) {
        check.refuse("name", Problem::Taken);
    }
    new_passphrase(&mut check, (form.passphrase, form.again), &[name, &desk.practice().name]);
    let second = second_ring(desk, &mut check, form.second)?;
    if second.is_none() && must_have_second(desk, form.role) && form.second.name.is_empty() {
        check.refuse("second", Problem::Required);
    }
    check.save(|| {
        let passphrase = Passphrase::new(form.passphrase);
        add_user(desk, (name, form.role, &passphrase), second.as_ref()).map(|row| row.name)
    })
}

/// Hands the keys of his role to an enrolled user, whose fingerprint was compared. Gives the name.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn approve_by_form(desk: &Desk<'_>, name: &str, second: SecondForm<'_>) -> Result<Form<String>> {
    desk.may(Action::ApproveUser)?;
    let members = desk.vault().members();
    let member = members.iter().find(|member| member.name == name);
    let role = member.ok_or_else(|| BillingError::not_found("the user"))?.role;
    let mut check = FormCheck::on(desk.today());
    let ring = second_ring(desk, &mut check, second)?;
    if ring.is_none() && must_have_second(desk, role) && second.name.is_empty() {
        check.refuse("second", Problem::Required);
    }
    check.save(|| approve_user(desk, name, ring.as_ref()).map(|row| row.name))
}

/// Takes a user's keys away. Refused for the last of a kind, and for oneself. Gives the name.
///
/// # Errors
/// `not_permitted`, `not_found`, or what the store refuses; then nothing was changed.
pub fn disable_by_form(desk: &Desk<'_>, name: &str) -> Result<Form<String>> {
    desk.may(Action::DisableUser)?;
    let mut check = FormCheck::on(desk.today());
    if desk.user_name() == name {
        check.refuse("name", Problem::NotThisPerson);
        return check.save(|| Ok(String::new()));
    }
    match disable_user(desk, name) {
        Ok(row) => Ok(Form::Saved(row.name)),
        Err(error) if is_last(desk, name) && error.code == ErrorCode::NotPermitted => {
            check.refuse("name", Problem::LastOfKind);
            check.save(|| Ok(String::new()))
        }
        Err(error) => Err(error),
    }
}

/// Whether nobody else of the person's role is active.
fn is_last(desk: &Desk<'_>, name: &str) -> bool {
    let members = desk.vault().members();
    let Some(member) = members.iter().find(|member| member.name == name) else { return false };
    let like =
        |other: &&Member| other.id != member.id && other.role == member.role && other.state == MemberState::Active;
    member.state == MemberState::Active && !members.iter().any(|other| like(&other))
}

/// Gives the person at the desk a new passphrase, after the old one was typed. Gives the name.
///
/// # Errors
/// What the store refuses; then nothing was changed.
pub fn change_own_passphrase(desk: &Desk<'_>, old: &str, new: &str, again: &str) -> Result<Form<String>> {
    let mut check = FormCheck::on(desk.today());
    let name = desk.user_name();
    new_passphrase(&mut check, (new, again), &[&name, &desk.practice().name]);
    if old.is_empty() {
        check.refuse("old", Problem::Required);
    } else if check.is_clean() {
        // The vault knows the person by the passphrase, and refuses as a second person whoever is at the desk already.
        match desk.vault().second(&name, &Passphrase::new(old)) {
            Err(VaultError::SecondPersonNeeded) | Ok(_) => {}
            Err(VaultError::WrongPassphrase) => check.refuse("old", Problem::WrongPassphrase),
            Err(error) => return Err(error.into()),
        }
    }
    check.save(|| change_passphrase(desk, &Passphrase::new(new)).map(|()| name))
}

/// What is wrong with a passphrase, if anything; `names` are those of the person and the practice.
#[must_use]
pub fn judge_passphrase(passphrase: &str, names: &[&str]) -> Option<Problem> {
    if passphrase.is_empty() {
        return Some(Problem::Required);
    }
    Passphrase::new(passphrase).check(names).err().map(|weakness| match weakness {
        Weakness::Short => Problem::PassphraseTooShort,
        Weakness::Common | Weakness::Pattern => Problem::PassphraseTooEasy,
        Weakness::Name => Problem::PassphraseIsName,
    })
}

fn new_passphrase(check: &mut FormCheck, (passphrase, again): (&str, &str), names: &[&str]) {
    match judge_passphrase(passphrase, names) {
        Some(problem) => check.refuse("passphrase", problem),
        None if passphrase != again => check.refuse("again", Problem::Differs),
        None => {}
    }
}

fn second_ring(desk: &Desk<'_>, check: &mut FormCheck, second: SecondForm<'_>) -> Result<Option<KeyRing>> {
    // A wrong passphrase costs a second and a wait: not asked for before the rest is right.
    if second.name.is_empty() || !check.is_clean() {
        return Ok(None);
    }
    if second.passphrase.is_empty() {
        check.refuse("second_passphrase", Problem::Required);
        return Ok(None);
    }
    match desk.vault().second(second.name, &Passphrase::new(second.passphrase)) {
        Ok(ring) => Ok(Some(ring)),
        Err(VaultError::WrongPassphrase) => {
            check.refuse("second_passphrase", Problem::WrongPassphrase);
            Ok(None)
        }
        Err(VaultError::SecondPersonNeeded | VaultError::NotApproved | VaultError::Disabled) => {
            check.refuse("second", Problem::NotThisPerson);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Auditor, supervisor and administrator are made by both kinds together (security.md 2).
fn needs_two(role: Role) -> bool {
    matches!(role, Role::Auditor | Role::Supervisor | Role::Administrator)
}

fn must_have_second(desk: &Desk<'_>, role: Role) -> bool {
    needs_two(role) && !desk.vault().roster().is_single_person()
}
