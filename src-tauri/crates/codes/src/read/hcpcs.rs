//! HCPCS level II: a CSV with one row a code, and a bare list of codes.

use super::tables::{Columns, csv_rows};
use super::{CodeRow, Finding, Reading, Seen, is_hcpcs_shape, latin1, lines};
use crate::fold::plain_code;
use values::Date;

/// Reads a CSV with a header naming at least `code`, `long_description`, `date_added`, `date_terminated` (dates
/// `YYYY-MM-DD`, empty for none; the end date is the last valid day).
#[must_use]
pub fn read_hcpcs_csv(bytes: &[u8]) -> Reading<CodeRow> {
    let mut seen = Seen::none();
    csv_rows(bytes, &["code", "long_description", "date_added", "date_terminated"], |columns| {
        let row = hcpcs_row(columns)?;
        seen.once(columns.line(), &row.code).map(|()| row)
    })
}

fn hcpcs_row(columns: &Columns<'_>) -> Result<CodeRow, Finding> {
    let code = plain_code(columns.get("code"));
    check_shape(columns.line(), &code)?;
    let description = columns.get("long_description").split_whitespace().collect::<Vec<_>>().join(" ");
    if description.is_empty() {
        return Err(Finding::new(columns.line(), "no_text", format!("code {code} has no text")));
    }
    let (added, ended) = (day(columns, "date_added")?, day(columns, "date_terminated")?);
    if let (Some(added), Some(ended)) = (added, ended)
        && ended < added
    {
        return Err(Finding::new(columns.line(), "bad_date", format!("code {code} ends before it begins")));
    }
    Ok(CodeRow { code, billable: true, description, added, ended })
}

fn day(columns: &Columns<'_>, name: &'static str) -> Result<Option<Date>, Finding> {
    match columns.get(name) {
        "" => Ok(None),
        text => Date::parse_iso(text)
            .map(Some)
            .map_err(|_| Finding::new(columns.line(), "bad_date", format!("{name} is not a day as YYYY-MM-DD"))),
    }
}

fn check_shape(line: u64, code: &str) -> Result<(), Finding> {
    if is_hcpcs_shape(code) {
        return Ok(());
    }
    Err(Finding::new(line, "bad_code", "the code is not a letter and four digits"))
}

/// Reads a list with one code a line; the rows have no text and no dates.
#[must_use]
pub fn read_hcpcs_codes(bytes: &[u8]) -> Reading<CodeRow> {
    let mut reading = Reading::empty();
    let mut seen = Seen::none();
    for (number, line) in lines(bytes) {
        let code = plain_code(&latin1(line));
        let row = check_shape(number, &code).and_then(|()| seen.once(number, &code));
        reading.add(row.map(|()| CodeRow {
            code,
            billable: true,
            description: String::new(),
            added: None,
            ended: None,
        }));
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "code,long_description,short_description,date_added,date_terminated\n";

    #[test]
    fn rows_carry_their_own_dates() {
        let file = format!("{HEAD}A4397,\"Irrigation supply; sleeve, each\",Sleeve,1990-01-01,2021-12-31\n");
        let reading = read_hcpcs_csv(file.as_bytes());
        assert_eq!(reading.rows[0].ended, Date::new(2021, 12, 31));
        assert_eq!(reading.rows[0].description, "Irrigation supply; sleeve, each");
    }

    #[test]
    fn bad_rows_are_told_with_their_line() {
        let file = format!(
            "{HEAD}99213,x,x,,\nA4397,,x,,\nA4398,x,x,1990-13-01,\nA4399,x,x,2020-01-01,2019-01-01\nA4400,x,x,,\nA4400,x,x,,\n"
        );
        let reading = read_hcpcs_csv(file.as_bytes());
        let found: Vec<_> = reading.findings.iter().map(|finding| (finding.line, finding.code)).collect();
        assert_eq!(found, [(2, "bad_code"), (3, "no_text"), (4, "bad_date"), (5, "bad_date"), (7, "duplicate_code")]);
        assert_eq!(reading.rows.len(), 1);
    }

    #[test]
    fn a_missing_column_is_one_finding() {
        let reading = read_hcpcs_csv(b"code,text\nA4397,x\n");
        assert_eq!((reading.rows.len(), reading.findings[0].code), (0, "no_column"));
    }

    #[test]
    fn a_bare_list_has_codes_only() {
        let reading = read_hcpcs_codes(b"A0021\nnonsense\nj1234\n");
        assert_eq!(reading.rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["A0021", "J1234"]);
        assert_eq!(reading.findings[0].line, 2);
    }
}
