//! The two ICD-10-CM text files of CMS: the order file and the code list.

use super::{CodeRow, Finding, Reading, Seen, is_icd_shape, latin1, lines};
use std::collections::{HashMap, HashSet};

/// Reads an order file: columns 1–5 number, 7–13 code, 15 billable (1) or header (0), 17–76 short, 78– long text.
#[must_use]
pub fn read_icd_order(bytes: &[u8]) -> Reading<CodeRow> {
    let mut reading = Reading::empty();
    let mut seen = Seen::none();
    for (number, line) in lines(bytes) {
        reading.add(order_row(number, line).and_then(|row| seen.once(number, &row.code).map(|()| row)));
    }
    reading
}

fn order_row(number: u64, line: &[u8]) -> Result<CodeRow, Finding> {
    let (Some(code), Some(flag), Some(text)) = (line.get(6..13), line.get(14), line.get(77..)) else {
        return Err(Finding::new(number, "short_line", "the line ends before the long text in column 78"));
    };
    let billable = match flag {
        b'1' => true,
        b'0' => false,
        _ => return Err(Finding::new(number, "bad_flag", "column 15 is neither 1 (billable) nor 0 (header)")),
    };
    icd_row(number, latin1(code), billable, latin1(text))
}

/// Reads a code list: columns 1–7 code, 9– long text; billable codes only.
#[must_use]
pub fn read_icd_codes(bytes: &[u8]) -> Reading<CodeRow> {
    let mut reading = Reading::empty();
    let mut seen = Seen::none();
    for (number, line) in lines(bytes) {
        let row = match (line.get(..7), line.get(8..)) {
            (Some(code), Some(text)) => icd_row(number, latin1(code), true, latin1(text)),
            _ => Err(Finding::new(number, "short_line", "the line ends before the text in column 9")),
        };
        reading.add(row.and_then(|row| seen.once(number, &row.code).map(|()| row)));
    }
    reading
}

/// Adds the headers above the billable codes of a code list, which has none: with the text that an earlier version gives
/// the header (or the code, if it was billable then). A header that no earlier version knows stays out.
#[must_use]
pub fn with_headers(list: Vec<CodeRow>, earlier: &[CodeRow]) -> Vec<CodeRow> {
    let texts: HashMap<&str, &str> = earlier.iter().map(|row| (row.code.as_str(), row.description.as_str())).collect();
    let mut known: HashSet<String> = list.iter().map(|row| row.code.clone()).collect();
    let mut rows = list;
    for at in 0..rows.len() {
        let code = rows.get(at).map(|row| row.code.clone()).unwrap_or_default();
        for above in (3..code.len()).filter_map(|end| code.get(..end)) {
            if let Some(text) = texts.get(above)
                && known.insert(above.to_owned())
            {
                let (code, description) = (above.to_owned(), (*text).to_owned());
                rows.push(CodeRow { code, billable: false, description, added: None, ended: None });
            }
        }
    }
    rows
}

fn icd_row(number: u64, code: String, billable: bool, description: String) -> Result<CodeRow, Finding> {
    if !is_icd_shape(&code) {
        return Err(Finding::new(number, "bad_code", "the code is not a letter and two to six letters or digits"));
    }
    if description.is_empty() {
        return Err(Finding::new(number, "no_text", format!("code {code} has no text")));
    }
    Ok(CodeRow { code, billable, description, added: None, ended: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(number: &str, code: &str, flag: char, text: &str) -> String {
        format!("{number:5} {code:7} {flag} {text:60.60} {text}\r\n")
    }

    #[test]
    fn an_order_file_gives_headers_and_billable_codes() {
        let file = order("00001", "E11", '0', "Type 2 diabetes mellitus")
            + &order("00002", "E119", '1', "Without complications");
        let reading = read_icd_order(file.as_bytes());
        assert!(reading.findings.is_empty());
        let rows: Vec<_> = reading.rows.iter().map(|row| (row.code.as_str(), row.billable)).collect();
        assert_eq!(rows, [("E11", false), ("E119", true)]);
    }

    #[test]
    fn bad_rows_are_told_with_their_line_and_the_rest_is_read() {
        let file = order("00001", "E11", '0', "Header")
            + "short\n\n"
            + &order("00003", "11E", '1', "Bad code")
            + &order("00004", "E119", 'x', "Bad flag")
            + &order("00005", "E118", '1', "")
            + &order("00006", "E11", '0', "Twice")
            + &order("00007", "E110", '1', "Good");
        let reading = read_icd_order(file.as_bytes());
        let found: Vec<_> = reading.findings.iter().map(|finding| (finding.line, finding.code)).collect();
        assert_eq!(found, [(2, "short_line"), (4, "bad_code"), (5, "bad_flag"), (6, "no_text"), (7, "duplicate_code")]);
        assert_eq!(reading.rows.len(), 2);
        assert!(reading.findings.iter().all(|finding| !finding.remedy.is_empty()));
    }

    #[test]
    fn headers_come_from_the_earlier_version() {
        let row =
            |code: &str, billable: bool, text: &str| icd_row(1, code.to_owned(), billable, text.to_owned()).unwrap();
        let list = vec![row("D6911", true, "New"), row("X9921", true, "Unheard of")];
        let rows = with_headers(list, &[row("D69", false, "Purpura"), row("D691", true, "Platelet defects")]);
        let headers: Vec<_> = rows.iter().filter(|row| !row.billable).map(|row| row.description.as_str()).collect();
        assert_eq!(headers, ["Purpura", "Platelet defects"]);
    }

    #[test]
    fn a_code_list_gives_billable_codes() {
        let reading = read_icd_codes(b"\xef\xbb\xbfA000    Cholera\nB\n\x1a");
        assert_eq!(reading.rows.len(), 1);
        assert!(reading.rows[0].billable);
        assert_eq!((reading.findings[0].line, reading.findings[0].code), (2, "short_line"));
    }
}
