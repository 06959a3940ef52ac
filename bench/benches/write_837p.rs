//! How fast are 5,000 claims written as an 837P, beside copying the same bytes segment by segment?

use claimkeep_bench::generate::Plan;
use claimkeep_bench::results::{self, Row, ms};
use claims::{EntityType, Party, ProfessionalClaim};
use criterion::Throughput;
use edi::{Interchange837, SubmitterContact, TradingPartner, Written837};
use std::hint::black_box;
use std::time::SystemTime;
use values::Date;

const GROUP: &str = "write_837p";
const CLAIMS: u64 = 5_000;

fn write(claims: &[ProfessionalClaim]) -> Written837 {
    let organization = |name: &str, id: &str| Party {
        entity: EntityType::Organization,
        last_name: name.to_owned(),
        id: id.to_owned(),
        ..Party::default()
    };
    let (submitter, receiver) =
        (organization("EXAMPLE FAMILY CLINIC", "CLINICID"), organization("EXAMPLE CLEARINGHOUSE", "CLEARINGHOUSE"));
    let partner = |id| TradingPartner { qualifier: "ZZ", id, application_id: "" };
    let interchange = Interchange837 {
        sender: partner("CLINICID"),
        receiver: partner("CLEARINGHOUSE"),
        submitter: &submitter,
        contact: SubmitterContact { name: "BILLING OFFICE", phone: "3035550100", ..SubmitterContact::default() },
        receiver_party: &receiver,
        control_number: 1,
        date: Date::new(2026, 1, 2).expect("the second of January is a day"),
        time: "0900",
        usage: x12::Usage::Test,
        newline: true,
        reference: "B7-1",
        is_encounter: false,
        claims,
        per_set: 5000,
    };
    edi::to_837p(&interchange).expect("claims that were read can be written")
}

/// The peer: the segments of the file, already made, put one behind the other.
fn copy(segments: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    for segment in segments {
        out.extend_from_slice(black_box(segment.as_bytes()));
        out.extend_from_slice(b"~\n");
    }
    out
}

fn main() {
    let since = SystemTime::now();
    let made = Plan::new(CLAIMS).claims_837p();
    let incoming = edi::from_837p(&x12::parse(made.text.as_bytes()));
    let claims: Vec<ProfessionalClaim> =
        incoming.sets.into_iter().flat_map(|set| set.claims).map(|incoming| incoming.claim).collect();
    assert_eq!(claims.len() as u64, CLAIMS);
    let written = write(&claims);
    let report = x12::check(&written.bytes);
    let said = (report.outcome, report.claims as u64, report.charge_cents);
    assert_eq!(said, (x12::Outcome::Valid, CLAIMS, made.totals.charge_cents), "the file that is written is right");
    let text = String::from_utf8(written.bytes).expect("what is written is ASCII");
    let segments: Vec<String> = text.split_terminator("~\n").map(str::to_owned).collect();
    let mut criterion = claimkeep_bench::cpu_time::criterion();
    let mut group = criterion.benchmark_group(GROUP);
    group.throughput(Throughput::Elements(CLAIMS)).sample_size(20);
    group.bench_function("copy", |b| b.iter(|| copy(black_box(&segments))));
    group.bench_function("read", |b| b.iter(|| edi::from_837p(&x12::parse(black_box(made.text.as_bytes())))));
    group.bench_function("write", |b| b.iter(|| write(black_box(&claims))));
    group.finish();
    criterion.final_summary();
    let get = |name: &str| results::sampled(GROUP, name, since);
    if let (Some(bare), Some(read), Some(write)) = (get("copy"), get("read"), get("write")) {
        let speed = |median: f64| format!("{} ({:.0} claims/s)", ms(median), CLAIMS as f64 / median * 1e9);
        let rows = [
            Row::told("copying the made segments", ms(bare.median)),
            Row::told("x12::parse, from_837p", speed(read.median)),
            Row::told("to_837p", speed(write.median)),
            Row::told("to_837p beside the copy", format!("{:.1}×", write.fastest / bare.fastest)),
        ];
        results::publish(&format!("Writing {CLAIMS} professional claims ({:.1} MB)", text.len() as f64 / 1e6), &rows);
    }
}
