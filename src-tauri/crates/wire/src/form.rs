//! What became of a form that was sent to be saved.

use serde::Serialize;
use ts_rs::TS;

/// What is wrong with one field. The window has words for each that say what and how to fix it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblemName {
    /// It may not be empty.
    Required,
    /// It is not a date.
    NotADate,
    /// The date lies in the future.
    InFuture,
    /// The date lies in the past.
    InPast,
    /// The last day is before the first.
    DatesOutOfOrder,
    /// It is not an amount of money.
    NotAnAmount,
    /// It is more than is open.
    TooMuch,
    /// It is not a number, or too large or small a one.
    NotANumber,
    /// The NPI is not ten digits with a right check digit.
    BadNpi,
    /// It has not the shape of such a code or number.
    BadShape,
    /// No such code, payer or provider is known.
    Unknown,
    /// It is longer than the field takes.
    TooLong,
    /// It has a character that the field does not take.
    BadCharacter,
    /// Another record has it already.
    Taken,
    /// The passphrase has fewer than 15 characters.
    PassphraseTooShort,
    /// The passphrase is easy to guess.
    PassphraseTooEasy,
    /// The passphrase is little more than a name.
    PassphraseIsName,
    /// What was typed the second time differs from the first.
    Differs,
    /// The passphrase does not open this person's key.
    WrongPassphrase,
    /// This person cannot be the one.
    NotThisPerson,
    /// The practice cannot be without this one: the last of a kind.
    LastOfKind,
}

impl From<billing::Problem> for FieldProblemName {
    fn from(problem: billing::Problem) -> Self {
        match problem {
            billing::Problem::Required => FieldProblemName::Required,
            billing::Problem::NotADate => FieldProblemName::NotADate,
            billing::Problem::InFuture => FieldProblemName::InFuture,
            billing::Problem::InPast => FieldProblemName::InPast,
            billing::Problem::TooMuch => FieldProblemName::TooMuch,
            billing::Problem::DatesOutOfOrder => FieldProblemName::DatesOutOfOrder,
            billing::Problem::NotAnAmount => FieldProblemName::NotAnAmount,
            billing::Problem::NotANumber => FieldProblemName::NotANumber,
            billing::Problem::BadNpi => FieldProblemName::BadNpi,
            billing::Problem::BadShape => FieldProblemName::BadShape,
            billing::Problem::Unknown => FieldProblemName::Unknown,
            billing::Problem::TooLong => FieldProblemName::TooLong,
            billing::Problem::BadCharacter => FieldProblemName::BadCharacter,
            billing::Problem::Taken => FieldProblemName::Taken,
            billing::Problem::PassphraseTooShort => FieldProblemName::PassphraseTooShort,
            billing::Problem::PassphraseTooEasy => FieldProblemName::PassphraseTooEasy,
            billing::Problem::PassphraseIsName => FieldProblemName::PassphraseIsName,
            billing::Problem::Differs => FieldProblemName::Differs,
            billing::Problem::WrongPassphrase => FieldProblemName::WrongPassphrase,
            billing::Problem::NotThisPerson => FieldProblemName::NotThisPerson,
            billing::Problem::LastOfKind => FieldProblemName::LastOfKind,
        }
    }
}

/// A field that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldProblemView {
    /// The field, as the request names it; a row of a list as `lines.2.charge`.
    pub field: String,
    /// What is wrong.
    pub problem: FieldProblemName,
}

impl From<billing::FieldProblem> for FieldProblemView {
    fn from(problem: billing::FieldProblem) -> Self {
        FieldProblemView { field: problem.field, problem: problem.problem.into() }
    }
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Saved {
    /// It is in the store.
    Saved {
        /// The record.
        id: String,
    },
    /// Nothing was changed; each field that has to be mended.
    Refused {
        /// At least one.
        problems: Vec<FieldProblemView>,
    },
}

impl<Id: ToString> From<billing::Form<Id>> for Saved {
    fn from(form: billing::Form<Id>) -> Self {
        match form {
            billing::Form::Saved(id) => Saved::Saved { id: id.to_string() },
            billing::Form::Refused(problems) => {
                Saved::Refused { problems: problems.into_iter().map(FieldProblemView::from).collect() }
            }
        }
    }
}
