//! Commands about the window itself.

use crate::session::Session;
use crate::window;
use tauri::{AppHandle, Manager};
use wire::{KeepAwakeRequest, LockClock, LockDeskRequest, LockDeskResponse};

pub fn keep_awake(app: &AppHandle, request: KeepAwakeRequest) -> LockClock {
    app.state::<Session>().keep_awake(request.is_active)
}

pub fn lock_desk(app: &AppHandle, _request: LockDeskRequest) -> LockDeskResponse {
    window::lock(app);
    LockDeskResponse {}
}
