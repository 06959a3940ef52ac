//! Files that the person chooses or drops.

use super::blocking;
use crate::dialogs::choose_files;
use crate::files::largest;
use crate::session::Session;
use tauri::{AppHandle, Manager};
use wire::{
    DroppedFilesRequest, DroppedFilesResponse, FilesView, ForgetFilesRequest, ForgetFilesResponse, PickFilesRequest,
    WireError,
};

pub async fn pick_files(app: &AppHandle, request: PickFilesRequest) -> Result<FilesView, WireError> {
    let epoch = app.state::<Session>().files().epoch();
    let paths = choose_files(app, request.purpose, request.several).await?;
    let largest = largest(request.purpose);
    blocking(app, move |_, session| Ok(session.files().take_in(epoch, &paths, largest))).await
}

pub async fn dropped_files(app: &AppHandle, request: DroppedFilesRequest) -> Result<DroppedFilesResponse, WireError> {
    blocking(app, move |_, session| Ok(session.files().wait_for_drop(request.is_over))).await
}

pub fn forget_files(app: &AppHandle, request: ForgetFilesRequest) -> ForgetFilesResponse {
    app.state::<Session>().files().forget(&request.tokens);
    ForgetFilesResponse {}
}
