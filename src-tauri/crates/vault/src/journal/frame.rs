//! One frame of the journal (store.md, layout).
//!
//! ```text
//! magic 4 | length u32 | sequence u64 | part u32 | kind u8 | zero 3 | link 8 | crc u32 | body
//! ```
//! Numbers are big-endian. `length` is the body's. `link` is the first 8 bytes of the chain hash before the frame, so
//! that a frame from elsewhere is told without keys; the whole hash stands in the signed entry. `crc` is CRC-32 over
//! the 32 bytes before it and the body.

use sha2::{Digest as _, Sha256};

/// A chain hash.
pub(crate) type Hash = [u8; 32];

/// Bytes before the body.
pub(crate) const HEADER: usize = 36;
/// A frame is never longer than this, header included.
pub(crate) const FRAME_MAX: usize = 1 << 20;
const MAGIC: [u8; 4] = *b"CKj1";
const CRC_AT: usize = 32;

/// What a frame carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Cells and references of the commit.
    Part,
    /// The sealed entry that closes the commit; all its frames were written at once.
    Commit,
    /// As `Commit`, its parts having been synced before it was written: none of them can be torn.
    CommitAfterSync,
}

impl Kind {
    fn number(self) -> u8 {
        match self {
            Kind::Part => 1,
            Kind::Commit => 2,
            Kind::CommitAfterSync => 3,
        }
    }

    fn from_number(number: u8) -> Option<Kind> {
        match number {
            1 => Some(Kind::Part),
            2 => Some(Kind::Commit),
            3 => Some(Kind::CommitAfterSync),
            _ => None,
        }
    }

    /// Whether the frame closes a commit.
    pub(crate) fn closes(self) -> bool {
        self != Kind::Part
    }
}

/// What stands before the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    /// Number of the entry that closes the commit.
    pub(crate) sequence: u64,
    /// Index of the frame in its commit.
    pub(crate) part: u32,
    /// Start of the chain hash before the frame.
    pub(crate) link: [u8; 8],
}

/// A frame read from a buffer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) header: Header,
    /// The whole frame, header included.
    pub(crate) bytes: &'a [u8],
    /// What it carries.
    pub(crate) body: &'a [u8],
}

/// The answer of [`read`].
pub(crate) enum Read<'a> {
    /// A whole frame with a right checksum.
    Whole(Frame<'a>),
    /// Nothing was written here: zeros, or too little room for a frame.
    Blank,
    /// Something that is no whole frame; `end` is where it would end, if its length can be believed.
    Bad { end: Option<usize> },
}

/// Reads the frame at the start of `bytes` (what is left of a segment).
pub(crate) fn read(bytes: &[u8]) -> Read<'_> {
    let Some(head) = bytes.first_chunk::<HEADER>() else {
        return if bytes.iter().all(|b| *b == 0) { Read::Blank } else { Read::Bad { end: None } };
    };
    if head.iter().all(|b| *b == 0) {
        return Read::Blank;
    }
    let length = usize::try_from(u32::from_be_bytes(take(head, 4))).unwrap_or(usize::MAX);
    let end = length.checked_add(HEADER).filter(|end| *end <= FRAME_MAX && take::<4>(head, 0) == MAGIC);
    match end.and_then(|end| whole(head, bytes.get(..end)?)) {
        Some(frame) => Read::Whole(frame),
        None => Read::Bad { end },
    }
}

fn whole<'a>(head: &[u8; HEADER], bytes: &'a [u8]) -> Option<Frame<'a>> {
    let body = bytes.get(HEADER..)?;
    if checksum(bytes.get(..CRC_AT)?, body) != u32::from_be_bytes(take(head, CRC_AT)) {
        return None;
    }
    let kind = Kind::from_number(head[20]).filter(|_| take::<3>(head, 21) == [0; 3])?;
    let header = Header {
        kind,
        sequence: u64::from_be_bytes(take(head, 8)),
        part: u32::from_be_bytes(take(head, 16)),
        link: take(head, 24),
    };
    Some(Frame { header, bytes, body })
}

/// `N` bytes of a header; the offsets are constants that lie inside.
fn take<const N: usize>(head: &[u8; HEADER], at: usize) -> [u8; N] {
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(head.iter().skip(at)) {
        *to = *from;
    }
    out
}

fn checksum(head: &[u8], body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(head);
    crc.update(body);
    crc.finalize()
}

/// Appends the frame to `out` and returns the chain hash after it, or `None` where the body is too long.
pub(crate) fn write(out: &mut Vec<u8>, header: &Header, body: &[u8], before: &Hash) -> Option<Hash> {
    let length = u32::try_from(body.len()).ok().filter(|_| body.len() + HEADER <= FRAME_MAX)?;
    let start = out.len();
    out.reserve(HEADER + body.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&header.sequence.to_be_bytes());
    out.extend_from_slice(&header.part.to_be_bytes());
    out.extend_from_slice(&[header.kind.number(), 0, 0, 0]);
    out.extend_from_slice(&header.link);
    let crc = checksum(out.get(start..).unwrap_or_default(), body);
    out.extend_from_slice(&crc.to_be_bytes());
    out.extend_from_slice(body);
    Some(chain(before, out.get(start..).unwrap_or_default()))
}

/// The chain hash after a frame: SHA-256("ck1 link" ‖ previous hash ‖ frame).
pub(crate) fn chain(before: &Hash, frame: &[u8]) -> Hash {
    Sha256::new().chain_update(b"ck1 link").chain_update(before).chain_update(frame).finalize().into()
}

/// The chain hash before the first frame of a store: it binds the chain to the practice.
pub(crate) fn chain_start(practice_id: &[u8; 16]) -> Hash {
    chain(&[0; 32], practice_id)
}

/// The link for the frame after a hash.
pub(crate) fn link(hash: &Hash) -> [u8; 8] {
    let mut out = [0; 8];
    for (to, from) in out.iter_mut().zip(hash) {
        *to = *from;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut out = Vec::new();
        let header = Header { kind: Kind::Commit, sequence: 7, part: 2, link: link(&[9; 32]) };
        assert!(write(&mut out, &header, b"a body", &[9; 32]).is_some());
        out
    }

    #[test]
    fn a_frame_comes_back() {
        let bytes = sample();
        match read(&bytes) {
            Read::Whole(frame) => {
                assert_eq!(frame.body, b"a body");
                assert_eq!((frame.header.sequence, frame.header.part, frame.header.kind), (7, 2, Kind::Commit));
                assert_eq!(frame.header.link, [9; 8]);
            }
            Read::Blank | Read::Bad { .. } => panic!("not whole"),
        }
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen() {
        let bytes = sample();
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(read(&bad), Read::Bad { .. }), "bit {bit}");
        }
        for cut in 1..bytes.len() {
            assert!(matches!(read(&bytes[..cut]), Read::Bad { .. }), "cut {cut}");
        }
    }

    #[test]
    fn too_long_is_refused() {
        let header = Header { kind: Kind::Part, sequence: 1, part: 0, link: [0; 8] };
        assert!(write(&mut Vec::new(), &header, &vec![1; FRAME_MAX], &[0; 32]).is_none());
    }
}
