//! Who may do what: the policy beside the keys.
//!
//! Purpose: one table that says which role may take which action (security.md 3 and 8, cli.md "Who may run what").
//! Invariants: no I/O; what keys enforce (reading a class) is not repeated here, only what is policy.
//!
//! ```
//! use privacy::{Action, decide};
//! use values::Role;
//! assert!(decide(Role::Biller, Action::PostRemittance).is_ok());
//! assert!(decide(Role::Administrator, Action::ReadPatient).is_err());
//! ```

use thiserror::Error;
use values::Role;

macro_rules! actions {
    ($($(#[doc = $doc:literal])* $action:ident,)*) => {
        /// What a person asks to do, as far as it needs a permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc])* $action,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Action] = &[$(Action::$action),*];
        }
    };
}

actions! {
    /// Find and open patients.
    ReadPatient,
    /// Register patients and coverages.
    WritePatient,
    /// Merge two patients.
    MergePatients,
    /// Read claims.
    ReadClaim,
    /// Open visits, code them, ask their providers.
    CodeVisit,
    /// Enter visits, import claims.
    WriteClaim,
    /// Run the scrubber.
    ScrubClaim,
    /// Release claims to be sent, correct them, bill the next payer, export.
    WorkClaim,
    /// Void a claim.
    VoidClaim,
    /// Make and read interchanges, read acknowledgments in.
    Transmit,
    /// Read and post remittances.
    PostRemittance,
    /// Undo a posted remittance up to the practice's limit.
    UndoRemittance,
    /// Undo a posted remittance of any size; post one that is out of balance.
    UndoAnyRemittance,
    /// See and work the worklist.
    Work,
    /// Decide on a write-off that somebody else asked for.
    ApproveWriteOff,
    /// Reports of money.
    ReportMoney,
    /// Change payers, providers, fees.
    ChangeReference,
    /// Add payers and providers that a file brings.
    AddReference,
    /// Read codes, payers, providers and fees.
    ReadReference,
    /// Enrol a user.
    EnrolUser,
    /// Approve a user (seal keys to him).
    ApproveUser,
    /// Disable a user.
    DisableUser,
    /// See the users.
    ListUsers,
    /// Read the audit trail.
    ReadAudit,
    /// Prove the audit trail.
    VerifyAudit,
    /// Verify the whole store.
    VerifyStore,
    /// Import code packs.
    ImportCodes,
    /// Make a backup, and try one out.
    MakeBackup,
}

/// The role may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the role {role} may not do this; {remedy}")]
pub struct Denied {
    /// Whose role.
    pub role: Role,
    /// Whom to ask.
    pub remedy: &'static str,
}

/// Whether a role may take an action.
///
/// # Errors
/// [`Denied`], naming whom to ask.
pub fn decide(role: Role, action: Action) -> Result<(), Denied> {
    use Role::{Administrator, Auditor, Biller, Coder, FrontDesk, Supervisor};
    let (roles, remedy): (&[Role], &str) = match action {
        Action::ReadPatient | Action::ReadClaim => {
            (&[FrontDesk, Coder, Biller, Supervisor], "patients are for those who work with them")
        }
        Action::WritePatient => (&[FrontDesk, Biller, Supervisor], "ask the front desk or a biller"),
        Action::MergePatients => (&[Biller, Supervisor], "ask a biller"),
        Action::WriteClaim
        | Action::WorkClaim
        | Action::Transmit
        | Action::PostRemittance
        | Action::UndoRemittance
        | Action::Work => (&[Biller, Supervisor], "ask a biller"),
        Action::CodeVisit | Action::ScrubClaim => (&[Coder, Biller, Supervisor], "ask a coder or a biller"),
        Action::VoidClaim | Action::UndoAnyRemittance | Action::ApproveUser | Action::ApproveWriteOff => {
            (&[Supervisor], "ask a supervisor")
        }
        Action::ReportMoney => (&[Biller, Supervisor], "ask a biller or a supervisor"),
        Action::ChangeReference => (&[Supervisor, Administrator], "ask a supervisor or the administrator"),
        Action::AddReference => (&[Biller, Supervisor, Administrator], "ask a biller"),
        Action::ReadReference => (&Role::ALL, ""),
        Action::EnrolUser => (&[Supervisor, Administrator], "ask a supervisor or the administrator"),
        Action::DisableUser => (&[Supervisor, Administrator], "ask the administrator"),
        Action::ListUsers => (&[Supervisor, Auditor, Administrator], "ask a supervisor or the administrator"),
        Action::ReadAudit => (&[Supervisor, Auditor], "ask the auditor or a supervisor"),
        Action::VerifyAudit | Action::VerifyStore => (&[Supervisor, Auditor], "ask the auditor or a supervisor"),
        Action::ImportCodes => (&[Administrator, Supervisor], "ask the administrator"),
        Action::MakeBackup => (&[Administrator], "ask the administrator"),
    };
    if roles.contains(&role) { Ok(()) } else { Err(Denied { role, remedy }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_without_a_class_about_patients_may_touch_one() {
        let about_patients = [
            Action::ReadPatient,
            Action::WritePatient,
            Action::ReadClaim,
            Action::CodeVisit,
            Action::WriteClaim,
            Action::WorkClaim,
            Action::Transmit,
            Action::PostRemittance,
            Action::Work,
            Action::ReportMoney,
        ];
        for role in Role::ALL.into_iter().filter(|role| !role.gives_phi()) {
            for action in about_patients {
                assert!(decide(role, action).is_err(), "{role} {action:?}");
            }
        }
    }

    #[test]
    fn the_front_desk_reads_balances_but_not_reports() {
        assert!(decide(Role::FrontDesk, Action::ReadPatient).is_ok());
        assert!(decide(Role::FrontDesk, Action::ReportMoney).is_err());
        assert!(decide(Role::FrontDesk, Action::PostRemittance).is_err());
    }

    #[test]
    fn only_a_supervisor_seals_keys_to_people() {
        let may: Vec<Role> = Role::ALL.into_iter().filter(|role| decide(*role, Action::ApproveUser).is_ok()).collect();
        assert_eq!(may, [Role::Supervisor]);
    }
}
