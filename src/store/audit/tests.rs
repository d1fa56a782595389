//! The chain against every way in which somebody with the file could touch it.

use redb::backends::InMemoryBackend;

use super::*;
use crate::{
    domain::{
        audit::{Act, Via},
        time::Timestamp,
    },
    store::{Backend, Store, StoreOptions, search::SearchOptions},
};

fn line(subject: &str) -> AuditLine {
    AuditLine {
        id: AuditId(0),
        at: Timestamp(1),
        user: None,
        who: "Ada <ada@lumen.example>".to_owned(),
        via: Via::Page,
        from: None,
        act: Act::GroupMade,
        subject: subject.to_owned(),
        changes: Vec::new(),
        previous: [0; 32],
    }
}

/// A store with lines 1 to 5.
fn five() -> Store {
    let store = Store::open(StoreOptions {
        backend: Backend::Custom(Box::new(InMemoryBackend::new())),
        cache_bytes: 4 << 20,
        on_commit: Box::new(|_| {}),
        search: SearchOptions::in_memory(),
    })
    .unwrap();
    for number in 1..=5 {
        store
            .write(move |tx| append(tx, line(&format!("group {number}"))))
            .unwrap();
    }
    store
}

fn check(
    touch: impl Fn(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    broken_at: Option<u64>,
) {
    let store = five();
    store.write(move |tx| touch(tx)).unwrap();
    let view = store.read().unwrap();
    let chain = verify(&view).unwrap();
    assert_eq!(chain.broken_at, broken_at.map(AuditId));
    assert!(chain.whole);
    // Walked in steps it says the same.
    let mut steps = Chain::default();
    while !steps.whole {
        steps = walk(&view, steps, 2).unwrap();
    }
    assert_eq!(steps, chain);
}

fn put(tx: &mut WriteTx<'_>, number: u64, bytes: &[u8]) -> Result<(), StoreError> {
    tx.audit_mut()?.insert(number, bytes)?;
    Ok(())
}

fn read(tx: &WriteTx<'_>, number: u64) -> Result<AuditLine, StoreError> {
    let found = View::audit(tx)?.get(number)?;
    decode(found.expect("a line").value())
}

fn remove(tx: &mut WriteTx<'_>, number: u64) -> Result<(), StoreError> {
    tx.audit_mut()?.remove(number)?;
    Ok(())
}

#[test]
fn a_line_that_was_touched_shows() {
    check(|_| Ok(()), None);
    // Changed: the next line does not follow.
    check(
        |tx| {
            let changed = AuditLine {
                subject: "another".to_owned(),
                ..read(tx, 3)?
            };
            put(tx, 3, &encode(&changed)?)
        },
        Some(4),
    );
    // A place that another line was put into.
    check(
        |tx| {
            let other = read(tx, 2)?;
            put(tx, 4, &encode(&other)?)
        },
        Some(4),
    );
    // Taken away: at the beginning, in the middle, at the end.
    check(|tx| remove(tx, 1), Some(1));
    check(|tx| remove(tx, 3), Some(3));
    check(|tx| remove(tx, 5), Some(5));
    // Added by another hand.
    check(|tx| put(tx, 6, &encode(&line("forged"))?), Some(6));
    // Not a record at all.
    check(|tx| put(tx, 2, b"\x01junk"), Some(2));
}

/// A store with lines 1 to 5, of the seconds 1 to 5.
fn five_times() -> Store {
    let store = five();
    store
        .write(|tx| {
            let mut previous = [0; 32];
            for number in 1..=5 {
                let line = AuditLine {
                    at: Timestamp(i64::try_from(number).unwrap_or_default()),
                    previous,
                    ..read(tx, number)?
                };
                let bytes = encode(&line)?;
                put(tx, number, &bytes)?;
                previous = Sha256::digest(&bytes).into();
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(verify(&store.read().unwrap()).unwrap().broken_at, None);
    store
}

#[test]
fn old_lines_go_and_the_rest_is_still_a_chain() {
    let store = five_times();
    let all = verify(&store.read().unwrap()).unwrap();
    let shorten = |before: i64, limit: usize| {
        let removed = store
            .write(move |tx| shorten(tx, Timestamp(before), limit))
            .unwrap();
        let chain = verify(&store.read().unwrap()).unwrap();
        assert_eq!((chain.broken_at, chain.whole), (None, true));
        (removed, chain.lines)
    };
    assert_eq!(shorten(1, 9), (0, 5));
    assert_eq!(shorten(3, 1), (1, 4));
    assert_eq!(shorten(3, 9), (1, 3));
    // The newest stays: the next one holds its hash.
    assert_eq!(shorten(99, 9), (2, 1));
    assert_eq!(shorten(99, 9), (0, 1));
    store.write(|tx| append(tx, line("sixth"))).unwrap();
    let view = store.read().unwrap();
    let more = walk(&view, all, 9).unwrap();
    assert_eq!((more.broken_at, more.whole), (None, true));
    drop(view);
    // Who takes away what is left first is still seen.
    store.write(|tx| remove(tx, 5)).unwrap();
    let chain = verify(&store.read().unwrap()).unwrap();
    assert_eq!(chain.broken_at, Some(AuditId(5)));
}

#[test]
fn a_broken_chain_is_not_tidied_away() {
    let store = five_times();
    store.write(|tx| remove(tx, 2)).unwrap();
    let removed = store.write(|tx| shorten(tx, Timestamp(99), 9)).unwrap();
    assert_eq!(removed, 1);
    let chain = verify(&store.read().unwrap()).unwrap();
    assert_eq!(chain.broken_at, Some(AuditId(2)));
}

#[test]
fn what_cannot_be_read_hides_no_other_line() {
    let store = five();
    store.write(|tx| put(tx, 2, b"\x01junk")).unwrap();
    let mut found = Vec::new();
    before(&store.read().unwrap(), None, |line| {
        found.push(line.id.0);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(found, [5, 4, 3, 1]);
}

#[test]
fn a_walk_goes_on_where_it_was_left() {
    let store = five();
    let chain = verify(&store.read().unwrap()).unwrap();
    store.write(|tx| append(tx, line("sixth"))).unwrap();
    let view = store.read().unwrap();
    let more = walk(&view, chain, 1).unwrap();
    assert_eq!((more.lines, more.whole, more.broken_at), (6, true, None));
    assert_eq!(more, verify(&view).unwrap());
}
