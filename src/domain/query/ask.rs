//! What a query asks of a ticket, once every name in it is known.

use std::sync::Arc;

use crate::domain::{
    assignee::Assignee,
    id::{ActivityId, CustomerId, MailboxId, TagId, TicketId},
    ticket::{Priority, Status},
    time::Timestamp,
};

use super::look::Look;

/// A question that every ticket answers with yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Each of them; nothing asks nothing.
    All(Vec<Ask>),
    /// One of them; nothing is never so.
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Status(Status),
    Priority(Priority),
    /// None is nobody.
    Assignee(Option<Assignee>),
    /// One of them: a tag and those that were merged into it.
    Tags(Vec<TagId>),
    Mailbox(MailboxId),
    /// Of one of these.
    Customers(Vec<CustomerId>),
    /// Something stands in its texts.
    Look(Look),
    Number(TicketId),
    /// Made at or after it.
    MadeFrom(Timestamp),
    /// Changed at or after it.
    ChangedFrom(Timestamp),
    /// The first of its due times is at or before it.
    DueBy(Timestamp),
    /// Made by automatic mail.
    Automatic,
    /// It is our turn.
    Ours,
    /// Sleeps until some time.
    Asleep,
    /// Says something that somebody has not seen, or calls them.
    NewTo(Arc<Marks>),
    /// In the bin.
    Deleted,
    /// Closed at or after the first time and before the second.
    Closed(Timestamp, Option<Timestamp>),
    /// Not closed, and somebody has waited since then or longer.
    WaitsSince(Timestamp),
    /// The first answer took so long.
    Answered(Took),
    /// Closed, and it took so long from when it was made.
    Solved(Took),
}

/// How far somebody has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Up to it everything counts as seen of a ticket that is not among `own`.
    pub up_to: ActivityId,
    /// The newest change that they have seen of a ticket.
    pub own: Vec<(TicketId, ActivityId)>,
    /// Tickets with a note that calls them and that they have not looked at since.
    pub called: Vec<TicketId>,
}

/// How long something took, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Took {
    pub least: u64,
    /// It took less; None is without end.
    pub below: Option<u64>,
}

impl Took {
    /// True for a time between both.
    #[must_use]
    pub fn has(self, seconds: u64) -> bool {
        seconds >= self.least && self.below.is_none_or(|below| seconds < below)
    }
}

impl Ask {
    /// The contrary.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Not(ask) => *ask,
            ask => Self::Not(Box::new(ask)),
        }
    }

    /// True if it asks for what is in the bin, where nothing else is looked for.
    #[must_use]
    pub fn is_of_bin(&self) -> bool {
        match self {
            Self::All(asks) => asks.iter().any(Self::is_of_bin),
            Self::Deleted => true,
            _ => false,
        }
    }

    /// True if it asks for tags, which are gathered when they are first asked for.
    #[must_use]
    pub fn needs_tags(&self) -> bool {
        match self {
            Self::All(asks) | Self::Any(asks) => asks.iter().any(Self::needs_tags),
            Self::Not(ask) => ask.needs_tags(),
            Self::Tags(_) => true,
            _ => false,
        }
    }

    /// True if it asks for what is new to somebody, which is gathered as tags are.
    #[must_use]
    pub fn needs_said(&self) -> bool {
        match self {
            Self::All(asks) | Self::Any(asks) => asks.iter().any(Self::needs_said),
            Self::Not(ask) => ask.needs_said(),
            Self::NewTo(_) => true,
            _ => false,
        }
    }

    /// What it looks for in texts, turned round or not.
    #[must_use]
    pub fn looks(&self) -> Vec<&Look> {
        match self {
            Self::All(asks) | Self::Any(asks) => asks.iter().flat_map(Self::looks).collect(),
            Self::Not(ask) => ask.looks(),
            Self::Look(look) => vec![look],
            _ => Vec::new(),
        }
    }

    /// What has to stand in its texts, or may: nothing that is turned round.
    #[must_use]
    pub fn wanted(&self) -> Vec<&Look> {
        match self {
            Self::All(asks) | Self::Any(asks) => asks.iter().flat_map(Self::wanted).collect(),
            Self::Look(look) => vec![look],
            _ => Vec::new(),
        }
    }
}
