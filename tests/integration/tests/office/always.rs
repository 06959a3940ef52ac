//! What holds after any sequence of actions.

use crate::common::{VISIT, eras, ids, registered};
use billing::CsvKind;
use integration::data::{Covered, Visit, account, encounters};
use integration::office::{id, state};
use integration::payer::{SentClaim, read};
use integration::remit::{Decision, Era};
use integration::{Office, Picture};
use proptest::prelude::*;
use values::{ClaimId, RemittanceId};

const PATIENTS: usize = 3;

#[derive(Debug, Clone)]
enum Step {
    /// Two more visits come in.
    Import,
    /// The last visit comes again with another charge.
    Again(i64),
    /// Everything that is clean is sent.
    Send,
    /// A claim that is with its payer is decided.
    Post(usize, u8),
    /// The same, and undone at once: nothing but entries is left of it.
    PostAndUndo(usize, u8),
    /// The newest remittance that stands is undone.
    Undo,
    /// Adjudicated claims are reversed and decided anew.
    Reverse(usize),
    /// A claim is corrected.
    Correct(usize),
    /// A claim goes to the next payer.
    Next(usize),
    /// A claim is voided.
    Void(usize),
    /// The last remittance file comes again.
    Twice,
}

fn step() -> impl Strategy<Value = Step> {
    let which = || 0..12_usize;
    prop_oneof![
        3 => Just(Step::Import),
        1 => (1..300_i64).prop_map(Step::Again),
        4 => Just(Step::Send),
        6 => (which(), 0..9_u8).prop_map(|(at, fate)| Step::Post(at, fate)),
        2 => (which(), 0..9_u8).prop_map(|(at, fate)| Step::PostAndUndo(at, fate)),
        2 => Just(Step::Undo),
        2 => which().prop_map(Step::Reverse),
        2 => which().prop_map(Step::Correct),
        3 => which().prop_map(Step::Next),
        1 => which().prop_map(Step::Void),
        1 => Just(Step::Twice),
    ]
}

struct World {
    office: Office,
    visits: usize,
    files: usize,
    /// What payers have in hand, newest version of each claim last.
    sent: Vec<SentClaim>,
    decided: Vec<Decision>,
    last: Option<String>,
}

impl World {
    fn new() -> World {
        let office = registered("sven", &[Covered::Both, Covered::Primary, Covered::Dependent]);
        World { office, visits: 0, files: 0, sent: Vec::new(), decided: Vec::new(), last: None }
    }

    fn visit(&self, n: usize, more: i64) -> Visit {
        let who = account(n % PATIENTS + 1);
        let mut visit =
            Visit::new(&format!("E{n:03}"), &who, i32::try_from(n).unwrap() % 300 + 10, "M5450;I10", &VISIT);
        visit.lines[0].2 += i64::try_from(n).unwrap() * 100 + more;
        visit
    }

    fn pick(&self, at: usize) -> Option<ClaimId> {
        let all = ids(&self.office);
        (!all.is_empty()).then(|| all[at % all.len()])
    }

    /// The newest thing that the payer of some claim in hand read.
    fn in_hand(&self, at: usize) -> Option<SentClaim> {
        (!self.sent.is_empty()).then(|| self.sent[at % self.sent.len()].clone())
    }

    fn decide(claim: &SentClaim, fate: u8) -> Decision {
        if claim.coverage.0 == "S" && fate < 5 {
            return Decision::secondary(claim);
        }
        match fate {
            0 => Decision::denied(claim, "CO", "16"),
            1 => Decision::denied(claim, "PR", "27"),
            2 => Decision::line_denied(claim, 1, "OA", "18"),
            3 => Decision::split(claim, 0),
            4 => Decision::bundled(claim),
            5 => Decision::with_interest(claim, 31),
            6 => Decision::as_a_whole(claim),
            7 => Decision::modifier_dropped(claim, 0),
            _ => Decision::paid(claim),
        }
    }

    fn era(&mut self, decisions: Vec<Decision>) -> Era {
        self.files += 1;
        let mut era = eras(&format!("T{}", self.files), &decisions).remove(0);
        if era.payment() < 0 {
            era.plb.push(("FB", "FORWARD", era.payment()));
        }
        era
    }

    fn post(&mut self, decisions: Vec<Decision>) -> Option<RemittanceId> {
        let text = self.era(decisions).text();
        let report = self.office.post(&text);
        self.last = Some(text);
        let view = &report.remittances[0];
        assert_eq!(
            view.payment_cents.cents(),
            view.posted_cents.cents() + view.unposted_cents.cents() - view.provider_adjustment_cents.cents()
        );
        assert!(view.balanced, "{view:?}");
        view.remittance_id.as_ref().map(|id| id.parse().unwrap())
    }

    fn undo_newest(&self) {
        let listed = billing::list_remittances(&self.office.desk()).unwrap();
        if let Some(newest) = listed.iter().rev().find(|row| row.state == "posted") {
            billing::undo_remittance(&self.office.desk(), newest.remittance_id.parse().unwrap()).unwrap();
        }
    }

    fn send(&mut self) {
        billing::scrub_claims(&self.office.desk(), &[]).unwrap();
        let clean: Vec<ClaimId> = self.office.claims().iter().filter(|row| state(row) == "scrubbed").map(id).collect();
        billing::approve_claims(&self.office.desk(), &clean).unwrap();
        for (_, bytes) in self.office.transmit() {
            let report = x12::check(&bytes);
            assert_eq!(report.outcome, x12::Outcome::Valid, "{:?}", report.findings);
            self.sent.extend(read(&bytes));
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Import => {
                let two = [self.visit(self.visits + 1, 0), self.visit(self.visits + 2, 0)];
                self.visits += 2;
                self.office.import(CsvKind::Encounters, &encounters(&two));
            }
            Step::Again(more) if self.visits > 0 => {
                self.office.update(CsvKind::Encounters, &encounters(&[self.visit(self.visits, *more)]));
            }
            Step::Send => self.send(),
            Step::Post(at, fate) => {
                let Some(claim) = self.in_hand(*at) else { return };
                let decision = World::decide(&claim, *fate);
                self.post(vec![decision.clone()]);
                self.decided.push(decision);
            }
            Step::PostAndUndo(at, fate) => {
                let Some(claim) = self.in_hand(*at) else { return };
                let before = self.office.picture();
                if let Some(id) = self.post(vec![World::decide(&claim, *fate)]) {
                    billing::undo_remittance(&self.office.desk(), id).unwrap();
                }
                self.same(&before);
            }
            Step::Undo => self.undo_newest(),
            Step::Reverse(at) if !self.decided.is_empty() => {
                let first = self.decided[at % self.decided.len()].clone();
                self.post(vec![first.reversed(), World::decide(&first.claim, 8)]);
            }
            Step::Correct(at) => {
                self.on(*at, |office, id| drop(billing::correct_claims(&office.desk(), &[id]).unwrap()))
            }
            Step::Next(at) => self.on(*at, |office, id| drop(billing::bill_next_payer(&office.desk(), &[id]).unwrap())),
            Step::Void(at) => self.on(*at, |office, id| drop(billing::void_claims(&office.desk(), &[id]).unwrap())),
            Step::Twice => {
                let Some(text) = self.last.clone() else { return };
                let before = self.office.picture();
                if self.office.post(&text).outcome == "duplicate" {
                    assert_eq!(self.office.picture(), before);
                }
            }
            Step::Again(_) | Step::Reverse(_) => {}
        }
    }

    fn on(&self, at: usize, act: impl Fn(&Office, ClaimId)) {
        if let Some(claim) = self.pick(at) {
            act(&self.office, claim);
        }
    }

    fn same(&self, before: &Picture) {
        let after = self.office.picture();
        assert_eq!(after.money(), before.money(), "undo restores every balance");
        assert_eq!(after.aging, before.aging);
        assert_eq!(after.accounts(), before.accounts());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_hold_whatever_is_done(steps in prop::collection::vec(step(), 6..22)) {
        let mut world = World::new();
        world.take(&Step::Import);
        world.take(&Step::Send);
        for step in &steps {
            world.take(step);
            world.office.check_books();
        }
        world.office.verify();
    }

    #[test]
    fn whatever_was_posted_undoes_in_reverse_order(fates in prop::collection::vec((0..4_usize, 0..9_u8), 1..6)) {
        let mut world = World::new();
        world.take(&Step::Import);
        world.take(&Step::Import);
        world.take(&Step::Send);
        let mut pictures = vec![world.office.picture()];
        let mut posted = Vec::new();
        for (at, fate) in fates {
            world.take(&Step::Post(at, fate));
            posted.push(billing::list_remittances(&world.office.desk()).unwrap().last().unwrap().remittance_id.clone());
            pictures.push(world.office.picture());
        }
        pictures.pop();
        for id in posted.iter().rev() {
            billing::undo_remittance(&world.office.desk(), id.parse().unwrap()).unwrap();
            world.same(&pictures.pop().unwrap());
        }
        world.office.verify();
    }
}
