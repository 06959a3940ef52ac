//! The handlers of both pages. Those of the desk come out of the table in `wire`: a command without its function here does not
//! build.

mod charges;
mod claims;
mod desk;
mod drafts;
mod entry;
mod files;
mod hand_over;
mod jobs;
mod office;
mod patient_folder;
mod patients;
mod preferences;
mod register;
mod remittances;
mod shell;
mod users;
mod worklist;

use crate::gate;
use crate::secrets;
use crate::session::Session;
use crate::setup;
use crate::store::Opened;
use tauri::ipc::Invoke;
use tauri::{AppHandle, Manager};
use wire::{ErrorCode, WireError};

use charges::*;
use claims::*;
use desk::*;
use drafts::*;
use entry::*;
use files::*;
use hand_over::*;
use jobs::*;
use office::*;
use patient_folder::*;
use patients::*;
use preferences::*;
use register::*;
use remittances::*;
use shell::*;
use users::*;
use worklist::*;

/// A desk command runs against the open desk on a thread of its own, in its turn; one that runs aside needs no turn; a dialog
/// command is awaited; a shell command gets the program.
macro_rules! run {
    (desk, $act:path, $app:ident, $request:ident) => {
        on_desk(&$app, move |app, desk| $act(app, desk, $request)).await
    };
    (aside, $act:path, $app:ident, $request:ident) => {
        aside(&$app, move |app, desk| $act(app, desk, $request)).await
    };
    (dialog, $act:path, $app:ident, $request:ident) => {
        $act(&$app, $request).await
    };
    (shell, $act:path, $app:ident, $request:ident) => {
        Ok($act(&$app, $request))
    };
}

macro_rules! handlers {
    ($($(#[doc = $doc:literal])* $kind:ident $name:ident($request:ident) -> $response:ident;)*) => {
        mod handlers {
            #[allow(unused_imports)] // Every kind of command has its own way; a table need not have all kinds.
            use super::{aside, on_desk};
            use tauri::AppHandle;
            // One type may answer several commands, so that they cannot be named one by one.
            use wire::*;
            $(
                $(#[doc = $doc])*
                #[tauri::command]
                pub async fn $name(app: AppHandle, request: $request) -> Result<$response, WireError> {
                    run!($kind, super::$name, app, request)
                }
            )*
        }

        /// Answers every command of both pages; which page may call which, the capabilities say.
        pub fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![gate::describe_gate, gate::unlock, setup::describe_setup, setup::check_setup,
                setup::begin_practice, setup::confirm_practice, setup::abandon_practice, setup::make_demo,
                setup::describe_demo, setup::cancel_demo, setup::choose_practice, secrets::entrust_secret, $(handlers::$name),*]
        }
    };
}
wire::for_each_command!(handlers);

/// Does something with the session on a thread that may block.
async fn blocking<T: Send + 'static>(
    app: &AppHandle,
    act: impl FnOnce(&AppHandle, &Session) -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    let app = app.clone();
    let ran = tauri::async_runtime::spawn_blocking(move || act(&app, &app.state::<Session>()));
    ran.await.unwrap_or(Err(WireError { code: ErrorCode::Io }))
}

async fn on_desk<T: Send + 'static>(
    app: &AppHandle,
    act: impl FnOnce(&AppHandle, &Opened) -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    blocking(app, |app, session| session.in_turn(|desk| act(app, desk))).await
}

async fn aside<T: Send + 'static>(
    app: &AppHandle,
    act: impl FnOnce(&AppHandle, &Opened) -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    blocking(app, |app, session| session.with_desk(|desk| act(app, desk))).await
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use std::collections::BTreeSet;

    fn permissions(capability: &str) -> BTreeSet<String> {
        let file =
            std::fs::read_to_string(format!("{}/capabilities/{capability}.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let value: Value = serde_json::from_str(&file).unwrap();
        value["permissions"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    fn allow(command: &str) -> String {
        format!("allow-{}", command.replace('_', "-"))
    }

    #[test]
    fn the_desk_may_call_its_table_and_nothing_else() {
        let all = wire::COMMANDS.iter().chain(wire::RAW_COMMANDS);
        assert_eq!(permissions("desk"), all.map(|name| allow(name)).collect());
    }

    #[test]
    fn the_gate_may_look_and_try_and_nothing_else() {
        assert_eq!(permissions("gate"), ["describe_gate", "unlock"].map(allow).into());
    }

    #[test]
    fn the_setup_page_makes_a_practice_and_nothing_else() {
        let commands = [
            "describe_setup",
            "check_setup",
            "begin_practice",
            "confirm_practice",
            "abandon_practice",
            "make_demo",
            "describe_demo",
            "cancel_demo",
            "choose_practice",
        ];
        assert_eq!(permissions("setup"), commands.map(allow).into());
    }

    #[test]
    fn the_shell_is_as_closed_as_promised() {
        let config: Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        let security = &config["app"]["security"];
        assert_eq!(
            security["csp"],
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' ckdoc: \
             http://ckdoc.localhost; connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(security["assetProtocol"]["enable"], false);
        assert_eq!(config["app"]["withGlobalTauri"], false);
        assert!(config.get("plugins").is_none());
    }
}
