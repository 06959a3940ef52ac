//! What the role may do, by name.

use privacy::Action;
use serde::Serialize;
use ts_rs::TS;

macro_rules! action_names {
    ($($action:ident,)*) => {
        /// An action that needs a permission, as it is named on the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // Each is documented in `privacy::Action`.
        pub enum ActionName {
            $($action,)*
        }

        impl From<Action> for ActionName {
            fn from(action: Action) -> Self {
                match action {
                    $(Action::$action => ActionName::$action,)*
                }
            }
        }
    };
}

action_names! {
    ReadPatient,
    WritePatient,
    MergePatients,
    ReadClaim,
    CodeVisit,
    WriteClaim,
    ScrubClaim,
    WorkClaim,
    VoidClaim,
    Transmit,
    PostRemittance,
    UndoRemittance,
    UndoAnyRemittance,
    Work,
    ApproveWriteOff,
    ReportMoney,
    ChangeReference,
    AddReference,
    ReadReference,
    EnrolUser,
    ApproveUser,
    DisableUser,
    ListUsers,
    ReadAudit,
    VerifyAudit,
    VerifyStore,
    ImportCodes,
    MakeBackup,
}
