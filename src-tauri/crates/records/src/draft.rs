//! Drafts: what a person has typed into a form and not saved.

use crate::cell::Cell;
use serde::{Deserialize, Serialize};
use values::{Class, ClassSet, DraftId, Role, Timestamp};

/// Whose draft of which form about what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftHead {
    /// The person's number in the roster.
    pub owner: u32,
    /// The form, as the window names it.
    pub form: String,
    /// The record's id, or empty for a new one.
    pub subject: String,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// What was typed, where the person holds no class about patients: then the head's own class is all that there is. Empty
    /// for everybody else, whose content is a cell of its own.
    pub content: String,
}

impl Cell for DraftHead {
    type Id = DraftId;
    const CLASSES: ClassSet = ClassSet::one(Class::Administrative);
    const SCHEMA: u16 = 1;
}

macro_rules! contents {
    ($($(#[doc = $doc:literal])* $cell:ident: $role:ident;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $cell(pub String);

        impl Cell for $cell {
            type Id = DraftId;
            const CLASSES: ClassSet = Role::$role.classes();
            const SCHEMA: u16 = 1;
        }

        impl std::fmt::Debug for $cell {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($cell), "(…)"))
            }
        }
    )*};
}

// A form may hold whatever the person may see: its draft is sealed under all of his classes together.
contents! {
    /// What somebody at the front desk typed.
    FrontDeskDraft: FrontDesk;
    /// What a coder typed.
    CoderDraft: Coder;
    /// What a biller or supervisor typed.
    BillerDraft: Biller;
}
