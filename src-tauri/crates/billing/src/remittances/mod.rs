//! Remittances: rehearse, post, list, show, undo.

mod import;
mod on_file;
mod post;
mod undo;
mod view;

pub use import::{RemittanceFileReport, RemittanceTotals, import_remittance};
pub(crate) use post::reasons_of;
pub use undo::{UndoReport, undo_remittance};
pub use view::{ExceptionView, RemittanceFile, RemittanceRow, RemittanceView, list_remittances, show_remittance};
