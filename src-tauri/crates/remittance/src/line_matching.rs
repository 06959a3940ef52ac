//! Which of the claim's lines each SVC is about, when payers drop modifiers, change codes, split and bundle lines.

use crate::matching::overlap;
use crate::{ClaimOnFile, ClaimPayment, LineOnFile, LinePayment, PaidProcedure};
use values::Money;

/// The line number of each SVC, in the order of the payment's lines; `None` where it cannot be told.
///
/// By line control number, else by original code (SVC06, or SVC01 where nothing was changed), modifiers, date and charge,
/// each tried more and more loosely. Several SVCs may name one line (a split line) as long as its charge holds them.
/// Equal lines are paired in order.
#[must_use]
pub fn match_lines(claim: &ClaimPayment, on_file: &ClaimOnFile) -> Vec<Option<u16>> {
    let mut matcher = Matcher {
        claim,
        slots: on_file.lines.iter().map(|line| Slot { line, left: line.charge, taken: false }).collect(),
        found: vec![None; claim.lines.len()],
    };
    matcher.by_control_number();
    for rule in RULES {
        matcher.by_rule(*rule);
    }
    matcher.by_charge_alone();
    matcher.rest_into_the_one_line_left();
    matcher.numbers()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Original,
    Adjudicated,
}

#[derive(Clone, Copy)]
struct Rule {
    code: Code,
    modifiers: bool,
    date: bool,
    whole_charge: bool,
}

const fn rule(code: Code, modifiers: bool, date: bool, whole_charge: bool) -> Rule {
    Rule { code, modifiers, date, whole_charge }
}

// From strict to loose. The whole charge goes before a part of it, so that a split line does not take another's place.
const RULES: &[Rule] = &[
    rule(Code::Original, true, true, true),
    rule(Code::Original, false, true, true),
    rule(Code::Original, true, true, false),
    rule(Code::Original, false, true, false),
    rule(Code::Original, false, false, true),
    rule(Code::Original, false, false, false),
    rule(Code::Adjudicated, false, true, true),
    rule(Code::Adjudicated, false, true, false),
];

struct Slot<'a> {
    line: &'a LineOnFile,
    left: Money,
    taken: bool,
}

struct Matcher<'a> {
    claim: &'a ClaimPayment,
    slots: Vec<Slot<'a>>,
    found: Vec<Option<usize>>,
}

impl<'a> Matcher<'a> {
    fn numbers(&self) -> Vec<Option<u16>> {
        let number = |at: &Option<usize>| at.and_then(|at| self.slots.get(at)).map(|slot| slot.line.number);
        self.found.iter().map(number).collect()
    }

    fn open_payments(&self) -> Vec<(usize, &'a LinePayment)> {
        let open = |(at, _): &(usize, &LinePayment)| self.found.get(*at).is_some_and(Option::is_none);
        self.claim.lines.iter().enumerate().filter(open).collect()
    }

    fn take(&mut self, payment_at: usize, slot_at: usize, amount: Money) {
        if let (Some(found), Some(slot)) = (self.found.get_mut(payment_at), self.slots.get_mut(slot_at)) {
            *found = Some(slot_at);
            slot.left -= amount.abs();
            slot.taken = true;
        }
    }

    fn by_control_number(&mut self) {
        for (at, payment) in self.open_payments() {
            let number = payment.control_number.trim();
            let same = |slot: &Slot<'_>| {
                !number.is_empty()
                    && slot.line.control_numbers.iter().any(|own| own.trim().eq_ignore_ascii_case(number))
            };
            let holds = |slot: &Slot<'_>| same(slot) && payment.charge.abs() <= slot.left;
            let place = self.slots.iter().position(holds).or_else(|| self.slots.iter().position(same));
            if let Some(slot_at) = place {
                self.take(at, slot_at, payment.charge);
            }
        }
    }

    fn by_rule(&mut self, rule: Rule) {
        for (at, payment) in self.open_payments() {
            if let Some(slot_at) = self.slots.iter().position(|slot| fits(payment, slot, rule)) {
                self.take(at, slot_at, payment.charge);
            }
        }
    }

    // A changed code without SVC06: as many untouched lines as payments of the same charge, paired in order.
    fn by_charge_alone(&mut self) {
        let open = self.open_payments();
        for (at, payment) in &open {
            let amount = payment.charge.abs();
            let alike = |slot: &Slot<'_>| !slot.taken && slot.left == amount && is_same_day(payment, slot.line);
            let lines = self.slots.iter().filter(|slot| alike(slot)).count();
            let unmatched = |(at, _): &&(usize, &LinePayment)| self.found.get(*at).is_some_and(Option::is_none);
            let payments = open.iter().filter(unmatched).filter(|(_, other)| other.charge.abs() == amount).count();
            if lines == payments
                && let Some(slot_at) = self.slots.iter().position(alike)
            {
                self.take(*at, slot_at, payment.charge);
            }
        }
    }

    fn rest_into_the_one_line_left(&mut self) {
        let open = self.open_payments();
        let rest: Money = open.iter().map(|(_, payment)| payment.charge.abs()).sum();
        let places: Vec<usize> =
            self.slots.iter().enumerate().filter(|(_, slot)| slot.left > Money::ZERO).map(|(at, _)| at).collect();
        let [slot_at] = places.as_slice() else { return };
        if self.slots.get(*slot_at).is_some_and(|slot| slot.left == rest) {
            for (at, payment) in open {
                self.take(at, *slot_at, payment.charge);
            }
        }
    }
}

fn fits(payment: &LinePayment, slot: &Slot<'_>, rule: Rule) -> bool {
    let amount = payment.charge.abs();
    let charge = if rule.whole_charge { !slot.taken && slot.left == amount } else { amount <= slot.left };
    let procedure = match rule.code {
        Code::Original => payment.original.as_deref().unwrap_or(&payment.adjudicated),
        Code::Adjudicated => &payment.adjudicated,
    };
    charge
        && procedure.code.as_ref() == Some(&slot.line.procedure)
        && (!rule.modifiers || has_same_modifiers(procedure, slot.line))
        && (!rule.date || is_same_day(payment, slot.line))
}

fn has_same_modifiers(procedure: &PaidProcedure, line: &LineOnFile) -> bool {
    let (mut theirs, mut ours) = (procedure.modifiers.clone(), line.modifiers.clone());
    theirs.sort();
    ours.sort();
    theirs == ours
}

// A date that one side does not say contradicts nothing.
fn is_same_day(payment: &LinePayment, line: &LineOnFile) -> bool {
    match (payment.date_of_service, line.date_of_service) {
        (Some(theirs), Some(ours)) => overlap(theirs, ours),
        _ => true,
    }
}
