//! The one window and its two pages.

use crate::profile::Profile;
use crate::session::Session;
use crate::store;
use std::path::PathBuf;
use std::time::Instant;
use tauri::webview::{NewWindowResponse, WebviewBuilder};
use tauri::window::WindowBuilder;
use tauri::{
    AppHandle, DragDropEvent, LogicalPosition, LogicalSize, Manager, Url, Webview, WebviewEvent, WebviewUrl, Window,
};
use wire::{ErrorCode, GateState};

const WINDOW: &str = "main";
const WIDTH: f64 = 1366.0;
const HEIGHT: f64 = 768.0;

/// A page of the window; its label is what the capabilities name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Setup,
    Gate,
    Desk,
}

impl Page {
    fn label(self) -> &'static str {
        match self {
            Page::Setup => "setup",
            Page::Gate => "gate",
            Page::Desk => "desk",
        }
    }

    fn address(self) -> &'static str {
        match self {
            Page::Setup => "setup/index.html",
            Page::Gate => "gate/index.html",
            Page::Desk => "index.html",
        }
    }
}

/// What stands before the desk: the gate, or the first run where the folder has no practice.
fn entry(app: &AppHandle) -> Page {
    match store::describe(&app.state::<Session>().store()).state {
        GateState::NoStore => Page::Setup,
        GateState::Ready | GateState::Damaged | GateState::NewerStore | GateState::Io => Page::Gate,
    }
}

/// Opens the window on what stands before the desk.
///
/// # Errors
/// When the system gives no window.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WindowBuilder::new(app, WINDOW)
        .title("Claimkeep")
        .inner_size(WIDTH, HEIGHT)
        .min_inner_size(360.0, 300.0)
        .build()?;
    add(&window, entry(app))?;
    Ok(())
}

/// Replaces the gate by the desk. For after a successful unlock.
pub fn show_desk(app: &AppHandle) {
    swap(app, Page::Desk);
}

/// Shows what stands before the desk, afresh. For when the folder or what is in it has changed.
pub fn show_entry(app: &AppHandle) {
    swap(app, entry(app));
}

/// Locks: the desk's page is destroyed and a fresh gate opened at once, and the store is closed as soon as the command that
/// is running in it ends. The gate cannot unlock before that, because it waits for the same lock.
pub fn lock(app: &AppHandle) {
    swap(app, Page::Gate);
    let app = app.clone();
    std::thread::spawn(move || app.state::<Session>().close());
}

/// Before a patient's file is opened: too many within a minute look like a script, and lock.
///
/// # Errors
/// [`ErrorCode::Locked`].
pub fn count_opening(app: &AppHandle) -> Result<(), ErrorCode> {
    if app.state::<Session>().is_opening_too_fast(Instant::now()) {
        lock(app);
        return Err(ErrorCode::Locked);
    }
    Ok(())
}

/// Files above the desk stay in Rust: the page learns tokens when it asks (`dropped_files`).
pub fn on_webview_event(webview: &Webview, event: &WebviewEvent) {
    if webview.label() != Page::Desk.label() {
        return;
    }
    let WebviewEvent::DragDrop(event) = event else { return };
    let files = webview.app_handle().state::<Session>();
    match event {
        DragDropEvent::Enter { .. } => files.files().hover(true),
        DragDropEvent::Leave => files.files().hover(false),
        DragDropEvent::Drop { paths, .. } => drop_files(webview.app_handle(), paths.clone()),
        // Where above the window they are makes no difference.
        DragDropEvent::Over { .. } => {}
        _ => {}
    }
}

/// Reads what was dropped on a thread of its own.
fn drop_files(app: &AppHandle, paths: Vec<PathBuf>) {
    let app = app.clone();
    let epoch = app.state::<Session>().files().epoch();
    std::thread::spawn(move || app.state::<Session>().files().take_dropped(epoch, &paths));
}

/// Adds a fresh page and removes every other, in one turn of the window's thread, so that nothing in between is painted.
fn swap(app: &AppHandle, page: Page) {
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let Some(window) = handle.get_window(WINDOW) else { return };
        let old = window.webviews();
        if add(&window, page).is_err() {
            // Without a page there is nothing to lock or to show: leaving closes the store.
            handle.exit(7);
        }
        for webview in old {
            end_web_process(&webview);
            let _ = webview.close();
        }
    });
}

fn add(window: &Window, page: Page) -> tauri::Result<Webview> {
    let builder = WebviewBuilder::new(page.label(), WebviewUrl::App(page.address().into()))
        .on_navigation(move |url| is_own(url, page))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .data_directory(window.state::<Profile>().folder().to_owned())
        .devtools(false)
        .zoom_hotkeys_enabled(true)
        .general_autofill_enabled(false)
        .auto_resize();
    let size = window.inner_size()?.to_logical::<f64>(window.scale_factor()?);
    let webview =
        window.add_child(builder, LogicalPosition::new(0.0, 0.0), LogicalSize::new(size.width, size.height))?;
    forbid_caches(&webview);
    let _ = webview.set_focus();
    Ok(webview)
}

/// Whether a page may go there: to itself, nowhere else.
fn is_own(url: &Url, page: Page) -> bool {
    let is_local = (url.scheme() == "tauri" && url.host_str() == Some("localhost"))
        || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost"));
    let path = url.path().trim_start_matches('/');
    is_local && (path == page.address() || (page == Page::Desk && path.is_empty()))
}

/// No page, resource or process of one desk is kept for the next.
#[cfg(target_os = "linux")]
fn forbid_caches(webview: &Webview) {
    let _ = webview.with_webview(|platform| {
        use webkit2gtk::{CacheModel, WebContextExt, WebViewExt};
        if let Some(context) = platform.inner().context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    });
}

/// Elsewhere the profile's folder, which goes with the program, is all there is.
#[cfg(not(target_os = "linux"))]
fn forbid_caches(_webview: &Webview) {}

/// Ends the process that holds the page's memory at once. Destroying the webview ends it too, which is what the tests see:
/// a WebDriver session would end with the process.
#[cfg(target_os = "linux")]
fn end_web_process(webview: &Webview) {
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        return;
    }
    let _ = webview.with_webview(|platform| {
        use webkit2gtk::WebViewExt;
        platform.inner().terminate_web_process();
    });
}

/// On Windows and macOS the process ends with its last view.
#[cfg(not(target_os = "linux"))]
fn end_web_process(_webview: &Webview) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_nowhere_but_to_itself() {
        let own = |url: &str, page| is_own(&Url::parse(url).unwrap(), page);
        assert!(own("tauri://localhost/gate/index.html", Page::Gate));
        assert!(own("tauri://localhost/index.html", Page::Desk) && own("tauri://localhost/", Page::Desk));
        for (url, page) in [
            ("tauri://localhost/index.html", Page::Gate),
            ("tauri://localhost/gate/index.html", Page::Desk),
            ("http://example.com/index.html", Page::Desk),
            ("tauri://example.com/index.html", Page::Desk),
            ("data:text/html,x", Page::Desk),
            ("about:blank", Page::Desk),
            ("file:///index.html", Page::Desk),
        ] {
            assert!(!own(url, page), "{url}");
        }
    }
}
