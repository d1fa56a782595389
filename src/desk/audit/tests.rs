//! Pages and searches of the audit log: what is found, where it goes on, when it stops early.

use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::audit::Changed,
    store::{Backend, Store, StoreOptions, search::SearchOptions},
};

/// Lines 1 to `count`; every thousandth makes a group, all others are sign-ins.
fn log(folder: &std::path::Path, count: u64) -> Store {
    let store = Store::open(StoreOptions {
        backend: Backend::File(folder.join("guichet.redb")),
        cache_bytes: 4 << 20,
        on_commit: Box::new(|_| {}),
        search: SearchOptions::in_memory(),
    })
    .unwrap();
    store
        .write(move |tx| {
            for number in 1..=count {
                store::audit::append(tx, line(number))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    store
}

fn line(number: u64) -> AuditLine {
    let group = number.is_multiple_of(1_000);
    AuditLine {
        id: AuditId(0),
        at: Timestamp(1),
        user: None,
        who: "Inès Caron <ines@lumen.example>".to_owned(),
        via: Via::Token("Till monitor".to_owned()),
        from: Some([192, 0, 2, 14].into()),
        act: if group { Act::GroupMade } else { Act::SignedIn },
        subject: if group {
            let side = if number == 1_000 { "north" } else { "south" };
            format!("Floor {side}")
        } else {
            String::new()
        },
        changes: if group {
            vec![Changed {
                field: "members".to_owned(),
                old: String::new(),
                new: "Zoé".to_owned(),
            }]
        } else {
            Vec::new()
        },
        previous: [0; 32],
    }
}

fn query(words: &str, kind: Option<Kind>) -> AuditQuery {
    AuditQuery {
        words: words.to_owned(),
        kind,
        before: None,
    }
}

/// Every page until the end: the numbers found, the pages asked for, the times it stopped early.
fn all(store: &Store, mut query: AuditQuery, limit: usize) -> (Vec<u64>, usize, usize) {
    let view = store.read().unwrap();
    let (mut found, mut pages, mut stops) = (Vec::new(), 0, 0);
    loop {
        let page = page(&view, &query, limit).unwrap();
        assert!(page.lines.len() <= limit);
        found.extend(page.lines.iter().map(|line| line.id.0));
        pages += 1;
        stops += usize::from(page.stopped);
        match page.next {
            Some(next) => query.before = Some(next),
            None => return (found, pages, stops),
        }
    }
}

#[test]
fn pages_go_through_the_whole_log_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = log(folder.path(), 430);
    for limit in [1, 50, 200] {
        let (found, pages, stops) = all(&store, AuditQuery::default(), limit);
        assert_eq!(found, (1..=430).rev().collect::<Vec<_>>());
        assert_eq!((pages, stops), (430usize.div_ceil(limit), 0));
    }
}

#[test]
fn a_search_stops_early_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = log(folder.path(), 12_000);
    let view = store.read().unwrap();
    let first = page(&view, &query("floor", None), 50).unwrap();
    assert_eq!(first.lines.len(), 5, "what stands in the newest 5,000");
    assert!(first.stopped);
    assert_eq!(first.next, Some(AuditId(7_001)), "goes on where it stopped");
    let want: Vec<u64> = (1..=12).rev().map(|n| n * 1_000).collect();
    assert_eq!(all(&store, query("floor", None), 50), (want.clone(), 3, 2));
    assert_eq!(
        all(&store, query("", Some(Kind::People)), 50),
        (want.clone(), 3, 2)
    );
    // A page that is full before the search has to stop.
    assert_eq!(all(&store, query("floor", None), 2).0, want);
    let none = page(&view, &query("nothing of that", None), 50).unwrap();
    assert!(none.lines.is_empty() && none.stopped);
}

#[test]
fn a_word_is_found_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let store = log(folder.path(), 2_000);
    for (words, kind, count) in [
        ("caron", None, 2_000),
        ("INES", None, 2_000), // folded
        ("ines@lumen", None, 2_000),
        ("192.0.2.14", None, 2_000),
        ("till monitor", None, 2_000),
        ("group-made", None, 2),
        ("zoe", None, 2),
        ("members", None, 2),
        ("floor north", None, 1),
        ("floor caron", None, 2), // every word
        ("floor nobody", None, 0),
        ("", Some(Kind::People), 2),
        ("", Some(Kind::Access), 1_998),
        ("", Some(Kind::Settings), 0),
        ("floor", Some(Kind::Access), 0),
        ("  ", None, 2_000),
    ] {
        let (found, ..) = all(&store, query(words, kind), 200);
        assert_eq!(found.len(), count, "{words:?} {kind:?}");
        let once: BTreeSet<_> = found.iter().collect();
        assert_eq!(once.len(), found.len());
    }
}
