//! Commits that come while tickets are read, and what is forgotten meanwhile.

use crate::domain::id::TicketId;

use super::{Gathered, State, WordChange};
use crate::store::{
    StoreError,
    search::{Entry, Words},
};

fn entry(number: u64, name: &str) -> Entry {
    Entry::of(TicketId(number), name, std::iter::empty())
}

fn change(number: u64, name: &str) -> WordChange {
    WordChange::Entry(entry(number, name))
}

fn words(name: &str) -> Words {
    let mut words = Words::default();
    words.put(entry(1, name));
    words
}

fn found(gathered: &Gathered<Words>, word: &str) -> Option<Vec<u32>> {
    match &*gathered.read() {
        State::Ready(words) => Some(words.find(&[word.to_owned()]).iter().collect()),
        State::Nothing | State::Running(_) => None,
    }
}

#[test]
fn what_is_committed_while_the_tickets_are_read_joins_at_the_end() {
    let gathered = Gathered::<Words>::default();
    gathered.begin();
    gathered.apply(&[change(1, "door"), change(2, "door")]);
    gathered.apply(&[change(1, "gate")]);
    assert_eq!(found(&gathered, "door"), None);
    gathered.end(Ok(words("window"))).unwrap();
    assert_eq!(found(&gathered, "window"), Some(Vec::new()));
    assert_eq!(found(&gathered, "door"), Some(vec![2]));
    assert_eq!(found(&gathered, "gate"), Some(vec![1]));
    gathered.apply(&[change(3, "gate")]);
    assert_eq!(found(&gathered, "gate"), Some(vec![1, 3]));
}

#[test]
fn what_was_forgotten_while_it_was_gathered_is_not_kept() {
    let gathered = Gathered::<Words>::default();
    gathered.begin();
    gathered.forget();
    gathered.end(Ok(words("window"))).unwrap();
    assert_eq!(found(&gathered, "window"), None);
}

#[test]
fn a_ticket_that_cannot_be_read_leaves_nothing_behind() {
    let gathered = Gathered::<Words>::default();
    gathered.begin();
    gathered.end(Err(StoreError::Panicked)).unwrap_err();
    assert!(matches!(&*gathered.read(), State::Nothing));
}
