//! How people come, go and unlock. Each act makes a whole new file and parses it before it replaces the old one in memory;
//! the caller journals the change and the file's digest, writes it, and only then goes on (security.md 2).

use super::entry::{Act, Entry, Genesis, KeyMark, PublicKeys};
use super::file::Parts;
use super::grant::{Grant, KeyId, Pen};
use super::roster::{FIRST_ADMINISTRATOR, FIRST_SUPERVISOR, Member, MemberState, RECOVERY, Roster};
use super::slot::{Secrets, Slot};
use super::{KeyError, KeyRing, PracticeId, VaultFile};
use crypto::{KdfSetting, Key, KeyBytes, Passphrase, PublicKey, RecoveryCode};
use std::collections::BTreeMap;
use values::{Class, Role};

/// A person to be: name and passphrase.
#[derive(Clone, Copy)]
pub struct NewPerson<'a> {
    /// The user name.
    pub name: &'a str,
    /// The passphrase that the person chose.
    pub passphrase: &'a Passphrase,
}

/// What a new store needs.
pub struct NewVault<'a> {
    /// For judging passphrases only; it is not stored here.
    pub practice_name: &'a str,
    /// The first administrator.
    pub administrator: NewPerson<'a>,
    /// The first supervisor, who holds every class.
    pub supervisor: NewPerson<'a>,
    /// How passphrases are stretched.
    pub kdf: KdfSetting,
    /// One person holds all roles, so that a second signature may be missing.
    pub single_person: bool,
}

/// A new store's file, its first two users unlocked, and the code to show once.
pub struct Created {
    /// The file to write.
    pub file: VaultFile,
    /// The first administrator's keys.
    pub administrator: KeyRing,
    /// The first supervisor's keys.
    pub supervisor: KeyRing,
    /// The recovery code.
    pub recovery: RecoveryCode,
}

/// A user to be enrolled.
#[derive(Clone, Copy)]
pub struct NewMember<'a> {
    /// The user name, never given twice in a store.
    pub name: &'a str,
    /// What the person works as.
    pub role: Role,
    /// The passphrase that the person chose.
    pub passphrase: &'a Passphrase,
    /// For judging the passphrase only.
    pub practice_name: &'a str,
}

/// What was done to the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterAct {
    /// Enrolled, without keys.
    Enrolled,
    /// Enrolled and given keys at once.
    EnrolledAndApproved,
    /// Given keys.
    Approved,
    /// Keys and slot taken away.
    Disabled,
    /// A new passphrase.
    PassphraseChanged,
    /// Given `sensitive` by name.
    SensitiveGranted,
    /// New keys for all classes.
    Rotated,
}

/// What to journal about a change of the roster, beside the new file's digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterChange {
    /// What was done.
    pub act: RosterAct,
    /// To whom; for a rotation who did it.
    pub member: u32,
    /// Who signed.
    pub signers: Vec<u32>,
    /// Two should have signed, and one did, in a store of a single person.
    pub unreviewed: bool,
}

/// Makes a new store: keys for every class, two users, the recovery code.
///
/// # Errors
/// [`KeyError::WeakPassphrase`], [`KeyError::BadName`], [`KeyError::NameTaken`], [`KeyError::Crypto`].
pub fn create(new: &NewVault<'_>) -> Result<Created, KeyError> {
    for person in [new.administrator, new.supervisor] {
        person.passphrase.check(&[person.name, new.practice_name])?;
    }
    let people = [Secrets::random()?, Secrets::random()?];
    let [administrator, supervisor] = &people;
    let recovery = RecoveryCode::random()?;
    let genesis = genesis_of(new, &people, &recovery)?;
    let mut draft = Draft::new(&genesis);
    let both = [pen(FIRST_ADMINISTRATOR, administrator), pen(FIRST_SUPERVISOR, supervisor)];
    let founders = [
        (FIRST_ADMINISTRATOR, Role::Administrator, new.administrator, administrator),
        (FIRST_SUPERVISOR, Role::Supervisor, new.supervisor, supervisor),
    ];
    for (user, role, person, secrets) in founders {
        let slot = Slot::seal(&draft.practice(), user, new.kdf.params(), (secrets, person.passphrase))?;
        let act = Act::Enrol { user, role, name: person.name.to_owned(), keys: public(secrets), slot: slot.digest() };
        draft.parts.slots.push(slot);
        draft.add(&act, &both)?;
    }
    for user in [FIRST_ADMINISTRATOR, FIRST_SUPERVISOR] {
        draft.add(&Act::Approve { user }, &both)?;
    }
    draft.begin_epoch(1, pen(FIRST_SUPERVISOR, supervisor))?;
    let file = draft.finish()?;
    Ok(Created {
        administrator: KeyRing::open(&file, member(&file, FIRST_ADMINISTRATOR)?, administrator)?,
        supervisor: KeyRing::open(&file, member(&file, FIRST_SUPERVISOR)?, supervisor)?,
        file,
        recovery,
    })
}

/// Unlocks a user. A wrong name takes as long as a wrong passphrase.
///
/// # Errors
/// [`KeyError::WrongPassphrase`], [`KeyError::NotApproved`], [`KeyError::Disabled`], [`KeyError::Damaged`],
/// [`KeyError::Crypto`].
pub fn unlock(file: &VaultFile, name: &str, passphrase: &Passphrase) -> Result<KeyRing, KeyError> {
    let found = file.roster().by_name(name);
    let Some((member, slot)) = found.and_then(|member| Some((member, file.slot(member.id)?))) else {
        passphrase.stretch(file.kdf().params(), &[0; 16])?;
        return Err(if found.is_some() { KeyError::Disabled } else { KeyError::WrongPassphrase });
    };
    let secrets = slot.open(&file.practice_id(), passphrase)?;
    if public(&secrets) != member.keys {
        return Err(KeyError::Damaged { what: "slot keys" });
    }
    match member.state {
        MemberState::Active => KeyRing::open(file, member, &secrets),
        MemberState::Enrolled => Err(KeyError::NotApproved),
        MemberState::Disabled => Err(KeyError::Disabled),
    }
}

/// Unlocks with the recovery code: member 0, who holds every class and signs as a supervisor.
///
/// # Errors
/// [`KeyError::WrongPassphrase`] for another store's code; [`KeyError::Damaged`].
pub fn unlock_recovery(file: &VaultFile, code: &RecoveryCode) -> Result<KeyRing, KeyError> {
    let secrets = Secrets { hybrid: code.hybrid_pair().0, seed: code.signing_pair().0 };
    let recovery = member(file, RECOVERY)?;
    if public(&secrets) != recovery.keys {
        return Err(KeyError::WrongPassphrase);
    }
    KeyRing::open(file, recovery, &secrets)
}

/// Enrols a user, and gives the keys at once where the signers may: a supervisor for a role that gives PHI; for auditor,
/// supervisor and administrator both kinds (`second` is of the other kind). An administrator alone enrols a role that gives
/// PHI, and a supervisor [`approve`]s.
///
/// # Errors
/// [`KeyError::NotPermitted`], [`KeyError::SecondPersonNeeded`], [`KeyError::WeakPassphrase`], [`KeyError::BadName`],
/// [`KeyError::NameTaken`], [`KeyError::Crypto`].
pub fn enrol(
    file: &mut VaultFile,
    by: &KeyRing,
    second: Option<&KeyRing>,
    new: NewMember<'_>,
) -> Result<RosterChange, KeyError> {
    new.passphrase.check(&[new.name, new.practice_name])?;
    let rings = signing(file, by, second)?;
    let pens: Vec<Pen<'_>> = rings.iter().map(|ring| ring.pen()).collect();
    let mut draft = Draft::of(file);
    let user = draft.roster.next_id();
    let secrets = Secrets::random()?;
    // Judged before the second of work that the slot takes.
    let act = |slot| Act::Enrol { user, role: new.role, name: new.name.to_owned(), keys: public(&secrets), slot };
    let mut trial = draft.roster.clone();
    let signers: Vec<u32> = pens.iter().map(|pen| pen.id).collect();
    trial.apply(&act([0; 32]), &signers)?;
    let approved = trial.apply(&Act::Approve { user }, &signers);
    let supervised = rings.iter().any(|ring| ring.user().role == Role::Supervisor);
    match approved {
        Err(KeyError::NotPermitted) if !supervised && !needs_two(new.role) => {}
        Err(KeyError::NotPermitted) if needs_two(new.role) => return Err(KeyError::SecondPersonNeeded),
        Err(error) => return Err(error),
        Ok(()) => {}
    }
    let slot = Slot::seal(&draft.practice(), user, file.kdf().params(), (&secrets, new.passphrase))?;
    let digest = slot.digest();
    draft.parts.slots.push(slot);
    draft.add(&act(digest), &pens)?;
    if approved.is_ok() {
        draft.add(&Act::Approve { user }, &pens)?;
        draft.grant_all(user, &rings)?;
    }
    let act = if approved.is_ok() { RosterAct::EnrolledAndApproved } else { RosterAct::Enrolled };
    draft.replace(file, (act, user, signers))
}

/// Gives an enrolled user the keys of the role, after the approver has compared the fingerprint with the person.
///
/// # Errors
/// [`KeyError::NotPermitted`], [`KeyError::SecondPersonNeeded`], [`KeyError::NoSuchUser`], [`KeyError::WrongState`],
/// [`KeyError::Crypto`].
pub fn approve(
    file: &mut VaultFile,
    by: &KeyRing,
    second: Option<&KeyRing>,
    name: &str,
) -> Result<RosterChange, KeyError> {
    let rings = signing(file, by, second)?;
    let user = named(file, name)?;
    let mut draft = Draft::of(file);
    let signers = draft.sign_with(&Act::Approve { user }, &rings)?;
    draft.grant_all(user, &rings)?;
    draft.replace(file, (RosterAct::Approved, user, signers))
}

/// Takes slot and grants away. What the person copied stays readable to that person; a rotation becomes due.
///
/// # Errors
/// [`KeyError::NotPermitted`], [`KeyError::NoSuchUser`], [`KeyError::WrongState`], [`KeyError::LastHolder`].
pub fn disable(file: &mut VaultFile, by: &KeyRing, name: &str) -> Result<RosterChange, KeyError> {
    let rings = signing(file, by, None)?;
    let user = named(file, name)?;
    let mut draft = Draft::of(file);
    let signers = draft.sign_with(&Act::Disable { user }, &rings)?;
    draft.parts.slots.retain(|slot| slot.user != user);
    draft.parts.grants.retain(|grant| grant.grantee != user);
    draft.replace(file, (RosterAct::Disabled, user, signers))
}

/// Gives a coder, biller or supervisor `sensitive` by name; one of the signers must hold it. The caller journals the reason.
///
/// # Errors
/// [`KeyError::NotPermitted`], [`KeyError::SecondPersonNeeded`], [`KeyError::NoSuchUser`], [`KeyError::WrongState`].
pub fn grant_sensitive(
    file: &mut VaultFile,
    by: &KeyRing,
    second: Option<&KeyRing>,
    name: &str,
) -> Result<RosterChange, KeyError> {
    let rings = signing(file, by, second)?;
    let user = named(file, name)?;
    let mut draft = Draft::of(file);
    let signers = draft.sign_with(&Act::ByName { user, class: Class::Sensitive }, &rings)?;
    draft.grant_all(user, &rings)?;
    draft.replace(file, (RosterAct::SensitiveGranted, user, signers))
}

/// Makes new keys for all classes and seals them to everybody who is left and to recovery. Old cells stay under their keys;
/// unlock again to seal under the new ones.
///
/// # Errors
/// [`KeyError::NotPermitted`] for anybody but a supervisor who holds every class; [`KeyError::Crypto`].
pub fn rotate(file: &mut VaultFile, by: &KeyRing) -> Result<RosterChange, KeyError> {
    signing(file, by, None)?;
    let mut draft = Draft::of(file);
    let epoch = draft.roster.epoch().checked_add(1).ok_or(KeyError::WrongState)?;
    draft.begin_epoch(epoch, by.pen())?;
    draft.replace(file, (RosterAct::Rotated, by.user().id, vec![by.user().id]))
}

/// Seals the user's own secrets under a new passphrase. The old slot put back is refused from then on.
///
/// # Errors
/// [`KeyError::WeakPassphrase`]; [`KeyError::NotPermitted`] for the recovery code; [`KeyError::Crypto`].
pub fn change_passphrase(
    file: &mut VaultFile,
    by: &KeyRing,
    new: &Passphrase,
    practice_name: &str,
) -> Result<RosterChange, KeyError> {
    let user = by.user();
    new.check(&[&user.name, practice_name])?;
    let rings = signing(file, by, None)?;
    let mut draft = Draft::of(file);
    let secrets = by.secrets().filter(|_| user.id != RECOVERY).ok_or(KeyError::NotPermitted)?;
    let slot = Slot::seal(&draft.practice(), user.id, file.kdf().params(), (&secrets, new))?;
    let act = Act::Passphrase { user: user.id, slot: slot.digest() };
    draft.parts.slots.retain(|old| old.user != user.id);
    draft.parts.slots.push(slot);
    let signers = draft.sign_with(&act, &rings)?;
    draft.replace(file, (RosterAct::PassphraseChanged, user.id, signers))
}

/// The parts of the next file, and the roster as of its last entry.
struct Draft {
    parts: Parts,
    genesis: Genesis,
    roster: Roster,
}

impl Draft {
    fn new(genesis: &Genesis) -> Draft {
        let bytes = genesis.bytes();
        let roster = Roster::new(genesis, &bytes);
        let parts = Parts { genesis: bytes, entries: Vec::new(), slots: Vec::new(), grants: Vec::new() };
        Draft { parts, genesis: genesis.clone(), roster }
    }

    fn of(file: &VaultFile) -> Draft {
        Draft { parts: file.parts(), genesis: file.genesis().clone(), roster: file.roster().clone() }
    }

    fn practice(&self) -> PracticeId {
        *self.roster.practice()
    }

    /// Adds an entry; refused as the loader would refuse it, with the reason.
    fn add(&mut self, act: &Act, pens: &[Pen<'_>]) -> Result<(), KeyError> {
        let signers: Vec<u32> = pens.iter().map(|pen| pen.id).collect();
        self.roster.clone().apply(act, &signers)?;
        let at = (self.roster.length(), &self.roster.head());
        let bytes = Entry::write(&self.practice(), at, act, pens);
        self.roster.load(&self.genesis, &bytes)?;
        self.parts.entries.push(bytes);
        Ok(())
    }

    fn sign_with(&mut self, act: &Act, rings: &[&KeyRing]) -> Result<Vec<u32>, KeyError> {
        let pens: Vec<Pen<'_>> = rings.iter().map(|ring| ring.pen()).collect();
        self.add(act, &pens)?;
        Ok(pens.iter().map(|pen| pen.id).collect())
    }

    /// Seals to a member every key that is still missing, each by the first of the rings that holds it.
    fn grant_all(&mut self, user: u32, rings: &[&KeyRing]) -> Result<(), KeyError> {
        let practice = self.practice();
        let member = self.roster.member(user).ok_or(KeyError::NoSuchUser)?;
        let to = (user, &member.keys.hybrid);
        for id in self.roster.keys_of(member) {
            if self.parts.grants.iter().any(|grant| grant.grantee == user && grant.key == id) {
                continue;
            }
            let held = rings.iter().find_map(|ring| Some((ring.pen(), ring.key(id)?)));
            let (pen, key) = held.ok_or(KeyError::NotPermitted)?;
            self.parts.grants.push(Grant::seal(&practice, pen, to, (id, key))?);
        }
        Ok(())
    }

    /// New random keys for every class, sealed to all who hold it.
    fn begin_epoch(&mut self, epoch: u16, pen: Pen<'_>) -> Result<(), KeyError> {
        let practice = self.practice();
        let mut keys: BTreeMap<KeyId, Key> = BTreeMap::new();
        for id in KeyId::of_epoch(epoch) {
            keys.insert(id, Key::random()?);
        }

        let marks = KeyId::of_epoch(epoch).filter_map(|id| Some(KeyMark::of(&practice, id, keys.get(&id)?.bytes())));
        self.add(&Act::Epoch { epoch, marks: marks.collect() }, &[pen])?;
        let people: Vec<Member> = (0..self.roster.next_id()).filter_map(|id| self.roster.member(id).cloned()).collect();
        for member in people {
            for id in self.roster.keys_of(&member).into_iter().filter(|id| id.epoch == epoch) {
                let key: &KeyBytes = keys.get(&id).ok_or(KeyError::NotPermitted)?.bytes();
                let to: (u32, &PublicKey) = (member.id, &member.keys.hybrid);
                self.parts.grants.push(Grant::seal(&practice, pen, to, (id, key))?);
            }
        }
        Ok(())
    }

    /// The file, read again as anybody would read it.
    fn finish(mut self) -> Result<VaultFile, KeyError> {
        VaultFile::parse(&self.parts.encode())
    }

    fn replace(self, file: &mut VaultFile, done: (RosterAct, u32, Vec<u32>)) -> Result<RosterChange, KeyError> {
        let (act, member, signers) = done;
        *file = self.finish()?;
        let approved = matches!(act, RosterAct::Approved | RosterAct::EnrolledAndApproved);
        let unreviewed = approved && file.roster().member(member).is_some_and(|member| member.unreviewed);
        Ok(RosterChange { act, member, signers, unreviewed })
    }
}

fn genesis_of(new: &NewVault<'_>, people: &[Secrets; 2], recovery: &RecoveryCode) -> Result<Genesis, KeyError> {
    let mut lineage = [0; 16];
    crypto::random(&mut lineage)?;
    let [administrator, supervisor] = people.each_ref().map(public);
    Ok(Genesis {
        lineage,
        kdf: new.kdf,
        single_person: new.single_person,
        administrator,
        supervisor,
        recovery: PublicKeys { hybrid: recovery.hybrid_pair().1, verify: recovery.signing_pair().1 },
        age: recovery.age_public(),
    })
}

/// The rings that sign, each of somebody who is active in this very store.
fn signing<'a>(file: &VaultFile, by: &'a KeyRing, second: Option<&'a KeyRing>) -> Result<Vec<&'a KeyRing>, KeyError> {
    let rings: Vec<&KeyRing> = [Some(by), second].into_iter().flatten().collect();
    if rings.iter().all(|ring| ring.is_of(file.roster())) { Ok(rings) } else { Err(KeyError::NotPermitted) }
}

fn needs_two(role: Role) -> bool {
    matches!(role, Role::Auditor | Role::Supervisor | Role::Administrator)
}

fn pen(id: u32, secrets: &Secrets) -> Pen<'_> {
    Pen { id, seed: secrets.seed.bytes() }
}

fn public(secrets: &Secrets) -> PublicKeys {
    PublicKeys {
        hybrid: crypto::hybrid_public(secrets.hybrid.bytes()),
        verify: crypto::verify_key(secrets.seed.bytes()),
    }
}

fn member(file: &VaultFile, id: u32) -> Result<&Member, KeyError> {
    file.roster().member(id).ok_or(KeyError::NoSuchUser)
}

fn named(file: &VaultFile, name: &str) -> Result<u32, KeyError> {
    file.roster().by_name(name).map(|member| member.id).ok_or(KeyError::NoSuchUser)
}
