//! What a payer decides of a claim: by its habits, and by chance that repeats.

use crate::dice::Dice;
use crate::practice::{Line, Payer};
use claims::{ProfessionalClaim, ServiceLine};
use values::PayerSequence;

/// One adjusted amount: group, reason, cents.
pub(crate) type Cut = (&'static str, &'static str, i64);

/// What the payer says of one line, or of a part of it.
#[derive(Debug, Clone)]
pub(crate) struct LineDecision {
    pub code: String,
    pub modifiers: Vec<String>,
    /// The modifiers as billed, where the payer changed them and says so.
    pub billed: Option<Vec<String>>,
    pub charge: i64,
    pub units: String,
    pub cuts: Vec<Cut>,
    pub remark: &'static str,
    pub control_number: String,
    pub day: String,
}

impl LineDecision {
    fn of(line: &ServiceLine) -> LineDecision {
        LineDecision {
            code: line.procedure.as_str().to_owned(),
            modifiers: line.modifiers.iter().map(|modifier| modifier.as_str().to_owned()).collect(),
            billed: None,
            charge: line.charge.cents(),
            units: line.units.to_string(),
            cuts: Vec::new(),
            remark: "",
            control_number: line.control_number.clone(),
            day: line.date_of_service.map(|day| day.first().to_d8()).unwrap_or_default(),
        }
    }

    /// What the payer pays.
    pub(crate) fn paid(&self) -> i64 {
        self.charge - self.cuts.iter().map(|(_, _, cents)| cents).sum::<i64>()
    }

    fn deny(&mut self, reason: &Denial) {
        self.cuts = if self.charge == 0 { Vec::new() } else { vec![(reason.group, reason.carc, self.charge)] };
        self.remark = reason.remark;
    }
}

/// What the payer says of a claim.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// CLP02.
    pub status: &'static str,
    pub lines: Vec<LineDecision>,
    /// Interest for paying late, in cents.
    pub interest: i64,
    /// The payer that the claim was sent on to.
    pub forwarded_to: &'static str,
    /// Denied for something that a corrected claim would mend.
    pub is_correctable: bool,
}

impl Decision {
    /// CLP03.
    pub(crate) fn charge(&self) -> i64 {
        self.lines.iter().map(|line| line.charge).sum()
    }

    /// CLP04.
    pub(crate) fn paid(&self) -> i64 {
        self.lines.iter().map(LineDecision::paid).sum()
    }

    /// CLP05.
    pub(crate) fn patient_share(&self) -> i64 {
        let cuts = self.lines.iter().flat_map(|line| &line.cuts);
        cuts.filter(|(group, _, _)| *group == "PR").map(|(_, _, cents)| cents).sum()
    }
}

struct Denial {
    group: &'static str,
    carc: &'static str,
    remark: &'static str,
    is_correctable: bool,
}

const fn denial(group: &'static str, carc: &'static str, remark: &'static str, is_correctable: bool) -> Denial {
    Denial { group, carc, remark, is_correctable }
}

const DENIALS: [Denial; 8] = [
    denial("CO", "16", "N706", true),
    denial("CO", "97", "M15", false),
    denial("CO", "50", "N115", false),
    denial("CO", "197", "", false),
    denial("PR", "27", "N30", false),
    denial("CO", "29", "", false),
    denial("OA", "18", "", false),
    denial("CO", "4", "N519", true),
];

/// What the payer knows beside the claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    pub seed: u64,
    /// The patient's supplement, where the payer sends claims on to it.
    pub supplement: Option<&'static str>,
    /// In the first quarter much of the deductible is open.
    pub is_first_quarter: bool,
}

/// Decides a claim.
pub(crate) fn decide(claim: &ProfessionalClaim, payer: &Payer, around: Surroundings) -> Decision {
    let mut dice = Dice::new(around.seed, "decision", claim.patient_control_number.as_str());
    let sequence = claim.parties.coverage.sequence;
    let mut decision = Decision {
        status: if sequence == PayerSequence::Primary { "1" } else { "2" },
        lines: claim.visit.lines.iter().map(LineDecision::of).collect(),
        interest: 0,
        forwarded_to: "",
        is_correctable: false,
    };
    let is_replacement = claim.payer_claim_control_number.is_some();
    if !claim.other_payers.is_empty() {
        after_another(claim, &mut decision, &mut dice);
        return decision;
    }
    price(&mut decision.lines, payer, &mut dice, around.is_first_quarter);
    if !is_replacement {
        trouble(&mut decision, payer, &mut dice);
    }
    if let Some(supplement) = around.supplement.filter(|_| decision.patient_share() > 0 && dice.happens(700)) {
        decision.status = "19";
        decision.forwarded_to = supplement;
    }
    decision
}

// The contract's share, then what the patient owes of the rest.
fn price(lines: &mut [LineDecision], payer: &Payer, dice: &mut Dice, is_first_quarter: bool) {
    let percent = payer.allowed_percent + i64::from(dice.between(-4, 4));
    let has_coinsurance =
        payer.coinsurance_percent > 0 && dice.happens(if payer.line == Line::Senior { 900 } else { 380 });
    let is_deductible = payer.line == Line::Commercial && is_first_quarter && dice.happens(350);
    let mut copay = payer.copay;
    for line in lines {
        let contractual = line.charge - line.charge * percent / 100;
        let mut left = line.charge - contractual;
        if contractual > 0 {
            line.cuts.push(("CO", "45", contractual));
        }
        let is_visit = line.code.starts_with("992");
        if is_deductible && left > 0 {
            line.cuts.push(("PR", "1", left));
            left = 0;
        } else if has_coinsurance {
            let share = left * payer.coinsurance_percent / 100;
            left -= share;
            if share > 0 {
                line.cuts.push(("PR", "2", share));
            }
        }
        if is_visit && copay > 0 && left > 0 {
            line.cuts.push(("PR", "3", copay.min(left)));
            copay = 0;
        }
    }
}

fn trouble(decision: &mut Decision, payer: &Payer, dice: &mut Dice) {
    let calm = 1000_u64.saturating_sub(payer.denies + payer.denies_lines + payer.splits_lines + payer.drops_modifiers);
    let kinds = [
        (Trouble::Denied, payer.denies),
        (Trouble::LineDenied, payer.denies_lines),
        (Trouble::LineSplit, payer.splits_lines),
        (Trouble::ModifierDropped, payer.drops_modifiers),
        (Trouble::None, calm),
    ];
    match dice.weighted(&kinds).copied().unwrap_or(Trouble::None) {
        Trouble::Denied => deny(decision, dice),
        Trouble::LineDenied => deny_line(decision, dice),
        Trouble::LineSplit => split_line(&mut decision.lines),
        Trouble::ModifierDropped => drop_modifier(&mut decision.lines, dice),
        Trouble::None => {
            if payer.pays_after > 40 && dice.happens(120) && decision.paid() > 0 {
                decision.interest = i64::from(dice.between(12, 390));
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Trouble {
    None,
    Denied,
    LineDenied,
    LineSplit,
    ModifierDropped,
}

fn deny(decision: &mut Decision, dice: &mut Dice) {
    let Some(reason) = dice.pick(&DENIALS) else { return };
    for line in &mut decision.lines {
        line.deny(reason);
    }
    if dice.happens(500) {
        decision.status = "4";
    }
    decision.is_correctable = reason.is_correctable;
}

fn deny_line(decision: &mut Decision, dice: &mut Dice) {
    let at = usize::try_from(dice.below(u64::try_from(decision.lines.len()).unwrap_or(0))).unwrap_or(0);
    let Some(reason) = dice.pick(&DENIALS) else { return };
    let is_alone = decision.lines.len() == 1;
    if let Some(line) = decision.lines.get_mut(at) {
        line.deny(reason);
    }
    decision.is_correctable = is_alone && reason.is_correctable;
}

// One line comes back as two, a third and the rest of it.
fn split_line(lines: &mut Vec<LineDecision>) {
    let longest =
        lines.iter().enumerate().max_by_key(|(at, line)| (line.charge, std::cmp::Reverse(*at))).map(|(at, _)| at);
    let Some(whole) = longest.and_then(|at| lines.get(at)).filter(|line| line.charge > 2000).cloned() else { return };
    let parted = |share: &dyn Fn(i64) -> i64| LineDecision {
        charge: share(whole.charge),
        units: "1".to_owned(),
        cuts: whole
            .cuts
            .iter()
            .map(|(group, carc, cents)| (*group, *carc, share(*cents)))
            .filter(|cut| cut.2 > 0)
            .collect(),
        ..whole.clone()
    };
    let (first, second) = (parted(&|cents| cents / 3), parted(&|cents| cents - cents / 3));
    if let Some(at) = longest {
        lines.splice(at..=at, [first, second]);
    }
}

fn drop_modifier(lines: &mut [LineDecision], dice: &mut Dice) {
    let tells = dice.happens(500);
    if let Some(line) = lines.iter_mut().find(|line| !line.modifiers.is_empty()) {
        let billed = std::mem::take(&mut line.modifiers);
        line.billed = tells.then_some(billed);
    }
}

// The next payer takes what the ones before paid and adjusted as settled, and pays most of the rest.
fn after_another(claim: &ProfessionalClaim, decision: &mut Decision, dice: &mut Dice) {
    let leaves_some = dice.happens(300);
    for (line, billed) in decision.lines.iter_mut().zip(&claim.visit.lines) {
        let decided =
            claim.other_payers.iter().flat_map(|other| &other.lines).filter(|decided| decided.line == billed.number);
        let settled: i64 = decided
            .map(|decided| {
                let cuts = decided.adjustments.iter();
                let others = cuts.filter(|cut| cut.group != values::AdjustmentGroup::PatientResponsibility);
                decided.paid_amount.cents() + others.map(|cut| cut.amount.cents()).sum::<i64>()
            })
            .sum();
        let settled = settled.clamp(0, line.charge);
        if settled > 0 {
            line.cuts.push(("OA", "23", settled));
        }
        let share = (line.charge - settled) / 5;
        if leaves_some && share > 0 {
            line.cuts.push(("PR", "2", share));
        }
    }
}

/// The same decision taken back.
pub(crate) fn reversal(decision: &Decision) -> Decision {
    let mut back = decision.clone();
    back.status = "22";
    back.interest = 0;
    for line in &mut back.lines {
        line.charge = -line.charge;
        line.cuts.iter_mut().for_each(|cut| cut.2 = -cut.2);
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(charge: i64) -> LineDecision {
        LineDecision {
            code: "99213".to_owned(),
            modifiers: vec!["25".to_owned()],
            billed: None,
            charge,
            units: "1".to_owned(),
            cuts: vec![("CO", "45", charge / 3), ("PR", "3", 2500)],
            remark: "",
            control_number: String::new(),
            day: String::new(),
        }
    }

    fn decision(lines: Vec<LineDecision>) -> Decision {
        Decision { status: "1", lines, interest: 0, forwarded_to: "", is_correctable: false }
    }

    #[test]
    fn a_split_line_adds_up_and_a_reversal_takes_all_back() {
        let mut whole = decision(vec![line(13_501), line(900)]);
        let before = (whole.charge(), whole.paid(), whole.patient_share());
        split_line(&mut whole.lines);
        assert_eq!(whole.lines.len(), 3);
        assert_eq!((whole.charge(), whole.paid(), whole.patient_share()), before);
        let back = reversal(&whole);
        assert_eq!((back.charge(), back.paid(), back.patient_share()), (-before.0, -before.1, -before.2));
    }

    #[test]
    fn a_denied_line_is_paid_nothing() {
        let mut denied = line(4500);
        denied.deny(&DENIALS[0]);
        assert_eq!((denied.paid(), denied.cuts.as_slice()), (0, [("CO", "16", 4500)].as_slice()));
    }
}
