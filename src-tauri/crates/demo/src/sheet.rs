//! CSV files in memory, as an office would import them.

use billing::{BillingError, ErrorCode, Result};

/// A CSV file that is being written.
pub(crate) struct Sheet(csv::Writer<Vec<u8>>);

fn refused(error: &dyn std::fmt::Display) -> BillingError {
    BillingError::new(ErrorCode::Io, format!("a file of the demo cannot be written: {error}"), "report this")
}

impl Sheet {
    /// Begins with the header.
    pub(crate) fn new(header: &[&str]) -> Result<Sheet> {
        let mut sheet = Sheet(csv::Writer::from_writer(Vec::new()));
        sheet.row(header)?;
        Ok(sheet)
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, fields: &[&str]) -> Result<()> {
        self.0.write_record(fields).map_err(|error| refused(&error))
    }

    /// The file.
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| refused(&error))
    }
}
