//! The commands of the setup page.

use super::demo;
use super::making::{NewOffice, Refusal};
use super::{DemoMaking, Making};
use crate::secrets::{self, Entrusted};
use crate::session::Session;
use crate::{dialogs, store, window};
use billing::{FounderForm, FoundersForm};
use tauri::ipc::Request;
use tauri::{AppHandle, Manager};
use vault::KdfSetting;
use wire::{BegunView, ConfirmedView, DemoView, ErrorCode, PracticeFields, SetupAnswer, SetupView, WireError};

/// What the page begins with.
#[tauri::command(async)]
pub fn describe_setup(app: AppHandle) -> SetupView {
    let folder = app.state::<Session>().store();
    SetupView {
        store_folder: folder.display().to_string(),
        time_zone: store::machine_zone(),
        has_demo: demo::folder_beside(&folder).join("vault.ck").is_file(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Checks the settings before the person goes on to the people.
#[tauri::command(async)]
pub fn check_setup(fields: PracticeFields) -> SetupAnswer<()> {
    match billing::check_practice_form(&fields.into()) {
        Ok(_) => SetupAnswer::Done { view: () },
        Err(problems) => problems.into(),
    }
}

/// Makes the practice and shows its recovery code. The body is raw: the settings as JSON, then name, passphrase and the same
/// again of administrator, supervisor and biller, each with two bytes of length before it.
#[tauri::command]
pub async fn begin_practice(app: AppHandle, request: Request<'_>) -> Result<SetupAnswer<BegunView>, WireError> {
    let typed = secrets::read_body(request.body()).ok_or(ErrorCode::BadValue)?;
    let made = tauri::async_runtime::spawn_blocking(move || begin(&app, &typed)).await;
    made.unwrap_or(Err(ErrorCode::Io.into()))
}

/// Puts the practice into its folder when the groups of the recovery code are right, and shows its gate.
#[tauri::command(async)]
pub fn confirm_practice(app: AppHandle, first: String, second: String) -> Result<ConfirmedView, WireError> {
    let right = app.state::<Making>().confirm([&first, &second])?;
    let view = ConfirmedView { is_first_right: right[0], is_second_right: right[1] };
    if right == [true, true] {
        window::show_entry(&app);
    }
    Ok(view)
}

/// Removes the practice that waits for its confirmation.
#[tauri::command(async)]
pub fn abandon_practice(app: AppHandle) {
    app.state::<Making>().abandon();
}

/// Makes the demo practice, or goes to it where it is there.
#[tauri::command(async)]
pub fn make_demo(app: AppHandle) -> DemoView {
    demo::begin(&app);
    app.state::<DemoMaking>().view()
}

/// How far the demo practice is.
#[tauri::command(async)]
pub fn describe_demo(app: AppHandle) -> DemoView {
    app.state::<DemoMaking>().view()
}

/// Stops making the demo practice.
#[tauri::command(async)]
pub fn cancel_demo(app: AppHandle) {
    app.state::<DemoMaking>().cancel();
}

/// Goes to another folder, which the person chooses in the system's dialog; whether one was chosen.
#[tauri::command]
pub async fn choose_practice(app: AppHandle) -> Result<bool, WireError> {
    let chosen = dialogs::choose_folder(&app, app.state::<Session>().store().parent()).await?;
    let Some(folder) = chosen else { return Ok(false) };
    app.state::<Making>().abandon();
    app.state::<Session>().go_to(store::practice_in(&folder));
    window::show_entry(&app);
    Ok(true)
}

fn begin(app: &AppHandle, typed: &Entrusted) -> Result<SetupAnswer<BegunView>, WireError> {
    let fields: PracticeFields = serde_json::from_str(typed.part(0)).map_err(|_| ErrorCode::BadValue)?;
    let is_single_person = fields.is_single_person;
    let person =
        |at: usize| FounderForm { name: typed.part(at), passphrase: typed.part(at + 1), again: typed.part(at + 2) };
    let founders = FoundersForm { administrator: person(1), supervisor: person(4), biller: person(7) };
    let practice = fields.into();
    let new = NewOffice { practice: &practice, founders, is_single_person, kdf: KdfSetting::Default };
    match app.state::<Making>().begin(&app.state::<Session>().store(), &new) {
        Ok(shown) => Ok(SetupAnswer::Done {
            view: BegunView {
                prefix: shown.prefix,
                groups: shown.groups.iter().map(|group| group.to_string()).collect(),
                asked: shown.asked.map(|number| u32::try_from(number).unwrap_or_default()),
            },
        }),
        Err(Refusal::Fields(problems)) => Ok(problems.into()),
        Err(Refusal::Code(code)) => Err(code.into()),
    }
}
