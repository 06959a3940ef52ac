//! Images that were opened and not yet seen: each under an address that serves once (security.md 11, `ckdoc:`).

use crate::session::{Session, held};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext};
use zeroize::Zeroizing;

/// The scheme; the pages' content policy names it.
pub const SCHEME: &str = "ckdoc";

/// Images that wait to be seen; the oldest is forgotten first.
const WAITING_AT_MOST: usize = 8;

#[derive(Default)]
struct Held {
    last: u64,
    images: BTreeMap<u64, (String, Zeroizing<Vec<u8>>)>,
}

/// The images of the open desk.
#[derive(Default)]
pub struct Papers {
    held: Mutex<Held>,
}

impl Papers {
    /// Holds an image under a new address.
    pub fn show(&self, png: Zeroizing<Vec<u8>>) -> Option<String> {
        let mut name = [0_u8; 16];
        getrandom::fill(&mut name).ok()?;
        let name = name.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let mut all = held(&self.held);
        all.last += 1;
        let number = all.last;
        all.images.insert(number, (name.clone(), png));
        while all.images.len() > WAITING_AT_MOST {
            all.images.pop_first();
        }
        let host = if cfg!(windows) { "http://ckdoc.localhost" } else { "ckdoc://localhost" };
        Some(format!("{host}/{name}"))
    }

    /// The image of an address, once.
    fn take(&self, name: &str) -> Option<Zeroizing<Vec<u8>>> {
        let mut all = held(&self.held);
        let number = all.images.iter().find(|(_, (known, _))| known == name).map(|(number, _)| *number)?;
        all.images.remove(&number).map(|(_, png)| png)
    }

    /// Forgets all: the desk is locked.
    pub fn forget_all(&self) {
        held(&self.held).images.clear();
    }
}

/// Answers the desk's page and no other; nothing is cached anywhere.
pub fn serve<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    let is_desk = context.webview_label() == "desk";
    let name = request.uri().path().trim_start_matches('/');
    let session = context.app_handle().state::<Session>();
    let found = if is_desk { session.papers().take(name) } else { None };
    let (status, bytes) = match found {
        Some(png) => (StatusCode::OK, png.to_vec()),
        None => (StatusCode::NOT_FOUND, Vec::new()),
    };
    let answer = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "image/png")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer.body(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(address: &str) -> String {
        address.rsplit('/').next().unwrap().to_owned()
    }

    #[test]
    fn an_image_is_seen_once_and_never_after_a_lock() {
        let papers = Papers::default();
        let first = name(&papers.show(Zeroizing::new(vec![1])).unwrap());
        let second = name(&papers.show(Zeroizing::new(vec![2])).unwrap());
        assert_ne!(first, second);
        assert_eq!(papers.take(&first).as_deref(), Some(&vec![1]));
        assert_eq!(papers.take(&first), None);
        papers.forget_all();
        assert_eq!(papers.take(&second), None);
        assert_eq!(papers.take(""), None);
    }

    #[test]
    fn only_a_few_wait() {
        let papers = Papers::default();
        let names: Vec<String> = (0..9).map(|at| name(&papers.show(Zeroizing::new(vec![at])).unwrap())).collect();
        assert_eq!(papers.take(&names[0]), None);
        assert!(papers.take(&names[8]).is_some());
    }
}
