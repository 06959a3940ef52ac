//! One test for each kind of broken file: what is said, and that reading goes on where it can.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use x12::{Code, Outcome, check, parse};

const ISA: &str =
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PRACTICE       *260102*1200*^*00501*000000001*0*T*:~";
const GS: &str = "GS*HS*PAYER*PRACTICE*20260102*1200*1*X*005010X279A1~";
const SET: &str = "ST*270*0001*005010X279A1~BHT*0022*13*1*20260102*1200~HL*1**20*0~SE*4*0001~";

fn file(middle: &str) -> String {
    format!("{ISA}{GS}{middle}GE*1*1~IEA*1*000000001~")
}

/// Code, segment and position of the errors.
fn errors(bytes: &[u8]) -> Vec<(Code, u32, String)> {
    let report = check(bytes);
    let errors = report.findings.into_iter().filter(x12::Finding::is_error);
    errors.map(|f| (f.code, f.segment.unwrap_or_default(), f.position.unwrap_or_default())).collect()
}

fn only_error(text: &str) -> (Code, u32, String) {
    let errors = errors(text.as_bytes());
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

fn is(code: Code, segment: u32, position: &str) -> (Code, u32, String) {
    (code, segment, position.to_owned())
}

#[test]
fn the_plain_file_is_valid() {
    assert_eq!(errors(file(SET).as_bytes()), []);
}

#[test]
fn no_x12_is_refused() {
    let texts: [&[u8]; 7] = [b"", b"\xef\xbb\xbf", b"  \r\n", b"PK\x03\x04", b"ISA", b"ISA*00*", b"%PDF-1.7 VISA"];
    for text in texts {
        let report = check(text);
        assert_eq!(report.outcome, Outcome::Refused);
        assert_eq!(errors(text), [is(Code::NotX12, 1, "ISA")]);
        assert!(report.findings.iter().all(|f| !f.remedy.is_empty()));
    }
}

#[test]
fn an_isa_that_is_not_of_fixed_width_is_refused() {
    let narrow = file(SET).replacen("          ", " ", 1);
    assert_eq!(check(narrow.as_bytes()).outcome, Outcome::Refused);
}

#[test]
fn old_versions_are_refused_by_name() {
    for version in ["004010X092A1", "004010"] {
        let old = file(SET).replacen("005010X279A1~ST", &format!("{version}~ST"), 1);
        let report = check(old.as_bytes());
        assert_eq!(report.outcome, Outcome::Refused);
        let refusal = report.findings.iter().find(|f| f.code == Code::UnsupportedVersion).unwrap();
        assert!(refusal.message.contains("004010"), "{}", refusal.message);
        assert_eq!(parse(old.as_bytes()).sets().count(), 0);
    }
    let ta1 = format!("{ISA}TA1*000000007*260101*0900*A*000~IEA*0*000000001~").replace("00501", "00401");
    assert_eq!(check(ta1.as_bytes()).outcome, Outcome::Refused);
}

#[test]
fn dental_claims_are_refused_by_name() {
    let dental =
        file(SET).replace("270*0001", "837*0001").replace("005010X279A1", "005010X224A2").replace("GS*HS", "GS*HC");
    let report = check(dental.as_bytes());
    assert_eq!((report.outcome, report.kind.as_str()), (Outcome::Refused, "837D"));
    assert!(report.findings.iter().any(|f| f.code == Code::UnsupportedVersion && f.message.contains("Dental")));
}

#[test]
fn wrong_counts_and_control_numbers() {
    let good = file(SET);
    let cases = [
        ("SE*4*", "SE*5*", is(Code::BadCount, 6, "SE01")),
        ("SE*4*", "SE*04*", is(Code::BadCount, 6, "SE01")),
        ("SE*4*0001", "SE*4*0002", is(Code::BadCount, 6, "SE02")),
        ("GE*1*1", "GE*2*1", is(Code::BadCount, 7, "GE01")),
        ("GE*1*1", "GE*1*2", is(Code::BadCount, 7, "GE02")),
        ("IEA*1*", "IEA*2*", is(Code::BadCount, 8, "IEA01")),
        ("IEA*1*000000001", "IEA*1*000000002", is(Code::BadCount, 8, "IEA02")),
    ];
    for (from, to, error) in cases {
        assert_eq!(only_error(&good.replace(from, to)), error, "{to}");
    }
}

#[test]
fn duplicate_control_numbers() {
    let sets = file(&SET.repeat(2)).replace("GE*1*1", "GE*2*1");
    assert_eq!(only_error(&sets), is(Code::BadCount, 7, "ST02"));
    let interchanges = file(SET).repeat(2);
    assert_eq!(only_error(&interchanges), is(Code::BadCount, 9, "ISA13"));
    let groups = format!("{ISA}{GS}{SET}GE*1*1~{GS}{SET}GE*1*1~IEA*2*000000001~");
    assert_eq!(only_error(&groups), is(Code::BadCount, 8, "GS06"));
}

#[test]
fn missing_trailers_lose_nothing_else() {
    let no_se =
        file(&format!("{}{}", SET.replace("SE*4*0001~", ""), SET.replace("0001", "0002"))).replace("GE*1", "GE*2");
    assert_eq!(only_error(&no_se), is(Code::BadSegment, 6, "SE"));
    let parsed = parse(no_se.as_bytes());
    let sets: Vec<_> = parsed.sets().map(|s| (s.control_number(), s.is_complete(), s.segments().count())).collect();
    assert_eq!(sets, [("0001", false, 3), ("0002", true, 4)]);
    let no_ge = file(SET).replace("GE*1*1~", "");
    assert_eq!(only_error(&no_ge), is(Code::BadSegment, 7, "GE"));
}

#[test]
fn a_truncated_file_tells_the_last_complete_set() {
    let text = file(&format!("{SET}{}", SET.replace("0001", "0002").replace("SE*4*0002~", "")));
    let cut = text.split("GE*").next().unwrap();
    let parsed = parse(cut.as_bytes());
    let told = parsed.findings().iter().find(|f| f.position.as_deref() == Some("IEA")).unwrap();
    assert!(told.message.contains("0001") && told.message.contains("segment 6"), "{}", told.message);
    assert_eq!(parsed.sets().map(|s| s.segments().count()).collect::<Vec<_>>(), [4, 3]);
}

#[test]
fn segments_without_their_envelope() {
    let lost_gs = file(SET).replace(GS, "");
    assert!(errors(lost_gs.as_bytes()).contains(&is(Code::BadSegment, 2, "GS")));
    let lost_st = file(SET).replace("ST*270*0001*005010X279A1~", "");
    assert!(errors(lost_st.as_bytes()).contains(&is(Code::BadSegment, 3, "BHT")));
    let lost_isa = format!("{}{}", file(SET), &file(SET)[x12::ISA_WIDTH..]);
    assert_eq!(check(lost_isa.as_bytes()).outcome, Outcome::Invalid);
}

#[test]
fn padding_after_the_end_is_no_error() {
    for tail in ["\r\n\r\n", "\x1a", "\0\0\0\0"] {
        assert_eq!(errors(format!("{}{tail}", file(SET)).as_bytes()), [], "{tail:?}");
    }
}

#[test]
fn a_segment_of_ten_megabytes_is_told_and_kept() {
    let long = file(&SET.replace("20260102*1200~HL", &format!("20260102*1200~MSG*{}~HL", "A".repeat(10 << 20))))
        .replace("SE*4", "SE*5");
    assert_eq!(only_error(&long), is(Code::BadSegment, 5, ""));
    let parsed = parse(long.as_bytes());
    assert_eq!(parsed.sets().next().unwrap().find("MSG").unwrap().element(1).bytes().len(), 10 << 20);
    assert_eq!(x12::write(&parsed, false), long.as_bytes());
}

#[test]
fn too_many_elements_are_told() {
    let wide = file(&SET.replace("20260102*1200~HL", &format!("20260102*1200~MSG{}~HL", "*AB".repeat(400))))
        .replace("SE*4", "SE*5");
    assert_eq!(only_error(&wide), is(Code::BadSegment, 5, ""));
    let endless = file(&SET.replace("HL*1", &format!("MSG{}~HL*1", "*".repeat(2 << 20))));
    assert_eq!(check(endless.as_bytes()).outcome, Outcome::Invalid);
}

#[test]
fn many_faults_stay_bounded() {
    let many = file(&format!("{}{}", SET, "x~".repeat(1 << 17)));
    let report = check(many.as_bytes());
    assert_eq!(report.outcome, Outcome::Invalid);
    assert!(report.findings.len() <= x12::MAX_FINDINGS + 1);
    let headers = ISA.repeat(2000);
    assert!(check(headers.as_bytes()).findings.len() <= x12::MAX_FINDINGS + 1);
}

#[test]
fn characters_outside_of_ascii_are_kept_and_shown() {
    let text = file(&SET.replace("HL*1**20*0~", "NM1*PR*2*PE\u{d1}A~HL*1**20*0~")).replace("SE*4", "SE*5");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(errors(&latin), []);
    let parsed = parse(&latin);
    assert_eq!(parsed.sets().next().unwrap().find("NM1").unwrap().element(3).text(), "PE\u{d1}A");
    assert_eq!(x12::write(&parsed, false), latin);
    assert_eq!(check(&latin).findings.len(), 1);
}

#[test]
fn control_characters_are_errors() {
    let text = file(&SET.replace("HL*1**20*0~", "NM1*PR*2*A\x07B~HL*1**20*0~")).replace("SE*4", "SE*5");
    assert_eq!(only_error(&text), is(Code::BadValue, 5, "NM1"));
}

#[test]
fn hostile_repetition_takes_no_quadratic_time() {
    let started = std::time::Instant::now();
    let orphans: String = (2..60_000).map(|n| format!("HL*{n}*999999*22*1~")).collect();
    let lost = format!("{ISA}{GS}{}{}", "ST*270*1~".repeat(60_000), ISA.repeat(20_000));
    for text in [
        file(&format!("ST*270*0001~{orphans}SE*1*0001~")),
        lost,
        "ISA*".repeat(200_000),
        format!("{ISA}{}", "*".repeat(1 << 20)),
    ] {
        assert_ne!(check(text.as_bytes()).outcome, Outcome::Valid);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
