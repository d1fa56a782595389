//! What a list asks for: filters, words, order. Parses the words of the address bar.

pub mod ask;
pub mod chip;
pub mod look;
pub mod sort;
pub mod typed;
pub mod unfinished;

use super::{
    assignee::Assignee,
    id::{CustomerId, MailboxId},
    ticket::{Priority, Status},
};
use ask::Ask;
use sort::Sort;

/// A question to the ticket list. The default asks for everything, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Empty asks for all.
    pub status: Vec<Status>,
    /// Empty asks for all.
    pub priority: Vec<Priority>,
    /// The outer None asks for all, the inner for nobody's.
    pub assignee: Option<Option<Assignee>>,
    pub customer: Option<CustomerId>,
    pub mailbox: Option<MailboxId>,
    /// What else is asked; None is nothing.
    pub ask: Option<Ask>,
    /// In which order the answers stand.
    pub sort: Sort,
}
