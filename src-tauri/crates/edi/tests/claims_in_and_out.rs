//! Professional claims: what broken and odd files do, and what may leave.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use claims::{EntityType, Party, ProfessionalClaim, RawSegment};
use edi::{
    EdiError, Incoming837, Interchange837, SubmitterContact, TradingPartner, WritingProblem, Written837,
    check_writable, from_837p, line_control_number, to_837p,
};
use values::{Date, PatientControlNumber};
use x12::{Code, Severity, Usage, parse};

const ISA: &str =
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260102*0900*^*00501*000000007*0*T*:~";

fn group(version: &str, sets: &[String]) -> String {
    format!(
        "{ISA}GS*HC*SENDER*RECEIVER*20260102*0900*7*X*{version}~{}GE*{}*7~IEA*1*000000007~",
        sets.concat(),
        sets.len()
    )
}

fn set(control: &str, claims: &[&str]) -> String {
    let head = "BHT*0019*00*BATCH-7*20260102*0900*CH~NM1*41*2*CLINIC*****46*SENDER~PER*IC*DESK*TE*3035550100~\
        NM1*40*2*HOUSE*****46*RECEIVER~HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*2 CLINIC RD~\
        N4*DENVER*CO*802021234~REF*EI*841234567~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*W1~N3*1 MAIN ST~\
        N4*DENVER*CO*802021234~DMG*D8*19800102*F~NM1*PR*2*PLAN*****PI*98765~";
    let body = format!("{head}{}", claims.concat());
    let count = body.matches('~').count() + 2;
    format!("ST*837*{control}*005010X222A1~{body}SE*{count}*{control}~")
}

fn claim(number: &str) -> String {
    format!(
        "CLM*{number}*100***11:B:1*Y*A*Y*Y~HI*ABK:E119*ABF:I10~LX*1~SV1*HC:99213:25*100*UN*1***1:2~DTP*472*D8*20251120~\
         REF*6R*{number}-1~"
    )
}

fn file(claims: &[&str]) -> String {
    group("005010X222A1", &[set("0001", claims)])
}

fn read(text: &str) -> Incoming837 {
    from_837p(&parse(text.as_bytes()))
}

fn only(incoming: Incoming837) -> ProfessionalClaim {
    incoming.sets.into_iter().flat_map(|set| set.claims).map(|incoming| incoming.claim).next().unwrap()
}

fn numbers(incoming: &Incoming837) -> Vec<&str> {
    let claims = incoming.sets.iter().flat_map(|set| &set.claims);
    claims.map(|incoming| incoming.claim.patient_control_number.as_str()).collect()
}

fn write(claims: &[ProfessionalClaim]) -> Result<Written837, EdiError> {
    let party = |name: &str| Party {
        entity: EntityType::Organization,
        last_name: name.into(),
        id: name.into(),
        ..Party::default()
    };
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    to_837p(&Interchange837 {
        sender: partner("SENDER"),
        receiver: partner("RECEIVER"),
        submitter: &party("CLINIC"),
        contact: SubmitterContact { phone: "3035550100", ..SubmitterContact::default() },
        receiver_party: &party("HOUSE"),
        control_number: 12,
        date: Date::new(2026, 1, 2).unwrap(),
        time: "0900",
        usage: Usage::Production,
        newline: false,
        reference: "BATCH-12",
        is_encounter: false,
        claims,
        per_set: 2,
    })
}

#[test]
fn reads_what_a_claim_says() {
    let incoming = read(&file(&[&claim("A-1")]));
    assert_eq!((incoming.sets[0].control.as_str(), incoming.sets[0].bht03.as_str()), ("0001", "BATCH-7"));
    assert_eq!(incoming.sets[0].claims[0].segment, 21);
    let claim = only(incoming);
    assert_eq!(claim.parties.billing.party.taxonomy, "207Q00000X");
    assert_eq!(
        (claim.patient().last_name.as_str(), claim.patient_birth_date().unwrap().to_d8()),
        ("DOE", "19800102".into())
    );
    let line = &claim.visit.lines[0];
    assert_eq!(
        (line.charge.cents(), line.diagnosis_pointers.as_slice(), line.control_number.as_str()),
        (10_000, &[1, 2][..], "A-1-1")
    );
    assert_eq!(claim.visit.stated_charge, None);
}

#[test]
fn delimiters_and_line_breaks_do_not_matter() {
    let plain = file(&[&claim("A-1")]);
    let other: String = plain
        .chars()
        .map(|c| match c {
            '*' => '|',
            ':' => '>',
            '~' => '\n',
            c => c,
        })
        .collect();
    assert_eq!(only(read(&plain)), only(read(&other)));
    assert_eq!(only(read(&plain)), only(read(&plain.replace('~', "~\r\n"))));
}

#[test]
fn a_claim_with_an_unreadable_part_is_left_out_alone() {
    let good = [claim("GOOD-1"), claim("GOOD-2")];
    let spoils = [
        ("CLM*BAD*100*", "CLM*BAD*1e2*", "CLM02"),
        ("HC:99213:25*100*", "HC:99213:25*10.005*", "SV102"),
        ("D8*20251120", "D8*20251320", "DTP03"),
        ("ABK:E119", "ABK:E1", "HI01-2"),
        ("11:B:1", "11:B:X", "CLM05-3"),
        ("*UN*1*", "*UN*many*", "SV104"),
        ("25*100*UN", "25*100*XX", "SV103"),
    ];
    for (from, to, position) in spoils {
        let bad = claim("BAD").replace(from, to);
        let incoming = read(&file(&[&good[0], &bad, &good[1]]));
        assert_eq!(numbers(&incoming), ["GOOD-1", "GOOD-2"], "{position}");
        let set = &incoming.sets[0];
        assert_eq!((set.claims_left_out, set.findings.len()), (1, 1));
        let finding = &set.findings[0];
        assert_eq!(
            (finding.severity, finding.code, finding.position.as_deref()),
            (Severity::Error, Code::BadValue, Some(position))
        );
        assert!(finding.segment.unwrap() >= 27 && finding.message.contains("Claim BAD") && !finding.remedy.is_empty());
    }
}

#[test]
fn a_claim_below_an_unreadable_subscriber_is_left_out() {
    let text = file(&[&claim("A-1")]).replace("SBR*P*18", "SBR*X*18");
    let incoming = read(&text);
    assert_eq!((numbers(&incoming).len(), incoming.sets[0].claims_left_out), (0, 1));
    assert_eq!(incoming.sets[0].findings[0].position.as_deref(), Some("SBR01"));
}

#[test]
fn a_set_with_wrong_counts_is_left_out_alone() {
    let (good, bad) = (set("0001", &[&claim("A-1")]), set("0002", &[&claim("B-1")]));
    let trailer = bad.rfind("SE*").unwrap();
    for (spoiled, place) in [("SE*9*0002~", "SE01"), ("SE*25*0009~", "SE02"), ("", "SE")] {
        assert!(bad.ends_with("SE*25*0002~"), "{bad}");
        let incoming = read(&group("005010X222A1", &[good.clone(), format!("{}{spoiled}", &bad[..trailer])]));
        assert_eq!(numbers(&incoming), ["A-1"]);
        assert!(incoming.sets[0].findings.is_empty());
        assert_eq!(incoming.sets[1].findings[0].position.as_deref(), Some(place));
    }
}

#[test]
fn every_truncation_is_read_without_a_claim_too_many() {
    let text = group("005010X222A1", &[set("0001", &[&claim("A-1")]), set("0002", &[&claim("B-1"), &claim("B-2")])]);
    let first_set_ends = text.find("ST*837*0002").unwrap();
    let second_set_ends = text.rfind("GE*").unwrap();
    for end in 0..text.len() {
        let incoming = from_837p(&parse(&text.as_bytes()[..end]));
        let expected: &[&str] = match end {
            end if end + 1 >= second_set_ends => &["A-1", "B-1", "B-2"],
            end if end + 1 >= first_set_ends => &["A-1"],
            _ => &[],
        };
        assert_eq!(numbers(&incoming), expected, "cut at {end}");
    }
}

#[test]
fn other_guides_and_versions_are_named() {
    let institutional = group("005010X223A2", &[set("0001", &[&claim("A-1")]).replace("X222A1", "X223A2")]);
    let incoming = read(&institutional);
    assert!(incoming.sets.is_empty());
    assert!(incoming.findings[0].message.contains("not a professional claim"), "{:?}", incoming.findings);
    let old = file(&[&claim("A-1")]).replace("005010X222A1", "004010X098A1").replace("*00501*", "*00401*");
    let parsed = parse(old.as_bytes());
    assert!(from_837p(&parsed).sets.is_empty());
    assert!(parsed.refusal().unwrap().message.contains("4010"));
    for older in ["005010X222", "005010X222A2"] {
        assert_eq!(numbers(&read(&file(&[&claim("A-1")]).replace("005010X222A1", older))), ["A-1"]);
    }
}

#[test]
fn sets_that_share_a_control_number_are_told_and_read() {
    let text = group("005010X222A1", &[set("0001", &[&claim("A-1")]), set("0001", &[&claim("B-1")])]);
    let parsed = parse(text.as_bytes());
    assert!(parsed.findings().iter().any(|finding| finding.position.as_deref() == Some("ST02")));
    assert_eq!(numbers(&from_837p(&parsed)), ["A-1", "B-1"]);
}

#[test]
fn what_the_domain_has_no_field_for_is_kept_and_written() {
    let odd = claim("A-1")
        .replace("HI*", "PWK*OZ*BM***AC*DMN0012~CRC*07*Y*01~HI*")
        .replace("LX*1~", "HI*BG:17*BG:67~NM1*ZZ*1*WHO~LX*1~");
    let claim = only(read(&file(&[&odd])));
    let kept: Vec<&str> = claim.visit.extra.iter().map(|segment| segment.id.as_str()).collect();
    assert_eq!(kept, ["PWK", "CRC", "HI", "NM1"]);
    assert_eq!(claim.visit.extra[2].element(1), format!("BG{}17", RawSegment::COMPONENT));
    let written = write(std::slice::from_ref(&claim)).unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    let kept = "~PWK*OZ*BM***AC*DMN0012~CRC*07*Y*01~HI*ABK:E119*ABF:I10~HI*BG:17*BG:67~NM1*ZZ*1*WHO~LX*1~";
    assert!(text.contains(kept), "{text}");
    assert_eq!(only(read(&text)), claim);
}

#[test]
fn accents_are_folded_visibly_and_delimiters_refused() {
    let mut claim = only(read(&file(&[&claim("a-1")])));
    claim.parties.subscriber.party.last_name = "Núñez-Østergård".into();
    let written = write(std::slice::from_ref(&claim)).unwrap();
    let text = String::from_utf8(written.bytes.clone()).unwrap();
    assert!(text.is_ascii() && text.contains("NM1*IL*1*NUNEZ-OSTERGARD*JANE"), "{text}");
    assert!(text.contains("CLM*a-1*"), "the number keeps its case: {text}");
    assert_eq!(
        (written.folded[0].in_loop, written.folded[0].position.as_str(), written.folded[0].to.as_str()),
        ("2010BA", "NM103", "NUNEZ-OSTERGARD")
    );

    claim.visit.lines[0].description = "5*6 MM".into();
    claim.parties.subscriber.party.first_name = "JANE\nANN".into();
    let problems = check_writable(&claim).unwrap_err();
    let found: Vec<_> =
        problems.iter().map(|one| (one.in_loop, one.line, one.position.as_str(), one.problem)).collect();
    assert_eq!(
        found,
        [
            ("2010BA", None, "NM104", WritingProblem::Control),
            ("2400", Some(1), "SV101-7", WritingProblem::Delimiter('*')),
        ]
    );
    let good = only(read(&file(&[&self::claim("B-1")])));
    let Err(EdiError::NotWritable { claim: index, .. }) = write(&[good.clone(), claim]) else { panic!("written") };
    assert_eq!(index, 1);
    let mut long = good;
    long.parties.subscriber.party.last_name = "X".repeat(61);
    assert_eq!(check_writable(&long).unwrap_err()[0].problem, WritingProblem::TooLong(60));
}

#[test]
fn billing_providers_and_subscribers_make_a_tree() {
    let one = only(read(&file(&[&claim("A-1")])));
    let numbered = |number: &str| {
        let mut claim = one.clone();
        claim.patient_control_number = PatientControlNumber::parse(number).unwrap();
        claim
    };
    let mut other = numbered("A-2");
    other.parties.billing.party.id = "1999999984".into();
    let written = write(&[numbered("A-1"), other, numbered("A-3")]).unwrap();
    let places: Vec<Vec<usize>> =
        written.sets.iter().map(|set| set.claims.iter().map(|claim| claim.index).collect()).collect();
    assert_eq!(places, [vec![0, 1], vec![2]]);
    assert_eq!((written.sets[0].reference.as_str(), written.sets[1].reference.as_str()), ("BATCH-12", "BATCH-12-2"));
    let text = String::from_utf8(written.bytes).unwrap();
    assert!(parse(text.as_bytes()).findings().is_empty());
    let levels: Vec<&str> = text.split('~').filter(|segment| segment.starts_with("HL")).collect();
    assert_eq!(levels, ["HL*1**20*1", "HL*2*1*22*0", "HL*3**20*1", "HL*4*3*22*0", "HL*1**20*1", "HL*2*1*22*0"]);

    let same = write(&[numbered("A-1"), numbered("A-2")]).unwrap();
    let text = String::from_utf8(same.bytes).unwrap();
    assert_eq!(text.matches("~HL*").count(), 2, "two claims of one patient share their levels");
    assert_eq!(write(&[]), Err(EdiError::NoClaims));
}

#[test]
fn a_rendering_provider_who_bills_is_not_repeated() {
    let mut claim = only(read(&file(&[&claim("A-1")])));
    let party =
        |id: &str| Party { last_name: "DOC".into(), id_qualifier: "XX".into(), id: id.into(), ..Party::default() };
    let rendering = |id: &str| claims::ClaimProvider { role: claims::ProviderRole::Rendering, party: party(id) };
    let wire =
        |claim: &ProfessionalClaim| String::from_utf8(write(std::slice::from_ref(claim)).unwrap().bytes).unwrap();
    claim.visit.providers = vec![rendering("1234567893")];
    assert!(!wire(&claim).contains("NM1*82"));
    claim.visit.providers[0].party.taxonomy = "208D00000X".into();
    assert!(wire(&claim).contains("NM1*82"), "another taxonomy says something");
    claim.visit.providers = vec![rendering("1999999984")];
    assert!(wire(&claim).contains("NM1*82"));
}

#[test]
fn line_control_numbers_are_made_where_none_is() {
    let mut claim = only(read(&file(&[&claim("A-1")])));
    claim.visit.lines[0].control_number.clear();
    let text = String::from_utf8(write(std::slice::from_ref(&claim)).unwrap().bytes).unwrap();
    assert!(text.contains("REF*6R*A-1-1~"));
    let long = PatientControlNumber::parse(&"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789AB"[..38]).unwrap();
    let number = line_control_number(&long, 50);
    assert_eq!((number.len(), number.ends_with("89AB-50")), (30, true));
}

#[test]
fn codes_that_were_kept_are_never_folded_into_others() {
    let odd = claim("A-1").replace("*ABF:I10", "*\u{c1}BF:E11\u{ff}");
    let problems = check_writable(&only(read(&file(&[&odd])))).unwrap_err();
    let found: Vec<_> = problems.iter().map(|one| (one.in_loop, one.position.as_str(), one.problem)).collect();
    assert_eq!(
        found,
        [
            ("2300", "HI01-1", WritingProblem::NotAsciiCode('\u{c1}')),
            ("2300", "HI01-2", WritingProblem::NotAsciiCode('\u{ff}')),
        ]
    );
    assert!(problems[0].to_string().contains("U+00C1"), "{}", problems[0]);

    // A qualifier in lower case is none that we know; upper-cased, its code would become a diagnosis.
    let claim = only(read(&file(&[&claim("A-1").replace("*ABF:I10", "*abf:i10")])));
    assert_eq!(claim.visit.diagnoses.len(), 1);
    let text = String::from_utf8(write(std::slice::from_ref(&claim)).unwrap().bytes).unwrap();
    assert!(text.contains("~HI*abf:i10~"), "{text}");
    assert_eq!(only(read(&text)), claim);
}

#[test]
fn names_in_kept_loops_are_folded_as_all_names() {
    let odd = claim("A-1").replace("LX*1~", "NM1*ZZ*1*N\u{fa}\u{f1}ez~K3*se\u{f1}al~LX*1~");
    let written = write(&[only(read(&file(&[&odd])))]).unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    assert!(text.contains("~NM1*ZZ*1*NUNEZ~K3*SENAL~"), "{text}");
}

#[test]
fn a_kept_segment_that_would_lose_the_claim_is_refused() {
    // Behind a loop that the guide does not know, nothing is read; in the line itself a date must be a day.
    let odd = claim("A-1") + "LIN**N4*00002143380~CTP****2*ML~SVB*11111*50~DTP*573*D8*202A1215~";
    let bad = only(read(&file(&[&odd])));
    let problems = check_writable(&bad).unwrap_err();
    let found: Vec<_> =
        problems.iter().map(|one| (one.in_loop, one.line, one.position.as_str(), one.problem)).collect();
    assert_eq!(found, [("2400", Some(1), "DTP03", WritingProblem::Unreadable)]);
    let good = only(read(&file(&[&claim("B-1")])));
    assert_eq!(write(&[good.clone(), bad]), Err(EdiError::NotWritable { claim: 1, problems }));

    let readable = only(read(&file(&[&odd.replace("202A", "2025")])));
    assert_eq!(numbers(&read(&String::from_utf8(write(&[good, readable]).unwrap().bytes).unwrap())), ["B-1", "A-1"]);
}

#[test]
fn kept_segments_of_a_level_are_read_back_too() {
    let mut claim = only(read(&file(&[&claim("A-1")])));
    claim.parties.subscriber.extra = vec![
        RawSegment { id: "SBR".into(), elements: vec!["X".into()] },
        RawSegment { id: "PAT".into(), elements: vec!["01".into()] },
    ];
    assert!(check_writable(&claim).is_ok(), "a second SBR is kept");
    claim.parties.subscriber.birth_date = None;
    claim.parties.subscriber.sex = None;
    claim.parties.subscriber.party.extra =
        vec![RawSegment { id: "DMG".into(), elements: vec!["D8".into(), "19801399".into()] }];
    let problems = check_writable(&claim).unwrap_err();
    assert_eq!(
        (problems[0].in_loop, problems[0].position.as_str(), problems[0].problem),
        ("2010BA", "DMG02", WritingProblem::Unreadable)
    );
    claim.parties.subscriber.party.extra = vec![RawSegment { id: "HL".into(), elements: vec!["9".into()] }];
    assert_eq!(check_writable(&claim).unwrap_err()[0].problem, WritingProblem::SegmentId);
}
