//! How people read an answer: fields, then tables. Money is right-aligned with two decimals; what a role may not see says so.

use serde_json::Value;

/// Which keys of a document are shown, and in which order.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Keys shown as `Label: value`; absent ones are left out.
    pub fields: &'static [&'static str],
    /// Tables below them.
    pub tables: &'static [Table],
}

/// A table out of a list in the document.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Where the rows are: keys with points between; lists on the way are laid one after the other.
    pub path: &'static str,
    /// What stands above it; with a title an empty table is left out.
    pub title: &'static str,
    /// Keys of the columns; one that no row has is left out.
    pub columns: &'static [&'static str],
}

impl Page {
    /// A page of one list, `items`.
    #[must_use]
    pub const fn of(tables: &'static [Table]) -> Page {
        Page { fields: &[], tables }
    }

    /// The page's text.
    #[must_use]
    pub fn render(&self, document: &Value) -> String {
        let mut parts = Vec::new();
        let fields = fields(document, self.fields);
        if !fields.is_empty() {
            parts.push(fields);
        }
        for table in self.tables {
            let rows = rows_at(document, table.path);
            match (rows.is_empty(), table.title) {
                (true, "") => parts.push("none\n".to_owned()),
                (true, _) => {}
                (false, "") => parts.push(lay_out(&rows, table.columns)),
                (false, title) => parts.push(format!("{title}\n{}", lay_out(&rows, table.columns))),
            }
        }
        let total = document.get("total").and_then(Value::as_u64);
        let shown = document.get("items").and_then(Value::as_array).and_then(|items| u64::try_from(items.len()).ok());
        if let (Some(total), Some(shown)) = (total, shown)
            && total > shown
        {
            parts.push(format!("{shown} of {total} shown\n"));
        }
        parts.join("\n")
    }
}

/// Text without characters that would steer the terminal; line ends stay.
#[must_use]
pub fn plain(text: &str) -> String {
    let steers =
        |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

fn label(key: &str) -> String {
    let words = key.strip_suffix("_cents").unwrap_or(key).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A row of a table: its own value, and those around it. A finding says nothing of its claim or file; they do.
struct Row<'v> {
    value: &'v Value,
    around: Vec<&'v Value>,
}

impl<'v> Row<'v> {
    fn inside(&self, value: &'v Value) -> Row<'v> {
        let around = self.around.iter().copied().chain([self.value]).collect();
        Row { value, around }
    }

    fn cell(&self, key: &str) -> Option<&'v Value> {
        if self.value.is_string() {
            return Some(self.value);
        }
        let outer = || self.around.iter().rev().find_map(|value| value.get(key)).filter(|value| value.is_string());
        self.value.get(key).or_else(outer)
    }
}

fn rows_at<'v>(document: &'v Value, path: &str) -> Vec<Row<'v>> {
    let mut found = vec![Row { value: document, around: Vec::new() }];
    for key in path.split('.') {
        let next = found.iter().filter_map(|row| Some((row, row.value.get(key)?)));
        found = next
            .flat_map(|(row, value)| {
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                values.iter().map(|value| row.inside(value)).collect::<Vec<_>>()
            })
            .collect();
    }
    found.retain(|row| row.value.is_object() && row.value.get("sealed").is_none() || row.value.is_string());
    found
}

/// A value of a key, as people read it.
fn shown(key: &str, value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => match number.as_i64().filter(|_| key.ends_with("_cents")) {
            Some(cents) => dollars(cents),
            None => number.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(|value| shown(key, value)).collect::<Vec<_>>().join(", "),
        Value::Object(map) => match (map.get("sealed"), map.get("from"), map.get("to")) {
            (Some(Value::String(class)), _, _) => format!("(sealed: {class})"),
            (None, Some(from), Some(to)) => format!("{} to {}", shown(key, from), shown(key, to)),
            _ => map.iter().map(|(key, value)| format!("{key} {}", shown(key, value))).collect::<Vec<_>>().join(", "),
        },
    };
    plain(&text).replace('\n', " ")
}

/// `-1,234.50`.
fn dollars(cents: i64) -> String {
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{grouped}.{:02}", cents.unsigned_abs() % 100)
}

fn fields(document: &Value, keys: &[&str]) -> String {
    let present = keys
        .iter()
        .filter_map(|key| Some((*key, document.get(*key)?)))
        .filter(|(_, value)| !value.is_null() && *value != "");
    let present: Vec<(String, String)> = present.map(|(key, value)| (label(key), shown(key, value))).collect();
    let width = present.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 1;
    present.into_iter().map(|(label, value)| format!("{:width$} {value}\n", label + ":")).collect()
}

struct Column {
    head: String,
    cells: Vec<String>,
    is_right: bool,
    width: usize,
}

fn column(rows: &[Row<'_>], key: &str) -> Option<Column> {
    let values: Vec<Option<&Value>> = rows.iter().map(|row| row.cell(key)).collect();
    if values.iter().all(Option::is_none) {
        return None;
    }
    let is_right = values.iter().flatten().any(|value| value.is_number());
    let cells: Vec<String> =
        values.into_iter().map(|value| value.map(|value| shown(key, value)).unwrap_or_default()).collect();
    let head = label(key);
    let width = cells.iter().chain([&head]).map(|cell| cell.chars().count()).max().unwrap_or(0);
    Some(Column { head, cells, is_right, width })
}

fn lay_out(rows: &[Row<'_>], keys: &[&str]) -> String {
    let columns: Vec<Column> = keys.iter().filter_map(|key| column(rows, key)).collect();
    let line = |cell: &dyn Fn(&Column) -> String| {
        let cells = columns.iter().map(|column| {
            let (text, width) = (cell(column), column.width);
            if column.is_right { format!("{text:>width$}") } else { format!("{text:width$}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut text = line(&|column| column.head.clone());
    for at in 0..rows.len() {
        text.push_str(&line(&|column| column.cells.get(at).cloned().unwrap_or_default()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PAGE: Page = Page {
        fields: &["file"],
        tables: &[Table { path: "items", title: "", columns: &["claim_id", "balance_cents", "patient_name", "never"] }],
    };

    #[test]
    fn money_is_right_aligned_with_two_decimals() {
        let document = json!({"file": "a", "total": 2, "items": [
            {"claim_id": "clm-1", "balance_cents": 123_456_789, "patient_name": "Rae"},
            {"claim_id": "clm-22", "balance_cents": -5, "patient_name": {"sealed": "demographics"}}]});
        let expected = "File: a\n\nClaim id       Balance  Patient name\nclm-1     1,234,567.89  Rae\nclm-22           -0.05  (sealed: demographics)\n";
        assert_eq!(PAGE.render(&document), expected);
    }

    #[test]
    fn nothing_found_is_said_and_a_cut_list_too() {
        assert_eq!(PAGE.render(&json!({"total": 0, "items": []})), "none\n");
        assert!(PAGE.render(&json!({"total": 9, "items": [{"claim_id": "x"}]})).ends_with("1 of 9 shown\n"));
    }

    #[test]
    fn lists_in_lists_are_laid_one_after_the_other() {
        let document = json!({"files": [{"findings": [{"code": "a"}]}, {"findings": [{"code": "b"}]}]});
        let page = Page::of(&[Table { path: "files.findings", title: "Findings", columns: &["code"] }]);
        assert_eq!(page.render(&document), "Findings\nCode\na\nb\n");
    }

    #[test]
    fn a_finding_names_the_file_that_it_stands_in() {
        let document = json!({"files": [{"file": "a.csv", "findings": [{"code": "x"}]}]});
        let page = Page::of(&[Table { path: "files.findings", title: "", columns: &["file", "code"] }]);
        assert_eq!(page.render(&document), "File   Code\na.csv  x\n");
    }

    #[test]
    fn text_from_files_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\n");
    }
}
