//! Whether the amounts of a remittance and of a claim add up, exactly and in cents.

use crate::finding::{Code, Finding, Findings};
use crate::{Segment, Set, format_cents};

/// A service line of a remittance.
struct Line {
    position: u32,
    charge: i64,
    paid: i64,
    adjusted: i64,
}

/// A claim of a remittance.
struct Claim {
    position: u32,
    number: String,
    charge: i64,
    paid: i64,
    patient: i64,
    adjusted: i64,
    /// All CAS amounts of group PR, of the claim and its lines.
    patient_adjusted: i64,
    lines: Vec<Line>,
}

#[derive(Default)]
struct Remittance {
    payment: Option<(u32, i64)>,
    paid: i64,
    provider_adjusted: i64,
    claim: Option<Claim>,
}

/// The three rules of an 835: line, claim and transaction. Amounts that cannot be read count as zero; they are
/// reported as bad values elsewhere.
pub(super) fn remittance(set: Set<'_>, findings: &mut Findings) {
    let mut all = Remittance::default();
    for segment in set.segments() {
        match segment.id() {
            "BPR" => all.payment(segment, findings),
            "CLP" => all.open(segment, findings),
            "SVC" => all.line(segment),
            "CAS" => all.adjust(segment),
            "PLB" => {
                let amounts = segment.elements().enumerate().filter(|(n, _)| *n >= 3 && n % 2 == 1);
                let sum = amounts.fold(0i64, |sum, (_, e)| sum.saturating_add(e.cents().unwrap_or(0)));
                all.provider_adjusted = all.provider_adjusted.saturating_add(sum);
            }
            _ => {}
        }
    }
    all.close(findings);
    let Some((position, payment)) = all.payment else { return };
    let expected = all.paid.saturating_sub(all.provider_adjusted);
    if payment != expected && set.is_complete() {
        let message = format!(
            "BPR02 is {}, but the claims' payments less provider adjustments are {} (difference {})",
            format_cents(payment),
            format_cents(expected),
            format_cents(payment.saturating_sub(expected)),
        );
        let remedy = "Do not post this remittance automatically; ask the payer.";
        findings.push(Finding::error(Code::BadCount, position, message, remedy).at("BPR02"));
    }
}

fn cents(segment: Segment<'_>, n: usize) -> i64 {
    segment.element(n).cents().unwrap_or(0)
}

impl Remittance {
    fn payment(&mut self, bpr: Segment<'_>, findings: &mut Findings) {
        if self.payment.is_some() {
            let message = "A second BPR in the same transaction set";
            let remedy = "Ask the payer for one set for each payment.";
            findings.push(Finding::error(Code::BadSegment, bpr.position(), message, remedy).at("BPR"));
            return;
        }
        let amount = cents(bpr, 2);
        let signed = if bpr.element(3) == "D" { -amount } else { amount };
        self.payment = Some((bpr.position(), signed));
    }

    fn open(&mut self, clp: Segment<'_>, findings: &mut Findings) {
        self.close(findings);
        self.claim = Some(Claim {
            position: clp.position(),
            number: clp.element(1).shown(),
            charge: cents(clp, 3),
            paid: cents(clp, 4),
            patient: cents(clp, 5),
            adjusted: 0,
            patient_adjusted: 0,
            lines: Vec::new(),
        });
    }

    fn line(&mut self, svc: Segment<'_>) {
        if let Some(claim) = &mut self.claim {
            let (charge, paid) = (cents(svc, 2), cents(svc, 3));
            claim.lines.push(Line { position: svc.position(), charge, paid, adjusted: 0 });
        }
    }

    /// Up to six triples of reason, amount and quantity follow the group code.
    fn adjust(&mut self, cas: Segment<'_>) {
        let Some(claim) = &mut self.claim else { return };
        let mut sum = 0i64;
        let mut elements = cas.elements().skip(1);
        while let Some(reason) = elements.next() {
            let amount = elements.next().and_then(|e| e.cents()).unwrap_or(0);
            elements.next();
            if !reason.is_empty() {
                sum = sum.saturating_add(amount);
            }
        }
        if cas.element(1) == "PR" {
            claim.patient_adjusted = claim.patient_adjusted.saturating_add(sum);
        }
        let target = claim.lines.last_mut().map_or(&mut claim.adjusted, |line| &mut line.adjusted);
        *target = target.saturating_add(sum);
    }

    fn close(&mut self, findings: &mut Findings) {
        let Some(claim) = self.claim.take() else { return };
        self.paid = self.paid.saturating_add(claim.paid);
        claim.judge(findings);
    }
}

impl Claim {
    fn judge(&self, findings: &mut Findings) {
        let remedy = "Do not post this claim automatically; ask the payer.";
        let mut deep = self.adjusted;
        let (mut charges, mut payments) = (0i64, 0i64);
        for line in &self.lines {
            deep = deep.saturating_add(line.adjusted);
            charges = charges.saturating_add(line.charge);
            payments = payments.saturating_add(line.paid);
            let difference = line.charge.saturating_sub(line.adjusted).saturating_sub(line.paid);
            if difference != 0 {
                let message = format!(
                    "The service line does not balance: charge less adjustments less payment is {}, not 0",
                    format_cents(difference)
                );
                findings.push(Finding::error(Code::BadCount, line.position, message, remedy).at("SVC03"));
            }
        }
        let whole = self.charge.saturating_sub(deep) != self.paid;
        let sums =
            !self.lines.is_empty() && (self.charge != charges || self.paid != payments.saturating_sub(self.adjusted));
        if whole || sums {
            let difference = self.charge.saturating_sub(deep).saturating_sub(self.paid);
            let message = format!(
                "Claim {} does not balance: charge {}, adjustments {}, payment {}; difference {}",
                self.number,
                format_cents(self.charge),
                format_cents(deep),
                format_cents(self.paid),
                format_cents(difference),
            );
            findings.push(Finding::error(Code::BadCount, self.position, message, remedy).at("CLP04"));
        }
        if self.patient != self.patient_adjusted {
            let message = format!(
                "Claim {}: patient responsibility {} differs from the PR adjustments {}",
                self.number,
                format_cents(self.patient),
                format_cents(self.patient_adjusted),
            );
            let remedy = "Payers differ in this; the adjustments decide.";
            findings.push(Finding::warning(Code::BadCount, self.position, message, remedy).at("CLP05"));
        }
    }
}

/// CLM02 is the sum of the lines' charges, in claims that have lines.
pub(super) fn claims(set: Set<'_>, findings: &mut Findings) {
    let mut open: Option<(u32, i64, i64, u32)> = None;
    for segment in set.segments() {
        match segment.id() {
            "CLM" => {
                judge_claim(open.replace((segment.position(), cents(segment, 2), 0, 0)), findings);
            }
            "SV1" | "SV2" => {
                let column = if segment.id() == "SV2" { 3 } else { 2 };
                if let Some((_, _, sum, lines)) = &mut open {
                    *sum = sum.saturating_add(cents(segment, column));
                    *lines += 1;
                }
            }
            _ => {}
        }
    }
    judge_claim(open, findings);
}

fn judge_claim(claim: Option<(u32, i64, i64, u32)>, findings: &mut Findings) {
    let Some((position, charge, sum, lines)) = claim else { return };
    if lines > 0 && charge != sum {
        let message = format!("CLM02 is {}, but the service lines charge {}", format_cents(charge), format_cents(sum));
        let remedy = "Payers reject claims whose total is not the sum of the lines.";
        findings.push(Finding::warning(Code::BadCount, position, message, remedy).at("CLM02"));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Finding, parse};

    /// Errors of a remittance with these segments between BPR and SE.
    fn faults(bpr: &str, body: &str) -> Vec<String> {
        let isa = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260102*1200*^*00501*000000001*0*T*:~";
        let text =
            format!("{isa}GS*HP*A*B*20260102*1200*1*X*005010X221A1~ST*835*0001~BPR*I*{bpr}*C*CHK~{body}SE*9*0001~");
        let parsed = parse(text.as_bytes());
        let mut findings = crate::finding::Findings::default();
        super::remittance(parsed.sets().next().unwrap(), &mut findings);
        findings.finish().into_iter().filter(Finding::is_error).filter_map(|f| f.position).collect()
    }

    #[test]
    fn balanced_remittances_are_quiet() {
        let line = "CLP*1*1*100*60*15**C~SVC*HC:99213*100*60~CAS*CO*45*25~CAS*PR*1*10**2*5~";
        assert!(faults("60", line).is_empty());
        let claim_level = "CLP*1*1*100*60*15**C~CAS*CO*45*25~CAS*PR*1*15~";
        assert!(faults("60", claim_level).is_empty());
        let reversal = "CLP*1*22*-100*-60*0**C~CAS*CO*45*-40~CLP*1*1*100*80*0**C~CAS*CO*45*20~";
        assert!(faults("20", reversal).is_empty());
    }

    #[test]
    fn provider_adjustments_reduce_the_payment() {
        let body = "CLP*1*1*100*100***C~PLB*1*20261231*WO:X*30*L6*-5.5~";
        assert!(faults("75.5", body).is_empty());
        assert_eq!(faults("100", body), ["BPR02"]);
    }

    #[test]
    fn each_level_is_told() {
        assert_eq!(faults("61", "CLP*1*1*100*60***C~CAS*CO*45*40~"), ["BPR02"]);
        assert_eq!(faults("60", "CLP*1*1*100*60***C~CAS*CO*45*39.99~"), ["CLP04"]);
        assert_eq!(faults("60", "CLP*1*1*100*60***C~SVC*HC:1*100*60~CAS*CO*45*39~"), ["SVC03", "CLP04"]);
        assert_eq!(faults("60", "CLP*1*1*100*60***C~SVC*HC:1*90*50~CAS*CO*45*40~CAS*OA*23*-10~"), ["SVC03", "CLP04"]);
    }
}
