//! The first run: no practice in the folder yet. A page of its own (static, no npm code) makes one, makes the demo practice, or
//! goes to another folder.
//!
//! A new practice is made whole in a folder beside its own, and moved there when the recovery code was confirmed: until then
//! there is none, and leaving the page removes it.

mod commands;
mod demo;
mod making;

pub use commands::*;
pub use demo::DemoMaking;
pub use making::Making;
