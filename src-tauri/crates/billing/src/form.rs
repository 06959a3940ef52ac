//! What a person typed into a form, checked field by field: nothing is saved before every field is right.

use crate::error::Result;
use values::{Date, DayOf, Money, read_typed_amount, read_typed_date};

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
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
    /// The passphrase is easy to guess: a common one, or a pattern.
    PassphraseTooEasy,
    /// The passphrase is little more than a name of the person, the practice or the product.
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

/// A field that was refused. Never carries what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, as the form names it; a row of a list as `lines.2.charge`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form<Id> {
    /// It is in the store, as this record.
    Saved(Id),
    /// Nothing was changed.
    Refused(Vec<FieldProblem>),
}

/// Collects what is wrong while the fields of a form are read.
#[derive(Debug)]
pub(crate) struct FormCheck {
    today: Date,
    problems: Vec<FieldProblem>,
}

impl FormCheck {
    /// A check on the day that decides what `t` and `7/15` mean.
    pub(crate) fn on(today: Date) -> FormCheck {
        FormCheck { today, problems: Vec::new() }
    }

    /// The day that decides what `t` and `7/15` mean.
    pub(crate) fn today(&self) -> Date {
        self.today
    }

    /// What is wrong so far.
    pub(crate) fn into_problems(self) -> Vec<FieldProblem> {
        self.problems
    }

    /// Marks a field.
    pub(crate) fn refuse(&mut self, field: impl Into<String>, problem: Problem) {
        self.problems.push(FieldProblem { field: field.into(), problem });
    }

    /// A text that may not be empty.
    pub(crate) fn required(&mut self, field: &str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.refuse(field, Problem::Required);
        }
        text.to_owned()
    }

    /// A day from today on, as people type it; it may not be empty.
    pub(crate) fn coming_day(&mut self, field: &str, text: &str) -> Option<Date> {
        self.required(field, text);
        let day = self.date(field, text)?;
        if day < self.today {
            self.refuse(field, Problem::InPast);
        }
        Some(day)
    }

    /// A field that a type reads; empty is `None`.
    pub(crate) fn parsed<T, E>(
        &mut self,
        field: &str,
        text: &str,
        parse: impl FnOnce(&str) -> std::result::Result<T, E>,
        problem: Problem,
    ) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let read = parse(text).ok();
        if read.is_none() {
            self.refuse(field, problem);
        }
        read
    }

    /// A day as people type it; empty is `None`.
    pub(crate) fn date(&mut self, field: &str, text: &str) -> Option<Date> {
        let today = self.today;
        self.parsed(field, text, |text| read_typed_date(text, today, DayOf::Business), Problem::NotADate)
    }

    /// A day of birth as people type it; empty is `None`.
    pub(crate) fn birth_date(&mut self, field: &str, text: &str) -> Option<Date> {
        let today = self.today;
        self.parsed(field, text, |text| read_typed_date(text, today, DayOf::Birth), Problem::NotADate)
    }

    /// An amount as people type it; empty is `None`.
    pub(crate) fn amount(&mut self, field: &str, text: &str) -> Option<Money> {
        self.parsed(field, text, read_typed_amount, Problem::NotAnAmount)
    }

    /// Whether every field so far is right.
    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// A value when every field is right, else what is not.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub(crate) fn problems_or<T>(self, value: T) -> std::result::Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }

    /// Saves when every field is right, else says what is not.
    ///
    /// # Errors
    /// What saving refuses.
    pub(crate) fn save<Id>(self, save: impl FnOnce() -> Result<Id>) -> Result<Form<Id>> {
        if self.problems.is_empty() { Ok(Form::Saved(save()?)) } else { Ok(Form::Refused(self.problems)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_and_nothing_is_saved() {
        let mut check = FormCheck::on(Date::parse_iso("2026-07-15").unwrap());
        assert_eq!(check.required("name", "  "), "");
        assert_eq!(check.birth_date("born", "tomorrowish"), None);
        assert_eq!(check.amount("charge", ""), None);
        assert!(!check.is_clean());
        let Form::<u8>::Refused(problems) = check.save(|| panic!("saved")).unwrap() else { panic!("saved") };
        let named: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.problem)).collect();
        assert_eq!(named, [("name", Problem::Required), ("born", Problem::NotADate)]);
    }

    #[test]
    fn a_clean_form_is_saved() {
        let mut check = FormCheck::on(Date::parse_iso("2026-07-15").unwrap());
        assert_eq!(check.required("name", " Ada "), "Ada");
        assert_eq!(check.save(|| Ok(7)).unwrap(), Form::Saved(7));
    }
}
