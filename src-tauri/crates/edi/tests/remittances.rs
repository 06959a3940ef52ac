//! Remittances: odd ones are read with findings, unreadable ones refused alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use claims::DateValue;
use edi::{Incoming835, from_835};
use remittance::{PayerContact, Told};
use values::{AdjustmentGroup, ClaimPaymentStatus, Date};
use x12::{Code, parse};

fn set(control: &str, body: &str) -> String {
    let count = body.matches('~').count() + 2;
    format!("ST*835*{control}~{body}SE*{count}*{control}~")
}

const BODY: &str = "BPR*I*60*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260102~TRN*1*EFT7*1512345678~\
    DTM*405*20260101~N1*PR*PLAN*XV*PLANID~N3*1 WAY~N4*HARTFORD*CT*06103~REF*2U*98765~PER*BL*HELP*TE*8005550100~N1*PE*CLINIC*XX*1234567893~\
    LX*1~CLP*A-1*1*150*70*30*12*ICN1*11*1~CAS*OA*23*5~NM1*QC*1*DOE*JANE****MI*W1~NM1*82*1*DOC****XX*1999999984~MOA***MA01~\
    REF*EA*MR1~DTM*232*20251120~DTM*233*20251121~AMT*I*1.25~SVC*HC:99213*100*45**1*HC:99214:25~DTM*472*20251120~\
    CAS*CO*45*25**ZZ9*0~CAS*PR*2*30*1~REF*6R*A-1-1~AMT*B6*75~LQ*HE*N130~SVC*HC:36415*50*30~CAS*CO*45*20~PLB*1234567893*20261231*WO:ICN0*12.5*L6*-2.5~";

fn file(sets: &[String]) -> String {
    format!(
        "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260103*0900*^*00501*000000007*0*T*:~\
         GS*HP*PAYER*CLINIC*20260104*0900*7*X*005010X221A1~{}GE*{}*7~IEA*1*000000007~",
        sets.concat(),
        sets.len()
    )
}

fn read(text: &str) -> Incoming835 {
    from_835(&parse(text.as_bytes()))
}

#[test]
fn reads_all_that_posting_needs() {
    let incoming = read(&file(&[set("0001", BODY)]));
    assert_eq!(incoming.findings, []);
    let advice = incoming.advices[0].as_ref().unwrap();
    assert_eq!(
        (advice.trace.as_str(), advice.originator.as_str(), advice.payee_id.as_str()),
        ("EFT7", "1512345678", "1234567893")
    );
    assert_eq!(advice.payer_ids, ["PLANID", "98765", "1512345678"]);
    let claim = &advice.claims[0];
    assert_eq!(
        (claim.status, claim.patient.last_name.as_str(), claim.interest.cents()),
        (ClaimPaymentStatus::Primary, "DOE", 125)
    );
    assert_eq!(
        (claim.references.as_slice(), claim.remarks[0].as_str()),
        (&[("EA".to_owned(), "MR1".to_owned())][..], "MA01")
    );
    assert!(matches!(claim.statement_dates, Some(DateValue::Range(_, _))));
    let line = &claim.lines[0];
    assert_eq!(line.original.as_ref().unwrap().modifiers[0].as_str(), "25");
    assert_eq!(
        (line.adjustments[1].carc.as_str(), line.adjustments[2].group),
        ("ZZ9", AdjustmentGroup::PatientResponsibility)
    );
    assert_eq!(
        (line.control_number.as_str(), line.allowed.unwrap().cents(), line.remarks[0].as_str()),
        ("A-1-1", 7500, "N130")
    );
    let totals = advice.totals();
    assert_eq!((totals.claims, totals.service_lines, totals.charge.cents(), totals.paid.cents()), (1, 2, 15_000, 7000));
    assert_eq!(
        (totals.adjustment.cents(), totals.patient_responsibility.cents(), totals.provider_adjustment.cents()),
        (5000, 3000, 1000)
    );
    assert_eq!(advice.provider_adjustments[0].reference, "ICN0");
}

#[test]
fn what_a_payer_tells_beside_the_money_is_kept() {
    let body = BODY
        .replace(
            "DTM*232",
            "REF*1L*G77~REF*CE*GOLD~DTM*050*20251125~DTM*036*20251031~PER*CX*CLAIM DESK*TE*8005550199*EX*12~DTM*232",
        )
        .replace("NM1*82*", "NM1*PR*2*OTHER PLAN*****PI*60054~NM1*82*")
        .replace("REF*6R*", "REF*0K*LCD L35036~REF*6R*");
    let incoming = read(&file(&[set("0001", &body)]));
    assert_eq!(incoming.findings, []);
    let advice = incoming.advices[0].as_ref().unwrap();
    let day = |text: &str| Date::parse_iso(text).unwrap();
    assert_eq!(
        advice.claims[0].told,
        [
            Told::PriorityPayer { name: "OTHER PLAN".into(), id: "60054".into() },
            Told::GroupNumber("G77".into()),
            Told::ContractClass("GOLD".into()),
            Told::CoverageEndedOn(day("2025-10-31")),
            Told::Contact(PayerContact { name: "CLAIM DESK".into(), numbers: vec!["8005550199 x12".into()] }),
        ]
    );
    assert_eq!(advice.claims[0].received_on, Some(day("2025-11-25")));
    assert_eq!(advice.claims[0].lines[0].policies, ["LCD L35036"]);
    let help = |numbers: &[&str]| {
        let numbers = numbers.iter().map(|number| (*number).to_owned()).collect();
        Some(PayerContact { name: "HELP".into(), numbers })
    };
    assert_eq!(advice.contact, help(&["8005550100"]));
    let both = body.replace("PER*BL", "PER*CX*HELP*EX*9*TE*8005550111~PER*BL");
    assert_eq!(read(&file(&[set("0001", &both)])).advices[0].as_ref().unwrap().contact, help(&["9", "8005550111"]));
}

#[test]
fn an_unreadable_amount_or_status_refuses_its_set_alone() {
    for (from, to, place) in [
        ("BPR*I*60*", "BPR*I*6O*", "BPR02"),
        ("*1*150*70*", "*1*150*7e1*", "CLP04"),
        ("*1*150*70*", "*17*150*70*", "CLP02"),
        ("SVC*HC:99213*100*", "SVC*HC:99213*10,0*", "SVC02"),
        ("CAS*PR*2*30*", "CAS*PR*2*3.005*", "CAS03"),
        ("WO:ICN0*12.5", "WO:ICN0*x", "PLB04"),
    ] {
        let bad = set("0002", BODY).replace(from, to);
        let incoming = read(&file(&[set("0001", BODY), bad, set("0003", BODY)]));
        assert!(incoming.advices[0].is_ok() && incoming.advices[2].is_ok());
        let problem = incoming.advices[1].as_ref().unwrap_err();
        assert_eq!(
            (problem.control_number.as_str(), problem.finding.code, problem.finding.position.as_deref()),
            ("0002", Code::BadValue, Some(place))
        );
        assert!(problem.finding.segment.unwrap() > problem.segment && !problem.finding.remedy.is_empty());
        assert!(!problem.to_string().contains("7e1"), "values stay out of the error's text");
    }
}

#[test]
fn odd_dates_groups_and_counts_are_findings() {
    for (from, to, places) in [
        ("98765*20260102", "98765*20261302", &["BPR16"][..]),
        ("DTM*472*20251120", "DTM*472*20251199", &["DTM02"]),
        ("CAS*OA*23*5", "CAS*XX*23*5", &["CAS01"]),
        ("LQ*HE*N130", "LQ*HE*N1-30", &["LQ02"]),
        ("SE*31*", "SE*30*", &["SE01"]),
        ("HC:99214:25", "HC:99214:255", &["SVC06-3"]),
        ("**1*HC", "**one*HC", &["SVC05"]),
    ] {
        let text = set("0001", BODY);
        assert!(text.contains(from), "{from}");
        let incoming = read(&file(&[text.replace(from, to)]));
        let advice = incoming.advices[0].as_ref().unwrap();
        assert_eq!(advice.totals().adjustment.cents(), 5000);
        let found: Vec<&str> = incoming.findings.iter().map(|finding| finding.position.as_deref().unwrap()).collect();
        assert_eq!(found, places);
    }
    let undated =
        read(&file(&[set("0001", BODY).replace("98765*20260102", "98765*").replace("DTM*405*20260101~", "N3*MORE~")]));
    assert_eq!(undated.advices[0].as_ref().unwrap().date.to_d8(), "20260104", "the day of the group");
}

#[test]
fn a_remittance_that_is_cut_off_is_refused() {
    let text = file(&[set("0001", BODY), set("0002", BODY)]);
    let second = text.find("ST*835*0002").unwrap();
    let end = text.find("SE*31*0002").unwrap();
    for cut in [second + 20, second + 400, end] {
        let incoming = from_835(&parse(&text.as_bytes()[..cut]));
        assert!(incoming.advices[0].is_ok());
        assert_eq!(incoming.advices[1].as_ref().unwrap_err().finding.position.as_deref(), Some("SE"));
    }
    let headless = read(&file(&[set("0001", &BODY.replace("BPR*", "XXX*"))]));
    assert_eq!(headless.advices[0].as_ref().unwrap_err().finding.position.as_deref(), Some("BPR"));
}

#[test]
fn a_debit_and_a_reversal_keep_their_signs() {
    let body = BODY.replace("BPR*I*60*C", "BPR*I*60*D").replace("*1*150*70*30*", "*22*-150*-70**");
    let incoming = read(&file(&[set("0001", &body)]));
    let advice = incoming.advices[0].as_ref().unwrap();
    assert_eq!((advice.payment.cents(), advice.claims[0].paid.cents()), (-6000, -7000));
    assert_eq!(
        (advice.claims[0].status, advice.claims[0].patient_responsibility),
        (ClaimPaymentStatus::Reversal, None)
    );
}
