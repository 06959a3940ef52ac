//! Files made by somebody who wants in: every one is refused, whatever sum it ends in.

use super::super::entry::{Act, Entry, KeyMark, PublicKeys};
use super::super::file::Parts;
use super::super::grant::{Grant, JOURNAL, KeyId, Pen};
use super::super::slot::{Secrets, Slot};
use super::*;
use crypto::Key;
use proptest::prelude::*;

/// The parts of a store, an attacker's to rearrange.
fn parts(file: &VaultFile) -> Parts {
    file.parts()
}

fn refused(mut parts: Parts) -> KeyError {
    VaultFile::parse(&parts.encode()).err().expect("a hostile file was accepted")
}

fn damaged(parts: Parts, part: &str) {
    match refused(parts) {
        KeyError::Damaged { what } => assert_eq!(what, part),
        other => panic!("{other}"),
    }
}

/// Appends an entry that these pens sign, correct in all but what it says.
fn append(parts: &mut Parts, file: &VaultFile, act: &Act, pens: &[Pen<'_>]) {
    let roster = file.roster();
    parts.entries.push(Entry::write(&file.practice_id(), (roster.length(), &roster.head()), act, pens));
}

fn public(secrets: &Secrets) -> PublicKeys {
    PublicKeys {
        hybrid: crypto::hybrid_public(secrets.hybrid.bytes()),
        verify: crypto::verify_key(secrets.seed.bytes()),
    }
}

#[test]
fn every_bit_of_the_file_counts() {
    let good = founders().file.bytes();
    let mut bad = good.to_vec();
    for bit in 0..good.len() * 8 {
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(matches!(VaultFile::parse(&bad), Err(KeyError::Damaged { .. })), "bit {bit}");
        bad[bit / 8] ^= 1 << (bit % 8);
    }
    for cut in 0..good.len() {
        assert!(matches!(VaultFile::parse(&good[..cut]), Err(KeyError::Damaged { .. })), "cut {cut}");
    }
}

/// One bit of each byte, and the sum made to fit again: signatures and digests cover what the sum no longer does.
#[test]
fn every_byte_counts_even_with_a_fitting_sum() {
    let good = founders().file.bytes();
    let flips: Vec<usize> = (0..good.len() - 32).collect();
    std::thread::scope(|scope| {
        for half in flips.chunks(flips.len().div_ceil(2)) {
            scope.spawn(|| {
                let mut bad = good[..good.len() - 32].to_vec();
                for at in half.iter().copied() {
                    bad[at] ^= 1 << (at % 8);
                    let sum = crypto::sha256(&[&bad]);
                    bad.extend_from_slice(&sum);
                    assert!(VaultFile::parse(&bad).is_err(), "byte {at}");
                    bad.truncate(good.len() - 32);
                    bad[at] ^= 1 << (at % 8);
                }
            });
        }
    });
}

#[test]
fn a_newer_version_is_told_from_damage() {
    let mut bytes = founders().file.bytes().to_vec();
    bytes[7] = b'2';
    assert!(matches!(VaultFile::parse(&bytes), Err(KeyError::Damaged { what: "checksum" })));
    let len = bytes.len() - 32;
    let sum = crypto::sha256(&[&bytes[..len]]);
    bytes[len..].copy_from_slice(&sum);
    assert!(matches!(VaultFile::parse(&bytes), Err(KeyError::NewerStore)));
}

#[test]
fn a_swapped_key_is_refused() {
    // The attacker puts his own public keys into somebody's enrolment, to be sealed to.
    let file = office().file();
    let mut hostile = parts(&file);
    let own = public(&Secrets::random().unwrap());
    let member = file.roster().by_name("coder").unwrap();
    let entry = hostile.entries.iter_mut().find(|entry| entry.windows(32).any(|w| w == member.keys.hybrid)).unwrap();
    let place = entry.windows(32).position(|window| window == member.keys.hybrid).unwrap();
    entry[place..place + 32].copy_from_slice(&own.hybrid);
    damaged(hostile, "roster signature");
}

#[test]
fn a_swapped_founder_changes_the_practice() {
    let file = &founders().file;
    let mut hostile = parts(file);
    let own = public(&Secrets::random().unwrap());
    let place = 11 + 16 + 2 + 64;
    hostile.genesis[place..place + 32].copy_from_slice(&own.hybrid);
    damaged(hostile, "roster chain");
    // A whole new foundation of the attacker's parses, and is another practice: it opens nothing of this one.
    let other = new_vault(false);
    assert_ne!(other.file.practice_id(), file.practice_id());
    let cell = founders().supervisor.seal_cell(&at(1, 1, Class::Clinical), b"x").unwrap();
    assert!(text(other.supervisor.open_cell(1, 1, &cell)).is_none());
}

#[test]
fn weak_slots_are_refused() {
    let file = &founders().file;
    for (memory, passes) in [(65_535u32, 3u32), (8, 3), (65_536, 2), (65_536, 17), (1_048_577, 3)] {
        let mut bytes = *file.slot(2).unwrap().bytes();
        bytes[4..8].copy_from_slice(&memory.to_be_bytes());
        bytes[8..12].copy_from_slice(&passes.to_be_bytes());
        assert!(matches!(Slot::parse(&bytes), Err(KeyError::WeakParameters)), "{memory} {passes}");
        // In a file as well, whatever its sum.
        let mut whole = file.bytes().to_vec();
        let place = whole.windows(148).position(|window| window == file.slot(2).unwrap().bytes()).unwrap();
        whole[place..place + 148].copy_from_slice(&bytes);
        let len = whole.len() - 32;
        let sum = crypto::sha256(&[&whole[..len]]);
        whole[len..].copy_from_slice(&sum);
        assert!(matches!(VaultFile::parse(&whole), Err(KeyError::WeakParameters)));
    }
}

#[test]
fn a_slot_of_another_passphrase_or_user_is_refused() {
    let file = founders().file.parts();
    let own = Secrets::random().unwrap();
    let practice = founders().file.practice_id();
    let mut hostile = file.clone();
    hostile.slots[1] = Slot::seal(&practice, 2, KdfSetting::Floor.params(), (&own, &phrase("mine"))).unwrap();
    damaged(hostile, "slots");
    let mut swapped = file.clone();
    swapped.slots.remove(1);
    damaged(swapped, "slots");
    let mut doubled = file;
    doubled.slots.push(doubled.slots[0].clone());
    damaged(doubled, "slots");
}

#[test]
fn an_old_slot_put_back_is_refused() {
    let office = office();
    let mut file = office.file();
    let old = file.slot(office.ring(Role::Coder).user().id).unwrap().clone();
    change_passphrase(&mut file, office.ring(Role::Coder), &phrase("a second one"), PRACTICE).unwrap();
    let mut hostile = parts(&file);
    hostile.slots.retain(|slot| slot.user != old.user);
    hostile.slots.push(old);
    damaged(hostile, "slots");
}

#[test]
fn nobody_approves_himself() {
    // Enrolled by the administrator and not approved, the new biller signs an approval and takes grants from a friend's keys.
    let office = office();
    let (mut file, administrator) = (office.file(), office.ring(Role::Administrator));
    enrol_as(&mut file, administrator, None, "nora", Role::Biller).unwrap();
    let nora = file.roster().by_name("nora").unwrap().clone();
    let secrets = file.slot(nora.id).unwrap().open(&file.practice_id(), &phrase("nora")).unwrap();
    let friend = office.ring(Role::Biller);
    for pen in [Pen { id: nora.id, seed: secrets.seed.bytes() }, administrator.pen(), friend.pen()] {
        let mut hostile = parts(&file);
        append(&mut hostile, &file, &Act::Approve { user: nora.id }, &[pen]);
        for id in KeyId::of_epoch(1).filter(|id| id.is_for(Role::Biller.classes())) {
            let key = (id, friend.key(id).unwrap());
            let to = (nora.id, &nora.keys.hybrid);
            hostile.grants.push(Grant::seal(&file.practice_id(), friend.pen(), to, key).unwrap());
        }
        let KeyError::Damaged { what } = refused(hostile) else { panic!() };
        assert!(["roster signer", "roster rule"].contains(&what), "{what}");
    }
    // Without an approval the friend's grants are not wanted.
    let mut hostile = parts(&file);
    let id = KeyId { epoch: 1, what: JOURNAL };
    let key = (id, friend.key(id).unwrap());
    hostile.grants.push(Grant::seal(&file.practice_id(), friend.pen(), (nora.id, &nora.keys.hybrid), key).unwrap());
    damaged(hostile, "grants");
}

#[test]
fn an_administrator_makes_no_supervisor_alone() {
    let office = office();
    let (file, administrator) = (office.file(), office.ring(Role::Administrator));
    let secrets = Secrets::random().unwrap();
    let user = file.roster().next_id();
    let slot = Slot::seal(&file.practice_id(), user, KdfSetting::Floor.params(), (&secrets, &phrase("x"))).unwrap();
    for role in [Role::Supervisor, Role::Biller, Role::Administrator, Role::Auditor] {
        let mut hostile = parts(&file);
        let act = Act::Enrol { user, role, name: "eve".to_owned(), keys: public(&secrets), slot: slot.digest() };
        append(&mut hostile, &file, &act, &[administrator.pen()]);
        hostile.slots.push(slot.clone());
        // Enrolled it may be; the approval is what must fail. Chain it by hand.
        let enrolled = VaultFile::parse(&hostile.encode()).unwrap();
        for pens in [vec![administrator.pen()], vec![administrator.pen(), administrator.pen()]] {
            let mut hostile = hostile.clone();
            append(&mut hostile, &enrolled, &Act::Approve { user }, &pens);
            damaged(hostile, "roster rule");
        }
    }
}

#[test]
fn others_sign_nothing_that_counts() {
    let office = office();
    let file = office.file();
    let biller = office.ring(Role::Biller);
    let coder = office.ring(Role::Coder).user().id;
    let marks =
        |epoch| KeyId::of_epoch(epoch).map(|id| KeyMark::of(&file.practice_id(), id, &[7; 32])).collect::<Vec<_>>();
    for act in [
        Act::Disable { user: coder },
        Act::Passphrase { user: coder, slot: [0; 32] },
        Act::ByName { user: biller.user().id, class: Class::Sensitive },
        Act::Epoch { epoch: 2, marks: marks(2) },
        Act::Approve { user: coder },
    ] {
        let mut hostile = parts(&file);
        append(&mut hostile, &file, &act, &[biller.pen()]);
        damaged(hostile, "roster rule");
    }
    // A supervisor skips no epoch, and gives nobody `sensitive` alone.
    let supervisor = office.ring(Role::Supervisor);
    for act in [Act::Epoch { epoch: 3, marks: marks(3) }, Act::ByName { user: coder, class: Class::Sensitive }] {
        let mut hostile = parts(&file);
        append(&mut hostile, &file, &act, &[supervisor.pen()]);
        damaged(hostile, "roster rule");
    }
    // Somebody else's seed under the supervisor's number.
    let mut hostile = parts(&file);
    append(&mut hostile, &file, &Act::Disable { user: coder }, &[Pen { id: 2, seed: biller.pen().seed }]);
    damaged(hostile, "roster signature");
}

#[test]
fn a_leaver_signs_nothing_more() {
    let office = office();
    let (mut file, supervisor) = (office.file(), office.ring(Role::Supervisor));
    enrol_as(&mut file, supervisor, Some(office.ring(Role::Administrator)), "zoe", Role::Supervisor).unwrap();
    let zoe = unlock(&file, "zoe", &phrase("zoe")).unwrap();
    disable(&mut file, supervisor, "zoe").unwrap();
    let mut hostile = parts(&file);
    append(&mut hostile, &file, &Act::Disable { user: office.ring(Role::Coder).user().id }, &[zoe.pen()]);
    damaged(hostile, "roster signer");
}

#[test]
fn forged_grants_are_refused() {
    let office = office();
    let file = office.file();
    let practice = file.practice_id();
    let desk = office.ring(Role::FrontDesk).user().clone();
    let clinical = KeyId { epoch: 1, what: Class::Clinical.number() };
    let financial = KeyId { epoch: 1, what: Class::Financial.number() };
    let biller = office.ring(Role::Biller);

    // To somebody whose role does not have the class, by a true holder.
    let mut hostile = parts(&file);
    let key = (clinical, biller.key(clinical).unwrap());
    hostile.grants.push(Grant::seal(&practice, biller.pen(), (desk.id, &desk.keys.hybrid), key).unwrap());
    damaged(hostile, "grants");

    // By somebody who does not hold the class, with a key of his own.
    let replace = |pen: Pen<'_>, key: &[u8; 32]| {
        let mut hostile = parts(&file);
        hostile.grants.retain(|grant| (grant.grantee, grant.key) != (desk.id, financial));
        hostile.grants.push(Grant::seal(&practice, pen, (desk.id, &desk.keys.hybrid), (financial, key)).unwrap());
        hostile
    };
    let own = Key::random().unwrap();
    damaged(replace(office.ring(Role::Administrator).pen(), own.bytes()), "grant signature");
    damaged(replace(Pen { id: 2, seed: own.bytes() }, own.bytes()), "grant signature");
    damaged(replace(Pen { id: 99, seed: own.bytes() }, own.bytes()), "grant signature");

    // By a holder, with a key that is not the class's: the file loads, and the unlock refuses it by the roster's mark.
    let hostile = VaultFile::parse(&replace(biller.pen(), own.bytes()).encode()).unwrap();
    let refused = unlock(&hostile, desk.name.as_str(), &phrase(desk.name.as_str()));
    assert!(matches!(refused, Err(KeyError::Damaged { what: "key check" })));

    // Withheld, doubled, and moved from one person to another.
    let mut hostile = parts(&file);
    hostile.grants.retain(|grant| grant.grantee != 0);
    damaged(hostile, "grants");
    let mut hostile = parts(&file);
    hostile.grants.push(hostile.grants[0].clone());
    damaged(hostile, "grants");
}

#[test]
fn entries_are_not_dropped_swapped_or_repeated() {
    let file = office().file();
    let count = parts(&file).entries.len();
    for at in 0..count {
        let mut dropped = parts(&file);
        dropped.entries.remove(at);
        refused(dropped);
        let mut doubled = parts(&file);
        doubled.entries.insert(at, doubled.entries[at].clone());
        refused(doubled);
        if at > 0 {
            let mut swapped = parts(&file);
            swapped.entries.swap(at - 1, at);
            refused(swapped);
        }
    }
    // Another practice's entries and grants.
    let other = new_vault(false).file.parts();
    let mut mixed = parts(&founders().file);
    mixed.entries = other.entries;
    damaged(mixed, "roster chain");
    let mut mixed = parts(&founders().file);
    mixed.grants = other.grants;
    damaged(mixed, "grant signature");
    let mut empty = parts(&founders().file);
    empty.entries.clear();
    damaged(empty, "roster foundation");
}

#[test]
fn a_second_signature_cannot_be_taken_off() {
    let office = office();
    let mut file = office.file();
    enrol_as(&mut file, office.ring(Role::Administrator), Some(office.ring(Role::Supervisor)), "zoe", Role::Auditor)
        .unwrap();
    let mut hostile = parts(&file);
    let last = hostile.entries.last_mut().unwrap();
    // count u8, two ids, two signatures at the end.
    let tail = last.len() - 1 - 8 - 128;
    let (id, signature) = (last[tail + 1..tail + 5].to_vec(), last[tail + 9..tail + 73].to_vec());
    last.truncate(tail);
    last.push(1);
    last.extend_from_slice(&id);
    last.extend_from_slice(&signature);
    damaged(hostile, "roster signature");
}

/// What a fuzzer finds: the sum made to fit, so that all behind it is reached.
fn fitted(mut body: Vec<u8>) -> Vec<u8> {
    let sum = crypto::sha256(&[&body]);
    body.extend_from_slice(&sum);
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(VaultFile::parse(&bytes).is_err());
        prop_assert!(VaultFile::parse(&fitted(bytes.clone())).is_err());
        let with_magic = [b"CKVAULT1".as_slice(), &bytes].concat();
        prop_assert!(VaultFile::parse(&fitted(with_magic)).is_err());
    }

    #[test]
    fn spliced_files_are_refused(cut in 0usize..3_000, skip in 0usize..200, fill in proptest::collection::vec(any::<u8>(), 0..64)) {
        let good = founders().file.bytes();
        let body = &good[..good.len() - 32];
        let cut = cut.min(body.len());
        let rest = body.get(cut + skip..).unwrap_or_default();
        let spliced = [&body[..cut], &fill, rest].concat();
        prop_assume!(spliced != body);
        prop_assert!(VaultFile::parse(&fitted(spliced)).is_err());
    }
}
