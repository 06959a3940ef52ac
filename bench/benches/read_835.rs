//! How fast is an 835 of 10,000 claims read and balanced, beside a bare split of the same bytes and beside `x12-types`?

use claimkeep_bench::generate::{Plan, Totals};
use claimkeep_bench::results::{self, Row, Sampled, ms};
use criterion::Throughput;
use edi::Incoming835;
use memchr::memchr_iter;
use remittance::{BalanceReport, RemittanceAdvice};
use std::hint::black_box;
use std::time::SystemTime;
use x12_types::util::Parser;
use x12_types::v005010::{_835, Transmission};

const GROUP: &str = "read_835";

/// The peer: segments and elements as borrowed slices, nothing kept, nothing understood.
fn split(bytes: &[u8]) -> (usize, usize) {
    let (mut segments, mut elements, mut start) = (0, 0, 0);
    for end in memchr_iter(b'~', bytes) {
        let segment = black_box(&bytes[start..end]);
        let mut from = 0;
        for to in memchr_iter(b'*', segment) {
            black_box(&segment[from..to]);
            from = to + 1;
            elements += 1;
        }
        black_box(&segment[from..]);
        elements += 1;
        segments += 1;
        start = end + 1;
    }
    (segments, elements)
}

fn elements(bytes: &[u8]) -> usize {
    let parsed = x12::parse(bytes);
    parsed
        .segments()
        .map(|segment| segment.elements().map(|element| black_box(element.bytes()).len()).sum::<usize>())
        .sum()
}

fn read_and_balance(bytes: &[u8]) -> (Incoming835, BalanceReport) {
    let incoming = edi::from_835(&x12::parse(bytes));
    let report = remittance::balance(advice(&incoming));
    (incoming, report)
}

fn advice(incoming: &Incoming835) -> &RemittanceAdvice {
    incoming.advices.first().and_then(|advice| advice.as_ref().ok()).expect("the file has one remittance")
}

fn peer(text: &str) -> Transmission<_835> {
    Transmission::<_835>::parse(text).expect("x12-types reads the file").1
}

/// All readers must have read the same file before their speeds are compared.
fn agree(text: &str, totals: &Totals) {
    let (incoming, report) = read_and_balance(text.as_bytes());
    let said = advice(&incoming).totals();
    assert_eq!((said.claims, said.paid.cents(), report.is_balanced()), (totals.claims, totals.paid_cents, true));
    assert_eq!(split(text.as_bytes()).0 as u64, totals.segments);
    let read = peer(text);
    let sets = read.functional_group.iter().flat_map(|group| &group.segments);
    let claims: usize = sets.flat_map(|set| &set.loop_2000).map(|header| header.loop_2100.len()).sum();
    assert_eq!(claims as u64, totals.claims, "x12-types read another number of claims");
}

fn rows(since: SystemTime, megabytes: f64) -> Option<Vec<Row>> {
    let get = |name: &str| results::sampled(GROUP, name, since);
    let (bare, other) = (get("split")?, get("x12_types")?);
    let (parse, elements, mapped, balance) =
        (get("parse")?, get("parse_elements")?, get("parse_from_835")?, get("parse_balance")?);
    let told = |what: &str, sampled: Sampled| {
        let (times, speed) = (sampled.fastest / bare.fastest, megabytes / sampled.median * 1e9);
        Row::told(
            what,
            format!("{} (fastest {}), {speed:.0} MB/s, {times:.1}× the split", ms(sampled.median), ms(sampled.fastest)),
        )
    };
    let over_split = balance.fastest / bare.fastest;
    let under_other = other.fastest / balance.fastest;
    Some(vec![
        told("memchr split into segments and elements", bare),
        told("x12::parse", parse),
        told("x12::parse, every element read", elements),
        told("x12::parse, from_835", mapped),
        told("x12::parse, from_835, balance", balance),
        told("x12-types", other),
        Row::judged("parse and balance beside the split", format!("{over_split:.1}×"), "≤ 10×", over_split <= 10.0),
        Row::judged(
            "parse and balance beside x12-types",
            format!("{under_other:.1}× faster"),
            "≥ 4×",
            under_other >= 4.0,
        ),
    ])
}

fn main() {
    let since = SystemTime::now();
    let made = Plan::new(10_000).remittance_835();
    let (text, bytes) = (made.text.as_str(), made.text.as_bytes());
    if results::is_asked(GROUP) {
        agree(text, &made.totals);
    }
    let mut criterion = claimkeep_bench::cpu_time::criterion();
    let mut group = criterion.benchmark_group(GROUP);
    group.throughput(Throughput::Bytes(bytes.len() as u64)).sample_size(20);
    group.bench_function("split", |b| b.iter(|| split(black_box(bytes))));
    group.bench_function("parse", |b| b.iter(|| x12::parse(black_box(bytes)).segment_count()));
    group.bench_function("parse_elements", |b| b.iter(|| elements(black_box(bytes))));
    group.bench_function("parse_from_835", |b| b.iter(|| edi::from_835(&x12::parse(black_box(bytes)))));
    group.bench_function("parse_balance", |b| b.iter(|| read_and_balance(black_box(bytes))));
    group.bench_function("x12_types", |b| b.iter(|| peer(black_box(text))));
    group.finish();
    criterion.final_summary();
    if let Some(rows) = rows(since, bytes.len() as f64 / 1e6) {
        let title = format!(
            "Reading an 835 of {} claim payments ({:.1} MB, {} segments)",
            made.totals.claims,
            bytes.len() as f64 / 1e6,
            made.totals.segments
        );
        results::publish(&title, &rows);
    }
}
