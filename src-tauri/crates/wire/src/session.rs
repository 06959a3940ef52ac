//! Who is at the desk, the lock, and what the gate shows before anybody is.

use privacy::Action;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use values::Role;

/// A role, as it is named on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// Registers patients, takes copays.
    FrontDesk,
    /// Codes visits.
    Coder,
    /// Bills, posts, works denials.
    Biller,
    /// Approves.
    Supervisor,
    /// Reads the audit trail.
    Auditor,
    /// Users, keys, backups; never a patient.
    Administrator,
}

impl From<Role> for RoleName {
    fn from(role: Role) -> Self {
        match role {
            Role::FrontDesk => RoleName::FrontDesk,
            Role::Coder => RoleName::Coder,
            Role::Biller => RoleName::Biller,
            Role::Supervisor => RoleName::Supervisor,
            Role::Auditor => RoleName::Auditor,
            Role::Administrator => RoleName::Administrator,
        }
    }
}

impl From<RoleName> for Role {
    fn from(role: RoleName) -> Self {
        match role {
            RoleName::FrontDesk => Role::FrontDesk,
            RoleName::Coder => Role::Coder,
            RoleName::Biller => Role::Biller,
            RoleName::Supervisor => Role::Supervisor,
            RoleName::Auditor => Role::Auditor,
            RoleName::Administrator => Role::Administrator,
        }
    }
}

/// A main area of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AreaName {
    /// What is to be done.
    Worklist,
    /// Patients.
    Patients,
    /// Visits to code and charge.
    Charges,
    /// Claims and batches.
    Claims,
    /// Remittances.
    Remittances,
    /// Denials.
    Denials,
    /// Payers, providers, fees.
    Office,
    /// Users.
    Users,
    /// One's own settings.
    Settings,
}

impl AreaName {
    /// Every area, in the order of the rail.
    pub const ALL: [AreaName; 9] = [
        AreaName::Worklist,
        AreaName::Patients,
        AreaName::Charges,
        AreaName::Claims,
        AreaName::Remittances,
        AreaName::Denials,
        AreaName::Office,
        AreaName::Users,
        AreaName::Settings,
    ];

    /// The action without which the area shows nothing; `None` for everybody's.
    #[must_use]
    pub const fn needs(self) -> Option<Action> {
        match self {
            AreaName::Worklist | AreaName::Denials => Some(Action::Work),
            AreaName::Patients => Some(Action::ReadPatient),
            AreaName::Charges => Some(Action::ScrubClaim),
            AreaName::Claims => Some(Action::Transmit),
            AreaName::Remittances => Some(Action::PostRemittance),
            AreaName::Users => Some(Action::ListUsers),
            AreaName::Office => Some(Action::ReadReference),
            AreaName::Settings => None,
        }
    }

    /// Where a role's day begins (ux.md 3).
    #[must_use]
    pub const fn start_of(role: Role) -> AreaName {
        match role {
            Role::FrontDesk => AreaName::Patients,
            Role::Coder => AreaName::Charges,
            Role::Biller | Role::Supervisor => AreaName::Worklist,
            Role::Auditor | Role::Administrator => AreaName::Users,
        }
    }
}

/// Asks who is at the desk.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DescribeSessionRequest {}

/// Who is at the desk, and what the frame around every screen shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// Name of the user.
    pub user_name: String,
    /// Up to two letters for the user's mark.
    pub initials: String,
    /// The role.
    pub role: RoleName,
    /// Name of the practice.
    pub practice_name: String,
    /// Whether it is the demo practice.
    pub is_demo: bool,
    /// What the role may do.
    pub allowed_actions: Vec<super::ActionName>,
    /// The areas that the role has, in the order of the rail.
    pub areas: Vec<AreaName>,
    /// Where the role's day begins.
    pub start: AreaName,
    /// Whether the role's keys open anything about a patient.
    pub may_open_patients: bool,
    /// Whether the practice has no patient yet and this role may bring them in.
    pub is_new: bool,
    /// Idle minutes until the desk locks, rounded up.
    pub idle_lock_minutes: u32,
}

/// Tells that the person moved or typed, or only asks for the clock.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct KeepAwakeRequest {
    /// Whether there was a key or a pointer move since the last call.
    pub is_active: bool,
}

/// The lock's clock.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LockClock {
    /// Seconds until the desk locks itself.
    pub seconds_left: u32,
    /// Whether it is time to warn.
    pub is_warning: bool,
}

/// Locks the desk.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LockDeskRequest {}

/// The desk is locking; its page is about to be destroyed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LockDeskResponse {}

/// Whether the store can be unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// Pick a person and type.
    Ready,
    /// There is no store in the folder.
    NoStore,
    /// `vault.ck` is damaged.
    Damaged,
    /// The store is of a newer version.
    NewerStore,
    /// The folder cannot be read.
    Io,
}

/// A person on the gate.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GateUser {
    /// The name that unlocks.
    pub name: String,
    /// Up to two letters.
    pub initials: String,
    /// The role.
    pub role: RoleName,
    /// In the demo practice: the passphrase, which is public there.
    pub demo_passphrase: Option<String>,
}

/// What the gate shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GateView {
    /// Whether the store can be unlocked.
    pub state: GateState,
    /// The store's folder, for the states that need an act.
    pub store_folder: String,
    /// Name of the practice, where it can be read without a key.
    pub practice_name: Option<String>,
    /// Whether it is the demo practice, whose passphrases are public.
    pub is_demo: bool,
    /// The people of the roster who may unlock.
    pub users: Vec<GateUser>,
    /// The person who unlocked last in this run, if any.
    pub last_user: Option<String>,
    /// Seconds to wait before the next try, after wrong ones.
    pub wait_seconds: u32,
    /// The program's version.
    pub version: String,
}

/// Why the gate stayed shut.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnlockAnswer {
    /// What went wrong.
    pub code: super::ErrorCode,
    /// Seconds to wait before the next try.
    pub wait_seconds: u32,
    /// Seconds to wait after one more miss.
    pub next_wait_seconds: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_may_do_what_its_day_begins_with() {
        for role in Role::ALL {
            let needs = AreaName::start_of(role).needs();
            assert!(needs.is_none_or(|action| privacy::decide(role, action).is_ok()), "{role}");
        }
    }
}
