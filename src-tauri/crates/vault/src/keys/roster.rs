//! The people of a store, and the rules by which they come and go (security.md 2, 3). One set of rules: whoever makes an
//! entry and whoever loads one runs [`Roster::apply`].
//!
//! - Entries 0 to 3 enrol and approve the first administrator (user 1) and the first supervisor (user 2), whose keys stand in
//!   the genesis; both sign. User 0 is the recovery code: it stands for a supervisor's signature, and where the genesis says
//!   `single_person` for an administrator's as well.
//! - *enrol*: signed by an administrator or a supervisor; users are numbered without gaps, names are never given twice.
//! - *approve*: a role that gives PHI needs a supervisor; auditor, supervisor and administrator need administrator and
//!   supervisor, two persons. Where the genesis says `single_person` one of them may do it, marked unreviewed.
//! - *disable*: by an administrator or a supervisor; somebody must be left for each of these two roles and for each class.
//! - *passphrase*: signed by the user alone. *epoch*: signed by a supervisor who holds every class.
//! - *by name*: `sensitive` only, to an approved coder, biller or supervisor, with the signatures of an approval of an auditor.

use super::entry::{Act, Entry, Genesis, KeyMark, PublicKeys};
use super::grant::KeyId;
use super::{KeyError, PracticeId};
use crypto::{Signature, Signed, VerifyKey};
use std::collections::{BTreeMap, BTreeSet};
use values::{Class, ClassSet, Role};

/// The recovery code's number.
pub(super) const RECOVERY: u32 = 0;
/// The first administrator's number.
pub(super) const FIRST_ADMINISTRATOR: u32 = 1;
/// The first supervisor's number.
pub(super) const FIRST_SUPERVISOR: u32 = 2;
/// How many entries the founders sign together.
const FOUNDING: u32 = 4;
const MAX_NAME_BYTES: usize = 64;

/// Where a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberState {
    /// Has a slot, and no keys yet.
    Enrolled,
    /// Has keys.
    Active,
    /// Has neither; old signatures still count.
    Disabled,
}

/// A person of the store.
#[derive(Clone)]
pub struct Member {
    /// The number in entries and signatures; 0 is the recovery code.
    pub id: u32,
    /// The name, unique in the store for ever.
    pub name: String,
    /// What the person works as.
    pub role: Role,
    /// Where the person stands.
    pub state: MemberState,
    /// The classes whose keys the person holds (or will hold once approved).
    pub classes: ClassSet,
    /// Approved by one person alone, in a store of a single person.
    pub unreviewed: bool,
    pub(super) keys: PublicKeys,
    pub(super) slot: [u8; 32],
}

/// A signature and what it is said to be.
#[derive(Clone, Copy)]
pub struct SignedBy<'a> {
    /// Whose signature.
    pub member: u32,
    /// The use, as given to [`KeyRing::sign`](super::KeyRing::sign).
    pub domain: &'a str,
    /// The signed bytes.
    pub bytes: &'a [u8],
    /// The signature.
    pub signature: &'a Signature,
}

/// Everybody who is or was of the store, with the marks of its keys.
#[derive(Clone)]
pub struct Roster {
    practice: PracticeId,
    founders: [VerifyKey; 2],
    single_person: bool,
    members: Vec<Member>,
    marks: BTreeMap<KeyId, KeyMark>,
    epoch: u16,
    rotation_due: bool,
    length: u32,
    head: [u8; 32],
}

impl Roster {
    /// All members in the order of their enrolment; the recovery code is none of them.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.id != RECOVERY)
    }

    /// The member with this number, the recovery code being 0.
    #[must_use]
    pub fn member(&self, id: u32) -> Option<&Member> {
        self.members.get(usize::try_from(id).ok()?)
    }

    /// The member of this name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Member> {
        self.members().find(|member| member.name == name)
    }

    /// Whether one person holds all roles, so that a second signature may be missing.
    #[must_use]
    pub fn is_single_person(&self) -> bool {
        self.single_person
    }

    /// Whether the signature is that member's. A disabled member's old signatures count; what he may sign is for the caller.
    #[must_use]
    pub fn verify(&self, by: SignedBy<'_>) -> bool {
        let signed = Signed { domain: by.domain, bytes: by.bytes, signature: by.signature };
        self.member(by.member).is_some_and(|member| crypto::verify(&member.keys.verify, signed))
    }

    /// What two people compare before an approval: eight groups of four digits over both public keys.
    #[must_use]
    pub fn fingerprint(&self, member: u32) -> Option<String> {
        let member = self.member(member)?;
        let (id, keys) = (member.id.to_be_bytes(), &member.keys);
        let hash = crypto::sha256(&[b"ck1 fingerprint", &self.practice, &id, &keys.hybrid, &keys.verify]);
        let groups =
            hash.chunks(2).take(8).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        Some(groups.collect::<Vec<_>>().join(" "))
    }

    /// Somebody with keys was disabled since the last epoch: the next supervisor who holds all classes should
    /// [`rotate`](super::rotate).
    #[must_use]
    pub fn rotation_due(&self) -> bool {
        self.rotation_due
    }

    /// The epoch under which is sealed now.
    #[must_use]
    pub fn epoch(&self) -> u16 {
        self.epoch
    }

    /// The hash of the last entry.
    #[must_use]
    pub fn head(&self) -> [u8; 32] {
        self.head
    }

    pub(super) fn new(genesis: &Genesis, bytes: &[u8]) -> Roster {
        let recovery = Member {
            id: RECOVERY,
            name: String::from("recovery code"),
            role: Role::Supervisor,
            state: MemberState::Active,
            classes: ClassSet::of(&Class::ALL),
            unreviewed: false,
            keys: genesis.recovery,
            slot: [0; 32],
        };
        Roster {
            practice: super::entry::practice_id(bytes),
            founders: [genesis.administrator.verify, genesis.supervisor.verify],
            single_person: genesis.single_person,
            members: vec![recovery],
            marks: BTreeMap::new(),
            epoch: 0,
            rotation_due: false,
            length: 0,
            head: super::entry::link(bytes),
        }
    }

    pub(super) fn practice(&self) -> &PracticeId {
        &self.practice
    }

    pub(super) fn length(&self) -> u32 {
        self.length
    }

    pub(super) fn marks(&self) -> &BTreeMap<KeyId, KeyMark> {
        &self.marks
    }

    /// The number that the next person gets.
    pub(super) fn next_id(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// The keys that this member must hold, in order.
    pub(super) fn keys_of(&self, member: &Member) -> BTreeSet<KeyId> {
        let holds = member.state == MemberState::Active;
        self.marks.keys().copied().filter(|key| holds && key.is_for(member.classes)).collect()
    }

    /// Takes an entry from a file: chain, signatures, rules.
    pub(super) fn load(&mut self, genesis: &Genesis, bytes: &[u8]) -> Result<(), KeyError> {
        let entry = Entry::parse(&self.practice, bytes).ok_or(KeyError::Damaged { what: "roster entry" })?;
        if entry.sequence != self.length || entry.previous != self.head {
            return Err(KeyError::Damaged { what: "roster chain" });
        }
        for (signer, signature) in &entry.signers {
            let key = self.signing_key(*signer).ok_or(KeyError::Damaged { what: "roster signer" })?;
            if !entry.is_signed(&key, signature) {
                return Err(KeyError::Damaged { what: "roster signature" });
            }
        }
        let signers: Vec<u32> = entry.signers.iter().map(|(signer, _)| *signer).collect();
        if self.length < FOUNDING && !self.is_founding(genesis, &entry.act) {
            return Err(KeyError::Damaged { what: "roster foundation" });
        }
        self.apply(&entry.act, &signers).map_err(|_| KeyError::Damaged { what: "roster rule" })?;
        self.length = self.length.checked_add(1).ok_or(KeyError::Damaged { what: "roster length" })?;
        self.head = super::entry::link(bytes);
        Ok(())
    }

    /// The key with which a signer signs the next entry; disabled and unapproved members sign none.
    fn signing_key(&self, signer: u32) -> Option<VerifyKey> {
        if self.length < FOUNDING {
            let at = usize::try_from(signer.checked_sub(FIRST_ADMINISTRATOR)?).ok()?;
            return self.founders.get(at).copied();
        }
        self.member(signer).filter(|member| member.state == MemberState::Active).map(|member| member.keys.verify)
    }

    /// Whether this is the act with which a store must begin at this place.
    fn is_founding(&self, genesis: &Genesis, act: &Act) -> bool {
        let (first, second) = (genesis.administrator, genesis.supervisor);
        match act {
            Act::Enrol { user: FIRST_ADMINISTRATOR, role: Role::Administrator, keys, .. } => {
                self.length == 0 && *keys == first
            }
            Act::Enrol { user: FIRST_SUPERVISOR, role: Role::Supervisor, keys, .. } => {
                self.length == 1 && *keys == second
            }
            Act::Approve { user: FIRST_ADMINISTRATOR } => self.length == 2,
            Act::Approve { user: FIRST_SUPERVISOR } => self.length == 3,
            Act::Enrol { .. }
            | Act::Approve { .. }
            | Act::Disable { .. }
            | Act::Passphrase { .. }
            | Act::Epoch { .. }
            | Act::ByName { .. } => false,
        }
    }

    /// Does an act, if these signers may. On an error the roster is as before.
    pub(super) fn apply(&mut self, act: &Act, signers: &[u32]) -> Result<(), KeyError> {
        let signed = self.signatures(signers)?;
        match act {
            Act::Enrol { user, role, name, keys, slot } => {
                signed.either()?;
                self.may_enrol(*user, name)?;
                let classes = role.classes();
                let named = if *user == FIRST_SUPERVISOR { Class::Sensitive.into() } else { ClassSet::EMPTY };
                self.members.push(Member {
                    id: *user,
                    name: name.clone(),
                    role: *role,
                    state: MemberState::Enrolled,
                    classes: classes.with(named),
                    unreviewed: false,
                    keys: *keys,
                    slot: *slot,
                });
            }
            Act::Approve { user } => {
                let member = self.in_state(*user, MemberState::Enrolled)?;
                let unreviewed = signed.may_approve(member.role)?;
                self.change(*user, |member| {
                    member.state = MemberState::Active;
                    member.unreviewed = unreviewed;
                });
            }
            Act::Disable { user } => {
                signed.either()?;
                self.may_disable(*user)?;
                self.rotation_due |= self.member(*user).is_some_and(|member| member.state == MemberState::Active);
                self.change(*user, |member| member.state = MemberState::Disabled);
            }
            Act::Passphrase { user, slot } => {
                if *user == RECOVERY || signers != [*user] {
                    return Err(KeyError::NotPermitted);
                }
                self.change(*user, |member| member.slot = *slot);
            }
            Act::Epoch { epoch, marks } => self.begin_epoch(*epoch, marks, signers)?,
            Act::ByName { user, class } => {
                signed.may_approve(Role::Supervisor)?;
                let member = self.in_state(*user, MemberState::Active)?;
                let works = matches!(member.role, Role::Coder | Role::Biller | Role::Supervisor);
                if !works || *class != Class::Sensitive || *user == RECOVERY || member.classes.has(*class) {
                    return Err(KeyError::NotPermitted);
                }
                self.change(*user, |member| member.classes = member.classes.with((*class).into()));
            }
        }
        Ok(())
    }

    fn change(&mut self, id: u32, edit: impl FnOnce(&mut Member)) {
        if let Some(member) = usize::try_from(id).ok().and_then(|at| self.members.get_mut(at)) {
            edit(member);
        }
    }

    fn in_state(&self, id: u32, state: MemberState) -> Result<&Member, KeyError> {
        let member = self.member(id).ok_or(KeyError::NoSuchUser)?;
        if member.state == state { Ok(member) } else { Err(KeyError::WrongState) }
    }

    fn may_enrol(&self, user: u32, name: &str) -> Result<(), KeyError> {
        if user != self.next_id() || user == u32::MAX {
            return Err(KeyError::WrongState);
        }
        if name.is_empty() || name.len() > MAX_NAME_BYTES || name.trim() != name || name.chars().any(char::is_control) {
            return Err(KeyError::BadName);
        }
        let folded = name.to_lowercase();
        if self.members.iter().any(|member| member.name.to_lowercase() == folded) {
            return Err(KeyError::NameTaken);
        }
        Ok(())
    }

    fn may_disable(&self, user: u32) -> Result<(), KeyError> {
        let member = self.member(user).filter(|member| member.id != RECOVERY).ok_or(KeyError::NoSuchUser)?;
        if member.state == MemberState::Disabled {
            return Err(KeyError::WrongState);
        }
        let left = || self.members().filter(|other| other.id != user && other.state == MemberState::Active);
        let held = left().fold(ClassSet::EMPTY, |held, other| held.with(other.classes));
        let whole = left().any(|other| other.role == Role::Administrator)
            && left().any(|other| other.role == Role::Supervisor)
            && held.covers(ClassSet::of(&Class::ALL));
        if whole { Ok(()) } else { Err(KeyError::LastHolder) }
    }

    fn begin_epoch(&mut self, epoch: u16, marks: &[KeyMark], signers: &[u32]) -> Result<(), KeyError> {
        let all = ClassSet::of(&Class::ALL);
        let holds = |id: &u32| {
            self.member(*id).is_some_and(|member| member.role == Role::Supervisor && member.classes.covers(all))
        };
        if !signers.iter().any(holds) {
            return Err(KeyError::NotPermitted);
        }
        if self.epoch.checked_add(1) != Some(epoch) || marks.len() != Class::ALL.len() + 1 {
            return Err(KeyError::WrongState);
        }
        self.epoch = epoch;
        self.marks.extend(KeyId::of_epoch(epoch).zip(marks.iter().copied()));
        self.rotation_due = false;
        Ok(())
    }

    /// What these signers are together.
    fn signatures(&self, signers: &[u32]) -> Result<Signatures, KeyError> {
        let founding = self.length < FOUNDING;
        let mut found = Vec::new();
        for signer in signers {
            let role = match (founding, *signer) {
                (true, FIRST_ADMINISTRATOR) => Role::Administrator,
                (true, FIRST_SUPERVISOR) => Role::Supervisor,
                _ => self.in_state(*signer, MemberState::Active).map_err(|_| KeyError::NotPermitted)?.role,
            };
            found.push((*signer, role));
        }
        let distinct = found.len() == found.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>().len();
        if found.is_empty() || found.len() > 2 || !distinct {
            return Err(KeyError::SecondPersonNeeded);
        }
        Ok(Signatures { signers: found, single_person: self.single_person })
    }
}

/// The signers of one entry, all different.
struct Signatures {
    signers: Vec<(u32, Role)>,
    single_person: bool,
}

impl Signatures {
    fn supervises(&self, signer: (u32, Role)) -> bool {
        signer.1 == Role::Supervisor
    }

    fn administers(&self, signer: (u32, Role)) -> bool {
        signer.1 == Role::Administrator || (self.single_person && signer.0 == RECOVERY)
    }

    fn either(&self) -> Result<(), KeyError> {
        let may = self.signers.iter().any(|signer| self.supervises(*signer) || self.administers(*signer));
        if may { Ok(()) } else { Err(KeyError::NotPermitted) }
    }

    /// Two persons, one of each kind.
    fn both(&self) -> bool {
        self.signers.iter().any(|one| {
            self.supervises(*one) && self.signers.iter().any(|other| other.0 != one.0 && self.administers(*other))
        })
    }

    /// Whether they may approve this role; `true` where it must be listed as unreviewed.
    fn may_approve(&self, role: Role) -> Result<bool, KeyError> {
        let supervised = self.signers.iter().any(|signer| self.supervises(*signer));
        self.either()?;
        if role.gives_phi() && !supervised {
            return Err(KeyError::NotPermitted);
        }
        let two = matches!(role, Role::Auditor | Role::Supervisor | Role::Administrator);
        if !two || self.both() {
            return Ok(false);
        }
        if self.single_person { Ok(true) } else { Err(KeyError::SecondPersonNeeded) }
    }
}
