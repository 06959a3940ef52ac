//! Finds codes for a claim of a day, with what matched.

use crate::desk::Desk;
use crate::error::Result;
use codes::{FindOptions, Hit, Matched, OwnCode, Set, is_cpt_shape};
use privacy::Action;
use records::{FeeRecord, Field, scan};
use std::collections::BTreeSet;
use values::{Date, DiagnosisCode};

/// How many codes one search answers at most.
pub const CODES_AT_MOST: usize = 50;

/// Which codes to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// ICD-10-CM.
    Diagnosis,
    /// HCPCS level II and CPT numbers.
    Procedure,
    /// All of them.
    Any,
}

/// A code that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCode {
    /// The code as people write it.
    pub code: String,
    /// Its text; empty where there is none that may be shown.
    pub text: String,
    /// The parts of the text that matched: begin and end in UTF-16 units, in order.
    pub marks: Vec<(usize, usize)>,
    /// Whether it may stand on a claim of the day.
    pub billable: bool,
    /// First valid day.
    pub valid_from: Option<Date>,
    /// Last valid day.
    pub valid_to: Option<Date>,
    /// Why it was found.
    pub matched: Matched,
    /// Whether it is in the practice's fee schedule.
    pub has_fee: bool,
}

/// The codes that a text means on a day, at most [`CODES_AT_MOST`], the exact code first.
///
/// # Errors
/// `not_permitted`, or what the store refuses.
pub fn find_codes(desk: &Desk<'_>, text: &str, kind: CodeKind, on: Date) -> Result<Vec<FoundCode>> {
    desk.may(Action::ReadReference)?;
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let fees = match kind {
        CodeKind::Diagnosis => BTreeSet::new(),
        CodeKind::Procedure | CodeKind::Any => fee_codes(desk)?,
    };
    let own: Vec<OwnCode> = fees
        .iter()
        .filter(|code| is_cpt_shape(code))
        .map(|code| OwnCode { code: code.clone(), set: Set::Cpt, text: String::new() })
        .collect();
    let sets: &[Set] = match kind {
        CodeKind::Diagnosis => &[Set::Icd10cm],
        CodeKind::Procedure => &[Set::Cpt, Set::Hcpcs],
        CodeKind::Any => &[Set::Cpt, Set::Hcpcs, Set::Icd10cm],
    };
    let mut hits: Vec<Hit> = Vec::new();
    for set in sets {
        let options = FindOptions { set: Some(*set), on, limit: CODES_AT_MOST };
        hits.extend(desk.codes().find(text, &options, &own));
    }
    hits.sort_by_key(|hit| hit.matched);
    // Where some codes have every word, those that have a few of them are noise.
    if hits.first().is_some_and(|best| best.matched < Matched::SomeWords) {
        hits.retain(|hit| hit.matched < Matched::SomeWords);
    }
    hits.truncate(CODES_AT_MOST);
    Ok(hits.into_iter().map(|hit| found(hit, text, &fees)).collect())
}

fn fee_codes(desk: &Desk<'_>) -> Result<BTreeSet<String>> {
    let mut codes = BTreeSet::new();
    for item in scan::<FeeRecord>(desk.vault()) {
        if let (_, Field::Open(fee)) = item?
            && fee.payer_id.is_none()
        {
            codes.insert(fee.code.to_string());
        }
    }
    Ok(codes)
}

fn found(hit: Hit, typed: &str, fees: &BTreeSet<String>) -> FoundCode {
    let is_icd = hit.set == Set::Icd10cm;
    let code = match DiagnosisCode::parse(&hit.code) {
        Ok(code) if is_icd => code.with_point(),
        Ok(_) | Err(_) => hit.code.clone(),
    };
    let by_words = matches!(hit.matched, Matched::AllWords | Matched::SomeWords);
    FoundCode {
        marks: if by_words { marks(&hit.description, typed) } else { Vec::new() },
        has_fee: fees.contains(&hit.code),
        text: hit.description,
        billable: hit.billable,
        valid_from: hit.valid_from,
        valid_to: hit.valid_to,
        matched: hit.matched,
        code,
    }
}

/// Where words of the text begin as the typed words do.
fn marks(text: &str, typed: &str) -> Vec<(usize, usize)> {
    let words: Vec<String> = typed
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut marks = Vec::new();
    let (mut unit, mut is_begin) = (0_usize, true);
    let mut marked_to = 0_usize;
    for (at, letter) in text.char_indices() {
        if is_begin && letter.is_alphanumeric() && unit >= marked_to {
            let tail = text.get(at..).unwrap_or_default();
            let longest = words.iter().filter_map(|word| begun(tail, word)).max();
            if let Some(length) = longest {
                marks.push((unit, unit + length));
                marked_to = unit + length;
            }
        }
        is_begin = !letter.is_alphanumeric() && letter != '\'';
        unit += letter.len_utf16();
    }
    marks
}

/// How many UTF-16 units of a text a lower-case word covers, where the text begins so.
fn begun(text: &str, word: &str) -> Option<usize> {
    let mut letters = text.chars();
    let mut length = 0;
    for wanted in word.chars() {
        let letter = letters.next().filter(|letter| letter.to_lowercase().eq(std::iter::once(wanted)))?;
        length += letter.len_utf16();
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matched_is_marked_at_the_beginning_of_words() {
        let text = "Chronic kidney disease, stage 3 unspecified";
        let marked = |typed: &str| -> Vec<String> {
            marks(text, typed).into_iter().map(|(from, to)| text[from..to].to_owned()).collect()
        };
        assert_eq!(marked("chron kid"), ["Chron", "kid"]);
        assert_eq!(marked("KIDNEY stage 3"), ["kidney", "stage", "3"]);
        assert!(marked("idney").is_empty());
        assert_eq!(marks("Ménière’s 🙂 pain", "pain"), [(13, 17)]);
    }
}
