//! The six people of the demo practice and their fixed passphrases.

use crate::folder::refused;
use billing::{BillingError, ErrorCode, Result};
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use values::Role;

/// The file beside the store's own from which the window fills in a passphrase. Only a demo store has one.
pub const USERS_FILE: &str = "demo.json";

/// One user of the demo practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DemoUser {
    /// Name to unlock with.
    pub name: &'static str,
    /// Role.
    pub role: Role,
    /// Passphrase: public, for invented data only.
    pub passphrase: &'static str,
}

const fn user(name: &'static str, role: Role, passphrase: &'static str) -> DemoUser {
    DemoUser { name, role, passphrase }
}

/// One user for each role.
pub const USERS: [DemoUser; 6] = [
    user("biller", Role::Biller, "copper lantern drifts past willow"),
    user("coder", Role::Coder, "amber thimble under quiet ferns"),
    user("front_desk", Role::FrontDesk, "seven marbles roll toward noon"),
    user("supervisor", Role::Supervisor, "granite otter hums before dawn"),
    user("auditor", Role::Auditor, "violet compass points beyond rain"),
    user("administrator", Role::Administrator, "walnut ladder leans against thunder"),
];

/// The user with a role.
pub(crate) const fn of_role(role: Role) -> &'static DemoUser {
    let [biller, coder, front_desk, supervisor, auditor, administrator] = &USERS;
    match role {
        Role::Biller => biller,
        Role::Coder => coder,
        Role::FrontDesk => front_desk,
        Role::Supervisor => supervisor,
        Role::Auditor => auditor,
        Role::Administrator => administrator,
    }
}

/// Writes the file of users, readable by its owner alone.
pub(crate) fn write_file(dir: &Path) -> Result<()> {
    let path = dir.join(USERS_FILE);
    let text = serde_json::to_vec_pretty(&USERS).map_err(|error| {
        BillingError::new(ErrorCode::Io, format!("{USERS_FILE} cannot be written: {error}"), "report this")
    })?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&path).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()
    });
    written.map_err(|error| refused("writing", &path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::founding::PRACTICE_NAME;
    use std::collections::BTreeSet;
    use vault::Passphrase;

    #[test]
    fn there_is_one_user_for_each_role_with_a_good_passphrase_of_five_words() {
        for role in Role::ALL {
            assert_eq!(of_role(role).role, role);
        }
        assert_eq!(USERS.iter().map(|user| user.passphrase).collect::<BTreeSet<_>>().len(), 6);
        for user in USERS {
            assert_eq!(user.passphrase.split(' ').count(), 5, "{}", user.name);
            assert!(Passphrase::new(user.passphrase).check(&[user.name, PRACTICE_NAME]).is_ok(), "{}", user.name);
        }
    }
}
