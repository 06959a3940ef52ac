//! Interchanges leave: written whole and synced into a folder of the person's choice, then their claims are transmitted.

use super::on_desk;
use crate::dialogs::choose_folder;
use crate::saving::{Saved, save};
use crate::session::Session;
use crate::store::Opened;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};
use wire::{HandOverBatchesRequest, HandOverBatchesResponse, WireError};

pub async fn hand_over_batches(
    app: &AppHandle,
    request: HandOverBatchesRequest,
) -> Result<HandOverBatchesResponse, WireError> {
    let Some(folder) = batch_folder(app, request.choose_folder).await? else {
        return Ok(HandOverBatchesResponse::Cancelled);
    };
    on_desk(app, move |_, opened| hand_over(opened, &folder)).await
}

/// The folder of the last hand-over, or the one that the person now chooses.
async fn batch_folder(app: &AppHandle, choose: bool) -> Result<Option<PathBuf>, WireError> {
    let files = || app.state::<Session>();
    let (epoch, last) = (files().files().epoch(), files().files().batch_folder());
    if let (Some(last), false) = (&last, choose) {
        return Ok(Some(last.clone()));
    }
    let chosen = choose_folder(app, last.as_deref()).await?;
    // A dialog that outlived a lock belongs to nobody.
    Ok(chosen.filter(|folder| files().files().set_batch_folder(epoch, folder)))
}

/// Writes every waiting file, and says so for those that are whole on the disk, also where a later one could not be written.
pub(crate) fn hand_over(opened: &Opened, folder: &Path) -> Result<HandOverBatchesResponse, WireError> {
    let folder_name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let (mut written, mut file_names, mut stopped) = (Vec::new(), Vec::new(), None);
    for file in billing::queued_files(&opened.desk()?)? {
        match save(folder, &file.name, &file.bytes) {
            Ok(Saved::There) => {
                written.push(file.batch_id);
                file_names.push(file.name);
            }
            other => {
                stopped = Some((other, file.name));
                break;
            }
        }
    }
    billing::hand_over_batches(&opened.desk()?, &written)?;
    Ok(match stopped {
        None => HandOverBatchesResponse::HandedOver { folder_name, file_names },
        Some((Ok(_), file_name)) => HandOverBatchesResponse::NameTaken { folder_name, file_name, file_names },
        Some((Err(_), _)) => HandOverBatchesResponse::NotWritten { folder_name, file_names },
    })
}
