//! How text becomes comparable words: for the index when a pack is built, and for what a person types.

/// Words longer than this are cut: no description has one, and a pasted page must not cost time.
const LONGEST_WORD: usize = 40;

/// The words of a text: plain ASCII, lower case, apostrophes closed up (`Crohn's` is `crohns`), split at all else.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain = deunicode::deunicode(text);
    let mut out = Vec::new();
    let mut word = String::new();
    for letter in plain.chars() {
        if letter.is_ascii_alphanumeric() {
            if word.len() < LONGEST_WORD {
                word.push(letter.to_ascii_lowercase());
            }
        } else if letter != '\'' && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// A code as packs hold it: without points and blanks, upper case.
pub(crate) fn plain_code(text: &str) -> String {
    text.chars()
        .filter(|letter| *letter != '.' && !letter.is_whitespace())
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Crohn's disease, Löffler's (w/o)"), ["crohns", "disease", "lofflers", "w", "o"]);
        assert_eq!(words("  -- "), Vec::<String>::new());
        assert_eq!(words(&"a".repeat(500)), ["a".repeat(40)]);
    }

    #[test]
    fn codes_lose_their_point() {
        assert_eq!(plain_code(" e11.9 "), "E119");
    }
}
