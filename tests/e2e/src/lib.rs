//! Keyboard paths through the real window: the built program in the system's WebKitGTK, under Xvfb, held by WebKitWebDriver.
//!
//! Purpose: what ux.md promises is done with keys alone, on a demo practice, and looked at with axe-core. Invariants: nothing is
//! simulated, no page is reached but through the gate, every process started here is ended here.
//!
//! Before the tests: `npm ci && npm run build` in `ui`, then `cargo build -p desktop -p cli`. `E2E_BIN_DIR` names another folder
//! of built programs than the tests' own, `E2E_SCREENS` where the screenshots go.
//!
//! ```no_run
//! let practice = e2e::Practice::make()?;
//! let window = e2e::Window::open(&e2e::Setting::of(&practice))?;
//! window.driver().press("F3")?;
//! # anyhow::Ok(())
//! ```

mod driver;
mod practice;
mod processes;
mod window;

pub use driver::Driver;
pub use practice::{Person, Practice};
pub use processes::{children_named, is_running};
pub use window::{Setting, Theme, Window};
