//! Things that must agree: within the claim, with the patient's policies, with other payers, with other claims.

mod claim;
mod coverage;
mod days;
mod lines;
mod other_claims;
mod other_payers;
mod place;

use crate::Rule;

/// The tables of this group.
pub(crate) const TABLES: [&[Rule]; 7] =
    [claim::RULES, days::RULES, coverage::RULES, other_payers::RULES, other_claims::RULES, place::RULES, lines::RULES];
