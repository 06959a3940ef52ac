//! Runs against a model, whoever writes and whenever the process ends.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::as_conversions)]

mod common;

use common::*;
use proptest::prelude::*;
use std::{collections::BTreeMap, collections::BTreeSet, fs};
use vault::*;

#[derive(Debug, Clone)]
enum Act {
    Put(u64, Vec<u8>),
    Remove(u64),
    Reopen,
    /// By somebody without the class: removes a record.
    RemoveBlind(u64),
    Rebuild,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        10 => (10u64..40, prop::collection::vec(0u8..6, 0..4)).prop_map(|(id, words)| Act::Put(id, words)),
        3 => (10u64..40).prop_map(Act::Remove),
        1 => Just(Act::Reopen),
        1 => (10u64..40).prop_map(Act::RemoveBlind),
        1 => Just(Act::Rebuild),
    ];
    prop::collection::vec(act, 1..30)
}

fn sentence(words: &[u8]) -> String {
    words.iter().map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn a_run_is_the_sorted_list_of_its_rows(acts in acts()) {
        let practice = Practice::copy();
        let mut model: BTreeMap<u64, String> =
            [(1, "doe jane"), (2, "roe richard"), (3, "miles jane")].map(|(id, text)| (id, text.to_owned())).into();
        let mut vault = practice.unlock("bella");
        for act in acts {
            match act {
                Act::Put(id, words) => {
                    vault.commit(commit(vec![cell(id, DEM, &sentence(&words))])).unwrap();
                    model.insert(id, sentence(&words));
                }
                Act::Remove(id) => {
                    vault.commit(commit(vec![Write::Remove { collection: PATIENTS, record: id }])).unwrap();
                    model.remove(&id);
                }
                Act::Reopen => {
                    drop(vault);
                    vault = practice.unlock("bella");
                }
                Act::RemoveBlind(id) => {
                    drop(vault);
                    let blind = practice.unlock("anna");
                    blind.commit(commit(vec![Write::Remove { collection: PATIENTS, record: id }])).unwrap();
                    drop(blind);
                    vault = practice.unlock("bella");
                    model.remove(&id);
                }
                Act::Rebuild => {
                    drop(vault);
                    fs::remove_dir_all(practice.store.join("state")).unwrap();
                    drop(practice.unlock("audra"));
                    vault = practice.unlock("bella");
                }
            }
            let want: BTreeSet<(String, u64)> = model
                .iter()
                .flat_map(|(id, text)| text.split_whitespace().map(|word| (word.to_owned(), *id)))
                .collect();
            prop_assert_eq!(rows(&vault, 1, b""), want.iter().cloned().collect::<Vec<_>>());
            let later: Vec<_> = want.into_iter().filter(|(word, _)| word.as_str() >= "w3").collect();
            prop_assert_eq!(rows(&vault, 1, b"w3"), later);
        }
        let report = vault.verify().unwrap();
        prop_assert!(report.ok(), "{:?}", report.problems);
    }
}

#[test]
fn a_run_that_somebody_did_not_know_is_built_again() {
    let practice = Practice::copy();
    let plain = UnlockOptions::new(Timestamp(1));
    let vault = Vault::unlock(&practice.store, "bella", &passphrase("bella"), &plain).unwrap();
    assert!(matches!(
        vault.run_find(1, b"", &mut |_, _| std::ops::ControlFlow::Continue(())),
        Err(VaultError::NotFound(_))
    ));
    vault.commit(commit(vec![cell(2, DEM, "changed unseen")])).unwrap();
    drop(vault);
    drop(practice.unlock("audra"));
    let vault = practice.unlock("bella");
    assert_eq!(rows(&vault, 1, b"r"), [("unseen".to_owned(), 2)]);
    assert!(vault.verify().unwrap().ok());
}

#[test]
fn many_rows_are_merged_into_blocks_and_found_from_anywhere() {
    let practice = Practice::copy();
    let vault = practice.unlock("bella");
    let mut want = BTreeSet::new();
    for row in rows(&vault, 1, b"") {
        want.insert(row);
    }
    for round in 0..6u64 {
        let mut group = vault.begin(CommitHeader::default()).unwrap();
        for n in 0..1_500u64 {
            let id = 1_000 + round * 700 + n;
            want.retain(|(_, other)| n >= 1_400 || *other != id || round == 0);
            let words = [format!("{:05}", (id * 7_919 + round) % 30_011), format!("x{}", n % 90)];
            if n < 1_400 {
                group.write(cell(id, DEM, &words.join(" "))).unwrap();
                want.extend(words.into_iter().map(|word| (word, id)));
            }
        }
        group.commit().unwrap();
    }
    let check = |vault: &Vault| {
        assert_eq!(rows(vault, 1, b""), want.iter().cloned().collect::<Vec<_>>());
        for from in ["", "00100", "1", "29999", "x", "x45", "zz"] {
            let later: Vec<_> = want.iter().filter(|(word, _)| word.as_str() >= from).cloned().collect();
            assert_eq!(rows(vault, 1, from.as_bytes()), later, "from {from}");
        }
        let mut seen = 0;
        vault
            .run_find(1, b"1", &mut |_, _| {
                seen += 1;
                if seen == 700 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
            })
            .unwrap();
        assert_eq!(seen, 700);
    };
    check(&vault);
    drop(vault);
    let vault = practice.unlock("bella");
    check(&vault);
    assert!(vault.verify().unwrap().ok());
    drop(vault);
    // nothing of a row lies open in the state
    let bytes = fs::read(practice.store.join("state/db")).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"richard"));
}
