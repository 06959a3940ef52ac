//! The small tables: CSV with a header, a column by its name.

use super::{Finding, Reading, Seen};
use crate::Set;
use crate::tables::{
    Carc, ClaimFilingIndicator, ClaimFrequency, ClaimStatusCategory, ClpStatus, CodeState, GroupCode, Modifier,
    PlaceOfService, Rarc, Remedy, SmallRow, Taxonomy,
};
use values::Date;

/// One CSV row, its columns by name.
pub(super) struct Columns<'a> {
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
    line: u64,
}

impl<'a> Columns<'a> {
    /// The line of the file that the row starts on.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The trimmed value of a column, empty if the row has none.
    pub(super) fn get(&self, name: &str) -> &'a str {
        let at = self.header.iter().position(|column| column.trim() == name);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn text(&self, name: &'static str) -> Result<String, Finding> {
        match self.get(name) {
            "" => Err(Finding::new(self.line, "no_text", format!("{name} is empty"))),
            text => Ok(text.to_owned()),
        }
    }

    fn one_of(&self, name: &'static str, yes: &str, no: &str) -> Result<bool, Finding> {
        match self.get(name) {
            value if value == yes => Ok(true),
            value if value == no => Ok(false),
            _ => Err(Finding::new(self.line, "bad_value", format!("{name} is neither {yes} nor {no}"))),
        }
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn remedy(&self) -> Result<Remedy, Finding> {
        Remedy::from_name(self.get("remedy"))
            .ok_or_else(|| Finding::new(self.line, "bad_value", "remedy is none of the known first actions"))
    }
}

/// Reads a CSV whose header must name `needed`; `make` turns a row into a value or a finding.
pub(super) fn csv_rows<T>(
    bytes: &[u8],
    needed: &[&str],
    mut make: impl FnMut(&Columns<'_>) -> Result<T, Finding>,
) -> Reading<T> {
    let mut reading = Reading::empty();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let Ok(header) = reader.headers().cloned() else {
        reading.findings.push(Finding::new(1, "bad_csv", "the header is not CSV text in UTF-8"));
        return reading;
    };
    if let Some(name) = needed.iter().find(|name| !header.iter().any(|column| column.trim() == **name)) {
        reading.findings.push(Finding::new(1, "no_column", format!("the header does not name the column {name}")));
        return reading;
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                reading.add(make(&Columns { header: &header, record: &record, line }));
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                reading.findings.push(Finding::new(line, "bad_csv", "the row is not CSV text in UTF-8"));
            }
        }
    }
    reading
}

/// The rows of a small table, each code once.
fn small_table<T: SmallRow>(
    bytes: &[u8],
    needed: &[&str],
    make: impl Fn(&Columns<'_>) -> Result<T, Finding>,
) -> Reading<T> {
    let mut seen = Seen::none();
    csv_rows(bytes, needed, |columns| {
        let row = make(columns)?;
        seen.once(columns.line, row.code()).map(|()| row)
    })
}

/// Reads `code,label,remedy,usual_group,status`; the status is `active` or `stopped YYYY-MM-DD`.
#[must_use]
pub fn read_carc(bytes: &[u8]) -> Reading<Carc> {
    small_table(bytes, &["code", "label", "remedy", "usual_group", "status"], |columns| {
        Ok(Carc {
            code: columns.text("code")?,
            label: columns.text("label")?,
            remedy: columns.remedy()?,
            usual_group: columns.optional("usual_group"),
            state: code_state(columns)?,
        })
    })
}

fn code_state(columns: &Columns<'_>) -> Result<CodeState, Finding> {
    let status = columns.get("status");
    if status == "active" {
        return Ok(CodeState::Active);
    }
    let day = status.strip_prefix("stopped ").and_then(|day| Date::parse_iso(day).ok());
    day.map(CodeState::Stopped)
        .ok_or_else(|| Finding::new(columns.line, "bad_value", "status is neither active nor stopped with a day"))
}

/// Reads `code,label,alert,remedy,checked`.
#[must_use]
pub fn read_rarc(bytes: &[u8]) -> Reading<Rarc> {
    small_table(bytes, &["code", "label", "alert", "remedy", "checked"], |columns| {
        Ok(Rarc {
            code: columns.text("code")?,
            label: columns.text("label")?,
            alert: columns.one_of("alert", "Y", "N")?,
            remedy: columns.remedy()?,
            confirmed: columns.one_of("checked", "two sources", "one source")?,
        })
    })
}

/// Reads `code,name,medicare_rate`; the rate is `F` (facility) or `NF`.
#[must_use]
pub fn read_places_of_service(bytes: &[u8]) -> Reading<PlaceOfService> {
    small_table(bytes, &["code", "name", "medicare_rate"], |columns| {
        Ok(PlaceOfService {
            code: columns.text("code")?,
            name: columns.text("name")?,
            facility: columns.one_of("medicare_rate", "F", "NF")?,
        })
    })
}

/// Reads `code,label,set,applies_to,note`.
#[must_use]
pub fn read_modifiers(bytes: &[u8]) -> Reading<Modifier> {
    small_table(bytes, &["code", "label", "set", "applies_to", "note"], |columns| {
        let set = if columns.one_of("set", "CPT", "HCPCS")? { Set::Cpt } else { Set::Hcpcs };
        Ok(Modifier {
            code: columns.text("code")?,
            label: columns.text("label")?,
            set,
            applies_to: columns.text("applies_to")?,
            note: columns.get("note").to_owned(),
        })
    })
}

/// Reads `code,label,kind`; the kind is `individual` or `organization`.
#[must_use]
pub fn read_taxonomy(bytes: &[u8]) -> Reading<Taxonomy> {
    small_table(bytes, &["code", "label", "kind"], |columns| {
        Ok(Taxonomy {
            code: columns.text("code")?,
            label: columns.text("label")?,
            organization: columns.one_of("kind", "organization", "individual")?,
        })
    })
}

/// Reads `code,label,in_837,in_835`.
#[must_use]
pub fn read_claim_filing_indicators(bytes: &[u8]) -> Reading<ClaimFilingIndicator> {
    small_table(bytes, &["code", "label", "in_837", "in_835"], |columns| {
        Ok(ClaimFilingIndicator {
            code: columns.text("code")?,
            label: columns.text("label")?,
            in_837: columns.one_of("in_837", "Y", "N")?,
            in_835: columns.one_of("in_835", "Y", "N")?,
        })
    })
}

/// Reads `code,label,class,action`.
#[must_use]
pub fn read_claim_status_categories(bytes: &[u8]) -> Reading<ClaimStatusCategory> {
    small_table(bytes, &["code", "label", "class", "action"], |columns| {
        Ok(ClaimStatusCategory {
            code: columns.text("code")?,
            label: columns.text("label")?,
            class: columns.text("class")?,
            action: columns.get("action").to_owned(),
        })
    })
}

/// Reads `code,label,sequence,posts_money,forwarded,next_step`.
#[must_use]
pub fn read_clp_statuses(bytes: &[u8]) -> Reading<ClpStatus> {
    small_table(bytes, &["code", "label", "sequence", "posts_money", "forwarded", "next_step"], |columns| {
        Ok(ClpStatus {
            code: columns.text("code")?,
            label: columns.text("label")?,
            sequence: columns.optional("sequence"),
            posts_money: columns.one_of("posts_money", "Y", "N")?,
            forwarded: columns.one_of("forwarded", "Y", "N")?,
            next_step: columns.get("next_step").to_owned(),
        })
    })
}

/// Reads `code,label,use_837p,needs_ref_f8,note`.
#[must_use]
pub fn read_claim_frequencies(bytes: &[u8]) -> Reading<ClaimFrequency> {
    small_table(bytes, &["code", "label", "use_837p", "needs_ref_f8", "note"], |columns| {
        Ok(ClaimFrequency {
            code: columns.text("code")?,
            label: columns.text("label")?,
            in_837p: columns.one_of("use_837p", "Y", "N")?,
            needs_payer_claim_control_number: columns.one_of("needs_ref_f8", "Y", "N")?,
            note: columns.get("note").to_owned(),
        })
    })
}

/// Reads `code,label,who_bears,ledger_effect`.
#[must_use]
pub fn read_group_codes(bytes: &[u8]) -> Reading<GroupCode> {
    small_table(bytes, &["code", "label", "who_bears", "ledger_effect"], |columns| {
        Ok(GroupCode {
            code: columns.text("code")?,
            label: columns.text("label")?,
            who_bears: columns.text("who_bears")?,
            ledger_effect: columns.text("ledger_effect")?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carc_rows_and_bad_ones() {
        let file = b"code,label,remedy,usual_group,status\n45,Above contract,contractual,CO,active\n\
            17,Old,read_payer,,stopped 2009-07-01\n18,Dup,nothing,OA,active\n19,X,correct,,gone\n45,Twice,patient,,active\n";
        let reading = read_carc(file);
        assert_eq!(reading.rows.len(), 2);
        assert_eq!(reading.rows[1].state, CodeState::Stopped(Date::new(2009, 7, 1).unwrap()));
        assert_eq!(reading.rows[1].usual_group, None);
        let found: Vec<_> = reading.findings.iter().map(|finding| (finding.line, finding.code)).collect();
        assert_eq!(found, [(4, "bad_value"), (5, "bad_value"), (6, "duplicate_code")]);
    }

    #[test]
    fn a_bad_byte_spoils_one_row_only() {
        let reading =
            read_places_of_service(b"code,name,medicare_rate\n11,Office,NF\n12,\xff,NF\n21,Hospital,F\n99,Other,X\n");
        assert_eq!(reading.rows.iter().map(|row| row.facility).collect::<Vec<_>>(), [false, true]);
        assert_eq!(reading.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["bad_csv", "bad_value"]);
    }

    #[test]
    fn empty_labels_are_refused() {
        assert_eq!(read_modifiers(b"code,label,set,applies_to,note\n25,,CPT,E/M,\n").findings[0].code, "no_text");
        assert_eq!(read_taxonomy(b"").findings[0].code, "no_column");
    }
}
