//! The signed, sealed entry that closes a commit.
//!
//! `sealed = seal under K_journal (postcard of Body ‖ signature 64)`, the signature being Ed25519 of the signer, domain
//! "ck1 entry", over `prev ‖ postcard of Body`; `prev` is the chain hash of the frame before, so that it covers the parts.

use crate::{
    commit::{Entry, Object, Timestamp},
    error::{Result, VaultError},
    journal::{Closed, Hash, place},
    keys::{Roster, SignedBy},
    sealing::Sealing,
};
use serde::{Deserialize, Serialize};
use values::Role;

const DOMAIN: &str = "ck1 entry";
const SIGNATURE: usize = 64;

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) at: Timestamp,
    pub(crate) workstation: u16,
    pub(crate) user: u32,
    pub(crate) role: u8,
    pub(crate) action: String,
    pub(crate) purpose: String,
    pub(crate) objects: Vec<Object>,
    pub(crate) changes: u64,
    pub(crate) detail: Option<[u8; 32]>,
}

/// The roles by their numbers in entries, as in the roster.
const ROLES: [Role; 6] =
    [Role::FrontDesk, Role::Coder, Role::Biller, Role::Supervisor, Role::Auditor, Role::Administrator];

pub(crate) fn role_number(role: Role) -> u8 {
    let at = ROLES.iter().position(|other| *other == role).unwrap_or(usize::MAX);
    u8::try_from(at).unwrap_or(u8::MAX)
}

/// Signs and seals an entry.
pub(crate) fn seal(sealing: &Sealing, (sequence, before): (u64, &Hash), body: &Body) -> Result<Vec<u8>> {
    let mut plain = postcard::to_stdvec(body).map_err(|_| VaultError::Misuse("an entry cannot be encoded"))?;
    let signature = sealing.ring.sign(DOMAIN, &signed(before, &plain));
    plain.extend_from_slice(&signature);
    Ok(sealing.ring.seal_journal(sequence, &plain)?)
}

fn signed(before: &Hash, body: &[u8]) -> Vec<u8> {
    [before.as_slice(), body].concat()
}

/// Opens an entry and says whether its signature holds.
///
/// # Errors
/// `Damaged` where it does not open: the frame's checksum and chain were right, so somebody changed it who has no keys.
pub(crate) fn open(sealing: &Sealing, roster: &Roster, closed: &Closed) -> Result<(Entry, bool)> {
    let damaged = || VaultError::damaged("a journal entry does not open", place(closed.commit));
    let plain = sealing.ring.open_journal(closed.head.sequence, &closed.entry).ok_or_else(damaged)?;
    let (bytes, signature) = plain.split_last_chunk::<SIGNATURE>().ok_or_else(damaged)?;
    let body: Body = postcard::from_bytes(bytes).map_err(|_| damaged())?;
    let role = ROLES.get(usize::from(body.role)).copied().ok_or_else(damaged)?;
    let signed_bytes = signed(&closed.before, bytes);
    let by = SignedBy { member: body.user, domain: DOMAIN, bytes: &signed_bytes, signature };
    let member = roster.member(body.user);
    let holds = roster.verify(by) && member.is_some_and(|member| member.role == role);
    let entry = Entry {
        sequence: closed.head.sequence,
        at: body.at,
        workstation: body.workstation,
        user: body.user,
        user_name: member.map(|member| member.name.clone()).unwrap_or_default(),
        role,
        action: body.action,
        purpose: body.purpose,
        objects: body.objects,
        changes: body.changes,
        detail: body.detail,
        head: closed.head.hash,
    };
    Ok((entry, holds))
}
