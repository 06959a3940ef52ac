//! Search terms out of the ICD-10-CM tabular list: the inclusion terms and includes notes that stand on a code.

use super::Reading;
use super::{Finding, is_icd_shape};
use crate::fold::plain_code;

/// A term under which people look for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// The code that the term stands on, without point; its descendants are meant too.
    pub code: String,
    /// The term.
    pub text: String,
}

/// Where the scanner is inside `diag` elements.
#[derive(Default)]
struct Place {
    /// The codes of the open `diag` elements; empty until `name` was read.
    open: Vec<String>,
    /// Inside `inclusionTerm` or `includes`.
    in_terms: bool,
    /// The text since the last tag.
    text: String,
}

/// Reads the terms out of a tabular XML file; all else in it is passed over.
#[must_use]
pub fn read_search_terms(bytes: &[u8]) -> Reading<SearchTerm> {
    let mut reading = Reading::empty();
    let mut place = Place::default();
    let text = String::from_utf8_lossy(bytes);
    let mut line = 1;
    for piece in text.split('<').skip(1) {
        let Some((tag, after)) = piece.split_once('>') else {
            reading.findings.push(Finding::new(line, "bad_xml", "a tag does not end"));
            break;
        };
        if let Some(found) = step(&mut place, tag, line) {
            reading.add(found);
        }
        after.clone_into(&mut place.text);
        line += u64::try_from(memchr::memchr_iter(b'\n', piece.as_bytes()).count()).unwrap_or(0);
    }
    reading
}

fn step(place: &mut Place, tag: &str, line: u64) -> Option<Result<SearchTerm, Finding>> {
    match tag.split_whitespace().next().unwrap_or_default() {
        "diag" => place.open.push(String::new()),
        "/diag" => {
            place.open.pop();
        }
        "/name" => {
            let code = plain_code(&place.text);
            if let Some(open) = place.open.last_mut() {
                if !is_icd_shape(&code) {
                    return Some(Err(Finding::new(line, "bad_code", "a diag has no ICD-10-CM code as its name")));
                }
                *open = code;
            }
        }
        "inclusionTerm" | "includes" => place.in_terms = true,
        "/inclusionTerm" | "/includes" => place.in_terms = false,
        "/note" if place.in_terms => return place.term().map(Ok),
        _ => {}
    }
    None
}

impl Place {
    fn term(&self) -> Option<SearchTerm> {
        let code = self.open.last().filter(|code| !code.is_empty())?;
        let text = entities(&self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(SearchTerm { code: code.clone(), text }).filter(|term| !term.text.is_empty())
    }
}

fn entities(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_on_their_code() {
        let xml = "<chapter><includes><note>all</note></includes><diag><name>I42</name><includes><note>myocardiopathy</note></includes>\
            <excludes1><note>no</note></excludes1><diag><name>I42.0</name><inclusionTerm><note>Congestive &amp; so</note></inclusionTerm></diag>\
            <inclusionTerm><note>late</note></inclusionTerm></diag></chapter>";
        let found: Vec<_> =
            read_search_terms(xml.as_bytes()).rows.into_iter().map(|term| (term.code, term.text)).collect();
        let expect = [("I42", "myocardiopathy"), ("I420", "Congestive & so"), ("I42", "late")];
        assert_eq!(found, expect.map(|(code, text)| (code.to_owned(), text.to_owned())));
    }

    #[test]
    fn broken_xml_is_a_finding() {
        let reading = read_search_terms(b"<diag>\n<name>nonsense</name><note");
        assert_eq!(
            reading.findings.iter().map(|f| (f.line, f.code)).collect::<Vec<_>>(),
            [(2, "bad_code"), (2, "bad_xml")]
        );
    }
}
