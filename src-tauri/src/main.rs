//! The Claimkeep window: a thin shell over `billing`.
//!
//! Purpose: one window with two pages. The *gate* (static, no npm code) asks who is working and takes a passphrase as raw
//! bytes; the *desk* is the rest. Unlocking replaces the gate's webview by the desk's; locking drops the open store (which
//! zeroes its keys and frees its lock), ends the desk's web process, destroys its webview and opens a fresh gate.
//!
//! Invariants: no rule of billing lives here; a command turns nothing but wire types, has no branches and stays within ten
//! lines; no key, passphrase or patient data outlives the lock; nothing about a patient reaches the window's title.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::as_conversions,
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout
    )
)]

mod arguments;
mod commands;
mod dialogs;
mod files;
mod gate;
mod idle;
mod jobs;
mod papers;
mod profile;
mod saving;
mod secrets;
mod session;
mod setup;
mod store;
#[cfg(test)]
mod testing;
mod throttle;
mod turn;
mod window;

use arguments::Arguments;
use profile::Profile;
use session::Session;
use std::process::ExitCode;
use tauri::{App, AppHandle, Manager, RunEvent};

fn main() -> ExitCode {
    store::harden_process();
    let arguments = match Arguments::parse(std::env::args_os().skip(1), std::env::var_os("CLAIMKEEP_STORE")) {
        Ok(arguments) => arguments,
        Err(problem) => return arguments::refuse(&problem),
    };
    let Ok(profile) = Profile::make(std::env::var_os("XDG_RUNTIME_DIR").map(Into::into)) else {
        return arguments::refuse("the temporary folder cannot be written");
    };
    match build(arguments, profile) {
        Ok(app) => app.run(on_event),
        Err(_) => return ExitCode::from(7),
    }
    ExitCode::SUCCESS
}

fn build(arguments: Arguments, profile: Profile) -> tauri::Result<App> {
    tauri::Builder::default()
        .manage(Session::new(arguments))
        .manage(profile)
        .manage(setup::Making::default())
        .manage(setup::DemoMaking::default())
        .invoke_handler(commands::handler())
        .register_uri_scheme_protocol(papers::SCHEME, papers::serve)
        .on_webview_event(window::on_webview_event)
        .setup(|app| {
            window::open(app.handle())?;
            idle::watch(app.handle().clone());
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Leaving locks: the store is closed and the webviews' folder removed.
fn on_event(app: &AppHandle, event: RunEvent) {
    if let RunEvent::Exit = event {
        app.state::<setup::Making>().abandon();
        app.state::<Session>().close();
        app.state::<Profile>().remove();
    }
}
