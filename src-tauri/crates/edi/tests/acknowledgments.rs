//! Acknowledgments: receipts, refusals of files, and claims before adjudication.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use claims::{AcknowledgmentKind, Answer, AnswerSubject, ClaimEvent};
use edi::from_acknowledgment;
use x12::parse;

fn isa(body: &str) -> String {
    let groups = usize::from(body.contains("GS*"));
    format!(
        "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260103*0900*^*00501*000000007*0*T*:~{body}IEA*{groups}*000000007~"
    )
}

fn set(id: &str, guide: &str, body: &str) -> String {
    let count = body.matches('~').count() + 2;
    let code = if id == "277" { "HN" } else { "FA" };
    isa(&format!("GS*{code}*PAYER*CLINIC*20260104*0900*7*X*{guide}~ST*{id}*0001*{guide}~{body}SE*{count}*0001~GE*1*7~"))
}

fn answers(text: &str) -> (AcknowledgmentKind, Vec<Answer>) {
    let incoming = from_acknowledgment(&parse(text.as_bytes())).unwrap();
    (incoming.acknowledgment.kind, incoming.acknowledgment.answers)
}

fn implementation(body: &str) -> Vec<Answer> {
    let (kind, answers) = answers(&set("999", "005010X231A1", &format!("AK1*HC*12*005010X222A1~{body}")));
    assert_eq!(kind, AcknowledgmentKind::Implementation999);
    answers
}

fn set_subject(control: Option<&str>) -> AnswerSubject {
    AnswerSubject::TransactionSet { group_control_number: "12".into(), set_control_number: control.map(str::to_owned) }
}

#[test]
fn a_ta1_is_a_receipt_or_refuses_the_file() {
    for (code, event, words) in [
        ("A", None, ""),
        ("E", None, "025 control number was used before"),
        ("R", Some(ClaimEvent::FileRejected), "025"),
    ] {
        let (kind, answers) = answers(&isa(&format!("TA1*000000012*260102*0900*{code}*025~")));
        assert_eq!((kind, answers.len(), answers[0].segment), (AcknowledgmentKind::Ta1, 1, 2));
        assert_eq!(answers[0].subject, AnswerSubject::Interchange { control_number: "12".into() });
        assert_eq!(answers[0].event, event);
        assert!(answers[0].reason.contains(words));
        assert_eq!(answers[0].reason.is_empty(), code == "A");
    }
}

#[test]
fn a_999_judges_each_set() {
    let answers = implementation(
        "AK2*837*0001*005010X222A1~IK5*A~AK2*837*0002*005010X222A1~IK3*NM1*14*2010BA*8~IK4*3*1035*6*SECRETNAME~IK3*CLM*22*2300*8~CTX*CLM01:A-7~\
         IK4*5:1*1331*7*QQ~IK5*R*5*I5~AK2*837*0003~IK5*E*5~AK9*P*3*3*2~",
    );
    let events: Vec<_> = answers.iter().map(|answer| answer.event.unwrap()).collect();
    assert_eq!(events, [ClaimEvent::FileAccepted, ClaimEvent::FileRejected, ClaimEvent::FileAccepted]);
    assert_eq!((&answers[0].subject, answers[0].reason.as_str()), (&set_subject(Some("0001")), ""));
    let reason = &answers[1].reason;
    for part in [
        "R rejected",
        "segment 14 NM1 in loop 2010BA",
        "NM103: 6 character not allowed",
        "claim A-7",
        "CLM05-1: 7 not in the code list",
    ] {
        assert!(reason.contains(part), "{reason}");
    }
    assert!(!reason.contains("SECRETNAME") && !reason.contains("QQ"), "bad data is the patient's");
    assert!(answers[2].reason.starts_with("E accepted, errors were noted"));
}

#[test]
fn a_refused_group_takes_its_sets_with_it() {
    let alone = implementation("AK9*R*1*1*0*2~");
    assert_eq!((&alone[0].subject, alone[0].event), (&set_subject(None), Some(ClaimEvent::FileRejected)));
    assert!(alone[0].reason.contains("2 group version not supported"));
    let contradicted = implementation("AK2*837*0001~IK5*A~AK9*R*1*1*0*5~");
    assert_eq!((contradicted.len(), contradicted[0].event), (1, Some(ClaimEvent::FileRejected)));
    assert!(contradicted[0].reason.contains("number of sets wrong"));
    let accepted = implementation("AK9*A*1*1*1~");
    assert_eq!((&accepted[0].subject, accepted[0].event), (&set_subject(None), Some(ClaimEvent::FileAccepted)));
}

#[test]
fn a_997_is_read_as_a_999() {
    let text = set("997", "005010", "AK1*HC*12~AK2*837*0001~AK3*CLM*22*2300*8~AK4*1*1028*1~AK5*R*5~AK9*R*1*1*0~");
    let (kind, answers) = answers(&text);
    assert_eq!((kind, answers[0].event), (AcknowledgmentKind::Implementation999, Some(ClaimEvent::FileRejected)));
    assert!(answers[0].reason.contains("CLM01: 1 required element missing"));
}

const HEAD: &str = "BHT*0085*08*CA1*20260103*0900*TH~HL*1**20*1~NM1*PR*2*PLAN*****PI*98765~TRN*1*R1~DTP*050*D8*20260103~DTP*009*D8*20260103~\
    HL*2*1*21*1~NM1*41*2*CLINIC*****46*SENDER~TRN*2*BATCH-12~";
const PROVIDER: &str = "HL*3*2*19*1~NM1*85*2*CLINIC*****XX*1234567893~TRN*1*P1~";

fn patient(level: u32, number: &str, status: &str) -> String {
    format!("HL*{level}*3*PT~NM1*QC*1*DOE*JANE****MI*W1~TRN*2*{number}~{status}")
}

fn claim_answers(text: &str) -> Vec<Answer> {
    let (kind, answers) = answers(&set("277", "005010X214", text));
    assert_eq!(kind, AcknowledgmentKind::Claim277);
    answers
}

fn event_of(answers: &[Answer], number: &str) -> (Option<ClaimEvent>, String) {
    let is_it = |answer: &&Answer| matches!(&answer.subject, AnswerSubject::Claim { patient_control_number, .. } if patient_control_number == number);
    let answer = answers.iter().find(is_it).unwrap();
    (answer.event, answer.reason.clone())
}

#[test]
fn a_277ca_judges_each_claim() {
    let patients = [
        patient(4, "A-1", "STC*A2:20:PR*20260103*WQ*100~REF*1K*ICN1~"),
        patient(5, "A-2", "STC*A7:164:IL*20260103*U*100~"),
        patient(6, "A-3", "STC*A1:19:PR*20260103*WQ*100~"),
        patient(7, "A-4", "STC*A2:20:PR*20260103*WQ*100~STC*A3:21**U~"),
        patient(8, "A-5", "STC*A7:21*20260103*WQ*100******A7:249~"),
        patient(9, "A-6", "STC*A2:20*20260103*U*100~"),
        patient(10, "A-7", "STC*A2:20*20260103*WQ*100~SVC*HC:99213*100~STC*A8:454**U~REF*FJ*A-7-1~"),
        patient(11, "A-8", "STC*A5:20*20260103*WQ*100~"),
        patient(12, "A-9", "STC*A4:35*20260103*WQ*100~"),
    ];
    let answers = claim_answers(&format!("{HEAD}STC*A1:19:PR*20260103*WQ*900~{PROVIDER}{}", patients.concat()));
    assert_eq!(answers.len(), 10);
    let AnswerSubject::Batch { batch_reference, billing_provider_id: None } = &answers[0].subject else {
        panic!("no batch")
    };
    assert_eq!((batch_reference.as_str(), answers[0].event), ("BATCH-12", None));
    let AnswerSubject::Claim { charge, payer_claim_control_number, batch_reference, .. } = &answers[1].subject else {
        panic!("no claim")
    };
    assert_eq!(
        (charge.unwrap().cents(), payer_claim_control_number.as_str(), batch_reference.as_str()),
        (10_000, "ICN1", "BATCH-12")
    );
    let accepted = (Some(ClaimEvent::PayerAccepted), String::new());
    let rejected = Some(ClaimEvent::PayerRejected);
    assert_eq!(event_of(&answers, "A-1"), accepted);
    assert_eq!(
        event_of(&answers, "A-2"),
        (rejected, "A7:164:IL rejected for invalid information: member or contract number (subscriber)".into())
    );
    assert_eq!(event_of(&answers, "A-3").0, None);
    assert_eq!(event_of(&answers, "A-4").0, rejected);
    let (event, reason) = event_of(&answers, "A-5");
    assert!(
        event == rejected && reason.contains("A7:249") && reason.contains("WQ says accepted; taken as rejected"),
        "{reason}"
    );
    let (event, reason) = event_of(&answers, "A-6");
    assert!(event == rejected && reason.contains("U says rejected"), "{reason}");
    let (event, reason) = event_of(&answers, "A-7");
    assert!(event == rejected && reason.contains("procedure code, line A-7-1"), "{reason}");
    assert_eq!(event_of(&answers, "A-8"), accepted);
    let (event, reason) = event_of(&answers, "A-9");
    assert!(event.is_none() && reason.contains("A4:35 not found"), "{reason}");
}

#[test]
fn a_clearinghouse_speaks_for_itself() {
    let head = HEAD.replace("NM1*PR*2*PLAN*****PI*98765", "NM1*AY*2*HOUSE*****46*CH1");
    let claims = [patient(4, "A-1", "STC*A2:20*20260103*WQ*100~"), patient(5, "A-2", "STC*A3:21*20260103*U*100~")];
    let answers = claim_answers(&format!("{head}STC*A1:19:PR*20260103*WQ*900~{PROVIDER}{}", claims.concat()));
    assert_eq!(event_of(&answers, "A-1").0, Some(ClaimEvent::ClearinghouseAccepted));
    assert_eq!(event_of(&answers, "A-2").0, Some(ClaimEvent::ClearinghouseRejected));
}

#[test]
fn a_refused_batch_or_provider_takes_its_claims_with_it() {
    let claim = patient(4, "A-1", "STC*A2:20*20260103*WQ*100~");
    let batch = claim_answers(&format!("{HEAD}STC*A3:24:41*20260103*U*900~{PROVIDER}{claim}"));
    assert!(matches!(&batch[0].subject, AnswerSubject::Batch { billing_provider_id: None, .. }));
    assert_eq!(batch[0].event, Some(ClaimEvent::PayerRejected));
    assert!(batch[0].reason.contains("not approved to submit electronically (submitter)"));
    assert_eq!(event_of(&batch, "A-1").0, Some(ClaimEvent::PayerRejected));
    let provider = claim_answers(&format!("{HEAD}STC*A1:19:PR*20260103*WQ*900~{PROVIDER}STC*A6:562:85**U*100~"));
    let AnswerSubject::Batch { billing_provider_id, batch_reference } = &provider[1].subject else {
        panic!("no batch")
    };
    assert_eq!((billing_provider_id.as_deref(), batch_reference.as_str()), (Some("1234567893"), "BATCH-12"));
    assert_eq!(provider[1].event, Some(ClaimEvent::PayerRejected));
}

#[test]
fn damaged_and_foreign_files_are_refused_with_a_remedy() {
    let good = set("277", "005010X214", &format!("{HEAD}STC*A1:19:PR*20260103*WQ*900~"));
    let wrong = good.replace("SE*12*", "SE*13*");
    assert_ne!(good, wrong);
    let cut = &good[..good.find("SE*").unwrap()];
    let foreign = set("835", "005010X221A1", "BPR*I*0*C*NON~");
    for text in [wrong.as_str(), cut, foreign.as_str(), "hello", ""] {
        let error = from_acknowledgment(&parse(text.as_bytes())).unwrap_err();
        assert!(!error.finding.remedy.is_empty() && !error.finding.message.is_empty());
    }
}
