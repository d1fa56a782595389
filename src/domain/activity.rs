//! The lines of a ticket's log. The log is complete: [`super::rebuild`] makes the ticket from it again.

mod replay;

use serde::{Deserialize, Serialize};

use super::{
    assignee::Assignee,
    delivery::DeliveryState,
    id::{
        ActivityId, CustomerId, DeliveryId, MailboxId, MessageId, RuleId, TagId, TicketId, UserId,
    },
    merge::Absorbed,
    rule::action::Effect,
    ticket::{Participant, Priority, Status},
    time::Timestamp,
    token::AddressToken,
};

pub(super) use replay::{add_tag, note, set_status};
pub use replay::{apply, start};

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
    /// Somebody to whom something was forwarded wrote back on a waiting or closed ticket.
    OutsideWrote,
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
    /// Somebody to whom something was forwarded wrote back.
    OutsideWrote,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Always the first line of a log. Holds all that the ticket started with.
    Created(Box<Created>),
    MessageIn {
        message: MessageId,
        /// No customer waits for an answer to it: a program wrote it, or somebody to whom something
        /// was forwarded.
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
    /// Whoever wrote a note changed it; `old` is empty where it had been deleted.
    NoteEdited {
        note: ActivityId,
        old: String,
        new: String,
    },
    /// Whoever wrote a note deleted it.
    NoteDeleted {
        note: ActivityId,
        old: String,
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
    /// What is known of the customer was changed from this ticket. Says which fields, never what
    /// they hold: whoever is erased later leaves nothing here.
    CustomerEdited {
        fields: Vec<CustomerField>,
    },
    /// The ticket is somebody else's.
    Customer {
        old: CustomerId,
        new: CustomerId,
        cause: CustomerCause,
    },
    /// Somebody was taken out of the conversation, by the key of their address.
    ParticipantRemoved {
        address: String,
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
    /// A message of this ticket became another one: as if its line had never been.
    SplitOff {
        line: ActivityId,
        into: TicketId,
    },
    /// The other end: it began with a message of another ticket.
    SplitFrom {
        from: TicketId,
    },
    /// The message is back at its line, and the other ticket is no more.
    SplitBack {
        line: ActivityId,
        from: TicketId,
    },
    /// Here stood something of a customer who was erased; or, at the end of a log, that it went.
    Erased,
    /// A message of the log went on to somebody else: no answer, so that nothing of the ticket
    /// changes by it.
    Forwarded {
        message: MessageId,
        /// The line of what was forwarded, of this ticket or of one that was merged into it.
        of: ActivityId,
    },
    /// Who was let into the conversation by mistake is new in it again.
    ParticipantUnconfirmed {
        address: String,
    },
}

/// A field of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerField {
    Name,
    Organization,
    Addresses,
    Phone,
    Notes,
}

impl CustomerField {
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Organization,
        Self::Addresses,
        Self::Phone,
        Self::Notes,
    ];

    /// The word of the API, of forms and of the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["name", "organization", "addresses", "phone", "notes"][self as usize]
    }
}

/// Why a ticket is another customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomerCause {
    Asked,
    /// Two records turned out to be one person.
    Merged,
    /// They turned out not to be.
    Unmerged,
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
    /// True for what its readers have to read: a ticket that began, a mail, a note, a mail that did
    /// not arrive. What only changed a field is seen at a glance.
    #[must_use]
    pub fn says(&self) -> bool {
        match self {
            Self::Created(_)
            | Self::MessageIn { .. }
            | Self::MessageOut { .. }
            | Self::Forwarded { .. }
            | Self::Note { .. }
            | Self::Delivery {
                state: DeliveryState::Failed { .. },
                ..
            } => true,
            Self::Rule(fired) => fired
                .effects
                .iter()
                .any(|effect| matches!(effect, Effect::Note { .. })),
            _ => false,
        }
    }

    /// The message that it brought into the log.
    #[must_use]
    pub fn message(&self) -> Option<MessageId> {
        match self {
            Self::MessageIn { message, .. }
            | Self::MessageOut { message }
            | Self::Forwarded { message, .. } => Some(*message),
            _ => None,
        }
    }

    /// The other ticket that it names.
    #[must_use]
    pub fn other(&self) -> Option<TicketId> {
        match self {
            Self::Linked { other, .. } | Self::Unlinked { other } => Some(*other),
            Self::Merged { into } | Self::SplitOff { into, .. } => Some(*into),
            Self::Unmerged { from } | Self::SplitFrom { from } | Self::SplitBack { from, .. } => {
                Some(*from)
            }
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
    /// False for a delivery state, and for what is no more: neither makes a ticket newer.
    #[must_use]
    pub fn updates(&self) -> bool {
        !matches!(self.event, Event::Delivery { .. } | Event::Erased)
    }

    /// True for what a person did, a customer, or the desk because of one: not for a rule.
    #[must_use]
    pub fn is_act(&self) -> bool {
        self.updates() && !matches!(self.event, Event::Rule(_))
    }
}
