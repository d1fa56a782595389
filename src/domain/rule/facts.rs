//! What rules look at: a mail and a ticket as they are at one moment. Holds copies, asks nobody.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    calendar::{
        dues::{Dues, dues},
        of_ticket::Service,
    },
    fold::fold,
    id::{MailboxId, RuleId, TagId},
    ticket::{Priority, Status, Ticket},
    time::Timestamp,
};

use super::{When, action::Effect, set::RuleSet, team::Team};

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

/// How long things last, as conditions see it. Counted once, before the rules are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// Seconds since when it is our turn; None while it is not.
    pub waited: Option<u64>,
    /// The same in business hours. This and the next two are empty where no rule asks for one.
    pub waited_business: Option<u64>,
    pub age_business: u64,
    pub is_business: bool,
    pub dues: Dues,
}

impl Timing {
    /// Counts what the rules of a set may ask for.
    #[must_use]
    pub fn of(ticket: &Ticket, service: &Service, set: &RuleSet, now: Timestamp) -> Self {
        let business = set.business;
        let hours = &service.hours;
        let ours = ticket.ours;
        let counted = |from| hours.between(from, now).as_secs();
        Self {
            waited: ours.map(|since| now.since(since).as_secs()),
            waited_business: ours.filter(|_| business).map(counted),
            age_business: if business { counted(ticket.created) } else { 0 },
            is_business: business && hours.is_open(now),
            dues: dues(ticket, service),
        }
    }
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
    /// Until when it sleeps. No condition looks at it, so that nothing is kept of it.
    #[serde(skip)]
    pub snoozed: Option<Timestamp>,
    /// Kept beside it: see [`super::explain::Decision`].
    #[serde(skip)]
    pub timing: Timing,
}

impl TicketFacts {
    /// Takes what a ticket has; the rest comes from the caller.
    #[must_use]
    pub fn of(ticket: &Ticket, tags: Vec<TagId>, customer: Vec<String>, timing: Timing) -> Self {
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
            snoozed: ticket.snoozed,
            timing,
        }
    }

    /// Makes a change in it, so that later rules see it.
    pub fn apply(&mut self, effect: &Effect) {
        match effect {
            Effect::Status { new, .. } => {
                self.status = *new;
                self.snoozed = self.snoozed.filter(|_| *new != Status::Closed);
                if matches!(new, Status::Waiting | Status::Closed) {
                    (self.timing.waited, self.timing.waited_business) = (None, None);
                    self.timing.dues.solution = None;
                }
            }
            Effect::Priority { new, .. } => self.priority = *new,
            Effect::Assignee { new, .. } => self.assignee = *new,
            Effect::TagAdded { tag } => self.tags.push(*tag),
            Effect::TagRemoved { tag } => self.tags.retain(|held| held != tag),
            Effect::Name { new, .. } => self.name.clone_from(new),
            Effect::Due { new, .. } => self.timing.dues.set = *new,
            Effect::Snoozed { new, .. } => self.snoozed = Some(*new),
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
    /// The hours that the ticket follows.
    pub service: Arc<Service>,
    /// Rules that time started before and that it does not start again.
    pub spent: Vec<RuleId>,
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
