//! People come, unlock, change and go.

use super::*;

#[test]
fn name_and_passphrase_unlock_and_nothing_else_does() {
    let made = founders();
    let file = VaultFile::parse(made.file.bytes()).unwrap();
    let ring = unlock(&file, SUPERVISOR, &phrase(SUPERVISOR)).unwrap();
    assert_eq!((ring.user().id, ring.user().role), (2, Role::Supervisor));
    assert_eq!(ring.practice_id(), file.practice_id());
    assert_eq!(ring.classes(), ClassSet::of(&Class::ALL));
    for (name, other) in [(SUPERVISOR, "other"), ("nobody", SUPERVISOR), ("recovery code", SUPERVISOR), ("", "")] {
        assert!(matches!(unlock(&file, name, &phrase(other)), Err(KeyError::WrongPassphrase)), "{name}");
    }
}

#[test]
fn a_wrong_name_takes_as_long_as_a_wrong_passphrase() {
    let file = &founders().file;
    let time = |name| {
        let start = std::time::Instant::now();
        assert!(unlock(file, name, &phrase("wrong")).is_err());
        start.elapsed()
    };
    let (known, unknown) =
        ((0..3).map(|_| time(SUPERVISOR)).min().unwrap(), (0..3).map(|_| time("nobody")).min().unwrap());
    assert!(unknown * 3 > known && known * 3 > unknown, "{known:?} {unknown:?}");
}

#[test]
fn the_recovery_code_opens_all_and_signs_as_a_supervisor() {
    let made = founders();
    let code = RecoveryCode::from_text(&made.recovery.to_text()).unwrap();
    let ring = unlock_recovery(&made.file, &code).unwrap();
    assert_eq!(ring.classes(), ClassSet::of(&Class::ALL));
    let sealed = made.supervisor.seal_cell(&at(1, 1, Class::Sensitive), b"note").unwrap();
    assert_eq!(text(ring.open_cell(1, 1, &sealed)).as_deref(), Some("note"));
    let signature = ring.sign("ck1 test", b"bytes");
    let by = SignedBy { member: 0, domain: "ck1 test", bytes: b"bytes", signature: &signature };
    assert!(made.file.roster().verify(by));
    let mut file = VaultFile::parse(made.file.bytes()).unwrap();
    enrol_as(&mut file, &ring, Some(&made.administrator), "second supervisor", Role::Supervisor).unwrap();
    unlock(&file, "second supervisor", &phrase("second supervisor")).unwrap();
    assert!(change_passphrase(&mut file, &ring, &phrase("x"), PRACTICE).is_err());
    assert!(matches!(unlock_recovery(&file, &RecoveryCode::random().unwrap()), Err(KeyError::WrongPassphrase)));
    assert!(file.age_recipient().starts_with("age1"));
    assert_eq!(file.age_recipient(), RecoveryCode::age_recipient_text(&code.age_public()));
}

#[test]
fn each_role_opens_its_classes_and_no_other() {
    let office = office();
    let supervisor = office.ring(Role::Supervisor);
    for class in Class::ALL {
        let place = at(3, 9, class);
        let sealed = supervisor.seal_cell(&place, b"plain").unwrap();
        for role in [Role::FrontDesk, Role::Coder, Role::Biller, Role::Auditor, Role::Administrator] {
            let ring = office.ring(role);
            assert_eq!(ring.classes(), role.classes(), "{role}");
            let holds = role.classes().has(class);
            assert_eq!(ring.seal_cell(&place, b"plain").is_ok(), holds, "{role} seals {class}");
            assert_eq!(ring.lookup_hash(class, 1, b"x").is_some(), holds, "{role} looks {class} up");
            let block = RunBlock { class, run: 1, block: 2 };
            assert_eq!(ring.run_seal(block, b"rows").is_ok(), holds, "{role} runs {class}");
            match ring.open_cell(3, 9, &sealed) {
                CellOutcome::Open(plain) => assert!(holds && plain.as_slice() == b"plain", "{role} opens {class}"),
                CellOutcome::Sealed(missing) => assert!(!holds && missing == class.into(), "{role} lacks {class}"),
                CellOutcome::Damaged => panic!("{role} {class}"),
            }
        }
    }
}

#[test]
fn an_administrator_opens_nothing_about_a_patient_with_any_key_of_the_file() {
    let office = office();
    let ring = office.ring(Role::Administrator);
    assert_eq!(ring.classes(), Class::Administrative.into());
    let file = office.file();
    // Even the administrator's secret on everybody's grants.
    let secrets = ring.secrets().unwrap();
    let practice = file.practice_id();
    for id in (0..7).filter(|id| *id != ring.user().id) {
        for grant in file.grants(id) {
            assert!(grant.open(&practice, secrets.hybrid.bytes()).is_none());
        }
    }
}

#[test]
fn everybody_reads_the_journal() {
    let office = office();
    let sealed = office.ring(Role::FrontDesk).seal_journal(12, b"entry").unwrap();
    for ring in office.rings.values() {
        assert_eq!(ring.open_journal(12, &sealed).unwrap().as_slice(), b"entry");
        assert!(ring.open_journal(13, &sealed).is_none());
        assert_eq!(
            ring.fingerprint_key().unwrap().bytes(),
            office.ring(Role::Biller).fingerprint_key().unwrap().bytes()
        );
    }
    assert!(founders().supervisor.open_journal(12, &sealed).is_none(), "another practice");
}

#[test]
fn who_the_administrator_enrols_waits_for_a_supervisor() {
    let office = office();
    let (mut file, administrator) = (office.file(), office.ring(Role::Administrator));
    let done = enrol_as(&mut file, administrator, None, "nora", Role::Biller).unwrap();
    assert_eq!((done.act, done.signers.as_slice()), (RosterAct::Enrolled, &[1][..]));
    assert!(matches!(unlock(&file, "nora", &phrase("nora")), Err(KeyError::NotApproved)));
    assert!(matches!(unlock(&file, "nora", &phrase("wrong")), Err(KeyError::WrongPassphrase)));
    for role in [Role::Administrator, Role::Biller, Role::Coder, Role::FrontDesk, Role::Auditor] {
        let refused = approve(&mut file, office.ring(role), None, "nora");
        assert!(matches!(refused, Err(KeyError::NotPermitted)), "{role}");
    }
    let print = file.roster().fingerprint(done.member).unwrap();
    assert_eq!(print.split(' ').map(str::len).collect::<Vec<_>>(), vec![4; 8]);
    let approved = approve(&mut file, office.ring(Role::Supervisor), None, "nora").unwrap();
    assert_eq!((approved.act, approved.member, approved.unreviewed), (RosterAct::Approved, done.member, false));
    assert_eq!(unlock(&file, "nora", &phrase("nora")).unwrap().classes(), Role::Biller.classes());
    assert_eq!(file.roster().fingerprint(done.member).unwrap(), print);
    assert!(matches!(approve(&mut file, office.ring(Role::Supervisor), None, "nora"), Err(KeyError::WrongState)));
    assert!(matches!(approve(&mut file, office.ring(Role::Supervisor), None, "nobody"), Err(KeyError::NoSuchUser)));
}

#[test]
fn roles_that_watch_others_need_two_persons() {
    let office = office();
    let (administrator, supervisor) = (office.ring(Role::Administrator), office.ring(Role::Supervisor));
    for role in [Role::Auditor, Role::Supervisor, Role::Administrator] {
        let mut file = office.file();
        let before = file.digest();
        for (by, second) in [
            (supervisor, None),
            (administrator, None),
            (supervisor, Some(supervisor)),
            (administrator, Some(administrator)),
            (supervisor, Some(office.ring(Role::Biller))),
        ] {
            let refused = enrol_as(&mut file, by, second, "zoe", role);
            assert!(matches!(refused, Err(KeyError::SecondPersonNeeded)), "{role}");
        }
        assert_eq!(file.digest(), before);
    }
    let mut file = office.file();
    let done = enrol_as(&mut file, administrator, Some(supervisor), "zoe", Role::Supervisor).unwrap();
    assert_eq!((done.act, done.signers, done.unreviewed), (RosterAct::EnrolledAndApproved, vec![1, 2], false));
    let zoe = unlock(&file, "zoe", &phrase("zoe")).unwrap();
    assert_eq!(zoe.classes(), Role::Supervisor.classes());
}

#[test]
fn others_enrol_nobody() {
    let office = office();
    for role in [Role::Biller, Role::Coder, Role::FrontDesk, Role::Auditor] {
        let mut file = office.file();
        let ring = office.ring(role);
        assert!(matches!(enrol_as(&mut file, ring, None, "zoe", Role::Biller), Err(KeyError::NotPermitted)), "{role}");
        assert!(matches!(disable(&mut file, ring, Role::Coder.name()), Err(KeyError::NotPermitted)), "{role}");
        assert!(matches!(rotate(&mut file, ring), Err(KeyError::NotPermitted)), "{role}");
        assert!(matches!(grant_sensitive(&mut file, ring, None, "biller"), Err(KeyError::NotPermitted)), "{role}");
        assert_eq!(file.bytes(), office.bytes);
    }
    // A ring of another store is nobody here, whatever its number.
    let mut file = office.file();
    let foreign = &founders().supervisor;
    assert!(matches!(enrol_as(&mut file, foreign, None, "zoe", Role::Biller), Err(KeyError::NotPermitted)));
}

#[test]
fn weak_passphrases_and_bad_names_are_refused() {
    let office = office();
    let supervisor = office.ring(Role::Supervisor);
    let mut file = office.file();
    let mut add = |name: &str, text: &str| {
        let passphrase = Passphrase::new(text);
        let new = NewMember { name, role: Role::Coder, passphrase: &passphrase, practice_name: PRACTICE };
        enrol(&mut file, supervisor, None, new).err()
    };
    let good = "amber basin cedar delta ember";
    for text in ["too short", "passwordpassword1", "riverside family practice", "margaret margaret 1"] {
        assert!(matches!(add("margaret", text), Some(KeyError::WeakPassphrase { .. })), "{text}");
    }
    for name in ["", " anna", "a\nb", &"x".repeat(65)] {
        assert!(matches!(add(name, good), Some(KeyError::BadName)), "{name:?}");
    }
    for name in [ADMINISTRATOR, "ANNA", "biller", "Recovery Code"] {
        assert!(matches!(add(name, good), Some(KeyError::NameTaken)), "{name}");
    }
    assert_eq!(file.bytes(), office.bytes);
}

#[test]
fn a_single_person_signs_alone_and_it_shows() {
    let Created { mut file, administrator, supervisor, recovery } = new_vault(true);
    let done = enrol_as(&mut file, &supervisor, None, "nora", Role::Auditor).unwrap();
    assert!(done.unreviewed && file.roster().by_name("nora").unwrap().unreviewed);
    let refused = enrol_as(&mut file, &administrator, None, "zoe", Role::Supervisor);
    assert!(matches!(refused, Err(KeyError::SecondPersonNeeded)), "PHI needs a supervisor even there");
    let code = unlock_recovery(&file, &recovery).unwrap();
    let done = enrol_as(&mut file, &supervisor, Some(&code), "zoe", Role::Supervisor).unwrap();
    assert!(!done.unreviewed, "the code stands for the second signature");
    assert!(file.single_person() && VaultFile::parse(file.bytes()).is_ok());
}

#[test]
fn whoever_is_disabled_is_out_and_the_keys_turn() {
    let office = office();
    let (mut file, supervisor) = (office.file(), office.ring(Role::Supervisor));
    let biller = office.ring(Role::Biller);
    let signature = biller.sign("ck1 test", b"old act");
    let done = disable(&mut file, office.ring(Role::Administrator), "biller").unwrap();
    assert!(matches!(unlock(&file, "biller", &phrase("biller")), Err(KeyError::Disabled)));
    let by = SignedBy { member: done.member, domain: "ck1 test", bytes: b"old act", signature: &signature };
    assert!(file.roster().verify(by), "old signatures count");
    assert!(!file.roster().verify(SignedBy { domain: "ck1 other", ..by }));
    assert!(matches!(enrol_as(&mut file, supervisor, None, "biller", Role::Biller), Err(KeyError::NameTaken)));
    assert!(matches!(enrol_as(&mut file, biller, None, "zoe", Role::Biller), Err(KeyError::NotPermitted)));
    assert!(matches!(disable(&mut file, supervisor, "biller"), Err(KeyError::WrongState)));
    assert!(file.roster().rotation_due());

    let old = supervisor.seal_cell(&at(1, 1, Class::Clinical), b"before").unwrap();
    assert!(matches!(rotate(&mut file, office.ring(Role::Administrator)), Err(KeyError::NotPermitted)));
    rotate(&mut file, supervisor).unwrap();
    assert!(!file.roster().rotation_due() && file.roster().epoch() == 2);
    let fresh = unlock(&file, SUPERVISOR, &phrase(SUPERVISOR)).unwrap();
    let coder = unlock(&file, "coder", &phrase("coder")).unwrap();
    let new = fresh.seal_cell(&at(1, 1, Class::Clinical), b"after").unwrap();
    assert_eq!(cell_header(&new).unwrap().epoch, 2);
    for ring in [&fresh, &coder] {
        assert_eq!(text(ring.open_cell(1, 1, &old)).as_deref(), Some("before"));
        assert_eq!(text(ring.open_cell(1, 1, &new)).as_deref(), Some("after"));
        assert_eq!(ring.lookup_hash(Class::Clinical, 1, b"x"), supervisor.lookup_hash(Class::Clinical, 1, b"x"));
    }
    assert!(text(biller.open_cell(1, 1, &new)).is_none());
    assert!(biller.open_journal(1, &fresh.seal_journal(1, b"x").unwrap()).is_none());
    assert!(unlock_recovery(&file, &office.recovery).is_ok_and(|ring| text(ring.open_cell(1, 1, &new)).is_some()));
    // Whoever comes after a rotation gets the old keys too.
    enrol_as(&mut file, &fresh, None, "nora", Role::Coder).unwrap();
    let nora = unlock(&file, "nora", &phrase("nora")).unwrap();
    assert_eq!(text(nora.open_cell(1, 1, &old)).as_deref(), Some("before"));
}

#[test]
fn the_last_of_a_kind_stays() {
    let office = office();
    let (mut file, administrator) = (office.file(), office.ring(Role::Administrator));
    let supervisor = office.ring(Role::Supervisor);
    for (by, name) in [(administrator, SUPERVISOR), (supervisor, ADMINISTRATOR), (administrator, ADMINISTRATOR)] {
        assert!(matches!(disable(&mut file, by, name), Err(KeyError::LastHolder)), "{name}");
    }
    enrol_as(&mut file, supervisor, Some(administrator), "zoe", Role::Supervisor).unwrap();
    assert!(
        matches!(disable(&mut file, administrator, SUPERVISOR), Err(KeyError::LastHolder)),
        "holds sensitive alone"
    );
    let alone = grant_sensitive(&mut file, supervisor, None, "zoe");
    assert!(matches!(alone, Err(KeyError::SecondPersonNeeded)));
    for name in ["front_desk", "auditor", ADMINISTRATOR] {
        let refused = grant_sensitive(&mut file, supervisor, Some(administrator), name);
        assert!(matches!(refused, Err(KeyError::NotPermitted)), "{name}");
    }
    grant_sensitive(&mut file, supervisor, Some(administrator), "zoe").unwrap();
    let zoe = unlock(&file, "zoe", &phrase("zoe")).unwrap();
    assert!(zoe.classes().has(Class::Sensitive));
    let sealed = supervisor.seal_cell(&at(1, 1, Class::Sensitive), b"note").unwrap();
    assert_eq!(text(zoe.open_cell(1, 1, &sealed)).as_deref(), Some("note"));
    disable(&mut file, administrator, SUPERVISOR).unwrap();
    assert!(matches!(disable(&mut file, administrator, "zoe"), Err(KeyError::LastHolder)));
    assert!(VaultFile::parse(file.bytes()).is_ok());
}

#[test]
fn a_new_passphrase_replaces_the_old_one() {
    let office = office();
    let mut file = office.file();
    let new = phrase("quite another one");
    assert!(matches!(
        change_passphrase(&mut file, office.ring(Role::Coder), &Passphrase::new("coder coder coder"), PRACTICE),
        Err(KeyError::WeakPassphrase { .. })
    ));
    let done = change_passphrase(&mut file, office.ring(Role::Coder), &new, PRACTICE).unwrap();
    assert_eq!((done.act, done.signers), (RosterAct::PassphraseChanged, vec![done.member]));
    assert!(matches!(unlock(&file, "coder", &phrase("coder")), Err(KeyError::WrongPassphrase)));
    assert_eq!(unlock(&file, "coder", &new).unwrap().classes(), Role::Coder.classes());
    assert!(!file.rewrap_due(done.member));
}

#[test]
fn secrets_cannot_be_copied_or_shown_and_cross_threads() {
    fn movable<T: Send + Sync>() {}
    movable::<KeyRing>();
    movable::<VaultFile>();
}

#[test]
fn the_throttle_waits_twice_as_long_each_time() {
    let mut throttle = Throttle::default();
    assert_eq!(throttle.wait_ms(0), 0);
    for seconds in [1u64, 2, 4, 8, 16, 32, 60, 60, 60] {
        throttle.failed(5_000);
        assert_eq!(throttle.wait_ms(5_000), seconds * 1_000);
        assert_eq!(throttle.wait_ms(5_400), seconds * 1_000 - 400);
        assert_eq!(throttle.wait_ms(5_000 + seconds * 1_000), 0);
        assert_eq!(throttle.wait_ms(1_000), seconds * 1_000, "the clock went back");
        assert_eq!(Throttle::parse(throttle.format().as_bytes()), throttle);
    }
    assert_eq!(throttle.succeeded(), 9);
    assert_eq!(throttle, Throttle::default());
    for bytes in [
        &b""[..],
        b"ckthrottle1",
        b"ckthrottle1 9",
        b"ckthrottle1 x 1",
        b"ckthrottle2 1 1",
        b"\xff\xfe",
        b"ckthrottle1 -1 99999999999999999999999",
    ] {
        assert_eq!(Throttle::parse(bytes), Throttle::default());
    }
    let longest = Throttle::parse(format!("ckthrottle1 {} {}", u32::MAX, u64::MAX).as_bytes());
    assert_eq!(longest.wait_ms(0), 60_000);
}
