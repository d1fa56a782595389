//! The lines of a ticket's log. The log is complete: [`super::rebuild`] makes the ticket from it again.

use serde::{Deserialize, Serialize};

use super::{
    assignee::Assignee,
    delivery::DeliveryState,
    id::{
        ActivityId, CustomerId, DeliveryId, MailboxId, MessageId, RuleId, TagId, TicketId, UserId,
    },
    merge::{Absorbed, absorb},
    rule::action::Effect,
    ticket::{Participant, Priority, Status, Ticket},
    time::Timestamp,
    token::AddressToken,
};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    System,
    User(UserId),
    Customer(CustomerId),
}

/// How a ticket came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    Mail,
    Hand,
    Api,
}

/// Why the system changed a field by itself; `Asked` when somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    Asked,
    /// The customer wrote on a waiting or closed ticket.
    CustomerWrote,
    /// *Send and wait*, *Send and close*.
    Sent,
    /// An expert's first reply on an unassigned ticket.
    FirstReply,
    /// Who had it does not work here any more, or the group is no more.
    Left,
    /// Whoever made it by hand would not see it otherwise.
    Made,
}

/// Why a mail that named another ticket did not join it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkReason {
    /// Only the number in the subject, and the sender is not proven.
    NumberOnly,
    /// Only a Message-ID that the desk received, and the sender is not proven.
    ReceivedIdOnly,
    /// The ticket was closed too long ago.
    ClosedLongAgo,
    /// The ticket is in the bin.
    Deleted,
    /// No mail: somebody linked the two.
    Asked,
}

/// Why a ticket woke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wake {
    /// Its time had come.
    Time,
    CustomerWrote,
    /// Somebody woke it.
    Asked,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Always the first line of a log. Holds all that the ticket started with.
    Created(Box<Created>),
    MessageIn {
        message: MessageId,
        /// Written by a program: nobody waits for an answer to it.
        automatic: bool,
    },
    MessageOut {
        message: MessageId,
    },
    Note {
        text: String,
    },
    Name {
        old: String,
        new: String,
    },
    Description {
        old: String,
        new: String,
    },
    Status {
        old: Status,
        new: Status,
        cause: Cause,
    },
    Priority {
        old: Priority,
        new: Priority,
    },
    Assignee {
        old: Option<Assignee>,
        new: Option<Assignee>,
        cause: Cause,
    },
    TagAdded {
        tag: TagId,
    },
    TagRemoved {
        tag: TagId,
    },
    Linked {
        other: TicketId,
        reason: LinkReason,
    },
    /// Somebody new in the conversation.
    ParticipantAdded {
        participant: Participant,
    },
    ParticipantConfirmed {
        address: String,
    },
    /// A step of an outgoing message; not an update of the ticket.
    Delivery {
        delivery: DeliveryId,
        message: MessageId,
        state: DeliveryState,
    },
    /// A rule fired.
    Rule(Box<Fired>),
    /// When it is due.
    Due {
        old: Option<Timestamp>,
        new: Option<Timestamp>,
    },
    /// Put into the bin.
    Deleted,
    /// Taken out of it.
    Restored,
    /// Not linked any more.
    Unlinked {
        other: TicketId,
    },
    /// Merged into another ticket.
    Merged {
        into: TicketId,
    },
    /// Out of it again, as it was.
    Unmerged {
        from: TicketId,
    },
    /// Another ticket was merged into this one.
    Absorbed(Box<Absorbed>),
    /// It was taken out again: as if the line `merge` had never been.
    Parted {
        other: TicketId,
        merge: ActivityId,
    },
    /// Put to sleep until a time.
    Snoozed {
        old: Option<Timestamp>,
        new: Timestamp,
    },
    /// Awake again.
    Woke {
        why: Wake,
    },
}

/// What a rule did to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// [`super::rule::DEFAULT`] for the default rule.
    pub rule: RuleId,
    /// Its name then; empty for the default rule.
    pub name: String,
    pub effects: Vec<Effect>,
}

/// What a ticket starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    pub source: Source,
    pub name: String,
    pub description: String,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    pub tags: Vec<TagId>,
    pub customer: CustomerId,
    pub mailbox: Option<MailboxId>,
    pub token: AddressToken,
    pub participants: Vec<Participant>,
    pub automatic: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub ticket: TicketId,
    pub at: Timestamp,
    pub actor: Actor,
    pub event: Event,
}

impl Event {
    /// The other ticket that it names.
    #[must_use]
    pub fn other(&self) -> Option<TicketId> {
        match self {
            Self::Linked { other, .. } | Self::Unlinked { other } => Some(*other),
            Self::Merged { into } => Some(*into),
            Self::Unmerged { from } => Some(*from),
            _ => None,
        }
    }

    /// Who had the ticket before it, if it gave the ticket to somebody else.
    #[must_use]
    pub fn assignee_before(&self) -> Option<Option<Assignee>> {
        match self {
            Self::Assignee { old, .. } => Some(*old),
            Self::Rule(fired) => fired.effects.iter().find_map(|effect| match effect {
                Effect::Assignee { old, .. } => Some(*old),
                _ => None,
            }),
            _ => None,
        }
    }
}

impl Activity {
    /// False for a delivery state, which does not make a ticket newer.
    #[must_use]
    pub fn updates(&self) -> bool {
        !matches!(self.event, Event::Delivery { .. })
    }

    /// True for what a person did, a customer, or the desk because of one: not for a rule.
    #[must_use]
    pub fn is_act(&self) -> bool {
        self.updates() && !matches!(self.event, Event::Rule(_))
    }
}

/// Makes the ticket that `Created` describes.
#[must_use]
pub fn start(ticket: TicketId, id: ActivityId, at: Timestamp, created: &Created) -> Ticket {
    Ticket {
        id: ticket,
        name: created.name.clone(),
        description: created.description.clone(),
        status: Status::Open,
        priority: created.priority,
        assignee: created.assignee,
        tags: created.tags.clone(),
        customer: created.customer,
        mailbox: created.mailbox,
        token: created.token.clone(),
        participants: created.participants.clone(),
        links: Vec::new(),
        automatic: created.automatic,
        created: at,
        updated: at,
        closed: None,
        answered: None,
        rev: id,
        last_message: None,
        due: None,
        asked: None,
        ours: Some(at),
        paused: None,
        pauses: Vec::new(),
        acted: id,
        deleted: None,
        merged_into: None,
        merged: Vec::new(),
        snoozed: None,
    }
}

/// Notes that there is one line more.
pub(super) fn note(ticket: &mut Ticket, activity: &Activity) {
    ticket.rev = activity.id;
    if activity.updates() {
        ticket.updated = activity.at;
    }
    if activity.is_act() {
        ticket.acted = activity.id;
    }
}

/// Applies one line to the ticket: the only place where a ticket's fields change.
pub fn apply(ticket: &mut Ticket, activity: &Activity) {
    note(ticket, activity);
    match &activity.event {
        Event::Created(_) | Event::Note { .. } | Event::Delivery { .. } => {}
        Event::MessageIn { automatic, .. } => {
            ticket.last_message = Some(activity.id);
            if !automatic {
                ticket.asked.get_or_insert(activity.at);
                if ticket.paused.is_none() {
                    ticket.ours.get_or_insert(activity.at);
                }
            }
        }
        Event::MessageOut { .. } => {
            ticket.last_message = Some(activity.id);
            if matches!(activity.actor, Actor::User(_)) {
                ticket.answered.get_or_insert(activity.at);
                ticket.ours = None;
            }
        }
        Event::Name { new, .. } => ticket.name.clone_from(new),
        Event::Description { new, .. } => ticket.description.clone_from(new),
        Event::Status { new, .. } => set_status(ticket, *new, activity.at),
        Event::Priority { new, .. } => ticket.priority = *new,
        Event::Assignee { new, .. } => ticket.assignee = *new,
        Event::TagAdded { tag } => add_tag(ticket, *tag),
        Event::TagRemoved { tag } => ticket.tags.retain(|held| held != tag),
        Event::Linked { other, .. } => {
            if !ticket.links.contains(other) {
                ticket.links.push(*other);
            }
        }
        Event::ParticipantAdded { participant } => ticket.participants.push(participant.clone()),
        Event::ParticipantConfirmed { address } => {
            for participant in ticket
                .participants
                .iter_mut()
                .filter(|p| p.who.address.key() == *address)
            {
                participant.confirmed = true;
            }
        }
        Event::Due { new, .. } => ticket.due = *new,
        Event::Deleted => ticket.deleted = Some(activity.at),
        Event::Restored => ticket.deleted = None,
        Event::Merged { into } => ticket.merged_into = Some(*into),
        Event::Unmerged { .. } => ticket.merged_into = None,
        Event::Snoozed { new, .. } => ticket.snoozed = Some(*new),
        Event::Woke { .. } => ticket.snoozed = None,
        Event::Absorbed(absorbed) => absorb(ticket, absorbed, activity.at),
        Event::Parted { other, .. } => ticket.merged.retain(|merged| merged != other),
        Event::Unlinked { other } => ticket.links.retain(|linked| linked != other),
        Event::Rule(fired) => {
            for effect in &fired.effects {
                apply_effect(ticket, effect, activity.at);
            }
        }
    }
}

fn apply_effect(ticket: &mut Ticket, effect: &Effect, at: Timestamp) {
    match effect {
        Effect::Status { new, .. } => set_status(ticket, *new, at),
        Effect::Priority { new, .. } => ticket.priority = *new,
        Effect::Assignee { new, .. } => ticket.assignee = *new,
        Effect::TagAdded { tag } => add_tag(ticket, *tag),
        Effect::TagRemoved { tag } => ticket.tags.retain(|held| held != tag),
        Effect::Name { new, .. } => ticket.name.clone_from(new),
        Effect::Due { new, .. } => ticket.due = *new,
        Effect::Note { .. } => {}
    }
}

pub(super) fn set_status(ticket: &mut Ticket, new: Status, at: Timestamp) {
    ticket.status = new;
    ticket.closed = (new == Status::Closed).then_some(at);
    // What is closed does not sleep.
    ticket.snoozed = ticket.snoozed.filter(|_| new != Status::Closed);
    if matches!(new, Status::Waiting | Status::Closed) {
        ticket.paused.get_or_insert(at);
        ticket.ours = None;
    } else if let Some(since) = ticket.paused.take() {
        ticket.pauses.push((since, at));
        ticket.ours = Some(at);
    }
}

pub(super) fn add_tag(ticket: &mut Ticket, tag: TagId) {
    if !ticket.tags.contains(&tag) {
        ticket.tags.push(tag);
    }
}
