//! What a payer tells beside the money, as lines for whoever works on the claim next.

use remittance::{ClaimPayment, PayerContact, Told};
use values::Date;

/// What is told, in the order in which it decides the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayerToldKind {
    /// Another payer comes first: its name and id.
    PriorityPayer,
    /// The payer sent the claim on: to whom.
    ForwardedTo,
    /// The day the coverage ended.
    CoverageEndedOn,
    /// The patient's name as the payer has it.
    PatientName,
    /// The member id as the payer has it.
    MemberId,
    /// The day the payer received the claim.
    ReceivedOn,
    /// The group or policy that was decided under.
    GroupNumber,
    /// The class of contract that the allowed amounts follow.
    ContractClass,
    /// Whom to ask.
    Contact,
}

/// One thing that a payer tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayerTold {
    /// What it is.
    pub kind: PayerToldKind,
    /// Its words as they came; empty where it is a day.
    pub text: String,
    /// Its day.
    pub day: Option<Date>,
}

/// Everything a claim payment tells; the remittance's own contact stands in where the claim names none.
pub(super) fn told(payment: &ClaimPayment, contact: Option<&PayerContact>) -> Vec<PayerTold> {
    let mut all: Vec<PayerTold> = payment.told.iter().map(one).collect();
    all.extend(payment.received_on.map(|day| on(PayerToldKind::ReceivedOn, day)));
    if !payment.forwarded_to.is_empty() {
        all.push(text(PayerToldKind::ForwardedTo, [payment.forwarded_to.as_str()]));
    }
    if let Some(corrected) = &payment.corrected {
        let name = [corrected.last_name.as_str(), corrected.first_name.as_str()];
        all.push(text(PayerToldKind::PatientName, name));
        all.push(text(PayerToldKind::MemberId, [corrected.id.as_str()]));
    }
    if !all.iter().any(|it| it.kind == PayerToldKind::Contact) {
        all.extend(contact.map(whom_to_ask));
    }
    all.retain(|it| it.day.is_some() || !it.text.is_empty());
    all.sort_by_key(|it| it.kind);
    all
}

fn one(told: &Told) -> PayerTold {
    match told {
        Told::PriorityPayer { name, id } => text(PayerToldKind::PriorityPayer, [name.as_str(), id]),
        Told::CoverageEndedOn(day) => on(PayerToldKind::CoverageEndedOn, *day),
        Told::GroupNumber(number) => text(PayerToldKind::GroupNumber, [number.as_str()]),
        Told::ContractClass(class) => text(PayerToldKind::ContractClass, [class.as_str()]),
        Told::Contact(contact) => whom_to_ask(contact),
    }
}

fn whom_to_ask(contact: &PayerContact) -> PayerTold {
    text(PayerToldKind::Contact, std::iter::once(&contact.name).chain(&contact.numbers).map(String::as_str))
}

fn text<'t>(kind: PayerToldKind, parts: impl IntoIterator<Item = &'t str>) -> PayerTold {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    PayerTold { kind, text: parts.join(", "), day: None }
}

fn on(kind: PayerToldKind, day: Date) -> PayerTold {
    PayerTold { kind, text: String::new(), day: Some(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260103*0900*^*00501*000000007*0*T*:~\
        GS*HP*PAYER*CLINIC*20260104*0900*7*X*005010X221A1~ST*835*0001~BPR*I*0*C*NON************20260102~TRN*1*T7*1512345678~\
        N1*PR*PLAN*XV*PLANID~PER*BL*HELP*TE*8005550100~N1*PE*CLINIC*XX*1234567893~LX*1~CLP*A-1*4*50*0**12*ICN1~CAS*OA*22*50~\
        NM1*QC*1*DOE*JANE****MI*W1~NM1*74*1**JANET****C*W2~NM1*TT*2*NEXT PLAN~NM1*PR*2*OTHER PLAN*****PI*60054~\
        DTM*050*20251125~CLP*A-2*1*50*50**12*ICN2~PER*CX**TE*8005550199*EX*12~SE*17*0001~GE*1*7~IEA*1*000000007~";

    #[test]
    fn all_that_is_told_comes_in_the_order_of_its_use() {
        let incoming = edi::from_835(&x12::parse(FILE.as_bytes()));
        let advice = incoming.advices[0].as_ref().unwrap();
        let found: Vec<_> = advice.claims.iter().map(|claim| told(claim, advice.contact.as_ref())).collect();
        let texts: Vec<_> = found[0].iter().map(|one| (one.kind, one.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                (PayerToldKind::PriorityPayer, "OTHER PLAN, 60054"),
                (PayerToldKind::ForwardedTo, "NEXT PLAN"),
                (PayerToldKind::PatientName, "JANET"),
                (PayerToldKind::MemberId, "W2"),
                (PayerToldKind::ReceivedOn, ""),
                (PayerToldKind::Contact, "HELP, 8005550100"),
            ]
        );
        assert_eq!(found[0][4].day, Date::new(2025, 11, 25));
        assert_eq!(found[1].len(), 1, "the claim's own desk, not the payer's");
        assert_eq!(found[1][0].text, "8005550199 x12");
    }
}
