//! Passphrases on their way from a page: raw bytes, held once and wiped, never part of a JSON request.
//!
//! The page hands them over first and gets a token; the command that needs them names the token and takes them.

use crate::session::{Session, held};
use std::sync::Mutex;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager};
use wire::{EntrustedView, ErrorCode, WireError};
use zeroize::Zeroizing;

/// Parts that a page may hand over at once.
const MOST_PARTS: usize = 10;

/// The texts of one handing-over, in the page's order.
pub struct Entrusted(Vec<Zeroizing<String>>);

impl Entrusted {
    /// The text at a place; empty where the page gave none.
    pub fn part(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |part| part.as_str())
    }
}

/// What a page handed over and no command took yet: one at a time.
#[derive(Default)]
pub struct Secrets {
    held: Mutex<(u64, Option<Entrusted>)>,
}

impl Secrets {
    /// Holds texts until they are taken, others come, or the desk locks.
    pub fn hold(&self, secret: Entrusted) -> String {
        let mut held = held(&self.held);
        held.0 += 1;
        held.1 = Some(secret);
        held.0.to_string()
    }

    /// Takes the texts of a token; once.
    pub fn take(&self, token: &str) -> Option<Entrusted> {
        let mut held = held(&self.held);
        if held.0.to_string() == token { held.1.take() } else { None }
    }

    /// Wipes what is held.
    pub fn forget(&self) {
        held(&self.held).1 = None;
    }
}

/// Takes passphrases from the desk's page: each two bytes of length, big-endian, and the text.
#[tauri::command]
pub fn entrust_secret(app: AppHandle, request: Request<'_>) -> Result<EntrustedView, WireError> {
    let secret = read_body(request.body()).ok_or(ErrorCode::BadValue)?;
    Ok(EntrustedView { token: app.state::<Session>().secrets().hold(secret) })
}

/// The texts of a raw body.
pub fn read_body(body: &InvokeBody) -> Option<Entrusted> {
    let InvokeBody::Raw(bytes) = body else { return None };
    read_parts(bytes)
}

fn read_parts(bytes: &[u8]) -> Option<Entrusted> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        let (part, behind) = behind.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        parts.push(Zeroizing::new(std::str::from_utf8(part).ok()?.to_owned()));
        rest = behind;
    }
    (parts.len() <= MOST_PARTS).then_some(Entrusted(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_in_their_order() {
        let secret = read_parts(b"\0\x04mira\0\0\0\x06sesame").unwrap();
        assert_eq!([0, 1, 2, 3].map(|at| secret.part(at)), ["mira", "", "sesame", ""]);
        for bad in [&b"\0"[..], b"\0\x09mira", b"\0\x02\xff\xfe", &[0; 22]] {
            assert!(read_parts(bad).is_none(), "{bad:?}");
        }
        assert!(read_body(&InvokeBody::Json(serde_json::json!("mira"))).is_none());
    }

    #[test]
    fn a_token_is_good_once_and_for_the_last_texts_only() {
        let secrets = Secrets::default();
        let first = secrets.hold(read_parts(b"\0\x01a").unwrap());
        let second = secrets.hold(read_parts(b"\0\x01b").unwrap());
        assert!(secrets.take(&first).is_none());
        assert_eq!(secrets.take(&second).unwrap().part(0), "b");
        assert!(secrets.take(&second).is_none());
        let third = secrets.hold(read_parts(b"\0\x01c").unwrap());
        secrets.forget();
        assert!(secrets.take(&third).is_none());
    }
}
