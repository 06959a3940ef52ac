//! Tells code, strings and comments of a source file apart, line by line, without parsing it.

/// A file's text three times, each with the same lines: what belongs to the others is blank.
#[derive(Debug, Default)]
pub struct Layers {
    /// Code without strings and comments.
    pub code: String,
    /// What stands inside string literals.
    pub strings: String,
    /// What stands inside comments.
    pub comments: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Code,
    LineComment,
    /// Block comments nest in Rust.
    BlockComment(u32),
    /// A string and the character that ends it.
    Text(char),
    /// A raw string and how many `#` close it.
    Raw(usize),
}

/// How a language writes strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `'` begins a character or a lifetime, `r#"` a raw string.
    Rust,
    /// `'` and backquotes also enclose strings.
    Script,
}

impl Layers {
    /// Splits a text.
    pub fn of(text: &str, language: Language) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut layers = Self::default();
        let mut place = Place::Code;
        let mut at = 0;
        while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
            let before = at.checked_sub(1).and_then(|index| characters.get(index)).copied();
            let (taken, layer, next) = step(place, rest, (language, before));
            rest.iter().take(taken).for_each(|character| layers.put(*character, layer));
            place = next;
            at += taken.max(1);
        }
        layers
    }

    fn put(&mut self, character: char, layer: Layer) {
        let blank = if character == '\n' { '\n' } else { ' ' };
        for (text, of) in
            [(&mut self.code, Layer::Code), (&mut self.strings, Layer::Strings), (&mut self.comments, Layer::Comments)]
        {
            text.push(if of == layer { character } else { blank });
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Code,
    Strings,
    Comments,
}

/// How many characters belong together here, to which layer, and where that leads.
fn step(place: Place, rest: &[char], context: (Language, Option<char>)) -> (usize, Layer, Place) {
    let starts = |word: &str| word.chars().enumerate().all(|(index, character)| rest.get(index) == Some(&character));
    match place {
        Place::Code => from_code(rest, context),
        Place::LineComment if starts("\n") => (1, Layer::Code, Place::Code),
        Place::LineComment => (1, Layer::Comments, place),
        Place::BlockComment(1) if starts("*/") => (2, Layer::Comments, Place::Code),
        Place::BlockComment(depth) if starts("*/") => (2, Layer::Comments, Place::BlockComment(depth - 1)),
        Place::BlockComment(depth) if context.0 == Language::Rust && starts("/*") => {
            (2, Layer::Comments, Place::BlockComment(depth + 1))
        }
        Place::BlockComment(_) => (1, Layer::Comments, place),
        Place::Text(_) if starts("\\") => (2, Layer::Strings, place),
        Place::Text(end) if rest.first() == Some(&end) => (1, Layer::Code, Place::Code),
        // Only backquotes and Rust's strings run over lines; elsewhere an apostrophe in text was mistaken for one.
        Place::Text('\'') if starts("\n") => (1, Layer::Code, Place::Code),
        Place::Text(_) => (1, Layer::Strings, place),
        Place::Raw(hashes) if starts(&format!("\"{}", "#".repeat(hashes))) => (1 + hashes, Layer::Code, Place::Code),
        Place::Raw(_) => (1, Layer::Strings, place),
    }
}

fn from_code(rest: &[char], (language, before): (Language, Option<char>)) -> (usize, Layer, Place) {
    match (rest.first(), rest.get(1), rest.get(2)) {
        // A `//` after a colon is a web address, not a comment.
        (Some('/'), Some('/'), _) if before != Some(':') => (2, Layer::Comments, Place::LineComment),
        (Some('/'), Some('*'), _) => (2, Layer::Comments, Place::BlockComment(1)),
        (Some('"'), ..) => (1, Layer::Code, Place::Text('"')),
        (Some(quote @ ('\'' | '`')), ..) if language == Language::Script => (1, Layer::Code, Place::Text(*quote)),
        // A character literal; otherwise it is a lifetime.
        (Some('\''), Some('\\'), _) => {
            let end = rest.iter().skip(3).position(|character| *character == '\'').map_or(2, |index| index + 4);
            (end, Layer::Strings, Place::Code)
        }
        (Some('\''), Some(_), Some('\'')) => (3, Layer::Strings, Place::Code),
        (Some('r'), ..) if language == Language::Rust && !before.is_some_and(is_word) => {
            let hashes = rest.iter().skip(1).take_while(|character| **character == '#').count();
            match rest.get(1 + hashes) {
                Some('"') => (2 + hashes, Layer::Code, Place::Raw(hashes)),
                _ => (1, Layer::Code, Place::Code),
            }
        }
        _ => (1, Layer::Code, Place::Code),
    }
}

/// A character of an identifier, except the `b` and `c` that may stand before a raw string.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() && character != 'b' && character != 'c' || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_strings_and_comments_part() {
        let layers = Layers::of("let a = \"in // it\"; // out \"x\"\nlet b = 'c';", Language::Rust);
        assert!(layers.code.contains("let a = \""));
        assert!(!layers.code.contains("in"));
        assert!(layers.strings.contains("in // it"));
        assert!(layers.comments.contains("out \"x\""));
        assert!(layers.code.contains("let b = "));
    }

    #[test]
    fn raw_strings_lifetimes_and_characters_are_understood() {
        let layers = Layers::of("fn f<'a>(x: &'a str) { r#\"a \" b\"#; '\"'; '\\''; done }", Language::Rust);
        assert!(layers.strings.contains("a \" b"));
        assert!(layers.code.contains("done"), "{layers:?}");
        assert!(layers.code.contains("<'a>"));
    }

    #[test]
    fn nested_block_comments_end_where_they_should() {
        let layers = Layers::of("/* a /* b */ c */ done", Language::Rust);
        assert!(layers.code.contains("done") && !layers.code.contains('c'));
    }

    #[test]
    fn lines_stay_lines() {
        let text = "a\n\"b\nc\"\n// d\n";
        let layers = Layers::of(text, Language::Rust);
        for layer in [&layers.code, &layers.strings, &layers.comments] {
            assert_eq!(layer.lines().count(), text.lines().count());
        }
    }
}
