//! What rules look at: a mail and a ticket as they are at one moment. Holds copies, asks nobody.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    fold::fold,
    id::{MailboxId, TagId},
    ticket::{Priority, Status, Ticket},
    time::Timestamp,
};

use super::{When, action::Effect, team::Team};

/// Most bytes of a body that conditions look at: what matters stands at its beginning, and one
/// huge mail keeps no other waiting.
pub const BODY_BYTES: usize = 256 << 10;

/// A text and what it is when case and accents do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    pub text: String,
    pub folded: String,
}

impl Folded {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut end = text.len().min(BODY_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // A line ends in one character, so that a pattern finds its end.
        let text = text.get(..end).unwrap_or_default();
        let text = match text.contains('\r') {
            true => text.replace("\r\n", "\n"),
            false => text.to_owned(),
        };
        Self {
            folded: fold(&text),
            text,
        }
    }

    /// True if there is nothing to see.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}

/// One attachment, as conditions see it.
#[derive(Clone, Debug)]
pub struct AttachmentFacts {
    pub name: Folded,
    pub content_type: Folded,
    pub size_bytes: u64,
}

/// A mail, as conditions see it.
#[derive(Clone, Debug, Default)]
pub struct MailFacts {
    pub subject: Folded,
    pub body: Folded,
    /// None when From holds no usable address.
    pub sender: Option<Folded>,
    pub sender_domain: Option<Folded>,
    pub mailboxes: Vec<MailboxId>,
    pub cc: Vec<Folded>,
    /// Names in lower case. Empty where no rule asks for one.
    pub headers: Vec<(String, Folded)>,
    /// Without pictures inside of the text.
    pub attachments: Vec<AttachmentFacts>,
    pub automatic: bool,
}

/// A ticket, as conditions see it and as rules change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketFacts {
    pub name: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    /// Those that are shown: a merged tag is the one that stands for it.
    pub tags: Vec<TagId>,
    /// Name and addresses.
    pub customer: Vec<String>,
    pub mailbox: Option<MailboxId>,
    pub automatic: bool,
    pub created: Timestamp,
    /// The last change before what is decided about.
    pub updated: Timestamp,
}

impl TicketFacts {
    /// Takes what a ticket has; the rest comes from the caller.
    #[must_use]
    pub fn of(ticket: &Ticket, tags: Vec<TagId>, customer: Vec<String>) -> Self {
        Self {
            name: ticket.name.clone(),
            status: ticket.status,
            priority: ticket.priority,
            assignee: ticket.assignee,
            tags,
            customer,
            mailbox: ticket.mailbox,
            automatic: ticket.automatic,
            created: ticket.created,
            updated: ticket.updated,
        }
    }

    /// Makes a change in it, so that later rules see it.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::Status { new, .. } => self.status = *new,
            Effect::Priority { new, .. } => self.priority = *new,
            Effect::Assignee { new, .. } => self.assignee = *new,
            Effect::TagAdded { tag } => self.tags.push(*tag),
            Effect::TagRemoved { tag } => self.tags.retain(|held| held != tag),
            Effect::Name { new, .. } => self.name.clone_from(new),
            Effect::Note { .. } => {}
        }
    }
}

/// Everything that a decision looks at.
#[derive(Clone, Debug)]
pub struct Facts {
    pub when: When,
    /// There when a mail caused it. Without one, name and description stand for its subject and
    /// text.
    pub mail: Option<Arc<MailFacts>>,
    pub ticket: TicketFacts,
    /// Name and description of a ticket that no mail made.
    pub own: Option<(Folded, Folded)>,
    /// The group that the mailbox gives its tickets to.
    pub group: Option<Assignee>,
    /// The groups that rules share tickets out in.
    pub teams: Vec<Team>,
}

impl Facts {
    /// The subject and the text that are looked at.
    #[must_use]
    pub fn texts(&self) -> (Option<&Folded>, Option<&Folded>) {
        match (&self.mail, &self.own) {
            (Some(mail), _) => (Some(&mail.subject), Some(&mail.body)),
            (None, Some((name, description))) => (Some(name), Some(description)),
            (None, None) => (None, None),
        }
    }
}
