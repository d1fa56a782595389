//! Commits that come while tickets are read, and what is forgotten meanwhile.

use std::cell::Cell;

use crate::domain::id::{TagId, TicketId};

use super::{Gathered, State};
use crate::store::{
    StoreError,
    heads::{HeadMove, Heads},
    tag_sets::TagMove,
    tests::{make_ticket, open},
};

const DOOR: TagId = TagId(1);
const GATE: TagId = TagId(2);

fn moved(ticket: u32, removed: &[TagId], added: &[TagId]) -> HeadMove {
    HeadMove::Tags(TagMove::between(ticket, removed, added))
}

fn sets(tag: TagId) -> Heads {
    let mut heads = Heads::default();
    heads.tags.put(TicketId(1), &[tag]);
    heads
}

fn found(gathered: &Gathered<Heads>, tag: TagId) -> Option<Vec<u32>> {
    match &*gathered.read() {
        State::Ready(heads) => Some(heads.tags.union(&[tag]).iter().collect()),
        State::Nothing | State::Running(_) => None,
    }
}

#[test]
fn what_is_committed_while_the_tickets_are_read_joins_at_the_end() {
    let gathered = Gathered::<Heads>::default();
    gathered.begin();
    gathered.apply(&[moved(1, &[DOOR], &[GATE]), moved(2, &[], &[DOOR])]);
    assert_eq!(found(&gathered, DOOR), None);
    gathered.end(Ok(sets(DOOR))).unwrap();
    assert_eq!(found(&gathered, DOOR), Some(vec![2]));
    assert_eq!(found(&gathered, GATE), Some(vec![1]));
    gathered.apply(&[moved(3, &[], &[GATE])]);
    assert_eq!(found(&gathered, GATE), Some(vec![1, 3]));
}

#[test]
fn what_was_forgotten_while_it_was_gathered_is_not_kept() {
    let gathered = Gathered::<Heads>::default();
    gathered.begin();
    gathered.forget();
    gathered.end(Ok(sets(DOOR))).unwrap();
    assert_eq!(found(&gathered, DOOR), None);
}

#[test]
fn a_ticket_that_cannot_be_read_leaves_nothing_behind() {
    let gathered = Gathered::<Heads>::default();
    gathered.begin();
    gathered.end(Err(StoreError::Panicked)).unwrap_err();
    assert!(matches!(&*gathered.read(), State::Nothing));
}

#[test]
fn what_is_wanted_no_more_is_given_up_and_begun_again_by_who_asks() {
    let (store, _) = open();
    for at in 1..=3 {
        store.write(move |tx| make_ticket(tx, "Door", at)).unwrap();
    }
    let gathered = Gathered::<Heads>::default();
    let left = Cell::new(2);
    let wanted = || left.replace(left.get() - 1) > 0;
    let given_up = gathered.once(&store, &wanted);
    assert!(
        matches!(given_up, Err(StoreError::Closed)),
        "all three were read"
    );
    assert!(matches!(&*gathered.read(), State::Nothing));
    assert_eq!(left.get(), -1, "it went on after it was told");
    gathered.with(&store, |_| ()).unwrap();
    assert!(matches!(&*gathered.read(), State::Ready(_)));
}
