//! What can be taken back for a while: the inverse of an act, kept for whoever did it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    calendar::Calendar,
    company::Company,
    credential::{ApiToken, SecretHash},
    customer::Customer,
    group::Group,
    id::{ActivityId, CustomerId, GroupId, MailboxId, RuleId, TagId, TicketId, UndoId, UserId},
    message::Sender,
    right::Right,
    role::Role,
    saved_view::SavedView,
    tag::Colour,
    ticket::Participant,
    time::Timestamp,
};

/// An act can be taken back for this time.
pub const WINDOW: Duration = Duration::from_secs(10 * 60);

/// How an act is taken back. The place of a variant is on disk: add new ones at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inverse {
    /// Somebody was deactivated: active again, with the tickets that were given back.
    UserActivate {
        user: UserId,
        tickets: Vec<GivenBack>,
    },
    /// A group was deleted: there again, with what pointed to it.
    GroupRestore {
        group: Group,
        /// Mailboxes whose new tickets it had.
        mailboxes: Vec<MailboxId>,
        tickets: Vec<TicketId>,
    },
    /// A role was deleted: there again, for those who had it.
    RoleRestore {
        role: Role,
        users: Vec<UserId>,
        groups: Vec<GroupId>,
    },
    /// A mailbox was deleted: it receives again.
    MailboxRestore { mailbox: MailboxId },
    /// A tag was made: it goes.
    TagRemove { tag: TagId },
    /// A tag was renamed or coloured: as before.
    TagChange {
        tag: TagId,
        name: String,
        colour: Colour,
    },
    /// A tag was merged: two again.
    TagUnmerge {
        tag: TagId,
        into: TagId,
        /// Tags that were merged into the first one before.
        followed: Vec<TagId>,
    },
    /// A tag was deleted: on its tickets again.
    TagRestore { tag: TagId },
    /// A token was revoked: the same secret works again.
    TokenRestore { hash: SecretHash, token: ApiToken },
    /// A rule was deleted: there again, at its place.
    RuleRestore {
        rule: RuleId,
        revision: u32,
        place: u32,
    },
    /// A rule was switched on or off: as before.
    RuleSwitch { rule: RuleId, on: bool },
    /// A rule was moved: at its place again.
    RuleMove { rule: RuleId, place: u32 },
    /// A calendar was deleted: there again, with what follows no other since.
    CalendarRestore { calendar: Box<Calendar> },
    /// Tickets were changed: their fields as before.
    TicketsBack {
        tickets: Vec<Touched>,
        /// The same act on the tickets before these.
        before: Option<UndoId>,
    },
    /// A view was deleted: there again.
    ViewRestore { view: Box<SavedView> },
    /// Tickets were put into the bin: out of it again.
    TicketsRestore {
        tickets: Vec<Touched>,
        /// The same act on the tickets before these.
        before: Option<UndoId>,
    },
    /// Tickets were merged into another one: out of it again.
    TicketsUnmerge {
        tickets: Vec<Touched>,
        /// The same act on the tickets before these.
        before: Option<UndoId>,
    },
    /// A customer was merged into another: two again.
    CustomerUnmerge { customer: CustomerId },
    /// A message was made a ticket of its own: in its log again.
    MessageBack { split: Split },
    /// Tickets were taken out of the bin: into it again.
    TicketsDelete {
        tickets: Vec<Touched>,
        /// The same act on the tickets before these.
        before: Option<UndoId>,
    },
    /// An organization of customers was given another name or other domains: as before.
    CompanyChange {
        before: Box<Company>,
        after: Box<Company>,
    },
    /// An organization of customers was deleted: there again, with those who belonged to it.
    CompanyRestore {
        company: Box<Company>,
        members: Vec<CustomerId>,
    },
    /// What is known of a customer was changed from a ticket: as before.
    CustomerChange { change: Box<CustomerChange> },
    /// Two tickets were linked: no more.
    Unlink { ends: Vec<LinkEnd> },
    /// A link was taken away: there again.
    Link { ends: Vec<LinkEnd> },
    /// Somebody was taken into a conversation, confirmed in it, or taken out: as before.
    TakesPart { change: Box<TakesPart> },
}

impl Inverse {
    /// The word of what was done, behind `notice-` and `notice-undone-` in the catalogues.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::UserActivate { .. } => "user-deactivated",
            Self::GroupRestore { .. } => "group-deleted",
            Self::RoleRestore { .. } => "role-deleted",
            Self::MailboxRestore { .. } => "mailbox-deleted",
            Self::TagRemove { .. } => "tag-made",
            Self::TagChange { .. } => "tag-changed",
            Self::TagUnmerge { .. } => "tag-merged",
            Self::TagRestore { .. } => "tag-deleted",
            Self::TokenRestore { .. } => "token-revoked",
            Self::RuleRestore { .. } => "rule-deleted",
            Self::RuleSwitch { on: true, .. } => "rule-off",
            Self::RuleSwitch { on: false, .. } => "rule-on",
            Self::RuleMove { .. } => "rule-moved",
            Self::CalendarRestore { .. } => "calendar-deleted",
            Self::TicketsBack { .. } => "tickets-changed",
            Self::ViewRestore { .. } => "view-deleted",
            Self::TicketsRestore { .. } => "tickets-deleted",
            Self::TicketsUnmerge { .. } => "tickets-merged",
            Self::CustomerUnmerge { .. } => "customer-merged",
            Self::MessageBack { .. } => "ticket-split",
            Self::TicketsDelete { .. } => "tickets-restored",
            Self::CompanyChange { .. } => "company-changed",
            Self::CompanyRestore { .. } => "company-deleted",
            Self::CustomerChange { .. } => "customer-changed",
            Self::Unlink { .. } => "ticket-linked",
            Self::Link { .. } => "ticket-unlinked",
            Self::TakesPart { change } => change.word(),
        }
    }

    /// What it takes to take it back: the right that the act itself took.
    #[must_use]
    pub fn right(&self) -> Right {
        match self {
            Self::UserActivate { .. } | Self::GroupRestore { .. } | Self::RoleRestore { .. } => {
                Right::People
            }
            Self::MailboxRestore { .. } => Right::Mailboxes,
            Self::TagRemove { .. }
            | Self::TagChange { .. }
            | Self::TagUnmerge { .. }
            | Self::TagRestore { .. } => Right::Tags,
            Self::TokenRestore { .. } => Right::Api,
            Self::RuleRestore { .. } | Self::RuleSwitch { .. } | Self::RuleMove { .. } => {
                Right::Rules
            }
            Self::CalendarRestore { .. } => Right::Settings,
            Self::TicketsBack { .. }
            | Self::TicketsUnmerge { .. }
            | Self::CustomerUnmerge { .. }
            | Self::CustomerChange { .. }
            | Self::CompanyChange { .. }
            | Self::CompanyRestore { .. }
            | Self::Unlink { .. }
            | Self::Link { .. }
            | Self::MessageBack { .. } => Right::TicketEdit,
            Self::TakesPart { .. } => Right::TicketReply,
            Self::ViewRestore { .. } => Right::TicketRead,
            Self::TicketsRestore { .. } | Self::TicketsDelete { .. } => Right::TicketDelete,
        }
    }

    /// The same act on the tickets before these; None for an act of one transaction.
    #[must_use]
    pub fn before(&self) -> Option<UndoId> {
        match self {
            Self::TicketsBack { before, .. }
            | Self::TicketsRestore { before, .. }
            | Self::TicketsDelete { before, .. }
            | Self::TicketsUnmerge { before, .. } => *before,
            _ => None,
        }
    }
}

/// A ticket that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    pub ticket: TicketId,
    /// The lines of its log that say what.
    pub lines: Vec<ActivityId>,
}

/// A customer as they were and as somebody made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerChange {
    /// Whose log says so.
    pub ticket: TicketId,
    pub before: Customer,
    pub after: Customer,
    /// What their organization was called, and is called since: empty for none. A first name for
    /// what was called by its domain is one of the same organization.
    pub organization: (String, String),
}

/// One end of a link, as its ticket has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkEnd {
    pub ticket: TicketId,
    pub other: TicketId,
}

/// Somebody in the conversation of a ticket, as they took part and as somebody made it; None took no
/// part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakesPart {
    pub ticket: TicketId,
    /// The key of their address.
    pub address: String,
    pub before: Option<Participant>,
    pub after: Option<Participant>,
}

impl TakesPart {
    fn word(&self) -> &'static str {
        match (&self.before, &self.after) {
            (_, None) => "participant-removed",
            (None, Some(_)) => "participant-added",
            (Some(_), Some(_)) => "participant-confirmed",
        }
    }
}

/// A message that became a ticket of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Whose log it was in, and at which line.
    pub ticket: TicketId,
    pub line: ActivityId,
    /// How sure the desk was of its sender there.
    pub sender: Sender,
    pub into: TicketId,
    /// The last line of the new ticket then; what stands behind it came since.
    pub rev: ActivityId,
}

/// A ticket that left somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    pub ticket: TicketId,
    /// The line of its log that says so; what stands after it happened since.
    pub line: ActivityId,
}

/// One act that can be taken back, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    pub id: UndoId,
    /// Who did it, and alone may take it back.
    pub user: UserId,
    pub expires: Timestamp,
    /// The name of what it was done to, as it was then.
    pub subject: String,
    pub inverse: Inverse,
    /// What came of taking it back; None while it can be.
    pub undone: Option<Undone>,
}

/// What came of taking an act back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The name of what is there again.
    pub subject: String,
    /// Tickets that are as they were before.
    pub restored: u64,
    /// Tickets that somebody changed since, which stay as they are.
    pub left: u64,
}
