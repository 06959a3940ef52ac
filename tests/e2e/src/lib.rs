//! Keyboard paths through the real window: the built program in the system's WebKitGTK, under Xvfb, held by WebKitWebDriver.
//!
//! Purpose: what ux.md promises is done with keys alone, on a demo practice, and looked at with axe-core. Invariants: nothing is
//! simulated, no page is reached but through the gate, every process started here is ended here.
//!
//! Before the tests: `npm ci && npm run build` in `ui`, then `cargo build -p desktop -p cli`; or `cargo xtask e2e`, which does
//! all. `CLAIMKEEP` and `CLAIMKEEP_DESKTOP` name other programs than those beside the tests, `CLAIMKEEP_E2E_OUT` where the
//! pictures go (else `docs/screens`), `CLAIMKEEP_PYX12` a Python with pyx12, which judges the files that the window sends.
//!
//! ```no_run
//! let practice = e2e::Practice::make()?;
//! let window = e2e::Window::open(&e2e::Setting::of(&practice))?;
//! window.driver().press("F3")?;
//! # anyhow::Ok(())
//! ```

mod axe;
mod desk;
mod dialog;
mod driver;
mod meter;
pub mod payer;
mod practice;
mod processes;
mod tour;
mod window;

pub use axe::axe_clean;
pub use desk::{call, open_a_patient};
pub use dialog::{choose_in_dialog, leave_dialog};
pub use driver::Driver;
pub use meter::{KeyCost, Spread, measure_key, spread};
pub use practice::{Person, Practice, ask};
pub use processes::{children_named, is_running};
pub use tour::{pictures_folder, take_pictures, tour};
pub use window::{Setting, Theme, Window};
