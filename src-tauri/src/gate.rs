//! The gate's two commands: who may unlock, and one try.

use crate::session::{Session, whole_seconds};
use crate::{store, window};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager};
use wire::{ErrorCode, GateView, UnlockAnswer};
use zeroize::Zeroizing;

/// What the gate shows. Reads the roster; needs no key.
#[tauri::command(async)]
pub fn describe_gate(app: AppHandle) -> GateView {
    let session = app.state::<Session>();
    let mut view = store::describe(&session.store());
    let last = session.last();
    view.practice_name = last.as_ref().map(|last| last.practice_name.clone());
    view.last_user = last.map(|last| last.user_name);
    view.wait_seconds = whole_seconds(session.wait());
    view
}

/// One try. The body is raw: length of the name (two bytes, big-endian), name, passphrase.
#[tauri::command]
pub async fn unlock(app: AppHandle, request: Request<'_>) -> Result<(), UnlockAnswer> {
    let (user, passphrase) = read_try(request.body()).ok_or_else(bad_try)?;
    let handle = app.clone();
    let tried = tauri::async_runtime::spawn_blocking(move || handle.state::<Session>().unlock(&user, &passphrase));
    tried.await.unwrap_or_else(|_| Err(bad_try()))?;
    window::show_desk(&app);
    Ok(())
}

fn bad_try() -> UnlockAnswer {
    UnlockAnswer { code: ErrorCode::BadValue, wait_seconds: 0, next_wait_seconds: 0 }
}

fn read_try(body: &InvokeBody) -> Option<(String, Zeroizing<Vec<u8>>)> {
    let InvokeBody::Raw(bytes) = body else { return None };
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (user, passphrase) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((String::from_utf8(user.to_vec()).ok()?, Zeroizing::new(passphrase.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
        read_try(&InvokeBody::Raw(bytes.to_vec())).map(|(user, passphrase)| (user, passphrase.to_vec()))
    }

    #[test]
    fn a_try_is_a_name_and_bytes() {
        assert_eq!(read(b"\0\x04mirasesame"), Some(("mira".into(), b"sesame".to_vec())));
        assert_eq!(read(b"\0\x04mira"), Some(("mira".into(), Vec::new())));
        for bad in [&b""[..], b"\0", b"\0\x09mira", b"\0\x02\xff\xfex"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
        assert!(read_try(&InvokeBody::Json(serde_json::json!({"user": "mira"}))).is_none());
    }
}
