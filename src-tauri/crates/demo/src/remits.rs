//! What payers owe: claims that wait for their remittance, payments that are taken back, balances carried forward.

use crate::DemoOptions;
use crate::calendar::workday_after;
use crate::dice::Dice;
use crate::payer::{Advice, Decision, ProviderLevel, Settled, Stamp, Surroundings, decide, reversal, write};
use crate::people::Patient;
use crate::practice::{PAYERS, Payer, payer};
use billing::{Desk, Result, import_remittance};
use claims::ProfessionalClaim;
use std::collections::{BTreeMap, HashMap};
use values::{ClaimId, Date, PayerSequence};

/// A claim that a payer has accepted and not decided.
pub(crate) struct Pending {
    pub claim: ProfessionalClaim,
    pub claim_id: ClaimId,
    pub payer_claim_control_number: String,
}

/// The remittances to come.
pub(crate) struct Remits<'a> {
    options: &'a DemoOptions<'a>,
    /// The next payer's name by the member id of the first.
    supplements: HashMap<&'a str, &'static str>,
    due: BTreeMap<(Date, &'static str), Vec<Pending>>,
    /// Payments that the payer will find to be wrong.
    wrong: BTreeMap<&'static str, Vec<Settled>>,
    /// Cents that a payer keeps from its next payment.
    forward: BTreeMap<&'static str, i64>,
    was_misdirected: bool,
    /// Denied claims that a corrected claim would mend.
    pub correctable: Vec<ClaimId>,
    /// Claims with an open share and a next payer.
    pub has_next_payer: Vec<ClaimId>,
}

/// Of a thousand payments, so many are taken back later.
const WRONG: u64 = 12;
/// Days before the day of the demo from which a payment that was taken back is not decided anew.
const UNDECIDED: i32 = 40;
/// Days before the day of the demo from which payers send claims on by themselves; before, the practice billed them.
const SENDS_ON: i32 = 140;

impl<'a> Remits<'a> {
    pub(crate) fn new(options: &'a DemoOptions<'a>, patients: &'a [Patient]) -> Remits<'a> {
        let supplement = |patient: &'a Patient| {
            let next = patient.secondary.as_ref()?;
            Some((patient.primary.member_id.as_str(), next.payer.name))
        };
        Remits {
            options,
            supplements: patients.iter().filter_map(supplement).collect(),
            due: BTreeMap::new(),
            wrong: BTreeMap::new(),
            forward: BTreeMap::new(),
            was_misdirected: false,
            correctable: Vec::new(),
            has_next_payer: Vec::new(),
        }
    }

    /// A payer has taken a claim on a day: it will decide.
    pub(crate) fn expect(&mut self, day: Date, pending: Pending) {
        if let Some(payer) = payer(&pending.claim.parties.payer.id) {
            let on = workday_after(day.plus_days(payer.pays_after));
            self.due.entry((on, payer.payer_id)).or_default().push(pending);
        }
    }

    /// The oldest remittance that comes before a day.
    pub(crate) fn next_before(&mut self, day: Date) -> Option<(Date, &'static str, Vec<Pending>)> {
        let first = self.due.first_entry().filter(|entry| entry.key().0 < day)?;
        let ((on, payer_id), claims) = first.remove_entry();
        Some((on, payer_id, claims))
    }

    /// Writes the remittance and posts it.
    pub(crate) fn post(
        &mut self,
        desk: &Desk<'_>,
        stamp: Stamp,
        (payer_id, pending): (&'static str, Vec<Pending>),
    ) -> Result<()> {
        let [first, ..] = &PAYERS;
        let payer = payer(payer_id).unwrap_or(first);
        let payee = pending.first().map(|one| one.claim.parties.billing.party.id.clone()).unwrap_or_default();
        let mut settled: Vec<Settled> = pending.iter().map(|one| self.settle(one, payer, stamp.day)).collect();
        let taken_back = self.wrong.remove(payer_id).unwrap_or_default();
        self.remember_wrong(payer_id, stamp.day, &settled);
        settled.extend(taken_back.iter().flat_map(|earlier| self.take_back(earlier, stamp.day)));
        settled.extend(self.misdirected(payer_id, stamp.day, settled.first()));
        let provider_level = self.provider_level(payer_id, &settled);
        let trace = format!("{payer_id}{}{:04}", stamp.day.to_d8(), stamp.control_number % 10_000);
        let advice = Advice { payer, payee: &payee, trace, claims: &settled, provider_level: &provider_level };
        import_remittance(desk, &write(&advice, stamp)?, false).map(drop)
    }

    fn settle(&mut self, pending: &Pending, payer: &Payer, day: Date) -> Settled {
        let claim = &pending.claim;
        let member_id = claim.parties.subscriber.party.id.clone();
        let is_first = claim.parties.coverage.sequence == PayerSequence::Primary;
        let next = self.supplements.get(member_id.as_str()).copied().filter(|_| is_first);
        let sends_on = payer.crosses_over && self.options.as_of.days_since(day) < SENDS_ON;
        let decision = decide(
            claim,
            payer,
            Surroundings {
                seed: self.options.seed,
                supplement: next.filter(|_| sends_on),
                is_first_quarter: claim.visit.date_of_service().is_some_and(|day| day.month() <= 3),
            },
        );
        let is_open = decision.patient_share() > 0 && decision.forwarded_to.is_empty();
        if next.is_some() && is_open && decision.paid() > 0 {
            self.has_next_payer.push(pending.claim_id);
        } else if decision.is_correctable && decision.paid() == 0 && self.is_worked(claim) {
            self.correctable.push(pending.claim_id);
        }
        let patient = claim.patient();
        Settled {
            patient_control_number: claim.patient_control_number.to_string(),
            payer_claim_control_number: pending.payer_claim_control_number.clone(),
            place_of_service: claim.visit.place_of_service.as_ref().map_or("11", |place| place.as_str()).to_owned(),
            frequency: claim.frequency.code(),
            last_name: patient.last_name.clone(),
            first_name: patient.first_name.clone(),
            member_id,
            decision,
        }
    }

    fn is_worked(&self, claim: &ProfessionalClaim) -> bool {
        Dice::new(self.options.seed, "worked", claim.patient_control_number.as_str()).happens(650)
    }

    fn remember_wrong(&mut self, payer_id: &'static str, day: Date, settled: &[Settled]) {
        let is_plain = |one: &&Settled| one.decision.status == "1" && one.decision.paid() > 500 && one.frequency == "1";
        let found = |one: &&Settled| Dice::new(self.options.seed, "wrong", &one.patient_control_number).happens(WRONG);
        let mut wrong: Vec<Settled> = settled.iter().filter(is_plain).filter(found).cloned().collect();
        // Two payers have something to take back lately, so that the state is there to be seen.
        let is_late = self.options.as_of.days_since(day) < UNDECIDED + 40;
        if wrong.is_empty() && is_late && matches!(payer_id, "DMO01" | "DMO03") {
            wrong.extend(settled.iter().find(is_plain).cloned());
        }
        if !wrong.is_empty() {
            self.wrong.insert(payer_id, wrong);
        }
    }

    // A payment is taken back and, some weeks ago, decided anew with a higher copay.
    fn take_back(&self, earlier: &Settled, day: Date) -> Vec<Settled> {
        let mut taken = vec![Settled { decision: reversal(&earlier.decision), ..earlier.clone() }];
        if self.options.as_of.days_since(day) >= UNDECIDED {
            let mut anew: Decision = Decision { interest: 0, ..earlier.decision.clone() };
            if let Some(line) = anew.lines.iter_mut().max_by_key(|line| line.paid()) {
                let more = (line.paid() / 4).max(0);
                match line.cuts.iter_mut().find(|cut| (cut.0, cut.1) == ("PR", "3")) {
                    Some(cut) => cut.2 += more,
                    None => line.cuts.push(("PR", "3", more)),
                }
            }
            let number = format!("{}C", earlier.payer_claim_control_number);
            taken.push(Settled { payer_claim_control_number: number, decision: anew, ..earlier.clone() });
        }
        taken
    }

    // Once in the year a payer pays the practice for somebody else's patient.
    fn misdirected(&mut self, payer_id: &str, day: Date, like: Option<&Settled>) -> Option<Settled> {
        let back = self.options.as_of.days_since(day);
        let like =
            like.filter(|one| !self.was_misdirected && payer_id == "DMO03" && back < 150 && one.decision.paid() > 0)?;
        self.was_misdirected = true;
        let mut decision = like.decision.clone();
        decision.lines.iter_mut().for_each(|line| line.control_number.clear());
        Some(Settled {
            patient_control_number: "WH20417".to_owned(),
            payer_claim_control_number: format!("{}X", like.payer_claim_control_number),
            last_name: "ASHWORTH-NIX".to_owned(),
            first_name: "PERPETUA".to_owned(),
            member_id: "BLX0000001".to_owned(),
            decision,
            ..like.clone()
        })
    }

    fn provider_level(&mut self, payer_id: &'static str, settled: &[Settled]) -> Vec<ProviderLevel> {
        let interest: i64 = settled.iter().map(|one| one.decision.interest).sum();
        let paid: i64 = settled.iter().map(|one| one.decision.paid()).sum::<i64>() + interest;
        let mut level = Vec::new();
        if interest > 0 {
            level.push(("L6", "INTEREST".to_owned(), -interest));
        }
        let owed = self.forward.get(payer_id).copied().unwrap_or(0);
        if paid < 0 {
            self.forward.insert(payer_id, owed - paid);
            level.push(("FB", "CARRIED".to_owned(), paid));
        } else if owed > 0 && paid >= owed {
            self.forward.remove(payer_id);
            level.push(("FB", "CARRIED".to_owned(), owed));
        }
        level
    }
}
