//! Random input: no panic, nothing lost, what is written reads back.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use x12::{Delimiters, Field, GroupHeader, InterchangeHeader, InterchangeWriter, SetHeader, Usage, WriteOptions};

const HEADER: InterchangeHeader<'static> = InterchangeHeader {
    sender_qualifier: "ZZ",
    sender: "PRACTICE",
    receiver_qualifier: "ZZ",
    receiver: "PAYER",
    date: "260102",
    time: "1200",
    control_number: 42,
    acknowledgment_requested: true,
    usage: Usage::Test,
};

const GROUP: GroupHeader<'static> = GroupHeader {
    functional_id: "HC",
    sender: "PRACTICE",
    receiver: "PAYER",
    date: "20260102",
    time: "1200",
    control_number: 42,
    version: "005010X222A1",
};

/// Delimiters that do not occur in the random texts.
fn options() -> impl Strategy<Value = WriteOptions> {
    let delimiters = prop_oneof![
        Just(Delimiters::default()),
        Just(Delimiters { element: b'|', repetition: Some(b'!'), component: b'>', segment: b'\n' }),
        Just(Delimiters { element: 0x1d, repetition: Some(0x1c), component: 0x1f, segment: 0x1e }),
    ];
    (delimiters, any::<bool>()).prop_map(|(delimiters, newline)| WriteOptions { delimiters, newline })
}

/// Texts without delimiters, and at times empty.
fn text() -> impl Strategy<Value = String> {
    "[A-Z0-9 .,/()&#-]{0,12}"
}

fn segments() -> impl Strategy<Value = Vec<(String, Vec<Vec<String>>)>> {
    let element = proptest::collection::vec(text(), 1..4);
    // Ids that are no envelope segments.
    let id = "[KNRX][A-Z1-9]{1,2}";
    proptest::collection::vec((id, proptest::collection::vec(element, 1..6)), 0..30)
}

fn trimmed(parts: &[String]) -> &[String] {
    let kept = parts.iter().rposition(|p| !p.is_empty()).map_or(0, |last| last + 1);
    &parts[..kept]
}

fn file(segments: &[(String, Vec<Vec<String>>)], options: WriteOptions) -> Vec<u8> {
    let mut writer = InterchangeWriter::new(&HEADER, options).unwrap();
    writer.begin_group(&GROUP).unwrap();
    writer.begin_set(&SetHeader { id: "837", control_number: "0001", guide: Some("005010X222A1") }).unwrap();
    for (id, elements) in segments {
        let fields: Vec<Field<'_>> = elements.iter().map(|e| Field::composite(e.iter().map(String::as_str))).collect();
        let written = writer.segment(id, &fields);
        let bare = elements.iter().all(|e| trimmed(e).is_empty());
        assert_eq!(written.is_err(), bare);
    }
    writer.end_set().unwrap();
    writer.end_group().unwrap();
    writer.finish().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_checked(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let report = x12::check(&bytes);
        prop_assert!(report.findings.iter().any(|f| f.segment.is_some()));
    }

    #[test]
    fn any_bytes_after_an_isa_are_read_and_checked(tail in proptest::collection::vec(prop_oneof![
        Just(b"~ST*837*0001~".to_vec()), Just(b"~SE*2*0001~".to_vec()), Just(b"GS*HC*A*B*20260102*1200*1*X*005010X222A1~".to_vec()),
        Just(b"GE*1*1~".to_vec()), Just(b"IEA*1*000000042~".to_vec()), Just(b"HL*1**20*1~".to_vec()), Just(b"\r\n".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..20),
    ], 0..40)) {
        let mut bytes = file(&[], WriteOptions::default());
        bytes.truncate(x12::ISA_WIDTH);
        bytes.extend(tail.concat());
        let report = x12::check(&bytes);
        prop_assert!(report.outcome == x12::Outcome::Valid || report.findings.iter().any(|f| f.is_error() && f.segment.is_some()));
        let parsed = x12::parse(&bytes);
        let again = x12::write(&parsed, false);
        prop_assert_eq!(x12::parse(&again).segment_count(), parsed.segment_count());
    }

    #[test]
    fn what_is_written_reads_back(segments in segments(), options in options()) {
        let bytes = file(&segments, options);
        let parsed = x12::parse(&bytes);
        prop_assert_eq!(parsed.findings(), &[]);
        let set = parsed.sets().next().unwrap();
        let read: Vec<_> = set.segments().skip(1).take_while(|s| s.id() != "SE").collect();
        let written: Vec<_> = segments.iter().filter(|(_, e)| e.iter().any(|e| !trimmed(e).is_empty())).collect();
        prop_assert_eq!(read.len(), written.len());
        for (segment, (id, elements)) in read.iter().zip(written) {
            prop_assert_eq!(segment.id(), id);
            for (n, element) in elements.iter().enumerate() {
                for (k, part) in trimmed(element).iter().enumerate() {
                    let found = segment.element(n + 1).component(k + 1).text();
                    prop_assert_eq!(found.as_ref(), part);
                }
            }
        }
    }

    #[test]
    fn parse_then_write_is_identity(segments in segments(), options in options()) {
        let bytes = file(&segments, options);
        let newline = options.newline && options.delimiters.segment != b'\n';
        let again = x12::write(&x12::parse(&bytes), newline);
        prop_assert_eq!(again, bytes);
    }
}
