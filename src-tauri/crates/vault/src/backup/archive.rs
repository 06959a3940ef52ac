//! What lies inside the envelope: sections, and a signed manifest behind them.

use super::{Manifest, damaged, is_damage};
use crate::{
    error::{Result, VaultError},
    keys::{KeyRing, Roster, SignedBy},
};
use crypto::Signature;
use sha2::{Digest as _, Sha256};
use std::{
    io::{Read, Write},
    path::Path,
};

const MAGIC: &[u8; 8] = b"CKBACK1\n";
const MANIFEST: u8 = 255;
const HEADER: usize = 25;
const DOMAIN: &str = "ck1 backup";
/// A manifest is never longer.
const MANIFEST_MAX: u64 = 4096;
const SIGNATURE: usize = 64;
const BUFFER: usize = 64 << 10;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `vault.ck`.
    KeyFile,
    /// A segment of the journal.
    Segment(u32),
    /// A document.
    Document([u8; 16]),
}

impl Part {
    fn header(self, length: u64) -> [u8; HEADER] {
        let (kind, name) = match self {
            Part::KeyFile => (1, [0; 16]),
            Part::Segment(number) => (2, u128::from(number).to_be_bytes()),
            Part::Document(name) => (3, name),
        };
        header(kind, name, length)
    }

    fn of(kind: u8, name: [u8; 16]) -> Option<Part> {
        match kind {
            1 => (name == [0; 16]).then_some(Part::KeyFile),
            2 => u32::try_from(u128::from_be_bytes(name)).ok().map(Part::Segment),
            3 => Some(Part::Document(name)),
            _ => None,
        }
    }
}

fn header(kind: u8, name: [u8; 16], length: u64) -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    let parts = [kind].into_iter().chain(name).chain(length.to_be_bytes());
    bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    bytes
}

/// Writes an archive.
pub(super) struct Writer<W> {
    to: W,
    sum: Sha256,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(to: W) -> Result<Writer<W>> {
        let mut writer = Writer { to, sum: Sha256::new() };
        writer.put(MAGIC)?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.sum.update(bytes);
        self.to.write_all(bytes).map_err(|e| VaultError::io("writing the backup", e))
    }

    /// Adds a section of exactly `length` bytes; `told` hears of each piece.
    ///
    /// # Errors
    /// I/O by kind; `Damaged` never: a source that is shorter is told as an I/O error.
    pub(super) fn section(
        &mut self,
        (part, length): (Part, u64),
        from: &mut dyn Read,
        told: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        self.put(&part.header(length))?;
        let mut buffer = vec![0; BUFFER];
        let mut left = length;
        while left > 0 {
            let wanted = usize::try_from(left).unwrap_or(BUFFER).min(BUFFER);
            let piece = buffer.get_mut(..wanted).unwrap_or_default();
            from.read_exact(piece).map_err(|e| VaultError::io("reading for the backup", e))?;
            self.sum.update(&*piece);
            self.to.write_all(piece).map_err(|e| VaultError::io("writing the backup", e))?;
            let done = u64::try_from(wanted).unwrap_or(left);
            left -= done;
            told(done)?;
        }
        Ok(())
    }

    /// Writes the signed manifest, and hands the target back.
    pub(super) fn finish(mut self, manifest: &Manifest, ring: &KeyRing) -> Result<W> {
        let told = postcard::to_stdvec(manifest).map_err(|_| VaultError::Misuse("a manifest cannot be encoded"))?;
        let signature = ring.sign(DOMAIN, &signed(self.sum.clone(), &told));
        let length = u64::try_from(told.len() + SIGNATURE).unwrap_or(u64::MAX);
        for bytes in [header(MANIFEST, [0; 16], length).as_slice(), &told, &signature] {
            self.put(bytes)?;
        }
        Ok(self.to)
    }
}

fn signed(sum: Sha256, manifest: &[u8]) -> Vec<u8> {
    [<[u8; 32]>::from(sum.finalize()).as_slice(), manifest].concat()
}

/// A manifest whose signature was not looked at yet.
pub(super) struct Claimed {
    pub(super) manifest: Manifest,
    signed: Vec<u8>,
    signature: Signature,
}

impl Claimed {
    /// The manifest, where its maker is of this roster and signed it.
    pub(super) fn proved(self, roster: &Roster) -> Option<Manifest> {
        let by =
            SignedBy { member: self.manifest.user, domain: DOMAIN, bytes: &self.signed, signature: &self.signature };
        roster.verify(by).then_some(self.manifest)
    }
}

/// What comes next in an archive.
pub(super) enum Next {
    /// A section, of which so many bytes are to be read.
    Section(Part, u64),
    /// The manifest: the archive is at its end.
    End(Claimed),
}

/// Reads an archive in its order.
pub(super) struct Reader<'a> {
    from: Box<dyn Read>,
    path: &'a Path,
    sum: Sha256,
    left: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn begin(from: Box<dyn Read>, path: &'a Path) -> Result<Reader<'a>> {
        let mut reader = Reader { from, path, sum: Sha256::new(), left: 0 };
        let mut magic = [0; MAGIC.len()];
        reader.take(&mut magic)?;
        if magic != *MAGIC {
            return Err(reader.damaged("it holds something else, or is of a newer program"));
        }
        Ok(reader)
    }

    pub(super) fn damaged(&self, what: &str) -> VaultError {
        damaged(self.path, what)
    }

    fn take(&mut self, into: &mut [u8]) -> Result<()> {
        self.read(into)?;
        self.sum.update(&*into);
        Ok(())
    }

    fn read(&mut self, into: &mut [u8]) -> Result<()> {
        self.from.read_exact(into).map_err(|e| {
            if is_damage(&e) {
                return self.damaged("it is cut short, or not as it was written");
            }
            VaultError::at("reading", self.path, e)
        })
    }

    /// The next section, the one before having been read to its end.
    pub(super) fn next(&mut self) -> Result<Next> {
        if self.left > 0 {
            return Err(VaultError::Misuse("a section was not read to its end"));
        }
        let before = self.sum.clone();
        let mut head = [0; HEADER];
        self.take(&mut head)?;
        let (kind, rest) = head.split_first().unwrap_or((&0, &[]));
        let (name, length) = rest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        let length = length.first_chunk::<8>().map_or(u64::MAX, |bytes| u64::from_be_bytes(*bytes));
        if *kind == MANIFEST {
            return self.end(before, length);
        }
        let part = Part::of(*kind, *name).ok_or_else(|| self.damaged("it holds a part of no known kind"))?;
        self.left = length;
        Ok(Next::Section(part, length))
    }

    fn end(&mut self, before: Sha256, length: u64) -> Result<Next> {
        let bad = "its manifest cannot be read";
        let length = usize::try_from(length).ok().filter(|_| length <= MANIFEST_MAX);
        let mut bytes = vec![0; length.ok_or_else(|| self.damaged(bad))?];
        self.read(&mut bytes)?;
        let (told, signature) = bytes.split_last_chunk::<SIGNATURE>().ok_or_else(|| self.damaged(bad))?;
        let manifest = postcard::from_bytes(told).map_err(|_| self.damaged(bad))?;
        let mut more = [0; 1];
        match self.from.read(&mut more) {
            Ok(0) => {}
            Ok(_) => return Err(self.damaged("something follows its end")),
            Err(_) => return Err(self.damaged("it is not as it was written")),
        }
        Ok(Next::End(Claimed { manifest, signed: signed(before, told), signature: *signature }))
    }

    /// Hands the section's bytes over, a piece at a time.
    pub(super) fn body(&mut self, take: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut buffer = vec![0; BUFFER];
        while self.left > 0 {
            let wanted = usize::try_from(self.left).unwrap_or(BUFFER).min(BUFFER);
            let piece = buffer.get_mut(..wanted).unwrap_or_default();
            self.take(piece)?;
            self.left -= u64::try_from(wanted).unwrap_or(self.left);
            take(piece)?;
        }
        Ok(())
    }

    /// The section's bytes, at most `limit`.
    pub(super) fn bytes(&mut self, limit: u64) -> Result<Vec<u8>> {
        if self.left > limit {
            return Err(self.damaged("a part of it is too long"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(self.left).unwrap_or(0));
        self.body(&mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}
