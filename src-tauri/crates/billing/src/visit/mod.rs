//! Charge entry: a visit is opened, coded, asked about, charged, checked while it is typed, and put forward.

mod check;
mod encounters;
mod fill;
mod finder;
mod findings;
mod form;
mod read;
mod results;
mod save;
mod sheet;

pub use check::{CodeCheck, LineCheck, PolicyCheck, Validity, VisitCheck, check_visit};
pub use encounters::{
    EncounterRow, EncounterState, OpenEncounter, QueryView, answer_query, ask_provider, list_encounters, open_encounter,
};
pub use finder::{CODES_AT_MOST, CodeKind, FoundCode, find_codes};
pub use findings::{Fix, VisitFinding, Where};
pub use form::{LineForm, OverrideForm, VisitForm};
pub use results::{SHOWN_AT_MOST, ScrubResults, Scrubbed, apply_fix, list_scrub_results, override_finding};
pub use save::{VisitSaved, mark_ready, save_visit};
pub use sheet::{
    Choice, ClaimHead, PolicyChoice, ReadOnly, VisitChoices, VisitSheet, copy_last_visit, open_encounter_visit,
    open_visit, start_visit,
};
