//! What is new to whoever reads: how many tickets, and notes that call them.

use serde::Serialize;

use super::Person;

/// `_mentions.html`: what the pages of somebody say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mentions {
    /// Tickets that wait for a look: the number in the rail, and on the icon of the installed desk.
    pub unread: u64,
    /// The one whose note was just written; None without one, and once they have looked.
    pub newest: Option<Mentioned>,
}

/// A ticket with a note that calls somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mentioned {
    pub number: u64,
    pub name: String,
}

/// `_mentions_people.html`: who can be called in a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Callable {
    /// By name.
    pub people: Vec<Person>,
}
