//! A simulated clearinghouse and its payers: they read our 837P as any receiver would, and answer in X12.

mod acknowledge;
mod advise;
mod decide;

pub(crate) use acknowledge::{Mail, Source, Verdict, claim_status, implementation, interchange_answer, read};
pub(crate) use advise::{Advice, ProviderLevel, Settled, write};
pub(crate) use decide::{Decision, Surroundings, decide, reversal};

use billing::{BillingError, ErrorCode};
use values::Date;
use x12::{GroupHeader, InterchangeHeader, InterchangeWriter, Usage, WriteError, WriteOptions};

/// Day and number of a file that the simulated side writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp {
    pub day: Date,
    pub control_number: u32,
}

/// What writing gives.
type Written<T> = Result<T, WriteError>;

/// What kind of group a file has: GS01 and GS08.
#[derive(Clone, Copy)]
struct Kind {
    functional_id: &'static str,
    version: &'static str,
}

impl Stamp {
    fn d8(self) -> String {
        self.day.to_d8()
    }

    fn d6(self) -> String {
        self.d8().get(2..).unwrap_or_default().to_owned()
    }

    /// Opens an interchange with one group, from the clearinghouse to the practice.
    fn begin(self, kind: Kind, practice: &str) -> Written<InterchangeWriter> {
        let (date, date6) = (self.d8(), self.d6());
        let header = InterchangeHeader {
            sender_qualifier: "ZZ",
            sender: CLEARINGHOUSE,
            receiver_qualifier: "ZZ",
            receiver: practice,
            date: &date6,
            time: "1200",
            control_number: self.control_number,
            acknowledgment_requested: false,
            usage: Usage::Test,
        };
        let mut writer = InterchangeWriter::new(&header, WriteOptions { newline: true, ..WriteOptions::default() })?;
        writer.begin_group(&GroupHeader {
            functional_id: kind.functional_id,
            sender: CLEARINGHOUSE,
            receiver: practice,
            date: &date,
            time: "1200",
            control_number: self.control_number,
            version: kind.version,
        })?;
        Ok(writer)
    }
}

/// Who answers.
const CLEARINGHOUSE: &str = "MILLRACE";

/// Closes set, group and interchange.
fn end(mut writer: InterchangeWriter) -> Written<Vec<u8>> {
    writer.end_group()?;
    writer.finish()
}

/// An answer that cannot be written: a fault of the simulation.
fn unwritable(error: &WriteError) -> BillingError {
    BillingError::new(
        ErrorCode::Io,
        format!("an answer of the demo's payers cannot be written: {error}"),
        "report this",
    )
}

/// Cents as X12 writes them.
fn money(cents: i64) -> String {
    x12::format_cents(cents)
}
