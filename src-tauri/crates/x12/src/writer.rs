//! Writing: new interchanges with right counts, and files that were read, unchanged.

use std::borrow::Cow;

use crate::{Delimiters, Parsed, Segment};

/// Why something cannot be written. Names places and characters, never the data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// There is no way to escape a delimiter in X12.
    #[error("{position}: the character 0x{byte:02X} is a delimiter of this file")]
    Delimiter {
        /// Segment and element, such as `NM103` or `SV101-7`.
        position: String,
        /// The character.
        byte: u8,
    },
    /// A line break, tab or other control character.
    #[error("{position}: the control character 0x{byte:02X} cannot be sent")]
    Control {
        /// Segment and element.
        position: String,
        /// The character.
        byte: u8,
    },
    /// Only ASCII can be sent; fold accents before.
    #[error("{position}: a character outside of ASCII cannot be sent")]
    NotAscii {
        /// Segment and element.
        position: String,
    },
    /// The text does not fit the element's fixed or greatest length.
    #[error("{position}: longer than {limit} characters")]
    TooLong {
        /// Segment and element.
        position: String,
        /// Most characters allowed.
        limit: usize,
    },
    /// Something else than two or three capitals and digits.
    #[error("not a segment id")]
    SegmentId,
    /// The segment has no data element; such segments are not sent.
    #[error("{0}: no data element")]
    Empty(String),
    /// A call out of order, such as a set outside of a group.
    #[error("{0} cannot be written here")]
    Order(&'static str),
    /// Repetition is asked for, but the delimiters have no repetition separator.
    #[error("{0}: the interchange has no repetition separator")]
    NoRepetition(String),
}

/// One element to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<'a> {
    /// A simple element; empty text is an absent element.
    Text(Cow<'a, str>),
    /// A composite; trailing empty components are dropped.
    Composite(Vec<Cow<'a, str>>),
    /// A repeated element.
    Repeated(Vec<Field<'a>>),
}

impl<'a> Field<'a> {
    /// An absent element.
    pub const EMPTY: Self = Self::Text(Cow::Borrowed(""));

    /// A composite of borrowed or owned texts.
    pub fn composite<T: Into<Cow<'a, str>>>(components: impl IntoIterator<Item = T>) -> Self {
        Self::Composite(components.into_iter().map(Into::into).collect())
    }
}

impl<'a> From<&'a str> for Field<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Field<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Field<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Cow<'a, str>> for Field<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

/// Production or test data (ISA15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// `P`.
    Production,
    /// `T`.
    Test,
}

/// What an ISA needs. Dates come from the caller, this crate knows no clock.
#[derive(Debug, Clone, Copy)]
pub struct InterchangeHeader<'a> {
    /// ISA05, such as `ZZ` or `30`.
    pub sender_qualifier: &'a str,
    /// ISA06, at most 15 characters; padded here.
    pub sender: &'a str,
    /// ISA07.
    pub receiver_qualifier: &'a str,
    /// ISA08, at most 15 characters; padded here.
    pub receiver: &'a str,
    /// ISA09 as YYMMDD.
    pub date: &'a str,
    /// ISA10 as HHMM.
    pub time: &'a str,
    /// ISA13, 1 to 999999999.
    pub control_number: u32,
    /// ISA14: ask for a TA1.
    pub acknowledgment_requested: bool,
    /// ISA15.
    pub usage: Usage,
}

/// What a GS needs.
#[derive(Debug, Clone, Copy)]
pub struct GroupHeader<'a> {
    /// GS01, such as `HC`.
    pub functional_id: &'a str,
    /// GS02.
    pub sender: &'a str,
    /// GS03.
    pub receiver: &'a str,
    /// GS04 as CCYYMMDD.
    pub date: &'a str,
    /// GS05 as HHMM.
    pub time: &'a str,
    /// GS06, 1 to 999999999.
    pub control_number: u32,
    /// GS08, such as `005010X222A1`.
    pub version: &'a str,
}

/// What an ST needs.
#[derive(Debug, Clone, Copy)]
pub struct SetHeader<'a> {
    /// ST01, such as `837`.
    pub id: &'a str,
    /// ST02, 4 to 9 characters.
    pub control_number: &'a str,
    /// ST03, the guide; absent in 835.
    pub guide: Option<&'a str>,
}

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// The delimiters, by default `*`, `^`, `:`, `~`.
    pub delimiters: Delimiters,
    /// A line feed after each segment terminator, unless that is a line feed; only if the receiver allows it.
    pub newline: bool,
}

/// An open group or set: its control number and the count for its trailer.
#[derive(Debug)]
struct Open {
    control: String,
    count: u32,
}

/// Writes one interchange and keeps its counts.
#[derive(Debug)]
pub struct InterchangeWriter {
    out: Vec<u8>,
    options: WriteOptions,
    /// Segments written, ISA included.
    segments: u32,
    interchange: Open,
    group: Option<Open>,
    set: Option<Open>,
}

impl WriteOptions {
    /// What follows a segment terminator.
    fn ending(self) -> &'static [u8] {
        if self.newline && self.delimiters.segment != b'\n' { b"\n" } else { b"" }
    }
}

impl InterchangeWriter {
    /// Writes the ISA.
    ///
    /// # Errors
    /// When a header field is too long or holds a character that cannot be sent.
    pub fn new(header: &InterchangeHeader<'_>, options: WriteOptions) -> Result<Self, WriteError> {
        let control = nine_digits(header.control_number, "ISA13")?;
        let d = options.delimiters;
        let repetition = char::from(d.repetition.unwrap_or(b'U')).to_string();
        let requested = if header.acknowledgment_requested { "1" } else { "0" };
        let usage = match header.usage {
            Usage::Production => "P",
            Usage::Test => "T",
        };
        let fixed: [(&str, usize); 15] = [
            ("00", 2),
            ("", 10),
            ("00", 2),
            ("", 10),
            (header.sender_qualifier, 2),
            (header.sender, 15),
            (header.receiver_qualifier, 2),
            (header.receiver, 15),
            (header.date, 6),
            (header.time, 4),
            (&repetition, 1),
            ("00501", 5),
            (&control, 9),
            (requested, 1),
            (usage, 1),
        ];
        let mut out = b"ISA".to_vec();
        for (n, (text, width)) in (1..).zip(fixed) {
            let place = Place { segment: "ISA", element: n, component: 0 };
            if n != 11 {
                check_text(text.as_bytes(), d, place)?;
            }
            if text.len() > width {
                return Err(WriteError::TooLong { position: place.name(), limit: width });
            }
            out.push(d.element);
            out.extend_from_slice(text.as_bytes());
            out.extend(std::iter::repeat_n(b' ', width - text.len()));
        }
        out.extend([d.element, d.component, d.segment]);
        out.extend_from_slice(options.ending());
        let interchange = Open { control, count: 0 };
        Ok(Self { out, options, segments: 1, interchange, group: None, set: None })
    }

    /// Opens a functional group.
    ///
    /// # Errors
    /// When a group is open, or a field cannot be sent.
    pub fn begin_group(&mut self, header: &GroupHeader<'_>) -> Result<(), WriteError> {
        if self.group.is_some() {
            return Err(WriteError::Order("GS"));
        }
        nine_digits(header.control_number, "GS06")?;
        let control = header.control_number.to_string();
        self.put(
            "GS",
            &[
                header.functional_id.into(),
                header.sender.into(),
                header.receiver.into(),
                header.date.into(),
                header.time.into(),
                (&control).into(),
                "X".into(),
                header.version.into(),
            ],
        )?;
        self.interchange.count += 1;
        self.group = Some(Open { control, count: 0 });
        Ok(())
    }

    /// Opens a transaction set.
    ///
    /// # Errors
    /// Outside of a group, within another set, or when a field cannot be sent.
    pub fn begin_set(&mut self, header: &SetHeader<'_>) -> Result<(), WriteError> {
        if self.set.is_some() {
            return Err(WriteError::Order("ST"));
        }
        let Some(group) = &mut self.group else { return Err(WriteError::Order("ST")) };
        group.count += 1;
        self.put("ST", &[header.id.into(), header.control_number.into(), header.guide.unwrap_or_default().into()])?;
        self.set = Some(Open { control: header.control_number.to_owned(), count: 1 });
        Ok(())
    }

    /// Writes a segment of the open set. Trailing empty elements and components are dropped.
    ///
    /// # Errors
    /// Outside of a set, when nothing but the id would be written, or when data holds a delimiter, a control
    /// character or a character outside of ASCII. Nothing is written then.
    pub fn segment(&mut self, id: &str, fields: &[Field<'_>]) -> Result<(), WriteError> {
        if self.set.is_none() {
            return Err(WriteError::Order("a segment"));
        }
        self.put(id, fields)?;
        self.count();
        Ok(())
    }

    /// Writes a segment that was read, byte by byte, with this interchange's delimiters in place of its own.
    ///
    /// # Errors
    /// Outside of a set, or when its data holds one of this interchange's delimiters.
    pub fn copy(&mut self, segment: Segment<'_>) -> Result<(), WriteError> {
        if self.set.is_none() {
            return Err(WriteError::Order("a segment"));
        }
        let (from, to) = (segment.delimiters(), self.options.delimiters);
        let mut line = Vec::with_capacity(segment.bytes().len() + 1);
        let mut element = 0;
        for byte in segment.bytes().iter().copied() {
            element += usize::from(byte == from.element);
            line.push(match byte {
                b if b == from.element => to.element,
                b if b == from.component => to.component,
                b if Some(b) == from.repetition => match to.repetition {
                    Some(repetition) => repetition,
                    None => return Err(WriteError::NoRepetition(segment.id().to_owned())),
                },
                byte if to.contains(byte) => {
                    let position = Place { segment: segment.id(), element, component: 0 }.name();
                    return Err(WriteError::Delimiter { position, byte });
                }
                byte => byte,
            });
        }
        self.out.append(&mut line);
        self.terminate();
        self.count();
        Ok(())
    }

    /// Number of segments in the open set so far, ST included: the position of the last one as a 999 counts.
    #[must_use]
    pub fn set_position(&self) -> u32 {
        self.set.as_ref().map_or(0, |set| set.count)
    }

    /// Number of segments written so far, ISA included.
    #[must_use]
    pub fn position(&self) -> u32 {
        self.segments
    }

    /// Writes the SE.
    ///
    /// # Errors
    /// When no set is open.
    pub fn end_set(&mut self) -> Result<(), WriteError> {
        let Some(set) = self.set.take() else { return Err(WriteError::Order("SE")) };
        self.put("SE", &[(set.count + 1).to_string().into(), set.control.into()])
    }

    /// Writes the GE.
    ///
    /// # Errors
    /// When no group, or a set, is open.
    pub fn end_group(&mut self) -> Result<(), WriteError> {
        let Some(group) = self.group.take_if(|_| self.set.is_none()) else { return Err(WriteError::Order("GE")) };
        self.put("GE", &[group.count.to_string().into(), group.control.into()])
    }

    /// Writes the IEA and returns the file.
    ///
    /// # Errors
    /// When a group is open.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        if self.group.is_some() {
            return Err(WriteError::Order("IEA"));
        }
        let (count, control) = (self.interchange.count.to_string(), self.interchange.control.clone());
        self.put("IEA", &[count.into(), control.into()])?;
        Ok(self.out)
    }

    fn count(&mut self) {
        if let Some(set) = &mut self.set {
            set.count += 1;
        }
    }

    fn put(&mut self, id: &str, fields: &[Field<'_>]) -> Result<(), WriteError> {
        let start = self.out.len();
        let written = put_segment(&mut self.out, self.options.delimiters, Line { id, fields });
        match written {
            Ok(()) => self.terminate(),
            Err(_) => self.out.truncate(start),
        }
        written
    }

    fn terminate(&mut self) {
        self.out.push(self.options.delimiters.segment);
        self.out.extend_from_slice(self.options.ending());
        self.segments += 1;
    }
}

/// A segment to write.
struct Line<'a> {
    id: &'a str,
    fields: &'a [Field<'a>],
}

/// Where in a segment, for messages.
#[derive(Clone, Copy)]
struct Place<'a> {
    segment: &'a str,
    element: usize,
    component: usize,
}

impl Place<'_> {
    fn name(self) -> String {
        match self.component {
            0 => format!("{}{:02}", self.segment, self.element),
            component => format!("{}{:02}-{component}", self.segment, self.element),
        }
    }
}

fn nine_digits(number: u32, position: &str) -> Result<String, WriteError> {
    match number {
        0..=999_999_999 => Ok(format!("{number:09}")),
        _ => Err(WriteError::TooLong { position: position.to_owned(), limit: 9 }),
    }
}

fn put_segment(out: &mut Vec<u8>, d: Delimiters, line: Line<'_>) -> Result<(), WriteError> {
    let id = line.id.as_bytes();
    let named = matches!(id.len(), 2 | 3) && id.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !named {
        return Err(WriteError::SegmentId);
    }
    out.extend_from_slice(id);
    let bare = out.len();
    let mut keep = bare;
    for (element, field) in (1..).zip(line.fields) {
        out.push(d.element);
        let before = out.len();
        put_field(out, d, (field, Place { segment: line.id, element, component: 0 }))?;
        if out.len() > before {
            keep = out.len();
        }
    }
    if keep == bare {
        return Err(WriteError::Empty(line.id.to_owned()));
    }
    out.truncate(keep);
    Ok(())
}

fn put_field(out: &mut Vec<u8>, d: Delimiters, (field, place): (&Field<'_>, Place<'_>)) -> Result<(), WriteError> {
    match field {
        Field::Text(text) => {
            check_text(text.as_bytes(), d, place)?;
            out.extend_from_slice(text.as_bytes());
        }
        Field::Composite(parts) => {
            let kept = parts.iter().rposition(|p| !p.is_empty()).map_or(0, |last| last + 1);
            for (component, part) in (1..).zip(parts.iter().take(kept)) {
                if component > 1 {
                    out.push(d.component);
                }
                check_text(part.as_bytes(), d, Place { component, ..place })?;
                out.extend_from_slice(part.as_bytes());
            }
        }
        Field::Repeated(fields) => {
            for (n, field) in fields.iter().enumerate() {
                if n > 0 {
                    out.push(d.repetition.ok_or_else(|| WriteError::NoRepetition(place.name()))?);
                }
                put_field(out, d, (field, place))?;
            }
        }
    }
    Ok(())
}

fn check_text(text: &[u8], d: Delimiters, place: Place<'_>) -> Result<(), WriteError> {
    let bad = text.iter().copied().find(|b| !b.is_ascii() || b.is_ascii_control() || d.contains(*b));
    match bad {
        None => Ok(()),
        Some(byte) if d.contains(byte) => Err(WriteError::Delimiter { position: place.name(), byte }),
        Some(byte) if byte.is_ascii() => Err(WriteError::Control { position: place.name(), byte }),
        Some(_) => Err(WriteError::NotAscii { position: place.name() }),
    }
}

/// Writes a file that was read, segment by segment and unchanged, each interchange with its own delimiters.
///
/// Only what is no data is normalised: line breaks inside segments and blanks before them go, and after each
/// terminator comes a line feed if `newline` says so (never when the terminator is a line feed itself).
#[must_use]
pub fn write(parsed: &Parsed<'_>, newline: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(parsed.source().len());
    for segment in parsed.segments() {
        out.extend_from_slice(segment.bytes());
        let terminator = segment.delimiters().segment;
        out.push(terminator);
        if newline && terminator != b'\n' {
            out.push(b'\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    const HEADER: InterchangeHeader<'static> = InterchangeHeader {
        sender_qualifier: "ZZ",
        sender: "PRACTICE",
        receiver_qualifier: "30",
        receiver: "841234567",
        date: "260102",
        time: "0900",
        control_number: 7,
        acknowledgment_requested: false,
        usage: Usage::Production,
    };

    const GROUP: GroupHeader<'static> = GroupHeader {
        functional_id: "HC",
        sender: "PRACTICE",
        receiver: "PAYER",
        date: "20260102",
        time: "0900",
        control_number: 7,
        version: "005010X222A1",
    };

    fn open_set() -> InterchangeWriter {
        let mut writer = InterchangeWriter::new(&HEADER, WriteOptions::default()).unwrap();
        writer.begin_group(&GROUP).unwrap();
        writer.begin_set(&SetHeader { id: "837", control_number: "0001", guide: Some("005010X222A1") }).unwrap();
        writer
    }

    fn close(mut writer: InterchangeWriter) -> Vec<u8> {
        writer.end_set().unwrap();
        writer.end_group().unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn counts_are_kept_and_trailing_parts_dropped() {
        let mut writer = open_set();
        writer.segment("N3", &["1 MAIN ST".into(), Field::EMPTY]).unwrap();
        writer
            .segment("SV1", &[Field::composite(["HC", "99213", "25", "", ""]), "125".into(), "UN".into(), "1".into()])
            .unwrap();
        writer.segment("EQ", &[Field::Repeated(vec!["30".into(), "98".into()])]).unwrap();
        assert_eq!((writer.set_position(), writer.position()), (4, 6));
        let file = String::from_utf8(close(writer)).unwrap();
        assert_eq!(
            &file[ISA..],
            "GS*HC*PRACTICE*PAYER*20260102*0900*7*X*005010X222A1~ST*837*0001*005010X222A1~N3*1 MAIN ST~\
             SV1*HC:99213:25*125*UN*1~EQ*30^98~SE*5*0001~GE*1*7~IEA*1*000000007~"
        );
        assert!(parse(file.as_bytes()).findings().is_empty());
    }

    const ISA: usize = crate::ISA_WIDTH;

    #[test]
    fn what_cannot_be_sent_is_named_and_leaves_no_trace() {
        let mut writer = open_set();
        let refused = |writer: &mut InterchangeWriter, field: Field<'_>| {
            writer.segment("NM1", &["IL".into(), field]).unwrap_err()
        };
        let delimiter = |position: &str, byte| WriteError::Delimiter { position: position.to_owned(), byte };
        assert_eq!(refused(&mut writer, "A*B".into()), delimiter("NM102", b'*'));
        assert_eq!(refused(&mut writer, Field::composite(["A", "B:C"])), delimiter("NM102-2", b':'));
        assert_eq!(refused(&mut writer, "A\nB".into()), WriteError::Control { position: "NM102".into(), byte: b'\n' });
        assert_eq!(refused(&mut writer, "PE\u{d1}A".into()), WriteError::NotAscii { position: "NM102".into() });
        assert_eq!(writer.segment("NM1", &[Field::EMPTY]), Err(WriteError::Empty("NM1".into())));
        assert_eq!(writer.segment("nm1", &["A".into()]), Err(WriteError::SegmentId));
        assert!(close(writer).ends_with(b"~ST*837*0001*005010X222A1~SE*2*0001~GE*1*7~IEA*1*000000007~"));
    }

    #[test]
    fn calls_out_of_order_are_refused() {
        let mut writer = InterchangeWriter::new(&HEADER, WriteOptions::default()).unwrap();
        let set = SetHeader { id: "837", control_number: "0001", guide: None };
        assert_eq!(writer.begin_set(&set), Err(WriteError::Order("ST")));
        assert_eq!(writer.segment("N3", &["A".into()]), Err(WriteError::Order("a segment")));
        assert_eq!(writer.end_set(), Err(WriteError::Order("SE")));
        writer.begin_group(&GROUP).unwrap();
        assert_eq!(writer.begin_group(&GROUP), Err(WriteError::Order("GS")));
        writer.begin_set(&set).unwrap();
        assert_eq!(writer.end_group(), Err(WriteError::Order("GE")));
        assert_eq!(writer.finish(), Err(WriteError::Order("IEA")));
    }

    #[test]
    fn a_header_that_does_not_fit_is_refused() {
        let long = InterchangeHeader { sender: "SIXTEEN CHARACTER", ..HEADER };
        let error = InterchangeWriter::new(&long, WriteOptions::default()).unwrap_err();
        assert_eq!(error, WriteError::TooLong { position: "ISA06".into(), limit: 15 });
        let high = InterchangeHeader { control_number: 1_000_000_000, ..HEADER };
        assert!(InterchangeWriter::new(&high, WriteOptions::default()).is_err());
    }

    #[test]
    fn segments_are_copied_with_other_delimiters() {
        let mut writer = open_set();
        writer.segment("SV1", &[Field::composite(["HC", "99213"]), "1>2".into()]).unwrap();
        let file = close(writer);
        let parsed = parse(&file);
        let sv1 = parsed.sets().next().unwrap().find("SV1").unwrap();
        let mut same = open_set();
        same.copy(sv1).unwrap();
        assert_eq!(close(same), file);
        let delimiters = Delimiters { component: b'>', ..Delimiters::default() };
        let mut other = InterchangeWriter::new(&HEADER, WriteOptions { delimiters, newline: false }).unwrap();
        other.begin_group(&GROUP).unwrap();
        other.begin_set(&SetHeader { id: "837", control_number: "0001", guide: None }).unwrap();
        assert_eq!(other.copy(sv1), Err(WriteError::Delimiter { position: "SV102".into(), byte: b'>' }));
    }
}
