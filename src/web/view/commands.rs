//! The palette behind Ctrl+K.

use serde::Serialize;

use super::{
    ViewLink,
    ticket_list::{Near, SavedLink},
};
use crate::domain::ticket::Status;

/// `_commands.html`: what is offered without words, or the tickets that words find.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Commands {
    pub views: Vec<ViewLink>,
    pub saved: Vec<SavedLink>,
    /// Words were sent: tickets are all that is wanted.
    pub searched: bool,
    /// At most 8; that of the number first.
    pub tickets: Vec<Found>,
    /// The list of what the words find; None if they find nothing and filter nothing.
    pub list: Option<WholeList>,
    /// Present when nothing has the words: tickets and list are those of words near them.
    pub near: Option<Near>,
}

/// The list of everything that some words find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WholeList {
    pub url: String,
    /// As typed.
    pub query: String,
    /// Some of the words are filters: then the list is what is meant.
    pub filters: bool,
}

/// A ticket that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    pub number: u64,
    pub name: String,
    pub status: Status,
    /// Name, or address, or telephone number.
    pub customer: String,
}
