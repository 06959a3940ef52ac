//! The four delimiters, read from the fixed-width ISA segment and never assumed.

use std::fmt;

/// Width of an ISA segment with its terminator, in bytes.
pub const ISA_WIDTH: usize = 106;

/// Offsets of the sixteen element separators of an ISA.
const SEPARATORS: [usize; 16] = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

/// The delimiters of one interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiters {
    /// Between elements (ISA offset 3), usually `*`.
    pub element: u8,
    /// Between repetitions of an element (ISA11), usually `^`; `None` when ISA11 holds a letter, digit, blank or
    /// another delimiter, so that nothing can be repeated.
    pub repetition: Option<u8>,
    /// Between the components of a composite (ISA16), usually `:`.
    pub component: u8,
    /// At the end of a segment (ISA offset 105), usually `~`.
    pub segment: u8,
}

impl Default for Delimiters {
    /// `*`, `^`, `:` and `~`.
    fn default() -> Self {
        Self { element: b'*', repetition: Some(b'^'), component: b':', segment: b'~' }
    }
}

/// Why an ISA cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeaderProblem {
    /// The bytes do not begin with `ISA`.
    NoIsa,
    /// The file ends within the ISA.
    Short,
    /// The elements are not at the fixed places; the ISA is 106 characters wide.
    NotFixedWidth,
    /// A delimiter is a letter, a digit, a blank or not a single-byte character.
    UnusableDelimiter,
    /// Two delimiters are the same character.
    SameDelimiter,
}

impl fmt::Display for HeaderProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoIsa => "there is no ISA segment",
            Self::Short => "the file ends within the ISA segment",
            Self::NotFixedWidth => "the ISA segment is not of fixed width (106 characters with its terminator)",
            Self::UnusableDelimiter => "a delimiter in the ISA segment is a letter, a digit or a blank",
            Self::SameDelimiter => "two delimiters in the ISA segment are the same character",
        })
    }
}

impl Delimiters {
    /// Reads the delimiters of an ISA at the beginning of `bytes`.
    ///
    /// # Errors
    /// When there is no ISA of fixed width, or its delimiters cannot be told from data or from each other.
    pub fn read(bytes: &[u8]) -> Result<Self, HeaderProblem> {
        if !bytes.starts_with(b"ISA") {
            return Err(HeaderProblem::NoIsa);
        }
        let Some(isa) = bytes.first_chunk::<ISA_WIDTH>() else {
            return Err(HeaderProblem::Short);
        };
        let [element, repetition, component, segment] = [isa[3], isa[82], isa[104], isa[105]];
        let separators = isa.iter().take(104).enumerate().filter(|(_, b)| **b == element).map(|(at, _)| at);
        if !separators.eq(SEPARATORS) {
            return Err(HeaderProblem::NotFixedWidth);
        }
        let line_break = |b: u8| b == b'\n' || b == b'\r';
        if !usable(element) || !usable(component) || line_break(element) || line_break(component) || !usable(segment) {
            return Err(HeaderProblem::UnusableDelimiter);
        }
        if element == component || element == segment || component == segment {
            return Err(HeaderProblem::SameDelimiter);
        }
        let repeats =
            usable(repetition) && !line_break(repetition) && ![element, component, segment].contains(&repetition);
        Ok(Self { element, repetition: repeats.then_some(repetition), component, segment })
    }

    /// Like [`Delimiters::read`], also for an ISA with line breaks inside, as in files wrapped at 80 columns; tells
    /// the width in the file, terminator included.
    pub(crate) fn header(bytes: &[u8]) -> Result<(Self, usize), HeaderProblem> {
        let plain = Self::read(bytes);
        if !matches!(plain, Err(HeaderProblem::NotFixedWidth | HeaderProblem::Short)) {
            return plain.map(|delimiters| (delimiters, ISA_WIDTH));
        }
        let window = bytes.iter().take(2 * ISA_WIDTH).copied().enumerate();
        let kept: Vec<(usize, u8)> = window.filter(|(_, b)| !matches!(b, b'\r' | b'\n')).take(ISA_WIDTH).collect();
        let unwrapped: Vec<u8> = kept.iter().map(|(_, b)| *b).collect();
        match (Self::read(&unwrapped), kept.last()) {
            (Ok(delimiters), Some((at, _))) => Ok((delimiters, at + 1)),
            _ => plain.map(|delimiters| (delimiters, ISA_WIDTH)),
        }
    }

    /// Whether a byte of data would be taken for one of the delimiters.
    #[must_use]
    pub fn contains(&self, byte: u8) -> bool {
        byte == self.element || byte == self.component || byte == self.segment || self.repetition == Some(byte)
    }
}

/// Any single byte but letters, digits, blanks, NUL and the bytes of other character sets.
fn usable(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ' && byte != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isa(element: u8, repetition: u8, component: u8, segment: u8) -> Vec<u8> {
        let text = b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260102*1200*^*00501*000000001*0*T*:~";
        let mut isa: Vec<u8> = text.iter().map(|b| if *b == b'*' { element } else { *b }).collect();
        isa[82] = repetition;
        isa[104] = component;
        isa[105] = segment;
        isa
    }

    #[test]
    fn reads_any_delimiters() {
        assert_eq!(Delimiters::read(&isa(b'*', b'^', b':', b'~')), Ok(Delimiters::default()));
        let odd = Delimiters::read(&isa(b'|', b'~', b'>', b'\n')).unwrap();
        assert_eq!((odd.element, odd.repetition, odd.component, odd.segment), (b'|', Some(b'~'), b'>', b'\n'));
        assert!(odd.contains(b'>') && !odd.contains(b'*'));
    }

    #[test]
    fn an_isa_wrapped_at_80_columns_is_read() {
        let plain = isa(b'*', b'^', b':', b'~');
        let wrapped = [&plain[..80], b"\r\n", &plain[80..]].concat();
        assert_eq!(Delimiters::header(&wrapped), Ok((Delimiters::default(), 108)));
        assert_eq!(Delimiters::header(&plain), Ok((Delimiters::default(), 106)));
        assert_eq!(Delimiters::header(&wrapped[..90]), Err(HeaderProblem::Short));
    }

    #[test]
    fn an_old_standards_id_is_no_repetition_separator() {
        assert_eq!(Delimiters::read(&isa(b'*', b'U', b':', b'~')).unwrap().repetition, None);
    }

    #[test]
    fn refuses_what_cannot_separate() {
        assert_eq!(Delimiters::read(b"GS*HC"), Err(HeaderProblem::NoIsa));
        assert_eq!(Delimiters::read(b"ISA*00*"), Err(HeaderProblem::Short));
        assert_eq!(Delimiters::read(&isa(b'*', b'^', b'A', b'~')), Err(HeaderProblem::UnusableDelimiter));
        assert_eq!(Delimiters::read(&isa(b'*', b'^', b'~', b'~')), Err(HeaderProblem::SameDelimiter));
        let mut narrow = isa(b'*', b'^', b':', b'~');
        narrow.remove(10);
        narrow.push(b'G');
        assert_eq!(Delimiters::read(&narrow), Err(HeaderProblem::NotFixedWidth));
    }
}
