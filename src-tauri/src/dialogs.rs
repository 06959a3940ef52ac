//! The system's own dialogs, opened by Rust: what the person chooses comes back as paths that no page sees.
//!
//! A dialog is begun on the window's thread and awaited elsewhere: the window goes on, and locks, while it is open.

use rfd::{AsyncFileDialog, FileHandle};
use std::future::Future;
use std::path::{Path, PathBuf};
use tauri::AppHandle;
use wire::{ErrorCode, FilePurpose};

/// Lets the person choose files. Empty where he chose none.
///
/// # Errors
/// [`ErrorCode::Io`] when the window is ending.
pub async fn choose_files(app: &AppHandle, purpose: FilePurpose, several: bool) -> Result<Vec<PathBuf>, ErrorCode> {
    let dialog = filtered(AsyncFileDialog::new(), purpose);
    let chosen = if several {
        begun(app, move || dialog.pick_files()).await?
    } else {
        begun(app, move || dialog.pick_file()).await?.map(|file| vec![file])
    };
    Ok(chosen.unwrap_or_default().iter().map(path).collect())
}

/// Lets the person choose a folder, beginning at one.
///
/// # Errors
/// [`ErrorCode::Io`] when the window is ending.
pub async fn choose_folder(app: &AppHandle, begin_at: Option<&Path>) -> Result<Option<PathBuf>, ErrorCode> {
    let dialog = begin_at.map_or_else(AsyncFileDialog::new, |folder| AsyncFileDialog::new().set_directory(folder));
    Ok(begun(app, move || dialog.pick_folder()).await?.as_ref().map(path))
}

fn path(file: &FileHandle) -> PathBuf {
    file.path().to_owned()
}

/// Begins a dialog where the system wants it begun, and waits for the person.
async fn begun<F, T>(app: &AppHandle, begin: impl FnOnce() -> F + Send + 'static) -> Result<T, ErrorCode>
where
    F: Future<Output = T> + Send + 'static,
{
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    app.run_on_main_thread(move || {
        let _ = sender.send(begin());
    })
    .map_err(|_| ErrorCode::Io)?;
    let begun = tauri::async_runtime::spawn_blocking(move || receiver.recv()).await;
    let dialog = begun.map_err(|_| ErrorCode::Io)?.map_err(|_| ErrorCode::Io)?;
    Ok(dialog.await)
}

/// Offers the usual names first; any file may still be chosen, since partners name theirs as they like.
fn filtered(dialog: AsyncFileDialog, purpose: FilePurpose) -> AsyncFileDialog {
    match purpose {
        FilePurpose::X12 => dialog,
        FilePurpose::Csv => dialog.add_filter("CSV", &["csv", "CSV", "txt", "TXT"]).add_filter("*", &["*"]),
        FilePurpose::Document => dialog
            .add_filter("PDF, TIFF, JPEG, PNG", &["pdf", "tif", "tiff", "jpg", "jpeg", "png"])
            .add_filter("*", &["*"]),
    }
}
