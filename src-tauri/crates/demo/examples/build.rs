//! Makes a demo store and prints what it holds: `build FOLDER [PATIENTS [SEED]]`.
#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use billing::{BillingError, Unwatched};
use demo::{DemoOptions, build};
use std::path::PathBuf;
use std::time::{Instant, SystemTime};
use values::{TimeZone, Timestamp};

fn main() -> Result<(), BillingError> {
    let mut arguments = std::env::args().skip(1);
    let dir = PathBuf::from(arguments.next().unwrap_or_else(|| "demo-store".to_owned()));
    let mut number = |default: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (patients, seed) = (number(300), number(1));
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let now = Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(0));
    let begun = Instant::now();
    let options = DemoOptions {
        patients: usize::try_from(patients).unwrap_or(300),
        seed,
        ..DemoOptions::new(now.date_in(&TimeZone::utc()), now, &Unwatched)
    };
    let report = build(&dir, options)?;
    println!("{report:#?}\n{:.1?}", begun.elapsed());
    Ok(())
}
