//! What a number of the desk-wide sequence changed. Carries ids only.

use serde::{Deserialize, Serialize};

use super::{
    assignee::Assignee,
    id::{ActivityId, MailboxId, TicketId},
};

/// The kind of thing that changed. Codes are on disk: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Change {
    /// A new activity of a ticket, or another name of its customer.
    Ticket(TicketId),
    /// Users, groups, mailboxes, tags, organization.
    Settings,
}

impl Change {
    #[must_use]
    pub fn code(self) -> (u8, u64) {
        match self {
            Self::Ticket(TicketId(id)) => (1, id),
            Self::Settings => (2, 0),
        }
    }

    #[must_use]
    pub fn from_code(code: u8, id: u64) -> Option<Self> {
        match code {
            1 => Some(Self::Ticket(TicketId(id))),
            2 => Some(Self::Settings),
            _ => None,
        }
    }
}

/// What of a ticket decides who sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub assignee: Option<Assignee>,
    pub mailbox: Option<MailboxId>,
}

/// One change with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberedChange {
    pub number: ActivityId,
    pub change: Change,
    /// Where the ticket was before the commit, so that those who lose it are told; None for a new
    /// ticket, for settings, and for what is read from the feed.
    pub was: Option<Place>,
}
