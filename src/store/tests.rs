//! The store as its callers see it: batches, blobs, secrets, formats.

mod company;
mod schema;

use std::sync::{Arc, Mutex, mpsc};

use redb::backends::InMemoryBackend;

use super::*;
use crate::domain::{
    activity::{self, Actor, Created, Event, Source},
    address::EmailAddress,
    change::{Change, NumberedChange},
    customer::Customer,
    ticket::{Priority, Ticket},
    time::Timestamp,
    token::AddressToken,
};

/// Everything that was published, commit by commit.
pub(super) type Published = Arc<Mutex<Vec<Vec<NumberedChange>>>>;

pub(super) fn open() -> (Store, Published) {
    let published = Published::default();
    let heard = Arc::clone(&published);
    let store = Store::open(StoreOptions {
        backend: Backend::Custom(Box::new(InMemoryBackend::new())),
        cache_bytes: 4 << 20,
        on_commit: Box::new(move |committed| {
            if let Committed::Changes(changes) = committed {
                heard.lock().unwrap().push(changes.to_vec());
            }
        }),
        search: search::SearchOptions::in_memory(),
    })
    .unwrap();
    (store, published)
}

pub(super) fn make_ticket(
    tx: &mut WriteTx<'_>,
    name: &str,
    token: u8,
) -> Result<Ticket, StoreError> {
    let customer = customer::next_id(tx)?;
    let address = EmailAddress::parse(&format!("c{}@cust.example", customer.0)).unwrap();
    let record = Customer {
        id: customer,
        name: format!("Zoé Customer{}", customer.0),
        addresses: vec![address],
        phone: String::new(),
        notes: String::new(),
        created: Timestamp(1),
        organization: None,
    };
    customer::put(tx, &record)?;
    let created = Created {
        source: Source::Hand,
        name: name.to_owned(),
        description: String::new(),
        priority: Priority::High,
        assignee: None,
        tags: Vec::new(),
        customer,
        mailbox: None,
        token: AddressToken::from_random([token; 10]),
        participants: Vec::new(),
        automatic: false,
    };
    let id = ticket::next_id(tx)?;
    let event = Event::Created(Box::new(created.clone()));
    let line = store_append(tx, id, event)?;
    let ticket = activity::start(id, line.id, line.at, &created);
    ticket::put(tx, &ticket)?;
    Ok(ticket)
}

fn store_append(
    tx: &mut WriteTx<'_>,
    id: crate::domain::id::TicketId,
    event: Event,
) -> Result<activity::Activity, StoreError> {
    super::activity::append(tx, id, Timestamp(5), Actor::System, event)
}

/// Holds the writer busy until it is let go, so that what is sent meanwhile becomes one batch.
fn hold(store: &Arc<Store>) -> (mpsc::Sender<()>, std::thread::JoinHandle<()>) {
    let (go, wait) = mpsc::channel::<()>();
    let (started, running) = mpsc::channel();
    let of_thread = Arc::clone(store);
    let wait = Mutex::new(wait);
    let thread = std::thread::spawn(move || {
        of_thread
            .write(move |_| {
                let _ = started.send(());
                let _ = wait.lock().unwrap().recv();
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
    running.recv().unwrap();
    (go, thread)
}

#[test]
fn a_lone_closure_runs_where_it_was_asked_for() {
    let (store, published) = open();
    let place = |_: &mut WriteTx<'_>| Ok::<_, StoreError>(std::thread::current().id());
    let here = std::thread::current().id();
    assert_eq!(store.write(place).unwrap(), here);
    // One that panics there harms nobody, its writes are gone, and the next is again alone.
    let panicked = store.write(|tx| {
        make_ticket(tx, "lost", 1)?;
        panic!("after its writes");
        #[allow(unreachable_code, reason = "it names the type")]
        Ok::<_, StoreError>(())
    });
    assert!(matches!(panicked, Err(StoreError::Panicked)));
    assert_eq!(store.write(place).unwrap(), here);
    assert_eq!(store.columns(columns::Columns::len), 0);
    assert!(published.lock().unwrap().is_empty());
}

#[test]
fn one_panicking_closure_among_63_good_ones_is_taken_out() {
    let (store, published) = open();
    let store = Arc::new(store);
    let (go, held) = hold(&store);
    let threads: Vec<_> = (0..64u8)
        .map(|n| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                store.write(move |tx| {
                    let ticket = make_ticket(tx, &format!("number {n}"), n)?;
                    assert_ne!(n, 17, "this one panics after its writes");
                    Ok::<_, StoreError>(ticket.id)
                })
            })
        })
        .collect();
    go.send(()).unwrap();
    let results: Vec<_> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    held.join().unwrap();
    let failed: Vec<_> = results.iter().filter(|result| result.is_err()).collect();
    assert_eq!(failed.len(), 1);
    assert!(matches!(failed[0], Err(StoreError::Panicked)));
    // Numbers were drawn afresh on each run: no gap where the panic was.
    let mut numbers: Vec<u64> = results.iter().flatten().map(|id| id.0).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=63).collect::<Vec<_>>());
    assert_eq!(check::run(&store).unwrap(), Vec::<String>::new());
    let told: usize = published.lock().unwrap().iter().map(Vec::len).sum();
    assert_eq!(told, 63);
}

#[test]
fn an_error_before_the_first_write_aborts_nothing_and_one_after_a_write_takes_its_writes_along() {
    let (store, published) = open();
    let refused = store.write(|_| Err::<(), _>(StoreError::Sealed));
    assert!(matches!(refused, Err(StoreError::Sealed)));
    assert!(published.lock().unwrap().is_empty());
    let spoiled = store.write(|tx| {
        make_ticket(tx, "half", 1)?;
        Err::<(), _>(StoreError::Full)
    });
    assert!(matches!(spoiled, Err(StoreError::Full)));
    assert!(ticket::all(&store.read().unwrap()).unwrap().is_empty());
    assert!(store.columns(columns::Columns::is_empty));
    store.write(|tx| make_ticket(tx, "whole", 2)).unwrap();
    assert_eq!(store.columns(columns::Columns::len), 1);
}

#[test]
fn blobs_of_any_size_come_back_and_the_last_reference_takes_them_along() {
    let (store, _) = open();
    let mut noise = vec![0u8; 3 << 20];
    getrandom::fill(&mut noise).unwrap();
    for plain in [Vec::new(), vec![7; 100_000], noise] {
        let blob = blobs::prepare(&plain).unwrap();
        store.stage(&blob).unwrap();
        for _ in 0..2 {
            let blob = blob.clone();
            store.write(move |tx| blobs::link(tx, &blob)).unwrap();
        }
        assert_eq!(
            blobs::get(&store.read().unwrap(), blob.id).unwrap(),
            Some(plain.clone())
        );
        store.write(move |tx| blobs::unlink(tx, blob.id)).unwrap();
        assert!(
            blobs::get(&store.read().unwrap(), blob.id)
                .unwrap()
                .is_some()
        );
        store.write(move |tx| blobs::unlink(tx, blob.id)).unwrap();
        assert_eq!(blobs::get(&store.read().unwrap(), blob.id).unwrap(), None);
    }
    assert_eq!(rows(&store), 0);
}

#[test]
fn what_was_staged_for_nothing_is_taken_back_at_once() {
    let (store, _) = open();
    let mut noise = vec![0u8; 2 << 20];
    getrandom::fill(&mut noise).unwrap();
    let blob = blobs::prepare(&noise).unwrap();
    store.stage(&blob).unwrap();
    assert!(rows(&store) > 0);
    store.unstage(&blob);
    assert_eq!(rows(&store), 0);
    // Twice at once: the second finds the first one's and neither is kept twice.
    store.stage(&blob).unwrap();
    let (held, linked) = (rows(&store), blob.clone());
    store.stage(&blob).unwrap();
    assert_eq!(rows(&store), held);
    store.write(move |tx| blobs::link(tx, &linked)).unwrap();
    store.unstage(&blob);
    let view = store.read().unwrap();
    assert_eq!(blobs::get(&view, blob.id).unwrap(), Some(noise), "linked");
}

#[test]
fn chunks_that_nobody_linked_are_swept_at_the_next_start() {
    let (store, _) = open();
    let mut noise = vec![0u8; 2 << 20];
    getrandom::fill(&mut noise).unwrap();
    let (left, kept) = (
        blobs::prepare(&noise[..1 << 20]).unwrap(),
        blobs::prepare(&noise).unwrap(),
    );
    for blob in [&left, &kept] {
        store.stage(blob).unwrap();
    }
    let linked = kept.clone();
    store.write(move |tx| blobs::link(tx, &linked)).unwrap();
    store.sweep_blobs().unwrap();
    let view = store.read().unwrap();
    assert_eq!(
        blobs::get(&view, kept.id).unwrap().as_deref(),
        Some(noise.as_slice())
    );
    assert_eq!(blobs::get(&view, left.id).unwrap(), None);
}

fn rows(store: &Store) -> usize {
    let view = store.read().unwrap();
    redb::ReadableTable::iter(view.blob().unwrap())
        .unwrap()
        .count()
}

#[test]
fn a_secret_opens_under_its_own_name_and_key_only() {
    let key = seal::Key::from_bytes([1; 32]);
    let sealed = key.seal("smarthost.password", b"tulip").unwrap();
    assert_eq!(key.open("smarthost.password", &sealed).unwrap(), b"tulip");
    assert!(!sealed.windows(5).any(|window| window == b"tulip"));
    let mut changed = sealed.clone();
    *changed.last_mut().unwrap() ^= 1;
    for (name, key, sealed, why) in [
        ("dkim.key", &key, &sealed, "another place"),
        (
            "smarthost.password",
            &seal::Key::from_bytes([2; 32]),
            &sealed,
            "another key",
        ),
        ("smarthost.password", &key, &changed, "a changed byte"),
        ("smarthost.password", &key, &Vec::new(), "nothing"),
    ] {
        assert!(
            matches!(key.open(name, sealed), Err(StoreError::Sealed)),
            "{why}"
        );
    }
}

#[test]
fn the_change_feed_is_in_commit_order_and_shortens_from_its_old_end() {
    let (store, _) = open();
    for _ in 0..5 {
        store.write(|tx| tx.change(Change::Settings)).unwrap();
    }
    let numbers = |after| {
        let view = store.read().unwrap();
        let changes =
            super::activity::changes(&view, crate::domain::id::ActivityId(after), 10).unwrap();
        changes
            .into_iter()
            .map(|change| change.number.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(2), [3, 4, 5]);
    store
        .write(|tx| super::activity::forget(tx, crate::domain::id::ActivityId(3), 100))
        .unwrap();
    assert_eq!(numbers(0), [4, 5]);
}
