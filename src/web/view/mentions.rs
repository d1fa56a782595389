//! Notes that call whoever reads.

use serde::Serialize;

use super::Person;

/// `_mentions.html`: what the pages of somebody say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mentions {
    /// Tickets with such a note.
    pub count: usize,
    /// The one that was just written; None without one, and once they have looked.
    pub newest: Option<Mentioned>,
    /// Tickets that wait for a look: what the icon of the installed desk says. None unless asked.
    pub badge: Option<u64>,
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
