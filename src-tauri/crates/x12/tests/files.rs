//! Own sample files, and the open corpus when it is at hand: right verdicts, and nothing is lost.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use x12::{Outcome, check, parse, write};

fn own(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// All segments as bytes.
fn segments(bytes: &[u8]) -> Vec<Vec<u8>> {
    parse(bytes).segments().map(|s| s.bytes().to_vec()).collect()
}

fn without_line_breaks(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|b| *b != b'\r' && *b != b'\n').collect()
}

fn nothing_is_lost(path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    for newline in [false, true] {
        let again = write(&parse(&bytes), newline);
        assert_eq!(segments(&again), segments(&bytes), "{}", path.display());
    }
    if parse(&bytes).findings().is_empty() && bytes.starts_with(b"ISA") {
        let again = write(&parse(&bytes), false);
        assert_eq!(without_line_breaks(&again), without_line_breaks(&bytes), "{}", path.display());
    }
}

#[test]
fn own_files_get_the_right_verdict() {
    let expected = [
        ("claims.837", "837P", Outcome::Valid, (1, 3)),
        ("wrapped_80_columns.837", "837P", Outcome::Valid, (1, 3)),
        ("remittance.835", "835", Outcome::Valid, (1, 4)),
        ("odd_delimiters.835", "835", Outcome::Valid, (1, 2)),
        ("unbalanced_line.835", "835", Outcome::Invalid, (1, 3)),
        ("acknowledgment.999", "999", Outcome::Valid, (1, 0)),
        ("acknowledgment.277ca", "277CA", Outcome::Valid, (1, 0)),
        ("interchange.ta1", "TA1", Outcome::Valid, (0, 0)),
        ("old_and_new_version.x12", "835", Outcome::Invalid, (2, 0)),
    ];
    for (name, kind, outcome, counts) in expected {
        let report = check(&own(name));
        assert_eq!((report.kind.as_str(), report.outcome), (kind, outcome), "{name}: {:?}", report.findings);
        assert_eq!((report.transaction_sets, report.claims), counts, "{name}");
    }
}

#[test]
fn a_wrapped_file_reads_like_the_plain_one() {
    assert_eq!(segments(&own("claims.837")), segments(&own("wrapped_80_columns.837")));
}

#[test]
fn the_good_interchange_of_a_mixed_file_is_kept() {
    let bytes = own("old_and_new_version.x12");
    let parsed = parse(&bytes);
    assert!(parsed.refusal().is_none());
    let kinds: Vec<_> = parsed.sets().map(|s| s.kind().as_str()).collect();
    assert_eq!(kinds, ["270"]);
    let refused = parsed.findings().iter().find(|f| f.code == x12::Code::UnsupportedVersion).unwrap();
    assert!(refused.message.contains("004010X091A1"));
    let eq = parsed.sets().next().unwrap().find("EQ").unwrap();
    assert_eq!(eq.element(1).repetitions().map(|r| r.text().into_owned()).collect::<Vec<_>>(), ["30", "98", "UC"]);
    assert_eq!((eq.position(), eq.set_position()), (19, 10));
}

#[test]
fn a_dropped_line_is_told_with_its_segment() {
    let report = check(&own("unbalanced_line.835"));
    let wrong = report.findings.iter().find(|f| f.position.as_deref() == Some("SVC03")).unwrap();
    assert!(wrong.segment.is_some());
}

#[test]
fn nothing_of_the_own_files_is_lost() {
    let mut files = Vec::new();
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files"), &mut files);
    assert!(files.len() >= 9);
    files.iter().for_each(|f| nothing_is_lost(f));
}

#[test]
fn nothing_of_the_open_corpus_is_lost() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus/x12");
    if !corpus.is_dir() {
        println!("skipped: the open corpus is not beside the checkout");
        return;
    }
    let mut files = Vec::new();
    files_below(&corpus, &mut files);
    files.iter().for_each(|f| nothing_is_lost(f));
}

#[test]
fn a_file_cut_anywhere_is_read_and_never_valid() {
    for name in ["acknowledgment.999", "interchange.ta1"] {
        let bytes = own(name);
        let whole = bytes.trim_ascii_end().len();
        for cut in 0..whole.saturating_sub(1) {
            let report = check(&bytes[..cut]);
            assert_ne!(report.outcome, Outcome::Valid, "{name} cut at {cut}");
            assert!(report.findings.iter().any(|f| f.is_error() && f.segment.is_some()), "{name} cut at {cut}");
        }
    }
}
