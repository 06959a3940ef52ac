//! The people of the practice and their keys. Passphrases never cross in these requests: the page hands them over as bytes
//! (`entrust_secret`) and names the token.

use crate::RoleName;
use billing::MemberState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Passphrases were taken over.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EntrustedView {
    /// Names them in the request that needs them; good once.
    pub token: String,
}

/// Asks for the people.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListUsersRequest {}

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UserStateName {
    /// Waits for approval.
    Enrolled,
    /// May unlock.
    Active,
    /// May not any more.
    Disabled,
}

impl From<MemberState> for UserStateName {
    fn from(state: MemberState) -> Self {
        match state {
            MemberState::Enrolled => UserStateName::Enrolled,
            MemberState::Active => UserStateName::Active,
            MemberState::Disabled => UserStateName::Disabled,
        }
    }
}

/// One person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserRow {
    /// The name that unlocks.
    pub name: String,
    /// What the person works as.
    pub role: RoleName,
    /// Where the person stands.
    pub state: UserStateName,
    /// What to compare with the person before approving; `null` unless that waits.
    pub fingerprint: Option<String>,
    /// Whether it is the person at the desk.
    pub is_self: bool,
    /// Whether approving needs a second person.
    pub needs_second: bool,
}

/// A role that can be given.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RoleChoice {
    /// The role.
    pub role: RoleName,
    /// Whether giving it needs a second person.
    pub needs_second: bool,
}

/// The people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListUsersResponse {
    /// Everyone who was ever enrolled.
    pub items: Vec<UserRow>,
    /// The roles that can be given.
    pub roles: Vec<RoleChoice>,
    /// Those who may agree where two must.
    pub seconds: Vec<String>,
    /// Whether whoever is enrolled now has his keys at once.
    pub hands_over_keys: bool,
}

/// The people, as the person with this role may act on them.
#[must_use]
pub fn list_users_response(cards: billing::UserCards, role: values::Role) -> ListUsersResponse {
    let row = |card: billing::UserCard| UserRow {
        name: card.name,
        role: card.role.into(),
        state: card.state.into(),
        fingerprint: card.fingerprint,
        is_self: card.is_self,
        needs_second: card.needs_second,
    };
    let choice = |(role, needs_second): (values::Role, bool)| RoleChoice { role: role.into(), needs_second };
    ListUsersResponse {
        items: cards.users.into_iter().map(row).collect(),
        roles: cards.roles.into_iter().map(choice).collect(),
        seconds: cards.seconds,
        hands_over_keys: privacy::decide(role, privacy::Action::ApproveUser).is_ok(),
    }
}

/// Enrols a person.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddUserRequest {
    /// The name that unlocks.
    pub name: String,
    /// What the person works as.
    pub role: RoleName,
    /// Who agrees; empty for nobody.
    pub second: String,
    /// Token of: the new passphrase, the same again, the passphrase of who agrees.
    pub secret: String,
}

/// Hands an enrolled person the keys of the role.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ApproveUserRequest {
    /// The person.
    pub name: String,
    /// Who agrees; empty for nobody.
    pub second: String,
    /// Token of: the passphrase of who agrees; empty for none.
    pub secret: String,
}

/// Takes a person's keys away.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DisableUserRequest {
    /// The person.
    pub name: String,
}

/// Gives the person at the desk a new passphrase.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChangePassphraseRequest {
    /// Token of: the old passphrase, the new one, the same again.
    pub secret: String,
}
