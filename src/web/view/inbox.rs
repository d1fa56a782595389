//! The ticket inbox at the left of the expert view, and the expert view without a ticket.

use serde::Serialize;

use super::{
    Assignee, Hidden, ViewLink,
    ticket::Other,
    ticket_create::TicketCreate,
    ticket_list::{Near, QueryFault},
};
use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
};

/// `inbox.html`: the expert view before a ticket is chosen.
#[derive(Clone, Debug, Serialize)]
pub struct InboxPage {
    pub inbox: Inbox,
    pub create: TicketCreate,
    /// The address to write to, for a desk without tickets.
    pub address: Option<String>,
}

/// The list at the left: `_inbox.html`.
#[derive(Clone, Debug, Serialize)]
pub struct Inbox {
    /// Needs an answer, mine, unassigned, not closed; one is current.
    pub views: Vec<ViewLink>,
    /// What stands in the search box.
    pub query: String,
    /// What in it was not understood; the rest counts.
    pub wrong: Vec<QueryFault>,
    /// Present when nothing has the words, and the list is that of words near them.
    pub near: Option<Near>,
    /// Where the search goes: this page's path.
    pub search_url: String,
    pub hidden: Vec<Hidden>,
    pub items: Vec<InboxItem>,
    /// How many match in all.
    pub total: u64,
    /// The list from its next ticket on; None when all are shown.
    pub older_url: Option<String>,
    /// The first page; None on it. Live arrivals show on the first page only.
    pub newest_url: Option<String>,
    /// What live updates ask, such as `/inbox/items?view=mine`; `after=<rev>` is added by the page.
    pub items_url: String,
}

/// One ticket in the inbox: `_inbox_item.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InboxItem {
    pub number: u64,
    pub rev: u64,
    pub name: String,
    pub customer: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    pub updated: Timestamp,
    /// The ticket, with the inbox's own filter kept: `/t/1042?view=mine`.
    pub url: String,
    /// True for the ticket that is open beside it.
    pub current: bool,
    /// It says something that this person has not seen.
    pub unread: bool,
    /// One of its notes calls this person, who has not looked since.
    pub mentioned: bool,
    /// Who else is at it now; nobody at the one that is open, whose head says so.
    pub others: Vec<Other>,
}

/// `_inbox_update.html`, the answer to `items_url`.
#[derive(Clone, Debug, Serialize)]
pub struct InboxUpdate {
    pub rev: u64,
    /// Changed tickets that match, newest first.
    pub items: Vec<InboxItem>,
    /// Changed tickets that do not match.
    pub gone: Vec<u64>,
    /// True when too much changed to say what: the page loads again.
    pub reset: bool,
    pub total: u64,
    /// With their counts as they are now.
    pub views: Vec<ViewLink>,
    /// Something that stands at the right of the open ticket changed: one that it is linked to, or
    /// another one of its customer.
    pub beside: bool,
}
