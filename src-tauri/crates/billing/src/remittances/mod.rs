//! Remittances: rehearse, post, list, show, undo.

mod candidates;
mod deposit;
mod import;
mod on_file;
mod places;
mod placing;
mod post;
mod prepare;
mod rows;
mod sheet;
mod told;
mod undo;
mod view;

pub use candidates::{CandidateLine, ClaimCandidate, find_claim_candidates};
pub use deposit::{DepositEntry, record_deposit};
pub use import::{RemittanceFileReport, RemittanceTotals, import_remittance};
pub(crate) use post::reasons_of;
pub use prepare::{
    ReceivedFile, ReceivedRemittance, detach_claim_payment, match_claim_payment, post_remittance, receive_remittances,
    rematch_claim_payment, split_claim_payment,
};
pub use sheet::{
    Hindrance, LineCompared, NextStep, OurLine, PaidClaim, PaymentGroup, PaymentLineRow, PaymentNote, PaymentRow,
    PaymentState, ReasonRow, Reconciliation, RemittanceListed, RemittanceSheet, Shares, open_remittance,
    queue_remittances,
};
pub use told::{PayerTold, PayerToldKind};
pub use undo::{UndoReport, undo_remittance};
pub use view::{ExceptionView, RemittanceFile, RemittanceRow, RemittanceView, list_remittances, show_remittance};
