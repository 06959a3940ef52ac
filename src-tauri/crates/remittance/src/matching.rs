//! Which claim of ours a claim payment is about.

use crate::ClaimPayment;
use claims::{DateValue, ServiceLine};
use std::borrow::Borrow;
use values::{ClaimId, Modifier, Money, PatientId, ProcedureCode, Quantity};

/// A claim of ours as matching and posting need it, over all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOnFile {
    /// The claim.
    pub claim_id: ClaimId,
    /// Its patient.
    pub patient_id: PatientId,
    /// Every patient control number it was ever sent under.
    pub patient_control_numbers: Vec<String>,
    /// Every payer claim control number that payers gave it.
    pub payer_claim_control_numbers: Vec<String>,
    /// Patient's family name.
    pub patient_last_name: String,
    /// Patient's given name.
    pub patient_first_name: String,
    /// Ids of the payer that it was sent to.
    pub payer_ids: Vec<String>,
    /// Charge.
    pub charge: Money,
    /// Lines.
    pub lines: Vec<LineOnFile>,
}

/// A service line of ours as matching and posting need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOnFile {
    /// Line number.
    pub number: u16,
    /// Procedure billed.
    pub procedure: ProcedureCode,
    /// Modifiers billed.
    pub modifiers: Vec<Modifier>,
    /// Charge billed.
    pub charge: Money,
    /// Units billed.
    pub units: Quantity,
    /// Date of service.
    pub date_of_service: Option<DateValue>,
    /// Line control numbers (REF*6R) that it was sent under.
    pub control_numbers: Vec<String>,
    /// What of the charge stands in this claim's books: all of it, but for a claim to the next payer only what was handed
    /// over to it. What prior payers settled is then not settled a second time.
    pub in_account: Money,
}

impl From<&ServiceLine> for LineOnFile {
    /// A line whose whole charge stands in the claim's books.
    fn from(line: &ServiceLine) -> LineOnFile {
        let sent = |number: &String| !number.is_empty();
        LineOnFile {
            number: line.number,
            procedure: line.procedure.clone(),
            modifiers: line.modifiers.clone(),
            charge: line.charge,
            units: line.units,
            date_of_service: line.date_of_service,
            control_numbers: Some(line.control_number.clone()).into_iter().filter(sent).collect(),
            in_account: line.charge,
        }
    }
}

/// What was found for a claim payment: positions in the candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimMatch {
    /// By our control number.
    ByControlNumber(usize),
    /// By name, date and charge, one claim only.
    ByPerson(usize),
    /// Several fit equally: left to a person.
    Ambiguous(Vec<usize>),
    /// None fits.
    Nothing,
}

impl ClaimMatch {
    /// The position of the one claim that fits.
    #[must_use]
    pub const fn position(&self) -> Option<usize> {
        match self {
            ClaimMatch::ByControlNumber(at) | ClaimMatch::ByPerson(at) => Some(*at),
            ClaimMatch::Ambiguous(_) | ClaimMatch::Nothing => None,
        }
    }
}

/// A name as payers and we can both write it: letters and digits, no accents, upper case.
#[must_use]
pub fn fold_name(name: &str) -> String {
    deunicode::deunicode(name).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// Finds the claim that is paid: by control number in any case, else by name, date of service and charge when exactly one
/// claim has them. `payer_ids` are the advice's; they decide between claims that fit equally.
///
/// A control number alone does not match a claim whose name, charge, dates and payer's number all differ.
pub fn match_claim<C: Borrow<ClaimOnFile>>(claim: &ClaimPayment, payer_ids: &[String], candidates: &[C]) -> ClaimMatch {
    let by_number = by_control_number(claim, candidates);
    let plausible: Vec<usize> = by_number
        .into_iter()
        .filter(|at| candidates.get(*at).is_some_and(|c| is_plausible(claim, c.borrow())))
        .collect();
    if !plausible.is_empty() {
        return one_of(narrowed(claim, payer_ids, candidates, plausible), ClaimMatch::ByControlNumber);
    }
    let same = |on_file: &ClaimOnFile| {
        has_same_name(claim, on_file) && has_same_charge(claim, on_file) && has_same_date(claim, on_file)
    };
    let by_person: Vec<usize> =
        candidates.iter().enumerate().filter(|(_, c)| same((*c).borrow())).map(|(at, _)| at).collect();
    one_of(by_person, ClaimMatch::ByPerson)
}

/// What of a claim payment and a claim on file is alike: why a person may choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Likeness {
    /// Our control number.
    pub number: bool,
    /// The payer's own number.
    pub payer_number: bool,
    /// The patient's name.
    pub name: bool,
    /// A date of service.
    pub date: bool,
    /// The charge.
    pub charge: bool,
    /// The payer.
    pub payer: bool,
}

impl Likeness {
    /// How much is alike; numbers say more than dates and names.
    #[must_use]
    pub fn weight(self) -> u32 {
        let weights = [
            (self.number, 32),
            (self.payer_number, 32),
            (self.charge, 8),
            (self.date, 6),
            (self.name, 5),
            (self.payer, 2),
        ];
        weights.iter().filter(|(is_alike, _)| *is_alike).map(|(_, weight)| weight).sum()
    }
}

/// Compares a claim payment with a claim on file.
#[must_use]
pub fn likeness(claim: &ClaimPayment, payer_ids: &[String], on_file: &ClaimOnFile) -> Likeness {
    Likeness {
        number: !by_control_number(claim, &[on_file]).is_empty(),
        payer_number: knows_payer_number(claim, on_file),
        name: has_same_name(claim, on_file),
        date: has_same_date(claim, on_file),
        charge: has_same_charge(claim, on_file),
        payer: on_file.payer_ids.iter().any(|id| payer_ids.contains(id)),
    }
}

fn one_of(positions: Vec<usize>, found: fn(usize) -> ClaimMatch) -> ClaimMatch {
    match positions.as_slice() {
        [] => ClaimMatch::Nothing,
        [one] => found(*one),
        _ => ClaimMatch::Ambiguous(positions),
    }
}

// The number as it is spelled wins over another spelling of it.
fn by_control_number<C: Borrow<ClaimOnFile>>(claim: &ClaimPayment, candidates: &[C]) -> Vec<usize> {
    let number = claim.patient_control_number.trim();
    if number.is_empty() || number == "0" {
        return Vec::new();
    }
    let having = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let numbers = |c: &C| c.borrow().patient_control_numbers.iter().any(|known| same(known.trim()));
        candidates.iter().enumerate().filter(|(_, c)| numbers(c)).map(|(at, _)| at).collect()
    };
    let exact = having(&|known| known == number);
    let folded = number.to_uppercase();
    if exact.is_empty() { having(&|known| known.to_uppercase() == folded) } else { exact }
}

fn narrowed<C: Borrow<ClaimOnFile>>(
    claim: &ClaimPayment,
    payer_ids: &[String],
    candidates: &[C],
    mut positions: Vec<usize>,
) -> Vec<usize> {
    let tests: [&dyn Fn(&ClaimOnFile) -> bool; 5] = [
        &|on_file| knows_payer_number(claim, on_file),
        &|on_file| has_same_charge(claim, on_file),
        &|on_file| has_same_name(claim, on_file),
        &|on_file| has_same_date(claim, on_file),
        &|on_file| on_file.payer_ids.iter().any(|id| payer_ids.contains(id)),
    ];
    for test in tests {
        let passing: Vec<usize> =
            positions.iter().copied().filter(|at| candidates.get(*at).is_some_and(|c| test(c.borrow()))).collect();
        if !passing.is_empty() {
            positions = passing;
        }
        if positions.len() < 2 {
            break;
        }
    }
    positions
}

fn is_plausible(claim: &ClaimPayment, on_file: &ClaimOnFile) -> bool {
    has_same_charge(claim, on_file)
        || has_same_name(claim, on_file)
        || knows_payer_number(claim, on_file)
        || has_same_date(claim, on_file)
}

fn knows_payer_number(claim: &ClaimPayment, on_file: &ClaimOnFile) -> bool {
    let number = &claim.payer_claim_control_number;
    !number.is_empty() && on_file.payer_claim_control_numbers.contains(number)
}

fn has_same_charge(claim: &ClaimPayment, on_file: &ClaimOnFile) -> bool {
    claim.charge.abs() == on_file.charge
}

// Payers cut given names to an initial and drop them.
fn has_same_name(claim: &ClaimPayment, on_file: &ClaimOnFile) -> bool {
    let same = |last: &str, first: &str| {
        let (last, first) = (fold_name(last), fold_name(first));
        let our_first = fold_name(&on_file.patient_first_name);
        let fits = first == our_first || first.is_empty() || (first.len() == 1 && our_first.starts_with(&first));
        !last.is_empty() && last == fold_name(&on_file.patient_last_name) && fits
    };
    let corrected = claim.corrected.iter().map(|person| (&person.last_name, &person.first_name));
    std::iter::once((&claim.patient.last_name, &claim.patient.first_name)).chain(corrected).any(|(l, f)| same(l, f))
}

fn has_same_date(claim: &ClaimPayment, on_file: &ClaimOnFile) -> bool {
    let paid = claim.statement_dates.into_iter().chain(claim.lines.iter().filter_map(|line| line.date_of_service));
    let paid: Vec<DateValue> = paid.collect();
    let ours = || on_file.lines.iter().filter_map(|line| line.date_of_service);
    paid.iter().any(|date| ours().any(|own| overlap(*date, own)))
}

pub(crate) fn overlap(one: DateValue, other: DateValue) -> bool {
    one.first() <= other.last() && other.first() <= one.last()
}
