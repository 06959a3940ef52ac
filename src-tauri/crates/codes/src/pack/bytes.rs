//! The plain encodings inside a pack's sections: little-endian words, length-prefixed runs, LEB128 numbers.

/// Appends a length and the bytes.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(length(bytes.len()).to_le_bytes());
    out.extend(bytes);
}

/// Appends a count and the words.
pub(super) fn put_words(out: &mut Vec<u8>, words: &[u32]) {
    out.extend(length(words.len()).to_le_bytes());
    for word in words {
        out.extend(word.to_le_bytes());
    }
}

/// Appends a number, seven bits a byte, the low ones first.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

/// A length as a word; sections are far below 4 GB, and one that is not would fail its own opening.
pub(super) fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A word as an index.
pub(super) fn index(word: u32) -> usize {
    usize::try_from(word).unwrap_or(usize::MAX)
}

/// Takes values off the front of a section; `None` where it ends too early.
pub(super) struct Cut<'a>(pub(super) &'a [u8]);

impl<'a> Cut<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    pub(super) fn word(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    pub(super) fn bytes(&mut self) -> Option<Vec<u8>> {
        let count = index(self.word()?);
        self.take(count).map(<[u8]>::to_vec)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn words(&mut self) -> Option<Vec<u32>> {
        let count = index(self.word()?).checked_mul(4)?;
        let (words, _) = self.take(count)?.as_chunks::<4>();
        Some(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut value = 0u32;
        let mut shift = 0;
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            shift += 7;
        }
    }
}

/// Strings one after the other, reached by number.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    starts: Vec<u32>,
    text: String,
}

impl Strings {
    pub(super) fn put<'a>(out: &mut Vec<u8>, strings: impl Iterator<Item = &'a str>) {
        let (mut starts, mut text) = (vec![0], String::new());
        for string in strings {
            text.push_str(string);
            starts.push(length(text.len()));
        }
        put_words(out, &starts);
        put_bytes(out, text.as_bytes());
    }

    pub(super) fn cut(cut: &mut Cut<'_>) -> Option<Strings> {
        let starts = cut.words()?;
        let text = cut.text()?;
        Some(Strings { starts, text })
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The string of that number; empty beyond the end.
    #[inline]
    pub(crate) fn get(&self, number: usize) -> &str {
        match (self.starts.get(number), self.starts.get(number + 1)) {
            (Some(from), Some(to)) => self.text.get(index(*from)..index(*to)).unwrap_or_default(),
            _ => "",
        }
    }

    /// The first number whose string is not below `text`; the strings are sorted.
    pub(crate) fn lower_bound(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u32::MAX] {
            let mut out = Vec::new();
            put_number(&mut out, number);
            assert_eq!(Cut(&out).number(), Some(number));
        }
        assert_eq!(Cut(&[0x80; 9]).number(), None);
        assert_eq!(Cut(&[0x80]).number(), None);
    }

    #[test]
    fn strings_are_found() {
        let mut out = Vec::new();
        Strings::put(&mut out, ["ab", "abc", "b"].into_iter());
        let strings = Strings::cut(&mut Cut(&out)).unwrap();
        assert_eq!((strings.len(), strings.get(1), strings.get(9)), (3, "abc", ""));
        assert_eq!(strings.lower_bound("abc"), 1);
        assert_eq!(strings.lower_bound("z"), 3);
    }
}
