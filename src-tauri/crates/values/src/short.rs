//! Short texts kept in place: a remittance has several for each of its lines, and a place on the heap for each costs more
//! than reading it.

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// A text of at most `N` bytes (`N` < 256). The bytes after its length are zero, so that equal texts are equal arrays.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Short<const N: usize> {
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Short<N> {
    /// `None` when it is too long.
    pub(crate) fn new(text: &str) -> Option<Short<N>> {
        Short::of(text.bytes())
    }

    // Byte by byte: these texts are shorter than what a call to copy them is worth.
    fn of(text: impl ExactSizeIterator<Item = u8>) -> Option<Short<N>> {
        let len = text.len();
        if len > N {
            return None;
        }
        let mut bytes = [0; N];
        bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = byte);
        Some(Short { bytes, len: u8::try_from(len).ok()? })
    }

    /// The text with its ASCII letters in upper case.
    pub(crate) fn upper_case(text: &str) -> Option<Short<N>> {
        Short::of(text.bytes().map(|byte| byte.to_ascii_uppercase()))
    }

    pub(crate) fn as_str(&self) -> &str {
        let text = self.bytes.get(..usize::from(self.len)).and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.expect("only made from a whole text")
    }
}

impl<const N: usize> fmt::Debug for Short<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl<const N: usize> Ord for Short<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<const N: usize> PartialOrd for Short<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Serialize for Short<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, const N: usize> Deserialize<'de> for Short<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<const N: usize>;
        impl<const N: usize> Visitor<'_> for Text<N> {
            type Value = Short<N>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a text of at most {N} bytes")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Short<N>, E> {
                Short::new(text).ok_or_else(|| E::invalid_length(text.len(), &self))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A text that is nearly always short.
#[derive(Clone)]
pub(crate) enum ShortOrLong {
    /// At most 15 bytes.
    Short(Short<15>),
    /// More.
    Long(Box<str>),
}

impl ShortOrLong {
    fn new(text: &str) -> ShortOrLong {
        Short::new(text).map_or_else(|| ShortOrLong::Long(text.into()), ShortOrLong::Short)
    }

    /// The text with its ASCII letters in upper case; never `None`.
    pub(crate) fn upper_case(text: &str) -> Option<ShortOrLong> {
        let short = Short::upper_case(text).map(ShortOrLong::Short);
        Some(short.unwrap_or_else(|| ShortOrLong::Long(text.to_ascii_uppercase().into())))
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            ShortOrLong::Short(text) => text.as_str(),
            ShortOrLong::Long(text) => text,
        }
    }
}

impl fmt::Debug for ShortOrLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl PartialEq for ShortOrLong {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for ShortOrLong {}

impl std::hash::Hash for ShortOrLong {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Ord for ShortOrLong {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for ShortOrLong {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for ShortOrLong {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ShortOrLong {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = ShortOrLong;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<ShortOrLong, E> {
                Ok(ShortOrLong::new(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
