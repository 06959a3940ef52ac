//! Where a claim payment belongs: as a person chose, else as matching finds.

use super::on_file::{candidates, on_file};
use crate::desk::Desk;
use crate::error::Result;
use crate::reference::Reference;
use records::{ClaimFinancial, Field, LinePlace, MatchedBy, PaymentChoice, Unit};
use remittance::{ClaimMatch, ClaimOnFile, ClaimPayment, divide, match_claim, match_lines};
use std::borrow::Cow;
use values::ClaimId;

/// A claim payment, or the part of it that is about one claim.
pub(super) struct Part<'a> {
    pub(super) claim: ClaimOnFile,
    pub(super) payment: Cow<'a, ClaimPayment>,
    /// Our line for each line of `payment`.
    pub(super) lines: Vec<Option<u16>>,
    /// Positions of these lines in the whole payment.
    pub(super) at: Vec<usize>,
    pub(super) by: MatchedBy,
}

/// What was found for a claim payment.
pub(super) enum Placing<'a> {
    Nothing,
    /// Several claims fit equally: left to a person.
    Several,
    Detached,
    Claims(Vec<Part<'a>>),
}

/// What finding a claim needs.
pub(super) struct Finder<'d, 'v> {
    pub(super) desk: &'d Desk<'v>,
    pub(super) reference: Reference,
}

impl Finder<'_, '_> {
    /// Where a payment belongs. A choice that no longer fits (its claim is gone) counts as none found.
    pub(super) fn place<'a>(
        &self,
        unit: &Unit<'_>,
        payer_ids: &[String],
        (payment, choice): (&'a ClaimPayment, Option<&PaymentChoice>),
    ) -> Result<Placing<'a>> {
        match choice {
            Some(PaymentChoice::Detached) => Ok(Placing::Detached),
            Some(PaymentChoice::Claim(id)) => {
                let found = self.known(unit, *id)?;
                Ok(found
                    .map_or(Placing::Nothing, |claim| Placing::Claims(vec![whole(payment, claim, MatchedBy::Hand)])))
            }
            Some(PaymentChoice::Lines(places)) => self.by_lines(unit, payment, places),
            None => self.matched(unit, payer_ids, payment),
        }
    }

    fn matched<'a>(&self, unit: &Unit<'_>, payer_ids: &[String], payment: &'a ClaimPayment) -> Result<Placing<'a>> {
        let found = candidates(self.desk, unit, &self.reference, payment)?;
        let (at, by) = match match_claim(payment, payer_ids, &found) {
            ClaimMatch::ByControlNumber(at) => (at, MatchedBy::Number),
            ClaimMatch::ByPerson(at) => (at, MatchedBy::Person),
            ClaimMatch::Ambiguous(_) => return Ok(Placing::Several),
            ClaimMatch::Nothing => return Ok(Placing::Nothing),
        };
        let claim = found.into_iter().nth(at);
        Ok(claim.map_or(Placing::Nothing, |claim| Placing::Claims(vec![whole(payment, claim, by)])))
    }

    fn by_lines<'a>(&self, unit: &Unit<'_>, payment: &'a ClaimPayment, places: &[LinePlace]) -> Result<Placing<'a>> {
        let groups = grouped(places);
        let positions: Vec<Vec<usize>> = groups.iter().map(|(_, positions)| positions.clone()).collect();
        let Some(payments) = divide(payment, &positions) else { return Ok(Placing::Nothing) };
        let mut parts = Vec::new();
        for ((id, at), payment) in groups.into_iter().zip(payments) {
            let Some(claim) = self.known(unit, id)? else { return Ok(Placing::Nothing) };
            let lines = at.iter().map(|at| places.get(*at).and_then(|place| place.line)).collect();
            parts.push(Part { claim, payment: Cow::Owned(payment), lines, at, by: MatchedBy::Hand });
        }
        Ok(Placing::Claims(parts))
    }

    fn known(&self, unit: &Unit<'_>, id: ClaimId) -> Result<Option<ClaimOnFile>> {
        match unit.read::<ClaimFinancial>(id)? {
            Field::Open(_) => on_file(unit, &self.reference, id).map(Some),
            Field::Sealed(_) | Field::Absent => Ok(None),
        }
    }
}

fn whole(payment: &ClaimPayment, claim: ClaimOnFile, by: MatchedBy) -> Part<'_> {
    let lines = match_lines(payment, &claim);
    Part { claim, payment: Cow::Borrowed(payment), lines, at: (0..payment.lines.len()).collect(), by }
}

/// Line positions by claim, in the order in which the claims are named.
pub(super) fn grouped(places: &[LinePlace]) -> Vec<(ClaimId, Vec<usize>)> {
    let mut groups: Vec<(ClaimId, Vec<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        match groups.iter_mut().find(|(claim, _)| *claim == place.claim) {
            Some((_, positions)) => positions.push(at),
            None => groups.push((place.claim, vec![at])),
        }
    }
    groups
}
